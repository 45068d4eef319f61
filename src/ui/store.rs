//! What the screens read: one signal for each watched view, fed by view deltas and dropped when
//! nobody watches any more. Commands go out here and their refusals come back as words. Nothing is
//! decided here, and no screen keeps a copy of a model.

use crate::ordered::Map;
use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use leptos::prelude::*;

use crate::clock::Timestamp;
use crate::id::CommunityId;
use crate::message::command::{Command, Outcome, Refusal};
use crate::message::model::{Home, MemberCard};
use crate::message::{FatalError, FromEngine, ViewDelta, ViewKey};
use crate::runtime::client::EngineClient;
use crate::runtime::clock;
use crate::ui::words;

pub mod page;
pub mod picture;
pub mod posts;
mod remind;

use page::PageLive;
use picture::Picture;
use posts::ThreadLive;

/// A view's newest state; `None` until the engine has answered.
pub type Watched<T> = ArcRwSignal<Option<T>>;

/// How the engine is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    Starting,
    Ready,
    Fatal(FatalError),
}

/// Something to be said once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Toast {
    pub number: u64,
    pub text: String,
    pub stays: Stays,
}

/// How long something that was said stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stays {
    /// Some seconds.
    InPassing,
    /// Until it is put away, or somebody goes elsewhere.
    Here,
}

/// A handle on the one store of this window.
#[derive(Clone, Copy)]
pub struct Store(StoredValue<Rc<Inner>, LocalStorage>);

struct Slot {
    watchers: usize,
    /// A `Watched<T>`, with the one `T` of its key.
    signal: Box<dyn Any>,
}

struct Inner {
    client: RefCell<Option<EngineClient>>,
    slots: RefCell<Map<ViewKey, Slot>>,
    phase: RwSignal<Phase>,
    toasts: RwSignal<Vec<Toast>>,
    toast_number: Cell<u64>,
    now: RwSignal<Timestamp>,
}

/// How long something said in passing stays.
const TOAST_STAYS: Duration = Duration::from_secs(8);

/// How often times on screen follow the clock.
const CLOCK_STEP: Duration = Duration::from_secs(20);

/// How long a page that closes waits for its last edit.
const CLOSING_STEP: Duration = Duration::from_millis(250);

impl Store {
    /// Connects this window to the engine.
    pub fn start() -> Self {
        let inner = Rc::new(Inner {
            client: RefCell::new(None),
            slots: RefCell::default(),
            phase: RwSignal::new(Phase::Starting),
            toasts: RwSignal::new(Vec::new()),
            toast_number: Cell::new(0),
            now: RwSignal::new(clock::now()),
        });
        let store = Self(StoredValue::new_local(inner.clone()));
        *inner.client.borrow_mut() = Some(EngineClient::start(move |message| store.hear(message)));
        let step = move || store.with(|inner| inner.now.set(clock::now()));
        set_interval(step, CLOCK_STEP);
        store
    }

    fn with<T>(self, read: impl FnOnce(&Inner) -> T) -> T {
        let inner = self.0.get_value();
        read(&inner)
    }

    fn client(self) -> EngineClient {
        self.with(|inner| inner.client.borrow().clone()).expect("set in start")
    }

    /// How the engine is.
    pub fn phase(self) -> RwSignal<Phase> {
        self.with(|inner| inner.phase)
    }

    /// What is to be said.
    pub fn toasts(self) -> RwSignal<Vec<Toast>> {
        self.with(|inner| inner.toasts)
    }

    /// The time, followed in steps; for words such as "today".
    pub fn now(self) -> RwSignal<Timestamp> {
        self.with(|inner| inner.now)
    }

    /// Says something in passing.
    pub fn say(self, text: String) {
        let number = self.add_toast(text, Stays::InPassing);
        set_timeout(move || self.put_away(number), TOAST_STAYS);
    }

