//! A new topic: what it is about, and its first words. Kept as a draft until the engine has it.

use leptos::ev;
use leptos::prelude::*;

use crate::message::command::{Command, Outcome, Writing};
use crate::ui::feature::talk::composer::{kept, post_languages};
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, submit};
use crate::ui::kit::field::{Line, choice_field, text_area, text_field};
use crate::ui::route::Place;
use crate::ui::words;

/// The dialog's inside.
pub fn new_topic(here: Here) -> AnyView {
    let title = kept(here, "topic-title");
    let body = kept(here, "topic-body");
    let (options, language) = post_languages(here);
    let (busy, error) = (RwSignal::new(false), RwSignal::new(String::new()));
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let command = Command::write(
            here.id,
            Writing::StartThread {
                title: title.get_untracked().trim().to_owned(),
                body: body.get_untracked().trim().to_owned(),
                language: language.get_untracked(),
            },
        );
        here.store.ask(command, move |answer| {
            busy.set(false);
            match answer {
                Ok(outcome) => {
                    title.set(String::new());
                    body.set(String::new());
                    here.dialogs.new_topic.close();
                    if let Outcome::Thread(thread) = outcome {
                        here.go(Place::Thread(thread));
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
                words::talk::topic_title(),
                String::new(),
                title,
                Signal::from(error),
            )}
            {text_area(words::talk::first_words(), words::talk::draft_kept(), body)}
            {choice_field(words::talk::language_of_post(), options, language)}
            <div class="actions">
                {button(Weight::Plain, words::common::cancel(), move || {
                    here.dialogs.new_topic.close();
                })}
                {submit(words::talk::begin_topic(), busy.into())}
            </div>
        </form>
    }
    .into_any()
}
