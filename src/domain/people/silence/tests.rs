//! Three voters; of the third nothing is heard: what it takes, and what ends it.

use proptest::prelude::*;

use crate::clock::{DAY_MS, Timestamp};
use crate::domain::fact::FactBody;
use crate::domain::people::tests::{FOUNDER, admission, asked, entry, fold, founding, invitation};
use crate::domain::people::{Asked, Authority, CharterFact, notice};
use crate::id::{BlobHash, DeviceKey, MemberId};
use crate::message::command::Refusal;
use crate::message::motion::{EffectKind, MotionEffect, MotionFault, Preset};

const SECOND: DeviceKey = DeviceKey([2; 32]);
const THIRD: DeviceKey = DeviceKey([3; 32]);

fn member(number: u8) -> MemberId {
    MemberId([number; 16])
}

fn day(days: u64) -> Timestamp {
    Timestamp(50 + days * DAY_MS)
}

/// All three have a vote, on the first day.
fn people() -> Vec<CharterFact> {
    let confirmed = |number, author, of| {
        entry(number, author, 45, FactBody::MemberConfirmed { member: member(of) })
    };
    vec![
        founding(),
        invitation(9),
        admission(2, FOUNDER, 30, 2),
        admission(3, FOUNDER, 40, 3),
        confirmed(4, SECOND, 3),
        entry(5, THIRD, 50, FactBody::ProfileChanged { profile: BlobHash([3; 32]) }),
    ]
}

fn noticed(number: u8, author: DeviceKey, days: u64) -> CharterFact {
    let body = FactBody::SilenceNoticed { member: member(3), since: day(0) };
    entry(number, author, day(days).0, body)
}

fn with(more: &[CharterFact]) -> Authority {
    fold(&[people(), more.to_vec()].concat())
}

fn outside(authority: &Authority) -> bool {
    authority.silent().contains(&member(3))
}

fn codes(authority: &Authority) -> Vec<&'static str> {
    authority.faults.iter().map(|fault| fault.code).collect()
}

#[test]
fn dec_1_who_is_named_silent_by_more_than_a_third_is_outside_later_electorates() {
    assert_eq!(with(&[]).voters.len(), 3);
    // One of three is a third and no more.
    let one = with(&[noticed(40, FOUNDER, 90)]);
    assert!(!outside(&one) && one.silences.contains_key(&member(3)));
    // The same one twice is one.
    assert!(!outside(&with(&[noticed(40, FOUNDER, 90), noticed(41, FOUNDER, 95)])));
    let two = with(&[noticed(40, FOUNDER, 90), noticed(41, SECOND, 91)]);
    assert!(outside(&two));
    assert_eq!(two.polity().electorate(&MotionEffect::Statement), [member(1), member(2)]);
}

#[test]
fn dec_1_silence_shrinks_no_electorate_of_what_is_grave() {
    let polity = with(&[noticed(40, FOUNDER, 90), noticed(41, SECOND, 91)]).polity();
    let all = [member(1), member(2), member(3)];
    let rules = MotionEffect::SetRules { rules: Preset::Circle.rules() };
    assert_eq!((rules.kind(), polity.electorate(&rules)), (EffectKind::Rules, all.to_vec()));
    let removal = MotionEffect::RemoveMember { member: member(2) };
    assert_eq!(polity.electorate(&removal), [member(1), member(3)]);
}

#[test]
fn dec_1_the_next_fact_ends_it_and_a_fact_of_that_time_undoes_it() {
    let notices = [noticed(40, FOUNDER, 90), noticed(41, SECOND, 91)];
    let ends = |at: Timestamp| {
        let back = entry(42, THIRD, at.0, FactBody::MemberReturned {});
        !outside(&with(&[notices.to_vec(), vec![back]].concat()))
    };
    assert!(ends(day(120)), "their next fact");
    assert!(ends(day(40)), "one that had not come when they were named");
    assert!(!ends(day(0)), "what was long ago is no sign");
}

#[test]
fn dec_1_a_notice_that_cannot_be_is_told() {
    let too_early = with(&[noticed(40, FOUNDER, 89)]);
    assert_eq!(codes(&too_early), ["not-silent"]);
    let of_self = FactBody::SilenceNoticed { member: member(1), since: day(0) };
    assert_eq!(codes(&with(&[entry(40, FOUNDER, day(90).0, of_self)])), ["not-silent"]);
    // Its author knew of a later fact by whom it names.
    let knew = Asked { heard: &|_| Some(day(10)), ..asked(&|_, _, _, proof| proof.0[0] > 0) };
    let facts = [people(), vec![noticed(40, FOUNDER, 90)]].concat();
    assert_eq!(codes(&Authority::fold(&facts, Vec::new(), knew)), ["not-silent"]);
    let no_vote = Asked { by_voter: &|_| false, ..knew };
    assert!(codes(&Authority::fold(&facts, Vec::new(), no_vote)).contains(&"not-a-voter"));
}

#[test]
fn dec_1_nobody_signs_a_notice_that_would_not_count() {
    let authority = with(&[]);
    let refused = |by, of, since, at| notice(&authority, by, (of, since), at).err();
    let fault = |fault| Some(Refusal::Motion { fault });
    assert_eq!(refused(member(1), member(3), day(0), day(90)), None);
    assert_eq!(refused(member(1), member(3), day(1), day(90)), fault(MotionFault::NotSilent));
    assert_eq!(refused(member(1), member(1), day(0), day(90)), fault(MotionFault::NotSilent));
    assert_eq!(refused(member(8), member(3), day(0), day(90)), fault(MotionFault::NotAVoter));
}

proptest! {
    #[test]
    fn dec_1_silence_is_the_same_whatever_came_first(
        order in Just((0..9_usize).collect::<Vec<_>>()).prop_shuffle(),
        present in prop::collection::vec(any::<bool>(), 3),
    ) {
        let more = [
            noticed(40, FOUNDER, 90),
            noticed(41, SECOND, 91),
            entry(42, THIRD, day(50).0, FactBody::MemberReturned {}),
        ];
        let facts = [people(), more.to_vec()].concat();
        let is_in = |place: &&usize| **place < 6 || present[**place - 6];
        let shuffled: Vec<CharterFact> =
            order.iter().filter(is_in).map(|place| facts[*place].clone()).collect();
        let expected = present[0] && present[1] && !present[2];
        prop_assert_eq!(outside(&fold(&shuffled)), expected);
    }
}
