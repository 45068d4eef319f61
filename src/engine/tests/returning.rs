//! Ben lost all devices and comes back with another by the word of the others (PEO-1).

mod lost_purse;

use super::*;
use crate::clock::DAY_MS;
use crate::domain::FactBody;
use crate::domain::economy::entry::{Entry, EntryBody};
use crate::engine::gate;
use crate::id::{BlobHash, InvitationKey, MemberId, MotionId};
use crate::limits::RETURNS_MAX;
use crate::message::Letter;
use crate::message::command::{Comes, MotionAct, Refusal, Writing};
use crate::message::economy::{
    Account, Charge, EconomyAct, EconomyFault, EconomyTerms, Expense, MoneyEffect,
};
use crate::message::model::{
    JoinProgress, JoinRefusal, Membership, MotionState, Need, OwnWord, ReturnProgress,
};
use crate::message::motion::{Choice, Method, MotionDraft, MotionEffect, MotionFault, Ratio};
use crate::sync::Link;

const CARLA: Node = Node(3);
const DAN: Node = Node(4);
/// A device that Ben has not had before.
const PHONE: Node = Node(5);
const ALL: [Node; 5] = [ANA, BEN, EVE, CARLA, DAN];
const OTHERS: [Node; 4] = [ANA, EVE, CARLA, DAN];
const AFTERWARDS: [Node; 5] = [PHONE, ANA, EVE, CARLA, DAN];

impl Scene {
    fn who(&mut self, node: Node) -> MemberId {
        self.of(node, |community, _| community.me())
    }

    fn asks_to_come_back(&mut self) -> DeviceKey {
        let (link, profile) = (self.link.clone(), named("Ben"));
        let asked = self.world.ask(PHONE, Command::ComeBack { link, profile });
        assert_eq!(asked, Ok(Outcome::Community(self.id)));
        self.until(|scene| {
            let standing = scene.standing(PHONE);
            matches!(standing, Some(Standing::Joining(JoinProgress::ComesBack(_))))
        });
        self.device(PHONE)
    }

    fn vouches(&mut self, node: Node, pair: (DeviceKey, MemberId)) -> Result<Outcome, Refusal> {
        let act = MemberAct::Vouch { device: pair.0, member: pair.1 };
        self.world.ask(node, Command::of(self.id, act))
    }

    fn progress(&self) -> ReturnProgress {
        match self.standing(PHONE) {
            Some(Standing::Joining(JoinProgress::ComesBack(progress))) => progress,
            other => panic!("{other:?}"),
        }
    }

    fn needs(&mut self, node: Node) -> Vec<Need> {
        self.of(node, |community, core| community.today(core.now).needs)
    }

    fn own_word(&mut self, node: Node) -> Option<OwnWord> {
        let cards = self.of(node, |community, core| community.member_cards(core.now));
        cards.into_iter().find_map(|card| {
            let Membership::ComesBack { as_whom, .. } = card.membership else { return None };
            as_whom.first().map(|one| one.mine)
        })
    }

    /// Days pass, and these have their browsers open again.
    fn days(&mut self, days: u64, nodes: &[Node]) {
        self.world.sleep_ms(days * DAY_MS);
        self.world.run_ms(60_000);
        self.until(|scene| scene.is_level(nodes));
    }

    fn puts_a_motion(&mut self, node: Node, title: &str) -> MotionId {
        self.puts(node, title, (MotionEffect::Statement, Method::Majority))
    }

    fn puts(
        &mut self,
        node: Node,
        title: &str,
        (effect, method): (MotionEffect, Method),
    ) -> MotionId {
        let draft = Box::new(MotionDraft {
            title: title.to_owned(),
            text: String::new(),
            method,
            options: Vec::new(),
            effect,
            quorum: Ratio { part: 2, whole: 3 },
            hours: 168,
            review: None,
            looks_again: None,
            page: None,
        });
        let act = MemberAct::Write(Writing::OpenMotion { draft });
        match self.world.ask(node, Command::of(self.id, act)) {
            Ok(Outcome::Motion(motion)) => motion,
            other => panic!("{other:?}"),
        }
    }
}

