//! What was put right or taken back: the entry as it was, and who did that.

use std::ops::RangeInclusive;

use super::Scene;
use super::rows::headline;
use crate::clock::Date;
use crate::domain::economy::books::{Dated, Signed, WorkNow};
use crate::domain::economy::entry::EntryBody;
use crate::id::CommandId;
use crate::message::economy::view::{LedgerRow, Replaced, Replacing, RowKind, WorkRow};
use crate::message::economy::{Transaction, Work};
use crate::ordered::Set;

fn transaction(signed: &Signed) -> Option<&Transaction> {
    if let EntryBody::TransactionRecorded(one) = &signed.entry.body { Some(one) } else { None }
}

fn work(signed: &Signed) -> Option<&Work> {
    if let EntryBody::WorkLogged(one) = &signed.entry.body { Some(one) } else { None }
}

/// A reason that only says the same again is none.
fn taken_back(why: &str, was: &str) -> Replacing {
    let reason = if why == was { String::new() } else { why.to_owned() };
    Replacing::TakenBack { reason }
}

fn told(was: &Signed, now: &Signed) -> Option<Replaced> {
    let entry = now.id;
    let how = if let (Some(was), Some(now)) = (transaction(was), transaction(now)) {
        match now.postings.is_empty() {
            true => taken_back(&now.what, &was.what),
            false => Replacing::PutRight { entry, date: now.date },
        }
    } else {
        let (was, now) = work(was).zip(work(now))?;
        match now.minutes {
            0 => taken_back(&now.what, &was.what),
            _ => Replacing::PutRight { entry, date: now.date },
        }
    };
    Some(Replaced { by: now.by, on: Date::at(now.entry.at), how })
}

impl Scene<'_> {
    /// What took the place of an entry that is here.
    pub(super) fn replaced(&self, was: &CommandId) -> Option<Replaced> {
        self.books.replacing(was).and_then(|(was, now)| told(was, now))
    }

    /// The entry that a piece of work puts right, and its day.
    pub(super) fn put_right(&self, now: &WorkNow) -> Option<(CommandId, Date)> {
        let (was, _) = self.books.replacing(&now.work.corrects?)?;
        Some((was.id, work(was)?.date))
    }

    /// Money that was written down and is booked no more.
    pub(super) fn replaced_rows(&self) -> impl Iterator<Item = (Dated, LedgerRow)> {
        self.books.replaced().filter_map(|(was, now)| {
            let one = transaction(was)?;
            if one.postings.is_empty() || self.books.is_recorded(&was.id) {
                return None;
            }
            let (what, order, corrects) = (one.what.clone(), one.order, one.corrects);
            let row = LedgerRow {
                id: was.id,
                date: one.date,
                by: Some(was.by),
                what: RowKind::Recorded { what, order, corrects },
                money: headline(&one.postings),
                postings: one.postings.clone(),
                exchange: one.exchange.clone(),
                receipt: one.receipt,
                late_for: None,
                is_void: true,
                replaced: told(was, now),
                lines: self.matched_lines(&was.id),
            };
            Some(((one.date, was.entry.at, was.id), row))
        })
    }

    /// Work of these days that was written down and counts no more; what a closing holds is not among
    /// it.
    pub(super) fn replaced_work(
        &self,
        days: &RangeInclusive<Date>,
    ) -> impl Iterator<Item = WorkRow> {
        self.books.replaced().filter_map(|(was, now)| {
            let one = work(was).filter(|one| one.minutes > 0 && days.contains(&one.date))?;
            if self.books.work.contains_key(&was.id) {
                return None;
            }
            let (by, work) = (was.by, one.clone());
            let (confirmed, closed_in, late_for) = (Set::new(), None, None);
            let counts = false;
            let before = WorkNow { id: was.id, by, work, confirmed, closed_in, late_for, counts };
            Some(WorkRow { replaced: told(was, now), ..super::work::row(&before) })
        })
    }
}
