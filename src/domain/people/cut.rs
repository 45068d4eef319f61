//! The cut of a decision that ends a right (PEO-4): what the devices of whoever was removed did in the
//! charter beyond the furthest that any of the promises had seen is void, and who came in beyond it by
//! a rule that was replaced is judged by the new one. Whoever is in by nothing else waits at the door
//! again; their devices stay known, so that no change of theirs is let in here and held there.

mod admission;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::standing::{Event, order};
use super::{Applicant, Asked, Authority, CharterFact};
use crate::clock::Timestamp;
use crate::domain::fact::{Decision, FactBody};
use crate::id::{ChangeHash, InvitationKey, MemberId};
use crate::message::command::Comes;
use crate::message::motion::{AdmissionRule, EndedRight, MotionEffect};
use crate::ordered::{self, Set};
use admission::{Instead, Turns};

/// What makes others members or keeps them out, by whom it was done and whom it concerns; and what
/// of it is void so far.
struct Cut<'a> {
    asked: Asked<'a>,
    by_author: BTreeMap<MemberId, Vec<&'a CharterFact>>,
    claims: BTreeMap<MemberId, Vec<&'a CharterFact>>,
    words: BTreeMap<MemberId, Vec<&'a CharterFact>>,
    made: BTreeMap<InvitationKey, Vec<&'a CharterFact>>,
    withdrawn: BTreeMap<InvitationKey, Vec<&'a CharterFact>>,
    void: BTreeSet<ChangeHash>,
    /// Of that, what is told: the rest was signed in good faith by who was in until a rule changed.
    told: BTreeSet<ChangeHash>,
    /// Claims that are judged by another rule than their authors knew.
    instead: BTreeMap<ChangeHash, Instead<'a>>,
    /// Whom decisions let in, or gave a vote.
    wanted: Set<MemberId>,
    /// Until when each invitation stands, by what is not void.
    open: BTreeMap<InvitationKey, Timestamp>,
}

impl Authority {
    /// Voids what lies beyond the cuts of all decisions that ended a right, or judges it again.
    pub(super) fn cut_off<'a>(
        &mut self,
        facts: &[&'a CharterFact],
        decisions: &'a [Arc<Decision>],
        asked: Asked<'a>,
    ) {
        let ends = |one: &&Arc<Decision>| one.tally.passed && one.terms.effect.ends().is_some();
        let mut ending: Vec<&'a Arc<Decision>> = decisions.iter().filter(ends).collect();
        ordered::sort_by_key(&mut ending, |decision| (order(decision), decision.seal));
        let turns = Turns::of(self.rules.admission, &ending, facts);
        ending.retain(|one| one.terms.effect.removes().is_some() || turns.asks_more(one));
        if ending.is_empty() {
            return;
        }
        let mut cut = Cut::new(self, facts, decisions, asked);
        for decision in ending {
            let removed = decision.terms.effect.removes();
            let mut next = match decision.terms.effect.ends() {
                Some(EndedRight::Membership(member)) => vec![member],
                Some(EndedRight::Admission) => cut.judge_again(self, &turns, decision),
                None => continue,
            };
            // Whoever came in by what is void may have let others in.
            let mut gone: Set<MemberId> = next.iter().copied().collect();
            while let Some(member) = next.pop() {
                for fallen in cut.fallen_with(self, member, decision) {
                    if gone.insert(fallen) {
                        next.push(fallen);
                    }
                }
            }
            for member in gone.iter().filter(|one| Some(**one) != removed) {
                self.send_to_the_door(&cut, *member, decision);
            }
        }
        self.take_back(&cut);
    }

    /// What is void has no effect, and is told where somebody was removed.
    fn take_back(&mut self, cut: &Cut<'_>) {
        let mut events: BTreeSet<Event> = BTreeSet::new();
        let all =
            cut.by_author.iter().flat_map(|(by, facts)| facts.iter().map(move |one| (by, one)));
        for (by, entry) in all.filter(|(_, entry)| cut.void.contains(&entry.change)) {
            if cut.told.contains(&entry.change) {
                self.fault(entry, "PEO-4", "beyond-the-cut");
            }
            if let FactBody::MemberConfirmed { member } = &entry.fact.body {
                events.insert(Event::confirmed(entry.fact.at, entry.id, *by, *member));
                if let Some(sponsors) = self.sponsors.get_mut(member) {
                    sponsors.remove(by);
                }
            }
        }
        self.events.retain(|event| !events.contains(event));
        self.unsay(|change| cut.void.contains(change));
        for (key, facts) in &cut.withdrawn {
            let standing = facts.iter().filter(|entry| !cut.void.contains(&entry.change));
            if let Some(invitation) = self.invitations.get_mut(key) {
                invitation.withdrawn = standing.map(|entry| entry.fact.at).min();
            }
        }
    }

