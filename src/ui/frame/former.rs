//! The bar over a community in which nothing can be done any more, or ever: why, and what is left.

use leptos::prelude::*;

use crate::message::command::Command;
use crate::message::model::Standing;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, link_button};
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::route::{Place, Route};
use crate::ui::words;

/// Who left, was removed, or looks around is told so.
pub fn bar(here: Here) -> AnyView {
    let standing = here.card.with_untracked(|card| card.as_ref().map(|card| card.standing.clone()));
    match standing {
        Some(Standing::Visitor) => visitor_bar(here),
        Some(Standing::TakenOff) => {
            told(words::common::taken_off_title(), words::common::taken_off_text(), None)
        }
        Some(Standing::TwiceSigned) => {
            told(words::common::twice_signed_title(), words::common::twice_signed_text(), None)
        }
        Some(Standing::Removed(motion)) => {
            let why = view! {
                <p><a href=here.to(Place::Motion(motion))>{words::people::why_removed()}</a></p>
            };
            let why = Some(why.into_any());
            told(words::common::removed_title(), words::common::removed_text(), why)
        }
        Some(Standing::Former | Standing::Member | Standing::Joining(_) | Standing::Refused(_))
        | None => told(words::common::former_title(), words::common::former_text(), None),
    }
}

fn told(title: String, text: String, more: Option<AnyView>) -> AnyView {
    let label = title.clone();
    let inside = view! {
        <p><strong>{title}</strong></p>
        <p>{text}</p>
        {more}
    };
    view! { <aside class="bar-former" aria-label=label>{note(NoteTone::Info, inside)}</aside> }
        .into_any()
}

/// Whoever looks around is told so, and how to begin or to end it.
fn visitor_bar(here: Here) -> AnyView {
    let close = move || {
        let navigation = here.navigation;
        here.store.ask(Command::AbandonJoin { community: here.id }, move |_| {
            navigation.go(&Route::Home);
        });
    };
    let inside = view! {
        <div class="visitor">
            <p>
                <strong>{words::first_run::looking_title()}</strong>
                " "
                <span class="visitor-more">{words::first_run::looking_text()}</span>
            </p>
            <p class="actions">
                {link_button(Weight::Plain, None, words::first_run::start(), Route::New.to_string())}
                {button(Weight::Quiet, words::first_run::stop_looking(), close)}
            </p>
        </div>
    };
    let label = words::first_run::looking_title();
    view! { <aside class="bar-former" aria-label=label>{note(NoteTone::Info, inside)}</aside> }
        .into_any()
}
