//! Several meshes in one simulated world, seeded: what relays, connections and signatures bring
//! goes in at its time, and nothing else moves the clock. A failure names its seed.

mod crowd;
mod hostile;
mod tests;

use crate::ordered::{Map, Set};

use super::*;
use crate::sign::SoftwareKey;
use crate::sim::fabric::{Fabric, FabricConfig};
use crate::sim::relay::{Mood, Node, Relay, RelayEvent};

pub const RELAY: &str = "wss://relay.example";
pub const START: Timestamp = Timestamp(1_800_000_000_000);

/// One device.
pub struct Member {
    pub mesh: Mesh,
    key: SoftwareKey,
    pub device: DeviceKey,
    pub up: Set<DeviceKey>,
    pub inbox: Vec<(DeviceKey, Message)>,
    /// How often it asked for its clock to be looked at.
    pub clock_checks: u32,
}

/// All of it.
pub struct World {
    pub now: Timestamp,
    pub relay: Relay,
    pub fabric: Fabric,
    pub members: Map<Node, Member>,
    /// Rewrites what a relay tells a node.
    pub tamper: Option<fn(&mut World, Node, String) -> String>,
    next_seed: u64,
    seed: u64,
}

impl World {
    pub fn new(seed: u64) -> Self {
        Self {
            now: START,
            relay: Relay::new(seed, 30),
            fabric: Fabric::new(seed, FabricConfig::default()),
            members: Map::new(),
            tamper: None,
            next_seed: 0,
            seed,
        }
    }

    pub fn config(number: u8) -> MeshConfig {
        let key = SoftwareKey::from_seed(&[number; 32]);
        MeshConfig {
            community: CommunityId([1; 32]),
            secret: [2; 32],
            former: Vec::new(),
            me: key.public(),
            relays: vec![RELAY.into()],
            ice_servers: Vec::new(),
            connection_base: 0,
            ahead: Ahead::default(),
            place: Place::Inside,
        }
    }

    /// A device starts (again); what it was before is gone without a word.
    pub fn start(&mut self, number: u8) -> Node {
        self.start_with(number, Self::config(number))
    }

    pub fn start_with(&mut self, number: u8, config: MeshConfig) -> Node {
        let node = Node(usize::from(number));
        self.vanish(node);
        self.next_seed += 1;
        let mut seed = [number; 32];
        seed[..8].copy_from_slice(&self.seed.to_be_bytes());
        seed[8..16].copy_from_slice(&self.next_seed.to_be_bytes());
        let key = SoftwareKey::from_seed(&[number; 32]);
        let device = config.me;
        let mesh = Mesh::new(config, seed, self.now);
        let (up, inbox) = (Set::new(), Vec::new());
        self.members.insert(node, Member { mesh, key, device, up, inbox, clock_checks: 0 });
        self.pump(node);
        node
    }

    /// A device whose window is closed.
    pub fn leave(&mut self, node: Node) {
        self.fabric.leave(self.now, node);
        self.vanish(node);
    }

    /// A newcomer follows the link.
    pub fn start_at_the_door(&mut self, number: u8) -> Node {
        let config = MeshConfig { place: Place::AtTheDoor, ..Self::config(number) };
        self.start_with(number, config)
    }

    pub fn vanish(&mut self, node: Node) {
        self.members.remove(&node);
        self.relay.close(node);
        self.fabric.vanish(node);
    }

    pub fn input(&mut self, node: Node, input: MeshInput) {
        let now = self.now;
        if let Some(member) = self.members.get_mut(&node) {
            member.mesh.handle(now, input);
        }
        self.pump(node);
    }

