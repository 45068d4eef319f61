//! The charter as a device keeps it beside the document: its facts as they were judged, in few bytes, so
//! that people and rules are shown before the document is read, and nothing is judged twice.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{CharterGround, CharterModel, Judged, Placed, ProofKey};
use crate::domain::fact::Decision;
use crate::domain::{Fact, FactBody, fact};
use crate::id::{ChangeHash, CommandId, DeviceKey, MemberId, Signature};
use crate::ordered::Map;

/// A charter that was folded. Signatures under decisions are left out: their device saw them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeptCharter {
    /// Every device and every member that facts name often, by their numbers.
    devices: Vec<DeviceKey>,
    members: Vec<MemberId>,
    /// In the order of places.
    places: Vec<KeptPlace>,
    proofs: Vec<(ProofKey, bool)>,
    twice_signed: Vec<(ChangeHash, bool)>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct KeptPlace {
    change: ChangeHash,
    parents: Vec<usize>,
    fact: Option<KeptFact>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct KeptFact {
    id: CommandId,
    author: usize,
    /// A decision without its electorate and acceptances.
    json: String,
    electorate: Vec<usize>,
    accepted: Vec<usize>,
    judged: Option<Judged>,
}

/// Numbers names in the order in which they first come.
struct Numbers<T: Ord>(Map<T, usize>);

impl<T: Ord + Copy> Numbers<T> {
    fn of(&mut self, name: T) -> usize {
        let next = self.0.len();
        *self.0.entry(name).or_insert(next)
    }

    fn names(&self) -> Vec<T> {
        let mut names: Vec<(usize, T)> = self.0.iter().map(|(name, at)| (*at, *name)).collect();
        crate::ordered::sort_by_key(&mut names, |(at, _)| *at);
        names.into_iter().map(|(_, name)| name).collect()
    }
}

impl CharterModel {
    /// What is to be kept of it.
    pub fn keep(&self) -> KeptCharter {
        let (mut devices, mut members) = (Numbers(Map::default()), Numbers(Map::default()));
        let mut places = Vec::new();
        for (place, (change, parents)) in self.pasts.iter().enumerate() {
            let number = self.at_places.get(place).copied().flatten();
            let fact = number.map(|number| {
                let Placed { entry, judged, .. } = &self.facts[number];
                let mut fact = entry.fact.clone();
                let (mut electorate, mut accepted) = (Vec::new(), Vec::new());
                if let FactBody::DecisionTaken(decision) = &mut fact.body {
                    let decision = Arc::make_mut(decision);
                    let electors = std::mem::take(&mut decision.terms.electorate).into_iter();
                    electorate = electors.map(|member| members.of(member)).collect();
                    let signed = std::mem::take(&mut decision.acceptances).into_iter();
                    accepted = signed.map(|(device, _)| devices.of(device)).collect();
                }
                let (id, author) = (entry.id, devices.of(entry.author));
                KeptFact { id, author, json: fact.to_json(), electorate, accepted, judged: *judged }
            });
            places.push(KeptPlace { change: *change, parents: parents.to_vec(), fact });
        }
        let proofs = self.proofs.borrow().iter().map(|(key, good)| (*key, *good)).collect();
        let twice_signed = self.twice_signed.borrow();
        let twice_signed = twice_signed.iter().map(|(change, good)| (*change, *good)).collect();
        let (devices, members) = (devices.names(), members.names());
        KeptCharter { devices, members, places, proofs, twice_signed }
    }

    /// The model as it was kept, folded; `None` for what cannot be read.
    pub fn restore(kept: KeptCharter, ground: CharterGround<'_>) -> Option<Self> {
        let mut model = Self::default();
        model.remember_proofs(&kept);
        let KeptCharter { devices, members, places, .. } = kept;
        for (place, KeptPlace { change, parents, fact }) in places.into_iter().enumerate() {
            if parents.iter().any(|parent| *parent >= place) {
                return None;
            }
            model.pasts.put(change, parents);
            let Some(KeptFact { id, author, json, electorate, accepted, judged }) = fact else {
                continue;
            };
            let (at, mut body) = fact::read_own(&json).ok()?;
            let mut is_short = false;
            if let FactBody::DecisionTaken(decision) = &mut body {
                let Decision { terms, acceptances, .. } = Arc::make_mut(decision);
                let electors = electorate.iter().map(|number| members.get(*number).copied());
                terms.electorate = electors.collect::<Option<_>>()?;
                let device = |number: &usize| Some((*devices.get(*number)?, Signature([0; 64])));
                *acceptances = accepted.iter().map(device).collect::<Option<_>>()?;
                is_short = true;
            }
            let author = *devices.get(author)?;
            let is_open = judged.is_none() && super::judging::is_judged(&body);
            model.newest = model.newest.max(at);
            let placed = Placed::new(id, change, author, Fact { at, body });
            model.numbers.insert((id, change), model.facts.len());
            model.facts.push(Placed { place, judged, is_short, ..placed });
            model.put_at(model.facts.len() - 1);
            if is_open {
                model.open.insert(place);
            }
        }
        model.placed = model.facts.len();
        model.refold(ground);
        Some(model)
    }

    /// What was found of facts that are to come: nothing that lies below a change is ever another.
    pub fn remember(&mut self, kept: &KeptCharter) {
        self.remember_proofs(kept);
        for KeptPlace { change, fact, .. } in &kept.places {
            if let Some(judged) = fact.as_ref().and_then(|fact| fact.judged) {
                self.remembered.insert(*change, judged);
            }
        }
    }

    fn remember_proofs(&mut self, kept: &KeptCharter) {
        self.proofs.get_mut().extend(kept.proofs.iter().copied());
        self.twice_signed.get_mut().extend(kept.twice_signed.iter().copied());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Timestamp;
    use crate::id::{BlobHash, CommunityId, MotionId};
    use crate::message::motion::{Count, Method, MotionEffect, Preset, Ratio, Tally, Terms};

    fn decision() -> Decision {
        let terms = Terms {
            title: "Tea at four".to_owned(),
            text: String::new(),
            method: Method::Majority,
            options: Vec::new(),
            effect: MotionEffect::Statement,
            quorum: Ratio { part: 1, whole: 2 },
            electorate: vec![MemberId([1; 16]), MemberId([2; 16])],
            deadline: Timestamp(20),
            grace_hours: 24,
            review: None,
            looks_again: None,
            page: None,
            wording: Vec::new(),
            charter: vec![ChangeHash([9; 32])],
        };
        let tally = Tally {
            count: Count::Votes { favour: 2, against: 0, abstained: 0 },
            cast: 2,
            quorum_met: true,
            passed: true,
            order: Vec::new(),
        };
        let accepted = [1, 2].map(|number| (DeviceKey([number; 32]), Signature([number; 64])));
        Decision {
            motion: MotionId([3; 16]),
            version: CommandId([4; 16]),
            terms,
            tally,
            ballots: BlobHash([0; 32]),
            seal: CommandId([5; 16]),
            cut: Vec::new(),
            posts_until: None,
            acceptances: accepted.to_vec(),
        }
    }

    #[test]
    fn dec_7_what_is_kept_says_the_same_and_has_its_signatures_once_it_is_read() {
        let community = CommunityId([9; 32]);
        let founded = FactBody::CommunityFounded {
            name: "Four Shores".to_owned(),
            sentence: String::new(),
            profile: BlobHash([1; 32]),
            preset: Preset::default(),
            rules_version: 1,
        };
        let founded = Fact { at: Timestamp(9), body: founded };
        let decided = FactBody::DecisionTaken(Arc::new(decision()));
        let decided = Fact { at: Timestamp(30), body: decided };
        let ground = CharterGround {
            community: &community,
            check: &|_, _, _, _| true,
            name: &|device| MemberId([device.0[0]; 16]),
            digest: |_| [0; 32],
            accepts: &|_, _, signature| signature.0 != [0; 64],
            proves: &|_, _, _| false,
            parents: &|change| if change.0 == [9; 32] { vec![] } else { vec![ChangeHash([9; 32])] },
        };
        let author = DeviceKey([1; 32]);
        let take = |model: &mut CharterModel| {
            model.take(CommandId([9; 16]), ChangeHash([9; 32]), author, founded.clone());
            model.take(CommandId([7; 16]), ChangeHash([7; 32]), author, decided.clone());
            model.refold(ground);
        };
        let mut model = CharterModel::default();
        take(&mut model);
        let kept = model.keep();
        let mut again = CharterModel::restore(kept.clone(), ground).expect("as it was kept");
        assert_eq!(again.authority.faults, model.authority.faults);
        assert_eq!(again.authority.members, model.authority.members);
        let signed = |model: &CharterModel| {
            let FactBody::DecisionTaken(one) = &model.facts.last()?.entry.fact.body else {
                return None;
            };
            Some((one.terms.electorate.clone(), one.acceptances.clone()))
        };
        let (electorate, acceptances) = signed(&again).expect("a decision");
        assert_eq!(electorate, decision().terms.electorate);
        assert!(acceptances.iter().all(|(_, signature)| signature.0 == [0; 64]));
        take(&mut again);
        assert_eq!(signed(&again), signed(&model));
        assert_eq!(again.authority, model.authority);

        let mut spoilt = kept;
        spoilt.places[0].parents.push(1);
        assert!(CharterModel::restore(spoilt, ground).is_none(), "nothing builds on what is later");
    }
}
