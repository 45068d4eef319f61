//! Under a row of the ledger: lines of files that tell the same, and the way to say that one does not.

use leptos::prelude::*;

use crate::message::economy::EconomyAct;
use crate::message::economy::view::{LedgerRow, MatchedLine};
use crate::ui::feature::economy::ask;
use crate::ui::feature::people::membership;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button_about};
use crate::ui::kit::icon::icon;
use crate::ui::words;

/// Each line, by its file and day.
pub fn lines(here: Here, row: &LedgerRow) -> Option<AnyView> {
    if row.lines.is_empty() {
        return None;
    }
    let lines = row.lines.iter().map(|line| told(here, line.clone())).collect_view();
    let label = words::matching::matched_lines();
    Some(view! { <ul class="rows" role="list" aria-label=label>{lines}</ul> }.into_any())
}

fn told(here: Here, line: MatchedLine) -> AnyView {
    let day = format::calendar_day(line.date, here.today());
    let told = words::matching::matched_with(&line.origin.file, &day);
    let (about, is_busy) = (told.clone(), RwSignal::new(false));
    let line = StoredValue::new(line);
    let take_back = move || {
        if is_busy.get_untracked() {
            return;
        }
        is_busy.set(true);
        let MatchedLine { origin, entry, .. } = line.get_value();
        ask(here, &EconomyAct::TakeBackMatch { origin, entry }, move |answer| {
            is_busy.try_set(false);
            match answer {
                Ok(_) => here.store.say(words::matching::is_taken_back()),
                Err(why) => here.store.say(why),
            }
        });
    };
    let button = move || {
        membership::may_vote(here).then(|| {
            button_about(Weight::Quiet, words::matching::not_the_same(), &about, take_back)
        })
    };
    view! {
        <li class="meta-row">
            <span class="with-icon">{icon("check")} {told}</span>
            {button}
        </li>
    }
    .into_any()
}
