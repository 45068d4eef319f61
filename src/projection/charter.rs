//! The charter's read model: the facts, and who may do what by them. A proof, a decision, the
//! charter at some heads: each is judged once, however often the facts are folded.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::clock::Timestamp;
use crate::domain::fact::Decision;
use crate::domain::motion::Digest;
use crate::domain::motion::terms::Polity;
use crate::domain::people::decisions;
use crate::domain::people::{Asked, Authority, CharterFact, CheckProof, NameMember};
use crate::domain::{Fact, FactBody};
use crate::id::{ChangeHash, CommandId, CommunityId, DeviceKey, InvitationKey, Signature};
use crate::limits::CUT_CHANGES_MAX;
use crate::message::motion::{AdmissionRule, EffectKind, MotionEffect, MotionFault};
use crate::ordered;

/// What the charter's fold asks of the rest of the house.
#[derive(Clone, Copy)]
pub struct CharterGround<'a> {
    pub community: &'a CommunityId,
    pub check: CheckProof<'a>,
    pub name: NameMember<'a>,
    pub digest: Digest,
    /// Whether a device signed that it accepts what has this digest.
    pub accepts: &'a dyn Fn(&DeviceKey, &[u8; 32], &Signature) -> bool,
    /// What a change of the charter builds on.
    pub parents: &'a dyn Fn(&ChangeHash) -> Vec<ChangeHash>,
    /// All changes at and below these heads; `None` while one of them is not here.
    pub below: &'a dyn Fn(&[ChangeHash]) -> Option<BTreeSet<ChangeHash>>,
}

/// The charter, folded.
#[derive(Debug, Clone, Default)]
pub struct CharterModel {
    facts: BTreeMap<(CommandId, ChangeHash), CharterFact>,
    pub authority: Authority,
    /// Proofs that were verified, and what came of it.
    proofs: RefCell<BTreeMap<(InvitationKey, DeviceKey, Signature), bool>>,
    /// Decisions that were judged, by their changes.
    verdicts: BTreeMap<ChangeHash, Result<(), MotionFault>>,
    polities: BTreeMap<Vec<ChangeHash>, Polity>,
    /// What the authors of facts knew whose effect depends on it.
    known: BTreeMap<ChangeHash, Known>,
    /// What lies at and below the changes that cuts name.
    below_cuts: RefCell<BTreeMap<ChangeHash, BTreeSet<ChangeHash>>>,
}

/// What an author knew of the charter.
#[derive(Debug, Clone, Copy)]
struct Known {
    admission: AdmissionRule,
    had_vote: bool,
    /// When whom it names was last heard of in the charter.
    heard: Option<Timestamp>,
}

impl CharterModel {
    /// Takes a fact; `refold` follows once all of a batch are in.
    pub fn take(&mut self, id: CommandId, change: ChangeHash, author: DeviceKey, fact: Fact) {
        self.facts.insert((id, change), CharterFact { id, author, change, fact });
    }

    /// Folds everything anew.
    pub fn refold(&mut self, ground: CharterGround<'_>) {
        self.judge(ground);
        self.authority = self.fold(ground, None);
        let refused = self.facts.values().filter_map(|entry| {
            let Some(Err(fault)) = self.verdicts.get(&entry.change) else { return None };
            Some((entry.author, entry.fact.at, *fault))
        });
        for (author, at, fault) in refused {
            let (rule, code) = (fault.rule(), fault.code());
            let fault = crate::domain::AuthorityFault { author, at, rule, code };
            self.authority.faults.push(fault);
        }
    }

    /// Who decides, as the charter is at these heads; `None` while not all of it is here.
    pub fn polity_at(&mut self, heads: &[ChangeHash], ground: CharterGround<'_>) -> Option<Polity> {
        if let Some(polity) = self.polities.get(heads) {
            return Some(polity.clone());
        }
        let polity = self.authority_at(heads, ground)?.polity();
        self.polities.insert(heads.to_vec(), polity.clone());
        Some(polity)
    }

    /// Who may do what, as the charter is at these heads; `None` while not all of it is here.
    pub fn authority_at(
        &self,
        heads: &[ChangeHash],
        ground: CharterGround<'_>,
    ) -> Option<Authority> {
        let below = (ground.below)(heads)?;
        self.is_judged(&below).then(|| self.fold(ground, Some(&below)))
    }

