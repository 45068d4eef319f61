//! Where a page is written, together with whoever else is here. The field shows the store's text at
//! all times: what the person types goes into it at once, and what others type is set in around the
//! caret, except while an input method is composing.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::{File, HtmlInputElement, HtmlTextAreaElement};

use crate::message::command::{Command, Outcome, PageAct};
use crate::platform::browser;
use crate::text_edit::diff;
use crate::ui::feature::commons::page::{Mode, Open};
use crate::ui::kit::fresh_id;
use crate::ui::kit::icon::icon;
use crate::ui::store::page::Composing;
use crate::ui::words;

const FIELD: &str = "page-text";

/// The field.
pub fn editor(open: Open) -> AnyView {
    let node = NodeRef::<html::Textarea>::new();
    let name = (open.here.id, open.id);
    let store = open.here.store;
    let is_composing = StoredValue::new(Composing::No);
    Effect::new(move |_| {
        let text = open.text.get().unwrap_or_default();
        if let Some(field) = node.get()
            && is_composing.get_value() == Composing::No
        {
            show(&field, &text);
        }
    });
    let take = move || {
        if let Some(field) = node.get_untracked() {
            open.live.try_with_value(|live| live.write(store, name, &field.value()));
        }
    };
    let compose = move |composing: Composing| {
        is_composing.try_set_value(composing);
        if composing == Composing::No {
            take();
        }
        open.live.try_with_value(|live| live.compose(composing));
    };
    let leaving = window_event_listener(ev::pagehide, move |_| {
        open.live.try_with_value(|live| live.send(store, name));
    });
    // Phones end a page that is not looked at without another word.
    let unseen = window_event_listener_untyped("visibilitychange", move |_| {
        if !browser::is_visible() {
            open.live.try_with_value(|live| live.send(store, name));
        }
    });
    on_cleanup(move || {
        leaving.remove();
        unseen.remove();
        open.live.try_with_value(|live| live.send(store, name));
    });
    view! {
        <div class="field writing">
            <label class="visually-hidden" for=FIELD>{words::commons::text_of_page()}</label>
            <textarea
                class="input"
                id=FIELD
                node_ref=node
                dir="auto"
                spellcheck="true"
                aria-describedby="page-text-hint"
                on:input=move |_| take()
                // A field that is taken off the page loses focus after what it showed is gone.
                on:blur=move |_| {
                    open.live.try_with_value(|live| live.send(store, name));
                }
                on:compositionstart=move |_| compose(Composing::Yes)
                on:compositionend=move |_| compose(Composing::No)
            ></textarea>
            <span class="hint" id="page-text-hint">{words::commons::text_hint()}</span>
        </div>
    }
    .into_any()
}

/// Brings the field to a text by its differences, which leaves the caret at its words.
fn show(field: &HtmlTextAreaElement, text: &str) {
    for splice in diff(&field.value(), text) {
        let end = splice.at + splice.delete;
        drop(field.set_range_text_with_start_and_end(&splice.insert, splice.at, end));
    }
}

/// The button that puts a picture where the caret is.
pub fn picture_button(open: Open) -> AnyView {
    let id = fresh_id("page-picture");
    let pick = move |event: ev::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            spawn_local(add_picture(open, file));
        }
        input.set_value("");
    };
    let writes = move || matches!(open.mode.get(), Mode::Write | Mode::Both);
    (move || {
        writes().then(|| {
            view! {
                <label class="button file-button" for=id.clone()>
                    {icon("picture")} {words::commons::insert_picture()}
                    <input
                        class="visually-hidden"
                        id=id.clone()
                        type="file"
                        accept="image/*"
                        on:change=pick
                    />
                </label>
            }
        })
    })
    .into_any()
}

async fn add_picture(open: Open, file: File) {
    let Some(bytes) = browser::read_file(&file).await else { return };
    let name = file.name();
    let words = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).to_owned();
    let (store, community) = (open.here.store, open.here.id);
    let command = Command::page(community, open.id, PageAct::AddPicture { name, bytes });
    store.act(command, move |outcome| {
        if let Outcome::Picture(hash) = outcome {
            let words = words.replace(['[', ']'], " ");
            insert(open, &format!("![{words}](blob:{hash})"));
        }
    });
}

fn insert(open: Open, words: &str) {
    let field = document().get_element_by_id(FIELD);
    let field = field.and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok());
    let name = (open.here.id, open.id);
    let store = open.here.store;
    if let Some(field) = field {
        let at = field.selection_end().ok().flatten().unwrap_or(0);
        drop(field.set_range_text_with_start_and_end(words, at, at));
        open.live.try_with_value(|live| live.write(store, name, &field.value()));
        return;
    }
    // The page may be left by the time its picture is kept.
    let text = open.text.try_get_untracked().flatten().unwrap_or_default();
    open.live.try_with_value(|live| live.write(store, name, &format!("{text}\n\n{words}\n")));
}
