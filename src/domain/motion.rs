//! Motions: what was put to whom, who said what, and what came of it. A fold over the facts of one
//! motion's document and the charter as its proposer knew it: total, and the same on every replica
//! that has the same facts, whatever the order in which they came.

mod acts;
pub mod count;
pub mod finality;
pub mod past;
pub mod reminding;
pub mod renewal;
pub mod terms;
mod versions;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::ordered::{self, Map};

pub use acts::{amend, cast, remark, withdraw};

use crate::clock::{HOUR_MS, Timestamp};
use crate::domain::fact::{Fact, FactBody};
use crate::domain::motion::finality::Protocol;
use crate::domain::motion::past::Past;
use crate::domain::motion::renewal::Renewal;
use crate::domain::motion::terms::Polity;
use crate::id::{ChangeHash, CommandId, DeviceKey, MemberId, MotionId, Signature};
use crate::message::motion::{Choice, EndedRight, MotionFault, Tally, Terms};

/// SHA-256.
pub type Digest = fn(&[u8]) -> [u8; 32];

/// A fact of a motion's document, after all that its author knew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MotionFact {
    pub id: CommandId,
    pub by: MemberId,
    pub device: DeviceKey,
    pub change: ChangeHash,
    /// The places of the facts that it builds on.
    pub past: Past,
    /// The latest claimed time among these.
    pub past_until: Timestamp,
    pub fact: Fact,
}

/// What a fold asks of the rest of the house.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    pub digest: Digest,
    /// The charter at these heads; `None` while not all of it is here.
    pub polity: &'a dyn Fn(&[ChangeHash]) -> Option<Arc<Polity>>,
    /// Whether the device signed that it accepts what has this digest.
    pub accepts: &'a dyn Fn(&DeviceKey, &[u8; 32], &Signature) -> bool,
    /// What is here of what was done by a right that is to end.
    pub furthest: &'a dyn Fn(EndedRight) -> Seen,
}

/// What was seen of what is done by a right that is to end (PEO-4).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// The furthest changes of the charter.
    pub changes: Vec<ChangeHash>,
    /// Of whoever is to be removed, the latest time that a post claims.
    pub posts_until: Option<Timestamp>,
}

/// One version of a motion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub place: usize,
    pub id: CommandId,
    pub at: Timestamp,
    pub change: ChangeHash,
    /// The number of the version that it amends.
    pub amends: Option<usize>,
    /// How many amendments led to it.
    pub round: usize,
    pub terms: Terms,
}

impl Version {
    /// From here on tellers may ask for promises (DEC-7).
    pub fn sealed_from(&self) -> Timestamp {
        self.terms.deadline.plus_ms(u64::from(self.terms.grace_hours) * HOUR_MS)
    }
}

/// What an elector said, as it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ballot {
    pub place: usize,
    pub id: CommandId,
    pub by: MemberId,
    pub at: Timestamp,
    pub sequence: u32,
    pub change: ChangeHash,
    pub choice: Choice,
    pub reason: String,
}

impl Ballot {
    /// The higher counts (DEC-6).
    fn rank(&self) -> (u32, Timestamp, ChangeHash) {
        (self.sequence, self.at, self.change)
    }
}

/// A word about a motion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    pub id: CommandId,
    pub by: MemberId,
    pub at: Timestamp,
    pub body: String,
    pub language: String,
}

/// A fact that does not stand, with who signed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    pub at: Timestamp,
    pub id: CommandId,
    pub by: MemberId,
    pub device: DeviceKey,
    /// Id of the rule.
    pub rule: &'static str,
    /// Stable code.
    pub code: &'static str,
}

/// Where a motion stands, apart from the time of day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stage {
    /// The charter that it was opened on is not here yet, or the motion itself.
    Incomplete,
    /// It was opened against the rules.
    Void(MotionFault),
    /// Ballots, promises and seals are taken.
    Running,
    Withdrawn,
    /// Sealed for good; the place of the seal.
    Final(usize),
    /// Two seals are final: it is put again.
    Disputed,
}

