//! The invoice of an order: written down once with its number, then a page to be printed or kept as
//! a PDF by the browser, also once it was taken back: then that stands on it.

use leptos::ev;
use leptos::prelude::*;

use super::orders::lines;
use super::{taken_back, tax, terms};
use crate::message::economy::view::{InvoiceView, OrderView};
use crate::message::economy::{EconomyAct, Invoice, Tax, VentureTerms};
use crate::platform::browser;
use crate::ui::feature::economy::inputs::{read_date, read_words};
use crate::ui::feature::economy::{Sending, amount};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, button_with};
use crate::ui::kit::dialog::DialogHandle;
use crate::ui::kit::field::{Line, date_field, text_area, text_field};
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::words;

/// What an invoice says beside its order.
#[derive(Clone, PartialEq)]
pub struct Sender {
    pub venture: String,
    pub terms: Option<VentureTerms>,
    /// For the next invoice.
    pub number: String,
    /// Of the last one.
    pub tax: Option<Tax>,
}

/// The inside of its dialog: the invoice, or the form that makes it, after that of how the venture is
/// paid where nobody said so yet; `back` is the dialog that takes it back.
pub fn invoice(
    here: Here,
    order: StoredValue<OrderView>,
    sender: Memo<Option<Sender>>,
    (own, back): (DialogHandle, DialogHandle),
) -> AnyView {
    let has_terms = Memo::new(move |_| {
        sender.with(|sender| sender.as_ref().map(|sender| sender.terms.is_some()))
    });
    let inside = move || {
        has_terms.get()?;
        let (order, sender) = (order.get_value(), sender.get_untracked()?);
        Some(untrack(|| match (&order.invoice, sender.terms) {
            (Some(one), terms) => {
                let take_back = one.is_mine.then(|| {
                    taken_back::button(here, words::agreement::take_back(), move || {
                        own.close();
                        back.open();
                    })
                });
                paper(here, &order, one, (sender.venture, terms), (own, take_back))
            }
            (None, Some(terms)) => form(here, &order, (sender.number, sender.tax, terms), own),
            (None, None) => view! {
                {note(NoteTone::Info, words::agreement::terms_first())}
                {terms::form(here, order.order.venture, None, own, || {})}
            }
            .into_any(),
        }))
    };
    inside.into_any()
}

fn form(
    here: Here,
    order: &OrderView,
    (number, before, terms): (String, Option<Tax>, VentureTerms),
    own: DialogHandle,
) -> AnyView {
    let id = order.id;
    let date = here.today();
    let due = RwSignal::new(date.plus_days(terms.days.into()).to_string());
    let date = RwSignal::new(date.to_string());
    let (number, to) = (RwSignal::new(number), RwSignal::new(order.order.customer.clone()));
    let tax = tax::Fields::new(before.as_ref(), order.total.clone());
    let sending = Sending::new();
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let act = (|| {
            Ok(EconomyAct::IssueInvoice(Invoice {
                order: id,
                number: read_words(&words::agreement::number(), &number.get_untracked())?,
                date: read_date(&date.get_untracked())?,
                due: read_date(&due.get_untracked())?,
                to: read_words(&words::agreement::to(), &to.get_untracked())?,
                tax: untrack(|| tax.read())?,
            }))
        })();
        sending.send(here, act, move |_| {
            own.close();
            here.store.say(words::agreement::issued());
        });
    };
    let none = Signal::stored(String::new());
    view! {
        <form class="stack-small" on:submit=send novalidate>
            <p>{words::agreement::make_text()}</p>
            {text_field(Line::Text, words::agreement::number(), String::new(), number, none)}
            <div class="field-pair">
                {date_field(words::agreement::date(), date)}
                {date_field(words::agreement::due_date(), due)}
            </div>
            {text_area(words::agreement::to(), words::agreement::to_hint(), to)}
            {tax.drawn()}
            {sending.foot(words::agreement::make_invoice(), move || own.close())}
        </form>
    }
    .into_any()
}

/// The page, with what else is done with it.
pub fn paper(
    here: Here,
    order: &OrderView,
    one: &InvoiceView,
    (venture, terms): (String, Option<VentureTerms>),
    (own, more): (DialogHandle, Option<AnyView>),
) -> AnyView {
    let invoice = &one.invoice;
    let (from, pay) = terms.map(|terms| (terms.from, terms.pay)).unwrap_or_default();
    let from = if from.is_empty() { here.community_name() } else { from };
    let is_part = one.taken_back.is_none()
        && order.paid.iter().any(|money| money.units > 0)
        && !order.is_paid;
    let paid = is_part.then(|| {
        let paid = words::agreement::already_paid(&amount::all_said(&order.paid));
        view! { <p>{paid}</p> }
    });
    let due = match (&one.taken_back, order.is_paid) {
        (Some(_), _) => words::agreement::not_to_be_paid(),
        (None, true) => words::venture::is_paid(),
        (None, false) => words::venture::to_be_paid(&amount::all_said(&order.open())),
    };
    let how = (one.taken_back.is_none() && !pay.is_empty()).then(|| {
        view! {
            <section class="invoice-pay">
                <h3>{words::agreement::how_to_pay()}</h3>
                <p class="invoice-how" dir="auto">{pay}</p>
            </section>
        }
    });
    view! {
        <div class="stack-small">
            <article class="invoice" aria-label=words::agreement::invoice()>
                {taken_back::mark(here, one)}
                <header>
                    <div>
                        <p class="invoice-title" dir="auto">{venture}</p>
                        <p class="invoice-how" dir="auto">{from}</p>
                    </div>
                    <dl>
                        <dt>{words::agreement::invoice()}</dt>
                        <dd>{invoice.number.clone()}</dd>
                        <dt>{words::agreement::date()}</dt>
                        <dd>{format::calendar_full(invoice.date)}</dd>
                        <dt>{words::agreement::due_date()}</dt>
                        <dd>{format::calendar_full(invoice.due)}</dd>
                        <dt>{words::venture::ordered_on()}</dt>
                        <dd>{format::calendar_full(order.order.date)}</dd>
                    </dl>
                </header>
                <section>
                    <h3>{words::agreement::to()}</h3>
                    <p class="invoice-how" dir="auto">{invoice.to.clone()}</p>
                </section>
                {lines(order, Some(one))}
                {paid}
                <p class="invoice-due">{due}</p>
                {how}
            </article>
            <div class="actions">
                {more}
                {button(Weight::Plain, words::common::close(), move || own.close())}
                {button_with(Weight::Primary, "print", words::person::print(), browser::print)}
            </div>
        </div>
    }
    .into_any()
}
