//! What the rest of the house asks of a replica besides its contents: who made a change, what still
//! waits, how stored bytes are read. Touches no automerge and changes nothing.

use super::Replica;
use super::graph::{Graph, Standing};
use super::wire::{self, DecodeError, SignedChanges};
use crate::clock::Timestamp;
use crate::id::{ChangeHash, DeviceKey};
use crate::limits;

impl Replica {
    /// Who made a change of this document, and when they say they did.
    pub fn authorship(&self, hash: &ChangeHash) -> Option<(DeviceKey, Timestamp)> {
        let number = self.graph.find(hash)?;
        let node = self.graph.node(number);
        if number == Graph::GENESIS {
            return None;
        }
        Some((self.graph.device(node), Timestamp(node.at_seconds.saturating_mul(1_000))))
    }

    /// The changes that a change of this document builds on.
    pub fn parents_of(&self, hash: &ChangeHash) -> Vec<ChangeHash> {
        let number = self.graph.find(hash);
        number.map(|number| self.graph.hashes(&self.graph.node(number).deps)).unwrap_or_default()
    }

    /// Our own changes that no signature vouches for yet.
    pub fn unsigned(&self) -> Vec<ChangeHash> {
        let Some(me) = self.graph.find_actor(&self.actor) else { return Vec::new() };
        let chain = self.graph.chain(me).iter().rev().map(|number| self.graph.node(*number));
        let unvouched = chain.take_while(|node| node.standing == Standing::Unvouched);
        unvouched.map(|node| node.hash).collect()
    }

    /// Everything vouched for that is neither one of `have` nor an ancestor of one, in batches that
    /// storage and peers take; and what no earlier call could give, for want of its signature.
    pub fn batches_since(&mut self, have: &[ChangeHash]) -> Vec<SignedChanges> {
        let mut given = self.graph.ancestors(have.iter().filter_map(|hash| self.graph.find(hash)));
        given.insert(Graph::GENESIS);
        given.retain(|number| !self.unproved.contains(number));
        let mut batches = Vec::new();
        while let Some(part) = self.next_part(&given, limits::ANSWER_BYTES_MAX, &wire::PART) {
            given.extend(&part);
            batches.push(self.pack(&part));
        }
        let left = self.graph.iter().filter(|(number, node)| {
            !given.contains(number) && node.standing != Standing::Unvouched
        });
        self.unproved.clear();
        // What is collected is sorted first; this is in order.
        self.unproved.extend(left.map(|(number, _)| number));
        batches
    }

    /// Whether changes wait: for their parents, their time, or a gate that knows more.
    pub fn is_waiting(&self) -> bool {
        self.waiting.iter().next().is_some()
    }
}

/// Batches of changes as storage keeps them, in the form of a snapshot.
pub fn to_stored(parts: impl IntoIterator<Item = SignedChanges>) -> Vec<u8> {
    wire::join(parts)
}

/// The batches of stored bytes, up to the first that cannot be read.
pub fn from_stored(bytes: &[u8]) -> (Vec<SignedChanges>, Result<(), DecodeError>) {
    let mut bytes = bytes;
    let mut parts = Vec::new();
    loop {
        match wire::split(&mut bytes) {
            Ok(Some(part)) => parts.push(part),
            Ok(None) => return (parts, Ok(())),
            Err(error) => return (parts, Err(error)),
        }
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
