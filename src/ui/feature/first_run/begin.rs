//! A community begins: its name, who founds it, how they mean to decide.

use leptos::ev;
use leptos::prelude::*;

use crate::message::command::{Command, Field, Refusal};
use crate::message::motion::Preset;
use crate::ui::feature::first_run::told::{Wanted, about};
use crate::ui::feature::first_run::{First, arrive, back, more_about_you, your_name};
use crate::ui::feature::people::profile::ProfileFields;
use crate::ui::kit::button::submit;
use crate::ui::kit::field::{Line, choices, text_field};
use crate::ui::route::Place;
use crate::ui::words;

/// With what a community begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beginning {
    Fresh,
    /// With what somebody took along from another one.
    Growing,
}

/// The form.
pub fn begin(first: First, beginning: Beginning) -> AnyView {
    let First { store, navigation, step, .. } = first;
    let (name, sentence) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let fields = ProfileFields::guessed();
    let preset = RwSignal::new(Preset::default());
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<Refusal>);
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        error.set(None);
        busy.set(true);
        let founder = fields.draft();
        let said = sentence.get_untracked().trim().to_owned();
        let (sentence, first) = match beginning {
            Beginning::Fresh => (said, Place::Today),
            Beginning::Growing if said.is_empty() => (said, Place::Grow),
            Beginning::Growing => (words::everything::sentence(&said), Place::Grow),
        };
        let command = Command::FoundCommunity {
            name: name.get_untracked().trim().to_owned(),
            sentence,
            founder,
            preset: preset.get_untracked(),
        };
        store.ask_persistence();
        store.ask(command, move |answer| arrive(navigation, (busy, error), first, answer));
    };
    let (title, label, hint) = match beginning {
        Beginning::Fresh => (
            words::first_run::start_title(),
            words::first_run::sentence(),
            words::first_run::sentence_hint(),
        ),
        Beginning::Growing => (
            words::everything::grow(),
            words::everything::grows_out_of(),
            words::everything::grows_out_of_hint(),
        ),
    };
    view! {
        <h1>{title}</h1>
        <form on:submit=send novalidate>
            {text_field(
                Line::Text,
                words::first_run::community_name(),
                words::first_run::community_name_hint(),
                name,
                about(error, &[Field::PersonName, Field::Sentence], Wanted::Others),
            )}
            {text_field(
                Line::Text,
                label,
                hint,
                sentence,
                about(error, &[Field::Sentence], Wanted::These),
            )}
            {your_name(fields, error)}
            {presets(preset)}
            {more_about_you(fields)}
            {submit(words::first_run::begin(), busy.into())}
            <p class="meta">{words::first_run::what_is_public()}</p>
        </form>
        {back(step)}
    }
    .into_any()
}

/// How they mean to decide; it can be changed by a decision later.
fn presets(preset: RwSignal<Preset>) -> AnyView {
    let options = Preset::ALL.map(|one| {
        let (name, text) = match one {
            Preset::Circle => (words::first_run::circle(), words::first_run::circle_text()),
            Preset::Cooperative => {
                (words::first_run::cooperative(), words::first_run::cooperative_text())
            }
            Preset::Network => (words::first_run::network(), words::first_run::network_text()),
        };
        (one, name, text)
    });
    choices(words::first_run::how_to_decide(), options.to_vec(), preset)
}
