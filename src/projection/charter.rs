//! The charter's read model: the facts, and who may do what by them. A proof, a decision, the
//! charter at some heads: each is judged once, however often the facts are folded.

mod furthest;
mod judging;
mod kept;
mod pasts;
mod recent;

pub use kept::KeptCharter;

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::domain::fact::{Decision, Halves};
use crate::domain::motion::Digest;
use crate::domain::motion::past::Past;
use crate::domain::motion::terms::Polity;
use crate::domain::people::{Asked, Authority, CharterFact, CheckProof, NameMember, heads_within};
use crate::domain::{Fact, FactBody};
use crate::id::{
    ChangeHash, CommandId, CommunityId, DeviceKey, DocumentId, InvitationKey, Signature,
};
use crate::message::command::Comes;
use crate::message::motion::{AdmissionRule, MotionFault};
use crate::ordered::Map;
use judging::decision_of;
use pasts::Pasts;
use recent::{Deciding, Votes};

/// What the charter's fold asks of the rest of the house.
#[derive(Clone, Copy)]
pub struct CharterGround<'a> {
    pub community: &'a CommunityId,
    pub check: CheckProof<'a>,
    pub name: NameMember<'a>,
    pub digest: Digest,
    /// Whether a device signed that it accepts what has this digest.
    pub accepts: &'a dyn Fn(&DeviceKey, &[u8; 32], &Signature) -> bool,
    /// Whether two halves prove that a device signed two changes for one place of a document.
    pub proves: &'a dyn Fn(&DeviceKey, &DocumentId, &Halves) -> bool,
    /// What a change builds on of which a fact came just now.
    pub parents: &'a dyn Fn(&ChangeHash) -> Vec<ChangeHash>,
}

/// The charter, folded.
#[derive(Debug, Clone, Default)]
pub struct CharterModel {
    /// In the order in which they came.
    facts: Vec<Placed>,
    /// Which of them has this name.
    numbers: BTreeMap<Name, usize>,
    /// How many of them have a place.
    placed: usize,
    pub authority: Authority,
    /// The people's part of the state hash, once somebody asked for it.
    pub state: OnceCell<[u8; 32]>,
    /// The latest claimed time, for hybrid logical time (CLK-1).
    pub newest: Timestamp,
    /// Proofs that were verified, and what came of it.
    proofs: RefCell<Map<ProofKey, bool>>,
    /// The same, of those that a device signed two changes for one place.
    twice_signed: RefCell<Map<ChangeHash, bool>>,
    /// What was found before of facts that have not come yet.
    remembered: BTreeMap<ChangeHash, Judged>,
    polities: Map<Vec<ChangeHash>, Arc<Polity>>,
    pasts: Pasts,
    /// Which fact is at each place.
    at_places: Vec<Option<usize>>,
    /// The places of facts that are to be judged and have not been.
    open: Past,
    votes: Option<Votes>,
    /// The latest first.
    deciding: Vec<Deciding>,
}

/// What a fact is called, with the change that carries it: ids can be taken by others.
type Name = (CommandId, ChangeHash);

/// Who proved what to whom.
type ProofKey = (Comes, InvitationKey, DeviceKey, Signature);

/// A fact, and its place among those that it builds on.
#[derive(Debug, Clone)]
struct Placed {
    entry: CharterFact,
    place: usize,
    judged: Option<Judged>,
    /// It is here without what was signed under it, as it was kept: the document has that.
    is_short: bool,
}

/// What came of judging a fact.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
enum Judged {
    /// Whether a decision stands.
    Decision(Result<(), MotionFault>),
    Known(Known),
}

/// Of facts that came just now.
const NOWHERE: usize = usize::MAX;

/// How many states of the charter are remembered by which others decided: whoever writes apart for a
/// while names one after another by turns.
const DECIDING_MAX: usize = 8;

/// What an author knew of the charter.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
struct Known {
    admission: AdmissionRule,
    had_vote: bool,
    /// When whom it names was last heard of in the charter.
    heard: Option<Timestamp>,
    /// How many others there were to vouch for whom it names, or why it cannot.
    vouch: Result<u32, MotionFault>,
    /// Whether its author could give the purse to whom it names, or why not.
    hands_on: Result<(), MotionFault>,
}

