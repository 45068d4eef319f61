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
}

/// The charter, or the part of it that somebody knew.
#[derive(Debug, Clone, Default)]
pub struct People {
    pub members: BTreeMap<MemberId, Person>,
    pub applicants: BTreeMap<MemberId, Applicant>,
    pub devices: BTreeMap<DeviceKey, MemberId>,
    /// Devices that were taken in later, and when.
    linked: BTreeMap<DeviceKey, u64>,
    pub off: BTreeSet<DeviceKey>,
    pub voters: BTreeSet<MemberId>,
    pub rules: Rules,
    pub decided: Vec<Decided>,
    /// What was signed beyond a cut: it has no effect.
    pub void: Changes,
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
        let author = then.devices.get(&fact.device).filter(|_| !then.off.contains(&fact.device));
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
        people.decided = facts.iter().filter_map(|fact| self.decided(fact)).collect();
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
        })
    }

    fn is_within(&self, change: &ChangeHash, cut: &[ChangeHash], facts: &[&Fact]) -> bool {
        let heads = facts.iter().filter(|fact| cut.contains(&fact.change));
        heads.into_iter().any(|head| head.change == *change || head.past.contains(change))
    }

    /// PEO-4: what whoever was removed did about people beyond what the promises had seen is void,
    /// and so is what those did who are in by that alone.
    fn cut(&self, facts: &[&Fact], people: &mut People, events: &mut BTreeSet<Event>) {
        let governs = |fact: &&&Fact| match fact.kind.as_str() {
            "InvitationMade" => self.had_vote(fact),
            "InvitationWithdrawn" | "InvitationClaimed" | "MemberConfirmed" => true,
            _ => false,
        };
        let acts: Vec<&Fact> = facts.iter().filter(governs).copied().collect();
        for decision in people.decided.clone().iter().filter(|one| one.tally.passed) {
            let Some(removed) = decision.terms.effect.removes() else { continue };
            let mut gone = BTreeSet::from([removed]);
            let mut voided: Vec<&Fact> = Vec::new();
            loop {
                let fresh: Vec<&Fact> = acts
                    .iter()
                    .copied()
                    .filter(|fact| {
                        let by = people.devices.get(&fact.device);
                        by.is_some_and(|by| gone.contains(by))
                            && !people.void.contains(&fact.change)
                            && !self.is_within(&fact.change, &decision.cut, facts)
                    })
                    .collect();
                people.void.extend(fresh.iter().map(|fact| fact.change));
                voided.extend(fresh.iter().copied());
                let touched: BTreeSet<MemberId> =
                    voided.iter().flat_map(|fact| people.concerned_by(fact)).collect();
                let fallen = touched.iter().copied().filter(|one| {
                    let invited = people.members.get(one).map(|known| known.invited_by);
                    invited.flatten().is_some() && !self.is_let_in(*one, &acts, people)
                });
                let before = gone.len();
                gone.extend(fallen.collect::<Vec<_>>());
                if gone.len() == before && fresh.is_empty() {
                    break;
                }
            }
            gone.remove(&removed);
            for one in gone {
                people.send_to_the_door(one, &acts);
            }
        }
        for fact in facts.iter().filter(|fact| people.void.contains(&fact.change)) {
            if fact.kind == "MemberConfirmed" {
                let by = people.devices[&fact.device];
                events.remove(&(fact.at, fact.id, Happened::Confirmed(by, fact.get("member"))));
            }
        }
    }

    /// Whether anything that is not void lets somebody in.
    fn is_let_in(&self, id: MemberId, acts: &[&Fact], people: &People) -> bool {
        if people.let_in_by_decision(&id).is_some() {
            return true;
        }
        let stands = |fact: &&&Fact| !people.void.contains(&fact.change);
        let claims = acts.iter().filter(|fact| fact.kind == "InvitationClaimed");
        let claims: Vec<&&Fact> =
            claims.filter(|fact| member_of_first(&fact.get("device")) == id).collect();
        let good = claims.iter().copied().filter(stands).find(|claim| {
            let key: InvitationKey = claim.get("invitation");
            let made = acts.iter().filter(|fact| fact.kind == "InvitationMade").filter(stands);
            let mut made = made.filter(|fact| fact.get::<InvitationKey>("invitation") == key);
            made.any(|made| claim.at <= made.get::<u64>("expires"))
                && self.proves(&key, &claim.get("device"), &claim.get("proof"))
        });
        let Some(first) = claims.first() else { return false };
        let rule = self.admission(good.unwrap_or(first));
        let sponsors: BTreeSet<MemberId> = acts
            .iter()
            .filter(|fact| fact.kind == "MemberConfirmed" && fact.get::<MemberId>("member") == id)
            .filter(stands)
            .filter(|fact| self.had_vote(fact))
            .map(|fact| people.devices[&fact.device])
            .collect();
        match (rule, good) {
            (AdmissionRule::InvitationAdmits, Some(_)) => true,
            (AdmissionRule::InvitationAdmits, None) | (AdmissionRule::SponsorAdmits, _) => {
                !sponsors.is_empty()
            }
            (AdmissionRule::Sponsors { count }, _) => sponsors.len() >= count as usize,
            (AdmissionRule::ByDecision, _) => false,
        }
    }
}

