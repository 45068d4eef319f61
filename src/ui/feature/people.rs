//! Who is who: a portrait, where and when they are, what they read, what they do.

use leptos::prelude::*;

use crate::id::MemberId;
use crate::message::model::{MemberCard, Membership};
use crate::ordered;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, button_with, link_button};
use crate::ui::kit::empty::empty;
use crate::ui::kit::face::FaceSize;
use crate::ui::kit::field::segments;
use crate::ui::kit::head::part;
use crate::ui::kit::icon::icon;
use crate::ui::route::Place;
use crate::ui::words;

pub mod membership;
pub mod person;
pub mod profile;
pub mod returning;
pub mod silence;

/// How the portraits are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Joined,
    Name,
}

/// The minutes of the day in which people usually are awake.
pub const AWAKE: std::ops::Range<u32> = 7 * 60..23 * 60;

/// The screen.
pub fn people(here: Here) -> AnyView {
    let order = RwSignal::new(Order::Joined);
    let ids = move || -> Vec<MemberId> {
        let mut all = here.all_members();
        match order.get() {
            Order::Joined => ordered::sort_by_key(&mut all, |member| (member.joined, member.id)),
            Order::Name => {
                ordered::sort_by(&mut all, |a, b| {
                    format::by_name(&a.name, &b.name).then(a.id.cmp(&b.id))
                });
            }
        }
        all.iter().map(|member| member.id).collect()
    };
    let lede = move || match here.all_members().len() {
        1 => words::people::lede_one(&here.community_name()),
        n => words::people::lede(u32::try_from(n).unwrap_or(u32::MAX), &here.community_name()),
    };
    let orders =
        vec![(Order::Joined, words::people::as_joined()), (Order::Name, words::people::by_name())];
    let alone = move || {
        (here.all_members().len() == 1 && !here.is_former).then(|| {
            let action = link_button(
                Weight::Primary,
                Some("plus"),
                words::common::invite_somebody(),
                here.to(Place::Invite),
            );
            empty(words::people::alone_title(), words::people::alone_text(), action)
        })
    };
    let invite = (!here.is_former).then(|| {
        link_button(
            Weight::Quiet,
            Some("plus"),
            words::common::invite_somebody(),
            here.to(Place::Invite),
        )
    });
    view! {
        <main class="detail" id="main">
            <div class="page-title">
                <h1>{words::people::title()}</h1>
                <p class="lede">{lede}</p>
            </div>
            <div class="toolbar">
                {segments(words::people::order_by(), orders, order)}
                {invite}
            </div>
            <div class="portraits">
                <For each=ids key=|id| *id children=move |id| portrait(here, id) />
            </div>
            {alone}
            {at_the_door(here)}
            {former(here)}
        </main>
    }
    .into_any()
}

/// Who waits to be let in, with the tap that helps.
fn at_the_door(here: Here) -> AnyView {
    let ids =
        Memo::new(move |_| here.at_the_door().iter().map(|member| member.id).collect::<Vec<_>>());
    (move || {
        let ids = ids.get();
        (!ids.is_empty()).then(|| {
            let row = move |id: MemberId| {
                view! {
                    <li>
                        {here.face(FaceSize::Usual, id)}
                        <div>
                            <p class="name">{move || here.name_you(id)}</p>
                            <p class="meta">{move || membership::told(here, id)}</p>
                            {returning::told(here, id)}
                        </div>
                        {membership::confirm_button(here, id, Weight::Plain)}
                    </li>
                }
            };
            let rows = ids.into_iter().map(row).collect_view();
            let rows = view! { <ul class="rows voices" role="list">{rows}</ul> };
            view! {
                <div class="former">
                    {part("door", words::people::at_the_door(), (), rows.into_any())}
                </div>
            }
        })
    })
    .into_any()
}

/// Who was here once stands apart: their words are still read.
fn former(here: Here) -> AnyView {
    let ids = Memo::new(move |_| {
        here.former_members().iter().map(|member| member.id).collect::<Vec<_>>()
    });
    (move || {
        let ids = ids.get();
        (!ids.is_empty()).then(|| {
            let rows = ids.into_iter().map(|id| former_row(here, id)).collect_view();
            let rows = view! { <ul class="rows voices" role="list">{rows}</ul> };
            view! {
                <div class="former">
                    {part("former", words::people::former(), (), rows.into_any())}
                </div>
            }
        })
    })
    .into_any()
}

