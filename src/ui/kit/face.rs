//! A face: a picture cut to the head, or initials in serif.

use leptos::prelude::*;

/// How many grounds the style sheet has.
const GROUNDS: u32 = 6;

/// The sizes of a face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaceSize {
    Small,
    Usual,
    Large,
}

impl FaceSize {
    fn name(self) -> Option<&'static str> {
        match self {
            Self::Small => Some("small"),
            Self::Usual => None,
            Self::Large => Some("large"),
        }
    }
}

/// Beside a name, which says who it is; so the picture itself says nothing.
pub fn face(size: FaceSize, name: String, picture: Option<String>) -> AnyView {
    match picture {
        Some(address) => {
            view! { <img class="face" data-size=size.name() src=address alt="" /> }.into_any()
        }
        None => view! {
            <span
                class="face"
                data-size=size.name()
                data-initials=""
                data-ground=ground(&name)
                aria-hidden="true"
            >
                {initials(&name)}
            </span>
        }
        .into_any(),
    }
}

/// A whole portrait, or initials in its frame.
pub fn plate(name: &str, picture: Option<String>) -> AnyView {
    match picture {
        Some(address) => view! { <img class="plate" src=address alt="" /> }.into_any(),
        None => view! {
            <span class="plate" data-initials="" data-ground=ground(name) aria-hidden="true">
                {initials(name)}
            </span>
        }
        .into_any(),
    }
}

/// Whether somebody is here, as a dot on a face.
pub fn presence_dot(is_here: bool) -> AnyView {
    let variant = (!is_here).then_some("asleep");
    view! { <span class="presence" data-variant=variant></span> }.into_any()
}

/// Which ground stands behind initials: always the same one for a name, so that people without a
/// picture can be told apart at a glance.
fn ground(name: &str) -> String {
    let sum: u32 = name.chars().map(u32::from).fold(0, |sum, next| sum.wrapping_mul(31) ^ next);
    (sum % GROUNDS + 1).to_string()
}

/// The first letters of the first and the last part of a name; the style puts them in capitals.
fn initials(name: &str) -> String {
    let mut parts = name.split([' ', '-']).filter(|part| !part.is_empty());
    let first = parts.next().and_then(|part| part.chars().next());
    let last = parts.next_back().and_then(|part| part.chars().next());
    let letters: String = first.into_iter().chain(last).collect();
    if letters.is_empty() { "?".to_owned() } else { letters }
}
