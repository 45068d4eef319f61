//! What the engine holds of a mesh. The part of the program that meets others comes after the rest has
//! begun: until then nobody is there, and what is known of how to meet is kept for it.

use std::fmt;

use crate::clock::Timestamp;
use crate::id::DeviceKey;
use crate::message::model::{Attempt, AttemptState, AttemptStepKind, RelayCard, RelayState};
use crate::message::rtc::IceServer;
use crate::ordered::Map;
use crate::sync::attempt::{blank, set_step};
use crate::sync::{MeshConfig, MeshInput, MeshOutput};

/// Meets the others of one community.
pub trait Meet: fmt::Debug {
    /// Takes one input.
    fn handle(&mut self, now: Timestamp, input: MeshInput);
    /// The next output.
    fn poll(&mut self) -> Option<MeshOutput>;
    /// When `Wake` is next needed.
    fn next_wake(&self) -> Option<Timestamp>;
    /// Replaces the relays.
    fn set_relays(&mut self, now: Timestamp, relays: Vec<String>);
    /// Replaces the STUN and TURN servers, for connections made from now on.
    fn set_ice(&mut self, ice_servers: Vec<IceServer>);
    /// The relays, and how each behaves.
    fn relays(&self) -> Vec<RelayCard>;
    /// Latest attempts, newest first, each with the device that was proved. While nobody is
    /// connected or being connected to, the search itself is the first.
    fn attempts(&self) -> Vec<(Attempt, Option<DeviceKey>)>;
    /// The devices that are up.
    fn peers(&self) -> Vec<DeviceKey>;
    /// Bytes on the way to a peer.
    fn pending_bytes(&self, device: &DeviceKey) -> u64;
    /// What was refused since the start, by stable code.
    fn refusals(&self) -> &Map<&'static str, u32>;
}

/// Begins to look for the others; the seed must never be used twice.
#[derive(Debug, Clone, Copy)]
pub struct MakeMesh(pub fn(MeshConfig, [u8; 32], Timestamp) -> Box<dyn Meet>);

impl PartialEq for MakeMesh {
    /// There is only one such part.
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// How far the part of the program has come.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub enum MeshPart {
    #[default]
    Coming,
    /// It could not be fetched; it is asked for again then, on the device's clock.
    Missing {
        again_at: Timestamp,
    },
    Here(MakeMesh),
}

/// The mesh of one community, or what it will begin with.
#[derive(Debug)]
pub struct Reach {
    /// Taken by the mesh.
    begin: Option<(MeshConfig, [u8; 32])>,
    mesh: Option<Box<dyn Meet>>,
}

impl Reach {
    /// Nobody is looked for yet; `seed` must never be used twice.
    pub fn new(config: MeshConfig, seed: [u8; 32]) -> Self {
        Self { begin: Some((config, seed)), mesh: None }
    }

    /// The part is here: begins to look for the others, once.
    pub fn begin(&mut self, make: MakeMesh, now: Timestamp) {
        if let Some((config, seed)) = self.begin.take() {
            self.mesh = Some((make.0)(config, seed, now));
        }
    }

    /// Takes one input. Before the mesh began nothing is connected, so most of it says nothing.
    pub fn handle(&mut self, now: Timestamp, input: MeshInput) {
        if let Some(mesh) = &mut self.mesh {
            return mesh.handle(now, input);
        }
        match input {
            MeshInput::ClockChecked(ahead) => {
                if let Some((config, _)) = &mut self.begin {
                    config.ahead = ahead;
                }
            }
            MeshInput::Moved(places) => {
                if let Some((config, _)) = &mut self.begin {
                    config.secret = places.now;
                    config.former = places.before;
                }
            }
            MeshInput::Stop => self.begin = None,
            MeshInput::RelayOpened { .. }
            | MeshInput::RelayText { .. }
            | MeshInput::RelayClosed { .. }
            | MeshInput::Rtc { .. }
            | MeshInput::Signed { .. }
            | MeshInput::Send { .. }
            | MeshInput::Online
            | MeshInput::Offline
            | MeshInput::Visible
            | MeshInput::Reconnect
            | MeshInput::Wake
            | MeshInput::DropPeer { .. } => {}
        }
    }

    /// The next output.
    pub fn poll(&mut self) -> Option<MeshOutput> {
        self.mesh.as_mut()?.poll()
    }

    /// When `Wake` is next needed.
    pub fn next_wake(&self) -> Option<Timestamp> {
        self.mesh.as_ref()?.next_wake()
    }

