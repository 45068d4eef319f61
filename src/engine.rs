//! The only composer: inputs in, effects out. Deterministic in (seed, inputs, now); holds no clock,
//! no randomness of its own and no handle to the world.

mod backup;
mod blobs;
mod calendar;
mod charter;
mod commands;
mod community;
mod core;
mod document;
mod early;
pub mod economy;
pub mod finding;
mod folding;
mod gate;
mod import;
pub mod io;
mod motions;
mod newcomers;
mod opening;
mod page_session;
mod peers;
mod pending;
mod reminding;
mod removed;
mod renewal;
mod replicate;
mod sample;
mod signatures;
mod silence;
mod spared;
mod stored;
mod take_out;
mod tally;
#[cfg(test)]
mod tests;
mod twice;
mod views;
mod writes;

use std::collections::VecDeque;

pub use io::{Effect, Input, Suspect};

use crate::clock::{Ahead, Timestamp};
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::import::Import;
use crate::engine::io::{NotLoaded, Picture, PictureError, Ticket};
use crate::engine::pending::{Pending, Task};
use crate::id::{CommandId, CommunityId, DocumentId};
use crate::message::command::Refusal;
use crate::message::{Connectivity, FromEngine, ToEngine, ViewKey, WindowId};
use crate::ordered::{Map, Set};
use crate::sync::{MakeMesh, MeshInput, MeshPart};

/// How often what peers have is stored and missing things are asked for again.
const TIDY_EVERY_MS: u64 = 1_000;

/// After so long a part of the program that could not be fetched is asked for again.
const MESH_AGAIN_MS: u64 = 10_000;

/// One engine, for all windows of a browser profile.
#[derive(Debug)]
pub struct Engine {
    core: Core,
    communities: Map<CommunityId, Community>,
    imports: Map<CommandId, Import>,
    /// Loads that must end before anything else is taken.
    opening: u32,
    /// Charters that are shown as they were kept, and are being read.
    reading: Set<CommunityId>,
    backlog: VecDeque<Input>,
    /// Meshes begun, so that each has connection names of its own.
    meshes: u64,
    tidy_at: Timestamp,
    wake_at: Option<Timestamp>,
}

impl Engine {
    /// A new engine and what it asks for first. `owner` is the window that holds the connections;
    /// `seed` feeds every random choice; what is `spared` killed engines before and is not tried.
    pub fn new(
        now: Timestamp,
        seed: [u8; 32],
        owner: WindowId,
        spared: Set<Suspect>,
    ) -> (Self, Vec<Effect>) {
        let mut engine = Self {
            core: Core::new(now, seed, owner, spared),
            communities: Map::new(),
            imports: Map::new(),
            opening: 1,
            reading: Set::new(),
            backlog: VecDeque::new(),
            meshes: 0,
            tidy_at: now.plus_ms(TIDY_EVERY_MS),
            wake_at: None,
        };
        engine.core.load(crate::store::keys::GLOBAL.to_owned(), Pending::Global);
        engine.core.check_clock();
        engine.core.effects.push(Effect::LoadMesh);
        let effects = std::mem::take(&mut engine.core.effects);
        (engine, effects)
    }

    /// Takes one input and says what must be done because of it, in order.
    pub fn handle(&mut self, now: Timestamp, input: Input) -> Vec<Effect> {
        self.core.tell_time(now);
        // A clock that was set back would put it off for as long.
        self.tidy_at = self.tidy_at.min(now.plus_ms(TIDY_EVERY_MS));
        if self.is_too_early(&input) {
            self.backlog.push_back(input);
        } else {
            self.take(input);
        }
        if self.is_whole() {
            self.attend();
        }
        for community in self.communities.values_mut() {
            community.drain_mesh(&mut self.core);
        }
        self.flush_views();
        self.plan_wake();
        std::mem::take(&mut self.core.effects)
    }

