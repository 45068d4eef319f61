//! Where things lie in storage: keys and records. Opaque bytes in and out; no document is opened
//! here. Keys of one community share a prefix, so that leaving deletes one range.

pub mod keys;
pub mod record;

pub use record::{Local, Meta, PeerHeads, ReadMark, RecordError};
