//! The Commons: what all should find again, by folder, with a filter over the titles.

use crate::ordered::{self, Map};
use std::sync::Arc;

use leptos::prelude::*;

use crate::id::PageId;
use crate::message::ViewKey;
use crate::message::model::PageCard;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button_with, icon_button, link_button};
use crate::ui::kit::empty::empty;
use crate::ui::kit::field::search_field;
use crate::ui::kit::icon::icon;
use crate::ui::route::Place;
use crate::ui::words;

pub mod editor;
pub mod fields;
pub mod history;
pub mod new;
pub mod page;
pub mod reader;
pub mod standing;

/// The list as a place of its own.
pub fn commons(here: Here) -> AnyView {
    view! {
        <main class="list" id="main">
            <div class="list-head">
                <h1 class="list-title">{words::common::commons()}</h1>
                {new_button(here)}
            </div>
            {pages(here, None)}
        </main>
        <aside class="detail" aria-label=words::common::beside_page()>
            {empty(words::commons::choose_title(), words::commons::choose_text(), ().into_any())}
        </aside>
    }
    .into_any()
}

/// The list beside a page.
pub fn page_list(here: Here, current: PageId) -> AnyView {
    view! {
        <aside class="list" aria-label=words::commons::pages()>
            <div class="list-head">
                <p class="list-title">{words::common::commons()}</p>
                {new_button(here)}
            </div>
            {pages(here, Some(current))}
        </aside>
    }
    .into_any()
}

fn new_button(here: Here) -> Option<AnyView> {
    let open = move |_| here.dialogs.new_page.open();
    (!here.is_former).then(|| icon_button("edit", words::common::new_page(), open))
}

fn begin(here: Here) -> AnyView {
    if here.is_former {
        return ().into_any();
    }
    view! {
        <p class="actions">
            {button_with(Weight::Plain, "edit", words::common::new_page(), move || {
                here.dialogs.new_page.open();
            })}
            {link_button(
                Weight::Quiet,
                Some("download"),
                words::common::import_pages(),
                here.to(Place::Import),
            )}
        </p>
    }
    .into_any()
}

/// A line of the list: a folder, or a page in it.
#[derive(Clone, PartialEq)]
enum Line {
    Folder(String),
    Page(PageCard),
}

impl Line {
    fn key(&self) -> String {
        match self {
            Self::Folder(path) => format!("/{path}"),
            Self::Page(card) => {
                let adopted = card.adopted.as_ref().map(standing::row).unwrap_or_default();
                format!("{}:{}:{}:{adopted}", card.id, card.changed.0, card.title)
            }
        }
    }
}

/// The folder that a page is listed in: its own, where it is a folder's first page, else the one
/// that it lies in.
fn folder_of<'a>(card: &'a PageCard, folders: &ordered::Set<&str>) -> &'a str {
    if folders.contains(card.path.as_str()) {
        return &card.path;
    }
    card.path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Pages without a folder, then each folder with its pages, in the engine's order.
fn lines(pages: &[PageCard], wanted: &str) -> Vec<Line> {
    let wanted = wanted.trim().to_lowercase();
    let folders: ordered::Set<&str> =
        pages.iter().filter_map(|card| Some(card.path.rsplit_once('/')?.0)).collect();
    let mut grouped: Map<&str, Vec<Line>> = Map::new();
    for card in pages.iter().filter(|card| card.title.to_lowercase().contains(&wanted)) {
        grouped.entry(folder_of(card, &folders)).or_default().push(Line::Page(card.clone()));
    }
    let mut lines = Vec::new();
    for (folder, pages) in grouped {
        if !folder.is_empty() {
            lines.push(Line::Folder(folder.to_owned()));
        }
        lines.extend(pages);
    }
    lines
}

fn pages(here: Here, current: Option<PageId>) -> AnyView {
    let pages = RwSignal::from(here.store.watch::<Arc<Vec<PageCard>>>(ViewKey::Pages(here.id)));
    let wanted = RwSignal::new(String::new());
    // While somebody presses a line, none moves under their finger.
    let pressed = RwSignal::new(false);
    let up = window_event_listener(leptos::ev::pointerup, move |_| pressed.set(false));
    let cancelled = window_event_listener(leptos::ev::pointercancel, move |_| pressed.set(false));
    on_cleanup(move || {
        up.remove();
        cancelled.remove();
    });
    let lines = Memo::new(move |before: Option<&Option<Vec<Line>>>| {
        if let Some(Some(before)) = before.filter(|_| pressed.get()) {
            return Some(before.clone());
        }
        pages.with(|pages| pages.as_ref().map(|pages| wanted.with(|wanted| lines(pages, wanted))))
    });
    let count = Memo::new(move |_| pages.with(|pages| pages.as_ref().map_or(0, |all| all.len())));
    let nothing = move || match lines.get() {
        Some(lines) if lines.is_empty() && count.get() == 0 => {
            let empty =
                empty(words::commons::empty_title(), words::commons::empty_text(), begin(here));
            view! { <div class="list-empty">{empty}</div> }.into_any()
        }
        Some(lines) if lines.is_empty() => {
            let words = words::commons::nothing_found(&wanted.get());
            view! { <p class="list-empty meta" role="status">{words}</p> }.into_any()
        }
        Some(_) | None => ().into_any(),
    };
    let filter = move || (count.get() > 1).then(|| search_field(words::commons::find(), wanted));
    view! {
        {filter}
        <ul class="page-lines" role="list" on:pointerdown=move |_| pressed.set(true)>
            <For
                each=move || lines.get().unwrap_or_default()
                key=Line::key
                children=move |line| match line {
                    Line::Folder(path) => {
                        view! { <li class="list-group">{path.replace('/', " / ")}</li> }.into_any()
                    }
                    Line::Page(card) => page_line(here, &card, current),
                }
            />
        </ul>
        {nothing}
    }
    .into_any()
}

fn page_line(here: Here, card: &PageCard, current: Option<PageId>) -> AnyView {
    let (by, changed) = (card.changed_by, card.changed);
    let adopted = card.adopted.as_ref().map(standing::row);
    view! {
        <li>
            <a
                class="list-item"
                href=here.to(Place::Page(card.id))
                aria-current=(current == Some(card.id)).then_some("page")
            >
                <span class="lead">{icon("file")}</span>
                <span class="line-1" dir="auto">{title_of(&card.title)}</span>
                <span class="line-2" dir="auto">
                    {move || adopted.clone().unwrap_or_else(|| here.name(by))}
                </span>
                <span class="end">
                    {move || format::short_day(changed, here.store.now().get())}
                </span>
            </a>
        </li>
    }
    .into_any()
}

/// A title, or the word for having none.
pub fn title_of(title: &str) -> String {
    if title.trim().is_empty() { words::commons::untitled() } else { title.to_owned() }
}
