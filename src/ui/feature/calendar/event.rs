//! One event: when it is for the reader, what hour that is for each of the others now, and after some
//! zone has put its clocks forward or back.

use leptos::prelude::*;

use crate::clock::{Date, Timestamp};
use crate::exchange::ics::{EventOut, events_file};
use crate::message::calendar::{CalendarAct, EventCard, Plan, Said};
use crate::platform::browser;
use crate::ui::feature::calendar::hours::{Group, groups, without_zone};
use crate::ui::feature::calendar::times::{self, Time};
use crate::ui::feature::calendar::{CardNow, ask, form};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, button_about};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::fresh_id;
use crate::ui::kit::icon::icon;
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::words;

/// The times that are told of an event.
#[derive(Debug, Clone, PartialEq)]
struct Told {
    next: Time,
    is_on: bool,
    /// The next time at which some clock shows another hour than at the next.
    then: Option<Time>,
    groups: Vec<Group>,
}

impl Told {
    fn of(here: Here, plan: &Plan, now: Timestamp) -> Option<Self> {
        let all = times::next_weeks(plan, now);
        let next = *all.first()?;
        let groups = groups(here, next.at);
        let clocks = |time: &Time| {
            let hours = groups.iter().map(|group| group.hour(time.at).map(|hour| hour.clock));
            hours.collect::<Vec<_>>()
        };
        let first = clocks(&next);
        let then = all.iter().find(|time| clocks(time) != first).copied();
        Some(Self { next, is_on: next.at <= now, then, groups })
    }
}

/// The event.
pub fn event(here: Here, card: CardNow) -> AnyView {
    let id = fresh_id("event");
    let labelled_by = id.clone();
    let title = move || card.get().map(|card| card.plan.title);
    let told = Memo::new(move |_| {
        let now = here.store.now().get();
        card.with(|card| card.as_ref().and_then(|card| Told::of(here, &card.plan, now)))
    });
    let about_it = move || card.get().map(|card| untrack(|| about_it(here, &card)));
    let table = move || match told.get() {
        Some(told) => table(here, &told),
        None => unknown_zone(card),
    };
    let also = move || {
        let all = card.get().map(|card| card.also).unwrap_or_default();
        all.iter().map(|said| also(here, said)).collect_view()
    };
    view! {
        <article class="event" aria-labelledby=labelled_by>
            {move || told.get().map(|told| date_block(format::day_of(told.next.at)))}
            <div class="event-body">
                <h2 id=id dir="auto">{title}</h2>
                {move || told.get().map(|told| when(here, &told))}
                {about_it}
                {table}
                {also}
                {actions(here, card)}
            </div>
        </article>
    }
    .into_any()
}

/// What is said of it beside the time.
fn about_it(here: Here, card: &EventCard) -> AnyView {
    let by = card.planned_by.clone();
    let planned = move || {
        let names: Vec<String> = by.iter().map(|id| here.name(*id)).collect();
        words::calendar::planned_by(&format::list(&names))
    };
    let zone = words::calendar::by_the_clock(&card.plan.time.to_string(), &card.plan.zone);
    view! {
        <p class="meta-row">
            <span>{times::length_and_rhythm(&card.plan)}</span>
            <span>{zone}</span>
            <span>{planned}</span>
        </p>
        {about(&card.plan.about)}
    }
    .into_any()
}

/// The day as an almanac has it.
pub fn date_block(day: Date) -> AnyView {
    view! {
        <p class="date-block" aria-hidden="true">
            <span>{format::weekday_short(day)}</span>
            <strong>{day.day().to_string()}</strong>
            <span>{format::month_short(day)}</span>
        </p>
    }
    .into_any()
}

fn when(here: Here, told: &Told) -> AnyView {
    let at = told.next.at;
    let said = if told.is_on {
        words::calendar::on_since(&format::time(at))
    } else {
        words::calendar::your_time(&format::moment(at, here.store.now().get_untracked()))
    };
    view! { <p class="event-when">{said}</p> }.into_any()
}

/// What for, or where; addresses can be followed.
fn about(text: &str) -> AnyView {
    if text.is_empty() {
        return ().into_any();
    }
    let words = text.split_whitespace().map(|word| {
        if word.starts_with("https://") || word.starts_with("http://") {
            let (word, to) = (word.to_owned(), word.to_owned());
            view! { <a href=to rel="noreferrer" target="_blank">{word}</a> " " }.into_any()
        } else {
            format!("{word} ").into_any()
        }
    });
    view! { <p class="event-about" dir="auto">{words.collect_view()}</p> }.into_any()
}

