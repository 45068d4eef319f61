//! What happened to people, in order of time -> who has a vote, who is here, what decisions made of
//! them. Each replica that has the same facts walks the same way.

use std::collections::BTreeSet;

use crate::clock::Timestamp;
use crate::domain::fact::Decision;
use crate::domain::motion::terms::Polity;
use crate::domain::people::Authority;
use crate::id::{CommandId, MemberId, MotionId};
use crate::message::motion::MotionEffect;

/// Something that may change who has a vote. In the order in which it counts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Event {
    at: Timestamp,
    id: CommandId,
    kind: EventKind,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum EventKind {
    Founded {
        by: MemberId,
    },
    Confirmed {
        by: MemberId,
        member: MemberId,
    },
    Left {
        by: MemberId,
    },
    /// The number of a decision.
    Decided {
        number: usize,
    },
}

impl Event {
    pub fn founded(at: Timestamp, id: CommandId, by: MemberId) -> Self {
        Self { at, id, kind: EventKind::Founded { by } }
    }

    pub fn confirmed(at: Timestamp, id: CommandId, by: MemberId, member: MemberId) -> Self {
        Self { at, id, kind: EventKind::Confirmed { by, member } }
    }

    pub fn left(at: Timestamp, id: CommandId, by: MemberId) -> Self {
        Self { at, id, kind: EventKind::Left { by } }
    }
}

/// Decisions take effect in this order (DEC-10).
pub fn order(decision: &Decision) -> (Timestamp, MotionId) {
    (decision.terms.deadline, decision.motion)
}

impl Authority {
    /// Walks through all that changes who has a vote. `decisions` are those that stand.
    pub(super) fn take_effect(&mut self, mut decisions: Vec<Decision>) {
        decisions.sort_by_key(order);
        decisions.dedup_by_key(|decision| decision.motion);
        let mut events = std::mem::take(&mut self.events);
        events.extend(decisions.iter().enumerate().map(|(number, decision)| Event {
            at: decision.terms.deadline,
            id: CommandId(decision.motion.0),
            kind: EventKind::Decided { number },
        }));
        events.sort_unstable();
        self.decisions = decisions;
        for event in events {
            match event.kind {
                EventKind::Founded { by } => {
                    self.voters.insert(by);
                }
                EventKind::Confirmed { by, member } => {
                    if let Some(known) = self.members.get_mut(&member)
                        && by != member
                    {
                        known.confirmed_by.insert(by);
                    }
                }
                EventKind::Left { by } => {
                    self.voters.remove(&by);
                    if let Some(member) = self.members.get_mut(&by) {
                        member.left = Some(member.left.map_or(event.at, |at| at.min(event.at)));
                    }
                }
                EventKind::Decided { number } => self.effect(number, event.at),
            }
            self.count_voters();
        }
    }

    /// Whoever is confirmed by more than half of the voters has a vote; each new one may make the
    /// next.
    fn count_voters(&mut self) {
        loop {
            let is_confirmed = |confirmed_by: &BTreeSet<MemberId>| {
                2 * confirmed_by.intersection(&self.voters).count() > self.voters.len()
            };
            let next = self
                .members
                .values()
                .filter(|member| member.is_here() && !self.voters.contains(&member.id))
                .filter(|member| is_confirmed(&member.confirmed_by))
                .min_by_key(|member| (member.joined, member.id))
                .map(|member| member.id);
            match next {
                Some(member) => self.voters.insert(member),
                None => return,
            };
        }
    }

    fn effect(&mut self, number: usize, at: Timestamp) {
        let decision = &self.decisions[number];
        if !decision.tally.passed {
            return;
        }
        match &decision.terms.effect {
            MotionEffect::Statement | MotionEffect::AdoptPage { .. } => {}
            MotionEffect::SetRules { rules } => self.rules = *rules,
            MotionEffect::GiveRole { member, role } => {
                if let Some(member) = self.members.get_mut(member) {
                    member.roles.insert(role.clone());
                }
            }
            MotionEffect::EndRole { member, role } => {
                if let Some(member) = self.members.get_mut(member) {
                    member.roles.remove(role);
                }
            }
            MotionEffect::ConfirmMember { member } => {
                if self.members.get(member).is_some_and(|known| known.is_here()) {
                    self.voters.insert(*member);
                }
            }
            MotionEffect::RemoveMember { member } => {
                self.voters.remove(member);
                if let Some(known) = self.members.get_mut(member) {
                    known.removed.get_or_insert((at, decision.motion));
                }
            }
        }
    }

    /// Who decides, and by what rules.
    pub fn polity(&self) -> Polity {
        let here = self.members.values().filter(|member| member.is_here());
        Polity {
            rules: self.rules,
            members: here.map(|member| member.id).collect(),
            voters: self.voters.clone(),
        }
    }
}
