//! Which objects a document has, and how a checked change becomes an Automerge change. Touches
//! automerge. Invariant: automerge is only ever given changes that were encoded here,
//! never bytes from outside.

use std::num::NonZeroU64;

use automerge::legacy::{ElementId, Key, ObjectId, Op, OpId, OpType};
use automerge::{ActorId, Change, ExpandedChange, ObjId, ObjType, ScalarValue};

use super::content::{ActorKey, Content, OpRef, Run};
use crate::id::{ChangeHash, DocumentId};

/// The author of the genesis change; no device has a key of one byte.
const GENESIS_ACTOR: [u8; 1] = [0];
const FACTS_OP: u64 = 1;
const FIELDS_OP: u64 = 2;
const TEXT_OP: u64 = 3;

/// What a document is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Schema {
    /// Facts alone: the charter, talk, motions, the ledger, the calendar.
    Facts,
    /// Facts, fields and a text.
    Page,
}

impl Schema {
    pub fn of(document: &DocumentId) -> Self {
        match document {
            DocumentId::Charter
            | DocumentId::Talk { .. }
            | DocumentId::Motion(_)
            | DocumentId::Ledger { .. }
            | DocumentId::Calendar { .. } => Self::Facts,
            DocumentId::Page(_) => Self::Page,
        }
    }

    /// The first change, the same on every replica; it makes the objects and is never sent.
    pub fn genesis(self) -> Change {
        let make = |name: &str, kind| Op {
            action: OpType::Make(kind),
            obj: ObjectId::Root,
            key: Key::Map(name.into()),
            pred: Vec::new().into(),
            insert: false,
        };
        let mut operations = vec![make("facts", ObjType::Map)];
        match self {
            Self::Facts => {}
            Self::Page => {
                operations.push(make("fields", ObjType::Map));
                operations.push(make("text", ObjType::Text));
            }
        }
        Change::from(ExpandedChange {
            operations,
            actor_id: ActorId::from(GENESIS_ACTOR),
            hash: None,
            seq: 1,
            start_op: NonZeroU64::MIN,
            time: 0,
            message: None,
            deps: Vec::new(),
            extra_bytes: Vec::new(),
            author: None,
        })
    }
}

fn genesis_op(counter: u64) -> OpId {
    OpId::new(counter, &ActorId::from(GENESIS_ACTOR))
}

/// The object of the fields, as automerge names it.
pub(super) fn fields_object() -> ObjId {
    ObjId::Id(FIELDS_OP, ActorId::from(GENESIS_ACTOR), 0)
}

/// The object of the text, as automerge names it.
pub(super) fn text_object() -> ObjId {
    ObjId::Id(TEXT_OP, ActorId::from(GENESIS_ACTOR), 0)
}

/// One change, apart from any document; `content` names actors by their index in `actors`, whose
/// first is the author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    pub actors: Vec<ActorKey>,
    pub seq: u64,
    pub start_op: u64,
    pub at_seconds: u64,
    /// Ascending.
    pub deps: Vec<ChangeHash>,
    pub content: Content,
}

impl Draft {
    pub fn actor(&self) -> &ActorKey {
        &self.actors[0]
    }

    /// The one Automerge change that this is. The draft is within all limits that do not depend
    /// on a document.
    pub fn compose(&self) -> Change {
        let ids: Vec<ActorId> =
            self.actors.iter().map(|actor| ActorId::from(actor.to_bytes())).collect();
        let op_id = |op: &OpRef| OpId::new(op.counter, &ids[op.actor as usize]);
        let put = |obj, key: &str, value: &str, pred: Vec<OpId>| Op {
            action: OpType::Put(ScalarValue::Str(value.into())),
            obj: ObjectId::Id(genesis_op(obj)),
            key: Key::Map(key.into()),
            pred: pred.into(),
            insert: false,
        };
        let operations = match &self.content {
            Content::Fact { id, json } => vec![put(FACTS_OP, &id.to_string(), json, Vec::new())],
            Content::Field { field, value, replaces } => {
                let replaces = replaces.iter().map(op_id).collect();
                vec![put(FIELDS_OP, field.key(), value, replaces)]
            }
            Content::Text(runs) => text_operations(runs, &ids, self.start_op),
        };
        Change::from(ExpandedChange {
            operations,
            actor_id: ids[0].clone(),
            hash: None,
            seq: self.seq,
            start_op: NonZeroU64::new(self.start_op).unwrap_or(NonZeroU64::MIN),
            time: i64::try_from(self.at_seconds).unwrap_or(i64::MAX),
            message: None,
            deps: self.deps.iter().map(to_automerge).collect(),
            extra_bytes: Vec::new(),
            author: None,
        })
    }
}

fn text_operations(runs: &[Run], ids: &[ActorId], start_op: u64) -> Vec<Op> {
    let text = ObjectId::Id(genesis_op(TEXT_OP));
    let mut operations = Vec::new();
    for run in runs {
        match run {
            Run::Insert { after, text: inserted } => {
                let mut element = match after {
                    None => ElementId::Head,
                    Some(op) => ElementId::Id(OpId::new(op.counter, &ids[op.actor as usize])),
                };
                for character in inserted.chars() {
                    let id = OpId::new(start_op + operations.len() as u64, &ids[0]);
                    operations.push(Op {
                        action: OpType::Put(ScalarValue::from(character)),
                        obj: text.clone(),
                        key: Key::Seq(std::mem::replace(&mut element, ElementId::Id(id))),
                        pred: Vec::new().into(),
                        insert: true,
                    });
                }
            }
            Run::Delete { first, count } => {
                for counter in first.counter..first.counter + u64::from(*count) {
                    let element = OpId::new(counter, &ids[first.actor as usize]);
                    operations.push(Op {
                        action: OpType::Delete,
                        obj: text.clone(),
                        key: Key::Seq(ElementId::Id(element.clone())),
                        pred: vec![element].into(),
                        insert: false,
                    });
                }
            }
        }
    }
    operations
}

/// A device's actor; `None` for genesis.
pub(super) fn read_actor(actor: &ActorId) -> Option<ActorKey> {
    ActorKey::from_bytes(actor.to_bytes())
}

pub(super) fn to_automerge(hash: &ChangeHash) -> automerge::ChangeHash {
    automerge::ChangeHash(hash.0)
}

pub(super) fn from_automerge(hash: &automerge::ChangeHash) -> ChangeHash {
    ChangeHash(hash.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn genesis_never_changes() {
        // Every document ever made hangs on these two hashes.
        let facts = from_automerge(&Schema::Facts.genesis().hash()).to_string();
        let page = from_automerge(&Schema::Page.genesis().hash()).to_string();
        assert_eq!(facts, "efyGYvvqSBo-Fw_ov-AukA56T8vpCqlRCyuWJzSDQsE");
        assert_eq!(page, "iXN78h1w-ueMzd2s0-ia_pVNLPFryMkiPIT_BRNz9pg");
    }
}
