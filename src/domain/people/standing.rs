//! What happened to people, in order of time -> who has a vote, who is here, what decisions made of
//! them. Each replica that has the same facts walks the same way.

use std::sync::Arc;

use crate::ordered::{self, Map, Set};

use crate::clock::Timestamp;
use crate::domain::fact::Decision;
use crate::domain::motion::terms::Polity;
use crate::domain::people::Authority;
use crate::id::{CommandId, DeviceKey, MemberId, MotionId};
use crate::message::motion::{AdmissionRule, MotionEffect};

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

/// Whom decisions let in, and when.
pub(super) fn let_in(decisions: &[Arc<Decision>]) -> Map<MemberId, Timestamp> {
    let mut admitted = Map::new();
    for decision in decisions.iter().filter(|decision| decision.tally.passed) {
        if let MotionEffect::AdmitMember { member, .. } = &decision.terms.effect {
            let at = admitted.entry(*member).or_insert(decision.terms.deadline);
            *at = decision.terms.deadline.min(*at);
        }
    }
    admitted
}

impl Authority {
    /// Lets an applicant in for whom enough voters spoke, or a decision; says by which device.
    pub(super) fn let_in(&mut self, member: MemberId) -> Option<DeviceKey> {
        let applicant = self.applicants.get(&member)?;
        let mut spoke: Vec<Timestamp> =
            self.sponsors.get(&member).into_iter().flat_map(|by| by.values()).copied().collect();
        ordered::sort(&mut spoke);
        let sponsored = match applicant.rule {
            AdmissionRule::InvitationAdmits => Some(applicant.at),
            AdmissionRule::SponsorAdmits => spoke.first().copied(),
            AdmissionRule::Sponsors { count } => {
                spoke.get((count as usize).saturating_sub(1)).copied()
            }
            AdmissionRule::ByDecision => None,
        };
        let decided = self.let_in.get(&member).copied();
        let since = sponsored.into_iter().chain(decided).min()?.max(applicant.at);
        let applicant = self.applicants.remove(&member)?;
        let (device, by) = (applicant.device, applicant.invited_by);
        self.admit(device, member, since, Some(by), applicant.profile);
        // To invite is to confirm.
        self.events.push(Event::confirmed(since, applicant.id, by, member));
        Some(device)
    }

    /// Walks through all that changes who has a vote. `decisions` are those that stand.
    pub(super) fn take_effect(&mut self, mut decisions: Vec<Arc<Decision>>) {
        ordered::sort_by_key(&mut decisions, |one| order(one));
        decisions.dedup_by_key(|decision| decision.motion);
        let mut events = std::mem::take(&mut self.events);
        events.extend(decisions.iter().enumerate().map(|(number, decision)| Event {
            at: decision.terms.deadline,
            id: CommandId(decision.motion.0),
            kind: EventKind::Decided { number },
        }));
        ordered::sort(&mut events);
        self.decisions = decisions;
        // Whom each member confirmed: a new vote may give others theirs.
        let mut confirmed: Map<MemberId, Set<MemberId>> = Map::new();
        for event in events {
            let voters = self.voters.len();
            let mut concerned: Set<MemberId> = Set::new();
            match event.kind {
                EventKind::Founded { by } => {
                    self.voters.insert(by);
                }
                EventKind::Confirmed { by, member } => {
                    if let Some(known) = self.members.get_mut(&member)
                        && by != member
                    {
                        known.confirmed_by.insert(by);
                        confirmed.entry(by).or_default().insert(member);
                        concerned.insert(member);
                    }
                }
                EventKind::Left { by } => {
                    self.voters.remove(&by);
                    if let Some(member) = self.members.get_mut(&by) {
                        member.left = Some(member.left.map_or(event.at, |at| at.min(event.at)));
                    }
                }
                EventKind::Decided { number } => {
                    if let Some(voter) = self.effect(number, event.at) {
                        concerned.extend(confirmed.get(&voter).into_iter().flatten().copied());
                    }
                }
            }
            if self.voters.len() < voters {
                // Fewer are needed now.
                concerned = self.members.keys().copied().collect();
            }
            self.count_voters(concerned, &confirmed);
        }
    }

