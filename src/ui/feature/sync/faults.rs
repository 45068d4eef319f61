//! What is wrong with the data: rules broken in what others signed, who waits at the door again
//! through nobody's fault, and what could not be opened here; nothing where there is nothing.

use std::sync::Arc;

use leptos::prelude::*;

use crate::message::ViewKey;
use crate::message::model::FaultCard;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::head::part;
use crate::ui::route::Place;
use crate::ui::words;

/// The parts of the screen.
pub fn faults(here: Here) -> AnyView {
    let faults = here.store.watch::<Arc<Vec<FaultCard>>>(ViewKey::Faults(here.id));
    (move || {
        let faults = faults.get().unwrap_or_default();
        let broken: Vec<AnyView> = faults.iter().filter_map(|fault| broken(here, fault)).collect();
        let twice: Vec<AnyView> = faults.iter().filter_map(|one| twice_signed(here, one)).collect();
        let twice = (!twice.is_empty()).then(|| {
            let note = view! { <p class="meta">{words::sync::twice_signed_note()}</p> };
            let inside = view! { {note} {rows(twice)} }.into_any();
            part("twice", words::sync::two_faces(), (), inside)
        });
        let again: Vec<AnyView> = faults.iter().filter_map(|one| waits_again(here, one)).collect();
        let again = (!again.is_empty()).then(|| {
            let note = view! { <p class="meta">{words::sync::waits_again_note()}</p> };
            let inside = view! { {note} {rows(again)} }.into_any();
            part("again", words::sync::waits_again(), (), inside)
        });
        let unopened: Vec<AnyView> = faults.iter().filter_map(unopened).collect();
        let broken = (!broken.is_empty())
            .then(|| part("faults", words::sync::broken_rules(), (), rows(broken)));
        let unopened = (!unopened.is_empty()).then(|| {
            let note = view! { <p class="meta">{words::sync::not_opened_note()}</p> };
            let inside = view! { {note} {rows(unopened)} }.into_any();
            part("unopened", words::sync::not_opened(), (), inside)
        });
        (unopened, again, twice, broken)
    })
    .into_any()
}

fn rows(rows: Vec<AnyView>) -> AnyView {
    view! { <ul class="rows relays" role="list">{rows}</ul> }.into_any()
}

fn broken(here: Here, fault: &FaultCard) -> Option<AnyView> {
    let FaultCard::BrokenRule { by, at, rule, code } = fault else { return None };
    let when = format::moment(*at, here.store.now().get());
    let row = view! {
        <li>
            <span>{words::sync::fault_row(rule, code, &here.name(*by))}</span>
            <span class="meta">{when}</span>
        </li>
    };
    Some(row.into_any())
}

fn twice_signed(here: Here, fault: &FaultCard) -> Option<AnyView> {
    let FaultCard::TwiceSigned { by, what, title } = fault else { return None };
    let told = words::sync::twice_signed(&here.name(*by), &words::refusal::name(*what));
    let title = title.clone();
    Some(view! { <li><span>{told}</span> <span class="meta">{title}</span></li> }.into_any())
}

fn waits_again(here: Here, fault: &FaultCard) -> Option<AnyView> {
    let FaultCard::WaitsAgain { who, motion } = fault else { return None };
    let told = words::sync::waits_again_row(&here.name(*who));
    let why = here.to(Place::Motion(*motion));
    let row = view! { <li><a href=why>{told}</a></li> };
    Some(row.into_any())
}

fn unopened(fault: &FaultCard) -> Option<AnyView> {
    let FaultCard::Unopened { what, title } = fault else { return None };
    let what = words::refusal::name(*what);
    let title = title.clone();
    Some(view! { <li><span>{what}</span> <span class="meta">{title}</span></li> }.into_any())
}
