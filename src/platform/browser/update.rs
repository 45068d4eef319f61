//! A newer version of the program: `start.js` keeps the offline copy and finds it; this passes the
//! news to the interface and the person's answer back. Nothing is applied unless asked for.

use gloo::events::EventListener;
use web_sys::Event;

use super::{document, window};

/// What is known of a newer version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Update {
    /// It waits to be applied.
    Ready,
    /// Another window applied it and this one still runs the version before.
    Applied,
}

/// Calls back with the news of a newer version; at once when there are some already.
pub fn on_update(news: impl Fn(Update) + Clone + 'static) {
    let root = document().document_element();
    match root.and_then(|root| root.get_attribute("data-update")).as_deref() {
        Some("ready") => news(Update::Ready),
        Some("applied") => news(Update::Applied),
        Some(_) | None => {}
    }
    for (name, update) in
        [("phyle-update-ready", Update::Ready), ("phyle-update-applied", Update::Applied)]
    {
        let news = news.clone();
        EventListener::new(&window(), name, move |_| news(update)).forget();
    }
}

/// Applies the version that waits, if it still does, and reloads the page with it.
pub fn apply_update() {
    if let Ok(event) = Event::new("phyle-apply-update") {
        // False only for events that can be cancelled.
        window().dispatch_event(&event).ok();
    }
}
