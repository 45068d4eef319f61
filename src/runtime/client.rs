//! A window's side of the engine: what the interface asks goes out, what the engine says comes in,
//! whichever window owns the engine and however often it starts anew. Decides nothing but that.

mod hold;
#[cfg(feature = "journey")]
pub mod journey;
mod signs;

use crate::ordered::Map;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Interval;

use crate::clock::Timestamp;
use crate::id::CommandId;
use crate::message::Letter;
use crate::message::command::Outcome;
use crate::message::{
    Command, FatalError, FromEngine, Persistence, Refusal, ToEngine, ViewKey, WindowId,
};
use crate::platform::channel::Channel;
use crate::platform::rtc::RtcTable;
use crate::platform::{browser, random};
use crate::runtime::clock;
use crate::runtime::election::{OWNER_SILENT_MAX_MS, PING_EVERY_MS, Patience, Verdict};
use crate::runtime::outbox::Outbox;
use crate::runtime::wire::{self, CHANNEL, EngineNumber, OnChannel, WireError};
use hold::Hold;

/// Which build this is, as the page's `<meta>` says.
const BUILD_META: &str = "phyle-build";

/// A `Ready` so soon after the last is an answer to it, not a new wish.
const RESYNC_PAUSE_MS: u64 = 1_000;

type Done = Box<dyn FnOnce(Result<Outcome, Refusal>)>;

/// The engine, as a window sees it; clones are the same client.
#[derive(Clone)]
pub struct EngineClient(Rc<Inner>);

impl std::fmt::Debug for EngineClient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("EngineClient").field(&self.0.window).finish()
    }
}

struct Inner {
    window: WindowId,
    build: String,
    on_message: Box<dyn Fn(FromEngine)>,
    outbox: RefCell<Outbox>,
    done: RefCell<Map<CommandId, Vec<Done>>>,
    persistence: Cell<Persistence>,
    /// The newest engine heard of, and when it was last told everything.
    engine: Cell<(EngineNumber, Timestamp)>,
    channel: RefCell<Option<Channel>>,
    hold: RefCell<Hold>,
    rtc: RefCell<Option<RtcTable>>,
    owner_patience: RefCell<Patience>,
    kept: RefCell<(Vec<EventListener>, Option<Interval>)>,
}

impl EngineClient {
    /// Joins the windows of this browser profile and finds, or becomes, the owner of the engine.
    /// `on_message` hears everything but `Rtc` and `Pong`.
    pub fn start(on_message: impl Fn(FromEngine) + 'static) -> Self {
        let client = Self(Rc::new(Inner {
            window: WindowId(random::number()),
            build: browser::meta(BUILD_META).unwrap_or_default(),
            on_message: Box::new(on_message),
            outbox: RefCell::default(),
            done: RefCell::default(),
            persistence: Cell::new(Persistence::Unasked),
            engine: Cell::default(),
            channel: RefCell::default(),
            hold: RefCell::default(),
            rtc: RefCell::default(),
            owner_patience: RefCell::new(Patience::new(OWNER_SILENT_MAX_MS)),
            kept: RefCell::default(),
        }));
        client.open();
        client
    }

    /// This window's name.
    pub fn window(&self) -> WindowId {
        self.0.window
    }

    /// Gives a command under a new name, again and again until it is answered.
    pub fn send(
        &self,
        command: Command,
        done: impl FnOnce(Result<Outcome, Refusal>) + 'static,
    ) -> CommandId {
        let id = CommandId(random::bytes());
        self.send_with_id(id, command, done);
        id
    }

    /// Gives a command under a name that was chosen before.
    pub fn send_with_id(
        &self,
        id: CommandId,
        command: Command,
        done: impl FnOnce(Result<Outcome, Refusal>) + 'static,
    ) {
        self.0.done.borrow_mut().entry(id).or_default().push(Box::new(done));
        let message = self.0.outbox.borrow_mut().give(id, command);
        self.post(message);
    }

    /// One more place shows this view.
    pub fn watch(&self, key: ViewKey) {
        let message = self.0.outbox.borrow_mut().watch(key);
        if let Some(message) = message {
            self.post(message);
        }
    }

    /// One place less shows this view.
    pub fn unwatch(&self, key: &ViewKey) {
        let message = self.0.outbox.borrow_mut().unwatch(key);
        if let Some(message) = message {
            self.post(message);
        }
    }

    /// How many commands wait for an answer.
    pub fn unanswered(&self) -> usize {
        self.0.outbox.borrow().unanswered()
    }

    /// Asks the browser to keep our storage, and tells the engine what it says.
    pub fn ask_persistence(&self) {
        let client = self.clone();
        browser::ask_persistence(move |answer| {
            client.0.persistence.set(answer);
            client.post(ToEngine::StoragePersisted(answer));
        });
    }

