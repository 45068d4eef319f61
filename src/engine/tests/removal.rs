//! Eve is removed: those who are left meet elsewhere, and whoever was away finds them for a while.

use std::sync::Arc;

use super::*;
use crate::clock::DAY_MS;
use crate::domain::FactBody;
use crate::domain::motion::Seen;
use crate::domain::motion::finality::value_digest;
use crate::engine::gate;
use crate::engine::peers::Greeting;
use crate::id::{BlobHash, MotionId};
use crate::limits::{FORMER_SECRET_MS, LINK_DOUBTED_MS};
use crate::message::command::{MotionAct, Writing};
use crate::message::model::JoinProgress;
use crate::message::motion::{Choice, Count, Method, MotionDraft, MotionEffect, Ratio, Tally};
use crate::sync::Link;

pub(super) const CARLA: Node = Node(3);
pub(super) const DAN: Node = Node(4);
/// Follows a link.
const FAY: Node = Node(5);
const ALL: [Node; 5] = [ANA, BEN, EVE, CARLA, DAN];

impl Scene {
    /// Four and Eve, all with a vote, and a link that stands for a year.
    pub(super) fn of_five(seed: u64) -> Self {
        let mut scene = Self::new(seed, 6, &[BEN, EVE, CARLA, DAN]);
        for by in ALL {
            for of in ALL {
                let member = gate::member_id(&scene.device(of));
                let act = MemberAct::ConfirmMember { member };
                // Who has no vote yet is refused, and another asked.
                drop(scene.world.ask(by, Command::of(scene.id, act)));
            }
            scene.world.run_ms(1_000);
        }
        scene.link = scene.invite();
        scene.until(|scene| scene.is_level(&ALL));
        scene.world.run_ms(5_000);
        scene
    }

    pub(super) fn invite(&mut self) -> String {
        let act = MemberAct::InviteMembers { uses_max: 20, valid_days: 365 };
        match self.world.ask(ANA, Command::of(self.id, act)) {
            Ok(Outcome::Link(link)) => link,
            other => panic!("{other:?}"),
        }
    }

    /// Puts it to the vote that Eve goes; three are for it.
    pub(super) fn put(&mut self) -> MotionId {
        let draft = Box::new(MotionDraft {
            title: "Eve goes".to_owned(),
            text: String::new(),
            method: Method::TwoThirds,
            options: Vec::new(),
            effect: MotionEffect::RemoveMember { member: gate::member_id(&self.device(EVE)) },
            quorum: Ratio { part: 3, whole: 5 },
            hours: 168,
            review: None,
            looks_again: None,
            page: None,
        });
        let act = MemberAct::Write(Writing::OpenMotion { draft });
        let opened = self.world.ask(ANA, Command::of(self.id, act));
        let Ok(Outcome::Motion(motion)) = opened else { panic!("{opened:?}") };
        self.until(|scene| scene.is_level(&ALL));
        for node in [ANA, BEN, CARLA] {
            let act = MotionAct::CastBallot { choice: Choice::For, reason: String::new() };
            let act = MemberAct::Write(Writing::Motion { motion, act });
            self.world.ask(node, Command::of(self.id, act)).expect("an elector");
        }
        self.until(|scene| scene.is_level(&ALL));
        motion
    }

    /// The time is up, and the programs of Ana, Ben and Carla make it final, as they are open for a
    /// while each day: the first teller may be away.
    fn decide(&mut self) {
        self.world.sleep_ms(9 * DAY_MS);
        for _ in 0..6 {
            self.world.sleep_ms(DAY_MS);
            self.world.run_ms(4 * 60_000);
            if [ANA, BEN, CARLA].iter().all(|node| self.count(*node) == 4) {
                return;
            }
        }
        panic!("it did not become final");
    }

    /// It is decided without Eve and Dan, who are then the only ones awake, and know nothing of it.
    pub(super) fn decide_without_two(&mut self) {
        self.world.crash(DAN);
        self.world.crash(EVE);
        self.decide();
        for node in [ANA, BEN, CARLA] {
            self.world.crash(node);
        }
        self.world.start(EVE);
        self.world.start(DAN);
    }

