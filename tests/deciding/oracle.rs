//! What must hold when everybody has met again, whatever happened on the way.

use std::collections::{BTreeMap, BTreeSet};

use phyle::clock::Timestamp;
use phyle::id::{CommandId, DeviceKey, DocumentId, MemberId, MotionId, ThreadId};
use phyle::message::ToEngine;
use phyle::message::model::{
    MemberCard, Membership, MotionCard, MotionState, MotionView, ThreadDelta, ViewDelta, ViewKey,
};
use phyle::message::motion::Choice;
use phyle::sim::relay::Node;
use phyle::store::keys;
use phyle::store::record::{self, Local};

use super::facts::{self, Fact, Facts};
use super::motions::{self, Came, Motion};
use super::people::{Charter, Decided, People};
use super::run::Run;

impl Run {
    pub fn judge(&mut self) {
        let known = self.known().expect("somebody is left");
        let people = Charter::new(self.community, &known[&DocumentId::Charter]).whole();
        // Whoever is in by the model is so on their own screen; they show one state.
        let is_current =
            |node: &Node| self.device_of(*node).is_some_and(|one| people.current(&one).is_some());
        let current: Vec<Node> = self.nodes().into_iter().filter(is_current).collect();
        let awake = self.awake();
        for node in self.nodes() {
            let (is_in, is_awake) = (current.contains(&node), awake.contains(&node));
            assert!(is_awake || !is_in, "{node:?} is in and shows otherwise");
            assert!(is_in || !is_awake || self.was_sent_away(node, &people), "{node:?} is not in");
        }
        self.world.until_same(&current, self.community);
        let known = facts::read(&self.world, current[0], self.community);
        for node in &current[1..] {
            let theirs = facts::read(&self.world, *node, self.community);
            assert_eq!(facts::names(&theirs), facts::names(&known), "{node:?} has other facts");
        }
        self.nothing_is_lost(&known, &people);
        times_never_fall(&known);
        self.note_people(&people);
        self.people_are_as_told(&people, &current);
        self.motions_are_as_told(&known, &current);
        self.posts_are_as_told(&known, &people, &current);
    }

    /// The facts as somebody has them who knows of the most decisions: who was sent away may not
    /// have heard of it.
    fn known(&self) -> Option<Facts> {
        let all = self.awake().into_iter().map(|node| {
            let known = facts::read(&self.world, node, self.community);
            let charter = known[&DocumentId::Charter].len();
            (charter, known)
        });
        all.max_by_key(|(charter, _)| *charter).map(|(_, known)| known)
    }

    /// Whether somebody is not in who cannot know it: they lack what it was decided on, and are served
    /// nothing more.
    fn was_sent_away(&self, node: Node, people: &People) -> bool {
        let own = facts::read(&self.world, node, self.community);
        let own = facts::names(&own);
        let device = self.device_of(node).expect("it is awake");
        let member = people.devices.get(&device).and_then(|one| people.members.get(one));
        let left_elsewhere = member.is_some_and(|person| person.left.is_some());
        let removed = member.and_then(|person| person.removed).map(|(_, motion)| motion);
        let decided = people.decided.iter().find(|one| Some(one.motion) == removed);
        let lacks = |one: &Decided| {
            one.terms.charter.iter().any(|head| !own[&DocumentId::Charter].contains(head))
        };
        // A device that was taken off, or whose owner left on another, is told by nobody.
        people.off.contains_key(&device) || left_elsewhere || decided.is_some_and(lacks)
    }

    /// The key of the device that a node is.
    fn device_of(&self, node: Node) -> Option<DeviceKey> {
        let local = self.world.disk(node).get(&keys::local(&self.community))?;
        record::decode::<Local>(local).ok().map(|local| local.device)
    }

    /// What was acknowledged to somebody who is still in is there.
    fn nothing_is_lost(&self, known: &Facts, people: &People) {
        let there: BTreeSet<_> = known.values().flatten().map(|fact| fact.id).collect();
        for (id, node) in &self.done {
            let device = self.device_of(*node);
            if device.is_some_and(|one| people.current(&one).is_some()) {
                assert!(there.contains(id), "{id} of {node:?} is lost");
            }
        }
    }

    fn note_people(&mut self, people: &People) {
        let members = people.members.values();
        let removed = members.clone().filter(|one| one.removed.is_some()).count();
        let left = members.filter(|one| one.left.is_some()).count();
        for (what, count) in [
            ("somebody removed", removed),
            ("somebody gone", left),
            ("devices taken off", people.off.len()),
            ("purses handed on", people.hand_overs()),
            ("acts beyond a cut", people.void.len()),
            ("judged by a later rule", people.instead.len()),
            ("somebody at the door", people.applicants.len()),
        ] {
            *self.seen.entry(what).or_default() += count;
        }
    }

