//! What must hold of meshes whatever the network does. Each case runs under several seeds.

use super::*;
use crate::clock::MINUTE_MS;
use crate::id::DocumentId;
use crate::limits::RELAY_WRITES_PER_MINUTE_MAX;
use crate::message::model::{AttemptState, AttemptStepKind, RelayState};
use crate::message::rtc::RtcState;
use crate::sync::frame::ChangesPart;

pub(super) const SEEDS: u64 = 6;

pub(super) fn post(number: u8) -> Message {
    let (document, part) = (DocumentId::Charter, ChangesPart::Live);
    Message::Changes { document, part, bytes: vec![number; 80] }
}

pub(super) fn together(seed: u64, count: u8) -> World {
    let mut world = World::new(seed);
    for number in 1..=count {
        world.start(number);
    }
    world.run_to(20_000, "a full mesh", World::is_full_mesh);
    world
}

#[test]
fn two_meet_within_a_second_and_talk() {
    for seed in 0..SEEDS {
        let mut world = World::new(seed);
        let (a, b) = (world.start(1), world.start(2));
        world.run_to(1_000, "met", World::is_full_mesh);
        let to = world.device(b);
        world.input(a, MeshInput::Send { to, message: post(7) });
        world.run_to(200, "heard", |world| !world.members[&b].inbox.is_empty());
        assert_eq!(world.members[&b].inbox, [(world.device(a), post(7))]);
        let rows = world.members[&a].mesh.attempts();
        assert_eq!(rows[0].1, Some(to));
        assert_eq!(rows[0].0.state, AttemptState::Done);
        assert!(rows[0].0.steps.iter().all(|step| step.state == AttemptState::Done));
        assert!(world.relay.traffic_bytes <= 10_000, "{}", world.relay.traffic_bytes);
    }
}

#[test]
fn up_to_five_find_each_other() {
    for seed in 0..SEEDS {
        for count in 3..=5 {
            let world = together(seed, count);
            assert!(world.members.values().all(|one| one.mesh.refusals().is_empty()));
        }
    }
}

#[test]
fn a_latecomer_reaches_all_through_the_beacons() {
    for seed in 0..SEEDS {
        let mut world = together(seed, 5);
        world.run_ms(2 * MINUTE_MS);
        let holders = world
            .members
            .values()
            .filter(|one| one.mesh.relays()[0].state == RelayState::Connected);
        assert_eq!(holders.count(), 3, "only beacons hold sockets");
        world.start(6);
        world.run_to(20_000, "a full mesh again", World::is_full_mesh);
    }
}

#[test]
fn a_big_message_passes_and_small_ones_overtake_it() {
    for seed in 0..SEEDS {
        let mut world = together(seed, 2);
        let (a, b) = (Node(1), Node(2));
        let to = world.device(b);
        let bytes: Vec<u8> = (0..2_000_000_u32).map(|n| n.to_le_bytes()[1]).collect();
        let (document, part) = (DocumentId::Charter, ChangesPart::Answer);
        let bulk = Message::Changes { document, part, bytes };
        world.input(a, MeshInput::Send { to, message: bulk.clone() });
        world.input(a, MeshInput::Send { to, message: post(1) });
        world.run_to(60_000, "all there", |world| world.members[&b].inbox.len() == 2);
        let inbox: Vec<_> = world.members[&b].inbox.iter().map(|(_, one)| one.clone()).collect();
        assert_eq!(inbox, [post(1), bulk]);
        world.run_ms(5_000);
        assert!(world.members[&a].mesh.pending_bytes(&to) < 256 * 1024 + 1);
    }
}

#[test]
fn a_relay_that_goes_and_comes_back_is_used_again() {
    for seed in 0..SEEDS {
        let mut world = World::new(seed);
        world.set_relay(Mood::Down);
        let (a, _) = (world.start(1), world.start(2));
        world.run_ms(3 * MINUTE_MS);
        let rows = world.members[&a].mesh.attempts();
        assert_eq!(rows[0].0.steps[0].kind, AttemptStepKind::RelayReached);
        assert_ne!(rows[0].0.steps[0].state, AttemptState::Done);
        world.set_relay(Mood::Serving);
        world.run_to(75_000, "met", World::is_full_mesh);
    }
}

