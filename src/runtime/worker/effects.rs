//! Each effect of the engine, done. Whatever takes time reports back as an input with the effect's
//! ticket; writes are begun in the order in which they are asked for.

use std::future::Future;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::{Worker, World};
use crate::clock::Ahead;
use crate::engine::io::StoreError;
use crate::engine::{Effect, Input};
use crate::message::Letter;
use crate::message::{FromEngine, WindowId};
use crate::platform::{files, picture, random};
use crate::runtime::clock;
use crate::runtime::wire::{FromWorker, OnChannel};

impl Worker {
    /// Begins one effect.
    pub(super) fn perform(self: &Rc<Self>, effect: Effect) {
        let world = self.world.borrow().clone();
        let Some(world) = world else { return };
        match effect {
            Effect::Tell { windows, message } => self.tell(&world, &windows, message),
            Effect::TellAll { message } => self.tell_all(&world, message),
            Effect::Load { ticket, prefix } => {
                let loading = world.storage.load(&prefix);
                self.later(async move { Input::Loaded { ticket, result: loading.await } });
            }
            Effect::Store { ticket, puts, deletes } => {
                let writing = world.storage.write(&puts, &deletes);
                let worker = Rc::clone(self);
                self.later(async move {
                    let result = writing.await;
                    worker.step_down_if_superseded(result);
                    Input::Stored { ticket, result }
                });
            }
            Effect::MakeKey { ticket } => self
                .later(async move { Input::KeyMade { ticket, result: world.keys.make().await } }),
            Effect::Sign { ticket, key, message } => self.later(async move {
                Input::Signed { ticket, result: world.keys.sign(key, &message).await }
            }),
            Effect::ShrinkPicture { ticket, bytes, side_max_px } => self.later(async move {
                let result = picture::shrink(&bytes, side_max_px).await;
                Input::PictureShrunk { ticket, result }
            }),
            Effect::Unpack { ticket, bytes } => {
                let unpacking = (self.parts.unpack)(bytes);
                self.later(async move { Input::Unpacked { ticket, result: unpacking.await } });
            }
            Effect::PlanImport { ticket, files } => {
                let planning = (self.parts.plan)(files);
                self.later(async move { Input::ImportPlanned { ticket, result: planning.await } });
            }
            Effect::CloseBackup { ticket, backup, secret, list } => {
                let closing = (self.parts.close_backup)(backup, secret, list);
                self.later(async move { Input::BackupClosed { ticket, result: closing.await } });
            }
            Effect::OpenBackup { ticket, file, words } => {
                let opening = (self.parts.open_backup)(file, words);
                self.later(async move { Input::BackupOpened { ticket, result: opening.await } });
            }
            Effect::LoadMesh => {
                let fetching = (self.parts.mesh)();
                self.later(async move { Input::MeshLoaded(fetching.await) });
            }
            Effect::LoadBooks => {
                let fetching = (self.parts.books)();
                self.later(async move { Input::BooksLoaded(fetching.await) });
            }
            Effect::LoadFinder => {
                let fetching = (self.parts.finder)();
                self.later(async move { Input::FinderLoaded(fetching.await) });
            }
            Effect::RelayOpen { url } => world.relays.open(url),
            Effect::RelaySend { url, text } => world.relays.send(&url, &text),
            Effect::RelayClose { url } => world.relays.close(&url),
            Effect::CheckClock => self.check_clock(),
            Effect::WakeAt(at) => self.set_alarm(at),
        }
    }

    /// Nothing is reported where there is no answer.
    fn check_clock(self: &Rc<Self>) {
        let worker = Rc::clone(self);
        spawn_local(async move {
            let asked = clock::now();
            let Some((date, age_ms)) = files::origin_date(random::number()).await else { return };
            if let Some(ahead) = Ahead::measured(asked, clock::now(), date, age_ms) {
                worker.push(Input::ClockChecked(ahead));
            }
        });
    }

    fn later(self: &Rc<Self>, work: impl Future<Output = Input> + 'static) {
        let worker = Rc::clone(self);
        spawn_local(async move {
            let input = work.await;
            worker.push(input);
        });
    }

    fn tell(&self, world: &World, windows: &[WindowId], message: FromEngine) {
        let engine = world.number;
        let others = windows.iter().filter(|window| **window != world.owner);
        let mut letter = None;
        for window in others {
            let message = letter.get_or_insert_with(|| Letter::new(&message)).clone();
            let window = Some(*window);
            self.tell_channel(&OnChannel::FromEngine { engine, window, message });
        }
        if windows.contains(&world.owner) {
            self.tell_window(&FromWorker::Message { engine, message });
        }
    }

    fn tell_all(&self, world: &World, message: FromEngine) {
        let engine = world.number;
        let letter = Letter::new(&message);
        self.tell_window(&FromWorker::Message { engine, message });
        self.tell_channel(&OnChannel::FromEngine { engine, window: None, message: letter });
    }

    fn step_down_if_superseded(&self, result: Result<(), StoreError>) {
        if result == Err(StoreError::Superseded) {
            self.tell_window(&FromWorker::Superseded);
        }
    }
}