/// A motion, folded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Motion {
    pub id: MotionId,
    pub proposer: Option<MemberId>,
    /// Whose device seals for whom, by the charter that the motion was opened on.
    purses: Map<MemberId, Option<DeviceKey>>,
    /// The first, then amendments, each after the one that it amends. Of two amendments of one
    /// version the earlier counts, as far as both are known.
    pub versions: Vec<Version>,
    /// Facts that open it, each by its id and place: whoever opened it twice at the same moment opened
    /// one motion, and either means its first version.
    openings: Vec<(CommandId, usize)>,
    current: usize,
    pub stage: Stage,
    /// Every ballot that could count, for each version.
    cast: Vec<Vec<Ballot>>,
    /// What counts of the current version, as it is known here.
    pub ballots: Map<MemberId, Ballot>,
    /// What these amount to; provisional until a seal is final.
    pub tally: Option<Tally>,
    pub remarks: Vec<Remark>,
    pub protocol: Protocol,
    /// What members wrote so that they meet elsewhere, once somebody was removed by it.
    pub renewals: Vec<Renewal>,
    pub faults: Vec<Fault>,
}

impl Motion {
    /// A motion of which nothing is here.
    pub fn unknown(id: MotionId) -> Self {
        Self {
            id,
            proposer: None,
            purses: Map::new(),
            versions: Vec::new(),
            openings: Vec::new(),
            current: 0,
            stage: Stage::Incomplete,
            cast: Vec::new(),
            ballots: Map::new(),
            tally: None,
            remarks: Vec::new(),
            protocol: Protocol::default(),
            renewals: Vec::new(),
            faults: Vec::new(),
        }
    }

    /// Folds a motion. Each fact stands after those in its past.
    pub fn fold(id: MotionId, facts: &[MotionFact], ground: &Ground<'_>) -> Self {
        let mut motion = Self { remarks: remarks(facts), ..Self::unknown(id) };
        motion.take_versions(facts, ground);
        if motion.stage == Stage::Running {
            motion.take_ballots(facts);
            let (protocol, faults) = Protocol::fold(&motion, facts, ground);
            motion.protocol = protocol;
            motion.faults.extend(faults);
            motion.settle(ground);
            motion.take_renewals(facts);
        }
        ordered::sort(&mut motion.faults);
        motion.faults.dedup();
        motion
    }

    /// The version that ballots are for.
    pub fn current(&self) -> Option<&Version> {
        self.versions.get(self.current)
    }

    /// The seal that is final, with its version.
    pub fn decided(&self) -> Option<(&finality::Seal, &Version)> {
        let Stage::Final(place) = self.stage else { return None };
        let seal = self.protocol.seals.iter().find(|seal| seal.place == place)?;
        Some((seal, self.versions.get(seal.version)?))
    }

    /// What counts of what electors said: once it is final, what was sealed, whatever came later.
    pub fn counting(&self) -> Vec<&Ballot> {
        let Some((seal, _)) = self.decided() else { return self.ballots.values().collect() };
        let cast = self.cast.get(seal.version).map(Vec::as_slice).unwrap_or_default();
        cast.iter().filter(|ballot| seal.places.contains(&ballot.place)).collect()
    }

    fn take_ballots(&mut self, facts: &[MotionFact]) {
        self.cast = vec![Vec::new(); self.versions.len()];
        for (place, fact) in facts.iter().enumerate() {
            let FactBody::BallotCast { version, choice, reason, sequence } = &fact.fact.body else {
                continue;
            };
            let Some(number) = self.version_meant(*version, &fact.past) else {
                self.faults.push(Fault::of(fact, MotionFault::NotOpen));
                continue;
            };
            let terms = &self.versions[number].terms;
            match judge_ballot(terms, fact, choice, reason) {
                Err(fault) => self.faults.push(Fault::of(fact, fault)),
                Ok(()) => self.cast[number].push(Ballot {
                    place,
                    id: fact.id,
                    by: fact.by,
                    at: fact.fact.at,
                    sequence: *sequence,
                    change: fact.change,
                    choice: choice.clone(),
                    reason: reason.clone(),
                }),
            }
        }
    }