    fn note_motion(&mut self, motion: &Motion<'_>) {
        let what = match &motion.came {
            Came::Void => "void",
            Came::Running => "never decided",
            Came::Withdrawn => "withdrawn",
            Came::Final(sealed) if sealed.tally.passed => "passed",
            Came::Final(_) => "failed",
            Came::Disputed => "disputed",
        };
        *self.seen.entry(what).or_default() += 1;
        *self.seen.entry("amended").or_default() += motion.versions.len() - 1;
        *self.seen.entry("asked again").or_default() += motion.rounds_opened().saturating_sub(1);
        if let Came::Final(sealed) = &motion.came {
            let sealed = motion.sealed(sealed).len();
            *self.seen.entry("late ballots").or_default() += motion.ballots_cast() - sealed;
        }
    }

    fn people_are_as_told(&mut self, people: &People, nodes: &[Node]) {
        for node in nodes {
            let constitution = self.list(*node).expect("a list").constitution;
            let voters: BTreeSet<MemberId> = constitution.voters.into_iter().collect();
            assert_eq!(voters, people.voters, "{node:?}: who votes");
            assert_eq!(constitution.rules, people.rules);
            let cards = self.members(*node);
            for card in &cards {
                assert_eq!(as_told(card), as_judged(people, &card.id), "{node:?}: {:?}", card.id);
            }
            let shown: BTreeSet<MemberId> = cards.iter().map(|card| card.id).collect();
            let all = people.members.keys().chain(people.applicants.keys()).copied();
            assert_eq!(shown, all.collect(), "{node:?}: who is named");
        }
    }

    fn members(&mut self, node: Node) -> Vec<MemberCard> {
        let key = ViewKey::Members(self.community);
        let shown = self.world.view(node, key.clone()).pop();
        self.world.tell(node, ToEngine::Unwatch(key));
        let Some(ViewDelta::Members { members, .. }) = shown else { panic!("no members") };
        members
    }

    fn motion(&mut self, node: Node, motion: MotionId) -> Option<MotionView> {
        let key = ViewKey::Motion(self.community, motion);
        let shown = self.world.view(node, key.clone()).pop();
        self.world.tell(node, ToEngine::Unwatch(key));
        let Some(ViewDelta::Motion { view, .. }) = shown else { panic!("no motion") };
        view.and_then(|view| view.open())
    }

    fn posts_are_as_told(&mut self, known: &Facts, people: &People, nodes: &[Node]) {
        let facts = known.values().flatten().filter(|fact| fact.kind == "PostWritten");
        let judged: BTreeMap<CommandId, bool> =
            facts.map(|post| (post.id, people.is_folded(post))).collect();
        let folded = judged.values().filter(|is_folded| **is_folded).count();
        *self.seen.entry("posts beyond a cut").or_default() += folded;
        *self.seen.entry("posts").or_default() += judged.len();
        for node in nodes {
            let topics = self.topics(*node);
            let told: BTreeMap<CommandId, bool> =
                topics.into_iter().flat_map(|topic| self.posts(*node, topic)).collect();
            assert_eq!(told, judged, "{node:?}: posts");
        }
    }

    /// The posts of a topic, and whether each is folded, as a window has them that looks for a moment.
    fn posts(&mut self, node: Node, topic: ThreadId) -> BTreeMap<CommandId, bool> {
        let key = ViewKey::Thread(self.community, topic);
        let shown = self.world.view(node, key.clone());
        self.world.tell(node, ToEngine::Unwatch(key));
        let posts = shown.into_iter().flat_map(|shown| {
            let ViewDelta::Thread { delta, .. } = shown else { panic!("{shown:?}") };
            let (ThreadDelta::All { posts, .. } | ThreadDelta::Changed { posts, .. }) = delta;
            posts
        });
        posts.map(|post| (post.id, post.is_beyond_cut)).collect()
    }

    fn motions_are_as_told(&mut self, known: &Facts, nodes: &[Node]) {
        let charter = Charter::new(self.community, &known[&DocumentId::Charter]);
        let people = charter.whole();
        let mut passed: BTreeMap<MotionId, bool> = BTreeMap::new();
        for (document, facts) in known {
            let DocumentId::Motion(id) = document else { continue };
            let motion = motions::judge(*id, facts, &charter, &people.devices).expect("it opened");
            if let Came::Final(sealed) = &motion.came {
                passed.insert(*id, sealed.tally.passed);
            }
            let is_open = motion.came == Came::Running && self.can_decide(&motion, &people);
            assert!(!is_open, "{id:?} was never decided");
            self.note_motion(&motion);
            for node in nodes {
                let view = self.motion(*node, *id);
                let view = view.unwrap_or_else(|| panic!("{id:?} is not at {node:?}"));
                assert_eq!(told(&view), judged(&motion), "{node:?}: {id:?}");
            }
        }
        // What was final on any screen is what was decided; and what was decided is in the charter.
        for (motion, seen) in &self.finals {
            assert_eq!(passed.get(motion), Some(seen), "{motion:?} flipped");
        }
        let kept = people.decided.iter().map(|one| (one.motion, one.tally.passed));
        assert_eq!(kept.collect::<BTreeMap<_, _>>(), passed, "what the charter has");
    }

