//! Bytes in, verdicts and sealed bytes out: canonical messages, Ed25519, BIP-340,
//! X25519, XChaCha20-Poly1305, HKDF and SHA-256. May touch the crypto crates only and knows no domain.
//! Invariant: no device signs or verifies what does not begin with a tag saying what it is.

pub mod envelope;
pub mod event;
pub mod key;
pub mod message;
#[cfg(not(target_arch = "wasm32"))]
mod once;
pub mod seal;

pub use event::{EventKey, event_signed};
pub use key::{SignatureError, SoftwareKey, verify};
pub use message::{message, name, tip_message};
#[cfg(not(target_arch = "wasm32"))]
pub use once::verify_once;
pub use seal::{derive, open, seal, sha256};
