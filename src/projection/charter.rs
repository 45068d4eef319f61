//! The charter's read model: the facts, and who may do what by them. A proof, a decision, the
//! charter at some heads: each is judged once, however often the facts are folded.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::domain::fact::Decision;
use crate::domain::motion::Digest;
use crate::domain::motion::terms::Polity;
use crate::domain::people::decisions;
use crate::domain::people::{Authority, CharterFact, CheckProof, NameMember};
use crate::domain::{Fact, FactBody};
use crate::id::{ChangeHash, CommandId, CommunityId, DeviceKey, InvitationKey, Signature};
use crate::message::motion::MotionFault;

/// What the charter's fold asks of the rest of the house.
#[derive(Clone, Copy)]
pub struct CharterGround<'a> {
    pub community: &'a CommunityId,
    pub check: CheckProof<'a>,
    pub name: NameMember<'a>,
    pub digest: Digest,
    /// Whether a device signed that it accepts what has this digest.
    pub accepts: &'a dyn Fn(&DeviceKey, &[u8; 32], &Signature) -> bool,
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
}

impl CharterModel {
    /// Takes a fact; `refold` follows once all of a batch are in.
    pub fn take(&mut self, id: CommandId, change: ChangeHash, author: DeviceKey, fact: Fact) {
        self.facts.insert((id, change), CharterFact { id, author, change, fact });
    }

    /// Folds everything anew.
    pub fn refold(&mut self, ground: CharterGround<'_>) {
        self.judge_decisions(ground);
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
        let below = (ground.below)(heads)?;
        if !self.is_judged(&below) {
            return None;
        }
        let polity = self.fold(ground, Some(&below)).polity();
        self.polities.insert(heads.to_vec(), polity.clone());
        Some(polity)
    }

    /// Folds all facts, or those of some changes.
    fn fold(&self, ground: CharterGround<'_>, only: Option<&BTreeSet<ChangeHash>>) -> Authority {
        let is_in = |entry: &&CharterFact| only.is_none_or(|only| only.contains(&entry.change));
        let facts: Vec<CharterFact> = self.facts.values().filter(is_in).cloned().collect();
        let decisions: Vec<Decision> = facts
            .iter()
            .filter(|entry| self.verdicts.get(&entry.change) == Some(&Ok(())))
            .filter_map(|entry| match &entry.fact.body {
                FactBody::DecisionTaken(decision) => Some(decision.as_ref().clone()),
                _ => None,
            })
            .collect();
        let check_once = |key: &InvitationKey, device: &DeviceKey, proof: &Signature| {
            let known = self.proofs.borrow().get(&(*key, *device, *proof)).copied();
            known.unwrap_or_else(|| {
                let good = (ground.check)(key, device, proof);
                self.proofs.borrow_mut().insert((*key, *device, *proof), good);
                good
            })
        };
        Authority::fold(ground.community, &facts, decisions, &check_once, ground.name)
    }

    fn is_judged(&self, below: &BTreeSet<ChangeHash>) -> bool {
        let open = |entry: &&CharterFact| {
            matches!(entry.fact.body, FactBody::DecisionTaken(_))
                && below.contains(&entry.change)
                && !self.verdicts.contains_key(&entry.change)
        };
        !self.facts.values().any(|entry| open(&entry))
    }

    /// Judges each decision by the charter that its motion names, those below it first.
    fn judge_decisions(&mut self, ground: CharterGround<'_>) {
        let mut open: Vec<(ChangeHash, Decision)> = Vec::new();
        for entry in self.facts.values() {
            if let FactBody::DecisionTaken(decision) = &entry.fact.body
                && !self.verdicts.contains_key(&entry.change)
            {
                open.push((entry.change, decision.as_ref().clone()));
            }
        }
        loop {
            let before = open.len();
            let mut left = Vec::new();
            for (change, decision) in open {
                let below = (ground.below)(&decision.terms.charter);
                let Some(below) = below.filter(|below| self.is_judged(below)) else {
                    left.push((change, decision));
                    continue;
                };
                let authority = self.fold(ground, Some(&below));
                let verdict =
                    decisions::judge(&decision, &authority, ground.accepts, ground.digest);
                self.verdicts.insert(change, verdict);
            }
            if left.is_empty() || left.len() == before {
                return;
            }
            open = left;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::clock::Timestamp;
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
            },
            FactBody::InvitationMade { invitation, uses_max: 1, expires },
            FactBody::MemberAdmitted { invitation, device, proof: Signature([0; 64]), profile },
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
                below: &|_| None,
            });
        }
        assert_eq!((asked.get(), charter.authority.members.len()), (1, 1));
    }
}
