//! One community inside the engine: what this device keeps of it, the documents, and who is
//! connected. Every change, whether made here or received, becomes part of it in `absorb` alone.

use std::collections::{BTreeMap, BTreeSet};

use crate::ordered::{Map, Set};

use crate::clock::Timestamp;
use crate::doc::{ActorKey, Admission, Patch, Replica, from_stored};
use crate::domain::Authority;
use crate::domain::profile::Profile;
use crate::engine::backup::WayBack;
use crate::engine::blobs::BlobRequest;
use crate::engine::blobs::words::ReadWords;
use crate::engine::charter::{CharterKeeping, on_charter};
use crate::engine::core::Core;
use crate::engine::document::{Document, Open};
use crate::engine::economy::entries::Unwritten;
use crate::engine::economy::{Books, KeptBooks, KeptDesks, Waits};
use crate::engine::gate;
use crate::engine::peers::Peer;
use crate::engine::pending::{After, Pending, Saved, Task};
use crate::engine::tally::Tally;
use crate::id::{
    BlobHash, ChangeHash, CommandId, CommunityId, DeviceKey, DocumentId, MemberId, MotionId,
    ThreadId,
};
use crate::message::model::ViewKey;
use crate::projection::charter::CharterModel;
use crate::sign;
use crate::store::record::{BlobIndex, Chunk};
use crate::store::{Local, PeerHeads, keys, record};
use crate::sync::Reach;

/// A community on this device.
#[derive(Debug)]
pub struct Community {
    pub id: CommunityId,
    pub local: Local,
    /// The keys of all that is kept of it, where it is looked around in only.
    pub visit: Option<Vec<String>>,
    pub charter: CharterModel,
    pub keeping: CharterKeeping,
    pub documents: BTreeMap<DocumentId, Document>,
    /// Documents that were not opened from storage, because engines died of it.
    pub unopened: BTreeSet<DocumentId>,
    pub tally: Tally,
    pub profiles: Map<BlobHash, Profile>,
    pub blobs: BTreeMap<BlobHash, BlobIndex>,
    /// Blobs that documents name and that are not here yet.
    pub missing: BTreeSet<BlobHash>,
    pub words: ReadWords,
    pub peers: Map<DeviceKey, Peer>,
    /// What devices of others have, connected or not.
    pub knowledge: Map<DeviceKey, PeerHeads>,
    /// Knowledge that is not stored yet.
    pub knowledge_dirty: Set<DeviceKey>,
    pub mesh: Reach,
    /// Names the connections of this mesh among all meshes of the engine.
    pub lane: u64,
    /// Open documents in which changes wait.
    pub waiting: BTreeSet<DocumentId>,
    /// Refused bytes by reason.
    pub refusals: Map<String, u32>,
    /// Posts changed since the topic was last sent to windows.
    pub changed_posts: Map<ThreadId, Set<(Timestamp, CommandId)>>,
    /// How many posts of a topic somebody wanted to see, where that is more than usual.
    pub posts_wanted: Map<ThreadId, u32>,
    /// When blobs that nobody had are asked for again.
    pub retry_blobs_at: Timestamp,
    /// Blobs being read for peers.
    pub blob_requests: Map<BlobHash, Set<BlobRequest>>,
    /// Motions that are not settled, and when each is to be looked at again.
    pub attended: Map<MotionId, Timestamp>,
    /// When somebody here is to be reminded next; `None` where that is to be found out.
    pub remind_at: Option<Timestamp>,
    pub books: Option<Books>,
    pub kept_books: KeptBooks,
    pub kept_desks: KeptDesks,
    pub waits: Waits,
    /// Entries of the ledger that are to be written still, by command.
    pub unwritten: Vec<Unwritten>,
    /// The secret to which private words are sealed for this device; made with the books.
    pub seal_seed: Option<[u8; 32]>,
    pub way_back: WayBack,
    /// Seals that this device's purse is about to accept.
    pub accepting: Set<(MotionId, CommandId)>,
    /// Removals after which nobody has renewed the secret yet, and since when that is known.
    pub unrenewed: Map<MotionId, Timestamp>,
}

impl Community {
    /// Who may do what.
    pub fn authority(&self) -> &Authority {
        &self.charter.authority
    }

    /// This device's member, also before admission.
    pub fn me(&self) -> MemberId {
        self.author(&self.local.device)
    }

