//! What needs the reader: a question, two lines, and the action inside.

use leptos::prelude::*;

use crate::ui::kit::icon::icon;

/// An ask with its actions.
pub fn ask(name: &'static str, title: String, text: String, actions: AnyView) -> AnyView {
    view! {
        <article class="ask">
            {icon(name)}
            <div class="ask-body">
                <h3>{title}</h3>
                <p>{text}</p>
                <div class="actions">{actions}</div>
            </div>
        </article>
    }
    .into_any()
}
