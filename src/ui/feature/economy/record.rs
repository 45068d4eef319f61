//! Money that moved, written down: in plain words, or free in its postings; and corrected.

use leptos::ev;
use leptos::prelude::*;

use crate::id::{BlobHash, CommandId};
use crate::message::economy::{Account, Posting, Transaction};
use crate::money::{Commodity, Money, Rate, typed};
use crate::ui::feature::economy::inputs::{
    amount_field, currency_field, leaves, read_account, read_amount, read_date, read_exchange,
    read_words, suggesting_field,
};
use crate::ui::feature::economy::{Sending, glance, of_books};
use crate::ui::feature::economy::{amount, receipt};
use crate::ui::here::Here;
use crate::ui::kit::field::{Line, date_field, segments, text_field};
use crate::ui::words;

mod begun;
mod free;

pub use begun::{Begun, correct};
pub use free::free;

/// Which way money moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    In,
    Out,
    Between,
}

#[derive(Clone, Copy)]
struct Fields {
    way: Way,
    base: StoredValue<Commodity>,
    date: RwSignal<String>,
    what: RwSignal<String>,
    value: RwSignal<String>,
    currency: RwSignal<String>,
    rate: RwSignal<String>,
    source: RwSignal<String>,
    /// What it was for, below income or expenses.
    account: RwSignal<String>,
    /// Where it lies, below assets.
    bank: RwSignal<String>,
    /// Where it lies after it moved between accounts.
    bank_to: RwSignal<String>,
    /// Whether it left or arrived in the community's own currency.
    in_base: RwSignal<bool>,
    receipt: RwSignal<Option<BlobHash>>,
    /// The entry that is put right, and the order that it pays.
    corrects: Option<CommandId>,
    order: Option<CommandId>,
}

/// What the form chooses among.
#[derive(Clone)]
struct Known {
    base: Commodity,
    accounts: Vec<Account>,
    bank: Vec<Money>,
}

fn known(here: Here) -> Option<Known> {
    let books = of_books(glance(here), |books| {
        (books.terms.base.clone(), books.accounts.clone(), books.bank.clone())
    });
    let (base, accounts, bank) = books.get_untracked()?;
    Some(Known { base, accounts, bank })
}

/// The plain form.
pub fn simple(here: Here, way: Way, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let Some(known) = known(here) else { return ().into_any() };
    let usual = leaves(&known.accounts, "assets").into_iter().next();
    let usual = usual.unwrap_or_else(|| "bank".to_owned());
    let base = known.base.clone();
    let fields = Fields {
        way,
        base: StoredValue::new(base.clone()),
        date: RwSignal::new(here.today().to_string()),
        what: RwSignal::new(String::new()),
        value: RwSignal::new(String::new()),
        currency: RwSignal::new(base.code().to_owned()),
        rate: RwSignal::new(String::new()),
        source: RwSignal::new(String::new()),
        account: RwSignal::new(String::new()),
        bank: RwSignal::new(usual),
        bank_to: RwSignal::new(String::new()),
        in_base: RwSignal::new(true),
        receipt: RwSignal::new(None),
        corrects: None,
        order: None,
    };
    form(here, fields, known, close)
}

fn form(
    here: Here,
    fields: Fields,
    Known { base, accounts, bank }: Known,
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let sending = Sending::new();
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        sending.record(here, read(fields), close);
    };
    let mut currencies = vec![base.clone()];
    let others = bank.iter().map(|money| money.commodity.clone());
    currencies.extend(others.filter(|one| one.is_currency() && *one != base));
    view! {
        <form class="stack-small" on:submit=send novalidate>
            {text_field(
                Line::Text,
                words::economy::what_happened(),
                words::economy::what_happened_hint(),
                fields.what,
                Signal::stored(String::new()),
            )}
            <div class="field-pair">
                {amount_field(
                    words::economy::how_much(),
                    move || fields.currency.get(),
                    String::new(),
                    fields.value,
                )}
                {currency_field(words::economy::currency(), &currencies, fields.currency)}
            </div>
            {converting(fields)}
            {accounts_of(fields, accounts)}
            {date_field(words::economy::on_day(), fields.date)}
            {receipt::field(here, fields.receipt)}
            {sending.foot(words::economy::write_down(), close)}
        </form>
    }
    .into_any()
}

/// In another currency than one's own: in which it left or arrived, and at what rate.
fn converting(fields: Fields) -> AnyView {
    let is_foreign = Memo::new(move |_| {
        fields.way != Way::In
            && fields.base.with_value(|base| fields.currency.with(|code| code != base.code()))
    });
    (move || {
        is_foreign.get().then(|| {
            untrack(|| {
                let (currency, base) = (fields.currency.get(), fields.base.get_value());
                let options = vec![
                    (true, words::economy::lies_in(base.code())),
                    (false, words::economy::lies_in(&currency)),
                ];
                let label = match fields.way {
                    Way::Between => words::economy::arrived_in(),
                    Way::In | Way::Out => words::economy::left_in(),
                };
                let rate = move || {
                    fields.in_base.get().then(|| {
                        exchange_fields(
                            fields.currency,
                            fields.base,
                            fields.value,
                            fields.rate,
                            fields.source,
                        )
                    })
                };
                view! {
                    <p class="field-label">{label.clone()}</p>
                    {segments(label, options, fields.in_base)}
                    {rate}
                }
            })
        })
    })
    .into_any()
}

