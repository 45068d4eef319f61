//! A bar over every screen of a community whose rules this program does not know (DEC-9).

use leptos::prelude::*;

use crate::ui::here::Here;
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::words;

/// What is so, and what to do.
pub fn bar(here: Here) -> AnyView {
    let is_newer = Memo::new(move |_| {
        here.card.with(|card| card.as_ref().is_some_and(|card| card.are_rules_newer))
    });
    (move || {
        is_newer.get().then(|| {
            let inside = view! {
                <p><strong>{words::common::rules_newer_title()}</strong></p>
                <p>{words::common::rules_newer()}</p>
                <p>{words::common::rules_newer_do()}</p>
            };
            let label = words::common::rules_newer_title();
            view! { <aside class="bar-former" aria-label=label>{note(NoteTone::Doubt, inside)}</aside> }
        })
    })
    .into_any()
}
