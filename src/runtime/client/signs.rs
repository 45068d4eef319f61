//! What the browser says of the window itself: network, visibility, coming and going. Passed on to
//! the engine as it is.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::PageTransitionEvent;

use super::EngineClient;
use crate::message::{Connectivity, ToEngine};
use crate::platform::browser;

impl EngineClient {
    pub(super) fn listen_to_signs(&self) -> Vec<EventListener> {
        let window = browser::window();
        let document = browser::document();
        let says = |target: &web_sys::EventTarget, name: &'static str, message: ToEngine| {
            let client = self.clone();
            EventListener::new(target, name, move |_| client.post(message.clone()))
        };
        let online = says(&window, "online", ToEngine::Online(Connectivity::Online));
        let offline = says(&window, "offline", ToEngine::Online(Connectivity::Offline));
        let client = self.clone();
        let visible = EventListener::new(&document, "visibilitychange", move |_| {
            if browser::is_visible() {
                client.post(ToEngine::Visible);
            }
        });
        let client = self.clone();
        let leave = EventListener::new(&window, "pagehide", move |_| {
            // Now or never: the engine would answer to a window that is gone.
            if let Some(rtc) = client.0.rtc.borrow().as_ref() {
                rtc.say_last_words();
            }
            client.post(ToEngine::WindowClosed);
        });
        let client = self.clone();
        let back = EventListener::new(&window, "pageshow", move |event| {
            // Back from the browser's page cache: the engine was told that we were gone.
            let event = event.dyn_ref::<PageTransitionEvent>();
            if event.is_some_and(PageTransitionEvent::persisted) {
                client.tell_everything(client.0.engine.get().0);
            }
        });
        vec![
            online,
            offline,
            visible,
            leave,
            back,
            #[cfg(feature = "journey")]
            self.listen_to_journey(),
        ]
    }
}