    fn send_to_the_door(&mut self, cut: &Cut<'_>, id: MemberId, decision: &Decision) {
        let claim = cut.claims.get(&id).and_then(|claims| claims.first());
        let Some((claim, member)) = claim.zip(self.members.get_mut(&id)) else { return };
        let FactBody::InvitationClaimed { device, .. } = &claim.fact.body else { return };
        let Some(invited_by) = member.invited_by else { return };
        let Some(rule) = cut.judged_by(id) else { return };
        member.voided = member.voided.or(Some(decision.motion));
        let applicant = Applicant {
            device: *device,
            at: member.joined,
            invited_by,
            profile: member.profile,
            rule: again(rule),
            id: claim.id,
        };
        self.applicants.insert(id, applicant);
    }
}

impl<'a> Cut<'a> {
    fn new(
        authority: &Authority,
        facts: &[&'a CharterFact],
        decisions: &[Arc<Decision>],
        asked: Asked<'a>,
    ) -> Self {
        let passed = decisions.iter().filter(|decision| decision.tally.passed);
        let wanted = passed.filter_map(|decision| match &decision.terms.effect {
            MotionEffect::AdmitMember { member, .. } | MotionEffect::ConfirmMember { member } => {
                Some(*member)
            }
            MotionEffect::Statement
            | MotionEffect::AdoptPage { .. }
            | MotionEffect::GiveRole { .. }
            | MotionEffect::EndRole { .. }
            | MotionEffect::RemoveMember { .. }
            | MotionEffect::SetRules { .. }
            | MotionEffect::Money { .. } => None,
        });
        let mut cut = Self {
            asked,
            by_author: BTreeMap::new(),
            claims: BTreeMap::new(),
            words: BTreeMap::new(),
            made: BTreeMap::new(),
            withdrawn: BTreeMap::new(),
            void: BTreeSet::new(),
            told: BTreeSet::new(),
            instead: BTreeMap::new(),
            wanted: wanted.collect(),
            open: BTreeMap::new(),
        };
        for entry in facts.iter().copied() {
            let Some(by) = authority.member_of(&entry.author) else { continue };
            if let FactBody::InvitationMade { invitation, .. } = &entry.fact.body {
                if (asked.by_voter)(entry) {
                    cut.made.entry(*invitation).or_default().push(entry);
                }
            } else if let FactBody::InvitationWithdrawn { invitation } = &entry.fact.body {
                cut.withdrawn.entry(*invitation).or_default().push(entry);
            } else if let FactBody::InvitationClaimed { device, .. } = &entry.fact.body {
                cut.claims.entry((asked.name)(device)).or_default().push(entry);
            } else if let FactBody::MemberConfirmed { member } = &entry.fact.body {
                cut.words.entry(*member).or_default().push(entry);
            } else if let FactBody::DecisionUpheld { .. }
            | FactBody::SilenceNoticed { .. }
            | FactBody::DeviceVouched { .. } = &entry.fact.body
            {
                // Nobody is in by it.
            } else {
                continue;
            }
            cut.by_author.entry(by).or_default().push(entry);
        }
        for key in cut.made.keys().copied().collect::<Vec<_>>() {
            cut.reopen(key);
        }
        cut
    }

    /// Until when an invitation stands, by what is not void.
    fn reopen(&mut self, key: InvitationKey) {
        let made = self.made.get(&key).into_iter().flatten();
        let ends = made.filter(|entry| !self.void.contains(&entry.change)).filter_map(|entry| {
            let FactBody::InvitationMade { expires, .. } = &entry.fact.body else { return None };
            Some(*expires)
        });
        match ends.max() {
            Some(until) => self.open.insert(key, until),
            None => self.open.remove(&key),
        };
    }

    /// Voids what a member did beyond the cut, and says who is in by nothing that stands any more.
    fn fallen_with(
        &mut self,
        authority: &Authority,
        member: MemberId,
        decision: &Decision,
    ) -> Vec<MemberId> {
        let mut touched: Set<MemberId> = Set::new();
        let mut keys: Set<InvitationKey> = Set::new();
        for entry in self.by_author.get(&member).into_iter().flatten() {
            if (self.asked.within)(decision, &entry.change) {
                continue;
            }
            if decision.terms.effect.removes().is_some() {
                self.told.insert(entry.change);
            }
            if !self.void.insert(entry.change) {
                continue;
            }
            if let FactBody::InvitationMade { invitation, .. } = &entry.fact.body {
                keys.insert(*invitation);
            } else if let FactBody::InvitationClaimed { device, .. } = &entry.fact.body {
                touched.insert((self.asked.name)(device));
            } else if let FactBody::MemberConfirmed { member } = &entry.fact.body {
                touched.insert(*member);
            }
        }
        for key in keys.iter() {
            self.reopen(*key);
            let came = authority.invitations.get(key).map(|one| one.came.as_slice());
            touched.extend(came.unwrap_or_default().iter().copied());
        }
        touched.iter().copied().filter(|id| self.is_fallen(authority, *id)).collect()
    }

    /// Whether somebody is in by nothing that stands; not the founder.
    fn is_fallen(&self, authority: &Authority, id: MemberId) -> bool {
        let member = authority.members.get(&id);
        member.is_some_and(|one| one.invited_by.is_some()) && !self.is_let_in(authority, id)
    }

    /// Whether a decision, a claim that stands, or the word of enough voters lets them in.
    fn is_let_in(&self, authority: &Authority, id: MemberId) -> bool {
        if self.wanted.contains(&id) {
            return true;
        }
        let sponsors = self.sponsors(authority, id);
        let mut standing = self.standing(id).peekable();
        if standing.peek().is_none() {
            return self.judged_by(id).is_some_and(|rule| is_met(rule, &sponsors));
        }
        // One is enough: so nobody is kept out by what somebody else writes of them.
        standing.any(|claim| {
            let instead = self.instead.get(&claim.change);
            is_met(self.rule_of(claim), &sponsors)
                || instead.is_some_and(|one| one.is_for(&sponsors, authority.members.get(&id)))
        })
    }

    fn standing(&self, id: MemberId) -> impl Iterator<Item = &'a CharterFact> {
        let claims = self.claims.get(&id).map(Vec::as_slice).unwrap_or_default();
        claims.iter().copied().filter(|claim| self.stands(claim))
    }