    /// Whether this device is admitted.
    pub fn is_member(&self) -> bool {
        self.authority().current_member(&self.local.device).is_some()
    }

    /// The member behind a device; one that is not admitted (yet) has a member's name all the same.
    pub fn author(&self, device: &DeviceKey) -> MemberId {
        self.authority().member_of(device).unwrap_or_else(|| gate::member_id(device))
    }

    /// Gives the task back where the document is open; else keeps it until storage has brought the
    /// document, and then it is run.
    pub fn with_open(&mut self, core: &mut Core, document: DocumentId, task: Task) -> Option<Task> {
        if !self.documents.contains_key(&document) {
            self.recount(document);
        }
        let entry = self.documents.entry(document).or_insert_with(|| Document::new(&document));
        if entry.open.is_some() {
            return Some(task);
        }
        if entry.meta.chunk_next == 0 {
            self.open_empty(core, document);
            return Some(task);
        }
        entry.tasks.push_back(task);
        if !entry.loading {
            entry.loading = true;
            let prefix = keys::chunks(&self.id, &document);
            core.load(prefix, Pending::Chunks(self.id, document));
        }
        None
    }

    /// Rebuilds a document from its chunks. Storage takes the same path as peers: what does not
    /// verify is counted and left out.
    pub fn open_document(&mut self, core: &mut Core, document: DocumentId, chunks: &[Vec<u8>]) {
        let replica = Replica::new(document, self.id, actor(core, self.local.device));
        let mut open = Open::new(&document, replica);
        let mut all = Admission::default();
        let mut gate = gate::Gate::of_stored(self, &document, core.now);
        for bytes in chunks {
            let Ok(chunk) = record::decode::<Chunk>(bytes) else {
                self.refused("storage-unreadable");
                continue;
            };
            let (Chunk::Changes(bytes) | Chunk::Snapshot(bytes)) = chunk;
            let (parts, read) = from_stored(&bytes);
            if read.is_err() {
                self.refused("storage-unreadable");
            }
            for part in parts {
                all.append(open.replica.admit(&part, &mut gate));
            }
        }
        // Who came in otherwise than by an invitation alone is known once the charter is folded.
        while document == DocumentId::Charter && open.replica.is_waiting() {
            self.take_charter(&all.patches);
            let (charter, replica) = (&mut self.charter, Some(&open.replica));
            on_charter(charter, self.id, replica, |charter, ground| charter.refold(ground));
            let mut gate = gate::Gate::of_stored(self, &document, core.now);
            let more = open.replica.retry(&mut gate);
            let is_more = !more.applied.is_empty();
            all.append(more);
            if !is_more {
                break;
            }
        }
        for refused in &all.refused {
            self.refused(refused.code);
        }
        for (device, heads) in &self.knowledge {
            if let Some(heads) = heads.documents.get(&document) {
                open.note_seen(*device, heads);
            }
        }
        if let Some(entry) = self.documents.get_mut(&document) {
            entry.open = Some(open);
            entry.loading = false;
        }
        // Ledgers are long, and whoever writes in one does so elsewhere too.
        if !matches!(document, DocumentId::Ledger { .. }) {
            self.hear(core, document, &all.applied);
        }
        self.absorb(core, document, all.patches, &all.applied);
    }

    /// Folds patches into the document's model and marks the views that show it.
    pub fn absorb(
        &mut self,
        core: &mut Core,
        document: DocumentId,
        patches: Vec<Patch>,
        applied: &[ChangeHash],
    ) {
        match document {
            DocumentId::Charter => {
                self.fold_charter(core, &patches);
                self.mark_people(core);
                // It says who has a vote, and by what rules.
                core.mark(ViewKey::Motions(self.id));
                core.mark_motions(self.id);
                self.refold_incomplete(core);
                self.renew_secret(core);
                self.answer_false_notice(core);
                self.stop_if_removed(core);
                self.books_are_stale(core);
            }
            DocumentId::Talk { thread, .. } => {
                self.fold_talk(document, thread, patches);
                core.mark(ViewKey::Threads(self.id));
                core.mark(ViewKey::Thread(self.id, thread));
            }
            DocumentId::Page(page) => {
                self.fold_page(core, document, patches, applied);
                core.mark(ViewKey::Pages(self.id));
                core.mark(ViewKey::History(self.id, page));
            }
            DocumentId::Motion(motion) => {
                self.absorb_motion(core, motion, patches);
                self.renew_secret(core);
            }
            DocumentId::Ledger { .. } => self.absorb_ledger(core, document, &patches),
            DocumentId::Calendar { .. } => self.fold_calendar(core, document, patches),
        }
        if let Some(entry) = self.documents.get_mut(&document)
            && let Some(open) = &entry.open
        {
            entry.meta.summary = open.model.summary();
        }
        self.note_twice_signed(core, document);
        self.recount(document);
        // Posts and ballots name no blobs, and looking through all documents for each would cost more
        // than they.
        if !matches!(document, DocumentId::Talk { .. } | DocumentId::Motion(_)) {
            self.follow_blobs(core);
        }
        core.mark(ViewKey::Home);
        core.mark(ViewKey::Members(self.id));
        core.mark(ViewKey::Today(self.id));
        core.mark(ViewKey::Sync(self.id));
    }

