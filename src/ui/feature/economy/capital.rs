//! A member puts money of their own in: it lies with the community, and is theirs again when they leave.

use leptos::ev;
use leptos::prelude::*;

use crate::id::MemberId;
use crate::message::economy::{EconomyAct, Posting, Transaction, capital_of};
use crate::ui::feature::economy::inputs::{
    amount_field, date_field, leaves, read_account, read_amount, read_date, suggesting_field, today,
};
use crate::ui::feature::economy::{Sending, glance, of_books};
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, submit};
use crate::ui::kit::field::choice_field;
use crate::ui::words;

/// The form.
pub fn capital(here: Here, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let books = of_books(glance(here), |books| (books.terms.base.clone(), books.accounts.clone()));
    let Some((base, accounts)) = books.get_untracked() else { return ().into_any() };
    let banks = leaves(&accounts, "assets");
    let usual = banks.first().cloned().unwrap_or_else(|| "bank".to_owned());
    let me = untrack(|| here.me()).map(|me| me.to_string()).unwrap_or_default();
    let (whom, value) = (RwSignal::new(me), RwSignal::new(String::new()));
    let (into, date) = (RwSignal::new(usual), RwSignal::new(today(here).to_string()));
    let (base, banks) = (StoredValue::new(base), StoredValue::new(banks));
    let sending = Sending::new();
    let members = here.all_members().into_iter();
    let members = members.map(|card| (card.id.to_string(), here.name_you(card.id))).collect();
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let act = (|| {
            let whom = whom.with_untracked(|whom| whom.parse::<MemberId>());
            let whom = whom.map_err(|_| words::economy::choose_whom())?;
            let money = read_amount(&value.get_untracked(), &base.get_value())?;
            let into = read_account("assets", &into.get_untracked())?;
            let less = money.negated();
            Ok(EconomyAct::Record(Transaction {
                date: read_date(&date.get_untracked())?,
                what: words::leaving::capital_what(&here.name(whom)),
                postings: vec![
                    Posting { account: into, money },
                    Posting { account: capital_of(&whom), money: less },
                ],
                exchange: None,
                receipt: None,
                order: None,
                origin: None,
                corrects: None,
            }))
        })();
        sending.send(here, act, move |_| {
            close();
            here.store.say(words::economy::recorded());
        });
    };
    view! {
        <form class="stack-small" on:submit=send novalidate>
            <p class="subhead">{words::leaving::capital()}</p>
            <p class="meta">{words::leaving::capital_text()}</p>
            {choice_field(words::leaving::capital_who(), members, whom)}
            {amount_field(
                words::economy::how_much(),
                move || base.get_value().to_string(),
                String::new(),
                value,
            )}
            {suggesting_field(
                words::economy::into_account(),
                words::economy::account_hint(),
                move || banks.get_value(),
                into,
            )}
            {date_field(words::economy::on_day(), date)}
            {sending.told()}
            <div class="actions">
                {button(Weight::Plain, words::common::cancel(), close)}
                {submit(words::economy::write_down(), sending.busy.into())}
            </div>
        </form>
    }
    .into_any()
}