#[test]
fn a_mesh_outlives_its_relay() {
    for seed in 0..SEEDS {
        let mut world = together(seed, 4);
        world.set_relay(Mood::Down);
        world.run_ms(10 * MINUTE_MS);
        assert!(world.is_full_mesh());
        let id = world.fabric.open_connections(Node(1))[0];
        world.fabric.drop_connection(world.now, Node(1), id);
        world.run_to(10_000, "one less", |world| !world.is_full_mesh());
        world.run_to(20_000, "repaired through the neighbours", World::is_full_mesh);
    }
}

#[test]
fn a_peer_that_vanished_silently_is_let_go_and_dialled_again() {
    for seed in 0..SEEDS {
        let mut world = together(seed, 3);
        world.fabric.cut(Node(1), Node(2));
        world.run_to(60_000, "noticed", |world| {
            world.members[&Node(1)].up.len() == 1 && world.members[&Node(2)].up.len() == 1
        });
        world.fabric.heal(Node(1), Node(2));
        world.run_to(75_000, "met again", World::is_full_mesh);
    }
}

#[test]
fn a_connection_outlives_a_sleep() {
    for seed in 0..SEEDS {
        let mut world = together(seed, 2);
        let attempts = |world: &World| world.members[&Node(1)].mesh.attempts().len();
        let before = attempts(&world);
        world.now = world.now.plus_ms(60 * MINUTE_MS);
        for member in 1..=2 {
            world.input(Node(member), MeshInput::Visible);
        }
        assert!(world.is_full_mesh());
        world.run_ms(20_000);
        assert!(world.is_full_mesh());
        assert_eq!(attempts(&world), before);
    }
}

/// A fresh dial heals a connection as fast as restarting ICE would: the 3 s that it gets to come
/// back by itself, and one offer and answer, through the relay or through a neighbour.
#[test]
fn a_connection_that_lost_its_way_is_dialled_anew_within_a_second_of_patience() {
    for (count, mood) in [(2, Mood::Serving), (3, Mood::Down)] {
        for seed in 0..SEEDS {
            let mut world = together(seed, count);
            // Between two pings: nothing is on its way that would tell that all is well.
            world.run_ms(MINUTE_MS + 5_000);
            world.set_relay(mood.clone());
            let (a, b) = (Node(1), Node(2));
            let link = |world: &World, from, to| {
                world.members[&from].mesh.up.get(&world.device(to)).copied()
            };
            let lost = [(a, b), (b, a)].map(|(from, to)| (from, to, link(&world, from, to)));
            world.fabric.cut(a, b);
            for (from, _, connection) in lost {
                let connection = connection.expect("up");
                let event = RtcEvent::State(RtcState::IceDisconnected);
                world.input(from, MeshInput::Rtc { connection, event });
            }
            world.run_ms(2_900);
            world.fabric.heal(a, b);
            world.run_to(1_100, "a new way", |world| {
                lost.iter().all(|(from, to, before)| {
                    let now = link(world, *from, *to);
                    now.is_some() && now != *before
                })
            });
        }
    }
}

#[test]
fn a_reload_replaces_the_ghost_at_once() {
    for seed in 0..SEEDS {
        let mut world = together(seed, 3);
        world.run_ms(MINUTE_MS);
        world.start(2);
        world.run_to(3_000, "a full mesh", World::is_full_mesh);
        world.run_ms(5 * MINUTE_MS);
        assert!(world.is_full_mesh(), "and it stays, seed {seed}");
    }
}

#[test]
fn two_engines_with_one_key_do_not_fight_for_ever() {
    for seed in 0..SEEDS {
        let mut world = World::new(seed);
        let (a, _) = (world.start(1), world.start(2));
        world.run_to(5_000, "met", World::is_full_mesh);
        let twin = World::config(2);
        let node = world.start_with(3, twin);
        world.members.get_mut(&node).expect("started").key = SoftwareKey::from_seed(&[2; 32]);
        world.run_ms(2 * MINUTE_MS);
        let attempts = world.members[&a].mesh.attempts().len();
        world.run_ms(5 * MINUTE_MS);
        assert_eq!(world.members[&a].mesh.attempts().len(), attempts, "seed {seed}");
        assert!(world.members[&a].up.len() == 1);
        assert!(!world.members[&node].up.contains(&world.device(node)));
    }
}

