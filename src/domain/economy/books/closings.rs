//! Closings (ECO-8): what is in one never changes; whatever comes later belongs to the first period
//! without a closing.

use std::collections::{BTreeMap, BTreeSet};

use super::bookings::{Booked, BookedKind, corrected_by, corrections, derived, stands};
use super::sharing::{shared_out, surplus_of, trial};
use super::weighing::Weighing;
use super::{Books, Decided, Ground, LedgerHeads, Signed, WorkNow, date_of, terms_after};
use crate::clock::Date;
use crate::domain::economy::entry::EntryBody;
use crate::domain::economy::surplus;
use crate::id::{ChangeHash, CommandId, MemberId, MotionId};
use crate::message::economy::view::{Minutes, Split};
use crate::message::economy::{
    Account, Closing, EconomyFault, EconomyTerms, MembersBy, MoneyEffect, Posting, Root,
    SurplusRule,
};
use crate::money::Money;
use crate::ordered::{Map, Set};

/// A period that is closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    pub motion: MotionId,
    pub from: Option<Date>,
    pub until: Date,
    /// Income of the period less its expenses, in the base.
    pub surplus: Money,
    pub rule: SurplusRule,
    pub split: Split,
    /// Of everybody who worked in it.
    pub minutes: Map<MemberId, Minutes>,
}

/// Without a rule all stays together.
fn no_rule() -> SurplusRule {
    let by = MembersBy::Hours;
    SurplusRule { reserve: SurplusRule::WHOLE, aid: 0, commons: 0, members: 0, by }
}

/// When work counts for shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WorkCounts {
    AsWritten,
    OnceConfirmed,
}

impl WorkCounts {
    fn by(terms: &EconomyTerms) -> Self {
        if terms.confirm_work { Self::OnceConfirmed } else { Self::AsWritten }
    }
}

/// What the walk over the periods has come to.
#[derive(Default)]
struct Walk {
    fixed: Vec<Booked>,
    ids: BTreeSet<CommandId>,
    /// Work that closings hold.
    worked: BTreeMap<CommandId, WorkNow>,
    /// First and last days.
    periods: Vec<(Option<Date>, Date)>,
}

impl Walk {
    /// What comes on top of what is fixed, when these are all bookings there are.
    fn added(&self, current: Vec<Booked>, ground: &Ground<'_>) -> Vec<Booked> {
        let now: BTreeSet<CommandId> = current.iter().map(|booked| booked.id).collect();
        let newest = current.iter().map(|booked| booked.date).max();
        let gone = self.fixed.iter().filter(|booked| {
            let is_of_entries =
                !matches!(booked.kind, BookedKind::SharedOut { .. } | BookedKind::Reversal { .. });
            is_of_entries && !now.contains(&booked.id)
        });
        let reversals: Vec<Booked> = gone
            .map(|booked| {
                let back = |posting: &Posting| Posting {
                    account: posting.account.clone(),
                    money: posting.money.negated(),
                };
                Booked {
                    id: derived("reversal", &booked.id, ground.digest),
                    date: newest.unwrap_or(booked.date).max(booked.date),
                    kind: BookedKind::Reversal { of: booked.id },
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
        added.sort_by_key(|booked| (booked.date, booked.id));
        added
    }

    fn late_for(&self, date: Date) -> Option<Date> {
        late_for(self.periods.iter().copied(), date)
    }

    fn next_from(&self) -> Option<Date> {
        self.periods.last().map(|(_, until)| until.plus_days(1))
    }

    fn fix(&mut self, added: Vec<Booked>, closing: usize) {
        for mut booked in added {
            booked.closed_in = Some(closing);
            self.ids.insert(booked.id);
            self.fixed.push(booked);
        }
    }
}

/// The last day of the closed period that a date is in.
pub(super) fn late_for(
    periods: impl Iterator<Item = (Option<Date>, Date)>,
    date: Date,
) -> Option<Date> {
    let mut periods = periods;
    let is_in = |(from, until): &(Option<Date>, Date)| {
        from.is_none_or(|from| from <= date) && date <= *until
    };
    periods.find(is_in).map(|(_, until)| until)
}

/// Entries of a closing: at or below its heads, not of a later day, and not written on what its
/// proposer did not know of the charter.
fn inside<'a>(
    sound: &[&'a Signed],
    (below, charter): (&BTreeSet<ChangeHash>, &BTreeSet<ChangeHash>),
    until: Date,
) -> Vec<&'a Signed> {
    // Entries in a row mostly name the same heads.
    let mut last: Option<(&[ChangeHash], bool)> = None;
    let mut is_known = |signed: &'a Signed| {
        let heads = signed.entry.charter.as_slice();
        match last {
            Some((known, is_known)) if known == heads => is_known,
            Some(_) | None => {
                let is_known = heads.iter().all(|head| charter.contains(head));
                last = Some((heads, is_known));
                is_known
            }
        }
    };
    let is_in = |signed: &&&'a Signed| {
        below.contains(&signed.change)
            && date_of(&signed.entry.body).is_none_or(|date| date <= until)
            && is_known(signed)
    };
    sound.iter().filter(is_in).copied().collect()
}

