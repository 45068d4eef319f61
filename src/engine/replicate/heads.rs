//! Who has which heads: told to members, and heard from them. What a peer tells is bounded however
//! much it tells, and remembered only of documents that are here.

use std::collections::BTreeMap;

use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::document::Model;
use crate::engine::peers::PeerStanding;
use crate::id::{ChangeHash, DeviceKey, DocumentId};
use crate::limits::{
    DOCUMENTS_MAX, DOCUMENTS_PER_HAVE_MAX, HEADS_MAX, HEADS_OF_PEER_MAX, HEADS_PER_MESSAGE_MAX,
};
use crate::message::model::{Checked, ViewKey};
use crate::ordered;
use crate::store::PeerHeads;
use crate::sync::Message;

/// Heads of one document of one device that are remembered: more have only documents that somebody
/// made so, and who has all of those is not told.
const HEADS_REMEMBERED_MAX: usize = 64;

/// As many heads as are told. Who has these asks for what is above them when the rest is told.
pub fn some_heads(heads: &[ChangeHash]) -> Vec<ChangeHash> {
    heads.iter().take(HEADS_MAX).copied().collect()
}

impl PeerHeads {
    /// A device has all that is here of a document; says whether that was not known.
    fn remember_all(&mut self, document: DocumentId, all: Vec<ChangeHash>) -> bool {
        let told = self.documents.get(&document);
        let is_news = !told.is_some_and(|told| all.iter().all(|head| told.contains(head)));
        let remembers = is_news && all.len() <= HEADS_REMEMBERED_MAX;
        if remembers {
            self.documents.insert(document, all);
        }
        remembers
    }
}

impl Community {
    /// Tells a member all heads of all documents; it asks for what it lacks.
    pub fn offer_everything(&mut self, core: &mut Core, to: DeviceKey) {
        let told = self.documents.iter().filter(|(_, entry)| !entry.meta.heads.is_empty());
        let mut pieces: Vec<Vec<(DocumentId, Vec<ChangeHash>)>> = Vec::new();
        let mut heads_in_piece = HEADS_PER_MESSAGE_MAX;
        for (document, entry) in told {
            let heads = some_heads(&entry.meta.heads);
            heads_in_piece += heads.len();
            match pieces.last_mut() {
                Some(piece)
                    if piece.len() < DOCUMENTS_PER_HAVE_MAX
                        && heads_in_piece <= HEADS_PER_MESSAGE_MAX =>
                {
                    piece.push((*document, heads));
                }
                Some(_) | None => {
                    heads_in_piece = heads.len();
                    pieces.push(vec![(*document, heads)]);
                }
            }
        }
        for documents in pieces {
            self.send(core, to, Message::Have { documents });
        }
    }

    /// A peer told what it has. Of one that this member does not know it is kept for when the charter
    /// says who that is: it tells everything once, as it meets, and may have come in just before.
    pub fn told_heads(
        &mut self,
        core: &mut Core,
        from: DeviceKey,
        documents: Vec<(DocumentId, Vec<ChangeHash>)>,
    ) {
        let mut told = Vec::new();
        for (document, heads) in documents {
            if heads.is_empty() || heads.len() > HEADS_MAX {
                self.refused("heads-out-of-range");
                continue;
            }
            let known = self.documents.contains_key(&document);
            let full = self.documents.len() >= DOCUMENTS_MAX;
            let Some(peer) = self.peers.get_mut(&from) else { return };
            let before = peer.have.get(&document).map_or(0, Vec::len);
            let heads_told = peer.heads - before + heads.len();
            let listed = before > 0 || peer.have.len() < DOCUMENTS_MAX;
            if heads_told > HEADS_OF_PEER_MAX || !listed || (full && !known) {
                self.refused("documents-too-many");
                continue;
            }
            peer.heads = heads_told;
            peer.have.insert(document, heads.clone());
            told.push((document, heads));
        }
        self.compare_with(core, from, told);
    }

    /// Looks again at all that a peer told, now that it is known whose it is.
    pub(in crate::engine) fn compare_all(&mut self, core: &mut Core, from: DeviceKey) {
        let Some(peer) = self.peers.get(&from) else { return };
        let told = peer.have.iter().map(|(document, heads)| (*document, heads.clone())).collect();
        self.compare_with(core, from, told);
    }

    /// Asks a peer for what it has and this device lacks, and remembers what it has.
    fn compare_with(
        &mut self,
        core: &mut Core,
        from: DeviceKey,
        told: Vec<(DocumentId, Vec<ChangeHash>)>,
    ) {
        let stranger = self.authority().member_of(&from).is_none();
        if stranger && self.is_member() {
            return;
        }
        for (document, heads) in told {
            let missing = !self.contains_all(&document, &heads);
            let Some(peer) = self.peers.get_mut(&from) else { return };
            peer.lacks.clear();
            if missing {
                peer.to_ask.insert(document);
            }
            // What is not here may be nowhere: it is remembered once it has come.
            if self.documents.contains_key(&document) && !stranger {
                self.note_heads(core, from, document, &heads);
            }
        }
        self.ask_next(core, from);
    }

