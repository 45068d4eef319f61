//! Summaries: what lists show of a document, kept in storage so that nobody has to open it.

use crate::ordered::{Map, Set};

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::domain::fact::{SealedWords, Stamp};
use crate::id::{BlobHash, ChangeHash, CommandId, DeviceKey};
use crate::message::command::PageField;
use crate::projection::calendar::CalendarSummary;
use crate::projection::digest::SetDigest;
use crate::projection::motion::MotionSummary;

/// What lists show of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Summary {
    Charter,
    Talk(TalkSummary),
    Page(PageSummary),
    Motion(MotionSummary),
    Ledger(LedgerSummary),
    Calendar(CalendarSummary),
}

/// One part of the ledger; what its entries mean is told by who keeps the books.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerSummary {
    pub entries: u32,
    /// Pictures of receipts.
    pub receipts: Set<BlobHash>,
    /// Sealed words of needs.
    pub words: Vec<NeedWords>,
    /// Needs whose words a device said to be erased.
    pub erased: Set<(CommandId, DeviceKey)>,
    /// The latest claimed time.
    pub newest: Timestamp,
    pub digest: SetDigest,
}

/// That a need has sealed words, as its entry says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedWords {
    pub need: CommandId,
    /// Signed the need.
    pub device: DeviceKey,
    /// What the blob is called.
    pub blob: BlobHash,
}

impl LedgerSummary {
    /// Takes an entry, given by its id and the device that signed it; `blob_of` names the blob of sealed words
    /// by their hash, `digest` is that of its bytes.
    pub fn take(
        &mut self,
        (id, device): (CommandId, DeviceKey),
        stamp: Stamp,
        blob_of: &dyn Fn(&BlobHash) -> BlobHash,
        digest: [u8; 32],
    ) {
        self.receipts.extend(stamp.picture);
        match stamp.words {
            Some(SealedWords::Named(sha256)) => {
                let blob = blob_of(&sha256);
                self.words.push(NeedWords { need: id, device, blob });
            }
            Some(SealedWords::Erased(need)) => {
                self.erased.insert((need, device));
            }
            None => {}
        }
        self.entries = self.entries.saturating_add(1);
        self.newest = self.newest.max(stamp.at);
        self.digest.add(digest);
    }
}

/// One part of a topic.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TalkSummary {
    /// Title, author and time of the topic; in part 0.
    pub started: Option<(String, DeviceKey, Timestamp)>,
    pub posts: u32,
    pub last: Option<LastPost>,
    /// What each device wrote in it.
    pub authors: Map<DeviceKey, Written>,
    pub digest: SetDigest,
}

/// What one device wrote in a part of a topic.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    pub posts: u32,
    /// The latest claimed time of a post.
    pub newest: Timestamp,
}

/// The last post of a part, by (claimed time, id).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LastPost {
    pub at: Timestamp,
    pub id: CommandId,
    pub by: DeviceKey,
    /// Its start.
    pub words: String,
}

/// A commons page.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageSummary {
    pub title: String,
    pub path: String,
    pub changed: Timestamp,
    pub changed_by: Option<DeviceKey>,
    pub authors: Set<DeviceKey>,
    pub pictures: Set<BlobHash>,
    /// From which file it came in last, and what its words were then.
    pub brought: Option<Brought>,
    /// The last word on whether it is written to be put to the voters.
    pub draft: Option<DraftMark>,
    /// The last changes of its text, ascending.
    pub wording: Vec<ChangeHash>,
    /// Fields with more than one value.
    pub conflicts: Vec<PageField>,
    pub digest: [u8; 32],
}

impl PageSummary {
    /// The latest claimed time. Changes tell theirs in seconds: a word on a draft may claim more.
    pub fn newest(&self) -> Timestamp {
        self.draft.as_ref().map_or(self.changed, |mark| mark.at.max(self.changed))
    }
}

/// A word on whether a page is a draft; the highest counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DraftMark {
    pub at: Timestamp,
    pub id: CommandId,
    /// Who began it; `None` where it is to be put no more.
    pub by: Option<DeviceKey>,
}

/// Where a page came from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Brought {
    pub at: Timestamp,
    pub path: String,
    pub words: BlobHash,
}

impl Summary {
    /// The document's part of the state hash.
    pub fn digest(&self) -> [u8; 32] {
        match self {
            Self::Charter => [0; 32],
            Self::Talk(talk) => talk.digest.to_bytes(),
            Self::Page(page) => page.digest,
            Self::Motion(motion) => motion.digest.to_bytes(),
            Self::Ledger(ledger) => ledger.digest.to_bytes(),
            Self::Calendar(year) => year.digest.to_bytes(),
        }
    }

    /// Blobs that the document refers to.
    pub fn pictures(&self) -> Option<&Set<BlobHash>> {
        match self {
            Self::Page(page) => Some(&page.pictures),
            Self::Ledger(ledger) => Some(&ledger.receipts),
            Self::Charter | Self::Talk(_) | Self::Motion(_) | Self::Calendar(_) => None,
        }
    }
}