    fn settle(&mut self, ground: &Ground<'_>) {
        let ballots = self.cast.get(self.current).map(Vec::as_slice).unwrap_or_default();
        self.ballots = counted(ballots.iter());
        self.tally = self.current().map(|version| {
            let chosen: Vec<(CommandId, &Choice)> =
                self.ballots.values().map(|ballot| (ballot.id, &ballot.choice)).collect();
            count::count(&version.terms, &chosen, ground.digest)
        });
        self.stage = match self.protocol.finals(self).as_slice() {
            [] if self.protocol.withdrawn => Stage::Withdrawn,
            [] => Stage::Running,
            [first, rest @ ..] => {
                let value = |place: &usize| self.protocol.value_of(*place);
                if rest.iter().all(|other| value(other) == value(first)) {
                    Stage::Final(*first)
                } else {
                    Stage::Disputed
                }
            }
        };
    }
}

impl Fault {
    /// What is wrong with a fact.
    pub fn of(fact: &MotionFact, fault: MotionFault) -> Self {
        Self {
            at: fact.fact.at,
            id: fact.id,
            by: fact.by,
            device: fact.device,
            rule: fault.rule(),
            code: fault.code(),
        }
    }
}

fn judge_ballot(
    terms: &Terms,
    fact: &MotionFact,
    choice: &Choice,
    reason: &str,
) -> Result<(), MotionFault> {
    if terms.electorate.binary_search(&fact.by).is_err() {
        return Err(MotionFault::NotElector);
    }
    if !count::fits(terms, choice) {
        return Err(MotionFault::BallotUnfit);
    }
    if *choice == Choice::Object && reason.trim().is_empty() {
        return Err(MotionFault::ReasonMissing);
    }
    // Nobody votes at a time before what they had seen (CLK-1).
    if fact.fact.at > terms.deadline || fact.fact.at < fact.past_until {
        return Err(MotionFault::NotOpen);
    }
    Ok(())
}

/// One ballot of each voter: the highest by DEC-6.
pub(super) fn counted<'a>(ballots: impl Iterator<Item = &'a Ballot>) -> Map<MemberId, Ballot> {
    let mut counted: Map<MemberId, Ballot> = Map::new();
    for ballot in ballots {
        let higher = |known: &Ballot| ballot.rank() > known.rank();
        if counted.get(&ballot.by).is_none_or(higher) {
            counted.insert(ballot.by, ballot.clone());
        }
    }
    counted
}

fn remarks(facts: &[MotionFact]) -> Vec<Remark> {
    let mut remarks: Vec<Remark> = facts
        .iter()
        .filter_map(|fact| {
            let FactBody::RemarkMade { body, language } = &fact.fact.body else { return None };
            Some(Remark {
                id: fact.id,
                by: fact.by,
                at: fact.fact.at,
                body: body.clone(),
                language: language.clone(),
            })
        })
        .collect();
    ordered::sort_by_key(&mut remarks, |remark| (remark.at, remark.id));
    remarks
}

/// A fact that opens a motion, its place, and the terms in it.
type Opening<'a> = (usize, &'a MotionFact, &'a Terms);

/// The fact that opened the motion of this name.
pub fn first(id: MotionId, facts: &[MotionFact], digest: Digest) -> Option<Opening<'_>> {
    first_of(openings(id, facts, digest))
}

/// The one with the lowest hash, where its proposer wrote it twice.
fn first_of<'a>(openings: impl Iterator<Item = Opening<'a>>) -> Option<Opening<'a>> {
    openings.min_by_key(|(_, fact, _)| fact.change)
}

/// Facts that open the motion of this name, with the terms that all of them have.
fn openings(
    id: MotionId,
    facts: &[MotionFact],
    digest: Digest,
) -> impl Iterator<Item = Opening<'_>> {
    facts.iter().enumerate().filter_map(move |(place, fact)| {
        // Few facts open anything, and each name is a hash.
        let FactBody::MotionOpened { terms, amends: None } = &fact.fact.body else {
            return None;
        };
        (name(&fact.fact, &fact.device, digest) == id).then_some((place, fact, terms.as_ref()))
    })
}

/// What a motion is called whose first fact this is: nobody but its proposer can make that, and its
/// proposer can make it once.
pub fn name(first: &Fact, proposer: &DeviceKey, digest: Digest) -> MotionId {
    let hash = digest(&[proposer.0.as_slice(), first.to_json().as_bytes()].concat());
    let mut id = [0; 16];
    id.copy_from_slice(&hash[..16]);
    MotionId(id)
}
