//! Fields with their labels, hints and errors.

use leptos::html;
use leptos::prelude::*;

use crate::ui::kit::fresh_id;
use crate::ui::kit::icon::icon;

/// What a line of text is for; the browser helps to fill it in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Text,
    PersonName,
    Address,
}

impl Line {
    fn autocomplete(self) -> &'static str {
        match self {
            Self::PersonName => "name",
            Self::Text | Self::Address => "off",
        }
    }

    fn direction(self) -> &'static str {
        match self {
            Self::Text | Self::PersonName => "auto",
            Self::Address => "ltr",
        }
    }

    fn spellcheck(self) -> &'static str {
        match self {
            Self::Text => "true",
            Self::PersonName | Self::Address => "false",
        }
    }
}

/// One line of text. `error` is empty while there is none; when one comes, the field is where the
/// writer is brought.
pub fn text_field(
    line: Line,
    label: String,
    hint: String,
    value: RwSignal<String>,
    error: Signal<String>,
) -> AnyView {
    let id = fresh_id("field");
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = format!("{hint_id} {error_id}");
    let has_error = move || error.with(|error| !error.is_empty());
    let node = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if has_error()
            && let Some(input) = node.get()
        {
            drop(input.focus());
        }
    });
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input
                class="input"
                id=id
                node_ref=node
                dir=line.direction()
                autocomplete=line.autocomplete()
                spellcheck=line.spellcheck()
                aria-describedby=described
                aria-invalid=move || has_error().then_some("true")
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
            <span class="hint" id=hint_id>{hint}</span>
            <span class="field-error" id=error_id role="alert" aria-live="assertive">
                {move || has_error().then(|| (icon("warn"), error.get()))}
            </span>
        </div>
    }
    .into_any()
}

/// Words that somebody looks for.
pub fn search_field(label: String, value: RwSignal<String>) -> AnyView {
    let id = fresh_id("search");
    view! {
        <div class="list-search">
            <label class="visually-hidden" for=id.clone()>{label.clone()}</label>
            {icon("search")}
            <input
                class="input"
                id=id
                type="search"
                autocomplete="off"
                placeholder=label
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
        </div>
    }
    .into_any()
}

/// Several lines of text.
pub fn text_area(label: String, hint: String, value: RwSignal<String>) -> AnyView {
    text_area_with(label, hint, value, Signal::stored(String::new()))
}

/// Several lines of text, with an error as in `text_field`.
pub fn text_area_with(
    label: String,
    hint: String,
    value: RwSignal<String>,
    error: Signal<String>,
) -> AnyView {
    let id = fresh_id("field");
    let (hint_id, error_id) = (format!("{id}-hint"), format!("{id}-error"));
    let described = format!("{hint_id} {error_id}");
    let has_error = move || error.with(|error| !error.is_empty());
    let node = NodeRef::<html::Textarea>::new();
    Effect::new(move |_| {
        if has_error()
            && let Some(area) = node.get()
        {
            drop(area.focus());
        }
    });
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <textarea
                class="input"
                id=id
                node_ref=node
                dir="auto"
                aria-describedby=described
                aria-invalid=move || has_error().then_some("true")
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            ></textarea>
            <span class="hint" id=hint_id>{hint}</span>
            <span class="field-error" id=error_id role="alert" aria-live="assertive">
                {move || has_error().then(|| (icon("warn"), error.get()))}
            </span>
        </div>
    }
    .into_any()
}

/// One of several, as (value, label).
pub fn choice_field(
    label: String,
    options: Vec<(String, String)>,
    value: RwSignal<String>,
) -> AnyView {
    let id = fresh_id("field");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            {choice(id, options, value)}
        </div>
    }
    .into_any()
}

/// The bare choice; its label is elsewhere.
pub fn choice(id: String, options: Vec<(String, String)>, value: RwSignal<String>) -> AnyView {
    let options = options
        .into_iter()
        .map(|(tag, name)| {
            let own = tag.clone();
            let is_chosen = move || value.with(|now| *now == own);
            view! { <option value=tag selected=is_chosen>{name}</option> }
        })
        .collect_view();
    view! {
        <select class="input" id=id on:change=move |event| value.set(event_target_value(&event))>
            {options}
        </select>
    }
    .into_any()
}

/// A few alternatives that need a sentence each, as (value, name, sentence).
pub fn choices<T: Copy + PartialEq + Send + Sync + 'static>(
    label: String,
    options: Vec<(T, String, String)>,
    value: RwSignal<T>,
) -> AnyView {
    let group = fresh_id("choices");
    let options = options
        .into_iter()
        .enumerate()
        .map(|(number, (own, name, sentence))| {
            let id = format!("{group}-{number}");
            let hint_id = format!("{id}-hint");
            view! {
                <div class="choice">
                    <input
                        type="radio"
                        id=id.clone()
                        name=group.clone()
                        aria-describedby=hint_id.clone()
                        prop:checked=move || value.get() == own
                        on:change=move |_| value.set(own)
                    />
                    <label for=id>
                        {name}
                        <small id=hint_id>{sentence}</small>
                    </label>
                </div>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field choices">
            <legend>{label}</legend>
            {options}
        </fieldset>
    }
    .into_any()
}

/// A few alternatives side by side, as (value, label).
pub fn segments<T: Copy + PartialEq + Send + Sync + 'static>(
    label: String,
    options: Vec<(T, String)>,
    value: RwSignal<T>,
) -> AnyView {
    let group = fresh_id("segments");
    let options = options
        .into_iter()
        .map(|(own, name)| {
            view! {
                <label>
                    <input
                        type="radio"
                        name=group.clone()
                        prop:checked=move || value.get() == own
                        on:change=move |_| value.set(own)
                    />
                    {name}
                </label>
            }
        })
        .collect_view();
    view! { <div class="segments" role="radiogroup" aria-label=label>{options}</div> }.into_any()
}

/// A whole number, none below zero.
pub fn figure_field(label: String, value: RwSignal<String>) -> AnyView {
    let id = fresh_id("figure");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            {figure_input(id, value.into())}
        </div>
    }
    .into_any()
}

/// The same without its label, where that stands elsewhere. A line of text, since what browsers make of a
/// number that is half typed changes it under the fingers; what it means is read where it is used.
pub fn figure_input(id: String, value: ArcRwSignal<String>) -> AnyView {
    let shown = value.clone();
    view! {
        <span class="number">
            <input
                class="input"
                id=id
                type="text"
                inputmode="numeric"
                autocomplete="off"
                prop:value=move || shown.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
        </span>
    }
    .into_any()
}

/// A day.
pub fn date_field(label: String, value: RwSignal<String>) -> AnyView {
    clock_field(label, ("date", "1900-01-01", "2199-12-31"), value)
}

/// A time of the day.
pub fn time_field(label: String, value: RwSignal<String>) -> AnyView {
    clock_field(label, ("time", "00:00", "23:59"), value)
}

/// A kind of browsers' own fields, from the least to the most that it takes.
fn clock_field(
    label: String,
    (kind, least, most): (&'static str, &'static str, &'static str),
    value: RwSignal<String>,
) -> AnyView {
    let id = fresh_id(kind);
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input
                class="input date"
                id=id
                type=kind
                min=least
                max=most
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
        </div>
    }
    .into_any()
}
