//! Entries that only add to books that are settled: one more of these costs the same however many there
//! are. Whatever else comes has all worked out anew, with the same result.

use std::collections::BTreeSet;

use super::bookings::{Booked, BookedKind, accrued, credited, derived, plain, settled};
use super::closings::late_for;
use super::corrections::corrected_by;
use super::expenses::{Progress, Said};
use super::lines::origin_of;
use super::weighing::Weighing;
use super::{Books, Fault, Ground, Signed, WorkNow, leaving};
use crate::clock::Date;
use crate::domain::economy::entry::EntryBody;
use crate::domain::motion::Digest;
use crate::id::CommandId;
use crate::message::economy::{EconomyFault, Origin, Transaction};
use crate::ordered::Set;

impl Books {
    /// Takes what came since the books were last settled, if it only adds to them; false where all
    /// has to be worked out anew.
    pub(super) fn extend(&mut self, ground: &Ground<'_>) -> bool {
        let is_known = self.terms.is_some()
            && self.basis.is_on(ground)
            && self.basis.handed == self.handed.len();
        // A closing waits for what it names.
        let is_open = |fault: &Fault| fault.by.is_none() && fault.fault.waits();
        if !is_known || self.faults.iter().any(is_open) {
            return false;
        }
        let mut fresh: Vec<Signed> =
            self.fresh.iter().filter_map(|id| self.entries.get(id)).cloned().collect();
        if fresh.len() != self.fresh.len() {
            return false;
        }
        fresh.sort_by_key(|signed| (signed.entry.at, signed.id));
        if fresh.iter().any(|signed| self.is_beyond(signed, ground, &|_| true)) {
            return false;
        }
        let mut lines: Vec<&Origin> = fresh.iter().filter_map(origin_of).collect();
        lines.sort();
        if lines.windows(2).any(|pair| pair[0] == pair[1]) {
            return false;
        }
        let sound: Vec<bool> = fresh.iter().map(|signed| self.can_stand(signed).is_ok()).collect();
        let mut all = fresh.iter().zip(&sound);
        // What comes first may be what the next one is about.
        if fresh.len() > 1 && !all.clone().all(|(signed, _)| is_plain(&signed.entry.body))
            || !all.all(|(signed, is_sound)| !is_sound || self.only_adds(signed))
        {
            return false;
        }
        let waited: BTreeSet<CommandId> = fresh.iter().map(|signed| signed.id).collect();
        let is_over = |fault: &Fault| fault.fault.waits() && waited.contains(&fault.entry);
        self.faults.retain(|fault| !is_over(fault));
        self.note_waiting();
        for signed in fresh {
            let done = self.can_stand(&signed).and_then(|()| self.add(&signed, ground.digest));
            if let Err(fault) = done {
                self.fault(&signed, fault);
                self.sort_faults();
            }
        }
        self.fresh.clear();
        true
    }

    /// Tells of entries whose charter is not here yet.
    fn note_waiting(&mut self) {
        if self.unjudged.is_empty() {
            return;
        }
        let told = self.faults.iter().filter(|one| one.fault == EconomyFault::CharterMissing);
        let told: BTreeSet<CommandId> = told.map(|fault| fault.entry).collect();
        let untold = self.unjudged.difference(&told).filter_map(|id| self.entries.get(id));
        for signed in untold.cloned().collect::<Vec<Signed>>() {
            self.fault(&signed, EconomyFault::CharterMissing);
        }
        self.sort_faults();
    }

    fn only_adds(&self, signed: &Signed) -> bool {
        let body = &signed.entry.body;
        // Claims of those who left hang on what they put in.
        if self.basis.named.contains(&signed.id)
            || corrected_by(body).is_some()
            || leaving::is_of_capital(body)
            || origin_of(signed).is_some_and(|origin| self.basis.origins.contains(origin))
        {
            return false;
        }
        // What pays a cancelled order has it stand.
        if let EntryBody::TransactionRecorded(Transaction { order: Some(order), .. }) = body
            && self.orders.get(order).is_some_and(|order| order.cancelled.is_some())
        {
            return false;
        }
        // Rights and credit are weighed one after another.
        let is_last = self.basis.weighed.is_none_or(|last| last < (signed.entry.at, signed.id));
        let progress = |expense| self.expenses.get(expense).map(|known| &known.progress);
        if let EntryBody::WorkConfirmed { work } = body {
            self.work.contains_key(work)
        } else if let EntryBody::ExpenseClaimed(_) = body {
            is_last && !self.basis.told_of.contains(&signed.id)
        } else if let EntryBody::ExpenseApproved { expense } = body {
            match progress(expense) {
                // Who paid too early is right from then on.
                Some(Progress::Waiting) => !self.basis.paid.contains(expense),
                Some(Progress::Approved | Progress::Paid { .. }) => true,
                Some(Progress::Rejected { .. } | Progress::Refused) | None => false,
            }
        } else if let EntryBody::ExpensePaid { expense, .. } = body {
            matches!(progress(expense), Some(Progress::Approved))
        } else if let EntryBody::CreditPaid { .. } = body {
            is_last && !self.basis.is_settled
        } else {
            is_plain(body)
        }
    }

