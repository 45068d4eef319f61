//! Read models of the commons: the list of pages, one page live, its history.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::id::{ChangeHash, CommandId, MemberId, MotionId, PageId};
use crate::message::command::{PageField, Splice};
use crate::message::model::Delivery;

/// A page in the list; sorted by path, then title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageCard {
    pub id: PageId,
    pub title: String,
    pub path: String,
    pub changed: Timestamp,
    pub changed_by: MemberId,
    /// It is written to be put to the voters, and was not yet.
    pub draft: Option<DraftView>,
    /// The motion that was put from it or adopts it: one that is open, or the newest.
    pub put: Option<PutView>,
    /// The decision by which it stands as the community's word (DEC-8).
    pub adopted: Option<AdoptedView>,
}

/// A page on which a motion is written together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftView {
    /// Who began it.
    pub by: MemberId,
    pub since: Timestamp,
}

/// A motion that a page came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutView {
    pub motion: MotionId,
    /// Whether nothing is final yet.
    pub is_open: bool,
}

/// A decision that made a page the community's word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdoptedView {
    pub motion: MotionId,
    /// The motion's.
    pub title: String,
    /// When it took effect.
    pub at: Timestamp,
    /// The last changes of the text that was adopted; give them to `ViewKey::PastText`. Empty where
    /// the decision names none.
    pub wording: Vec<ChangeHash>,
    /// Whether the page has that text.
    pub is_same: bool,
}

/// A page, live.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum PageDelta {
    /// All of it; the view's version counts from here.
    All { version: u64, text: String, fields: Vec<PageFieldView>, about: PageAbout },
    /// Splices to apply in order; they lead to `version`. `own` names the command that asked for
    /// them, when it came from this window: they are what became of its splices.
    Spliced { version: u64, splices: Vec<Splice>, own: Option<CommandId> },
    /// Fields or what is known about the page changed.
    About { fields: Vec<PageFieldView>, about: PageAbout },
    /// There is no such page here (yet).
    Missing,
}

/// A field; more than one value when several people wrote it without knowing of each other. The
/// first value is the one that all replicas show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageFieldView {
    pub field: PageField,
    pub values: Vec<FieldValue>,
}

/// A value and who wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldValue {
    pub value: String,
    pub by: MemberId,
}

/// What is known about a page beside its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageAbout {
    pub authors: Vec<MemberId>,
    pub changed: Timestamp,
    pub delivery: Delivery,
}

/// A stretch of writing by one person; newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// The heads right after this stretch; give them to `PageAct::Restore`.
    pub at: Vec<ChangeHash>,
    pub by: MemberId,
    pub ended: Timestamp,
    /// UTF-16 code units added and taken away.
    pub added: u32,
    pub removed: u32,
}