    fn take(&mut self, input: Input) {
        match input {
            Input::Window { window, message } => self.window(window, message),
            Input::Loaded { ticket, result } => self.loaded(ticket, result),
            Input::Stored { ticket, result } => self.stored(ticket, result),
            Input::KeyMade { ticket, result } => {
                let Some(Pending::Key(newcomer)) = self.core.pending.remove(&ticket) else {
                    return;
                };
                let made = result.map_err(|_| Refusal::CannotSign);
                let made = made.and_then(|(key, kept)| self.key_made(&newcomer, key, kept));
                if let Err(refusal) = made {
                    self.core.refuse(newcomer.command, refusal);
                }
            }
            Input::Signed { ticket, result } => self.signed(ticket, result.ok()),
            Input::PictureShrunk { ticket, result } => self.shrunk(ticket, result),
            Input::Unpacked { ticket, result } => self.unpacked(ticket, result),
            Input::ImportPlanned { ticket, result } => self.import_planned(ticket, result),
            Input::RelayOpened { url } => {
                if let Some(relay) = self.core.relays.get_mut(&url) {
                    relay.socket = core::Socket::Open;
                }
                self.each_mesh(&MeshInput::RelayOpened { url });
            }
            Input::RelayText { url, text } => {
                self.each_mesh(&MeshInput::RelayText { url, text });
            }
            Input::RelayClosed { url, reason } => {
                self.core.relays.remove(&url);
                self.each_mesh(&MeshInput::RelayClosed { url, reason });
            }
            Input::BackupClosed { ticket, result } => self.backup_closed(ticket, result),
            Input::BackupOpened { ticket, result } => self.backup_opened(ticket, result),
            Input::BooksLoaded(part) => self.books_loaded(part),
            Input::FinderLoaded(part) => self.finder_loaded(part),
            Input::MeshLoaded(part) => self.mesh_loaded(part),
            Input::ClockChecked(ahead) => self.clock_checked(ahead),
            Input::Woken => {
                self.wake_at = None;
                self.each_mesh(&MeshInput::Wake);
                self.ask_for_mesh_when_due();
                self.tidy();
                self.look_into_books();
            }
        }
    }

    fn window(&mut self, window: WindowId, message: ToEngine) {
        match message {
            ToEngine::WindowOpened => {
                self.core.windows.entry(window).or_default();
                self.core.tell(window, FromEngine::Ready);
            }
            ToEngine::WindowClosed => {
                self.core.windows.remove(&window);
            }
            ToEngine::Ping => self.core.tell(window, FromEngine::Pong),
            ToEngine::Online(Connectivity::Online) => {
                self.core.check_clock();
                self.core.ask_for_mesh();
                self.each_mesh(&MeshInput::Online);
            }
            ToEngine::Online(Connectivity::Offline) => self.each_mesh(&MeshInput::Offline),
            ToEngine::Visible => {
                self.core.check_clock();
                self.each_mesh(&MeshInput::Visible);
            }
            ToEngine::Command { id, command } => {
                self.core.haste = core::Haste::Now;
                self.command(window, id, command);
            }
            ToEngine::Watch(key) => {
                self.core.windows.entry(window).or_default().insert(key.clone());
                self.show_kept(window, &key);
                self.watch(window, &key);
            }
            ToEngine::Unwatch(key) => {
                if let Some(keys) = self.core.windows.get_mut(&window) {
                    keys.remove(&key);
                }
            }
            ToEngine::Rtc { connection, event } => {
                let lane = connection.0 >> newcomers::LANE_BITS;
                let mut all = self.communities.values_mut();
                if let Some(community) = all.find(|community| community.lane == lane) {
                    let input = MeshInput::Rtc { connection, event };
                    community.mesh.handle(self.core.device_now, input);
                }
            }
            ToEngine::StoragePersisted(persistence) => {
                self.core.persistence = persistence;
                self.core.mark(ViewKey::Home);
            }
            ToEngine::MeetingDefaults(meeting) => self.core.meeting = meeting,
        }
    }

    fn clock_checked(&mut self, ahead: Ahead) {
        if ahead.differs_from(self.core.ahead) {
            let began = self.core.ahead.device_time(self.core.awake_since);
            self.core.awake_since = ahead.true_time(began);
            self.core.ahead = ahead;
            self.core.tell_time(self.core.device_now);
            self.each_mesh(&MeshInput::ClockChecked(ahead));
            for community in self.communities.values_mut() {
                community.look_at_all_again(&mut self.core);
            }
        }
    }

    /// The part that meets others is here, or is asked for again in a while.
    fn mesh_loaded(&mut self, part: Result<MakeMesh, NotLoaded>) {
        let now = self.core.device_now;
        self.core.mesh = match part {
            Ok(make) => MeshPart::Here(make),
            Err(NotLoaded) => MeshPart::Missing { again_at: now.plus_ms(MESH_AGAIN_MS) },
        };
        for community in self.communities.values_mut() {
            if let MeshPart::Here(make) = self.core.mesh {
                community.mesh.begin(make, now);
            }
            self.core.mark(ViewKey::Sync(community.id));
        }
    }

    fn ask_for_mesh_when_due(&mut self) {
        if let MeshPart::Missing { again_at } = self.core.mesh
            && again_at <= self.core.device_now
        {
            self.core.ask_for_mesh();
        }
    }

    fn each_mesh(&mut self, input: &MeshInput) {
        for community in self.communities.values_mut() {
            community.mesh.handle(self.core.device_now, input.clone());
            self.core.mark(ViewKey::Sync(community.id));
        }
    }

