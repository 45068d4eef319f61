//! Somebody of whom nothing is heard for long: what is said of that, and the tap that says so (DEC-1).

use leptos::prelude::*;

use crate::id::MemberId;
use crate::message::command::{Command, MemberAct};
use crate::message::model::{SilenceCard, Standing};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button_about};
use crate::ui::words;

fn card_of(here: Here, member: MemberId) -> Memo<Option<SilenceCard>> {
    Memo::new(move |_| here.member(member, |card| card.silence.clone()).flatten())
}

/// What is known, who said so, and the tap.
pub fn told(here: Here, member: MemberId) -> AnyView {
    let card = card_of(here, member);
    (move || {
        let card = card.get()?;
        let since = format::full_day(card.since);
        let said = if here.me() == Some(member) {
            words::people::not_heard_of_you(&since)
        } else if card.is_outside {
            words::people::outside(&since)
        } else {
            words::people::not_heard(&since)
        };
        let noticed = (!card.noticed_by.is_empty() && !card.is_outside).then(|| {
            let count = u32::try_from(card.noticed_by.len()).unwrap_or(u32::MAX);
            words::people::noticed_by(&here.names(&card.noticed_by), count, card.needed)
        });
        // In a sample that has been lying there everybody is silent for long.
        let shows = !here.stands_as(&Standing::Visitor);
        let may = card.may_notice && !here.is_former;
        let meaning = may.then(|| words::people::notice_text(card.needed));
        shows.then(|| {
            view! {
                <p class="meta">{said} " " {noticed} " " {meaning}</p>
                {notice_button(here, member)}
            }
        })
    })
    .into_any()
}

/// The tap, where this device's person can say so.
fn notice_button(here: Here, member: MemberId) -> AnyView {
    let card = card_of(here, member);
    let may = Memo::new(move |_| {
        let may = card.with(|card| card.as_ref().is_some_and(|card| card.may_notice));
        may && !here.is_former
    });
    let busy = RwSignal::new(false);
    let press = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let command = Command::of(here.id, MemberAct::NoticeSilence { member });
        here.store.ask(command, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(_) => here.store.say(words::people::noticed(&here.name(member))),
                Err(refusal) => here.store.say_refusal(&refusal),
            }
        });
    };
    (move || {
        may.get().then(|| {
            let name = here.name(member);
            let label = words::people::notice();
            view! { <p class="actions">{button_about(Weight::Plain, label, &name, press)}</p> }
        })
    })
    .into_any()
}

/// Those among some of whom it can be said, each with the tap.
pub fn among(here: Here, members: Vec<MemberId>) -> AnyView {
    let rows = members.into_iter().map(|member| {
        let card = card_of(here, member);
        move || {
            let is_long = card.with(|card| card.as_ref().is_some_and(|card| card.may_notice));
            is_long.then(|| {
                view! {
                    <div class="stack-small">
                        <p><b dir="auto">{here.name(member)}</b></p>
                        {untrack(|| told(here, member))}
                    </div>
                }
            })
        }
    });
    rows.collect_view().into_any()
}
