//! Taking everything along: one file, made when somebody asks for it (EXT-1).

use leptos::prelude::*;

use crate::clock::Date;
use crate::message::command::{Command, MemberAct, Outcome, Refusal};
use crate::platform::browser;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button_with};
use crate::ui::kit::head::part;
use crate::ui::kit::icon::icon;
use crate::ui::words;

pub mod grow;

/// How far the file is.
#[derive(Clone, PartialEq)]
enum Made {
    NotAsked,
    Coming,
    /// At this address.
    Here(String),
    Refused(Refusal),
}

/// A part of a screen.
pub fn everything(here: Here) -> AnyView {
    part("everything", words::everything::take(), (), take(here))
}

/// What it is, and the button that makes it.
pub fn take(here: Here) -> AnyView {
    let made = RwSignal::new(Made::NotAsked);
    let address = StoredValue::new(None::<String>);
    on_cleanup(move || {
        if let Some(Some(address)) = address.try_get_value() {
            browser::revoke_object_url(&address);
        }
    });
    let make = move || {
        made.set(Made::Coming);
        let readme = readme(&here.community_name(), here.today());
        let command = Command::of(here.id, MemberAct::TakeOut { readme });
        here.store.ask(command, move |answer| {
            let now = match answer {
                Ok(Outcome::File(bytes)) => browser::object_url("application/zip", &bytes)
                    .map_or(Made::Refused(Refusal::StorageFull), Made::Here),
                Ok(_) => Made::NotAsked,
                Err(refusal) => Made::Refused(refusal),
            };
            if let Made::Here(url) = &now {
                address.try_set_value(Some(url.clone()));
            }
            made.try_set(now);
        });
    };
    let inside = move || match made.get() {
        Made::NotAsked => button_with(Weight::Primary, "download", words::everything::make(), make),
        Made::Coming => {
            view! { <span class="meta">{words::everything::making()}</span> }.into_any()
        }
        Made::Here(url) => untrack(|| {
            let name = file_name(&here.community_name(), here.today());
            view! {
                <a class="button" data-variant="primary" href=url download=name.clone()>
                    {icon("download")} {words::everything::save(&name)}
                </a>
            }
            .into_any()
        }),
        Made::Refused(refusal) => view! {
            <span class="field-error" role="alert" aria-live="assertive">
                {icon("warn")} {words::refusal::refusal(&refusal)}
            </span>
            {button_with(Weight::Plain, "download", words::everything::make(), make)}
        }
        .into_any(),
    };
    view! {
        <div class="stack-small">
            <p>{words::everything::take_text()}</p>
            <p class="meta">{words::everything::careful()}</p>
            <div class="actions" role="status">{inside}</div>
        </div>
    }
    .into_any()
}

fn readme(name: &str, day: Date) -> String {
    let title = words::everything::readme_title(name, &format::calendar_full(day));
    format!("{title}\n\n{}", words::everything::readme())
}

/// "Four Shores 2026-04-05.zip", without what file systems do not like.
fn file_name(name: &str, day: Date) -> String {
    let plain = |letter: char| if letter.is_alphanumeric() { letter } else { ' ' };
    let name: String = name.chars().map(plain).collect();
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{name} {day}.zip").trim_start().to_owned()
}
