//! Ten years of a community that decides, as one of its devices keeps them: every fact is written,
//! signed and sealed as programs do, but one after another, so that nothing is sent. Made once and kept
//! under `target/`.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use phyle::clock::{DAY_MS, HOUR_MS, Timestamp};
use phyle::doc::{ActorKey, Replica};
use phyle::domain::motion::finality::{Duty, Moment};
use phyle::domain::motion::terms::Polity;
use phyle::domain::motion::{self, Ground, Seen};
use phyle::domain::profile::Profile;
use phyle::domain::{Fact, FactBody};
use phyle::id::{
    BlobHash, ChangeHash, CommandId, CommunityId, DeviceKey, DocumentId, InvitationKey, MemberId,
    MotionId,
};
use phyle::message::command::Meeting;
use phyle::message::motion::{
    Choice, Method, MotionDraft, MotionEffect, Preset, RULES_VERSION, Ratio,
};
use phyle::ordered::{Map, Set};
use phyle::projection::motion::MotionModel;
use phyle::projection::summary::Summary;
use phyle::sign::{self, SoftwareKey};
use phyle::sim::world::named;
use phyle::store::record::{self, Chunk};
use phyle::store::{Local, Meta, keys};

#[path = "decade/vote.rs"]
mod vote;

use vote::Vote;

/// Of what is kept: a community that was made otherwise has another number.
const VERSION: u32 = 3;
const YEARS: u64 = 10;
const FIRST: Timestamp = Timestamp(1_451_606_400_000);
/// Which motions do something about people or rules.
const ROLES_EVERY: usize = 10;
const RULES_EVERY: usize = 200;
const REMOVALS_EVERY: usize = 700;

/// Ten years of a large community.
pub const LARGE: Size = Size { members: 150, motions: 2_000, ballots: 50 };

/// What a device keeps, and with what it goes on.
pub struct Decade {
    pub community: CommunityId,
    pub disk: BTreeMap<String, Vec<u8>>,
    pub now: Timestamp,
    /// Ballots are taken there.
    pub open: MotionId,
}

/// How much there is.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    pub members: usize,
    pub motions: usize,
    /// Of each motion.
    pub ballots: usize,
}

/// What the key of the device that keeps it is made of.
pub fn own_seed() -> [u8; 32] {
    seed(0)
}

fn seed(number: usize) -> [u8; 32] {
    sign::sha256(format!("member {number}").as_bytes())
}

fn key(number: usize) -> SoftwareKey {
    SoftwareKey::from_seed(&seed(number))
}

/// The community of this size: what was made before is taken from where it was kept.
pub fn decade(size: Size, target: &Path) -> Decade {
    let Size { members, motions, ballots } = size;
    let path = target.join(format!("decade-{VERSION}-{members}-{motions}-{ballots}.kept"));
    let kept = std::fs::read(&path).ok().and_then(|bytes| record::decode(&bytes).ok());
    let (community, now, open, disk) = kept.unwrap_or_else(|| {
        eprintln!("making {motions} motions of {members} members ...");
        let made = Maker::new(size).make();
        let kept = (made.community, made.now, made.open, made.disk);
        std::fs::write(&path, record::encode(&kept)).ok();
        kept
    });
    Decade { community, disk, now, open }
}

/// One who writes for all.
struct Maker {
    size: Size,
    keys: Vec<SoftwareKey>,
    community: CommunityId,
    charter: Replica,
    at: Timestamp,
    disk: BTreeMap<String, Vec<u8>>,
    next: u64,
    polity: Polity,
    profile: BlobHash,
    /// The last change of the charter by each device.
    latest: BTreeMap<DeviceKey, ChangeHash>,
}

fn actor(device: &DeviceKey) -> ActorKey {
    ActorKey::new(device, [1; 8])
}

fn member_of(device: &DeviceKey) -> MemberId {
    MemberId(sign::name("member", &[&device.0]))
}

/// Writes a fact as this device, and signs it.
fn put(replica: Replica, key: &SoftwareKey, id: CommandId, fact: &Fact) -> Replica {
    let mut replica = replica.handed_to(actor(&key.public()));
    replica.put_fact(id, &fact.to_json(), fact.at).expect("it fits").expect("it is new");
    let tip = replica.unsigned_tip().expect("it was just written");
    let message = sign::tip_message(&replica.community(), &replica.document(), &tip);
    replica.vouch(&tip, key.sign(&message)).expect("its own");
    replica
}

