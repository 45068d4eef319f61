//! Closings (ECO-8): what is in one never changes; whatever comes later belongs to the first period
//! without a closing.

mod walk;

pub(super) use walk::{Walk, late_for};

use std::collections::BTreeSet;

use super::bookings::{Booked, BookedKind, FIRST, derived};
use super::handed::Handed;
use super::sharing::{shared_out, surplus_of, trial};
use super::weighing::Weighing;
use super::working::{WorkCounts, work_inside};
use super::{Books, Decided, Fault, Ground, LedgerHeads, Signed, date_of, terms_after};
use crate::clock::Date;
use crate::domain::economy::surplus;
use crate::id::{ChangeHash, CommandId, MemberId, MotionId};
use crate::message::economy::view::{Minutes, Split};
use crate::message::economy::{
    Account, Closing, EconomyFault, EconomyTerms, MembersBy, MoneyEffect, Root, SurplusRule,
};
use crate::money::Money;
use crate::ordered::Map;

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

/// Closings that were judged now.
#[derive(Debug, Default)]
pub(super) struct News {
    /// The place of the first of them; what is said to be held from there on is not so any more.
    from: Option<u32>,
    /// Of those that are true: their places, and all changes at and below their heads.
    below: Vec<(u32, BTreeSet<ChangeHash>)>,
}

/// Entries of a closing, as far as they can be in it: not of a later day, and not written on what its
/// proposer did not know of the charter.
fn inside<'a>(
    sound: &[&'a Signed],
    can_be: &dyn Fn(&Signed) -> bool,
    charter: &BTreeSet<ChangeHash>,
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
        can_be(signed)
            && date_of(&signed.entry.body).is_none_or(|date| date <= until)
            && is_known(signed)
    };
    sound.iter().filter(is_in).copied().collect()
}

impl Books {
    pub(super) fn fold_ledger(
        &mut self,
        (sound, standing): (&[&Signed], &[&Signed]),
        weighing: &Weighing,
        ground: &Ground<'_>,
    ) -> News {
        let mut walk = Walk::default();
        for decided in ground.decisions {
            let Some(MoneyEffect::ClosePeriod(closing)) = &decided.effect else { continue };
            if let Err(fault) = self.close(&mut walk, (decided, closing), sound, ground) {
                self.decision_fault(decided.motion, fault);
            }
        }
        let added = walk.added(self.bookings(standing, weighing, ground), ground);
        self.note_corrections(standing);
        for booked in std::mem::take(&mut walk.fixed).into_iter().chain(added) {
            self.book(booked);
        }
        let counts = self.terms.as_ref().map_or(WorkCounts::AsWritten, WorkCounts::by);
        let news = std::mem::take(&mut walk.news);
        self.take_work(standing, walk, counts);
        news
    }

    /// Whether the closing whose turn it is was judged before, and is true.
    fn was_judged(&mut self, walk: &Walk, motion: MotionId) -> Option<bool> {
        match self.judged.get(walk.place) {
            Some((known, is_true)) if *known == motion => Some(*is_true),
            Some(_) => {
                self.judge_closings_anew(walk.place);
                None
            }
            None => None,
        }
    }

    /// From this one on. What entries they hold is asked again, since `held` of what comes at or after
    /// this place says nothing any more.
    pub(super) fn judge_closings_anew(&mut self, place: usize) {
        self.judged.truncate(place);
    }

