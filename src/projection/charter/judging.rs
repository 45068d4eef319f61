//! Facts of the charter that count by what their authors knew: each is judged once, and a verdict never
//! changes, whatever comes later.

use std::sync::Arc;

use super::recent::Votes;
use super::{CharterGround, CharterModel, Known};
use crate::clock::Timestamp;
use crate::domain::FactBody;
use crate::domain::fact::Decision;
use crate::domain::motion::past::Past;
use crate::domain::people::{self, CharterFact, decisions};
use crate::id::{ChangeHash, CommunityId, DeviceKey};
use crate::message::motion::{AdmissionRule, EffectKind, MotionEffect, MotionFault};
use crate::ordered;

impl CharterModel {
    /// Whether all of these were judged that are to be.
    pub(super) fn is_judged(&self, below: &Past) -> bool {
        !self.open.meets(below)
    }

    /// Gives new facts their places.
    fn place(&mut self, ground: CharterGround<'_>) {
        for name in std::mem::take(&mut self.unplaced) {
            let place = self.pasts.add(name.1, ground.parents);
            let Some(placed) = self.facts.get_mut(&name) else { continue };
            placed.place = place;
            self.names.insert(place, name);
            if is_judged(&placed.entry.fact.body) {
                self.open.insert(place);
            }
        }
    }

    /// By what charter a fact is judged.
    fn heads_of(&self, entry: &CharterFact, ground: CharterGround<'_>) -> Vec<ChangeHash> {
        match decision_of(entry) {
            Some(decision) => decision.terms.charter.clone(),
            None => (ground.parents)(&entry.change),
        }
    }

    /// The latest time that whoever knows these can have heard of.
    fn known_until(&self, heads: &[ChangeHash]) -> Timestamp {
        let places = heads.iter().filter_map(|head| self.pasts.place(head));
        let times = places.filter_map(|place| self.at(place)).map(|(entry, _)| entry.fact.at);
        times.max().unwrap_or_default()
    }

    /// Judges what depends on what its author knew, whatever lies below a fact first. A verdict
    /// never changes: what lies below does not.
    pub(super) fn judge(&mut self, ground: CharterGround<'_>) {
        self.place(ground);
        let open =
            self.open.places().filter_map(|place| self.at(place)).map(|(one, _)| one.clone());
        let mut open: Vec<(Timestamp, CharterFact)> =
            open.map(|entry| (self.known_until(&self.heads_of(&entry, ground)), entry)).collect();
        // What lies below claims an earlier time; and whoever knew about the same is judged by about
        // the same.
        ordered::sort_by_key(&mut open, |(until, entry)| (*until, entry.fact.at));
        let always = self.only_admission(ground.community);
        loop {
            let before = open.len();
            open.retain(|(_, entry)| {
                let is_judged = self.judge_one(entry, always, ground);
                if let (true, Some(place)) = (is_judged, self.pasts.place(&entry.change)) {
                    self.open.remove(place);
                }
                !is_judged
            });
            if open.is_empty() || open.len() == before {
                return;
            }
            // Whose clocks are off: from here on parents come first, whatever time they claim.
            ordered::sort_by_key(&mut open, |(_, entry)| self.pasts.place(&entry.change));
        }
    }

    /// How people come in, where no decision ever changed that.
    fn only_admission(&self, community: &CommunityId) -> Option<AdmissionRule> {
        let changes = |entry: &CharterFact| {
            decision_of(entry).is_some_and(|one| one.terms.effect.kind() == EffectKind::Rules)
        };
        if self.facts_in(None).any(changes) { None } else { self.first_admission(community) }
    }

    /// How people came in at first: as the community's own founding says, and no other.
    fn first_admission(&self, community: &CommunityId) -> Option<AdmissionRule> {
        let founding = self.facts_in(None).find(|entry| entry.change.0 == community.0)?;
        let FactBody::CommunityFounded { preset, .. } = &founding.fact.body else { return None };
        Some(preset.rules().admission)
    }

    /// How people come in, by the decisions among these.
    fn admission_below(&self, community: &CommunityId, below: &Past) -> AdmissionRule {
        let mut admission = self.first_admission(community).unwrap_or(AdmissionRule::ByDecision);
        let mut last = None;
        for entry in self.facts_in(Some(below)) {
            let stands = self.verdicts.get(&entry.change) == Some(&Ok(()));
            let Some(decision) = decision_of(entry).filter(|_| stands) else { continue };
            let order = Some((decision.terms.deadline, decision.motion));
            if let MotionEffect::SetRules { rules } = &decision.terms.effect
                && decision.tally.passed
                && order > last
            {
                admission = rules.admission;
                last = order;
            }
        }
        admission
    }

