//! A decision that names a day: who can say that it stands as it is, and whose word is told.

use proptest::prelude::*;

use crate::clock::{DAY_MS, Date, Timestamp};
use crate::domain::fact::{Decision, FactBody};
use crate::domain::people::tests::{
    FOUNDER, admission, asked, entry, fold_with, founding, invitation,
};
use crate::domain::people::{Asked, Authority, CharterFact, Upheld, uphold};
use crate::id::{BlobHash, CommandId, DeviceKey, MemberId, MotionId, PageId};
use crate::message::command::Refusal;
use crate::message::motion::{Count, Method, MotionEffect, MotionFault, Ratio, Tally, Terms};

const MOTION: MotionId = MotionId([9; 16]);
const SECOND: DeviceKey = DeviceKey([2; 32]);
/// When the day begins on which it is looked at again.
const DUE: Timestamp = Timestamp(30 * DAY_MS);

/// The common room stays open on Sundays, until the thirtieth day.
fn decision(passed: bool, review: Option<Date>) -> Decision {
    Decision {
        motion: MOTION,
        version: CommandId([91; 16]),
        terms: Terms {
            title: "Open on Sundays".to_owned(),
            text: String::new(),
            method: Method::Majority,
            options: Vec::new(),
            effect: MotionEffect::Statement,
            quorum: Ratio { part: 1, whole: 2 },
            electorate: vec![MemberId([1; 16])],
            deadline: Timestamp(500),
            grace_hours: 48,
            review,
            looks_again: None,
            page: None,
            wording: Vec::new(),
            charter: Vec::new(),
        },
        tally: Tally {
            count: Count::Votes { favour: 1, against: 0, abstained: 0 },
            cast: 1,
            quorum_met: true,
            passed,
            order: Vec::new(),
        },
        ballots: BlobHash([0; 32]),
        seal: CommandId([92; 16]),
        cut: Vec::new(),
        posts_until: None,
        acceptances: Vec::new(),
    }
}

fn due() -> Vec<Decision> {
    vec![decision(true, Some(Date::at(DUE)))]
}

fn word(number: u8, author: DeviceKey, at: Timestamp) -> CharterFact {
    entry(number, author, at.0, FactBody::DecisionUpheld { motion: MOTION })
}

fn people() -> Vec<CharterFact> {
    vec![founding(), invitation(9), admission(2, FOUNDER, 30, 2)]
}

fn codes(authority: &Authority) -> Vec<&'static str> {
    authority.faults.iter().map(|fault| fault.code).collect()
}

#[test]
fn dec_1_a_decision_stands_from_its_day_on_by_the_word_of_a_voter() {
    let day = |days: u64| Timestamp(days * DAY_MS);
    let check = |decisions: Vec<Decision>, at, upheld: bool, faults: &[&str]| {
        let facts = [people(), vec![word(40, FOUNDER, at)]].concat();
        let authority = fold_with(&facts, decisions);
        assert_eq!(
            (authority.upheld.contains_key(&MOTION), codes(&authority)),
            (upheld, faults.to_vec())
        );
    };
    check(due(), day(29), false, &["review-not-due"]);
    check(due(), day(30), true, &[]);
    check(due(), day(99), true, &[]);
    check(vec![decision(false, Some(Date::at(DUE)))], day(30), false, &["review-not-due"]);
    check(vec![decision(true, None)], day(30), false, &["review-not-due"]);
    // Until the decision is here nothing is said of the word.
    check(Vec::new(), day(30), false, &[]);
}

#[test]
fn dec_1_who_had_no_vote_says_nothing_of_it() {
    let facts = [people(), vec![word(40, SECOND, DUE)]].concat();
    let no_vote = Asked { by_voter: &|entry| entry.author == FOUNDER, ..asked(&|_, _, _, _| true) };
    let authority = Authority::fold(&facts, due().into_iter().map(Into::into).collect(), no_vote);
    assert!(authority.upheld.is_empty());
    assert_eq!(codes(&authority), ["not-a-voter"]);
}

#[test]
fn dec_1_nobody_signs_a_word_that_would_not_count() {
    let authority = fold_with(&people(), due());
    let founder = MemberId([1; 16]);
    let refused = |by, at| uphold(&authority, by, MOTION, at).err();
    assert_eq!(refused(founder, DUE), None);
    let fault = |fault| Some(Refusal::Motion { fault });
    assert_eq!(refused(founder, Timestamp(DUE.0 - 1)), fault(MotionFault::NotDue));
    assert_eq!(refused(MemberId([7; 16]), DUE), fault(MotionFault::NotAVoter));
}

