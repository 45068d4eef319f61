//! The wait at the door: how far joining has come, what helps, and the way out.

use leptos::prelude::*;

use crate::message::command::Command;
use crate::message::model::{JoinProgress, Standing};
use crate::ui::feature::first_run::world_cut;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::icon::{icon, mark};
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::rooms::{self, Room};
use crate::ui::route::Route;
use crate::ui::words;

/// A community that this device has not been let into yet.
pub fn waiting(here: Here) -> AnyView {
    let standing = Memo::new(move |_| here.card.get().map(|card| card.standing));
    let inside = move || match standing.get() {
        Some(
            Standing::Refused(_)
            | Standing::Joining(JoinProgress::Applied | JoinProgress::ComesBack(_)),
        ) => rooms::room(here, Room::Door),
        Some(Standing::Joining(progress)) => joining(here, progress),
        Some(
            Standing::Member
            | Standing::Former
            | Standing::Removed(_)
            | Standing::TakenOff
            | Standing::TwiceSigned
            | Standing::Visitor,
        )
        | None => ().into_any(),
    };
    view! {
        <div class="first">
            {world_cut()}
            <main class="welcome" id="main">{mark("mark-large")} {inside}</main>
        </div>
    }
    .into_any()
}

fn title(here: Here) -> String {
    let name = here.community_name();
    if name.is_empty() {
        words::first_run::joining_title()
    } else {
        words::first_run::joining_title_of(&name)
    }
}

fn joining(here: Here, progress: JoinProgress) -> AnyView {
    let steps = [
        (JoinProgress::LookingForMembers, words::first_run::step_looking()),
        (JoinProgress::Connecting, words::first_run::step_connecting()),
        (JoinProgress::Receiving, words::first_run::step_receiving()),
    ];
    let reached = steps.iter().position(|(step, _)| *step == progress).unwrap_or(0);
    let rows = steps
        .into_iter()
        .enumerate()
        .map(|(at, (_, label))| {
            let (variant, name, state) = match at.cmp(&reached) {
                std::cmp::Ordering::Less => ("good", "check", words::first_run::step_done()),
                std::cmp::Ordering::Equal => ("running", "sync", words::first_run::step_running()),
                std::cmp::Ordering::Greater => {
                    ("waiting", "clock", words::first_run::step_waiting())
                }
            };
            view! { <li data-variant=variant>{icon(name)} <b>{label}</b> <span>{state}</span></li> }
        })
        .collect_view();
    view! {
        <div class="stack-small">
            <h1>{title(here)}</h1>
            <div role="status"><ol class="diagnosis" role="list">{rows}</ol></div>
        </div>
        {note(NoteTone::Info, words::first_run::nobody_online())}
        <p class="actions">
            {button(Weight::Plain, words::first_run::look_again(), move || {
                here.store.act(Command::Reconnect { community: here.id }, |_| {});
            })}
            {leave(here, Weight::Quiet, words::first_run::stop_joining())}
        </p>
    }
    .into_any()
}

pub(super) fn leave(here: Here, weight: Weight, label: String) -> AnyView {
    button(weight, label, move || {
        here.store.act(Command::AbandonJoin { community: here.id }, move |_| {
            here.navigation.go(&Route::Home);
        });
    })
}
