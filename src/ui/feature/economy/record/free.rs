//! Postings as they are, for whoever knows them: any accounts, any amounts, so long as they sum to zero in
//! each currency. It is also how an entry is put right.

use leptos::ev;
use leptos::prelude::*;

use super::Begun;
use crate::id::BlobHash;
use crate::message::economy::{Account, Posting, Transaction};
use crate::money::{Commodity, Money};
use crate::ui::feature::economy::inputs::{
    currency_options, read_any, read_date, read_exchange, read_words,
};
use crate::ui::feature::economy::{Sending, glance, of_books};
use crate::ui::feature::economy::{amount, receipt};
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button_with, icon_button};
use crate::ui::kit::field::{Line, choice, date_field, text_field};
use crate::ui::words;

/// A posting as it is typed; the number keeps its row apart from the others.
#[derive(Clone)]
struct Row {
    number: u32,
    account: ArcRwSignal<String>,
    value: ArcRwSignal<String>,
    currency: RwSignal<String>,
}

#[derive(Clone, Copy)]
struct Fields {
    begun: StoredValue<Option<Begun>>,
    date: RwSignal<String>,
    what: RwSignal<String>,
    rows: RwSignal<Vec<Row>>,
    rate: RwSignal<String>,
    source: RwSignal<String>,
    receipt: RwSignal<Option<BlobHash>>,
}

/// The form of a new entry.
pub fn free(here: Here, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    form(here, None, close)
}

/// The form that puts an entry right.
pub fn correct(
    here: Here,
    begun: Begun,
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    form(here, Some(begun), close)
}

fn form(
    here: Here,
    begun: Option<Begun>,
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let known = of_books(glance(here), |books| (books.terms.base.clone(), books.accounts.clone()));
    let base = move || {
        let base = known.get_untracked().map(|(base, _)| base.code().to_owned());
        base.unwrap_or_default()
    };
    let filled = |number: usize, posting: &Posting| Row {
        number: u32::try_from(number).unwrap_or(u32::MAX),
        account: ArcRwSignal::new(posting.account.to_string()),
        value: ArcRwSignal::new(posting.money.number()),
        currency: RwSignal::new(posting.money.commodity.code().to_owned()),
    };
    let empty = move |number: u32| Row {
        number,
        account: ArcRwSignal::new(String::new()),
        value: ArcRwSignal::new(String::new()),
        currency: RwSignal::new(base()),
    };
    let rows = match &begun {
        Some(begun) => begun.postings.iter().enumerate().map(|(at, one)| filled(at, one)).collect(),
        None => vec![empty(0), empty(1)],
    };
    let exchange = begun.as_ref().and_then(|begun| begun.exchange.clone());
    let date = begun.as_ref().map_or_else(|| here.today(), |begun| begun.date);
    let fields = Fields {
        date: RwSignal::new(date.to_string()),
        what: RwSignal::new(begun.as_ref().map(|begun| begun.what.clone()).unwrap_or_default()),
        rows: RwSignal::new(rows),
        rate: RwSignal::new(exchange.as_ref().map(|one| one.rate.to_string()).unwrap_or_default()),
        source: RwSignal::new(exchange.map(|one| one.source).unwrap_or_default()),
        receipt: RwSignal::new(begun.as_ref().and_then(|begun| begun.receipt)),
        begun: StoredValue::new(begun),
    };
    let sending = Sending::new();
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        sending.record(here, read(fields), close);
    };
    let more = move || {
        fields.rows.update(|rows| {
            let number = rows.iter().map(|row| row.number).max().map_or(0, |last| last + 1);
            rows.push(empty(number));
        });
    };
    let accounts = move || {
        let known = known.get().map(|(_, accounts)| accounts).unwrap_or_default();
        known.iter().map(|one| view! { <option value=one.to_string()></option> }).collect_view()
    };
    view! {
        <form class="stack-small" on:submit=send novalidate>
            {text_field(
                Line::Text,
                words::economy::what_happened(),
                words::economy::what_happened_hint(),
                fields.what,
                Signal::stored(String::new()),
            )}
            {date_field(words::economy::on_day(), fields.date)}
            <fieldset class="field posting-fields">
                <legend>{words::ledger::postings()}</legend>
                <datalist id="all-accounts">{accounts}</datalist>
                <ul role="list">
                    <For
                        each=move || fields.rows.get()
                        key=|row| row.number
                        children=move |row| row_fields(fields, &row)
                    />
                </ul>
                {button_with(Weight::Quiet, "plus", words::ledger::another_row(), more)}
                <p class="meta" role="status">{move || sums(fields)}</p>
            </fieldset>
            {rate(fields)}
            {receipt::field(here, fields.receipt)}
            {sending.foot(words::economy::write_down(), close)}
        </form>
    }
    .into_any()
}

