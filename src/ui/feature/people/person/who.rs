//! Who somebody is here: roles, rights to spend, their vote, and how they came.

use leptos::prelude::*;

use crate::id::CommandId;
use crate::message::economy::view::{PersonCard, StewardsView};
use crate::message::model::{MemberCard, Membership};
use crate::ui::feature::economy::amount;
use crate::ui::feature::people::{membership, returning};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::Weight;
use crate::ui::route::Place;
use crate::ui::words;

/// Roles, each given by a decision.
pub fn roles(card: &MemberCard) -> AnyView {
    let row = |role: &String| {
        view! {
            <li>
                <span class="what" dir="auto">{role.clone()}</span>
                <p>{words::people::by_decision()}</p>
            </li>
        }
    };
    card.roles.iter().map(row).collect_view().into_any()
}

/// Ventures that they were elected to run, until when.
pub fn runs(here: Here, own: &PersonCard) -> AnyView {
    let row = |(venture, name, office): &(CommandId, String, StewardsView)| {
        let to = here.to(Place::Motion(office.motion));
        view! {
            <li>
                <span class="what" dir="auto">
                    <a class="figure-link" href=here.to(Place::Venture(*venture))>
                        {words::steward::steward_of(name)}
                    </a>
                </span>
                <p>
                    {words::steward::elected_until(&format::calendar_full(office.until))} "\u{a0}· "
                    <a href=to>{words::steward::by_decision()}</a>
                </p>
            </li>
        }
    };
    own.runs.iter().map(row).collect_view().into_any()
}

/// Rights to spend, with what is left of them.
pub fn rights(here: Here, own: &PersonCard) -> AnyView {
    let row = |(motion, name, right): &(crate::id::MotionId, String, _)| {
        let right: &crate::message::economy::view::RightView = right;
        view! {
            <li>
                <span class="what" dir="auto">
                    <a class="figure-link" href=here.to(Place::Motion(*motion))>
                        {words::economy::right_to_spend(name)}
                    </a>
                </span>
                <p>
                    {words::person::right_left(
                        &amount::said(&right.granted),
                        &amount::number(&right.left),
                    )}
                </p>
            </li>
        }
    };
    own.rights.iter().map(row).collect_view().into_any()
}

/// The vote, and how they came.
pub fn standing(here: Here, card: &MemberCard) -> AnyView {
    let id = card.id;
    let came = match card.invited_by {
        Some(by) => words::people::invited_by(&here.name(by)),
        None => words::people::founder(),
    };
    let decision = match card.membership {
        Membership::Removed { motion, .. } => {
            let to = here.to(Place::Motion(motion));
            Some(view! { <p><a href=to>{words::people::why_removed()}</a></p> })
        }
        Membership::Voter
        | Membership::Voice { .. }
        | Membership::AtTheDoor { .. }
        | Membership::ComesBack { .. }
        | Membership::Left(_) => None,
    };
    view! {
        <li>
            <span class="what">{words::people::vote()}</span>
            <p>{move || membership::told(here, id)}</p>
            {decision}
            <p class="actions">{membership::confirm_button(here, id, Weight::Primary)}</p>
            {returning::told(here, id)}
        </li>
        <li>
            <span class="what">{came}</span>
            <p>{words::people::joined(&format::full_day(card.joined))}</p>
        </li>
    }
    .into_any()
}
