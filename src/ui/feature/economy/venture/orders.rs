//! What was ordered from a venture: how far each order is, its delivery, its payment, its invoice.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::HtmlElement;

use super::taken_back::{self, Ends};
use super::{agreement, invoice, of_venture, order_form, pay, tax};
use crate::id::CommandId;
use crate::message::economy::EconomyAct;
use crate::message::economy::view::{InvoiceView, OrderView};
use crate::ui::feature::economy::amount;
use crate::ui::feature::economy::inputs::read_date;
use crate::ui::feature::economy::{DeskNow, Sending};
use crate::ui::feature::people::membership;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, button_with};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::field::date_field;
use crate::ui::kit::head::part;
use crate::ui::words;

/// A dialog gives focus back to its button, which may be gone by then.
const DRAWN_ANEW: Duration = Duration::from_millis(300);

/// The part of the page.
pub fn orders(here: Here, now: DeskNow, venture: CommandId) -> AnyView {
    let orders = of_venture(now, |view| view.orders.clone());
    let offers = of_venture(now, |view| view.offers.clone());
    let sender = of_venture(now, |view| invoice::Sender {
        venture: view.card.name.clone(),
        terms: view.terms.clone(),
        number: view.next_number.clone(),
        tax: view.last_tax.clone(),
    });
    let (handle, touched) = (DialogHandle::new(), StoredValue::new(None::<CommandId>));
    let nothing = move || {
        orders.get().is_some_and(|orders| orders.is_empty()).then(|| {
            view! { <p class="meta">{words::venture::orders_none()}</p> }
        })
    };
    let add = (!here.is_former).then(|| {
        view! {
            <p class="actions after">
                {button(Weight::Plain, words::venture::place_order(), move || handle.open())}
            </p>
        }
    });
    let inside = view! {
        {nothing}
        <ul class="rows orders" role="list">
            <For
                each=move || orders.get().unwrap_or_default()
                key=|order| format!("{order:?}")
                children=move |order| row(here, order, sender, touched)
            />
        </ul>
        {add}
        {dialog(handle, words::venture::place_order(), move || {
            order_form::form(here, venture, offers.get_untracked().unwrap_or_default(), handle)
        })}
    };
    part("orders", words::venture::orders(), (), inside.into_any())
}

