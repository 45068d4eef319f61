//! What went between us and others, newest first; each with how far it is and the letter that is to be
//! handed over.

use leptos::prelude::*;

use crate::message::economy::trade::Way;
use crate::message::economy::view::{TransferState, TransferView};
use crate::ui::feature::economy::DeskNow;
use crate::ui::feature::economy::amount::amount;
use crate::ui::feature::economy::trade::{letter, of_trade};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::head::part;
use crate::ui::kit::icon::pointing_icon;
use crate::ui::words;

/// The part of the page.
pub fn transfers(here: Here, now: DeskNow) -> AnyView {
    let all = of_trade(now, |trade| trade.transfers.clone());
    let nothing = move || {
        let is_empty = all.with(|all| all.as_ref().is_none_or(Vec::is_empty));
        is_empty.then(|| view! { <p class="meta">{words::trade::nothing_yet()}</p> })
    };
    let inside = view! {
        {nothing}
        <ol class="entries rows" role="list">
            <For
                each=move || all.get().unwrap_or_default()
                key=|one| format!("{one:?}")
                children=move |one| row(here, one)
            />
        </ol>
    };
    part("transfers", words::trade::transfers(), words::ledger::newest_first(), inside.into_any())
}

/// How far it is, in words.
fn state(state: TransferState) -> String {
    match state {
        TransferState::OnItsWay => words::trade::state_on_its_way(),
        TransferState::Booked => words::trade::state_booked(),
        TransferState::Answered => words::trade::state_answered(),
        TransferState::DeclinedByThem => words::trade::state_declined_by_them(),
        TransferState::DeclinedByUs => words::trade::state_declined_by_us(),
    }
}

fn row(here: Here, one: TransferView) -> AnyView {
    let said = match one.way {
        Way::Gave => words::trade::we_gave(&one.partner),
        Way::Got => words::trade::we_got(&one.partner),
    };
    let today = format::day_of(here.store.now().get_untracked());
    let by = one.by;
    let label = match one.state {
        TransferState::OnItsWay => words::trade::the_letter(),
        TransferState::Booked
        | TransferState::Answered
        | TransferState::DeclinedByThem
        | TransferState::DeclinedByUs => words::trade::the_answer(),
    };
    let is_waiting = one.state == TransferState::OnItsWay;
    let letter = one.letter.map(|text| {
        view! {
            <details class="opens" open=is_waiting>
                <summary>{pointing_icon("right")} {label.clone()}</summary>
                {letter::shown(here, label.clone(), text)}
            </details>
        }
    });
    view! {
        <li>
            <span class="what" dir="auto">{said}</span>
            <p dir="auto">{one.what} " " {amount(&one.money)}</p>
            <p>{state(one.state)}</p>
            <p class="meta">
                <time datetime=one.date.to_string()>{format::calendar_day(one.date, today)}</time>
                "\u{a0}· "
                {move || here.name_you(by)}
            </p>
            {letter}
        </li>
    }
    .into_any()
}
