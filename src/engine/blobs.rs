//! Blobs: pictures, profiles and sealed words, named by their hash, fetched in pieces from whoever has
//! them. A blob enters storage only when its bytes prove its name: by their hash, and sealed words by that
//! with the need and the device that signed it.

pub mod words;

use std::collections::BTreeSet;

use crate::clock::Timestamp;
use crate::domain::profile::Profile;
use crate::engine::blobs::words::WORDS;
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::io::{Entry, Picture};
use crate::engine::peers::Fetching;
use crate::engine::pending::{After, Pending};
use crate::id::{BlobHash, CommandId, DeviceKey};
use crate::limits::{
    BLOB_PIECE_BYTES, BLOB_PIECES_PER_REQUEST, BLOB_REQUESTS_MAX, BLOB_WAIT_MS_MAX,
    PROFILE_BYTES_MAX,
};
use crate::message::command::Outcome;
use crate::message::economy::view::Desk;
use crate::message::model::{PictureState, ViewDelta, ViewKey};
use crate::sign;
use crate::store::record::BlobIndex;
use crate::store::{keys, record};
use crate::sync::Message;

/// A blob on its way to somebody: what `Loaded` brings goes to them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BlobRequest {
    pub to: DeviceKey,
    pub piece: u32,
}

/// A blob's bytes in storage: the media type, then the bytes.
pub fn encode_blob(mime: &str, bytes: &[u8]) -> Vec<u8> {
    record::encode(&(mime, bytes))
}

impl Community {
    /// Blobs that documents and profiles name and that are not here.
    pub fn find_missing_blobs(&mut self) {
        let authority = &self.charter.authority;
        let members = authority.members.values().map(|member| member.profile);
        let applicants = authority.applicants.values().map(|applicant| applicant.profile);
        let returns = authority.returns.values().map(|asked| asked.profile);
        let all = members.chain(applicants).chain(returns);
        let profiles = all.filter(|hash| !self.profiles.contains_key(hash));
        let pictures = self.documents.values().filter_map(|entry| entry.meta.summary.pictures());
        let pictures = pictures.flatten().filter(|hash| !self.blobs.contains_key(*hash)).copied();
        let mut missing: BTreeSet<BlobHash> = profiles.chain(pictures).collect();
        for (words, is_erased) in self.words_named() {
            if is_erased {
                missing.remove(&words.blob);
            } else if !self.blobs.contains_key(&words.blob) {
                missing.insert(words.blob);
            }
        }
        self.missing = missing;
    }

    /// Keeps a profile and tells storage.
    pub fn keep_profile(
        &mut self,
        core: &mut Core,
        hash: BlobHash,
        profile: Profile,
        bytes: Vec<u8>,
    ) {
        self.profiles.insert(hash, profile);
        self.missing.remove(&hash);
        let entry = Entry { key: keys::profile(&self.id, &hash), value: bytes };
        core.store(vec![entry], Vec::new(), After::default());
        self.mark_people(core);
    }

    /// The storage entries of a picture, or of sealed words.
    pub fn picture_entries(&self, hash: &BlobHash, mime: &str, bytes: &[u8]) -> Vec<Entry> {
        let size = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        let index = BlobIndex { mime: mime.to_owned(), bytes: size };
        let index = Entry { key: keys::blob_index(&self.id, hash), value: record::encode(&index) };
        vec![index, Entry { key: keys::blob(&self.id, hash), value: encode_blob(mime, bytes) }]
    }

    /// Keeps a picture, or sealed words, and tells storage; `after` says what follows.
    pub fn keep_picture(
        &mut self,
        core: &mut Core,
        hash: BlobHash,
        (mime, bytes): (&str, &[u8]),
        after: After,
    ) {
        let size = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        let entries = self.picture_entries(&hash, mime, bytes);
        self.blobs.insert(hash, BlobIndex { mime: mime.to_owned(), bytes: size });
        self.missing.remove(&hash);
        core.store(entries, Vec::new(), after);
        core.mark(if mime == WORDS {
            ViewKey::Economy(self.id, Desk::Care)
        } else {
            ViewKey::Picture(self.id, hash)
        });
    }

