//! Credits given to somebody, and a part of a right to spend handed on. Only the device that holds the
//! purse does either, so that nothing is given twice.

use leptos::ev;
use leptos::prelude::*;

use crate::id::{MemberId, MotionId};
use crate::message::economy::{EconomyAct, Purse};
use crate::money::{Commodity, Money};
use crate::ui::feature::economy::amount;
use crate::ui::feature::economy::inputs::{amount_field, read_amount, read_words};
use crate::ui::feature::economy::{Sending, glance, of_books};
use crate::ui::here::Here;
use crate::ui::kit::field::{Line, choice_field, text_field};
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::words;

/// The form that gives credits.
pub fn credits(
    here: Here,
    to: Option<MemberId>,
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let whom = RwSignal::new(to.map(|to| to.to_string()).unwrap_or_default());
    let (value, what) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let sending = Sending::new();
    let known = of_books(glance(here), move |books| {
        let limit = books.terms.credit_limit;
        (limit, books.credit.clone(), books.credit_purse)
    });
    let room = move || {
        let (limit, credit, _) = known.get()?;
        let mine = here.me().and_then(|me| credit.iter().find(|(id, _)| *id == me));
        let units = mine.map_or(0, |(_, money)| money.units).saturating_add(limit);
        Some(words::economy::credits_room(&amount::number(&Money {
            commodity: Commodity::credit(),
            units,
        })))
    };
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let act = (|| {
            let to = whom
                .with_untracked(|whom| whom.parse())
                .map_err(|_| words::economy::choose_whom())?;
            let money = read_amount(&value.get_untracked(), &Commodity::credit())?;
            let what = read_words(&words::economy::for_what(), &what.get_untracked())?;
            Ok(EconomyAct::PayCredit { to, money, what, date: here.today() })
        })();
        sending.send(here, act, move |_| {
            close();
            here.store.say(words::economy::credits_given());
        });
    };
    view! {
        <form class="stack-small" on:submit=send novalidate>
            <p class="meta">{words::economy::credits_text()} " " {room}</p>
            {move || known.get().and_then(|(_, _, purse)| why_not(purse))}
            {choice_field(words::economy::to_whom(), others(here), whom)}
            {amount_field(words::economy::how_many(), words::economy::credits_unit, String::new(), value)}
            {text_field(Line::Text, words::economy::for_what(), String::new(), what, Signal::stored(String::new()))}
            {sending.foot(words::economy::give_credits(), close)}
        </form>
    }
    .into_any()
}

/// The form that hands on a part of a right to spend.
pub fn hand_on(
    here: Here,
    (budget, purse): (MotionId, Purse),
    left: Money,
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let (whom, value) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let sending = Sending::new();
    let commodity = StoredValue::new(left.commodity.clone());
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let act = (|| {
            let to = whom
                .with_untracked(|whom| whom.parse())
                .map_err(|_| words::economy::choose_whom())?;
            let money = read_amount(&value.get_untracked(), &commodity.get_value())?;
            Ok(EconomyAct::HandOnRight { budget, to, money })
        })();
        sending.send(here, act, move |_| {
            close();
            here.store.say(words::economy::handed_on());
        });
    };
    view! {
        <form class="stack-small" on:submit=send novalidate>
            <p class="meta">{words::economy::hand_on_text(&amount::said(&left))}</p>
            {why_not(purse)}
            {choice_field(words::economy::to_whom(), others(here), whom)}
            {amount_field(
                words::economy::how_much(),
                move || commodity.get_value().to_string(),
                String::new(),
                value,
            )}
            {sending.foot(words::economy::hand_on(), close)}
        </form>
    }
    .into_any()
}

/// The others, to choose one of.
pub fn others(here: Here) -> Vec<(String, String)> {
    let all = here.all_members().into_iter().filter(|card| !card.is_me);
    let first = (String::new(), words::put::choose_one());
    std::iter::once(first)
        .chain(all.map(|card| (card.id.to_string(), here.name(card.id))))
        .collect()
}

/// What keeps this device from it, said before anything is typed.
pub fn why_not(purse: Purse) -> Option<AnyView> {
    let why = words::money_fault::fault(&purse.check().err()?);
    Some(note(NoteTone::Doubt, view! { <p>{why}</p> }))
}
