//! Events of a calendar (CAL-1): acts become facts or refusals, and facts fold into events. What was said
//! last counts; what others said without knowing of it stands beside it until somebody says more.
//! Invariant: a fold is total, and the same whatever the order of arrival.

#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::clock::{Date, Timestamp};
use crate::domain::fact::{Fact, FactBody};
use crate::domain::wording;
use crate::id::{ChangeHash, CommandId, DeviceKey};
use crate::limits::{
    ADDRESS_CHARS_MAX, EVENT_MINUTES_MAX, EVENT_REPLACES_MAX, EVENTS_COMING_EACH_MAX,
    EVENTS_PAST_EACH_MAX, LINE_CHARS_MAX,
};
use crate::message::calendar::{CalendarAct, EventFault, Plan};
use crate::message::command::{Field, Refusal};
use crate::ordered;

/// What one fact says about an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saying {
    pub event: CommandId,
    pub at: Timestamp,
    pub by: DeviceKey,
    /// Sayings about the same event that its author knew to stand.
    pub replaces: Vec<CommandId>,
    /// None: it is cancelled.
    pub plan: Option<Plan>,
}

/// The id of a fact with the change that it came in: an id alone can be copied.
pub type SayingId = (CommandId, ChangeHash);

/// Sayings by their ids.
pub type Sayings = BTreeMap<SayingId, Saying>;

/// An event as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event<'a> {
    pub id: CommandId,
    /// By whom it was planned; several where its id was copied.
    pub planned_by: Vec<DeviceKey>,
    /// What nobody replaced, the newest first; never empty.
    pub standing: Vec<(SayingId, &'a Saying)>,
    /// The newest plan that anybody gave it.
    pub plan: &'a Plan,
}

/// What somebody signed about an event that cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarFault {
    pub by: DeviceKey,
    pub at: Timestamp,
    pub code: &'static str,
}

/// What the facts come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Events<'a> {
    /// By id.
    pub events: BTreeMap<CommandId, Event<'a>>,
    pub faults: Vec<CalendarFault>,
}

impl Saying {
    /// What a fact of a calendar says; `None` for one of another document.
    pub fn of(id: CommandId, by: DeviceKey, fact: Fact) -> Option<Self> {
        let (event, replaces, plan) = if let FactBody::EventPlanned { plan } = fact.body {
            (id, Vec::new(), Some(*plan))
        } else if let FactBody::EventChanged { event, replaces, plan } = fact.body {
            (event, replaces, Some(*plan))
        } else if let FactBody::EventCancelled { event, replaces } = fact.body {
            (event, replaces, None)
        } else {
            return None;
        };
        Some(Self { event, at: fact.at, by, replaces, plan })
    }
}

/// The fact of an act, for whoever knows these events.
pub fn act(known: &Events<'_>, act: CalendarAct, at: Timestamp) -> Result<Fact, Refusal> {
    let body = match act {
        CalendarAct::Plan { plan } => FactBody::EventPlanned { plan: Box::new(sound(plan)?) },
        CalendarAct::Change { event, plan } => {
            let replaces = replaced(known.standing(&event)?);
            FactBody::EventChanged { event, replaces, plan: Box::new(sound(plan)?) }
        }
        CalendarAct::Cancel { event } => {
            let standing = known.standing(&event)?;
            if standing.iter().all(|(_, saying)| saying.plan.is_none()) {
                return Err(Refusal::Event { fault: EventFault::Cancelled });
            }
            FactBody::EventCancelled { event, replaces: replaced(standing) }
        }
    };
    Ok(Fact { at, body })
}

/// What the next saying replaces: all that stands, the newest first where that is too much for one.
fn replaced(standing: &[(SayingId, &Saying)]) -> Vec<CommandId> {
    let mut ids: Vec<CommandId> = Vec::new();
    for ((id, _), _) in standing {
        if ids.len() < EVENT_REPLACES_MAX && !ids.contains(id) {
            ids.push(*id);
        }
    }
    ids
}

/// The plan with its texts tidied, if it can be.
fn sound(plan: Plan) -> Result<Plan, Refusal> {
    let refused = |fault| Err(Refusal::Event { fault });
    let title = wording::required(Field::EventTitle, &plan.title, LINE_CHARS_MAX)?;
    let about = wording::optional(Field::EventAbout, &plan.about, ADDRESS_CHARS_MAX)?;
    if !wording::is_zone(&plan.zone) {
        return refused(EventFault::Zone);
    }
    if plan.minutes == 0 || plan.minutes > EVENT_MINUTES_MAX {
        return refused(EventFault::Minutes);
    }
    let repeats = plan.repeats != crate::clock::Repeats::Once;
    let until = plan.until.filter(|_| repeats);
    if until.is_some_and(|until| until < plan.first) {
        return refused(EventFault::Until);
    }
    Ok(Plan { title, about, until, ..plan })
}

impl Events<'_> {
    /// What stands about an event.
    fn standing(&self, event: &CommandId) -> Result<&[(SayingId, &Saying)], Refusal> {
        let event = self.events.get(event).ok_or(Refusal::Unknown { what: Field::Event })?;
        Ok(&event.standing)
    }
}

/// Days by which zones and the end of a day can be off.
const DAYS_APART: i32 = 2;

