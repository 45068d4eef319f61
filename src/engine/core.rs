//! What every part of the engine shares: time, chance, effects on their way out, tickets on their
//! way back, windows and running commands. Holds nothing of any community.

use crate::ordered::{Map, Set};

use rand_chacha::ChaCha20Rng;
use rand_core::{Rng as _, SeedableRng as _};

use crate::clock::{Ahead, Timestamp};
use crate::engine::economy::BooksPart;
use crate::engine::finding::{FinderPart, Finding};
use crate::engine::io::{Effect, Entry, Suspect, Ticket};
use crate::engine::pending::{After, Pending, Task};
use crate::id::{CommandId, CommunityId, DocumentId};
use crate::limits::CLOCK_CHECK_EVERY_MS;
use crate::message::command::{Meeting, Outcome, Refusal, Settings};
use crate::message::model::{KeyStorage, ViewDelta, ViewKey};
use crate::message::{FromEngine, Persistence, WindowId};
use crate::store::{keys, record};
use crate::sync::MeshPart;

/// Whether views that were sent just now are sent again at once.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Haste {
    /// Somebody did something, and looks at what comes of it.
    Now,
    /// Others did: what they do comes in crowds.
    #[default]
    Soon,
}

/// The shared part.
#[derive(Debug)]
pub struct Core {
    /// True time, as far as it is known: what facts claim and are judged by.
    pub now: Timestamp,
    /// When this engine began, in true time: others know what happened before.
    pub awake_since: Timestamp,
    /// The device's clock: what timers run by.
    pub device_now: Timestamp,
    pub owner: WindowId,
    pub effects: Vec<Effect>,
    pub pending: Map<Ticket, Pending>,
    pub windows: Map<WindowId, Set<ViewKey>>,
    /// Views that changed since they were last sent.
    pub dirty: Set<ViewKey>,
    /// When views were last sent, of those that were sent lately.
    pub shown: Map<ViewKey, Timestamp>,
    /// Whether somebody at a window waits for what comes of this input.
    pub haste: Haste,
    pub running: Map<CommandId, WindowId>,
    pub done: Map<CommandId, Outcome>,
    pub settings: Settings,
    pub persistence: Persistence,
    pub key_storage: KeyStorage,
    /// Ways of meeting for communities that are founded here.
    pub meeting: Meeting,
    /// Relay sockets, each shared by the communities that asked for it.
    pub relays: Map<String, RelayUse>,
    /// The part of the program that meets others.
    pub mesh: MeshPart,
    /// The part of the program that keeps the books, and who waits for it.
    pub books: BooksPart,
    pub waiting_for_books: Vec<(CommunityId, Task)>,
    /// The part of the program that looks for words, and what windows look for.
    pub finder: FinderPart,
    pub finding: Vec<Finding>,
    /// What killed engines before: it is not tried.
    pub spared: Set<Suspect>,
    /// How far the device's clock is off, as far as it is known.
    pub ahead: Ahead,
    clock_check_asked: Option<Timestamp>,
    rng: ChaCha20Rng,
    next_ticket: u64,
}

/// A relay's socket.
#[derive(Debug, Default)]
pub struct RelayUse {
    pub users: Set<CommunityId>,
    pub socket: Socket,
}

/// How far a socket has come.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Socket {
    #[default]
    Opening,
    Open,
}

impl Core {
    /// Nothing known yet.
    pub fn new(now: Timestamp, seed: [u8; 32], owner: WindowId, spared: Set<Suspect>) -> Self {
        Self {
            now,
            awake_since: now,
            device_now: now,
            owner,
            effects: Vec::new(),
            pending: Map::new(),
            windows: Map::new(),
            dirty: Set::new(),
            shown: Map::new(),
            haste: Haste::Soon,
            running: Map::new(),
            done: Map::new(),
            settings: record::default_settings(),
            persistence: Persistence::Unasked,
            key_storage: KeyStorage::NonExtractable,
            meeting: Meeting::default(),
            relays: Map::new(),
            mesh: MeshPart::default(),
            books: BooksPart::default(),
            waiting_for_books: Vec::new(),
            finder: FinderPart::default(),
            finding: Vec::new(),
            spared,
            ahead: Ahead::default(),
            clock_check_asked: None,
            rng: ChaCha20Rng::from_seed(seed),
            next_ticket: 1,
        }
    }

    /// This is what the device's clock says.
    pub fn tell_time(&mut self, device_now: Timestamp) {
        let before = std::mem::replace(&mut self.device_now, device_now);
        // It was set, or the device slept.
        if device_now < before || device_now.is_too_far_ahead(before) {
            self.check_clock();
        }
        self.now = self.ahead.true_time(device_now);
    }

