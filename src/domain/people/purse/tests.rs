//! Who holds the purse: handed on, handed back, lost, given to whom it cannot be given.

use proptest::prelude::*;

use super::super::tests::{FOUNDER, admission, entry, fold, founding, invitation};
use super::*;
use crate::id::{InvitationKey, Signature};

const PHONE: DeviceKey = DeviceKey([3; 32]);
const TABLET: DeviceKey = DeviceKey([4; 32]);
/// The first device of another member.
const SECOND: DeviceKey = DeviceKey([2; 32]);
const SHEET: InvitationKey = InvitationKey([7; 32]);
const ME: MemberId = MemberId([1; 16]);

fn offered(number: u8, offer: InvitationKey, expires: Option<Timestamp>) -> CharterFact {
    let proof = Signature([1; 64]);
    entry(number, FOUNDER, 50, FactBody::DeviceOffered { offer, expires, proof })
}

fn linked(number: u8, at: u64, offer: InvitationKey) -> CharterFact {
    let (device, proof) = (DeviceKey([number; 32]), Signature([number; 64]));
    entry(number, FOUNDER, at, FactBody::DeviceLinked { offer, device, proof })
}

/// The founder with a phone, a tablet and a sheet; and somebody else.
fn three() -> Vec<CharterFact> {
    let (one, other) = (InvitationKey([5; 32]), InvitationKey([6; 32]));
    let expires = Some(Timestamp(1_000));
    vec![
        founding(),
        invitation(5),
        admission(2, FOUNDER, 30, 2),
        offered(20, one, expires),
        offered(21, other, expires),
        offered(22, SHEET, None),
        linked(3, 60, one),
        linked(4, 61, other),
    ]
}

fn handed(number: u8, by: DeviceKey, at: u64, to: DeviceKey) -> CharterFact {
    let ledger = vec![(0, vec![ChangeHash([number; 32])])];
    entry(number, by, at, FactBody::PurseHandedOn { to, ledger })
}

fn revoked(number: u8, by: DeviceKey, at: u64, device: DeviceKey) -> CharterFact {
    entry(number, by, at, FactBody::DeviceRevoked { device })
}

fn purse(facts: &[CharterFact]) -> Option<DeviceKey> {
    fold(facts).purse_of(&ME)
}

#[test]
fn peo_7_the_purse_goes_where_it_is_handed_on_and_comes_back() {
    let mut facts = three();
    assert_eq!(purse(&facts), Some(FOUNDER));
    facts.push(handed(30, FOUNDER, 100, TABLET));
    assert_eq!(purse(&facts), Some(TABLET));
    facts.push(handed(31, TABLET, 110, PHONE));
    assert_eq!(purse(&facts), Some(PHONE));
    facts.push(handed(32, PHONE, 120, FOUNDER));
    facts.push(handed(33, FOUNDER, 130, TABLET));
    let authority = fold(&facts);
    assert_eq!((authority.purse_of(&ME), authority.faults.len()), (Some(TABLET), 0));
    assert_eq!(authority.polity().purses[&ME], Some(TABLET));
    // Others keep theirs.
    assert_eq!(authority.purse_of(&MemberId([2; 16])), Some(SECOND));
}

#[test]
fn peo_7_where_the_holder_is_taken_off_the_purse_falls_to_the_next() {
    let mut facts = three();
    facts.push(handed(30, FOUNDER, 100, TABLET));
    facts.push(revoked(31, PHONE, 110, TABLET));
    assert_eq!(purse(&facts), Some(FOUNDER));
    // It can be handed on again.
    facts.push(handed(32, FOUNDER, 120, PHONE));
    assert_eq!(purse(&facts), Some(PHONE));
    facts.push(revoked(33, FOUNDER, 130, PHONE));
    assert_eq!(purse(&facts), Some(FOUNDER));
    // Who gave it away can be lost, and nothing changes for who has it.
    let mut facts = three();
    facts.push(handed(30, FOUNDER, 100, TABLET));
    facts.push(revoked(31, TABLET, 110, FOUNDER));
    assert_eq!(purse(&facts), Some(TABLET));
    facts.push(revoked(32, PHONE, 120, TABLET));
    assert_eq!(purse(&facts), Some(PHONE));
}

#[test]
fn peo_7_what_was_handed_on_after_its_holder_was_taken_off_moves_nothing_and_is_told() {
    let mut facts = three();
    facts.push(handed(30, FOUNDER, 100, TABLET));
    // The phone took it off before; the laptop had not heard of it.
    facts.push(revoked(31, PHONE, 90, FOUNDER));
    let authority = fold(&facts);
    assert_eq!(authority.purse_of(&ME), Some(PHONE));
    let [fault] = &authority.faults[..] else { panic!("one fault") };
    assert_eq!((fault.author, fault.rule, fault.code), (FOUNDER, "PEO-7", "not-the-purse"));
    // What it named is remembered all the same: beyond that it did nothing as a purse.
    assert_eq!(authority.hand_overs.len(), 1);
}

