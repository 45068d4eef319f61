//! The rules of admission, one case each; and that the order of arrival never matters.

use std::sync::Arc;

use super::*;
use crate::id::BlobHash;
use crate::message::motion::Preset;
use proptest::prelude::*;

pub(super) const FOUNDER: DeviceKey = DeviceKey([1; 32]);
const COMMUNITY: CommunityId = CommunityId([9; 32]);
pub(super) const KEY: InvitationKey = InvitationKey([5; 32]);

fn name(device: &DeviceKey) -> MemberId {
    MemberId([device.0[0]; 16])
}

/// A proof is good when it repeats the first byte of the device.
pub(super) fn check(_: Comes, _: &InvitationKey, device: &DeviceKey, proof: &Signature) -> bool {
    proof.0[0] == device.0[0]
}

pub(super) fn entry(number: u8, author: DeviceKey, at: u64, body: FactBody) -> CharterFact {
    let change = if number == 0 { ChangeHash(COMMUNITY.0) } else { ChangeHash([number; 32]) };
    let fact = Fact { at: Timestamp(at), body };
    CharterFact { id: CommandId([number; 16]), author, change, fact }
}

pub(super) fn founding() -> CharterFact {
    let (name, sentence) = ("Four Shores".to_owned(), String::new());
    let (profile, preset, rules_version) = (BlobHash([1; 32]), Preset::default(), 1);
    let body = FactBody::CommunityFounded { name, sentence, profile, preset, rules_version };
    entry(0, FOUNDER, 10, body)
}

pub(super) fn invitation(uses_max: u32) -> CharterFact {
    let expires = Timestamp(1_000);
    entry(1, FOUNDER, 20, FactBody::InvitationMade { invitation: KEY, uses_max, expires })
}

pub(super) fn admission(number: u8, author: DeviceKey, at: u64, proof: u8) -> CharterFact {
    let device = DeviceKey([number; 32]);
    let (proof, profile) = (Signature([proof; 64]), BlobHash([number; 32]));
    let body = FactBody::InvitationClaimed { invitation: KEY, device, proof, profile };
    entry(number, author, at, body)
}

pub(super) fn fold(facts: &[CharterFact]) -> Authority {
    fold_with(facts, Vec::new())
}

pub(super) fn fold_with(facts: &[CharterFact], decisions: Vec<Decision>) -> Authority {
    Authority::fold(facts, decisions.into_iter().map(Arc::new).collect(), asked(&check))
}

