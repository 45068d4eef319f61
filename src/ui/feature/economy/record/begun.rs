//! An entry that is put right: in the form that it was made with, where it is of that kind, else row by
//! row. Invariant: a form is offered only where it says exactly what the entry says.

use leptos::ev;
use leptos::prelude::*;

use super::{Fields, Known, Way, form, free, known, read};
use crate::clock::Date;
use crate::id::{BlobHash, CommandId};
use crate::message::economy::{Exchange, Posting, Root, Transaction, tax_account};
use crate::money::{Commodity, Money};
use crate::ui::feature::economy::inputs::read_words;
use crate::ui::feature::economy::payment::Payment;
use crate::ui::feature::economy::{Sending, glance, postings, receipt, when_here};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::field::{Line, text_field};
use crate::ui::words;

/// What the entry says.
#[derive(Debug, Clone, PartialEq)]
pub struct Begun {
    pub date: Date,
    pub what: String,
    pub postings: Vec<Posting>,
    pub exchange: Option<Exchange>,
    pub receipt: Option<BlobHash>,
    pub order: Option<CommandId>,
    pub corrects: CommandId,
}

impl Begun {
    /// What takes it back; its words are the reason.
    pub fn taken_back(&self, reason: String) -> Transaction {
        let what = if reason.is_empty() { self.what.clone() } else { reason };
        let nothing = Transaction::new(self.date, what, Vec::new());
        Transaction { corrects: Some(self.corrects), order: self.order, ..nothing }
    }

    /// The one account that got something, and the one that gave it; what goes through a conversion is
    /// between them.
    fn sides(&self) -> Option<(&Posting, &Posting)> {
        let is_between = |one: &&Posting| one.account.is_within("equity:conversion");
        let mut sides = self.postings.iter().filter(|one| !is_between(one));
        let (one, other) = (sides.next()?, sides.next()?);
        match (sides.next(), one.money.units > 0, other.money.units > 0) {
            (None, true, false) => Some((one, other)),
            (None, false, true) => Some((other, one)),
            _ => None,
        }
    }

    /// The plain form with what it says, where that comes to the same postings.
    fn fields(&self, base: &Commodity) -> Option<Fields> {
        let (to, from) = self.sides()?;
        let (way, account, bank, bank_to) = match (to.account.root(), from.account.root()) {
            (Root::Assets, Root::Income) => (Way::In, from, to, to),
            (Root::Expenses, Root::Assets) => (Way::Out, to, from, from),
            (Root::Assets, Root::Assets) => (Way::Between, to, from, to),
            _ => return None,
        };
        let converts = self.postings.len() > 2;
        let money = if way == Way::Between { from.money.negated() } else { to.money.clone() };
        let leaf = |posting: &Posting| RwSignal::new(posting.account.leaf().to_owned());
        let exchange = self.exchange.as_ref();
        let fields = Fields {
            way,
            base: StoredValue::new(base.clone()),
            date: RwSignal::new(self.date.to_string()),
            what: RwSignal::new(self.what.clone()),
            value: RwSignal::new(money.number()),
            currency: RwSignal::new(money.commodity.code().to_owned()),
            rate: RwSignal::new(exchange.map(|one| one.rate.to_string()).unwrap_or_default()),
            source: RwSignal::new(exchange.map(|one| one.source.clone()).unwrap_or_default()),
            account: leaf(account),
            bank: leaf(bank),
            bank_to: leaf(bank_to),
            in_base: RwSignal::new(converts || money.commodity == *base),
            receipt: RwSignal::new(self.receipt),
            corrects: Some(self.corrects),
            order: self.order,
        };
        let said = untrack(|| read(fields)).ok()?;
        let sorted = |postings: &[Posting]| {
            let mut postings = postings.to_vec();
            postings.sort();
            postings
        };
        let is_same =
            said.exchange == self.exchange && sorted(&said.postings) == sorted(&self.postings);
        is_same.then_some(fields)
    }

