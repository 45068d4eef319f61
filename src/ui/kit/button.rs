//! Buttons, and links that look like buttons.

use leptos::ev;
use leptos::prelude::*;

use crate::ui::kit::icon::icon;
use crate::ui::words;

/// How much a button asks for attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The one main action.
    Primary,
    Plain,
    Quiet,
    /// Grave: something ends by it.
    Danger,
}

impl Weight {
    fn variant(self) -> Option<&'static str> {
        match self {
            Self::Primary => Some("primary"),
            Self::Plain => None,
            Self::Quiet => Some("quiet"),
            Self::Danger => Some("danger"),
        }
    }
}

/// A button with a word.
pub fn button(weight: Weight, label: String, press: impl Fn() + 'static + Send) -> AnyView {
    button_of(weight, (label.into_any(), None), press)
}

/// A button with a word; where several say the same, whoever hears it is told what each is about.
pub fn button_about(
    weight: Weight,
    label: String,
    about: &str,
    press: impl Fn() + 'static + Send,
) -> AnyView {
    let whole = words::decide::say_option(&label, about);
    button_of(weight, (label.into_any(), Some(whole)), press)
}

/// A button with an icon and a word.
pub fn button_with(
    weight: Weight,
    name: &'static str,
    label: String,
    press: impl Fn() + 'static + Send,
) -> AnyView {
    button_of(weight, ((icon(name), label).into_any(), None), press)
}

/// With what is inside it, and its name where that alone does not say it.
fn button_of(
    weight: Weight,
    (inside, name): (AnyView, Option<String>),
    press: impl Fn() + 'static + Send,
) -> AnyView {
    view! {
        <button
            class="button"
            type="button"
            data-variant=weight.variant()
            aria-label=name
            on:click=move |_| press()
        >
            {inside}
        </button>
    }
    .into_any()
}

/// The button that sends a form; while `is_busy` it waits.
pub fn submit(label: String, is_busy: Signal<bool>) -> AnyView {
    view! {
        <button
            class="button"
            type="submit"
            data-variant="primary"
            aria-busy=move || is_busy.get().to_string()
        >
            {label}
        </button>
    }
    .into_any()
}

/// A link that looks like a button.
pub fn link_button(
    weight: Weight,
    name: Option<&'static str>,
    label: String,
    to: String,
) -> AnyView {
    view! {
        <a class="button" data-variant=weight.variant() href=to>
            {name.map(icon)}
            {label}
        </a>
    }
    .into_any()
}

/// A square button with an icon; the label is for those who hear it.
pub fn icon_button(
    name: &'static str,
    label: String,
    press: impl Fn(ev::MouseEvent) + 'static + Send,
) -> AnyView {
    view! {
        <button
            class="icon-button"
            type="button"
            aria-label=label.clone()
            title=label
            on:click=press
        >
            {icon(name)}
        </button>
    }
    .into_any()
}
