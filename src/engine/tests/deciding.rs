//! A member whose program cheats in decisions: what it signs has no effect and is told with its name.

use std::sync::Arc;

use super::*;
use crate::domain::FactBody;
use crate::domain::fact::Decision;
use crate::domain::motion::Seen;
use crate::domain::motion::finality::value_digest;
use crate::domain::motion::{self, terms};
use crate::engine::gate;
use crate::id::{BlobHash, ChangeHash, MemberId, MotionId};
use crate::message::model::{FaultCard, Membership, MotionState, MotionView, ViewDelta, ViewKey};
use crate::message::motion::{
    Choice, Count, Method, MotionDraft, MotionEffect, MotionFault, Preset, Ratio, Tally, Terms,
};

impl Scene {
    fn member(&mut self, node: Node) -> MemberId {
        gate::member_id(&self.device(node))
    }

    /// What the charter's faults are called at Ana's, of what this node signed.
    pub(super) fn faults_of(&mut self, node: Node) -> Vec<String> {
        let member = self.member(node);
        let cards = self.of(ANA, |community, _| community.fault_cards());
        let codes = cards.into_iter().filter_map(|card| match card {
            FaultCard::BrokenRule { by, code, .. } if by == member => Some(code),
            FaultCard::BrokenRule { .. }
            | FaultCard::WaitsAgain { .. }
            | FaultCard::Unopened { .. }
            | FaultCard::TwiceSigned { .. } => None,
        });
        codes.collect()
    }

    pub(super) fn motion_at(&mut self, node: Node, id: MotionId) -> Option<MotionView> {
        let deltas = self.world.view(node, ViewKey::Motion(self.id, id));
        deltas.into_iter().rev().find_map(|delta| {
            let ViewDelta::Motion { view, .. } = delta else { return None };
            view.and_then(|view| view.open())
        })
    }

    /// Terms as an honest program would make them, for Eve.
    fn terms(&mut self, effect: MotionEffect, method: Method) -> Terms {
        let at = self.now();
        let draft = MotionDraft {
            title: "Eve decides".to_owned(),
            text: String::new(),
            method,
            options: Vec::new(),
            effect,
            quorum: Ratio { part: 3, whole: 5 },
            hours: 168,
            review: None,
            looks_again: None,
            page: None,
        };
        let ana = self.member(ANA);
        self.of(ANA, |community, _| {
            let heads = community.heads_of(&DocumentId::Charter);
            terms::open(&draft, (ana, at), &community.polity(), (heads, Vec::new()), 0)
                .expect("they stand")
        })
    }

    /// A motion that Eve opens with these terms, and what follows in its document.
    fn eve_opens(&mut self, terms: Terms, more: impl Fn(CommandId) -> Vec<Fact>) -> MotionId {
        let (eve, at) = (self.device(EVE), self.now());
        let body = FactBody::MotionOpened { terms: Box::new(terms), amends: None };
        let fact = Fact { at, body };
        let id = motion::name(&fact, &eve, sign::sha256);
        let document = DocumentId::Motion(id);
        let mut replica = Replica::new(document, self.id, ActorKey::new(&eve, [9; 8]));
        let batch = put(&mut replica, self.world.key(EVE, &eve), 1, &fact);
        self.eve_sends(ANA, document, &batch);
        for (number, fact) in (2..).zip(more(CommandId([1; 16]))) {
            let batch = put(&mut replica, self.world.key(EVE, &eve), number, &fact);
            self.eve_sends(ANA, document, &batch);
        }
        id
    }

    /// Eve writes into the charter.
    pub(super) fn eve_writes(&mut self, number: u8, body: FactBody) {
        let (eve, at) = (self.device(EVE), self.now());
        let mut charter = self.charter(eve, number);
        let fact = Fact { at, body };
        let batch = put(&mut charter, self.world.key(EVE, &eve), number, &fact);
        self.eve_sends(ANA, DocumentId::Charter, &batch);
    }

    fn membership(&mut self, of: Node) -> Membership {
        let member = self.member(of);
        let cards = self.of(ANA, |community, core| community.member_cards(core.now));
        let card = cards.into_iter().find(|card| card.id == member);
        card.expect("they are known").membership
    }
}