    /// Says why something was refused; it stays until it is put away, or somebody goes elsewhere.
    pub fn say_refusal(self, refusal: &Refusal) {
        self.say_here(words::refusal::refusal(refusal));
    }

    /// Says what stays until it is put away, or somebody goes elsewhere.
    pub fn say_here(self, text: String) {
        self.add_toast(text, Stays::Here);
    }

    /// Somebody went elsewhere: what was said where they were is of no more use.
    pub fn forget_said_here(self) {
        self.toasts().update(|toasts| toasts.retain(|toast| toast.stays == Stays::InPassing));
    }

    fn add_toast(self, text: String, stays: Stays) -> u64 {
        self.with(|inner| {
            let number = inner.toast_number.get() + 1;
            inner.toast_number.set(number);
            inner.toasts.update(|toasts| {
                toasts.retain(|toast| toast.text != text);
                toasts.push(Toast { number, text, stays });
            });
            number
        })
    }

    /// Takes a toast away.
    pub fn put_away(self, number: u64) {
        self.toasts().update(|toasts| toasts.retain(|toast| toast.number != number));
    }

    /// Gives a command; a refusal is put into words by itself.
    pub fn act(self, command: Command, done: impl FnOnce(Outcome) + 'static) {
        self.ask(command, move |answer| match answer {
            Ok(outcome) => done(outcome),
            Err(refusal) => self.say_refusal(&refusal),
        });
    }

    /// Gives a command and takes its answer, whatever it is.
    pub fn ask(
        self,
        command: Command,
        done: impl FnOnce(Result<Outcome, Refusal>) + 'static,
    ) -> crate::id::CommandId {
        self.client().send(command, done)
    }

    /// Asks the browser to keep our storage; call it in answer to a gesture.
    pub fn ask_persistence(self) {
        self.client().ask_persistence();
    }

    /// Commands on their way.
    pub fn unanswered(self) -> usize {
        self.client().unanswered()
    }

