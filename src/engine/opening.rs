//! Opening: what storage holds becomes communities again. Summaries and the charter are read; the
//! rest is read when somebody looks.

use crate::clock::DAY_MS;
use crate::domain::profile::Profile;
use crate::engine::Engine;
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::document::Document;
use crate::engine::io::{Effect, Entry, StoreError, Ticket};
use crate::engine::pending::{After, Pending};
use crate::id::{CommandId, CommunityId, DocumentId};
use crate::message::command::Refusal;
use crate::message::{FatalError, FromEngine};
use crate::store::keys::{self, KernelKey};
use crate::store::record::{self, Done};
use crate::store::{Local, Meta, PeerHeads};

/// How often blobs that nobody had are asked for again.
const RETRY_BLOBS_EVERY_MS: u64 = 15_000;

/// How long a command that was carried out is remembered, so that its repeat changes nothing.
const DONE_KEPT_MS: u64 = DAY_MS;

impl Engine {
    pub(super) fn loaded(&mut self, ticket: Ticket, result: Result<Vec<Entry>, StoreError>) {
        let Some(pending) = self.core.pending.remove(&ticket) else { return };
        let entries = match result {
            Ok(entries) => entries,
            Err(_) => {
                let message = FromEngine::Fatal(FatalError::StorageRefused);
                self.core.effects.push(Effect::TellAll { message });
                Vec::new()
            }
        };
        match pending {
            Pending::Global => self.global_loaded(&entries),
            Pending::Kernel(community) => self.kernel_loaded(community, entries),
            Pending::Charter(community) => self.kept_charter_loaded(community, &entries),
            Pending::Chunks(community, document) => {
                self.chunks_loaded(community, document, &entries);
            }
            Pending::Books(community) => self.kept_books_loaded(community, entries),
            Pending::Desks(community) => self.kept_desks_loaded(community, &entries),
            Pending::Blob(community, hash) => {
                if let Some(community) = self.communities.get_mut(&community) {
                    let value = entries.first().map(|entry| entry.value.as_slice());
                    community.blob_loaded(&mut self.core, hash, value);
                }
            }
            Pending::Records(asked) => self.records_loaded(asked, entries),
            Pending::TakeOut(taking) => self.pictures_loaded(*taking, &entries),
            Pending::Stored(_)
            | Pending::Tip(..)
            | Pending::Mesh(..)
            | Pending::Acceptance { .. }
            | Pending::Economy { .. }
            | Pending::Staged(..)
            | Pending::Key(_)
            | Pending::Portrait(_)
            | Pending::PagePicture { .. }
            | Pending::Receipt { .. }
            | Pending::ImportPicture { .. }
            | Pending::Unpacked { .. }
            | Pending::BackupClosed { .. }
            | Pending::BackupOpened { .. }
            | Pending::Planned { .. } => {}
        }
    }

    fn global_loaded(&mut self, entries: &[Entry]) {
        let mut old = Vec::new();
        let mut visits = Vec::new();
        for entry in entries {
            if entry.key == keys::SETTINGS {
                if let Ok(settings) = record::decode(&entry.value) {
                    self.core.settings = settings;
                }
            } else if let Some(name) = entry.key.strip_prefix(keys::DONE) {
                match (name.parse(), record::decode::<Done>(&entry.value)) {
                    (Ok(id), Ok(done)) if self.core.now.since_ms(done.at) < DONE_KEPT_MS => {
                        self.core.done.insert(id, done.outcome);
                    }
                    (Ok(_) | Err(_), Ok(_) | Err(_)) => old.push(entry.key.clone()),
                }
            } else if let Some(name) = entry.key.strip_prefix(keys::VISITS) {
                if let (Ok(id), Ok(kept)) = (name.parse(), record::decode(&entry.value)) {
                    visits.push((id, kept));
                }
            } else if entry.key.starts_with(keys::COMMUNITIES)
                && let Ok(local) = record::decode::<Local>(&entry.value)
            {
                let id = local.community;
                let community = self.begin(local);
                self.communities.insert(id, community);
                self.opening += 1;
                self.core.load(keys::kernel(&id), Pending::Kernel(id));
            }
        }
        for (id, kept) in visits {
            if let Some(community) = self.communities.get_mut(&id) {
                community.visit = Some(kept);
            }
        }
        if !old.is_empty() {
            self.core.store(Vec::new(), old, After::default());
        }
        self.opened();
    }

    fn kernel_loaded(&mut self, id: CommunityId, entries: Vec<Entry>) {
        if let Some(community) = self.communities.get_mut(&id) {
            for entry in entries {
                community.take_kernel(&entry);
            }
            community
                .documents
                .entry(DocumentId::Charter)
                .or_insert_with(|| Document::new(&DocumentId::Charter));
            community.recount(DocumentId::Charter);
            community.open_spared(&mut self.core);
            if community.open_mut(&DocumentId::Charter).is_some() {
                return self.opened();
            }
            self.core.load(keys::charter(&id), Pending::Charter(id));
        } else {
            self.opened();
        }
    }

    /// The charter as it was judged is shown, where it is the one that is stored; the document is read
    /// behind it.
    fn kept_charter_loaded(&mut self, id: CommunityId, entries: &[Entry]) {
        let Some(community) = self.communities.get_mut(&id) else { return self.opened() };
        let is_shown = entries.first().is_some_and(|entry| community.take_kept_charter(entry));
        let charter = community.documents.get_mut(&DocumentId::Charter);
        charter.expect("it was put there with the kernel").loading = true;
        let prefix = keys::chunks(&id, &DocumentId::Charter);
        self.core.load(prefix, Pending::Chunks(id, DocumentId::Charter));
        if is_shown {
            self.reading.insert(id);
            self.opened();
        }
    }

