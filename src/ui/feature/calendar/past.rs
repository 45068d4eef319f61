//! What is over or was called off, in one row; it can be put back.

use leptos::prelude::*;

use crate::message::calendar::EventCard;
use crate::ui::feature::calendar::event::also;
use crate::ui::feature::calendar::{CardNow, form, times};
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button_about};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::words;

/// The row.
pub fn past(here: Here, card: CardNow) -> AnyView {
    let told = move || card.get().map(|card| untrack(|| told(here, &card)));
    let again = DialogHandle::new();
    let form = move || card.get_untracked().map(|card| form::change(here, &card, again));
    let put_back = (!here.is_former).then(|| {
        let button = move || {
            let title = card.get().map(|card| card.plan.title).unwrap_or_default();
            button_about(Weight::Quiet, words::calendar::again(), &title, move || again.open())
        };
        view! {
            {button}
            {dialog(again, words::calendar::again(), move || form().into_any())}
        }
    });
    view! { <li class="past-event"><div>{told}</div> {put_back}</li> }.into_any()
}

fn told(here: Here, card: &EventCard) -> AnyView {
    let by = card.now.by;
    let is_cancelled = card.is_cancelled();
    let why = move || match is_cancelled {
        true => words::calendar::cancelled_by(&here.name(by)),
        false => words::calendar::over(),
    };
    view! {
        <p dir="auto">{times::in_one_line(&card.plan)}</p>
        <p class="meta">{why}</p>
        {card.also.iter().map(|said| also(here, said)).collect_view()}
    }
    .into_any()
}
