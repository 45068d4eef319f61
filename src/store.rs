//! Where things lie in storage: keys, and records behind them. Bytes of documents are opaque; none
//! is opened here. Keys of one community share a prefix, so that leaving deletes one range.

pub mod keys;
pub mod record;
pub mod sample;

pub use record::{Local, Meta, PeerHeads, ReadMark, RecordError};
pub use sample::Sample;
