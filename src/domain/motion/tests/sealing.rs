//! Finality: with a majority of purses it comes, whoever is silent or lies; and it never flips.

use proptest::prelude::*;

use super::scene::{Scene, device, draft, member};
use crate::clock::{DAY_MS, HOUR_MS, Timestamp};
use crate::domain::fact::FactBody;
use crate::domain::motion::finality::Duty;
use crate::domain::motion::{Motion, Stage};
use crate::message::motion::{Choice, Count, Method, MotionEffect};

const SOON: Timestamp = Timestamp(2_000_000);

fn majority(count: u8) -> Scene {
    Scene::new(count, &draft(Method::Majority, MotionEffect::Statement))
}

/// Those who are there act until nothing is left to do.
fn run(scene: &mut Scene, there: &[u8], now: Timestamp) {
    for _ in 0..20 {
        let mut acted = false;
        for one in there {
            acted |= scene.act(*one, now);
        }
        scene.share_among(there);
        if !acted {
            return;
        }
    }
}

/// Three of five are for it, and all seal it.
fn decided() -> Scene {
    let mut scene = majority(5);
    for by in 1..=3 {
        scene.vote(by, SOON, Choice::For);
    }
    scene.share();
    let now = scene.sealed_from().plus_ms(5 * DAY_MS);
    run(&mut scene, &[1, 2, 3, 4, 5], now);
    scene
}

/// What is final, as its ballots.
fn verdict(motion: &Motion) -> Option<(bool, Count)> {
    let (seal, _) = motion.decided()?;
    Some((seal.tally.passed, seal.tally.count.clone()))
}

#[test]
fn dec_7_a_majority_of_purses_makes_it_final() {
    let motion = decided().fold(None, 1);
    let votes = Count::Votes { favour: 3, against: 0, abstained: 0 };
    assert_eq!(verdict(&motion), Some((true, votes)));
    assert!(motion.faults.is_empty());
    assert!(motion.decision(super::scene::digest).is_some_and(|one| one.acceptances.len() > 2));
}

#[test]
fn dec_7_whoever_opens_a_motion_twice_at_the_same_moment_takes_back_nothing() {
    let mut scene = decided();
    let before = scene.fold(None, 1);
    let decision = before.decision(super::scene::digest).expect("it is final");
    let opening = scene.facts(None, 1).into_iter().find(|fact| fact.by == member(1));
    let opening = opening.expect("hers").fact;
    // Kept back until then; the hash of one of so many is the lowest.
    for _ in 0..16 {
        scene.write_upon(1, opening.at, opening.body.clone(), Vec::new());
    }
    scene.share();
    let after = scene.fold(None, 2);
    assert_ne!(after.versions[0].change, before.versions[0].change);
    assert_eq!(verdict(&after), verdict(&before));
    let again = after.decision(super::scene::digest).expect("it stays final");
    assert_eq!((again.version, again.seal), (decision.version, decision.seal));
    assert!(after.faults.is_empty());
}

#[test]
fn dec_7_a_minority_waits() {
    let mut scene = majority(5);
    scene.vote(1, SOON, Choice::For);
    scene.share();
    let now = scene.sealed_from().plus_ms(30 * DAY_MS);
    run(&mut scene, &[1, 2], now);
    assert_eq!(scene.fold(None, 1).stage, Stage::Running);
    for days in [60, 61] {
        // Whoever asks waits a while for the last promises.
        let now = scene.sealed_from().plus_ms(days * DAY_MS);
        run(&mut scene, &[1, 2, 3], now);
    }
    assert!(verdict(&scene.fold(None, 1)).is_some());
}

#[test]
fn dec_7_a_teller_who_vanishes_is_followed_by_the_next() {
    let mut scene = majority(3);
    scene.vote(2, SOON, Choice::For);
    scene.vote(3, SOON, Choice::For);
    scene.share();
    let start = scene.sealed_from();
    let first = (1..=3).find(|one| scene.duty(*one, start).is_some()).expect("a first teller");
    assert!(scene.act(first, start));
    scene.share();
    let rest: Vec<u8> = (1..=3).filter(|one| *one != first).collect();
    run(&mut scene, &rest, start.plus_ms(HOUR_MS));
    assert_eq!(scene.fold(Some(rest[0]), 1).stage, Stage::Running, "it has opened a round");
    run(&mut scene, &rest, start.plus_ms(3 * DAY_MS));
    run(&mut scene, &rest, start.plus_ms(3 * DAY_MS + HOUR_MS));
    assert!(verdict(&scene.fold(Some(rest[0]), 1)).is_some());
}

