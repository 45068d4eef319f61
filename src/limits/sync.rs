//! Limits of meeting and of what peers send each other: rows of the one table, on a sheet of their own.

use super::DOCUMENTS_MAX;

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
/// Events published to one relay in any 60 s: that many only where so many newcomers wait for an
/// answer, since hellos and calls stop far below.
pub const RELAY_WRITES_PER_MINUTE_MAX: usize = 18;
/// Hellos to everyone go only while fewer events than this went out in 60 s: the rest is kept for
/// those who wait for an answer, of whom several may follow one link at once.
pub const RELAY_HELLOS_PER_MINUTE_MAX: usize = 3;
/// The same for calls to sessions that have gone silent: who comes back says hello anyway.
pub const RELAY_CALLS_PER_MINUTE_MAX: usize = 2;
/// Signals that wait for a relay's next free write.
pub const RELAY_QUEUE_MAX: usize = 16;
/// UTF-16 code units of one text frame that a relay's socket hands on at all.
pub const RELAY_FRAME_UNITS_MAX: u32 = 256 * 1024;
/// Characters that are kept of what a relay or a browser says of a failure.
pub const REASON_CHARS_MAX: usize = 200;
/// Bytes of `meeting.json`.
pub const MEETING_FILE_BYTES_MAX: usize = 64 * 1024;
/// Addresses of one kind that are taken from `meeting.json`.
pub const MEETING_ADDRESSES_MAX: usize = 64;
/// Sessions whose counters are remembered against repeats.
pub const SESSIONS_REMEMBERED_MAX: usize = 256;
/// Sessions that a mesh keeps in view.
pub const REMOTES_MAX: usize = 64;
/// Peers that a mesh looks for by itself.
pub const PEERS_WANTED: usize = 12;
/// Peers and attempts that a mesh holds at once.
pub const CONNECTIONS_MAX: usize = 32;
/// Attempts at one session that fail in a row before it is left to dial us.
pub const DIAL_FAILURES_MAX: u32 = 5;
/// The same, where nothing at all is heard of it: most likely it is gone.
pub const DIAL_UNANSWERED_MAX: u32 = 2;
/// Relays along which one session is spoken to.
pub const RELAYS_PER_REMOTE_MAX: usize = 2;
/// Devices that are remembered as sent away.
pub const BANNED_MAX: usize = 256;
/// Hellos of ours that may still be quoted.
pub const HELLO_NONCES_MAX: usize = 64;
/// How many times a signal may be passed on between neighbours.
pub const HOPS_MAX: u8 = 6;
/// Attempts shown in the diagnosis.
pub const ATTEMPTS_SHOWN_MAX: usize = 20;
/// Bytes of one frame on a data channel.
pub const FRAME_BYTES_MAX: usize = 64 * 1024;
/// Bytes of a frame before the peer is proved.
pub const UNPROVED_FRAME_BYTES_MAX: usize = 512;
/// Messages of one peer that are being put together at a time: one of each priority.
pub const MESSAGES_OPEN_MAX: usize = 2;
/// Bytes of one message, put together from its fragments.
pub const MESSAGE_BYTES_MAX: usize = 2 * 1024 * 1024;
/// Bytes that wait for one peer; a peer that is slower than this is let go and reconciled later.
pub const PEER_QUEUE_BYTES_MAX: usize = 48 * 1024 * 1024;
/// Bytes sent to a peer that it has not confirmed yet.
pub const UNCONFIRMED_BYTES_MAX: usize = 1024 * 1024;
/// Forwarded signals taken from one neighbour in any 60 s.
pub const NEIGHBOUR_SIGNALS_PER_MINUTE_MAX: u32 = 240;
/// Heads that are told of one document: somebody may have made very many on purpose.
pub const HEADS_MAX: usize = 4096;
/// Heads in one message.
pub const HEADS_PER_MESSAGE_MAX: usize = 2 * HEADS_MAX;
/// Heads of all documents that are taken from one peer.
pub const HEADS_OF_PEER_MAX: usize = 4 * DOCUMENTS_MAX;
/// Secrets for meeting that counted before and are still listened for.
pub const FORMER_SECRETS_MAX: usize = 3;
/// For so long whoever was away when the secret was renewed is still met by the one before.
pub const FORMER_SECRET_MS: u64 = 30 * 24 * 60 * 60 * 1_000;
/// For so long whoever follows another link listens where they met before, and then goes back.
pub const LINK_DOUBTED_MS: u64 = 24 * 60 * 60 * 1_000;
/// Changes that one promise names of those made by a right that is to end. All of them, of 150 promises,
/// fit into one seal.
pub const CUT_CHANGES_MAX: usize = 4;
/// Connected devices that are not admitted; one more, and one of them has to go.
pub const STRANGERS_MAX: usize = 8;
/// How long a device may be connected at least without being admitted: many may come at once.
pub const STRANGER_MS_MIN: u64 = 20 * 1000;
/// How long a peer may take to send a blob, or the next pieces of it, before others are asked.
pub const BLOB_WAIT_MS_MAX: u64 = 30 * 1000;
/// Requests of peers for one blob that wait for it to be read.
pub const BLOB_REQUESTS_MAX: usize = 64;
/// Documents asked of one peer and not answered yet.
pub const WANTS_OUTSTANDING_MAX: usize = 8;
