//! Changes with the signatures that vouch for them <-> bytes, for peers, files and storage alike.
//! Touches no document. Invariant: decoding takes bounded memory and yields only values within the
//! limits that do not depend on a document; it never panics.

use miniz_oxide::deflate::{CompressionLevel, compress_to_vec};
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};
use serde::{Deserialize, Serialize};

use super::content::{ActorKey, Content};
use super::schema::{Draft, Schema};
use crate::id::{ChangeHash, DeviceKey, Signature};
use crate::limits;
use crate::ordered::{self, Set};

/// First byte of a batch: postcard follows.
const PLAIN: u8 = 1;
/// First byte of a batch: deflated postcard follows.
const DEFLATED: u8 = 2;

/// Changes in causal order, and signatures that vouch for them. Carries no hash of its own changes:
/// whoever reads it computes them, so that nothing has to be believed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedChanges {
    pub(super) actors: Vec<ActorKey>,
    pub(super) changes: Vec<WireChange>,
    pub(super) tips: Vec<Tip>,
}

/// A signature over the change at this index, for its author's changes up to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Tip {
    pub change: u32,
    pub signature: Signature,
}

/// One change; actors are indices into the batch's table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct WireChange {
    pub actor: u32,
    pub seq: u64,
    pub start_op: u64,
    pub at_seconds: u64,
    pub deps: Vec<Parent>,
    pub content: Content,
}

/// A parent of a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Parent {
    /// The change that every document of the kind begins with.
    Genesis,
    /// This many changes earlier in the same batch.
    Earlier(u32),
    /// A change outside the batch.
    Outside(ChangeHash),
}

/// Bytes that are no batch of changes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DecodeError {
    /// Larger than is taken, as it is or after inflating.
    #[error("more than is taken at once")]
    TooLarge,
    /// Made by a newer program.
    #[error("version {0} of the format is not known here")]
    UnknownVersion(u8),
    /// Cut short, or not of this format.
    #[error("not a batch of changes")]
    Malformed,
    /// A change breaks a limit that holds in every document.
    #[error("a change is not allowed in any document: {0}")]
    Forbidden(&'static str),
}

/// How much is taken at once.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    pub bytes: usize,
    pub inflated_bytes: usize,
    /// The most bytes that the changes may take, whatever deflating saves.
    pub size: usize,
    pub ops: u64,
}

/// For what peers send.
pub(super) const BATCH: Bounds = Bounds {
    bytes: limits::BATCH_BYTES_MAX,
    inflated_bytes: limits::BATCH_INFLATED_BYTES_MAX,
    size: limits::BATCH_BYTES_MAX,
    ops: limits::BATCH_OPS_MAX,
};
/// For a part of a stored document.
pub(super) const PART: Bounds = Bounds {
    bytes: limits::PART_BYTES_MAX,
    inflated_bytes: limits::PART_INFLATED_BYTES_MAX,
    size: limits::PART_INFLATED_BYTES_MAX,
    ops: limits::PART_OPS_MAX,
};
/// For half of a proof, which every device that reads the charter looks at.
const PROOF: Bounds = Bounds {
    bytes: limits::FACT_BYTES_MAX,
    inflated_bytes: limits::FACT_BYTES_MAX,
    size: limits::FACT_BYTES_MAX,
    ops: limits::PROOF_OPS_MAX,
};

