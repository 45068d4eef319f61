//! Who owns the engine: waiting for the lock, or holding it with a worker of one's own. Only the
//! holder of the lock has a worker; who loses the lock ends the worker at once.

use gloo::timers::callback::Timeout;

use super::EngineClient;
use crate::clock::Timestamp;
use crate::message::{FatalError, FromEngine, ToEngine};
use crate::platform::dedicated::Dedicated;
use crate::platform::lock::{Ask, Claim, LockEvent};
use crate::platform::{browser, clock};
use crate::runtime;
use crate::runtime::election::{Backoff, Patience, Verdict, WORKER_SILENT_MAX_MS, is_awake};
use crate::runtime::suspects::Suspects;
use crate::runtime::wire::{self, FromWorker, LOCK, ToWorker};

/// The `<meta>` that says where the worker's script is; the build gives it a hashed name.
const WORKER_META: &str = "phyle-engine";

/// Where it is in builds without hashes.
const WORKER_URL: &str = "./engine_loader.js";

/// A window's claim to the engine.
#[derive(Default)]
pub(super) struct Hold {
    claim: Option<Claim>,
    /// Events of an earlier claim have an earlier number and mean nothing any more.
    claim_number: u32,
    /// The browser denies locks: it lets this page keep nothing, most likely.
    locks_denied: bool,
    holding: Option<Holding>,
}

/// What only the owner has.
struct Holding {
    worker: Option<Dedicated>,
    /// The worker has been told to start: it takes messages.
    told: bool,
    patience: Patience,
    ticked: Timestamp,
    backoff: Backoff,
    restart: Option<Timeout>,
    suspects: Suspects,
}

impl EngineClient {
    pub(super) fn holds(&self) -> bool {
        self.0.hold.borrow().holding.is_some()
    }

    /// Whether this window owns the engine and can be counted on, however busy the worker is.
    pub(super) fn holds_awake(&self) -> bool {
        let hold = self.0.hold.borrow();
        hold.holding.as_ref().is_some_and(|holding| is_awake(holding.ticked, clock::now()))
    }

    /// Waits for the lock; another window may hold it for days.
    pub(super) fn queue_for_lock(&self) {
        self.ask_for_lock(Ask::Queue);
    }

    /// Takes the lock from an owner that does not answer.
    pub(super) fn steal_lock(&self) {
        self.ask_for_lock(Ask::Steal);
    }

    /// Another engine owns the storage: ends the own worker and waits again. Says whether there
    /// was anything to step down from; without locks there is not, as nobody would ever go on.
    pub(super) fn step_down(&self) -> bool {
        let may = {
            let hold = self.0.hold.borrow();
            hold.holding.is_some() && hold.claim.is_some()
        };
        if may {
            self.lost();
        }
        may
    }

    /// Sends to the own worker; gives the message back when this window has none to own.
    pub(super) fn post_to_own(&self, message: ToEngine) -> Option<ToEngine> {
        let hold = self.0.hold.borrow();
        let Some(holding) = &hold.holding else { return Some(message) };
        if let Some(worker) = holding.worker.as_ref().filter(|_| holding.told) {
            worker.post(&wire::encode(&ToWorker::Message(message)));
        }
        None
    }

    /// Called at each tick while holding: replaces a worker that has been silent for too long.
    pub(super) fn watch_own_worker(&self) {
        let verdict = {
            let mut hold = self.0.hold.borrow_mut();
            let Some(holding) = &mut hold.holding else { return };
            holding.ticked = clock::now();
            let Some(worker) = &holding.worker else { return };
            worker.post(&wire::encode(&ToWorker::Ping));
            holding.patience.tick(holding.ticked)
        };
        match verdict {
            Verdict::Ask => {}
            Verdict::GiveUp => self.worker_failed("it was silent for too long"),
        }
    }

    #[cfg(feature = "journey")]
    pub(super) fn post_offset(&self, offset_ms: i64) {
        let hold = self.0.hold.borrow();
        if let Some(worker) = hold.holding.as_ref().and_then(|holding| holding.worker.as_ref()) {
            worker.post(&wire::encode(&ToWorker::ClockOffset(offset_ms)));
        }
    }

    fn ask_for_lock(&self, ask: Ask) {
        let (number, before) = {
            let mut hold = self.0.hold.borrow_mut();
            hold.claim_number += 1;
            (hold.claim_number, hold.claim.take())
        };
        drop(before);
        let client = self.clone();
        let claim = Claim::ask(LOCK, ask, move |event| {
            if client.0.hold.borrow().claim_number != number {
                return;
            }
            match event {
                LockEvent::Granted => client.won(),
                LockEvent::Lost => client.lost(),
                LockEvent::Denied => {
                    client.0.hold.borrow_mut().locks_denied = true;
                    client.won();
                }
            }
        });
        let without_locks = claim.is_none();
        self.0.hold.borrow_mut().claim = claim;
        // A browser without locks, or that denies them, runs no two windows of us well; the
        // storage's owner number still keeps their engines apart.
        if without_locks {
            self.won();
        }
    }

