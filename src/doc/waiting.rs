//! Changes that somebody vouched for and that cannot be judged yet: a parent is missing, or the
//! gate holds them. Touches no automerge. Invariant: bounded in number and bytes, and whoever has
//! most in here gives way first.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::schema::Draft;
use crate::clock::Timestamp;
use crate::id::{ChangeHash, DeviceKey, Signature};
use crate::limits;
use crate::ordered::Map;

/// A change that waits.
#[derive(Debug, Clone)]
pub(super) struct Waiter {
    pub draft: Draft,
    pub change: automerge::Change,
    pub signature: Option<Signature>,
    pub held_until: Option<Timestamp>,
}

impl Waiter {
    fn weight(&self) -> usize {
        let draft = &self.draft;
        512 + draft.content.weight() * 4 + draft.deps.len() * 64 + draft.actors.len() * 40
    }

    fn device(&self) -> DeviceKey {
        self.draft.actor().device()
    }
}

/// See the module.
#[derive(Debug, Clone, Default)]
pub(super) struct Waiting {
    /// By first counter, then hash: parents come before their children.
    queue: BTreeMap<(u64, ChangeHash), Waiter>,
    places: BTreeMap<ChangeHash, u64>,
    bytes: usize,
    refused: BTreeSet<ChangeHash>,
    refused_order: VecDeque<ChangeHash>,
}

impl Waiting {
    pub fn contains(&self, hash: &ChangeHash) -> bool {
        self.places.contains_key(hash)
    }

    pub fn insert(&mut self, hash: ChangeHash, waiter: Waiter) {
        if self.places.insert(hash, waiter.draft.start_op).is_none() {
            self.bytes += waiter.weight();
            self.queue.insert((waiter.draft.start_op, hash), waiter);
        }
    }

    pub fn remove(&mut self, hash: &ChangeHash) -> Option<Waiter> {
        let place = self.places.remove(hash)?;
        let waiter = self.queue.remove(&(place, *hash))?;
        self.bytes -= waiter.weight();
        Some(waiter)
    }

    /// All that wait, parents before children.
    pub fn hashes(&self) -> Vec<ChangeHash> {
        self.queue.keys().map(|(_, hash)| *hash).collect()
    }

    pub fn get(&self, hash: &ChangeHash) -> Option<&Waiter> {
        self.queue.get(&(*self.places.get(hash)?, *hash))
    }

    pub fn get_mut(&mut self, hash: &ChangeHash) -> Option<&mut Waiter> {
        self.queue.get_mut(&(*self.places.get(hash)?, *hash))
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&ChangeHash, &Waiter)> {
        self.queue.iter().map(|((_, hash), waiter)| (hash, waiter))
    }

    /// Drops the newest of whoever has most here until the limits hold; yields what was dropped.
    pub fn shrink(&mut self) -> Vec<(ChangeHash, DeviceKey)> {
        let mut dropped = Vec::new();
        while self.queue.len() > limits::WAITING_CHANGES_MAX
            || self.bytes > limits::WAITING_BYTES_MAX
        {
            let mut weights: Map<DeviceKey, usize> = Map::new();
            for waiter in self.queue.values() {
                *weights.entry(waiter.device()).or_insert(0) += waiter.weight();
            }
            let heaviest = weights.into_iter().max_by_key(|(_, weight)| *weight);
            let device = heaviest.expect("over a limit, so not empty").0;
            let excess = self.excess();
            let (mut count, mut bytes) = (0, 0);
            let theirs = self.iter().rev().filter(|(_, waiter)| waiter.device() == device);
            let gone: Vec<ChangeHash> = theirs
                .take_while(|(_, waiter)| {
                    let more = count < excess.0 || bytes < excess.1;
                    count += 1;
                    bytes += waiter.weight();
                    more
                })
                .map(|(hash, _)| *hash)
                .collect();
            for hash in gone {
                self.remove(&hash);
                dropped.push((hash, device));
            }
        }
        dropped
    }

    fn excess(&self) -> (usize, usize) {
        (
            self.queue.len().saturating_sub(limits::WAITING_CHANGES_MAX),
            self.bytes.saturating_sub(limits::WAITING_BYTES_MAX),
        )
    }

    /// Remembers that this change was refused, so that what builds on it is refused too and nobody
    /// is asked for it.
    pub fn refuse(&mut self, hash: ChangeHash) {
        if self.refused.insert(hash) {
            self.refused_order.push_back(hash);
        }
        if self.refused_order.len() > limits::REFUSED_REMEMBERED_MAX
            && let Some(oldest) = self.refused_order.pop_front()
        {
            self.refused.remove(&oldest);
        }
    }

    /// Forgets that it was refused: the gate knows better now.
    pub fn forgive(&mut self, hash: &ChangeHash) {
        if self.refused.remove(hash) {
            self.refused_order.retain(|one| one != hash);
        }
    }

    pub fn is_refused(&self, hash: &ChangeHash) -> bool {
        self.refused.contains(hash)
    }
}
