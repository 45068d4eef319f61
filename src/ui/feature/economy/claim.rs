//! An expense that somebody asks for: how much, for what, out of which right or fund, and who gets it.

use leptos::ev;
use leptos::prelude::*;

use crate::id::{BlobHash, MotionId};
use crate::message::economy::view::{Books, BudgetView, ExpenseView};
use crate::message::economy::{Charge, EconomyAct, Expense, Purse};
use crate::money::Commodity;
use crate::ui::feature::economy::inputs::{
    amount_field, currency_field, leaves, read_account, read_amount, read_date, read_exchange,
    read_words, suggesting_field,
};
use crate::ui::feature::economy::record::exchange_fields;
use crate::ui::feature::economy::{Sending, glance, of_books};
use crate::ui::feature::economy::{amount, receipt};
use crate::ui::here::Here;
use crate::ui::kit::field::{Line, choice_field, date_field, text_field};
use crate::ui::words;

const AID: &str = "aid";
const COMMONS: &str = "commons";
const PLAIN: &str = "plain";

#[derive(Clone, Copy)]
struct Fields {
    date: RwSignal<String>,
    what: RwSignal<String>,
    value: RwSignal<String>,
    currency: RwSignal<String>,
    rate: RwSignal<String>,
    source: RwSignal<String>,
    /// `plain`, `aid`, `commons`, or the motion of a budget.
    source_of_money: RwSignal<String>,
    account: RwSignal<String>,
    payee: RwSignal<String>,
    receipt: RwSignal<Option<BlobHash>>,
}

impl Fields {
    /// With what this one says that was turned down.
    fn begin_with(self, before: &ExpenseView) {
        self.date.set(before.date.to_string());
        self.what.set(before.what.clone());
        self.value.set(before.money.number());
        self.currency.set(before.money.commodity.code().to_owned());
        if let Some(exchange) = &before.exchange {
            self.rate.set(exchange.rate.to_string());
            self.source.set(exchange.source.clone());
        }
        let (of, account) = match (&before.charge, before.budget) {
            (Charge::Aid, _) => (AID.to_owned(), ""),
            (Charge::Commons, _) => (COMMONS.to_owned(), ""),
            (Charge::Expense(_), Some(budget)) => (budget.to_string(), ""),
            (Charge::Expense(account), None) => (PLAIN.to_owned(), account.leaf()),
        };
        self.source_of_money.set(of);
        self.account.set(account.to_owned());
        self.payee.set(before.payee.to_string());
        self.receipt.set(before.receipt);
    }
}