impl Maker {
    fn new(size: Size) -> Self {
        let keys: Vec<SoftwareKey> = (0..size.members).map(key).collect();
        let founder = keys[0].public();
        let profile = Profile::from_draft(&named("Somebody"), [0; 16], None).expect("a name");
        let bytes = profile.encode();
        let profile = BlobHash(sign::sha256(&bytes));
        let (name, preset) = ("Four Shores".to_owned(), Preset::Cooperative);
        let (sentence, rules_version) = (String::new(), RULES_VERSION);
        let body = FactBody::CommunityFounded { name, sentence, profile, preset, rules_version };
        let fact = Fact { at: FIRST, body };
        let founded = Replica::found(actor(&founder), CommandId([0; 16]), &fact.to_json(), FIRST);
        let (mut charter, written) = founded.expect("it is new");
        let community = CommunityId(written.change.0);
        let message = sign::tip_message(&community, &DocumentId::Charter, &written.change);
        charter.vouch(&written.change, keys[0].sign(&message)).expect("its own");
        let first: Set<MemberId> = Set::from_iter([member_of(&founder)]);
        let polity = Polity {
            rules: preset.rules(),
            members: first.clone(),
            voters: first,
            silent: Set::new(),
            applicants: Set::new(),
            purses: Map::from_iter([(member_of(&founder), Some(founder))]),
        };
        let disk = BTreeMap::from([(keys::profile(&community, &profile), bytes)]);
        let (at, next) = (FIRST, 1);
        let latest = BTreeMap::from([(founder, written.change)]);
        Self { size, keys, community, charter, at, disk, next, polity, profile, latest }
    }

    fn id(&mut self) -> CommandId {
        self.next += 1;
        CommandId(sign::name("decade", &[&self.next.to_be_bytes()]))
    }

    /// Somebody whose turn it is, of those who vote.
    fn voter(&mut self) -> usize {
        self.next += 1;
        let voters = self.voters();
        voters[self.next as usize * 7 % voters.len()]
    }

    fn voters(&self) -> Vec<usize> {
        let votes =
            |one: &usize| self.polity.voters.contains(&member_of(&self.keys[*one].public()));
        (0..self.size.members).filter(votes).collect()
    }

    fn in_charter(&mut self, by: usize, body: FactBody) {
        self.at = self.at.plus_ms(1_000);
        let (id, fact) = (self.id(), Fact { at: self.at, body });
        let nothing = Replica::new(DocumentId::Charter, self.community, actor(&DeviceKey([0; 32])));
        let charter = std::mem::replace(&mut self.charter, nothing);
        self.charter = put(charter, &self.keys[by], id, &fact);
        let [head] = self.charter.heads()[..] else { panic!("one after another") };
        self.latest.insert(self.keys[by].public(), head);
    }

    /// Somebody comes, and more than half of the voters want them to have a vote.
    fn join(&mut self, number: usize) {
        let inviter = self.voter();
        let link = SoftwareKey::from_seed(&sign::sha256(format!("link {number}").as_bytes()));
        let invitation = InvitationKey(link.public().0);
        let expires = self.at.plus_ms(7 * DAY_MS);
        self.in_charter(inviter, FactBody::InvitationMade { invitation, uses_max: 1, expires });
        let device = self.keys[number].public();
        let proof = link.sign(&sign::message("claim", &[&self.community.0, &device.0]));
        let profile = self.profile;
        let body = FactBody::InvitationClaimed { invitation, device, proof, profile };
        self.in_charter(inviter, body);
        let member = member_of(&device);
        let voters = self.voters();
        let others = voters.iter().copied().filter(|one| *one != inviter);
        for by in others.take(voters.len() / 2).collect::<Vec<_>>() {
            self.in_charter(by, FactBody::MemberConfirmed { member });
        }
        self.polity.members.insert(member);
        self.polity.voters.insert(member);
        self.polity.purses.insert(member, Some(device));
    }