impl People {
    fn let_in(&mut self, id: MemberId, device: DeviceKey, (at, by): (u64, Option<MemberId>)) {
        self.devices.insert(device, id);
        let person = Person {
            joined: at,
            invited_by: by,
            left: None,
            removed: None,
            at_the_door_again: false,
            confirmed_by: BTreeSet::new(),
            roles: BTreeSet::new(),
        };
        self.members.insert(id, person);
    }

    fn can_take(&self, fact: &Fact) -> bool {
        if !self.devices.contains_key(&fact.device) {
            return false;
        }
        match fact.kind.as_str() {
            "InvitationWithdrawn" => self.invitations.contains_key(&fact.get("invitation")),
            "InvitationClaimed" => {
                let device: DeviceKey = fact.get("device");
                let invitation = self.invitations.get(&fact.get("invitation"));
                invitation.is_some_and(|one| {
                    fact.at <= one.expires
                        || self.devices.contains_key(&device)
                        || self.applicants.contains_key(&member_of_first(&device))
                })
            }
            "DeviceLinked" => {
                let offer = self.offers.get(&fact.get("offer"));
                let is_known = self.devices.contains_key(&fact.get("device"));
                offer.is_some_and(|(_, until)| fact.at <= *until || is_known)
            }
            "DeviceRevoked" => {
                let key: DeviceKey = fact.get("device");
                self.devices.contains_key(&key) || self.offers.contains_key(&InvitationKey(key.0))
            }
            _ => true,
        }
    }

    fn let_in_by_decision(&self, id: &MemberId) -> Option<u64> {
        let passed = self.decided.iter().filter(|one| one.tally.passed);
        let admits = passed.filter(|one| {
            matches!(&one.terms.effect, MotionEffect::AdmitMember { member, .. } if member == id)
        });
        admits.map(|one| one.terms.deadline.0).min()
    }

    /// Lets in whoever stands at the door, if what was said suffices.
    fn open_the_door(&mut self, id: MemberId, events: &mut BTreeSet<Event>) {
        let Some(one) = self.applicants.get(&id).cloned() else { return };
        let mut said: Vec<u64> =
            self.sponsors.get(&id).into_iter().flat_map(|by| by.values().copied()).collect();
        said.sort_unstable();
        let by_rule = match one.rule {
            AdmissionRule::InvitationAdmits => Some(one.at),
            AdmissionRule::SponsorAdmits => said.first().copied(),
            AdmissionRule::Sponsors { count } => {
                said.get((count as usize).saturating_sub(1)).copied()
            }
            AdmissionRule::ByDecision => None,
        };
        let since = by_rule.into_iter().chain(self.let_in_by_decision(&id)).min();
        let Some(since) = since.map(|since| since.max(one.at)) else { return };
        self.applicants.remove(&id);
        self.let_in(id, one.device, (since, Some(one.invited_by)));
        events.insert((since, one.id, Happened::Confirmed(one.invited_by, id)));
    }

    fn concerned_by(&self, fact: &Fact) -> Vec<MemberId> {
        match fact.kind.as_str() {
            "InvitationMade" => {
                let known = self.invitations.get(&fact.get("invitation"));
                known.map(|one| one.came.clone()).unwrap_or_default()
            }
            "InvitationClaimed" => vec![member_of_first(&fact.get("device"))],
            "MemberConfirmed" => vec![fact.get("member")],
            _ => Vec::new(),
        }
    }

