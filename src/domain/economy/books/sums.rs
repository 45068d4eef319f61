//! Running sums over what is booked and worked, and entries that only add to them: one more of these
//! costs the same however many there are.

use std::collections::{BTreeMap, BTreeSet};

use super::bookings::{Booked, BookedKind, corrected_by, plain};
use super::closings::late_for;
use super::{Books, Fault, Ground, Signed, WorkNow, date_of};
use crate::clock::{Date, Timestamp};
use crate::domain::economy::entry::EntryBody;
use crate::id::{CommandId, MemberId, MotionId};
use crate::message::economy::view::Minutes;
use crate::message::economy::{Account, EconomyFault, Posting, Root};
use crate::money::{Commodity, Money};
use crate::ordered::{Map, Set};

/// Where a booking stands: closing after closing, then what is open; by date.
pub type Place = (usize, Date, CommandId);

/// What is added up as it comes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sums {
    accounts: BTreeMap<(Account, Commodity), i128>,
    /// What counts for shares, by the closing that it is in.
    minutes: Map<Option<usize>, Map<MemberId, Minutes>>,
}

/// What the books were worked out from, beside the entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Basis {
    members: Map<MemberId, Option<Timestamp>>,
    decisions: Vec<MotionId>,
    /// Entries that others correct, whether they are here or not.
    pub corrected: BTreeSet<CommandId>,
}

impl Basis {
    /// From this ground.
    pub fn of(ground: &Ground<'_>, corrected: BTreeSet<CommandId>) -> Self {
        let decisions = ground.decisions.iter().map(|decided| decided.motion).collect();
        Self { members: ground.members.clone(), decisions, corrected }
    }

    fn is_on(&self, ground: &Ground<'_>) -> bool {
        let now = ground.decisions.iter().map(|decided| &decided.motion);
        self.members == *ground.members && self.decisions.iter().eq(now)
    }
}

impl Books {
    /// Puts a transaction into the books.
    pub(super) fn book(&mut self, booked: Booked) {
        for posting in &booked.postings {
            let key = (posting.account.clone(), posting.money.commodity.clone());
            *self.sums.accounts.entry(key).or_default() += i128::from(posting.money.units);
        }
        if let Some(order) = booked.order.and_then(|id| self.orders.get_mut(&id)) {
            for posting in booked.postings.iter().filter(|one| one.account.root() == Root::Assets) {
                *order.paid.entry(posting.money.commodity.clone()).or_default() +=
                    posting.money.units;
            }
        }
        let place = (booked.closed_in.unwrap_or(usize::MAX), booked.date, booked.id);
        self.booked.insert(place, booked);
    }

    /// Puts work into the books.
    pub(super) fn add_work(&mut self, work: WorkNow) {
        self.count_minutes(&work);
        self.work.insert(work.id, work);
    }

    fn count_minutes(&mut self, work: &WorkNow) {
        if work.counts {
            let of_period = self.sums.minutes.entry(work.closed_in).or_default();
            let minutes = u64::from(work.work.minutes);
            of_period.entry(work.by).or_default().add(work.work.stream, minutes);
        }
    }

    /// What accounts within this name come to, by commodity.
    pub fn balance(&self, within: &str) -> Map<Commodity, i128> {
        let mut sums: Map<Commodity, i128> = Map::new();
        for ((account, commodity), units) in &self.sums.accounts {
            if account.is_within(within) {
                *sums.entry(commodity.clone()).or_default() += units;
            }
        }
        sums
    }

    /// What all accounts come to; those with nothing in them are left out.
    pub fn trial(&self) -> Vec<Posting> {
        let some = self.sums.accounts.iter().filter(|(_, units)| **units != 0);
        some.filter_map(|((account, commodity), units)| {
            let money = Money::new(*units, commodity.clone())?;
            Some(Posting { account: account.clone(), money })
        })
        .collect()
    }

