//! Every bound on what comes from outside or is kept for others, in one table. Nothing here is
//! computed; raising a figure never changes a format.

// text_edit

/// Splices that one edit of a page may have: moving lists past each other costs their product.
pub const EDIT_SPLICES_MAX: usize = 1_000;

// exchange

/// Characters of an invitation link that are looked at.
pub const LINK_CHARS_MAX: usize = 4096;
/// Relays that a link may name, and that a mesh may use.
pub const RELAYS_MAX: usize = 8;
/// Bytes of one relay address.
pub const RELAY_URL_BYTES_MAX: usize = 200;
/// Bytes of a session description that is read.
pub const SDP_BYTES_MAX: usize = 32 * 1024;
/// Candidates that are taken from one session description.
pub const CANDIDATES_MAX: usize = 16;
/// Bytes of one text frame of a relay.
pub const RELAY_TEXT_BYTES_MAX: usize = 16 * 1024;
/// Bytes of a sealed signal.
pub const SIGNAL_BYTES_MAX: usize = 2048;
/// Events published to one relay in any 60 s.
pub const RELAY_WRITES_PER_MINUTE_MAX: usize = 6;
/// Of these, how many may be hellos; the rest is kept for offers and answers.
pub const RELAY_HELLOS_PER_MINUTE_MAX: usize = 4;
/// Signals that wait for a relay's next free write.
pub const RELAY_QUEUE_MAX: usize = 16;
/// Sessions whose counters are remembered against repeats.
pub const SESSIONS_REMEMBERED_MAX: usize = 256;
/// Sessions that a mesh keeps in view.
pub const REMOTES_MAX: usize = 64;
/// Peers that a mesh looks for by itself.
pub const PEERS_WANTED: usize = 12;
/// Peers and attempts that a mesh holds at once.
pub const CONNECTIONS_MAX: usize = 32;
/// Attempts shown in the diagnosis.
pub const ATTEMPTS_SHOWN_MAX: usize = 20;
/// Bytes of one frame on a data channel.
pub const FRAME_BYTES_MAX: usize = 64 * 1024;
/// Bytes of a frame before the peer is proved.
pub const UNPROVED_FRAME_BYTES_MAX: usize = 512;
/// Bytes of one message, put together from its fragments.
pub const MESSAGE_BYTES_MAX: usize = 16 * 1024 * 1024;
/// Bytes that wait for one peer; a peer that is slower than this is let go and reconciled later.
pub const PEER_QUEUE_BYTES_MAX: usize = 48 * 1024 * 1024;
/// Bytes sent to a peer that it has not confirmed yet.
pub const UNCONFIRMED_BYTES_MAX: usize = 1024 * 1024;
/// Forwarded signals taken from one neighbour in any 60 s.
pub const NEIGHBOUR_SIGNALS_PER_MINUTE_MAX: u32 = 240;
/// Documents named in one `Have`.
pub const HAVE_DOCUMENTS_MAX: usize = 500;
/// Heads that are taken for one document.
pub const HEADS_MAX: usize = 256;
/// Documents whose heads are kept for one peer.
pub const PEER_DOCUMENTS_MAX: usize = 100_000;
/// Documents asked of one peer and not answered yet.
pub const WANTS_OUTSTANDING_MAX: usize = 8;
/// Pictures asked of one peer and not answered yet.
pub const BLOB_WANTS_OUTSTANDING_MAX: usize = 2;
/// Bytes of one piece of an answer.
pub const ANSWER_PIECE_BYTES_MAX: usize = 256 * 1024;
