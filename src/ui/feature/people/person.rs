//! One person: who they are here, and what they do for the others.

use leptos::prelude::*;

use crate::id::MemberId;
use crate::message::model::{MemberCard, Membership};
use crate::ui::feature::people::{edit_button, membership, place_and_languages, written};
use crate::ui::format;
use crate::ui::here::{Here, is_gone};
use crate::ui::kit::button::Weight;
use crate::ui::kit::empty::empty;
use crate::ui::kit::head::part;
use crate::ui::kit::icon::{icon, pointing_icon};
use crate::ui::route::Place;
use crate::ui::words;

/// The screen.
pub fn person(here: Here, id: MemberId) -> AnyView {
    let card = Memo::new(move |_| here.member(id, MemberCard::clone));
    let inside = move || match (card.get(), here.members.with(Option::is_some)) {
        (Some(card), _) => known(here, &card),
        (None, true) => unknown(here),
        (None, false) => ().into_any(),
    };
    view! {
        <main class="detail" id="main">
            <a class="back back-always" href=here.to(Place::People)>
                {pointing_icon("left")} {words::people::title()}
            </a>
            {inside}
        </main>
    }
    .into_any()
}

fn unknown(here: Here) -> AnyView {
    let back = view! { <a class="button" href=here.to(Place::People)>{words::people::title()}</a> };
    view! {
        <h1 class="visually-hidden">{words::people::no_such_person_title()}</h1>
        {empty(
            words::people::no_such_person_title(),
            words::people::no_such_person_text(),
            back.into_any(),
        )}
    }
    .into_any()
}

fn known(here: Here, card: &MemberCard) -> AnyView {
    let id = card.id;
    let came = match card.invited_by {
        Some(by) => words::people::invited_by(&here.name(by)),
        None => words::people::founder(),
    };
    let kicker = match is_gone(&card.membership) {
        true => words::people::was_member_of(&here.community_name()),
        false => words::people::member_of(&here.community_name()),
    };
    let does = card.does.clone();
    let presence = (!card.is_me).then(|| {
        view! { <span class="with-icon">{icon("device")} {here.presence_words(card.presence)}</span> }
    });
    let membership = move || membership::told(here, id);
    let decision = match card.membership {
        Membership::Removed { motion, .. } => {
            let to = here.to(Place::Motion(motion));
            Some(view! { <p><a href=to>{words::people::why_removed()}</a></p> })
        }
        Membership::Voter
        | Membership::Voice { .. }
        | Membership::AtTheDoor { .. }
        | Membership::Left(_) => None,
    };
    let roles = card
        .roles
        .iter()
        .map(|role| {
            view! {
                <li>
                    <span class="what" dir="auto">{role.clone()}</span>
                    <p>{words::people::by_decision()}</p>
                </li>
            }
        })
        .collect_view();
    let who = view! {
        <ul class="entries" role="list">
            {roles}
            <li>
                <span class="what">{words::people::vote()}</span>
                <p>{membership}</p>
                {decision}
                <p class="actions">
                    {membership::confirm_button(here, id, Weight::Primary)}
                </p>
            </li>
            <li>
                <span class="what">{came}</span>
                <p>{words::people::joined(&format::full_day(card.joined))}</p>
            </li>
        </ul>
    };
    let doing = view! {
        <ul class="entries" role="list">
            {(!does.is_empty()).then(|| view! { <li><span class="what" dir="auto">{does}</span></li> })}
            <li><span class="what">{words::people::wrote()}</span><p>{written(card)}</p></li>
        </ul>
    };
    view! {
        <header class="person-head">
            {here.plate(id)}
            <div>
                <p class="kicker">{kicker}</p>
                <h1 dir="auto">{here.name_you(id)}</h1>
                <p class="meta-row">{place_and_languages(here, card)} {presence}</p>
                {card.is_me.then(|| view! { <p class="actions">{edit_button(here)}</p> })}
            </div>
        </header>
        <div class="two-up">
            {part("who", words::people::who_i_am(), (), who.into_any())}
            {part("does", words::people::what_they_do(), (), doing.into_any())}
        </div>
    }
    .into_any()
}
