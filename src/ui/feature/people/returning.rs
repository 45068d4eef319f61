//! Somebody at the door who lost all devices: as whom others vouch for them, and the taps that do so, or
//! that say no (PEO-1).

use leptos::prelude::*;

use crate::id::{DeviceKey, MemberId};
use crate::message::command::{Command, MemberAct};
use crate::message::model::{MemberCard, Membership, OwnWord, VouchingCard};
use crate::ui::feature::people::membership::may_vote;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::field::choice_field;
use crate::ui::kit::icon::icon;
use crate::ui::words;

/// What was said of them, and what the reader can say; nothing of anybody else.
pub fn told(here: Here, member: MemberId) -> AnyView {
    let card = Memo::new(move |_| {
        let membership = here.member(member, |card| card.membership.clone())?;
        match membership {
            Membership::ComesBack { device, as_whom } => Some((device, as_whom)),
            Membership::Voter
            | Membership::Voice { .. }
            | Membership::AtTheDoor { .. }
            | Membership::Left(_)
            | Membership::Removed { .. } => None,
        }
    });
    (move || {
        let (device, as_whom) = card.get()?;
        let rows = as_whom.iter().map(|one| vouching(here, device, one)).collect_view();
        // Whoever said who it is has said all they can.
        let has_said = |one: &VouchingCard| {
            matches!(one.mine, OwnWord::Said(_) | OwnWord::Again | OwnWord::NotMe)
        };
        let may_name = may_vote(here) && !as_whom.iter().any(has_said);
        let refused = as_whom.iter().filter(|one| one.refused.is_some());
        let not_them: Vec<MemberId> = refused.map(|one| one.member).collect();
        let name = may_name.then(|| untrack(|| naming(here, device, &not_them)));
        let wants = may_name || as_whom.iter().any(|one| one.mine == OwnWord::Again);
        let first = wants.then(|| {
            view! { <p class="meta">{words::returning::first_speak()}</p> }
        });
        Some(view! { <div class="stack-small returning">{first} {rows} {name}</div> })
    })
    .into_any()
}

/// The same among what needs the reader.
pub fn ask(here: Here, member: MemberId) -> AnyView {
    let is_me = |card: &MemberCard| match &card.membership {
        Membership::ComesBack { as_whom, .. } => {
            as_whom.iter().any(|one| one.mine == OwnWord::NotMe)
        }
        Membership::Voter
        | Membership::Voice { .. }
        | Membership::AtTheDoor { .. }
        | Membership::Left(_)
        | Membership::Removed { .. } => false,
    };
    let about = Memo::new(move |_| (here.member(member, is_me), here.name(member)));
    (move || {
        let (title, text) = match about.get() {
            (Some(true), _) => (words::returning::is_it_you(), words::returning::is_it_you_text()),
            (Some(false) | None, name) => {
                (words::returning::ask_title(&name), words::returning::ask_text())
            }
        };
        kit::ask::ask("door", title, text, told(here, member))
    })
    .into_any()
}

fn vouching(here: Here, device: DeviceKey, card: &VouchingCard) -> AnyView {
    let name = here.name(card.member);
    let count = |of: &[MemberId]| u32::try_from(of.len()).unwrap_or(u32::MAX);
    let names = here.names(&card.vouched_by);
    let said = if let Some(at) = card.refused {
        words::returning::refused(&name, &format::full_day(at))
    } else if !card.again_by.is_empty() {
        let names = here.names(&card.again_by);
        words::returning::vouched_again(&name, &names, count(&card.again_by), card.needed)
    } else if let Some(from) = card.again_from {
        words::returning::again_from(&name, &names, &format::full_day(from))
    } else {
        words::returning::vouched(&name, &names, count(&card.vouched_by), card.needed)
    };
    let member = card.member;
    let is_again = card.mine == OwnWord::Again;
    let vouch = move || {
        let name = here.name(member);
        let done = match is_again {
            true => words::returning::said_again(&name),
            false => words::returning::said(&name),
        };
        say(here, MemberAct::Vouch { device, member }, done);
    };
    let mine = match card.mine {
        OwnWord::Nothing => ().into_any(),
        OwnWord::ItIsThem => button(Weight::Plain, words::returning::it_is(&name), vouch),
        OwnWord::Again => button(Weight::Primary, words::returning::again(&name), vouch),
        OwnWord::Said(None) => {
            view! { <span class="meta">{words::returning::you_said()}</span> }.into_any()
        }
        OwnWord::Said(Some(from)) => {
            let said = words::returning::you_said_until(&format::full_day(from));
            view! { <span class="meta">{said}</span> }.into_any()
        }
        OwnWord::NotMe => button(Weight::Danger, words::returning::not_me(), move || {
            say(here, MemberAct::RefuseReturn { device }, words::returning::said_not_me());
        }),
    };
    view! {
        <p class="meta">{said}</p>
        <p class="actions">{mine}</p>
    }
    .into_any()
}

/// Who it is, chosen among those who are here and did not say no. Nobody is chosen beforehand, whatever
/// name they gave: whoever is named so is let in. After a refusal it is asked no more, but can be said.
fn naming(here: Here, device: DeviceKey, not_them: &[MemberId]) -> AnyView {
    let mut others = here.all_members();
    others.retain(|member| !member.is_me && !not_them.contains(&member.id));
    let chosen = RwSignal::new(String::new());
    let first = (String::new(), words::returning::choose());
    let named = others.iter().map(|one| (one.id.to_string(), one.name.clone()));
    let options = std::iter::once(first).chain(named).collect();
    let ids: Vec<MemberId> = others.iter().map(|one| one.id).collect();
    let press = move || {
        let named = ids.iter().find(|id| chosen.with_untracked(|chosen| *chosen == id.to_string()));
        match named.copied() {
            Some(member) => {
                let done = words::returning::said(&here.name(member));
                say(here, MemberAct::Vouch { device, member }, done);
            }
            None => here.store.say(words::returning::choose()),
        }
    };
    let named = view! {
        {choice_field(words::returning::who(), options, chosen)}
        <p class="actions">{button(Weight::Plain, words::returning::it_is_them(), press)}</p>
    };
    if not_them.is_empty() {
        return named.into_any();
    }
    view! {
        <details class="opens">
            <summary>{icon("right")} {words::returning::somebody_else()}</summary>
            <div class="stack-small">{named}</div>
        </details>
    }
    .into_any()
}

fn say(here: Here, act: MemberAct, done: String) {
    here.store.act(Command::of(here.id, act), move |_| here.store.say(done));
}
