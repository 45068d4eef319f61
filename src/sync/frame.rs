//! Messages of peers in, frames of a data channel out, and back. It may use ids and bytes; payloads
//! are opaque here. No frame is over 64 KiB, and bytes that are not exactly one frame are refused.

use serde::{Deserialize, Serialize};

use crate::id::{BlobHash, ChangeHash, DeviceKey, DocumentId, Signature};
use crate::limits::{FRAME_BYTES_MAX, MESSAGE_BYTES_MAX, MESSAGES_OPEN_MAX};
use crate::message::bytes;

const VERSION: u8 = 1;
/// Room for everything in a fragment's frame but its bytes.
const FRAGMENT_OVERHEAD_MAX: usize = 32;
/// Bytes of a message in one fragment.
pub const FRAGMENT_BYTES: usize = FRAME_BYTES_MAX - FRAGMENT_OVERHEAD_MAX;

/// What a proved peer says. Payloads are the engine's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Message {
    /// First words after the proof; the engine defines the bytes.
    Greeting(#[serde(with = "bytes")] Vec<u8>),
    /// What I have. Several of these when there are many documents.
    Have { documents: Vec<(DocumentId, Vec<ChangeHash>)> },
    /// Send me what leads from `have` to what you have.
    Want { document: DocumentId, have: Vec<ChangeHash> },
    /// Signed changes of one document.
    Changes {
        document: DocumentId,
        part: ChangesPart,
        #[serde(with = "bytes")]
        bytes: Vec<u8>,
    },
    /// What I have of one document now, stored; the acknowledgement of `Changes`.
    Heads { document: DocumentId, heads: Vec<ChangeHash> },
    /// Send me the chunks of this blob from this one on.
    BlobWant { hash: BlobHash, from: u32 },
    /// One chunk of a blob; `total` 0 says that I do not have it.
    BlobChunk {
        hash: BlobHash,
        index: u32,
        total: u32,
        #[serde(with = "bytes")]
        bytes: Vec<u8>,
    },
    /// I close this channel, and why; the mesh's own, never given to the engine.
    Bye(Bye),
}

/// Why changes are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChangesPart {
    /// New; nobody asked.
    Live,
    /// The answer to a `Want`; what it leaves over is asked for again.
    Answer,
}

/// Why a channel is closed on purpose.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bye {
    /// The session ends.
    Leaving,
    /// The same device has a newer channel to me.
    Replaced,
    /// You broke a rule; do not come back soon.
    Refused,
}

/// Small messages go before bulk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Priority {
    Prompt,
    Bulk,
}

impl Message {
    /// Which queue it waits in.
    pub fn priority(&self) -> Priority {
        match self {
            Self::BlobChunk { .. } => Priority::Bulk,
            Self::Changes { part: ChangesPart::Answer, .. } => Priority::Bulk,
            Self::Greeting(_)
            | Self::Have { .. }
            | Self::Want { .. }
            | Self::Changes { part: ChangesPart::Live, .. }
            | Self::Heads { .. }
            | Self::BlobWant { .. }
            | Self::Bye(_) => Priority::Prompt,
        }
    }
}

/// One frame on a data channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Frame {
    /// Opens the proof: who I say I am, and my part of what both will sign.
    Auth {
        device: DeviceKey,
        nonce: [u8; 32],
    },
    /// My signature over what both said.
    Proof {
        signature: Signature,
    },
    /// Answer this number at once.
    Ping(u32),
    /// All sent before this ping has arrived.
    Pong(u32),
    Message(Message),
    /// A part of an encoded message that is too long for one frame. Fragments of one message come
    /// in order; those of others may come between.
    Fragment {
        id: u32,
        index: u32,
        count: u32,
        #[serde(with = "bytes")]
        bytes: Vec<u8>,
    },
    /// A sealed signal, carried for others; `hops` is how many times it may be passed on.
    Signal {
        hops: u8,
        #[serde(with = "bytes")]
        sealed: Vec<u8>,
    },
}

/// Bytes that are not a frame or a message of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameFault {
    /// Longer than a frame or a message may be.
    #[error("too long")]
    TooLong,
    /// Made by another version.
    #[error("another version")]
    Version,
    /// Not one whole frame.
    #[error("cannot be read")]
    Garbled,
    /// Fragments that do not fit together.
    #[error("fragments do not fit together")]
    Fragments,
}

impl Frame {
    /// The bytes on the wire.
    pub fn encode(&self) -> Vec<u8> {
        postcard::to_extend(self, vec![VERSION]).expect("plain data")
    }

    /// Reads what a peer sent.
    pub fn decode(bytes: &[u8]) -> Result<Self, FrameFault> {
        if bytes.len() > FRAME_BYTES_MAX {
            return Err(FrameFault::TooLong);
        }
        let (version, body) = bytes.split_first().ok_or(FrameFault::Garbled)?;
        if *version != VERSION {
            return Err(FrameFault::Version);
        }
        whole(body)
    }
}

/// The frames of a message, in order. `id` names its fragments.
pub fn split(message: Message, id: u32) -> Result<Vec<Vec<u8>>, FrameFault> {
    let frame = Frame::Message(message);
    let encoded = frame.encode();
    if encoded.len() <= FRAME_BYTES_MAX {
        return Ok(vec![encoded]);
    }
    let Frame::Message(message) = frame else { return Err(FrameFault::Garbled) };
    let whole = postcard::to_stdvec(&message).expect("plain data");
    if whole.len() > MESSAGE_BYTES_MAX {
        return Err(FrameFault::TooLong);
    }
    let chunks = whole.chunks(FRAGMENT_BYTES);
    let count = u32::try_from(chunks.len()).expect("messages are bounded");
    let fragment = |(index, bytes): (u32, &[u8])| {
        Frame::Fragment { id, index, count, bytes: bytes.to_vec() }.encode()
    };
    Ok((0..).zip(chunks).map(fragment).collect())
}

