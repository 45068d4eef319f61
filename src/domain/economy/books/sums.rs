//! Running sums over what is booked and worked.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

use super::bookings::{Booked, Dated, FIRST};
use super::corrections::corrected_by;
use super::lines::{Link, origin_of};
use super::{Books, Ground, Signed, WorkNow, leaving, lines};
use crate::clock::{Date, Timestamp};
use crate::domain::economy::entry::EntryBody;
use crate::id::{CommandId, MemberId, MotionId};
use crate::message::economy::view::Minutes;
use crate::message::economy::{Account, Origin, Posting, Root, tax_account};
use crate::money::{Commodity, Money};
use crate::ordered::Map;

/// Where a booking stands: closing after closing, then what is open; by day, and in a day as it was
/// written down.
pub type Place = (usize, Dated);

/// What is added up as it comes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sums {
    accounts: BTreeMap<Account, Map<Commodity, i128>>,
    /// What counts for shares, by the closing that it is in.
    minutes: Map<Option<usize>, Map<MemberId, Minutes>>,
}

impl Sums {
    fn add(&mut self, posting: &Posting) {
        let units = i128::from(posting.money.units);
        if let Some(held) = self.accounts.get_mut(&posting.account)
            && let Some(sum) = held.get_mut(&posting.money.commodity)
        {
            *sum += units;
            return;
        }
        let held = self.accounts.entry(posting.account.clone()).or_default();
        held.insert(posting.money.commodity.clone(), units);
    }

    fn all(&self) -> impl Iterator<Item = (&Account, &Commodity, i128)> {
        self.accounts.iter().flat_map(|(account, held)| {
            held.iter().map(move |(commodity, units)| (account, commodity, *units))
        })
    }

    fn trial(&self) -> Vec<Posting> {
        let all = self.all().filter(|(_, _, units)| *units != 0);
        all.filter_map(|(account, commodity, units)| {
            let money = Money::new(units, commodity.clone())?;
            Some(Posting { account: account.clone(), money })
        })
        .collect()
    }
}

/// What the books were worked out from, beside the entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Basis {
    members: Map<MemberId, Option<Timestamp>>,
    decisions: Vec<MotionId>,
    /// How many hand-overs of purses were looked at.
    pub handed: usize,
    /// Entries that others name, to correct them or to match lines with them, whether they are here
    /// or not.
    pub named: BTreeSet<CommandId>,
    /// Lines of files that are here.
    pub origins: BTreeSet<Origin>,
    /// Whether somebody's leaving was settled: what credit comes to hangs on that.
    pub is_settled: bool,
    /// Expenses of which something was said, whether they are here or not.
    pub told_of: BTreeSet<CommandId>,
    /// Those that somebody said they paid, approved by then or not.
    pub paid: BTreeSet<CommandId>,
    /// The last entry that was weighed.
    pub weighed: Option<(Timestamp, CommandId)>,
}

impl Basis {
    /// From this ground.
    pub fn of(ground: &Ground<'_>, sound: &[&Signed], links: &BTreeMap<Origin, Link>) -> Self {
        let decisions = ground.decisions.iter().map(|decided| decided.motion).collect();
        let members = ground.members.clone();
        let bodies = || sound.iter().map(|signed| &signed.entry.body);
        let weighed = sound.iter().rev().find(|signed| is_weighed(&signed.entry.body));
        let corrected = bodies().filter_map(corrected_by);
        let lines = sound.iter().filter_map(|signed| origin_of(signed));
        Self {
            members,
            decisions,
            handed: 0,
            named: corrected.chain(bodies().flat_map(lines::named)).collect(),
            origins: lines.chain(links.keys()).cloned().collect(),
            is_settled: bodies().any(leaving::is_settlement),
            told_of: bodies().filter_map(told_of).collect(),
            paid: bodies().filter_map(paid).collect(),
            weighed: weighed.map(|signed| (signed.entry.at, signed.id)),
        }
    }

    pub(super) fn is_on(&self, ground: &Ground<'_>) -> bool {
        let now = ground.decisions.iter().map(|decided| &decided.motion);
        self.members == *ground.members && self.decisions.iter().eq(now)
    }
}

/// Whether it matters what comes before.
fn is_weighed(body: &EntryBody) -> bool {
    matches!(
        body,
        EntryBody::ExpenseClaimed(_)
            | EntryBody::CreditPaid { .. }
            | EntryBody::RightHandedOn { .. }
    )
}

/// The expense that this pays.
fn paid(body: &EntryBody) -> Option<CommandId> {
    if let EntryBody::ExpensePaid { expense, .. } = body { Some(*expense) } else { None }
}

/// The expense that this says something of.
fn told_of(body: &EntryBody) -> Option<CommandId> {
    if let EntryBody::ExpenseApproved { expense }
    | EntryBody::ExpenseRejected { expense, .. }
    | EntryBody::ExpensePaid { expense, .. } = body
    {
        Some(*expense)
    } else {
        None
    }
}