    /// A payment between the bank and one other account, such as money that somebody put in; or one for
    /// an order, with the tax in it: what moved in the bank, and what it is made of, the tax first.
    fn payment(&self) -> Option<(Posting, Vec<Posting>)> {
        let is_bank = |one: &&Posting| one.account.root() == Root::Assets;
        let (banks, mut others): (Vec<&Posting>, Vec<&Posting>) =
            self.postings.iter().partition(is_bank);
        let [bank] = banks[..] else { return None };
        let is_tax = |one: &Posting| one.account == tax_account();
        others.sort_by_key(|one| !is_tax(one));
        let is_known = match others[..] {
            [one] => matches!(one.account.root(), Root::Equity | Root::Liabilities),
            [tax, net] => is_tax(tax) && net.account.root() == Root::Income,
            _ => false,
        };
        let is_against = |one: &&Posting| {
            one.money.commodity == bank.money.commodity
                && one.money.units.signum() == -bank.money.units.signum()
        };
        let is_whole = is_known && self.exchange.is_none() && others.iter().all(is_against);
        is_whole.then(|| (bank.clone(), others.into_iter().cloned().collect()))
    }
}

/// The form that puts an entry right, as soon as what it chooses among is there.
pub fn correct(
    here: Here,
    begun: Begun,
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    when_here(here, glance(here), move || forms(here, begun.clone(), close))
}

fn forms(here: Here, begun: Begun, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let Some(known) = known(here) else { return ().into_any() };
    let by_rows = RwSignal::new(false);
    let inside = move || {
        let (begun, known) = (begun.clone(), known.clone());
        let by_rows_now = by_rows.get();
        untrack(|| {
            if by_rows_now {
                return free::correct(here, begun, close);
            }
            let plain = match (begun.fields(&known.base), begun.payment()) {
                (Some(fields), _) => form(here, fields, known, close),
                (None, Some(sides)) => payment_form(here, (begun, sides), known, close),
                (None, None) => return free::correct(here, begun, close),
            };
            view! {
                {plain}
                <p class="actions under">
                    {button(Weight::Quiet, words::replaced::row_by_row(), move || by_rows.set(true))}
                </p>
            }
            .into_any()
        })
    };
    inside.into_any()
}

fn payment_form(
    here: Here,
    (begun, (bank, others)): (Begun, (Posting, Vec<Posting>)),
    known: Known,
    close: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let is_in = bank.money.units > 0;
    let size = Money { units: bank.money.units.abs(), ..bank.money };
    let payment = Payment::begun(here, (size, &bank.account, begun.date), &known.accounts);
    let bank_label =
        if is_in { words::economy::into_account() } else { words::economy::from_account() };
    let names: Vec<String> =
        others.iter().map(|one| postings::account(here, &one.account)).collect();
    let name = words::replaced::other_account(&format::list(&names));
    let together = (others.len() > 1).then(|| {
        view! { <p class="meta">{words::replaced::tax_keeps_its_part()}</p> }
    });
    let (what, kept) = (RwSignal::new(begun.what.clone()), RwSignal::new(begun.receipt));
    let sending = Sending::new();
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let one = (|| {
            let what = read_words(&words::economy::what_happened(), &what.get_untracked())?;
            let paid = payment.read()?;
            let one = paid.like(&others, what);
            let (order, corrects) = (begun.order, Some(begun.corrects));
            let receipt = kept.get_untracked();
            Ok(Transaction { order, corrects, receipt, ..one })
        })();
        sending.record(here, one, close);
    };
    let none = Signal::stored(String::new());
    view! {
        <form class="stack-small" on:submit=send novalidate>
            {text_field(
                Line::Text,
                words::economy::what_happened(),
                words::economy::what_happened_hint(),
                what,
                none,
            )}
            <p class="meta" dir="auto">{name}</p>
            {together}
            {payment.fields(bank_label, words::economy::on_day())}
            {receipt::field(here, kept)}
            {sending.foot(words::economy::write_down(), close)}
        </form>
    }
    .into_any()
}
