//! The first run: start a community or join one. No word of keys or machines; one sentence says who
//! can read what.

use leptos::ev;
use leptos::prelude::*;

use crate::message::command::{Command, Outcome};
use crate::ui::feature::people::profile::{ProfileFields, more_fields};
use crate::ui::kit::button::{Weight, button, submit};
use crate::ui::kit::field::{Line, text_field};
use crate::ui::kit::icon::{icon, mark, pointing_icon};
use crate::ui::navigation::Navigation;
use crate::ui::route::{Place, Route};
use crate::ui::store::Store;
use crate::ui::words;

pub mod waiting;

/// Which of the three faces of the first run is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Welcome,
    Start,
    Join,
}

/// The first run.
pub fn first_run(store: Store, navigation: Navigation) -> AnyView {
    let invitation = navigation.invitation;
    let step = RwSignal::new(match invitation.get_untracked() {
        Some(_) => Step::Join,
        None => Step::Welcome,
    });
    Effect::new(move |_| {
        if invitation.with(Option::is_some) {
            step.set(Step::Join);
        }
    });
    let inside = move || {
        let step_now = step.get();
        untrack(move || match step_now {
            Step::Welcome => welcome(step),
            Step::Start => start(store, navigation, step),
            Step::Join => join(store, navigation, step),
        })
    };
    view! {
        <div class="first">
            {world_cut()}
            <main class="welcome" id="main">{mark("mark-large")} {inside}</main>
        </div>
    }
    .into_any()
}

/// The outline of the world beside the words.
pub fn world_cut() -> AnyView {
    view! {
        <div class="gallery" aria-hidden="true">
            <svg class="world-cut" viewBox="180 20 560 440" preserveAspectRatio="xMidYMid slice">
                <use href="world.svg#land"></use>
            </svg>
        </div>
    }
    .into_any()
}

fn welcome(step: RwSignal<Step>) -> AnyView {
    let way = move |name: &'static str, label: String, text: String, to: Step| {
        view! {
            <button class="way" type="button" on:click=move |_| step.set(to)>
                {icon(name)}
                <span><b>{label}</b><small>{text}</small></span>
                {pointing_icon("right")}
            </button>
        }
    };
    view! {
        <div class="stack-small">
            <p class="kicker">{words::first_run::kicker()}</p>
            <h1>{words::first_run::welcome()}</h1>
            <p class="lede">{words::first_run::lede()}</p>
        </div>
        <div class="ways-first">
            {way("today", words::first_run::start(), words::first_run::start_text(), Step::Start)}
            {way("link", words::first_run::join(), words::first_run::join_text(), Step::Join)}
        </div>
    }
    .into_any()
}

fn start(store: Store, navigation: Navigation, step: RwSignal<Step>) -> AnyView {
    let (name, sentence) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let fields = ProfileFields::guessed();
    let busy = RwSignal::new(false);
    let error = RwSignal::new(String::new());
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        error.set(String::new());
        busy.set(true);
        let founder = fields.draft();
        let command = Command::FoundCommunity {
            name: name.get_untracked().trim().to_owned(),
            sentence: sentence.get_untracked().trim().to_owned(),
            founder,
        };
        store.ask_persistence();
        store.ask(command, move |answer| arrive(navigation, busy, error, answer));
    };
    view! {
        <h1>{words::first_run::start_title()}</h1>
        <form on:submit=send novalidate>
            {text_field(
                Line::Text,
                words::first_run::community_name(),
                words::first_run::community_name_hint(),
                name,
                Signal::from(error),
            )}
            {text_field(
                Line::Text,
                words::first_run::sentence(),
                words::first_run::sentence_hint(),
                sentence,
                Signal::stored(String::new()),
            )}
            {your_name(fields)}
            {more_about_you(fields)}
            {submit(words::first_run::begin(), busy.into())}
            <p class="meta">{words::first_run::what_is_public()}</p>
        </form>
        {back(step)}
    }
    .into_any()
}

fn join(store: Store, navigation: Navigation, step: RwSignal<Step>) -> AnyView {
    let link = RwSignal::new(navigation.invitation.get_untracked().unwrap_or_default());
    let is_given = link.with_untracked(|link| !link.is_empty());
    let fields = ProfileFields::guessed();
    let busy = RwSignal::new(false);
    let error = RwSignal::new(String::new());
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        error.set(String::new());
        busy.set(true);
        let link = link.get_untracked().trim().to_owned();
        store.ask_persistence();
        store.ask(Command::JoinCommunity { link, profile: fields.draft() }, move |answer| {
            if answer.is_ok() {
                navigation.invitation.set(None);
            }
            arrive(navigation, busy, error, answer);
        });
    };
    let link_part = if is_given {
        view! {
            <p class="with-icon meta">{icon("check")} {words::first_run::link_taken()}</p>
            <p class="field-error" role="alert">{move || error.get()}</p>
        }
        .into_any()
    } else {
        text_field(
            Line::Address,
            words::first_run::link(),
            words::first_run::link_hint(),
            link,
            Signal::from(error),
        )
    };
    view! {
        <div class="stack-small">
            <p class="kicker">{words::first_run::join_kicker()}</p>
            <h1>{words::first_run::join_title()}</h1>
        </div>
        <form on:submit=send novalidate>
            {link_part}
            {your_name(fields)}
            {more_about_you(fields)}
            {submit(words::first_run::join_now(), busy.into())}
            <p class="meta">{words::first_run::what_is_public()}</p>
        </form>
        {back(step)}
    }
    .into_any()
}

fn arrive(
    navigation: Navigation,
    busy: RwSignal<bool>,
    error: RwSignal<String>,
    answer: Result<Outcome, crate::message::Refusal>,
) {
    busy.set(false);
    match answer {
        Ok(Outcome::Community(id)) => navigation.go(&Route::In(id, Place::Today)),
        Ok(
            Outcome::Nothing
            | Outcome::Link(_)
            | Outcome::Thread(_)
            | Outcome::Page(_)
            | Outcome::Picture(_),
        ) => navigation.go(&Route::Home),
        Err(refusal) => error.set(words::refusal::refusal(&refusal)),
    }
}

fn your_name(fields: ProfileFields) -> AnyView {
    text_field(
        Line::PersonName,
        words::first_run::your_name(),
        words::first_run::your_name_hint(),
        fields.name,
        Signal::stored(String::new()),
    )
}

fn more_about_you(fields: ProfileFields) -> AnyView {
    view! {
        <details class="opens">
            <summary>{pointing_icon("right")} {words::first_run::more_about_you()}</summary>
            <div class="stack-small">{more_fields(fields)}</div>
        </details>
    }
    .into_any()
}

fn back(step: RwSignal<Step>) -> AnyView {
    view! {
        <p class="actions">
            {button(Weight::Quiet, words::first_run::back(), move || step.set(Step::Welcome))}
        </p>
    }
    .into_any()
}
