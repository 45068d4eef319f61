//! What a member wants to do about work and money -> entries, or why not. Judged by what is here: what
//! must not fork is asked of the purse alone.

mod lines;
mod ventures;

use crate::clock::{Date, Timestamp};
use crate::domain::economy::books::{Books, Progress, derived, expenses_in_base};
use crate::domain::economy::check;
use crate::domain::economy::entry::EntryBody;
use crate::domain::motion::Digest;
use crate::id::{CommandId, MemberId};
use crate::message::economy::{
    Charge, EconomyAct, EconomyFault, Expense, Purse, Transaction, Work,
};
use crate::money::Money;
use crate::ordered::Map;

/// Who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Who {
    pub me: MemberId,
    pub is_voter: bool,
    pub is_founder: bool,
    pub purse: Purse,
    pub today: Date,
}

/// Who is a member, and since when they are gone, if they are.
pub type Members = Map<MemberId, Option<Timestamp>>;

/// The entries that an act comes to, with their ids. Not among these acts are `ProposeClosing`, which
/// comes to a motion, `Trade`, which is signed first, and `Care`, which needs keys.
pub fn entries(
    books: &Books,
    id: CommandId,
    act: EconomyAct,
    who: Who,
    members: &Members,
    digest: Digest,
) -> Result<Vec<(CommandId, EntryBody)>, EconomyFault> {
    if books.knows(&id) {
        return Ok(Vec::new());
    }
    if let EconomyAct::RecordAll(transactions) = act {
        return record_all(books, id, transactions, who, digest);
    }
    if let EconomyAct::LogAll(lines) = act {
        return log_all(books, lines, who, digest);
    }
    if let EconomyAct::BringLines { matched, fresh } = act {
        return lines::bring(books, id, (matched, fresh), who, digest);
    }
    if let EconomyAct::TakeBackMatch { origin, entry } = act {
        return lines::take_back(books, id, (origin, entry), who, digest);
    }
    let body = if let EconomyAct::OpenBooks { base } = act {
        if books.terms.is_some() {
            return Err(EconomyFault::BooksOpen);
        }
        if !who.is_founder {
            return Err(EconomyFault::NotTheFounder);
        }
        EntryBody::BooksOpened { base }
    } else if books.terms.is_some() {
        entry(books, act, who, members)?
    } else {
        return Err(EconomyFault::BooksNotOpen);
    };
    check::entry(&body, who.me, &books.base())?;
    Ok(vec![(id, body)])
}

