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
pub mod poll;
mod times;

/// The events; `None` until they have come.
type Events = Memo<Option<Vec<EventCard>>>;

/// The screen.
pub fn calendar(here: Here) -> AnyView {
    let events = events(here);
    let inside = move || match events.with(|events| events.as_ref().map(Vec::is_empty)) {
        None => {
            view! { <p class="meta" role="status">{words::common::no_answer_yet()}</p> }.into_any()
        }
        Some(is_empty) => untrack(|| all(here, events, is_empty)),
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
fn events(here: Here) -> Events {
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

fn all(here: Here, events: Events, is_empty: bool) -> AnyView {
    let handle = DialogHandle::new();
    let plan = move |weight: Weight| {
        (!here.is_former)
            .then(|| button_with(weight, "plus", words::calendar::plan(), move || handle.open()))
    };
    let head = if is_empty {
        let action = plan(Weight::Primary).into_any();
        empty(words::calendar::none_title(), words::calendar::none_text(), action)
    } else {
        view! { <div class="toolbar">{plan(Weight::Quiet)}</div> }.into_any()
    };
    let coming = Memo::new(move |_| coming(here, events));
    let past = Memo::new(move |_| {
        let coming = coming.get();
        let all = events.get().unwrap_or_default();
        all.into_iter().filter(|card| !coming.contains(card)).collect::<Vec<_>>()
    });
    let past_part = move || {
        let past = past.get();
        (!past.is_empty()).then(|| {
            let rows = past.iter().rev().map(|card| event::past(here, card)).collect_view();
            let rows = view! { <ul class="rows" role="list">{rows}</ul> };
            part("past-events", words::calendar::past(), (), rows.into_any())
        })
    };
    view! {
        {head}
        <div class="stack">
            <div class="events">
                <For
                    each=move || coming.get()
                    key=|card| format!("{card:?}")
                    children=move |card| event::event(here, &card)
                />
            </div>
            {past_part}
        </div>
        {dialog(handle, words::calendar::plan(), move || form::plan(here, handle))}
    }
    .into_any()
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