    fn secret(&mut self, node: Node) -> [u8; 32] {
        self.of(node, |community, _| community.local.secret)
    }

    /// Until these meet by one secret, and by another than before.
    fn until_renewed(&mut self, nodes: &[Node], before: [u8; 32]) {
        for _ in 0..1_500 {
            let first = self.secret(nodes[0]);
            if first != before && nodes.iter().all(|node| self.secret(*node) == first) {
                return;
            }
            self.world.run_ms(100);
        }
        panic!("it was not renewed for all");
    }

    fn peers(&mut self, node: Node) -> usize {
        self.of(node, |community, _| community.peers.len())
    }
}

#[test]
fn peo_4_who_was_removed_sees_the_decision_and_never_learns_where_the_others_meet() {
    for seed in 50..53 {
        let mut scene = Scene::of_five(seed);
        let before = scene.secret(ANA);
        let motion = scene.put();
        scene.world.crash(DAN);
        scene.decide();
        scene.until_renewed(&[ANA, BEN, CARLA], before);
        scene.until(|scene| scene.standing(EVE) == Some(Standing::Removed(motion)));
        scene.world.run_ms(10 * 60_000);
        assert_eq!((scene.secret(EVE), scene.peers(EVE)), (before, 0));
        let renewals = |scene: &mut Scene, node| {
            scene.of(node, |community, _| {
                let open = community.documents[&DocumentId::Motion(motion)].open.as_ref();
                let facts = open.expect("it was looked at").replica.facts();
                let facts = facts.filter_map(|entry| Fact::from_json(entry.json).ok());
                let renews = |fact: &Fact| matches!(fact.body, FactBody::SecretRenewed { .. });
                facts.filter(renews).count()
            })
        };
        assert_eq!((renewals(&mut scene, ANA), renewals(&mut scene, EVE)), (1, 0), "seed {seed}");
    }
}

#[test]
fn peo_4_who_was_away_finds_the_others_by_the_secret_before_while_its_time_lasts() {
    let mut scene = Scene::of_five(54);
    let before = scene.secret(ANA);
    scene.put();
    scene.world.crash(DAN);
    scene.decide();
    scene.until_renewed(&[ANA, BEN, CARLA], before);
    scene.world.sleep_ms(FORMER_SECRET_MS - 2 * DAY_MS);
    scene.world.start(DAN);
    scene.world.run_ms(5_000);
    scene.until_renewed(&[ANA, BEN, CARLA, DAN], before);
    scene.until(|scene| scene.is_level(&[BEN, CARLA, DAN]));
    assert_eq!(scene.count(DAN), 4);
    // From there on they meet where nobody else looks.
    scene.world.sleep_ms(3 * DAY_MS);
    scene.world.run_ms(5_000);
    scene.until(|scene| scene.world.card(DAN, scene.id).is_some_and(|card| card.online.len() == 3));
    let former = scene.of(ANA, |community, _| community.local.former.clone());
    assert!(former.is_empty(), "{former:?}");
}

#[test]
fn peo_4_who_comes_after_that_time_needs_a_new_link() {
    let mut scene = Scene::of_five(55);
    let before = scene.secret(ANA);
    let old = scene.link.clone();
    scene.put();
    scene.world.crash(DAN);
    scene.decide();
    scene.until_renewed(&[ANA, BEN, CARLA], before);
    scene.world.sleep_ms(FORMER_SECRET_MS + DAY_MS);
    scene.world.start(DAN);
    scene.world.run_ms(15 * 60_000);
    assert_eq!((scene.peers(DAN), scene.peers(ANA)), (0, 2));
    scene.world.crash(DAN);
    scene.join(FAY);
    scene.world.run_ms(15 * 60_000);
    let looking = Standing::Joining(JoinProgress::LookingForMembers);
    assert_eq!((scene.standing(FAY), scene.peers(ANA)), (Some(looking), 2));
    // A member stays what they are, and follows it all the same.
    scene.link = scene.invite();
    assert_ne!(scene.link, old);
    let abandon = Command::AbandonJoin { community: scene.id };
    scene.world.ask(FAY, abandon).expect("she was not let in");
    scene.world.start(DAN);
    scene.world.run_ms(1_000);
    scene.join(DAN);
    scene.until(|scene| scene.is_level(&[BEN, CARLA, DAN]));
    scene.join(FAY);
    scene.until(|scene| scene.standing(FAY) == Some(Standing::Member));
    scene.until_renewed(&[ANA, BEN, CARLA, DAN, FAY], before);
    // A link of before leads nobody back.
    let (now, link) = (scene.secret(ANA), old);
    let profile = named("Ana");
    scene.world.ask(ANA, Command::JoinCommunity { link, profile }).expect("it is shown");
    assert_eq!(scene.secret(ANA), now);
}

