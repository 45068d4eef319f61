//! One Web Lock: asked for, held, lost or let go. web-sys keeps Web Locks behind an unstable flag,
//! so the one method is declared here. A claim that is dropped lets go of the lock.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Object, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::AbortController;

use crate::platform::js;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(extends = Object)]
    type LockManager;

    #[wasm_bindgen(method)]
    fn request(this: &LockManager, name: &str, options: &Object, granted: &Function) -> Promise;
}

/// How to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    /// Wait until nobody else holds it.
    Queue,
    /// Take it away from whoever holds it.
    Steal,
}

/// What became of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockEvent {
    /// The lock is ours now.
    Granted,
    /// It was ours, and another took it.
    Lost,
    /// The browser has locks and lets nobody have one, as where it refuses to keep anything.
    Denied,
}

/// A claim to a lock, waiting or granted.
pub struct Claim {
    abort: Option<AbortController>,
    let_go: Rc<RefCell<Option<Function>>>,
    dropped: Rc<Cell<bool>>,
    _granted: Closure<dyn FnMut(JsValue) -> Promise>,
}

impl std::fmt::Debug for Claim {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Claim")
    }
}

impl Claim {
    /// Asks for the lock; `None` where the browser has no locks.
    pub fn ask(name: &str, ask: Ask, on_event: impl Fn(LockEvent) + 'static) -> Option<Self> {
        let manager = manager()?;
        let on_event = Rc::new(on_event);
        let let_go = Rc::new(RefCell::new(None));
        let dropped = Rc::new(Cell::new(false));
        let granted = granted(Rc::clone(&let_go), on_event.clone());
        let options = Object::new();
        let abort = match ask {
            // The two options exclude each other.
            Ask::Queue => AbortController::new().ok(),
            Ask::Steal => None,
        };
        match &abort {
            Some(abort) => js::set_field(&options, "signal", &abort.signal()),
            None => js::set_field(&options, "steal", &(ask == Ask::Steal).into()),
        }
        let held = manager.request(name, &options, granted.as_ref().unchecked_ref());
        let (was_granted, was_dropped) = (Rc::clone(&let_go), Rc::clone(&dropped));
        spawn_local(async move {
            let end = JsFuture::from(held).await;
            if end.is_err() && !was_dropped.get() {
                let was_ours = was_granted.borrow().is_some();
                on_event(if was_ours { LockEvent::Lost } else { LockEvent::Denied });
            }
        });
        Some(Self { abort, let_go, dropped, _granted: granted })
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.dropped.set(true);
        match self.let_go.borrow().as_ref() {
            Some(let_go) => {
                let_go.call0(&JsValue::UNDEFINED).ok();
            }
            None => {
                if let Some(abort) = &self.abort {
                    abort.abort();
                }
            }
        }
    }
}

fn manager() -> Option<LockManager> {
    let navigator = js::field(&js_sys::global(), "navigator")?;
    Some(js::field(&navigator, "locks")?.unchecked_into())
}

/// The lock is held for as long as the promise that this gives to the browser is open.
fn granted(
    let_go: Rc<RefCell<Option<Function>>>,
    on_event: Rc<impl Fn(LockEvent) + 'static>,
) -> Closure<dyn FnMut(JsValue) -> Promise> {
    Closure::new(move |_lock| {
        let promise = Promise::new(&mut |resolve, _reject| {
            let_go.borrow_mut().replace(resolve);
        });
        let on_event = Rc::clone(&on_event);
        // Later, so that whoever asked has put its claim away first.
        spawn_local(async move { on_event(LockEvent::Granted) });
        promise
    })
}