    /// Keeps a picture that an entry of the ledger is to name.
    pub fn keep_receipt(&mut self, core: &mut Core, command: CommandId, picture: &Picture) {
        let hash = BlobHash(sign::sha256(&picture.bytes));
        let acks = vec![(command, Outcome::Picture(hash))];
        let after = After { acks, ..After::default() };
        self.keep_picture(core, hash, (&picture.mime, &picture.bytes), after);
    }

    /// Asks every connected member for what is missing.
    pub fn fetch_from_all(&mut self, core: &mut Core) {
        let devices: Vec<DeviceKey> = self.peers.keys().copied().collect();
        for device in devices {
            self.fetch_blobs(core, device);
        }
    }

    /// Asks a member for the next blob that is missing here; one at a time from each.
    pub fn fetch_blobs(&mut self, core: &mut Core, from: DeviceKey) {
        if !self.is_member_peer(&from) {
            return;
        }
        let taken: Vec<BlobHash> =
            self.peers.values().filter_map(|peer| Some(peer.fetching.as_ref()?.hash)).collect();
        let Some(peer) = self.peers.get_mut(&from) else { return };
        if peer.fetching.is_some() {
            return;
        }
        let wanted = |hash: &&BlobHash| !taken.contains(hash) && !peer.lacks.contains(*hash);
        let Some(hash) = self.missing.iter().find(wanted).copied() else { return };
        peer.fetching = Some(Fetching { hash, so_far: Vec::new(), heard: core.now });
        self.send(core, from, Message::BlobWant { hash, from: 0 });
    }

    /// Who promised a blob and does not send it is not waited for.
    pub fn give_up_fetching(&mut self, now: Timestamp) {
        for peer in self.peers.values_mut() {
            let late = |one: &mut Fetching| now.since_ms(one.heard) > BLOB_WAIT_MS_MAX;
            if let Some(late) = peer.fetching.take_if(late) {
                peer.lacks.insert(late.hash);
            }
        }
    }

    /// A peer asks for a blob.
    pub fn blob_asked(&mut self, core: &mut Core, from: DeviceKey, hash: BlobHash, piece: u32) {
        if !self.is_member_peer(&from) {
            self.refused("asked-without-right");
            return;
        }
        if let Some(profile) = self.profiles.get(&hash) {
            let bytes = profile.encode();
            self.send_pieces(core, from, hash, piece, ("profile", &bytes));
        } else if self.blobs.contains_key(&hash) {
            // However often it is asked for, it is read once at a time.
            let requests = self.blob_requests.entry(hash).or_default();
            let is_read = !requests.is_empty();
            if requests.len() >= BLOB_REQUESTS_MAX {
                return self.refused("too-much-at-once");
            }
            requests.insert(BlobRequest { to: from, piece });
            if !is_read {
                core.load(keys::blob(&self.id, &hash), Pending::Blob(self.id, hash));
            }
        } else {
            let bytes = Vec::new();
            self.send(core, from, Message::BlobChunk { hash, index: 0, total: 0, bytes });
        }
    }

    /// Sends some pieces of a blob; the first byte of each blob on the wire is its kind.
    fn send_pieces(
        &mut self,
        core: &mut Core,
        to: DeviceKey,
        hash: BlobHash,
        first: u32,
        (mime, bytes): (&str, &[u8]),
    ) {
        let mut wire = vec![kind_of(mime)];
        wire.extend_from_slice(bytes);
        let total = u32::try_from(wire.len().div_ceil(BLOB_PIECE_BYTES)).unwrap_or(u32::MAX);
        let pieces = wire.chunks(BLOB_PIECE_BYTES).enumerate();
        let pieces = pieces.skip(first as usize).take(BLOB_PIECES_PER_REQUEST as usize);
        for (index, piece) in pieces {
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            let bytes = piece.to_vec();
            self.send(core, to, Message::BlobChunk { hash, index, total, bytes });
        }
    }

