//! N whole engines in one seeded world: disks that lose what was not yet durable, keys, one relay,
//! connections, clocks that are off. One thread; the same seed gives the same run.

mod asking;
mod effects;
mod founding;
mod kept;
mod network;

pub use kept::Kept;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use rand_chacha::ChaCha20Rng;
use rand_core::{Rng as _, SeedableRng as _};

use crate::clock::{Ahead, Timestamp};
use crate::engine::economy::{MakeBooks, keeper};
use crate::engine::io::Entry;
use crate::engine::{Engine, Input, Suspect};
use crate::id::{CommandId, CommunityId, DeviceKey};
use crate::message::command::{Command, Meeting, Outcome, ProfileDraft, Refusal};
use crate::message::model::{CommunityCard, ViewDelta, ViewKey};
use crate::message::{Reminder, ToEngine, WindowId};
use crate::ordered::Set;
use crate::sign::SoftwareKey;
use crate::sim::fabric::{Fabric, FabricConfig};
use crate::sim::relay::{Mood, Node, Relay, RelayEvent};

/// The only relay of a world.
pub const RELAY: &str = "ws://127.0.0.1:7447";
/// The window of every node.
pub const WINDOW: WindowId = WindowId(1);

/// How badly a world behaves.
#[derive(Debug, Clone, Copy)]
pub struct WorldConfig {
    /// The longest that storage takes.
    pub store_ms_max: u64,
    /// The longest that a signature takes.
    pub sign_ms_max: u64,
    /// How far clocks may be off, either way.
    pub clock_off_ms_max: u64,
    /// Whether the place that the app came from can be asked for the time.
    pub origin: Origin,
    pub starts: Timestamp,
}

/// Where the app came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    Answers,
    IsGone,
}

impl Default for WorldConfig {
    fn default() -> Self {
        Self {
            store_ms_max: 20,
            sign_ms_max: 3,
            clock_off_ms_max: 0,
            origin: Origin::Answers,
            starts: Timestamp(1_790_000_000_000),
        }
    }
}

/// One browser profile.
#[derive(Debug)]
struct Profile {
    engine: Option<Engine>,
    disk: BTreeMap<String, Vec<u8>>,
    keys: BTreeMap<DeviceKey, Arc<SoftwareKey>>,
    /// Who keeps its books.
    books: MakeBooks,
    wake_at: Option<Timestamp>,
    sockets: BTreeSet<String>,
    views: BTreeMap<ViewKey, Vec<ViewDelta>>,
    home: Vec<CommunityCard>,
    answers: BTreeMap<CommandId, Result<Outcome, Refusal>>,
    /// What its person was reminded of.
    reminders: Vec<Reminder>,
    /// How far its clock is ahead of true time.
    ahead: Ahead,
    full: Room,
    lives: u64,
    spared: Set<Suspect>,
    unplugged: bool,
}

/// Whether a disk takes more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Room {
    Enough,
    None,
}

/// Engines and everything around them.
#[derive(Debug)]
pub struct World {
    now: Timestamp,
    config: WorldConfig,
    rng: ChaCha20Rng,
    profiles: Vec<Profile>,
    pub relay: Relay,
    pub fabric: Fabric,
    /// Inputs on their way, with the life of the engine they are for.
    due: BTreeMap<(Timestamp, u64), (Node, u64, Input)>,
    writes: BTreeMap<(Node, u64), VecDeque<Write>>,
    next: u64,
}

#[derive(Debug)]
struct Write {
    due: (Timestamp, u64),
    puts: Vec<Entry>,
    deletes: Vec<String>,
}

impl World {
    /// A world with this many fresh profiles, all running.
    pub fn new(seed: u64, profiles: usize, config: WorldConfig) -> Self {
        let mut world = Self {
            now: config.starts,
            config,
            rng: ChaCha20Rng::seed_from_u64(seed),
            profiles: Vec::new(),
            relay: Relay::new(seed ^ 1, 30),
            fabric: Fabric::new(seed ^ 2, FabricConfig::default()),
            due: BTreeMap::new(),
            writes: BTreeMap::new(),
            next: 0,
        };
        for _ in 0..profiles {
            let profile = world.profile();
            world.profiles.push(profile);
        }
        for node in 0..profiles {
            world.start(Node(node));
        }
        world
    }