impl Scene {
    /// Ben is back with the phone, by the word of the others.
    fn brings_back(&mut self) -> MemberId {
        let ben = self.who(BEN);
        self.world.crash(BEN);
        let phone = self.asks_to_come_back();
        self.until(|scene| scene.is_level(&OTHERS));
        for days in [15, 0] {
            for node in [ANA, EVE, CARLA] {
                self.vouches(node, (phone, ben)).expect("she has a vote");
                self.until(|scene| scene.is_level(&OTHERS));
            }
            self.days(days, &OTHERS);
        }
        self.until(|scene| scene.standing(PHONE) == Some(Standing::Member));
        self.until(|scene| scene.is_level(&[EVE, CARLA, DAN, PHONE]));
        ben
    }

    /// What a member has of credit, and the faults of the books, as a node shows them.
    fn credit_at(&mut self, node: Node, member: MemberId) -> (i64, Vec<String>) {
        let books = self.books_at(node);
        let had = books.credit.iter().find(|(known, _)| *known == member);
        let had = had.map_or(0, |(_, money)| money.units);
        (had, books.faults.into_iter().map(|fault| fault.code).collect())
    }

    /// All vote for a decision about money, and it is final.
    fn decides(&mut self, electors: &[Node], effect: &MoneyEffect) -> MotionId {
        let effect = MotionEffect::Money { effect: effect.to_text() };
        let motion = self.puts(electors[0], "Terms", (effect, Method::TwoThirds));
        self.until(|scene| scene.is_level(electors));
        for node in electors.iter().copied() {
            let act = MotionAct::CastBallot { choice: Choice::For, reason: String::new() };
            let act = MemberAct::Write(Writing::Motion { motion, act });
            self.world.ask(node, Command::of(self.id, act)).expect("an elector");
        }
        self.world.sleep_ms(10 * DAY_MS);
        self.world.run_ms(60 * 60_000);
        let state = self.motion_at(electors[0], motion).map(|view| view.card.state);
        assert_eq!(state, Some(MotionState::Final { passed: true }));
        motion
    }
}

fn fault(fault: MotionFault) -> Result<Outcome, Refusal> {
    Err(Refusal::Motion { fault })
}

#[test]
fn peo_1_all_see_who_asks_to_come_back_whoever_wrote_it_down() {
    let mut scene = Scene::of_five(84);
    scene.world.crash(BEN);
    let phone = scene.asks_to_come_back();
    scene.until(|scene| scene.is_level(&OTHERS));
    scene.world.run_ms(5_000);
    let id = gate::member_id(&phone);
    for node in OTHERS {
        let cards = scene.of(node, |community, core| community.member_cards(core.now));
        let card = cards.iter().find(|card| card.id == id).expect("they all know of it");
        assert_eq!(card.name, "Ben", "{node:?}");
    }
}