    fn send_to_the_door(&mut self, id: MemberId, acts: &[&Fact]) {
        let claims = acts.iter().filter(|fact| fact.kind == "InvitationClaimed");
        let claim = claims.into_iter().find(|one| member_of_first(&one.get("device")) == id);
        let (Some(claim), Some(person)) = (claim, self.members.get_mut(&id)) else { return };
        let Some(invited_by) = person.invited_by else { return };
        person.at_the_door_again = true;
        let (device, at) = (claim.get("device"), person.joined);
        let rule = AdmissionRule::SponsorAdmits;
        let one = Applicant { id: claim.id, at, device, invited_by, rule };
        self.applicants.insert(id, one);
    }

    /// PEO-1: a device takes another one of the same member off; two that take each other off are off.
    fn take_devices_off(&mut self, facts: &[&Fact]) {
        let mut all: Vec<(u64, DeviceKey, DeviceKey)> = facts
            .iter()
            .filter(|fact| fact.kind == "DeviceRevoked")
            .map(|fact| (fact.at, fact.device, fact.get("device")))
            .filter(|(_, by, off)| {
                let owner = self.devices.get(off);
                owner.is_some() && owner == self.devices.get(by) && by != off
            })
            .collect();
        all.sort_unstable();
        for (_, by, off) in &all {
            let crosses = all.iter().any(|(_, one, other)| one == off && other == by);
            if crosses || !self.off.contains(by) {
                self.off.insert(*off);
            }
        }
    }

    fn happens(&mut self, (at, _, happened): Event) {
        match happened {
            Happened::Founded(by) => {
                self.voters.insert(by);
            }
            Happened::Confirmed(by, member) => {
                if let Some(person) = self.members.get_mut(&member).filter(|_| by != member) {
                    person.confirmed_by.insert(by);
                }
            }
            Happened::Left(by) => {
                self.voters.remove(&by);
                let person = self.members.get_mut(&by).expect("a member");
                person.left = person.left.or(Some(at));
            }
            Happened::Decided(number) => self.takes_effect(number, at),
        }
        // Whoever is confirmed by more than half of the voters has a vote; who came first, first.
        loop {
            let has_enough = |person: &Person| {
                let by = person.confirmed_by.iter().filter(|by| self.voters.contains(by)).count();
                2 * by > self.voters.len()
            };
            let next = self
                .members
                .iter()
                .filter(|(id, person)| person.is_here() && !self.voters.contains(id))
                .filter(|(_, person)| has_enough(person))
                .min_by_key(|(id, person)| (person.joined, **id));
            let Some((id, _)) = next else { return };
            self.voters.insert(*id);
        }
    }

    fn takes_effect(&mut self, number: usize, at: u64) {
        let Decided { motion, terms, tally, .. } = self.decided[number].clone();
        if !tally.passed {
            return;
        }
        match terms.effect {
            MotionEffect::Statement
            | MotionEffect::AdoptPage { .. }
            | MotionEffect::AdmitMember { .. }
            | MotionEffect::Money { .. } => {}
            MotionEffect::GiveRole { member, role } => {
                if let Some(person) = self.members.get_mut(&member) {
                    person.roles.insert(role);
                }
            }
            MotionEffect::EndRole { member, role } => {
                if let Some(person) = self.members.get_mut(&member) {
                    person.roles.remove(&role);
                }
            }
            MotionEffect::ConfirmMember { member } => {
                if self.members.get(&member).is_some_and(Person::is_here) {
                    self.voters.insert(member);
                }
            }
            MotionEffect::RemoveMember { member } => {
                self.voters.remove(&member);
                if let Some(person) = self.members.get_mut(&member) {
                    person.removed = person.removed.or(Some((at, motion)));
                }
            }
            MotionEffect::SetRules { rules } => self.rules = rules,
        }
    }

    /// DEC-1: the voters; who is to be removed is not among them.
    pub fn electorate(&self, effect: &MotionEffect) -> Vec<MemberId> {
        let concerned = effect.removes();
        self.voters.iter().copied().filter(|voter| Some(*voter) != concerned).collect()
    }

    /// PEO-7: the first device of a member that is not taken off.
    pub fn purse(&self, member: &MemberId) -> Option<DeviceKey> {
        let mine = self.devices.iter().filter(|(_, owner)| *owner == member);
        let mine = mine.map(|(device, _)| *device).filter(|device| !self.off.contains(device));
        mine.min_by_key(|device| (self.linked.get(device).copied(), *device))
    }

    /// The member behind a device that is of use, who is in.
    pub fn current(&self, device: &DeviceKey) -> Option<MemberId> {
        let member = self.devices.get(device).filter(|_| !self.off.contains(device))?;
        self.members.get(member).filter(|person| person.is_here()).map(|_| *member)
    }
}
