//! A dialog: the browser's own, with its focus trap and Escape. "Back" closes it as Escape does, and the
//! page under it stays. Invariant: what was typed is there again when it is opened again, unless the
//! dialog itself was told to close, by its own buttons or because all is done.

use std::cell::Cell;
use std::time::Duration;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::{Element, HtmlDialogElement, HtmlElement};

use crate::platform::browser;
use crate::ui::kit::fresh_id;

/// What is made when the dialog opens comes a moment after it is shown.
const INSIDE_COMES: Duration = Duration::from_millis(80);

/// Whoever closes a dialog may open another one, or go on to a page, in the same moment.
const GOES_ON: Duration = Duration::from_millis(120);

/// Opens and closes one dialog.
#[derive(Clone, Copy)]
pub struct DialogHandle {
    node: NodeRef<html::Dialog>,
    /// Whether there is an inside.
    is_made: RwSignal<bool>,
    /// Whether something was typed into it.
    is_typed: RwSignal<bool>,
}

impl DialogHandle {
    /// A dialog that is closed.
    pub fn new() -> Self {
        Self { node: NodeRef::new(), is_made: RwSignal::new(false), is_typed: RwSignal::new(false) }
    }

    /// Opens it over the page.
    pub fn open(self) {
        if !self.is_made.get_untracked() {
            self.is_made.set(true);
        }
        if let Some(dialog) = self.node.get_untracked()
            && !dialog.open()
        {
            drop(dialog.show_modal());
            browser::enter_dialog();
            set_timeout(move || focus_first(&dialog), INSIDE_COMES);
        }
    }

    /// Closes it, and lets go of what was typed; focus goes back to where it was. One whose screen is gone
    /// is closed already.
    pub fn close(self) {
        if let Some(dialog) = self.node.try_get_untracked().flatten() {
            dialog.close();
        }
        self.forget();
    }

    /// Closes it as Escape does: what was typed stays.
    fn put_aside(self) {
        if let Some(dialog) = self.node.try_get_untracked().flatten() {
            dialog.close();
        }
    }

    fn forget(self) {
        self.is_typed.try_set(false);
        // Whatever closed it may be still at work inside.
        set_timeout(
            move || {
                let is_open = self.node.try_get_untracked().flatten().is_some_and(|one| one.open());
                if !is_open && self.is_made.try_get_untracked() == Some(true) {
                    self.is_made.try_set(false);
                }
            },
            Duration::ZERO,
        );
    }

    /// However it was closed.
    fn closed(self) {
        if !self.is_typed.get_untracked() {
            self.forget();
        }
        set_timeout(leave_empty_entry, GOES_ON);
    }
}

thread_local! {
    /// Whether a step back is on its way that nobody asked for.
    static STEPS_BACK: Cell<bool> = const { Cell::new(false) };
}

fn is_any_open() -> bool {
    document().query_selector("dialog[open]").is_ok_and(|open| open.is_some())
}

/// Steps back from an entry of the history that was for a dialog, where none is open.
fn leave_empty_entry() {
    if !is_any_open() && browser::is_dialog_entry() {
        STEPS_BACK.set(true);
        browser::step_back();
    }
}

/// The history shows another entry. It is heard here before any dialog hears it.
pub fn history_stepped() {
    if !STEPS_BACK.replace(false) {
        return leave_empty_entry();
    }
    // A dialog that was opened meanwhile stays, with an entry of its own.
    if is_any_open() {
        browser::enter_dialog();
    }
}

/// Closes a dialog when the history goes to an entry that is not for one.
fn close_by_back(handle: DialogHandle) {
    let back = window_event_listener(ev::popstate, move |_| {
        if !browser::is_dialog_entry() {
            handle.put_aside();
        }
    });
    on_cleanup(move || back.remove());
}

/// What is looked for is no work that could be lost.
fn is_work(event: &ev::Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.get_attribute("type").as_deref() != Some("search"))
}

/// Its first field waits, unless somebody is in another one already.
fn focus_first(dialog: &HtmlDialogElement) {
    let is_in_field = dialog.query_selector(":is(input, textarea, select):focus");
    if is_in_field.is_ok_and(|field| field.is_some()) {
        return;
    }
    let first = dialog.query_selector("input, textarea, select, .menu > *, button").ok().flatten();
    if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
        drop(first.focus());
    }
}

impl Default for DialogHandle {
    fn default() -> Self {
        Self::new()
    }
}

/// A dialog whose inside is made when it opens, anew unless something was typed into it before.
pub fn dialog(
    handle: DialogHandle,
    title: String,
    inside: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let id = fresh_id("dialog");
    let title_id = id.clone();
    let made = move || {
        handle.is_made.get().then(|| {
            close_by_back(handle);
            untrack(&inside)
        })
    };
    let typed = move |event: ev::Event| {
        if is_work(&event) {
            handle.is_typed.set(true);
        }
    };
    view! {
        <dialog
            class="dialog"
            node_ref=handle.node
            aria-labelledby=id
            on:input=typed
            on:close=move |_| handle.closed()
        >
            <h2 id=title_id>{title}</h2>
            {made}
        </dialog>
    }
    .into_any()
}
