//! What this replica may give to others: changes, with signatures that vouch for each of them.
//! Touches no automerge. Invariant: what is given out can be verified by itself, together with its
//! ancestors that are not in it.

use std::collections::{BTreeMap, BTreeSet};

use super::content::ActorKey;
use super::graph::{Graph, Node, Standing};
use super::schema::Draft;
use super::wire::{self, Bounds, Parent, SignedChanges, Tip, WireChange};
use super::{Replica, VouchError};
use crate::id::{ChangeHash, Signature};
use crate::limits;
use crate::ordered::{Map, Set};
use crate::sign;

impl Replica {
    /// The last of our own changes, if it is not vouched for yet: `sign::tip_message` of it is to
    /// be signed and the signature given to `vouch`.
    pub fn unsigned_tip(&self) -> Option<ChangeHash> {
        let me = self.graph.find_actor(&self.actor)?;
        let last = self.graph.node(*self.graph.chain(me).last()?);
        (last.standing == Standing::Unvouched).then_some(last.hash)
    }

    /// Takes our signature over one of our own changes; yields all of ours that it newly vouches
    /// for, ready to be given out.
    pub fn vouch(
        &mut self,
        tip: &ChangeHash,
        signature: Signature,
    ) -> Result<SignedChanges, VouchError> {
        let me = self.graph.find_actor(&self.actor).ok_or(VouchError::NotOurs)?;
        let number = self.graph.find(tip).ok_or(VouchError::NotOurs)?;
        if self.graph.node(number).actor != me {
            return Err(VouchError::NotOurs);
        }
        let message = sign::tip_message(&self.community, &self.document, tip);
        sign::verify(&self.actor.device(), &message, &signature)?;
        let upto = self.graph.node(number).seq as usize;
        let chain = self.graph.chain(me)[..upto].iter().copied();
        let newly: Vec<u32> = chain
            .filter(|number| self.graph.node(*number).standing == Standing::Unvouched)
            .collect();
        for one in &newly {
            self.graph.node_mut(*one).standing = Standing::Vouched;
        }
        self.graph.node_mut(number).standing = Standing::Signed(signature);
        Ok(self.pack(&newly))
    }

    /// Everything vouched for that is neither one of `have` nor an ancestor of one, parents first,
    /// up to about `bytes_max` (more where no smaller part can be verified by itself). Unknown
    /// hashes in `have` are ignored; `None` if there is nothing to give.
    #[cfg(test)]
    pub fn changes_since(&self, have: &[ChangeHash], bytes_max: usize) -> Option<SignedChanges> {
        self.durable_since(have, &Set::new(), bytes_max)
    }

    /// The same, without what is not durable here yet: own changes, on which none of others' stand.
    pub fn durable_since(
        &self,
        have: &[ChangeHash],
        unsaved: &Set<ChangeHash>,
        bytes_max: usize,
    ) -> Option<SignedChanges> {
        let number = |hash: &ChangeHash| self.graph.find(hash);
        let mut left_out = self.graph.ancestors(have.iter().filter_map(number));
        left_out.extend(unsaved.iter().filter_map(number));
        let part = self.next_part(&left_out, bytes_max, &wire::BATCH)?;
        Some(self.pack(&part))
    }

    /// Changes that follow on those of `given` (which holds the ancestors of its own), parents
    /// first, with a signature among them for each.
    pub(super) fn next_part(
        &self,
        given: &BTreeSet<u32>,
        bytes_wanted: usize,
        bounds: &Bounds,
    ) -> Option<Vec<u32>> {
        let missing: Vec<u32> = self
            .graph
            .iter()
            .filter(|(number, node)| {
                !given.contains(number) && node.standing != Standing::Unvouched
            })
            .map(|(number, _)| number)
            .collect();
        let mut bytes_max = bytes_wanted.clamp(1024, bounds.bytes);
        loop {
            let (mut bytes, mut ops, mut count) = (0, 0, 0);
            let fits = |number: &&u32| {
                let node = self.graph.node(**number);
                bytes += size(node);
                ops += node.ops;
                count += 1;
                bytes <= bytes_max && ops <= bounds.ops && count <= limits::BATCH_CHANGES_MAX
            };
            let part: Vec<u32> = missing.iter().take_while(fits).copied().collect();
            let whole = part.len() == missing.len();
            let part = self.verifiable(part);
            if !part.is_empty() {
                return Some(part);
            }
            if whole || bytes_max == bounds.bytes {
                return None;
            }
            bytes_max = (bytes_max * 2).min(bounds.bytes);
        }
    }

