//! Who has what: heads that peers say come in; what to ask, to announce and to push comes out. It
//! knows names and hashes, no contents, and believes of a peer only what the peer said itself.
//!
//! The author of a change pushes it to all peers; whoever has stored it announces its heads;
//! whoever then still lacks it asks. So no change crosses a channel twice without need.

mod blobs;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use self::blobs::WantedBlob;

use crate::clock::Timestamp;
use crate::id::{BlobHash, ChangeHash, DeviceKey, DocumentId};
use crate::limits::{HAVE_DOCUMENTS_MAX, HEADS_MAX, PEER_DOCUMENTS_MAX, WANTS_OUTSTANDING_MAX};
use crate::sync::frame::{ChangesPart, HavePart, Message};

/// An announced change may be on its way from its author; only then is it asked for.
const ANNOUNCED_WAIT_MS: u64 = 300;
/// An answer that takes longer will not come.
const ANSWER_MS_MAX: u64 = 60_000;

/// The documents of this device, as far as replication looks at them.
pub trait Documents {
    /// All of them.
    fn names(&self) -> Vec<DocumentId>;
    /// How many there are.
    fn count(&self) -> usize;
    /// The heads; none when there is no such document here.
    fn heads(&self, document: &DocumentId) -> Vec<ChangeHash>;
    /// Whether this change is in the document here.
    fn contains(&self, document: &DocumentId, change: &ChangeHash) -> bool;
}

/// What a peer may see.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Somebody who is not a member yet.
    CharterOnly,
    Everything,
}

/// What one peer said and was asked.
#[derive(Debug)]
struct Peer {
    scope: Scope,
    said: BTreeMap<DocumentId, Vec<ChangeHash>>,
    /// Documents where they have all that we have.
    level: BTreeSet<DocumentId>,
    /// To ask about, from this time on; the charter sorts first.
    queue: BTreeMap<DocumentId, Timestamp>,
    outstanding: BTreeMap<DocumentId, Timestamp>,
    /// The heads that we asked for last: a peer that cannot bring them is not asked again.
    asked: BTreeMap<DocumentId, Vec<ChangeHash>>,
}

/// Bookkeeping for all peers of one community.
#[derive(Debug, Default)]
pub struct Replication {
    peers: BTreeMap<DeviceKey, Peer>,
    blobs: BTreeMap<BlobHash, WantedBlob>,
    out: VecDeque<(DeviceKey, Message)>,
}

impl Replication {
    /// The next message to send.
    pub fn poll(&mut self) -> Option<(DeviceKey, Message)> {
        self.out.pop_front()
    }

    /// A peer is up and known: tell it what we have.
    pub fn peer_up(&mut self, device: DeviceKey, scope: Scope, documents: &impl Documents) {
        let peer = Peer {
            scope,
            said: BTreeMap::new(),
            level: BTreeSet::new(),
            queue: BTreeMap::new(),
            outstanding: BTreeMap::new(),
            asked: BTreeMap::new(),
        };
        self.peers.insert(device, peer);
        self.say_have(device, documents);
    }

    /// The peer may see this from now on.
    pub fn set_scope(&mut self, device: DeviceKey, scope: Scope, documents: &impl Documents) {
        let Some(peer) = self.peers.get_mut(&device) else { return };
        if peer.scope != scope {
            peer.scope = scope;
            self.say_have(device, documents);
        }
    }

    /// The peer is gone; what it was asked is asked of others.
    pub fn peer_down(&mut self, now: Timestamp, device: DeviceKey) {
        self.peers.remove(&device);
        self.out.retain(|(to, _)| *to != device);
        for blob in self.blobs.values_mut() {
            blob.lacking.remove(&device);
            blob.asked = blob.asked.filter(|(asked, _)| *asked != device);
        }
        self.ask_blobs(now);
    }