    /// Whether it could be judged; `always` says how people come in if that never changed.
    fn judge_one(
        &mut self,
        entry: &CharterFact,
        always: Option<AdmissionRule>,
        ground: CharterGround<'_>,
    ) -> bool {
        if let (FactBody::InvitationClaimed { .. }, Some(admission)) = (&entry.fact.body, always) {
            self.known.insert(entry.change, Known::only(admission));
            return true;
        }
        let heads = self.heads_of(entry, ground);
        let Some(below) = self.pasts.below(&heads).filter(|below| self.is_judged(below)) else {
            return false;
        };
        if let Some(decision) = decision_of(entry) {
            let polity = self.polity_of(&below, ground);
            // Its motion is judged by the same, sooner or later.
            self.polities.insert(heads, Arc::clone(&polity));
            let verdict = decisions::judge(decision, &polity, ground.accepts, ground.digest);
            self.verdicts.insert(entry.change, verdict);
        } else if let FactBody::InvitationClaimed { .. } = &entry.fact.body {
            // Whoever holds an invitation can make very many: nothing is folded for each.
            let admission = self.admission_below(ground.community, &below);
            self.known.insert(entry.change, Known::only(admission));
        } else {
            let had_vote = self.had_vote(&entry.author, &below, ground);
            // Nobody comes in by it.
            let admission = AdmissionRule::ByDecision;
            let heard = self.heard_below(entry, &below, ground);
            let vouch = self.weigh(entry, had_vote, &below, ground);
            self.known.insert(entry.change, Known { admission, had_vote, heard, vouch });
        }
        true
    }

    /// How many others there were to vouch for whom a fact names, as its author knew it.
    fn weigh(
        &mut self,
        entry: &CharterFact,
        had_vote: bool,
        below: &Past,
        ground: CharterGround<'_>,
    ) -> Result<u32, MotionFault> {
        let FactBody::DeviceVouched { member, .. } = &entry.fact.body else {
            return Err(MotionFault::NotAVoter);
        };
        if !had_vote {
            return Err(MotionFault::NotAVoter);
        }
        let times = below.places().filter_map(|place| self.at(place)).map(|(one, _)| one.fact.at);
        if times.max().is_some_and(|newest| entry.fact.at < newest) {
            return Err(MotionFault::ClaimsTooEarly);
        }
        people::weigh_vouch(&self.polity_of(below, ground), *member)
    }

    /// What the author of a notice knew to be the last of whom it names.
    fn heard_below(
        &self,
        entry: &CharterFact,
        below: &Past,
        ground: CharterGround<'_>,
    ) -> Option<Timestamp> {
        let FactBody::SilenceNoticed { member, .. } = &entry.fact.body else { return None };
        let authority = self.fold(ground, Some(below));
        authority.last_heard(*member, self.facts_in(Some(below)))
    }

    /// Whether whoever wrote a fact had a vote, by what they knew.
    fn had_vote(&mut self, author: &DeviceKey, below: &Past, ground: CharterGround<'_>) -> bool {
        let known = self.votes.as_ref();
        let known = known.and_then(|known| known.had(author, below, &|place| self.at(place)));
        if let Some(had_vote) = known {
            return had_vote;
        }
        let authority = self.fold(ground, Some(below));
        if let Some(votes) = Votes::of(below, self.facts_in(Some(below)), &authority) {
            self.votes = Some(votes);
        }
        let author = authority.current_member(author);
        author.is_some_and(|author| authority.voters.contains(&author))
    }
}

pub(super) fn decision_of(entry: &CharterFact) -> Option<&Arc<Decision>> {
    if let FactBody::DecisionTaken(decision) = &entry.fact.body { Some(decision) } else { None }
}

/// Whether the effect of a fact depends on what its author knew: a decision is judged by the charter that
/// its motion names, the rest by what its own change builds on.
fn is_judged(body: &FactBody) -> bool {
    matches!(
        body,
        FactBody::DecisionTaken(_)
            | FactBody::InvitationMade { .. }
            | FactBody::InvitationClaimed { .. }
            | FactBody::MemberConfirmed { .. }
            | FactBody::DecisionUpheld { .. }
            | FactBody::SilenceNoticed { .. }
            | FactBody::DeviceVouched { .. }
    )
}
