//! Eve has the link and is not admitted.

use super::*;
use crate::domain::profile::Profile;
use crate::engine::peers::{Greeting, Peer, PeerStanding};
use crate::id::InvitationKey;
use crate::limits;
use crate::message::command::Comes;

const NEW: Node = Node(1);

/// Eve followed the link, tells no name, and has the charter.
fn lurking(seed: u64, nodes: usize) -> Scene {
    let mut scene = Scene::new(seed, nodes, &[]);
    scene.join(EVE);
    scene.of(EVE, |community, _| {
        community.local.joining.as_mut().expect("not in yet").profile = Some(vec![0]);
    });
    scene.until(|scene| {
        let card = scene.world.card(EVE, scene.id);
        card.is_some_and(|card| card.founded.is_some())
    });
    scene
}

#[test]
fn peo_6_whoever_has_the_charter_by_the_link_alone_learns_no_names() {
    let mut scene = lurking(11, 3);
    assert_eq!(scene.count(ANA), 1);
    scene.world.crash(ANA);
    scene.join(NEW);
    let (new, eve) = (scene.device(NEW), scene.device(EVE));
    for _ in 0..150 {
        scene.world.run_ms(100);
        let met = scene.of(EVE, |community, core| {
            let Some(joining) = community.local.joining.clone() else { return false };
            let Some(peer) = community.peers.get_mut(&new) else { return false };
            // Serves the charter as a member would, and would take a name.
            let key = SoftwareKey::from_seed(&joining.invitation);
            let invitation = InvitationKey(key.public().0);
            let proof =
                key.sign(&crate::engine::gate::proof_message(&community.id, Comes::New, &new));
            peer.standing = PeerStanding::Claimed { comes: Comes::New, invitation, proof };
            let greeting = postcard::to_stdvec(&Greeting::Member).expect("plain data");
            community.send(core, new, Message::Greeting(greeting));
            true
        });
        if met {
            scene.world.input(EVE, Input::Woken);
        }
    }
    let card = scene.world.card(NEW, scene.id).cloned().expect("on its way");
    assert!(card.founded.is_some(), "Eve gave the charter");
    assert_eq!(scene.of(EVE, |community, _| community.profiles.len()), 0);
    assert_ne!(new, eve);
    scene.world.start(ANA);
    scene.until(|scene| scene.standing(NEW) == Some(Standing::Member) && scene.count(ANA) == 2);
    let named = |profile: &Profile| profile.name == "Node 1";
    scene.until(|scene| scene.count(NEW) == 2);
    assert!(scene.of(ANA, |community, _| community.profiles.values().any(named)));
}

#[test]
fn of_strangers_who_come_and_go_nothing_is_kept() {
    let mut scene = lurking(12, 3);
    let eve = scene.device(EVE);
    scene.world.crash(EVE);
    scene.world.run_ms(60_000);
    let seen = scene.of(ANA, |community, _| community.local.seen.contains_key(&eve));
    assert!(!seen);
}

#[test]
fn strangers_do_not_take_the_places_of_members() {
    let mut scene = Scene::new(13, 3, &[]);
    let long_ago = Timestamp(scene.now().0 - 10 * limits::STRANGER_MS_MIN);
    let dropped = scene.of(ANA, |community, core| {
        for number in 1..=limits::STRANGERS_MAX {
            let device = DeviceKey([u8::try_from(number).expect("few"); 32]);
            let peer = Peer { since: long_ago, ..Peer::default() };
            community.peers.insert(device, peer);
        }
        community.meet(core, DeviceKey([99; 32]));
        community.mesh.refusals().get("too-many-strangers").copied()
    });
    assert_eq!(dropped, Some(1));
}

#[test]
fn a_stranger_writes_nothing_and_is_told_nothing() {
    let mut scene = lurking(14, 3);
    let eve = scene.device(EVE);
    let before = scene.of(ANA, |community, _| community.heads_of(&DocumentId::Charter));
    let at = scene.now();
    let fact = Fact {
        at,
        body: crate::domain::FactBody::ProfileChanged { profile: crate::id::BlobHash([1; 32]) },
    };
    let mut charter = scene.charter(eve, 1);
    let batch = put(&mut charter, scene.world.key(EVE, &eve), 1, &fact);
    scene.eve_sends(ANA, DocumentId::Charter, &batch);
    let page = DocumentId::Page(crate::id::PageId([1; 16]));
    scene.eve_says(ANA, Message::Want { document: page, have: Vec::new() });
    scene.eve_says(ANA, Message::BlobWant { hash: crate::id::BlobHash([1; 32]), from: 0 });
    scene.world.run_ms(120_000);
    let after = scene.of(ANA, |community, _| community.heads_of(&DocumentId::Charter));
    assert_eq!(after, before);
    assert_eq!(scene.of(EVE, |community, _| community.profiles.len()), 0);
}
