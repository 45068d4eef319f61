//! The changes of one document and what each builds on. Touches no automerge. Invariant: a change
//! is here only if all its parents are, and its number is higher than theirs.

use std::collections::{BTreeMap, BTreeSet};

use super::branches::{Fork, Forks};
use super::content::{ActorKey, Content};
use super::schema::Draft;
use crate::id::{ChangeHash, DeviceKey, Signature};
use crate::limits;
use crate::ordered::{self, Map, Set};

/// For each actor (by number), the last of its changes that is seen.
pub(super) type Clock = Map<u32, u64>;

/// One change. Actors, in `content` too, are numbers of the graph's own table.
#[derive(Debug, Clone)]
pub(super) struct Node {
    pub hash: ChangeHash,
    pub actor: u32,
    pub seq: u64,
    pub start_op: u64,
    pub ops: u64,
    pub at_seconds: u64,
    pub deps: Vec<u32>,
    /// `None` for genesis alone.
    pub content: Option<Content>,
    /// As its author said it, where the numbers of `content` do not tell that: it refers to
    /// branches of a forked chain by the names that these had for its author.
    pub said: Option<Box<(Vec<ActorKey>, Content)>>,
    pub standing: Standing,
    /// Kept for a few changes only, so that finding any clock is a short walk.
    clock: Option<Clock>,
}

/// Who vouches for a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nobody yet: our own, and the signature is on its way.
    Unvouched,
    /// A signature over a later change of the same author.
    Vouched,
    /// A signature over this very change.
    Signed(Signature),
}

/// All changes of a document. Who signed two changes for one place of a chain has several numbers
/// here, one for each branch, so that within a number each change builds on the one before.
#[derive(Debug, Clone)]
pub(super) struct Graph {
    nodes: Vec<Node>,
    by_hash: BTreeMap<ChangeHash, u32>,
    actors: Vec<ActorKey>,
    by_actor: Map<ActorKey, u32>,
    /// The changes of each number, in their order.
    chains: Vec<Vec<u32>>,
    forks: Forks,
    heads: Set<u32>,
}

/// What is needed to add a change.
pub(super) struct NewNode {
    pub hash: ChangeHash,
    pub actor: ActorKey,
    pub seq: u64,
    pub start_op: u64,
    pub at_seconds: u64,
    pub deps: Vec<u32>,
    pub content: Content,
    pub said: Option<Box<(Vec<ActorKey>, Content)>>,
    pub standing: Standing,
}

impl Graph {
    /// Number of genesis, which is always there; its "actor" has the same number and no changes.
    pub const GENESIS: u32 = 0;

    pub fn new(genesis: ChangeHash, ops: u64) -> Self {
        let actor = ActorKey::NOBODY;
        let node = Node {
            hash: genesis,
            actor: 0,
            seq: 1,
            start_op: 1,
            ops,
            at_seconds: 0,
            deps: Vec::new(),
            content: None,
            said: None,
            standing: Standing::Vouched,
            clock: Some(Clock::from([(0, 1)])),
        };
        Self {
            nodes: vec![node],
            by_hash: BTreeMap::from([(genesis, 0)]),
            actors: vec![actor],
            by_actor: Map::from([(actor, 0)]),
            chains: vec![vec![0]],
            forks: Forks::default(),
            heads: Set::from([0]),
        }
    }

    pub fn len(&self) -> u32 {
        self.nodes.len() as u32
    }

    pub fn node(&self, number: u32) -> &Node {
        &self.nodes[number as usize]
    }

    pub fn node_mut(&mut self, number: u32) -> &mut Node {
        &mut self.nodes[number as usize]
    }

