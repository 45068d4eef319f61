//! Changes of others -> this document. May touch automerge, last of all. Invariant: a change that
//! is refused, held or waiting has left no trace in the document.

use std::collections::{BTreeMap, BTreeSet};

use automerge::Change;

use super::check::{Code, Ground};
use super::content::{ActorKey, Content};
use super::graph::{Graph, NewNode, Standing};
use super::schema::{self, Draft};
use super::waiting::Waiter;
use super::wire::SignedChanges;
use super::{Patch, Replica};
use crate::clock::Timestamp;
use crate::id::{ChangeHash, CommandId, DeviceKey, DocumentId, Signature};
use crate::sign;

/// A change on its way in: its author vouched for it and its form is right.
#[derive(Debug)]
pub struct Vetted<'a> {
    /// The document it is for.
    pub document: DocumentId,
    /// Its hash.
    pub hash: ChangeHash,
    /// Its author.
    pub device: DeviceKey,
    /// When the author says it was made, in seconds.
    pub at_seconds: u64,
    /// Its parents, all of them in the document.
    pub deps: &'a [ChangeHash],
    /// The facts in it.
    pub facts: &'a [(CommandId, String)],
}

/// Whether a change may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Yes.
    Admit,
    /// Never, as far as is known now.
    Refuse {
        /// A short name of the reason.
        code: &'static str,
    },
    /// Not before this time: neither applied nor passed on; asked again at every admission.
    Hold {
        /// When to ask again.
        until: Timestamp,
    },
}

/// Decides by the rules of the community; asked for each change, parents before children, before
/// any of the batch is applied, so that it can take note of what it let in.
pub trait Gate {
    /// The verdict on one change.
    fn vet(&mut self, change: &Vetted<'_>) -> Verdict;
}

/// A change that was not let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefusedChange {
    /// Its hash; that of the document's first change where it was refused with its whole batch.
    pub hash: ChangeHash,
    /// The device that it names as its author; it vouched for it unless `code` says otherwise.
    pub device: DeviceKey,
    /// A short name of the reason.
    pub code: &'static str,
}

/// What became of a batch, and of what had waited for it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Admission {
    /// Now part of the document, parents first.
    pub applied: Vec<ChangeHash>,
    /// What that changed.
    pub patches: Vec<Patch>,
    /// Not let in.
    pub refused: Vec<RefusedChange>,
    /// Parents that waiting changes lack and that are nowhere here.
    pub missing: Vec<ChangeHash>,
    /// Changes that wait for a time.
    pub held: Vec<(ChangeHash, Timestamp)>,
}

impl Admission {
    /// Adds what came of the batch that followed; what waits is as it was after that one.
    pub fn append(&mut self, next: Self) {
        self.applied.extend(next.applied);
        self.patches.extend(next.patches);
        self.refused.extend(next.refused);
        self.missing = next.missing;
        self.held = next.held;
    }
}

enum Judgement {
    Waits(Vec<ChangeHash>),
    Refused(Code),
    Fits { deps: Vec<u32>, content: Content },
}

impl Replica {
    /// Takes in what can be taken of a batch, and of what waited for it.
    pub fn admit(&mut self, incoming: &SignedChanges, gate: &mut dyn Gate) -> Admission {
        let mut admission = Admission::default();
        self.enqueue(incoming, &mut admission);
        self.settle(gate, &mut admission);
        admission
    }

    /// Asks again for changes that wait: time has passed, or the gate knows more.
    pub fn retry(&mut self, gate: &mut dyn Gate) -> Admission {
        let mut admission = Admission::default();
        self.settle(gate, &mut admission);
        admission
    }

