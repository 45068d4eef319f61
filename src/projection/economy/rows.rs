//! The ledger as rows that read as sentences, newest first.

use super::Scene;
use crate::clock::{Date, Timestamp};
use crate::domain::economy::books::{
    Booked, BookedKind, Dated, ExpenseNow, Link, OrderNow, Progress,
};
use crate::id::CommandId;
use crate::message::economy::view::{ExpenseState, ExpenseView, LedgerRow, MatchedLine, RowKind};
use crate::message::economy::{Origin, Posting, Root};
use crate::money::Money;

impl Scene<'_> {
    /// An expense as it is shown.
    pub(super) fn expense(&self, known: &ExpenseNow) -> ExpenseView {
        let state = match &known.progress {
            Progress::Waiting => ExpenseState::Waiting,
            Progress::Approved => ExpenseState::Approved,
            Progress::Rejected { by, reason } => {
                ExpenseState::Rejected { by: *by, reason: reason.clone() }
            }
            Progress::Paid { date, .. } => ExpenseState::Paid { date: *date },
            Progress::Refused => ExpenseState::Refused,
        };
        let expense = &known.expense;
        ExpenseView {
            id: known.id,
            by: known.by,
            payee: expense.payee,
            date: expense.date,
            what: expense.what.clone(),
            money: expense.money.clone(),
            in_base: known.in_base.clone(),
            exchange: expense.exchange.clone(),
            charge: expense.charge.clone(),
            budget: expense.budget,
            receipt: expense.receipt,
            approved_by: known.approved_by.iter().copied().collect(),
            approvals_needed: known.needed,
            state,
            again: self.books.asks_again_for(known).map(|before| before.expense.date),
            can_be_asked_again: self.books.asking_again(&known.id, &known.by).is_ok(),
        }
    }

    /// The newest rows, newest first, and how many there are; the cost is that of what is shown.
    pub(super) fn rows(&self, count: usize) -> (Vec<LedgerRow>, usize) {
        let others = self.unbooked_rows();
        let total = self.books.booked.len() + others.len();
        // In each period bookings are in the order of their days.
        let ends = self.books.periods().map(|period| {
            let mut rest = period.rev();
            (rest.next(), rest)
        });
        let mut periods: Vec<_> = ends.collect();
        let mut others = others.into_iter().peekable();
        let mut rows = Vec::new();
        while rows.len() < count {
            let ends = periods.iter().enumerate();
            let newest = ends.filter_map(|(at, (next, _))| next.map(|one| (one.place(), at))).max();
            let row = match newest {
                Some((place, at)) if others.peek().is_none_or(|(other, _)| *other <= place) => {
                    let (next, rest) = &mut periods[at];
                    std::mem::replace(next, rest.next()).and_then(|booked| self.row(booked))
                }
                Some(_) | None => others.next().map(|(_, row)| row),
            };
            match row {
                Some(row) => rows.push(row),
                None if newest.is_none() => break,
                None => {}
            }
        }
        (rows, total)
    }

    /// What is no booking, newest first, each with its place among bookings.
    fn unbooked_rows(&self) -> Vec<(Dated, LedgerRow)> {
        let mut rows = Vec::new();
        let placed = |at: Timestamp, row: LedgerRow| ((row.date, at, row.id), row);
        let unbooked = self.books.expenses.values().filter(|one| !one.is_approved());
        rows.extend(unbooked.map(|known| {
            let is_void = matches!(known.progress, Progress::Rejected { .. } | Progress::Refused);
            let row = LedgerRow {
                id: known.id,
                date: known.expense.date,
                by: Some(known.by),
                what: RowKind::Expense(Box::new(self.expense(known))),
                money: Some(known.expense.money.clone()),
                postings: Vec::new(),
                exchange: known.expense.exchange.clone(),
                receipt: known.expense.receipt,
                late_for: None,
                is_void,
                replaced: None,
                lines: Vec::new(),
            };
            placed(known.at, row)
        }));
        rows.extend(self.books.orders.values().map(|known| {
            let row = LedgerRow {
                id: known.id,
                date: known.order.date,
                by: Some(known.by),
                what: RowKind::Order {
                    venture: known.order.venture,
                    customer: known.order.customer.clone(),
                    is_fulfilled: known.fulfilled.is_some(),
                    is_cancelled: known.cancelled.is_some(),
                },
                money: OrderNow::amounts(&known.total).into_iter().next(),
                postings: Vec::new(),
                exchange: None,
                receipt: None,
                late_for: None,
                is_void: false,
                replaced: None,
                lines: Vec::new(),
            };
            placed(known.at, row)
        }));
        rows.extend(self.books.budgets.iter().map(|budget| {
            let granted: i64 = budget.rights.values().map(|right| right.granted.units).sum();
            let base = self.books.base();
            let row = LedgerRow {
                id: CommandId(budget.id.0),
                date: Date::at(budget.at),
                by: None,
                what: RowKind::Budget { motion: budget.id, name: budget.name.clone() },
                money: Some(Money { commodity: base, units: granted }),
                postings: Vec::new(),
                exchange: None,
                receipt: None,
                late_for: None,
                is_void: false,
                replaced: None,
                lines: Vec::new(),
            };
            placed(budget.at, row)
        }));
        rows.extend(self.replaced_rows());
        rows.sort_by_key(|(place, _)| std::cmp::Reverse(*place));
        rows
    }

    fn row(&self, booked: &Booked) -> Option<LedgerRow> {
        let mut money = headline(&booked.postings);
        let mut is_void = false;
        let what = match &booked.kind {
            BookedKind::Recorded { what, corrects } => {
                RowKind::Recorded { what: what.clone(), order: booked.order, corrects: *corrects }
            }
            BookedKind::Expense { expense } => {
                let known = self.books.expenses.get(expense)?;
                money = Some(known.expense.money.clone());
                RowKind::Expense(Box::new(self.expense(known)))
            }
            BookedKind::ExpensePaid { expense } => {
                let known = self.books.expenses.get(expense)?;
                RowKind::ExpensePaid {
                    what: known.expense.what.clone(),
                    payee: known.expense.payee,
                }
            }
            BookedKind::Credit { to, what } => RowKind::Credit { to: *to, what: what.clone() },
            BookedKind::Traded { partner, way, what } => {
                money = booked.postings.first().map(|posting| posting.money.clone());
                let partner = self.partner_name(partner);
                RowKind::Traded { partner, way: *way, what: what.clone() }
            }
            BookedKind::SharedOut { closing } => {
                let closed = self.books.closed.get(*closing)?;
                money = Some(closed.surplus.clone());
                let (motion, from, until) = (closed.motion, closed.from, closed.until);
                RowKind::Closed { motion, from, until }
            }
            BookedKind::LeavingSettled { member } => RowKind::LeavingSettled { member: *member },
            BookedKind::NeedMet { payee, .. } => RowKind::NeedMet { payee: *payee },
            BookedKind::Reversal { of } => {
                is_void = true;
                RowKind::Reversal { of: *of }
            }
        };
        Some(LedgerRow {
            id: booked.id,
            date: booked.date,
            by: booked.by,
            what,
            money,
            postings: booked.postings.clone(),
            exchange: booked.exchange.clone(),
            receipt: booked.receipt,
            late_for: booked.late_for,
            is_void,
            replaced: self.replaced(&booked.id),
            lines: self.matched_lines(&booked.id),
        })
    }

    pub(super) fn matched_lines(&self, entry: &CommandId) -> Vec<MatchedLine> {
        let line = |(origin, link): (&Origin, &Link)| MatchedLine {
            origin: origin.clone(),
            date: link.date,
            entry: link.entry,
        };
        self.books.lines_of(entry).map(line).collect()
    }
}

/// What stands on the right of a row: what the bank gained or lost, else the first posting.
pub(super) fn headline(postings: &[Posting]) -> Option<Money> {
    let of_assets = postings.iter().filter(|posting| posting.account.root() == Root::Assets);
    let first = of_assets.clone().next().or(postings.first())?;
    let same = of_assets.filter(|one| one.money.commodity == first.money.commodity);
    let sum: i128 = same.map(|one| i128::from(one.money.units)).sum();
    let units = if sum == 0 { i128::from(first.money.units.abs()) } else { sum };
    Money::new(units, first.money.commodity.clone())
}
