//! What the interface needs of the page it is in: address, clipboard, files, words of the reader's
//! language, updates. Window only. Text from outside stays text; nothing here becomes markup.

mod files;
mod intl;
mod notices;
mod update;

pub use files::{dropped_files, object_url, picked_files, read_file, revoke_object_url};
pub use intl::{
    compare, currencies, currency_name, current_zone, format_date, format_decimal, format_list,
    format_number, format_relative, language_name, languages, plural_category, upper,
    zone_offset_min, zones,
};
pub use notices::{Allowed, ask_notices, give_notice, notices_allowed};
pub use update::{Update, apply_update, on_update};

use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Document, Element, HtmlElement, Storage, VisibilityState, Window};

use crate::message::{Connectivity, Persistence};
use crate::platform::js;

/// How long the browser may take to say whether it keeps our storage.
const PERSISTENCE_ANSWER_MAX_MS: u32 = 5_000;

/// The page's window.
pub fn window() -> Window {
    web_sys::window().expect("the interface runs in a window")
}

/// The page's document.
pub fn document() -> Document {
    window().document().expect("a window has a document")
}

/// Whether the page is on screen.
pub fn is_visible() -> bool {
    document().visibility_state() == VisibilityState::Visible
}

/// Whether the browser believes that it is online.
pub fn connectivity() -> Connectivity {
    if window().navigator().on_line() { Connectivity::Online } else { Connectivity::Offline }
}

/// Milliseconds since 1970, by the device's clock.
pub fn now_ms() -> u64 {
    crate::platform::clock::now().0
}

/// The address of the app itself, without its `#` part.
pub fn app_address() -> String {
    let address = window().location().href().unwrap_or_default();
    address.split('#').next().unwrap_or_default().to_owned()
}

/// The part of the address from `#` on; empty when there is none.
pub fn current_hash() -> String {
    window().location().hash().unwrap_or_default()
}

/// Goes to another `#` address, with an entry in the history.
pub fn set_hash(hash: &str) {
    window().location().set_hash(hash).ok();
}

/// Replaces the `#` part in the address bar and in the history, so that "back" never finds what
/// was there. No `hashchange` follows.
pub fn replace_hash(hash: &str) {
    if let Ok(history) = window().history() {
        // An empty address would mean "as it is"; the path without a hash takes it away.
        let path = window().location().pathname().unwrap_or_default();
        let search = window().location().search().unwrap_or_default();
        let url = if hash.is_empty() { format!("{path}{search}") } else { hash.to_owned() };
        history.replace_state_with_url(&JsValue::NULL, "", Some(&url)).ok();
    }
}

/// What stands in an entry of the history that only "back" out of a dialog uses up.
const DIALOG_ENTRY: &str = "dialog";

/// Puts an entry on top of the history for a dialog, with the same address, unless one is there.
pub fn enter_dialog() {
    if is_dialog_entry() {
        return;
    }
    if let Ok(history) = window().history() {
        history.push_state(&JsValue::from_str(DIALOG_ENTRY), "").ok();
    }
}

/// Whether the history stands at an entry for a dialog.
pub fn is_dialog_entry() -> bool {
    let state = window().history().and_then(|history| history.state()).ok();
    state.is_some_and(|state| state.as_string().as_deref() == Some(DIALOG_ENTRY))
}

/// One step back in the history.
pub fn step_back() {
    if let Ok(history) = window().history() {
        history.back().ok();
    }
}

/// Calls back whenever another entry of the history is shown, for as long as the page lives.
pub fn on_history_step(changed: impl Fn() + 'static) {
    EventListener::new(&window(), "popstate", move |_| changed()).forget();
}

/// Calls back whenever the `#` part changes, for as long as the page lives.
pub fn on_hash_change(changed: impl Fn() + 'static) {
    EventListener::new(&window(), "hashchange", move |_| changed()).forget();
}