#[test]
fn who_leaves_is_gone_at_once_and_not_called_back() {
    for seed in 0..SEEDS {
        let mut world = together(seed, 2);
        world.input(Node(2), MeshInput::Stop);
        assert_eq!(world.members[&Node(2)].mesh.next_wake(), None);
        world.run_to(1_000, "down", |world| world.members[&Node(1)].up.is_empty());
        let attempts = world.members[&Node(1)].mesh.attempts().len();
        world.run_ms(MINUTE_MS);
        assert!(world.members[&Node(1)].mesh.attempts().len() <= attempts + 1);
    }
}

#[test]
fn a_dropped_peer_stays_away_for_a_while() {
    for seed in 0..SEEDS {
        let mut world = together(seed, 2);
        let device = world.device(Node(2));
        world.input(Node(1), MeshInput::DropPeer { device, code: "bad-change" });
        assert!(world.members[&Node(1)].up.is_empty());
        world.start(2);
        world.run_ms(5 * MINUTE_MS);
        assert!(world.members[&Node(1)].up.is_empty(), "seed {seed}");
        assert_eq!(world.members[&Node(1)].mesh.refusals()[&"bad-change"], 1);
        world.run_to(20 * MINUTE_MS, "forgiven", World::is_full_mesh);
    }
}

#[test]
fn writes_to_a_relay_are_capped_and_few_when_idle() {
    for seed in 0..SEEDS {
        let mut world = World::new(seed);
        let a = world.start(1);
        for _ in 0..100 {
            world.input(a, MeshInput::Visible);
            world.run_ms(700);
        }
        let times: Vec<_> = world.relay.published.iter().map(|(at, _, _)| *at).collect();
        for at in &times {
            let minute = |other: &&Timestamp| **other >= *at && other.since_ms(*at) < MINUTE_MS;
            assert!(times.iter().filter(minute).count() <= RELAY_WRITES_PER_MINUTE_MAX);
        }
        world.run_ms(30 * MINUTE_MS);
        let before = world.relay.published.len();
        world.run_ms(60 * MINUTE_MS);
        assert!(world.relay.published.len() - before <= 18);
        assert!(world.relay.published.len() > before, "but it never gives up");
    }
}

#[test]
fn a_relay_that_calls_an_event_invalid_makes_us_look_at_the_clock() {
    let mut world = World::new(1);
    world.set_relay(Mood::Refusing("invalid: ephemeral event expired".into()));
    let a = world.start(1);
    world.run_to(2_000, "asked", |world| world.members[&a].clock_checks > 0);
    assert_eq!(world.members[&a].mesh.relays()[0].state, RelayState::Connected);
    let before = world.relay.published.len();
    world.input(a, MeshInput::ClockChecked(Ahead(-100_000)));
    world.run_to(1_000, "said again", |world| world.relay.published.len() > before);
    let (at, _, event) = world.relay.published.last().expect("just said");
    assert_eq!(event.created_at_s, (at.0 + 100_000) / 1000);
}

#[test]
fn a_relay_that_refused_is_asked_again_once_the_clock_is_known() {
    let mut world = World::new(1);
    world.set_relay(Mood::Refusing("blocked: too old".into()));
    let a = world.start(1);
    world.run_ms(2_000);
    world.set_relay(Mood::Serving);
    world.input(a, MeshInput::ClockChecked(Ahead(10_000)));
    world.run_to(1_000, "served", |world| world.relay.published.len() > 1);
}