/// A rate and who says so, where a currency is not the community's own; and what it comes to.
pub fn exchange_fields(
    currency: RwSignal<String>,
    base: StoredValue<Commodity>,
    value: RwSignal<String>,
    rate: RwSignal<String>,
    source: RwSignal<String>,
) -> AnyView {
    let is_foreign =
        Memo::new(move |_| base.with_value(|base| currency.with(|code| code != base.code())));
    let comes_to = move || {
        let base = base.get_value();
        let commodity: Commodity = currency.with(|code| code.parse().ok())?;
        let money = read_amount(&value.get(), &commodity).ok()?;
        let number = typed::number(&rate.get(), 10)?;
        let money = money.converted(&number.parse::<Rate>().ok()?, &base)?;
        Some(words::economy::that_is(&amount::said(&money)))
    };
    let fields = move || {
        is_foreign.get().then(|| {
            untrack(|| {
                let base = base.get_value();
                let label = move || words::economy::rate(&currency.get(), base.code());
                view! {
                    {amount_field(label(), String::new, words::economy::rate_hint(), rate)}
                    {text_field(
                        Line::Text,
                        words::economy::source(),
                        words::economy::source_hint(),
                        source,
                        Signal::stored(String::new()),
                    )}
                    <p class="meta" role="status">{comes_to}</p>
                }
            })
        })
    };
    fields.into_any()
}

fn accounts_of(fields: Fields, accounts: Vec<Account>) -> AnyView {
    let banks = StoredValue::new(leaves(&accounts, "assets"));
    let bank = move |label: String, value: RwSignal<String>| {
        suggesting_field(label, words::economy::account_hint(), move || banks.get_value(), value)
    };
    let purposes = |root: &'static str, label: String, hint: String| {
        let known = StoredValue::new(leaves(&accounts, root));
        suggesting_field(label, hint, move || known.get_value(), fields.account)
    };
    match fields.way {
        Way::In => view! {
            {purposes("income", words::economy::from_what(), words::economy::from_what_hint())}
            {bank(words::economy::into_account(), fields.bank)}
        }
        .into_any(),
        Way::Out => view! {
            {purposes("expenses", words::economy::what_for(), words::economy::what_for_hint())}
            {bank(words::economy::from_account(), fields.bank)}
        }
        .into_any(),
        Way::Between => view! {
            {bank(words::economy::from_account(), fields.bank)}
            {bank(words::economy::into_account(), fields.bank_to)}
        }
        .into_any(),
    }
}

fn read(fields: Fields) -> Result<Transaction, String> {
    let commodity: Commodity =
        fields.currency.get_untracked().parse().map_err(|_| words::economy::choose_currency())?;
    let what = read_words(&words::economy::what_happened(), &fields.what.get_untracked())?;
    let money = read_amount(&fields.value.get_untracked(), &commodity)?;
    let bank_label = match fields.way {
        Way::In => words::economy::into_account(),
        Way::Out | Way::Between => words::economy::from_account(),
    };
    let bank = read_account(&bank_label, "assets", &fields.bank.get_untracked())?;
    let base = fields.base.get_value();
    let converts = fields.way != Way::In && commodity != base && fields.in_base.get_untracked();
    let exchange = if converts {
        Some(read_exchange(&fields.rate.get_untracked(), &fields.source.get_untracked())?)
    } else {
        None
    };
    let in_base = match &exchange {
        Some(exchange) => {
            let money = money.converted(&exchange.rate, &base);
            Some(money.ok_or_else(words::economy::amount_too_large)?)
        }
        None => None,
    };
    let leaf = fields.account.get_untracked();
    let postings = match fields.way {
        Way::In => {
            let from = read_account(&words::economy::from_what(), "income", &leaf)?;
            moved(bank, from, money, None)
        }
        Way::Out => {
            let to = read_account(&words::economy::what_for(), "expenses", &leaf)?;
            moved(to, bank, money, in_base.map(Side::From))
        }
        Way::Between => {
            let label = words::economy::into_account();
            let to = read_account(&label, "assets", &fields.bank_to.get_untracked())?;
            moved(to, bank, money, in_base.map(Side::To))
        }
    };
    Ok(Transaction {
        date: read_date(&fields.date.get_untracked())?,
        what,
        postings,
        exchange,
        receipt: fields.receipt.get_untracked(),
        order: fields.order,
        origin: None,
        corrects: fields.corrects,
    })
}

/// Which side of a movement is in the community's own currency.
enum Side {
    From(Money),
    To(Money),
}

/// What goes out of one account goes into the other; between two currencies through `equity:conversion`.
fn moved(to: Account, from: Account, money: Money, other: Option<Side>) -> Vec<Posting> {
    let posting = |account: &Account, money: Money| Posting { account: account.clone(), money };
    let (into, out) = match other {
        None => return vec![posting(&to, money.clone()), posting(&from, money.negated())],
        Some(Side::From(base)) => (money, base),
        Some(Side::To(base)) => (base, money),
    };
    let conversion: Account = "equity:conversion".parse().expect("an account below a root");
    vec![
        posting(&to, into.clone()),
        posting(&conversion, into.negated()),
        posting(&conversion, out.clone()),
        posting(&from, out.negated()),
    ]
}