/// Brings whoever writes to the first field whose label is meant, and marks it until they type
/// there.
pub fn bring_to_field(is_meant: impl Fn(&str) -> bool) {
    let Some(field) = labelled(is_meant) else { return };
    field.set_attribute("aria-invalid", "true").ok();
    field.focus().ok();
    let marked = field.clone();
    EventListener::once(&field, "input", move |_| {
        marked.remove_attribute("aria-invalid").ok();
    })
    .forget();
}

/// Brings whoever writes to the field with this label.
pub fn focus_field(label: &str) {
    if let Some(field) = labelled(|text| text == label) {
        field.focus().ok();
    }
}

/// The first field whose label is meant, in the dialog that is open or else on the page.
fn labelled(is_meant: impl Fn(&str) -> bool) -> Option<HtmlElement> {
    let all = |within: &str| document().query_selector_all(&format!("{within} label")).ok();
    let in_dialog = all("dialog[open]").filter(|labels| labels.length() > 0);
    let labels = in_dialog.or_else(|| all("main"))?;
    let labels = (0..labels.length()).filter_map(|at| labels.get(at)?.dyn_into::<Element>().ok());
    let is_it = |text: String| is_meant(text.trim());
    let mut meant = labels.filter(|label| label.text_content().is_some_and(is_it));
    let label = meant.next()?;
    let field = match label.get_attribute("for") {
        Some(id) => document().get_element_by_id(&id),
        None => label.query_selector("input, textarea, select").ok().flatten(),
    };
    field?.dyn_into::<HtmlElement>().ok()
}

/// Opens the browser's dialog for printing.
pub fn print() {
    window().print().ok();
}

/// Puts text into the clipboard; says whether the browser let us.
pub async fn copy_text(text: &str) -> bool {
    let Some(clipboard) = js::field(&window().navigator(), "clipboard") else { return false };
    let clipboard: web_sys::Clipboard = clipboard.unchecked_into();
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// A text kept in `localStorage`; `None` also where the browser refuses it.
pub fn stored(key: &str) -> Option<String> {
    local_storage()?.get_item(key).ok()?
}

/// Keeps a text in `localStorage`, or takes it out. Where that is refused, nothing is kept.
pub fn store(key: &str, value: Option<&str>) {
    if let Some(storage) = local_storage() {
        match value {
            Some(value) => storage.set_item(key, value).ok(),
            None => storage.remove_item(key).ok(),
        };
    }
}

/// Sets or takes away an attribute of the document's root element.
pub fn set_root_attribute(name: &str, value: Option<&str>) {
    if let Some(root) = document().document_element() {
        match value {
            Some(value) => root.set_attribute(name, value).ok(),
            None => root.remove_attribute(name).ok(),
        };
    }
}

/// Sets the title that tabs and history show.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// The content of `<meta name="...">`.
pub fn meta(name: &str) -> Option<String> {
    let element = document().query_selector(&format!("meta[name=\"{name}\"]")).ok()??;
    element.get_attribute("content")
}

/// Writes a warning for whoever has the developer tools open.
pub fn warn(text: &str) {
    web_sys::console::warn_1(&text.into());
}

/// Asks the browser to keep our storage. The answer may come twice: first `Unanswered`, when it
/// takes long (Firefox asks the person), and then what was said after all.
pub fn ask_persistence(answer: impl Fn(Persistence) + 'static) {
    let answer = Rc::new(answer);
    let late = Rc::clone(&answer);
    let timer = Timeout::new(PERSISTENCE_ANSWER_MAX_MS, move || late(Persistence::Unanswered));
    spawn_local(async move {
        let said = persist().await;
        timer.cancel();
        answer(said);
    });
}

async fn persist() -> Persistence {
    let Some(manager) = js::field(&window().navigator(), "storage") else {
        return Persistence::Denied;
    };
    let manager: web_sys::StorageManager = manager.unchecked_into();
    let Ok(asked) = manager.persist() else { return Persistence::Denied };
    match JsFuture::from(asked).await {
        Ok(granted) if granted.is_truthy() => Persistence::Granted,
        Ok(_) | Err(_) => Persistence::Denied,
    }
}

fn local_storage() -> Option<Storage> {
    window().local_storage().ok()?
}
