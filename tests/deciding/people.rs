//! Who is in, who votes, by which rules: recomputed from the charter's facts by the words of the
//! rules alone, again for every fact that is judged by what its author knew. Slow, and without any
//! part of the program that decides.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use phyle::id::{
    ChangeHash, CommandId, CommunityId, DeviceKey, InvitationKey, MemberId, MotionId, Signature,
};
use phyle::message::motion::{AdmissionRule, MotionEffect, Preset, Rules, Tally, Terms};
use phyle::sign;

use super::facts::Fact;

mod cut;
mod effects;
mod purse;

type Changes = BTreeSet<ChangeHash>;

/// Somebody who is in, or was.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    pub joined: u64,
    pub invited_by: Option<MemberId>,
    pub left: Option<u64>,
    pub removed: Option<(u64, MotionId)>,
    pub at_the_door_again: bool,
    pub confirmed_by: BTreeSet<MemberId>,
    pub roles: BTreeSet<String>,
}

impl Person {
    pub fn is_here(&self) -> bool {
        self.left.is_none() && self.removed.is_none() && !self.at_the_door_again
    }
}

/// Somebody who came by an invitation and is not in.
#[derive(Debug, Clone, PartialEq)]
pub struct Applicant {
    id: CommandId,
    at: u64,
    device: DeviceKey,
    invited_by: MemberId,
    rule: AdmissionRule,
}

/// A motion that was decided, as the charter has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    pub motion: MotionId,
    pub version: CommandId,
    pub terms: Terms,
    pub tally: Tally,
    cut: Vec<ChangeHash>,
    /// Until when the posts of whoever was removed count.
    posts_until: Option<u64>,
}

/// The charter, or the part of it that somebody knew.
#[derive(Debug, Clone, Default)]
pub struct People {
    pub members: BTreeMap<MemberId, Person>,
    pub applicants: BTreeMap<MemberId, Applicant>,
    pub devices: BTreeMap<DeviceKey, MemberId>,
    /// Devices that were taken in later, and when.
    linked: BTreeMap<DeviceKey, u64>,
    /// Devices that were taken off, and since when.
    pub off: BTreeMap<DeviceKey, u64>,
    handed: Vec<purse::HandOver>,
    pub voters: BTreeSet<MemberId>,
    pub rules: Rules,
    pub decided: Vec<Decided>,
    /// What was signed beyond a cut: it has no effect.
    pub void: Changes,
    /// Claims that are judged by a later rule than their authors knew.
    pub instead: BTreeMap<ChangeHash, cut::Instead>,
    /// The changes that wrote a decision into the charter.
    written: BTreeMap<MotionId, Changes>,
    invitations: BTreeMap<InvitationKey, Invitation>,
    offers: BTreeMap<InvitationKey, (MemberId, u64)>,
    sponsors: BTreeMap<MemberId, BTreeMap<MemberId, u64>>,
}

#[derive(Debug, Clone)]
struct Invitation {
    by: MemberId,
    expires: u64,
    came: Vec<MemberId>,
}

/// In the order in which things count: time, id, and what happened.
type Event = (u64, CommandId, Happened);

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Happened {
    Founded(MemberId),
    Confirmed(MemberId, MemberId),
    Left(MemberId),
    Decided(usize),
}

/// All facts of the charter.
pub struct Charter<'a> {
    community: CommunityId,
    /// By claimed time, id, author and change.
    facts: Vec<&'a Fact>,
    memo: RefCell<BTreeMap<Changes, Rc<People>>>,
}

fn member_of_first(device: &DeviceKey) -> MemberId {
    MemberId(sign::name("member", &[&device.0]))
}

impl<'a> Charter<'a> {
    pub fn new(community: CommunityId, facts: &'a [Fact]) -> Self {
        let mut facts: Vec<&Fact> = facts.iter().collect();
        facts.sort_by_key(|fact| (fact.at, fact.id, fact.device, fact.change));
        Self { community, facts, memo: RefCell::default() }
    }

    /// As it is with all facts.
    pub fn whole(&self) -> Rc<People> {
        self.with(&self.facts.iter().map(|fact| fact.change).collect())
    }

    /// As somebody knew it whose change of the charter builds on these.
    pub fn at(&self, heads: &[ChangeHash]) -> Rc<People> {
        let mut below: Changes = heads.iter().copied().collect();
        for head in heads {
            let fact = self.facts.iter().find(|fact| fact.change == *head);
            below.extend(fact.into_iter().flat_map(|fact| fact.past.iter().copied()));
        }
        self.with(&below)
    }

    fn with(&self, below: &Changes) -> Rc<People> {
        if let Some(known) = self.memo.borrow().get(below) {
            return Rc::clone(known);
        }
        let people = Rc::new(self.fold(below));
        self.memo.borrow_mut().insert(below.clone(), Rc::clone(&people));
        people
    }

    /// Whether the author had a vote, by what they knew themselves.
    fn had_vote(&self, fact: &Fact) -> bool {
        let then = self.with(&fact.past);
        let author =
            then.devices.get(&fact.device).filter(|_| !then.off.contains_key(&fact.device));
        author.is_some_and(|author| then.voters.contains(author) && then.members[author].is_here())
    }

    /// How people came in, by what the author of a claim knew.
    fn admission(&self, claim: &Fact) -> AdmissionRule {
        self.with(&claim.past).rules.admission
    }