    fn effect(&mut self, number: usize) -> MotionEffect {
        let voters = self.voters();
        let member = member_of(&self.keys[voters[number % voters.len()]].public());
        if number % REMOVALS_EVERY == REMOVALS_EVERY - 1 {
            MotionEffect::RemoveMember { member }
        } else if number % RULES_EVERY == RULES_EVERY - 1 {
            let mut rules = self.polity.rules;
            rules.grace_hours = if rules.grace_hours == 48 { 24 } else { 48 };
            MotionEffect::SetRules { rules }
        } else if number % ROLES_EVERY == ROLES_EVERY - 1 {
            MotionEffect::GiveRole { member, role: format!("Host {}", number % 5) }
        } else {
            MotionEffect::Statement
        }
    }

    /// The terms of a motion that somebody puts now, and what it is called.
    fn opened(&mut self, number: usize) -> (usize, CommandId, Fact, MotionId) {
        let effect = self.effect(number);
        let removed = effect.removes();
        let is_removed = |one: usize| Some(member_of(&self.keys[one].public())) == removed;
        let voters = self.voters();
        let proposer = voters[number * 13 % voters.len()];
        let proposer = if is_removed(proposer) { voters[0] } else { proposer };
        let draft = MotionDraft {
            title: format!("What we do about letter {number}"),
            text: "Each of us answers some of them, and says so here.".to_owned(),
            method: Method::TwoThirds,
            options: Vec::new(),
            effect,
            quorum: Ratio { part: 3, whole: 5 },
            hours: 168,
            review: None,
            looks_again: None,
            page: None,
        };
        let by = member_of(&self.keys[proposer].public());
        let ground = (self.charter.heads(), Vec::new());
        let terms = motion::terms::open(&draft, (by, self.at), &self.polity, ground, 0);
        let terms = Box::new(terms.expect("it is lawful"));
        let fact = Fact { at: self.at, body: FactBody::MotionOpened { terms, amends: None } };
        let name = motion::name(&fact, &self.keys[proposer].public(), sign::sha256);
        (proposer, self.id(), fact, name)
    }

    fn put_motion(&mut self, number: usize) -> Vote {
        self.at = self.at.plus_ms(1_000);
        let (proposer, id, fact, name) = self.opened(number);
        let FactBody::MotionOpened { terms, .. } = &fact.body else { panic!("it opens") };
        let electors: Vec<usize> = (0..self.size.members)
            .filter(|one| terms.electorate.contains(&member_of(&self.keys[*one].public())))
            .collect();
        let over = terms.deadline.plus_ms(u64::from(terms.grace_hours) * HOUR_MS);
        let nobody = actor(&DeviceKey([0; 32]));
        let replica = Replica::new(DocumentId::Motion(name), self.community, nobody);
        let replica = put(replica, &self.keys[proposer], id, &fact);
        let model = MotionModel::new(name);
        let (at, polity) = (fact.at, self.polity.clone());
        let mut vote = Vote { name, version: id, electors, over, at, replica, model, polity };
        vote.look();
        // What is grave needs the votes of most of those who have one.
        let version = vote.model.motion.current().expect("it was opened");
        let is_grave = version.terms.effect.kind().is_grave();
        let ballots = if is_grave { vote.electors.len() } else { self.size.ballots };
        for ballot in 0..ballots {
            let by = vote.electors[ballot % vote.electors.len()];
            let choice =
                if (ballot + number).is_multiple_of(7) { Choice::Against } else { Choice::For };
            let sequence = (ballot / vote.electors.len()) as u32 + 1;
            let (version, reason) = (vote.version, String::new());
            let body = FactBody::BallotCast { version, choice, reason, sequence };
            let id = self.id();
            vote.write(&self.keys[by], id, body);
        }
        vote
    }