#[test]
fn dec_7_a_seal_that_leaves_a_ballot_out_does_not_stand() {
    let mut scene = majority(3);
    for by in 1..=3 {
        scene.vote(by, SOON, Choice::For);
    }
    scene.share();
    let now = scene.sealed_from().plus_ms(3 * DAY_MS);
    let teller = (1..=3).find(|one| scene.act(*one, now)).expect("a teller");
    scene.share();
    for one in 1..=3 {
        scene.act(one, now);
    }
    scene.share();
    let Some(Duty::Write(body)) = scene.duty(teller, now) else { panic!("it could seal") };
    let FactBody::SealMade { round, version, promises, mut ballots, tally, cut, .. } = *body else {
        panic!("it could seal");
    };
    ballots.pop();
    let posts_until = None;
    let body = FactBody::SealMade { round, version, promises, ballots, tally, cut, posts_until };
    scene.write(teller, now, body);
    scene.share();
    let motion = scene.fold(None, 1);
    assert!(motion.protocol.seals.is_empty());
    assert_eq!((motion.faults[0].code, motion.faults[0].by), ("seal-false", member(teller)));
}

#[test]
fn dec_7_a_promise_that_forks_is_named() {
    let mut scene = majority(3);
    let now = scene.sealed_from().plus_ms(3 * DAY_MS);
    let teller = (1..=3).find(|one| scene.act(*one, now)).expect("a teller");
    scene.share();
    let round = scene.fold(None, 1).protocol.rounds[0].id;
    let held: Vec<_> = scene.all.iter().map(|one| one.change).collect();
    let other = if teller == 1 { 2 } else { 1 };
    for _ in 0..2 {
        let body = FactBody::PromiseGiven { round, seen: Vec::new(), posts_until: None };
        scene.write_upon(other, now, body, held.clone());
    }
    let faults = scene.fold(None, 1).faults;
    assert!(faults.iter().any(|one| one.code == "against-protocol" && one.by == member(other)));
    assert!(faults.iter().all(|one| one.device == device(other)));
}

#[test]
fn dec_4_an_amendment_voids_the_ballots_and_only_its_proposer_makes_it() {
    let mut scene = majority(3);
    scene.vote(2, SOON, Choice::For);
    scene.share();
    let motion = scene.fold(None, 1);
    let draft = draft(Method::Majority, MotionEffect::Statement);
    let amend = |by: u8| {
        crate::domain::motion::amend(
            &motion,
            (member(by), SOON.plus_ms(1)),
            (&draft, Vec::new()),
            &scene.polity,
        )
    };
    assert!(amend(2).is_err());
    let amended = amend(1).expect("its proposer may");
    scene.write(1, amended.at, amended.body);
    scene.share();
    let motion = scene.fold(None, 1);
    assert_eq!((motion.versions.len(), motion.ballots.len()), (2, 0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    /// Purses act whenever they like, meet whom they meet, at any hours; some facts are only ever
    /// seen by some. Whatever was final for anyone stays so for everyone, and is one thing.
    #[test]
    fn dec_7_nothing_final_ever_flips(
        votes in proptest::collection::vec((1_u8..=5, any::<bool>()), 0..8),
        steps in proptest::collection::vec((1_u8..=5, 1_u8..=5, 0_u64..12), 0..80),
        shuffle in any::<u64>(),
    ) {
        let mut scene = majority(5);
        for (by, yes) in votes {
            scene.vote(by, SOON, if yes { Choice::For } else { Choice::Against });
        }
        let start = scene.sealed_from();
        let mut hours = 0;
        let mut known: Option<(bool, Count)> = None;
        for (one, other, wait) in steps {
            hours += wait;
            scene.act(one, start.plus_ms(hours * HOUR_MS));
            scene.share_among(&[one, other]);
            for seen in [one, other] {
                let motion = scene.fold(Some(seen), shuffle);
                prop_assert!(motion.stage != Stage::Disputed);
                prop_assert!(motion.faults.is_empty(), "{:?}", motion.faults);
                if let Some(verdict) = verdict(&motion) {
                    prop_assert!(known.is_none() || known.as_ref() == Some(&verdict));
                    known = Some(verdict);
                }
            }
        }
        // With all of them there it ends, and ends as it was known.
        scene.share();
        run(&mut scene, &[1, 2, 3, 4, 5], start.plus_ms((hours + 24 * 30) * HOUR_MS));
        let end = verdict(&scene.fold(None, shuffle));
        prop_assert!(end.is_some());
        prop_assert!(known.is_none() || known == end);
    }

    /// The order of arrival changes nothing.
    #[test]
    fn dec_7_replicas_with_the_same_facts_say_the_same(
        votes in proptest::collection::vec((1_u8..=4, any::<bool>()), 0..6),
        order in any::<u64>(),
        other in any::<u64>(),
    ) {
        let mut scene = majority(4);
        for (by, yes) in votes {
            scene.vote(by, SOON, if yes { Choice::For } else { Choice::Against });
        }
        scene.share();
        let now = scene.sealed_from().plus_ms(4 * DAY_MS);
        run(&mut scene, &[1, 2, 3, 4], now);
        let (one, other) = (scene.fold(None, order), scene.fold(None, other));
        prop_assert_eq!(&one.ballots.values().map(|one| one.id).collect::<Vec<_>>(),
            &other.ballots.values().map(|one| one.id).collect::<Vec<_>>());
        prop_assert_eq!(&one.tally, &other.tally);
        prop_assert_eq!(&one.faults, &other.faults);
        prop_assert_eq!(verdict(&one), verdict(&other));
    }
}
