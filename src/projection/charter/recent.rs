//! What was found out about the charter lately, and as of which facts: whoever had a vote then has one
//! still, and the same people decide, as long as nothing came that could change that. Most facts of a
//! long history are judged by this, and nothing is folded for them.

use std::sync::Arc;

use crate::clock::Timestamp;
use crate::domain::fact::{Decision, FactBody};
use crate::domain::motion::past::Past;
use crate::domain::motion::terms::Polity;
use crate::domain::people::{Authority, CharterFact, heads_within};
use crate::id::{ChangeHash, DeviceKey};
use crate::message::motion::MotionEffect;
use crate::ordered::Set;

/// The fact at a place, and whether it stands if it is a decision or a word for somebody who comes back.
pub type FactAt<'a> = &'a dyn Fn(usize) -> Option<(&'a CharterFact, bool)>;

/// Who had a vote.
#[derive(Debug, Clone)]
pub struct Votes {
    as_of: Past,
    /// What claims a later time counts after all that was folded.
    until: Timestamp,
    devices: Set<DeviceKey>,
    cuts: Set<ChangeHash>,
}

/// Who decides.
#[derive(Debug, Clone)]
pub struct Deciding {
    as_of: Past,
    polity: Arc<Polity>,
    cuts: Set<ChangeHash>,
    /// Somebody is silent by notices that stand: whatever is heard of them ends that.
    has_silent: bool,
    /// Somebody was said to be: for whoever knows less that may stand.
    has_notices: bool,
}

/// Until when a fact may count.
fn counts_until(fact: &CharterFact) -> Timestamp {
    if let FactBody::DecisionTaken(decision) = &fact.fact.body {
        fact.fact.at.max(decision.terms.deadline)
    } else {
        fact.fact.at
    }
}

/// What decisions name as seen that ended a right: once one of these is here, more of what was cut off
/// stands (PEO-4).
fn cuts(authority: &Authority) -> Set<ChangeHash> {
    let ended = authority.decisions.iter().filter(|one| one.terms.effect.ends().is_some());
    ended.flat_map(|one| heads_within(one).copied()).collect()
}

impl Votes {
    /// What a fold of these facts says; `None` where some of them wait for others, which could make
    /// them count from earlier on.
    pub fn of<'a>(
        as_of: &Past,
        facts: impl Iterator<Item = &'a CharterFact>,
        authority: &Authority,
    ) -> Option<Self> {
        if authority.has_waiting {
            return None;
        }
        let votes = |device: &&DeviceKey| {
            let member = authority.current_member(device);
            member.is_some_and(|member| authority.voters.contains(&member))
        };
        let devices = authority.devices.keys().filter(votes).copied().collect();
        let until = facts.map(counts_until).max()?;
        Some(Self { as_of: as_of.clone(), until, devices, cuts: cuts(authority) })
    }

    /// Whether this device had a vote for whoever knows these facts; `None`: that is not known by this.
    pub fn had(&self, device: &DeviceKey, below: &Past, fact_at: FactAt<'_>) -> Option<bool> {
        if !self.devices.contains(device) || !below.contains_all(&self.as_of) {
            return None;
        }
        let keeps = |place: usize| {
            fact_at(place).is_none_or(|(fact, stands)| {
                fact.fact.at > self.until
                    && !self.cuts.contains(&fact.change)
                    && keeps_votes(fact, stands)
            })
        };
        below.without(&self.as_of).all(keeps).then_some(true)
    }
}

impl Deciding {
    /// What a fold of these facts says.
    pub fn of(as_of: &Past, authority: &Authority) -> Self {
        Self {
            as_of: as_of.clone(),
            polity: Arc::new(authority.polity()),
            cuts: cuts(authority),
            has_silent: !authority.silences.is_empty(),
            has_notices: authority.has_notices,
        }
    }

    /// Who decides, as of these facts.
    pub fn known(&self) -> &Arc<Polity> {
        &self.polity
    }

    /// Who decides for whoever knows these facts; `None`: that is not known by this.
    pub fn polity(&self, below: &Past, fact_at: FactAt<'_>) -> Option<&Arc<Polity>> {
        let is_heard = self.has_silent || (self.has_notices && !below.contains_all(&self.as_of));
        let changes_nothing = |place: usize| {
            fact_at(place).is_none_or(|(fact, stands)| {
                !is_heard && !self.cuts.contains(&fact.change) && !touches_people(fact, stands)
            })
        };
        let mut differing = below.without(&self.as_of).chain(self.as_of.without(below));
        differing.all(changes_nothing).then_some(&self.polity)
    }
}

/// What a decision does, if it stands and passed.
fn effect(decision: &Decision, stands: bool) -> Option<&MotionEffect> {
    (stands && decision.tally.passed).then_some(&decision.terms.effect)
}

/// Whether nobody can lose a vote by a fact that is folded after all others.
fn keeps_votes(fact: &CharterFact, stands: bool) -> bool {
    if let FactBody::DecisionTaken(decision) = &fact.fact.body {
        // It takes effect at its deadline, before what was folded.
        return match effect(decision, stands) {
            Some(
                MotionEffect::RemoveMember { .. }
                | MotionEffect::AdmitMember { .. }
                | MotionEffect::ConfirmMember { .. }
                | MotionEffect::SetRules { .. },
            ) => false,
            Some(
                MotionEffect::Statement
                | MotionEffect::AdoptPage { .. }
                | MotionEffect::GiveRole { .. }
                | MotionEffect::EndRole { .. }
                | MotionEffect::Money { .. },
            )
            | None => true,
        };
    }
    if let FactBody::DeviceVouched { .. } = fact.fact.body {
        return !stands;
    }
    !matches!(
        fact.fact.body,
        FactBody::MemberLeft {}
            | FactBody::DeviceRevoked { .. }
            | FactBody::ReturnRefused { .. }
            | FactBody::TwiceSigned { .. }
    )
}

/// Whether a fact may change who is in, who votes, by what rules, or whose device seals.
fn touches_people(fact: &CharterFact, stands: bool) -> bool {
    if let FactBody::DecisionTaken(decision) = &fact.fact.body {
        return match effect(decision, stands) {
            Some(
                MotionEffect::RemoveMember { .. }
                | MotionEffect::AdmitMember { .. }
                | MotionEffect::ConfirmMember { .. }
                | MotionEffect::SetRules { .. },
            ) => true,
            Some(
                MotionEffect::Statement
                | MotionEffect::AdoptPage { .. }
                | MotionEffect::GiveRole { .. }
                | MotionEffect::EndRole { .. }
                | MotionEffect::Money { .. },
            )
            | None => false,
        };
    }
    if let FactBody::DeviceVouched { .. } = fact.fact.body {
        return stands;
    }
    !matches!(fact.fact.body, FactBody::ProfileChanged { .. })
}
