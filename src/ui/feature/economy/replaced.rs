//! An entry that was put right or taken back: who did it, when and why, and the way between the row as
//! it was and the row as it is.

use std::time::Duration;

use leptos::prelude::*;

use crate::clock::Date;
use crate::id::CommandId;
use crate::message::economy::view::{Replaced, Replacing};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button_about};
use crate::ui::navigation::begin_at;
use crate::ui::words;

/// A row that has just come is drawn a moment later.
const DRAWN_AFTER: Duration = Duration::from_millis(120);

/// Another row that somebody wants to see: its entry and its day.
pub type Sought = RwSignal<Option<(CommandId, Date)>>;

/// Under which name a row stands on its page.
pub fn row_id(entry: CommandId) -> String {
    format!("entry-{entry}")
}

/// "Taken back by Ana on 3 May: typed twice".
pub fn told(here: Here, replaced: &Replaced) -> String {
    let (name, day) = (here.name(replaced.by), format::calendar_day(replaced.on, here.today()));
    match &replaced.how {
        Replacing::PutRight { .. } => words::replaced::put_right(&name, &day),
        Replacing::TakenBack { reason } if reason.is_empty() => {
            words::replaced::taken_back(&name, &day)
        }
        Replacing::TakenBack { reason } => words::replaced::taken_back_since(&name, &day, reason),
    }
}

/// The ways from a row to the one that took its place, and to the one whose place it took.
pub fn ways(
    what: &str,
    (replaced, corrects): (Option<&Replaced>, Option<(CommandId, Date)>),
    sought: Sought,
) -> Option<AnyView> {
    let way = |label: String, goal: (CommandId, Date)| {
        button_about(Weight::Quiet, label, what, move || sought.set(Some(goal)))
    };
    let now = replaced.and_then(|one| match one.how {
        Replacing::PutRight { entry, date } => Some(way(words::replaced::see_now(), (entry, date))),
        Replacing::TakenBack { .. } => None,
    });
    let before = corrects.map(|goal| way(words::replaced::see_before(), goal));
    if now.is_none() && before.is_none() {
        return None;
    }
    Some(view! { <p class="actions under">{now} {before}</p> }.into_any())
}

/// Brings a row into view once it is drawn, and opens it.
pub fn show(entry: CommandId) {
    set_timeout(move || bring(entry), DRAWN_AFTER);
}

fn bring(entry: CommandId) {
    let Some(row) = document().get_element_by_id(&row_id(entry)) else { return };
    if let Ok(Some(details)) = row.query_selector("details") {
        drop(details.set_attribute("open", ""));
    }
    begin_at(&row_id(entry));
}
