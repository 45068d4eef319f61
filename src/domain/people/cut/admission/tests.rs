//! People came in by invitation alone; three decide that somebody has to say yes.

use std::sync::Arc;

use proptest::prelude::*;

use crate::clock::Timestamp;
use crate::domain::fact::{Decision, FactBody};
use crate::domain::people::cut::tests::{SECOND, confirmed, member, removal, story};
use crate::domain::people::tests::{FOUNDER, admission, asked, check, entry, fold_with};
use crate::domain::people::{Asked, Authority, CharterFact};
use crate::id::{ChangeHash, CommandId, DeviceKey, MotionId};
use crate::message::motion::{AdmissionRule, MotionEffect, Preset, Rules, Terms};

const THIRD: DeviceKey = DeviceKey([3; 32]);
const FOURTH: DeviceKey = DeviceKey([4; 32]);

/// The first three set how people come in; these changes had been seen.
fn rule(number: u8, admission: AdmissionRule, seen: &[u8]) -> Decision {
    let effect = MotionEffect::SetRules { rules: Rules { admission, ..Preset::default().rules() } };
    decided(number, effect, seen)
}

fn decided(number: u8, effect: MotionEffect, seen: &[u8]) -> Decision {
    let like = removal(seen);
    let (electorate, deadline) = (vec![member(1), member(2), member(3)], u64::from(number));
    let deadline = Timestamp(500 + deadline);
    let terms = Terms { effect, electorate, deadline, ..like.terms };
    Decision { motion: MotionId([number; 16]), seal: CommandId([number; 16]), terms, ..like }
}

/// A decision as it stands in the charter, by a change of this number.
fn written(number: u8, decision: &Decision) -> CharterFact {
    entry(number, FOUNDER, 400, FactBody::DecisionTaken(Arc::new(decision.clone())))
}

fn waiting(authority: &Authority) -> Vec<u8> {
    authority.applicants.keys().map(|one| one.0[0]).collect()
}

#[test]
fn peo_4_who_came_in_by_a_rule_that_was_replaced_waits_by_the_new_one_and_nobody_is_blamed() {
    for new in [
        AdmissionRule::SponsorAdmits,
        AdmissionRule::Sponsors { count: 2 },
        AdmissionRule::ByDecision,
    ] {
        let authority = fold_with(&story(), vec![rule(90, new, &[2, 3])]);
        assert!(authority.members[&member(3)].is_here());
        assert!(!authority.members[&member(4)].is_here());
        assert_eq!(waiting(&authority), [4]);
        assert_eq!(authority.applicants[&member(4)].rule, new);
        assert_eq!(authority.waits_by_new_rule(&member(4)), Some(MotionId([90; 16])));
        assert!(authority.faults.is_empty(), "{:?}", authority.faults);
        // Nothing that they wrote is forgotten.
        assert_eq!(authority.member_of(&FOURTH), Some(member(4)));
        assert_eq!(authority.current_member(&FOURTH), None);
    }
}

#[test]
fn peo_4_what_somebody_saw_in_time_and_what_asks_no_more_than_before_takes_nobody_out() {
    let sponsor = AdmissionRule::SponsorAdmits;
    let after = rule(91, AdmissionRule::InvitationAdmits, &[]);
    let cases = [
        vec![rule(90, sponsor, &[2, 3, 4])],
        vec![rule(90, AdmissionRule::InvitationAdmits, &[])],
        // It was as strict already, and replaces nothing.
        vec![rule(90, sponsor, &[2, 3, 4]), rule(91, sponsor, &[])],
        vec![rule(90, sponsor, &[2, 3, 4]), after],
    ];
    for decisions in cases {
        let authority = fold_with(&story(), decisions);
        assert!(authority.applicants.is_empty() && authority.faults.is_empty());
        assert!(authority.members[&member(4)].is_here());
    }
    let mut failed = rule(90, sponsor, &[]);
    failed.tally.passed = false;
    assert!(fold_with(&story(), vec![failed]).applicants.is_empty());
}

#[test]
fn peo_4_whom_the_new_rule_or_a_decision_or_most_of_those_who_decided_let_in_stays() {
    let two = AdmissionRule::Sponsors { count: 2 };
    let by_decision = AdmissionRule::ByDecision;
    let admits = MotionEffect::AdmitMember { member: member(4), trial_until: None };
    let votes = MotionEffect::ConfirmMember { member: member(4) };
    let words = |number: usize| {
        let words = (20..).zip([FOUNDER, SECOND, THIRD]).take(number);
        words.map(|(change, by)| confirmed(change, by, 4)).collect::<Vec<_>>()
    };
    let cases = [
        (AdmissionRule::SponsorAdmits, words(0), None, false),
        (AdmissionRule::SponsorAdmits, words(1), None, true),
        (two, words(1), None, false),
        (two, words(2), None, true),
        (by_decision, words(1), None, false),
        // The founder, who invited them, and the second are two of the three who decided.
        (by_decision, words(2), None, true),
        (by_decision, words(0), Some(admits), true),
        (by_decision, words(0), Some(votes), true),
    ];
    for (new, words, effect, stays) in cases {
        let mut facts = story();
        facts.extend(words);
        let mut decisions = vec![rule(90, new, &[2, 3])];
        decisions.extend(effect.map(|effect| decided(91, effect, &[])));
        let authority = fold_with(&facts, decisions);
        assert_eq!(authority.members[&member(4)].is_here(), stays, "{new:?}");
        assert_eq!(authority.applicants.is_empty(), stays, "{new:?}");
    }
}

