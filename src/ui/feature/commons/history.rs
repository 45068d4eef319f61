//! How a page came about: stretches of writing, the text as it was, and the way back to it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::message::ViewKey;
use crate::message::command::{Command, PageAct, PageField};
use crate::message::model::HistoryEntry;
use crate::ui::feature::commons::page::{Mode, Open};
use crate::ui::feature::commons::reader;
use crate::ui::format;
use crate::ui::kit::button::{Weight, button, button_with};
use crate::ui::kit::face::FaceSize;
use crate::ui::words;

/// How many stretches stand beside a page.
const LATEST: usize = 5;

fn entries(open: Open) -> RwSignal<Option<Arc<Vec<HistoryEntry>>>> {
    let key = ViewKey::History(open.here.id, open.id);
    RwSignal::from(open.here.store.watch::<Arc<Vec<HistoryEntry>>>(key))
}

/// The last stretches, in a few words.
pub fn latest(open: Open) -> AnyView {
    let entries = entries(open);
    let rows = move || {
        let entries = entries.get().unwrap_or_default();
        if entries.is_empty() {
            return view! { <p class="meta">{words::commons::history_empty()}</p> }.into_any();
        }
        let rows = entries
            .iter()
            .take(LATEST)
            .map(|entry| {
                view! {
                    <li>
                        <span class="what">{row_title(open, entry)}</span>
                        <p>{figures(entry)}</p>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="entries" role="list">{rows}</ul> }.into_any()
    };
    rows.into_any()
}

/// The whole history, or one moment of it.
pub fn history(open: Open) -> AnyView {
    let entries = entries(open);
    let chosen = RwSignal::new(None::<HistoryEntry>);
    let inside = move || match chosen.get() {
        Some(entry) => untrack(|| past(open, entry, chosen)),
        None => {
            let entries = entries.get().unwrap_or_default();
            if entries.is_empty() {
                return view! { <p class="kicker">{words::commons::history_empty()}</p> }
                    .into_any();
            }
            let rows = entries.iter().map(|entry| row(open, entry.clone(), chosen)).collect_view();
            view! { <ol class="rows happened past-rows" role="list">{rows}</ol> }.into_any()
        }
    };
    inside.into_any()
}

fn when(open: Open, entry: &HistoryEntry) -> String {
    format::moment(entry.ended, open.here.store.now().get())
}

fn row_title(open: Open, entry: &HistoryEntry) -> String {
    words::commons::history_row(&open.here.name(entry.by), &when(open, entry))
}

fn figures(entry: &HistoryEntry) -> String {
    let figure = |n: u32| format::number(f64::from(n));
    words::commons::history_figures(&figure(entry.added), &figure(entry.removed))
}

fn row(open: Open, entry: HistoryEntry, chosen: RwSignal<Option<HistoryEntry>>) -> AnyView {
    let title = row_title(open, &entry);
    let label = format!("{}: {title}", words::commons::see_as_it_was());
    view! {
        <li>
            {open.here.face(FaceSize::Usual, entry.by)}
            <div>
                <p class="name">{title}</p>
                <p class="meta">{figures(&entry)}</p>
                <p class="actions">
                    <button
                        class="button"
                        data-variant="quiet"
                        type="button"
                        aria-label=label
                        on:click=move |_| chosen.set(Some(entry.clone()))
                    >
                        {words::commons::see_as_it_was()}
                    </button>
                </p>
            </div>
        </li>
    }
    .into_any()
}

fn past(open: Open, entry: HistoryEntry, chosen: RwSignal<Option<HistoryEntry>>) -> AnyView {
    let (here, at) = (open.here, entry.at.clone());
    let shown = reader::past(here, open.id, at.clone(), open.field(PageField::Title));
    let restore = move || {
        let command = Command::page(here.id, open.id, PageAct::Restore { at: at.clone() });
        here.store.act(command, move |_| {
            here.store.say(words::commons::restored());
            open.mode.set(Mode::Read);
        });
    };
    let restore = (!here.is_former)
        .then(|| button_with(Weight::Primary, "undo", words::commons::restore(), restore));
    view! {
        <h2 class="subhead">{words::commons::as_it_was(&when(open, &entry))}</h2>
        <p class="actions">
            {restore}
            {button(Weight::Quiet, words::commons::back_to_list(), move || chosen.set(None))}
        </p>
        {shown}
    }
    .into_any()
}