/// Puts fragments together; at most one message of each priority is open at a time.
#[derive(Debug, Default)]
pub struct Reassembly {
    open: Vec<Partial>,
}

#[derive(Debug)]
struct Partial {
    id: u32,
    next: u32,
    count: u32,
    bytes: Vec<u8>,
}

impl Reassembly {
    /// Takes a fragment; gives the message that it completes.
    pub fn take(
        &mut self,
        (id, index, count): (u32, u32, u32),
        bytes: &[u8],
    ) -> Result<Option<Message>, FrameFault> {
        let most = MESSAGE_BYTES_MAX.div_ceil(FRAGMENT_BYTES);
        if usize::try_from(count).map_or(true, |count| count > most) || index >= count {
            return Err(FrameFault::Fragments);
        }
        if index == 0 {
            if self.open.len() >= MESSAGES_OPEN_MAX || self.open.iter().any(|one| one.id == id) {
                return Err(FrameFault::Fragments);
            }
            self.open.push(Partial { id, next: 0, count, bytes: Vec::new() });
        }
        let at = self
            .open
            .iter()
            .position(|one| one.id == id && one.next == index && one.count == count)
            .ok_or(FrameFault::Fragments)?;
        let partial = &mut self.open[at];
        let last = index + 1 == count;
        if bytes.len() > FRAGMENT_BYTES || (!last && bytes.len() < FRAGMENT_BYTES) {
            return Err(FrameFault::Fragments);
        }
        partial.bytes.extend_from_slice(bytes);
        partial.next += 1;
        if !last {
            return Ok(None);
        }
        whole(&self.open.swap_remove(at).bytes).map(Some)
    }
}

fn whole<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Result<T, FrameFault> {
    let (value, rest) = postcard::take_from_bytes(bytes).map_err(|_| FrameFault::Garbled)?;
    if rest.is_empty() { Ok(value) } else { Err(FrameFault::Garbled) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::id::ThreadId;

    fn talk() -> DocumentId {
        DocumentId::Talk { thread: ThreadId([7; 16]), part: 3 }
    }

    #[test]
    fn a_live_post_costs_at_most_30_bytes_beside_its_changes() {
        let bytes = vec![1; 380];
        let message =
            Message::Changes { document: talk(), part: ChangesPart::Live, bytes: bytes.clone() };
        let frames = split(message.clone(), 0).expect("small");
        assert_eq!(frames.len(), 1);
        assert_eq!(Frame::decode(&frames[0]), Ok(Frame::Message(message)));
        let overhead = frames[0].len() - bytes.len();
        assert!(overhead <= 30, "{overhead}");
    }

    fn answer(bytes: Vec<u8>) -> Message {
        let (document, part) = (DocumentId::Charter, ChangesPart::Answer);
        Message::Changes { document, part, bytes }
    }

    #[test]
    fn long_messages_are_split_and_put_together() {
        let bytes: Vec<u8> = (0..300_000_u32).map(|n| n.to_le_bytes()[0]).collect();
        let message = answer(bytes);
        let frames = split(message.clone(), 9).expect("not too long");
        assert_eq!(frames.len(), 5);
        assert!(frames.iter().all(|frame| frame.len() <= FRAME_BYTES_MAX));
        let mut reassembly = Reassembly::default();
        let mut whole = None;
        for frame in frames {
            let Ok(Frame::Fragment { id, index, count, bytes }) = Frame::decode(&frame) else {
                panic!("a fragment")
            };
            assert_eq!(whole, None);
            whole = reassembly.take((id, index, count), &bytes).expect("in order");
        }
        assert_eq!(whole, Some(message));
        assert!(reassembly.open.is_empty());
    }

    #[test]
    fn fragments_that_do_not_fit_are_refused() {
        let full = vec![0; FRAGMENT_BYTES];
        let fault = Err(FrameFault::Fragments);
        let mut reassembly = Reassembly::default();
        assert_eq!(reassembly.take((1, 1, 3), &full), fault, "not begun");
        assert_eq!(reassembly.take((1, 0, u32::MAX), &full), fault, "too many");
        assert_eq!(reassembly.take((1, 0, 3), &full), Ok(None));
        assert_eq!(reassembly.take((1, 0, 3), &full), fault, "twice");
        assert_eq!(reassembly.take((1, 2, 3), &full), fault, "gap");
        assert_eq!(reassembly.take((1, 1, 3), b"short"), fault, "short in the middle");
        assert_eq!(reassembly.take((2, 0, 2), &full), Ok(None));
        assert_eq!(reassembly.take((3, 0, 2), &full), fault, "a third");
    }

    #[test]
    fn a_message_over_the_limit_is_not_sent() {
        let bytes = vec![0; MESSAGE_BYTES_MAX + 1];
        let message = answer(bytes);
        assert_eq!(split(message, 0), Err(FrameFault::TooLong));
    }

    proptest! {
        #[test]
        fn decoding_never_panics(bytes: Vec<u8>) {
            let mut framed = vec![VERSION];
            framed.extend(&bytes);
            for text in [bytes, framed] {
                if let Ok(frame) = Frame::decode(&text) {
                    prop_assert_eq!(Frame::decode(&frame.encode()), Ok(frame));
                }
            }
        }
    }
}
