//! A `BroadcastChannel` of bytes between the windows and workers of one origin. What a sender posts
//! never comes back to that same sender.

use gloo::events::EventListener;
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, MessageEvent};

use crate::platform::js;

/// An open channel; closed when dropped.
#[derive(Debug)]
pub struct Channel {
    channel: BroadcastChannel,
    _listener: EventListener,
}

impl Channel {
    /// Opens the channel; `None` where the browser has none (very old, or storage partitioned off).
    pub fn open(name: &str, on_bytes: impl Fn(Vec<u8>) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let listener = EventListener::new(&channel, "message", move |event| {
            let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
            if let Some(bytes) = data.and_then(|data| js::bytes_of(&data)) {
                on_bytes(bytes);
            }
        });
        Some(Self { channel, _listener: listener })
    }

    /// Says this to everybody else on the channel.
    pub fn post(&self, bytes: &[u8]) {
        // Fails only once the channel is closed, and then nobody is left to hear.
        self.channel.post_message(&Uint8Array::from(bytes)).ok();
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.close();
    }
}