#[test]
fn peo_2_whoever_looks_at_the_rules_sees_a_new_voter_without_looking_again() {
    let mut scene = Scene::new(36, 3, &[BEN, EVE]);
    let newcomer = scene.member(EVE);
    let key = ViewKey::Motions(scene.id);
    scene.world.view(EVE, key.clone());
    scene.world.ask(ANA, confirm(scene.id, newcomer)).expect("she may");
    scene.world.ask(BEN, confirm(scene.id, newcomer)).expect("he may");
    scene.until(|scene| {
        let sent = scene.world.sent(EVE, &key).last();
        let Some(ViewDelta::Motions { motions, .. }) = sent else { return false };
        motions.open().is_some_and(|now| now.constitution.voters.contains(&newcomer))
    });
}

#[test]
fn dec_1_a_forged_electorate_or_a_lax_method_makes_a_motion_void() {
    let mut scene = Scene::new(31, 3, &[BEN, EVE]);
    let mine = scene.member(EVE);
    scene.world.ask(ANA, confirm(scene.id, mine)).expect("she may");
    scene.world.ask(BEN, confirm(scene.id, mine)).expect("he may");
    scene.until(|scene| scene.is_level(&[BEN, EVE]));
    let effect = MotionEffect::RemoveMember { member: scene.member(BEN) };
    let honest = scene.terms(effect, Method::TwoThirds);
    let cases = [
        (Terms { electorate: vec![mine], ..honest.clone() }, MotionFault::ElectorateFalse),
        (Terms { method: Method::Majority, ..honest.clone() }, MotionFault::MethodTooWeak),
        (
            Terms { quorum: Ratio { part: 1, whole: 9 }, ..honest.clone() },
            MotionFault::QuorumTooLow,
        ),
        (Terms { grace_hours: 0, ..honest.clone() }, MotionFault::GraceFalse),
        // Of a page that it does not adopt.
        (Terms { wording: vec![ChangeHash([7; 32])], ..honest.clone() }, MotionFault::Words),
        (
            Terms { deadline: scene.now().plus_ms(1_000), ..honest },
            MotionFault::TooShort { hours_min: 168 },
        ),
    ];
    for (terms, fault) in cases {
        let id = scene.eve_opens(terms, |_| Vec::new());
        let view = scene.motion_at(ANA, id).expect("it is shown");
        assert_eq!(view.card.state, MotionState::Void(fault));
        assert_eq!((view.faults[0].by, view.faults[0].code.as_str()), (mine, fault.code()));
    }
    assert_eq!(scene.count(ANA), 3);
}

#[test]
fn dec_7_a_seal_without_promises_and_a_decision_without_acceptances_have_no_effect() {
    let mut scene = Scene::new(32, 3, &[BEN, EVE]);
    let mine = scene.member(EVE);
    scene.world.ask(ANA, confirm(scene.id, mine)).expect("she may");
    scene.world.ask(BEN, confirm(scene.id, mine)).expect("he may");
    scene.until(|scene| scene.is_level(&[BEN, EVE]));
    let ben = scene.member(BEN);
    let terms = scene.terms(MotionEffect::RemoveMember { member: ben }, Method::TwoThirds);
    let at = scene.now();
    let tally = Tally {
        count: Count::Votes { favour: 2, against: 0, abstained: 0 },
        cast: 2,
        quorum_met: true,
        passed: true,
        order: Vec::new(),
    };
    let sealed = tally.clone();
    let id = scene.eve_opens(terms.clone(), |version| {
        let seal = FactBody::SealMade {
            round: CommandId([2; 16]),
            version,
            promises: Vec::new(),
            ballots: Vec::new(),
            tally: sealed.clone(),
            cut: Vec::new(),
            posts_until: None,
        };
        let bodies = [FactBody::RoundOpened { number: 1 }, seal];
        bodies.into_iter().map(|body| Fact { at, body }).collect()
    });
    let view = scene.motion_at(ANA, id).expect("it is shown");
    assert_eq!(view.card.state, MotionState::Open);
    let codes: Vec<&str> = view.faults.iter().map(|fault| fault.code.as_str()).collect();
    assert!(codes.contains(&"against-protocol") && codes.contains(&"seal-false"), "{codes:?}");

    // The same, as if it were final: by her own signature, and by one that she made up for Ana.
    let (eve, ana) = (scene.device(EVE), scene.device(ANA));
    let (version, seal, ballots) = (CommandId([1; 16]), CommandId([3; 16]), BlobHash([0; 32]));
    let digest = value_digest(
        (id, version, seal),
        &terms,
        &tally,
        (&ballots, &Seen::default()),
        sign::sha256,
    );
    let message = gate::acceptance_message(&scene.id, &digest);
    let own = scene.world.key(EVE, &eve).sign(&message);
    let motion = id;
    let acceptances = vec![(eve, own), (ana, own)];
    let cut = Vec::new();
    let posts_until = None;
    let decision =
        Decision { motion, version, terms, tally, ballots, seal, cut, posts_until, acceptances };
    scene.eve_writes(1, FactBody::DecisionTaken(Arc::new(decision)));
    assert_eq!(scene.membership(BEN), Membership::Voter);
    assert_eq!(scene.faults_of(EVE), ["acceptance-false"]);
}

