//! Bringing replicas together: who has which heads, asking for what is missing, admitting what
//! comes, and passing on what became durable. Verify, then merge, then store, then pass on.

mod heads;

use crate::doc::{Admission, Replica, SignedChanges, to_stored};
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::document::{Document, Model, Open};
use crate::engine::gate::Gate;
use crate::engine::peers::PeerStanding;
use crate::engine::pending::{After, Saved, Task};
use crate::id::{ChangeHash, DeviceKey, DocumentId};
use crate::limits::{ANSWER_BYTES_MAX, DOCUMENTS_MAX, WANTS_OUTSTANDING_MAX};
use crate::message::model::ViewKey;
use crate::sync::{ChangesPart, Message};
pub(super) use heads::some_heads;

/// What a batch lacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    None,
    /// Changes that these build on.
    Parents,
    /// The right time, or the knowledge of who wrote them.
    Held,
}

/// Tasks that wait for one document to be open, of those that peers cause.
const TASKS_MAX: usize = 64;

impl Community {
    /// Asks a peer for the next documents it has and this device lacks.
    pub fn ask_next(&mut self, core: &mut Core, from: DeviceKey) {
        loop {
            let Some(peer) = self.peers.get_mut(&from) else { return };
            if peer.asked.len() >= WANTS_OUTSTANDING_MAX {
                return;
            }
            let Some(document) = peer.to_ask.pop_first() else { return };
            peer.asked.insert(document);
            let have = self.heads_of(&document);
            self.send(core, from, Message::Want { document, have });
        }
    }

    /// Looks again at changes that were held: their authors may be known by now, their time come.
    pub fn retry_held(&mut self, core: &mut Core) {
        for document in std::mem::take(&mut self.waiting) {
            self.admit_with(core, document, None, |replica, gate| replica.retry(gate));
        }
    }

    /// A peer asks for what it lacks.
    pub fn asked_for(
        &mut self,
        core: &mut Core,
        from: DeviceKey,
        document: DocumentId,
        have: Vec<ChangeHash>,
    ) {
        if !self.serves(&from, &document) || !self.documents.contains_key(&document) {
            self.refused("asked-without-right");
            return;
        }
        let entry = self.documents.get(&document);
        if entry.is_some_and(|entry| entry.tasks.len() >= TASKS_MAX) {
            return self.refused("too-much-at-once");
        }
        let task = Task::Answer { to: from, have };
        if let Some(Task::Answer { to, have }) = self.with_open(core, document, task) {
            self.answer(core, document, to, &have);
        }
    }

    /// Sends what a peer lacks; what is left over it asks for again.
    pub fn answer(
        &mut self,
        core: &mut Core,
        document: DocumentId,
        to: DeviceKey,
        have: &[ChangeHash],
    ) {
        let entry = self.documents.get(&document);
        let Some(open) = entry.and_then(|entry| entry.open.as_ref()) else { return };
        let bytes = open
            .replica
            .durable_since(have, &open.unsaved, ANSWER_BYTES_MAX)
            .map(|changes| changes.encode())
            .unwrap_or_default();
        let part = ChangesPart::Answer;
        self.send(core, to, Message::Changes { document, part, bytes });
    }

    /// A peer sent changes.
    pub fn offered(
        &mut self,
        core: &mut Core,
        (from, part): (DeviceKey, ChangesPart),
        document: DocumentId,
        bytes: Vec<u8>,
    ) {
        let answered = match self.peers.get_mut(&from) {
            Some(peer) => peer.asked.remove(&document),
            None => return,
        };
        let stranger = self.authority().member_of(&from).is_none();
        if stranger && document != DocumentId::Charter {
            self.refused("offered-without-right");
            return;
        }
        if bytes.is_empty() {
            if answered {
                self.ask_next(core, from);
            }
            return;
        }
        // Nothing is opened, or begun, for what cannot be read; and little waits for an opening.
        let changes = match SignedChanges::decode(&bytes) {
            Ok(changes) => changes,
            Err(error) => return self.refused(error.code()),
        };
        if !self.documents.contains_key(&document) && self.documents.len() >= DOCUMENTS_MAX {
            self.refused("documents-too-many");
            return;
        }
        let waiting = self.documents.get(&document).map_or(0, |entry| entry.tasks.len());
        if waiting >= TASKS_MAX {
            return self.refused("too-much-at-once");
        }
        let is_new = !self.documents.contains_key(&document);
        let task = Task::Admit { from, part, changes };
        if let Some(Task::Admit { from, part, changes }) = self.with_open(core, document, task) {
            self.admit(core, document, (from, part), &changes);
        }
        if is_new {
            self.forget_if_empty(document);
        }
    }