    /// All changes but genesis, parents first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (u32, &Node)> {
        self.nodes.iter().enumerate().skip(1).map(|(number, node)| (number as u32, node))
    }

    pub fn find(&self, hash: &ChangeHash) -> Option<u32> {
        self.by_hash.get(hash).copied()
    }

    pub fn actor(&self, number: u32) -> &ActorKey {
        &self.actors[number as usize]
    }

    pub fn device(&self, node: &Node) -> DeviceKey {
        self.actor(node.actor).device()
    }

    #[cfg(test)]
    pub fn actors(&self) -> &[ActorKey] {
        &self.actors[1..]
    }

    pub fn find_actor(&self, actor: &ActorKey) -> Option<u32> {
        self.by_actor.get(actor).copied()
    }

    /// The number for what an actor signs next who has seen this; the next free one where it has
    /// none yet, or forks its chain.
    pub fn number_for(&self, actor: &ActorKey, clock: &Clock) -> u32 {
        let fresh = self.actors.len() as u32;
        let Some(number) = self.find_actor(actor) else { return fresh };
        let (number, before) = match self.last_seen(actor, clock) {
            Some(last) => (self.node(last).actor, Some(last)),
            None => (number, None),
        };
        if self.chain(number).last().copied() == before { number } else { fresh }
    }

    /// The changes of a number in their order. The first has sequence number 1, but for a branch.
    pub fn chain(&self, actor: u32) -> &[u32] {
        &self.chains[actor as usize]
    }

    /// Where branches leave the chains of their actors.
    pub fn forks(&self) -> &Forks {
        &self.forks
    }

    /// The change that holds this operation.
    pub fn find_op(&self, actor: u32, counter: u64) -> Option<u32> {
        let chain = self.chains.get(actor as usize)?;
        let after = chain.partition_point(|number| self.node(*number).start_op <= counter);
        let number = *chain.get(after.checked_sub(1)?)?;
        let node = self.node(number);
        (counter < node.start_op + node.ops).then_some(number)
    }

    pub fn heads(&self) -> &Set<u32> {
        &self.heads
    }

    /// Hashes of these changes, ascending.
    pub fn hashes<'a>(&self, numbers: impl IntoIterator<Item = &'a u32>) -> Vec<ChangeHash> {
        let mut hashes: Vec<_> =
            numbers.into_iter().map(|number| self.node(*number).hash).collect();
        ordered::sort(&mut hashes);
        hashes
    }

    /// The highest counter of an operation in these changes, so that 1 more is free after them.
    pub fn max_op(&self, numbers: &[u32]) -> u64 {
        let last = |number: &u32| self.node(*number).start_op + self.node(*number).ops - 1;
        numbers.iter().map(last).max().unwrap_or(0)
    }

    /// The latest time that any of these changes claims.
    pub fn newest_seconds(&self, numbers: &[u32]) -> u64 {
        numbers.iter().map(|number| self.node(*number).at_seconds).max().unwrap_or(0)
    }

    /// What is seen by a change with these parents.
    pub fn clock(&self, parents: &[u32]) -> Clock {
        self.walk(parents).0
    }

    fn walk(&self, parents: &[u32]) -> (Clock, usize) {
        let mut clock = Clock::new();
        let mut see = |actor: u32, seq: u64| {
            let last = clock.entry(actor).or_insert(0);
            *last = seq.max(*last);
        };
        let mut seen = BTreeSet::new();
        let mut open: Vec<u32> = parents.to_vec();
        while let Some(number) = open.pop() {
            if !seen.insert(number) {
                continue;
            }
            let node = self.node(number);
            match &node.clock {
                Some(known) => known.iter().for_each(|(actor, seq)| see(*actor, *seq)),
                None => {
                    see(node.actor, node.seq);
                    open.extend(&node.deps);
                }
            }
        }
        (clock, seen.len())
    }

    /// Whether the change of this number is among what `clock` has seen.
    pub fn sees(&self, clock: &Clock, number: u32) -> bool {
        let node = self.node(number);
        clock.get(&node.actor).is_some_and(|last| *last >= node.seq)
    }

    /// Adds a change whose parents are here and whose sequence number is the next of its actor.
    pub fn push(&mut self, new: NewNode) -> u32 {
        let number = self.len();
        let (mut clock, walked) = self.walk(&new.deps);
        let actor = self.number_for(&new.actor, &clock);
        if actor as usize == self.actors.len() {
            self.begin(actor, &new, &clock);
        }
        clock.insert(actor, new.seq);
        for parent in &new.deps {
            self.heads.remove(parent);
        }
        self.heads.insert(number);
        self.by_hash.insert(new.hash, number);
        self.chains[actor as usize].push(number);
        self.nodes.push(Node {
            hash: new.hash,
            actor,
            seq: new.seq,
            start_op: new.start_op,
            ops: new.content.ops(),
            at_seconds: new.at_seconds,
            deps: new.deps,
            content: Some(new.content),
            said: new.said,
            standing: new.standing,
            clock: (walked > limits::CLOCK_WALK_CHANGES).then_some(clock),
        });
        number
    }

    /// Begins the number of a new actor, or of a branch.
    fn begin(&mut self, number: u32, new: &NewNode, clock: &Clock) {
        if let Some(whole) = self.find_actor(&new.actor) {
            let last = self.last_seen(&new.actor, clock);
            let from = last.map_or(whole, |last| self.node(last).actor);
            self.forks.insert(new.actor, number, Fork { from, seq: new.seq });
        } else {
            self.by_actor.insert(new.actor, number);
        }
        self.actors.push(new.actor);
        self.chains.push(Vec::new());
    }

    /// These changes and all that they build on.
    pub fn ancestors(&self, of: impl IntoIterator<Item = u32>) -> BTreeSet<u32> {
        let mut seen = BTreeSet::new();
        let mut open: Vec<u32> = of.into_iter().collect();
        while let Some(number) = open.pop() {
            if seen.insert(number) {
                open.extend(&self.node(number).deps);
            }
        }
        seen
    }

    /// A change apart from this graph. Not for genesis.
    pub fn draft(&self, node: &Node) -> Draft {
        let content = node.content.as_ref().expect("genesis is never given out");
        let (actors, content) = match &node.said {
            Some(said) => (**said).clone(),
            None => content.apart(node.actor, |actor| *self.actor(actor)),
        };
        Draft {
            actors,
            seq: node.seq,
            start_op: node.start_op,
            at_seconds: node.at_seconds,
            deps: self.hashes(&node.deps),
            content,
        }
    }

    /// Forgets the changes from this number on.
    pub fn truncate(&mut self, len: u32) {
        for node in self.nodes.drain(len as usize..) {
            self.by_hash.remove(&node.hash);
        }
        for chain in &mut self.chains {
            chain.retain(|number| *number < len);
        }
        while self.chains.last().is_some_and(Vec::is_empty) {
            self.chains.pop();
            let number = self.actors.len() as u32 - 1;
            let actor = self.actors.pop().expect("as many as chains");
            if !self.forks.remove(&actor, number) {
                self.by_actor.remove(&actor);
            }
        }
        let mut parents = BTreeSet::new();
        parents.extend(self.nodes.iter().flat_map(|node| &node.deps).copied());
        self.heads.clear();
        self.heads.extend((0..len).filter(|number| !parents.contains(number)));
    }

    /// A linear order of the changes that respects causality and is the same on every replica that
    /// has the same changes: claimed time and first counter never fall from parent to child, and
    /// the counter always rises.
    pub fn in_order(&self) -> Vec<u32> {
        let mut numbers: Vec<u32> = (1..self.len()).collect();
        ordered::sort_by_key(&mut numbers, |number| {
            let node = self.node(*number);
            (node.at_seconds, node.start_op, node.hash)
        });
        numbers
    }
}
