//! The first screen: what needs the reader, what happened, by person, and who is awake.

pub mod awake;

use leptos::prelude::*;

use crate::id::MemberId;
use crate::message::ViewKey;
use crate::message::model::{Happening, HappeningKind, Need, Standing, ThreadCard, Today};
use crate::ui::feature::people::membership;
use crate::ui::feature::talk::last_words_of;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::ask::ask;
use crate::ui::kit::button::{Weight, button, link_button};
use crate::ui::kit::empty::empty;
use crate::ui::kit::face::FaceSize;
use crate::ui::kit::head::part;
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::rooms::{self, Room};
use crate::ui::route::Place;
use crate::ui::store::Watched;
use crate::ui::words;

/// The screen.
pub fn today(here: Here) -> AnyView {
    let today = here.store.watch::<Today>(ViewKey::Today(here.id));
    let (needs, away, unread) = (today.clone(), today.clone(), today);
    let day = Memo::new(move |_| {
        let now = here.store.now().get();
        format::day_title(now, now)
    });
    view! {
        <main class="detail" id="main">
            <div class="day">
                <header class="day-title">
                    <h1>{move || day.get()}</h1>
                    <p class="almanac-line" dir="auto">{move || sentence(here)}</p>
                </header>
                <div class="day-left">
                    {move || guest(here)}
                    {(!here.is_former).then(|| needs_part(here, needs))}
                    {rooms::room(here, Room::Next)}
                    {move || unread_part(here, &unread)}
                    {away_part(here, away)}
                </div>
                <div class="day-right">{rooms::room(here, Room::Awake)}</div>
            </div>
        </main>
    }
    .into_any()
}

/// Who looks around in a sample is told that they are none of these people, and whom to look at.
fn guest(here: Here) -> Option<AnyView> {
    if !here.stands_as(&Standing::Visitor) {
        return None;
    }
    let all = here.all_members();
    let first = all.iter().find(|card| card.invited_by.is_none())?;
    let (id, name) = (first.id, first.name.clone());
    let inside = view! {
        <p>{words::first_run::you_are_guest(&here.community_name())}</p>
        <p><a href=here.to(Place::Person(id))>{words::first_run::over_shoulder(&name)}</a></p>
    };
    Some(note(NoteTone::Info, inside))
}

fn sentence(here: Here) -> String {
    here.card.with(|card| card.as_ref().map(|card| card.sentence.clone()).unwrap_or_default())
}

fn needs_part(here: Here, today: Watched<Today>) -> AnyView {
    let needs = Memo::new(move |_| {
        today.with(|today| {
            let waits = today.as_ref().map(Today::waits).unwrap_or_default();
            (today.as_ref().map(|today| today.needs.clone()).unwrap_or_default(), waits)
        })
    });
    let aside = move || match needs.with(|(_, waits)| *waits) {
        0 => String::new(),
        n => words::today::needs_aside(n),
    };
    let inside = move || {
        let (needs, waits) = needs.get();
        if waits == 0 {
            return view! { <p class="meta">{words::today::nothing_needs_you()}</p> }.into_any();
        }
        needs.iter().map(|need| need_card(here, need)).collect_view().into_any()
    };
    let inside = view! { <div class="asks">{inside}{rooms::room(here, Room::Asks)}</div> };
    part("needs", words::today::needs_you(), aside, inside.into_any())
}

fn need_card(here: Here, need: &Need) -> AnyView {
    match need {
        Need::InviteSomeone => ask(
            "people",
            words::today::ask_invite_title(),
            words::today::ask_invite_text(),
            link_button(
                Weight::Primary,
                Some("plus"),
                words::common::invite_somebody(),
                here.to(Place::Invite),
            ),
        ),
        Need::ChooseFieldValue { page, title, .. } => ask(
            "file",
            words::today::ask_choose_title(title),
            words::today::ask_choose_text(),
            link_button(
                Weight::Primary,
                None,
                words::today::ask_choose_do(),
                here.to(Place::Page(*page)),
            ),
        ),
        Need::Vote { motion, title, deadline } => {
            let until = format::moment(*deadline, here.store.now().get());
            let to = here.to(Place::Motion(*motion));
            ask(
                "decide",
                title.clone(),
                words::today::ask_vote_text(&until),
                link_button(Weight::Primary, None, words::today::ask_vote_do(), to),
            )
        }
        Need::LookAgain { motion, title, since } => ask(
            "clock",
            title.clone(),
            words::today::ask_again_text(&format::calendar_full(*since)),
            link_button(
                Weight::Plain,
                None,
                words::today::ask_again_do(),
                here.to(Place::Motion(*motion)),
            ),
        ),
        Need::Confirm { member } => confirm_card(here, *member),
        Need::Sponsor { member } => ask(
            "people",
            words::today::ask_let_in_title(&here.name(*member)),
            words::today::ask_let_in_text(),
            membership::confirm_button(here, *member, Weight::Primary),
        ),
        Need::Vouch { member } | Need::NotMe { member } => {
            rooms::room(here, Room::ComesBack(*member))
        }
        Need::CloseBooks { until } => ask(
            "seal",
            words::sharing::due_title(&format::calendar_full(*until)),
            words::sharing::due_text(),
            link_button(Weight::Primary, None, words::sharing::due_do(), here.to(Place::Sharing)),
        ),
        Need::CompleteProfile => ask(
            "edit",
            words::today::ask_profile_title(),
            words::today::ask_profile_text(),
            button(Weight::Primary, words::today::ask_profile_do(), move || {
                here.dialogs.profile.open();
            }),
        ),
    }
}