    /// Folds all facts, or those of some changes.
    fn fold(&self, ground: CharterGround<'_>, only: Option<&BTreeSet<ChangeHash>>) -> Authority {
        let is_in = |entry: &&CharterFact| only.is_none_or(|only| only.contains(&entry.change));
        let facts: Vec<CharterFact> = self.facts.values().filter(is_in).cloned().collect();
        let decisions: Vec<Decision> = facts
            .iter()
            .filter(|entry| self.verdicts.get(&entry.change) == Some(&Ok(())))
            .filter_map(|entry| decision_of(entry).cloned())
            .collect();
        let check_once = |key: &InvitationKey, device: &DeviceKey, proof: &Signature| {
            let known = self.proofs.borrow().get(&(*key, *device, *proof)).copied();
            known.unwrap_or_else(|| {
                let good = (ground.check)(key, device, proof);
                self.proofs.borrow_mut().insert((*key, *device, *proof), good);
                good
            })
        };
        let known = |entry: &CharterFact| self.known.get(&entry.change);
        let asked = Asked {
            community: ground.community,
            check: &check_once,
            name: ground.name,
            admission: &|entry| {
                known(entry).map_or(AdmissionRule::ByDecision, |known| known.admission)
            },
            by_voter: &|entry| known(entry).is_some_and(|known| known.had_vote),
            heard: &|entry| known(entry).and_then(|known| known.heard),
            within: &|decision, change| {
                let counts = |head: &&ChangeHash| only.is_none_or(|only| only.contains(*head));
                decision.cut.iter().filter(counts).any(|head| self.is_below(change, head, ground))
            },
        };
        Authority::fold(&facts, decisions, asked)
    }

    /// Whether a change lies at or below another, as far as that is here.
    fn is_below(&self, change: &ChangeHash, head: &ChangeHash, ground: CharterGround<'_>) -> bool {
        if let Some(below) = self.below_cuts.borrow().get(head) {
            return below.contains(change);
        }
        let Some(below) = (ground.below)(&[*head]) else { return false };
        let is_below = below.contains(change);
        self.below_cuts.borrow_mut().insert(*head, below);
        is_below
    }

    /// The furthest changes of these devices: none of them lies below another. The newest, where there
    /// are too many.
    pub fn furthest(&self, devices: &[DeviceKey], ground: CharterGround<'_>) -> Vec<ChangeHash> {
        let own = self.facts.values().filter(|entry| devices.contains(&entry.author));
        let mut own: Vec<(std::cmp::Reverse<Timestamp>, ChangeHash)> =
            own.map(|entry| (std::cmp::Reverse(entry.fact.at), entry.change)).collect();
        ordered::sort(&mut own);
        let mut furthest: Vec<(ChangeHash, BTreeSet<ChangeHash>)> = Vec::new();
        for (_, change) in own {
            if furthest.iter().any(|(_, below)| below.contains(&change)) {
                continue;
            }
            let Some(below) = (ground.below)(&[change]) else { continue };
            furthest.retain(|(known, _)| !below.contains(known));
            furthest.push((change, below));
        }
        let mut changes: Vec<ChangeHash> =
            furthest.into_iter().map(|(change, _)| change).take(CUT_CHANGES_MAX).collect();
        ordered::sort(&mut changes);
        changes
    }

    /// Whether a fact is to be judged and has not been.
    fn is_open(&self, entry: &CharterFact) -> bool {
        match judged_by(&entry.fact.body) {
            JudgedBy::CharterOfMotion => !self.verdicts.contains_key(&entry.change),
            JudgedBy::OwnPast => !self.known.contains_key(&entry.change),
            JudgedBy::Nothing => false,
        }
    }

    fn is_judged(&self, below: &BTreeSet<ChangeHash>) -> bool {
        !self.facts.values().any(|entry| below.contains(&entry.change) && self.is_open(entry))
    }

    /// Judges what depends on what its author knew, whatever lies below a fact first. A verdict
    /// never changes: what lies below does not.
    fn judge(&mut self, ground: CharterGround<'_>) {
        let mut open: Vec<CharterFact> =
            self.facts.values().filter(|entry| self.is_open(entry)).cloned().collect();
        // What lies below claims an earlier time, but for a few whose clocks are off.
        ordered::sort_by_key(&mut open, |entry| entry.fact.at);
        let always = self.only_admission(ground.community);
        loop {
            let before = open.len();
            open.retain(|entry| !self.judge_one(entry, always, ground));
            if open.is_empty() || open.len() == before {
                return;
            }
        }
    }

    /// How people come in, where no decision ever changed that.
    fn only_admission(&self, community: &CommunityId) -> Option<AdmissionRule> {
        let changes = |entry: &CharterFact| {
            decision_of(entry).is_some_and(|one| one.terms.effect.kind() == EffectKind::Rules)
        };
        if self.facts.values().any(changes) { None } else { self.first_admission(community) }
    }

    /// How people came in at first: as the community's own founding says, and no other.
    fn first_admission(&self, community: &CommunityId) -> Option<AdmissionRule> {
        let founding = self.facts.values().find(|entry| entry.change.0 == community.0)?;
        let FactBody::CommunityFounded { preset, .. } = &founding.fact.body else { return None };
        Some(preset.rules().admission)
    }

