//! Whether an entry or an effect can stand by itself, whoever signed it and whatever else there is.

mod trade;

pub use trade::{trade_terms, transfer};
mod ventures;

pub use ventures::stewards;

use crate::domain::economy::books::expenses_in_base;
use crate::domain::economy::entry::EntryBody;
use crate::id::MemberId;
use crate::limits::{
    CAPITALS_MAX, CLAIM_DAYS_MAX, CLAIM_PARTS_MAX, LINE_CHARS_MAX, LINES_OF_ORDER_MAX,
    MINUTES_OF_WORK_MAX, MOTION_CHARS_MAX, NAME_CHARS_MAX, PLEDGES_MAX, POSTINGS_MAX, QUANTITY_MAX,
    RIGHTS_MAX,
};
use crate::message::economy::care::Need;
use crate::message::economy::{
    Account, Charge, EconomyFault, EconomyTerms, Exchange, Expense, Order, Posting, Root,
    Transaction, Work,
};
use crate::money::{Commodity, Money, UNITS_MAX};
use crate::ordered::Map;

type Checked = Result<(), EconomyFault>;

fn words(text: &str, chars_max: usize) -> Checked {
    if text.trim().is_empty() {
        return Err(EconomyFault::Empty);
    }
    at_most(text, chars_max)
}

fn at_most(text: &str, chars_max: usize) -> Checked {
    if text.chars().count() > chars_max { Err(EconomyFault::TooLong) } else { Ok(()) }
}

fn positive(money: &Money) -> Checked {
    if money.units > 0 { Ok(()) } else { Err(EconomyFault::NotPositive) }
}

/// Checks what an entry says.
pub fn entry(body: &EntryBody, by: MemberId, base: &Commodity) -> Checked {
    match body {
        EntryBody::BooksOpened { base } => currency(base),
        EntryBody::WorkLogged(work) => self::work(work),
        EntryBody::TransactionRecorded(one) => transaction(one),
        EntryBody::ExpenseClaimed(one) => expense(one, base),
        EntryBody::ExpenseRejected { reason, .. } => words(reason, MOTION_CHARS_MAX),
        EntryBody::ExpensePaid { from, .. } => within(from, Root::Assets),
        EntryBody::CreditPaid { to, money, what, .. } => {
            if *to == by {
                return Err(EconomyFault::ToOneself);
            }
            if money.commodity != Commodity::credit() {
                return Err(EconomyFault::WrongCommodity);
            }
            positive(money)?;
            at_most(what, LINE_CHARS_MAX)
        }
        EntryBody::RightHandedOn { to, money, .. } => {
            if *to == by {
                Err(EconomyFault::ToOneself)
            } else {
                positive(money)
            }
        }
        EntryBody::OrderPlaced(one) => order(one),
        EntryBody::TransferSent(sent) => trade::transfer(&sent.transfer, Some(&sent.account)),
        EntryBody::TransferAnswered(one) => trade::transfer(&one.transfer, one.account.as_ref()),
        EntryBody::LeavingSettled { capital, credit, .. } => leaving(capital, *credit),
        EntryBody::NeedAsked(one) => need(one, by, base),
        EntryBody::PledgeMade { money, .. } => in_base(money, base),
        EntryBody::NeedClosed { pledges, into, .. } => {
            within(into, Root::Assets)?;
            let mut sorted = pledges.clone();
            sorted.sort_unstable();
            let is_twice = sorted.windows(2).any(|pair| pair[0] == pair[1]);
            if is_twice || pledges.len() > PLEDGES_MAX {
                return Err(EconomyFault::OutOfRange);
            }
            Ok(())
        }
        EntryBody::VentureFounded { .. }
        | EntryBody::VentureNeedStated { .. }
        | EntryBody::VentureNeedMet { .. }
        | EntryBody::VentureTermsSet(_)
        | EntryBody::OfferMade(_)
        | EntryBody::CommitmentMade(_)
        | EntryBody::InvoiceIssued(_)
        | EntryBody::InvoiceTakenBack { .. }
        | EntryBody::OrderCancelled { .. }
        | EntryBody::LinesMatched { .. }
        | EntryBody::MatchTakenBack { .. } => ventures::entry(body),
        EntryBody::WorkConfirmed { .. }
        | EntryBody::ExpenseApproved { .. }
        | EntryBody::VentureJoined { .. }
        | EntryBody::VentureLeft { .. }
        | EntryBody::OfferEnded { .. }
        | EntryBody::CommitmentKept { .. }
        | EntryBody::CommitmentDropped { .. }
        | EntryBody::OrderFulfilled { .. }
        | EntryBody::AnswerTaken(_)
        | EntryBody::SealKeyShown { .. }
        | EntryBody::NeedTakenBack { .. }
        | EntryBody::WordsErased { .. }
        | EntryBody::PledgeTakenBack { .. }
        | EntryBody::PageCited { .. } => Ok(()),
    }
}

