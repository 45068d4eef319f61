//! The frame of a community: top bar, rail or tabs, the place that is on, and the dialogs that
//! several places open. Which tabs there are is decided here: those that lead somewhere.

pub mod former;
mod layout;
mod newer;
pub mod tabs;

use leptos::ev;
use leptos::prelude::*;

use crate::message::ViewKey;
use crate::message::model::{Need, Today};
use crate::platform::browser;
use crate::ui::feature::{settings, sync, today};
use crate::ui::here::Here;

use crate::ui::kit::face::FaceSize;
use crate::ui::kit::icon::{icon, mark};
use crate::ui::menu;
use crate::ui::rooms::{self, Room};
use crate::ui::route::{Place, Route};
use crate::ui::words;
use layout::{layout, shows_list};
use tabs::Tab;

/// How much waits for the reader.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Waiting {
    all: u32,
    votes: u32,
    books: u32,
}

/// A community's place with everything around it.
pub fn frame(here: Here) -> AnyView {
    let place = Memo::new(move |_| match here.navigation.route.get() {
        Route::In(_, place) => place,
        Route::Home | Route::New | Route::Join(_) | Route::Unknown => Place::Today,
    });
    let tab = Memo::new(move |_| Tab::of(place.get()));
    let needs = here.store.watch::<Today>(ViewKey::Today(here.id));
    let needs = Memo::new(move |_| {
        needs.with(|today| {
            let Some(today) = today else { return Waiting::default() };
            let votes = today.needs.iter().filter(|need| matches!(need, Need::Vote { .. }));
            let votes = count(votes.count());
            Waiting { all: today.waits(), votes, books: today.waits_in_books() }
        })
    });
    title_follows(here, place);
    find_by_keys(here);
    rooms::fetch();
    view! {
        {top_bar(here)}
        {here.is_former.then(|| rooms::room(here, Room::Former))}
        {newer::bar(here)}
        <div
            class="frame"
            data-layout=move || layout(place.get())
            data-show=move || shows_list(place.get()).then_some("list")
        >
            {rail(here, tab, needs)}
            {move || {
                let place = place.get();
                untrack(move || stage(here, place))
            }}
        </div>
        {move || (!here.is_former).then(|| menu::add_button(here, place.get()))}
        {tabs(here, tab, needs)}
        {menu::dialogs(here)}
    }
    .into_any()
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn stage(here: Here, place: Place) -> AnyView {
    match place {
        Place::Today => today::today(here),
        Place::People
        | Place::Person(_)
        | Place::Talk
        | Place::Thread(_)
        | Place::Decide
        | Place::Motion(_)
        | Place::Rules
        | Place::NewMotion(_)
        | Place::PutPage(_)
        | Place::Amend(_)
        | Place::PutAgain(_)
        | Place::Commons
        | Place::Page(_)
        | Place::Economy
        | Place::Work
        | Place::Sharing
        | Place::Reports
        | Place::Care
        | Place::Trade
        | Place::Ventures
        | Place::Venture(_)
        | Place::Calendar
        | Place::Sync
        | Place::Settings
        | Place::Invite
        | Place::Import
        | Place::Grow => rooms::room(here, Room::Place(place)),
    }
}

fn title_follows(here: Here, place: Memo<Place>) {
    Effect::new(move |_| {
        let (_, label) = tabs::called(place.get());
        browser::set_title(&words::common::title_of(&label, &here.community_name()));
    });
}

fn top_bar(here: Here) -> AnyView {
    let is_dark = settings::is_dark_now(here.store);
    let here_now = move || {
        let online = here.online();
        let label = if online.is_empty() {
            words::common::nobody_here()
        } else {
            words::common::here_now(&here.names(&online))
        };
        let faces = here.faces(FaceSize::Usual, &online[..online.len().min(5)]);
        view! {
            <a class="here" href=here.to(Place::Sync)>
                {faces}
                <span class="visually-hidden">{label}</span>
            </a>
        }
    };
    view! {
        <header class="topbar">
            <button
                class="community"
                type="button"
                aria-haspopup="dialog"
                on:click=move |_| here.dialogs.menu.open()
            >
                {mark("mark")}
                <span class="community-name" dir="auto">{move || here.community_name()}</span>
                {icon("down")}
            </button>
            <button
                class="search-wide"
                type="button"
                aria-haspopup="dialog"
                aria-keyshortcuts="Control+K"
                on:click=move |_| here.dialogs.find.open()
            >
                {icon("search")}
                {words::common::find_what()}
                <kbd aria-hidden="true">"Ctrl K"</kbd>
            </button>
            {here_now}
            <button
                class="icon-button search-small"
                type="button"
                aria-label=words::common::find()
                aria-haspopup="dialog"
                on:click=move |_| here.dialogs.find.open()
            >
                {icon("search")}
            </button>
            <button
                class="icon-button theme-switch"
                type="button"
                aria-label=words::settings::theme_dark()
                aria-pressed=move || if is_dark.get() { "true" } else { "false" }
                title=words::common::change_theme()
                on:click=move |_| settings::switch_theme(here.store)
            >
                {icon("theme")}
            </button>
        </header>
    }
    .into_any()
}

/// Ctrl+K, or Command+K, wherever one is.
fn find_by_keys(here: Here) {
    let pressed = window_event_listener(ev::keydown, move |event| {
        let is_plain = !event.shift_key() && !event.alt_key();
        let is_held = event.ctrl_key() || event.meta_key();
        if is_plain && is_held && event.key().eq_ignore_ascii_case("k") {
            event.prevent_default();
            here.dialogs.find.open();
        }
    });
    on_cleanup(move || pressed.remove());
}

fn tab_link(here: Here, own: Tab, tab: Memo<Tab>, needs: Memo<Waiting>) -> AnyView {
    let badge = move || {
        let (n, words): (u32, fn(u32) -> String) = match own {
            Tab::Today => (needs.get().all, words::common::needs_you_count),
            Tab::Decide => (needs.get().votes, words::common::needs_you_count),
            Tab::Talk => {
                let unread = here.card.with(|card| card.as_ref().map_or(0, |card| card.unread));
                (unread, words::common::unread)
            }
            Tab::Economy => (needs.get().books, words::common::needs_you_count),
            Tab::Ventures
            | Tab::Commons
            | Tab::Calendar
            | Tab::People
            | Tab::Sync
            | Tab::Settings => return None,
        };
        (n > 0 && !here.is_former).then(|| {
            view! {
                <span class="count" aria-hidden="true">{n.min(99)}</span>
                <span class="visually-hidden">", "{words(n)}</span>
            }
        })
    };
    view! {
        <a
            href=here.to(own.place())
            aria-current=move || (tab.get() == own).then_some("page")
        >
            {icon(own.icon())}
            <span>{own.label()}</span>
            {badge}
        </a>
    }
    .into_any()
}

fn rail(here: Here, tab: Memo<Tab>, needs: Memo<Waiting>) -> AnyView {
    let links = Tab::RAIL.map(|own| tab_link(here, own, tab, needs)).into_iter().collect_view();
    view! {
        <nav class="rail" aria-label=words::common::main_navigation()>
            {links}
            <div class="rail-end">
                {tab_link(here, Tab::Settings, tab, needs)}
                <a
                    href=here.to(Place::Sync)
                    aria-current=move || (tab.get() == Tab::Sync).then_some("page")
                >
                    {icon("sync")}
                    <span>{move || sync::glance_short(here)}</span>
                </a>
            </div>
        </nav>
    }
    .into_any()
}

fn tabs(here: Here, tab: Memo<Tab>, needs: Memo<Waiting>) -> AnyView {
    let links = Tab::SMALL.map(|own| tab_link(here, own, tab, needs)).into_iter().collect_view();
    let is_more = move || !Tab::SMALL.contains(&tab.get());
    view! {
        <nav class="tabs" aria-label=words::common::main_navigation_small()>
            {links}
            <button
                type="button"
                aria-haspopup="dialog"
                data-current=move || is_more().then_some("")
                on:click=move |_| here.dialogs.menu.open()
            >
                {icon("more")}
                <span>{words::common::more()}</span>
            </button>
        </nav>
    }
    .into_any()
}
