//! Blobs that are missing here: what is wanted comes in, whom to ask comes out. Documents go first,
//! and one peer is never asked for many at once.

use std::collections::{BTreeMap, BTreeSet};

use super::{ANSWER_MS_MAX, Replication};
use crate::clock::Timestamp;
use crate::id::{BlobHash, DeviceKey};
use crate::limits::BLOB_WANTS_OUTSTANDING_MAX;
use crate::sync::frame::Message;

#[derive(Debug, Default)]
pub(super) struct WantedBlob {
    /// The next chunk that is missing here.
    pub next: u32,
    pub asked: Option<(DeviceKey, Timestamp)>,
    /// Peers that do not have it.
    pub lacking: BTreeSet<DeviceKey>,
}

impl Replication {
    /// A blob is missing here from this chunk on.
    pub fn want_blob(&mut self, now: Timestamp, hash: BlobHash, next: u32) {
        self.blobs.entry(hash).or_default().next = next;
        self.ask_blobs(now);
    }

    /// `Message::BlobChunk` came; the engine has checked and stored it.
    pub fn blob_chunk(
        &mut self,
        now: Timestamp,
        from: DeviceKey,
        (hash, index, total): (BlobHash, u32, u32),
    ) -> Result<(), &'static str> {
        let blob = self.blobs.get_mut(&hash).ok_or("blob-unasked")?;
        if blob.asked.is_none_or(|(asked, _)| asked != from) {
            return Err("blob-unasked");
        }
        if total == 0 {
            blob.lacking.insert(from);
            blob.asked = None;
        } else if index != blob.next || index >= total {
            return Err("blob-order");
        } else if index + 1 == total {
            self.blobs.remove(&hash);
        } else {
            blob.next += 1;
            blob.asked = Some((from, now));
        }
        self.ask_blobs(now);
        Ok(())
    }

    /// A chunk that takes too long is asked of another peer.
    pub(super) fn give_up_blobs(&mut self, now: Timestamp) {
        for blob in self.blobs.values_mut() {
            if let Some((device, since)) = blob.asked
                && now.since_ms(since) >= ANSWER_MS_MAX
            {
                blob.lacking.insert(device);
                blob.asked = None;
            }
        }
    }

    /// Asks for blobs, of peers that have no documents to bring.
    pub(super) fn ask_blobs(&mut self, now: Timestamp) {
        let mut load: BTreeMap<DeviceKey, usize> = BTreeMap::new();
        for (device, peer) in &self.peers {
            if peer.queue.is_empty() && peer.outstanding.is_empty() && !peer.said.is_empty() {
                load.insert(*device, 0);
            }
        }
        for (device, _) in self.blobs.values().filter_map(|blob| blob.asked) {
            load.entry(device).and_modify(|count| *count += 1);
        }
        for (hash, blob) in self.blobs.iter_mut().filter(|(_, blob)| blob.asked.is_none()) {
            let fit = load.iter_mut().filter(|(device, count)| {
                **count < BLOB_WANTS_OUTSTANDING_MAX && !blob.lacking.contains(*device)
            });
            if let Some((device, count)) = fit.min_by_key(|(_, count)| **count) {
                *count += 1;
                blob.asked = Some((*device, now));
                let (hash, from) = (*hash, blob.next);
                self.out.push_back((*device, Message::BlobWant { hash, from }));
            }
        }
    }
}
