//! Read models of the first screen: what happened, and what waits for me.

use serde::{Deserialize, Serialize};

use crate::clock::{Date, Timestamp};
use crate::id::{MemberId, MotionId, PageId, ThreadId};
use crate::message::Letter;
use crate::message::command::PageField;
use crate::message::economy::view::Waits;
use crate::message::model::ThreadCard;

/// The first screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Today {
    /// What others did since this device was last looked at, by person, newest first.
    pub happened: Vec<Happening>,
    /// Topics with something unread.
    pub unread: Vec<ThreadCard>,
    pub needs: Vec<Need>,
    /// Nothing where nothing waits there.
    pub books: Option<BooksWait>,
}

impl Today {
    /// How much waits for me in the books.
    pub fn waits_in_books(&self) -> u32 {
        self.books.as_ref().map_or(0, |books| books.count)
    }

    /// How much waits for me in all.
    pub fn waits(&self) -> u32 {
        u32::try_from(self.needs.len()).unwrap_or(u32::MAX).saturating_add(self.waits_in_books())
    }
}

/// What waits for me in the books, as they said when they were looked at last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BooksWait {
    pub count: u32,
    pub waits: Letter<Waits>,
}

/// Something that waits for me.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Need {
    /// Nobody else is here yet.
    InviteSomeone,
    /// Two people gave one field different values.
    ChooseFieldValue { page: PageId, title: String, field: PageField },
    /// A motion waits for my ballot.
    Vote { motion: MotionId, title: String, deadline: Timestamp },
    /// What was decided is to be looked at again, from this day on.
    LookAgain { motion: MotionId, title: String, since: Date },
    /// Somebody came by an invitation and voters let them in (PEO-2).
    Sponsor { member: MemberId },
    /// Somebody lost all devices and asks to come back; my word helps (PEO-1).
    Vouch { member: MemberId },
    /// Somebody who comes back is said to be me.
    NotMe { member: MemberId },
    /// Somebody has no vote yet and I have not said whether they should (PEO-2).
    Confirm { member: MemberId },
    /// A period of the books is over and can be closed up to this day (ECO-8).
    CloseBooks { until: Date },
    /// My profile has a name only.
    CompleteProfile,
}

/// What one person did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happening {
    pub who: MemberId,
    pub at: Timestamp,
    pub what: HappeningKind,
}

/// The kinds of things that happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum HappeningKind {
    Joined,
    /// With a new device, after all were lost.
    CameBack,
    /// Somebody came as them, and they said no.
    RefusedReturn,
    StartedThread {
        thread: ThreadId,
        title: String,
    },
    /// The last post of a topic, of so many that the reader has not read, by whomever.
    Posted {
        thread: ThreadId,
        title: String,
        unread: u32,
    },
    WrotePage {
        page: PageId,
        title: String,
    },
    /// So many pages in one go.
    WrotePages {
        count: u32,
    },
    OpenedMotion {
        motion: MotionId,
        title: String,
    },
    PlannedEvent {
        title: String,
    },
    ChangedEvent {
        title: String,
    },
}