#[test]
fn a_relay_that_refuses_is_left_alone() {
    for (words, patience_ms) in [("blocked: no", None), ("rate-limited: slow", Some(MINUTE_MS))] {
        let mut world = World::new(1);
        world.set_relay(Mood::Refusing(words.into()));
        let a = world.start(1);
        world.run_ms(2_000);
        let state = world.members[&a].mesh.relays()[0].state.clone();
        match patience_ms {
            None => assert_eq!(state, RelayState::Refused(words.into())),
            Some(ms) => assert!(matches!(
                state,
                RelayState::Waiting(until) if until.since_ms(START) > ms * 4 / 5
            )),
        }
        world.run_ms(40_000);
        assert_eq!(world.relay.published.len(), 1);
        world.set_relay(Mood::Serving);
        world.start(2);
        world.input(a, MeshInput::Reconnect);
        world.run_to(5_000, "met when a person insists", World::is_full_mesh);
    }
}

#[test]
fn two_meet_across_midnight_with_clocks_apart() {
    for seed in 0..SEEDS {
        let mut world = World::new(seed);
        let day = 24 * 60 * MINUTE_MS;
        world.now = Timestamp(START.0 - START.0 % day + day - 1_000);
        world.start(1);
        world.run_ms(30_000);
        world.start(2);
        world.run_to(2_000, "met", World::is_full_mesh);
    }
}

#[test]
fn whatever_happens_it_becomes_whole_again() {
    for seed in 0..SEEDS * 2 {
        let mut world = together(seed, 5);
        let mut rng = ChaCha20Rng::seed_from_u64(seed);
        let mut pick =
            |below: u8| u8::try_from(rng.next_u64() % u64::from(below)).expect("below a byte");
        for _ in 0..25 {
            let (a, b) = (pick(5) + 1, pick(5) + 1);
            let (node, other) = (Node(usize::from(a)), Node(usize::from(b)));
            match pick(6) {
                0 => world.fabric.cut(node, other),
                1 => world.fabric.heal(node, other),
                2 => {
                    world.start(a);
                }
                3 => world.set_relay(Mood::Down),
                4 => world.set_relay(Mood::Serving),
                _ => {
                    if let Some(id) = world.fabric.open_connections(node).first() {
                        world.fabric.drop_connection(world.now, node, *id);
                    }
                }
            }
            world.run_ms(u64::from(pick(200)) * 300);
        }
        for (a, b) in (1..=5).flat_map(|a| (1..=5).map(move |b| (a, b))) {
            world.fabric.heal(Node(a), Node(b));
        }
        world.set_relay(Mood::Serving);
        world.run_to(3 * MINUTE_MS, "whole again", World::is_full_mesh);
    }
}

/// Who moved while apart from all others, each to a place of their own, meet where they met before: two
/// by themselves, and two companies of two.
#[test]
fn peo_4_who_moved_to_different_places_finds_the_others_where_all_met_before() {
    for seed in 0..SEEDS {
        for company in [1, 2] {
            let mut world = World::new(seed);
            let moved = |number: u8| MeshConfig {
                secret: [7 + number / (company + 1); 32],
                former: vec![[2; 32]],
                ..World::config(number)
            };
            for number in 1..=2 * company {
                world.start_with(number, moved(number));
            }
            world.run_to(15 * MINUTE_MS, "found where all met before", World::is_full_mesh);
        }
    }
}

/// Those who moved listen where they met before; who moved later, or not yet, is found there.
#[test]
fn peo_4_who_moved_finds_who_did_not_and_nobody_finds_them_without_either_secret() {
    for seed in 0..SEEDS {
        let mut world = World::new(seed);
        let moved =
            |number| MeshConfig { secret: [7; 32], former: vec![[2; 32]], ..World::config(number) };
        let a = world.start_with(1, moved(1));
        let b = world.start(2);
        world.run_to(60_000, "found where they met before", World::is_full_mesh);
        // Who is connected stays so as the other moves too.
        let places = Places { now: [7; 32], before: Vec::new() };
        world.input(a, MeshInput::Moved(places.clone()));
        world.input(b, MeshInput::Moved(places));
        world.run_ms(MINUTE_MS);
        assert!(world.is_full_mesh());
        let late = world.start(3);
        world.run_ms(20 * MINUTE_MS);
        assert!(world.members[&late].up.is_empty(), "seed {seed}");
        world.input(late, MeshInput::Moved(Places { now: [7; 32], before: Vec::new() }));
        world.run_to(60_000, "found where they meet now", World::is_full_mesh);
    }
}
