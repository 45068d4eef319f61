//! What this device writes -> changes of its own, unvouched until their signature comes. May touch
//! automerge. Invariant: a change builds on all that the document has, or on as many heads as others
//! take.

use automerge::{PatchLog, ReadDoc as _};

use super::branches::{Names, View};
use super::content::{Content, OpRef};
use super::graph::{NewNode, Standing};
use super::schema::{self, Draft, Schema};
use super::{Patch, Replica};
use crate::clock::Timestamp;
use crate::id::{ChangeHash, CommandId};
use crate::limits;
use crate::message::command::{PageField, Splice};
use crate::ordered;

/// A write that was not made; the document is as before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// This document has no such thing: a talk has no text.
    #[error("this document holds facts only")]
    FactsOnly,
    /// Over a limit of `limits`.
    #[error("too large: {0}")]
    TooLarge(&'static str),
    /// A splice reaches beyond the text, or into the middle of a character.
    #[error("a splice does not fit the text")]
    BadSplice,
    /// The text at heads that this document does not have.
    #[error("no such moment in the history")]
    UnknownHeads,
    /// Two changes of this device for one place are here: others take nothing more of it.
    #[error("this device signed two changes for one place")]
    TwoInOnePlace,
    /// So much was written without a signature that it could not be sent at once.
    #[error("too much waits for its signature")]
    TooMuchUnsigned,
}

/// A change that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Its hash.
    pub change: ChangeHash,
    /// What it changed.
    pub patches: Vec<Patch>,
}

impl Replica {
    /// Writes a fact; `None` if there is one of this id already.
    pub fn put_fact(
        &mut self,
        id: CommandId,
        json: &str,
        at: Timestamp,
    ) -> Result<Option<Written>, WriteError> {
        if !self.index.fact(&id).is_empty() {
            return Ok(None);
        }
        let content = Content::Fact { id, json: json.to_owned() };
        self.write(content, at).map(Some)
    }

    /// Writes a field of a page in the place of all its present values; `None` if it has this value
    /// and no other.
    pub fn set_field(
        &mut self,
        field: PageField,
        value: &str,
        at: Timestamp,
    ) -> Result<Option<Written>, WriteError> {
        if self.schema == Schema::Facts {
            return Err(WriteError::FactsOnly);
        }
        let present = self.field_ops(field);
        if matches!(&present[..], [(only, _, _)] if only == value) {
            return Ok(None);
        }
        self.put_field(field, value, &present, at).map(Some)
    }

    /// Puts a field in the place of those of its present values that the change builds on.
    fn put_field(
        &mut self,
        field: PageField,
        value: &str,
        present: &[(String, super::ActorKey, u64)],
        at: Timestamp,
    ) -> Result<Written, WriteError> {
        let clock = self.graph.clock(&self.parents());
        let (mut all, mut seen) = (Names::default(), Names::default());
        let mut puts: Vec<_> = present
            .iter()
            .filter_map(|(_, actor, counter)| {
                let (actor, _) = self.graph.resolve(actor, *counter, (&mut all, View::All))?;
                let put = self.graph.find_op(actor, *counter)?;
                let op = OpRef { counter: *counter, actor };
                let sees = self.graph.sees(&clock, put);
                sees.then(|| (seen.of(&self.graph, put, View::Seen(&clock)).0, op))
            })
            .collect();
        ordered::sort_by_key(&mut puts, |(name, op)| (op.counter, *name));
        let mut replaces: Vec<_> = puts.into_iter().map(|(_, op)| op).collect();
        replaces.truncate(limits::FIELD_REPLACED_MAX);
        let content = Content::Field { field, value: value.to_owned(), replaces };
        self.write(content, at)
    }

    /// What the next change builds on: all heads, or as many as others take. Somebody may have
    /// made more on purpose; each change then brings some of them together.
    fn parents(&self) -> Vec<u32> {
        let heads = self.graph.heads();
        let mut parents: Vec<u32> = heads.iter().take(limits::WRITE_PARENTS_MAX).copied().collect();
        let me = self.graph.find_actor(&self.actor);
        if let Some(last) = me.and_then(|me| self.graph.chain(me).last())
            && parents.len() < heads.len()
            && !self.graph.sees(&self.graph.clock(&parents), *last)
        {
            // A chain of one author has no gaps.
            let own =
                heads.iter().find(|head| self.graph.sees(&self.graph.clock(&[**head]), *last));
            parents.truncate(limits::WRITE_PARENTS_MAX - 1);
            parents.extend(own);
        }
        parents
    }

    /// Whether an edit would build on more than others take.
    pub(super) fn has_too_many_heads(&self) -> bool {
        self.graph.heads().len() > limits::WRITE_PARENTS_MAX
    }

    /// Brings heads together until an edit, which builds on all of them, would be taken by others.
    pub(super) fn join_heads(&mut self, at: Timestamp) -> Result<(), WriteError> {
        while self.has_too_many_heads() {
            let title = self.field_ops(PageField::Title);
            let value = title.first().map(|(value, ..)| value.clone()).unwrap_or_default();
            self.put_field(PageField::Title, &value, &title, at)?;
        }
        Ok(())
    }