    /// How people come in, by the decisions among these.
    fn admission_below(
        &self,
        community: &CommunityId,
        below: &BTreeSet<ChangeHash>,
    ) -> AdmissionRule {
        let mut admission = self.first_admission(community).unwrap_or(AdmissionRule::ByDecision);
        let mut last = None;
        for entry in self.facts.values().filter(|entry| below.contains(&entry.change)) {
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

    /// What the author of a notice knew to be the last of whom it names.
    fn heard_below(
        &self,
        entry: &CharterFact,
        authority: &Authority,
        below: &BTreeSet<ChangeHash>,
    ) -> Option<Timestamp> {
        let FactBody::SilenceNoticed { member, .. } = &entry.fact.body else { return None };
        let facts = self.facts.values().filter(|entry| below.contains(&entry.change));
        authority.last_heard(*member, facts)
    }

    /// Whether it could be judged; `always` says how people come in if that never changed.
    fn judge_one(
        &mut self,
        entry: &CharterFact,
        always: Option<AdmissionRule>,
        ground: CharterGround<'_>,
    ) -> bool {
        if let (FactBody::InvitationClaimed { .. }, Some(admission)) = (&entry.fact.body, always) {
            self.known.insert(entry.change, Known { admission, had_vote: false, heard: None });
            return true;
        }
        let heads = match decision_of(entry) {
            Some(decision) => decision.terms.charter.clone(),
            None => (ground.parents)(&entry.change),
        };
        let Some(below) = (ground.below)(&heads).filter(|below| self.is_judged(below)) else {
            return false;
        };
        if let Some(decision) = decision_of(entry) {
            let authority = self.fold(ground, Some(&below));
            let verdict = decisions::judge(decision, &authority, ground.accepts, ground.digest);
            self.verdicts.insert(entry.change, verdict);
        } else if let FactBody::InvitationClaimed { .. } = &entry.fact.body {
            // Whoever holds an invitation can make very many: nothing is folded for each.
            let admission = self.admission_below(ground.community, &below);
            self.known.insert(entry.change, Known { admission, had_vote: false, heard: None });
        } else {
            let authority = self.fold(ground, Some(&below));
            let author = authority.current_member(&entry.author);
            let had_vote = author.is_some_and(|author| authority.voters.contains(&author));
            let heard = self.heard_below(entry, &authority, &below);
            let known = Known { admission: authority.rules.admission, had_vote, heard };
            self.known.insert(entry.change, known);
        }
        true
    }
}

/// By what a fact is judged, beside its own words.
enum JudgedBy {
    /// The charter that its motion names.
    CharterOfMotion,
    /// What its own change builds on.
    OwnPast,
    Nothing,
}

fn decision_of(entry: &CharterFact) -> Option<&Decision> {
    if let FactBody::DecisionTaken(decision) = &entry.fact.body { Some(decision) } else { None }
}

fn judged_by(body: &FactBody) -> JudgedBy {
    if let FactBody::DecisionTaken(_) = body {
        JudgedBy::CharterOfMotion
    } else if let FactBody::InvitationMade { .. }
    | FactBody::InvitationClaimed { .. }
    | FactBody::MemberConfirmed { .. }
    | FactBody::DecisionUpheld { .. }
    | FactBody::SilenceNoticed { .. } = body
    {
        JudgedBy::OwnPast
    } else {
        JudgedBy::Nothing
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::id::{BlobHash, MemberId};

    #[test]
    fn peo_2_a_proof_is_verified_once() {
        let (community, founder) = (CommunityId([9; 32]), DeviceKey([1; 32]));
        let (invitation, profile) = (InvitationKey([5; 32]), BlobHash([1; 32]));
        let (name, expires) = ("Four Shores".to_owned(), Timestamp(99));
        let device = DeviceKey([2; 32]);
        let bodies = [
            FactBody::CommunityFounded {
                name,
                sentence: String::new(),
                profile,
                preset: crate::message::motion::Preset::default(),
                rules_version: 1,
            },
            FactBody::InvitationMade { invitation, uses_max: 1, expires },
            FactBody::InvitationClaimed { invitation, device, proof: Signature([0; 64]), profile },
        ];
        let mut charter = CharterModel::default();
        for (number, body) in (9..).zip(bodies) {
            let (id, change) = (CommandId([number; 16]), ChangeHash([number; 32]));
            charter.take(id, change, founder, Fact { at: Timestamp(u64::from(number)), body });
        }
        let asked = Cell::new(0);
        let check = |_: &InvitationKey, _: &DeviceKey, _: &Signature| {
            asked.set(asked.get() + 1);
            false
        };
        for _ in 0..3 {
            charter.refold(CharterGround {
                community: &community,
                check: &check,
                name: &|device| MemberId([device.0[0]; 16]),
                digest: |_| [0; 32],
                accepts: &|_, _, _| false,
                parents: &|change| vec![ChangeHash([change.0[0] - 1; 32])],
                below: &|heads| {
                    Some((0..=heads[0].0[0]).map(|number| ChangeHash([number; 32])).collect())
                },
            });
        }
        assert_eq!((asked.get(), charter.authority.members.len()), (1, 1));
    }
}
