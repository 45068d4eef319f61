//! The one table of limits: everything that comes from outside is measured against a row here.

// domain

/// Bytes of one fact's JSON; a post at its longest fits with room for escapes.
pub const FACT_BYTES_MAX: usize = 64 * 1024;
/// Characters of a name of a person or a community.
pub const NAME_CHARS_MAX: usize = 80;
/// Characters of a title, a place, or one line about someone.
pub const LINE_CHARS_MAX: usize = 200;
/// Characters of a post.
pub const POST_CHARS_MAX: usize = 10_000;
/// Languages in a profile.
pub const LANGUAGES_MAX: usize = 12;
/// Bytes of an encoded profile, portrait included.
pub const PROFILE_BYTES_MAX: usize = 128 * 1024;
/// Longer side of a portrait after shrinking.
pub const PORTRAIT_SIDE_PX_MAX: u32 = 384;
/// People that one invitation may admit: scarcely a hundred faces.
pub const INVITATION_USES_MAX: u32 = 150;
/// Days for which an invitation may be valid.
pub const INVITATION_DAYS_MAX: u16 = 365;
/// Posts after which a part of a topic closes and the next begins.
pub const PART_POSTS_MAX: u32 = 1_000;

// engine

/// Longer side of a picture after shrinking.
pub const PICTURE_SIDE_PX_MAX: u32 = 1_600;
/// Bytes of one blob.
pub const BLOB_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Bytes of one piece of a blob on the wire.
pub const BLOB_PIECE_BYTES: usize = 48 * 1024;
/// Pieces sent for one request, so that a slow reader is not flooded.
pub const BLOB_PIECES_PER_REQUEST: u32 = 8;
/// Documents of one community.
pub const DOCUMENTS_MAX: usize = 20_000;
/// Splices of a page that an engine remembers to rebase late edits.
pub const PAGE_LOG_MAX: usize = 2_000;
/// Chunks of a document in storage before they are compacted into a snapshot.
pub const CHUNKS_MAX: u32 = 64;
/// Bytes of changes in one answer.
pub const ANSWER_BYTES_MAX: usize = 512 * 1024;
/// Documents asked of one peer at a time.
pub const WANTS_OUTSTANDING_MAX: usize = 32;
/// Heads of one document that a peer may name.
pub const HEADS_MAX: usize = 1_000;
/// Pieces of a refused frame's memory: distinct reasons that are counted.
pub const REFUSAL_REASONS_MAX: usize = 64;
