//! Who comes back by the word of the others, whatever the order of arrival.

use proptest::prelude::*;

use super::super::tests::{
    FOUNDER, KEY, admission, asked, check, entry, fold, founding, invitation,
};
use super::*;
use crate::domain::people::{DeviceOffer, Linked as Known};

const NEW: DeviceKey = DeviceKey([40; 32]);
const FIRST: MemberId = MemberId([1; 16]);
const DAY: u64 = 24 * 60 * 60 * 1_000;

fn device(number: u8) -> DeviceKey {
    DeviceKey([number; 32])
}

/// The founder and two more, of whom each can vouch.
fn three() -> Vec<CharterFact> {
    vec![founding(), invitation(9), admission(2, FOUNDER, 30, 2), admission(3, FOUNDER, 31, 3)]
}

fn asks(number: u8, author: DeviceKey) -> CharterFact {
    let (invitation, profile) = (KEY, BlobHash([7; 32]));
    let proof = Signature([NEW.0[0]; 64]);
    let body = FactBody::ReturnAsked { invitation, device: NEW, proof, profile };
    entry(number, author, 100, body)
}

fn vouched(number: u8, by: u8, day: u64) -> CharterFact {
    let body = FactBody::DeviceVouched { device: NEW, member: FIRST };
    entry(number, device(by), 1_000 + day * DAY, body)
}

fn objects(number: u8, by: DeviceKey, day: u64) -> CharterFact {
    entry(number, by, 1_000 + day * DAY, FactBody::ReturnRefused { device: NEW })
}

/// Both others vouch, and again 14 days after the second of them.
fn all_of_it() -> Vec<CharterFact> {
    let mut facts = three();
    facts.extend([asks(20, device(2)), vouched(21, 2, 0), vouched(22, 3, 1)]);
    facts.extend([vouched(23, 2, 15), vouched(24, 3, 16)]);
    facts
}

fn told(authority: &Authority) -> Vouching {
    authority.vouchings[&(NEW, FIRST)].clone()
}

#[test]
fn peo_1_more_than_half_vouch_twice_and_the_person_is_back_and_the_lost_devices_are_off() {
    let authority = fold(&all_of_it());
    let at = Timestamp(1_000 + 16 * DAY);
    assert_eq!(told(&authority).back, Some(at));
    assert_eq!(authority.current_member(&NEW), Some(FIRST));
    assert_eq!(authority.revoked.get(&FOUNDER), Some(&at));
    assert_eq!(authority.purse_of(&FIRST), Some(NEW));
    assert_eq!(authority.linked.get(&NEW), Some(&Known { member: FIRST, at }));
    assert!(authority.faults.is_empty() && authority.members.len() == 3);
}

#[test]
fn peo_1_half_is_not_enough_and_the_wait_counts_from_when_they_were_enough() {
    // One of two says it as often as they like.
    let mut facts = three();
    facts.extend([asks(20, device(2)), vouched(21, 2, 0), vouched(22, 2, 20), vouched(23, 2, 40)]);
    let authority = fold(&facts);
    assert_eq!((told(&authority).again_from, authority.current_member(&NEW)), (None, None));
    // The other comes on the 41st day: the first waits with them.
    facts.extend([vouched(24, 3, 41), vouched(25, 2, 54), vouched(26, 3, 55)]);
    let authority = fold(&facts);
    assert_eq!(told(&authority).again_from, Some(Timestamp(1_000 + 55 * DAY)));
    assert_eq!(told(&authority).again.iter().copied().collect::<Vec<_>>(), [MemberId([3; 16])]);
    assert_eq!(authority.current_member(&NEW), None);
    assert!(told(&authority).helps(MemberId([2; 16]), Timestamp(1_000 + 55 * DAY)));
    facts.push(vouched(27, 2, 55));
    assert_eq!(fold(&facts).current_member(&NEW), Some(FIRST));
}

#[test]
fn peo_1_an_objection_by_an_older_device_ends_it_whenever_it_comes() {
    for (day, facts) in [(2, all_of_it()), (30, all_of_it())] {
        let authority = fold(&[facts, vec![objects(30, FOUNDER, day)]].concat());
        assert_eq!(authority.current_member(&NEW), None, "on day {day}");
        assert_eq!(authority.current_member(&FOUNDER), Some(FIRST));
        assert_eq!(authority.purse_of(&FIRST), Some(FOUNDER));
        // What it signed meanwhile stays readable.
        assert_eq!(authority.member_of(&NEW), Some(FIRST));
        assert!(authority.faults.is_empty());
    }
}