    /// The first closing that has an entry, or all that a hand-over names.
    pub(super) fn held_by(
        &self,
        held: Option<u32>,
        news: &News,
        is_in: impl Fn(&BTreeSet<ChangeHash>) -> bool,
    ) -> Option<u32> {
        let count = u32::try_from(self.judged.len()).unwrap_or(u32::MAX);
        let known = news.from.unwrap_or(count).min(count);
        held.filter(|held| *held < known).or_else(|| {
            let mut closings = news.below.iter();
            closings.find(|(_, below)| is_in(below)).map(|(place, _)| *place)
        })
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
        let was = self.was_judged(walk, decided.motion);
        if was == Some(false) {
            walk.place += 1;
            return Err(EconomyFault::ClosingFalse);
        }
        let rule = closing.rule.map_or(Some(no_rule()), |motion| rule_of(motion, ground));
        let below = match was {
            Some(_) => BTreeSet::new(),
            None => (ground.below)(&closing.heads).ok_or(EconomyFault::EntriesMissing)?,
        };
        let charter =
            (ground.charter_below)(&decided.charter).ok_or(EconomyFault::CharterMissing)?;
        let place = u32::try_from(walk.place).unwrap_or(u32::MAX);
        if was.is_none() {
            walk.news.from.get_or_insert(place);
        }
        let known = walk.news.from.unwrap_or(place + 1);
        let is_in = |held: Option<u32>, has: &dyn Fn(&BTreeSet<ChangeHash>) -> bool| {
            held.is_some_and(|held| held < known)
                || has(&below)
                || walk.news.below.iter().any(|(_, below)| has(below))
        };
        // A hand-over counts where its proposer knew of it and the closing holds all that it names: so it
        // says the same to whoever reads it, whatever else comes.
        let counts = |change: &ChangeHash| {
            let is_held = |one: &Handed| is_in(one.held, &|below| one.is_in(below));
            charter.contains(change) && self.handed.get(change).is_some_and(is_held)
        };
        let can_be = |signed: &Signed| {
            is_in(signed.held, &|below| below.contains(&signed.change))
                && !self.is_void(signed, ground, &counts)
        };
        let inside = inside(sound, &can_be, &charter, closing.until);
        let (terms, booked) = self.booked_by(&inside, &decided.knew, ground);
        let mut added = walk.added(booked, ground);
        let is_true = trial(walk.fixed.iter().chain(&added)) == closing.trial;
        walk.place += 1;
        if was.is_none() {
            self.judged.push((decided.motion, is_true && rule.is_some()));
        }
        let Some(rule) = rule.filter(|_| is_true) else { return Err(EconomyFault::ClosingFalse) };
        if was.is_none() {
            walk.news.below.push((place, below));
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
        let shared =
            shared_out(id, (number, closing.until, decided.at), &added, &split, &terms.base);
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
        let charter = (ground.charter_below)(charter).ok_or(EconomyFault::CharterMissing)?;
        let sound = self.sound();
        // These are the heads of what is here.
        let stands =
            |signed: &Signed| !self.is_void(signed, ground, &|change| charter.contains(change));
        let inside = inside(&sound, &stands, &charter, until);
        let knew: Vec<MotionId> = ground.decisions.iter().map(|one| one.motion).collect();
        let (_, booked) = self.booked_by(&inside, &knew, ground);
        let added = walk.added(booked, ground);
        let trial = trial(walk.fixed.iter().chain(&added));
        let rule = self.rule.as_ref().map(|(motion, _)| *motion);
        Ok(Closing { from, until, heads, trial, rule })
    }

    /// Income, expenses by account, and surplus of what is open up to a day.
    pub fn open_result(&self) -> (Money, Vec<(Account, Money)>, Money) {
        let open: Vec<Booked> = self.open().cloned().collect();
        let (income, expenses) = self.result(open.iter());
        (income, expenses, surplus_of(&open, &self.base()))
    }

    /// Income and expenses by account of a closed period, by its number, as they were shared out.
    pub fn closed_result(&self, number: usize) -> (Money, Vec<(Account, Money)>) {
        let all = self.booked.range((number, FIRST)..(number + 1, FIRST));
        let is_shared_out = |one: &&Booked| matches!(one.kind, BookedKind::SharedOut { .. });
        let all = all.map(|(_, booked)| booked).filter(|one| !is_shared_out(one));
        self.result(all)
    }

    fn result<'a>(&self, all: impl Iterator<Item = &'a Booked>) -> (Money, Vec<(Account, Money)>) {
        let base = self.base();
        let mut income = 0_i128;
        let mut expenses = Vec::new();
        for posting in trial(all).into_iter().filter(|one| one.money.commodity == base) {
            match posting.account.root() {
                Root::Income => income -= i128::from(posting.money.units),
                Root::Expenses => expenses.push((posting.account, posting.money)),
                Root::Assets | Root::Liabilities | Root::Equity => {}
            }
        }
        expenses.sort_by_key(|(_, money)| std::cmp::Reverse(money.units));
        let income =
            Money::new(income, base.clone()).unwrap_or(Money { commodity: base, units: 0 });
        (income, expenses)
    }

    /// Closings among these decisions that are none: what they say is not so, or they do not follow the
    /// one before.
    pub fn false_closings(&self, decisions: &[Decided]) -> Vec<MotionId> {
        let is_false = |decided: &&Decided| {
            let is_of = |fault: &&Fault| fault.entry == CommandId(decided.motion.0);
            self.faults.iter().filter(is_of).any(|fault| {
                matches!(fault.fault, EconomyFault::ClosingFalse | EconomyFault::WrongPeriod)
            })
        };
        decisions.iter().filter(is_false).map(|decided| decided.motion).collect()
    }

    /// What no closing holds yet.
    pub fn open(&self) -> impl Iterator<Item = &Booked> {
        self.booked.range((usize::MAX, FIRST)..).map(|(_, booked)| booked)
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
        let mut other = Self { seals: self.seals.clone(), ..Self::default() };
        let narrow = Ground { decisions: &known, ..*ground };
        let budgets = other.take_decisions(then, &narrow);
        let weighing = Weighing::of(inside, budgets, then);
        let terms = then.by(terms_after(&known)).clone();
        (terms, other.bookings(inside, &weighing, &narrow))
    }
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
