//! The worker: one input at a time into the engine, its effects out to the browser. Never
//! re-entrant: what an effect reports at once waits in the queue. Begins when its window says so.
//! What others send waits while a person of this device does: theirs comes by the megabyte.

mod effects;

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use gloo::events::EventListener;
use wasm_bindgen_futures::spawn_local;

use crate::clock::Timestamp;
use crate::engine::economy::MakeBooks;
use crate::engine::finding::Finder;
use crate::engine::io::{NotLoaded, StoreError};
use crate::engine::{Effect, Engine, Input, Suspect};
use crate::exchange::ImportFile;
use crate::exchange::backup::{Backup, Closed, Secret};
use crate::exchange::markdown::ImportPlan;
use crate::exchange::zip::ZipContents;
use crate::message::Letter;
use crate::message::command::{FileFault, WordList};
use crate::message::{FatalError, FromEngine, ToEngine, WindowId};
use crate::ordered::Set;
use crate::platform::channel::Channel;
use crate::platform::clock::Alarm;
use crate::platform::dedicated::{Inside, post_to_window};
use crate::platform::keys::Keys;
use crate::platform::random;
use crate::platform::relay::{RelayEvent, Relays};
use crate::platform::store::Storage;
use crate::platform::turn::Turn;
use crate::runtime::clock;
use crate::runtime::wire::{self, CHANNEL, EngineNumber, FromWorker, OnChannel, ToWorker};
use crate::sync::MakeMesh;

/// Work of a part that may have to be fetched first.
type Later<T> = Pin<Box<dyn Future<Output = Result<T, NotLoaded>>>>;

/// What comes later: imports are rare, books are not looked at first nor words looked for, and what is on
/// this device is shown before others are met.
#[derive(Clone, Copy)]
pub struct Parts {
    pub unpack: fn(Vec<u8>) -> Later<Result<ZipContents, FileFault>>,
    pub plan: fn(Vec<ImportFile>) -> Later<ImportPlan>,
    pub close_backup: fn(Backup, Secret, WordList) -> Later<Closed>,
    pub open_backup: fn(Vec<u8>, String) -> Later<Result<Backup, FileFault>>,
    pub books: fn() -> Later<MakeBooks>,
    pub mesh: fn() -> Later<MakeMesh>,
    pub finder: fn() -> Later<Finder>,
}

/// Loads the worker's loop and tells the window that it waits for `Start`.
pub fn start(parts: Parts) {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        // After a panic nothing in here can be relied on: the window ends this worker.
        post_to_window(&wire::encode(&FromWorker::Failed(info.to_string())));
    }));
    let worker = Rc::new(Worker::new(parts));
    let listening = Rc::clone(&worker);
    let inside = Inside::listen(move |bytes| listening.hear_window(&bytes));
    worker.inside.replace(inside);
    let listening = Rc::clone(&worker);
    let channel = Channel::open(CHANNEL, move |bytes| listening.hear_channel(&bytes));
    worker.channel.replace(channel);
    let turning = Rc::clone(&worker);
    worker.turn.replace(Turn::new(move || {
        turning.turning.set(false);
        turning.run();
    }));
    worker.tell_window(&FromWorker::Loaded);
    // The listeners hold the worker, which holds them: it lives as long as its thread.
}

/// Whatever the engine waits for would come this much too late after the clock was set back; from
/// here on a new engine is better.
const CLOCK_SET_BACK_MS_MAX: u64 = 30_000;

/// So long the engine works before whatever came meanwhile is heard.
const SLICE_MS: u64 = 8;

/// What is there once storage is open.
struct World {
    owner: WindowId,
    number: EngineNumber,
    storage: Rc<Storage>,
    keys: Keys,
    relays: Relays,
    alarm: Alarm,
    _lost: EventListener,
}

struct Worker {
    parts: Parts,
    inside: RefCell<Option<Inside>>,
    channel: RefCell<Option<Channel>>,
    build: RefCell<String>,
    started: Cell<bool>,
    world: RefCell<Option<Rc<World>>>,
    engine: RefCell<Option<Engine>>,
    queue: RefCell<VecDeque<Input>>,
    running: Cell<bool>,
    turn: RefCell<Option<Turn>>,
    /// A turn was asked for and has not come yet.
    turning: Cell<bool>,
    due: Cell<Option<Timestamp>>,
    /// When the window last asked for a sign of life.
    pinged: Cell<Timestamp>,
}

