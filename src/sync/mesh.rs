//! The mesh of one community: what sockets, connections and the engine report goes in; what they
//! must do comes out. It composes rendezvous, signals and sessions, knows no document, and tells of
//! a peer only after its device key is proved over this very connection.

mod channel;
mod connection;
mod hello;
mod meet;
mod peers;
mod signals;
#[cfg(test)]
mod simulation;

use std::collections::VecDeque;

use rand_chacha::ChaCha20Rng;
use rand_core::{Rng as _, SeedableRng as _};

use self::connection::Connection;
use self::hello::Hellos;
use self::signals::Remote;
use crate::clock::{Ahead, Timestamp};
use crate::id::{CommunityId, DeviceKey, Signature};
use crate::message::rtc::{ConnectionId, IceServer, RtcAction, RtcEvent};
use crate::ordered::Map;
use crate::sync::attempt::AttemptLog;
use crate::sync::frame::{Bye, Message};
use crate::sync::neighbours::Neighbours;
use crate::sync::nostr::relays::Relays;
use crate::sync::reach::Meet;
use crate::sync::rendezvous::{Places, Rendezvous as _, WayOutput, Wish};
use crate::sync::signal::{Memory, SessionId};

/// Connections are looked at more often than that; a longer pause was a device asleep.
const SLEPT_MS: u64 = 20 * 1000;

/// What a mesh is for and with.
#[derive(Debug, Clone)]
pub struct MeshConfig {
    pub community: CommunityId,
    /// What rendezvous keys are derived from.
    pub secret: [u8; 32],
    /// What they were derived from before: whoever was away knows nothing else.
    pub former: Vec<[u8; 32]>,
    /// This device.
    pub me: DeviceKey,
    pub relays: Vec<String>,
    pub ice_servers: Vec<IceServer>,
    /// The first `ConnectionId`; several meshes of one engine need ranges that never meet.
    pub connection_base: u64,
    /// The device's clock, as far as it is known.
    pub ahead: Ahead,
    pub place: Place,
}

/// Where this device stands in the community.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    AtTheDoor,
    Inside,
}

/// What reaches a mesh.
#[derive(Debug, Clone, PartialEq)]
pub enum MeshInput {
    RelayOpened {
        url: String,
    },
    RelayText {
        url: String,
        text: String,
    },
    RelayClosed {
        url: String,
        reason: String,
    },
    Rtc {
        connection: ConnectionId,
        event: RtcEvent,
    },
    /// Answer to `NeedSignature`.
    Signed {
        ticket: u64,
        signature: Option<Signature>,
    },
    /// For a peer that is up; for others it is dropped.
    Send {
        to: DeviceKey,
        message: Message,
    },
    /// The network came.
    Online,
    /// The network went, as far as the browser knows; loopback may still work, so nothing is
    /// closed.
    Offline,
    /// The page came to the front.
    Visible,
    /// A person wants the others to be looked for now.
    Reconnect,
    /// The time of `next_wake` has come.
    Wake,
    /// The device's clock is known better. Meeting keeps true time; pauses keep the device's.
    ClockChecked(Ahead),
    /// Others are met elsewhere from now on. Who is connected stays so.
    Moved(Places),
    /// Leave; nothing is done afterwards.
    Stop,
    /// The peer broke a rule, named by a stable code: let it go, and stay away for a while.
    DropPeer {
        device: DeviceKey,
        code: &'static str,
    },
}

/// What a mesh asks for.
#[derive(Debug, Clone, PartialEq)]
pub enum MeshOutput {
    RelayOpen {
        url: String,
    },
    RelaySend {
        url: String,
        text: String,
    },
    /// No `RelayClosed` is expected after it.
    RelayClose {
        url: String,
    },
    Rtc {
        connection: ConnectionId,
        action: RtcAction,
    },
    /// A relay says that our events are not of its time: find out how far the clock is off.
    CheckClock,
    /// Sign this with the device key; answer with `Signed`.
    NeedSignature {
        ticket: u64,
        message: Vec<u8>,
    },
    /// This device is connected and proved.
    PeerUp {
        device: DeviceKey,
    },
    /// It is not any more; what was sent and not acknowledged may be lost.
    PeerDown {
        device: DeviceKey,
    },
    Received {
        from: DeviceKey,
        message: Message,
    },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Life {
    Running,
    Stopped,
}

/// The mesh of one community.
#[derive(Debug)]
pub struct Mesh {
    config: MeshConfig,
    rng: ChaCha20Rng,
    life: Life,
    session: SessionId,
    /// Of the last signal that we sent.
    counter: u32,
    relays: Relays,
    neighbours: Neighbours,
    hellos: Hellos,
    memory: Memory,
    remotes: Map<SessionId, Remote>,
    connections: Map<ConnectionId, Connection>,
    next_connection: u64,
    up: Map<DeviceKey, ConnectionId>,
    banned: Map<DeviceKey, Timestamp>,
    tickets: Map<u64, ConnectionId>,
    next_ticket: u64,
    attempts: AttemptLog,
    /// When something was last looked at.
    looked: Timestamp,
    began: Timestamp,
    refusals: Map<&'static str, u32>,
    outputs: VecDeque<MeshOutput>,
}

impl Mesh {
    /// As `new`, for whoever knows it by what it does only.
    pub fn boxed(config: MeshConfig, seed: [u8; 32], now: Timestamp) -> Box<dyn Meet> {
        Box::new(Self::new(config, seed, now))
    }

