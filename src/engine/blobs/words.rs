//! Sealed words of needs: blobs that all devices carry until whoever asked erases them (PEO-6). Who may
//! read them is not known here. Invariant: of erased words nothing is kept, asked for or given.

use std::collections::BTreeSet;

use super::Community;
use crate::engine::core::Core;
use crate::engine::pending::{After, Pending};
use crate::id::{BlobHash, CommandId, DeviceKey, MemberId};
use crate::limits::{BLOB_BYTES_MAX, SEALED_BYTES_MAX};
use crate::message::economy::view::Desk;
use crate::message::model::ViewKey;
use crate::ordered::{Map, Set};
use crate::projection::summary::{LedgerSummary, NeedWords, Summary};
use crate::sign;
use crate::store::keys;

/// In the place of a media type.
pub const WORDS: &str = "words";

/// Sealed words that were read from storage, or are on their way from there.
#[derive(Debug, Default)]
pub struct ReadWords {
    pub here: Map<BlobHash, Vec<u8>>,
    pub wanted: BTreeSet<BlobHash>,
}

/// What the sealed words of a need are called: a need of somebody else that names the same bytes calls
/// them otherwise, so that nobody erases or keeps the words of another.
pub fn name(need: &CommandId, device: &DeviceKey, sha256: &[u8; 32]) -> BlobHash {
    BlobHash(sign::sha256(&sign::message("need words", &[&need.0, &device.0, sha256])))
}

impl Community {
    fn ledgers(&self) -> impl Iterator<Item = &LedgerSummary> {
        self.documents.values().filter_map(|entry| match &entry.meta.summary {
            Summary::Ledger(ledger) => Some(ledger),
            Summary::Charter
            | Summary::Talk(_)
            | Summary::Page(_)
            | Summary::Motion(_)
            | Summary::Calendar(_) => None,
        })
    }

    /// All sealed words that needs name, and whether they are erased.
    pub(super) fn words_named(&self) -> impl Iterator<Item = (&NeedWords, bool)> {
        let erased = self.ledgers().flat_map(|ledger| ledger.erased.iter());
        let erased: Set<(CommandId, MemberId)> =
            erased.map(|(need, device)| (*need, self.author(device))).collect();
        self.ledgers().flat_map(|ledger| ledger.words.iter()).map(move |words| {
            let is_erased =
                !erased.is_empty() && erased.contains(&(words.need, self.author(&words.device)));
            (words, is_erased)
        })
    }

    /// Whether these are the words that a blob is to be.
    pub(super) fn are_words(&self, blob: &BlobHash, bytes: &[u8]) -> bool {
        let sha256 = sign::sha256(bytes);
        bytes.len() <= SEALED_BYTES_MAX
            && self.words_named().any(|(words, is_erased)| {
                words.blob == *blob
                    && !is_erased
                    && name(&words.need, &words.device, &sha256) == *blob
            })
    }

    /// Bytes that a blob can have at most.
    pub(super) fn blob_bytes_max(&self, blob: &BlobHash) -> usize {
        let mut all = self.ledgers().flat_map(|ledger| ledger.words.iter());
        if all.any(|words| words.blob == *blob) { SEALED_BYTES_MAX } else { BLOB_BYTES_MAX }
    }

    /// Keeps the words that an entry of this device is about to name.
    pub fn keep_words(&mut self, core: &mut Core, need: &CommandId, sealed: Vec<u8>) {
        let blob = name(need, &self.local.device, &sign::sha256(&sealed));
        self.keep_picture(core, blob, (WORDS, &sealed), After::default());
        self.words.here.insert(blob, sealed);
    }

    /// The sealed words of a need where they were read, else what they are called.
    pub fn words_read(
        &self,
        need: &CommandId,
        device: &DeviceKey,
        sha256: &BlobHash,
    ) -> Result<&[u8], BlobHash> {
        let blob = name(need, device, &sha256.0);
        self.words.here.get(&blob).map(Vec::as_slice).ok_or(blob)
    }

    /// Reads words from storage that somebody looks for. Gives true where some are there, and are to be
    /// waited for.
    pub fn read_words(&mut self, core: &mut Core, blobs: Vec<BlobHash>) -> bool {
        let mut is_coming = false;
        for blob in blobs.into_iter().filter(|blob| self.blobs.contains_key(blob)) {
            is_coming = true;
            if self.words.wanted.insert(blob) {
                core.load(keys::blob(&self.id, &blob), Pending::Blob(self.id, blob));
            }
        }
        is_coming
    }

    /// Words came from storage, or were looked for there in vain.
    pub(super) fn words_loaded(&mut self, core: &mut Core, blob: BlobHash, sealed: Option<&[u8]>) {
        if self.words.wanted.remove(&blob) {
            if let Some(sealed) = sealed {
                self.words.here.insert(blob, sealed.to_vec());
            }
            core.mark(ViewKey::Economy(self.id, Desk::Care));
        }
    }

    /// Follows what documents say of blobs: erased words go from this device, and what is missing is
    /// found.
    pub fn follow_blobs(&mut self, core: &mut Core) {
        let erased = self.words_named().filter(|(_, is_erased)| *is_erased);
        let erased: Vec<BlobHash> = erased.map(|(words, _)| words.blob).collect();
        for blob in erased {
            self.words.here.remove(&blob);
            if self.blobs.remove(&blob).is_some() {
                let deletes = vec![keys::blob_index(&self.id, &blob), keys::blob(&self.id, &blob)];
                core.store(Vec::new(), deletes, After::default());
            }
        }
        self.find_missing_blobs();
    }
}
