//! What is under a row of the ledger: accounts and amounts that sum to zero, at what rate, who approved,
//! the receipt; and the way to put it right.

use leptos::prelude::*;

use crate::id::MemberId;
use crate::message::economy::view::{ExpenseView, LedgerRow, RowKind};
use crate::message::economy::{Account, EconomyAct};
use crate::money::{Commodity, Money};
use crate::ui::feature::economy::record::{self, Begun};
use crate::ui::feature::economy::{amount, claim, matched, receipt, take_back};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, button_with};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::icon::icon;
use crate::ui::words;

/// What opens under a row.
pub fn opened(here: Here, row: &LedgerRow) -> AnyView {
    let base = row.postings.iter().map(|posting| posting.money.commodity.clone()).next_back();
    let rate = row.exchange.as_ref().zip(base).map(|(exchange, base)| {
        let said = words::ledger::rate(&format::decimal(&exchange.rate.to_string()), base.code());
        view! { <span class="with-icon">{icon("scale")} {said} ", " {exchange.source.clone()}</span> }
    });
    let approved = if let RowKind::Expense(expense) = &row.what
        && !expense.approved_by.is_empty()
    {
        let names = words::economy::approved_by(&here.names(&expense.approved_by));
        Some(view! { <span class="with-icon">{icon("check")} {names}</span> })
    } else {
        None
    };
    let table = if row.postings.is_empty() {
        view! { <p class="meta">{words::ledger::nothing_booked()}</p> }.into_any()
    } else {
        table(here, row)
    };
    view! {
        <div class="postings">
            {table}
            <div class="meta-row">{rate} {approved}</div>
            {row.receipt.map(|hash| receipt::shown(here, hash, words::ledger::receipt()))}
            {matched::lines(here, row)}
            {correct(here, row)}
        </div>
    }
    .into_any()
}

/// An account by its name; a member's by theirs.
pub fn account(here: Here, account: &Account) -> String {
    let told = |part: &str| match part.parse::<MemberId>() {
        Ok(member) => here.member(member, |card| card.name.clone()),
        Err(_) => None,
    };
    let told = |part: &str| told(part).unwrap_or_else(|| part.to_owned());
    account.name().split(':').map(told).collect::<Vec<_>>().join(":")
}

/// One column for each commodity, with its sum below.
fn table(here: Here, row: &LedgerRow) -> AnyView {
    let mut commodities: Vec<Commodity> = Vec::new();
    for posting in &row.postings {
        if !commodities.contains(&posting.money.commodity) {
            commodities.push(posting.money.commodity.clone());
        }
    }
    let heads = commodities
        .iter()
        .map(|one| view! { <th scope="col" class="num">{one.to_string()}</th> })
        .collect_view();
    let rows = row
        .postings
        .iter()
        .map(|posting| {
            let cells = commodities
                .iter()
                .map(|one| {
                    let is_own = *one == posting.money.commodity;
                    let cell = is_own.then(|| amount::number(&posting.money));
                    view! { <td class="num">{cell}</td> }
                })
                .collect_view();
            view! { <tr><td><code>{account(here, &posting.account)}</code></td>{cells}</tr> }
        })
        .collect_view();
    let sums = commodities
        .iter()
        .map(|one| {
            let own = row.postings.iter().filter(|posting| posting.money.commodity == *one);
            let units = own.map(|posting| posting.money.units).sum();
            let sum = Money { commodity: one.clone(), units };
            view! { <td class="num">{amount::number(&sum)}</td> }
        })
        .collect_view();
    view! {
        <div class="table-scroll" tabindex="0">
            <table class="table">
                <caption>{words::ledger::postings()}</caption>
                <thead>
                    <tr><th scope="col">{words::ledger::account()}</th>{heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot><tr><th scope="row">{words::ledger::sum()}</th>{sums}</tr></tfoot>
            </table>
        </div>
    }
    .into_any()
}

/// Who was told no puts it right and asks once more.
fn ask_again(here: Here, expense: &ExpenseView) -> AnyView {
    let is_mine = here.me() == Some(expense.by);
    if !is_mine || !expense.can_be_asked_again || here.is_former {
        return ().into_any();
    }
    let (form, before) = (DialogHandle::new(), expense.clone());
    view! {
        <p class="actions">
            {button_with(Weight::Plain, "edit", words::economy::ask_again(), move || form.open())}
        </p>
        {dialog(form, words::economy::ask_again(), move || {
            claim::claim(here, Some(&before), move || form.close())
        })}
    }
    .into_any()
}

/// Only what somebody wrote down by hand is put right by them, with another entry.
fn correct(here: Here, row: &LedgerRow) -> AnyView {
    if let RowKind::Expense(expense) = &row.what {
        return ask_again(here, expense);
    }
    let RowKind::Recorded { what, order, .. } = &row.what else { return ().into_any() };
    let is_mine = row.by.is_some() && here.me() == row.by;
    if !is_mine || row.is_void || row.replaced.is_some() || here.is_former {
        return ().into_any();
    }
    let begun = Begun {
        date: row.date,
        what: what.clone(),
        postings: row.postings.clone(),
        exchange: row.exchange.clone(),
        receipt: row.receipt,
        order: *order,
        corrects: row.id,
    };
    let (right, back) = (DialogHandle::new(), DialogHandle::new());
    let taken = begun.clone();
    view! {
        <p class="actions">
            {button_with(Weight::Plain, "edit", words::ledger::correct(), move || right.open())}
            {button(Weight::Quiet, words::ledger::take_back(), move || back.open())}
        </p>
        {dialog(right, words::ledger::correct(), move || {
            record::correct(here, begun.clone(), move || right.close())
        })}
        {dialog(back, words::ledger::take_back(), move || {
            let taken = taken.clone();
            take_back::form(here, move |reason| EconomyAct::Record(taken.taken_back(reason)), back)
        })}
    }
    .into_any()
}
