//! What was ordered from a venture: how far each order is, its delivery, its payment, its invoice.

use leptos::ev;
use leptos::prelude::*;

use super::{agreement, invoice, of_venture, order_form, taken_back};
use crate::id::CommandId;
use crate::message::economy::view::OrderView;
use crate::message::economy::{Account, EconomyAct, Posting, Transaction};
use crate::money::Money;
use crate::ui::feature::economy::amount;
use crate::ui::feature::economy::inputs::{leaves, read_account, read_date, suggesting_field};
use crate::ui::feature::economy::{DeskNow, Sending, glance, of_books};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, button_with, submit};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::field::date_field;
use crate::ui::kit::head::part;
use crate::ui::words;

/// The part of the page.
pub fn orders(here: Here, now: DeskNow, venture: CommandId) -> AnyView {
    let orders = of_venture(now, |view| view.orders.clone());
    let offers = of_venture(now, |view| view.offers.clone());
    let sender = of_venture(now, |view| invoice::Sender {
        venture: view.card.name.clone(),
        terms: view.terms.clone(),
        number: view.next_number.clone(),
    });
    let handle = DialogHandle::new();
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
                children=move |order| row(here, order, sender)
            />
        </ul>
        {add}
        {dialog(handle, words::venture::place_order(), move || {
            order_form::form(here, venture, offers.get_untracked().unwrap_or_default(), handle)
        })}
    };
    part("orders", words::venture::orders(), (), inside.into_any())
}

/// The lines of an order with what they come to.
pub fn lines(order: &OrderView) -> AnyView {
    let rows = order
        .order
        .lines
        .iter()
        .map(|line| {
            let units = line.price.units.saturating_mul(i64::from(line.quantity));
            let all = Money { commodity: line.price.commodity.clone(), units };
            let quantity = format::number(f64::from(line.quantity));
            // Where there is no room for columns.
            let so_many = words::venture::so_many_at(&quantity, &amount::said(&line.price));
            view! {
                <tr>
                    <th scope="row" dir="auto">
                        {line.what.clone()} <small class="narrow-only">{so_many}</small>
                    </th>
                    <td class="num wide-only">{quantity}</td>
                    <td class="num wide-only">{amount::said(&line.price)}</td>
                    <td class="num">{amount::said(&all)}</td>
                </tr>
            }
        })
        .collect_view();
    let total = amount::all_said(&order.total);
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
                <tfoot>
                    <tr>
                        <th scope="row">{words::venture::total()}</th>
                        <td class="wide-only"></td>
                        <td class="wide-only"></td>
                        <td class="num">{total}</td>
                    </tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}

fn row(here: Here, order: OrderView, sender: Memo<Option<invoice::Sender>>) -> AnyView {
    let today = format::day_of(here.store.now().get_untracked());
    view! {
        <li>
            <p class="sentence">
                <b dir="auto">{order.order.customer.clone()}</b> ", "
                {format::calendar_day(order.order.date, today)}
            </p>
            {agreement::steps(here, &order)}
            {lines(&order)}
            {agreement::promises(here, &order)}
            {taken_back::rows(here, &order, sender)}
            {actions(here, order, sender)}
        </li>
    }
    .into_any()
}

fn actions(here: Here, order: OrderView, sender: Memo<Option<invoice::Sender>>) -> AnyView {
    let (deliver, pay, show) = (DialogHandle::new(), DialogHandle::new(), DialogHandle::new());
    let (id, is_paid) = (order.id, order.is_paid);
    let may_deliver = order.fulfilled.is_none() && !here.is_former;
    let show_label = match order.invoice.is_some() {
        true => words::agreement::see_invoice(),
        false => words::agreement::make_invoice(),
    };
    let shows = order.invoice.is_some() || !here.is_former;
    let back = DialogHandle::new();
    let own = order.invoice.as_ref().filter(|one| one.is_mine).map(|one| one.id);
    let stored = StoredValue::new(order);
    view! {
        <p class="actions">
            {may_deliver.then(|| {
                button(Weight::Plain, words::venture::mark_delivered(), move || deliver.open())
            })}
            {(!is_paid && !here.is_former).then(|| {
                button(Weight::Plain, words::venture::mark_paid(), move || pay.open())
            })}
            {shows.then(|| button_with(Weight::Quiet, "print", show_label, move || show.open()))}
            {own.map(|_| {
                taken_back::button(here, words::agreement::take_invoice_back(), move || back.open())
            })}
        </p>
        {dialog(deliver, words::venture::mark_delivered(), move || deliver_form(here, id, deliver))}
        {dialog(pay, words::venture::mark_paid(), move || pay_form(here, stored.get_value(), pay))}
        {dialog(show, words::agreement::invoice(), move || {
            let sender = sender.get_untracked();
            let inside = |sender| invoice::invoice(here, &stored.get_value(), sender, (show, back));
            sender.map(inside).into_any()
        })}
        {own.map(|invoice| {
            dialog(back, words::agreement::take_invoice_back(), move || {
                taken_back::form(here, invoice, back)
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
            {sending.told()}
            <div class="actions">
                {button(Weight::Plain, words::common::cancel(), move || own.close())}
                {submit(words::venture::mark_delivered(), sending.busy.into())}
            </div>
        </form>
    }
    .into_any()
}

/// What is still to be paid, in each commodity.
pub fn open_amounts(order: &OrderView) -> Vec<Money> {
    let left = |total: &Money| {
        let paid = order.paid.iter().filter(|money| money.commodity == total.commodity);
        let paid: i64 = paid.map(|money| money.units).sum();
        Money { commodity: total.commodity.clone(), units: total.units - paid }
    };
    order.total.iter().map(left).filter(|money| money.units > 0).collect()
}

/// All that is open came in at once; parts of it are written down in the ledger's own form.
fn pay_form(here: Here, order: OrderView, own: DialogHandle) -> AnyView {
    let accounts = of_books(glance(here), |books| books.accounts.clone());
    let date = RwSignal::new(here.today().to_string());
    let into = RwSignal::new("bank".to_owned());
    let sending = Sending::new();
    let open = open_amounts(&order);
    let said = amount::all_said(&open);
    let (id, customer) = (order.id, order.order.customer);
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let act = (|| {
            let into = read_account("assets", &into.get_untracked())?;
            let income: Account = "income:orders".parse().expect("an account below a root");
            let both = |money: &Money| {
                let came = Posting { account: into.clone(), money: money.clone() };
                [came, Posting { account: income.clone(), money: money.negated() }]
            };
            let date = read_date(&date.get_untracked())?;
            let what = words::venture::payment_what(&customer);
            let all = Transaction::new(date, what, open.iter().flat_map(both).collect());
            Ok(EconomyAct::Record(Transaction { order: Some(id), ..all }))
        })();
        sending.send(here, act, move |_| {
            own.close();
            here.store.say(words::economy::recorded());
        });
    };
    let known = move || accounts.get().map(|all| leaves(&all, "assets")).unwrap_or_default();
    view! {
        <form class="stack-small" on:submit=send novalidate>
            <p>{words::venture::pay_text(&said)}</p>
            {suggesting_field(
                words::economy::into_account(),
                words::economy::account_hint(),
                known,
                into,
            )}
            {date_field(words::economy::on_day(), date)}
            {sending.told()}
            <div class="actions">
                {button(Weight::Plain, words::common::cancel(), move || own.close())}
                {submit(words::venture::mark_paid(), sending.busy.into())}
            </div>
        </form>
    }
    .into_any()
}