    fn chunks_loaded(&mut self, id: CommunityId, document: DocumentId, entries: &[Entry]) {
        let chunks: Vec<Vec<u8>> = entries.iter().map(|entry| entry.value.clone()).collect();
        if let Some(community) = self.communities.get_mut(&id) {
            let is_shown = document == DocumentId::Charter && self.reading.contains(&id);
            let shown = is_shown.then(|| community.people_state());
            community.open_document(&mut self.core, document, &chunks);
            debug_assert!(
                shown.is_none_or(|shown| shown == community.people_state()),
                "what was kept of a charter is what it comes to"
            );
        }
        if document == DocumentId::Charter && !self.is_whole() {
            if !self.reading.remove(&id) {
                self.opened();
            }
            if let Some(community) = self.communities.get_mut(&id) {
                community.open_unsettled(&mut self.core);
            }
        }
        self.run_tasks(id, document);
    }

    fn opened(&mut self) {
        self.opening = self.opening.saturating_sub(1);
        if self.opening == 0 {
            self.core.effects.push(Effect::TellAll { message: FromEngine::Ready });
        }
    }
}

impl Community {
    pub(super) fn take_kernel(&mut self, entry: &Entry) {
        match keys::parse_kernel(&self.id, &entry.key) {
            Some(KernelKey::Meta(document)) => match record::decode::<Meta>(&entry.value) {
                Ok(meta) => {
                    self.documents.insert(document, Document::stored(meta));
                    self.recount(document);
                }
                Err(_) => self.refused("storage-unreadable"),
            },
            Some(KernelKey::BlobIndex(hash)) => {
                if let Ok(index) = record::decode(&entry.value) {
                    self.blobs.insert(hash, index);
                }
            }
            Some(KernelKey::Profile(hash)) => {
                if let Ok(profile) = Profile::decode(&entry.value) {
                    self.profiles.insert(hash, profile);
                }
            }
            Some(KernelKey::Peer(device)) => {
                if let Ok(heads) = record::decode::<PeerHeads>(&entry.value) {
                    self.knowledge.insert(device, heads);
                }
            }
            Some(KernelKey::SealSeed) => match record::decode(&entry.value) {
                Ok(seed) => self.seal_seed = Some(seed),
                Err(_) => self.refused("storage-unreadable"),
            },
            Some(KernelKey::Recovery) => match record::decode(&entry.value) {
                Ok(secret) => self.way_back.secret = Some(secret),
                Err(_) => self.refused("storage-unreadable"),
            },
            Some(KernelKey::FalseClosings) => match record::decode(&entry.value) {
                Ok(closings) => self.kept_books.false_closings = closings,
                Err(_) => self.refused("storage-unreadable"),
            },
            Some(KernelKey::Waits) => self.waits.take_stored(&entry.value),
            None => self.refused("storage-unreadable"),
        }
    }

    /// Reads a document from storage again, because what is in memory was not kept.
    pub fn reload(&mut self, core: &mut Core, document: DocumentId) {
        self.recount(document);
        if document == DocumentId::Charter {
            self.refuse_backups(core);
        }
        let Some(entry) = self.documents.get_mut(&document) else { return };
        if let Some(open) = entry.open.take() {
            for (id, _, _) in open.acks {
                core.refuse(id, Refusal::StorageFull);
            }
        }
        if self.unopened.contains(&document) {
            return self.open_empty(core, document);
        }
        entry.loading = true;
        core.load(keys::chunks(&self.id, &document), Pending::Chunks(self.id, document));
    }

    /// The device key could not sign: what waits for it is refused.
    pub fn sign_failed(&mut self, core: &mut Core, document: DocumentId) {
        let Some(open) = self.open_mut(&document) else { return };
        open.signing = None;
        let lost: Vec<CommandId> = open.acks.iter().map(|(id, ..)| *id).collect();
        for (id, _, _) in std::mem::take(&mut open.acks) {
            core.refuse(id, Refusal::CannotSign);
        }
        self.not_settled(core, &lost, Refusal::CannotSign);
        self.reload(core, document);
    }

    /// Whether there is something to keep, or to ask for again.
    pub fn is_untidy(&self) -> bool {
        let can_fetch = !self.missing.is_empty() && !self.peers.is_empty();
        let is_shown_kept = !self.kept_desks.is_changed() && !self.waits.is_changed();
        let is_kept = !self.lacks_books_in_storage() && is_shown_kept && !self.lacks_kept_charter();
        !self.knowledge_dirty.is_empty() || can_fetch || !self.waiting.is_empty() || !is_kept
    }

    /// Keeps what peers told, and asks again for what is missing.
    pub fn tidy(&mut self, core: &mut Core) {
        for device in std::mem::take(&mut self.knowledge_dirty) {
            if let Some(known) = self.knowledge.get(&device) {
                core.put(keys::peer(&self.id, &device), known);
            }
        }
        if core.now >= self.retry_blobs_at {
            self.retry_blobs_at = core.now.plus_ms(RETRY_BLOBS_EVERY_MS);
            for peer in self.peers.values_mut() {
                peer.lacks.clear();
            }
        }
        self.keep_charter(core);
        if self.is_ledger_stored() {
            self.keep_books(core);
            self.keep_desks(core);
            self.keep_waits(core);
        }
        self.retry_held(core);
        self.give_up_fetching(core.now);
        self.fetch_from_all(core);
    }
}
