//! The changes of a document -> what automerge is given of them. May touch automerge. Invariant:
//! automerge has every change. It cannot hold two by one author in one place: all branches of a
//! forked chain but one are given to it under names of their own, and what builds on these with the
//! hashes that follow from that. It depends on the changes alone, so every replica merges texts
//! alike.

use std::collections::BTreeMap;

use automerge::{ActorId, Automerge, AutomergeError, Change, PatchLog, TextEncoding};

use super::branches::{Names, View};
use super::content::ActorKey;
use super::graph::Graph;
use super::schema::{self, Draft, Schema};
use super::{Patch, Replica};
use crate::id::ChangeHash;
use crate::message::command::Splice;
use crate::ordered::{self, Map};

/// Changes that automerge has under another hash.
#[derive(Debug, Clone, Default)]
pub(super) struct Rendered {
    hashes: Map<u32, ChangeHash>,
    numbers: BTreeMap<ChangeHash, u32>,
    /// Of all that is here; branches go by other names once a lower hash comes.
    names: Names,
}

impl Rendered {
    pub fn insert(&mut self, number: u32, hash: ChangeHash) {
        self.hashes.insert(number, hash);
        self.numbers.insert(hash, number);
    }

    fn truncate(&mut self, len: u32) {
        self.hashes.retain(|number, _| *number < len);
        self.numbers.retain(|_, number| *number < len);
        self.names = Names::default();
    }
}

/// An author, as automerge names them.
pub(super) fn actor_id(actor: &ActorKey) -> ActorId {
    ActorId::from(actor.to_bytes())
}

/// A document of automerge in which nothing is written yet, and in which `actor` will write.
pub(super) fn blank(schema: Schema, actor: &ActorKey) -> Automerge {
    let id = actor_id(actor);
    let mut doc = Automerge::new_with_encoding(TextEncoding::Utf16CodeUnit).with_actor(id);
    doc.apply_changes([schema.genesis()]).expect("genesis applies to an empty document");
    doc
}

impl Replica {
    /// The hash under which automerge has a change.
    pub(super) fn automerge_hash(&self, number: u32) -> automerge::ChangeHash {
        let hash = self.rendered.hashes.get(&number);
        schema::to_automerge(hash.unwrap_or(&self.graph.node(number).hash))
    }

    /// The change that automerge has under a hash.
    pub(super) fn of_automerge(&self, hash: &automerge::ChangeHash) -> ChangeHash {
        let hash = schema::from_automerge(hash);
        let number = self.rendered.numbers.get(&hash);
        number.map_or(hash, |number| self.graph.node(*number).hash)
    }

    /// Whether automerge has each of these changes as it was signed.
    pub(super) fn are_as_signed(&self, numbers: &[u32]) -> bool {
        !numbers.iter().any(|number| self.rendered.hashes.contains_key(number))
    }

    /// A change as automerge is given it; `signed` is how it was signed.
    pub(super) fn render(&mut self, number: u32, signed: impl FnOnce(&Graph) -> Change) -> Change {
        let Self { graph, rendered, .. } = &mut *self;
        let (name, first) = rendered.names.of(graph, number, View::All);
        let node = self.graph.node(number);
        if name.branch.is_none() && self.are_as_signed(&node.deps) {
            return signed(&self.graph);
        }
        let content = node.content.as_ref().expect("genesis is never forked");
        let author = (name, node.actor);
        let names = &mut self.rendered.names;
        let name_of = |number: u32| names.of(&self.graph, number, View::All).0;
        let (actors, content) = self.graph.named(content, author, node.start_op, name_of);
        let deps = node.deps.iter().map(|parent| self.automerge_hash(*parent));
        let mut deps: Vec<ChangeHash> = deps.map(|hash| schema::from_automerge(&hash)).collect();
        ordered::sort(&mut deps);
        let seq = if name.branch.is_some() { node.seq + 1 - first } else { node.seq };
        let (start_op, at_seconds) = (node.start_op, node.at_seconds);
        let change = Draft { actors, seq, start_op, at_seconds, deps, content }.compose();
        self.rendered.insert(number, schema::from_automerge(&change.hash()));
        change
    }

    /// Hands the changes from `first` on, which are here as they were signed, on to automerge.
    pub(super) fn merge(
        &mut self,
        first: u32,
        changes: Vec<Change>,
    ) -> Result<Vec<Patch>, AutomergeError> {
        let numbers = first..self.graph.len();
        let forked = !self.graph.forks().is_empty();
        if forked && numbers.clone().any(|number| self.graph.displaces(number, first)) {
            return self.merge_again(first);
        }
        let mut log = PatchLog::active();
        let given = if forked {
            numbers
                .clone()
                .zip(changes)
                .map(|(number, change)| self.render(number, |_| change))
                .collect()
        } else {
            changes
        };
        if let Err(error) = self.doc.apply_changes_log_patches(given, &mut log) {
            self.rendered.truncate(first);
            return Err(error);
        }
        let splices = self.text_splices(&mut log);
        Ok(self.patches(numbers, splices))
    }

    /// Gives automerge everything anew: branches go by other names now.
    fn merge_again(&mut self, first: u32) -> Result<Vec<Patch>, AutomergeError> {
        let before = self.text();
        let rendered = std::mem::take(&mut self.rendered);
        let given: Vec<Change> = (1..self.graph.len())
            .map(|number| self.render(number, |graph| graph.draft(graph.node(number)).compose()))
            .collect();
        let mut doc = blank(self.schema, &self.actor);
        if let Err(error) = doc.apply_changes(given) {
            self.rendered = rendered;
            return Err(error);
        }
        self.doc = doc;
        let splices: Vec<Splice> = super::read::difference(&before, &self.text());
        let mut patches = self.patches(first..self.graph.len(), splices);
        patches.retain(|patch| !matches!(patch, Patch::Field { .. }));
        let fields = self.fields().into_iter();
        patches.extend(fields.map(|(field, values)| Patch::Field { field, values }));
        Ok(patches)
    }
}