impl Event<'_> {
    /// The next day that it has, or one that may not be over everywhere; none where it was called off.
    fn next_day(&self, now: Timestamp) -> Option<Date> {
        let (_, last) = self.standing.first()?;
        last.plan.as_ref()?;
        let length = i32::from(self.plan.minutes / (24 * 60));
        self.plan.days(Date::at(now).plus_days(-DAYS_APART - length)).next()
    }
}

/// The events that are told: what is to come and the latest of the rest, so many of each device that
/// planned some.
pub fn told<'e, 'a>(events: &'e Events<'a>, now: Timestamp) -> Vec<&'e Event<'a>> {
    let (mut coming, mut past) = (Vec::new(), Vec::new());
    for event in events.events.values() {
        match event.next_day(now) {
            Some(day) => coming.push((day, event)),
            None => past.push(event),
        }
    }
    ordered::sort_by_key(&mut coming, |(day, event)| (*day, event.plan.time, event.id));
    ordered::sort_by_key(&mut past, |event| {
        Reverse((event.standing.first().map(|(_, last)| last.at), event.id))
    });
    let coming: Vec<_> = coming.into_iter().map(|(_, event)| event).collect();
    let mut told = of_each(coming, EVENTS_COMING_EACH_MAX);
    told.extend(of_each(past, EVENTS_PAST_EACH_MAX));
    told
}

/// The first events of each device; one that several planned counts for the first that has room.
fn of_each<'e, 'a>(events: Vec<&'e Event<'a>>, max: usize) -> Vec<&'e Event<'a>> {
    let mut counts: ordered::Map<DeviceKey, usize> = ordered::Map::new();
    let mut some = Vec::new();
    for event in events {
        let count = |by: &DeviceKey| counts.get(by).copied().unwrap_or_default();
        let room = event.planned_by.iter().find(|by| count(by) < max);
        if let Some((by, count)) = room.map(|by| (*by, count(by))) {
            counts.insert(by, count + 1);
            some.push(event);
        }
    }
    some
}

/// What the sayings come to. What cannot be has no effect, and what is about an event that is not
/// there waits for it; both are told. Under one id all stand: who copied it cannot be known, so none
/// of them displaces another, and each is told.
pub fn fold<'a>(sayings: impl IntoIterator<Item = (&'a SayingId, &'a Saying)>) -> Events<'a> {
    fold_all(sayings.into_iter().map(|(id, saying)| (*id, saying)).collect())
}

fn fold_all(mut all: Vec<(SayingId, &Saying)>) -> Events<'_> {
    let mut events = Events::default();
    let mut good: BTreeMap<CommandId, Vec<(SayingId, &Saying)>> = BTreeMap::new();
    let mut told = |saying: &Saying, code| {
        events.faults.push(CalendarFault { by: saying.by, at: saying.at, code });
    };
    ordered::sort_by_key(&mut all, |(id, _)| *id);
    for same in all.chunk_by(|(one, _), (other, _)| one.0 == other.0) {
        for (id, saying) in same {
            if same.len() > 1 {
                told(saying, "event-id-twice");
            }
            if let Some(code) = fault_of(saying) {
                told(saying, code);
            } else {
                good.entry(saying.event).or_default().push((*id, saying));
            }
        }
    }
    for (event, mut sayings) in good {
        ordered::sort_by_key(&mut sayings, |(id, saying)| Reverse((saying.at, *id)));
        let plan = sayings.iter().find_map(|(_, saying)| saying.plan.as_ref());
        let planned_by = planned_by(event, &sayings);
        let (Some(plan), false) = (plan, planned_by.is_empty()) else {
            for (_, saying) in sayings {
                told(saying, "event-unknown");
            }
            continue;
        };
        let standing = standing(&sayings);
        events.events.insert(event, Event { id: event, planned_by, standing, plan });
    }
    events
}

/// Why a saying has no effect, whatever else was said.
fn fault_of(saying: &Saying) -> Option<&'static str> {
    let as_written = |plan: &Plan| sound(plan.clone()).as_ref() == Ok(plan);
    if saying.plan.as_ref().is_some_and(|plan| !as_written(plan)) {
        return Some("event-unsound");
    }
    (saying.replaces.len() > EVENT_REPLACES_MAX).then_some("event-replaces-too-much")
}

/// Whose plan has the event's own id, in an order that nobody can choose.
fn planned_by(event: CommandId, sayings: &[(SayingId, &Saying)]) -> Vec<DeviceKey> {
    let plans = sayings.iter().filter(|(id, saying)| id.0 == event && saying.plan.is_some());
    let mut by: Vec<DeviceKey> = plans.map(|(_, saying)| saying.by).collect();
    ordered::sort(&mut by);
    by.dedup();
    by
}

/// What nobody replaced. Only what is later replaces, so the newest always stands.
fn standing<'a>(sayings: &[(SayingId, &'a Saying)]) -> Vec<(SayingId, &'a Saying)> {
    let mut replaced: BTreeMap<CommandId, (Timestamp, SayingId)> = BTreeMap::new();
    for (id, saying) in sayings {
        for other in &saying.replaces {
            let last = replaced.entry(*other).or_insert((saying.at, *id));
            *last = (*last).max((saying.at, *id));
        }
    }
    let stands = |id: &SayingId, at| replaced.get(&id.0).is_none_or(|last| *last <= (at, *id));
    sayings.iter().filter(|(id, saying)| stands(id, saying.at)).copied().collect()
}