    /// Whoever is confirmed by more than half of the voters has a vote; each new one may make the
    /// next.
    fn count_voters(
        &mut self,
        mut concerned: Set<MemberId>,
        confirmed: &Map<MemberId, Set<MemberId>>,
    ) {
        loop {
            let next = concerned
                .iter()
                .filter_map(|member| self.members.get(member))
                .filter(|member| member.is_here() && !self.voters.contains(&member.id))
                .filter(|member| {
                    // Most have too few yet, whoever of them votes.
                    let many = 2 * member.confirmed_by.len() > self.voters.len();
                    let by_voters = || {
                        member.confirmed_by.iter().filter(|by| self.voters.contains(*by)).count()
                    };
                    many && 2 * by_voters() > self.voters.len()
                })
                .min_by_key(|member| (member.joined, member.id))
                .map(|member| member.id);
            let Some(member) = next else { return };
            self.voters.insert(member);
            concerned.extend(confirmed.get(&member).into_iter().flatten().copied());
        }
    }

    /// What a decision is put in the place of has no further effect (DEC-10): a role ends that it gave.
    /// Rules are replaced as a whole, and who came in or left did so once.
    fn end_before(&mut self, number: usize) {
        let decision = &self.decisions[number];
        let passed = &self.decisions[..number];
        let before = passed.iter().find(|one| Some(one.motion) == decision.terms.looks_again);
        let Some(before) = before.filter(|one| decision.tally.passed && one.tally.passed) else {
            return;
        };
        // By less than what gave it, it cannot be taken.
        let (kind, kind_before) = (decision.terms.effect.kind(), before.terms.effect.kind());
        let gives_too = |one: &Arc<Decision>| {
            let is_other = one.motion != before.motion && one.tally.passed;
            is_other && one.terms.effect == before.terms.effect
        };
        if let MotionEffect::GiveRole { member, role } = &before.terms.effect
            && kind == kind_before
            && !passed.iter().any(gives_too)
            && let Some(member) = self.members.get_mut(member)
        {
            member.roles.remove(role);
        }
    }

    /// What a decision does; says who has a vote by it.
    fn effect(&mut self, number: usize, at: Timestamp) -> Option<MemberId> {
        self.end_before(number);
        let decision = &self.decisions[number];
        if !decision.tally.passed {
            return None;
        }
        match &decision.terms.effect {
            MotionEffect::Statement
            | MotionEffect::AdoptPage { .. }
            | MotionEffect::Money { .. } => {}
            MotionEffect::AdmitMember { member, trial_until } => {
                if let Some(member) = self.members.get_mut(member) {
                    member.trial_until = *trial_until;
                }
            }
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
                let is_here = self.members.get(member).is_some_and(|known| known.is_here());
                return (is_here && self.voters.insert(*member)).then_some(*member);
            }
            MotionEffect::RemoveMember { member } => {
                self.voters.remove(member);
                if let Some(known) = self.members.get_mut(member) {
                    known.removed.get_or_insert((at, decision.motion));
                    let until = [known.posts_until, decision.posts_until];
                    known.posts_until = until.into_iter().flatten().min();
                }
            }
        }
        None
    }

    /// Who decides, and by what rules.
    pub fn polity(&self) -> Polity {
        let here = self.members.values().filter(|member| member.is_here());
        Polity {
            rules: self.rules,
            members: here.map(|member| member.id).collect(),
            applicants: self.applicants.keys().copied().collect(),
            voters: self.voters.clone(),
            silent: self.silent(),
            purses: self.members.keys().map(|one| (*one, self.purse_of(one))).collect(),
        }
    }
}
