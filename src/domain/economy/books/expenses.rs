//! Expenses: claimed, approved by enough others, paid (ECO-3).

use std::collections::BTreeMap;

use super::{Books, Ground, Signed};
use crate::clock::Date;
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
}

/// What was said of one expense.
#[derive(Default)]
struct Said<'a> {
    approved: Set<MemberId>,
    rejected: Option<(MemberId, &'a str)>,
    paid: Vec<&'a Signed>,
}

/// An expense in the currency in which the community counts.
pub fn in_base(expense: &Expense, base: &Commodity) -> Result<Money, EconomyFault> {
    if expense.money.commodity == *base {
        return Ok(expense.money.clone());
    }
    let exchange = expense.exchange.as_ref().ok_or(EconomyFault::RateMissing)?;
    expense.money.converted(&exchange.rate, base).ok_or(EconomyFault::OutOfRange)
}

impl Books {
    pub(super) fn fold_expenses(
        &mut self,
        sound: &[&Signed],
        terms: &EconomyTerms,
        ground: &Ground<'_>,
    ) {
        let mut said = self.said_of_expenses(sound, ground);
        for signed in sound {
            if let EntryBody::ExpenseClaimed(expense) = &signed.entry.body {
                let said = said.remove(&signed.id).unwrap_or_default();
                self.take_expense(signed, expense, said, terms);
            } else if let EntryBody::RightHandedOn { budget, to, money } = &signed.entry.body
                && let Err(fault) = self.hand_on(signed, (budget, to), money)
            {
                self.fault(signed, fault);
            }
        }
        for lost in said.into_values().flat_map(|said| said.paid) {
            self.fault(lost, EconomyFault::UnknownEntry);
        }
    }

    fn said_of_expenses<'a>(
        &self,
        sound: &[&'a Signed],
        ground: &Ground<'_>,
    ) -> BTreeMap<CommandId, Said<'a>> {
        let mut all: BTreeMap<CommandId, Said<'a>> = BTreeMap::new();
        for signed in sound.iter().filter(|signed| ground.members.contains_key(&signed.by)) {
            let body = &signed.entry.body;
            if let EntryBody::ExpenseApproved { expense } = body {
                all.entry(*expense).or_default().approved.insert(signed.by);
            } else if let EntryBody::ExpenseRejected { expense, reason } = body {
                all.entry(*expense).or_default().rejected.get_or_insert((signed.by, reason));
            } else if let EntryBody::ExpensePaid { expense, .. } = body {
                all.entry(*expense).or_default().paid.push(*signed);
            }
        }
        all
    }

    fn take_expense(
        &mut self,
        signed: &Signed,
        expense: &Expense,
        mut said: Said<'_>,
        terms: &EconomyTerms,
    ) {
        let in_base = match in_base(expense, &terms.base) {
            Ok(in_base) => in_base,
            Err(fault) => return self.fault(signed, fault),
        };
        said.approved.remove(&expense.payee);
        let needed = terms.approvals_for(in_base.units);
        let is_approved = said.approved.len() >= needed as usize;
        let mut progress = match (is_approved, said.rejected) {
            (true, _) => Progress::Approved,
            (false, Some((by, reason))) => Progress::Rejected { by, reason: reason.to_owned() },
            (false, None) => Progress::Waiting,
        };
        // What was rejected gives the right back.
        if let (Some(budget), false) =
            (&expense.budget, matches!(progress, Progress::Rejected { .. }))
            && let Err(fault) = self.spend(budget, &signed.by, in_base.units)
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
        self.expenses.insert(
            signed.id,
            ExpenseNow {
                id: signed.id,
                by: signed.by,
                expense: expense.clone(),
                in_base,
                approved_by: said.approved,
                needed,
                progress,
            },
        );
    }
}
