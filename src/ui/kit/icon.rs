//! Line icons from `icons.svg`, and the mark of the program. Always beside a word or a label.

use leptos::prelude::*;

/// An icon by its name in the sheet, without `i-`.
pub fn icon(name: &'static str) -> AnyView {
    let href = format!("icons.svg#i-{name}");
    view! { <svg class="icon" aria-hidden="true"><use href=href></use></svg> }.into_any()
}

/// An icon that points along the line of writing.
pub fn pointing_icon(name: &'static str) -> AnyView {
    let href = format!("icons.svg#i-{name}");
    view! { <svg class="icon" aria-hidden="true" data-flip=""><use href=href></use></svg> }
        .into_any()
}

/// The mark of the program.
pub fn mark(class: &'static str) -> AnyView {
    view! {
        <svg class=class viewBox="0 0 40 40" aria-hidden="true" fill="none" stroke="currentColor"
            stroke-width="1.6" stroke-linecap="round">
            <circle cx="20" cy="20" r="18.5"></circle>
            <path d="M4 14c4-3.5 8-3.5 12 0s8 3.5 12 0 6-3 8.2-1.5M2 20.5c4-3.5 8-3.5 12 0s8 3.5 12 0 \
                8-3.5 12-.5M3.5 27c4-3.5 8-3.5 12 0s8 3.5 12 0 5-3 8.5-1.5"></path>
            <path d="M20 4v4M13.5 5.5l1.2 3.5M26.5 5.5l-1.2 3.5"></path>
        </svg>
    }
    .into_any()
}
