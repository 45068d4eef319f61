//! At the door: the members know that somebody is there, and decide; or they were sent away, and are told
//! why.

use leptos::prelude::*;

use crate::message::model::{JoinProgress, JoinRefusal, MemberCard, Membership, Standing};
use crate::ui::feature::first_run::come_back;
use crate::ui::feature::first_run::waiting::leave;
use crate::ui::here::Here;
use crate::ui::kit::button::Weight;
use crate::ui::words;

/// What whoever waits is told, as they stand.
pub fn door(here: Here) -> AnyView {
    let standing = here.card.get_untracked().map(|card| card.standing);
    if let Some(Standing::Refused(refusal)) = standing {
        refused(here, refusal)
    } else if let Some(Standing::Joining(JoinProgress::ComesBack(_))) = standing {
        come_back::returning(here)
    } else {
        applied(here)
    }
}

/// The members know of it; now people decide.
fn applied(here: Here) -> AnyView {
    let text = move || {
        let again = |card: &MemberCard| {
            matches!(card.membership, Membership::AtTheDoor { again: Some(_), .. })
        };
        let was_in = here.me().and_then(|me| here.member(me, again)).unwrap_or_default();
        if was_in { words::first_run::applied_again() } else { words::first_run::applied_text() }
    };
    view! {
        <div class="stack-small" role="status">
            <h1>{words::first_run::applied_title(&here.community_name())}</h1>
            <p class="lede">{text}</p>
        </div>
        <p class="actions">{leave(here, Weight::Quiet, words::first_run::stop_joining())}</p>
    }
    .into_any()
}

fn refused(here: Here, refusal: JoinRefusal) -> AnyView {
    use crate::ui::words::{first_run, returning};
    let (title, text, label) = match refusal {
        JoinRefusal::InvitationOver => {
            (first_run::refused_title(), first_run::refused_over(), first_run::forget_link())
        }
        JoinRefusal::NotThem => {
            (returning::not_them_title(), returning::not_them(), returning::begin_anew())
        }
    };
    view! {
        <div class="stack-small">
            <h1>{title}</h1>
            <p class="lede">{text}</p>
        </div>
        <p class="actions">{leave(here, Weight::Plain, label)}</p>
    }
    .into_any()
}