#[test]
fn peo_2_who_has_no_vote_confirms_and_invites_nobody() {
    let mut scene = Scene::new(33, 3, &[BEN, EVE]);
    let mine = scene.member(EVE);
    assert!(matches!(scene.membership(EVE), Membership::Voice { .. }));
    scene.eve_writes(1, FactBody::MemberConfirmed { member: mine });
    assert!(matches!(scene.membership(EVE), Membership::Voice { .. }));
    let invitation = crate::id::InvitationKey([7; 32]);
    let expires = scene.now().plus_ms(1_000_000);
    let made = FactBody::InvitationMade { invitation, uses_max: 9, expires };
    scene.eve_writes(2, made);
    assert_eq!(scene.faults_of(EVE), ["not-a-voter"]);
    let known =
        scene.of(ANA, |community, _| community.authority().invitations.contains_key(&invitation));
    assert!(!known);
}

#[test]
fn peo_2_a_community_is_founded_once() {
    let mut scene = Scene::new(9, 3, &[EVE]);
    let before = scene.of(ANA, |community, _| community.authority().clone());
    let profile = before.members.values().next().expect("a founder").profile;
    scene.eve_writes(
        1,
        FactBody::CommunityFounded {
            name: "Eve's".to_owned(),
            sentence: String::new(),
            profile,
            preset: Preset::Circle,
            rules_version: 1,
        },
    );
    let after = scene.of(ANA, |community, _| community.authority().clone());
    assert_eq!(after.name, before.name);
    assert_eq!(after.rules, before.rules);
}

#[test]
fn clk_1_a_ballot_from_before_what_it_saw_does_not_count() {
    let mut scene = Scene::new(34, 3, &[BEN, EVE]);
    let mine = scene.member(EVE);
    scene.world.ask(ANA, confirm(scene.id, mine)).expect("she may");
    scene.world.ask(BEN, confirm(scene.id, mine)).expect("he may");
    scene.until(|scene| scene.is_level(&[BEN, EVE]));
    let terms = scene.terms(MotionEffect::Statement, Method::Majority);
    let at = scene.now();
    let ballot = |choice: Choice, at: Timestamp, version| {
        let (reason, sequence) = (String::new(), 1);
        Fact { at, body: FactBody::BallotCast { version, choice, reason, sequence } }
    };
    let id = scene.eve_opens(terms, |version| {
        vec![ballot(Choice::For, Timestamp(at.0 - 3_600_000), version)]
    });
    let view = scene.motion_at(ANA, id).expect("it is shown");
    assert_eq!((view.card.cast, view.faults[0].code.as_str()), (0, "motion-not-open"));
}

fn confirm(community: CommunityId, member: MemberId) -> Command {
    Command::of(community, MemberAct::ConfirmMember { member })
}
