//! What entries come to that draw on one another: expenses and their approvals, rights, credit. Of
//! any set of entries: a closing is weighed by what it holds alone, so that nothing which comes later
//! changes it (ECO-8).

use std::collections::{BTreeMap, BTreeSet};

use super::expenses::ExpenseNow;
use super::rights::{Budget, hand_on};
use super::{Books, Fault, Paid, Signed, date_of};
use crate::domain::economy::entry::EntryBody;
use crate::id::{CommandId, MemberId, MotionId};
use crate::message::economy::{EconomyFault, EconomyTerms};
use crate::money::{Commodity, Money};
use crate::ordered::Map;

/// Terms by the decisions that set them: an entry is weighed by those that its author knew, and what
/// is decided later reopens nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TermsThen {
    pub first: EconomyTerms,
    pub later: Map<MotionId, EconomyTerms>,
}

impl TermsThen {
    pub fn by(&self, motion: Option<MotionId>) -> &EconomyTerms {
        motion.and_then(|motion| self.later.get(&motion)).unwrap_or(&self.first)
    }

    pub fn of(&self, signed: &Signed) -> &EconomyTerms {
        self.by(signed.standing.and_then(|standing| standing.terms))
    }
}

/// What they come to.
#[derive(Debug, Default)]
pub(super) struct Weighing {
    pub expenses: BTreeMap<CommandId, ExpenseNow>,
    pub budgets: Vec<Budget>,
    pub credit: Map<MemberId, i64>,
    pub credit_paid: Vec<Paid>,
    /// Payments of credit that have no effect.
    pub void: BTreeSet<CommandId>,
    pub faults: Vec<Fault>,
    /// What each member was ever given, by which it is known what they could give.
    received: Map<MemberId, i64>,
}

impl Weighing {
    /// Weighs entries that can stand, in order, with these budgets, of which nothing is spent.
    pub fn of(sound: &[&Signed], budgets: Vec<Budget>, terms: &TermsThen) -> Self {
        let mut weighing = Self { budgets, ..Self::default() };
        let mut said = super::expenses::said(sound);
        for signed in sound {
            let body = &signed.entry.body;
            let done = if let EntryBody::ExpenseClaimed(expense) = body {
                let said = said.remove(&signed.id).unwrap_or_default();
                weighing.take_expense(signed, expense, said, terms.of(signed))
            } else if let EntryBody::RightHandedOn { budget, to, money } = body {
                hand_on(&mut weighing.budgets, (budget, &signed.by, to), money)
            } else if let EntryBody::CreditPaid { to, money, .. } = body {
                weighing.take_credit(signed, (*to, money.units), terms.of(signed))
            } else {
                Ok(())
            };
            if let Err(fault) = done {
                weighing.fault(signed, fault);
            }
        }
        for lost in said.into_values().flat_map(|said| said.paid) {
            weighing.fault(lost, EconomyFault::UnknownEntry);
        }
        weighing
    }

    /// What books have come to, to go on from.
    pub fn taken_from(books: &mut Books) -> Self {
        Self {
            expenses: std::mem::take(&mut books.expenses),
            budgets: std::mem::take(&mut books.budgets),
            credit: std::mem::take(&mut books.credit),
            credit_paid: std::mem::take(&mut books.credit_paid),
            received: std::mem::take(&mut books.credit_received),
            ..Self::default()
        }
    }

    pub fn put_into(mut self, books: &mut Books) {
        books.faults.append(&mut self.faults);
        books.expenses = self.expenses;
        books.budgets = self.budgets;
        books.credit = self.credit;
        books.credit_paid = self.credit_paid;
        books.credit_received = self.received;
    }

    pub fn fault(&mut self, signed: &Signed, fault: EconomyFault) {
        let date = date_of(&signed.entry.body);
        self.faults.push(Fault { by: Some(signed.by), entry: signed.id, date, fault });
    }

    /// Two payments that did not know of each other both stand for the payees: the payer owes all, and
    /// gives nothing more until the balance is within the limit again. What could not be given in any
    /// history, however the payer forked it, has no effect (ECO-5).
    pub fn take_credit(
        &mut self,
        signed: &Signed,
        (to, units): (MemberId, i64),
        terms: &EconomyTerms,
    ) -> Result<(), EconomyFault> {
        let limit = terms.credit_limit;
        let had = self.credit.get(&signed.by).copied().unwrap_or_default();
        let received = self.received.get(&signed.by).copied().unwrap_or_default();
        let beyond = |left: i64| EconomyFault::BeyondCredit {
            left: Money { commodity: Commodity::credit(), units: left.max(0) },
        };
        if had < -limit {
            self.void.insert(signed.id);
            return Err(EconomyFault::Frozen);
        }
        if units > limit.saturating_add(received) {
            self.void.insert(signed.id);
            return Err(beyond(had + limit));
        }
        *self.credit.entry(signed.by).or_default() -= units;
        *self.credit.entry(to).or_default() += units;
        *self.received.entry(to).or_default() += units;
        self.credit_paid.push(Paid { from: signed.by, to, units });
        if had - units < -limit { Err(beyond(had + limit)) } else { Ok(()) }
    }
}
