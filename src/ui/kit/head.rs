//! Heads: a thick and a thin rule, a title, and a short aside at the far end.

use leptos::prelude::*;

/// The head of a part.
pub fn head(id: &'static str, title: String, aside: impl IntoView + 'static) -> AnyView {
    view! {
        <div class="head">
            <div class="head-line">
                <h2 id=id>{title}</h2>
                <span class="aside">{aside.into_any()}</span>
            </div>
        </div>
    }
    .into_any()
}

/// A part of a screen with its head.
pub fn part(
    id: &'static str,
    title: String,
    aside: impl IntoView + 'static,
    inside: AnyView,
) -> AnyView {
    let head = head(id, title, aside);
    view! { <section aria-labelledby=id>{head} {inside}</section> }.into_any()
}
