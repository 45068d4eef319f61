//! The walk over the periods: what is fixed so far, and what comes on top of it.

use std::collections::{BTreeMap, BTreeSet};

use super::News;
use crate::clock::Date;
use crate::domain::economy::books::bookings::{Booked, BookedKind, derived};
use crate::domain::economy::books::{Ground, WorkNow};
use crate::id::CommandId;
use crate::message::economy::Posting;

/// What the walk over the periods has come to.
#[derive(Default)]
pub(in super::super) struct Walk {
    /// How many were judged, now or earlier.
    pub(super) place: usize,
    pub(super) news: News,
    pub(super) fixed: Vec<Booked>,
    pub(super) ids: BTreeSet<CommandId>,
    /// Work that closings hold.
    pub worked: BTreeMap<CommandId, WorkNow>,
    /// First and last days.
    pub(super) periods: Vec<(Option<Date>, Date)>,
}

impl Walk {
    /// What comes on top of what is fixed, when these are all bookings there are.
    pub(super) fn added(&self, current: Vec<Booked>, ground: &Ground<'_>) -> Vec<Booked> {
        let now: BTreeSet<CommandId> = current.iter().map(|booked| booked.id).collect();
        let from = self.next_from();
        let reversed: BTreeMap<CommandId, CommandId> = self
            .fixed
            .iter()
            .filter_map(|booked| {
                let BookedKind::Reversal { of } = booked.kind else { return None };
                Some((of, booked.id))
            })
            .collect();
        // What was taken back may count again, and be taken back once more: each is the reversal of
        // the one before.
        let changed = self.fixed.iter().filter_map(|booked| {
            let is_derived =
                matches!(booked.kind, BookedKind::SharedOut { .. } | BookedKind::Reversal { .. });
            let (mut last, mut stands) = (booked.id, true);
            while let Some(next) = reversed.get(&last) {
                (last, stands) = (*next, !stands);
            }
            let is_changed = !is_derived && stands != now.contains(&booked.id);
            is_changed.then_some((booked, last, stands))
        });
        let reversals: Vec<Booked> = changed
            .map(|(booked, last, stands)| {
                let back = |posting: &Posting| Posting {
                    account: posting.account.clone(),
                    money: if stands { posting.money.negated() } else { posting.money.clone() },
                };
                Booked {
                    id: derived("reversal", &last, ground.digest),
                    date: from.map_or(booked.date, |from| from.max(booked.date)),
                    kind: BookedKind::Reversal { of: last },
                    postings: booked.postings.iter().map(back).collect(),
                    closed_in: None,
                    late_for: None,
                    ..booked.clone()
                }
            })
            .collect();
        let all = current.into_iter().chain(reversals);
        let mut added: Vec<Booked> = all.filter(|booked| !self.ids.contains(&booked.id)).collect();
        for booked in &mut added {
            booked.late_for = self.late_for(booked.date);
        }
        added.sort_by_key(Booked::place);
        added
    }

    pub fn late_for(&self, date: Date) -> Option<Date> {
        late_for(self.periods.iter().copied(), date)
    }

    pub(super) fn next_from(&self) -> Option<Date> {
        self.periods.last().map(|(_, until)| until.plus_days(1))
    }

    pub(super) fn fix(&mut self, added: Vec<Booked>, closing: usize) {
        for mut booked in added {
            booked.closed_in = Some(closing);
            self.ids.insert(booked.id);
            self.fixed.push(booked);
        }
    }
}

/// The last day of the closed period that a date is in.
pub(in super::super) fn late_for(
    periods: impl Iterator<Item = (Option<Date>, Date)>,
    date: Date,
) -> Option<Date> {
    let mut periods = periods;
    let is_in = |(from, until): &(Option<Date>, Date)| {
        from.is_none_or(|from| from <= date) && date <= *until
    };
    periods.find(is_in).map(|(_, until)| until)
}
