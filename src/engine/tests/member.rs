//! Eve is a member.

use super::*;
use crate::domain::FactBody;
use crate::engine::blobs::BlobRequest;
use crate::engine::gate;
use crate::engine::io::Effect;
use crate::engine::peers::Fetching;
use crate::engine::pending::{After, Pending};
use crate::id::{BlobHash, ChangeHash, InvitationKey, PageId, ThreadId};
use crate::limits;
use crate::message::command::Comes;
use crate::message::command::Writing;

#[test]
fn peo_2_nobody_is_let_in_here_and_held_there_by_how_changes_came() {
    let mut scene = Scene::new(1, 3, &[BEN, EVE]);
    let eve = scene.device(EVE);
    let key = SoftwareKey::from_seed(&[5; 32]);
    let (invitation, friend) = (InvitationKey(key.public().0), SoftwareKey::from_seed(&[6; 32]));
    let device = friend.public();
    let proof = key.sign(&gate::proof_message(&scene.id, Comes::New, &device));
    let at = scene.now();
    // An invitation that is over as it is made, and a friend who comes by it and writes.
    let bodies = [
        FactBody::InvitationMade { invitation, uses_max: 5, expires: Timestamp(1) },
        FactBody::InvitationClaimed { invitation, device, proof, profile: BlobHash([1; 32]) },
        FactBody::ProfileChanged { profile: BlobHash([2; 32]) },
    ];
    let mut charter = scene.charter(eve, 1);
    let mut parts = Vec::new();
    for (number, body) in (1..).zip(bodies) {
        let fact = Fact { at, body };
        if number < 3 {
            let key = scene.world.key(EVE, &eve);
            parts.push(put(&mut charter, key, number, &fact));
        } else {
            let mut theirs = scene.charter(device, 2);
            parts.iter().for_each(|part| drop(theirs.admit(part, &mut OpenGate)));
            parts.push(put(&mut theirs, &friend, number, &fact));
            charter.admit(&parts[2], &mut OpenGate);
        }
    }
    let before = scene.of(ANA, |community, _| community.heads_of(&DocumentId::Charter));
    let whole = charter.changes_since(&before, 1 << 16).expect("three changes");
    assert_eq!(whole.len(), 3);
    for (to, changes) in [(ANA, &whole), (BEN, &parts[0]), (BEN, &parts[1]), (BEN, &parts[2])] {
        let (bytes, part) = (changes.encode(), ChangesPart::Live);
        scene.eve_says(to, Message::Changes { document: DocumentId::Charter, part, bytes });
    }
    scene.world.run_ms(5_000);
    let heads = |scene: &mut Scene, node| {
        scene.of(node, |community, _| community.heads_of(&DocumentId::Charter))
    };
    assert_eq!(heads(&mut scene, ANA), heads(&mut scene, BEN));
    // What Ana does after that reaches Ben.
    let invite = Command::of(scene.id, MemberAct::InviteMembers { uses_max: 1, valid_days: 1 });
    scene.world.ask(ANA, invite).expect("she may");
    scene.until(|scene| scene.is_level(&[BEN]));
    assert_eq!(heads(&mut scene, ANA), heads(&mut scene, BEN));
}

#[test]
fn peo_6_nobody_tells_what_another_is_called() {
    let mut scene = Scene::new(2, 3, &[EVE, BEN]);
    let (eve, ben) = (scene.device(EVE), scene.device(BEN));
    let honest = scene.of(ANA, |community, _| {
        let charter = community.documents[&DocumentId::Charter].open.as_ref().expect("open");
        let facts = charter.replica.facts().map(|entry| Fact::from_json(entry.json));
        let admission = |fact: &Fact| {
            matches!(&fact.body, FactBody::InvitationClaimed { device, .. } if *device == ben)
        };
        facts.flatten().find(admission).expect("Ben was admitted")
    });
    let FactBody::InvitationClaimed { invitation, device, proof, .. } = honest.body else {
        panic!("an admission")
    };
    // The same admission once more, a little earlier, with another face.
    let profile = BlobHash([66; 32]);
    let at = Timestamp(honest.at.0 - 1);
    let fact =
        Fact { at, body: FactBody::InvitationClaimed { invitation, device, proof, profile } };
    let mut charter = scene.charter(eve, 1);
    let batch = put(&mut charter, scene.world.key(EVE, &eve), 1, &fact);
    scene.eve_sends(ANA, DocumentId::Charter, &batch);
    let name = scene.of(ANA, |community, _| {
        assert!(community.heads_of(&DocumentId::Charter).contains(&charter.heads()[0]));
        community.name_of(&gate::member_id(&ben))
    });
    assert_eq!(name, "Node 1");
}

