//! What the rest of the house asks of a replica besides its contents: who made a change, what still
//! waits, how stored bytes are read. Touches no automerge and changes nothing.

use super::Replica;
use super::graph::Standing;
use super::wire::{self, DecodeError, SignedChanges};
use crate::clock::Timestamp;
use crate::id::{ChangeHash, DeviceKey};

impl Replica {
    /// Who made a change of this document, and when they say they did.
    pub fn authorship(&self, hash: &ChangeHash) -> Option<(DeviceKey, Timestamp)> {
        let number = self.graph.find(hash)?;
        let node = self.graph.node(number);
        if number == 0 {
            return None;
        }
        Some((self.graph.device(node), Timestamp(node.at_seconds.saturating_mul(1_000))))
    }

    /// Our own changes that no signature vouches for yet.
    pub fn unsigned(&self) -> Vec<ChangeHash> {
        let Some(me) = self.graph.find_actor(&self.actor) else { return Vec::new() };
        let chain = self.graph.chain(me).iter().rev().map(|number| self.graph.node(*number));
        let unvouched = chain.take_while(|node| node.standing == Standing::Unvouched);
        unvouched.map(|node| node.hash).collect()
    }

    /// Whether changes wait: for their parents, their time, or a gate that knows more.
    pub fn is_waiting(&self) -> bool {
        self.waiting.iter().next().is_some()
    }
}

impl SignedChanges {
    /// Reads what this device stored: a whole document may be more than a peer may send at once.
    pub fn decode_stored(bytes: &[u8]) -> Result<Self, DecodeError> {
        Self::decode_within(bytes, wire::SNAPSHOT)
    }
}

impl DecodeError {
    /// Stable code for counters.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "changes-too-large",
            Self::UnknownVersion(_) => "changes-newer-version",
            Self::Malformed => "changes-unreadable",
            Self::Forbidden(code) => code,
        }
    }
}