/// The lines of an order with what they come to, and the tax of an invoice.
pub fn lines(order: &OrderView, invoice: Option<&InvoiceView>) -> AnyView {
    let rows = order
        .order
        .lines
        .iter()
        .map(|line| {
            let all = line.amount().map(|all| amount::said(&all));
            let quantity = format::decimal(&line.count());
            // Where there is no room for columns.
            let so_many = words::venture::so_many_at(&quantity, &amount::said(&line.price));
            view! {
                <tr>
                    <th scope="row" dir="auto">
                        {line.what.clone()} <small class="narrow-only">{so_many}</small>
                    </th>
                    <td class="num wide-only">{quantity}</td>
                    <td class="num wide-only">{amount::said(&line.price)}</td>
                    <td class="num">{all}</td>
                </tr>
            }
        })
        .collect_view();
    let sum = |label: String, said: String| {
        view! {
            <tr>
                <th scope="row" dir="auto">{label}</th>
                <td class="wide-only"></td>
                <td class="wide-only"></td>
                <td class="num">{said}</td>
            </tr>
        }
    };
    let tax = invoice.and_then(|one| Some((one.invoice.tax.as_ref()?, one)));
    let sums = match tax {
        None => sum(words::venture::total(), amount::all_said(&order.total)).into_any(),
        Some((tax, one)) => view! {
            {sum(words::venture::before_tax(), amount::all_said(&order.total))}
            {sum(tax::label(tax), amount::all_said(&one.tax))}
            {sum(words::venture::total(), amount::all_said(&one.total))}
        }
        .into_any(),
    };
    view! {
        <div class="table-scroll" tabindex="0">
            <table class="table order-lines">
                <caption class="visually-hidden">{words::venture::lines()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::venture::what()}</th>
                        <th scope="col" class="num wide-only">{words::venture::quantity()}</th>
                        <th scope="col" class="num wide-only">{words::venture::price()}</th>
                        <th scope="col" class="num">{words::venture::amount()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>{sums}</tfoot>
            </table>
        </div>
    }
    .into_any()
}

/// An order whose state changes is drawn anew: whoever did something with it goes on there.
fn go_on_at(order: CommandId, touched: StoredValue<Option<CommandId>>) {
    if touched.get_value() != Some(order) {
        return;
    }
    let go_on = move || {
        let now = document().active_element();
        let is_lost = now.is_none_or(|now| matches!(now.tag_name().as_str(), "BODY" | "H1"));
        let row = document().get_element_by_id(&row_id(order));
        if let Some(row) =
            row.filter(|_| is_lost).and_then(|row| row.dyn_into::<HtmlElement>().ok())
        {
            drop(row.focus());
        }
    };
    set_timeout(go_on, DRAWN_ANEW);
}

fn row_id(order: CommandId) -> String {
    format!("order-{order}")
}

fn row(
    here: Here,
    order: OrderView,
    sender: Memo<Option<invoice::Sender>>,
    touched: StoredValue<Option<CommandId>>,
) -> AnyView {
    go_on_at(order.id, touched);
    let id = row_id(order.id);
    let today = format::day_of(here.store.now().get_untracked());
    let is_standing = order.cancelled.is_none();
    view! {
        <li id=id tabindex="-1">
            <p class="sentence">
                <b dir="auto">{order.order.customer.clone()}</b> ", "
                {format::calendar_day(order.order.date, today)}
            </p>
            {taken_back::cancelled(here, &order)}
            {is_standing.then(|| agreement::steps(here, &order))}
            {lines(&order, order.invoice.as_ref())}
            {is_standing.then(|| agreement::next(here, &order))}
            {agreement::promises(here, &order)}
            {taken_back::rows(here, &order, sender)}
            {is_standing.then(|| actions(here, order, sender, touched))}
        </li>
    }
    .into_any()
}

fn actions(
    here: Here,
    order: OrderView,
    sender: Memo<Option<invoice::Sender>>,
    touched: StoredValue<Option<CommandId>>,
) -> AnyView {
    let (deliver, pay, show) = (DialogHandle::new(), DialogHandle::new(), DialogHandle::new());
    let (id, is_paid) = (order.id, order.is_paid);
    let (is_invoiced, is_delivered) = (order.invoice.is_some(), order.fulfilled.is_some());
    let (back, cancel) = (DialogHandle::new(), DialogHandle::new());
    let can_be_cancelled = order.can_be_cancelled;
    let own = order.invoice.as_ref().filter(|one| one.is_mine).map(|one| one.id);
    let stored = StoredValue::new(order);
    let may = move || membership::may_vote(here);
    let see = is_invoiced.then(|| {
        button_with(Weight::Quiet, "print", words::agreement::see_invoice(), move || show.open())
    });
    let write = move || {
        if !may() {
            let told = words::agreement::for_voters();
            return view! { <span class="meta">{told}</span> }.into_any();
        }
        view! {
            {(!is_delivered).then(|| {
                button(Weight::Plain, words::venture::mark_delivered(), move || deliver.open())
            })}
            {(!is_invoiced).then(|| {
                button(Weight::Plain, words::agreement::make_invoice(), move || show.open())
            })}
            {(!is_paid).then(|| {
                button(Weight::Plain, words::venture::mark_paid(), move || pay.open())
            })}
        }
        .into_any()
    };
    view! {
        <p class="actions" on:click=move |_| touched.set_value(Some(id))>
            {write}
            {see}
            {own.map(|_| {
                taken_back::button(here, words::agreement::take_invoice_back(), move || back.open())
            })}
            {can_be_cancelled.then(|| {
                taken_back::button(here, words::agreement::cancel(), move || cancel.open())
            })}
        </p>
        {dialog(deliver, words::venture::mark_delivered(), move || deliver_form(here, id, deliver))}
        {dialog(pay, words::venture::mark_paid(), move || {
            pay::form(here, stored.get_value(), pay)
        })}
        {dialog(show, words::agreement::invoice(), move || {
            invoice::invoice(here, stored, sender, (show, back))
        })}
        {own.map(|invoice| {
            dialog(back, words::agreement::take_invoice_back(), move || {
                taken_back::form(here, Ends::Invoice(invoice), back)
            })
        })}
        {can_be_cancelled.then(|| {
            dialog(cancel, words::agreement::cancel(), move || {
                taken_back::form(here, Ends::Order(id), cancel)
            })
        })}
    }
    .into_any()
}

fn deliver_form(here: Here, order: CommandId, own: DialogHandle) -> AnyView {
    let (date, sending) = (RwSignal::new(here.today().to_string()), Sending::new());
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let act = read_date(&date.get_untracked());
        let act = act.map(|date| EconomyAct::FulfilOrder { order, date });
        sending.send(here, act, move |_| own.close());
    };
    view! {
        <form class="stack-small" on:submit=send novalidate>
            {date_field(words::venture::delivered_when(), date)}
            {sending.foot(words::venture::mark_delivered(), move || own.close())}
        </form>
    }
    .into_any()
}