    /// A fresh one.
    fn profile(&mut self) -> Profile {
        let off_ms_max = self.config.clock_off_ms_max;
        let shift = self.random_below(2 * off_ms_max + 1);
        Profile {
            engine: None,
            disk: BTreeMap::new(),
            keys: BTreeMap::new(),
            books: MakeBooks(keeper::open),
            wake_at: None,
            sockets: BTreeSet::new(),
            views: BTreeMap::new(),
            home: Vec::new(),
            answers: BTreeMap::new(),
            reminders: Vec::new(),
            ahead: Ahead(shift.cast_signed() - off_ms_max.cast_signed()),
            full: Room::Enough,
            lives: 0,
            spared: Set::new(),
            unplugged: false,
        }
    }

    /// True time.
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// A number below `limit`.
    pub fn random_below(&mut self, limit: u64) -> u64 {
        self.rng.next_u64() % limit.max(1)
    }

    /// A fresh command id.
    pub fn command_id(&mut self) -> CommandId {
        let mut bytes = [0; 16];
        self.rng.fill_bytes(&mut bytes);
        CommandId(bytes)
    }

    fn clock(&self, node: Node) -> Timestamp {
        self.profiles[node.0].ahead.device_time(self.now)
    }

    /// Sets a node's clock; a running engine learns of it by the times it is given.
    pub fn set_clock(&mut self, node: Node, ahead: Ahead) {
        self.profiles[node.0].ahead = ahead;
    }

    /// Opens the app.
    pub fn start(&mut self, node: Node) {
        let mut seed = [0; 32];
        self.rng.fill_bytes(&mut seed);
        let now = self.clock(node);
        let profile = &mut self.profiles[node.0];
        let (engine, effects) = Engine::new(now, seed, WINDOW, profile.spared.clone());
        profile.engine = Some(engine);
        profile.lives += 1;
        profile.wake_at = None;
        profile.views.clear();
        self.perform(node, effects);
        self.tell(node, ToEngine::WindowOpened);
        let meeting = Meeting { relays: vec![RELAY.to_owned()], ice_servers: Vec::new() };
        self.tell(node, ToEngine::MeetingDefaults(meeting));
        self.tell(node, ToEngine::Watch(ViewKey::Home));
    }

    /// From its next start on, a node's engine leaves this out.
    pub fn spare(&mut self, node: Node, suspect: Suspect) {
        self.profiles[node.0].spared.insert(suspect);
    }

    /// The browser is gone at once: writes under way may be lost, connections die silently.
    pub fn crash(&mut self, node: Node) {
        let profile = &mut self.profiles[node.0];
        profile.engine = None;
        for url in std::mem::take(&mut profile.sockets) {
            debug_assert_eq!(url, RELAY);
            self.relay.close(node);
        }
        self.fabric.vanish(node);
        self.writes.retain(|(owner, _), _| *owner != node);
    }

    /// From now on the disk takes nothing more, or takes again.
    pub fn fill_disk(&mut self, node: Node) {
        self.profiles[node.0].full = Room::None;
    }

    /// The disk has room again.
    pub fn empty_disk(&mut self, node: Node) {
        self.profiles[node.0].full = Room::Enough;
    }

    /// Nobody can reach anybody through the relay, or everybody can again.
    pub fn set_relay(&mut self, mood: Mood) {
        self.relay.set_mood(self.now, mood);
    }

    /// A window says something.
    pub fn tell(&mut self, node: Node, message: ToEngine) {
        self.input(node, Input::Window { window: WINDOW, message });
    }

    /// A person does something; the id of the command comes back.
    pub fn command(&mut self, node: Node, command: Command) -> CommandId {
        let id = self.command_id();
        self.tell(node, ToEngine::Command { id, command });
        id
    }

    /// The communities as the first screen shows them.
    pub fn home(&self, node: Node) -> &[CommunityCard] {
        &self.profiles[node.0].home
    }

    /// One community's card.
    pub fn card(&self, node: Node, community: CommunityId) -> Option<&CommunityCard> {
        self.home(node).iter().find(|card| card.id == community)
    }

    /// Watches a view and gives all that was sent of it so far.
    pub fn view(&mut self, node: Node, key: ViewKey) -> Vec<ViewDelta> {
        self.profiles[node.0].views.remove(&key);
        self.tell(node, ToEngine::Watch(key.clone()));
        self.run_ms(200);
        self.profiles[node.0].views.get(&key).cloned().unwrap_or_default()
    }

