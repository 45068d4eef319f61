//! Taking an invoice back, or cancelling an order: the reason that is asked for, and what stands there
//! from then on.

use leptos::ev;
use leptos::prelude::*;

use super::invoice::{Sender, paper};
use crate::clock::Date;
use crate::id::CommandId;
use crate::message::economy::EconomyAct;
use crate::message::economy::view::{InvoiceView, OrderView};
use crate::ui::feature::economy::Sending;
use crate::ui::feature::economy::inputs::read_words;
use crate::ui::feature::people::membership;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit;
use crate::ui::kit::button::{Weight, button_about};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::field::text_area;
use crate::ui::kit::icon::icon;
use crate::ui::words;

/// The way to do it, for those who have a vote.
pub fn button(
    here: Here,
    label: String,
    press: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    (move || {
        membership::may_vote(here).then(|| kit::button::button(Weight::Quiet, label.clone(), press))
    })
    .into_any()
}

/// By whom it was taken back, when and why.
fn told(here: Here, one: &InvoiceView) -> Option<String> {
    let (by, date, reason) = one.taken_back.as_ref()?;
    let day = format::calendar_full(*date);
    Some(words::agreement::taken_back_by(&here.name(*by), &day, reason))
}

/// What stands on an invoice that was taken back.
pub fn mark(here: Here, one: &InvoiceView) -> Option<AnyView> {
    let told = told(here, one)?;
    Some(
        view! {
            <div class="invoice-mark">
                <p class="invoice-title">{words::agreement::taken_back()}</p>
                <p dir="auto">{told}</p>
            </div>
        }
        .into_any(),
    )
}

/// What a reason is given for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    Invoice(CommandId),
    Order(CommandId),
}

impl Ends {
    /// What is done on this day for this reason.
    fn act(self, reason: String, date: Date) -> EconomyAct {
        match self {
            Self::Invoice(invoice) => EconomyAct::TakeBackInvoice { invoice, reason, date },
            Self::Order(order) => EconomyAct::CancelOrder { order, reason, date },
        }
    }

    /// What it comes to, such a reason, what it is called, what is said when it is done, and what it is
    /// called to leave it.
    fn words(self) -> [String; 5] {
        use crate::ui::words::agreement::*;
        match self {
            Self::Invoice(_) => [
                take_back_text(),
                why_hint(),
                take_back(),
                is_taken_back(),
                words::common::cancel(),
            ],
            Self::Order(_) => {
                [cancel_text(), cancel_hint(), cancel(), is_cancelled(), keep_order()]
            }
        }
    }
}

/// The form that asks for the reason.
pub fn form(here: Here, ends: Ends, own: DialogHandle) -> AnyView {
    let (reason, sending) = (RwSignal::new(String::new()), Sending::new());
    let [text, hint, label, done, keep] = ends.words();
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let reason = read_words(&words::agreement::why(), &reason.get_untracked());
        let (act, done) = (reason.map(|reason| ends.act(reason, here.today())), done.clone());
        sending.send(here, act, move |_| {
            own.close();
            here.store.say(done);
        });
    };
    view! {
        <form class="stack-small" on:submit=send novalidate>
            <p>{text}</p>
            {text_area(words::agreement::why(), hint, reason)}
            {sending.foot_or(keep, label, move || own.close())}
        </form>
    }
    .into_any()
}

/// What stands at an order that was cancelled.
pub fn cancelled(here: Here, order: &OrderView) -> Option<AnyView> {
    let (by, date, reason) = order.cancelled.as_ref()?;
    let day = format::calendar_full(*date);
    let told = words::agreement::cancelled_by(&here.name(*by), &day, reason);
    Some(view! { <p class="with-icon" dir="auto">{icon("info")} {told}</p> }.into_any())
}

/// At its order: those that were taken back, each to be seen.
pub fn rows(here: Here, order: &OrderView, sender: Memo<Option<Sender>>) -> Option<AnyView> {
    if order.taken_back.is_empty() {
        return None;
    }
    let row = |one: &InvoiceView| {
        let (show, number) = (DialogHandle::new(), one.invoice.number.clone());
        let told = told(here, one);
        let see = words::agreement::see_it();
        let about = words::agreement::invoice_of(&number);
        let stored = StoredValue::new((order.clone(), one.clone()));
        view! {
            <li>
                <p class="meta" dir="auto">{about.clone()} ": " {told}</p>
                <p class="actions under">
                    {button_about(Weight::Quiet, see, &about, move || show.open())}
                </p>
                {dialog(show, words::agreement::invoice(), move || {
                    let sender = sender.get_untracked();
                    let (order, one) = stored.get_value();
                    sender.map(|Sender { venture, terms, .. }| {
                        paper(here, &order, &one, (venture, terms), (show, None))
                    }).into_any()
                })}
            </li>
        }
    };
    let rows = order.taken_back.iter().map(row).collect_view();
    let label = words::agreement::invoices_back();
    Some(view! { <ul class="rows" role="list" aria-label=label>{rows}</ul> }.into_any())
}