    fn open(&self) {
        let client = self.clone();
        let channel = Channel::open(CHANNEL, move |bytes| client.hear_channel(&bytes));
        self.0.channel.replace(channel);
        let client = self.clone();
        let rtc = RtcTable::new(move |connection, event| {
            client.post(ToEngine::Rtc { connection, event });
        });
        self.0.rtc.replace(Some(rtc));
        self.queue_for_lock();
        self.post(ToEngine::WindowOpened);
        let client = self.clone();
        let interval = Interval::new(PING_EVERY_MS, move || client.tick());
        self.0.kept.replace((self.listen_to_signs(), Some(interval)));
    }

    /// To the engine, wherever it is. May be lost while there is none; what must not be lost is in
    /// the outbox, and the next engine hears it.
    fn post(&self, message: ToEngine) {
        if let Some(message) = self.post_to_own(message) {
            let window = self.0.window;
            let is_ping = matches!(message, ToEngine::Ping);
            self.post_on_channel(&if is_ping {
                OnChannel::Ping { window }
            } else {
                OnChannel::ToEngine { window, message: Letter::new(&message) }
            });
        }
    }

    fn post_on_channel(&self, message: &OnChannel) {
        if let Some(channel) = self.0.channel.borrow().as_ref() {
            channel.post(&wire::encode_for_all(&self.0.build, message));
        }
    }

    fn hear_channel(&self, bytes: &[u8]) {
        match wire::decode_from_any(&self.0.build, bytes) {
            Ok(OnChannel::FromEngine { engine, window, message }) => {
                let mine = window.is_none_or(|window| window == self.0.window);
                if mine
                    && !self.holds()
                    && let Some(message) = message.open()
                {
                    self.hear(engine, message);
                }
            }
            Ok(OnChannel::Ping { .. }) if self.holds_awake() => {
                self.post_on_channel(&OnChannel::Holding);
            }
            // Somebody of another build is awake: no reason to take anything from them.
            Ok(OnChannel::Holding) | Err(WireError::OtherBuild) => {
                self.0.owner_patience.borrow_mut().heard();
            }
            Ok(OnChannel::ClockOffset(offset_ms)) => clock::set_offset_ms(offset_ms),
            Ok(OnChannel::ToEngine { .. } | OnChannel::Ping { .. }) | Err(WireError::Garbled) => {}
        }
    }

    /// An engine spoke. One that was superseded may still be talking; nobody listens to it.
    fn hear(&self, engine: EngineNumber, message: FromEngine) {
        let (newest, told) = self.0.engine.get();
        if engine < newest {
            return;
        }
        self.0.owner_patience.borrow_mut().heard();
        let is_ready = matches!(message, FromEngine::Ready);
        if engine > newest || (is_ready && clock::now().since_ms(told) > RESYNC_PAUSE_MS) {
            self.tell_everything(engine);
            if !is_ready {
                (self.0.on_message)(FromEngine::Ready);
            }
        }
        self.deliver(message);
    }

    fn deliver(&self, message: FromEngine) {
        match message {
            FromEngine::Pong => return,
            FromEngine::Rtc { connection, action } => {
                let rtc = self.0.rtc.borrow().clone();
                if let Some(rtc) = rtc.filter(|_| self.holds()) {
                    rtc.perform(connection, action);
                }
                return;
            }
            FromEngine::Fatal(FatalError::Superseded) if self.step_down() => return,
            FromEngine::Done { id, ref outcome } => self.answered(id, &Ok(outcome.clone())),
            FromEngine::Refused { id, ref refusal } => self.answered(id, &Err(refusal.clone())),
            FromEngine::Ready
            | FromEngine::View(_)
            | FromEngine::Remind(_)
            | FromEngine::Fatal(_) => {}
        }
        (self.0.on_message)(message);
    }

    fn answered(&self, id: CommandId, answer: &Result<Outcome, Refusal>) {
        self.0.outbox.borrow_mut().answered(id);
        let done = self.0.done.borrow_mut().remove(&id);
        for done in done.into_iter().flatten() {
            done(answer.clone());
        }
    }

    /// Says to a new engine all that it must know of this window.
    fn tell_everything(&self, engine: EngineNumber) {
        self.0.engine.set((engine, clock::now()));
        let messages = self.0.outbox.borrow().all();
        messages.into_iter().for_each(|message| self.post(message));
        self.post(ToEngine::Online(browser::connectivity()));
        let persistence = self.0.persistence.get();
        if persistence != Persistence::Unasked {
            self.post(ToEngine::StoragePersisted(persistence));
        }
    }

    fn tick(&self) {
        if self.holds() {
            return self.watch_own_worker();
        }
        let verdict = self.0.owner_patience.borrow_mut().tick(crate::platform::clock::now());
        match verdict {
            Verdict::Ask => self.post(ToEngine::Ping),
            Verdict::GiveUp => self.steal_lock(),
        }
    }
}
