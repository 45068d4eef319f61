//! Looking around in the sample before one begins or joins.

use leptos::prelude::*;

use crate::message::command::{Command, Outcome};
use crate::platform::files;
use crate::ui::navigation::Navigation;
use crate::ui::route::{Place, Route};
use crate::ui::store::Store;

/// How far the sample has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    Coming,
    Missing,
}

/// Fetches the sample and opens it.
pub fn look_around(store: Store, navigation: Navigation, told: RwSignal<Option<Look>>) {
    if told.get_untracked() == Some(Look::Coming) {
        return;
    }
    told.set(Some(Look::Coming));
    leptos::task::spawn_local(async move {
        let Some(sample) = files::bytes("./sample.phyle").await else {
            told.try_set(Some(Look::Missing));
            return;
        };
        store.ask(Command::LookAround { sample }, move |answer| {
            if let Ok(Outcome::Community(id)) = answer {
                navigation.go(&Route::In(id, Place::Today));
            } else {
                told.try_set(Some(Look::Missing));
            }
        });
    });
}