    /// Every account and commodity that was ever used.
    pub fn used(&self) -> impl Iterator<Item = (&Account, &Commodity)> {
        self.sums.accounts.keys().map(|(account, commodity)| (account, commodity))
    }

    /// Minutes that count, by member, of one closing or of what is open.
    pub fn minutes(&self, closed_in: Option<usize>) -> Map<MemberId, Minutes> {
        self.sums.minutes.get(&closed_in).cloned().unwrap_or_default()
    }

    /// Takes what came since the books were last settled, if it only adds to them; false where all
    /// has to be worked out anew.
    pub(super) fn extend(&mut self, ground: &Ground<'_>) -> bool {
        let is_known = self.terms.is_some() && self.basis.is_on(ground);
        // A closing waits for what it names.
        let is_open = |fault: &Fault| fault.by.is_none() && fault.fault.waits();
        if !is_known || self.faults.iter().any(is_open) {
            return false;
        }
        let fresh: Vec<Signed> =
            self.fresh.iter().filter_map(|id| self.entries.get(id)).cloned().collect();
        if fresh.len() != self.fresh.len() || !fresh.iter().all(|signed| self.only_adds(signed)) {
            return false;
        }
        let waited = fresh.iter().map(|signed| signed.id).collect::<BTreeSet<_>>();
        let is_over = |fault: &Fault| fault.fault.waits() && waited.contains(&fault.entry);
        self.faults.retain(|fault| !is_over(fault));
        self.note_waiting();
        for signed in fresh {
            if let Err(fault) = self.add(&signed) {
                let date = date_of(&signed.entry.body);
                self.faults.push(Fault { by: Some(signed.by), entry: signed.id, date, fault });
                self.sort_faults();
            }
        }
        self.fresh.clear();
        true
    }

    /// Tells of entries whose charter is not here yet.
    fn note_waiting(&mut self) {
        let told: BTreeSet<CommandId> = self
            .faults
            .iter()
            .filter(|fault| fault.fault == EconomyFault::CharterMissing)
            .map(|fault| fault.entry)
            .collect();
        let untold: Vec<Signed> = self
            .unjudged
            .difference(&told)
            .filter_map(|id| self.entries.get(id))
            .cloned()
            .collect();
        for signed in untold {
            self.fault(&signed, EconomyFault::CharterMissing);
            self.sort_faults();
        }
    }

    fn only_adds(&self, signed: &Signed) -> bool {
        let is_plain = if let EntryBody::WorkConfirmed { work } = &signed.entry.body {
            self.work.contains_key(work)
        } else {
            matches!(
                signed.entry.body,
                EntryBody::TransactionRecorded(_) | EntryBody::WorkLogged(_)
            )
        };
        let is_corrected = self.basis.corrected.contains(&signed.id);
        is_plain && !is_corrected && corrected_by(&signed.entry.body).is_none()
    }

    fn add(&mut self, signed: &Signed) -> Result<(), EconomyFault> {
        self.can_stand(signed)?;
        let body = &signed.entry.body;
        if let EntryBody::TransactionRecorded(transaction) = body {
            let what = transaction.what.clone();
            let kind = BookedKind::Recorded { what, corrects: None };
            let mut booked = plain(signed.id, transaction.date, signed.by, kind);
            booked.postings.clone_from(&transaction.postings);
            booked.exchange.clone_from(&transaction.exchange);
            booked.receipt = transaction.receipt;
            booked.order = transaction.order;
            booked.late_for = self.late_for(transaction.date);
            self.book(booked);
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
        } else if let EntryBody::WorkConfirmed { work } = body
            && let Some(known) = self.work.get_mut(work)
        {
            if known.by == signed.by {
                return Err(EconomyFault::OwnWork);
            }
            known.confirmed.insert(signed.by);
            if !known.counts {
                known.counts = true;
                let known = known.clone();
                self.count_minutes(&known);
            }
        }
        Ok(())
    }

    fn late_for(&self, date: Date) -> Option<Date> {
        late_for(self.closed.iter().map(|closed| (closed.from, closed.until)), date)
    }
}
