//! What one wrote down oneself: it is put right in the form that it was made with, or taken back with a
//! reason.

use leptos::prelude::*;

use super::{Lists, entry};
use crate::message::economy::view::WorkRow;
use crate::message::economy::{EconomyAct, Work};
use crate::ui::feature::economy::take_back;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button_about};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::words;

/// The buttons, where the work is the reader's own and stands.
pub fn buttons(here: Here, row: &WorkRow, lists: Lists) -> Option<AnyView> {
    if here.me() != Some(row.by) || here.is_former || row.replaced.is_some() {
        return None;
    }
    let (right, back) = (DialogHandle::new(), DialogHandle::new());
    let (row, what) = (StoredValue::new(row.clone()), row.what.clone());
    Some(
        view! {
            <p class="actions under">
                {button_about(Weight::Quiet, words::ledger::correct(), &what, move || right.open())}
                {button_about(Weight::Quiet, words::ledger::take_back(), &what, move || back.open())}
            </p>
            {dialog(right, words::ledger::correct(), move || {
                entry::correct(here, row.get_value(), lists, right)
            })}
            {dialog(back, words::ledger::take_back(), move || {
                take_back::form(here, move |reason| taken_back(&row.get_value(), reason), back)
            })}
        }
        .into_any(),
    )
}

/// An entry of no minutes in its place; its words are the reason.
fn taken_back(row: &WorkRow, reason: String) -> EconomyAct {
    EconomyAct::LogWork(Work {
        date: row.date,
        minutes: 0,
        stream: row.stream,
        venture: row.venture,
        order: row.order,
        what: if reason.is_empty() { row.what.clone() } else { reason },
        place: row.place.clone(),
        zone: row.zone.clone(),
        corrects: Some(row.id),
    })
}