fn former_row(here: Here, id: MemberId) -> AnyView {
    view! {
        <li>
            {here.face(FaceSize::Usual, id)}
            <div>
                <p class="name">
                    <a href=here.to(Place::Person(id))>{move || here.name_you(id)}</a>
                </p>
                <p class="meta">{move || membership::told(here, id)}</p>
            </div>
        </li>
    }
    .into_any()
}

fn portrait(here: Here, id: MemberId) -> AnyView {
    let card = Memo::new(move |_| here.member(id, MemberCard::clone));
    let to = here.to(Place::Person(id));
    let role =
        move || card.with(|card| card.as_ref().map(|card| card.does.clone()).unwrap_or_default());
    view! {
        <article class="portrait">
            <a class="plate-link" href=to.clone() tabindex="-1" aria-hidden="true">
                {here.plate(id)}
            </a>
            <h2 dir="auto"><a href=to>{move || here.name_you(id)}</a></h2>
            <p class="meta-row">
                {move || card.get().map(|card| place_and_languages(here, &card))}
            </p>
            <p class="role" dir="auto">{role}</p>
            {move || card.get().map(|card| facts(here, &card))}
        </article>
    }
    .into_any()
}

/// Where somebody is and what time it is there; what they read.
pub fn place_and_languages(here: Here, card: &MemberCard) -> AnyView {
    let now = here.store.now().get();
    let minute = format::minute_in(now, &card.zone).filter(|_| !card.zone.is_empty());
    let clock = format::clock_in(now, &card.zone).filter(|_| minute.is_some());
    let name = match minute {
        Some(minute) if !AWAKE.contains(&minute) => "moon",
        Some(_) => "sun",
        None => "place",
    };
    let place = match (card.place.is_empty(), clock) {
        (false, Some(clock)) => words::people::place_and_time(&card.place, &clock),
        (false, None) => card.place.clone(),
        (true, Some(clock)) => clock,
        (true, None) => String::new(),
    };
    let place =
        (!place.is_empty()).then(|| view! { <span class="with-icon">{icon(name)} {place}</span> });
    let languages = format::languages(&card.languages);
    view! { {place} <span>{languages}</span> }.into_any()
}

fn facts(here: Here, card: &MemberCard) -> AnyView {
    let came = match card.invited_by {
        Some(by) => words::people::invited_by(&here.name(by)),
        None => words::people::founder(),
    };
    let (id, is_voice) = (card.id, matches!(card.membership, Membership::Voice { .. }));
    let voice = is_voice.then(|| {
        view! {
            <dt>{words::people::no_vote_yet()}</dt>
            <dd>{membership::told(here, id)}</dd>
        }
    });
    let roles = (!card.roles.is_empty()).then(|| {
        view! {
            <dt>{words::people::roles()}</dt>
            <dd dir="auto">{format::list(&card.roles)}</dd>
        }
    });
    let edit = (card.is_me && !here.is_former).then(|| {
        button(Weight::Plain, words::people::edit_profile(), move || here.dialogs.profile.open())
    });
    view! {
        <dl>
            {roles}
            {voice}
            <dt>{words::people::wrote()}</dt>
            <dd>{written(card)}</dd>
            <dt>{words::people::came()}</dt>
            <dd>{came}</dd>
        </dl>
        {silence::told(here, id)}
        {is_voice.then(|| membership::confirm_button(here, id, Weight::Plain))}
        {edit}
    }
    .into_any()
}

/// Posts and pages, in words.
pub fn written(card: &MemberCard) -> String {
    let mut parts = Vec::new();
    if card.post_count > 0 {
        parts.push(words::people::posts(card.post_count));
    }
    if card.page_count > 0 {
        parts.push(words::people::pages(card.page_count));
    }
    if parts.is_empty() { words::people::nothing_yet() } else { parts.join(", ") }
}

/// The button that opens the profile, with its icon.
pub fn edit_button(here: Here) -> AnyView {
    if here.is_former {
        return ().into_any();
    }
    button_with(Weight::Plain, "edit", words::people::edit_profile(), move || {
        here.dialogs.profile.open();
    })
}