    /// All that was sent of a view since it was last asked for.
    pub fn sent(&self, node: Node, key: &ViewKey) -> &[ViewDelta] {
        self.profiles[node.0].views.get(key).map_or(&[], Vec::as_slice)
    }

    /// What a node keeps.
    pub fn disk(&self, node: Node) -> &BTreeMap<String, Vec<u8>> {
        &self.profiles[node.0].disk
    }

    /// Changes what a node keeps, behind its back.
    pub fn disk_mut(&mut self, node: Node) -> &mut BTreeMap<String, Vec<u8>> {
        &mut self.profiles[node.0].disk
    }

    /// An engine itself, for tests that rewrite what it does.
    #[cfg(test)]
    pub(crate) fn engine(&mut self, node: Node) -> &mut Engine {
        self.profiles[node.0].engine.as_mut().expect("it runs")
    }

    /// A node's own keys.
    #[cfg(test)]
    pub(crate) fn key(&self, node: Node, device: &DeviceKey) -> &SoftwareKey {
        &self.profiles[node.0].keys[device]
    }

    /// Gives an engine an input, and does what it asks for.
    pub fn input(&mut self, node: Node, input: Input) {
        let now = self.clock(node);
        let Some(engine) = &mut self.profiles[node.0].engine else { return };
        let effects = engine.handle(now, input);
        self.perform(node, effects);
        while let Some(held) = self.profiles[node.0].engine.as_mut().and_then(Engine::held) {
            self.input(node, held);
        }
    }

    fn later(&mut self, node: Node, delay_ms_max: u64, input: Input) -> (Timestamp, u64) {
        let delay = 1 + self.random_below(delay_ms_max);
        let at = (self.now.plus_ms(delay), self.next);
        self.next += 1;
        let life = self.profiles[node.0].lives;
        self.due.insert(at, (node, life, input));
        at
    }

    /// Lets this much time pass.
    pub fn run_ms(&mut self, ms: u64) {
        let end = self.now.plus_ms(ms);
        loop {
            let wakes = (0..self.profiles.len()).filter_map(|node| self.wake_of(Node(node)));
            let first = self.due.keys().next().map(|(at, _)| *at);
            let next =
                wakes.chain(first).chain(self.relay.next_at()).chain(self.fabric.next_at()).min();
            let Some(next) = next.filter(|next| *next <= end) else { break };
            self.now = self.now.max(next);
            self.step();
        }
        self.now = end;
    }

    /// When a node wants to be woken, in true time.
    fn wake_of(&self, node: Node) -> Option<Timestamp> {
        let profile = &self.profiles[node.0];
        profile.engine.as_ref()?;
        Some(profile.ahead.true_time(profile.wake_at?))
    }

    fn step(&mut self) {
        while let Some(entry) = self.due.first_entry() {
            if entry.key().0 > self.now {
                break;
            }
            let at = *entry.key();
            let (node, life, input) = entry.remove();
            self.make_durable(node, life, at);
            if self.profiles[node.0].lives == life {
                self.input(node, input);
            }
        }
        for (node, event) in self.relay.due(self.now) {
            let url = RELAY.to_owned();
            let input = match event {
                RelayEvent::Opened => Input::RelayOpened { url },
                RelayEvent::Text(text) => Input::RelayText { url, text },
                RelayEvent::Closed(reason) => Input::RelayClosed { url, reason },
            };
            self.input(node, input);
        }
        for (node, connection, event) in self.fabric.due(self.now) {
            self.tell(node, ToEngine::Rtc { connection, event });
        }
        for node in 0..self.profiles.len() {
            let node = Node(node);
            if self.wake_of(node).is_some_and(|at| at <= self.now) {
                self.profiles[node.0].wake_at = None;
                self.input(node, Input::Woken);
            }
        }
    }

    /// Writes become durable in the order in which they were given.
    fn make_durable(&mut self, node: Node, life: u64, upto: (Timestamp, u64)) {
        let Some(mut queue) = self.writes.remove(&(node, life)) else { return };
        if queue.iter().any(|write| write.due == upto) {
            while let Some(write) = queue.pop_front() {
                let last = write.due == upto;
                self.write(node, write);
                if last {
                    break;
                }
            }
        }
        self.writes.insert((node, life), queue);
    }
}

/// A profile with a name and nothing more.
pub fn named(name: &str) -> ProfileDraft {
    ProfileDraft {
        name: name.to_owned(),
        languages: vec!["en".to_owned()],
        ..ProfileDraft::default()
    }
}
