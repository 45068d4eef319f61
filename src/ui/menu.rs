//! Menus over a place: the other communities and the rest of this one, and what can be added.

use leptos::prelude::*;

use crate::message::model::Home;
use crate::ui::here::Here;
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::icon::{icon, mark};
use crate::ui::rooms::{Room, room};
use crate::ui::route::{Place, Route};
use crate::ui::words;

/// The "+" of a place: what it adds there; nothing over pages that are made of fields.
pub fn add_button(here: Here, place: Place) -> AnyView {
    let (label, handle) = match place {
        Place::Talk | Place::Thread(_) => (words::common::new_topic(), here.dialogs.new_topic),
        Place::Decide | Place::Rules => return propose_button(here),
        Place::Commons | Place::Page(_) => (words::common::new_page(), here.dialogs.new_page),
        Place::Economy | Place::Reports | Place::Ventures | Place::Venture(_) => {
            (words::common::new_entry(), here.dialogs.money)
        }
        Place::Today | Place::People | Place::Person(_) | Place::Sync => {
            (words::common::add_something(), here.dialogs.add)
        }
        Place::Calendar
        | Place::Work
        | Place::Care
        | Place::Sharing
        | Place::Trade
        | Place::Settings
        | Place::Invite
        | Place::Import
        | Place::Grow
        | Place::Motion(_)
        | Place::NewMotion(_)
        | Place::PutPage(_)
        | Place::Amend(_)
        | Place::PutAgain(_) => {
            return ().into_any();
        }
    };
    view! {
        <button
            class="add"
            type="button"
            aria-label=label.clone()
            title=label
            aria-haspopup="dialog"
            on:click=move |_| handle.open()
        >
            {icon("plus")}
        </button>
    }
    .into_any()
}

/// A motion is a page of fields, not a dialog.
fn propose_button(here: Here) -> AnyView {
    let label = words::common::new_motion();
    view! {
        <button
            class="add"
            type="button"
            aria-label=label.clone()
            title=label
            on:click=move |_| here.go(Place::NewMotion(None))
        >
            {icon("plus")}
        </button>
    }
    .into_any()
}

/// All dialogs of the frame.
pub fn dialogs(here: Here) -> AnyView {
    let on = here.dialogs;
    view! {
        {dialog(on.add, words::common::add_something(), move || add_menu(here))}
        {dialog(on.menu, words::common::communities(), move || more_menu(here))}
        {dialog(on.new_topic, words::common::new_topic(), move || room(here, Room::NewTopic))}
        {dialog(on.new_page, words::common::new_page(), move || room(here, Room::NewPage))}
        {dialog(on.money, words::common::new_entry(), move || room(here, Room::Money))}
        {dialog(on.find, words::common::find(), move || room(here, Room::Find))}
        {dialog(on.profile, words::people::profile_title(), move || room(here, Room::Profile))}
    }
    .into_any()
}

fn add_menu(here: Here) -> AnyView {
    let own = here.dialogs.add;
    let opens = move |handle: DialogHandle| {
        move |_| {
            own.close();
            handle.open();
        }
    };
    view! {
        <div class="menu">
            <button type="button" on:click=opens(here.dialogs.new_topic)>
                {icon("talk")} {words::common::new_topic()}
            </button>
            <button type="button" on:click=opens(here.dialogs.new_page)>
                {icon("file")} {words::common::new_page()}
            </button>
            {place_link(here, own, "decide", words::common::new_motion(), Place::NewMotion(None))}
            {place_link(here, own, "calendar", words::calendar::plan(), Place::Calendar)}
            {place_link(here, own, "clock", words::common::new_work(), Place::Work)}
            <button type="button" on:click=opens(here.dialogs.money)>
                {icon("economy")} {words::common::new_entry()}
            </button>
            {place_link(here, own, "download", words::common::import_pages(), Place::Import)}
            {place_link(here, own, "link", words::common::invite_somebody(), Place::Invite)}
        </div>
        {close_row(own)}
    }
    .into_any()
}

fn more_menu(here: Here) -> AnyView {
    let own = here.dialogs.menu;
    let home = here.store.home();
    let communities = move || {
        let cards = home.with(|home: &Option<Home>| {
            home.as_ref().map(|home| home.communities.clone()).unwrap_or_default()
        });
        cards
            .into_iter()
            .map(|card| {
                let is_here = card.id == here.id;
                let name = if card.name.is_empty() {
                    words::first_run::joining_title()
                } else {
                    card.name.clone()
                };
                view! {
                    <a
                        href=Route::In(card.id, Place::Today).to_string()
                        aria-current=is_here.then_some("true")
                        on:click=move |_| own.close()
                    >
                        {mark("icon")}
                        <span>{name}<small>{card.my_name}</small></span>
                    </a>
                }
            })
            .collect_view()
    };
    view! {
        <div class="menu">
            {communities}
            <a href=Route::New.to_string() on:click=move |_| own.close()>
                {icon("plus")} {words::common::start_or_join()}
            </a>
        </div>
        <hr />
        <div class="menu">
            {place_link(here, own, "ventures", words::common::ventures(), Place::Ventures)}
            {place_link(here, own, "commons", words::common::commons(), Place::Commons)}
            {place_link(here, own, "people", words::common::people(), Place::People)}
            {place_link(here, own, "calendar", words::calendar::title(), Place::Calendar)}
            {place_link(here, own, "sync", words::common::sync(), Place::Sync)}
            {(!here.is_former).then(|| view! {
                {place_link(here, own, "link", words::common::invite_somebody(), Place::Invite)}
                {place_link(here, own, "download", words::common::import_pages(), Place::Import)}
            })}
            {place_link(here, own, "filter", words::common::settings(), Place::Settings)}
        </div>
        {close_row(own)}
    }
    .into_any()
}

fn place_link(
    here: Here,
    own: DialogHandle,
    name: &'static str,
    label: String,
    place: Place,
) -> AnyView {
    view! {
        <a href=here.to(place) on:click=move |_| own.close()>
            {icon(name)}
            {label}
        </a>
    }
    .into_any()
}

fn close_row(own: DialogHandle) -> AnyView {
    view! {
        <div class="actions">
            <button class="button" type="button" on:click=move |_| own.close()>
                {words::common::close()}
            </button>
        </div>
    }
    .into_any()
}