/// The beginning of a year.
fn first_of(year: i16) -> Option<Dated> {
    let (_, at, id) = FIRST;
    Some((Date::new(year, 1, 1)?, at, id))
}

impl Books {
    /// Puts a transaction into the books.
    pub(super) fn book(&mut self, booked: Booked) {
        for posting in &booked.postings {
            self.sums.add(posting);
        }
        if let Some(order) = booked.order.and_then(|id| self.orders.get_mut(&id)) {
            for posting in booked.postings.iter().filter(|one| one.account.root() == Root::Assets) {
                *order.paid.entry(posting.money.commodity.clone()).or_default() +=
                    posting.money.units;
            }
            let tax = tax_account();
            for posting in booked.postings.iter().filter(|one| one.account == tax) {
                *order.tax_paid.entry(posting.money.commodity.clone()).or_default() -=
                    posting.money.units;
            }
        }
        let place = (booked.closed_in.unwrap_or(usize::MAX), booked.place());
        self.booked.insert(place, booked);
    }

    fn period_numbers(&self) -> impl Iterator<Item = usize> + use<> {
        (0..self.closed.len()).chain([usize::MAX])
    }

    /// What a period books from one moment on, in the order of days.
    fn period_from(&self, number: usize, from: Dated) -> impl DoubleEndedIterator<Item = &Booked> {
        let after = match number.checked_add(1) {
            Some(next) => Bound::Excluded((next, FIRST)),
            None => Bound::Unbounded,
        };
        self.booked.range((Bound::Included((number, from)), after)).map(|(_, booked)| booked)
    }

    /// What is booked, period after period, each in the order of days.
    pub fn periods(&self) -> impl Iterator<Item = impl DoubleEndedIterator<Item = &Booked>> {
        self.period_numbers().map(|number| self.period_from(number, FIRST))
    }

    /// Years in which something is booked, in order; the cost is that of the years.
    pub fn years(&self) -> BTreeSet<i16> {
        let mut years = BTreeSet::new();
        for number in self.period_numbers() {
            let mut next = Some(FIRST);
            while let Some(booked) = next.and_then(|from| self.period_from(number, from).next()) {
                let year = booked.date.year();
                years.insert(year);
                next = year.checked_add(1).and_then(first_of);
            }
        }
        years
    }

    /// What is booked in a year, and how it is; the cost is that of the year.
    pub fn of_year(&self, year: i16) -> impl Iterator<Item = &Booked> {
        let from = first_of(year).unwrap_or(FIRST);
        self.period_numbers().flat_map(move |number| {
            self.period_from(number, from).take_while(move |booked| booked.date.year() == year)
        })
    }

    /// What accounts come to at the end of a year; those with nothing in them are left out.
    pub fn trial_at(&self, year: i16) -> Vec<Posting> {
        if self.years().last().is_none_or(|last| *last <= year) {
            return self.trial();
        }
        let mut sums = Sums::default();
        for period in self.periods() {
            let before = period.take_while(|booked| booked.date.year() <= year);
            before.flat_map(|booked| &booked.postings).for_each(|posting| sums.add(posting));
        }
        sums.trial()
    }

    /// Puts work into the books.
    pub(super) fn add_work(&mut self, work: WorkNow) {
        self.count_minutes(&work);
        self.work.insert(work.id, work);
    }

    pub(super) fn count_minutes(&mut self, work: &WorkNow) {
        if work.counts {
            let of_period = self.sums.minutes.entry(work.closed_in).or_default();
            let minutes = u64::from(work.work.minutes);
            of_period.entry(work.by).or_default().add(work.work.stream, minutes);
        }
    }

    /// What accounts within this name come to, by commodity.
    pub fn balance(&self, within: &str) -> Map<Commodity, i128> {
        let mut sums: Map<Commodity, i128> = Map::new();
        let inside = self.sums.accounts.iter().filter(|(account, _)| account.is_within(within));
        for (commodity, units) in inside.flat_map(|(_, held)| held) {
            *sums.entry(commodity.clone()).or_default() += units;
        }
        sums
    }

    /// What all accounts come to; those with nothing in them are left out.
    pub fn trial(&self) -> Vec<Posting> {
        self.sums.trial()
    }

    /// Every account and commodity that was ever used.
    pub fn used(&self) -> impl Iterator<Item = (&Account, &Commodity)> {
        self.sums.all().map(|(account, commodity, _)| (account, commodity))
    }

    /// Minutes that count, by member, of one closing or of what is open.
    pub fn minutes(&self, closed_in: Option<usize>) -> Map<MemberId, Minutes> {
        self.sums.minutes.get(&closed_in).cloned().unwrap_or_default()
    }
}
