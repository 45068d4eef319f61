//! Expenses: claimed, approved by enough others, paid (ECO-3).

use std::collections::BTreeMap;

use super::rights::spend;
use super::weighing::Weighing;
use super::{Books, Signed};
use crate::clock::{Date, Timestamp};
use crate::domain::economy::entry::EntryBody;
use crate::id::{CommandId, MemberId};
use crate::message::economy::{Account, EconomyFault, EconomyTerms, Expense};
use crate::money::{Commodity, Money};
use crate::ordered::Set;

/// How far an expense is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    Waiting,
    Approved,
    Rejected {
        by: MemberId,
        reason: String,
    },
    /// By this entry, from this account.
    Paid {
        entry: CommandId,
        by: MemberId,
        from: Account,
        date: Date,
    },
    /// It goes beyond its author's right to spend.
    Refused,
}

/// An expense as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExpenseNow {
    pub id: CommandId,
    pub at: Timestamp,
    pub by: MemberId,
    pub expense: Expense,
    pub in_base: Money,
    pub approved_by: Set<MemberId>,
    pub needed: u32,
    pub progress: Progress,
}

impl ExpenseNow {
    /// Enough of the others approved.
    pub fn is_approved(&self) -> bool {
        matches!(self.progress, Progress::Approved | Progress::Paid { .. })
    }

    /// Whether this entry paid it.
    pub fn is_paid_by(&self, id: &CommandId) -> bool {
        matches!(&self.progress, Progress::Paid { entry, .. } if entry == id)
    }
}

impl Books {
    /// Whether somebody may ask once more for an expense of theirs that was turned down, or why not.
    pub fn asking_again(&self, expense: &CommandId, by: &MemberId) -> Result<(), EconomyFault> {
        let known = self.turned_down(expense, by)?;
        match self.asked_again(known) {
            Some(_) => Err(EconomyFault::AlreadyCorrected),
            None => Ok(()),
        }
    }

    fn turned_down(&self, id: &CommandId, by: &MemberId) -> Result<&ExpenseNow, EconomyFault> {
        let known = self.expenses.get(id).ok_or(EconomyFault::UnknownEntry)?;
        match known.progress {
            _ if known.by != *by => Err(EconomyFault::NotTheAuthor),
            Progress::Rejected { .. } | Progress::Refused => Ok(known),
            Progress::Waiting | Progress::Approved | Progress::Paid { .. } => {
                Err(EconomyFault::WrongState)
            }
        }
    }

    /// The first expense of the same author that asks for this one again. Nothing is moved by that:
    /// each counts by its own approvals.
    fn asked_again(&self, known: &ExpenseNow) -> Option<CommandId> {
        let names = |one: &&ExpenseNow| one.expense.again == Some(known.id) && one.by == known.by;
        let all = self.expenses.values().filter(names);
        all.min_by_key(|one| (one.at, one.id)).map(|one| one.id)
    }

    /// What an expense asks for again, if that is its author's own and was turned down.
    pub fn asks_again_for(&self, known: &ExpenseNow) -> Option<&ExpenseNow> {
        self.turned_down(known.expense.again.as_ref()?, &known.by).ok()
    }
}

/// What was said of one expense.
#[derive(Default)]
pub(super) struct Said<'a> {
    pub approved: Vec<&'a Signed>,
    pub rejected: Option<(MemberId, &'a str)>,
    pub paid: Vec<&'a Signed>,
}

/// An expense in the currency in which the community counts.
pub fn in_base(expense: &Expense, base: &Commodity) -> Result<Money, EconomyFault> {
    if expense.money.commodity == *base {
        return Ok(expense.money.clone());
    }
    let exchange = expense.exchange.as_ref().ok_or(EconomyFault::RateMissing)?;
    expense.money.converted(&exchange.rate, base).ok_or(EconomyFault::OutOfRange)
}

/// What was said of each expense, by entries in order.
pub(super) fn said<'a>(sound: &[&'a Signed]) -> BTreeMap<CommandId, Said<'a>> {
    let mut all: BTreeMap<CommandId, Said<'a>> = BTreeMap::new();
    for signed in sound {
        let body = &signed.entry.body;
        if let EntryBody::ExpenseApproved { expense } = body {
            all.entry(*expense).or_default().approved.push(*signed);
        } else if let EntryBody::ExpenseRejected { expense, reason } = body {
            all.entry(*expense).or_default().rejected.get_or_insert((signed.by, reason));
        } else if let EntryBody::ExpensePaid { expense, .. } = body {
            all.entry(*expense).or_default().paid.push(*signed);
        }
    }
    all
}

impl Weighing {
    pub(super) fn take_expense(
        &mut self,
        signed: &Signed,
        expense: &Expense,
        said: Said<'_>,
        terms: &EconomyTerms,
    ) -> Result<(), EconomyFault> {
        let in_base = in_base(expense, &terms.base)?;
        let (own, others): (Vec<&Signed>, Vec<&Signed>) =
            said.approved.into_iter().partition(|one| one.by == expense.payee);
        for own in own {
            self.fault(own, EconomyFault::OwnExpense);
        }
        let approved_by: Set<MemberId> = others.iter().map(|one| one.by).collect();
        let needed = terms.approvals_for(in_base.units);
        let is_approved = approved_by.len() >= needed as usize;
        let mut progress = match (is_approved, said.rejected) {
            (true, _) => Progress::Approved,
            (false, Some((by, reason))) => Progress::Rejected { by, reason: reason.to_owned() },
            (false, None) => Progress::Waiting,
        };
        // What was rejected gives the right back.
        if let (Some(budget), false) =
            (&expense.budget, matches!(progress, Progress::Rejected { .. }))
            && let Err(fault) = spend(&mut self.budgets, (budget, &signed.by), in_base.units)
        {
            self.fault(signed, fault);
            progress = Progress::Refused;
        }
        let mut paid = said.paid.into_iter();
        if progress == Progress::Approved
            && let Some(first) = paid.next()
            && let EntryBody::ExpensePaid { from, date, .. } = &first.entry.body
        {
            let (entry, by) = (first.id, first.by);
            progress = Progress::Paid { entry, by, from: from.clone(), date: *date };
        }
        for again in paid {
            self.fault(again, EconomyFault::WrongState);
        }
        let now = ExpenseNow {
            id: signed.id,
            at: signed.entry.at,
            by: signed.by,
            expense: expense.clone(),
            in_base,
            approved_by,
            needed,
            progress,
        };
        self.expenses.insert(signed.id, now);
        Ok(())
    }
}
