//! Something to know, with a line at its side.

use leptos::prelude::*;

use crate::ui::kit::icon::icon;

/// What kind of thing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteTone {
    Info,
    Good,
    Doubt,
    NeedsYou,
}

impl NoteTone {
    fn variant(self) -> (Option<&'static str>, &'static str) {
        match self {
            Self::Info => (None, "info"),
            Self::Good => (Some("good"), "check"),
            Self::Doubt => (Some("doubt"), "warn"),
            Self::NeedsYou => (Some("needs-you"), "stop"),
        }
    }
}

/// A note.
pub fn note(tone: NoteTone, inside: impl IntoView + 'static) -> AnyView {
    let (variant, name) = tone.variant();
    view! {
        <div class="note" data-variant=variant>
            {icon(name)}
            <div>{inside.into_any()}</div>
        </div>
    }
    .into_any()
}
