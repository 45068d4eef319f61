//! A letter to be handed to the other community, whatever carries it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::platform::browser;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button_with};
use crate::ui::kit::fresh_id;
use crate::ui::words;

/// The text, and a button that copies it.
pub fn shown(here: Here, label: String, text: String) -> AnyView {
    let id = fresh_id("letter");
    let copied = text.clone();
    let copy = move || {
        let text = copied.clone();
        spawn_local(async move {
            let is_copied = browser::copy_text(&text).await;
            here.store.say(if is_copied {
                words::trade::copied()
            } else {
                words::trade::not_copied()
            });
        });
    };
    let select_all = |event: leptos::ev::FocusEvent| {
        event_target::<leptos::web_sys::HtmlTextAreaElement>(&event).select();
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <textarea
                class="input link-text"
                id=id
                rows="4"
                dir="ltr"
                readonly=true
                spellcheck="false"
                prop:value=text
                on:focus=select_all
            ></textarea>
            <p class="actions">{button_with(Weight::Plain, "share", words::trade::copy(), copy)}</p>
        </div>
    }
    .into_any()
}