    /// Changes came: whoever told before that they have them is known to have them now, whoever of
    /// them it came from.
    pub(super) fn note_told(
        &mut self,
        core: &mut Core,
        document: DocumentId,
        applied: &[ChangeHash],
    ) {
        let mut came = applied.to_vec();
        ordered::sort(&mut came);
        let is_of_it =
            |heads: &&Vec<ChangeHash>| heads.iter().any(|head| came.binary_search(head).is_ok());
        let here = self.peers.iter().filter(|(_, peer)| peer.standing == PeerStanding::Member);
        let here = here.filter_map(|(device, peer)| Some((*device, peer.have.get(&document)?)));
        let away = self.knowledge.iter().filter(|(device, _)| !self.peers.contains_key(device));
        let away =
            away.filter_map(|(device, known)| Some((*device, known.documents.get(&document)?)));
        let told = here.chain(away).filter(|(_, heads)| is_of_it(heads));
        let told: Vec<_> = told.map(|(device, heads)| (device, heads.clone())).collect();
        for (device, heads) in told {
            self.note_heads(core, device, document, &heads);
        }
    }

    /// Remembers what a device has, for delivery (TLK-3).
    pub(super) fn note_heads(
        &mut self,
        core: &mut Core,
        device: DeviceKey,
        document: DocumentId,
        heads: &[ChangeHash],
    ) {
        let known = self.knowledge.entry(device).or_default();
        if heads.len() <= HEADS_REMEMBERED_MAX {
            known.documents.insert(document, heads.to_vec());
        } else {
            known.documents.remove(&document);
        }
        self.knowledge_dirty.insert(device);
        self.recount(document);
        self.note_open(core, device, document, heads);
        core.mark(ViewKey::Sync(self.id));
        core.mark(ViewKey::Home);
    }

    pub(super) fn note_open(
        &mut self,
        core: &mut Core,
        device: DeviceKey,
        document: DocumentId,
        heads: &[ChangeHash],
    ) {
        let entry = self.documents.get_mut(&document);
        let Some(open) = entry.and_then(|entry| entry.open.as_mut()) else { return };
        // `seen` may gain the device without any news; it is counted all the same.
        let news = open.note_seen(device, heads);
        if open.has_all(&device) {
            // It never told so where it made what stands on top; that must hold once it is closed.
            let known = self.knowledge.entry(device).or_default();
            if known.remember_all(document, open.replica.heads()) {
                self.knowledge_dirty.insert(device);
            }
        }
        self.tally.recount(document);
        if news.is_empty() {
            return;
        }
        match (&open.model, document) {
            (Model::Talk(talk), DocumentId::Talk { thread, .. }) => {
                let posts = news.iter().filter_map(|change| talk.post_of(change));
                self.changed_posts.entry(thread).or_default().extend(posts);
                core.mark(ViewKey::Thread(self.id, thread));
            }
            (Model::Page(_), DocumentId::Page(page)) => {
                core.mark(ViewKey::Page(self.id, page));
            }
            (Model::Motion(_), DocumentId::Motion(motion)) => {
                core.mark(ViewKey::Motion(self.id, motion));
            }
            (
                Model::Charter
                | Model::Talk(_)
                | Model::Page(_)
                | Model::Motion(_)
                | Model::Ledger(_)
                | Model::Calendar(_),
                _,
            ) => {}
        }
    }

    /// How much of what connected members have is here: nothing is part of it unverified.
    pub fn checked(&self) -> Checked {
        let mut documents: BTreeMap<DocumentId, bool> = BTreeMap::new();
        for (device, peer) in &self.peers {
            if !self.is_member_peer(device) {
                continue;
            }
            for (document, heads) in &peer.have {
                let is_here = documents.entry(*document).or_insert(true);
                *is_here = *is_here && self.contains_all(document, heads);
            }
        }
        let narrow = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let here = documents.values().filter(|is_here| **is_here).count();
        Checked { here: narrow(here), all: narrow(documents.len()) }
    }

    /// Whether all these heads are part of what is here.
    pub(super) fn contains_all(&self, document: &DocumentId, heads: &[ChangeHash]) -> bool {
        let Some(entry) = self.documents.get(document) else { return false };
        match &entry.open {
            Some(open) => heads.iter().all(|head| open.replica.contains(head)),
            None => heads.iter().all(|head| entry.meta.heads.contains(head)),
        }
    }
}