impl Known {
    /// Of a fact for which only the rule of admission counts.
    fn only(admission: AdmissionRule) -> Self {
        let (vouch, hands_on) = (Err(MotionFault::NotAVoter), Err(MotionFault::NotThePurse));
        Self { admission, had_vote: false, heard: None, vouch, hands_on }
    }
}

impl Placed {
    fn new(id: CommandId, change: ChangeHash, author: DeviceKey, fact: Fact) -> Self {
        let entry = CharterFact { id, author, change, fact };
        Self { entry, place: NOWHERE, judged: None, is_short: false }
    }

    /// Whether it stands, if it is a decision that was judged.
    fn verdict(&self) -> Option<Result<(), MotionFault>> {
        match self.judged {
            Some(Judged::Decision(verdict)) => Some(verdict),
            Some(Judged::Known(_)) | None => None,
        }
    }

    fn known(&self) -> Option<&Known> {
        match &self.judged {
            Some(Judged::Known(known)) => Some(known),
            Some(Judged::Decision(_)) | None => None,
        }
    }

    /// The decision, if it is one that stands.
    fn standing(&self) -> Option<&Arc<Decision>> {
        decision_of(&self.entry).filter(|_| self.verdict() == Some(Ok(())))
    }
}

impl CharterModel {
    /// Takes a fact; `refold` follows once all of a batch are in.
    pub fn take(&mut self, id: CommandId, change: ChangeHash, author: DeviceKey, fact: Fact) {
        self.newest = self.newest.max(fact.at);
        if let Some(number) = self.numbers.get(&(id, change)) {
            let known = &mut self.facts[*number];
            if std::mem::take(&mut known.is_short) {
                known.entry.fact = fact;
            }
            return;
        }
        self.numbers.insert((id, change), self.facts.len());
        self.facts.push(Placed::new(id, change, author, fact));
    }

    /// Folds everything anew.
    pub fn refold(&mut self, ground: CharterGround<'_>) {
        self.judge(ground);
        self.authority = self.fold(ground, None);
        self.state = OnceCell::new();
        // By their names: the same on every replica.
        for number in self.numbers.values() {
            let Placed { entry, .. } = &self.facts[*number];
            if let Some(Err(fault)) = self.facts[*number].verdict() {
                let (author, at) = (entry.author, entry.fact.at);
                let (rule, code) = (fault.rule(), fault.code());
                let fault = crate::domain::AuthorityFault { author, at, rule, code };
                self.authority.faults.push(fault);
            }
        }
    }

    /// Who decides, as the charter is at these heads; `None` while not all of it is here.
    pub fn polity_at(
        &mut self,
        heads: &[ChangeHash],
        ground: CharterGround<'_>,
    ) -> Option<Arc<Polity>> {
        if let Some(polity) = self.polities.get(heads) {
            return Some(Arc::clone(polity));
        }
        let below = self.pasts.below(heads).filter(|below| self.is_judged(below))?;
        let polity = self.polity_of(&below, ground);
        self.polities.insert(heads.to_vec(), Arc::clone(&polity));
        Some(polity)
    }

    /// Who decides by these facts.
    fn polity_of(&mut self, below: &Past, ground: CharterGround<'_>) -> Arc<Polity> {
        let is_known = |known: &Deciding| known.polity(below, &|at| self.at(at)).is_some();
        let deciding = match self.deciding.iter().position(is_known) {
            Some(at) => self.deciding.remove(at),
            None => Deciding::of(below, &self.fold(ground, Some(below))),
        };
        let polity = Arc::clone(deciding.known());
        self.deciding.truncate(DECIDING_MAX - 1);
        self.deciding.insert(0, deciding);
        polity
    }

    /// The fact at a place, and whether it stands if it is a decision or a word for somebody.
    fn at(&self, place: usize) -> Option<(&CharterFact, bool)> {
        let placed = &self.facts[(*self.at_places.get(place)?)?];
        let stands = match &placed.judged {
            Some(Judged::Decision(verdict)) => verdict.is_ok(),
            Some(Judged::Known(known)) => known.vouch.is_ok(),
            None => false,
        };
        Some((&placed.entry, stands))
    }