/// Something is settled, each commodity once, in order.
fn leaving(capital: &[Money], credit: i64) -> Checked {
    for money in capital {
        positive(money)?;
        if money.commodity == Commodity::credit() {
            return Err(EconomyFault::WrongCommodity);
        }
    }
    let is_sorted = capital.windows(2).all(|pair| pair[0].commodity < pair[1].commodity);
    let is_sane = credit.unsigned_abs() <= UNITS_MAX.unsigned_abs();
    if !is_sorted || !is_sane || capital.len() > CAPITALS_MAX {
        return Err(EconomyFault::OutOfRange);
    }
    if capital.is_empty() && credit == 0 { Err(EconomyFault::BeyondBooks) } else { Ok(()) }
}

fn in_base(money: &Money, base: &Commodity) -> Checked {
    positive(money)?;
    if money.commodity == *base { Ok(()) } else { Err(EconomyFault::WrongCommodity) }
}

fn need(need: &Need, by: MemberId, base: &Commodity) -> Checked {
    in_base(&need.money, base)?;
    if need.steward == by {
        return Err(EconomyFault::OwnNeed);
    }
    if let Some(least) = &need.at_least {
        in_base(least, base)?;
        if least.units > need.money.units {
            return Err(EconomyFault::OutOfRange);
        }
    }
    if need.until < need.date { Err(EconomyFault::WrongPeriod) } else { Ok(()) }
}

fn currency(base: &Commodity) -> Checked {
    // Mutual credit is not what a community counts its surplus in.
    if *base == Commodity::credit() { Err(EconomyFault::WrongCommodity) } else { Ok(()) }
}

fn within(account: &Account, root: Root) -> Checked {
    if account.root() == root && !account.leaf().is_empty() {
        Ok(())
    } else {
        Err(EconomyFault::WrongAccount)
    }
}

fn work(work: &Work) -> Checked {
    words(&work.what, LINE_CHARS_MAX)?;
    at_most(&work.place, LINE_CHARS_MAX)?;
    at_most(&work.zone, NAME_CHARS_MAX)?;
    let least = u32::from(work.corrects.is_none());
    if (least..=MINUTES_OF_WORK_MAX).contains(&work.minutes) {
        Ok(())
    } else if work.minutes < least {
        Err(EconomyFault::NotPositive)
    } else {
        Err(EconomyFault::OutOfRange)
    }
}

fn exchange(exchange: &Exchange) -> Checked {
    words(&exchange.source, LINE_CHARS_MAX).map_err(|_| EconomyFault::RateMissing)
}

/// Checks a transaction: its postings sum to zero in each commodity (ECO-1).
pub fn transaction(transaction: &Transaction) -> Checked {
    words(&transaction.what, LINE_CHARS_MAX)?;
    if let Some(origin) = &transaction.origin {
        at_most(&origin.file, LINE_CHARS_MAX)?;
        at_most(&origin.entry, LINE_CHARS_MAX)?;
    }
    if transaction.postings.is_empty() && transaction.corrects.is_some() {
        return Ok(());
    }
    if !(2..=POSTINGS_MAX).contains(&transaction.postings.len()) {
        return Err(EconomyFault::PostingsCount);
    }
    let mut sums: Map<&Commodity, i128> = Map::new();
    for Posting { account, money } in &transaction.postings {
        if money.units == 0 {
            return Err(EconomyFault::NotPositive);
        }
        if money.commodity == Commodity::credit() {
            return Err(EconomyFault::WrongCommodity);
        }
        if account.leaf().is_empty() || (is_kept(account) && !is_payout(transaction)) {
            return Err(EconomyFault::WrongAccount);
        }
        *sums.entry(&money.commodity).or_default() += i128::from(money.units);
    }
    if sums.len() > 1 {
        exchange(transaction.exchange.as_ref().ok_or(EconomyFault::RateMissing)?)?;
    }
    for (commodity, sum) in sums {
        if sum != 0 {
            let by = Money::new(sum, commodity.clone()).ok_or(EconomyFault::OutOfRange)?;
            return Err(EconomyFault::Unbalanced { by });
        }
    }
    Ok(())
}