    /// Makes a change of this content (actors are numbers of the graph) and applies it.
    pub(super) fn write(&mut self, content: Content, at: Timestamp) -> Result<Written, WriteError> {
        self.may_write(&content)?;
        let deps = self.parents();
        let clock = self.graph.clock(&deps);
        let me = self.graph.find_actor(&self.actor);
        let author = (self.actor, self.graph.number_for(&self.actor, &clock));
        let start_op = self.graph.max_op(&deps) + 1;
        let mut names = Names::default();
        let name = |number: u32| names.of(&self.graph, number, View::Seen(&clock)).0;
        let (actors, draft_content) = self.graph.named(&content, author, start_op, name);
        let draft = Draft {
            actors,
            seq: me.map_or(0, |me| self.graph.chain(me).len() as u64) + 1,
            start_op,
            at_seconds: self.claimed_seconds(at),
            deps: self.graph.hashes(&deps),
            content: draft_content,
        };
        let change = draft.compose();
        let hash = schema::from_automerge(&change.hash());
        let number = self.note(hash, draft, content);
        let change = self.render(number, |_| change);
        self.doc.apply_changes([change]).expect("our own change builds on what is there");
        debug_assert_eq!(self.heads(), self.automerge_heads());
        Ok(Written { change: hash, patches: self.patches(number..number + 1, Vec::new()) })
    }

    /// Time never runs backwards along a chain of causes (CLK-1).
    fn claimed_seconds(&self, at: Timestamp) -> u64 {
        let heads: Vec<u32> = self.graph.heads().iter().copied().collect();
        let now = (at.0 / 1000).min(limits::CLAIMED_TIME_MAX_S);
        now.max(self.graph.newest_seconds(&heads))
    }

    pub(super) fn may_write(&self, content: &Content) -> Result<(), WriteError> {
        if let Some(reason) = content.oversize() {
            return Err(WriteError::TooLarge(reason));
        }
        self.may_add(content.ops(), content.weight())
    }

    /// What waits for its signature is sent in one batch, which has to be within the limits.
    fn may_add(&self, ops: u64, weight: usize) -> Result<(), WriteError> {
        if self.is_cut_off() {
            return Err(WriteError::TwoInOnePlace);
        }
        // A sixteenth is kept free for the authors that edits refer to.
        let bytes_max = limits::BATCH_BYTES_MAX / 16 * 15;
        if weight > bytes_max {
            return Err(WriteError::TooLarge("change-too-long"));
        }
        let chain = self.graph.find_actor(&self.actor).map_or(&[][..], |me| self.graph.chain(me));
        let (mut ops, mut weight) = (ops, weight);
        for number in chain.iter().rev() {
            let node = self.graph.node(*number);
            if node.standing != Standing::Unvouched {
                break;
            }
            ops += node.ops;
            weight += super::give::size(node);
        }
        if ops > limits::BATCH_OPS_MAX || weight > bytes_max {
            return Err(WriteError::TooMuchUnsigned);
        }
        Ok(())
    }

    /// Notes a change that automerge has, or is about to get.
    fn note(&mut self, hash: ChangeHash, draft: Draft, content: Content) -> u32 {
        let parents = draft.deps.iter().map(|hash| self.graph.find(hash));
        let deps = parents.collect::<Option<Vec<u32>>>().expect("we write on top of what is there");
        let me = self.graph.number_for(&self.actor, &self.graph.clock(&deps));
        let said = self.graph.said(&draft, &content, me);
        let number = self.graph.push(NewNode {
            hash,
            actor: self.actor,
            seq: draft.seq,
            start_op: draft.start_op,
            at_seconds: draft.at_seconds,
            deps,
            content,
            said,
            standing: Standing::Unvouched,
        });
        self.index.insert(number, self.graph.node(number));
        number
    }

    /// What automerge reports of its text, as splices.
    pub(super) fn text_splices(&self, log: &mut PatchLog) -> Vec<Splice> {
        let text = schema::text_object();
        let mut splices = Vec::new();
        if self.schema == Schema::Facts {
            return splices;
        }
        for patch in self.doc.make_patches(log) {
            if patch.obj != text {
                continue;
            }
            let at = |index: usize| u32::try_from(index).expect("texts are far below 4 GiB");
            match patch.action {
                automerge::PatchAction::SpliceText { index, value, .. } => {
                    let insert = value.make_string();
                    splices.push(Splice { at: at(index), delete: 0, insert });
                }
                automerge::PatchAction::DeleteSeq { index, length } => {
                    let insert = String::new();
                    splices.push(Splice { at: at(index), delete: at(length), insert });
                }
                automerge::PatchAction::PutMap { .. }
                | automerge::PatchAction::PutSeq { .. }
                | automerge::PatchAction::Insert { .. }
                | automerge::PatchAction::Increment { .. }
                | automerge::PatchAction::Conflict { .. }
                | automerge::PatchAction::DeleteMap { .. }
                | automerge::PatchAction::Mark { .. } => {}
            }
        }
        splices
    }

    pub(super) fn automerge_heads(&self) -> Vec<ChangeHash> {
        let heads = self.doc.get_heads();
        let mut heads: Vec<_> = heads.iter().map(|hash| self.of_automerge(hash)).collect();
        ordered::sort(&mut heads);
        heads
    }

    /// The values of a field as automerge holds them, the one that counts first, with author and
    /// counter of the operation that put each.
    pub(super) fn field_ops(&self, field: PageField) -> Vec<(String, super::ActorKey, u64)> {
        if self.schema == Schema::Facts {
            return Vec::new();
        }
        let values = self.doc.get_all(schema::fields_object(), field.key()).unwrap_or_default();
        let value = |(value, id): (automerge::Value<'_>, automerge::ObjId)| match id {
            automerge::ObjId::Id(counter, actor, _) => {
                Some((value.as_str()?.to_owned(), schema::read_actor(&actor)?, counter))
            }
            automerge::ObjId::Root => None,
        };
        values.into_iter().rev().filter_map(value).collect()
    }
}
