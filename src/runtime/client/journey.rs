//! Journeys only: the test's hand on the clock. The offset is kept in `localStorage`, so that
//! windows opened later have it from the beginning.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::MessageEvent;

use super::EngineClient;
use crate::platform::{browser, js};
use crate::runtime::clock;
use crate::runtime::wire::OnChannel;

/// Name of the message's field and of the stored item; the value is in milliseconds.
const NAME: &str = "phyle-journey-offset";

/// Sets this window's clock as it was left.
pub fn read_offset() {
    let stored = browser::stored(NAME).and_then(|text| text.parse().ok());
    clock::set_offset_ms(stored.unwrap_or(0));
}

impl EngineClient {
    /// Obeys `window.postMessage({"phyle-journey-offset": ms})`.
    pub(super) fn listen_to_journey(&self) -> EventListener {
        let client = self.clone();
        EventListener::new(&browser::window(), "message", move |event| {
            let data = event.dyn_ref::<MessageEvent>().map(MessageEvent::data);
            let offset = data.and_then(|data| js::field(&data, NAME)?.as_f64());
            if let Some(offset) = offset {
                client.move_clock(offset as i64);
            }
        })
    }

    fn move_clock(&self, offset_ms: i64) {
        clock::set_offset_ms(offset_ms);
        browser::store(NAME, Some(&offset_ms.to_string()));
        self.post_offset(offset_ms);
        self.post_on_channel(&OnChannel::ClockOffset(offset_ms));
    }
}