/// What each member and each community is owed, and the funds, follow from what was decided, approved and
/// signed.
fn is_kept(account: &Account) -> bool {
    const KEPT: [&str; 6] = [
        "liabilities:credit",
        "liabilities:members",
        "liabilities:trade",
        "equity:reserve",
        "equity:aid",
        "equity:commons",
    ];
    KEPT.iter().any(|one| account.is_within(one))
}

/// Whether it pays members what they are owed: their accounts against the bank alone.
fn is_payout(transaction: &Transaction) -> bool {
    transaction.postings.iter().all(|posting| {
        let owed = posting.account.is_within("liabilities:members") && posting.money.units > 0;
        owed || (posting.account.root() == Root::Assets && posting.money.units < 0)
    })
}

fn expense(expense: &Expense, base: &Commodity) -> Checked {
    words(&expense.what, LINE_CHARS_MAX)?;
    positive(&expense.money)?;
    if expense.money.commodity == Commodity::credit() {
        return Err(EconomyFault::WrongCommodity);
    }
    if let Charge::Expense(account) = &expense.charge {
        within(account, Root::Expenses)?;
    }
    if let Some(rate) = &expense.exchange {
        exchange(rate)?;
    }
    positive(&expenses_in_base(expense, base)?)
}

fn order(order: &Order) -> Checked {
    words(&order.customer, LINE_CHARS_MAX)?;
    if order.due.is_some_and(|due| due < order.date) {
        return Err(EconomyFault::OutOfRange);
    }
    if !(1..=LINES_OF_ORDER_MAX).contains(&order.lines.len()) {
        return Err(EconomyFault::PostingsCount);
    }
    for line in &order.lines {
        words(&line.what, LINE_CHARS_MAX)?;
        positive(&line.price)?;
        let is_part = line.thousandths.is_none_or(|part| (1..1_000).contains(&part));
        if line.quantity == 0 && line.thousandths.is_none() || line.quantity > QUANTITY_MAX {
            return Err(EconomyFault::OutOfRange);
        }
        if !is_part {
            return Err(EconomyFault::OutOfRange);
        }
    }
    super::books::order_total(order).map(drop).ok_or(EconomyFault::OutOfRange)
}

/// Checks terms that were decided.
pub fn terms(terms: &EconomyTerms) -> Checked {
    currency(&terms.base)?;
    if terms.credit_limit < 0 || terms.credit_limit > crate::money::UNITS_MAX {
        return Err(EconomyFault::OutOfRange);
    }
    let claims = terms.claims;
    if claims.first_days > CLAIM_DAYS_MAX || !(1..=CLAIM_PARTS_MAX).contains(&claims.parts) {
        return Err(EconomyFault::OutOfRange);
    }
    let bounds = terms.approvals.iter().map(|step| step.up_to.unwrap_or(i64::MAX));
    let is_open = terms.approvals.last().is_some_and(|step| step.up_to.is_none());
    let sane = terms.approvals.iter().all(|step| (1..=MEMBERS_ASKED_MAX).contains(&step.approvals));
    if is_open && sane && bounds.is_sorted() { Ok(()) } else { Err(EconomyFault::OutOfRange) }
}

/// More approvals nobody would wait for.
const MEMBERS_ASKED_MAX: u32 = 20;

/// Checks a budget that was decided.
pub fn budget(
    name: &str,
    account: &Account,
    rights: &[(MemberId, Money)],
    base: &Commodity,
) -> Checked {
    words(name, NAME_CHARS_MAX)?;
    within(account, Root::Expenses)?;
    if !(1..=RIGHTS_MAX).contains(&rights.len()) {
        return Err(EconomyFault::NoRight);
    }
    for (at, (member, money)) in rights.iter().enumerate() {
        positive(money)?;
        if money.commodity != *base {
            return Err(EconomyFault::WrongCommodity);
        }
        if rights[..at].iter().any(|(other, _)| other == member) {
            return Err(EconomyFault::OutOfRange);
        }
    }
    Ok(())
}
