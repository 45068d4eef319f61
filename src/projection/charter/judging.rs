//! Facts of the charter that count by what their authors knew: each is judged once, and a verdict never
//! changes, whatever comes later.

use std::sync::Arc;

use super::recent::Votes;
use super::{CharterGround, CharterModel, Judged, Known, Placed};
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
        for number in self.placed..self.facts.len() {
            let placed = &mut self.facts[number];
            let change = placed.entry.change;
            placed.place = self.pasts.add(change, ground.parents);
            placed.judged = self.remembered.remove(&change);
            if placed.judged.is_none() && is_judged(&placed.entry.fact.body) {
                self.open.insert(placed.place);
            }
            self.put_at(number);
        }
        self.placed = self.facts.len();
    }

    /// Others find a fact by its place.
    pub(super) fn put_at(&mut self, number: usize) {
        let place = self.facts[number].place;
        if self.at_places.len() <= place {
            self.at_places.resize(place + 1, None);
        }
        self.at_places[place] = Some(number);
    }

    /// By what charter a fact is judged.
    fn heads_of(&self, entry: &CharterFact) -> Vec<ChangeHash> {
        match decision_of(entry) {
            Some(decision) => decision.terms.charter.clone(),
            None => self.pasts.parents_of(&entry.change),
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
        let open = self.open.places().filter_map(|place| self.at_places.get(place).copied()?);
        let open = open.map(|number| {
            let entry = &self.facts[number].entry;
            (self.known_until(&self.heads_of(entry)), entry.fact.at, number)
        });
        let mut open: Vec<(Timestamp, Timestamp, usize)> = open.collect();
        // What lies below claims an earlier time; and whoever knew about the same is judged by about
        // the same.
        ordered::sort(&mut open);
        let always = self.only_admission(ground.community);
        loop {
            let before = open.len();
            open.retain(|(_, _, number)| {
                let judged = self.judge_one(*number, always, ground);
                if judged.is_some() {
                    let placed = &mut self.facts[*number];
                    placed.judged = judged;
                    self.open.remove(placed.place);
                }
                judged.is_none()
            });
            if open.is_empty() || open.len() == before {
                return;
            }
            // Whose clocks are off: from here on parents come first, whatever time they claim.
            ordered::sort_by_key(&mut open, |(_, _, number)| self.facts[*number].place);
        }
    }

    /// How people come in, where no decision ever changed that.
    fn only_admission(&self, community: &CommunityId) -> Option<AdmissionRule> {
        let changes = |placed: &Placed| {
            let decision = decision_of(&placed.entry);
            decision.is_some_and(|one| one.terms.effect.kind() == EffectKind::Rules)
        };
        if self.facts_in(None).any(changes) { None } else { self.first_admission(community) }
    }

    /// How people came in at first: as the community's own founding says, and no other.
    fn first_admission(&self, community: &CommunityId) -> Option<AdmissionRule> {
        let mut facts = self.facts.iter().map(|placed| &placed.entry);
        let founding = facts.find(|entry| entry.change.0 == community.0)?;
        let FactBody::CommunityFounded { preset, .. } = &founding.fact.body else { return None };
        Some(preset.rules().admission)
    }

    /// How people come in, by the decisions among these.
    fn admission_below(&self, community: &CommunityId, below: &Past) -> AdmissionRule {
        let mut admission = self.first_admission(community).unwrap_or(AdmissionRule::ByDecision);
        let mut last = None;
        for decision in self.facts_in(Some(below)).filter_map(Placed::standing) {
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

    /// What comes of judging a fact, once all that it builds on was judged; `always` says how people come
    /// in if that never changed.
    fn judge_one(
        &mut self,
        number: usize,
        always: Option<AdmissionRule>,
        ground: CharterGround<'_>,
    ) -> Option<Judged> {
        let entry = &self.facts[number].entry;
        let claims = matches!(entry.fact.body, FactBody::InvitationClaimed { .. });
        if let (true, Some(admission)) = (claims, always) {
            return Some(Judged::Known(Known::only(admission)));
        }
        let heads = self.heads_of(entry);
        let below = self.pasts.below(&heads).filter(|below| self.is_judged(below))?;
        if let Some(decision) = decision_of(entry).cloned() {
            let polity = self.polity_of(&below, ground);
            let verdict = decisions::judge(&decision, &polity, ground.accepts, ground.digest);
            // Its motion is judged by the same, sooner or later.
            self.polities.insert(heads, polity);
            return Some(Judged::Decision(verdict));
        }
        if claims {
            // Whoever holds an invitation can make very many: nothing is folded for each.
            let admission = self.admission_below(ground.community, &below);
            return Some(Judged::Known(Known::only(admission)));
        }
        let entry = entry.clone();
        let had_vote = self.had_vote(&entry.author, &below, ground);
        // Nobody comes in by it.
        let admission = AdmissionRule::ByDecision;
        let heard = self.heard_below(&entry, &below, ground);
        let vouch = self.weigh(&entry, had_vote, &below, ground);
        let hands_on = self.weigh_hand_over(&entry, &below, ground);
        Some(Judged::Known(Known { admission, had_vote, heard, vouch, hands_on }))
    }

    /// Whether the author of a hand-over held the purse and gave it to another device of theirs, by what
    /// they knew.
    fn weigh_hand_over(
        &self,
        entry: &CharterFact,
        below: &Past,
        ground: CharterGround<'_>,
    ) -> Result<(), MotionFault> {
        let FactBody::PurseHandedOn { to, .. } = &entry.fact.body else {
            return Err(MotionFault::NotThePurse);
        };
        self.fold(ground, Some(below)).weigh_hand_over(&entry.author, to)
    }

    /// How many others there were to vouch for whom a fact names, as its author knew it.
    fn weigh(
        &mut self,
        entry: &CharterFact,
        had_vote: bool,
        below: &Past,
        ground: CharterGround<'_>,
    ) -> Result<u32, MotionFault> {
        let FactBody::DeviceVouched { device, member } = &entry.fact.body else {
            return Err(MotionFault::NotAVoter);
        };
        if !had_vote {
            return Err(MotionFault::NotAVoter);
        }
        // Nothing is folded for whoever speaks of devices that nobody asked for.
        let asks = |one: &Placed| matches!(&one.entry.fact.body, FactBody::ReturnAsked { device: of, .. } if of == device);
        if !self.facts_in(Some(below)).any(asks) {
            return Err(MotionFault::NotComingBack);
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
        authority.last_heard(*member, self.facts_in(Some(below)).map(|placed| &placed.entry))
    }

    /// Whether whoever wrote a fact had a vote, by what they knew.
    fn had_vote(&mut self, author: &DeviceKey, below: &Past, ground: CharterGround<'_>) -> bool {
        let known = self.votes.as_ref();
        let known = known.and_then(|known| known.had(author, below, &|place| self.at(place)));
        if let Some(had_vote) = known {
            return had_vote;
        }
        let authority = self.fold(ground, Some(below));
        let facts = self.facts_in(Some(below)).map(|placed| &placed.entry);
        if let Some(votes) = Votes::of(below, facts, &authority) {
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
pub(super) fn is_judged(body: &FactBody) -> bool {
    matches!(
        body,
        FactBody::DecisionTaken(_)
            | FactBody::InvitationMade { .. }
            | FactBody::InvitationClaimed { .. }
            | FactBody::MemberConfirmed { .. }
            | FactBody::DecisionUpheld { .. }
            | FactBody::SilenceNoticed { .. }
            | FactBody::DeviceVouched { .. }
            | FactBody::PurseHandedOn { .. }
    )
}