    /// A document that was begun for changes of which none was let in, and none waits, is none.
    fn forget_if_empty(&mut self, document: DocumentId) {
        let entry = self.documents.get(&document);
        let open = entry.and_then(|entry| entry.open.as_ref());
        if open.is_some_and(|open| open.replica.is_empty() && !open.replica.is_waiting()) {
            self.documents.remove(&document);
            self.recount(document);
        }
    }

    /// Verifies and merges what a peer sent, then stores it.
    pub fn admit(
        &mut self,
        core: &mut Core,
        document: DocumentId,
        (from, part): (DeviceKey, ChangesPart),
        changes: &SignedChanges,
    ) {
        let before = self.heads_of(&document);
        let gap = self
            .admit_with(core, document, Some(from), |replica, gate| replica.admit(changes, gate));
        // An answer that brought nothing would bring nothing again.
        if part == ChangesPart::Live || self.heads_of(&document) != before {
            self.ask_rest(core, from, document, gap);
        } else {
            self.ask_next(core, from);
        }
    }

    fn admit_with(
        &mut self,
        core: &mut Core,
        document: DocumentId,
        from: Option<DeviceKey>,
        take: impl FnOnce(&mut Replica, &mut Gate) -> Admission,
    ) -> Gap {
        let mut gate = Gate::new(self, &document, core.now);
        let Some(open) = self.open_mut(&document) else { return Gap::None };
        let before = open.replica.heads();
        let admission = take(&mut open.replica, &mut gate);
        if open.replica.is_waiting() {
            self.waiting.insert(document);
        }
        for refused in &admission.refused {
            self.refused(refused.code);
        }
        if !admission.applied.is_empty() {
            let applied = admission.applied;
            let saved = self.collect(document, &before, applied.clone(), from);
            self.hear(core, document, &applied);
            self.absorb(core, document, admission.patches, &applied);
            self.note_authors(core, document, &applied);
            if let Some(from) = from {
                self.note_open(core, from, document, &applied);
            }
            self.note_told(core, document, &applied);
            if document == DocumentId::Charter {
                self.charter_changed(core, from);
            }
            self.store_changes(core, document, saved, After::default());
        }
        if !admission.held.is_empty() {
            Gap::Held
        } else if admission.missing.is_empty() {
            Gap::None
        } else {
            Gap::Parents
        }
    }

    /// Whoever made a change has everything below it.
    fn note_authors(&mut self, core: &mut Core, document: DocumentId, applied: &[ChangeHash]) {
        let entry = self.documents.get(&document);
        let Some(open) = entry.and_then(|entry| entry.open.as_ref()) else { return };
        let own = self.local.device;
        let authored: Vec<(DeviceKey, ChangeHash)> = applied
            .iter()
            .filter_map(|hash| Some((open.replica.authorship(hash)?.0, *hash)))
            .filter(|(device, _)| *device != own)
            .collect();
        for (device, hash) in authored {
            self.note_open(core, device, document, &[hash]);
        }
    }

