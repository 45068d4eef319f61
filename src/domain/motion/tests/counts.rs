//! What ballots amount to, by every kind of method.

use super::scene::{Scene, draft, member};
use crate::clock::Timestamp;
use crate::domain::motion::{Stage, terms};
use crate::message::motion::{Choice, Count, Method, MotionDraft, MotionEffect, Terms};

const SOON: Timestamp = Timestamp(2_000_000);

fn options(method: Method, options: &[&str]) -> MotionDraft {
    let options = options.iter().map(|option| (*option).to_owned()).collect();
    MotionDraft { options, ..draft(method, MotionEffect::Statement) }
}

#[test]
fn dec_3_two_thirds_of_those_for_or_against() {
    let mut scene = Scene::new(6, &draft(Method::TwoThirds, MotionEffect::Statement));
    for (by, choice) in [(1, Choice::For), (2, Choice::For), (4, Choice::For), (5, Choice::Against)]
    {
        scene.vote(by, SOON, choice);
    }
    scene.vote(6, SOON, Choice::Against);
    scene.share();
    let tally = scene.fold(None, 1).tally.expect("a tally");
    assert_eq!(tally.count, Count::Votes { favour: 3, against: 2, abstained: 0 });
    assert!(tally.quorum_met && !tally.passed, "9 >= 10 is false");
    scene.vote(3, SOON, Choice::For);
    let tally = scene.fold(None, 1).tally.expect("a tally");
    assert!(tally.passed, "12 >= 12");
}

#[test]
fn dec_4_one_standing_objection_is_no_consent() {
    let mut scene = Scene::new(5, &draft(Method::Consent, MotionEffect::Statement));
    for by in 1..=4 {
        scene.vote(by, SOON, Choice::Agree);
    }
    scene.vote(5, SOON, Choice::Object);
    let motion = scene.fold(None, 1);
    assert_eq!(motion.ballots[&member(5)].choice, Choice::Object);
    assert!(!motion.tally.expect("a tally").passed);
}

#[test]
fn dec_1_what_is_grave_needs_more_than_half_of_all_electors() {
    let removal = MotionEffect::RemoveMember { member: member(6) };
    let mut scene = Scene::new(6, &draft(Method::TwoThirds, removal));
    scene.vote(1, SOON, Choice::For);
    scene.vote(2, SOON, Choice::For);
    scene.vote(3, SOON, Choice::Abstain);
    assert!(!scene.fold(None, 1).tally.expect("a tally").passed, "2 of 5 electors");
    scene.vote(4, SOON, Choice::For);
    assert!(scene.fold(None, 1).tally.expect("a tally").passed, "3 of 5 electors");
    scene.vote(6, SOON, Choice::Against);
    let motion = scene.fold(None, 1);
    assert!(motion.tally.expect("a tally").passed, "who is to be removed is heard, not counted");
    assert_eq!(motion.faults[0].code, "not-an-elector");
}

#[test]
fn dec_5_ranks_and_points_choose_among_options() {
    let mut ranking = Scene::new(5, &options(Method::Ranking, &["tea", "coffee", "water"]));
    for by in 1..=3 {
        ranking.vote(by, SOON, Choice::Ranks(vec![Some(2), Some(1), None]));
    }
    ranking.vote(4, SOON, Choice::Ranks(vec![Some(1), None, None]));
    ranking.vote(5, SOON, Choice::Ranks(vec![Some(0), None, None]));
    let motion = ranking.fold(None, 1);
    assert_eq!(motion.tally.expect("a tally").order, [1, 0, 2]);
    assert_eq!(motion.faults[0].code, "ballot-unfit", "rank 0 is none");

    let mut dots = Scene::new(5, &options(Method::Dots { each: 5 }, &["tea", "coffee"]));
    dots.vote(1, SOON, Choice::Points(vec![Some(1), Some(4)]));
    dots.vote(2, SOON, Choice::Points(vec![Some(5), None]));
    dots.vote(3, SOON, Choice::Points(vec![Some(3), Some(3)]));
    let motion = dots.fold(None, 1);
    let tally = motion.tally.expect("a tally");
    assert_eq!((tally.count, tally.order), (Count::Points { sums: vec![6, 4] }, vec![0, 1]));
    assert_eq!(motion.faults.len(), 1, "six dots of five");
}

