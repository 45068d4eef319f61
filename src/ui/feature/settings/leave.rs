//! Leaving: one's own act, at once (PEO-3). What happens is said before it is done, in figures where the
//! community has books (ECO-12); and everything can be taken along first (EXT-1).

use leptos::prelude::*;

use crate::message::command::{Command, MemberAct};
use crate::message::economy::LeavingView;
use crate::message::economy::view::{Desk, EconomyView};
use crate::ui::feature::economy::{Arrival, amount, arrival, claims, desk, give, part as part_of};
use crate::ui::feature::everything;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, button_with};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::head::part;
use crate::ui::words;

/// The part of the screen.
pub fn leave(here: Here) -> AnyView {
    let handle = DialogHandle::new();
    let inside = view! {
        <div class="stack-small">
            <p class="meta">{words::settings::leave_text()}</p>
            <p class="actions">
                {button_with(Weight::Danger, "leave", words::settings::leave(), move || {
                    handle.open();
                })}
            </p>
        </div>
    };
    let title = words::settings::leave_title(&here.community_name());
    view! {
        {part("leaving", words::settings::leaving(), (), inside.into_any())}
        {dialog(handle, title, move || ask(here, handle))}
    }
    .into_any()
}

fn ask(here: Here, own: DialogHandle) -> AnyView {
    let alone = (here.all_members().len() == 1)
        .then(|| view! { <p><strong>{words::settings::leave_alone()}</strong></p> });
    let go = move || {
        own.close();
        here.store.act(Command::of(here.id, MemberAct::Leave { day: here.today() }), |_| {});
    };
    view! {
        <div class="stack-small">
            {alone}
            <h3>{words::leaving::take_first()}</h3>
            {everything::take(here)}
            {figures(here)}
            <p>{words::settings::leave_at_once()}</p>
            <p>{words::settings::leave_stays()}</p>
            <p>{words::settings::leave_votes()}</p>
            <p>{words::settings::leave_back()}</p>
        </div>
        <div class="actions">
            {button(Weight::Plain, words::settings::stay(), move || own.close())}
            {button(Weight::Danger, words::settings::leave(), go)}
        </div>
    }
    .into_any()
}

/// What happens with money; nothing where the books were never opened.
fn figures(here: Here) -> AnyView {
    let now = desk(here, || Desk::Leaving);
    let arrival = arrival(now);
    let known = part_of(now, |view| {
        if let EconomyView::Leaving(leaving) = view { Some((**leaving).clone()) } else { None }
    });
    let inside = move || match arrival.get() {
        Arrival::NotOpen | Arrival::Missing => ().into_any(),
        Arrival::Coming => {
            view! { <p class="meta" role="status">{words::common::no_answer_yet()}</p> }.into_any()
        }
        Arrival::Missed => crate::ui::feature::economy::missed(),
        Arrival::Here => {
            let known = known.get();
            untrack(|| known.map(|leaving| told(here, &leaving)).into_any())
        }
    };
    view! { {inside} }.into_any()
}

fn told(here: Here, leaving: &LeavingView) -> AnyView {
    let due: Vec<_> = leaving.claims.iter().map(|claim| claim.total.clone()).collect();
    let lacking = leaving.owed.iter().filter(|money| money.units < 0);
    let lacking: Vec<_> = lacking.map(crate::money::Money::negated).collect();
    let owed = if due.is_empty() {
        lacking.is_empty().then(words::leaving::owed_nothing)
    } else {
        Some(words::leaving::owed(&amount::all_said(&due)))
    };
    let lacking =
        (!lacking.is_empty()).then(|| words::leaving::you_owe(&amount::all_said(&lacking)));
    let capital = (!leaving.capital.is_empty())
        .then(|| words::leaving::of_which(&amount::all_said(&leaving.capital)));
    let claims = leaving.claims.iter().map(|claim| {
        let day = |on| format::calendar_full(on);
        let first = claim
            .next
            .as_ref()
            .map(|(on, money)| words::leaving::first_due(&amount::said(money), &day(*on)));
        let count = u32::try_from(claim.parts.len()).unwrap_or(u32::MAX);
        view! {
            <p>{words::leaving::in_parts(count)} " " {first}</p>
            {claims::schedule(claim)}
        }
    });
    let reserve = (leaving.reserve.units != 0)
        .then(|| words::leaving::reserve_stays(&amount::said(&leaving.reserve)));
    let reserve = reserve.map(|told| view! { <p>{told}</p> });
    view! {
        <h3>{words::leaving::figures()}</h3>
        <p>{owed} " " {lacking} " " {capital}</p>
        {claims.collect_view()}
        {reserve}
        {credit(here, leaving)}
    }
    .into_any()
}

fn credit(here: Here, leaving: &LeavingView) -> AnyView {
    let units = leaving.credit.units;
    let size = crate::money::Money { units: units.abs(), ..leaving.credit.clone() };
    let said = amount::said(&size);
    let told = match units {
        0 => words::leaving::credit_even(),
        units if units > 0 => words::leaving::credit_above(&said),
        _ => words::leaving::credit_below(&said),
    };
    let handle = DialogHandle::new();
    let give = (units > 0).then(|| {
        view! {
            <p class="actions">
                {button(Weight::Plain, words::economy::give_credits(), move || handle.open())}
            </p>
            {dialog(handle, words::economy::give_credits(), move || {
                give::credits(here, None, move || handle.close())
            })}
        }
    });
    view! { <p>{told}</p> {give} }.into_any()
}
