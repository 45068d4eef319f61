//! What promises saw of what was done by a right that is to end, and what the seal makes of it.

use super::scene::{Scene, digest, draft};
use crate::clock::{DAY_MS, Timestamp};
use crate::domain::fact::FactBody;
use crate::domain::motion::Seen;
use crate::domain::motion::finality::Duty;
use crate::id::ChangeHash;
use crate::limits::CLOCK_SKEW_MAX_MS;
use crate::message::motion::{Choice, Method, MotionEffect, Preset};

const FIRST: ChangeHash = ChangeHash([1; 32]);
const LATER: ChangeHash = ChangeHash([2; 32]);

/// When the fifth wrote a post last, as the first knows it, and as the third does.
const POSTED: Timestamp = Timestamp(1_000);
const POSTED_LATER: Timestamp = Timestamp(1_001);

fn changes(changes: &[ChangeHash]) -> Seen {
    Seen { changes: changes.to_vec(), posts_until: None }
}

/// Four decide that the fifth goes; the second alone has seen what the fifth did last, the third alone
/// what they wrote last.
fn removal() -> (Scene, Timestamp) {
    let mut scene = Scene::of_removal();
    let posted = |until| Seen { changes: Vec::new(), posts_until: Some(until) };
    let first = Seen { posts_until: Some(POSTED), ..changes(&[FIRST]) };
    let seen = [
        (1, first),
        (2, changes(&[FIRST, LATER])),
        (3, posted(POSTED_LATER)),
        (4, posted(Timestamp(0))),
    ];
    scene.seen = seen.into_iter().collect();
    let now = scene.sealed_from().plus_ms(5 * DAY_MS);
    (scene, now)
}

/// All act until one of them would seal; says who, and how.
fn until_sealing(scene: &mut Scene, now: Timestamp) -> (u8, FactBody) {
    for _ in 0..20 {
        for one in 1..=4 {
            if let Some(Duty::Write(body)) = scene.duty(one, now)
                && let FactBody::SealMade { .. } = *body
            {
                return (one, *body);
            }
            scene.act(one, now);
        }
        scene.share_among(&[1, 2, 3, 4]);
    }
    panic!("nobody sealed");
}

#[test]
fn peo_4_one_promise_that_saw_it_is_enough() {
    let (mut scene, now) = removal();
    let (teller, _) = until_sealing(&mut scene, now);
    for _ in 0..5 {
        for one in [teller, 1, 2, 3, 4] {
            scene.act(one, now);
            scene.share_among(&[1, 2, 3, 4]);
        }
    }
    let motion = scene.fold(None, 1);
    let decision = motion.decision(digest).expect("all are there");
    assert_eq!(decision.cut, [FIRST, LATER]);
    assert_eq!(decision.posts_until, Some(POSTED_LATER));
    assert!(motion.faults.is_empty(), "{:?}", motion.faults);
}

#[test]
fn peo_4_a_seal_that_leaves_out_what_a_promise_saw_is_false() {
    type Less = fn(&mut Vec<ChangeHash>, &mut Option<Timestamp>);
    let less: [Less; 3] = [
        |cut, _| cut.truncate(1),
        |_, posts_until| *posts_until = Some(POSTED),
        |_, posts_until| *posts_until = None,
    ];
    for less in less {
        let (mut scene, now) = removal();
        let (teller, mut body) = until_sealing(&mut scene, now);
        let FactBody::SealMade { cut, posts_until, .. } = &mut body else { panic!("a seal") };
        assert_eq!((&cut[..], *posts_until), (&[FIRST, LATER][..], Some(POSTED_LATER)));
        less(cut, posts_until);
        let id = scene.write(teller, now, body);
        let motion = scene.fold(None, 1);
        assert!(motion.protocol.seals.is_empty());
        let fault = motion.faults.iter().find(|fault| fault.id == id).expect("it is told");
        assert_eq!(fault.code, "seal-false");
    }
}

#[test]
fn peo_4_other_rules_carry_what_any_promise_saw_of_how_people_came_in() {
    let effect = MotionEffect::SetRules { rules: Preset::Network.rules() };
    let mut scene = Scene::new(4, &draft(Method::TwoThirds, effect));
    for by in 1..=4 {
        scene.vote(by, Timestamp(2_000_000), Choice::For);
    }
    scene.share();
    scene.seen = [(1, changes(&[FIRST])), (3, changes(&[LATER]))].into_iter().collect();
    let now = scene.sealed_from().plus_ms(5 * DAY_MS);
    let (_, body) = until_sealing(&mut scene, now);
    let FactBody::SealMade { cut, .. } = body else { panic!("a seal") };
    assert_eq!(cut, [FIRST, LATER]);
}

#[test]
fn peo_4_a_promise_says_what_it_saw_in_one_way_and_only_where_a_right_ends() {
    let many: Vec<ChangeHash> = (1..=5).map(|number| ChangeHash([number; 32])).collect();
    let motion = |method, effect| {
        let mut scene = Scene::new(3, &draft(method, effect));
        scene.share();
        let now = scene.sealed_from().plus_ms(5 * DAY_MS);
        (scene, now)
    };
    let statement = || motion(Method::Majority, MotionEffect::Statement);
    let rules = MotionEffect::SetRules { rules: Preset::Network.rules() };
    let (going, now) = removal();
    let not_yet = now.plus_ms(CLOCK_SKEW_MAX_MS + 1);
    let cases = [
        (removal(), many, None),
        (removal(), vec![LATER, FIRST], None),
        (statement(), vec![FIRST], None),
        (statement(), Vec::new(), Some(POSTED)),
        (motion(Method::TwoThirds, rules), vec![FIRST], Some(POSTED)),
        ((going, now), vec![FIRST], Some(not_yet)),
    ];
    for ((mut scene, now), seen, posts_until) in cases {
        let teller = (1..=3).find(|one| scene.act(*one, now)).expect("one opens a round");
        scene.share();
        let round = scene.all.last().expect("the round").id;
        let by = (1..=3).find(|one| *one != teller).expect("another");
        let id = scene.write(by, now, FactBody::PromiseGiven { round, seen, posts_until });
        let faults = scene.fold(None, 1).faults;
        let fault = faults.iter().find(|fault| fault.id == id).expect("it is told");
        assert_eq!(fault.code, "against-protocol");
    }
}

#[test]
fn peo_4_a_promise_claims_no_time_that_is_not_yet_and_is_not_given_again() {
    let (mut scene, now) = removal();
    let ahead = now.plus_ms(CLOCK_SKEW_MAX_MS + 1);
    let posted = Seen { changes: Vec::new(), posts_until: Some(ahead) };
    scene.seen = (1..=4).map(|one| (one, posted.clone())).collect();
    let teller = (1..=4).find(|one| scene.act(*one, now)).expect("one opens a round");
    scene.share_among(&[1, 2, 3, 4]);
    let round = scene.all.last().expect("the round").id;
    let by = (1..=4).find(|one| *one != teller).expect("another");
    let promises = |duty: Option<Duty>| {
        let Some(Duty::Write(body)) = duty else { return None };
        let FactBody::PromiseGiven { posts_until, .. } = *body else { return None };
        Some(posts_until)
    };
    assert_eq!(promises(scene.duty(by, now)), Some(Some(now)));
    // One that was given all the same does not stand, and no other follows it.
    let seen = Vec::new();
    let id = scene.write(by, now, FactBody::PromiseGiven { round, seen, posts_until: Some(ahead) });
    assert!(scene.fold(Some(by), 1).faults.iter().any(|fault| fault.id == id));
    assert_eq!(promises(scene.duty(by, now)), None);
}
