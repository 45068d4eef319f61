//! A dialog: the browser's own, with its focus trap and Escape.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::{HtmlDialogElement, HtmlElement};

use crate::ui::kit::fresh_id;

/// What is made when the dialog opens comes a moment after it is shown.
const INSIDE_COMES: Duration = Duration::from_millis(80);

/// Opens and closes one dialog.
#[derive(Clone, Copy)]
pub struct DialogHandle {
    node: NodeRef<html::Dialog>,
    is_open: RwSignal<bool>,
}

impl DialogHandle {
    /// A dialog that is closed.
    pub fn new() -> Self {
        Self { node: NodeRef::new(), is_open: RwSignal::new(false) }
    }

    /// Opens it over the page.
    pub fn open(self) {
        self.is_open.set(true);
        if let Some(dialog) = self.node.get_untracked()
            && !dialog.open()
        {
            drop(dialog.show_modal());
            set_timeout(move || focus_first(&dialog), INSIDE_COMES);
        }
    }

    /// Closes it; focus goes back to where it was. One whose screen is gone is closed already.
    pub fn close(self) {
        if let Some(dialog) = self.node.try_get_untracked().flatten() {
            dialog.close();
        }
    }
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

/// A dialog whose inside is made anew each time it opens.
pub fn dialog(
    handle: DialogHandle,
    title: String,
    inside: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let id = fresh_id("dialog");
    let title_id = id.clone();
    view! {
        <dialog
            class="dialog"
            node_ref=handle.node
            aria-labelledby=id
            on:close=move |_| handle.is_open.set(false)
        >
            <h2 id=title_id>{title}</h2>
            {move || handle.is_open.get().then(|| untrack(&inside))}
        </dialog>
    }
    .into_any()
}
