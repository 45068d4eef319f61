//! Notices of the device: whether the browser lets the page give them, asking for that on a gesture, and
//! giving one. What it refuses is no error: the page says the same.

use gloo::events::EventListener;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Notification, NotificationOptions, NotificationPermission, ServiceWorkerRegistration,
};

use super::window;

/// What the browser says of notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Allowed {
    Yes,
    No,
    /// It asks its person when it is asked.
    Unasked,
    /// It has none, as on some phones.
    Unknown,
}

/// Whether notices can be given.
pub fn notices_allowed() -> Allowed {
    let is_known = js_sys::Reflect::has(&window(), &JsValue::from_str("Notification"));
    if !is_known.unwrap_or_default() {
        return Allowed::Unknown;
    }
    let now = Notification::permission();
    if now == NotificationPermission::Granted {
        Allowed::Yes
    } else if now == NotificationPermission::Denied {
        Allowed::No
    } else {
        Allowed::Unasked
    }
}

/// Asks the browser, which asks its person; call it in answer to a gesture.
pub fn ask_notices(answer: impl FnOnce(Allowed) + 'static) {
    if notices_allowed() != Allowed::Unasked {
        return answer(notices_allowed());
    }
    let Ok(asked) = Notification::request_permission() else { return answer(Allowed::Unknown) };
    spawn_local(async move {
        // What came of it is what it says now.
        JsFuture::from(asked).await.ok();
        answer(notices_allowed());
    });
}

/// Gives a notice that leads to a place in the app; another of the same place replaces it.
pub fn give_notice(title: &str, text: &str, to: &str) {
    if notices_allowed() != Allowed::Yes {
        return;
    }
    let options = NotificationOptions::new();
    options.set_body(text);
    options.set_tag(to);
    let Ok(notice) = Notification::new_with_options(title, &options) else {
        return give_by_worker(title.to_owned(), options);
    };
    let to = to.to_owned();
    let shown = notice.clone();
    let listener = EventListener::once(&notice, "click", move |_| {
        // Either is refused at worst, and the notice closes all the same.
        window().focus().ok();
        window().location().set_hash(&to).ok();
        shown.close();
    });
    listener.forget();
}

/// Phones let the worker that keeps the offline copy give notices, and no page; a press on one is
/// its worker's too.
fn give_by_worker(title: String, options: NotificationOptions) {
    let Ok(ready) = window().navigator().service_worker().ready() else { return };
    spawn_local(async move {
        let Ok(worker) = JsFuture::from(ready).await else { return };
        let worker: ServiceWorkerRegistration = worker.unchecked_into();
        if let Ok(shown) = worker.show_notification_with_options(&title, &options) {
            // What is refused is said in the page all the same.
            JsFuture::from(shown).await.ok();
        }
    });
}
