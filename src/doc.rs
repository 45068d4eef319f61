//! Facts and drafts <-> Automerge: one `Replica` is one document. The only room that may touch
//! automerge. Invariant: automerge sees a change only after it was rebuilt from plain data, vouched
//! for by its author's key, checked against the schema and its ancestors, and let in by the gate.

mod admit;
mod branches;
mod check;
mod content;
mod edit;
mod give;
mod graph;
mod history;
mod index;
mod knows;
mod proof;
mod read;
mod render;
mod schema;
mod waiting;
mod wire;
mod write;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use automerge::Automerge;

pub use admit::{Admission, Gate, RefusedChange, Verdict, Vetted};
pub use branches::Equivocation;
pub use content::ActorKey;
pub use history::Stretch;
pub use knows::{from_stored, to_stored};
pub use proof::proved;
pub use read::FactEntry;
pub use wire::{DecodeError, SignedChanges};
pub use write::{WriteError, Written};

use crate::clock::Timestamp;
use crate::id::{ChangeHash, CommandId, CommunityId, DeviceKey, DocumentId};
use crate::limits;
use crate::message::command::{PageField, Splice};
use crate::sign::SignatureError;
use graph::Graph;
use index::Index;
use render::Rendered;
use schema::Schema;
use waiting::Waiting;

/// One document as this device has it, with the signatures that vouch for its changes.
#[derive(Debug, Clone)]
pub struct Replica {
    document: DocumentId,
    community: CommunityId,
    schema: Schema,
    /// Who writes here.
    actor: ActorKey,
    doc: Automerge,
    rendered: Rendered,
    graph: Graph,
    index: Index,
    waiting: Waiting,
    /// Changes that are here while the one whose signature vouches for them waits for its parents:
    /// nobody can be shown them yet.
    unproved: BTreeSet<u32>,
}

/// What changed in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Patch {
    /// A fact was put. The same id comes twice only if somebody took another's; both are there.
    Fact { id: CommandId, json: String, change: ChangeHash, device: DeviceKey, at: Timestamp },
    /// The text changed; the splices apply one after another.
    Spliced(Vec<Splice>),
    /// A field changed: its values, the one that counts first, then those written at the same time.
    Field { field: PageField, values: Vec<(String, DeviceKey)> },
}

/// A signature that cannot vouch for changes of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VouchError {
    /// The change is not one that this replica wrote.
    #[error("not a change of ours")]
    NotOurs,
    /// It was not made by our key over the message of this tip.
    #[error(transparent)]
    Signature(#[from] SignatureError),
}

impl Replica {
    /// An empty document, in which `actor` will write. The actor's session must be new, so that
    /// no chain of changes is ever continued from two states.
    pub fn new(document: DocumentId, community: CommunityId, actor: ActorKey) -> Self {
        let schema = Schema::of(&document);
        let genesis = schema.genesis();
        let graph = Graph::new(schema::from_automerge(&genesis.hash()), genesis.len() as u64);
        let doc = render::blank(schema, &actor);
        let (index, waiting) = (Index::default(), Waiting::default());
        let (unproved, rendered) = (BTreeSet::new(), Rendered::default());
        Self { document, community, schema, actor, doc, rendered, graph, index, waiting, unproved }
    }

    /// The same document, in which another writes from now on.
    pub fn handed_to(mut self, actor: ActorKey) -> Self {
        self.doc.set_actor(render::actor_id(&actor));
        self.actor = actor;
        self
    }

    /// The charter of a new community, whose founding change is this fact. The community's id is
    /// the hash of that change, which nobody has vouched for yet.
    pub fn found(
        actor: ActorKey,
        id: CommandId,
        json: &str,
        at: Timestamp,
    ) -> Option<(Self, Written)> {
        let nowhere = CommunityId([0; 32]);
        let mut charter = Self::new(DocumentId::Charter, nowhere, actor);
        let written = charter.put_fact(id, json, at).ok()??;
        charter.community = CommunityId(written.change.0);
        Some((charter, written))
    }

    /// Reads what `snapshot` made, here or elsewhere, by the same path as all other changes: every
    /// signature is verified, every change checked and shown to the gate.
    pub fn from_snapshot(
        document: DocumentId,
        community: CommunityId,
        bytes: &[u8],
        actor: ActorKey,
        gate: &mut dyn Gate,
    ) -> Result<(Self, Admission), DecodeError> {
        let mut replica = Self::new(document, community, actor);
        let mut all = Admission::default();
        let mut bytes = bytes;
        while let Some(part) = wire::split(&mut bytes)? {
            all.append(replica.admit(&part, gate));
        }
        Ok((replica, all))
    }

    /// Everything that is vouched for, for storage or a file.
    pub fn snapshot(&self) -> Vec<u8> {
        let mut given = BTreeSet::from([Graph::GENESIS]);
        wire::join(std::iter::from_fn(|| {
            let part = self.next_part(&given, limits::PART_BYTES, &wire::PART)?;
            given.extend(&part);
            Some(self.pack(&part))
        }))
    }

    /// The document as an Automerge file, for use in other tools. Nothing here reads it back.
    pub fn automerge_file(&self) -> Vec<u8> {
        self.doc.save()
    }

    /// Which document this is.
    pub fn document(&self) -> DocumentId {
        self.document
    }

    /// Which community's.
    pub fn community(&self) -> CommunityId {
        self.community
    }

    /// Who writes here.
    pub fn actor(&self) -> ActorKey {
        self.actor
    }
}