/// A decision of this name, taken then, that may look again at another.
fn does(motion: u8, deadline: u64, effect: MotionEffect, looks_again: Option<u8>) -> Decision {
    let one = decision(true, None);
    let deadline = Timestamp(deadline);
    let looks_again = looks_again.map(|before| MotionId([before; 16]));
    let terms = Terms { effect, deadline, looks_again, ..one.terms };
    Decision { motion: MotionId([motion; 16]), terms, ..one }
}

/// The founder is given a role, then a later motion that looks at that one again.
fn roles_after(effect: MotionEffect, passed: bool) -> Vec<String> {
    let founder = MemberId([1; 16]);
    let role = "Treasurer".to_owned();
    let first = does(9, 500, MotionEffect::GiveRole { member: founder, role }, None);
    let mut second = does(10, 600, effect, Some(9));
    second.tally.passed = passed;
    let authority = fold_with(&people(), vec![second, first]);
    authority.members[&founder].roles.iter().cloned().collect()
}

#[test]
fn dec_10_what_is_put_again_has_no_further_effect_once_that_is_final() {
    let role =
        |role: &str| MotionEffect::GiveRole { member: MemberId([1; 16]), role: role.to_owned() };
    assert_eq!(roles_after(role("Host"), true), ["Host"]);
    assert_eq!(roles_after(role("Host"), false), ["Treasurer"], "it did not pass");
    assert_eq!(roles_after(role("Treasurer"), true), ["Treasurer"], "given once more");
    // Words can be decided by less than a role.
    assert_eq!(roles_after(MotionEffect::Statement, true), ["Treasurer"]);
}

/// By which decision each page is adopted, whatever comes first.
fn adopted(decisions: &[Decision]) -> Vec<(u8, u8)> {
    let told = |decisions: Vec<Decision>| {
        let authority = fold_with(&people(), decisions);
        let adopted = authority.adopted().into_iter();
        adopted.map(|(page, by)| (page.0[0], by.motion.0[0])).collect::<Vec<_>>()
    };
    let in_order = told(decisions.to_vec());
    assert_eq!(told(decisions.iter().rev().cloned().collect()), in_order);
    in_order
}

#[test]
fn dec_8_a_page_is_adopted_by_the_last_decision_that_passed() {
    let page = |page: u8| MotionEffect::AdoptPage { page: PageId([page; 16]) };
    let first = does(9, 500, page(1), None);
    assert_eq!(adopted(std::slice::from_ref(&first)), [(1, 9)]);
    let both = [first.clone(), does(10, 600, page(1), None), does(11, 600, page(2), None)];
    assert_eq!(adopted(&both), [(1, 10), (2, 11)]);
    let mut failed = does(10, 600, page(1), Some(9));
    failed.tally.passed = false;
    assert_eq!(adopted(&[first.clone(), failed]), [(1, 9)]);
    assert_eq!(adopted(&[first, does(10, 600, MotionEffect::Statement, None)]), [(1, 9)]);
}

#[test]
fn dec_10_a_page_is_adopted_no_more_once_that_decision_is_put_again() {
    let page = |page: u8| MotionEffect::AdoptPage { page: PageId([page; 16]) };
    let first = does(9, 500, page(1), None);
    let again = |effect| [first.clone(), does(10, 600, effect, Some(9))];
    assert_eq!(adopted(&again(MotionEffect::Statement)), []);
    assert_eq!(adopted(&again(page(1))), [(1, 10)]);
    assert_eq!(adopted(&again(page(2))), [(2, 10)]);
    // What somebody looks at again that nobody has adopted yet ends nothing.
    let early = does(8, 400, MotionEffect::Statement, Some(9));
    assert_eq!(adopted(&[early, first.clone()]), [(1, 9)]);
    let role = MotionEffect::GiveRole { member: MemberId([1; 16]), role: "Host".to_owned() };
    assert_eq!(adopted(&again(role)), [(1, 9)], "of another kind");
    let twice =
        [first, does(10, 600, page(1), None), does(11, 700, MotionEffect::Statement, Some(10))];
    assert_eq!(adopted(&twice), [(1, 9)], "the one before stands");
}

proptest! {
    #[test]
    fn dec_1_the_first_word_is_told_whatever_came_first(
        order in Just((0..5_usize).collect::<Vec<_>>()).prop_shuffle()
    ) {
        let mut facts = people();
        facts.push(word(40, SECOND, DUE.plus_ms(9)));
        facts.push(word(41, FOUNDER, DUE.plus_ms(5)));
        let shuffled: Vec<CharterFact> = order.iter().map(|place| facts[*place].clone()).collect();
        let authority = fold_with(&shuffled, due());
        let told = Upheld { at: DUE.plus_ms(5), by: MemberId([1; 16]) };
        prop_assert_eq!(authority.upheld.get(&MOTION), Some(&told));
    }
}