#[test]
fn peo_4_a_link_that_nothing_proves_is_left_after_a_day() {
    let mut scene = Scene::of_five(58);
    let before = scene.secret(BEN);
    let link = Link::parse(&scene.link).expect("it is ours");
    let follow = |scene: &mut Scene, generation| {
        let forged = Link { secret: [9; 32], generation, ..link.clone() };
        let (link, profile) = (forged.to_fragment(), named("Ben"));
        scene.world.ask(BEN, Command::JoinCommunity { link, profile }).expect("it is shown");
    };
    // Anybody who saw a link of this community can write one.
    follow(&mut scene, link.generation);
    assert_eq!(scene.secret(BEN), before);
    follow(&mut scene, link.generation + 1);
    assert_eq!(scene.secret(BEN), [9; 32]);
    scene.world.crash(BEN);
    scene.world.start(BEN);
    scene.world.sleep_ms(LINK_DOUBTED_MS + 60_000);
    scene.world.run_ms(60_000);
    assert_eq!(scene.secret(BEN), before);
    assert!(scene.peers(BEN) > 0);
}

#[test]
fn peo_4_the_place_before_is_listened_at_whenever_another_salt_counts() {
    let mut scene = Scene::of_five(59);
    let before = scene.secret(ANA);
    scene.put();
    scene.decide();
    scene.until_renewed(&[ANA, BEN, CARLA, DAN], before);
    scene.world.sleep_ms(FORMER_SECRET_MS + DAY_MS);
    scene.world.run_ms(5_000);
    // As where another salt of this removal counted until now.
    let former = scene.of(ANA, |community, core| {
        community.local.secret = [7; 32];
        community.renew_secret(core);
        (community.local.former.clone(), core.now)
    });
    let (former, now) = former;
    assert_eq!(former.iter().map(|one| one.secret).collect::<Vec<_>>(), [[7; 32]]);
    assert_eq!(former[0].until, now.plus_ms(FORMER_SECRET_MS));
}

#[test]
fn peo_4_who_was_away_while_they_were_removed_is_told_by_the_first_they_meet() {
    let mut scene = Scene::of_five(56);
    let before = scene.secret(ANA);
    let motion = scene.put();
    scene.world.crash(EVE);
    scene.decide();
    scene.until_renewed(&[ANA, BEN, CARLA, DAN], before);
    scene.world.start(EVE);
    scene.until(|scene| scene.standing(EVE) == Some(Standing::Removed(motion)));
    assert_eq!(scene.secret(EVE), before);
    // It stays so, and the others are not looked for again.
    scene.world.crash(EVE);
    scene.world.start(EVE);
    scene.world.run_ms(10 * 60_000);
    assert_eq!(scene.standing(EVE), Some(Standing::Removed(motion)));
    assert_eq!(scene.peers(EVE), 0);
}