fn entry(
    books: &Books,
    act: EconomyAct,
    who: Who,
    members: &Members,
) -> Result<EntryBody, EconomyFault> {
    let voter = || if who.is_voter { Ok(()) } else { Err(EconomyFault::NotAVoter) };
    let here = |member: &MemberId| match members.get(member) {
        Some(None) => Ok(()),
        Some(Some(_)) | None => Err(EconomyFault::UnknownMember),
    };
    if let Some(body) = ventures::entry(books, &act, who)? {
        return Ok(body);
    }
    Ok(match act {
        EconomyAct::LogWork(work) => {
            if let Some(corrects) = work.corrects {
                let known = books.work.get(&corrects).ok_or(EconomyFault::UnknownEntry)?;
                if known.by != who.me {
                    return Err(EconomyFault::NotTheAuthor);
                }
            }
            if let Some(venture) = &work.venture {
                known_venture(books, venture)?;
            }
            books.for_its_order(&work)?;
            EntryBody::WorkLogged(work)
        }
        EconomyAct::ConfirmWork { work } => {
            let known = books.work.get(&work).ok_or(EconomyFault::UnknownEntry)?;
            if known.by == who.me {
                return Err(EconomyFault::OwnWork);
            }
            EntryBody::WorkConfirmed { work }
        }
        EconomyAct::Record(transaction) => {
            voter()?;
            recordable(books, &transaction)?;
            EntryBody::TransactionRecorded(transaction)
        }
        EconomyAct::ClaimExpense(expense) => {
            here(&expense.payee)?;
            claimable(books, &expense, who)?;
            EntryBody::ExpenseClaimed(expense)
        }
        EconomyAct::ApproveExpense { expense } => {
            voter()?;
            let known = books.expenses.get(&expense).ok_or(EconomyFault::UnknownEntry)?;
            if known.expense.payee == who.me {
                return Err(EconomyFault::OwnExpense);
            }
            if known.progress != Progress::Waiting {
                return Err(EconomyFault::WrongState);
            }
            EntryBody::ExpenseApproved { expense }
        }
        EconomyAct::RejectExpense { expense, reason } => {
            voter()?;
            let known = books.expenses.get(&expense).ok_or(EconomyFault::UnknownEntry)?;
            if known.progress != Progress::Waiting {
                return Err(EconomyFault::WrongState);
            }
            EntryBody::ExpenseRejected { expense, reason }
        }
        EconomyAct::PayExpense { expense, from, date } => {
            voter()?;
            let known = books.expenses.get(&expense).ok_or(EconomyFault::UnknownEntry)?;
            if known.progress != Progress::Approved {
                return Err(EconomyFault::WrongState);
            }
            EntryBody::ExpensePaid { expense, from, date }
        }
        EconomyAct::PayCredit { to, money, what, date } => {
            voter()?;
            who.purse.check()?;
            here(&to)?;
            let left = books.credit_left(&who.me);
            if money.commodity == left.commodity && money.units > left.units {
                return Err(EconomyFault::BeyondCredit { left });
            }
            EntryBody::CreditPaid { to, money, what, date }
        }
        EconomyAct::HandOnRight { budget, to, money } => {
            who.purse.check()?;
            here(&to)?;
            let right = books.right(&budget, &who.me)?;
            if money.commodity != right.granted.commodity {
                return Err(EconomyFault::WrongCommodity);
            }
            if money.units > right.left().units {
                return Err(EconomyFault::BeyondRight { left: right.left() });
            }
            EntryBody::RightHandedOn { budget, to, money }
        }
        EconomyAct::FoundVenture { name, purpose } => {
            voter()?;
            EntryBody::VentureFounded { name, purpose }
        }
        EconomyAct::Offer(offer) => {
            voter()?;
            known_venture(books, &offer.venture)?;
            EntryBody::OfferMade(offer)
        }
        EconomyAct::EndOffer { offer } => {
            voter()?;
            let all = books.ventures.values();
            if !all.into_iter().any(|venture| venture.offers.contains_key(&offer)) {
                return Err(EconomyFault::UnknownEntry);
            }
            EntryBody::OfferEnded { offer }
        }
        EconomyAct::PlaceOrder(order) => {
            voter()?;
            known_venture(books, &order.venture)?;
            EntryBody::OrderPlaced(order)
        }
        EconomyAct::FulfilOrder { order, date } => {
            voter()?;
            if books.standing_order(&order)?.fulfilled.is_some() {
                return Err(EconomyFault::WrongState);
            }
            EntryBody::OrderFulfilled { order, date }
        }
        EconomyAct::CitePage { venture, page, date } => {
            voter()?;
            known_venture(books, &venture)?;
            EntryBody::PageCited { venture, page, date }
        }
        EconomyAct::SettleLeaving { member, date } => {
            voter()?;
            match members.get(&member) {
                None => return Err(EconomyFault::UnknownMember),
                Some(None) => return Err(EconomyFault::StillHere),
                Some(Some(_)) => books.settling(member, date).ok_or(EconomyFault::BeyondBooks)?,
            }
        }
        EconomyAct::OpenBooks { .. }
        | EconomyAct::Care(_)
        | EconomyAct::LogAll(_)
        | EconomyAct::RecordAll(_)
        | EconomyAct::Trade(_)
        | EconomyAct::BringLines { .. }
        | EconomyAct::JoinVenture { .. }
        | EconomyAct::LeaveVenture { .. }
        | EconomyAct::StateVentureNeed { .. }
        | EconomyAct::MeetVentureNeed { .. }
        | EconomyAct::SetVentureTerms(_)
        | EconomyAct::Commit(_)
        | EconomyAct::KeepCommitment { .. }
        | EconomyAct::DropCommitment { .. }
        | EconomyAct::IssueInvoice(_)
        | EconomyAct::TakeBackInvoice { .. }
        | EconomyAct::CancelOrder { .. }
        | EconomyAct::TakeBackMatch { .. }
        | EconomyAct::ProposeClosing { .. } => return Err(EconomyFault::WrongState),
    })
}

fn known_venture(books: &Books, venture: &CommandId) -> Result<(), EconomyFault> {
    if books.ventures.contains_key(venture) { Ok(()) } else { Err(EconomyFault::UnknownEntry) }
}