#[test]
fn peo_1_whoever_lost_all_devices_is_back_by_the_word_of_more_than_half_of_the_others() {
    let mut scene = Scene::of_five(80);
    let (ben, lost) = (scene.who(BEN), scene.device(BEN));
    scene.world.crash(BEN);
    let phone = scene.asks_to_come_back();
    scene.until(|scene| scene.is_level(&OTHERS));
    // Nobody is a new person by it, though an invitation admits here.
    assert_eq!((scene.count(ANA), scene.progress().vouched), (5, 0));
    let asked = Need::Vouch { member: gate::member_id(&phone) };
    assert!(scene.needs(EVE).contains(&asked));
    assert_eq!(scene.vouches(ANA, (phone, ben)), Ok(Outcome::Nothing));
    assert!(!scene.needs(ANA).contains(&asked));
    assert_eq!(scene.vouches(ANA, (phone, ben)), fault(MotionFault::VouchedAlready));
    scene.vouches(EVE, (phone, ben)).expect("she has a vote");
    scene.until(|scene| scene.progress().vouched == 2 && scene.is_level(&OTHERS));
    // Two of four are not more than half.
    assert_eq!((scene.progress().needed, scene.progress().again_from), (3, None));
    scene.vouches(CARLA, (phone, ben)).expect("she has a vote");
    scene.until(|scene| scene.progress().again_from.is_some() && scene.is_level(&OTHERS));
    scene.days(13, &OTHERS);
    assert_eq!(scene.vouches(ANA, (phone, ben)), fault(MotionFault::VouchedAlready));
    scene.days(2, &OTHERS);
    assert_eq!(scene.own_word(ANA), Some(OwnWord::Again));
    assert!(scene.needs(ANA).contains(&asked));
    for node in [ANA, EVE, CARLA] {
        assert_eq!(scene.vouches(node, (phone, ben)), Ok(Outcome::Nothing));
        scene.until(|scene| scene.is_level(&OTHERS));
    }
    scene.until(|scene| scene.standing(PHONE) == Some(Standing::Member));
    scene.until(|scene| scene.is_level(&[EVE, CARLA, DAN, PHONE]));
    // The same person, by the same name, with the purse and a vote in what is put from now on.
    assert_eq!((scene.who(PHONE), scene.count(ANA)), (ben, 5));
    let (name, purse) = scene
        .of(ANA, |community, _| (community.name_of(&ben), community.authority().purse_of(&ben)));
    assert_eq!((name.as_str(), purse), ("Node 1", Some(phone)));
    let motion = scene.puts_a_motion(PHONE, "I am back");
    scene.until(|scene| scene.is_level(&[EVE, CARLA, DAN, PHONE]));
    for node in [PHONE, ANA, EVE, CARLA] {
        let act = MotionAct::CastBallot { choice: Choice::For, reason: String::new() };
        let act = MemberAct::Write(Writing::Motion { motion, act });
        scene.world.ask(node, Command::of(scene.id, act)).expect("an elector");
    }
    scene.world.sleep_ms(9 * DAY_MS);
    scene.world.run_ms(60 * 60_000);
    let state = scene.motion_at(ANA, motion).map(|view| view.card.state);
    assert_eq!(state, Some(MotionState::Final { passed: true }));
    // What was lost is served nothing more, whoever has it.
    scene.world.start(BEN);
    scene.world.run_ms(5 * 60_000);
    let known = scene.of(BEN, |community, _| community.authority().members.len());
    let serves = scene.of(ANA, |community, _| community.serves(&lost, &DocumentId::Motion(motion)));
    assert!(!serves && known == 5);
    let has =
        scene.of(BEN, |community, _| community.documents.contains_key(&DocumentId::Motion(motion)));
    assert!(!has, "it was told of nothing");
}

#[test]
fn peo_1_an_older_device_says_no_and_nobody_is_anybody_by_it() {
    let mut scene = Scene::of_five(81);
    let ben = scene.who(BEN);
    let phone = scene.asks_to_come_back();
    scene.until(|scene| scene.is_level(&ALL));
    let own = scene.vouches(BEN, (phone, ben));
    assert_eq!(own, fault(MotionFault::VouchedForOneself));
    for node in [ANA, EVE, CARLA] {
        scene.vouches(node, (phone, ben)).expect("they were told so");
        scene.until(|scene| scene.is_level(&ALL));
    }
    let asked = Need::NotMe { member: gate::member_id(&phone) };
    assert!(scene.needs(BEN).contains(&asked));
    let refuse = Command::of(scene.id, MemberAct::RefuseReturn { device: phone });
    let by_another = scene.world.ask(ANA, refuse.clone());
    assert_eq!(by_another, fault(MotionFault::NotComingBack));
    scene.world.ask(BEN, refuse).expect("his own name");
    scene.until(|scene| scene.standing(PHONE) == Some(Standing::Refused(JoinRefusal::NotThem)));
    scene.until(|scene| scene.is_level(&ALL));
    assert!(!scene.needs(BEN).contains(&asked));
    scene.days(15, &ALL);
    assert_eq!(scene.vouches(ANA, (phone, ben)), fault(MotionFault::NotComingBack));
    assert_eq!(scene.standing(BEN), Some(Standing::Member));
    assert_eq!(scene.count(ANA), 5);
}

