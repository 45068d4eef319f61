//! The second member is removed: what they did beyond the cut, and what became of it.

use proptest::prelude::*;

use crate::clock::Timestamp;
use crate::domain::fact::{Decision, FactBody};
use crate::domain::people::tests::{
    FOUNDER, KEY, admission, asked, entry, fold_with, founding, invitation,
};
use crate::domain::people::{Asked, Authority, CharterFact, heads_within};
use crate::id::{
    BlobHash, ChangeHash, CommandId, DeviceKey, InvitationKey, MemberId, MotionId, Signature,
};
use crate::message::motion::{Count, Method, MotionEffect, Preset, Ratio, Tally, Terms};

pub(super) const SECOND: DeviceKey = DeviceKey([2; 32]);

pub(super) fn member(number: u8) -> MemberId {
    MemberId([number; 16])
}

/// The second is removed; of what they did these changes had been seen.
pub(super) fn removal(seen: &[u8]) -> Decision {
    Decision {
        motion: MotionId([9; 16]),
        version: CommandId([91; 16]),
        terms: Terms {
            title: "They go".to_owned(),
            text: String::new(),
            method: Method::TwoThirds,
            options: Vec::new(),
            effect: MotionEffect::RemoveMember { member: member(2) },
            quorum: Ratio { part: 3, whole: 5 },
            electorate: vec![member(1)],
            deadline: Timestamp(500),
            grace_hours: 48,
            review: None,
            looks_again: None,
            page: None,
            wording: Vec::new(),
            charter: Vec::new(),
        },
        tally: Tally {
            count: Count::Votes { favour: 1, against: 0, abstained: 0 },
            cast: 1,
            quorum_met: true,
            passed: true,
            order: Vec::new(),
        },
        ballots: BlobHash([0; 32]),
        seal: CommandId([92; 16]),
        cut: seen.iter().map(|number| ChangeHash([*number; 32])).collect(),
        posts_until: None,
        acceptances: Vec::new(),
    }
}

fn codes(authority: &Authority) -> Vec<&'static str> {
    authority.faults.iter().map(|fault| fault.code).collect()
}

pub(super) fn confirmed(number: u8, author: DeviceKey, of: u8) -> CharterFact {
    entry(number, author, 60, FactBody::MemberConfirmed { member: member(of) })
}

/// The founder lets the second in; the second lets the third in, and later the fourth.
pub(super) fn story() -> Vec<CharterFact> {
    vec![
        founding(),
        invitation(9),
        admission(2, FOUNDER, 30, 2),
        admission(3, SECOND, 40, 3),
        admission(4, SECOND, 50, 4),
    ]
}

#[test]
fn peo_4_who_was_let_in_beyond_the_cut_is_an_applicant_again_and_their_devices_stay_known() {
    let authority = fold_with(&story(), vec![removal(&[3])]);
    assert!(authority.members[&member(3)].is_here());
    assert!(!authority.members[&member(4)].is_here());
    assert_eq!(authority.applicants.keys().copied().collect::<Vec<_>>(), [member(4)]);
    assert_eq!(authority.current_member(&DeviceKey([4; 32])), None);
    assert_eq!(authority.member_of(&DeviceKey([4; 32])), Some(member(4)));
    assert_eq!(codes(&authority), ["beyond-the-cut"]);
    assert_eq!((authority.faults[0].author, authority.faults[0].rule), (SECOND, "PEO-4"));
}

#[test]
fn peo_4_who_was_let_in_by_somebody_else_too_or_by_a_voter_since_stays() {
    let mut recorded = admission(4, FOUNDER, 55, 4);
    recorded.change = ChangeHash([44; 32]);
    for more in [recorded, confirmed(7, FOUNDER, 4)] {
        let mut facts = story();
        facts.push(more);
        let authority = fold_with(&facts, vec![removal(&[3])]);
        assert!(authority.members[&member(4)].is_here());
        assert!(authority.applicants.is_empty());
    }
}

#[test]
fn peo_4_whoever_those_let_in_waits_with_them() {
    let mut facts = story();
    facts.push(admission(5, DeviceKey([4; 32]), 60, 5));
    let authority = fold_with(&facts, vec![removal(&[3])]);
    assert_eq!(authority.applicants.keys().copied().collect::<Vec<_>>(), [member(4), member(5)]);
    assert_eq!(codes(&authority), ["beyond-the-cut"; 2]);
}

#[test]
fn peo_4_an_invitation_beyond_the_cut_let_nobody_in_whoever_recorded_it() {
    let key = InvitationKey([6; 32]);
    let expires = Timestamp(900);
    let made = FactBody::InvitationMade { invitation: key, uses_max: 9, expires };
    let (device, profile) = (DeviceKey([5; 32]), BlobHash([5; 32]));
    let proof = Signature([5; 64]);
    let claimed = FactBody::InvitationClaimed { invitation: key, device, proof, profile };
    let mut facts = story();
    facts.extend([entry(6, SECOND, 60, made), entry(5, FOUNDER, 70, claimed)]);
    for (seen, is_here) in [(&[3, 4, 6][..], true), (&[3, 4][..], false)] {
        let authority = fold_with(&facts, vec![removal(seen)]);
        assert_eq!(authority.members[&member(5)].is_here(), is_here);
    }
}

#[test]
fn peo_4_a_vote_given_and_an_invitation_withdrawn_beyond_the_cut_are_as_if_they_were_not() {
    let withdrawn = FactBody::InvitationWithdrawn { invitation: KEY };
    let mut facts = story();
    facts.extend([
        confirmed(6, FOUNDER, 2),
        entry(7, SECOND, 61, FactBody::MemberConfirmed { member: member(3) }),
        entry(8, SECOND, 62, withdrawn),
    ]);
    let before = fold_with(&facts, Vec::new());
    assert!(before.voters.contains(&member(3)) && before.invitations[&KEY].withdrawn.is_some());
    let after = fold_with(&facts, vec![removal(&[3, 4])]);
    assert!(!after.members[&member(3)].confirmed_by.contains(&member(2)));
    assert_eq!(after.invitations[&KEY].withdrawn, None);
}