    /// Does what a node asks for.
    fn pump(&mut self, node: Node) {
        let now = self.now;
        while let Some(member) = self.members.get_mut(&node) {
            let Some(output) = member.mesh.poll() else { return };
            match output {
                MeshOutput::RelayOpen { .. } => self.relay.open(now, node),
                MeshOutput::RelaySend { text, .. } => self.relay.text(now, node, &text),
                MeshOutput::RelayClose { .. } => self.relay.close(node),
                MeshOutput::CheckClock => member.clock_checks += 1,
                MeshOutput::Rtc { connection, action } => {
                    self.fabric.act(now, node, connection, action);
                }
                MeshOutput::NeedSignature { ticket, message } => {
                    let signature = Some(member.key.sign(&message));
                    member.mesh.handle(now, MeshInput::Signed { ticket, signature });
                }
                MeshOutput::PeerUp { device } => {
                    assert!(member.up.insert(device), "up twice, seed {}", self.seed);
                }
                MeshOutput::PeerDown { device } => {
                    assert!(member.up.remove(&device), "down twice, seed {}", self.seed);
                }
                MeshOutput::Received { from, message } => {
                    assert!(member.up.contains(&from), "heard before up, seed {}", self.seed);
                    member.inbox.push((from, message));
                }
            }
        }
    }

    /// Lets this much time pass.
    pub fn run_ms(&mut self, ms: u64) {
        let end = self.now.plus_ms(ms);
        self.run_until(end, |_| false);
    }

    /// Lets time pass until this holds; fails after `ms`.
    #[track_caller]
    pub fn run_to(&mut self, ms: u64, what: &str, holds: impl Fn(&Self) -> bool) {
        let end = self.now.plus_ms(ms);
        if !self.run_until(end, &holds) {
            let peers: Vec<_> = self.members.values().map(|one| one.up.len()).collect();
            let rows: Vec<_> = self.members.values().map(|one| one.mesh.attempts()).collect();
            panic!("not {what} within {ms} ms, seed {}: {peers:?} {rows:#?}", self.seed);
        }
    }

    fn run_until(&mut self, end: Timestamp, holds: impl Fn(&Self) -> bool) -> bool {
        let mut steps_at_one_time = 0;
        loop {
            if holds(self) {
                return true;
            }
            let wakes = self.members.values().filter_map(|one| one.mesh.next_wake());
            let next = wakes.chain(self.relay.next_at()).chain(self.fabric.next_at()).min();
            let next = next.filter(|at| *at <= end);
            let Some(next) = next else {
                self.now = end;
                return false;
            };
            steps_at_one_time = if next > self.now { 0 } else { steps_at_one_time + 1 };
            assert!(steps_at_one_time < 10_000, "time stands still, seed {}", self.seed);
            self.now = self.now.max(next);
            self.step();
        }
    }

    fn step(&mut self) {
        let now = self.now;
        for (node, event) in self.relay.due(now) {
            let url = RELAY.to_owned();
            let input = match event {
                RelayEvent::Opened => MeshInput::RelayOpened { url },
                RelayEvent::Closed(reason) => MeshInput::RelayClosed { url, reason },
                RelayEvent::Text(text) => {
                    let text = match self.tamper {
                        Some(tamper) => tamper(self, node, text),
                        None => text,
                    };
                    MeshInput::RelayText { url, text }
                }
            };
            self.input(node, input);
        }
        for (node, connection, event) in self.fabric.due(now) {
            self.input(node, MeshInput::Rtc { connection, event });
        }
        let due =
            self.members.iter().filter(|(_, one)| one.mesh.next_wake().is_some_and(|at| at <= now));
        for node in due.map(|(node, _)| *node).collect::<Vec<_>>() {
            self.input(node, MeshInput::Wake);
        }
    }

    /// Whether everybody is up with everybody else.
    pub fn is_full_mesh(&self) -> bool {
        let devices: Set<_> = self.members.values().map(|one| one.device).collect();
        self.members.values().all(|one| {
            one.up.len() + 1 == devices.len() && one.up.iter().all(|up| devices.contains(up))
        })
    }

    pub fn device(&self, node: Node) -> DeviceKey {
        self.members[&node].device
    }

    pub fn set_relay(&mut self, mood: Mood) {
        self.relay.set_mood(self.now, mood);
    }
}
