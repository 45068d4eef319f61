//! What will be, and what hour that is for each member. A time is one of a clock in a zone; the browser
//! knows what zones do. Everybody sees who has the early or the late hour.

use leptos::prelude::*;

use crate::clock::Timestamp;
use crate::id::CommandId;
use crate::message::calendar::{Calendar, CalendarAct, EventCard};
use crate::message::command::{Command, Outcome, Refusal, Writing};
use crate::message::{Letter, ViewKey};
use crate::ordered;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button_with};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::empty::empty;
use crate::ui::kit::head::part;
use crate::ui::words;

mod event;
mod form;
mod hours;
pub mod next;
mod past;
pub mod poll;
mod times;

/// The events; `None` until they have come.
type Events = Memo<Option<Vec<EventCard>>>;

/// One event as it stands.
type CardNow = Memo<Option<EventCard>>;

/// The screen.
pub fn calendar(here: Here) -> AnyView {
    let events = events(here);
    let has_come = Memo::new(move |_| events.with(Option::is_some));
    let inside = move || match has_come.get() {
        false => {
            view! { <p class="meta" role="status">{words::common::no_answer_yet()}</p> }.into_any()
        }
        true => untrack(|| all(here, events)),
    };
    view! {
        <main class="detail" id="main">
            <header class="page-title">
                <h1>{words::calendar::title()}</h1>
                <p class="lede">{words::calendar::lede()}</p>
            </header>
            {inside}
        </main>
    }
    .into_any()
}

/// Follows the events of a community.
pub(super) fn events(here: Here) -> Events {
    let letters = here.store.watch::<Letter<Calendar>>(ViewKey::Calendar(here.id));
    Memo::new(move |_| {
        letters.with(|letter| Some(letter.as_ref()?.open().unwrap_or_default().events))
    })
}

/// Does something about an event.
fn ask(here: Here, act: &CalendarAct, done: impl FnOnce(Result<Outcome, Refusal>) + 'static) {
    let writing = Writing::Calendar { act: Letter::new(act) };
    here.store.ask(Command::write(here.id, writing), done);
}

fn all(here: Here, events: Events) -> AnyView {
    let handle = DialogHandle::new();
    let plan = move |weight: Weight| {
        (!here.is_former)
            .then(|| button_with(weight, "plus", words::calendar::plan(), move || handle.open()))
    };
    let is_empty = Memo::new(move |_| events.with(|all| all.as_ref().is_none_or(Vec::is_empty)));
    let head = move || {
        if is_empty.get() {
            let action = plan(Weight::Primary).into_any();
            empty(words::calendar::none_title(), words::calendar::none_text(), action)
        } else if here.is_former {
            ().into_any()
        } else {
            view! { <div class="toolbar">{plan(Weight::Quiet)}</div> }.into_any()
        }
    };
    let coming = Memo::new(move |_| {
        coming(here, events).into_iter().map(|card| card.id).collect::<Vec<CommandId>>()
    });
    let past = Memo::new(move |_| {
        let coming = coming.get();
        let all =
            events.with(|all| all.iter().flatten().map(|card| card.id).collect::<Vec<CommandId>>());
        all.into_iter().rev().filter(|id| !coming.contains(id)).collect::<Vec<_>>()
    });
    let has_past = Memo::new(move |_| past.with(|past| !past.is_empty()));
    let past_part = move || {
        has_past.get().then(|| {
            let rows = view! {
                <ul class="rows" role="list">
                    <For
                        each=move || past.get()
                        key=|id| *id
                        children=move |id| past::past(here, card(events, id))
                    />
                </ul>
            };
            part("past-events", words::calendar::past(), (), rows.into_any())
        })
    };
    view! {
        {head}
        <div class="stack">
            <div class="events">
                <For
                    each=move || coming.get()
                    key=|id| *id
                    children=move |id| event::event(here, card(events, id))
                />
            </div>
            {past_part}
        </div>
        {dialog(handle, words::calendar::plan(), move || form::plan(here, handle))}
    }
    .into_any()
}

/// Follows one event; what is open over it stays open while somebody else changes it.
fn card(events: Events, id: CommandId) -> CardNow {
    Memo::new(move |_| events.with(|all| all.as_ref()?.iter().find(|card| card.id == id).cloned()))
}

/// Events that will be, the next one first.
fn coming(here: Here, events: Events) -> Vec<EventCard> {
    let now = here.store.now().get();
    let first = |card: EventCard| {
        let next = times::times(&card.plan, now).next().map(|time| time.at);
        // What a browser cannot place stands at the end, so that it can be put right.
        let at = next.or_else(|| (!times::is_known(&card.plan)).then_some(Timestamp(u64::MAX)))?;
        Some((at, card.id, card))
    };
    let open = events.get().unwrap_or_default().into_iter();
    let open = open.filter(|card| !card.is_cancelled());
    let mut coming: Vec<(Timestamp, CommandId, EventCard)> = open.filter_map(first).collect();
    ordered::sort_by_key(&mut coming, |(at, id, _)| (*at, *id));
    coming.into_iter().map(|(.., card)| card).collect()
}