    fn shrunk(&mut self, ticket: Ticket, result: Result<Picture, PictureError>) {
        match self.core.pending.remove(&ticket) {
            Some(Pending::Portrait(mut newcomer)) => {
                let command = newcomer.command;
                let ready = result.map_err(|_| Refusal::BadPicture).and_then(|picture| {
                    newcomer.portrait = Some((picture.mime, picture.bytes));
                    self.profile_ready(newcomer)
                });
                if let Err(refusal) = ready {
                    self.core.refuse(command, refusal);
                }
            }
            Some(Pending::PagePicture { command, community, page, name }) => {
                let Some(community) = self.communities.get_mut(&community) else { return };
                match result {
                    Ok(picture) => {
                        community.add_picture(&mut self.core, command, page, &name, picture);
                    }
                    Err(_) => self.core.refuse(command, Refusal::BadPicture),
                }
            }
            Some(Pending::Receipt { command, community }) => {
                let Some(community) = self.communities.get_mut(&community) else { return };
                match result {
                    Ok(picture) => community.keep_receipt(&mut self.core, command, &picture),
                    Err(_) => self.core.refuse(command, Refusal::BadPicture),
                }
            }
            Some(Pending::ImportPicture { import, path }) => {
                self.import_picture(import, path, result.ok());
            }
            Some(_) | None => {}
        }
    }

    /// Does what purses are to do whose time has come.
    fn attend(&mut self) {
        let now = self.core.now;
        for community in self.communities.values_mut() {
            if community.next_duty().is_some_and(|at| at <= now) {
                community.attend(&mut self.core);
            }
            if !self.core.windows.is_empty() {
                community.remind(&mut self.core);
            }
        }
    }

    fn tidy(&mut self) {
        if self.core.device_now < self.tidy_at {
            return;
        }
        self.tidy_at = self.core.device_now.plus_ms(TIDY_EVERY_MS);
        for community in self.communities.values_mut() {
            community.tidy(&mut self.core);
        }
    }

    fn plan_wake(&mut self) {
        if self.opening > 0 {
            return;
        }
        let meshes = self.communities.values().filter_map(|community| community.mesh.next_wake());
        let untidy = self.communities.values().any(Community::is_untidy);
        let tidy = untidy.then(|| self.tidy_at.max(self.core.device_now.plus_ms(1)));
        let soonest = self.core.device_now.plus_ms(1);
        let ahead = self.core.ahead;
        let duties = self.communities.values().filter_map(Community::next_duty);
        // Without a window nobody can be reminded.
        let is_watched = !self.core.windows.is_empty();
        let reminders =
            self.communities.values().filter_map(|one| one.remind_at).filter(|_| is_watched);
        let duties = duties.chain(reminders).filter(|_| self.is_whole());
        let duties = duties
            .filter(|at| *at < Timestamp(u64::MAX))
            .map(|at| ahead.device_time(at).max(soonest));
        let part = match self.core.mesh {
            MeshPart::Missing { again_at } => Some(again_at.max(soonest)),
            MeshPart::Coming | MeshPart::Here(_) => None,
        };
        let now = self.core.device_now;
        let looks = self.communities.values().filter_map(|one| one.waits.next_look(now));
        let looks = looks.map(|at| at.max(soonest));
        let own = meshes.chain(tidy).chain(duties).chain(looks);
        let next = own.chain(self.views_wake()).chain(part).min();
        if let Some(next) = next
            && self.wake_at != Some(next)
        {
            self.wake_at = Some(next);
            self.core.effects.push(Effect::WakeAt(next));
        }
    }

    /// Runs what waited for a document that is open now.
    fn run_tasks(&mut self, id: CommunityId, document: DocumentId) {
        let Some(community) = self.communities.get_mut(&id) else { return };
        let entry = community.documents.get_mut(&document);
        let tasks = entry.map(|entry| std::mem::take(&mut entry.tasks)).unwrap_or_default();
        for task in tasks {
            let Some(community) = self.communities.get_mut(&id) else { return };
            match task {
                Task::Write(command, writing) => {
                    let written = community.write(&mut self.core, document, command, writing);
                    if let Err(refusal) = written {
                        self.core.refuse(command, refusal);
                    }
                }
                Task::Admit { from, part, changes } => {
                    community.admit(&mut self.core, document, (from, part), &changes);
                }
                Task::Answer { to, have } => {
                    community.answer(&mut self.core, document, to, &have);
                }
                Task::Import(import) => self.go_on_again(import),
                Task::Find(key) => community.find_on(&mut self.core, &key),
                Task::Show(window, key) => self.watch(window, &key),
                Task::Economy(command, act) => {
                    community.begin_economy(&mut self.core, command, act);
                }
                Task::TakeOut(command, readme) => {
                    community.take_out(&mut self.core, command, readme);
                }
                Task::Leave(command, day) => community.leave(&mut self.core, command, day),
                Task::Attend => {}
            }
        }
    }
}
