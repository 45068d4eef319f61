//! A newer version of the program: `start.js` keeps the offline copy and finds it; this passes the
//! news to the interface and the person's answer back. Nothing is applied unless asked for.

use gloo::events::EventListener;
use web_sys::Event;

use super::{document, window};

/// Calls back when a newer version waits to be applied; at once when it waits already.
pub fn on_update_ready(ready: impl Fn() + 'static) {
    let root = document().document_element();
    let waits = root.and_then(|root| root.get_attribute("data-update"));
    if waits.as_deref() == Some("ready") {
        ready();
    }
    EventListener::new(&window(), "phyle-update-ready", move |_| ready()).forget();
}

/// Applies the waiting version and reloads the page with it.
pub fn apply_update() {
    if let Ok(event) = Event::new("phyle-apply-update") {
        // False only for events that can be cancelled.
        window().dispatch_event(&event).ok();
    }
}
