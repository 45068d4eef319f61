//! The ways of meeting, as lines that can be edited. Only the lines are read here; whether what is in
//! them is an address, the engine says.

use leptos::ev;
use leptos::prelude::*;

use crate::message::command::{Command, Meeting};
use crate::message::rtc::IceServer;
use crate::ui::here::Here;
use crate::ui::kit::button::submit;
use crate::ui::kit::field::text_area;
use crate::ui::kit::head::part;
use crate::ui::kit::icon::icon;
use crate::ui::words;

/// The part of the screen.
pub fn meeting(here: Here) -> AnyView {
    let now = here
        .card
        .with_untracked(|card| card.as_ref().map(|card| card.meeting.clone()).unwrap_or_default());
    let relays = RwSignal::new(now.relays.join("\n"));
    let ice = RwSignal::new(now.ice_servers.iter().map(ice_line).collect::<Vec<_>>().join("\n"));
    let (error, busy) = (RwSignal::new(String::new()), RwSignal::new(false));
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let meeting = match read(&relays.get_untracked(), &ice.get_untracked()) {
            Ok(meeting) => meeting,
            Err(line) => {
                error.set(words::settings::bad_line(&line));
                return;
            }
        };
        error.set(String::new());
        busy.set(true);
        let command = Command::SetMeeting { community: here.id, meeting };
        here.store.ask(command, move |answer| {
            busy.set(false);
            match answer {
                Ok(_) => here.store.say(words::common::saved()),
                Err(refusal) => error.set(words::refusal::refusal(&refusal)),
            }
        });
    };
    let told = move || {
        error.with(|error| !error.is_empty()).then(|| {
            view! { <p class="field-error" role="alert" aria-live="assertive">{icon("warn")} {error.get()}</p> }
        })
    };
    let inside = view! {
        <form class="stack-small" on:submit=send>
            <p class="meta">{words::settings::meeting_text()}</p>
            {text_area(words::settings::relays(), words::settings::relays_hint(), relays)}
            {text_area(words::settings::ice(), words::settings::ice_hint(), ice)}
            {told}
            <p class="actions">{submit(words::common::save(), busy.into())}</p>
        </form>
    };
    part("meeting", words::settings::meeting(), (), inside.into_any())
}

fn ice_line(server: &IceServer) -> String {
    let parts = [Some(&server.url), server.username.as_ref(), server.credential.as_ref()];
    parts.into_iter().flatten().cloned().collect::<Vec<_>>().join(" ")
}

/// The lines as ways of meeting, or the first line with words that belong to nothing.
fn read(relays: &str, ice: &str) -> Result<Meeting, String> {
    let lines = |text: &str| -> Vec<String> {
        text.lines().map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect()
    };
    let relays = lines(relays);
    let mut ice_servers = Vec::new();
    for line in lines(ice) {
        let mut words = line.split_whitespace().map(str::to_owned);
        let url = words.next().unwrap_or_default();
        let (username, credential) = (words.next(), words.next());
        if words.next().is_some() || username.is_some() != credential.is_some() {
            return Err(line);
        }
        ice_servers.push(IceServer { url, username, credential });
    }
    Ok(Meeting { relays, ice_servers })
}