#[test]
fn peo_7_the_purse_goes_to_another_current_device_of_the_same_person_only() {
    let mut facts = three();
    facts.push(revoked(30, FOUNDER, 90, TABLET));
    let authority = fold(&facts);
    let not_own = Err(MotionFault::NotOwnDevice);
    let cases = [
        (FOUNDER, PHONE, Ok(())),
        (FOUNDER, TABLET, not_own),
        (FOUNDER, SECOND, not_own),
        (FOUNDER, DeviceKey(SHEET.0), not_own),
        (FOUNDER, FOUNDER, not_own),
        (FOUNDER, DeviceKey([9; 32]), not_own),
        (PHONE, FOUNDER, Err(MotionFault::NotThePurse)),
        (TABLET, PHONE, Err(MotionFault::NotThePurse)),
        (DeviceKey([9; 32]), PHONE, Err(MotionFault::NotThePurse)),
    ];
    for (by, to, expected) in cases {
        assert_eq!(authority.weigh_hand_over(&by, &to), expected, "{by:?} to {to:?}");
        let fact = hand_on_purse(&authority, (by, to), Vec::new(), Timestamp(95));
        let expected = expected.map_err(|fault| Refusal::Motion { fault });
        assert_eq!(fact.map(drop), expected);
    }
}

#[test]
fn peo_7_what_does_not_count_by_what_its_author_knew_moves_nothing() {
    let mut facts = three();
    facts.push(handed(30, PHONE, 100, TABLET));
    let asked = super::super::tests::asked(&super::super::tests::check);
    let not = Asked { hands_on: &|_| Err(MotionFault::NotThePurse), ..asked };
    let authority = Authority::fold(&facts, Vec::new(), not);
    assert_eq!((authority.purse_of(&ME), authority.hand_overs.len()), (Some(FOUNDER), 0));
    assert_eq!(authority.faults.iter().map(|one| one.code).collect::<Vec<_>>(), ["not-the-purse"]);
}

#[test]
fn peo_7_a_device_that_gave_the_purse_to_two_is_named_and_one_of_them_has_it() {
    let mut facts = three();
    facts.push(handed(30, FOUNDER, 100, TABLET));
    facts.push(handed(31, FOUNDER, 101, PHONE));
    // The tablet knew of the first, and gave it on by that.
    facts.push(handed(32, TABLET, 102, FOUNDER));
    let asked = super::super::tests::asked(&super::super::tests::check);
    let is_second = |change: &ChangeHash| change.0[0] == 31;
    let knew = |by: &ChangeHash, what: &ChangeHash| {
        by.0[0] > what.0[0] && !is_second(by) && !is_second(what)
    };
    let authority = Authority::fold(&facts, Vec::new(), Asked { knew: &knew, ..asked });
    assert_eq!(authority.purse_of(&ME), Some(PHONE));
    let told: Vec<(DeviceKey, &str, &str)> =
        authority.faults.iter().map(|one| (one.author, one.rule, one.code)).collect();
    assert_eq!(told, [(FOUNDER, "PEO-7", "purse-handed-twice"); 2]);
    // Whoever gave it again, after it had come back, did nothing wrong.
    assert_eq!(Authority::fold(&facts, Vec::new(), asked).faults, Vec::new());
}

#[test]
fn peo_7_hand_overs_that_claim_one_time_follow_who_held_it() {
    // By their names the one that comes back is the first.
    let mut facts = three();
    facts.push(handed(31, FOUNDER, 100, PHONE));
    facts.push(handed(30, PHONE, 100, FOUNDER));
    assert_eq!(purse(&facts), Some(FOUNDER));
}

proptest! {
    #[test]
    fn peo_7_the_purse_is_where_it_is_in_whatever_order_facts_come(
        order in Just((0..14).collect::<Vec<usize>>()).prop_shuffle(),
        count in 8_usize..=14,
    ) {
        let mut facts = three();
        facts.extend([
            handed(30, FOUNDER, 100, TABLET),
            // The same device, elsewhere: two at once.
            handed(31, FOUNDER, 100, PHONE),
            handed(32, TABLET, 110, FOUNDER),
            revoked(33, FOUNDER, 120, PHONE),
            handed(34, PHONE, 125, TABLET),
            revoked(35, TABLET, 130, FOUNDER),
        ]);
        let some: Vec<CharterFact> =
            order.iter().filter(|at| **at < count).map(|at| facts[*at].clone()).collect();
        let sorted: Vec<CharterFact> = facts.into_iter().take(count).collect();
        prop_assert_eq!(fold(&some), fold(&sorted));
        let authority = fold(&some);
        let holder = authority.purse_of(&ME);
        prop_assert!(holder.is_some_and(|holder| !authority.revoked.contains_key(&holder)));
    }
}
