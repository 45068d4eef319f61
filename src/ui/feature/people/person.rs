//! One person: who they are here, what they do for the others, and what comes of it. Nothing of it is
//! written by hand: every figure opens onto the facts under it (PEO-5).

use leptos::prelude::*;

use crate::id::MemberId;
use crate::message::economy::view::{Desk, EconomyView, PersonCard};
use crate::message::model::{MemberCard, Standing};
use crate::platform::browser;
use crate::ui::feature::economy::{self, Arrival, arrival, desk};
use crate::ui::feature::people::{edit_button, place_and_languages, silence};
use crate::ui::format;
use crate::ui::here::{Here, is_gone};
use crate::ui::kit::button::{Weight, button_with};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::empty::empty;
use crate::ui::kit::head::part;
use crate::ui::kit::icon::{icon, pointing_icon};
use crate::ui::route::Place;
use crate::ui::words;

mod comes;
mod does;
mod who;

/// The screen.
pub fn person(here: Here, id: MemberId) -> AnyView {
    let card = Memo::new(move |_| here.member(id, MemberCard::clone));
    let now = desk(here, move || Desk::Person(id));
    let own = economy::part(now, |view| match view {
        EconomyView::Person(card) => Some(PersonCard::clone(card)),
        EconomyView::NotOpen
        | EconomyView::Books(_)
        | EconomyView::Sharing(_)
        | EconomyView::Ventures(_)
        | EconomyView::Venture(_)
        | EconomyView::Work(_)
        | EconomyView::Export(_)
        | EconomyView::Reports(_)
        | EconomyView::Care(_)
        | EconomyView::Leaving(_)
        | EconomyView::Standing(_)
        | EconomyView::Trade(_)
        | EconomyView::Missing => None,
    });
    let far = arrival(now);
    let printing = window_event_listener_untyped("beforeprint", |_| open_all());
    on_cleanup(move || printing.remove());
    let inside = move || match (card.get(), here.members.with(Option::is_some)) {
        (Some(card), _) => {
            untrack(|| view! { {economy::old(now)} {known(here, &card, own, far)} }.into_any())
        }
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

fn known(
    here: Here,
    card: &MemberCard,
    own: Memo<Option<PersonCard>>,
    far: Memo<Arrival>,
) -> AnyView {
    let id = card.id;
    let kicker = match is_gone(&card.membership) {
        true => words::people::was_member_of(&here.community_name()),
        false => words::people::member_of(&here.community_name()),
    };
    // Whoever looks around in a sample meets nobody.
    let may_meet = !here.stands_as(&Standing::Visitor);
    let presence = (!card.is_me && may_meet).then(|| {
        view! { <span class="with-icon">{icon("device")} {here.presence_words(card.presence)}</span> }
    });
    let is_here = !is_gone(&card.membership) && !here.is_former;
    let is_open = move || far.get() == Arrival::Here;
    let does = card.clone();
    let doing = move || does::does(here, &does, own.get().as_ref());
    let coming = move || match (own.get(), far.get()) {
        (Some(own), _) => comes::comes(here, &own),
        (None, Arrival::NotOpen) => {
            view! { <p class="meta">{words::person::not_open()}</p> }.into_any()
        }
        (None, Arrival::Missed) => economy::missed(),
        (None, Arrival::Coming | Arrival::Missing | Arrival::Here) => {
            view! { <p class="meta">{words::common::no_answer_yet()}</p> }.into_any()
        }
    };
    let own_rights = move || own.get().map(|own| (who::runs(here, &own), who::rights(here, &own)));
    let who = view! {
        <ul class="entries" role="list">{who::roles(card)} {own_rights} {who::standing(here, card)}</ul>
    };
    view! {
        <header class="person-head">
            {here.plate(id)}
            <div>
                <p class="kicker">{kicker}</p>
                <h1 dir="auto">
                    <span class="screen-only">{here.name_you(id)}</span>
                    <span class="print-only">{here.name(id)}</span>
                </h1>
                <p class="meta-row screen-only">{place_and_languages(here, card)} {presence}</p>
                <p class="meta-row print-only">
                    <span>{card.place.clone()}</span>
                    <span>{format::languages(&card.languages)}</span>
                </p>
                {silence::told(here, id)}
                <p class="actions">
                    {card.is_me.then(|| edit_button(here))}
                    {(!card.is_me && is_here).then_some(move || is_open().then(|| give_button(here, id)))}
                    {button_with(Weight::Quiet, "print", words::person::print(), print_all)}
                </p>
            </div>
        </header>
        <div class="triptych">
            {part("who", words::person::who_i_am(), (), who.into_any())}
            {part("does", words::person::what_i_do(), (), doing.into_any())}
            {part("comes", words::person::what_comes(), (), coming.into_any())}
        </div>
    }
    .into_any()
}

fn give_button(here: Here, id: MemberId) -> AnyView {
    let handle = DialogHandle::new();
    view! {
        {button_with(Weight::Plain, "hand", words::economy::give_credits(), move || handle.open())}
        {dialog(handle, words::economy::give_credits(), move || {
            economy::give::credits(here, Some(id), move || handle.close())
        })}
    }
    .into_any()
}

/// On paper nothing can be opened: what is under the figures is shown.
fn print_all() {
    open_all();
    browser::print();
}

fn open_all() {
    // Each that is opened is found no more.
    while let Ok(Some(closed)) = document().query_selector(".triptych details:not([open])") {
        if closed.set_attribute("open", "").is_err() {
            return;
        }
    }
}
