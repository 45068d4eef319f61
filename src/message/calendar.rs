//! Events: what a member plans, what is shown of it, and why it may be refused. A time is what a clock
//! shows in a zone by its IANA name; no zone is known here.

use serde::{Deserialize, Serialize};

use crate::clock::{Date, Repeats, Timestamp, WallTime};
use crate::id::{CommandId, MemberId};

/// When something is, what and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub title: String,
    /// What for, or where: the link of a call, an address. May be empty.
    pub about: String,
    /// The first day, or the only one.
    pub first: Date,
    /// As a clock in the zone shows it.
    pub time: WallTime,
    /// An IANA time zone, such as `Europe/Madrid`.
    pub zone: String,
    /// How long it takes.
    pub minutes: u16,
    pub repeats: Repeats,
    /// After this day it is no more; what is once has none.
    pub until: Option<Date>,
}

impl Plan {
    /// Its days on and after another.
    pub fn days(&self, from: Date) -> impl Iterator<Item = Date> {
        self.repeats.days(self.first, self.until, from)
    }
}

/// What a member does about an event, in the imperative.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CalendarAct {
    /// The command's id is the event's from then on.
    Plan { plan: Plan },
    /// It is like this from now on, also where it was cancelled.
    Change { event: CommandId, plan: Plan },
    /// It is no more.
    Cancel { event: CommandId },
}

/// Why an event cannot be (CAL-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum EventFault {
    /// Not shaped like the name of a zone.
    Zone,
    /// It takes no time at all, or more than `limits` has.
    Minutes,
    /// It ends before it begins.
    Until,
    /// It is called off already.
    Cancelled,
}

impl EventFault {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::Zone => "event-zone",
            Self::Minutes => "event-minutes",
            Self::Until => "event-until",
            Self::Cancelled => "event-cancelled",
        }
    }
}

/// The events that are told, by their first days: what is to come, and the latest of the rest.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    pub events: Vec<EventCard>,
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventCard {
    pub id: CommandId,
    /// Who planned it: several where somebody copied its id, and who that was cannot be known.
    pub planned_by: Vec<MemberId>,
    /// What was said last.
    pub now: Said,
    /// The newest plan that anybody gave it, also where it was called off since.
    pub plan: Plan,
    /// What others said without knowing of what was said last, newest first.
    pub also: Vec<Said>,
}

impl EventCard {
    /// Whether it was called off.
    pub fn is_cancelled(&self) -> bool {
        self.now.plan.is_none()
    }
}

/// What somebody said about an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    pub by: MemberId,
    pub at: Timestamp,
    /// None: it is called off.
    pub plan: Option<Plan>,
}