impl SignedChanges {
    /// How many changes there are.
    pub fn len(&self) -> usize {
        self.changes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// The bytes that travel: a version, then postcard, deflated where that is shorter.
    pub fn encode(&self) -> Vec<u8> {
        let mut bytes = postcard::to_extend(self, vec![PLAIN]).expect("plain data encodes");
        if bytes.len() < limits::DEFLATE_FROM_BYTES {
            return bytes;
        }
        let deflated = compress_to_vec(&bytes[1..], CompressionLevel::DefaultLevel as u8);
        if 1 + deflated.len() < bytes.len() {
            bytes.truncate(1);
            bytes[0] = DEFLATED;
            bytes.extend_from_slice(&deflated);
        }
        bytes
    }

    /// Reads what `encode` made, from anyone.
    pub fn decode(bytes: &[u8]) -> Result<Self, DecodeError> {
        Self::decode_within(bytes, BATCH)
    }

    /// Reads half of a proof.
    pub fn decode_proof(bytes: &[u8]) -> Result<Self, DecodeError> {
        Self::decode_within(bytes, PROOF)
    }

    pub(super) fn decode_within(bytes: &[u8], bounds: Bounds) -> Result<Self, DecodeError> {
        if bytes.len() > bounds.bytes {
            return Err(DecodeError::TooLarge);
        }
        let batch = match bytes.split_first() {
            None => return Err(DecodeError::Malformed),
            Some((&PLAIN, plain)) => read(plain)?,
            Some((&DEFLATED, deflated)) => read(&inflate(deflated, bounds.inflated_bytes)?)?,
            Some((&other, _)) => return Err(DecodeError::UnknownVersion(other)),
        };
        batch.check(bounds)?;
        Ok(batch)
    }

    fn check(&self, bounds: Bounds) -> Result<(), DecodeError> {
        let count = self.changes.len();
        if count > limits::BATCH_CHANGES_MAX || self.tips.len() > count {
            return Err(DecodeError::TooLarge);
        }
        // One change has one form, or it would be judged by the form in which it came.
        let distinct: Set<&ActorKey> = self.actors.iter().collect();
        if distinct.len() < self.actors.len() {
            return Err(DecodeError::Malformed);
        }
        let (mut ops, mut size) = (0_u64, 0_usize);
        for (index, change) in self.changes.iter().enumerate() {
            change.check(index, &self.actors)?;
            ops += change.content.ops();
            size += change.size();
            // What is larger could not be passed on: nobody gives out more at once.
            if ops > bounds.ops || size > bounds.size {
                return Err(DecodeError::TooLarge);
            }
        }
        if self.tips.iter().any(|tip| tip.change as usize >= count) {
            return Err(DecodeError::Malformed);
        }
        Ok(())
    }

    /// The author of a change that has no place in documents of this schema, if there is one.
    pub(super) fn stranger_to(&self, schema: Schema) -> Option<DeviceKey> {
        let is_strange = |change: &&WireChange| match (&change.content, schema) {
            (Content::Field { .. } | Content::Text(_), Schema::Facts) => true,
            (Content::Fact { .. }, Schema::Facts) | (_, Schema::Page) => false,
        };
        let strange = self.changes.iter().find(is_strange)?;
        Some(self.actors[strange.actor as usize].device())
    }

    /// The changes by themselves, in order; `hash_of` tells the hash of those before each.
    pub(super) fn draft(&self, index: usize, genesis: ChangeHash, before: &[ChangeHash]) -> Draft {
        let change = &self.changes[index];
        let mut deps: Vec<ChangeHash> = change
            .deps
            .iter()
            .map(|parent| match parent {
                Parent::Genesis => genesis,
                Parent::Earlier(back) => before[index - *back as usize],
                Parent::Outside(hash) => *hash,
            })
            .collect();
        ordered::sort(&mut deps);
        let actor_of = |actor: u32| self.actors[actor as usize];
        let (actors, content) = change.content.apart(change.actor, actor_of);
        Draft {
            actors,
            seq: change.seq,
            start_op: change.start_op,
            at_seconds: change.at_seconds,
            deps,
            content: content.joined(change.start_op),
        }
    }
}

impl WireChange {
    /// The most bytes that this takes in a batch.
    fn size(&self) -> usize {
        size(&self.content, self.deps.len())
    }