    /// Puts all that is vouched for among the waiting.
    fn enqueue(&mut self, incoming: &SignedChanges, admission: &mut Admission) {
        let genesis = self.graph.node(Graph::GENESIS).hash;
        // Before anything is put together: a few bytes of text edits are much work.
        if let Some(device) = incoming.stranger_to(self.schema) {
            let (hash, code) = (genesis, "only-facts-here");
            return admission.refused.push(RefusedChange { hash, device, code });
        }
        let mut hashes = Vec::with_capacity(incoming.len());
        let mut drafts: Vec<(Draft, Change)> = Vec::with_capacity(incoming.len());
        for index in 0..incoming.len() {
            let draft = incoming.draft(index, genesis, &hashes);
            let change = draft.compose();
            hashes.push(schema::from_automerge(&change.hash()));
            drafts.push((draft, change));
        }
        let mut signatures = BTreeMap::new();
        for tip in &incoming.tips {
            let index = tip.change as usize;
            let (hash, device) = (hashes[index], drafts[index].0.actor().device());
            let message = sign::tip_message(&self.community, &self.document, &hash);
            match sign::verify(&device, &message, &tip.signature) {
                Ok(()) => {
                    signatures.insert(index, tip.signature);
                }
                Err(_) => {
                    admission.refused.push(RefusedChange { hash, device, code: "bad-signature" });
                }
            }
        }
        let vouched = vouched(&drafts, &hashes, &signatures);
        for (index, (draft, change)) in drafts.into_iter().enumerate() {
            let (hash, device) = (hashes[index], draft.actor().device());
            let signature = signatures.get(&index).copied();
            if let Some(number) = self.graph.find(&hash) {
                self.keep_signature(number, signature);
            } else if let Some(waiter) = self.waiting.get_mut(&hash) {
                waiter.signature = waiter.signature.or(signature);
            } else if vouched.contains(&index) {
                let waiter = Waiter { draft, change, signature, held_until: None };
                self.waiting.insert(hash, waiter);
            } else {
                admission.refused.push(RefusedChange { hash, device, code: "unvouched" });
            }
        }
    }

    fn keep_signature(&mut self, number: u32, signature: Option<Signature>) {
        let node = self.graph.node_mut(number);
        match (node.standing, signature) {
            (Standing::Vouched | Standing::Unvouched, Some(signature)) => {
                node.standing = Standing::Signed(signature);
            }
            (Standing::Signed(_), _) | (Standing::Vouched | Standing::Unvouched, None) => {}
        }
    }

    /// Judges all that wait, parents first, and applies what is let in.
    fn settle(&mut self, gate: &mut dyn Gate, admission: &mut Admission) {
        let first = self.graph.len();
        let mut changes = Vec::new();
        let mut missing = BTreeSet::new();
        for hash in self.waiting.hashes() {
            match self.judge(&hash) {
                Judgement::Waits(parents) => missing.extend(parents),
                Judgement::Refused(code) => self.refuse(hash, code, admission),
                Judgement::Fits { deps, content } => match self.ask(gate, &hash) {
                    Verdict::Admit => changes.extend(self.stage(&hash, deps, content)),
                    Verdict::Refuse { code } => self.refuse(hash, code, admission),
                    Verdict::Hold { until } => {
                        if let Some(waiter) = self.waiting.get_mut(&hash) {
                            waiter.held_until = Some(until);
                        }
                    }
                },
            }
        }
        self.apply(first, changes, admission);
        for (hash, device) in self.waiting.shrink() {
            admission.refused.push(RefusedChange { hash, device, code: "too-many-wait" });
        }
        admission.missing = missing.into_iter().collect();
        let held = |(hash, waiter): (&ChangeHash, &Waiter)| Some((*hash, waiter.held_until?));
        admission.held = self.waiting.iter().filter_map(held).collect();
    }

    fn judge(&self, hash: &ChangeHash) -> Judgement {
        let Some(waiter) = self.waiting.get(hash) else { return Judgement::Waits(Vec::new()) };
        let draft = &waiter.draft;
        let (mut deps, mut missing) = (Vec::new(), Vec::new());
        let mut waits = false;
        for parent in &draft.deps {
            match self.graph.find(parent) {
                Some(number) => deps.push(number),
                None if self.waiting.is_refused(parent) => {
                    return Judgement::Refused("builds-on-what-was-refused");
                }
                None if self.waiting.contains(parent) => waits = true,
                None => missing.push(*parent),
            }
        }
        if waits || !missing.is_empty() {
            return Judgement::Waits(missing);
        }
        let ground = Ground { schema: self.schema, graph: &self.graph, index: &self.index };
        match ground.check(draft, &deps) {
            Ok(content) => Judgement::Fits { deps, content },
            Err(code) => Judgement::Refused(code),
        }
    }