    /// All facts, or those at these places.
    fn facts_in<'a>(&'a self, only: Option<&'a Past>) -> impl Iterator<Item = &'a Placed> {
        let is_in = move |one: &&Placed| only.is_none_or(|only| only.contains(one.place));
        self.facts.iter().filter(is_in)
    }

    /// Who may do what, as the charter is at these heads; `None` while not all of it is here.
    pub fn authority_at(
        &self,
        heads: &[ChangeHash],
        ground: CharterGround<'_>,
    ) -> Option<Authority> {
        let below = self.pasts.below(heads)?;
        self.is_judged(&below).then(|| self.fold(ground, Some(&below)))
    }

    /// Changes of the charter at and below these heads; `None` while one is not here.
    pub fn below(&self, heads: &[ChangeHash]) -> Option<BTreeSet<ChangeHash>> {
        self.pasts.changes_below(heads)
    }

    /// Whether a change lies at or below these heads.
    pub fn is_below(&self, change: &ChangeHash, heads: &[ChangeHash]) -> bool {
        heads.iter().any(|head| self.pasts.is_below(change, head))
    }

    /// Folds all facts, or those of some changes.
    fn fold(&self, ground: CharterGround<'_>, only: Option<&Past>) -> Authority {
        let decisions = self.facts_in(only).filter_map(Placed::standing).cloned().collect();
        let facts = self.facts_in(only).map(|placed| &placed.entry);
        let check_once = |comes, key: &InvitationKey, device: &DeviceKey, proof: &Signature| {
            let known = self.proofs.borrow().get(&(comes, *key, *device, *proof)).copied();
            known.unwrap_or_else(|| {
                let good = (ground.check)(comes, key, device, proof);
                self.proofs.borrow_mut().insert((comes, *key, *device, *proof), good);
                good
            })
        };
        let known =
            |entry: &CharterFact| self.facts[*self.numbers.get(&(entry.id, entry.change))?].known();
        let asked = Asked {
            community: ground.community,
            check: &check_once,
            name: ground.name,
            admission: &|entry| {
                known(entry).map_or(AdmissionRule::ByDecision, |known| known.admission)
            },
            by_voter: &|entry| known(entry).is_some_and(|known| known.had_vote),
            proves: &|entry| self.proves_once(entry, ground),
            vouch: &|entry| known(entry).map_or(Err(MotionFault::NotAVoter), |known| known.vouch),
            hands_on: &|entry| {
                known(entry).map_or(Err(MotionFault::NotThePurse), |known| known.hands_on)
            },
            heard: &|entry| known(entry).and_then(|known| known.heard),
            knew: &|by, change| self.pasts.is_below(change, by),
            within: &|decision, change| {
                let counts = |head: &&ChangeHash| {
                    let is_in =
                        |only: &Past| self.pasts.place(head).is_some_and(|at| only.contains(at));
                    only.is_none_or(is_in)
                };
                let mut heads = heads_within(decision).filter(counts);
                heads.any(|head| self.pasts.is_below(change, head))
            },
        };
        Authority::fold(facts, decisions, asked)
    }

    fn proves_once(&self, entry: &CharterFact, ground: CharterGround<'_>) -> bool {
        let FactBody::TwiceSigned { device, document, halves } = &entry.fact.body else {
            return false;
        };
        if let Some(known) = self.twice_signed.borrow().get(&entry.change) {
            return *known;
        }
        let good = (ground.proves)(device, document, halves);
        self.twice_signed.borrow_mut().insert(entry.change, good);
        good
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::domain::FactBody;
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
        let check = |_, _: &InvitationKey, _: &DeviceKey, _: &Signature| {
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
                proves: &|_, _, _| false,
                parents: &|change| {
                    let before = change.0[0].checked_sub(1);
                    before.map(|number| ChangeHash([number; 32])).into_iter().collect()
                },
            });
        }
        assert_eq!((asked.get(), charter.authority.members.len()), (1, 1));
    }
}
