//! Read models of the first screen: what happened, and what waits for me.

use serde::{Deserialize, Serialize};

use crate::clock::{Date, Timestamp};
use crate::id::{MemberId, MotionId, PageId, ThreadId};
use crate::message::command::PageField;
use crate::message::model::ThreadCard;

/// The first screen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Today {
    /// What others did since this device was last looked at, by person, newest first.
    pub happened: Vec<Happening>,
    /// Topics with something unread.
    pub unread: Vec<ThreadCard>,
    pub needs: Vec<Need>,
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
    StartedThread { thread: ThreadId, title: String },
    Posted { thread: ThreadId, title: String, count: u32 },
    WrotePage { page: PageId, title: String },
    OpenedMotion { motion: MotionId, title: String },
    PlannedEvent { title: String },
    ChangedEvent { title: String },
}