impl Books {
    pub(super) fn fold_ledger(
        &mut self,
        sound: &[&Signed],
        weighing: &Weighing,
        ground: &Ground<'_>,
    ) {
        let mut walk = Walk::default();
        for decided in ground.decisions {
            let Some(MoneyEffect::ClosePeriod(closing)) = &decided.effect else { continue };
            if let Err(fault) = self.close(&mut walk, (decided, closing), sound, ground) {
                self.decision_fault(decided.motion, fault);
            }
        }
        let added = walk.added(Self::bookings(sound, weighing, ground.digest), ground);
        self.note_lost_corrections(sound);
        for booked in std::mem::take(&mut walk.fixed).into_iter().chain(added) {
            self.book(booked);
        }
        let counts = self.terms.as_ref().map_or(WorkCounts::AsWritten, WorkCounts::by);
        self.take_work(sound, walk, counts);
    }

    fn close(
        &mut self,
        walk: &mut Walk,
        (decided, closing): (&Decided, &Closing),
        sound: &[&Signed],
        ground: &Ground<'_>,
    ) -> Result<(), EconomyFault> {
        if closing.from != walk.next_from() || closing.from.is_some_and(|from| closing.until < from)
        {
            return Err(EconomyFault::WrongPeriod);
        }
        let below = (ground.below)(&closing.heads).ok_or(EconomyFault::EntriesMissing)?;
        let rule = match closing.rule {
            None => no_rule(),
            Some(motion) => rule_of(motion, ground).ok_or(EconomyFault::ClosingFalse)?,
        };
        let charter =
            (ground.charter_below)(&decided.charter).ok_or(EconomyFault::CharterMissing)?;
        let inside = inside(sound, (&below, &charter), closing.until);
        let (terms, booked) = self.booked_by(&inside, &decided.knew, ground);
        let mut added = walk.added(booked, ground);
        if trial(walk.fixed.iter().chain(&added)) != closing.trial {
            return Err(EconomyFault::ClosingFalse);
        }
        let number = self.closed.len();
        let worked = work_inside(&inside, walk, WorkCounts::by(&terms));
        let mut minutes: Map<MemberId, Minutes> = Map::new();
        for work in worked.values().filter(|work| work.counts) {
            let sum = minutes.entry(work.by).or_default();
            sum.add(work.work.stream, u64::from(work.work.minutes));
        }
        let surplus = surplus_of(&added, &terms.base);
        let mut weighed: Vec<(MemberId, Minutes)> = minutes.iter().map(|(k, v)| (*k, *v)).collect();
        for elector in &decided.electorate {
            if !minutes.contains_key(elector) {
                weighed.push((*elector, Minutes::default()));
            }
        }
        weighed.sort_by_key(|(member, _)| *member);
        let split = surplus::split(&surplus, &rule, &weighed, &decided.motion.0, ground.digest);
        let id = derived("closing", &CommandId(decided.motion.0), ground.digest);
        let shared = shared_out(id, (number, closing.until), &added, &split, &terms.base);
        added.extend(shared);
        walk.fix(added, number);
        for (id, mut work) in worked {
            work.closed_in = Some(number);
            walk.worked.insert(id, work);
        }
        walk.periods.push((closing.from, closing.until));
        let (from, until) = (closing.from, closing.until);
        let motion = decided.motion;
        self.closed.push(Closed { motion, from, until, surplus, rule, split, minutes });
        Ok(())
    }

    /// The closing that somebody puts to the others: of all entries that are here, up to a day.
    pub fn closing_until(
        &self,
        until: Date,
        (heads, charter): (LedgerHeads, &[ChangeHash]),
        ground: &Ground<'_>,
    ) -> Result<Closing, EconomyFault> {
        let mut walk = Walk::default();
        for closed in &self.closed {
            walk.periods.push((closed.from, closed.until));
        }
        let fixed: Vec<Booked> =
            self.booked.values().filter(|booked| booked.closed_in.is_some()).cloned().collect();
        walk.ids = fixed.iter().map(|booked| booked.id).collect();
        walk.fixed = fixed;
        let from = walk.next_from();
        if from.is_some_and(|from| until < from) {
            return Err(EconomyFault::WrongPeriod);
        }
        let below = (ground.below)(&heads).ok_or(EconomyFault::EntriesMissing)?;
        let charter = (ground.charter_below)(charter).ok_or(EconomyFault::CharterMissing)?;
        let sound = self.sound();
        let inside = inside(&sound, (&below, &charter), until);
        let knew: Vec<MotionId> = ground.decisions.iter().map(|one| one.motion).collect();
        let (_, booked) = self.booked_by(&inside, &knew, ground);
        let added = walk.added(booked, ground);
        let trial = trial(walk.fixed.iter().chain(&added));
        let rule = self.rule.as_ref().map(|(motion, _)| *motion);
        Ok(Closing { from, until, heads, trial, rule })
    }