    /// Counts refused bytes.
    pub fn refused(&mut self, code: &str) {
        let full = self.refusals.len() >= crate::limits::REFUSAL_REASONS_MAX;
        if let Some(count) = self.refusals.get_mut(code) {
            *count = count.saturating_add(1);
        } else if !full {
            self.refusals.insert(code.to_owned(), 1);
        }
    }

    /// Asks for a signature over what was written here and is not signed yet.
    pub fn request_signature(&mut self, core: &mut Core, document: DocumentId) {
        let (id, key) = (self.id, self.local.device);
        let entry = self.documents.get_mut(&document);
        let Some(open) = entry.and_then(|entry| entry.open.as_mut()) else { return };
        if open.signing.is_some() {
            return;
        }
        let Some(tip) = open.replica.unsigned_tip() else { return };
        open.signing = Some(tip);
        let ticket = core.ticket(Pending::Tip(id, document, tip));
        let message = sign::tip_message(&id, &document, &tip);
        core.effects.push(crate::engine::Effect::Sign { ticket, key, message });
    }

    /// Stores changes of a document with its summary; `after` follows once they are durable.
    pub fn store_changes(
        &mut self,
        core: &mut Core,
        document: DocumentId,
        saved: Option<Saved>,
        mut after: After,
    ) {
        let Some(mut saved) = saved else { return };
        let id = self.id;
        self.recount(document);
        let Some(entry) = self.documents.get_mut(&document) else { return };
        let (mut puts, mut deletes) = (Vec::new(), Vec::new());
        let chunk = Chunk::Changes(std::mem::take(&mut saved.stored));
        // What could not be opened stays for a better program: it may be the only copy.
        let unopened = self.unopened.contains(&document);
        let compact = entry.meta.chunks >= crate::limits::CHUNKS_MAX && !unopened;
        let chunk = match (&entry.open, compact) {
            (Some(open), true) => {
                let first = entry.meta.chunk_next.saturating_sub(entry.meta.chunks);
                let covered = first..entry.meta.chunk_next;
                deletes.extend(covered.map(|at| keys::chunk(&id, &document, at)));
                entry.meta.chunks = 0;
                entry.meta.bytes = 0;
                Chunk::Snapshot(open.replica.snapshot())
            }
            (Some(_) | None, _) => chunk,
        };
        let value = record::encode(&chunk);
        entry.meta.chunks += 1;
        entry.meta.bytes += value.len() as u64;
        puts.push(crate::engine::io::Entry {
            key: keys::chunk(&id, &document, entry.meta.chunk_next),
            value,
        });
        entry.meta.chunk_next += 1;
        entry.meta.heads = entry.heads();
        puts.push(crate::engine::io::Entry {
            key: keys::meta(&id, &document),
            value: record::encode(&entry.meta),
        });
        after.saved = Some(saved);
        core.store(puts, deletes, after);
    }

    /// Keeps what this device alone knows.
    pub fn store_local(&self, core: &mut Core) {
        core.put(keys::local(&self.id), &self.local);
    }

    /// The heads of a document as it is here; none where nothing of it is.
    pub fn heads_of(&self, document: &DocumentId) -> Vec<ChangeHash> {
        self.documents.get(document).map(Document::heads).unwrap_or_default()
    }
}

/// A new actor for this life of a replica; the nonce is fresh, so that a crash never forks a chain.
pub fn actor(core: &mut Core, device: DeviceKey) -> ActorKey {
    ActorKey::new(&device, core.random())
}