/// The form; with what was turned down, it asks for that once more.
pub fn claim(
    here: Here,
    before: Option<&ExpenseView>,
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let books = of_books(glance(here), Clone::clone);
    let Some(known) = books.get_untracked() else { return ().into_any() };
    let base = StoredValue::new(known.terms.base.clone());
    let fields = Fields {
        date: RwSignal::new(here.today().to_string()),
        what: RwSignal::new(String::new()),
        value: RwSignal::new(String::new()),
        currency: RwSignal::new(base.get_value().code().to_owned()),
        rate: RwSignal::new(String::new()),
        source: RwSignal::new(String::new()),
        source_of_money: RwSignal::new(PLAIN.to_owned()),
        account: RwSignal::new(String::new()),
        payee: RwSignal::new(here.me().map(|me| me.to_string()).unwrap_or_default()),
        receipt: RwSignal::new(None),
    };
    if let Some(before) = before {
        fields.begin_with(before);
    }
    let again = before.map(|before| before.id);
    let sending = Sending::new();
    let budgets = StoredValue::new(known.budgets.clone());
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let account_of = |budget: MotionId| {
            let found = budgets.with_value(|all| {
                all.iter().find(|one| one.id == budget).map(|one| one.account.clone())
            });
            found.ok_or_else(words::money_fault::no_right)
        };
        let expense = read(fields, &base.get_value(), account_of);
        let act = expense.map(|one| EconomyAct::ClaimExpense(Expense { again, ..one }));
        sending.send(here, act, move |_| {
            close();
            here.store.say(words::economy::claimed());
        });
    };
    let is_plain = Memo::new(move |_| fields.source_of_money.get() == PLAIN);
    let accounts = StoredValue::new(leaves(&known.accounts, "expenses"));
    let account = move || {
        is_plain.get().then(|| {
            suggesting_field(
                words::economy::what_for(),
                words::economy::what_for_hint(),
                move || accounts.get_value(),
                fields.account,
            )
        })
    };
    let mut currencies = vec![base.get_value()];
    currencies.extend(
        known
            .bank
            .iter()
            .map(|money| money.commodity.clone())
            .filter(|one| one.is_currency() && *one != base.get_value()),
    );
    view! {
        <form class="stack-small" on:submit=send novalidate>
            {text_field(Line::Text, words::economy::for_what(), words::economy::for_what_hint(), fields.what, Signal::stored(String::new()))}
            <div class="field-pair">
                {amount_field(words::economy::how_much(), move || fields.currency.get(), String::new(), fields.value)}
                {currency_field(words::economy::currency(), &currencies, fields.currency)}
            </div>
            {exchange_fields(fields.currency, base, fields.value, fields.rate, fields.source)}
            {date_field(words::economy::when_spent(), fields.date)}
            {choice_field(words::economy::out_of(), sources(here, &known), fields.source_of_money)}
            {account}
            {choice_field(words::economy::payee(), payees(here), fields.payee)}
            {receipt::field(here, fields.receipt)}
            {sending.foot(words::economy::claim(), close)}
        </form>
    }
    .into_any()
}

fn sources(here: Here, known: &Books) -> Vec<(String, String)> {
    let me = here.me();
    let mut all = vec![(PLAIN.to_owned(), words::economy::out_of_account())];
    let is_of_use = |budget: &&BudgetView| budget.ended.is_none() && budget.purse != Purse::Lost;
    for budget in known.budgets.iter().filter(is_of_use) {
        if let Some(right) = budget.rights.iter().find(|right| Some(right.member) == me) {
            let label = words::economy::out_of_right(&budget.name, &amount::said(&right.left));
            all.push((budget.id.to_string(), label));
        }
    }
    all.push((AID.to_owned(), words::economy::fund_aid()));
    all.push((COMMONS.to_owned(), words::economy::fund_commons()));
    all
}

fn payees(here: Here) -> Vec<(String, String)> {
    here.all_members()
        .into_iter()
        .map(|card| (card.id.to_string(), here.name_you(card.id)))
        .collect()
}

fn read(
    fields: Fields,
    base: &Commodity,
    account_of: impl Fn(MotionId) -> Result<crate::message::economy::Account, String>,
) -> Result<Expense, String> {
    let commodity: Commodity =
        fields.currency.get_untracked().parse().map_err(|_| words::economy::choose_currency())?;
    let exchange = if commodity == *base {
        None
    } else {
        Some(read_exchange(&fields.rate.get_untracked(), &fields.source.get_untracked())?)
    };
    let (charge, budget) = match fields.source_of_money.get_untracked().as_str() {
        AID => (Charge::Aid, None),
        COMMONS => (Charge::Commons, None),
        PLAIN => {
            let account = read_account(
                &words::economy::what_for(),
                "expenses",
                &fields.account.get_untracked(),
            )?;
            (Charge::Expense(account), None)
        }
        budget => {
            let budget: MotionId = budget.parse().map_err(|_| words::money_fault::no_right())?;
            (Charge::Expense(account_of(budget)?), Some(budget))
        }
    };
    Ok(Expense {
        what: read_words(&words::economy::for_what(), &fields.what.get_untracked())?,
        money: read_amount(&fields.value.get_untracked(), &commodity)?,
        exchange,
        date: read_date(&fields.date.get_untracked())?,
        charge,
        budget,
        payee: fields
            .payee
            .with_untracked(|payee| payee.parse())
            .map_err(|_| words::economy::choose_whom())?,
        receipt: fields.receipt.get_untracked(),
        again: None,
    })
}
