//! Where posts are written. A draft is kept on this device from the first letter until the engine
//! has the post durably, so that nothing typed is lost.

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::HtmlElement;

use crate::id::{CommandId, ThreadId};
use crate::message::command::{Command, Writing};
use crate::platform::browser;
use crate::ui::feature::talk::post::quote_of;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{icon_button, submit};
use crate::ui::kit::field::choice;
use crate::ui::store::posts::PostRow;
use crate::ui::words;

const FIELD: &str = "say";

/// Brings the writer to the field.
pub fn focus() {
    let field = document().get_element_by_id(FIELD);
    if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
        drop(field.focus());
    }
}

/// Where a draft is kept.
pub fn draft_key(here: Here, of: &str) -> String {
    format!("phyle/draft/{}/{of}", here.id)
}

/// A text that outlives the window it is typed in.
pub fn kept(here: Here, name: &str) -> RwSignal<String> {
    let key = draft_key(here, name);
    let text = RwSignal::new(browser::stored(&key).unwrap_or_default());
    Effect::new(move |_| {
        text.with(|text| browser::store(&key, Some(text.as_str()).filter(|text| !text.is_empty())));
    });
    text
}

/// A text that was kept and is with the engine now.
pub fn forget(here: Here, name: &str) {
    browser::store(&draft_key(here, name), None);
}

/// The languages that a post can be in, and the one used last.
pub fn post_languages(here: Here) -> (Vec<(String, String)>, RwSignal<String>) {
    let mut tags = here.my_languages();
    let spoken = words::spoken().tag().to_owned();
    if !tags.contains(&spoken) {
        tags.push(spoken.clone());
    }
    let key = draft_key(here, "language");
    let usual = spoken;
    let last = browser::stored(&key).filter(|tag| tags.contains(tag));
    let language = RwSignal::new(last.unwrap_or(usual));
    Effect::new(move |_| browser::store(&key, Some(&language.get())));
    let options = tags
        .into_iter()
        .map(|tag| (tag.clone(), words::talk::in_language(&format::language(&tag))))
        .collect();
    (options, language)
}

/// The composer of a topic.
pub fn composer(
    here: Here,
    thread: ThreadId,
    rows: RwSignal<Vec<PostRow>>,
    reply_to: RwSignal<Option<CommandId>>,
) -> AnyView {
    let key = StoredValue::new(draft_key(here, &thread.to_string()));
    let text = RwSignal::new(browser::stored(&key.get_value()).unwrap_or_default());
    let busy = RwSignal::new(false);
    let (options, language) = post_languages(here);
    let keep = move |words: &str| {
        browser::store(&key.get_value(), Some(words).filter(|words| !words.is_empty()));
    };
    let send = move || {
        let body = text.get_untracked().trim().to_owned();
        if busy.get_untracked() || body.is_empty() {
            return;
        }
        busy.set(true);
        let command = Command::write(
            here.id,
            Writing::WritePost {
                thread,
                body,
                language: language.get_untracked(),
                reply_to: reply_to.get_untracked(),
            },
        );
        here.store.ask(command, move |answer| {
            busy.set(false);
            match answer {
                Ok(_) => {
                    text.set(String::new());
                    reply_to.set(None);
                    keep("");
                }
                Err(refusal) => here.store.say_refusal(&refusal),
            }
        });
    };
    let on_submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        send();
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            send();
        }
    };
    view! {
        <form class="composer" aria-label=words::talk::write() on:submit=on_submit>
            {move || reply_to.get().and_then(|id| replying(here, rows, id, reply_to))}
            <label class="visually-hidden" for=FIELD>{words::talk::write_in_topic()}</label>
            <textarea
                id=FIELD
                rows="3"
                dir="auto"
                placeholder=words::talk::write_placeholder()
                readonly=move || busy.get()
                prop:value=move || text.get()
                on:keydown=on_key
                on:input=move |event| {
                    let words = event_target_value(&event);
                    keep(&words);
                    text.set(words);
                }
            ></textarea>
            <div class="actions">
                <label class="visually-hidden" for="say-language">
                    {words::talk::language_of_post()}
                </label>
                {choice("say-language".to_owned(), options, language)}
                {submit(words::talk::send(), busy.into())}
            </div>
        </form>
    }
    .into_any()
}

fn replying(
    here: Here,
    rows: RwSignal<Vec<PostRow>>,
    id: CommandId,
    reply_to: RwSignal<Option<CommandId>>,
) -> Option<AnyView> {
    let (by, start) = quote_of(rows, id)?;
    Some(
        view! {
            <div class="replying">
                <p class="quote-line" dir="auto">
                    {words::talk::replying_to(&here.name(by))} ": " {start}
                </p>
                {icon_button("x", words::talk::no_reply(), move |_| reply_to.set(None))}
            </div>
        }
        .into_any(),
    )
}
