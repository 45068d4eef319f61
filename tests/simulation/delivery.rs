//! Who has everything, as each device tells it: also of those who came in while it was away, and of
//! what came from somebody else than who told of it.

use phyle::id::CommunityId;
use phyle::message::model::{Delivery, SyncReport, ViewDelta, ViewKey};
use phyle::sim::relay::Node;
use phyle::sim::world::World;

use crate::{
    invite, is_member, join, post, posts, start_thread, two_members, wait_same, wait_until,
};

const KOFI: Node = Node(2);

fn sync(world: &mut World, node: Node, community: CommunityId) -> SyncReport {
    let sent = world.view(node, ViewKey::Sync(community));
    let Some(ViewDelta::Sync { sync, .. }) = sent.last() else { panic!("no report") };
    SyncReport::clone(sync)
}

fn check_all_with_all(world: &mut World, nodes: &[Node], community: CommunityId) {
    for node in nodes {
        let report = sync(world, *node, community);
        assert!(report.peers.iter().all(|peer| peer.has_all), "{node:?}: {:?}", report.peers);
        assert_eq!((report.delivery, report.only_here), (Delivery::Everyone, 0), "{node:?}");
    }
}

/// Kofi is let in by Ravi while Awa is away, and writes.
fn one_comes_while_another_is_away(seed: u64) -> (World, CommunityId, Node, Node) {
    let (mut world, community, awa, ravi) = two_members(seed);
    let thread = start_thread(&mut world, awa, community);
    let link = invite(&mut world, ravi, community, 5);
    wait_same(&mut world, &[awa, ravi], community);
    world.run_ms(2_000);
    world.crash(awa);
    join(&mut world, KOFI, &link, "Kofi");
    wait_until(&mut world, "Kofi is in", |world| is_member(world, KOFI, community));
    wait_same(&mut world, &[ravi, KOFI], community);
    assert_eq!(posts(&mut world, KOFI, community, thread).len(), 1);
    post(&mut world, KOFI, community, thread, "I am here");
    start_thread(&mut world, KOFI, community);
    wait_same(&mut world, &[ravi, KOFI], community);
    world.run_ms(2_000);
    (world, community, awa, ravi)
}

#[test]
fn tlk_3_whoever_came_in_while_one_was_away_is_known_to_have_everything() {
    for seed in 0..8 {
        let (mut world, community, awa, ravi) = one_comes_while_another_is_away(200 + seed);
        // Whom she meets first she does not know yet.
        world.crash(ravi);
        world.start(awa);
        world.run_ms(3_000);
        world.start(ravi);
        wait_same(&mut world, &[awa, ravi, KOFI], community);
        world.run_ms(5_000);
        check_all_with_all(&mut world, &[awa, ravi, KOFI], community);
    }
}

#[test]
fn what_a_newcomer_has_comes_from_them_though_who_let_them_in_is_away() {
    for seed in 0..8 {
        let (mut world, community, awa, ravi) = one_comes_while_another_is_away(220 + seed);
        world.crash(ravi);
        world.start(awa);
        wait_same(&mut world, &[awa, KOFI], community);
        world.run_ms(5_000);
        let peers = sync(&mut world, awa, community).peers;
        assert!(peers.iter().any(|peer| peer.has_all), "Kofi has what he gave: {peers:?}");
    }
}

#[test]
fn tlk_3_what_came_from_one_is_known_to_be_with_others_who_told_of_it() {
    for seed in 0..8 {
        let (mut world, community, awa, ravi) = one_comes_while_another_is_away(240 + seed);
        world.start(awa);
        wait_same(&mut world, &[awa, ravi, KOFI], community);
        world.crash(awa);
        let thread = start_thread(&mut world, ravi, community);
        wait_same(&mut world, &[ravi, KOFI], community);
        post(&mut world, KOFI, community, thread, "While Awa is away");
        wait_same(&mut world, &[ravi, KOFI], community);
        // Both tell of it, one of them sends it.
        world.start(awa);
        wait_same(&mut world, &[awa, ravi, KOFI], community);
        world.run_ms(5_000);
        check_all_with_all(&mut world, &[awa, ravi, KOFI], community);
        // As it stays when nothing is open, and nobody is there to say it again.
        for node in [ravi, KOFI] {
            world.crash(node);
        }
        world.crash(awa);
        world.start(awa);
        world.run_ms(1_000);
        check_all_with_all(&mut world, &[awa], community);
    }
}
