//! The calendar of a community: acts become facts in the document of the year, and what all years say
//! is shown. Zones are names here; what hour it is somewhere, windows find out.

use crate::clock::{Date, Timestamp};
use crate::doc::Patch;
use crate::domain::Fact;
use crate::domain::calendar::{self, Event, Saying, SayingId};
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::document::Model;
use crate::exchange::ics::EventOut;
use crate::id::{CommandId, DocumentId, MemberId};
use crate::limits::EVENT_ALSO_MAX;
use crate::message::Letter;
use crate::message::calendar::{Calendar, CalendarAct, EventCard, Said};
use crate::message::command::{Field, Outcome, Refusal};
use crate::message::model::{FaultCard, Happening, HappeningKind, ViewKey};
use crate::ordered;
use crate::projection::calendar::CalendarSummary;
use crate::projection::summary::Summary;
use crate::sign;

/// The document that what is said now goes into.
pub fn document_at(now: Timestamp) -> DocumentId {
    DocumentId::Calendar { year: Date::at(now).year().unsigned_abs() }
}

impl Community {
    fn calendar_years(&self) -> impl Iterator<Item = &CalendarSummary> {
        let first = DocumentId::Calendar { year: 0 };
        self.documents.range(first..).filter_map(|(_, entry)| match &entry.meta.summary {
            Summary::Calendar(year) => Some(year),
            Summary::Charter
            | Summary::Talk(_)
            | Summary::Page(_)
            | Summary::Motion(_)
            | Summary::Ledger(_) => None,
        })
    }

    /// What was said in all years.
    fn sayings(&self) -> impl Iterator<Item = (&SayingId, &Saying)> {
        self.calendar_years().flat_map(|year| &year.sayings)
    }

    /// The latest time that anything about events claims: the next thing builds on all of it.
    pub(super) fn calendar_newest(&self) -> Timestamp {
        self.calendar_years().map(|year| year.newest).max().unwrap_or_default()
    }

    /// Carries out an act; the year's document is open.
    pub(super) fn act_in_calendar(
        &mut self,
        core: &mut Core,
        (document, at): (DocumentId, Timestamp),
        id: CommandId,
        act: &Letter<CalendarAct>,
    ) -> Result<(), Refusal> {
        let act = act.open().ok_or(Refusal::Unknown { what: Field::Event })?;
        // It was carried out in an earlier life of this engine.
        if self.sayings().any(|((said, _), _)| *said == id) {
            core.finish(id, Outcome::Nothing);
            return Ok(());
        }
        let fact = calendar::act(&calendar::fold(self.sayings()), act, at)?;
        self.write_and_acknowledge(core, document, id, &fact, Outcome::Nothing);
        Ok(())
    }

    /// Takes what was said about events.
    pub(super) fn fold_calendar(&mut self, core: &mut Core, document: DocumentId, new: Vec<Patch>) {
        for patch in new {
            let Patch::Fact { id, json, change, device, .. } = patch else { continue };
            match Fact::from_json(&json) {
                Ok(fact) => {
                    let digest = sign::sha256(json.as_bytes());
                    if let Some(open) = self.open_mut(&document)
                        && let Model::Calendar(year) = &mut open.model
                    {
                        year.take(id, (change, device), fact, digest);
                    }
                }
                Err(error) => self.refused(error.code()),
            }
        }
        core.mark(ViewKey::Calendar(self.id));
        core.mark(ViewKey::Faults(self.id));
    }

    /// The events that are told, by their first days.
    pub(super) fn calendar(&self, now: Timestamp) -> Calendar {
        let events = calendar::fold(self.sayings());
        let told = calendar::told(&events, now);
        let mut events: Vec<EventCard> =
            told.into_iter().filter_map(|event| self.event_card(event)).collect();
        ordered::sort_by_key(&mut events, |card| (card.plan.first, card.plan.time, card.id));
        Calendar { events }
    }

    fn event_card(&self, event: &Event<'_>) -> Option<EventCard> {
        let said = |(_, saying): &(SayingId, &Saying)| Said {
            by: self.author(&saying.by),
            at: saying.at,
            plan: saying.plan.clone(),
        };
        let (now, also) = event.standing.split_first()?;
        let mut planned_by: Vec<MemberId> =
            event.planned_by.iter().map(|by| self.author(by)).collect();
        ordered::sort(&mut planned_by);
        planned_by.dedup();
        Some(EventCard {
            id: event.id,
            planned_by,
            now: said(now),
            plan: event.plan.clone(),
            also: also.iter().take(EVENT_ALSO_MAX).map(said).collect(),
        })
    }

    /// What is planned, for a file.
    pub(super) fn events_out(&self) -> Vec<EventOut> {
        let event = |card: EventCard| EventOut {
            id: format!("{}@phyle", card.id),
            said: card.now.at,
            plan: card.plan,
        };
        let events = calendar::fold(self.sayings()).events;
        let cards = events.values().filter_map(|event| self.event_card(event));
        cards.filter(|card| !card.is_cancelled()).map(event).collect()
    }

    /// What others planned or changed, by whoever said it last.
    pub(super) fn planned(&self) -> Vec<Happening> {
        let me = self.me();
        let happening = |event: &Event<'_>| {
            let ((id, _), last) = event.standing.first()?;
            let title = last.plan.as_ref()?.title.clone();
            let what = if *id == event.id {
                HappeningKind::PlannedEvent { title }
            } else {
                HappeningKind::ChangedEvent { title }
            };
            Some(Happening { who: self.author(&last.by), at: last.at, what })
        };
        let events = calendar::fold(self.sayings()).events;
        let happened = events.values().filter_map(happening);
        happened.filter(|happening| happening.who != me).collect()
    }

    /// What somebody signed about events that cannot be.
    pub(super) fn calendar_faults(&self) -> Vec<FaultCard> {
        let faults = calendar::fold(self.sayings()).faults;
        let card = |fault: &calendar::CalendarFault| FaultCard::BrokenRule {
            by: self.author(&fault.by),
            at: fault.at,
            rule: "CAL-1".to_owned(),
            code: fault.code.to_owned(),
        };
        faults.iter().map(card).collect()
    }
}
