//! Read models of the wires: where everything is, who is connected, what was tried and how far it
//! came.

use serde::{Deserialize, Serialize};

use crate::clock::{Ahead, Timestamp};
use crate::id::{DeviceKey, MemberId};
use crate::message::model::{Delivery, Presence};

/// Where everything is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SyncReport {
    /// Of all that was written here.
    pub delivery: Delivery,
    /// Posts and edits that are on this device alone.
    pub only_here: u32,
    pub checked: Checked,
    pub peers: Vec<PeerCard>,
    pub relays: Vec<RelayCard>,
    /// Newest first, as many as a diagnosis shows (`limits`).
    pub attempts: Vec<Attempt>,
    /// Frames refused since the engine started, by reason; each reason is a stable code.
    pub refusals: Vec<(String, u32)>,
    /// How far this device's clock is off, as far as it is known.
    pub clock_ahead: Ahead,
    pub my_device: DeviceKey,
    pub stored_bytes: u64,
}

/// Of the documents that connected members have: how many there are, and of how many all that these
/// told of is here, every change of it verified.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    pub here: u32,
    pub all: u32,
}

/// A member, seen from the wires.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerCard {
    pub member: MemberId,
    pub presence: Presence,
    /// Has all that this device has.
    pub has_all: bool,
    /// Bytes still on the way to or from them.
    pub pending_bytes: u64,
}

/// A relay, with how it behaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelayCard {
    pub url: String,
    pub state: RelayState,
}

/// How a relay behaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RelayState {
    Idle,
    Connecting,
    Connected,
    /// Waits until then before trying again.
    Waiting(Timestamp),
    /// It refuses us; its words.
    Refused(String),
}

/// One attempt to reach a peer, as rows that a person can read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// Unknown until the peer has proved who it is.
    pub member: Option<MemberId>,
    pub began: Timestamp,
    /// All steps, in order.
    pub steps: Vec<AttemptStep>,
    pub state: AttemptState,
}

/// A row of the diagnosis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttemptStep {
    pub kind: AttemptStepKind,
    pub state: AttemptState,
    pub at: Option<Timestamp>,
    /// Figures such as "sealed, 220 bytes"; may be empty.
    pub detail: String,
}

/// The steps from nothing to a proven peer, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AttemptStepKind {
    RelayReached,
    PeerSeen,
    OfferSent,
    AnswerCame,
    CandidatesExchanged,
    WayFound,
    Encrypted,
    Proved,
}

impl AttemptStepKind {
    /// All steps, in order.
    pub const ALL: [Self; 8] = [
        Self::RelayReached,
        Self::PeerSeen,
        Self::OfferSent,
        Self::AnswerCame,
        Self::CandidatesExchanged,
        Self::WayFound,
        Self::Encrypted,
        Self::Proved,
    ];
}

/// How a step or an attempt stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AttemptState {
    NotTried,
    Running,
    Done,
    Failed,
}