    fn proves(&self, key: &InvitationKey, device: &DeviceKey, proof: &Signature) -> bool {
        let message = sign::message("claim", &[&self.community.0, &device.0]);
        sign::verify(&DeviceKey(key.0), &message, proof).is_ok()
    }

    fn fold(&self, below: &Changes) -> People {
        let facts: Vec<&Fact> =
            self.facts.iter().copied().filter(|fact| below.contains(&fact.change)).collect();
        let mut people = People::default();
        let mut events: BTreeSet<Event> = BTreeSet::new();
        for fact in &facts {
            let Some(decided) = self.decided(fact) else { continue };
            people.written.entry(decided.motion).or_default().insert(fact.change);
            people.decided.push(decided);
        }
        people.decided.sort_by_key(|one| (one.terms.deadline, one.motion));
        people.decided.dedup_by_key(|one| one.motion);
        let Some(root) = facts.iter().find(|fact| fact.change.0 == self.community.0) else {
            return people;
        };
        people.rules = root.get::<Preset>("preset").rules();
        let founder = member_of_first(&root.device);
        people.let_in(founder, root.device, (root.at, None));
        events.insert((root.at, root.id, Happened::Founded(founder)));
        let mut left = facts.clone();
        // Always the first that can be taken.
        while let Some(next) = left.iter().position(|fact| people.can_take(fact)) {
            self.take(left.remove(next), &mut people, &mut events);
        }
        self.cut(&facts, &mut people, &mut events);
        people.take_devices_off(&facts);
        people.handed = self.hand_overs(&facts);
        for (number, one) in people.decided.iter().enumerate() {
            let happened = Happened::Decided(number);
            events.insert((one.terms.deadline.0, CommandId(one.motion.0), happened));
        }
        for event in events {
            people.happens(event);
        }
        people
    }

    fn take(&self, fact: &Fact, people: &mut People, events: &mut BTreeSet<Event>) {
        let by = people.devices.get(&fact.device).copied().expect("else it cannot be taken");
        let concerned = match fact.kind.as_str() {
            "InvitationMade" if self.had_vote(fact) => {
                let (key, expires) = (fact.get("invitation"), fact.get("expires"));
                let new = Invitation { by, expires, came: Vec::new() };
                let known = people.invitations.entry(key).or_insert(new);
                known.expires = known.expires.max(expires);
                return;
            }
            "InvitationClaimed" => {
                let (key, device): (InvitationKey, DeviceKey) =
                    (fact.get("invitation"), fact.get("device"));
                let id = member_of_first(&device);
                let is_known =
                    people.devices.contains_key(&device) || people.applicants.contains_key(&id);
                if is_known || !self.proves(&key, &device, &fact.get("proof")) {
                    return;
                }
                let invitation = people.invitations.get_mut(&key).expect("it can be taken");
                invitation.came.push(id);
                let (invited_by, rule) = (invitation.by, self.admission(fact));
                let one = Applicant { id: fact.id, at: fact.at, device, invited_by, rule };
                people.applicants.insert(id, one);
                id
            }
            "MemberConfirmed" => {
                let member: MemberId = fact.get("member");
                events.insert((fact.at, fact.id, Happened::Confirmed(by, member)));
                if !self.had_vote(fact) {
                    return;
                }
                let said = people.sponsors.entry(member).or_default().entry(by).or_insert(fact.at);
                *said = fact.at.min(*said);
                member
            }
            "MemberLeft" => {
                events.insert((fact.at, fact.id, Happened::Left(by)));
                return;
            }
            "DeviceOffered" => {
                let (key, expires): (InvitationKey, u64) = (fact.get("offer"), fact.get("expires"));
                if self.proves(&key, &fact.device, &fact.get("proof")) {
                    people.offers.entry(key).or_insert((by, expires));
                }
                return;
            }
            "DeviceLinked" => {
                let (key, device): (InvitationKey, DeviceKey) =
                    (fact.get("offer"), fact.get("device"));
                let proves = self.proves(&key, &device, &fact.get("proof"));
                if proves && !people.devices.contains_key(&device) {
                    people.devices.insert(device, people.offers[&key].0);
                    people.linked.insert(device, fact.at);
                }
                return;
            }
            _ => return,
        };
        people.open_the_door(concerned, events);
    }

    /// A decision that the charter has, if it proves itself: enough purses of those who decide signed.
    fn decided(&self, fact: &Fact) -> Option<Decided> {
        if fact.kind != "DecisionTaken" {
            return None;
        }
        let terms: Terms = fact.get("terms");
        let then = self.at(&terms.charter);
        let signed: Vec<(DeviceKey, Signature)> = fact.get("acceptances");
        let signed: BTreeSet<MemberId> = signed
            .iter()
            .filter_map(|(device, _)| then.devices.get(device).map(|member| (device, member)))
            .filter(|(device, member)| then.purse(member) == Some(**device))
            .map(|(_, member)| *member)
            .filter(|member| terms.electorate.contains(member))
            .collect();
        let stands = terms.electorate == then.electorate(&terms.effect)
            && super::motions::is_enough(&terms, signed.len());
        stands.then(|| Decided {
            motion: fact.get("motion"),
            version: fact.get("version"),
            terms,
            tally: fact.get("tally"),
            cut: fact.find("cut").unwrap_or_default(),
            posts_until: fact.find("posts_until"),
        })
    }
}