    fn add(&mut self, signed: &Signed, digest: Digest) -> Result<(), EconomyFault> {
        let body = &signed.entry.body;
        if let EntryBody::TransactionRecorded(transaction) = body {
            self.basis.origins.extend(transaction.origin.clone());
            self.book_open(recorded(signed, transaction));
        } else if let EntryBody::WorkLogged(work) = body {
            let asks = self.terms.as_ref().is_some_and(|terms| terms.confirm_work);
            self.add_work(WorkNow {
                id: signed.id,
                by: signed.by,
                work: work.clone(),
                confirmed: Set::new(),
                closed_in: None,
                late_for: self.late_for(work.date),
                counts: !asks,
            });
            // It was done, whatever it was for.
            self.for_its_order(work)?;
        } else if let EntryBody::WorkConfirmed { work } = body {
            self.confirm(signed, work)?;
        } else if let EntryBody::ExpenseApproved { expense } = body {
            self.approve(signed, expense, digest)?;
        } else if let EntryBody::ExpensePaid { expense, from, date } = body
            && let Some(known) = self.expenses.get_mut(expense)
        {
            self.basis.paid.insert(*expense);
            let (entry, by) = (signed.id, signed.by);
            known.progress = Progress::Paid { entry, by, from: from.clone(), date: *date };
            let mut booked = plain(
                entry,
                (*date, signed.entry.at),
                by,
                BookedKind::ExpensePaid { expense: *expense },
            );
            booked.postings = settled(known, from);
            self.book_open(booked);
        } else {
            self.weigh_one(signed)?;
        }
        Ok(())
    }

    fn confirm(&mut self, signed: &Signed, work: &CommandId) -> Result<(), EconomyFault> {
        let Some(known) = self.work.get_mut(work) else { return Ok(()) };
        if known.by == signed.by {
            return Err(EconomyFault::OwnWork);
        }
        known.confirmed.insert(signed.by);
        // What a closing holds counts as it did then.
        if !known.counts && known.closed_in.is_none() {
            known.counts = true;
            let known = known.clone();
            self.count_minutes(&known);
        }
        Ok(())
    }

    fn approve(
        &mut self,
        signed: &Signed,
        expense: &CommandId,
        digest: Digest,
    ) -> Result<(), EconomyFault> {
        self.basis.told_of.insert(*expense);
        let Some(known) = self.expenses.get_mut(expense) else { return Ok(()) };
        if known.expense.payee == signed.by {
            return Err(EconomyFault::OwnExpense);
        }
        known.approved_by.insert(signed.by);
        let is_enough = known.approved_by.len() >= known.needed as usize;
        if known.progress == Progress::Waiting && is_enough {
            known.progress = Progress::Approved;
            let known = known.clone();
            let kind = BookedKind::Expense { expense: known.id };
            let id = derived("expense", &known.id, digest);
            let mut booked = plain(id, (known.expense.date, known.at), known.by, kind);
            booked.postings = accrued(&known);
            booked.exchange.clone_from(&known.expense.exchange);
            booked.receipt = known.expense.receipt;
            self.book_open(booked);
        }
        Ok(())
    }

    /// Weighs an entry that comes after all that were weighed.
    fn weigh_one(&mut self, signed: &Signed) -> Result<(), EconomyFault> {
        let then = self.terms_then.clone().expect("the books are open");
        let mut weighing = Weighing::taken_from(self);
        let body = &signed.entry.body;
        let done = if let EntryBody::ExpenseClaimed(expense) = body {
            weighing.take_expense(signed, expense, Said::default(), then.of(signed))
        } else if let EntryBody::CreditPaid { to, money, .. } = body {
            weighing.take_credit(signed, (*to, money.units), then.of(signed))
        } else {
            Ok(())
        };
        let is_void = weighing.void.contains(&signed.id);
        weighing.put_into(self);
        self.sort_faults();
        self.basis.weighed = Some((signed.entry.at, signed.id));
        if let (Some(booked), false) = (credited(signed), is_void) {
            self.book_open(booked);
        }
        done
    }

    /// Books what no closing holds.
    fn book_open(&mut self, mut booked: Booked) {
        booked.late_for = self.late_for(booked.date);
        self.book(booked);
    }

    fn late_for(&self, date: Date) -> Option<Date> {
        late_for(self.closed.iter().map(|closed| (closed.from, closed.until)), date)
    }
}

/// Whether entries of this kind are about nothing else.
fn is_plain(body: &EntryBody) -> bool {
    matches!(body, EntryBody::TransactionRecorded(_) | EntryBody::WorkLogged(_))
}

/// A transaction as it is booked.
pub(super) fn recorded(signed: &Signed, transaction: &Transaction) -> Booked {
    let what = transaction.what.clone();
    let kind = BookedKind::Recorded { what, corrects: transaction.corrects };
    let mut booked = plain(signed.id, (transaction.date, signed.entry.at), signed.by, kind);
    booked.postings.clone_from(&transaction.postings);
    booked.exchange.clone_from(&transaction.exchange);
    booked.receipt = transaction.receipt;
    booked.order = transaction.order;
    booked
}