fn confirm_card(here: Here, member: MemberId) -> AnyView {
    let to = here.to(Place::Person(member));
    let actions = view! {
        {membership::confirm_button(here, member, Weight::Primary)}
        {link_button(Weight::Quiet, None, words::today::ask_confirm_who(), to)}
    };
    ask(
        "people",
        words::today::ask_confirm_title(&here.name(member)),
        words::today::ask_confirm_text(),
        actions.into_any(),
    )
}

fn unread_part(here: Here, today: &Watched<Today>) -> AnyView {
    let unread =
        today.with(|today| today.as_ref().map(|today| today.unread.clone()).unwrap_or_default());
    if unread.is_empty() {
        return ().into_any();
    }
    let row = move |card: &ThreadCard| {
        view! {
            <li>
                <a class="list-item" href=here.to(Place::Thread(card.id))>
                    <span class="lead">{here.face(FaceSize::Usual, card.last_by)}</span>
                    <span class="line-1" dir="auto">{card.title.clone()}</span>
                    <span class="line-2">
                        {last_words_of(here, card.last_by, card.last_words.as_deref())}
                    </span>
                    <span class="end">
                        <span class="count" aria-hidden="true">{card.unread.min(99)}</span>
                        <span class="visually-hidden">{words::common::unread(card.unread)}</span>
                    </span>
                </a>
            </li>
        }
    };
    let rows = unread.iter().map(row).collect_view();
    let inside = view! { <ul class="rows flush" role="list">{rows}</ul> };
    part("unread", words::today::unread(), (), inside.into_any())
}

fn away_part(here: Here, today: Watched<Today>) -> AnyView {
    let happened =
        Memo::new(move |_| today.with(|today| today.as_ref().map(|today| today.happened.clone())));
    let inside = move || match happened.get() {
        None => ().into_any(),
        Some(rows) if rows.is_empty() => nothing_happened(here),
        Some(rows) => {
            let rows = rows.iter().map(|row| happening(here, row)).collect_view();
            view! { <ol class="rows happened" role="list">{rows}</ol> }.into_any()
        }
    };
    part("away", words::today::while_away(), (), inside.into_any())
}

fn nothing_happened(here: Here) -> AnyView {
    if here.is_former {
        return ().into_any();
    }
    let actions = view! {
        <p class="actions">
            {button(Weight::Plain, words::common::new_topic(), move || {
                here.dialogs.new_topic.open();
            })}
            {link_button(
                Weight::Quiet,
                None,
                words::common::import_pages(),
                here.to(Place::Import),
            )}
        </p>
    };
    empty(
        words::today::nothing_happened_title(),
        words::today::nothing_happened_text(),
        actions.into_any(),
    )
}

fn happening(here: Here, row: &Happening) -> AnyView {
    let who = row.who;
    let at = row.at;
    let what = match &row.what {
        HappeningKind::Joined => {
            let is_founder = move || here.member(who, |member| member.invited_by.is_none());
            (move || match is_founder() {
                Some(true) => words::today::founded(),
                Some(false) | None => words::today::joined(),
            })
            .into_any()
        }
        HappeningKind::CameBack => words::today::came_back().into_any(),
        HappeningKind::RefusedReturn => words::today::refused_return().into_any(),
        HappeningKind::StartedThread { thread, title } => {
            doing(words::today::began(), here.to(Place::Thread(*thread)), title)
        }
        HappeningKind::Posted { thread, title, unread } => {
            let said = doing(words::today::wrote_in(), here.to(Place::Thread(*thread)), title);
            let unread = (*unread > 1).then(|| words::common::unread(*unread));
            view! { {said} {unread.map(|unread| view! { " " <span class="meta">{unread}</span> })} }
                .into_any()
        }
        HappeningKind::WrotePages { count } => {
            let pages = words::today::pages_in_one_go(*count);
            doing(words::today::wrote_page(), here.to(Place::Commons), &pages)
        }
        HappeningKind::WrotePage { page, title } => {
            doing(words::today::wrote_page(), here.to(Place::Page(*page)), title)
        }
        HappeningKind::OpenedMotion { motion, title } => {
            doing(words::today::opened_motion(), here.to(Place::Motion(*motion)), title)
        }
        HappeningKind::PlannedEvent { title } => {
            doing(words::today::planned(), here.to(Place::Calendar), title)
        }
        HappeningKind::ChangedEvent { title } => {
            doing(words::today::changed_event(), here.to(Place::Calendar), title)
        }
    };
    view! {
        <li>
            {here.face(FaceSize::Usual, who)}
            <div>
                <p><span class="name">{move || here.name(who)}</span>" "{what}</p>
                <p class="meta">{move || format::moment(at, here.store.now().get())}</p>
            </div>
        </li>
    }
    .into_any()
}

fn doing(verb: String, to: String, title: &str) -> AnyView {
    view! {  {verb}" "<a href=to dir="auto">{title.to_owned()}</a>"." }.into_any()
}
