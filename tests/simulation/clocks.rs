//! Members whose clocks are far off: with the time of the origin they meet all the same.

use phyle::clock::Ahead;
use phyle::id::CommunityId;
use phyle::message::ToEngine;
use phyle::message::model::{ViewDelta, ViewKey};
use phyle::sim::relay::{Mood, Node};
use phyle::sim::world::{Origin, World, WorldConfig};

use crate::{invite, is_member, join, posts, start_thread, two_members_in, wait_same, wait_until};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Three members who know each other, and then start anew with these clocks.
fn three_with_clocks(seed: u64, origin: Origin, off_ms: [i64; 3]) -> (World, CommunityId) {
    let config = WorldConfig { origin, ..WorldConfig::default() };
    let (mut world, community, awa, ravi) = two_members_in(World::new(seed, 3, config));
    let kofi = Node(2);
    let link = invite(&mut world, awa, community, 5);
    join(&mut world, kofi, &link, "Kofi");
    wait_until(&mut world, "Kofi is in", |world| is_member(world, kofi, community));
    wait_same(&mut world, &[awa, ravi, kofi], community);
    for (node, off_ms) in [awa, ravi, kofi].into_iter().zip(off_ms) {
        world.crash(node);
        world.set_clock(node, Ahead(off_ms));
    }
    for node in [awa, ravi, kofi] {
        world.start(node);
    }
    (world, community)
}

fn online(world: &World, node: Node, community: CommunityId) -> usize {
    world.card(node, community).map_or(0, |card| card.online.len())
}

fn clock_ahead(world: &mut World, node: Node, community: CommunityId) -> Ahead {
    let deltas = world.view(node, ViewKey::Sync(community));
    let Some(ViewDelta::Sync { sync, .. }) = deltas.last() else { panic!("no view") };
    sync.clock_ahead
}

#[test]
fn devices_whose_clocks_are_ahead_meet_the_rest_and_read_on() {
    let off_ms = [0, DAY_MS, 36_525 * DAY_MS];
    let (mut world, community) = three_with_clocks(8, Origin::Answers, off_ms);
    let nodes = [Node(0), Node(1), Node(2)];
    wait_until(&mut world, "all meet", |world| {
        nodes.iter().all(|node| online(world, *node, community) == 2)
    });
    let thread = start_thread(&mut world, Node(0), community);
    wait_same(&mut world, &nodes, community);
    for (node, off_ms) in nodes.into_iter().zip(off_ms) {
        assert_eq!(posts(&mut world, node, community, thread).len(), 1);
        let known = clock_ahead(&mut world, node, community);
        assert!(!known.differs_from(Ahead(off_ms)), "{node:?}: {known:?}");
    }
}

#[test]
fn devices_whose_clocks_are_behind_meet_the_rest_and_are_read() {
    let off_ms = [0, -DAY_MS, -18_262 * DAY_MS];
    let (mut world, community) = three_with_clocks(9, Origin::Answers, off_ms);
    let nodes = [Node(0), Node(1), Node(2)];
    wait_until(&mut world, "all meet", |world| {
        nodes.iter().all(|node| online(world, *node, community) == 2)
    });
    let thread = start_thread(&mut world, Node(1), community);
    wait_until(&mut world, "Awa reads it", |world| {
        let state = |node| world.card(node, community).map(|card| card.state_hash.clone());
        state(Node(0)) == state(Node(1))
    });
    assert_eq!(posts(&mut world, Node(0), community, thread).len(), 1);
}

#[test]
fn a_clock_that_leaps_ahead_while_running_is_found_out() {
    let (mut world, community) = three_with_clocks(10, Origin::Answers, [0; 3]);
    let nodes = [Node(0), Node(1), Node(2)];
    let all_meet = |world: &World| nodes.iter().all(|node| online(world, *node, community) == 2);
    wait_until(&mut world, "all meet", all_meet);
    world.set_clock(Node(1), Ahead(DAY_MS));
    // Away and back: it has to meet them anew.
    world.set_relay(Mood::Down);
    world.fabric.vanish(Node(1));
    world.run_ms(60_000);
    world.set_relay(Mood::Serving);
    world.tell(Node(1), ToEngine::Visible);
    wait_until(&mut world, "all meet again", all_meet);
}

#[test]
fn without_the_time_of_the_origin_relays_keep_such_devices_apart() {
    let (mut world, community) = three_with_clocks(8, Origin::IsGone, [0, DAY_MS, -DAY_MS]);
    world.run_ms(120_000);
    assert_eq!(online(&world, Node(0), community), 0);
}
