//! The quick form for work: how long, for which side of life, what. The rest is filled in already.

use leptos::ev;
use leptos::prelude::*;

use super::turn::Turn;
use super::{Lists, Orders, timer};
use crate::clock::span::minutes_of_hours;
use crate::id::CommandId;
use crate::message::economy::view::{OpenOrder, WorkRow};
use crate::message::economy::{EconomyAct, Stream, VentureId, Work};
use crate::platform::browser;
use crate::ui::feature::economy::Sending;
use crate::ui::feature::economy::inputs::{read_date, read_words};
use crate::ui::feature::talk::composer::{draft_key, kept};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::submit;
use crate::ui::kit::dialog::DialogHandle;
use crate::ui::kit::field::{Line, choice_field, choices, date_field, text_field};
use crate::ui::kit::fresh_id;
use crate::ui::words;

/// The most hours of one entry: a day.
const MINUTES_MAX: u32 = 24 * 60;

/// The fields.
#[derive(Clone, Copy)]
pub struct Fields {
    pub hours: RwSignal<String>,
    pub minutes: RwSignal<String>,
    date: RwSignal<String>,
    stream: RwSignal<Stream>,
    venture: RwSignal<String>,
    order: RwSignal<String>,
    what: RwSignal<String>,
    place: RwSignal<String>,
}

/// Where another screen leaves for what the next work is.
const WISH: &str = "work-for";

/// Leaves for the form that the next work is for this order.
pub fn wish(here: Here, venture: VentureId, order: CommandId) {
    browser::store(&draft_key(here, WISH), Some(&format!("{venture} {order}")));
}

/// What was left, once.
fn wished(here: Here) -> (String, String) {
    let key = draft_key(here, WISH);
    let text = browser::stored(&key).unwrap_or_default();
    browser::store(&key, None);
    let (venture, order) = text.split_once(' ').unwrap_or_default();
    (venture.to_owned(), order.to_owned())
}

/// The form with its timer.
pub fn entry(here: Here, lists: Lists, turn: Turn) -> AnyView {
    let (venture, order) = wished(here);
    let fields = Fields {
        hours: kept(here, "work-hours"),
        minutes: kept(here, "work-minutes"),
        date: RwSignal::new(here.today().to_string()),
        stream: RwSignal::new(Stream::Livelihood),
        venture: RwSignal::new(venture),
        order: RwSignal::new(order),
        what: kept(here, "work-what"),
        place: RwSignal::new(here.own_town()),
    };
    let sending = Sending::new();
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        sending.send(here, read(fields).map(EconomyAct::LogWork), move |_| {
            for field in [fields.hours, fields.minutes, fields.what] {
                field.try_set(String::new());
            }
            // What was written is seen.
            if let Ok(day) = fields.date.with_untracked(|day| day.trim().parse()) {
                turn.to(day);
            }
            here.store.say(words::work::written());
        });
    };
    view! {
        <form class="stack-small narrow work-form" on:submit=send novalidate>
            {timer::timer(here, fields)}
            {inputs(here, fields, lists)}
            {sending.told()}
            <p class="actions">{submit(words::work::write_it(), sending.busy.into())}</p>
        </form>
    }
    .into_any()
}

/// The same form, with what stands in an entry that is put right.
pub fn correct(here: Here, row: WorkRow, lists: Lists, own: DialogHandle) -> AnyView {
    let id = |id: Option<CommandId>| id.map(|id| id.to_string()).unwrap_or_default();
    let hours = Some(row.minutes / 60).filter(|hours| *hours > 0);
    let minutes = Some(row.minutes % 60).filter(|minutes| *minutes > 0);
    let figure = |figure: Option<u32>| figure.map(|one| one.to_string()).unwrap_or_default();
    let fields = Fields {
        hours: RwSignal::new(figure(hours)),
        minutes: RwSignal::new(figure(minutes)),
        date: RwSignal::new(row.date.to_string()),
        stream: RwSignal::new(row.stream),
        venture: RwSignal::new(id(row.venture)),
        order: RwSignal::new(id(row.order)),
        what: RwSignal::new(row.what.clone()),
        place: RwSignal::new(row.place.clone()),
    };
    let sending = Sending::new();
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let act = read(fields).map(|work| {
            // An order that is delivered is none to choose, and stays the one that it was for.
            let is_open = |all: &Option<Vec<_>>| {
                all.iter().flatten().any(|one: &OpenOrder| Some(one.id) == row.order)
            };
            let is_kept = work.venture == row.venture && !lists.orders.with_untracked(is_open);
            let order = if is_kept { work.order.or(row.order) } else { work.order };
            let (zone, corrects) = (row.zone.clone(), Some(row.id));
            EconomyAct::LogWork(Work { order, zone, corrects, ..work })
        });
        sending.send(here, act, move |_| {
            own.close();
            here.store.say(words::work::now_right());
        });
    };
    view! {
        <form class="stack-small" on:submit=send novalidate>
            {inputs(here, fields, lists)}
            {sending.foot(words::work::write_it(), move || own.close())}
        </form>
    }
    .into_any()
}

