//! Money that came for an order: all that is open, or a part of it. The tax in it is kept apart.

use leptos::ev;
use leptos::prelude::*;

use crate::message::economy::view::OrderView;
use crate::message::economy::{Account, Posting, Transaction, tax_account};
use crate::money::Money;
use crate::ui::feature::economy::inputs::{
    amount_field, leaves, read_account, read_amount, read_date, suggesting_field,
};
use crate::ui::feature::economy::{Sending, amount, glance, of_books};
use crate::ui::here::Here;
use crate::ui::kit::dialog::DialogHandle;
use crate::ui::kit::field::date_field;
use crate::ui::kit::icon::icon;
use crate::ui::words;

fn postings(order: &OrderView, into: &Account, came: &Money) -> Vec<Posting> {
    let income: Account = "income:orders".parse().expect("an account below a root");
    let tax = order.tax_in(came);
    let net = Money { commodity: came.commodity.clone(), units: came.units - tax.units };
    let from = |account: Account, money: &Money| Posting { account, money: money.negated() };
    let all = [
        Posting { account: into.clone(), money: came.clone() },
        from(income, &net),
        from(tax_account(), &tax),
    ];
    all.into_iter().filter(|one| one.money.units != 0).collect()
}

/// The form. Of several currencies all that is open came at once.
pub fn form(here: Here, order: OrderView, own: DialogHandle) -> AnyView {
    let accounts = of_books(glance(here), |books| books.accounts.clone());
    let date = RwSignal::new(here.today().to_string());
    let into = RwSignal::new("bank".to_owned());
    let open = order.open();
    let said = amount::all_said(&open);
    let single = if let [one] = open.as_slice() { Some(one.clone()) } else { None };
    let value = RwSignal::new(single.as_ref().map(Money::number).unwrap_or_default());
    let unit = single.as_ref().map(|one| one.commodity.to_string());
    let how_much = unit.map(|unit| {
        amount_field(words::economy::how_much(), move || unit.clone(), String::new(), value)
    });
    let (expected, asked) = (single.clone(), order.clone());
    let beyond = Memo::new(move |_| {
        let unit = &expected.as_ref()?.commodity;
        asked.too_much(&value.with(|typed| read_amount(typed, unit).ok())?)
    });
    let beyond = move || {
        let said = amount::said(&beyond.get()?);
        let told = words::venture::too_much(&said);
        Some(view! { <p class="with-icon">{icon("info")} {told}</p> })
    };
    let has_tax = order.invoice.as_ref().is_some_and(|one| !one.tax.is_empty());
    let kept_apart = has_tax.then(|| {
        view! { <p class="meta">{words::venture::pay_tax_text()}</p> }
    });
    let sending = Sending::new();
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let one = (|| {
            let into =
                read_account(&words::economy::into_account(), "assets", &into.get_untracked())?;
            let came = match &single {
                Some(one) => vec![read_amount(&value.get_untracked(), &one.commodity)?],
                None => open.clone(),
            };
            let date = read_date(&date.get_untracked())?;
            let what = words::venture::payment_what(&order.customer_in_short());
            let all = came.iter().flat_map(|came| postings(&order, &into, came)).collect();
            let all = Transaction::new(date, what, all);
            Ok(Transaction { order: Some(order.id), ..all })
        })();
        sending.record(here, one, move || own.close());
    };
    let known = move || accounts.get().map(|all| leaves(&all, "assets")).unwrap_or_default();
    view! {
        <form class="stack-small" on:submit=send novalidate>
            <p>{words::venture::pay_text(&said)}</p>
            {how_much}
            <div role="status">{beyond}</div>
            {kept_apart}
            {suggesting_field(
                words::economy::into_account(),
                words::economy::account_hint(),
                known,
                into,
            )}
            {date_field(words::economy::on_day(), date)}
            {sending.foot(words::venture::mark_paid(), move || own.close())}
        </form>
    }
    .into_any()
}
