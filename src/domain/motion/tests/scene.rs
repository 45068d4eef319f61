//! A motion's document without a document: members write facts that build on what they hold.

use std::sync::Arc;

use crate::ordered::{Map, Set};
use std::cell::Cell;

use crate::clock::{HOUR_MS, Timestamp};
use crate::domain::fact::{Fact, FactBody};
use crate::domain::motion::finality::{Duty, Moment};
use crate::domain::motion::past::Past;
use crate::domain::motion::terms::{self, Polity};
use crate::domain::motion::{Ground, Motion, MotionFact, Seen, name};
use crate::id::{ChangeHash, CommandId, DeviceKey, MemberId, MotionId, Signature};
use crate::message::motion::{Choice, Method, MotionDraft, MotionEffect, Preset, Ratio, Terms};

/// Not a hash, but as different for different bytes as these tests need.
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    let mut hash = [0_u8; 32];
    for (lane, chunk) in hash.chunks_exact_mut(8).enumerate() {
        let mut state = 0xcbf2_9ce4_8422_2325_u64 ^ (lane as u64) << 32;
        for byte in bytes {
            state = (state ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
        chunk.copy_from_slice(&state.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_le_bytes());
    }
    hash
}

pub fn member(number: u8) -> MemberId {
    MemberId([number; 16])
}

pub fn device(number: u8) -> DeviceKey {
    DeviceKey([number; 32])
}

/// A signature is good when it begins like the digest and ends with the device.
pub fn signature(device: &DeviceKey, digest: &[u8; 32]) -> Signature {
    let mut bytes = [0; 64];
    bytes[..32].copy_from_slice(digest);
    bytes[32..].copy_from_slice(&device.0);
    Signature(bytes)
}

fn accepts(device: &DeviceKey, digest: &[u8; 32], given: &Signature) -> bool {
    *given == signature(device, digest)
}

/// One fact as it was written.
#[derive(Debug, Clone)]
pub struct Written {
    pub id: CommandId,
    pub by: u8,
    pub device: DeviceKey,
    pub change: ChangeHash,
    pub parents: Vec<ChangeHash>,
    pub fact: Fact,
}

/// Everyone's facts, and who holds which.
pub struct Scene {
    pub polity: Polity,
    pub id: MotionId,
    pub terms: Terms,
    pub all: Vec<Written>,
    held: Map<u8, Set<ChangeHash>>,
    next: Cell<u8>,
    /// What each member has seen of what was done by the right that is to end.
    pub seen: Map<u8, Seen>,
}

pub fn draft(method: Method, effect: MotionEffect) -> MotionDraft {
    MotionDraft {
        title: "A fund".to_owned(),
        text: String::new(),
        method,
        options: Vec::new(),
        effect,
        quorum: Ratio { part: 3, whole: 5 },
        hours: 168,
        review: None,
        looks_again: None,
        page: None,
    }
}

impl Scene {
    /// Members 1 to `count`; the first opens the motion, and all hold it.
    pub fn new(count: u8, draft: &MotionDraft) -> Self {
        let members: Set<MemberId> = (1..=count).map(member).collect();
        let rules = Preset::Cooperative.rules();
        let polity = Polity {
            rules,
            members: members.clone(),
            voters: members,
            silent: Set::new(),
            applicants: Set::new(),
            purses: Map::new(),
        };
        let at = Timestamp(1_000_000);
        let charter = vec![ChangeHash([9; 32])];
        let terms = terms::open(draft, (member(1), at), &polity, (charter, Vec::new()), 0)
            .expect("it stands");
        let body = FactBody::MotionOpened { terms: Box::new(terms.clone()), amends: None };
        let id = name(&Fact { at, body: body.clone() }, &device(1), digest);
        let held = (1..=count).map(|one| (one, Set::new())).collect();
        let mut scene =
            Self { polity, id, terms, all: Vec::new(), held, next: Cell::new(0), seen: Map::new() };
        scene.write(1, at, body);
        scene.share();
        scene
    }

    /// Four of five decide that the fifth goes; all hold their ballots.
    pub fn of_removal() -> Self {
        let effect = MotionEffect::RemoveMember { member: member(5) };
        let mut scene = Self::new(5, &draft(Method::TwoThirds, effect));
        for by in 1..=4 {
            scene.vote(by, Timestamp(2_000_000), Choice::For);
        }
        scene.share();
        scene
    }

    /// A fact of this member, upon all that they hold.
    pub fn write(&mut self, by: u8, at: Timestamp, body: FactBody) -> CommandId {
        let parents = self.held[&by].iter().copied().collect();
        self.write_upon(by, at, body, parents)
    }

    /// A fact upon just these.
    pub fn write_upon(
        &mut self,
        by: u8,
        at: Timestamp,
        body: FactBody,
        parents: Vec<ChangeHash>,
    ) -> CommandId {
        self.next.set(self.next.get() + 1);
        let id = CommandId([self.next.get(); 16]);
        let change = ChangeHash(digest(&[self.next.get(), by]));
        self.all.push(Written {
            id,
            by,
            device: device(by),
            change,
            parents,
            fact: Fact { at, body },
        });
        if let Some(held) = self.held.get_mut(&by) {
            held.insert(change);
        }
        id
    }

    pub fn vote(&mut self, by: u8, at: Timestamp, choice: Choice) -> CommandId {
        let version = self.all[0].id;
        let reason = "so I think".to_owned();
        self.write(by, at, FactBody::BallotCast { version, choice, reason, sequence: 1 })
    }

    /// These members hold what any of them holds.
    pub fn share_among(&mut self, members: &[u8]) {
        let all: Set<ChangeHash> =
            members.iter().flat_map(|one| self.held[one].iter().copied()).collect();
        for one in members {
            self.held.insert(*one, all.clone());
        }
    }

    pub fn share(&mut self) {
        let members: Vec<u8> = self.held.keys().copied().collect();
        self.share_among(&members);
    }

    /// What is held by one, or all there is, in an order that puts parents first; `shuffle` picks
    /// among those that could be next.
    pub fn facts(&self, of: Option<u8>, shuffle: u64) -> Vec<MotionFact> {
        let wanted: Vec<&Written> = self
            .all
            .iter()
            .filter(|one| of.is_none_or(|of| self.held[&of].contains(&one.change)))
            .collect();
        let mut places: Map<ChangeHash, usize> = Map::new();
        let mut facts: Vec<MotionFact> = Vec::new();
        let mut state = shuffle;
        while facts.len() < wanted.len() {
            let ready: Vec<&&Written> = wanted
                .iter()
                .filter(|one| !places.contains_key(&one.change))
                .filter(|one| one.parents.iter().all(|parent| places.contains_key(parent)))
                .collect();
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            let one = ready[(state >> 33) as usize % ready.len()];
            let (mut past, mut past_until) = (Past::default(), Timestamp(0));
            for parent in &one.parents {
                let known: &MotionFact = &facts[places[parent]];
                past.extend(&known.past);
                past.insert(places[parent]);
                past_until = past_until.max(known.past_until).max(known.fact.at);
            }
            places.insert(one.change, facts.len());
            facts.push(MotionFact {
                id: one.id,
                by: member(one.by),
                device: one.device,
                change: one.change,
                past,
                past_until,
                fact: one.fact.clone(),
            });
        }
        facts
    }

    pub fn fold(&self, of: Option<u8>, shuffle: u64) -> Motion {
        let facts = self.facts(of, shuffle);
        self.with_ground(of, |ground| Motion::fold(self.id, &facts, ground))
    }

    fn with_ground<T>(&self, of: Option<u8>, act: impl FnOnce(&Ground<'_>) -> T) -> T {
        let polity = |heads: &[ChangeHash]| {
            (heads == self.terms.charter).then(|| Arc::new(self.polity.clone()))
        };
        let seen = of.and_then(|of| self.seen.get(&of)).cloned().unwrap_or_default();
        act(&Ground { digest, polity: &polity, accepts: &accepts, furthest: &|_| seen.clone() })
    }

    /// From here on the motion may be sealed.
    pub fn sealed_from(&self) -> Timestamp {
        self.terms.deadline.plus_ms(u64::from(self.terms.grace_hours) * HOUR_MS)
    }

    /// What this member's purse would do now.
    pub fn duty(&self, of: u8, now: Timestamp) -> Option<Duty> {
        let facts = self.facts(Some(of), 1);
        self.with_ground(Some(of), |ground| {
            let moment = Moment { now, awake_since: Timestamp(0) };
            Motion::fold(self.id, &facts, ground).duty(member(of), moment, &facts, ground)
        })
    }

    /// Lets this member's purse do the next thing; says whether there was one.
    pub fn act(&mut self, of: u8, now: Timestamp) -> bool {
        let body = match self.duty(of, now) {
            None => return false,
            Some(Duty::Write(body)) => *body,
            Some(Duty::Accept { seal, digest }) => {
                let signature = signature(&device(of), &digest);
                FactBody::SealAccepted { seal, signature }
            }
        };
        self.write(of, now, body);
        true
    }
}