    /// A view, watched for as long as the calling scope lives.
    pub fn watch<T: Clone + Send + Sync + 'static>(self, key: ViewKey) -> Watched<T> {
        let (signal, is_first) = self.with(|inner| {
            let mut slots = inner.slots.borrow_mut();
            let slot = slots
                .entry(key.clone())
                .or_insert_with(|| Slot { watchers: 0, signal: Box::new(Watched::<T>::new(None)) });
            slot.watchers += 1;
            let signal = slot.signal.downcast_ref::<Watched<T>>();
            (signal.expect("one type for each key").clone(), slot.watchers == 1)
        });
        if is_first {
            self.client().watch(key.clone());
        }
        on_cleanup(move || self.unwatch(&key));
        signal
    }

    fn unwatch(self, key: &ViewKey) {
        let is_unsettled = self.peek::<PageLive>(key).is_some_and(|page| !page.is_settled());
        if is_unsettled {
            let key = key.clone();
            set_timeout(move || self.unwatch(&key), CLOSING_STEP);
            return;
        }
        let is_last = self.with(|inner| {
            let mut slots = inner.slots.borrow_mut();
            let Some(slot) = slots.get_mut(key) else { return false };
            slot.watchers -= 1;
            let is_last = slot.watchers == 0;
            if is_last {
                slots.remove(key);
            }
            is_last
        });
        if is_last {
            self.client().unwatch(key);
        }
    }

    /// Asks for a view anew, when what came of it does not add up.
    pub fn rewatch(self, key: &ViewKey) {
        if self.with(|inner| inner.slots.borrow().contains_key(key)) {
            self.client().unwatch(key);
            self.client().watch(key.clone());
        }
    }

    /// The communities and settings.
    pub fn home(self) -> Watched<Home> {
        self.watch(ViewKey::Home)
    }

    /// Who is who in a community.
    pub fn members(self, community: CommunityId) -> Watched<Arc<Vec<MemberCard>>> {
        self.watch(ViewKey::Members(community))
    }

    /// What is shown of it now, where anybody watches it.
    pub fn peek<T: Clone + Send + Sync + 'static>(self, key: &ViewKey) -> Option<T> {
        self.slot::<T>(key).and_then(|signal| signal.get_untracked())
    }

    fn slot<T: 'static>(self, key: &ViewKey) -> Option<Watched<T>> {
        self.with(|inner| {
            let slots = inner.slots.borrow();
            slots.get(key).and_then(|slot| slot.signal.downcast_ref::<Watched<T>>().cloned())
        })
    }

    fn put<T: PartialEq + Clone + Send + Sync + 'static>(self, key: &ViewKey, value: T) {
        if let Some(signal) = self.slot::<T>(key)
            && signal.with_untracked(|old| old.as_ref() != Some(&value))
        {
            signal.set(Some(value));
        }
    }

    fn hear(self, message: FromEngine) {
        match message {
            FromEngine::Ready => self.phase().set(Phase::Ready),
            FromEngine::Fatal(error) => self.phase().set(Phase::Fatal(error)),
            FromEngine::View(delta) => self.apply(delta),
            FromEngine::Remind(reminder) => remind::remind(self, &reminder),
            FromEngine::Pong
            | FromEngine::Done { .. }
            | FromEngine::Refused { .. }
            | FromEngine::Rtc { .. } => {}
        }
    }

    fn apply(self, delta: ViewDelta) {
        match delta {
            ViewDelta::Home(home) => self.put(&ViewKey::Home, home),
            ViewDelta::Members { community, members } => {
                self.put(&ViewKey::Members(community), Arc::new(members));
            }
            ViewDelta::Invitations { community, invitations } => {
                self.put(&ViewKey::Invitations(community), Arc::new(invitations));
            }
            ViewDelta::Devices { community, devices } => {
                self.put(&ViewKey::Devices(community), Arc::new(devices));
            }
            ViewDelta::Threads { community, threads } => {
                self.put(&ViewKey::Threads(community), Arc::new(threads));
            }
            ViewDelta::Thread { community, thread, delta } => {
                let slot = self.slot::<ThreadLive>(&ViewKey::Thread(community, thread));
                if let Some(slot) = slot {
                    ThreadLive::take(&slot, delta);
                }
            }
            ViewDelta::Pages { community, pages } => {
                self.put(&ViewKey::Pages(community), Arc::new(pages));
            }
            ViewDelta::Page { community, page, delta } => {
                if let Some(slot) = self.slot::<PageLive>(&ViewKey::Page(community, page)) {
                    PageLive::take(&slot, delta);
                }
            }
            ViewDelta::History { community, page, entries } => {
                self.put(&ViewKey::History(community, page), Arc::new(entries));
            }
            ViewDelta::PastText { community, page, at, text } => {
                self.put(&ViewKey::PastText(community, page, at), text);
            }
            ViewDelta::Sync { community, sync } => self.put(&ViewKey::Sync(community), *sync),
            ViewDelta::Motions { community, motions } => {
                self.put(&ViewKey::Motions(community), motions);
            }
            ViewDelta::Motion { community, motion, view } => {
                self.put(&ViewKey::Motion(community, motion), view);
            }
            ViewDelta::Economy { community, desk, view } => {
                self.put(&ViewKey::Economy(community, desk), view);
            }
            ViewDelta::Calendar { community, calendar } => {
                self.put(&ViewKey::Calendar(community), calendar);
            }
            ViewDelta::Today { community, today } => self.put(&ViewKey::Today(community), today),
            ViewDelta::Import { import, progress } => {
                self.put(&ViewKey::Import(import), progress);
            }
            ViewDelta::Picture { community, hash, picture } => {
                self.put(&ViewKey::Picture(community, hash), Picture::of(picture));
            }
            ViewDelta::Faults { community, faults } => {
                self.put(&ViewKey::Faults(community), Arc::new(faults));
            }
            ViewDelta::Found { community, words, found } => {
                self.put(&ViewKey::Found(community, words), found);
            }
        }
    }
}