#[test]
fn peo_4_nobody_is_made_to_believe_that_they_were_removed() {
    let mut scene = Scene::of_five(57);
    let motion = scene.put();
    let (eve, ana, ben) = (scene.device(EVE), scene.device(ANA), scene.device(BEN));
    let terms = scene.of(ANA, |community, _| {
        let model = community.motion_model(motion).expect("it is open");
        model.motion.current().expect("a version").terms.clone()
    });
    let mut electorate = terms.electorate.clone();
    electorate.retain(|member| *member != gate::member_id(&ben));
    electorate.push(gate::member_id(&eve));
    electorate.sort();
    let effect = MotionEffect::RemoveMember { member: gate::member_id(&ben) };
    let terms = crate::message::motion::Terms { effect, electorate, ..terms };
    let tally = Tally {
        count: Count::Votes { favour: 4, against: 0, abstained: 0 },
        cast: 4,
        quorum_met: true,
        passed: true,
        order: Vec::new(),
    };
    let (version, seal, ballots) = (CommandId([1; 16]), CommandId([3; 16]), BlobHash([0; 32]));
    let digest = value_digest(
        (motion, version, seal),
        &terms,
        &tally,
        (&ballots, &Seen::default()),
        sign::sha256,
    );
    let own = scene.world.key(EVE, &eve).sign(&gate::acceptance_message(&scene.id, &digest));
    let acceptances = vec![(eve, own), (ana, own)];
    let cut = Vec::new();
    let decision = crate::domain::fact::Decision {
        motion,
        version,
        terms,
        tally,
        ballots,
        seal,
        cut,
        posts_until: None,
        acceptances,
    };
    let body = FactBody::DecisionTaken(Arc::new(decision));
    let text = Fact { at: scene.now(), body }.to_json();
    for text in [text, "no fact".to_owned()] {
        let greeting = postcard::to_stdvec(&Greeting::Removed(text)).expect("encodable");
        scene.eve_says(BEN, Message::Greeting(greeting));
        scene.world.run_ms(1_000);
    }
    assert_eq!(scene.standing(BEN), Some(Standing::Member));
    let refusals = scene.of(BEN, |community, _| community.refusals.clone());
    // Who said what is not so is not heard again.
    assert_eq!(refusals.get("removal-false"), Some(&1));
}

#[test]
fn peo_4_who_came_in_by_what_lies_beyond_the_cut_waits_at_the_door_again() {
    let mut scene = Scene::of_five(58);
    scene.put();
    // Neither knows of it: Eve invites Fay, and Dan has all of that.
    scene.decide_without_two();
    scene.world.run_ms(5_000);
    let act = MemberAct::InviteMembers { uses_max: 1, valid_days: 30 };
    let Ok(Outcome::Link(link)) = scene.world.ask(EVE, Command::of(scene.id, act)) else {
        panic!("she thinks that she may")
    };
    scene.link = link;
    scene.join(FAY);
    scene.until(|scene| scene.standing(FAY) == Some(Standing::Member));
    scene.until(|scene| scene.count(DAN) == 6);
    scene.world.crash(EVE);
    for node in [ANA, BEN, CARLA] {
        scene.world.start(node);
    }
    // Dan is not alone, and so in no hurry to say hello where all met before.
    scene.world.run_ms(13 * 60_000);
    let waits = Some(Standing::Joining(JoinProgress::Applied));
    scene.until(|scene| scene.standing(FAY) == waits);
    scene.until(|scene| scene.is_level(&[BEN, CARLA, DAN]) && scene.count(ANA) == 4);
    let eve = gate::member_id(&scene.of(DAN, |community, _| {
        let removed = community.authority().members.values().find(|one| one.removed.is_some());
        let id = removed.expect("Eve was").id;
        *community.devices_of(&id).first().expect("she had one")
    }));
    let faults = scene.of(ANA, |community, _| community.fault_cards());
    let told = |card: &crate::message::model::FaultCard| {
        matches!(
            card,
            crate::message::model::FaultCard::BrokenRule { by, code, .. }
                if *by == eve && code == "beyond-the-cut"
        )
    };
    assert!(faults.iter().any(told), "{faults:?}");
    // Somebody lets her in again, and she has all that the others have.
    let member = gate::member_id(&scene.device(FAY));
    let confirm = Command::of(scene.id, MemberAct::ConfirmMember { member });
    scene.world.ask(ANA, confirm).expect("she may");
    scene.until(|scene| scene.standing(FAY) == Some(Standing::Member));
    scene.until(|scene| scene.is_level(&[BEN, CARLA, DAN, FAY]) && scene.count(FAY) == 5);
}