fn unknown_zone(card: CardNow) -> AnyView {
    let zone = card.with(|card| card.as_ref().map(|card| card.plan.zone.clone()));
    let said = words::calendar::unknown_zone(&zone.unwrap_or_default());
    note(NoteTone::NeedsYou, view! { <p>{said}</p> })
}

/// Who, and what their clocks show: at the next time, and from when on something else.
fn table(here: Here, told: &Told) -> AnyView {
    let (next, then) = (told.next, told.then);
    let then_head = then.map(|then| {
        let day = format::calendar_short(format::day_of(then.at));
        view! { <th class="num" scope="col">{words::calendar::from_day(&day)}</th> }
    });
    let rows = told.groups.iter().map(|group| {
        let hour = move |group: &Group, at| group.hour(at).map(|hour| hour.told());
        let then = then.map(|then| view! { <td class="num">{hour(group, then.at)}</td> });
        view! {
            <tr>
                <th scope="row"><span class="who">{group.whose(here)}</span></th>
                <td class="num">{hour(group, next.at)}</td>
                {then}
            </tr>
        }
    });
    let missing = match without_zone(here) {
        0 => None,
        n => Some(view! { <p class="meta">{words::calendar::no_zone(n)}</p> }),
    };
    view! {
        <table class="table event-hours">
            <caption class="visually-hidden">{words::calendar::hours_caption()}</caption>
            <thead>
                <tr>
                    <th scope="col">{words::calendar::who()}</th>
                    <th class="num" scope="col">
                        {format::calendar_short(format::day_of(next.at))}
                    </th>
                    {then_head}
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
        {missing}
    }
    .into_any()
}

/// What somebody said without knowing of what stands.
pub fn also(here: Here, said: &Said) -> AnyView {
    let (by, plan) = (said.by, said.plan.clone());
    let words = move || match &plan {
        Some(plan) => words::calendar::also_changed(&here.name(by), &times::in_one_line(plan)),
        None => words::calendar::also_cancelled(&here.name(by)),
    };
    let inside = view! {
        <p>{words}</p>
        <p class="meta">{words::calendar::also_text()}</p>
    };
    note(NoteTone::Info, inside)
}

fn actions(here: Here, card: CardNow) -> AnyView {
    let file = move || {
        let url = card.with(|card| card.as_ref().and_then(ics))?;
        Some(view! {
            <a class="button" data-variant="quiet" href=url download="phyle.ics">
                {icon("calendar")} {words::calendar::into_mine()}
            </a>
        })
    };
    let own = (!here.is_former).then(|| own_actions(here, card));
    view! { <div class="actions event-actions">{own} {file}</div> }.into_any()
}

fn own_actions(here: Here, card: CardNow) -> Option<AnyView> {
    let (change, cancel) = (DialogHandle::new(), DialogHandle::new());
    let event = card.get_untracked()?.id;
    let call_off = move || {
        cancel.close();
        ask(here, &CalendarAct::Cancel { event }, move |answer| match answer {
            Ok(_) => here.store.say(words::calendar::cancelled_done()),
            Err(refusal) => here.store.say_refusal(&refusal),
        });
    };
    let buttons = move || {
        let title = card.get().map(|card| card.plan.title).unwrap_or_default();
        let (change_label, cancel_label) = (words::calendar::change(), words::calendar::cancel());
        view! {
            {button_about(Weight::Plain, change_label, &title, move || change.open())}
            {button_about(Weight::Quiet, cancel_label, &title, move || cancel.open())}
        }
    };
    let line = move || card.get().map(|card| times::in_one_line(&card.plan));
    let asked = move || {
        view! {
            <p dir="auto">{line}</p>
            <p>{words::calendar::cancel_text()}</p>
            <div class="actions">
                {button(Weight::Plain, words::calendar::keep(), move || cancel.close())}
                {button(Weight::Danger, words::calendar::cancel(), call_off)}
            </div>
        }
        .into_any()
    };
    let form = move || card.get_untracked().map(|card| form::change(here, &card, change));
    let own = view! {
        {buttons}
        {dialog(change, words::calendar::change_title(), move || form().into_any())}
        {dialog(cancel, words::calendar::cancel_title(), asked)}
    };
    Some(own.into_any())
}

/// A file for the reader's own calendar; its address lives as long as the link.
fn ics(card: &EventCard) -> Option<String> {
    let out =
        EventOut { id: format!("{}@phyle", card.id), said: card.now.at, plan: card.plan.clone() };
    let url = browser::object_url("text/calendar", events_file(&[out]).as_bytes())?;
    let own = url.clone();
    on_cleanup(move || browser::revoke_object_url(&own));
    Some(url)
}