    /// Begins to look for the others; `seed` must never be used twice.
    pub fn new(config: MeshConfig, seed: [u8; 32], now: Timestamp) -> Self {
        let mut rng = ChaCha20Rng::from_seed(seed);
        // The lower session offers: where members do, each newcomer costs them one event of the few
        // that a relay takes, instead of a hello and an answer.
        let half = rng.next_u64() >> 1;
        let session = SessionId(match config.place {
            Place::Inside => half.to_be_bytes(),
            Place::AtTheDoor => (half | 1 << 63).to_be_bytes(),
        });
        let mut seed = || {
            let mut seed = [0; 32];
            rng.fill_bytes(&mut seed);
            seed
        };
        let places = Places { now: config.secret, before: config.former.clone() };
        let neighbours = Neighbours::new(&places, session, seed());
        let mut relays = Relays::new(places, config.ahead, seed());
        relays.set(now, &config.relays);
        relays.wish(now, Wish::Held);
        let mut mesh = Self {
            next_connection: config.connection_base,
            config,
            rng,
            life: Life::Running,
            session,
            counter: 0,
            relays,
            neighbours,
            hellos: Hellos::default(),
            memory: Memory::default(),
            remotes: Map::new(),
            connections: Map::new(),
            up: Map::new(),
            banned: Map::new(),
            tickets: Map::new(),
            next_ticket: 0,
            attempts: AttemptLog::default(),
            began: now,
            looked: now,
            refusals: Map::new(),
            outputs: VecDeque::new(),
        };
        mesh.settle(now);
        mesh
    }

    /// Everything that follows from the input, and all that has come due.
    fn settle(&mut self, now: Timestamp) {
        self.drain(now);
        self.relays.tick(now);
        self.neighbours.tick(now);
        self.tick_hellos(now);
        self.tick_remotes(now);
        self.tick_connections(now);
        self.drain(now);
        let ids: Vec<ConnectionId> = self.connections.keys().copied().collect();
        for id in ids {
            self.flush(id);
        }
    }

    fn drain(&mut self, now: Timestamp) {
        loop {
            if let Some(output) = self.relays.poll().or_else(|| self.neighbours.poll()) {
                match output {
                    WayOutput::Came { way, signal } => self.signal(now, way, signal),
                    WayOutput::Ready(way) => self.way_ready(now, way),
                    WayOutput::Do(output) => self.outputs.push_back(output),
                }
            } else if let Some(forward) = self.neighbours.poll_forward() {
                self.forward(now, &forward);
            } else {
                return;
            }
        }
    }

    fn stop(&mut self, now: Timestamp) {
        let ids: Vec<ConnectionId> = self.connections.keys().copied().collect();
        for id in ids {
            self.say_bye(id, Bye::Leaving);
            self.act(id, RtcAction::Close);
        }
        self.connections.clear();
        for device in std::mem::take(&mut self.up).into_keys() {
            self.outputs.push_back(MeshOutput::PeerDown { device });
        }
        self.relays.wish(now, Wish::Released);
        self.drain(now);
        self.life = Life::Stopped;
    }

    fn act(&mut self, connection: ConnectionId, action: RtcAction) {
        self.outputs.push_back(MeshOutput::Rtc { connection, action });
    }

    fn count(&mut self, result: Result<(), &'static str>) {
        if let Err(code) = result {
            let count = self.refusals.entry(code).or_default();
            *count = count.saturating_add(1);
        }
    }

    fn random<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.rng.fill_bytes(&mut bytes);
        bytes
    }
}
