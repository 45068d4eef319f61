//! Devices, gates and exchanges for the tests of this room.

use super::super::content::Content;
use super::super::give::assemble;
use super::super::graph::Graph;
use super::super::schema::{self, Draft};
use super::super::*;
use crate::id::{PageId, Signature, ThreadId};
use crate::ordered;
use crate::sign::{SoftwareKey, tip_message};

pub const COMMUNITY: CommunityId = CommunityId([9; 32]);
pub const PAGE: DocumentId = DocumentId::Page(PageId([4; 16]));
pub const TALK: DocumentId = DocumentId::Talk { thread: ThreadId([5; 16]), part: 0 };
pub const NOON: Timestamp = Timestamp(1_800_000_000_000);

/// Lets everything in and counts what it saw.
#[derive(Default)]
pub struct OpenGate {
    pub asked: Vec<ChangeHash>,
}

impl Gate for OpenGate {
    fn vet(&mut self, change: &Vetted<'_>) -> Verdict {
        self.asked.push(change.hash);
        Verdict::Admit
    }
}

/// A device with its own replica.
pub struct Device {
    pub key: SoftwareKey,
    pub replica: Replica,
}

impl Device {
    pub fn new(seed: u8, document: DocumentId) -> Self {
        let key = SoftwareKey::from_seed(&[seed; 32]);
        let actor = ActorKey::new(&key.public(), [seed; 8]);
        Self { replica: Replica::new(document, COMMUNITY, actor), key }
    }

    /// Signs all that this device wrote.
    pub fn sign(&mut self) -> SignedChanges {
        match self.replica.unsigned_tip() {
            None => SignedChanges::default(),
            Some(tip) => {
                let message = tip_message(&COMMUNITY, &self.replica.document(), &tip);
                self.replica.vouch(&tip, self.key.sign(&message)).expect("our own tip")
            }
        }
    }

    pub fn post(&mut self, id: u8, text: &str) -> SignedChanges {
        let id = CommandId([id; 16]);
        self.replica.put_fact(id, text, NOON).expect("small").expect("new");
        self.sign()
    }

    pub fn splice(&mut self, at: u32, delete: u32, insert: &str) -> SignedChanges {
        let splice = Splice { at, delete, insert: insert.to_owned() };
        self.replica.splice_text(&[splice], NOON).expect("fits");
        self.sign()
    }

    /// Takes in a batch that went over the wire.
    pub fn take(&mut self, batch: &SignedChanges) -> Admission {
        let batch = SignedChanges::decode(&batch.encode()).expect("what we encode decodes");
        self.replica.admit(&batch, &mut OpenGate::default())
    }

    /// Takes all that the other has.
    pub fn pull(&mut self, other: &Device) -> Admission {
        match other.replica.changes_since(&self.replica.heads(), 1 << 16) {
            None => Admission::default(),
            Some(batch) => self.take(&batch),
        }
    }

    /// The draft that this device would write next, for tests that then spoil it.
    pub fn draft(&self, content: Content) -> Draft {
        let graph = &self.replica.graph;
        let heads: Vec<u32> = graph.heads().iter().copied().collect();
        let me = graph.find_actor(&self.replica.actor);
        Draft {
            actors: vec![self.replica.actor],
            seq: me.map_or(1, |me| graph.chain(me).len() as u64 + 1),
            start_op: graph.max_op(&heads) + 1,
            at_seconds: NOON.0 / 1000,
            deps: self.replica.heads(),
            content,
        }
    }

    /// These drafts, signed by this device whatever they are.
    pub fn sign_drafts(&self, drafts: &[Draft]) -> SignedChanges {
        let genesis = self.replica.graph.node(Graph::GENESIS).hash;
        let changes = drafts.iter().map(|draft| {
            let hash = schema::from_automerge(&draft.compose().hash());
            (hash, draft.clone(), Some(self.signature(&hash)))
        });
        assemble(genesis, changes)
    }

    /// The same, for a draft that may not be possible at all, with a signature that is none.
    pub fn spoilt(&self, draft: &Draft) -> SignedChanges {
        let genesis = self.replica.graph.node(Graph::GENESIS).hash;
        let hash = ChangeHash([0; 32]);
        assemble(genesis, [(hash, draft.clone(), Some(self.signature(&hash)))])
    }

    pub fn signature(&self, tip: &ChangeHash) -> Signature {
        self.key.sign(&tip_message(&COMMUNITY, &self.replica.document(), tip))
    }

    pub fn fact_ids(&self) -> Vec<CommandId> {
        self.replica.facts().map(|fact| fact.id).collect()
    }
}

pub fn codes(admission: &Admission) -> Vec<&'static str> {
    admission.refused.iter().map(|refused| refused.code).collect()
}

/// The document is as good as new: it saves, loads, and its snapshot gives the same document.
pub fn assert_sound(replica: &Replica) {
    let loaded = automerge::Automerge::load(&replica.automerge_file()).expect("loads again");
    let heads = loaded.get_heads();
    let mut heads: Vec<_> = heads.iter().map(|hash| replica.of_automerge(hash)).collect();
    ordered::sort(&mut heads);
    assert_eq!(heads, replica.heads());
    let gate = &mut OpenGate::default();
    let (document, actor) = (replica.document(), ActorKey::new(&DeviceKey([7; 32]), [7; 8]));
    let again = Replica::from_snapshot(document, COMMUNITY, &replica.snapshot(), actor, gate);
    let (again, admission) = again.expect("our own snapshot decodes");
    assert_eq!(admission.refused, []);
    assert_eq!(admission.missing, []);
    assert_same(&again, replica);
}

pub fn assert_same(one: &Replica, other: &Replica) {
    assert_eq!(one.heads(), other.heads());
    assert_eq!(one.text(), other.text());
    assert_eq!(one.fields(), other.fields());
    assert_eq!(one.facts().collect::<Vec<_>>(), other.facts().collect::<Vec<_>>());
    assert_eq!(one.history(), other.history());
}