pub(super) fn asked(check: CheckProof<'_>) -> Asked<'_> {
    Asked {
        community: &COMMUNITY,
        check,
        name: &name,
        admission: &|_| AdmissionRule::InvitationAdmits,
        by_voter: &|_| true,
        proves: &|_| true,
        vouch: &|_| Ok(2),
        hands_on: &|_| Ok(()),
        heard: &|_| None,
        knew: &|by, change| by.0[0] > change.0[0],
        within: &|decision, change| decision.cut.contains(change),
    }
}

#[test]
fn dec_9_a_community_is_founded_with_a_version_of_the_rules_and_keeps_it() {
    use crate::message::motion::RULES_VERSION;
    assert!(fold(&[founding()]).rules.are_known());
    let mut newer = founding();
    if let FactBody::CommunityFounded { rules_version, .. } = &mut newer.fact.body {
        *rules_version = RULES_VERSION + 1;
    }
    let authority = fold(&[newer]);
    assert_eq!((authority.rules.version, authority.rules.are_known()), (RULES_VERSION + 1, false));
    // Its people can be read all the same.
    assert_eq!(authority.members.len(), 1);
    let made = found("Four Shores", "", BlobHash([1; 32]), Preset::Circle, Timestamp(1));
    let body = made.expect("it stands").body;
    assert!(matches!(body, FactBody::CommunityFounded { rules_version: RULES_VERSION, .. }));
}

#[test]
fn peo_2_an_invitation_admits_whoever_proves_it() {
    let second = DeviceKey([2; 32]);
    let facts =
        [founding(), invitation(5), admission(2, FOUNDER, 30, 2), admission(3, second, 40, 3)];
    let authority = fold(&facts);
    assert_eq!(authority.members.len(), 3);
    assert_eq!(authority.members[&MemberId([3; 16])].invited_by, Some(MemberId([1; 16])));
    assert!(authority.faults.is_empty());
}

#[test]
fn peo_2_every_replica_proves_each_admission_again() {
    let cases = [
        (admission(2, FOUNDER, 30, 7), "proof-false"),
        (admission(2, FOUNDER, 2_000, 2), "invitation-expired"),
        (admission(2, DeviceKey([2; 32]), 30, 2), "author-unknown"),
    ];
    for (fact, code) in cases {
        let authority = fold(&[founding(), invitation(5), fact]);
        assert_eq!(authority.members.len(), 1, "{code}");
        assert_eq!(authority.faults[0].code, code);
    }
}

#[test]
fn peo_2_uses_beyond_the_count_stay_and_are_told() {
    let facts =
        [founding(), invitation(1), admission(2, FOUNDER, 30, 2), admission(3, FOUNDER, 31, 3)];
    let authority = fold(&facts);
    assert_eq!(authority.members.len(), 3);
    assert_eq!(authority.faults[0].code, "invitation-overused");
    assert!(authority.invitation_open(&KEY, Timestamp(50)).is_err());
}

#[test]
fn peo_2_more_facts_never_take_an_admission_back() {
    // Whichever of them are there, whoever is in stays in when the rest comes.
    let second = DeviceKey([2; 32]);
    let again = |number, at, expires| {
        let expires = Timestamp(expires);
        let body = FactBody::InvitationMade { invitation: KEY, uses_max: 1, expires };
        entry(number, second, at, body)
    };
    let facts = [
        founding(),
        invitation(5),
        admission(2, FOUNDER, 30, 2),
        again(5, 1, 0),
        again(6, 60, 5_000),
        admission(3, second, 1_500, 3),
        admission(4, DeviceKey([3; 32]), 25, 4),
    ];
    for some in 0_u32..1 << facts.len() {
        let few = (0..facts.len()).filter(|at| some & (1 << at) != 0);
        let few: Vec<CharterFact> = few.map(|at| facts[at].clone()).collect();
        let before = fold(&few);
        for more in &facts {
            let mut all = few.clone();
            all.retain(|fact| fact.id != more.id);
            all.push(more.clone());
            let after = fold(&all);
            for device in before.devices.keys() {
                assert!(after.devices.contains_key(device), "{few:?} and {more:?}");
            }
        }
    }
}

#[test]
fn peo_2_a_community_is_its_founding_change() {
    let mut other = founding();
    other.change = ChangeHash([8; 32]);
    assert!(fold(&[other]).members.is_empty());
}

proptest! {
    #[test]
    fn peo_2_the_order_of_arrival_does_not_matter(
        order in Just((0..7).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let second = DeviceKey([2; 32]);
        let profile = FactBody::ProfileChanged { profile: BlobHash([77; 32]) };
        let withdrawn = FactBody::InvitationWithdrawn { invitation: KEY };
        let facts = [
            founding(),
            invitation(2),
            admission(2, FOUNDER, 30, 2),
            admission(3, second, 40, 3),
            admission(4, second, 25, 4),
            entry(6, second, 50, profile),
            entry(7, FOUNDER, 35, withdrawn),
        ];
        let shuffled: Vec<CharterFact> = order.iter().map(|at| facts[*at].clone()).collect();
        prop_assert_eq!(fold(&shuffled), fold(&facts));
    }
}

#[test]
fn peo_2_nobody_closes_an_invitation_by_making_it_again_earlier() {
    let second = DeviceKey([2; 32]);
    let facts = [
        founding(),
        invitation(5),
        admission(2, FOUNDER, 30, 2),
        admission(3, second, 40, 3),
        entry(
            4,
            second,
            11,
            FactBody::InvitationMade { invitation: KEY, uses_max: 0, expires: Timestamp(12) },
        ),
    ];
    let authority = fold(&facts);
    assert_eq!(authority.members.len(), 3);
    assert!(authority.invitation_open(&KEY, Timestamp(50)).is_ok());
}

#[test]
fn peo_2_what_somebody_arranged_to_be_slow_is_folded_all_the_same() {
    // Each was admitted by one who comes later in the order of the fold.
    let device = |number: u32| {
        let mut bytes = [0; 32];
        bytes[..4].copy_from_slice(&number.to_be_bytes());
        DeviceKey(bytes)
    };
    let name = |device: &DeviceKey| MemberId(device.0[..16].try_into().expect("16 of 32"));
    let last = 30_000;
    let mut facts = vec![founding(), invitation(5)];
    for number in 0..last {
        let author = if number + 1 == last { FOUNDER } else { device(number + 1) };
        let (proof, profile) = (Signature([0; 64]), BlobHash([0; 32]));
        let device = device(number);
        let body = FactBody::InvitationClaimed { invitation: KEY, device, proof, profile };
        facts.push(entry(9, author, 100 + u64::from(number) / 50, body));
        let fact = facts.last_mut().expect("just put there");
        fact.id = CommandId(device.0[..16].try_into().expect("16 of 32"));
    }
    let authority =
        Authority::fold(&facts, Vec::new(), Asked { name: &name, ..asked(&|_, _, _, _| true) });
    assert_eq!(authority.members.len(), last as usize + 1);
}