    /// Motions that are not decided, though enough purses are here.
    pub fn undecided(&self) -> Vec<MotionId> {
        let Some(known) = self.known() else { return Vec::new() };
        let charter = Charter::new(self.community, &known[&DocumentId::Charter]);
        let people = charter.whole();
        let open = known.iter().filter_map(|(document, facts)| {
            let DocumentId::Motion(id) = document else { return None };
            let motion = motions::judge(*id, facts, &charter, &people.devices)?;
            let is_open = motion.came == Came::Running && self.can_decide(&motion, &people);
            is_open.then_some(*id)
        });
        open.collect()
    }

    /// With enough purses here it becomes final, whatever the rest do.
    fn can_decide(&self, motion: &Motion<'_>, people: &People) -> bool {
        let here: Vec<DeviceKey> =
            self.awake().into_iter().filter_map(|node| self.device_of(node)).collect();
        let here = motion
            .purses
            .values()
            .filter(|purse| here.contains(purse) && people.current(purse).is_some());
        motions::is_enough(&motion.current().terms, here.count())
    }
}

/// CLK-1: nothing claims a time before what it builds on.
fn times_never_fall(known: &Facts) {
    for facts in known.values() {
        let at: BTreeMap<_, u64> = facts.iter().map(|fact| (fact.change, fact.at)).collect();
        for fact in facts {
            let before = fact.past.iter().filter_map(|change| at.get(change)).max();
            let falls = before.is_some_and(|before| fact.at < *before);
            assert!(!falls, "{} is before {before:?}", fact.json);
        }
    }
}

/// What a screen says somebody is.
fn as_told(card: &MemberCard) -> (String, BTreeSet<String>) {
    let membership = match &card.membership {
        Membership::Voter => "voter".to_owned(),
        Membership::Voice { confirmed_by } => {
            format!("voice {:?}", confirmed_by.iter().collect::<BTreeSet<_>>())
        }
        Membership::AtTheDoor { .. } => "at the door".to_owned(),
        Membership::ComesBack { .. } => "comes back".to_owned(),
        Membership::Left(at) => format!("left {}", at.0),
        Membership::Removed { at, motion } => format!("removed {} {motion}", at.0),
    };
    (membership, card.roles.iter().cloned().collect())
}

/// The same by the model.
fn as_judged(people: &People, id: &MemberId) -> (String, BTreeSet<String>) {
    let person = match people.members.get(id) {
        Some(person) if !person.at_the_door_again => person,
        Some(_) | None => return ("at the door".to_owned(), BTreeSet::new()),
    };
    let membership = if let Some((at, motion)) = person.removed {
        format!("removed {at} {motion}")
    } else if let Some(at) = person.left {
        format!("left {at}")
    } else if people.voters.contains(id) {
        "voter".to_owned()
    } else {
        format!("voice {:?}", person.confirmed_by.iter().collect::<BTreeSet<_>>())
    };
    (membership, person.roles.clone())
}

/// What a screen says of a motion.
type Told = (String, Vec<MemberId>, BTreeMap<MemberId, (Choice, u64)>, String);

fn state(card: &MotionCard) -> String {
    match card.state {
        MotionState::Void(_) => "void".to_owned(),
        MotionState::Open | MotionState::Grace(_) | MotionState::Sealing(_) => "running".to_owned(),
        MotionState::Withdrawn => "withdrawn".to_owned(),
        MotionState::Final { passed } => format!("final {passed}"),
        MotionState::Disputed => "disputed".to_owned(),
        MotionState::Incomplete => "incomplete".to_owned(),
    }
}

fn told(view: &MotionView) -> Told {
    let ballots: BTreeMap<MemberId, (Choice, u64)> =
        view.ballots.iter().map(|one| (one.by, (one.choice.clone(), one.at.0))).collect();
    let mut electors: Vec<MemberId> = view.missing.clone();
    electors.extend(ballots.keys());
    electors.sort();
    (state(&view.card), electors, ballots, format!("{:?}", view.tally))
}

fn judged(motion: &Motion<'_>) -> Told {
    let by_version = |version: &motions::Version<'_>| version.terms.electorate.clone();
    let said = |fact: &&Fact| {
        let by = motion.author(fact);
        (by, (fact.get::<Choice>("choice"), Timestamp(fact.at).0))
    };
    let current = motion.current();
    match &motion.came {
        Came::Final(sealed) => {
            let ballots = motion.sealed(sealed);
            let state = format!("final {}", sealed.tally.passed);
            let tally = format!("{:?}", Some(&sealed.tally));
            (state, by_version(current), ballots.iter().map(said).collect(), tally)
        }
        Came::Void => ("void".to_owned(), by_version(current), BTreeMap::new(), "None".to_owned()),
        Came::Running | Came::Withdrawn | Came::Disputed => {
            let state = format!("{:?}", motion.came).to_lowercase();
            let tally = format!("{:?}", Some(motion.tally(current, &motion.ballots)));
            let ballots = motion.ballots.iter().map(said).collect();
            (state, by_version(current), ballots, tally)
        }
    }
}