    /// The changes of `part` (parents first) for which a signature within it vouches, and all of
    /// whose parents in it are kept as well.
    fn verifiable(&self, mut part: Vec<u32>) -> Vec<u32> {
        loop {
            let mut signed: Map<u32, u64> = Map::new();
            for number in &part {
                let node = self.graph.node(*number);
                if let Standing::Signed(_) = node.standing {
                    signed.insert(node.actor, node.seq);
                }
            }
            let mut dropped = BTreeSet::new();
            for number in &part {
                let node = self.graph.node(*number);
                let vouched = signed.get(&node.actor).is_some_and(|last| node.seq <= *last);
                if !vouched || node.deps.iter().any(|parent| dropped.contains(parent)) {
                    dropped.insert(*number);
                }
            }
            if dropped.is_empty() {
                return part;
            }
            part.retain(|number| !dropped.contains(number));
        }
    }

    /// These changes (parents first) with as few signatures as still let others pass on parts.
    pub(super) fn pack(&self, numbers: &[u32]) -> SignedChanges {
        let mut signed = BTreeSet::new();
        let mut since: Map<u32, usize> = Map::new();
        for number in numbers.iter().rev() {
            let node = self.graph.node(*number);
            let count = since.entry(node.actor).or_insert(limits::SIGNATURE_STRIDE_CHANGES);
            *count += 1;
            if *count > limits::SIGNATURE_STRIDE_CHANGES
                && let Standing::Signed(_) = node.standing
            {
                signed.insert(*number);
                *count = 0;
            }
        }
        let changes = numbers.iter().map(|number| {
            let node = self.graph.node(*number);
            let signature = match node.standing {
                Standing::Signed(signature) if signed.contains(number) => Some(signature),
                Standing::Signed(_) | Standing::Vouched | Standing::Unvouched => None,
            };
            (node.hash, self.graph.draft(node), signature)
        });
        assemble(self.graph.node(Graph::GENESIS).hash, changes)
    }
}

/// The most bytes that a change takes in a batch.
pub(super) fn size(node: &Node) -> usize {
    let said = node.said.as_ref().map(|said| &said.1);
    said.or(node.content.as_ref()).map_or(0, |content| wire::size(content, node.deps.len()))
}

/// A batch of these changes, parents first.
pub(super) fn assemble(
    genesis: ChangeHash,
    changes: impl IntoIterator<Item = (ChangeHash, Draft, Option<Signature>)>,
) -> SignedChanges {
    let mut batch = SignedChanges::default();
    let mut actors: Map<ActorKey, u32> = Map::new();
    let mut places: BTreeMap<ChangeHash, u32> = BTreeMap::new();
    for (place, (hash, draft, signature)) in (0u32..).zip(changes) {
        let mut number = |actor: &ActorKey| {
            *actors.entry(*actor).or_insert_with(|| {
                batch.actors.push(*actor);
                batch.actors.len() as u32 - 1
            })
        };
        let parent = |hash: &ChangeHash| match places.get(hash) {
            Some(earlier) => Parent::Earlier(place - earlier),
            None if *hash == genesis => Parent::Genesis,
            None => Parent::Outside(*hash),
        };
        let actor = number(draft.actor());
        let content =
            draft.content.renumbered(|actor| Some(number(draft.actors.get(actor as usize)?)));
        batch.changes.push(WireChange {
            actor,
            seq: draft.seq,
            start_op: draft.start_op,
            at_seconds: draft.at_seconds,
            deps: draft.deps.iter().map(parent).collect(),
            content: content.expect("a draft names only actors of its own table"),
        });
        if let Some(signature) = signature {
            batch.tips.push(Tip { change: place, signature });
        }
        places.insert(hash, place);
    }
    batch
}
