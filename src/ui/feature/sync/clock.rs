//! A word about this device's clock where it is far off; nothing where it is right or not known.

use leptos::prelude::*;

use crate::clock::MINUTE_MS;
use crate::message::model::SyncReport;
use crate::ui::format;
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
            let amount = format::span(ahead.unsigned_abs());
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
