//! Devices of one person: who takes in whose, who takes off whose, whatever the order of arrival.

use proptest::prelude::*;

use super::super::tests::{FOUNDER, KEY, admission, asked, entry, fold, founding, invitation};
use super::*;
use crate::domain::fact::{FactBody, Halves};
use crate::id::Signature;

const SECOND: DeviceKey = DeviceKey([2; 32]);
const OFFER: InvitationKey = InvitationKey([6; 32]);

fn offered(number: u8, author: DeviceKey, proof: u8) -> CharterFact {
    let (expires, proof) = (Some(Timestamp(1_000)), Signature([proof; 64]));
    entry(number, author, 50, FactBody::DeviceOffered { offer: OFFER, expires, proof })
}

/// A way back: it has no end.
fn way_back(number: u8, author: DeviceKey) -> CharterFact {
    let (expires, proof) = (None, Signature([1; 64]));
    entry(number, author, 50, FactBody::DeviceOffered { offer: OFFER, expires, proof })
}

fn linked(number: u8, author: DeviceKey, at: u64) -> CharterFact {
    let (device, proof) = (DeviceKey([number; 32]), Signature([number; 64]));
    entry(number, author, at, FactBody::DeviceLinked { offer: OFFER, device, proof })
}

fn revoked(number: u8, author: DeviceKey, at: u64, device: u8) -> CharterFact {
    entry(number, author, at, FactBody::DeviceRevoked { device: DeviceKey([device; 32]) })
}

fn two() -> Vec<CharterFact> {
    vec![founding(), invitation(5), admission(2, FOUNDER, 30, 2)]
}

#[test]
fn peo_1_nobody_draws_anothers_device_to_them() {
    let mut facts = two();
    // The second member says that the founder's offer is theirs.
    facts.extend([offered(20, SECOND, 7), offered(21, FOUNDER, 1), linked(3, SECOND, 60)]);
    let authority = fold(&facts);
    assert_eq!(authority.member_of(&DeviceKey([3; 32])), authority.member_of(&FOUNDER));
    assert_eq!(authority.faults.iter().map(|one| one.code).collect::<Vec<_>>(), ["proof-false"]);
}

#[test]
fn peo_1_a_device_is_taken_off_by_its_own_person_only() {
    let mut facts = two();
    facts.extend([offered(21, FOUNDER, 1), linked(3, SECOND, 60), revoked(22, SECOND, 70, 3)]);
    let authority = fold(&facts);
    assert!(authority.revoked.is_empty());
    assert_eq!(authority.faults.iter().map(|one| one.code).collect::<Vec<_>>(), ["not-own-device"]);
    facts.push(revoked(23, FOUNDER, 71, 3));
    let authority = fold(&facts);
    assert_eq!(authority.current_member(&DeviceKey([3; 32])), None);
    assert_eq!(
        authority.purse_of(&authority.members.keys().next().copied().expect("one")),
        Some(FOUNDER)
    );
}

/// Somebody tells that a device signed two changes for one place; it proves itself unless `asked`
/// says otherwise.
fn twice_signed(number: u8, author: DeviceKey, at: u64, device: u8) -> CharterFact {
    let (device, document) = (DeviceKey([device; 32]), DocumentId::Charter);
    let halves = Halves([vec![1], vec![2]]);
    entry(number, author, at, FactBody::TwiceSigned { device, document, halves })
}

#[test]
fn peo_7_a_device_that_signed_twice_is_off_and_its_person_goes_on_with_another() {
    let mut facts = two();
    facts.extend([offered(21, FOUNDER, 1), linked(3, SECOND, 60)]);
    let founder = fold(&facts).member_of(&FOUNDER).expect("the first");
    assert_eq!(fold(&facts).purse_of(&founder), Some(FOUNDER));
    facts.extend([twice_signed(22, SECOND, 80, 1), twice_signed(23, DeviceKey([3; 32]), 70, 1)]);
    let authority = fold(&facts);
    assert_eq!(authority.revoked.get(&FOUNDER), Some(&Timestamp(70)));
    assert_eq!(authority.current_member(&FOUNDER), None);
    assert_eq!(authority.purse_of(&founder), Some(DeviceKey([3; 32])));
    assert!(authority.faults.is_empty() && authority.members.len() == 2);
}

#[test]
fn peo_7_what_does_not_prove_itself_takes_nobody_off() {
    let mut facts = two();
    facts.push(twice_signed(22, SECOND, 80, 1));
    let authority = Authority::fold(
        &facts,
        Vec::new(),
        Asked { proves: &|_| false, ..asked(&|_, _, _, _| true) },
    );
    assert!(authority.revoked.is_empty() && authority.twice_signed.is_empty());
    let [fault] = &authority.faults[..] else { panic!("one fault") };
    assert_eq!((fault.author, fault.rule, fault.code), (SECOND, "PEO-7", "proof-false"));
}