    fn check(&self, index: usize, actors: &[ActorKey]) -> Result<(), DecodeError> {
        let named = std::iter::once(self.actor).chain(self.content.refs().map(|op| op.actor));
        let mut actors_known = named.map(|actor| (actor as usize) < actors.len());
        let parents_known = self.deps.iter().all(|parent| match parent {
            Parent::Genesis | Parent::Outside(_) => true,
            Parent::Earlier(back) => *back > 0 && *back as usize <= index,
        });
        if !actors_known.all(|known| known) || !parents_known {
            return Err(DecodeError::Malformed);
        }
        // Who signs names a whole chain; a branch of one is what others refer to.
        if actors[self.actor as usize].branch.is_some() {
            return Err(DecodeError::Malformed);
        }
        if let Content::Field { replaces, .. } = &self.content
            && !replaces.is_sorted_by_key(|op| (op.counter, actors[op.actor as usize]))
        {
            return Err(DecodeError::Malformed);
        }
        if let Some(reason) = self.content.oversize() {
            return Err(DecodeError::Forbidden(reason));
        }
        let counters = [self.seq, self.start_op, self.start_op.saturating_add(self.content.ops())];
        let mut counters = counters.into_iter().chain(self.content.refs().map(|op| op.counter));
        if counters.any(|counter| counter == 0 || counter > limits::COUNTER_MAX) {
            return Err(DecodeError::Forbidden("counter-out-of-range"));
        }
        if self.deps.is_empty() || self.deps.len() > limits::CHANGE_PARENTS_MAX {
            return Err(DecodeError::Forbidden("number-of-parents"));
        }
        if self.at_seconds > limits::CLAIMED_TIME_MAX_S {
            return Err(DecodeError::Forbidden("time-out-of-range"));
        }
        Ok(())
    }
}

/// The most bytes that a change takes in a batch.
pub(super) fn size(content: &Content, parents: usize) -> usize {
    // Numbers, a fact's id, the author's entry in the table of actors, and a signature.
    content.weight() + parents * 33 + 96 + 64
}

/// Joins the parts of a snapshot, each with its length before it.
pub(super) fn join(parts: impl IntoIterator<Item = SignedChanges>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for part in parts {
        let part = part.encode();
        let length = u32::try_from(part.len()).expect("a part is within its limit");
        bytes.extend_from_slice(&length.to_le_bytes());
        bytes.extend_from_slice(&part);
    }
    bytes
}

/// Takes the first part off a snapshot; `None` at its end.
pub(super) fn split(bytes: &mut &[u8]) -> Result<Option<SignedChanges>, DecodeError> {
    if bytes.is_empty() {
        return Ok(None);
    }
    let (length, rest) = bytes.split_first_chunk::<4>().ok_or(DecodeError::Malformed)?;
    let length = u32::from_le_bytes(*length) as usize;
    let (part, rest) = rest.split_at_checked(length).ok_or(DecodeError::Malformed)?;
    *bytes = rest;
    SignedChanges::decode_within(part, PART).map(Some)
}

fn read(plain: &[u8]) -> Result<SignedChanges, DecodeError> {
    match postcard::take_from_bytes(plain) {
        Ok((batch, [])) => Ok(batch),
        Ok(_) | Err(_) => Err(DecodeError::Malformed),
    }
}

fn inflate(deflated: &[u8], bytes_max: usize) -> Result<Vec<u8>, DecodeError> {
    decompress_to_vec_with_limit(deflated, bytes_max).map_err(|error| {
        if error.status == TINFLStatus::HasMoreOutput {
            DecodeError::TooLarge
        } else {
            DecodeError::Malformed
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_much_as_is_taken_is_inflated_and_no_byte_more() {
        for plain in
            [Vec::new(), vec![7; 1], vec![7; 1_000], (0..=255).cycle().take(70_000).collect()]
        {
            let deflated = compress_to_vec(&plain, CompressionLevel::DefaultLevel as u8);
            assert_eq!(inflate(&deflated, plain.len() + 1), Ok(plain.clone()));
            assert_eq!(inflate(&deflated, plain.len()), Ok(plain.clone()));
            if let Some(less) = plain.len().checked_sub(1) {
                assert_eq!(inflate(&deflated, less), Err(DecodeError::TooLarge));
            }
            for cut in 0..deflated.len() {
                assert_eq!(
                    inflate(&deflated[..cut], 100_000),
                    Err(DecodeError::Malformed),
                    "{cut}"
                );
            }
        }
        assert_eq!(inflate(&[0xff; 100], 100_000), Err(DecodeError::Malformed));
    }
}
