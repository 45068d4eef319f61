//! Every bound in one table: how much of anything is taken from outside, and why that much. Touches
//! nothing. Invariant: each name ends in its unit.

/// A batch of changes as it travels: the largest message of a data channel.
pub const BATCH_BYTES_MAX: usize = 256 << 10;
/// A batch after inflating: deflate can grow a thousandfold, real batches grow three- to fivefold.
pub const BATCH_INFLATED_BYTES_MAX: usize = 2 << 20;
/// One part of a document as it is stored or passed as a file; a document has as many parts as it
/// needs, so that nobody can make it grow until it does not load again.
pub const PART_BYTES_MAX: usize = 32 << 20;
/// A part after inflating.
pub const PART_INFLATED_BYTES_MAX: usize = 96 << 20;
/// A part is begun at this size; it gets larger only where no smaller one can be verified.
pub const PART_BYTES: usize = 2 << 20;
/// Batches smaller than this are not compressed: it would gain little and cost a header.
pub const DEFLATE_FROM_BYTES: usize = 1024;

/// Changes in one batch, or in one part of a stored document.
pub const BATCH_CHANGES_MAX: usize = 50_000;
/// Operations in one batch, by which working memory and time are bounded: a run of deletions is a
/// few bytes and thousands of operations.
pub const BATCH_OPS_MAX: u64 = 250_000;
/// Operations in one part of a stored document.
pub const PART_OPS_MAX: u64 = 4_000_000;
/// Parents of one change: more than the devices that could write at the same moment.
pub const CHANGE_PARENTS_MAX: usize = 1024;
/// Operations in one change: each character is one, and each costs some hundred bytes of working
/// memory while the change is put together. Longer texts are written in several changes.
pub const CHANGE_OPS_MAX: usize = 100_000;
/// Values that one put of a field may replace.
pub const FIELD_REPLACED_MAX: usize = 1024;
/// One fact, as JSON.
pub const FACT_BYTES_MAX: usize = 64 << 10;
/// One field of a page.
pub const FIELD_BYTES_MAX: usize = 4 << 10;
/// Counters of operations and sequence numbers: automerge keeps them in 32 bits.
pub const COUNTER_MAX: u64 = 1 << 31;
/// The last second of the year 9999.
pub const CLAIMED_TIME_MAX_S: u64 = 253_402_300_799;

/// Changes that wait for their parents, or for their time, in one document.
pub const WAITING_CHANGES_MAX: usize = 4096;
/// The same, in bytes.
pub const WAITING_BYTES_MAX: usize = 8 << 20;
/// Hashes of refused changes that one document remembers, so as not to ask for them again.
pub const REFUSED_REMEMBERED_MAX: usize = 4096;

/// In a batch, a device signs for at most this many of its changes at once, so that whoever holds
/// the batch can pass on any part of it without carrying a signature for every change.
pub const SIGNATURE_STRIDE_CHANGES: usize = 16;
/// A change keeps its own clock when computing it walked over this many others.
pub const CLOCK_WALK_CHANGES: usize = 16;

/// Changes of one device nearer to each other than this are one entry of a page's history.
pub const HISTORY_STRETCH_S: u64 = 10 * 60;
/// Restoring compares two texts line by line up to this product of their numbers of differing
/// lines; beyond it the differing part is replaced as a whole.
pub const RESTORE_COMPARED_LINES_MAX: usize = 4_000_000;