#[test]
fn a_charter_with_very_many_heads_is_written_kept_and_given_to_newcomers() {
    let mut scene = Scene::new(3, 4, &[BEN, EVE]);
    let eve = scene.device(EVE);
    let at = scene.now();
    let count = 300_u32;
    // On top of nothing but the document's own beginning, each in a session of its own.
    let mut all = scene.charter(eve, 1);
    let before = all.heads();
    for number in 0..count {
        let mut session = [0; 8];
        session[..4].copy_from_slice(&number.to_be_bytes());
        let actor = ActorKey::new(&eve, session);
        let mut charter = Replica::new(DocumentId::Charter, scene.id, actor);
        let profile = BlobHash([u8::try_from(number % 256).expect("small"); 32]);
        let fact = Fact { at, body: FactBody::ProfileChanged { profile } };
        let mut id = [7; 16];
        id[..4].copy_from_slice(&number.to_be_bytes());
        charter.put_fact(CommandId(id), &fact.to_json(), at).expect("short");
        let tip = charter.unsigned_tip().expect("just written");
        let message = sign::tip_message(&scene.id, &DocumentId::Charter, &tip);
        let signature = scene.world.key(EVE, &eve).sign(&message);
        all.admit(&charter.vouch(&tip, signature).expect("its own"), &mut OpenGate);
    }
    let mut sent = before;
    while let Some(part) = all.changes_since(&sent, 1 << 17) {
        scene.eve_sends(ANA, DocumentId::Charter, &part);
        sent = scene.of(ANA, |community, _| community.heads_of(&DocumentId::Charter));
    }
    assert!(sent.len() > 256);
    let invite = Command::of(scene.id, MemberAct::InviteMembers { uses_max: 1, valid_days: 1 });
    let Ok(Outcome::Link(link)) = scene.world.ask(ANA, invite) else { panic!("she may") };
    scene.until(|scene| scene.is_level(&[BEN]));
    scene.world.crash(ANA);
    scene.world.start(ANA);
    scene.until(|scene| scene.is_level(&[BEN]));
    scene.link = link;
    scene.join(Node(3));
    scene.until(|scene| scene.count(Node(3)) == 4 && scene.is_level(&[BEN, Node(3)]));
}

#[test]
fn documents_that_are_nowhere_take_no_room() {
    let mut scene = Scene::new(4, 3, &[BEN, EVE]);
    let size = |scene: &Scene| scene.world.disk(ANA).values().map(Vec::len).sum::<usize>();
    let (before, eve) = (size(&scene), scene.device(EVE));
    let documents = scene.of(ANA, |community, _| community.documents.len());
    let page = |number: u32| {
        let mut id = [0; 16];
        id[..4].copy_from_slice(&number.to_be_bytes());
        DocumentId::Page(PageId(id))
    };
    for round in 0..21 {
        let told = (0..1_000).map(|at| (page(round * 1_000 + at), vec![ChangeHash([1; 32])]));
        let documents = told.collect();
        scene.eve_says(ANA, Message::Have { documents });
        scene.world.run_ms(100);
    }
    // Bytes that are nothing, and good changes that were made for another document.
    let fact =
        Fact { at: scene.now(), body: FactBody::ThreadStarted { title: "Elsewhere".to_owned() } };
    let talk = DocumentId::Talk { thread: ThreadId([1; 16]), part: 0 };
    let mut elsewhere = Replica::new(talk, scene.id, ActorKey::new(&eve, [1; 8]));
    let good = put(&mut elsewhere, scene.world.key(EVE, &eve), 1, &fact).encode();
    for number in 0..200 {
        let (document, part) = (page(number), ChangesPart::Live);
        let bytes = if number % 2 == 0 { vec![1, 9, 9] } else { good.clone() };
        scene.eve_says(ANA, Message::Changes { document, part, bytes });
    }
    scene.world.run_ms(3_000);
    let (have, after) = scene.of(ANA, |community, _| {
        let have: Vec<usize> = community.peers.values().map(|peer| peer.have.len()).collect();
        (have, community.documents.len())
    });
    assert!(have.iter().all(|count| *count <= limits::DOCUMENTS_MAX), "{have:?}");
    assert_eq!(after, documents);
    assert!(size(&scene) < before + 2_000, "{before} {}", size(&scene));
}

