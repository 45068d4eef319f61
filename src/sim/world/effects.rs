//! What engines ask of the world, carried out: after a while, and not always for good.

use std::sync::Arc;

use rand_core::Rng as _;

use super::{Origin, RELAY, Room, World, Write};
use crate::clock::{Ahead, Timestamp};
use crate::engine::finding::finder;
use crate::engine::io::{Entry, Picture, PictureError, StoreError};
use crate::engine::{Effect, Input};
use crate::exchange::zip::{ZipLimits, read_zip};
use crate::exchange::{backup, markdown};
use crate::message::model::{KeyStorage, ViewDelta, ViewKey};
use crate::message::{FromEngine, Reminder};
use crate::sign::SoftwareKey;
use crate::sim::relay::Node;
use crate::sync::{MakeMesh, Mesh};

impl World {
    pub(super) fn perform(&mut self, node: Node, effects: Vec<Effect>) {
        for effect in effects {
            self.perform_one(node, effect);
        }
    }

    fn perform_one(&mut self, node: Node, effect: Effect) {
        match effect {
            Effect::Tell { message, .. } | Effect::TellAll { message } => {
                self.told(node, message);
            }
            Effect::Load { ticket, prefix } => {
                let entries = self.read(node, &prefix);
                self.later(node, 2, Input::Loaded { ticket, result: Ok(entries) });
            }
            Effect::Store { ticket, puts, deletes } => {
                let room = self.profiles[node.0].full;
                let result = if room == Room::Enough { Ok(()) } else { Err(StoreError::Full) };
                let due =
                    self.later(node, self.config.store_ms_max, Input::Stored { ticket, result });
                if result.is_ok() {
                    let life = self.profiles[node.0].lives;
                    let write = Write { due, puts, deletes };
                    self.writes.entry((node, life)).or_default().push_back(write);
                }
            }
            Effect::MakeKey { ticket } => {
                let mut seed = [0; 32];
                self.rng.fill_bytes(&mut seed);
                let key = SoftwareKey::from_seed(&seed);
                let public = key.public();
                self.profiles[node.0].keys.insert(public, Arc::new(key));
                let result = Ok((public, KeyStorage::Stored));
                self.later(node, 5, Input::KeyMade { ticket, result });
            }
            Effect::Sign { ticket, key, message } => {
                let key = &self.profiles[node.0].keys[&key];
                let result = Ok(key.sign(&message));
                self.later(node, self.config.sign_ms_max, Input::Signed { ticket, result });
            }
            Effect::ShrinkPicture { ticket, bytes, .. } => {
                let result = shrink(bytes);
                self.later(node, 10, Input::PictureShrunk { ticket, result });
            }
            Effect::Unpack { ticket, bytes } => {
                let result = Ok(read_zip(&bytes, ZipLimits::default()));
                self.later(node, 10, Input::Unpacked { ticket, result });
            }
            Effect::PlanImport { ticket, files } => {
                let result = Ok(markdown::plan(files));
                self.later(node, 10, Input::ImportPlanned { ticket, result });
            }
            Effect::CloseBackup { ticket, backup, secret, list } => {
                let result = Ok(backup::close(&backup, secret, list));
                self.later(node, 10, Input::BackupClosed { ticket, result });
            }
            Effect::OpenBackup { ticket, file, words } => {
                let result = Ok(backup::open(&file, &words));
                self.later(node, 10, Input::BackupOpened { ticket, result });
            }
            Effect::RelayOpen { url } => {
                if url == RELAY {
                    self.profiles[node.0].sockets.insert(url);
                    self.relay.open(self.now, node);
                } else {
                    let reason = "no such relay".to_owned();
                    self.later(node, 5, Input::RelayClosed { url, reason });
                }
            }
            Effect::RelaySend { text, .. } => self.relay.text(self.now, node, &text),
            Effect::RelayClose { url } => {
                self.profiles[node.0].sockets.remove(&url);
                self.relay.close(node);
            }
            Effect::LoadMesh => {
                self.later(node, 10, Input::MeshLoaded(Ok(MakeMesh(Mesh::boxed))));
            }
            Effect::LoadBooks => {
                self.later(node, 10, Input::BooksLoaded(Ok(self.profiles[node.0].books)));
            }
            Effect::LoadFinder => {
                self.later(node, 10, Input::FinderLoaded(Ok(finder())));
            }
            Effect::CheckClock => self.check_clock(node),
            Effect::WakeAt(at) => self.profiles[node.0].wake_at = Some(at),
        }
    }

