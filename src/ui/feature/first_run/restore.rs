//! Somebody comes back by a backup: its file, and the words that open it (PEO-1).

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::message::command::{Command, Refusal};
use crate::platform::browser;
use crate::ui::feature::first_run::told::{Wanted, about};
use crate::ui::feature::first_run::{First, arrive, back};
use crate::ui::kit::button::submit;
use crate::ui::kit::field::text_area_with;
use crate::ui::kit::icon::icon;
use crate::ui::route::Place;
use crate::ui::words;

/// A file that was chosen.
#[derive(Debug, Clone, PartialEq)]
struct Chosen {
    name: String,
    bytes: Vec<u8>,
}

/// The form.
pub fn restore(first: First) -> AnyView {
    let First { store, navigation, step, .. } = first;
    let chosen = RwSignal::new(None::<Chosen>);
    let words = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<Refusal>);
    let unchosen = RwSignal::new(false);
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        error.set(None);
        let Some(Chosen { bytes: file, .. }) = chosen.get_untracked() else {
            return unchosen.set(true);
        };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        store.ask_persistence();
        let words = words.get_untracked();
        store.ask(Command::Restore { file, words }, move |answer| {
            arrive(navigation, (busy, error), Place::Today, answer);
        });
    };
    let pick = move |event: ev::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(file) = input.and_then(|input| input.files()?.get(0)) else { return };
        unchosen.set(false);
        spawn_local(async move {
            let bytes = browser::read_file(&file).await;
            unchosen.try_set(bytes.is_none());
            chosen.try_set(bytes.map(|bytes| Chosen { name: file.name(), bytes }));
        });
    };
    let file = move || match chosen.get() {
        Some(chosen) => view! {
            <p class="with-icon meta">{icon("check")} {words::first_run::chosen(&chosen.name)}</p>
        }
        .into_any(),
        None if unchosen.get() => view! {
            <p class="field-error">{icon("warn")} {words::first_run::no_backup_chosen()}</p>
        }
        .into_any(),
        None => ().into_any(),
    };
    view! {
        <div class="stack-small">
            <p class="kicker">{words::first_run::device_kicker()}</p>
            <h1>{words::first_run::restore_title()}</h1>
            <p class="lede">{words::first_run::restore_text()}</p>
        </div>
        <form on:submit=send novalidate>
            <label class="button file-button">
                <input class="visually-hidden" type="file" on:change=pick />
                {icon("file")} {words::first_run::choose_backup()}
            </label>
            <div role="status">{file}</div>
            {text_area_with(
                words::first_run::the_words(),
                words::first_run::the_words_hint(),
                words,
                about(error, &[], Wanted::Others),
            )}
            {submit(words::first_run::restore_now(), busy.into())}
        </form>
        {back(step)}
    }
    .into_any()
}