    /// All that programs do until a motion is final; the decision goes into the charter.
    fn decide(&mut self, mut vote: Vote) {
        vote.at = vote.over.plus_ms(HOUR_MS);
        let is_grave = |vote: &Vote| {
            let version = vote.model.motion.current().expect("it was opened");
            version.terms.effect.kind().is_grave()
        };
        let electors = vote.electors.len();
        let needed = if is_grave(&vote) { 2 * electors / 3 + 1 } else { electors / 2 + 1 };
        vote.look();
        let first = vote.model.motion.protocol.tellers[0];
        let is_first = |one: &usize| member_of(&self.keys[*one].public()) == first;
        let teller = vote.electors.iter().copied().find(is_first).expect("an elector");
        let others = vote.electors.iter().copied().filter(|one| *one != teller);
        let signers: Vec<usize> = [teller].into_iter().chain(others).take(needed).collect();
        let id = self.id();
        vote.write(&self.keys[teller], id, FactBody::RoundOpened { number: 1 });
        let effect = &vote.model.motion.current().expect("it was opened").terms.effect;
        let removed = effect.removes();
        let seen = self.latest.iter().filter(|(device, _)| Some(member_of(device)) == removed);
        let seen: Vec<ChangeHash> = seen.map(|(_, change)| *change).collect();
        // They talk elsewhere.
        let posts_until = removed.map(|_| Timestamp(0));
        for by in &signers {
            let (promise, seen) = (self.id(), seen.clone());
            let body = FactBody::PromiseGiven { round: id, seen, posts_until };
            vote.write(&self.keys[*by], promise, body);
        }
        // The rest are waited for in vain.
        vote.at = vote.at.plus_ms(HOUR_MS);
        let body = vote.seal(first);
        let seal = self.id();
        vote.write(&self.keys[teller], seal, body);
        vote.look();
        let digest = vote.model.motion.protocol.seals[0].digest;
        let message = sign::message("accept", &[&self.community.0, &digest]);
        for by in &signers {
            let signature = self.keys[*by].sign(&message);
            let id = self.id();
            vote.write(&self.keys[*by], id, FactBody::SealAccepted { seal, signature });
        }
        vote.look();
        let decision = vote.model.motion.decision(sign::sha256).expect("it is final");
        let effect = decision.tally.passed.then(|| decision.terms.effect.clone());
        self.at = self.at.max(vote.at);
        self.in_charter(teller, FactBody::DecisionTaken(Arc::new(decision)));
        if let Some(MotionEffect::RemoveMember { member }) = effect {
            self.polity.members.remove(&member);
            self.polity.voters.remove(&member);
        } else if let Some(MotionEffect::SetRules { rules }) = effect {
            self.polity.rules = rules;
        }
        self.keep(vote);
    }

    fn keep(&mut self, vote: Vote) {
        let summary = Summary::Motion(vote.model.summary);
        self.keep_document(&vote.replica, summary);
    }

    fn keep_document(&mut self, replica: &Replica, summary: Summary) {
        let document = replica.document();
        let chunk = record::encode(&Chunk::Snapshot(replica.snapshot()));
        let (heads, bytes) = (replica.heads(), chunk.len() as u64);
        let meta =
            Meta { heads, chunk_next: 1, chunks: 1, bytes, twice_signed: Vec::new(), summary };
        self.disk.insert(keys::chunk(&self.community, &document, 0), chunk);
        self.disk.insert(keys::meta(&self.community, &document), record::encode(&meta));
    }

    fn make(mut self) -> Decade {
        let lasts = YEARS * 365 * DAY_MS;
        let (mut came, mut taken) = (1, Vec::new());
        for number in 0..self.size.motions {
            if number % 100 == 99 {
                eprintln!("{} of {}", number + 1, self.size.motions);
            }
            let so_far = lasts * number as u64 / self.size.motions as u64;
            self.at = self.at.max(FIRST.plus_ms(so_far));
            // A few are there from the beginning, and the last come a year before the end.
            let due = 5 + self.size.members * (number + 1) * 10 / (self.size.motions * 9);
            while came < self.size.members.min(due) {
                self.join(came);
                came += 1;
            }
            taken.push(self.put_motion(number));
            // A few run at any time.
            if taken.len() > 5 {
                let first = taken.remove(0);
                self.decide(first);
            }
        }
        for vote in taken {
            self.decide(vote);
        }
        let open = self.put_motion(0);
        let (name, now) = (open.name, open.at.plus_ms(HOUR_MS));
        self.keep(open);
        let charter = self.charter.clone();
        self.keep_document(&charter, Summary::Charter);
        let device = self.keys[0].public();
        let local = Local::new(self.community, device, [1; 32], Meeting::default());
        self.disk.insert(keys::local(&self.community), record::encode(&local));
        Decade { community: self.community, disk: self.disk, now, open: name }
    }
}