#[test]
fn peo_1_a_word_for_somebody_who_comes_back_is_void_beyond_the_cut_and_so_is_what_came_of_it() {
    use crate::limits::VOUCHING_WAIT_MS;
    let device = DeviceKey([40; 32]);
    let (proof, profile) = (Signature([40; 64]), BlobHash([40; 32]));
    let asks = FactBody::ReturnAsked { invitation: KEY, device, proof, profile };
    let vouched = |number: u8, by: u8, at: u64| {
        let body = FactBody::DeviceVouched { device, member: member(1) };
        entry(number, DeviceKey([by; 32]), at, body)
    };
    let mut facts = story();
    facts.extend([entry(20, SECOND, 60, asks), vouched(21, 2, 70), vouched(22, 3, 71)]);
    let later = 80 + VOUCHING_WAIT_MS;
    facts.extend([vouched(23, 2, later), vouched(24, 3, later)]);
    let seen = fold_with(&facts, vec![removal(&[3, 4, 21, 23])]);
    assert_eq!(seen.current_member(&device), Some(member(1)));
    let unseen = fold_with(&facts, vec![removal(&[3, 4, 21])]);
    assert_eq!(unseen.current_member(&device), None);
    assert_eq!(unseen.current_member(&FOUNDER), Some(member(1)));
    // What it wrote is known all the same.
    assert_eq!(unseen.member_of(&device), Some(member(1)));
    assert_eq!(codes(&unseen), ["beyond-the-cut"]);
}

#[test]
fn peo_4_a_removal_that_saw_everything_voids_nothing() {
    let authority = fold_with(&story(), vec![removal(&[3, 4])]);
    assert!(authority.faults.is_empty() && authority.applicants.is_empty());
    assert!(!authority.members[&member(2)].is_here());
}

#[test]
fn peo_4_what_somebody_arranged_to_be_slow_is_cut_off_all_the_same() {
    // Each was let in by the one before.
    let device = |number: u32| {
        let mut bytes = [0; 32];
        bytes[..4].copy_from_slice(&number.to_be_bytes());
        bytes[31] = 1;
        DeviceKey(bytes)
    };
    let name = |device: &DeviceKey| MemberId(device.0[..16].try_into().expect("16 of 32"));
    let mut facts = vec![founding(), invitation(9), admission(2, FOUNDER, 30, 2)];
    let last = 20_000;
    for number in 1..=last {
        let author = if number == 1 { SECOND } else { device(number - 1) };
        let (proof, profile) = (Signature([0; 64]), BlobHash([0; 32]));
        let device = device(number);
        let body = FactBody::InvitationClaimed { invitation: KEY, device, proof, profile };
        let mut fact = entry(9, author, 100 + u64::from(number) / 50, body);
        fact.id = CommandId(device.0[..16].try_into().expect("16 of 32"));
        fact.change = ChangeHash(device.0);
        facts.push(fact);
    }
    let effect = MotionEffect::RemoveMember { member: name(&SECOND) };
    let decision = removal(&[]);
    let terms = Terms { effect, ..decision.terms.clone() };
    let asked = Asked { name: &name, ..asked(&|_, _, _, _| true) };
    let authority = Authority::fold(&facts, vec![Decision { terms, ..decision }.into()], asked);
    assert_eq!(authority.applicants.len(), last as usize);
    assert_eq!(authority.devices.len(), last as usize + 2);
}

proptest! {
    #[test]
    fn peo_4_the_order_of_arrival_does_not_matter_and_no_device_is_forgotten(
        order in Just((0..9).collect::<Vec<usize>>()).prop_shuffle(),
        some in 0_usize..10,
        seen in proptest::collection::vec(2_u8..10, 0..4),
    ) {
        let mut facts = story();
        facts.extend([
            admission(5, DeviceKey([4; 32]), 60, 5),
            confirmed(6, FOUNDER, 2),
            entry(7, SECOND, 61, FactBody::MemberConfirmed { member: member(5) }),
            entry(8, SECOND, 62, FactBody::InvitationWithdrawn { invitation: KEY }),
        ]);
        let shuffled: Vec<CharterFact> = order.iter().map(|at| facts[*at].clone()).collect();
        let decisions = || vec![removal(&seen)];
        prop_assert_eq!(fold_with(&shuffled, decisions()), fold_with(&facts, decisions()));
        // Whichever of the facts are there: the decision takes no device away.
        let few = &shuffled[..some.min(9)];
        let (without, with) = (fold_with(few, Vec::new()), fold_with(few, decisions()));
        prop_assert_eq!(without.devices, with.devices);
    }
}

#[test]
fn peo_4_nobody_who_promises_can_hold_back_what_a_motion_on_the_rules_was_opened_on() {
    let removal = removal(&[7]);
    assert_eq!(heads_within(&removal).collect::<Vec<_>>(), [&ChangeHash([7; 32])]);
    let charter = vec![ChangeHash([5; 32])];
    let effect = MotionEffect::SetRules { rules: Preset::default().rules() };
    let terms = Terms { effect, charter, ..removal.terms.clone() };
    let rules = Decision { terms, ..removal };
    let all: Vec<_> = heads_within(&rules).collect();
    assert_eq!(all, [&ChangeHash([7; 32]), &ChangeHash([5; 32])]);
}