fn row_fields(fields: Fields, row: &Row) -> AnyView {
    let number = row.number;
    let (account, value) = (row.account.clone(), row.value.clone());
    let (account_shown, value_shown) = (account.clone(), value.clone());
    let currency = row.currency;
    let first: Vec<Commodity> = currency
        .with_untracked(|code| code.parse().ok())
        .into_iter()
        .chain([Commodity::credit()])
        .collect();
    let currency_id = format!("posting-currency-{number}");
    let go = move |_| fields.rows.update(|rows| rows.retain(|one| one.number != number));
    view! {
        <li class="posting-row">
            <input
                class="input"
                list="all-accounts"
                autocomplete="off"
                spellcheck="false"
                dir="ltr"
                aria-label=words::ledger::account()
                placeholder="expenses:printing"
                prop:value=move || account_shown.get()
                on:input=move |event| account.set(event_target_value(&event))
            />
            <input
                class="input number-input"
                inputmode="decimal"
                autocomplete="off"
                dir="ltr"
                aria-label=words::economy::how_much()
                prop:value=move || value_shown.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
            <label class="visually-hidden" for=currency_id.clone()>{words::economy::currency()}</label>
            {choice(currency_id, short_options(&first), currency)}
            {icon_button("x", words::ledger::remove_row(), go)}
        </li>
    }
    .into_any()
}

/// Codes alone: the row is narrow.
fn short_options(first: &[Commodity]) -> Vec<(String, String)> {
    let code = |(code, _): (String, String)| (code.clone(), code);
    currency_options(first).into_iter().map(code).collect()
}

/// What the rows come to, in each currency.
fn sums(fields: Fields) -> String {
    let mut sums: Vec<Money> = Vec::new();
    for posting in fields.rows.get().iter().filter_map(|row| posting(row).ok()) {
        match sums.iter_mut().find(|sum| sum.commodity == posting.money.commodity) {
            Some(sum) => sum.units = sum.units.saturating_add(posting.money.units),
            None => sums.push(posting.money),
        }
    }
    let left = amount::all_said(&sums);
    match (sums.is_empty(), left.is_empty()) {
        (true, _) => words::ledger::must_balance(),
        (false, true) => words::ledger::balances(),
        (false, false) => words::ledger::off_by(&left),
    }
}

fn posting(row: &Row) -> Result<Posting, String> {
    let account: Account =
        row.account.get().trim().parse().map_err(|_| words::economy::account_unreadable())?;
    let commodity: Commodity =
        row.currency.get().parse().map_err(|_| words::economy::choose_currency())?;
    Ok(Posting { account, money: read_any(&row.value.get(), &commodity)? })
}

/// Between two currencies a rate is named, and who says so.
fn rate(fields: Fields) -> AnyView {
    let is_between = Memo::new(move |_| {
        let rows = fields.rows.get();
        let mut codes = rows.iter().map(|row| row.currency.get());
        let first = codes.next();
        codes.any(|code| Some(&code) != first.as_ref())
    });
    let none = Signal::stored(String::new());
    (move || {
        is_between.get().then(|| {
            untrack(|| {
                view! {
                    {text_field(
                        Line::Text,
                        words::ledger::rate_free(),
                        words::economy::rate_hint(),
                        fields.rate,
                        none,
                    )}
                    {text_field(
                        Line::Text,
                        words::economy::source(),
                        words::economy::source_hint(),
                        fields.source,
                        none,
                    )}
                }
            })
        })
    })
    .into_any()
}

fn read(fields: Fields) -> Result<Transaction, String> {
    let is_blank =
        |row: &Row| row.account.get_untracked().is_empty() && row.value.get_untracked().is_empty();
    let rows = fields.rows.get_untracked();
    let postings: Result<Vec<Posting>, String> =
        rows.iter().filter(|row| !is_blank(row)).map(|row| untrack(|| posting(row))).collect();
    let postings = postings?;
    let first = postings.first().map(|posting| posting.money.commodity.clone());
    let is_between =
        postings.iter().any(|posting| Some(&posting.money.commodity) != first.as_ref());
    let exchange = if is_between {
        Some(read_exchange(&fields.rate.get_untracked(), &fields.source.get_untracked())?)
    } else {
        None
    };
    let begun = fields.begun.get_value();
    Ok(Transaction {
        date: read_date(&fields.date.get_untracked())?,
        what: read_words(&words::economy::what_happened(), &fields.what.get_untracked())?,
        postings,
        exchange,
        receipt: fields.receipt.get_untracked(),
        order: begun.as_ref().and_then(|begun| begun.order),
        origin: None,
        corrects: begun.map(|begun| begun.corrects),
    })
}