fn recordable(books: &Books, transaction: &Transaction) -> Result<(), EconomyFault> {
    if let Some(order) = &transaction.order {
        books.standing_order(order)?;
    }
    if let Some(corrects) = transaction.corrects
        && !books.is_recorded(&corrects)
    {
        let fault = if books.knows(&corrects) {
            EconomyFault::AlreadyCorrected
        } else {
            EconomyFault::UnknownEntry
        };
        return Err(fault);
    }
    Ok(())
}

fn claimable(books: &Books, expense: &Expense, who: Who) -> Result<(), EconomyFault> {
    // What is wrong with the words is told first.
    check::entry(&EntryBody::ExpenseClaimed(expense.clone()), who.me, &books.base())?;
    if let Some(again) = &expense.again {
        books.asking_again(again, &who.me)?;
    }
    let in_base = expenses_in_base(expense, &books.base())?;
    if let Some(budget) = &expense.budget {
        who.purse.check()?;
        let right = books.right(budget, &who.me)?;
        if in_base.units > right.left().units {
            return Err(EconomyFault::BeyondRight { left: right.left() });
        }
    }
    let fund = match expense.charge {
        Charge::Expense(_) => return Ok(()),
        Charge::Aid => "equity:aid",
        Charge::Commons => "equity:commons",
    };
    let left = books.fund_left(fund);
    if in_base.units > left.units { Err(EconomyFault::BeyondFund { left }) } else { Ok(()) }
}

/// Whether the books are open, and this member has a say in them.
fn may_write(books: &Books, who: Who) -> Result<(), EconomyFault> {
    if books.terms.is_none() {
        return Err(EconomyFault::BooksNotOpen);
    }
    if who.is_voter { Ok(()) } else { Err(EconomyFault::NotAVoter) }
}

/// Transactions that are not here yet; all or none.
fn record_all(
    books: &Books,
    id: CommandId,
    transactions: Vec<Transaction>,
    who: Who,
    digest: Digest,
) -> Result<Vec<(CommandId, EntryBody)>, EconomyFault> {
    may_write(books, who)?;
    let mut known = books.origins();
    let mut entries = Vec::new();
    for (number, transaction) in transactions.into_iter().enumerate() {
        if let Some(origin) = &transaction.origin
            && !known.insert(origin.clone())
        {
            continue;
        }
        recordable(books, &transaction)?;
        let body = EntryBody::TransactionRecorded(transaction);
        check::entry(&body, who.me, &books.base())?;
        entries.push((derived(&format!("row {number}"), &id, digest), body));
    }
    Ok(entries)
}

fn log_all(
    books: &Books,
    lines: Vec<(String, Work)>,
    who: Who,
    digest: Digest,
) -> Result<Vec<(CommandId, EntryBody)>, EconomyFault> {
    if books.terms.is_none() {
        return Err(EconomyFault::BooksNotOpen);
    }
    // Work that was written down here and went out in a table comes back without being doubled.
    let said = |work: &Work| Work { order: None, corrects: None, ..work.clone() };
    let own = books.work.values().filter(|known| known.by == who.me);
    let mut known: Vec<Work> = own.map(|known| said(&known.work)).collect();
    let mut entries: Vec<(CommandId, EntryBody)> = Vec::new();
    for (name, work) in lines {
        let id = derived(&format!("work {name}"), &CommandId(who.me.0), digest);
        let is_twice = books.knows(&id) || entries.iter().any(|(taken, _)| *taken == id);
        if let Some(at) = known.iter().position(|one| *one == said(&work)) {
            known.swap_remove(at);
            continue;
        }
        if is_twice {
            continue;
        }
        if let Some(venture) = &work.venture {
            known_venture(books, venture)?;
        }
        let body = EntryBody::WorkLogged(work);
        check::entry(&body, who.me, &books.base())?;
        entries.push((id, body));
    }
    Ok(entries)
}

impl Books {
    /// What can still be given from a fund: what waits for approval is given already.
    pub fn fund_left(&self, fund: &str) -> Money {
        let held = -self.base_balance(fund).units;
        let is_of = |charge: &Charge| match charge {
            Charge::Expense(_) => false,
            Charge::Aid => fund == "equity:aid",
            Charge::Commons => fund == "equity:commons",
        };
        let waiting = self.expenses.values().filter(|one| one.progress == Progress::Waiting);
        let asked: i64 =
            waiting.filter(|one| is_of(&one.expense.charge)).map(|one| one.in_base.units).sum();
        Money { commodity: self.base(), units: (held - asked).max(0) }
    }
}