    /// `Message::Have` came. `Err` is a code for which to drop the peer.
    pub fn have(
        &mut self,
        now: Timestamp,
        from: DeviceKey,
        said: Vec<(DocumentId, Vec<ChangeHash>)>,
        documents: &impl Documents,
    ) -> Result<(), &'static str> {
        for (document, heads) in said {
            self.hear(from, document, heads, now, documents)?;
        }
        self.ask(now, from, documents);
        Ok(())
    }

    /// `Message::Heads` came.
    pub fn heads(
        &mut self,
        now: Timestamp,
        from: DeviceKey,
        (document, heads): (DocumentId, Vec<ChangeHash>),
        documents: &impl Documents,
    ) -> Result<(), &'static str> {
        self.hear(from, document, heads, now.plus_ms(ANNOUNCED_WAIT_MS), documents)?;
        self.ask(now, from, documents);
        Ok(())
    }

    /// `Message::Want` came: whether to answer it, with what leads from their heads to ours. The
    /// engine answers with `answer`, or with a `Snapshot` where they have nothing.
    pub fn may_answer(&self, from: DeviceKey, document: &DocumentId) -> bool {
        match self.peers.get(&from).map(|peer| peer.scope) {
            Some(Scope::Everything) => true,
            Some(Scope::CharterOnly) => *document == DocumentId::Charter,
            None => false,
        }
    }

    /// Sends the answer to a `Want`, in pieces that the engine has cut; none says that there is
    /// nothing to bring.
    pub fn answer(&mut self, to: DeviceKey, document: DocumentId, mut pieces: Vec<Vec<u8>>) {
        let last = pieces.pop().unwrap_or_default();
        for bytes in pieces {
            let part = ChangesPart::More;
            self.out.push_back((to, Message::Changes { document, part, bytes }));
        }
        let part = ChangesPart::Last;
        self.out.push_back((to, Message::Changes { document, part, bytes: last }));
    }

    /// `Message::Changes` or `Message::Snapshot` came (a snapshot is a last part) and was taken in
    /// or refused; the engine says `applied` when it is stored. `tips` are the newest changes in
    /// it: who sends them has them.
    pub fn answered(
        &mut self,
        now: Timestamp,
        from: DeviceKey,
        (document, part, tips): (DocumentId, ChangesPart, &[ChangeHash]),
        documents: &impl Documents,
    ) {
        let Some(peer) = self.peers.get_mut(&from) else { return };
        let said = peer.said.entry(document).or_default();
        said.extend(tips.iter().take(HEADS_MAX.saturating_sub(said.len())));
        said.sort_unstable();
        said.dedup();
        if tips.iter().any(|tip| !documents.contains(&document, tip)) {
            // Not merged yet, or not fit to be merged yet; looked at again before it is asked for.
            peer.queue.entry(document).or_insert(now.plus_ms(ANNOUNCED_WAIT_MS));
        }
        match part {
            ChangesPart::Live => {}
            // A long answer is not a late one.
            ChangesPart::More => {
                if let Some(since) = peer.outstanding.get_mut(&document) {
                    *since = now;
                }
            }
            ChangesPart::Last => {
                peer.outstanding.remove(&document);
            }
        }
        self.ask(now, from, documents);
    }

    /// Changes of others are stored here: acknowledge and announce them.
    pub fn applied(&mut self, document: DocumentId, documents: &impl Documents) {
        let heads = documents.heads(&document);
        for (device, peer) in &mut self.peers {
            peer.weigh(document, &heads);
            if peer.sees(&document) {
                self.out.push_back((*device, Message::Heads { document, heads: heads.clone() }));
            }
        }
    }

    /// A change made here is stored: push it to everybody.
    pub fn wrote(&mut self, document: DocumentId, bytes: &[u8], documents: &impl Documents) {
        let heads = documents.heads(&document);
        for (device, peer) in &mut self.peers {
            peer.weigh(document, &heads);
            if peer.sees(&document) {
                let part = ChangesPart::Live;
                let message = Message::Changes { document, part, bytes: bytes.to_vec() };
                self.out.push_back((*device, message));
            }
        }
    }

    /// What came of this document could not be used yet: ask this peer for all that is missing.
    pub fn ask_again(
        &mut self,
        now: Timestamp,
        from: DeviceKey,
        document: DocumentId,
        documents: &impl Documents,
    ) {
        if let Some(peer) = self.peers.get_mut(&from) {
            peer.asked.remove(&document);
            peer.queue.entry(document).or_insert(now);
        }
        self.ask(now, from, documents);
    }

    /// Does what has come due.
    pub fn tick(&mut self, now: Timestamp, documents: &impl Documents) {
        for device in self.peers.keys().copied().collect::<Vec<_>>() {
            let Some(peer) = self.peers.get_mut(&device) else { continue };
            peer.outstanding.retain(|_, since| now.since_ms(*since) < ANSWER_MS_MAX);
            self.ask(now, device, documents);
        }
        self.give_up_blobs(now);
        self.ask_blobs(now);
    }

    /// When `tick` is next needed.
    pub fn next_wake(&self) -> Option<Timestamp> {
        let peers = self.peers.values().flat_map(|peer| {
            let free = peer.outstanding.len() < WANTS_OUTSTANDING_MAX;
            let queued = peer.queue.values().filter(move |_| free).copied();
            let late = peer.outstanding.values().map(|since| since.plus_ms(ANSWER_MS_MAX));
            queued.chain(late)
        });
        let blobs = self.blobs.values().filter_map(|blob| blob.asked);
        peers.chain(blobs.map(|(_, since)| since.plus_ms(ANSWER_MS_MAX))).min()
    }

    /// How many documents of ours this peer has not all of, as far as it said; `None` when it is
    /// not up.
    pub fn behind(&self, device: &DeviceKey, documents: &impl Documents) -> Option<usize> {
        let peer = self.peers.get(device)?;
        Some(documents.count().saturating_sub(peer.level.len()))
    }

    /// Whether this peer has all that we have of a document.
    pub fn is_level(&self, device: &DeviceKey, document: &DocumentId) -> bool {
        self.peers.get(device).is_some_and(|peer| peer.level.contains(document))
    }

    /// The heads that this peer said last.
    pub fn said(&self, device: &DeviceKey, document: &DocumentId) -> &[ChangeHash] {
        let said = self.peers.get(device).and_then(|peer| peer.said.get(document));
        said.map_or(&[], Vec::as_slice)
    }

    /// Documents that are asked for or will be, over all peers.
    pub fn pending(&self) -> usize {
        let of = |peer: &Peer| peer.queue.len() + peer.outstanding.len();
        self.peers.values().map(of).sum()
    }

    fn say_have(&mut self, to: DeviceKey, documents: &impl Documents) {
        let Some(peer) = self.peers.get(&to) else { return };
        let names = documents.names().into_iter().filter(|document| peer.sees(document));
        let list: Vec<_> = names.map(|document| (document, documents.heads(&document))).collect();
        let mut chunks: Vec<_> = list.chunks(HAVE_DOCUMENTS_MAX).map(<[_]>::to_vec).collect();
        let last = chunks.pop().unwrap_or_default();
        for documents in chunks {
            self.out.push_back((to, Message::Have { documents, part: HavePart::More }));
        }
        self.out.push_back((to, Message::Have { documents: last, part: HavePart::Last }));
    }

    fn hear(
        &mut self,
        from: DeviceKey,
        document: DocumentId,
        mut said: Vec<ChangeHash>,
        ask_at: Timestamp,
        documents: &impl Documents,
    ) -> Result<(), &'static str> {
        let Some(peer) = self.peers.get_mut(&from) else { return Ok(()) };
        if said.len() > HEADS_MAX {
            return Err("too-many-heads");
        }
        if peer.said.len() >= PEER_DOCUMENTS_MAX && !peer.said.contains_key(&document) {
            return Err("too-many-documents");
        }
        said.sort_unstable();
        said.dedup();
        let known = said.iter().all(|head| documents.contains(&document, head));
        peer.said.insert(document, said);
        peer.weigh(document, &documents.heads(&document));
        if known {
            peer.queue.remove(&document);
        } else {
            let at = peer.queue.entry(document).or_insert(ask_at);
            *at = ask_at.min(*at);
        }
        Ok(())
    }

    /// Asks for what is due, the charter first, and never for much at once.
    fn ask(&mut self, now: Timestamp, device: DeviceKey, documents: &impl Documents) {
        let Some(peer) = self.peers.get_mut(&device) else { return };
        let due = peer.queue.iter().filter(|(_, at)| **at <= now).map(|(document, _)| *document);
        for document in due.collect::<Vec<_>>() {
            if peer.outstanding.len() >= WANTS_OUTSTANDING_MAX {
                break;
            }
            if peer.outstanding.contains_key(&document) {
                continue;
            }
            peer.queue.remove(&document);
            let said = peer.said.get(&document).cloned().unwrap_or_default();
            let lacks = said.iter().any(|head| !documents.contains(&document, head));
            if !lacks || peer.asked.get(&document) == Some(&said) {
                continue;
            }
            peer.asked.insert(document, said);
            peer.outstanding.insert(document, now);
            let have = documents.heads(&document);
            self.out.push_back((device, Message::Want { document, have }));
        }
        self.ask_blobs(now);
    }
}

impl Peer {
    fn sees(&self, document: &DocumentId) -> bool {
        self.scope == Scope::Everything || *document == DocumentId::Charter
    }

    /// Notes whether the peer has all of these heads of ours.
    fn weigh(&mut self, document: DocumentId, ours: &[ChangeHash]) {
        let said = self.said.get(&document).map_or(&[][..], Vec::as_slice);
        if !ours.is_empty() && ours.iter().all(|head| said.binary_search(head).is_ok()) {
            self.level.insert(document);
        } else {
            self.level.remove(&document);
        }
    }
}

#[cfg(test)]
mod tests;
