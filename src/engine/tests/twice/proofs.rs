//! What proves nothing takes nobody off, and what is too large to be told splits nobody.

use super::*;
use crate::domain::fact::Halves;
use crate::ordered::Set;

#[test]
fn peo_7_nobody_is_taken_off_by_what_proves_nothing() {
    let mut scene = Scene::new(74, 3, &[BEN, EVE]);
    let ben = scene.device(BEN);
    // Half of what Ben signed, twice: one change is no lie.
    let half = scene.of(BEN, |community, _| {
        let charter = community.documents[&DocumentId::Charter].open.as_ref().expect("open");
        charter.replica.durable_since(&[], &Set::new(), 1 << 14).map(|half| half.encode())
    });
    let half = half.expect("the charter");
    for (number, halves) in [(1, [half.clone(), half]), (2, [vec![1], vec![0xff; 40]])] {
        let (device, document, halves) = (ben, DocumentId::Charter, Halves(halves));
        scene.eve_writes(number, FactBody::TwiceSigned { device, document, halves });
    }
    assert_eq!(scene.faults_of(EVE), ["proof-false", "proof-false"]);
    let is_off = scene.of(ANA, |community, _| community.authority().revoked.contains_key(&ben));
    assert!(!is_off);
    scene.until(|scene| scene.is_level(&[BEN]));
}

#[test]
fn peo_7_what_is_too_large_to_be_told_splits_nobody_either() {
    let mut scene = Scene::new(75, 3, &[BEN, EVE]);
    let (eve, at) = (scene.device(EVE), scene.now());
    let talk = DocumentId::Talk { thread: ThreadId([7; 16]), part: 0 };
    let mut large = 0;
    let mut words = || {
        let words = (0..1_500).map(|_| {
            large += 1;
            BlobHash(sign::sha256(&u32::to_be_bytes(large))).to_string()
        });
        words.collect::<Vec<_>>().concat()
    };
    let faces = [0, 1].map(|face: u8| {
        let actor = ActorKey::new(&eve, [66; 8]);
        let mut replica = Replica::new(talk, scene.id, actor);
        let (body, language) = (words(), "en".to_owned());
        let body = FactBody::PostWritten { body, language, reply_to: None };
        put(&mut replica, scene.world.key(EVE, &eve), face + 1, &Fact { at, body })
    });
    scene.world.crash(EVE);
    for (to, face) in [(ANA, &faces[0]), (BEN, &faces[1]), (ANA, &faces[1])] {
        let replica = Replica::new(talk, scene.id, ActorKey::new(&eve, [66; 8]));
        scene.slip(to, &replica, face);
    }
    scene.until_one(&[BEN]);
    let common =
        Common { eve, thread: ThreadId([7; 16]), motion: MotionId([0; 16]), page: PageId([0; 16]) };
    for node in [ANA, BEN] {
        assert_eq!(scene.named_at(node, &common), (1, true));
        let told = scene.of(node, |community, _| community.authority().twice_signed.len());
        assert_eq!(told, 0);
    }
}
