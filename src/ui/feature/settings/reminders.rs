//! Reminders: what the program can do while it is open, and notices of the device beside them.

use leptos::prelude::*;

use crate::message::command::{Command, Notices, Settings};
use crate::message::model::Home;
use crate::platform::browser::{self, Allowed};
use crate::ui::feature::settings::settings_now;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::head::part;
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::words;

/// The part of the screen.
pub fn reminders(here: Here, home: RwSignal<Option<Home>>) -> AnyView {
    let allowed = RwSignal::new(browser::notices_allowed());
    let wished = Memo::new(move |_| home.with(|home| settings_now(home.as_ref()).notices));
    let set = move |notices: Notices| {
        let before = home.with_untracked(|home| settings_now(home.as_ref()));
        let settings = Settings { notices, ..before };
        here.store.act(Command::SetSettings { settings }, |_| {});
    };
    let ask = move || {
        browser::ask_notices(move |answer| {
            allowed.try_set(answer);
            if answer == Allowed::Yes {
                set(Notices::Device);
            }
        });
    };
    let inside = move || match (allowed.get(), wished.get()) {
        (Allowed::Yes, Notices::Device) => {
            let end = move || set(Notices::Inside);
            view! {
                {note(NoteTone::Good, words::settings::notices_on())}
                <p class="actions">
                    {button(Weight::Plain, words::settings::notices_end(), end)}
                </p>
            }
            .into_any()
        }
        (Allowed::Yes | Allowed::Unasked, _) => view! {
            <p class="actions">
                {button(Weight::Plain, words::settings::notices_begin(), ask)}
            </p>
        }
        .into_any(),
        (Allowed::No, _) => note(NoteTone::Doubt, words::settings::notices_refused()),
        (Allowed::Unknown, _) => note(NoteTone::Info, words::settings::notices_unknown()),
    };
    let inside = view! {
        <div class="stack-small">
            <p>{words::settings::reminders_text()}</p>
            <p class="meta">{words::settings::reminders_closed()}</p>
            {inside}
        </div>
    };
    part("reminders", words::settings::reminders(), (), inside.into_any())
}