    /// The answer is as coarse as a real one: whole seconds, and the way there and back.
    fn check_clock(&mut self, node: Node) {
        if self.config.origin == Origin::IsGone {
            return;
        }
        let took = 20 + self.random_below(300);
        let date = Timestamp((self.now.0 + took / 2) / 1_000 * 1_000);
        let asked = self.clock(node);
        if let Some(ahead) = Ahead::measured(asked, asked.plus_ms(took), date, 0) {
            self.later(node, took, Input::ClockChecked(ahead));
        }
    }

    /// What storage shows: all writes that were given before, durable or not, as in IndexedDB.
    fn read(&mut self, node: Node, prefix: &str) -> Vec<Entry> {
        let life = self.profiles[node.0].lives;
        for write in self.writes.remove(&(node, life)).unwrap_or_default() {
            self.write(node, write);
        }
        let disk = &self.profiles[node.0].disk;
        let found = disk.range(prefix.to_owned()..);
        found
            .take_while(|(key, _)| key.starts_with(prefix))
            .map(|(key, value)| Entry { key: key.clone(), value: value.clone() })
            .collect()
    }

    pub(super) fn write(&mut self, node: Node, write: Write) {
        let disk = &mut self.profiles[node.0].disk;
        for entry in write.puts {
            disk.insert(entry.key, entry.value);
        }
        for key in write.deletes {
            disk.remove(&key);
        }
    }

    /// Whether the app is open.
    pub fn is_running(&self, node: Node) -> bool {
        self.profiles[node.0].engine.is_some()
    }

    /// What a node's person was reminded of.
    pub fn reminders(&self, node: Node) -> &[Reminder] {
        &self.profiles[node.0].reminders
    }

    fn told(&mut self, node: Node, message: FromEngine) {
        let profile = &mut self.profiles[node.0];
        match message {
            FromEngine::Done { id, outcome } => {
                profile.answers.insert(id, Ok(outcome));
            }
            FromEngine::Refused { id, refusal } => {
                profile.answers.insert(id, Err(refusal));
            }
            FromEngine::View(ViewDelta::Home(home)) => profile.home = home.communities,
            FromEngine::View(delta) => {
                profile.views.entry(key_of(&delta)).or_default().push(delta);
            }
            FromEngine::Rtc { connection, action } => {
                self.fabric.act(self.now, node, connection, action);
            }
            FromEngine::Remind(reminder) => profile.reminders.push(reminder),
            FromEngine::Ready | FromEngine::Pong | FromEngine::Fatal(_) => {}
        }
    }
}

/// Stands for the browser's codec: takes anything that begins like a picture.
fn shrink(bytes: Vec<u8>) -> Result<Picture, PictureError> {
    let known = [b"\x89PNG".as_slice(), b"\xff\xd8".as_slice(), b"RIFF".as_slice()];
    if known.iter().any(|magic| bytes.starts_with(magic)) {
        Ok(Picture { mime: "image/webp".to_owned(), bytes, width_px: 10, height_px: 10 })
    } else {
        Err(PictureError::Undecodable)
    }
}

/// The view that a delta belongs to.
fn key_of(delta: &ViewDelta) -> ViewKey {
    match delta {
        ViewDelta::Home(_) => ViewKey::Home,
        ViewDelta::Members { community, .. } => ViewKey::Members(*community),
        ViewDelta::Invitations { community, .. } => ViewKey::Invitations(*community),
        ViewDelta::Devices { community, .. } => ViewKey::Devices(*community),
        ViewDelta::Threads { community, .. } => ViewKey::Threads(*community),
        ViewDelta::Thread { community, thread, .. } => ViewKey::Thread(*community, *thread),
        ViewDelta::Pages { community, .. } => ViewKey::Pages(*community),
        ViewDelta::Page { community, page, .. } => ViewKey::Page(*community, *page),
        ViewDelta::History { community, page, .. } => ViewKey::History(*community, *page),
        ViewDelta::PastText { community, page, at, .. } => {
            ViewKey::PastText(*community, *page, at.clone())
        }
        ViewDelta::Sync { community, .. } => ViewKey::Sync(*community),
        ViewDelta::Motions { community, .. } => ViewKey::Motions(*community),
        ViewDelta::Motion { community, motion, .. } => ViewKey::Motion(*community, *motion),
        ViewDelta::Today { community, .. } => ViewKey::Today(*community),
        ViewDelta::Import { import, .. } => ViewKey::Import(*import),
        ViewDelta::Picture { community, hash, .. } => ViewKey::Picture(*community, *hash),
        ViewDelta::Economy { community, desk, .. } => ViewKey::Economy(*community, *desk),
        ViewDelta::Calendar { community, .. } => ViewKey::Calendar(*community),
        ViewDelta::Faults { community, .. } => ViewKey::Faults(*community),
        ViewDelta::Found { community, words, .. } => ViewKey::Found(*community, words.clone()),
    }
}
