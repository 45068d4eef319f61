//! What is told of all documents together: who has everything, the state hash, what is unread. Kept
//! up document by document, so that a change costs the same however many documents there are.

use std::collections::{BTreeMap, BTreeSet};

use crate::ordered::{Map, Set};

use crate::clock::Timestamp;
use crate::engine::community::Community;
use crate::id::{DeviceKey, DocumentId, MotionId, ThreadId};
use crate::projection::digest::SetDigest;
use crate::projection::summary::Summary;
use crate::sign;

/// Sums over all documents. Invariant: what is not `stale` is counted as it is now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    stale: BTreeSet<DocumentId>,
    counted: BTreeMap<DocumentId, Counted>,
    /// Documents that have changes.
    documents: usize,
    digest: SetDigest,
    /// How many documents a device of somebody else has all of.
    complete: Map<DeviceKey, usize>,
    posts: Map<ThreadId, u32>,
    unread: Map<ThreadId, u32>,
    unread_all: u32,
    /// Motions of which something may still come.
    unsettled: Set<MotionId>,
    /// All motions of which a version is here, by when they were opened.
    opened: Set<(Timestamp, MotionId)>,
}

/// What one document adds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Counted {
    /// Its element of the state's digest, where it has changes.
    element: Option<[u8; 32]>,
    /// Devices of others that have all of it.
    devices: Vec<DeviceKey>,
    posts: u32,
    motion: Option<CountedMotion>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct CountedMotion {
    is_settled: bool,
    opened: Option<Timestamp>,
}

impl Tally {
    /// This document is not as it was counted.
    pub fn recount(&mut self, document: DocumentId) {
        self.stale.insert(document);
    }

    fn add(&mut self, document: DocumentId, counted: Counted) {
        if let Some(element) = counted.element {
            self.documents += 1;
            self.digest.add(element);
        }
        for device in &counted.devices {
            *self.complete.entry(*device).or_default() += 1;
        }
        if let DocumentId::Talk { thread, .. } = document {
            *self.posts.entry(thread).or_default() += counted.posts;
        }
        if let (DocumentId::Motion(motion), Some(known)) = (document, counted.motion) {
            if !known.is_settled {
                self.unsettled.insert(motion);
            }
            if let Some(at) = known.opened {
                self.opened.insert((at, motion));
            }
        }
        self.counted.insert(document, counted);
    }

    fn remove(&mut self, document: &DocumentId) {
        let Some(counted) = self.counted.remove(document) else { return };
        if let Some(element) = counted.element {
            self.documents -= 1;
            self.digest.remove(element);
        }
        for device in &counted.devices {
            if let Some(count) = self.complete.get_mut(device) {
                *count -= 1;
            }
        }
        if let DocumentId::Talk { thread, .. } = document
            && let Some(posts) = self.posts.get_mut(thread)
        {
            *posts -= counted.posts;
        }
        if let (DocumentId::Motion(motion), Some(known)) = (document, counted.motion) {
            self.unsettled.remove(motion);
            if let Some(at) = known.opened {
                self.opened.remove(&(at, *motion));
            }
        }
    }

    fn set_unread(&mut self, thread: ThreadId, unread: u32) {
        let before = self.unread.insert(thread, unread).unwrap_or_default();
        self.unread_all = self.unread_all - before + unread;
    }
}

impl Community {
    /// A document, what somebody has of it, or how far it was read is not as it was.
    pub fn recount(&mut self, document: DocumentId) {
        self.tally.recount(document);
    }

    /// How far a topic was read changed.
    pub fn recount_unread(&mut self, thread: ThreadId) {
        self.recount(DocumentId::Talk { thread, part: 0 });
    }

    /// Brings the sums up to date.
    pub fn count_stale(&mut self) {
        for document in std::mem::take(&mut self.tally.stale) {
            self.tally.remove(&document);
            if self.documents.contains_key(&document) {
                let counted = self.count(&document);
                self.tally.add(document, counted);
            }
            if let DocumentId::Talk { thread, .. } = document {
                let unread = self.unread_in(thread);
                self.tally.set_unread(thread, unread);
            }
        }
        debug_assert!(self.is_counted_right(), "whatever changes a document recounts it");
    }

    fn count(&self, document: &DocumentId) -> Counted {
        let Some(entry) = self.documents.get(document) else { return Counted::default() };
        let (mut posts, mut motion) = (0, None);
        match &entry.meta.summary {
            Summary::Talk(talk) => posts = talk.posts,
            Summary::Motion(known) => {
                let opened = known.about.as_ref().map(|about| about.opened);
                motion = Some(CountedMotion { is_settled: known.is_settled(), opened });
            }
            Summary::Charter | Summary::Page(_) | Summary::Ledger(_) | Summary::Calendar(_) => {}
        }
        if entry.meta.heads.is_empty() {
            return Counted { posts, motion, ..Counted::default() };
        }
        let (name, digest) = (document.to_string(), entry.meta.summary.digest());
        let message = sign::message("phyle/1/state", &[name.as_bytes(), &digest]);
        let has = |device: &&DeviceKey| self.device_has_all(device, document, entry);
        let devices = match &entry.open {
            Some(open) => open.seen.keys().filter(has).copied().collect(),
            None => self.knowledge.keys().filter(has).copied().collect(),
        };
        Counted { element: Some(sign::sha256(&message)), devices, posts, motion }
    }

    /// A topic is listed, and its posts are unread, once its first part is here.
    fn unread_in(&self, thread: ThreadId) -> u32 {
        if !self.documents.contains_key(&DocumentId::Talk { thread, part: 0 }) {
            return 0;
        }
        let read = self.local.read.get(&thread).map_or(0, |mark| mark.posts_read);
        self.posts_in(thread).saturating_sub(read)
    }

    fn is_counted_right(&self) -> bool {
        let right = |(document, counted): (&DocumentId, &Counted)| {
            *counted == self.count(document)
                && match document {
                    DocumentId::Talk { thread, .. } => {
                        self.tally.unread.get(thread) == Some(&self.unread_in(*thread))
                    }
                    DocumentId::Charter
                    | DocumentId::Page(_)
                    | DocumentId::Motion(_)
                    | DocumentId::Ledger { .. }
                    | DocumentId::Calendar { .. } => true,
                }
        };
        self.tally.counted.len() == self.documents.len() && self.tally.counted.iter().all(right)
    }

    /// Posts of a topic that are here, as far as they are counted.
    pub fn posts_in(&self, thread: ThreadId) -> u32 {
        self.tally.posts.get(&thread).copied().unwrap_or_default()
    }

    /// Motions of which something may still come, as far as they are counted.
    pub fn unsettled(&self) -> &Set<MotionId> {
        &self.tally.unsettled
    }

    /// All motions of which a version is here, by when they were opened, as far as they are counted.
    pub fn opened(&self) -> &Set<(Timestamp, MotionId)> {
        &self.tally.opened
    }

    /// Posts not read on this device, in all topics.
    pub fn unread(&self) -> u32 {
        self.tally.unread_all
    }

    /// Whether a device of somebody else has all that is stored here.
    pub fn device_has_everything(&self, device: &DeviceKey) -> bool {
        let complete = self.tally.complete.get(device).copied().unwrap_or_default();
        complete == self.tally.documents
    }

    /// The documents' part of the state hash: how many have changes, and the sum of their digests.
    pub fn documents_state(&self) -> (usize, [u8; 32]) {
        (self.tally.documents, self.tally.digest.to_bytes())
    }
}
