//! A word about this device's clock where it is far off; nothing where it is right or not known.

use leptos::prelude::*;

use crate::clock::{DAY_MS, HOUR_MS, MINUTE_MS};
use crate::message::model::SyncReport;
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::words;

/// A clock that is off by this much is worth a word.
const CLOCK_OFF_MS_MIN: u64 = 5 * MINUTE_MS;

/// The note.
pub fn clock_off(report: RwSignal<Option<SyncReport>>) -> AnyView {
    let ahead = Memo::new(move |_| {
        report.with(|report| report.as_ref().map(|now| now.clock_ahead).unwrap_or_default())
    });
    (move || {
        let ahead = ahead.get().0;
        (ahead.unsigned_abs() >= CLOCK_OFF_MS_MIN).then(|| {
            let amount = amount(ahead.unsigned_abs());
            let words = if ahead > 0 {
                words::sync::clock_ahead(&amount)
            } else {
                words::sync::clock_behind(&amount)
            };
            note(NoteTone::Doubt, words)
        })
    })
    .into_any()
}

/// In the unit that a person would name.
fn amount(ms: u64) -> String {
    let count = |unit_ms: u64| u32::try_from(ms / unit_ms).unwrap_or(u32::MAX);
    if ms < 2 * HOUR_MS {
        words::sync::minutes(count(MINUTE_MS))
    } else if ms < 2 * DAY_MS {
        words::sync::hours(count(HOUR_MS))
    } else {
        words::sync::days(count(DAY_MS))
    }
}
