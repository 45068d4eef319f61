//! One document of a community inside the engine: its summary always, its replica and model while
//! somebody needs them, and what waits for them.

use std::collections::{BTreeSet, VecDeque};

use crate::clock::Timestamp;
use crate::doc::Replica;
use crate::engine::page_session::PageSession;
use crate::engine::pending::Task;
use crate::id::{ChangeHash, CommandId, DeviceKey, DocumentId};
use crate::message::command::Outcome;
use crate::ordered::{Map, Set};
use crate::projection::calendar::CalendarSummary;
use crate::projection::motion::{MotionModel, MotionSummary};
use crate::projection::page::PageModel;
use crate::projection::summary::{LedgerSummary, PageSummary, Summary, TalkSummary};
use crate::projection::talk::TalkModel;
use crate::store::Meta;

/// A document, open or not.
#[derive(Debug)]
pub struct Document {
    pub meta: Meta,
    pub open: Option<Open>,
    pub loading: bool,
    pub tasks: VecDeque<Task>,
}

/// An open document.
#[derive(Debug)]
pub struct Open {
    pub replica: Replica,
    pub model: Model,
    /// The tip that a signature was asked for.
    pub signing: Option<ChangeHash>,
    /// Commands whose changes are not signed yet.
    pub acks: Vec<(CommandId, Outcome, ChangeHash)>,
    /// Own changes that are not durable yet.
    pub unsaved: Set<ChangeHash>,
    /// Which changes each device of others is known to have.
    pub seen: Map<DeviceKey, BTreeSet<ChangeHash>>,
    pub session: Option<PageSession>,
}

/// The read model of an open document. The charter's lives in the community.
#[derive(Debug)]
pub enum Model {
    Charter,
    Talk(TalkModel),
    Page(PageModel),
    Motion(Box<MotionModel>),
    Ledger(LedgerSummary),
    Calendar(CalendarSummary),
}

impl Model {
    /// The empty model for a document of this kind.
    pub fn new(document: &DocumentId) -> Self {
        match document {
            DocumentId::Charter => Self::Charter,
            DocumentId::Talk { .. } => Self::Talk(TalkModel::default()),
            DocumentId::Page(_) => Self::Page(PageModel::default()),
            DocumentId::Motion(motion) => Self::Motion(Box::new(MotionModel::new(*motion))),
            DocumentId::Ledger { .. } => Self::Ledger(LedgerSummary::default()),
            DocumentId::Calendar { .. } => Self::Calendar(CalendarSummary::default()),
        }
    }

    /// What lists show of it.
    pub fn summary(&self) -> Summary {
        match self {
            Self::Charter => Summary::Charter,
            Self::Talk(talk) => Summary::Talk(talk.summary.clone()),
            Self::Page(page) => Summary::Page(page.summary.clone()),
            Self::Motion(motion) => Summary::Motion(motion.summary.clone()),
            Self::Ledger(ledger) => Summary::Ledger(ledger.clone()),
            Self::Calendar(year) => Summary::Calendar(year.clone()),
        }
    }
}

impl Open {
    /// A document with this replica and nothing folded yet.
    pub fn new(document: &DocumentId, replica: Replica) -> Self {
        Self {
            replica,
            model: Model::new(document),
            signing: None,
            acks: Vec::new(),
            unsaved: Set::new(),
            seen: Map::new(),
            session: None,
        }
    }

    /// The device is known to have these heads and all below them. Returns the changes of which
    /// this is news.
    pub fn note_seen(&mut self, device: DeviceKey, heads: &[ChangeHash]) -> Vec<ChangeHash> {
        let seen = self.seen.entry(device).or_default();
        self.replica.ancestors_not_in(heads, seen)
    }

    /// Whether it can be closed: all of it is durable, and nobody is at it.
    pub fn is_idle(&self) -> bool {
        let is_durable = self.unsaved.is_empty() && self.acks.is_empty() && self.signing.is_none();
        is_durable && self.session.is_none() && !self.replica.is_waiting()
    }

    /// Whether this device of somebody else has all that is here.
    pub fn has_all(&self, device: &DeviceKey) -> bool {
        // Only what is here is noted as seen, each change with all below it, genesis too: so many is
        // all. Asked of every document at every change, so nothing is looked up.
        self.seen.get(device).is_some_and(|seen| seen.len() == self.replica.len() + 1)
    }

    /// The time that a new fact may claim (CLK-1).
    pub fn claim(&self, now: Timestamp) -> Timestamp {
        match &self.model {
            Model::Charter => now,
            Model::Talk(talk) => Timestamp::claimed(now, talk.newest()),
            Model::Page(page) => Timestamp::claimed(now, page.summary.newest()),
            Model::Motion(motion) => Timestamp::claimed(now, motion.newest()),
            Model::Ledger(ledger) => Timestamp::claimed(now, ledger.newest),
            Model::Calendar(year) => Timestamp::claimed(now, year.newest),
        }
    }
}

impl Document {
    /// A document of which nothing is stored.
    pub fn new(document: &DocumentId) -> Self {
        let summary = match document {
            DocumentId::Charter => Summary::Charter,
            DocumentId::Talk { .. } => Summary::Talk(TalkSummary::default()),
            DocumentId::Page(_) => Summary::Page(PageSummary::default()),
            DocumentId::Motion(_) => Summary::Motion(MotionSummary::default()),
            DocumentId::Ledger { .. } => Summary::Ledger(LedgerSummary::default()),
            DocumentId::Calendar { .. } => Summary::Calendar(CalendarSummary::default()),
        };
        let (heads, twice_signed) = (Vec::new(), Vec::new());
        Self::stored(Meta { heads, chunk_next: 0, chunks: 0, bytes: 0, twice_signed, summary })
    }

    /// A document of which this is stored.
    pub fn stored(meta: Meta) -> Self {
        Self { meta, open: None, loading: false, tasks: VecDeque::new() }
    }

    /// Its heads, from the replica where it is open.
    pub fn heads(&self) -> Vec<ChangeHash> {
        self.open.as_ref().map_or_else(|| self.meta.heads.clone(), |open| open.replica.heads())
    }
}
