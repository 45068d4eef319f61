//! The dial of delivery: it fills as a thing reaches more places. Words stand beside it always.

use leptos::prelude::*;

/// What a dial shows.
#[derive(Debug, Clone, PartialEq)]
pub struct DialState {
    /// From 0 to 100.
    pub percent: u32,
    pub tone: DialTone,
    pub words: String,
}

/// The meaning of a dial's colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DialTone {
    Plain,
    /// Everywhere.
    Full,
    /// In one place only.
    Doubt,
}

impl DialTone {
    fn variant(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Full => Some("everyone"),
            Self::Doubt => Some("doubt"),
        }
    }
}

/// A dial with its words.
pub fn dial(state: impl Fn() -> DialState + Send + Sync + 'static) -> AnyView {
    let state = Memo::new(move |_| state());
    view! {
        <span class="delivery" data-variant=move || state.with(|state| state.tone.variant())>
            <span
                class="dial"
                aria-hidden="true"
                style:--part=move || state.with(|state| state.percent.to_string())
            ></span>
            <span>{move || state.with(|state| state.words.clone())}</span>
        </span>
    }
    .into_any()
}