    /// Income, expenses by account, and surplus of what is open up to a day.
    pub fn open_result(&self) -> (Money, Vec<(Account, Money)>, Money) {
        let base = self.base();
        let open: Vec<Booked> = self.open().cloned().collect();
        let surplus = surplus_of(&open, &base);
        let mut income = 0_i128;
        let mut expenses = Vec::new();
        for posting in trial(open.iter()).into_iter().filter(|one| one.money.commodity == base) {
            match posting.account.root() {
                Root::Income => income -= i128::from(posting.money.units),
                Root::Expenses => expenses.push((posting.account, posting.money)),
                Root::Assets | Root::Liabilities | Root::Equity => {}
            }
        }
        expenses.sort_by_key(|(_, money)| std::cmp::Reverse(money.units));
        let income =
            Money::new(income, base.clone()).unwrap_or(Money { commodity: base, units: 0 });
        (income, expenses, surplus)
    }

    /// What no closing holds yet.
    pub fn open(&self) -> impl Iterator<Item = &Booked> {
        let from = (usize::MAX, Date::FIRST, CommandId([0; 16]));
        self.booked.range(from..).map(|(_, booked)| booked)
    }

    /// What entries of a closing book, by the decisions that its proposer knew, and the terms then.
    fn booked_by(
        &self,
        inside: &[&Signed],
        knew: &[MotionId],
        ground: &Ground<'_>,
    ) -> (EconomyTerms, Vec<Booked>) {
        let then = self.terms_then.as_ref().expect("nothing is closed before the books are open");
        let known: Vec<Decided> =
            ground.decisions.iter().filter(|one| knew.contains(&one.motion)).cloned().collect();
        let mut other = Self::default();
        let narrow = Ground { decisions: &known, ..*ground };
        let budgets = other.take_decisions(then, &narrow);
        let weighing = Weighing::of(inside, budgets, then);
        let terms = then.by(terms_after(&known)).clone();
        (terms, Self::bookings(inside, &weighing, ground.digest))
    }

    fn take_work(&mut self, sound: &[&Signed], walk: Walk, counts: WorkCounts) {
        for work in work_inside(sound, &walk, counts).into_values() {
            self.add_work(work);
        }
        for work in walk.worked.into_values() {
            self.add_work(work);
        }
        for signed in sound {
            if let EntryBody::WorkConfirmed { work } = &signed.entry.body {
                match self.work.get_mut(work) {
                    Some(work) if work.by != signed.by => {
                        work.confirmed.insert(signed.by);
                    }
                    Some(_) => self.fault(signed, EconomyFault::OwnWork),
                    // It was replaced, or has not come yet.
                    None => {}
                }
            }
        }
    }

    fn note_lost_corrections(&mut self, sound: &[&Signed]) {
        let first = corrections(sound.iter().copied());
        for signed in sound {
            let lost = corrected_by(&signed.entry.body)
                .is_some_and(|corrects| first.get(&corrects) != Some(&signed.id));
            if lost {
                self.fault(signed, EconomyFault::AlreadyCorrected);
            }
        }
    }
}

/// Work that entries make by themselves, beyond what earlier closings hold.
fn work_inside(
    inside: &[&Signed],
    walk: &Walk,
    counts: WorkCounts,
) -> BTreeMap<CommandId, WorkNow> {
    let first = corrections(inside.iter().copied());
    let mut confirmed: BTreeMap<CommandId, Set<MemberId>> = BTreeMap::new();
    for signed in inside {
        if let EntryBody::WorkConfirmed { work } = &signed.entry.body {
            confirmed.entry(*work).or_default().insert(signed.by);
        }
    }
    let mut all = BTreeMap::new();
    let mut minutes: BTreeMap<CommandId, u32> = BTreeMap::new();
    for signed in inside {
        if let EntryBody::WorkLogged(work) = &signed.entry.body {
            minutes.insert(signed.id, work.minutes);
        }
    }
    for signed in inside {
        let EntryBody::WorkLogged(work) = &signed.entry.body else { continue };
        if !stands(signed, &first) || walk.worked.contains_key(&signed.id) {
            continue;
        }
        let mut work = work.clone();
        // What a closing holds stays in it: only what is more is counted later.
        if let Some(corrects) = work.corrects.filter(|id| walk.worked.contains_key(id)) {
            let before = minutes.get(&corrects).copied().unwrap_or_default();
            work.minutes = work.minutes.saturating_sub(before);
        }
        if work.minutes == 0 {
            continue;
        }
        let mut confirmed = confirmed.remove(&signed.id).unwrap_or_default();
        confirmed.remove(&signed.by);
        let counts = counts == WorkCounts::AsWritten || !confirmed.is_empty();
        let late_for = walk.late_for(work.date);
        let (id, by) = (signed.id, signed.by);
        let now = WorkNow { id, by, work, confirmed, closed_in: None, late_for, counts };
        all.insert(id, now);
    }
    all
}

fn rule_of(motion: MotionId, ground: &Ground<'_>) -> Option<SurplusRule> {
    let decided = ground.decisions.iter().find(|decided| decided.motion == motion)?;
    match &decided.effect {
        Some(MoneyEffect::SetSurplusRule(rule)) if surplus::check_rule(rule).is_ok() => {
            Some(rule.clone())
        }
        Some(_) | None => None,
    }
}
