//! Nothing here yet: the fact, a sentence, one thing to do.

use leptos::prelude::*;

/// An empty place.
pub fn empty(title: String, text: String, action: AnyView) -> AnyView {
    view! {
        <div class="empty">
            <svg viewBox="0 0 120 60" aria-hidden="true" fill="none" stroke="currentColor"
                stroke-width="1.5" stroke-linecap="round">
                <path d="M4 34c10-6 18-6 28 0s18 6 28 0 18-6 28 0 18 6 28 0M10 44c10-6 16-6 24 0s18 6 \
                    26 0 18-6 26 0 14 5 22 1M46 28h28c-3 8-7 9-14 9s-11-1-14-9zM60 28V6l12 18H60">
                </path>
            </svg>
            <h2>{title}</h2>
            <p class="meta">{text}</p>
            {action}
        </div>
    }
    .into_any()
}