impl Worker {
    fn new(parts: Parts) -> Self {
        Self {
            parts,
            inside: RefCell::default(),
            channel: RefCell::default(),
            build: RefCell::default(),
            started: Cell::default(),
            world: RefCell::default(),
            engine: RefCell::default(),
            queue: RefCell::default(),
            running: Cell::default(),
            turn: RefCell::default(),
            turning: Cell::default(),
            due: Cell::default(),
            pinged: Cell::default(),
        }
    }

    fn hear_window(self: &Rc<Self>, bytes: &[u8]) {
        match wire::decode::<ToWorker>(bytes) {
            Ok(ToWorker::Start { window, build, spared, clock_offset_ms }) => {
                self.build.replace(build);
                clock::set_offset_ms(clock_offset_ms);
                if !self.started.replace(true) {
                    let worker = Rc::clone(self);
                    spawn_local(async move { worker.begin(window, spared).await });
                }
            }
            Ok(ToWorker::Message(message)) => {
                let owner = self.world.borrow().as_ref().map(|world| world.owner);
                // Before the engine runs there is nothing to say to it: after `Ready` the window
                // says all of it again.
                if let Some(window) = owner {
                    self.push(Input::Window { window, message });
                }
            }
            Ok(ToWorker::Ping) => {
                let now = clock::now();
                if self.pinged.replace(now).since_ms(now) > CLOCK_SET_BACK_MS_MAX {
                    let reason = "the device's clock was set back".to_owned();
                    return self.tell_window(&FromWorker::Failed(reason));
                }
                self.tell_window(&FromWorker::Alive);
            }
            Ok(ToWorker::ClockOffset(offset_ms)) => self.move_clock(offset_ms),
            Err(error) => {
                self.tell_window(&FromWorker::Failed(format!("a frame that is {error}")));
            }
        }
    }

    fn hear_channel(self: &Rc<Self>, bytes: &[u8]) {
        let message = wire::decode_from_any(&self.build.borrow(), bytes);
        match message {
            Ok(OnChannel::ToEngine { window, message }) => {
                // Before the engine runs nobody listens; after `Ready` windows say all of it again.
                if self.world.borrow().is_some()
                    && let Some(message) = message.open()
                {
                    self.push(Input::Window { window, message });
                }
            }
            Ok(OnChannel::Ping { window }) => {
                if self.world.borrow().is_some() {
                    self.push(Input::Window { window, message: ToEngine::Ping });
                }
            }
            Ok(OnChannel::ClockOffset(offset_ms)) => self.move_clock(offset_ms),
            // Of another engine or build, or from window to window.
            Ok(OnChannel::FromEngine { .. } | OnChannel::Holding) | Err(_) => {}
        }
    }

    async fn begin(self: Rc<Self>, owner: WindowId, spared: Set<Suspect>) {
        let now = clock::now();
        let storage = match Storage::open(crate::platform::clock::now()).await {
            Ok(storage) => Rc::new(storage),
            Err(error) => return self.cannot_begin(error),
        };
        let number = EngineNumber(storage.owner());
        let worker = Rc::clone(&self);
        let lost = storage.on_lost(move || {
            worker.tell_window(&FromWorker::Failed("the storage was closed".to_owned()));
        });
        let worker = Rc::clone(&self);
        let relays = Relays::new(move |url, event| worker.push(relay_input(url, event)));
        let worker = Rc::clone(&self);
        let alarm = Alarm::new(move || worker.ring());
        let keys = Keys::new(Rc::clone(&storage));
        let world = World { owner, number, storage, keys, relays, alarm, _lost: lost };
        self.world.replace(Some(Rc::new(world)));
        let (engine, effects) = Engine::new(now, random::bytes(), owner, spared);
        self.engine.replace(Some(engine));
        // What these effects report at once waits until all of them are begun.
        self.running.set(true);
        let says_ready =
            |effect: &Effect| matches!(effect, Effect::TellAll { message: FromEngine::Ready });
        if !effects.iter().any(says_ready) {
            self.perform(Effect::TellAll { message: FromEngine::Ready });
        }
        effects.into_iter().for_each(|effect| self.perform(effect));
        self.running.set(false);
        self.run();
        if let Some(json) = crate::platform::files::text("./meeting.json").await {
            let message = ToEngine::MeetingDefaults(crate::sync::meeting::parse(&json));
            self.push(Input::Window { window: owner, message });
        }
    }

