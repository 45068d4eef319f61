//! A timer for work. When it began is kept on this device, so that it runs on while the window is closed.

use std::time::Duration;

use leptos::prelude::*;

use super::entry::Fields;
use crate::clock::{MINUTE_MS, Timestamp};
use crate::platform::browser;
use crate::runtime::clock;
use crate::ui::feature::economy::amount;
use crate::ui::feature::talk::composer::draft_key;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, button_with};
use crate::ui::words;

const BEGAN: &str = "work-timer";
/// How often the running time on screen follows the clock.
const STEP: Duration = Duration::from_secs(10);

/// The timer; stopping it fills in how long it took.
pub fn timer(here: Here, fields: Fields) -> AnyView {
    let key = StoredValue::new(draft_key(here, BEGAN));
    let kept = browser::stored(&key.get_value()).and_then(|text| text.parse().ok());
    let began = RwSignal::new(kept.map(Timestamp));
    let now = RwSignal::new(clock::now());
    if let Ok(ticking) = set_interval_with_handle(move || now.set(clock::now()), STEP) {
        on_cleanup(move || ticking.clear());
    }
    let start = move || {
        let at = clock::now();
        browser::store(&key.get_value(), Some(&at.0.to_string()));
        now.set(at);
        began.set(Some(at));
    };
    let clear = move || {
        browser::store(&key.get_value(), None);
        began.set(None);
    };
    let stop = move || {
        let Some(at) = began.get_untracked() else { return };
        let minutes = clock::now().since_ms(at).div_ceil(MINUTE_MS);
        fields.hours.set((minutes / 60).to_string());
        fields.minutes.set((minutes % 60).to_string());
        clear();
    };
    let running = move |at: Timestamp| {
        let minutes = move || amount::hours_short(now.get().since_ms(at) / MINUTE_MS);
        view! {
            <span class="running" role="timer">{minutes}</span>
            {button(Weight::Primary, words::work::stop(), stop)}
            {button(Weight::Quiet, words::work::discard(), clear)}
        }
        .into_any()
    };
    let inside = move || match began.get() {
        Some(at) => untrack(|| running(at)),
        None => view! {
            {button_with(Weight::Plain, "clock", words::work::start(), start)}
            <span class="meta">{words::work::start_text()}</span>
        }
        .into_any(),
    };
    view! { <div class="timer actions">{inside}</div> }.into_any()
}
