//! The ventures of a community: what each is for, and how to found one.

use leptos::ev;
use leptos::prelude::*;

use crate::message::economy::EconomyAct;
use crate::message::economy::view::{Desk, EconomyView, VentureCard};
use crate::ui::feature::economy::amount;
use crate::ui::feature::economy::inputs::read_words;
use crate::ui::feature::economy::{DeskNow, Sending, desk, part as part_of, when_here};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button_with};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::empty::empty;
use crate::ui::kit::face::FaceSize;
use crate::ui::kit::field::{Line, text_area, text_field};
use crate::ui::route::Place;
use crate::ui::words;

/// The screen.
pub fn ventures(here: Here) -> AnyView {
    let now = desk(here, || Desk::Ventures);
    view! {
        <main class="detail" id="main">
            <header class="page-title">
                <h1>{words::common::ventures()}</h1>
                <p class="lede">{words::venture::lede()}</p>
            </header>
            {when_here(here, now, move || inside(here, now))}
        </main>
    }
    .into_any()
}

fn inside(here: Here, now: DeskNow) -> AnyView {
    let cards = part_of(now, |view| {
        if let EconomyView::Ventures(cards) = view { Some(cards.clone()) } else { None }
    });
    let handle = DialogHandle::new();
    let found = move |weight: Weight| {
        (!here.is_former)
            .then(|| button_with(weight, "plus", words::venture::found(), move || handle.open()))
    };
    let is_empty = Memo::new(move |_| cards.with(|cards| cards.as_ref().is_none_or(Vec::is_empty)));
    let head = move || match is_empty.get() {
        true => empty(
            words::venture::none_title(),
            words::venture::none_text(),
            found(Weight::Primary).into_any(),
        ),
        false => view! { <div class="toolbar">{found(Weight::Quiet)}</div> }.into_any(),
    };
    view! {
        {head}
        <div class="venture-cards">
            <For
                each=move || cards.get().unwrap_or_default()
                key=|card| format!("{card:?}")
                children=move |card| venture_card(here, &card)
            />
        </div>
        {dialog(handle, words::venture::found(), move || form(here, handle))}
    }
    .into_any()
}

fn venture_card(here: Here, card: &VentureCard) -> AnyView {
    let founder = card.founder;
    let today = here.today();
    let office = card.stewards.clone();
    let led = office.as_ref().filter(|one| today <= one.until && !one.members.is_empty());
    let faces = led.map_or_else(|| vec![founder], |one| one.members.clone());
    let told = move || match &office {
        Some(one) if one.until < today || one.members.is_empty() => {
            words::steward::ran(&format::calendar_day(one.until.min(today), today))
        }
        Some(one) => {
            words::steward::runs(&here.names(&one.members), &format::calendar_day(one.until, today))
        }
        None => words::venture::founded_by(&here.name(founder)),
    };
    let facts = [
        Some(amount::hours(card.minutes)).filter(|_| card.minutes > 0),
        Some(words::venture::offers_count(card.offers)).filter(|_| card.offers > 0),
        Some(words::venture::orders_count(card.orders)).filter(|_| card.orders > 0),
        Some(words::steward::needs_count(card.needs)).filter(|_| card.needs > 0),
    ];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join("\u{a0}· ");
    view! {
        <article class="venture-card">
            <h2 dir="auto"><a href=here.to(Place::Venture(card.id))>{card.name.clone()}</a></h2>
            <p dir="auto">{card.purpose.clone()}</p>
            <p class="meta-row">
                {here.faces(FaceSize::Small, &faces)}
                <span>{told}</span>
                <span>{facts}</span>
            </p>
        </article>
    }
    .into_any()
}

fn form(here: Here, own: DialogHandle) -> AnyView {
    let (name, purpose) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let sending = Sending::new();
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let act = (|| {
            Ok(EconomyAct::FoundVenture {
                name: read_words(&words::venture::name(), &name.get_untracked())?,
                purpose: read_words(&words::venture::purpose(), &purpose.get_untracked())?,
            })
        })();
        sending.send(here, act, move |_| {
            own.close();
            here.store.say(words::venture::founded());
        });
    };
    let none = Signal::stored(String::new());
    view! {
        <form class="stack-small" on:submit=send novalidate>
            {text_field(Line::Text, words::venture::name(), words::venture::name_hint(), name, none)}
            {text_area(words::venture::purpose(), words::venture::purpose_hint(), purpose)}
            {sending.foot(words::venture::found(), move || own.close())}
        </form>
    }
    .into_any()
}
