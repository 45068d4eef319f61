//! Bytes in, verdicts and sealed bytes out: canonical messages, Ed25519, XChaCha20-Poly1305, HKDF
//! and SHA-256. May touch the crypto crates only and knows no domain. Invariant: nothing is signed
//! or verified that does not begin with a tag saying what it is.

pub mod key;
pub mod message;
pub mod seal;

pub use key::{SignatureError, SoftwareKey, verify};
pub use message::{message, tip_message};
pub use seal::{SealError, derive, open, seal, sha256};