#[test]
fn peo_7_whoever_signed_twice_takes_off_nobody_from_then_on() {
    let mut facts = two();
    facts.extend([offered(21, FOUNDER, 1), linked(3, SECOND, 60), twice_signed(22, SECOND, 80, 1)]);
    let later = revoked(23, FOUNDER, 90, 3);
    let earlier = revoked(24, FOUNDER, 75, 3);
    facts.push(later);
    assert!(!fold(&facts).revoked.contains_key(&DeviceKey([3; 32])));
    facts.push(earlier);
    assert!(fold(&facts).revoked.contains_key(&DeviceKey([3; 32])));
}

/// A device that says by itself whose it is.
fn came_back(number: u8, at: u64, proof: u8) -> CharterFact {
    let device = DeviceKey([number; 32]);
    let proof = Signature([proof; 64]);
    entry(number, device, at, FactBody::DeviceLinked { offer: OFFER, device, proof })
}

#[test]
fn peo_1_whoever_holds_the_way_back_needs_nobody_else() {
    let mut facts = two();
    facts.extend([way_back(21, FOUNDER), came_back(3, 60, 3), came_back(4, 61, 9)]);
    let authority = fold(&facts);
    assert_eq!(authority.member_of(&DeviceKey([3; 32])), authority.member_of(&FOUNDER));
    // The fourth one proves nothing.
    assert_eq!(authority.member_of(&DeviceKey([4; 32])), None);
    assert_eq!(authority.faults.iter().map(|one| one.code).collect::<Vec<_>>(), ["proof-false"]);
}

#[test]
fn peo_1_an_offer_for_an_hour_takes_in_nobody_whom_nobody_takes_down() {
    let mut facts = two();
    facts.extend([offered(21, FOUNDER, 1), came_back(3, 60, 3)]);
    assert_eq!(fold(&facts).member_of(&DeviceKey([3; 32])), None);
    facts.push(linked(3, SECOND, 61));
    assert_eq!(fold(&facts).member_of(&DeviceKey([3; 32])), fold(&facts).member_of(&FOUNDER));
}

#[test]
fn peo_1_who_came_by_a_way_back_takes_nobody_down_for_it() {
    let mut facts = two();
    facts.extend([way_back(21, FOUNDER), came_back(3, 60, 3), came_back(4, 61, 4)]);
    facts.extend([linked(4, DeviceKey([3; 32]), 62), revoked(22, FOUNDER, 70, OFFER.0[0])]);
    let off: Vec<u8> = fold(&facts).revoked.keys().map(|device| device.0[0]).collect();
    assert_eq!(off, [3, 4, 6]);
}

#[test]
fn peo_1_a_way_back_that_is_made_worthless_takes_along_who_came_by_it_alone() {
    let devices = |facts: &[CharterFact]| {
        let off: Vec<u8> = fold(facts).revoked.keys().map(|device| device.0[0]).collect();
        off
    };
    let mut facts = two();
    facts.extend([way_back(21, FOUNDER), came_back(3, 60, 3), came_back(4, 61, 4)]);
    let offer = OFFER.0[0];
    // Whoever says so stays, and so does whom another member took down.
    let by_third = [facts.clone(), vec![revoked(22, DeviceKey([3; 32]), 70, offer)]].concat();
    assert_eq!(devices(&by_third), [4, 6]);
    facts.push(linked(4, SECOND, 62));
    let by_first = [facts.clone(), vec![revoked(22, FOUNDER, 70, offer)]].concat();
    assert_eq!(devices(&by_first), [3, 6]);
    // It does not matter what somebody claims of when.
    facts.push(revoked(22, FOUNDER, 55, offer));
    assert_eq!(devices(&facts), [3, 6]);
}

proptest! {
    #[test]
    fn peo_1_the_order_of_arrival_never_matters(
        facts in Just({
            let mut facts = two();
            facts.extend([
                offered(21, FOUNDER, 1),
                way_back(26, FOUNDER),
                linked(3, SECOND, 60),
                linked(4, SECOND, 61),
                came_back(5, 62, 5),
                revoked(25, DeviceKey([4; 32]), 90, 6),
                revoked(22, FOUNDER, 70, 3),
                revoked(23, DeviceKey([3; 32]), 69, 1),
                revoked(24, DeviceKey([4; 32]), 80, 1),
            ]);
            facts
        }).prop_shuffle(),
    ) {
        let authority = fold(&facts);
        let off: Vec<u8> = authority.revoked.keys().map(|device| device.0[0]).collect();
        prop_assert_eq!(off, [1, 3, 5, 6]);
        let founder = authority.member_of(&FOUNDER).expect("a member");
        prop_assert_eq!(authority.purse_of(&founder), Some(DeviceKey([4; 32])));
        prop_assert!(authority.offer_open(&OFFER, Timestamp(90)).is_err());
        prop_assert!(authority.invitation_open(&KEY, Timestamp(90)).is_ok());
    }
}