    fn ask(&self, gate: &mut dyn Gate, hash: &ChangeHash) -> Verdict {
        let draft = &self.waiting.get(hash).expect("just judged").draft;
        let facts = match &draft.content {
            Content::Fact { id, json } => vec![(*id, json.clone())],
            Content::Field { .. } | Content::Text(_) => Vec::new(),
        };
        gate.vet(&Vetted {
            document: self.document,
            hash: *hash,
            device: draft.actor().device(),
            at_seconds: draft.at_seconds,
            deps: &draft.deps,
            facts: &facts,
        })
    }

    fn refuse(&mut self, hash: ChangeHash, code: Code, admission: &mut Admission) {
        if let Some(waiter) = self.waiting.remove(&hash) {
            let device = waiter.draft.actor().device();
            self.waiting.refuse(hash);
            admission.refused.push(RefusedChange { hash, device, code });
        }
    }

    fn stage(&mut self, hash: &ChangeHash, deps: Vec<u32>, content: Content) -> Option<Change> {
        let waiter = self.waiting.remove(hash)?;
        self.waiting.forgive(hash);
        let draft = &waiter.draft;
        let me = self.graph.number_for(draft.actor(), &self.graph.clock(&deps));
        let said = self.graph.said(draft, &content, me);
        let number = self.graph.push(NewNode {
            hash: *hash,
            actor: *draft.actor(),
            seq: draft.seq,
            start_op: draft.start_op,
            at_seconds: draft.at_seconds,
            deps,
            content,
            said,
            standing: waiter.signature.map_or(Standing::Vouched, Standing::Signed),
        });
        self.index.insert(number, self.graph.node(number));
        Some(waiter.change)
    }

    /// Hands the changes from `first` on to automerge, all at once.
    fn apply(&mut self, first: u32, changes: Vec<Change>, admission: &mut Admission) {
        if changes.is_empty() {
            return;
        }
        let merged = self.merge(first, changes);
        let numbers = first..self.graph.len();
        let Ok(patches) = merged else {
            for number in numbers {
                let node = self.graph.node(number);
                let (hash, device) = (node.hash, self.graph.device(node));
                self.waiting.refuse(hash);
                let code = "automerge-refuses";
                admission.refused.push(RefusedChange { hash, device, code });
            }
            self.index.truncate(first);
            self.graph.truncate(first);
            return;
        };
        debug_assert_eq!(self.heads(), self.automerge_heads());
        admission.applied = numbers.map(|number| self.graph.node(number).hash).collect();
        admission.patches = patches;
    }
}

/// Which changes of a batch are vouched for: those of a signed tip's own author among the tip and
/// its ancestors, as far as the batch shows them.
fn vouched(
    drafts: &[(Draft, Change)],
    hashes: &[ChangeHash],
    signatures: &BTreeMap<usize, Signature>,
) -> BTreeSet<usize> {
    let mut places: BTreeMap<&ChangeHash, usize> = BTreeMap::new();
    places.extend(hashes.iter().enumerate().map(|(index, hash)| (hash, index)));
    // An earlier tip of an actor is an ancestor of its later one but where its chain is forked: the
    // walk from one goes no further than those from the ones before it.
    let mut seen: BTreeSet<(&ActorKey, usize)> = BTreeSet::new();
    let mut vouched = BTreeSet::new();
    for tip in signatures.keys().rev() {
        let actor = drafts[*tip].0.actor();
        let mut open = vec![*tip];
        while let Some(index) = open.pop() {
            if seen.insert((actor, index)) {
                let draft = &drafts[index].0;
                if draft.actor() == actor {
                    vouched.insert(index);
                }
                open.extend(draft.deps.iter().filter_map(|parent| places.get(parent)));
            }
        }
    }
    vouched
}