#[test]
fn peo_4_who_knew_the_rule_or_a_later_one_recorded_by_that() {
    let stricter = rule(90, AdmissionRule::SponsorAdmits, &[2, 3, 4]);
    let laxer = rule(91, AdmissionRule::InvitationAdmits, &[]);
    // The claim of number 30 lies above both.
    let mut facts = story();
    facts.extend([written(10, &stricter), written(11, &laxer), admission(30, THIRD, 450, 30)]);
    let authority = fold_with(&facts, vec![stricter.clone(), laxer.clone()]);
    assert!(authority.members[&member(30)].is_here());
    // Who never heard of either comes in by the strictest that they went past.
    facts.remove(5);
    facts.remove(5);
    let authority = fold_with(&facts, vec![stricter.clone(), laxer.clone()]);
    assert_eq!(waiting(&authority), [30]);
    // Nor does anybody know of it by what only looks like it.
    let mut forged = stricter.clone();
    forged.tally.cast += 1;
    facts.push(written(12, &forged));
    assert_eq!(waiting(&fold_with(&facts, vec![stricter, laxer])), [30]);
}

#[test]
fn peo_4_whom_those_let_in_who_wait_by_a_new_rule_waits_with_them_until_they_are_in_again() {
    let stricter = rule(90, AdmissionRule::SponsorAdmits, &[2, 3]);
    let mut facts = story();
    facts.extend([written(10, &stricter), admission(30, FOURTH, 450, 30)]);
    let authority = fold_with(&facts, vec![stricter.clone()]);
    assert_eq!(waiting(&authority), [4, 30]);
    assert!(authority.faults.is_empty(), "{:?}", authority.faults);
    facts.push(confirmed(31, FOUNDER, 4));
    assert!(fold_with(&facts, vec![stricter]).applicants.is_empty());
}

#[test]
fn peo_4_a_claim_that_somebody_repeats_takes_nobody_out() {
    let stricter = rule(90, AdmissionRule::ByDecision, &[2, 3]);
    // Most of those who decided spoke for the fourth.
    let mut facts = story();
    facts.extend([confirmed(8, FOUNDER, 4), confirmed(9, SECOND, 4), written(10, &stricter)]);
    // What proves it is known to all.
    let (change, id) = (ChangeHash([30; 32]), CommandId([30; 16]));
    facts.push(CharterFact { change, id, ..admission(4, THIRD, 450, 4) });
    let rules = |claim: &CharterFact| match claim.change.0[0] > 10 {
        true => AdmissionRule::ByDecision,
        false => AdmissionRule::InvitationAdmits,
    };
    let asked = Asked { admission: &rules, ..asked(&check) };
    let authority = Authority::fold(&facts, vec![Arc::new(stricter)], asked);
    assert!(authority.members[&member(4)].is_here() && authority.applicants.is_empty());
}

#[test]
fn peo_4_who_waits_already_waits_by_the_new_rule() {
    let stricter = rule(90, AdmissionRule::ByDecision, &[2, 3]);
    let sponsored = rule(89, AdmissionRule::Sponsors { count: 3 }, &[2, 3]);
    let authority = fold_with(&story(), vec![sponsored, stricter]);
    assert_eq!(authority.applicants[&member(4)].rule, AdmissionRule::ByDecision);
}

#[test]
fn peo_4_a_removal_voids_the_word_by_which_somebody_stayed() {
    let stricter = rule(90, AdmissionRule::SponsorAdmits, &[2, 3]);
    let mut facts = story();
    facts.push(confirmed(20, SECOND, 4));
    assert!(fold_with(&facts, vec![stricter.clone()]).applicants.is_empty());
    let authority = fold_with(&facts, vec![stricter, removal(&[2, 3, 4])]);
    assert_eq!(waiting(&authority), [4]);
}

proptest! {
    #[test]
    fn peo_4_equal_facts_say_the_same_of_a_new_rule_in_any_order_and_no_device_is_forgotten(
        order in Just((0..9).collect::<Vec<usize>>()).prop_shuffle(),
        some in 0_usize..10,
        seen in proptest::collection::vec(2_u8..10, 0..4),
        count in 1_u32..3,
        turned in any::<bool>(),
    ) {
        let first = rule(90, AdmissionRule::Sponsors { count }, &seen);
        let second = rule(91, AdmissionRule::ByDecision, &[2, 3]);
        let mut facts = story();
        facts.extend([
            admission(5, FOURTH, 60, 5),
            confirmed(6, FOUNDER, 4),
            confirmed(7, THIRD, 4),
            written(8, &first),
        ]);
        let shuffled: Vec<CharterFact> = order.iter().map(|at| facts[*at].clone()).collect();
        let mut decisions = vec![first, second, removal(&[2, 3])];
        let all = fold_with(&facts, decisions.clone());
        if turned {
            decisions.reverse();
        }
        prop_assert_eq!(fold_with(&shuffled, decisions.clone()), all);
        let few = &shuffled[..some.min(9)];
        let (without, with) = (fold_with(few, Vec::new()), fold_with(few, decisions));
        prop_assert_eq!(without.devices, with.devices);
    }
}