    /// By what rule somebody is judged: the one that asks least, of their claims that stand.
    fn judged_by(&self, id: MemberId) -> Option<AdmissionRule> {
        let rules = self.standing(id).map(|claim| self.rule_of(claim));
        let first = || Some(again(self.rule_of(self.claims.get(&id)?.first()?)));
        rules.min_by_key(|rule| rule.strictness()).or_else(first)
    }

    fn rule_of(&self, claim: &CharterFact) -> AdmissionRule {
        let instead = self.instead.get(&claim.change).map(|instead| instead.rule);
        instead.unwrap_or_else(|| (self.asked.admission)(claim))
    }

    /// Whether a claim is not void, and proves an invitation that stands.
    fn stands(&self, claim: &CharterFact) -> bool {
        let FactBody::InvitationClaimed { invitation, device, proof, .. } = &claim.fact.body else {
            return false;
        };
        !self.void.contains(&claim.change)
            && self.open.get(invitation).is_some_and(|until| claim.fact.at <= *until)
            && (self.asked.check)(Comes::New, invitation, device, proof)
    }

    fn sponsors(&self, authority: &Authority, id: MemberId) -> Set<MemberId> {
        let spoke = self.words.get(&id).into_iter().flatten();
        let spoke = spoke.filter(|entry| !self.void.contains(&entry.change));
        let spoke = spoke.filter(|entry| (self.asked.by_voter)(entry));
        spoke.filter_map(|entry| authority.member_of(&entry.author)).collect()
    }
}

fn is_met(rule: AdmissionRule, sponsors: &Set<MemberId>) -> bool {
    match rule {
        AdmissionRule::InvitationAdmits => true,
        AdmissionRule::SponsorAdmits => !sponsors.is_empty(),
        AdmissionRule::Sponsors { count } => sponsors.len() >= count as usize,
        AdmissionRule::ByDecision => false,
    }
}

/// The furthest changes that stand whatever a decision ended: what its promises had seen and, where it set
/// how people come in, the charter that it was opened on, which nobody who promises can hold back (PEO-4).
pub fn heads_within(decision: &Decision) -> impl Iterator<Item = &ChangeHash> {
    let is_rule = decision.terms.effect.ends() == Some(EndedRight::Admission);
    let opened_on = is_rule.then_some(&decision.terms.charter);
    decision.cut.iter().chain(opened_on.into_iter().flatten())
}

/// Who stands at the door again needs at least one who speaks for them.
fn again(rule: AdmissionRule) -> AdmissionRule {
    if rule == AdmissionRule::InvitationAdmits { AdmissionRule::SponsorAdmits } else { rule }
}

#[cfg(test)]
mod tests;