    /// A piece of a blob came.
    pub fn blob_piece(
        &mut self,
        core: &mut Core,
        from: DeviceKey,
        hash: BlobHash,
        (index, total): (u32, u32),
        bytes: &[u8],
    ) {
        let bytes_max = self.blob_bytes_max(&hash);
        let Some(peer) = self.peers.get_mut(&from) else { return };
        let Some(fetching) = peer.fetching.as_mut().filter(|one| one.hash == hash) else { return };
        if total == 0 {
            peer.lacks.insert(hash);
            peer.fetching = None;
            self.fetch_blobs(core, from);
            return;
        }
        let so_far = &mut fetching.so_far;
        let in_turn = so_far.len() as u64 == u64::from(index) * BLOB_PIECE_BYTES as u64;
        let last = u64::from(index) + 1 >= u64::from(total);
        let whole = last || bytes.len() == BLOB_PIECE_BYTES;
        if !in_turn || !whole || so_far.len() + bytes.len() > bytes_max + 1 {
            peer.lacks.insert(hash);
            peer.fetching = None;
            self.refused("blob-out-of-range");
            self.fetch_blobs(core, from);
            return;
        }
        so_far.extend_from_slice(bytes);
        fetching.heard = core.now;
        if last {
            let whole = std::mem::take(&mut fetching.so_far);
            peer.fetching = None;
            self.blob_complete(core, from, hash, &whole);
            self.fetch_blobs(core, from);
        } else if (index + 1) % BLOB_PIECES_PER_REQUEST == 0 {
            self.send(core, from, Message::BlobWant { hash, from: index + 1 });
        }
    }

    fn blob_complete(&mut self, core: &mut Core, from: DeviceKey, hash: BlobHash, wire: &[u8]) {
        // It may have been erased on its way.
        let Some((kind, bytes)) = wire.split_first().filter(|_| self.missing.contains(&hash))
        else {
            return;
        };
        let mime = mime_of(*kind);
        let is_true = if mime == Some(WORDS) {
            self.are_words(&hash, bytes)
        } else {
            sign::sha256(bytes) == hash.0
        };
        if !is_true {
            self.refused("blob-hash-false");
            if let Some(peer) = self.peers.get_mut(&from) {
                peer.lacks.insert(hash);
            }
            return;
        }
        if mime.is_none() {
            match Profile::decode(bytes) {
                Ok(profile) if bytes.len() <= PROFILE_BYTES_MAX => {
                    self.keep_profile(core, hash, profile, bytes.to_vec());
                }
                Ok(_) | Err(_) => self.refused("profile-unreadable"),
            }
            return;
        }
        if let Some(mime) = mime {
            self.keep_picture(core, hash, (mime, bytes), After::default());
        }
    }

    /// A blob's bytes came from storage: whoever asked gets them.
    pub fn blob_loaded(&mut self, core: &mut Core, hash: BlobHash, value: Option<&[u8]>) {
        let requests = self.blob_requests.remove(&hash).unwrap_or_default();
        // It may have been erased while it was read.
        let value = value.filter(|_| self.blobs.contains_key(&hash));
        let blob = value.and_then(|value| record::decode::<(String, Vec<u8>)>(value).ok());
        let Some((mime, bytes)) = blob else {
            self.blobs.remove(&hash);
            self.find_missing_blobs();
            self.words_loaded(core, hash, None);
            return;
        };
        for request in requests {
            self.send_pieces(core, request.to, hash, request.piece, (&mime, &bytes));
        }
        if mime == WORDS {
            return self.words_loaded(core, hash, Some(&bytes));
        }
        let community = self.id;
        let picture = PictureState::Here { mime, bytes };
        let key = ViewKey::Picture(community, hash);
        core.show(&key, ViewDelta::Picture { community, hash, picture });
    }

    /// Shows a picture: a blob, or the portrait inside a profile.
    pub fn show_picture(&mut self, core: &mut Core, hash: BlobHash) {
        let community = self.id;
        let key = ViewKey::Picture(community, hash);
        let portrait = self.profiles.get(&hash).and_then(|profile| profile.portrait.clone());
        let picture = match portrait {
            Some((mime, bytes)) => PictureState::Here { mime, bytes },
            None if self.blobs.contains_key(&hash) => {
                core.load(keys::blob(&self.id, &hash), Pending::Blob(self.id, hash));
                return;
            }
            None => PictureState::Coming,
        };
        core.show(&key, ViewDelta::Picture { community, hash, picture });
    }
}

/// The kind byte of a blob on the wire.
fn kind_of(mime: &str) -> u8 {
    match mime {
        "image/webp" => 1,
        "image/jpeg" => 2,
        "image/png" => 3,
        WORDS => 4,
        _ => 0,
    }
}

/// What a kind byte stands for; `None` for a profile.
fn mime_of(kind: u8) -> Option<&'static str> {
    ["image/webp", "image/jpeg", "image/png", WORDS].into_iter().find(|mime| kind_of(mime) == kind)
}