    /// Goes on asking until what a peer said it has is here.
    fn ask_rest(&mut self, core: &mut Core, from: DeviceKey, document: DocumentId, gap: Gap) {
        let heads = self.peers.get(&from).and_then(|peer| peer.have.get(&document)).cloned();
        let complete = heads.is_none_or(|heads| self.contains_all(&document, &heads));
        if let Some(peer) = self.peers.get_mut(&from)
            && gap != Gap::Held
            && (gap == Gap::Parents || !complete)
            && !peer.asked.contains(&document)
        {
            peer.to_ask.insert(document);
        }
        self.ask_next(core, from);
    }

    /// The signed changes above `before`, as one chunk, and those below that can be shown only now.
    fn collect(
        &mut self,
        document: DocumentId,
        before: &[ChangeHash],
        hashes: Vec<ChangeHash>,
        from: Option<DeviceKey>,
    ) -> Option<Saved> {
        let open = self.open_mut(&document)?;
        let parts = open.replica.batches_since(before);
        let live = (parts.len() == 1).then(|| parts[0].encode());
        let stored = to_stored(parts);
        Some(Saved { community: self.id, document, hashes, stored, live, from })
    }

    /// Changes are durable: whoever waits is told, and connected members get them.
    pub fn saved(&mut self, core: &mut Core, saved: &Saved) {
        let document = saved.document;
        let mut heads = Vec::new();
        if let Some(open) = self.open_mut(&document) {
            for hash in &saved.hashes {
                open.unsaved.remove(hash);
            }
            heads = some_heads(&open.replica.heads());
        }
        if let (DocumentId::Talk { thread, .. }, Some(Open { model: Model::Talk(talk), .. })) =
            (document, self.documents.get(&document).and_then(|entry| entry.open.as_ref()))
        {
            let posts = saved.hashes.iter().filter_map(|hash| talk.post_of(hash));
            let posts: Vec<_> = posts.collect();
            self.changed_posts.entry(thread).or_default().extend(posts);
            core.mark(ViewKey::Thread(self.id, thread));
        }
        if let DocumentId::Page(page) = document {
            core.mark(ViewKey::Page(self.id, page));
        }
        if let DocumentId::Motion(motion) = document {
            core.mark(ViewKey::Motion(self.id, motion));
        }
        core.mark(ViewKey::Home);
        core.mark(ViewKey::Sync(self.id));
        let devices: Vec<DeviceKey> = self.peers.keys().copied().collect();
        for device in devices {
            if !self.serves(&device, &document) {
                continue;
            }
            let lacks = !self.peer_has(&device, &document, &saved.hashes);
            if let (Some(bytes), true) = (&saved.live, lacks && Some(device) != saved.from) {
                let (part, bytes) = (ChangesPart::Live, bytes.clone());
                self.send(core, device, Message::Changes { document, part, bytes });
            }
            if saved.from.is_some() || saved.live.is_none() {
                self.send(core, device, Message::Heads { document, heads: heads.clone() });
            }
        }
        if document == DocumentId::Charter && saved.from.is_none() {
            self.charter_changed(core, None);
            self.go_on_with_backups(core);
        }
        self.fetch_from_all(core);
    }

    fn peer_has(&self, device: &DeviceKey, document: &DocumentId, hashes: &[ChangeHash]) -> bool {
        let open = self.documents.get(document).and_then(|entry| entry.open.as_ref());
        let seen = open.and_then(|open| open.seen.get(device));
        seen.is_some_and(|seen| hashes.iter().all(|hash| seen.contains(hash)))
    }

    /// Whether a device of somebody else has all of a document.
    pub fn device_has_all(
        &self,
        device: &DeviceKey,
        document: &DocumentId,
        entry: &Document,
    ) -> bool {
        match &entry.open {
            Some(open) => open.has_all(device),
            None => self
                .knowledge
                .get(device)
                .and_then(|known| known.documents.get(document))
                .is_some_and(|heads| entry.meta.heads.iter().all(|head| heads.contains(head))),
        }
    }

    /// Whether a connected device is admitted.
    pub fn is_member_peer(&self, device: &DeviceKey) -> bool {
        self.peers.get(device).is_some_and(|peer| peer.standing == PeerStanding::Member)
    }
}