/// What is asked of a piece of work.
fn inputs(here: Here, fields: Fields, lists: Lists) -> AnyView {
    let Lists { ventures, orders } = lists;
    let streams = vec![
        (Stream::Livelihood, words::work::livelihood_name(), words::work::livelihood_text()),
        (Stream::Care, words::work::care_name(), words::work::care_text()),
        (Stream::Commons, words::work::commons_name(), words::work::commons_text()),
    ];
    let options = move || {
        let none = (String::new(), words::work::no_venture());
        let all = ventures.get().filter(|all| !all.is_empty())?;
        let all = all.into_iter().map(|(id, name)| (id.to_string(), name));
        let options = std::iter::once(none).chain(all).collect();
        Some(choice_field(words::work::venture(), options, fields.venture))
    };
    let none = Signal::stored(String::new());
    view! {
        {duration(fields)}
        {text_field(Line::Text, words::work::what(), words::work::what_hint(), fields.what, none)}
        {choices(words::work::for_what(), streams, fields.stream)}
        {options}
        {order_field(here, fields, orders)}
        <div class="field-pair">
            {date_field(words::work::when(), fields.date)}
            {text_field(Line::Text, words::people::place(), String::new(), fields.place, none)}
        </div>
    }
    .into_any()
}

/// Orders of the venture that is chosen; another venture has others.
fn order_field(here: Here, fields: Fields, orders: Orders) -> AnyView {
    let of_venture = Memo::new(move |_| {
        let venture: Option<VentureId> = fields.venture.with(|venture| venture.parse().ok());
        let all = orders.get().unwrap_or_default();
        all.into_iter().filter(|one| Some(one.venture) == venture).collect::<Vec<_>>()
    });
    (move || {
        let open = of_venture.get();
        // One of another venture is not meant; what is still to come may be.
        let is_there = |order: &String| open.iter().any(|one| one.id.to_string() == *order);
        if orders.with_untracked(Option::is_some) && !fields.order.with_untracked(is_there) {
            fields.order.set(String::new());
        }
        if open.is_empty() {
            return None;
        }
        let none = (String::new(), words::agreement::no_order());
        let today = here.today();
        let named = open.iter().map(|one| {
            let day = format::calendar_day(one.date, today);
            (one.id.to_string(), words::agreement::order_of(&one.customer, &day))
        });
        let options = std::iter::once(none).chain(named).collect();
        Some(choice_field(words::agreement::log_for_order(), options, fields.order))
    })
    .into_any()
}

fn duration(fields: Fields) -> AnyView {
    let one = |label: String, value: RwSignal<String>| {
        let id = fresh_id("time");
        view! {
            <span class="number">
                <input
                    class="input"
                    id=id.clone()
                    type="text"
                    inputmode="decimal"
                    autocomplete="off"
                    placeholder="0"
                    prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))
                />
                <label for=id>{label}</label>
            </span>
        }
    };
    view! {
        <fieldset class="field">
            <legend>{words::work::how_long()}</legend>
            <div class="duration">
                {one(words::work::unit_hours(), fields.hours)}
                {one(words::work::unit_minutes(), fields.minutes)}
            </div>
        </fieldset>
    }
    .into_any()
}

fn read(fields: Fields) -> Result<Work, String> {
    let hours = fields.hours.with_untracked(|typed| minutes_of_hours(typed));
    let minutes = fields.minutes.with_untracked(|typed| match typed.trim() {
        "" => Some(0_u32),
        text => text.parse().ok(),
    });
    let minutes = hours
        .and_then(|hours| hours.checked_add(minutes?))
        .filter(|minutes| (1..=MINUTES_MAX).contains(minutes))
        .ok_or_else(words::work::how_long_missing)?;
    let venture = fields.venture.get_untracked();
    Ok(Work {
        date: read_date(&fields.date.get_untracked())?,
        minutes,
        stream: fields.stream.get_untracked(),
        venture: if venture.is_empty() { None } else { venture.parse().ok() },
        order: fields.order.with_untracked(|order| order.parse().ok()),
        what: read_words(&words::work::what(), &fields.what.get_untracked())?,
        place: fields.place.get_untracked().trim().to_owned(),
        zone: browser::current_zone(),
        corrects: None,
    })
}