#[test]
fn dec_6_the_last_ballot_before_the_deadline_counts() {
    let mut scene = Scene::new(5, &draft(Method::Majority, MotionEffect::Statement));
    scene.vote(1, SOON, Choice::For);
    let late = scene.terms.deadline.plus_ms(1);
    scene.vote(1, late, Choice::Against);
    let motion = scene.fold(None, 1);
    assert_eq!(motion.ballots[&member(1)].choice, Choice::For);
    assert_eq!(motion.faults[0].code, "motion-not-open");
    assert_eq!(motion.stage, Stage::Running);
}

#[test]
fn dec_9_a_decision_on_the_rules_keeps_their_version_or_takes_the_next() {
    use crate::message::motion::{MotionFault, Preset, RULES_VERSION, Rules};
    let scene = Scene::new(3, &draft(Method::Majority, MotionEffect::Statement));
    let check = |version: u32, expected: Result<(), MotionFault>| {
        let rules = Rules { version, ..Preset::Cooperative.rules() };
        let draft = draft(Method::TwoThirds, MotionEffect::SetRules { rules });
        let charter = scene.terms.charter.clone();
        let opened =
            terms::open(&draft, (member(1), Timestamp(5)), &scene.polity, (charter, Vec::new()), 0);
        let refused = |fault| crate::message::command::Refusal::Motion { fault };
        assert_eq!(opened.map(drop), expected.map_err(refused), "{version}");
    };
    check(RULES_VERSION, Ok(()));
    check(RULES_VERSION + 1, Ok(()));
    check(RULES_VERSION + 2, Err(MotionFault::RulesUnsound));
    check(RULES_VERSION - 1, Err(MotionFault::RulesUnsound));
}

#[test]
fn dec_8_what_is_adopted_of_a_page_is_named_in_one_way_and_where_one_is_adopted() {
    use crate::id::{ChangeHash, PageId};
    use crate::limits::WORDING_HEADS_MAX;
    use crate::message::motion::MotionFault;
    let scene = Scene::new(3, &draft(Method::Majority, MotionEffect::Statement));
    let adopts = MotionEffect::AdoptPage { page: PageId([4; 16]) };
    let hash = |number: usize| {
        let mut hash = [0; 32];
        hash[..8].copy_from_slice(&number.to_be_bytes());
        ChangeHash(hash)
    };
    let check = |effect: &MotionEffect, wording: Vec<ChangeHash>, stands: bool| {
        let ground = (scene.terms.charter.clone(), wording.clone());
        let draft = draft(Method::Majority, effect.clone());
        let who = (member(1), Timestamp(5));
        let opened = terms::open(&draft, who, &scene.polity, ground, 0);
        let fault = MotionFault::Words;
        let refused = crate::message::command::Refusal::Motion { fault };
        match opened {
            Ok(terms) => assert!(stands && terms.wording == wording),
            Err(refusal) => assert!(!stands && refusal == refused, "{refusal:?}"),
        }
        // What others signed is judged the same, beside a decision too.
        let terms = Terms { effect: effect.clone(), wording, ..scene.terms.clone() };
        let judged = terms::judge_sealed(&terms, &scene.polity);
        assert_eq!(judged, if stands { Ok(()) } else { Err(fault) });
    };
    check(&adopts, Vec::new(), true);
    check(&adopts, vec![hash(1), hash(2)], true);
    check(&adopts, vec![hash(2), hash(1)], false);
    check(&adopts, vec![hash(1), hash(1)], false);
    check(&adopts, (0..WORDING_HEADS_MAX).map(hash).collect(), true);
    check(&adopts, (0..=WORDING_HEADS_MAX).map(hash).collect(), false);
    check(&MotionEffect::Statement, vec![hash(1)], false);
}
