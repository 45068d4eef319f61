//! What stands on a venture's invoices: who sends them, how to pay, in how many days.

use leptos::ev;
use leptos::prelude::*;

use super::of_venture;
use crate::id::CommandId;
use crate::limits::INVOICE_DAYS_MAX;
use crate::message::economy::{EconomyAct, VentureTerms};
use crate::ui::feature::economy::inputs::read_words;
use crate::ui::feature::economy::{DeskNow, Sending};
use crate::ui::feature::people::membership;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::field::{Line, text_area, text_field};
use crate::ui::kit::head::part;
use crate::ui::words;

/// Days to pay in, where nobody said otherwise.
const DAYS_USUAL: u16 = 30;

/// The part of the page.
pub fn terms(here: Here, now: DeskNow, venture: CommandId) -> AnyView {
    let terms = of_venture(now, |view| view.terms.clone());
    let handle = DialogHandle::new();
    let told = move || {
        Some(match terms.get()? {
            None => view! { <p class="meta">{words::steward::terms_none()}</p> }.into_any(),
            Some(terms) => view! {
                <p class="invoice-how" dir="auto">{terms.from}</p>
                <p class="invoice-how" dir="auto">{terms.pay}</p>
            }
            .into_any(),
        })
    };
    let may = move || {
        (membership::may_vote(here) && !here.is_former).then(|| {
            view! {
                <p class="actions after">
                    {button(Weight::Quiet, words::steward::change_terms(), move || handle.open())}
                </p>
            }
        })
    };
    let inside = view! {
        <div class="stack-small">{told}</div>
        {may}
        {dialog(handle, words::steward::change_terms(), move || {
            form(here, venture, terms.get_untracked().flatten(), handle, move || handle.close())
        })}
    };
    part("terms", words::steward::terms(), (), inside.into_any())
}

/// The form; `done` goes on once they are written down.
pub fn form(
    here: Here,
    venture: CommandId,
    before: Option<VentureTerms>,
    own: DialogHandle,
    done: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let none = VentureTerms { venture, from: String::new(), pay: String::new(), days: DAYS_USUAL };
    let before = before.unwrap_or(none);
    let (from, pay) = (RwSignal::new(before.from), RwSignal::new(before.pay));
    let days = RwSignal::new(before.days.to_string());
    let sending = Sending::new();
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let act = (|| {
            let days = days.with_untracked(|days| days.trim().parse::<u16>());
            let days = days.ok().filter(|days| *days <= INVOICE_DAYS_MAX);
            Ok(EconomyAct::SetVentureTerms(VentureTerms {
                venture,
                from: read_words(&words::steward::from(), &from.get_untracked())?,
                pay: read_words(&words::steward::pay(), &pay.get_untracked())?,
                days: days.ok_or_else(words::steward::days_wrong)?,
            }))
        })();
        sending.send(here, act, move |_| {
            done();
            here.store.say(words::steward::terms_kept());
        });
    };
    let none = Signal::stored(String::new());
    view! {
        <form class="stack-small" on:submit=send novalidate>
            {text_area(words::steward::from(), words::steward::from_hint(), from)}
            {text_area(words::steward::pay(), words::steward::pay_hint(), pay)}
            {text_field(Line::Text, words::steward::days(), String::new(), days, none)}
            {sending.foot(words::common::save(), move || own.close())}
        </form>
    }
    .into_any()
}
