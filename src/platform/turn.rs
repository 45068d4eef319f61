//! Another turn of the event loop, after all that waits already: the browser's own queue, without the
//! pause that timers keep.

use gloo::events::EventListener;
use wasm_bindgen::JsValue;
use web_sys::{MessageChannel, MessagePort};

/// Calls back in another turn, each time that it is asked to.
#[derive(Debug)]
pub struct Turn {
    port: MessagePort,
    _other: MessagePort,
    _message: EventListener,
}

impl Turn {
    /// `None` where the browser has no channels.
    pub fn new(on_turn: impl Fn() + 'static) -> Option<Self> {
        let channel = MessageChannel::new().ok()?;
        let other = channel.port2();
        let message = EventListener::new(&other, "message", move |_| on_turn());
        other.start();
        Some(Self { port: channel.port1(), _other: other, _message: message })
    }

    /// Asks for one more turn; `false` where the browser refuses it.
    pub fn ask(&self) -> bool {
        self.port.post_message(&JsValue::NULL).is_ok()
    }
}
