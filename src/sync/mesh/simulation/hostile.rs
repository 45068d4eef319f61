//! What must hold when relays lie, members forge and strangers try.

use proptest::prelude::*;

use super::tests::{SEEDS, post, together};
use super::*;
use crate::clock::MINUTE_MS;
use crate::sync::frame::Frame;
use crate::sync::nostr::{DayKeys, Event, days, publication};
use crate::sync::sdp::Description;
use crate::sync::signal::{Nonce, Signal, SignalBody, Wants};

#[test]
fn a_wrong_secret_never_meets() {
    for seed in 0..SEEDS {
        let mut world = World::new(seed);
        world.start(1);
        let other = MeshConfig { secret: [9; 32], ..World::config(2) };
        world.start_with(2, other);
        world.run_ms(20 * MINUTE_MS);
        assert!(world.members.values().all(|one| one.up.is_empty()));
    }
}

#[test]
fn another_community_with_the_same_secret_is_not_let_in() {
    let mut world = World::new(1);
    world.start(1);
    let other = MeshConfig { community: CommunityId([9; 32]), ..World::config(2) };
    world.start_with(2, other);
    world.run_ms(5 * MINUTE_MS);
    assert!(world.members.values().all(|one| one.up.is_empty()));
    assert!(world.members.values().any(|one| one.mesh.refusals().contains_key("proof")));
}

/// An attacker who knows the secret and owns the relay swaps fingerprints for their own.
fn swap_fingerprints(world: &mut World, _: Node, text: String) -> String {
    let Ok(mut json) = serde_json::from_str::<serde_json::Value>(&text) else { return text };
    let Some(event) = json.get(2).and_then(Event::from_json) else { return text };
    let keys = DayKeys::derive(&[2; 32], days(world.now).0, "relay.example");
    let sealed = base64::Engine::decode(
        &base64::engine::general_purpose::STANDARD,
        event.content.as_bytes(),
    );
    let mut signal = Signal::open(&keys.seal, &sealed.expect("base64")).expect("the secret");
    match &mut signal.body {
        SignalBody::Hello { .. } => return text,
        SignalBody::Offer { description, .. } | SignalBody::Answer { description, .. } => {
            let mut bent = Description::decode(description).expect("ours");
            bent.fingerprint[0] ^= 1;
            *description = bent.encode();
        }
    }
    let nonce = crate::sign::derive(b"test", &[0; 32], &[text.as_bytes()]);
    let content = base64::Engine::encode(
        &base64::engine::general_purpose::STANDARD,
        signal.seal(&keys.seal, nonce),
    );
    let forged: serde_json::Value =
        serde_json::from_str(&publication(&Event::new(&keys, world.now, content))).expect("json");
    json[2] = forged[1].clone();
    json.to_string()
}

#[test]
fn a_forged_fingerprint_never_comes_up() {
    for seed in 0..SEEDS {
        let mut world = World::new(seed);
        world.tamper = Some(swap_fingerprints);
        let a = world.start(1);
        world.start(2);
        world.run_ms(3 * MINUTE_MS);
        assert!(world.members.values().all(|one| one.up.is_empty()));
        let refused = |one: &Member| one.mesh.refusals().contains_key("proof");
        assert!(world.members.values().any(refused), "{:?}", world.members[&a].mesh.refusals());
        world.tamper = None;
        world.run_to(11 * MINUTE_MS, "met once nobody interferes", World::is_full_mesh);
    }
}

#[test]
fn a_repeated_or_reflected_signal_does_nothing() {
    let mut world = together(3, 2);
    world.run_ms(1_000);
    let events: Vec<_> = world.relay.published.iter().map(|(_, _, event)| event.clone()).collect();
    world.run_ms(10_000);
    let attempts: Vec<_> = world.members.values().map(|one| one.mesh.attempts().len()).collect();
    // A relay does not know the subscription's name by heart, but it does know it.
    for node in [Node(1), Node(2)] {
        let name = world
            .members
            .get_mut(&node)
            .expect("there")
            .mesh
            .relays
            .get(RELAY)
            .expect("listed")
            .subscription()
            .to_owned();
        for event in &events {
            let text = serde_json::json!(["EVENT", name, event.to_json()]).to_string();
            world.input(node, MeshInput::RelayText { url: RELAY.into(), text });
        }
    }
    world.run_ms(60_000);
    let after: Vec<_> = world.members.values().map(|one| one.mesh.attempts().len()).collect();
    assert_eq!(attempts, after);
    assert!(world.is_full_mesh());
}

#[test]
fn nothing_is_read_before_the_proof() {
    for frame in [Frame::Ping(1), Frame::Message(post(1)), Frame::Pong(0)] {
        let mut world = World::new(5);
        let (a, b) = (world.start(1), world.start(2));
        world.run_to(5_000, "open", |world| !world.fabric.open_connections(b).is_empty());
        let connection = world.fabric.open_connections(a)[0];
        world.input(a, MeshInput::Rtc { connection, event: RtcEvent::Opened });
        let event = RtcEvent::Frame { bytes: frame.encode() };
        world.input(a, MeshInput::Rtc { connection, event });
        assert!(world.members[&a].inbox.is_empty());
        assert_eq!(world.members[&a].mesh.refusals()[&"frame-unproved"], 1);
        world.run_to(20_000, "met all the same", World::is_full_mesh);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn hostile_relays_and_frames_never_panic(
        texts in proptest::collection::vec(
            r#"(\["(EVENT|EOSE|OK|NOTICE|CLOSED)",("[a-f0-9]{0,16}",)?)?.{0,60}\]?"#, 0..20),
        frames in proptest::collection::vec(proptest::collection::vec(0_u8..10, 0..200), 0..20),
        seed in 0_u64..4,
    ) {
        let mut world = together(seed, 2);
        for text in texts {
            world.input(Node(1), MeshInput::RelayText { url: RELAY.into(), text });
        }
        for bytes in frames {
            for connection in world.fabric.open_connections(Node(1)) {
                let event = RtcEvent::Frame { bytes: bytes.clone() };
                world.input(Node(1), MeshInput::Rtc { connection, event });
            }
        }
        world.run_to(60_000, "a full mesh again", World::is_full_mesh);
    }

    #[test]
    fn sealed_nonsense_of_a_member_never_panics(
        bodies in proptest::collection::vec((0_u8..3, any::<[u8; 8]>(), any::<Vec<u8>>()), 0..30),
    ) {
        let mut world = together(1, 2);
        let session = world.members[&Node(1)].mesh.session;
        let said = world.members[&Node(1)].mesh.counter;
        prop_assert!(said > 0);
        for (kind, bytes, description) in bodies {
            let (from, nonce) = (SessionId(bytes), Nonce(bytes));
            let body = match kind {
                0 => SignalBody::Hello { nonce, wants: Wants::Session(session) },
                1 => SignalBody::Offer { to: session, quotes: nonce, nonce, description },
                _ => SignalBody::Answer { to: session, quotes: nonce, description },
            };
            let signal = Signal { from, counter: 1, body };
            let now = world.now;
            let mesh = &mut world.members.get_mut(&Node(1)).expect("there").mesh;
            mesh.signal(now, crate::sync::rendezvous::Way::Neighbours, signal);
        }
        world.run_ms(100_000);
        prop_assert!(world.is_full_mesh());
    }
}
