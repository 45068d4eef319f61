//! The browser's parts behind small functions: bytes and plain values in, bytes and plain values
//! out. Wasm only. Decides nothing; whatever a page or worker hands over is released when dropped.

pub mod browser;
pub mod channel;
pub mod clock;
pub mod dedicated;
pub mod files;
pub mod js;
pub mod keys;
pub mod lock;
pub mod picture;
pub mod random;
pub mod relay;
pub mod rtc;
pub mod store;
pub mod turn;