    fn won(&self) {
        let now = clock::now();
        self.0.hold.borrow_mut().holding = Some(Holding {
            worker: None,
            told: false,
            patience: Patience::new(WORKER_SILENT_MAX_MS),
            ticked: now,
            backoff: Backoff::new(now),
            restart: None,
            suspects: Suspects::default(),
        });
        self.start_worker();
    }

    fn lost(&self) {
        let holding = self.0.hold.borrow_mut().holding.take();
        self.end_worker(holding.and_then(|holding| holding.worker));
        self.queue_for_lock();
    }

    fn start_worker(&self) {
        let (on_bytes, on_error) = (self.clone(), self.clone());
        let url = browser::meta(WORKER_META).unwrap_or_else(|| WORKER_URL.to_owned());
        let started = Dedicated::start(
            &url,
            move |bytes| on_bytes.hear_worker(&bytes),
            move |reason| on_error.worker_failed(&reason),
        );
        match started {
            Ok(worker) => {
                let mut hold = self.0.hold.borrow_mut();
                let Some(holding) = &mut hold.holding else { return };
                holding.backoff.started(clock::now());
                holding.suspects.started(clock::now());
                holding.patience = Patience::new(WORKER_SILENT_MAX_MS);
                holding.worker = Some(worker);
                holding.told = false;
            }
            Err(reason) => self.worker_failed(&reason),
        }
    }

    fn hear_worker(&self, bytes: &[u8]) {
        if let Some(holding) = &mut self.0.hold.borrow_mut().holding {
            holding.patience.heard();
        }
        match wire::decode::<FromWorker>(bytes) {
            Ok(FromWorker::Loaded) => self.tell_start(),
            Ok(FromWorker::Message { engine, message }) => self.hear(engine, message),
            Ok(FromWorker::At(suspect)) => {
                if let Some(holding) = &mut self.0.hold.borrow_mut().holding {
                    holding.suspects.at(suspect, clock::now());
                }
            }
            Ok(FromWorker::Alive) => {}
            Ok(FromWorker::Superseded) => {
                self.step_down();
            }
            Ok(FromWorker::Failed(reason)) => self.worker_failed(&reason),
            Err(error) => self.worker_failed(&error.to_string()),
        }
    }

    fn tell_start(&self) {
        let mut hold = self.0.hold.borrow_mut();
        let Some(holding) = &mut hold.holding else { return };
        let Some(worker) = &holding.worker else { return };
        worker.post(&wire::encode(&ToWorker::Start {
            window: self.0.window,
            build: self.0.build.clone(),
            spared: holding.suspects.spared(),
            clock_offset_ms: runtime::clock::offset_ms(),
        }));
        holding.told = true;
    }

    /// Ends the worker and starts another after a pause that grows while they keep failing.
    fn worker_failed(&self, reason: &str) {
        let (worker, wait_ms, fatal) = {
            let mut hold = self.0.hold.borrow_mut();
            let locks_denied = hold.locks_denied;
            let Some(holding) = &mut hold.holding else { return };
            if holding.restart.is_some() {
                return;
            }
            holding.told = false;
            holding.suspects.died();
            let wait_ms = holding.backoff.failed(clock::now());
            let fatal = match (locks_denied, holding.backoff.is_in_vain()) {
                (true, _) => Some(FatalError::StorageRefused),
                (false, true) => Some(FatalError::EngineStops),
                (false, false) => None,
            };
            (holding.worker.take(), wait_ms, fatal)
        };
        browser::warn(&format!("the engine stopped: {reason}"));
        if let Some(fatal) = fatal {
            (self.0.on_message)(FromEngine::Fatal(fatal));
        }
        self.end_worker(worker);
        let client = self.clone();
        let restart = Timeout::new(wait_ms, move || {
            if let Some(holding) = &mut client.0.hold.borrow_mut().holding {
                holding.restart = None;
            }
            client.start_worker();
        });
        if let Some(holding) = &mut self.0.hold.borrow_mut().holding {
            holding.restart = Some(restart);
        }
    }

    /// The connections go with the engine that asked for them.
    fn end_worker(&self, worker: Option<Dedicated>) {
        let rtc = self.0.rtc.borrow().clone();
        if let Some(rtc) = rtc {
            rtc.close_all();
        }
        // Later: this may be running in one of the worker's own listeners.
        wasm_bindgen_futures::spawn_local(async move { drop(worker) });
    }
}