    /// Replaces the relays.
    pub fn set_relays(&mut self, now: Timestamp, relays: Vec<String>) {
        match (&mut self.mesh, &mut self.begin) {
            (Some(mesh), _) => mesh.set_relays(now, relays),
            (None, Some((config, _))) => config.relays = relays,
            (None, None) => {}
        }
    }

    /// Replaces the STUN and TURN servers, for connections made from now on.
    pub fn set_ice(&mut self, ice_servers: Vec<IceServer>) {
        match (&mut self.mesh, &mut self.begin) {
            (Some(mesh), _) => mesh.set_ice(ice_servers),
            (None, Some((config, _))) => config.ice_servers = ice_servers,
            (None, None) => {}
        }
    }

    /// The relays, and how each behaves.
    pub fn relays(&self) -> Vec<RelayCard> {
        if let Some(mesh) = &self.mesh {
            return mesh.relays();
        }
        let urls = self.begin.iter().flat_map(|(config, _)| config.relays.iter());
        urls.map(|url| RelayCard { url: url.clone(), state: RelayState::Idle }).collect()
    }

    /// Latest attempts, newest first; before the mesh began, that it is to begin.
    pub fn attempts(&self, part: MeshPart, now: Timestamp) -> Vec<(Attempt, Option<DeviceKey>)> {
        if let Some(mesh) = &self.mesh {
            return mesh.attempts();
        }
        if self.begin.is_none() {
            return Vec::new();
        }
        let state = match part {
            MeshPart::Missing { .. } => AttemptState::Failed,
            MeshPart::Coming | MeshPart::Here(_) => AttemptState::Running,
        };
        let mut attempt = blank(now);
        set_step(&mut attempt, now, AttemptStepKind::RelayReached, state, "");
        vec![(attempt, None)]
    }

    /// The devices that are up.
    pub fn peers(&self) -> Vec<DeviceKey> {
        self.mesh.as_ref().map(|mesh| mesh.peers()).unwrap_or_default()
    }

    /// Bytes on the way to a peer.
    pub fn pending_bytes(&self, device: &DeviceKey) -> u64 {
        self.mesh.as_ref().map_or(0, |mesh| mesh.pending_bytes(device))
    }

    /// What was refused since the start, by stable code.
    pub fn refusals(&self) -> Map<&'static str, u32> {
        self.mesh.as_ref().map(|mesh| mesh.refusals().clone()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::Ahead;
    use crate::id::CommunityId;
    use crate::sync::{Mesh, Place};

    const NOW: Timestamp = Timestamp(1_800_000_000_000);
    const RELAY: &str = "wss://relay.example";

    fn reach() -> Reach {
        let config = MeshConfig {
            community: CommunityId([1; 32]),
            secret: [2; 32],
            former: Vec::new(),
            me: DeviceKey([3; 32]),
            relays: Vec::new(),
            ice_servers: Vec::new(),
            connection_base: 0,
            ahead: Ahead::default(),
            place: Place::Inside,
        };
        Reach::new(config, [4; 32])
    }

    #[test]
    fn what_is_set_before_the_part_came_is_what_the_mesh_begins_with() {
        let mut reach = reach();
        reach.set_relays(NOW, vec![RELAY.to_owned()]);
        reach.handle(NOW, MeshInput::Wake);
        assert_eq!((reach.poll(), reach.next_wake()), (None, None));
        assert_eq!(reach.relays()[0].state, RelayState::Idle);
        reach.begin(MakeMesh(Mesh::boxed), NOW);
        let asked = std::iter::from_fn(|| reach.poll()).collect::<Vec<_>>();
        assert_eq!(asked, [MeshOutput::RelayOpen { url: RELAY.to_owned() }]);
        // Once.
        reach.begin(MakeMesh(Mesh::boxed), NOW);
        assert_eq!(reach.poll(), None);
    }

    #[test]
    fn what_was_stopped_before_the_part_came_never_begins() {
        let mut reach = reach();
        reach.set_relays(NOW, vec![RELAY.to_owned()]);
        reach.handle(NOW, MeshInput::Stop);
        reach.begin(MakeMesh(Mesh::boxed), NOW);
        assert_eq!(reach.poll(), None);
    }

    #[test]
    fn a_part_that_did_not_come_is_told() {
        let state = |part| reach().attempts(part, NOW)[0].0.steps[0].state;
        assert_eq!(state(MeshPart::Coming), AttemptState::Running);
        assert_eq!(state(MeshPart::Missing { again_at: NOW }), AttemptState::Failed);
    }
}
