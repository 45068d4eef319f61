//! A new page: its title, then its words.

use leptos::ev;
use leptos::prelude::*;

use crate::message::command::{Command, Outcome, Writing};
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, submit};
use crate::ui::kit::field::{Line, text_field};
use crate::ui::route::Place;
use crate::ui::words;

/// The dialog's inside.
pub fn new_page(here: Here) -> AnyView {
    let (title, error) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let busy = RwSignal::new(false);
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let title = title.get_untracked().trim().to_owned();
        let writing = Writing::CreatePage { title, text: String::new() };
        here.store.ask(Command::write(here.id, writing), move |answer| {
            busy.set(false);
            match answer {
                Ok(outcome) => {
                    here.dialogs.new_page.close();
                    if let Outcome::Page(page) = outcome {
                        here.go(Place::Page(page));
                    }
                }
                Err(refusal) => error.set(words::refusal::refusal(&refusal)),
            }
        });
    };
    view! {
        <form class="stack-small" on:submit=send novalidate>
            {text_field(
                Line::Text,
                words::commons::page_title(),
                String::new(),
                title,
                Signal::from(error),
            )}
            <div class="actions">
                {button(Weight::Plain, words::common::cancel(), move || {
                    here.dialogs.new_page.close();
                })}
                {submit(words::commons::make_page(), busy.into())}
            </div>
        </form>
    }
    .into_any()
}