    /// Random bytes, from the seed.
    pub fn random<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.rng.fill_bytes(&mut bytes);
        bytes
    }

    /// A ticket for an effect whose result `pending` waits for.
    pub fn ticket(&mut self, pending: Pending) -> Ticket {
        let ticket = Ticket(self.next_ticket);
        self.next_ticket += 1;
        self.pending.insert(ticket, pending);
        ticket
    }

    /// Reads everything under a prefix.
    pub fn load(&mut self, prefix: String, pending: Pending) {
        let ticket = self.ticket(pending);
        self.effects.push(Effect::Load { ticket, prefix });
    }

    /// Writes durably; `after` says what follows.
    pub fn store(&mut self, puts: Vec<Entry>, deletes: Vec<String>, mut after: After) {
        let mut puts = puts;
        for (id, outcome) in &after.acks {
            let done = record::Done { at: self.now, outcome: outcome.clone() };
            puts.push(Entry { key: keys::done(id), value: record::encode(&done) });
        }
        after.acks.shrink_to_fit();
        let ticket = self.ticket(Pending::Stored(after));
        self.effects.push(Effect::Store { ticket, puts, deletes });
    }

    /// Writes one record; nobody waits for it.
    pub fn put<T: serde::Serialize>(&mut self, key: String, value: &T) {
        let entry = Entry { key, value: record::encode(value) };
        self.store(vec![entry], Vec::new(), After::default());
    }

    /// The command is done and what it brought is durable.
    pub fn acknowledge(&mut self, id: CommandId, outcome: Outcome) {
        self.haste = Haste::Now;
        self.done.insert(id, outcome.clone());
        if let Some(window) = self.running.remove(&id) {
            if outcome != Outcome::Nothing {
                // Whoever goes there now must find it.
                self.haste = Haste::Now;
            }
            self.tell(window, FromEngine::Done { id, outcome });
        }
    }

    /// The command brought nothing that has to be kept.
    pub fn finish(&mut self, id: CommandId, outcome: Outcome) {
        if let Some(window) = self.running.remove(&id) {
            self.tell(window, FromEngine::Done { id, outcome });
        }
    }

    /// The command was refused.
    pub fn refuse(&mut self, id: CommandId, refusal: Refusal) {
        if let Some(window) = self.running.remove(&id) {
            self.tell(window, FromEngine::Refused { id, refusal });
        }
    }

    /// Asks how far the clock is off, unless that was just asked. A clock that was set back
    /// since is asked about at once.
    pub fn check_clock(&mut self) {
        let lately = |asked: &Timestamp| {
            *asked <= self.device_now && self.device_now.since_ms(*asked) < CLOCK_CHECK_EVERY_MS
        };
        if !self.clock_check_asked.as_ref().is_some_and(lately) {
            self.clock_check_asked = Some(self.device_now);
            self.effects.push(Effect::CheckClock);
        }
    }

    /// Asks again for the part that meets others, where it did not come.
    pub fn ask_for_mesh(&mut self) {
        if let MeshPart::Missing { .. } = self.mesh {
            self.mesh = MeshPart::Coming;
            self.effects.push(Effect::LoadMesh);
        }
    }

    /// A community wants a relay. Says how far its socket has come, which another may have opened.
    pub fn relay_open(&mut self, community: CommunityId, url: String) -> Socket {
        let relay = self.relays.entry(url.clone()).or_default();
        let first = relay.users.is_empty();
        relay.users.insert(community);
        let socket = relay.socket;
        if first {
            self.effects.push(Effect::RelayOpen { url });
        }
        socket
    }

    /// A community needs a relay no more; the last one closes the socket.
    pub fn relay_close(&mut self, community: &CommunityId, url: String) {
        let Some(relay) = self.relays.get_mut(&url) else { return };
        relay.users.remove(community);
        if relay.users.is_empty() {
            self.relays.remove(&url);
            self.effects.push(Effect::RelayClose { url });
        }
    }

    /// Tells one window.
    pub fn tell(&mut self, window: WindowId, message: FromEngine) {
        self.effects.push(Effect::Tell { windows: vec![window], message });
    }

    /// Sends a delta to every window that watches the view.
    pub fn show(&mut self, key: &ViewKey, delta: ViewDelta) {
        let windows = self.watching(key);
        if !windows.is_empty() {
            self.effects.push(Effect::Tell { windows, message: FromEngine::View(delta) });
        }
    }

    /// The windows that watch a view.
    pub fn watching(&self, key: &ViewKey) -> Vec<WindowId> {
        let watches =
            |(window, keys): (&WindowId, &Set<ViewKey>)| keys.contains(key).then_some(*window);
        self.windows.iter().filter_map(watches).collect()
    }

    /// Whether a window shows a document, or something of it.
    pub fn is_on_screen(&self, id: CommunityId, document: &DocumentId) -> bool {
        let shows = |key: &ViewKey| match (key, document) {
            (ViewKey::Thread(of, shown), DocumentId::Talk { thread, .. }) => {
                *of == id && shown == thread
            }
            (
                ViewKey::Page(of, shown)
                | ViewKey::History(of, shown)
                | ViewKey::PastText(of, shown, _),
                DocumentId::Page(page),
            ) => *of == id && shown == page,
            (ViewKey::Motion(of, shown), DocumentId::Motion(motion)) => {
                *of == id && shown == motion
            }
            _ => false,
        };
        self.windows.values().any(|keys| keys.iter().any(shows))
    }

    /// All desks of a community that somebody watches changed.
    pub fn mark_economy(&mut self, community: CommunityId) {
        let keys = self.windows.values().flat_map(|keys| keys.iter());
        let is_desk = |key: &&ViewKey| matches!(key, ViewKey::Economy(id, _) if *id == community);
        let keys: Vec<ViewKey> = keys.filter(is_desk).cloned().collect();
        for key in keys {
            self.mark(key);
        }
    }

    /// All motions of a community that somebody looks at changed.
    pub fn mark_motions(&mut self, community: CommunityId) {
        let keys = self.windows.values().flat_map(|keys| keys.iter());
        let is_motion = |key: &&ViewKey| matches!(key, ViewKey::Motion(id, _) if *id == community);
        let keys: Vec<ViewKey> = keys.filter(is_motion).cloned().collect();
        for key in keys {
            self.mark(key);
        }
        // It tells of each page which motion it came to.
        self.mark(ViewKey::Pages(community));
    }

    /// A view changed; it is sent at the end of this input, if anybody watches it.
    pub fn mark(&mut self, key: ViewKey) {
        self.dirty.insert(key);
    }
}
