//! What members write once somebody was removed, so that they meet elsewhere.

use proptest::prelude::*;

use super::scene::{Scene, device, digest, draft, member};
use crate::clock::{DAY_MS, Timestamp};
use crate::domain::fact::FactBody;
use crate::domain::motion::renewal::chosen;
use crate::id::{CommandId, DeviceKey, Salt};
use crate::message::motion::{Choice, Method, MotionEffect};

/// Four decide that the fifth goes; those of them who are there make it final.
fn removal() -> (Scene, Timestamp) {
    let mut scene = Scene::of_removal();
    let now = scene.sealed_from().plus_ms(5 * DAY_MS);
    for _ in 0..20 {
        let acted = (1..=4).filter(|one| scene.act(*one, now)).count();
        scene.share_among(&[1, 2, 3, 4]);
        if acted == 0 {
            break;
        }
    }
    (scene, now)
}

fn renew(scene: &mut Scene, by: u8, at: Timestamp, salt: u8) -> CommandId {
    scene.write(by, at, FactBody::SecretRenewed { salt: Salt([salt; 32]) })
}

fn salt_of(scene: &Scene, shuffle: u64, is_member: impl Fn(&DeviceKey) -> bool) -> Option<Salt> {
    let motion = scene.fold(None, shuffle);
    chosen(scene.id, &motion.renewals, is_member, digest).map(|renewal| renewal.salt)
}

#[test]
fn peo_4_a_salt_counts_once_its_author_knew_that_it_is_final() {
    let (mut scene, now) = removal();
    assert_eq!(scene.fold(None, 1).removed(), Some(member(5)));
    let opening = vec![scene.all[0].change];
    let early = FactBody::SecretRenewed { salt: Salt([8; 32]) };
    let early = scene.write_upon(2, now, early, opening);
    assert_eq!(salt_of(&scene, 1, |_| true), None);
    renew(&mut scene, 3, now, 9);
    assert_eq!(salt_of(&scene, 1, |_| true), Some(Salt([9; 32])));
    let faults = scene.fold(None, 1).faults;
    assert_eq!(faults.iter().map(|fault| fault.id).collect::<Vec<_>>(), [early]);
    assert_eq!(faults[0].code, "against-protocol");
}

#[test]
fn peo_4_a_decision_that_removed_nobody_renews_nothing() {
    let mut scene = Scene::new(3, &draft(Method::Majority, MotionEffect::Statement));
    for by in 1..=3 {
        scene.vote(by, Timestamp(2_000_000), Choice::For);
    }
    scene.share();
    let now = scene.sealed_from().plus_ms(5 * DAY_MS);
    for _ in 0..20 {
        let acted = (1..=3).filter(|one| scene.act(*one, now)).count();
        scene.share();
        if acted == 0 {
            break;
        }
    }
    assert!(scene.fold(None, 1).decided().is_some());
    renew(&mut scene, 1, now, 9);
    let motion = scene.fold(None, 1);
    assert_eq!((motion.renewals.len(), motion.faults[0].code), (0, "against-protocol"));
}

#[test]
fn peo_4_of_a_device_that_wrote_two_salts_none_counts() {
    let (mut scene, now) = removal();
    let own = [renew(&mut scene, 1, now, 1), renew(&mut scene, 1, now, 2)];
    renew(&mut scene, 2, now, 3);
    assert_eq!(salt_of(&scene, 1, |_| true), Some(Salt([3; 32])));
    let faults = scene.fold(None, 1).faults;
    assert_eq!(faults.iter().map(|fault| fault.id).collect::<Vec<_>>(), own);
}

#[test]
fn peo_4_what_a_former_member_wrote_is_no_secret_of_those_who_are_left() {
    let (mut scene, now) = removal();
    for by in 1..=3 {
        renew(&mut scene, by, now, by);
    }
    let first = salt_of(&scene, 1, |_| true).expect("three wrote one");
    let gone = device(first.0[0]);
    let next = salt_of(&scene, 1, |device| *device != gone).expect("two more did");
    assert_ne!(next, first);
    assert_eq!(salt_of(&scene, 1, |_| false), None);
}

proptest! {
    #[test]
    fn peo_4_all_choose_the_same_salt_in_whatever_order_they_came(
        by in proptest::collection::vec(1_u8..=4, 1..6),
        shuffle in any::<u64>(),
    ) {
        let (mut scene, now) = removal();
        for (salt, by) in (1..).zip(by) {
            renew(&mut scene, by, now, salt);
        }
        prop_assert_eq!(
            salt_of(&scene, shuffle, |_| true),
            salt_of(&scene, 1, |_| true)
        );
    }
}

#[test]
fn peo_4_only_purses_that_the_motion_knew_write_a_salt() {
    let (mut scene, now) = removal();
    scene.polity.purses = (1..=5).map(|one| (member(one), Some(device(one)))).collect();
    let by_another_device = renew(&mut scene, 1, now, 8);
    scene.all.last_mut().expect("it was written").device = device(7);
    assert_eq!(salt_of(&scene, 1, |_| true), None);
    renew(&mut scene, 2, now, 9);
    assert_eq!(salt_of(&scene, 1, |_| true), Some(Salt([9; 32])));
    let faults = scene.fold(None, 1).faults;
    assert!(faults.iter().any(|fault| fault.id == by_another_device), "{faults:?}");
}
