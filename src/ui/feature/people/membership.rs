//! What somebody is in the community, in words, and the tap that helps a newcomer to a vote (PEO-2).

use leptos::prelude::*;

use crate::id::MemberId;
use crate::message::command::{Command, MemberAct};
use crate::message::model::{MemberCard, Membership};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button};
use crate::ui::words;

/// How many have a vote.
fn voters(here: Here) -> u32 {
    let all = here.all_members();
    let voters = all.iter().filter(|member| member.membership == Membership::Voter).count();
    u32::try_from(voters).unwrap_or(u32::MAX)
}

/// Whether this device's member has a vote.
pub fn may_vote(here: Here) -> bool {
    let mine = here.me().and_then(|me| here.member(me, |card| card.membership.clone()));
    mine == Some(Membership::Voter) && !here.is_former
}

fn is_at_the_door(here: Here, member: MemberId) -> bool {
    let at = |card: &MemberCard| matches!(card.membership, Membership::AtTheDoor { .. });
    here.member(member, at).unwrap_or_default()
}

/// Who said yes so far, and how many are needed; or how it ended.
pub fn told(here: Here, member: MemberId) -> String {
    let Some(membership) = here.member(member, |card| card.membership.clone()) else {
        return String::new();
    };
    match membership {
        Membership::Voter => words::people::has_vote(),
        Membership::Voice { confirmed_by } => {
            let said = if confirmed_by.is_empty() {
                words::rules::nobody_said_yes()
            } else {
                words::rules::said_yes(&here.names(&confirmed_by))
            };
            let all = voters(here);
            words::rules::needed(&said, all / 2 + 1, all)
        }
        Membership::AtTheDoor { sponsors, needed, again } => {
            let said = if sponsors.is_empty() {
                words::rules::nobody_said_yes()
            } else {
                words::rules::said_yes(&here.names(&sponsors))
            };
            let told = match needed {
                Some(needed) => words::rules::needed(&said, needed, voters(here)),
                None => words::people::let_in_by_decision(),
            };
            if again.is_some() { words::people::waits_again(&told) } else { told }
        }
        Membership::ComesBack { .. } => words::returning::asks(),
        Membership::Left(at) => words::people::left(&format::full_day(at)),
        Membership::Removed { at, .. } => words::people::removed(&format::full_day(at)),
    }
}

/// The button that says yes to somebody's vote, while there is a yes to be said; then the word that
/// it was said.
pub fn confirm_button(here: Here, member: MemberId, weight: Weight) -> AnyView {
    let stands = Memo::new(move |_| {
        let me = here.me()?;
        let membership = here.member(member, |card| card.membership.clone())?;
        let said = match membership {
            Membership::Voice { confirmed_by } => confirmed_by,
            Membership::AtTheDoor { sponsors, needed: Some(_), .. } => sponsors,
            Membership::AtTheDoor { needed: None, .. }
            | Membership::ComesBack { .. }
            | Membership::Voter
            | Membership::Left(_)
            | Membership::Removed { .. } => return None,
        };
        (may_vote(here) && me != member).then(|| said.contains(&me))
    });
    let busy = RwSignal::new(false);
    let press = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let command = Command::of(here.id, MemberAct::ConfirmMember { member });
        here.store.ask(command, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(_) if is_at_the_door(here, member) => {
                    here.store.say(words::people::spoke_for(&here.name(member)));
                }
                Ok(_) => here.store.say(words::rules::confirmed(&here.name(member))),
                Err(refusal) => here.store.say_refusal(&refusal),
            }
        });
    };
    (move || match stands.get() {
        Some(false) => {
            let name = here.name(member);
            let label = if is_at_the_door(here, member) {
                words::people::let_in(&name)
            } else {
                words::rules::confirm(&name)
            };
            button(weight, label, press)
        }
        Some(true) => view! { <span class="meta">{words::rules::you_said_yes()}</span> }.into_any(),
        None => ().into_any(),
    })
    .into_any()
}
