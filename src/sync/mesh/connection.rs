//! One connection, from the first thought of it to its end: where it stands, what it waits for and
//! until when. It holds state and times only; the mesh decides.

use crate::clock::Timestamp;
use crate::id::DeviceKey;
use crate::sync::attempt::AttemptId;
use crate::sync::frame::Reassembly;
use crate::sync::queue::SendQueue;
use crate::sync::session::{Handshake, Role};
use crate::sync::signal::{Nonce, SessionId, Signal};

/// How long a browser may take to describe a connection.
pub const DESCRIBE_MS_MAX: u64 = 10 * 1000;
/// How long an offer may stay without an answer.
pub const ANSWER_MS_MAX: u64 = 20 * 1000;
/// How long candidates may be tried.
pub const OPEN_MS_MAX: u64 = 30 * 1000;
/// How long a proof may take.
pub const PROVE_MS_MAX: u64 = 10 * 1000;
/// What a goodbye gets to leave the device.
pub const LEAVE_MS: u64 = 500;
const PING_EVERY_MS: u64 = 15 * 1000;
const SILENCE_MS_MAX: u64 = 30 * 1000;

/// Where a connection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The browser gathers; then we signal.
    Describing,
    /// Our offer is on its way.
    AwaitingAnswer,
    /// Both descriptions are set.
    Opening,
    /// The channel is open; nobody is proved yet.
    Proving,
    Up(DeviceKey),
    /// A goodbye was sent; nothing is taken any more.
    Leaving,
}

/// Signals taken from a neighbour in the running minute.
#[derive(Debug, Clone, Copy)]
pub struct SignalRate {
    pub since: Timestamp,
    pub count: u32,
}

/// A connection to one remote session.
#[derive(Debug)]
pub struct Connection {
    pub remote: SessionId,
    pub role: Role,
    pub stage: Stage,
    pub began: Timestamp,
    /// When the stage must be over; not used while up.
    pub deadline: Timestamp,
    /// Counter of the offer that made it; both sides know it, so both keep the same one of two.
    pub offer_counter: u32,
    /// Counter of the remote's signal that made it; older signals of theirs are about older times.
    pub remote_counter: u32,
    /// The remote's nonce that our signal quotes.
    pub quotes: Nonce,
    /// What the answer to our offer must quote.
    pub nonce: Nonce,
    pub local_fingerprint: [u8; 32],
    pub remote_fingerprint: [u8; 32],
    /// Our offer or answer, for ways that are found later.
    pub sent: Option<Signal>,
    pub handshake: Option<Handshake>,
    pub attempt: AttemptId,
    pub candidates_remote: usize,
    pub queue: SendQueue,
    pub reassembly: Reassembly,
    pub next_message: u32,
    pub heard: Timestamp,
    pub ping_at: Timestamp,
    /// Dial anew then, unless something is heard before.
    pub suspect_at: Option<Timestamp>,
    pub signals: SignalRate,
}

impl Connection {
    /// A connection that is about to be described.
    pub fn new(now: Timestamp, remote: SessionId, role: Role, attempt: AttemptId) -> Self {
        Self {
            remote,
            role,
            stage: Stage::Describing,
            began: now,
            deadline: now.plus_ms(DESCRIBE_MS_MAX),
            offer_counter: 0,
            remote_counter: 0,
            quotes: Nonce([0; 8]),
            nonce: Nonce([0; 8]),
            local_fingerprint: [0; 32],
            remote_fingerprint: [0; 32],
            sent: None,
            handshake: None,
            attempt,
            candidates_remote: 0,
            queue: SendQueue::default(),
            reassembly: Reassembly::default(),
            next_message: 0,
            heard: now,
            ping_at: now,
            suspect_at: None,
            signals: SignalRate { since: now, count: 0 },
        }
    }

    /// The proved device, if it is up.
    pub fn device(&self) -> Option<DeviceKey> {
        match self.stage {
            Stage::Up(device) => Some(device),
            Stage::Describing
            | Stage::AwaitingAnswer
            | Stage::Opening
            | Stage::Proving
            | Stage::Leaving => None,
        }
    }

    /// Whether it may still come up.
    pub fn is_coming(&self) -> bool {
        match self.stage {
            Stage::Describing | Stage::AwaitingAnswer | Stage::Opening | Stage::Proving => true,
            Stage::Up(_) | Stage::Leaving => false,
        }
    }

    /// Something was heard on the channel.
    pub fn hear(&mut self, now: Timestamp) {
        self.heard = now;
        self.suspect_at = None;
    }

    /// The device slept: what was said meanwhile may be on its way, and a ping tells.
    pub fn woke(&mut self, now: Timestamp) {
        if let Stage::Up(_) = self.stage {
            self.heard = now;
            self.ping_at = now;
        }
    }

    /// It is up from now on.
    pub fn rise(&mut self, now: Timestamp, device: DeviceKey) {
        self.stage = Stage::Up(device);
        self.heard = now;
        self.ping_at = now.plus_ms(PING_EVERY_MS);
    }

    /// A ping frame, if one is due.
    pub fn due_ping(&mut self, now: Timestamp) -> Option<Vec<u8>> {
        if self.device().is_none() || self.ping_at > now {
            return None;
        }
        self.ping_at = now.plus_ms(PING_EVERY_MS);
        Some(self.queue.ping())
    }

    /// Why it must end now, in a word for the diagnosis.
    pub fn overdue(&self, now: Timestamp) -> Option<&'static str> {
        let late = self.deadline <= now;
        match self.stage {
            Stage::Up(_) => (self.silent_at() <= now).then_some("silent"),
            Stage::Describing => late.then_some("no-description"),
            Stage::AwaitingAnswer => late.then_some("no-answer"),
            Stage::Opening => late.then_some("no-way"),
            Stage::Proving => late.then_some("no-proof"),
            Stage::Leaving => late.then_some("left"),
        }
    }

    /// When something is next due.
    pub fn next_wake(&self) -> Timestamp {
        match self.stage {
            Stage::Up(_) => {
                let next = self.ping_at.min(self.silent_at());
                self.suspect_at.map_or(next, |suspect| next.min(suspect))
            }
            Stage::Describing
            | Stage::AwaitingAnswer
            | Stage::Opening
            | Stage::Proving
            | Stage::Leaving => self.deadline,
        }
    }

    fn silent_at(&self) -> Timestamp {
        self.heard.plus_ms(SILENCE_MS_MAX)
    }
}