#[test]
fn a_blob_is_read_once_however_often_it_is_asked_for() {
    let mut scene = Scene::new(5, 3, &[BEN, EVE]);
    let (eve, hash) = (scene.device(EVE), BlobHash(sign::sha256(b"picture")));
    let (reads, requests) = scene.of(ANA, |community, core| {
        community.keep_picture(core, hash, ("image/webp", b"picture"), After::default());
        let before = core.effects.len();
        for piece in 0..500 {
            community.blob_asked(core, eve, hash, piece);
        }
        let is_read = |effect: &&Effect| matches!(effect, Effect::Load { .. });
        let reads = core.effects[before..].iter().filter(is_read).count();
        let pending = core.pending.values().filter(|one| matches!(one, Pending::Blob(..))).count();
        assert_eq!(pending, reads);
        assert!(community.blob_requests[&hash].contains(&BlobRequest { to: eve, piece: 0 }));
        (reads, community.blob_requests[&hash].len())
    });
    assert_eq!((reads, requests), (1, limits::BLOB_REQUESTS_MAX));
}

#[test]
fn a_blob_that_one_member_keeps_back_comes_from_another() {
    let mut scene = Scene::new(6, 3, &[BEN, EVE]);
    let (eve, hash) = (scene.device(EVE), BlobHash(sign::sha256(b"picture")));
    scene.of(BEN, |community, core| {
        community.keep_picture(core, hash, ("image/webp", b"picture"), After::default());
    });
    scene.world.input(BEN, Input::Woken);
    let heard = scene.now();
    scene.of(ANA, |community, _| {
        let eve = community.peers.get_mut(&eve).expect("connected");
        eve.fetching = Some(Fetching { hash, so_far: Vec::new(), heard });
        community.missing.insert(hash);
    });
    scene.world.input(ANA, Input::Woken);
    scene.world.run_ms(limits::BLOB_WAIT_MS_MAX + 20_000);
    assert!(scene.of(ANA, |community, _| community.blobs.contains_key(&hash)));
}

#[test]
fn a_post_is_taken_after_all_that() {
    let mut scene = Scene::new(7, 3, &[BEN, EVE]);
    for bytes in [vec![], vec![2, 0xff], vec![0; 60_000]] {
        let document = DocumentId::Talk { thread: ThreadId([3; 16]), part: u32::MAX };
        scene.eve_says(ANA, Message::Changes { document, part: ChangesPart::Answer, bytes });
    }
    let hash = BlobHash([1; 32]);
    let (index, total) = (u32::MAX, u32::MAX);
    scene.eve_says(ANA, Message::BlobChunk { hash, index, total, bytes: vec![1] });
    scene.eve_says(ANA, Message::BlobWant { hash, from: u32::MAX });
    scene.eve_says(ANA, Message::Greeting(vec![0xff; 3_000]));
    scene.world.run_ms(1_000);
    let (title, body, language) = ("Now".to_owned(), "Words".to_owned(), "en".to_owned());
    let post = Command::write(scene.id, Writing::StartThread { title, body, language });
    scene.world.ask(ANA, post).expect("she may");
    scene.until(|scene| scene.is_level(&[BEN, EVE]));
}