#[test]
fn peo_1_nobody_objects_for_another_or_for_themselves() {
    let cheats = [objects(30, device(2), 3), objects(31, NEW, 17)];
    for cheat in cheats {
        let author = cheat.author;
        let authority = fold(&[all_of_it(), vec![cheat]].concat());
        assert_eq!(authority.current_member(&NEW), Some(FIRST));
        let [fault] = &authority.faults[..] else { panic!("one fault") };
        assert_eq!((fault.author, fault.rule, fault.code), (author, "PEO-1", "not-coming-back"));
    }
}

#[test]
fn peo_1_a_device_that_its_person_took_off_before_does_not_keep_them_out() {
    // The founder's second device took the first one off: that is in other hands.
    let (expires, proof) = (Some(Timestamp(900)), Signature([1; 64]));
    let offer = InvitationKey([6; 32]);
    let offered = FactBody::DeviceOffered { offer, expires, proof };
    let (second, proof) = (device(8), Signature([8; 64]));
    let linked = FactBody::DeviceLinked { offer, device: second, proof };
    let mut facts = all_of_it();
    facts.extend([
        entry(40, FOUNDER, 50, offered),
        entry(8, device(2), 60, linked),
        entry(42, second, 70, FactBody::DeviceRevoked { device: FOUNDER }),
        objects(30, FOUNDER, 2),
    ]);
    let authority = fold(&facts);
    assert_eq!(authority.current_member(&NEW), Some(FIRST));
    assert!(authority.revoked.contains_key(&second));
    facts.push(objects(31, second, 3));
    let authority = fold(&facts);
    assert_eq!(authority.current_member(&NEW), None);
    assert_eq!(authority.current_member(&second), Some(FIRST));
}

#[test]
fn peo_1_whom_a_refused_device_took_in_goes_with_it_and_whom_it_took_off_is_back() {
    let mut facts = all_of_it();
    let offer = InvitationKey([6; 32]);
    let offered = FactBody::DeviceOffered { offer, expires: None, proof: Signature([40; 64]) };
    let (more, proof) = (device(41), Signature([41; 64]));
    let linked = FactBody::DeviceLinked { offer, device: more, proof };
    let late = 1_000 + 17 * DAY;
    facts.extend([
        entry(41, NEW, late, offered),
        entry(42, device(3), late + 1, linked),
        entry(43, more, late + 2, FactBody::DeviceRevoked { device: FOUNDER }),
    ]);
    assert_eq!(fold(&facts).current_member(&more), Some(FIRST));
    facts.push(objects(50, FOUNDER, 16));
    let authority = fold(&facts);
    assert_eq!((authority.current_member(&NEW), authority.current_member(&more)), (None, None));
    assert_eq!(authority.current_member(&FOUNDER), Some(FIRST));
    assert!(authority.offer_open(&offer, Timestamp(late)).is_err());
    let offer: &DeviceOffer = &authority.offers[&offer];
    assert_eq!(offer.by, FIRST);
}

#[test]
fn peo_1_what_is_signed_against_it_is_named_and_moves_nothing() {
    let cases = [
        (vouched(30, 1, 0), Ok(2), "vouched-for-oneself"),
        (vouched(30, 2, 0), Err(MotionFault::NotAVoter), "not-a-voter"),
        (vouched(30, 2, 0), Err(MotionFault::TooFewToVouch), "too-few-to-vouch"),
        (vouched(30, 2, 0), Err(MotionFault::NoSuchMember), "no-such-member"),
        (vouched(30, 2, 0), Err(MotionFault::ClaimsTooEarly), "claims-too-early"),
    ];
    for (fact, weighed, code) in cases {
        let facts = [three(), vec![asks(20, device(2)), fact]].concat();
        let vouch = |_: &CharterFact| weighed;
        let authority =
            Authority::fold(&facts, Vec::new(), Asked { vouch: &vouch, ..asked(&check) });
        assert_eq!(authority.faults.iter().map(|one| one.code).collect::<Vec<_>>(), [code]);
        assert!(authority.vouchings.is_empty());
    }
    // An invitation is proved for this and nothing else.
    let only_new = |comes, _: &InvitationKey, _: &DeviceKey, _: &Signature| comes == Comes::New;
    let authority = Authority::fold(&all_of_it(), Vec::new(), asked(&only_new));
    assert_eq!(authority.faults[0].code, "proof-false");
    assert!(authority.returns.is_empty() && authority.member_of(&NEW).is_none());
}

#[test]
fn peo_1_a_device_of_somebody_already_is_nobody_elses() {
    let mut facts = all_of_it();
    facts.push(admission(40, FOUNDER, 32, 40));
    let authority = fold(&facts);
    assert_eq!(authority.member_of(&NEW), Some(MemberId([40; 16])));
    assert_eq!(authority.current_member(&FOUNDER), Some(FIRST));
}