#[test]
fn peo_1_a_return_is_not_recorded_as_a_newcomer() {
    let mut scene = Scene::of_five(82);
    let phone = scene.asks_to_come_back();
    scene.until(|scene| scene.is_level(&ALL));
    // Eve has the proof, and says that it is of somebody new.
    let proof = scene.of(EVE, |community, _| {
        let open = community.documents[&DocumentId::Charter].open.as_ref().expect("always open");
        let mut facts = open.replica.facts().filter_map(|entry| Fact::from_json(entry.json).ok());
        facts.find_map(|fact| {
            let FactBody::ReturnAsked { invitation, device, proof, profile } = fact.body else {
                return None;
            };
            Some((invitation, device, proof, profile))
        })
    });
    let (invitation, device, proof, profile) = proof.expect("it is recorded");
    assert_eq!(device, phone);
    let claimed = FactBody::InvitationClaimed { invitation, device, proof, profile };
    scene.eve_writes(1, claimed);
    assert_eq!(scene.faults_of(EVE), ["proof-false"]);
    assert_eq!(scene.count(ANA), 5);
}

#[test]
fn peo_1_whoever_holds_one_link_keeps_nobody_out_who_has_another() {
    let mut scene = Scene::of_five(83);
    let invite = MemberAct::InviteMembers { uses_max: 1, valid_days: 7 };
    let asked = scene.world.ask(ANA, Command::of(scene.id, invite));
    let Ok(Outcome::Link(another)) = asked else { panic!("{asked:?}") };
    let seed = Link::parse(&scene.link).expect("a link").invitation.expect("an open one");
    let (key, community) = (SoftwareKey::from_seed(&seed), scene.id);
    let invitation = InvitationKey(key.public().0);
    for number in 0..RETURNS_MAX as u8 {
        let device = SoftwareKey::from_seed(&[number; 32]).public();
        let proof = key.sign(&gate::proof_message(&community, Comes::Back, &device));
        let profile = BlobHash([number; 32]);
        let body = FactBody::ReturnAsked { invitation, device, proof, profile };
        scene.eve_writes(number + 1, body);
    }
    scene.until(|scene| scene.is_level(&ALL));
    let waiting = scene.of(ANA, |community, core| community.returning(core.now).count());
    assert_eq!((waiting, scene.faults_of(EVE).len()), (RETURNS_MAX, 0));
    let link = scene.link.clone();
    for (link, is_full) in [(link, true), (another, false)] {
        let asked = scene.world.ask(PHONE, Command::ComeBack { link, profile: named("Ben") });
        assert_eq!(asked, Ok(Outcome::Community(scene.id)));
        scene.until(|scene| match scene.standing(PHONE) {
            Some(Standing::Refused(why)) => is_full && why == JoinRefusal::InvitationOver,
            Some(Standing::Joining(JoinProgress::ComesBack(_))) => !is_full,
            _ => false,
        });
    }
}

#[test]
fn peo_1_a_word_for_a_device_that_nobody_asked_with_is_a_fault_and_moves_nothing() {
    let mut scene = Scene::of_five(84);
    let member = scene.who(BEN);
    scene.eve_writes(1, FactBody::DeviceVouched { device: DeviceKey([9; 32]), member });
    assert_eq!(scene.faults_of(EVE), ["not-coming-back"]);
    assert!(scene.of(ANA, |community, _| community.authority().vouchings.is_empty()));
}
