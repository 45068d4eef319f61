//! Many who come and go by one relay, which takes few events a minute of each: whoever comes gets
//! in at once, whatever became of those before.

use super::*;
use crate::clock::MINUTE_MS;
use crate::limits::RELAY_WRITES_PER_MINUTE_MAX;
use tests::{SEEDS, together};

const FOUNDER: Node = Node(1);

/// How long a newcomer waits for the first member.
const IN_AT_ONCE_MS: u64 = 1_000;

/// The same where those who would have answered first are gone, and nobody knows it yet.
const IN_SOON_MS: u64 = 3_000;

fn founded(seed: u64) -> World {
    let mut world = World::new(seed);
    world.start(1);
    world
}

fn is_up(world: &World, node: Node) -> bool {
    !world.members[&node].up.is_empty()
}

fn published_by(world: &World, node: Node) -> Vec<Timestamp> {
    let published = world.relay.published.iter().filter(|(_, by, _)| *by == node);
    published.map(|(at, _, _)| *at).collect()
}

fn assert_manners(world: &World) {
    for node in world.members.keys() {
        let times = published_by(world, *node);
        for at in &times {
            let minute = |other: &&Timestamp| **other >= *at && other.since_ms(*at) < MINUTE_MS;
            assert!(times.iter().filter(minute).count() <= RELAY_WRITES_PER_MINUTE_MAX);
        }
    }
}

#[test]
fn newcomers_get_in_at_once_after_others_left_without_a_word() {
    for seed in 0..SEEDS {
        let mut world = founded(seed);
        world.run_ms(20_000);
        for number in 2..10 {
            let node = world.start_at_the_door(number);
            world.run_to(IN_AT_ONCE_MS, "in", |world| is_up(world, node));
            world.run_ms(5_000);
            world.vanish(node);
            world.run_ms(20_000);
        }
        assert_manners(&world);
    }
}

#[test]
fn newcomers_get_in_at_once_after_others_took_leave() {
    for seed in 0..SEEDS {
        let mut world = founded(seed);
        world.run_ms(20_000);
        for number in 2..10 {
            let node = world.start_at_the_door(number);
            world.run_to(IN_AT_ONCE_MS, "in", |world| is_up(world, node));
            world.run_ms(5_000);
            world.leave(node);
            world.run_to(100, "gone", |world| !is_up(world, FOUNDER));
            world.run_ms(10_000);
        }
        assert_manners(&world);
    }
}

#[test]
fn a_dozen_who_come_and_vanish_within_a_minute_keep_nobody_waiting() {
    for seed in 0..SEEDS {
        let mut world = founded(seed);
        world.run_ms(20_000);
        for number in 2..14 {
            let node = world.start_at_the_door(number);
            world.run_to(IN_SOON_MS, "in", |world| is_up(world, node));
            world.run_ms(3_000);
            world.vanish(node);
        }
        assert_manners(&world);
    }
}

#[test]
fn nobody_calls_after_who_took_leave() {
    for seed in 0..SEEDS {
        let mut world = together(seed, 2);
        world.run_ms(2 * MINUTE_MS);
        let before = published_by(&world, FOUNDER).len();
        world.leave(Node(2));
        world.run_ms(2 * MINUTE_MS);
        assert_eq!(published_by(&world, FOUNDER).len(), before, "seed {seed}");
    }
}

#[test]
fn who_is_gone_without_a_word_is_called_twice_only() {
    for seed in 0..SEEDS {
        let mut world = together(seed, 3);
        world.run_ms(2 * MINUTE_MS);
        let before = world.members[&FOUNDER].mesh.attempts().len();
        world.vanish(Node(3));
        world.run_ms(5 * MINUTE_MS);
        assert!(world.members[&FOUNDER].mesh.attempts().len() <= before + 2, "seed {seed}");
    }
}

/// One link for several people: those who are in share the work.
#[test]
fn five_who_open_one_link_within_a_minute_all_get_in() {
    for seed in 0..SEEDS {
        for pause_ms in [0, 500, 10_000] {
            let mut world = founded(seed);
            world.run_ms(20_000);
            let mut nodes = Vec::new();
            for number in 2..7 {
                nodes.push(world.start_at_the_door(number));
                world.run_ms(pause_ms);
            }
            world.run_to(IN_AT_ONCE_MS, "in", |world| nodes.iter().all(|node| is_up(world, *node)));
            // Two that missed each other in the crowd meet by the next hello through neighbours.
            world.run_to(90_000, "a full mesh", World::is_full_mesh);
            assert_manners(&world);
        }
    }
}

#[test]
fn a_member_offers_to_a_newcomer_with_its_first_event() {
    for seed in 0..SEEDS {
        let mut world = founded(seed);
        world.run_ms(40_000);
        let before = published_by(&world, FOUNDER).len();
        let node = world.start_at_the_door(2);
        world.run_to(IN_AT_ONCE_MS, "in", |world| is_up(world, node));
        assert_eq!(published_by(&world, FOUNDER).len(), before + 1, "seed {seed}");
    }
}
