//! The first run: start a community or join one. No word of keys or machines; one sentence says who
//! can read what.

use leptos::ev;
use leptos::prelude::*;

use crate::id::CommunityId;
use crate::message::command::{Command, Field, Outcome, Refusal};
use crate::message::model::Standing;
use crate::ui::feature::first_run::look::{Look, look_around};
use crate::ui::feature::first_run::told::{Wanted, about};
use crate::ui::feature::people::profile::ProfileFields;
use crate::ui::kit::button::{Weight, button, submit};
use crate::ui::kit::field::{Line, text_field};
use crate::ui::kit::icon::{icon, mark, pointing_icon};
use crate::ui::navigation::{Navigation, focus_title};
use crate::ui::rooms;
use crate::ui::route::{Place, Route, is_device_link};
use crate::ui::store::Store;
use crate::ui::words;

pub mod begin;
pub mod come_back;
pub mod door;
mod look;
pub mod restore;
mod told;
pub mod waiting;

/// Which of the faces of the first run is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Welcome,
    Join,
    Later(Face),
}

/// Faces that come with the rooms.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    Start,
    /// A community that grows out of another one.
    Grow,
    /// Somebody comes back by a backup.
    Restore,
    /// Somebody comes back by the word of the others.
    ComeBack,
}

/// Where such a face stands.
#[derive(Clone, Copy)]
pub struct First {
    pub store: Store,
    pub navigation: Navigation,
    pub step: RwSignal<Step>,
    pub face: Face,
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
    Effect::new(move |before: Option<Step>| {
        let now = step.get();
        if before.is_some_and(|before| before != now) {
            focus_title();
        }
        now
    });
    let inside = move || {
        let step_now = step.get();
        untrack(move || match step_now {
            Step::Welcome => welcome(store, navigation, step),
            Step::Join => join(store, navigation, step),
            Step::Later(face) => rooms::first(First { store, navigation, step, face }),
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

fn welcome(store: Store, navigation: Navigation, step: RwSignal<Step>) -> AnyView {
    let told = RwSignal::new(None::<Look>);
    let look = move || look_around(store, navigation, told);
    let text = move || match told.get() {
        Some(Look::Coming) => words::first_run::look_coming(),
        None | Some(Look::Missing) => words::first_run::look_text(),
    };
    let missing = move || {
        (told.get() == Some(Look::Missing)).then(|| {
            view! { <p class="field-error">{icon("warn")} {words::first_run::look_missing()}</p> }
        })
    };
    view! {
        <div class="stack-small">
            <p class="kicker">{words::first_run::kicker()}</p>
            <h1>{words::first_run::welcome()}</h1>
            <p class="lede">{words::first_run::lede()}</p>
        </div>
        <div class="ways-first">
            {way("today", words::first_run::start(), words::first_run::start_text, move || {
                step.set(Step::Later(Face::Start));
            })}
            {way("link", words::first_run::join(), words::first_run::join_text, move || {
                step.set(Step::Join);
            })}
            {way("people", words::first_run::look(), text, look)}
            <div role="alert" aria-live="assertive">{missing}</div>
            {way("share", words::everything::grow(), words::everything::grow_text, move || {
                step.set(Step::Later(Face::Grow));
            })}
        </div>
        {button(Weight::Quiet, words::first_run::restore(), move || {
            step.set(Step::Later(Face::Restore));
        })}
    }
    .into_any()
}

/// A way to begin.
fn way(
    name: &'static str,
    label: String,
    text: impl Fn() -> String + Send + Sync + 'static,
    go: impl Fn() + Send + Sync + 'static,
) -> AnyView {
    view! {
        <button class="way" type="button" on:click=move |_| go()>
            {icon(name)}
            <span><b>{label}</b><small>{text}</small></span>
            {pointing_icon("right")}
        </button>
    }
    .into_any()
}

fn join(store: Store, navigation: Navigation, step: RwSignal<Step>) -> AnyView {
    let link = RwSignal::new(navigation.invitation.get_untracked().unwrap_or_default());
    let is_given = link.with_untracked(|link| !link.is_empty());
    let fields = ProfileFields::guessed();
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<Refusal>);
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        error.set(None);
        busy.set(true);
        let link = link.get_untracked().trim().to_owned();
        store.ask_persistence();
        let before = memberships(store);
        store.ask(Command::JoinCommunity { link, profile: fields.draft() }, move |answer| {
            if let Ok(outcome) = &answer {
                navigation.invitation.set(None);
                if matches!(outcome, Outcome::Community(id) if before.contains(id)) {
                    store.say(words::first_run::already_member());
                }
            }
            arrive(navigation, (busy, error), Place::Today, answer);
        });
    };
    // A link that turns out to be of no use gives way to the field for another.
    let is_taken = RwSignal::new(is_given);
    Effect::new(move |_| {
        if error.with(|error| matches!(error, Some(Refusal::BadLink { .. }))) {
            is_taken.set(false);
        }
    });
    let link_error = about(error, &[Field::PersonName], Wanted::Others);
    let link_part = move || {
        if is_taken.get() {
            let told = move || {
                let text = link_error.get();
                (!text.is_empty()).then(|| (icon("warn"), text))
            };
            view! {
                <p class="with-icon meta">{icon("check")} {words::first_run::link_taken()}</p>
                <p class="field-error" role="alert" aria-live="assertive">{told}</p>
            }
            .into_any()
        } else {
            text_field(
                Line::Address,
                words::first_run::link(),
                words::first_run::link_hint(),
                link,
                link_error,
            )
        }
    };
    if link.with_untracked(|link| is_device_link(link)) {
        let told = about(error, &[], Wanted::Others);
        let told = move || {
            let text = told.get();
            (!text.is_empty()).then(|| (icon("warn"), text))
        };
        return view! {
            <div class="stack-small">
                <p class="kicker">{words::first_run::device_kicker()}</p>
                <h1>{words::first_run::device_title()}</h1>
                <p class="lede">{words::first_run::device_text()}</p>
            </div>
            <form on:submit=send novalidate>
                <p class="field-error" role="alert" aria-live="assertive">{told}</p>
                {submit(words::first_run::device_now(), busy.into())}
            </form>
            {back(step)}
        }
        .into_any();
    }
    view! {
        <div class="stack-small">
            <p class="kicker">{words::first_run::join_kicker()}</p>
            <h1>{words::first_run::join_title()}</h1>
        </div>
        <form on:submit=send novalidate>
            {link_part}
            {your_name(fields, error)}
            {more_about_you(fields)}
            {submit(words::first_run::join_now(), busy.into())}
            <p class="meta">{words::first_run::what_is_public()}</p>
        </form>
        <p class="actions">
            {button(Weight::Quiet, words::first_run::come_back(), move || {
                step.set(Step::Later(Face::ComeBack));
            })}
        </p>
        {back(step)}
    }
    .into_any()
}

/// The communities that this device is a member of.
fn memberships(store: Store) -> Vec<CommunityId> {
    let home = Owner::new().with(|| store.home());
    home.with_untracked(|home| {
        let cards = home.iter().flat_map(|home| &home.communities);
        cards.filter(|card| card.standing == Standing::Member).map(|card| card.id).collect()
    })
}

fn arrive(
    navigation: Navigation,
    (busy, error): (RwSignal<bool>, RwSignal<Option<Refusal>>),
    first: Place,
    answer: Result<Outcome, Refusal>,
) {
    busy.try_set(false);
    match answer {
        // What there is may be shown before the answer comes: whoever has gone on stays there.
        Ok(Outcome::Community(id)) => {
            let now = navigation.route.get_untracked();
            let is_further =
                matches!(now, Route::In(at, place) if at == id && place != Place::Today);
            if !is_further {
                navigation.go(&Route::In(id, first));
            }
        }
        Ok(
            Outcome::Nothing
            | Outcome::Link(_)
            | Outcome::Thread(_)
            | Outcome::Page(_)
            | Outcome::Picture(_)
            | Outcome::Motion(_)
            | Outcome::File(_)
            | Outcome::Backup { .. },
        ) => navigation.go(&Route::Home),
        Err(refusal) => drop(error.try_set(Some(refusal))),
    }
}

fn your_name(fields: ProfileFields, error: RwSignal<Option<Refusal>>) -> AnyView {
    text_field(
        Line::PersonName,
        words::first_run::your_name(),
        words::first_run::your_name_hint(),
        fields.name,
        about(error, &[Field::PersonName], Wanted::These),
    )
}

/// Fetched once it is opened.
fn more_about_you(fields: ProfileFields) -> AnyView {
    let was_opened = RwSignal::new(false);
    let open = move |_| {
        if !was_opened.get_untracked() {
            was_opened.set(true);
        }
    };
    let more = move || was_opened.get().then(|| untrack(|| rooms::more(fields)));
    view! {
        <details class="opens" on:toggle=open>
            <summary>{pointing_icon("right")} {words::first_run::more_about_you()}</summary>
            <div class="stack-small">{more}</div>
        </details>
    }
    .into_any()
}

fn back(step: RwSignal<Step>) -> AnyView {
    back_to(step, Step::Welcome)
}

fn back_to(step: RwSignal<Step>, to: Step) -> AnyView {
    view! {
        <p class="actions">
            {button(Weight::Quiet, words::first_run::back(), move || step.set(to))}
        </p>
    }
    .into_any()
}
