//! The options of a choice, one field each.

use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::HtmlElement;

use crate::limits::MOTION_OPTIONS_MAX;
use crate::message::motion::Method;
use crate::ui::feature::calendar::poll;
use crate::ui::feature::decide::put::fields::{Fields, OptionField};
use crate::ui::feature::decide::put::terms::error;
use crate::ui::kit::button::{Weight, button_with, icon_button};
use crate::ui::kit::field::figure_field;
use crate::ui::words;

/// The fields.
pub fn options(fields: Fields) -> AnyView {
    let dots =
        move || matches!(fields.among.get(), Method::Dots { .. }).then(|| untrack(|| dots(fields)));
    // Nothing is said of options that nobody has begun to write.
    let why = move || {
        let is_begun = fields.options.get().iter().any(|(_, text)| !text.get().is_empty());
        fields.options_error().filter(|_| is_begun)
    };
    let times = move || {
        (fields.among.get() == Method::TimePoll)
            .then(|| untrack(|| poll::propose(fields.here, move |option| put(fields, option))))
    };
    view! {
        {dots}
        {times}
        <fieldset class="field">
            <legend>{words::put::options()}</legend>
            <ol class="option-fields" role="list">
                <For
                    each=move || fields.options.get()
                    key=|(number, _)| *number
                    children=move |field| row(fields, field)
                />
            </ol>
            {move || (fields.options.with(Vec::len) < MOTION_OPTIONS_MAX).then(|| {
                button_with(Weight::Quiet, "plus", words::put::add_option(), move || add(fields))
            })}
            {error(why)}
        </fieldset>
    }
    .into_any()
}

fn element_id(number: u32) -> String {
    format!("option-field-{number}")
}

/// Puts an option into the first field that is empty, or into one more.
fn put(fields: Fields, option: String) {
    let free = fields.options.with_untracked(|all| {
        let is_free = |(_, text): &&OptionField| text.with_untracked(|text| text.trim().is_empty());
        all.iter().find(is_free).map(|(_, text)| text.clone())
    });
    match free {
        Some(text) => text.set(option),
        None if fields.options.with_untracked(Vec::len) < MOTION_OPTIONS_MAX => {
            fields.options.update(|all| {
                let number = all.iter().map(|(number, _)| number + 1).max().unwrap_or(0);
                all.push((number, ArcRwSignal::new(option)));
            });
        }
        None => {}
    }
}

fn add(fields: Fields) {
    let number = fields
        .options
        .with_untracked(|options| options.iter().map(|(number, _)| number + 1).max().unwrap_or(0));
    fields.options.update(|options| options.push((number, ArcRwSignal::new(String::new()))));
    request_animation_frame(move || {
        let field = document().get_element_by_id(&element_id(number));
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            drop(field.focus());
        }
    });
}

fn row(fields: Fields, (number, text): OptionField) -> AnyView {
    let shown = text.clone();
    let place = Memo::new(move |_| {
        let at = fields.options.with(|all| all.iter().position(|(one, _)| *one == number));
        u32::try_from(at.unwrap_or(0) + 1).unwrap_or(u32::MAX)
    });
    let may_go = move || fields.options.with(Vec::len) > 2;
    let go = move |_| fields.options.update(|all| all.retain(|(one, _)| *one != number));
    view! {
        <li>
            <input
                class="input"
                id=element_id(number)
                dir="auto"
                autocomplete="off"
                aria-label=move || words::put::option(place.get())
                placeholder=move || words::put::option(place.get())
                prop:value=move || shown.get()
                on:input=move |event| text.set(event_target_value(&event))
            />
            {move || may_go().then(|| icon_button("x", words::put::take_away(place.get()), go))}
        </li>
    }
    .into_any()
}

fn dots(fields: Fields) -> AnyView {
    figure_field(words::put::dots_each(), fields.dots)
}
