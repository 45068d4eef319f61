//! The fields of a page beside its text. Where two people wrote one without knowing of each other,
//! both values stand with their writers until somebody keeps one.

use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;

use crate::message::command::{Command, PageAct, PageField};
use crate::message::model::{FieldValue, PageFieldView};
use crate::ui::feature::commons::page::Open;
use crate::ui::kit::fresh_id;
use crate::ui::kit::icon::pointing_icon;
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::words;

fn label(field: PageField) -> String {
    match field {
        PageField::Title => words::commons::field_title(),
        PageField::Path => words::commons::field_path(),
        PageField::Credit => words::commons::field_credit(),
    }
}

fn hint(field: PageField) -> String {
    match field {
        PageField::Title => String::new(),
        PageField::Path => words::commons::field_path_hint(),
        PageField::Credit => words::commons::field_credit_hint(),
    }
}

fn set(open: Open, field: PageField, value: String) {
    let (community, page) = (open.here.id, open.id);
    open.here.store.act(Command::page(community, page, PageAct::SetField { field, value }), |_| {});
}

/// The three fields, to be changed.
pub fn fields(open: Open) -> AnyView {
    let fields = PageField::ALL.map(|field| one(open, field)).into_iter().collect_view();
    view! {
        <details class="opens">
            <summary>{pointing_icon("right")} {words::commons::about_page()}</summary>
            <div class="stack-small">{fields}</div>
        </details>
    }
    .into_any()
}

fn one(open: Open, field: PageField) -> AnyView {
    let id = fresh_id("page-field");
    let hint_id = format!("{id}-hint");
    let node = NodeRef::<html::Input>::new();
    // What somebody is typing is never replaced under their hands.
    Effect::new(move |_| {
        let value = open.field(field);
        if let Some(input) = node.get().filter(|input| !has_focus(input)) {
            input.set_value(&value);
        }
    });
    view! {
        <div class="field">
            <label for=id.clone()>{label(field)}</label>
            <input
                class="input"
                node_ref=node
                id=id
                aria-describedby=hint_id.clone()
                on:change=move |event| set(open, field, event_target_value(&event))
            />
            <span class="hint" id=hint_id>{hint(field)}</span>
        </div>
    }
    .into_any()
}

fn has_focus(input: &HtmlInputElement) -> bool {
    document().active_element().is_some_and(|active| active.is_same_node(Some(input)))
}

/// The fields that have more than one value.
pub fn conflicts(open: Open) -> AnyView {
    (move || {
        let fields = open.fields.get();
        fields
            .iter()
            .filter(|field| field.values.len() > 1)
            .map(|field| conflict(open, field))
            .collect_view()
    })
    .into_any()
}

fn conflict(open: Open, field: &PageFieldView) -> AnyView {
    let own = field.field;
    let rows = field.values.iter().map(|value| choice(open, own, value)).collect_view();
    let inside = view! {
        <p><strong>{words::commons::conflict(&label(own))}</strong></p>
        <p class="meta">{words::commons::conflict_text()}</p>
        <ul class="rows versions" role="list">{rows}</ul>
    };
    view! { <div class="conflict">{note(NoteTone::NeedsYou, inside)}</div> }.into_any()
}

fn choice(open: Open, field: PageField, value: &FieldValue) -> AnyView {
    let by = value.by;
    let text = value.value.clone();
    let shown = if text.is_empty() { words::commons::nothing_written() } else { text.clone() };
    let keep = move |_| set(open, field, text.clone());
    view! {
        <li>
            <span>
                <b>{shown.clone()}</b>
                <small>{words::commons::conflict_by(&open.here.name(by))}</small>
            </span>
            <button
                class="button"
                type="button"
                aria-label=format!("{}: {shown}", words::commons::keep_this())
                on:click=keep
            >
                {words::commons::keep_this()}
            </button>
        </li>
    }
    .into_any()
}