    /// Without storage there is no engine; the number makes windows listen to this all the same.
    fn cannot_begin(&self, error: StoreError) {
        let fatal = match error {
            StoreError::Refused => FatalError::StorageRefused,
            StoreError::Full => FatalError::StorageFull,
            StoreError::Superseded => FatalError::Superseded,
            // Often over in a moment: another start may do.
            StoreError::Failed => {
                return self.tell_window(&FromWorker::Failed("the storage failed".to_owned()));
            }
        };
        let engine = EngineNumber(crate::platform::clock::now().0);
        let message = FromEngine::Fatal(fatal);
        self.tell_channel(&OnChannel::FromEngine {
            engine,
            window: None,
            message: Letter::new(&message),
        });
        self.tell_window(&FromWorker::Message { engine, message });
    }

    /// Hands an input to the engine: at once, or when the running one is done; what others sent
    /// in another turn, so that all that waits outside is heard before.
    fn push(self: &Rc<Self>, input: Input) {
        let waits = is_from_others(&input);
        self.queue.borrow_mut().push_back(input);
        if !waits || !self.ask_for_turn() {
            self.run();
        }
    }

    /// Whether a turn will come.
    fn ask_for_turn(&self) -> bool {
        if !self.turning.get() {
            let turn = self.turn.borrow();
            self.turning.set(turn.as_ref().is_some_and(Turn::ask));
        }
        self.turning.get()
    }

    fn run(self: &Rc<Self>) {
        if self.running.replace(true) {
            return;
        }
        // Taken out while it works: whoever pushes meanwhile only reaches the queue.
        let Some(mut engine) = self.engine.take() else {
            self.running.set(false);
            return;
        };
        let began = clock::now();
        while let Some(input) = engine.held().or_else(|| self.next()) {
            let at = engine.suspect(&input);
            // Said before, so that the window knows it whatever becomes of this thread.
            if at.is_some() {
                self.tell_window(&FromWorker::At(at));
            }
            let effects = engine.handle(clock::now(), input);
            effects.into_iter().for_each(|effect| self.perform(effect));
            if at.is_some() {
                self.tell_window(&FromWorker::At(None));
            }
            if clock::now().since_ms(began) >= SLICE_MS && self.ask_for_turn() {
                break;
            }
        }
        self.engine.replace(Some(engine));
        self.running.set(false);
    }

    /// The next input: what others sent only when there is nothing else.
    fn next(&self) -> Option<Input> {
        let mut queue = self.queue.borrow_mut();
        let place = queue.iter().position(|input| !is_from_others(input)).unwrap_or_default();
        queue.remove(place)
    }

    fn tell_window(&self, message: &FromWorker) {
        if let Some(inside) = self.inside.borrow().as_ref() {
            inside.post(&wire::encode(message));
        }
    }

    fn tell_channel(&self, message: &OnChannel) {
        if let Some(channel) = self.channel.borrow().as_ref() {
            channel.post(&wire::encode_for_all(&self.build.borrow(), message));
        }
    }

    fn set_alarm(&self, at: Timestamp) {
        self.due.set(Some(at));
        let world = self.world.borrow().clone();
        if let Some(world) = world {
            world.alarm.set(at.since_ms(clock::now()));
        }
    }

    /// Browsers may ring a little early, and a clock may have been set back meanwhile.
    fn ring(self: &Rc<Self>) {
        match self.due.get() {
            Some(due) if due > clock::now() => self.set_alarm(due),
            Some(_) => {
                self.due.set(None);
                self.push(Input::Woken);
            }
            None => {}
        }
    }

    fn move_clock(&self, offset_ms: i64) {
        clock::set_offset_ms(offset_ms);
        if let Some(due) = self.due.get() {
            self.set_alarm(due);
        }
    }
}

/// Whether it came from other people's devices: all that the network carries stays in its order.
fn is_from_others(input: &Input) -> bool {
    matches!(
        input,
        Input::RelayOpened { .. }
            | Input::RelayText { .. }
            | Input::RelayClosed { .. }
            | Input::Window { message: ToEngine::Rtc { .. }, .. }
    )
}

fn relay_input(url: String, event: RelayEvent) -> Input {
    match event {
        RelayEvent::Opened => Input::RelayOpened { url },
        RelayEvent::Text(text) => Input::RelayText { url, text },
        RelayEvent::Closed(reason) => Input::RelayClosed { url, reason },
    }
}