#[test]
fn peo_1_what_a_voter_may_say_of_who_comes_back() {
    let (second, third) = (MemberId([2; 16]), MemberId([3; 16]));
    let at = |day: u64| Timestamp(1_000 + day * DAY);
    let fault = |result: Result<Fact, Refusal>| match result {
        Err(Refusal::Motion { fault }) => Some(fault),
        Ok(_) | Err(_) => None,
    };
    let with_votes = |facts: &[CharterFact]| {
        let mut authority = fold(facts);
        authority.voters = [FIRST, second, third].into_iter().collect();
        authority
    };
    let mut facts = [three(), vec![asks(20, device(2))]].concat();
    let authority = with_votes(&facts);
    assert!(vouch(&authority, second, (NEW, FIRST), at(0)).is_ok());
    let own = vouch(&authority, FIRST, (NEW, FIRST), at(0));
    assert_eq!(fault(own), Some(MotionFault::VouchedForOneself));
    let none = vouch(&authority, second, (device(9), FIRST), at(0));
    assert_eq!(fault(none), Some(MotionFault::NotComingBack));
    let none = vouch(&authority, second, (NEW, MemberId([77; 16])), at(0));
    assert_eq!(fault(none), Some(MotionFault::NoSuchMember));
    let nobody = refuse_return(&authority, FIRST, NEW, at(0));
    assert_eq!(fault(nobody), Some(MotionFault::NotComingBack));
    let mut few = authority.clone();
    few.voters.remove(&third);
    let too_few = vouch(&few, second, (NEW, FIRST), at(0));
    assert_eq!(fault(too_few), Some(MotionFault::TooFewToVouch));
    let no_vote = vouch(&few, third, (NEW, FIRST), at(0));
    assert_eq!(fault(no_vote), Some(MotionFault::NotAVoter));
    facts.extend([vouched(21, 2, 0), vouched(22, 3, 1)]);
    let authority = with_votes(&facts);
    let early = vouch(&authority, second, (NEW, FIRST), at(14));
    assert_eq!(fault(early), Some(MotionFault::VouchedAlready));
    assert!(vouch(&authority, second, (NEW, FIRST), at(15)).is_ok());
    assert!(refuse_return(&authority, FIRST, NEW, at(2)).is_ok());
    facts.push(objects(30, FOUNDER, 2));
    let over = vouch(&with_votes(&facts), second, (NEW, FIRST), at(15));
    assert_eq!(fault(over), Some(MotionFault::NotComingBack));
}

proptest! {
    #[test]
    fn peo_1_vouching_is_the_same_in_any_order_and_more_of_it_makes_no_device_unknown(
        order in Just((0..16).collect::<Vec<usize>>()).prop_shuffle(),
        some in 0_usize..17,
        days in proptest::collection::vec(0_u64..40, 6),
        others in proptest::collection::vec(2_u32..6, 40),
    ) {
        let mut facts = three();
        facts.extend([admission(4, FOUNDER, 32, 4), admission(5, FOUNDER, 33, 5)]);
        facts.push(asks(20, device(2)));
        let by = [2, 3, 4, 2, 3, 4];
        let numbers = 21..;
        for ((number, by), day) in numbers.zip(by).zip(&days) {
            facts.push(vouched(number, by, *day));
        }
        facts.push(vouched(27, 5, 39));
        facts.push(objects(28, FOUNDER, 30));
        facts.push(entry(29, NEW, 1_000 + 41 * DAY, FactBody::MemberLeft {}));
        let vouch = |entry: &CharterFact| Ok(others[usize::from(entry.id.0[0])]);
        let folded = |facts: &[CharterFact]| {
            Authority::fold(facts, Vec::new(), Asked { vouch: &vouch, ..asked(&check) })
        };
        let shuffled: Vec<CharterFact> = order.iter().map(|at| facts[*at].clone()).collect();
        let whole = folded(&facts);
        prop_assert_eq!(folded(&shuffled), whole.clone());
        // Whoever is known by some of it is known by all of it.
        let part = folded(&shuffled[..some.min(16)]);
        for (device, member) in part.devices.iter() {
            prop_assert_eq!(whole.member_of(device), Some(*member));
        }
        let known = |authority: &Authority| authority.member_of(&NEW).is_some();
        prop_assert!(known(&whole) == whole.vouchings[&(NEW, FIRST)].back.is_some());
        prop_assert_eq!(whole.current_member(&NEW), None);
        // Nor does it take anybody along.
        prop_assert_eq!(whole.current_member(&FOUNDER), Some(FIRST));
    }
}
