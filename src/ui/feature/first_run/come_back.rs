//! Somebody who lost all devices follows a link as whom they were, and waits for the word of the others
//! (PEO-1).

use leptos::ev;
use leptos::prelude::*;

use crate::message::command::{Command, Field, Refusal};
use crate::message::model::{JoinProgress, ReturnProgress, Standing};
use crate::ui::feature::first_run::told::{Wanted, about};
use crate::ui::feature::first_run::waiting::leave;
use crate::ui::feature::first_run::{First, arrive, back, your_name};
use crate::ui::feature::people::profile::ProfileFields;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::submit;
use crate::ui::kit::field::{Line, text_field};
use crate::ui::route::Place;
use crate::ui::words;

/// The form.
pub fn come_back(first: First) -> AnyView {
    let First { store, navigation, step, .. } = first;
    let link = RwSignal::new(navigation.invitation.get_untracked().unwrap_or_default());
    let fields = ProfileFields::guessed();
    let busy = RwSignal::new(false);
    let error = RwSignal::new(None::<Refusal>);
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        error.set(None);
        busy.set(true);
        let link = link.get_untracked().trim().to_owned();
        store.ask_persistence();
        store.ask(Command::ComeBack { link, profile: fields.draft() }, move |answer| {
            if answer.is_ok() {
                navigation.invitation.set(None);
            }
            arrive(navigation, (busy, error), Place::Today, answer);
        });
    };
    view! {
        <div class="stack-small">
            <h1>{words::returning::title()}</h1>
            <p class="lede">{words::returning::comes_back_text()}</p>
        </div>
        <form on:submit=send novalidate>
            {text_field(
                Line::Address,
                words::first_run::link(),
                words::first_run::link_hint(),
                link,
                about(error, &[Field::PersonName], Wanted::Others),
            )}
            {your_name(fields, error)}
            {submit(words::returning::ask_to_come_back(), busy.into())}
            <p class="meta">{words::first_run::what_is_public()}</p>
        </form>
        {back(step)}
    }
    .into_any()
}

/// How far it has come: the members know of it, and say who it is.
pub fn returning(here: Here) -> AnyView {
    let progress = Memo::new(move |_| match here.card.get()?.standing {
        Standing::Joining(JoinProgress::ComesBack(progress)) => Some(progress),
        Standing::Joining(_)
        | Standing::Member
        | Standing::Refused(_)
        | Standing::Former
        | Standing::Removed(_)
        | Standing::TakenOff
        | Standing::TwiceSigned
        | Standing::Visitor => None,
    });
    let far = move || {
        let ReturnProgress { vouched, again, needed, again_from } = progress.get()?;
        Some(match again_from {
            Some(from) => {
                let day = format::full_day(from);
                words::returning::vouched_again_so_far(again, needed, &day)
            }
            None if vouched == 0 => words::returning::nobody_vouched(),
            None => words::returning::vouched_so_far(vouched, needed),
        })
    };
    view! {
        <div class="stack-small" role="status">
            <h1>{words::returning::returning_title(&here.community_name())}</h1>
            <p class="lede">{far}</p>
            <p>{words::returning::returning_text()}</p>
        </div>
        <p class="actions">{leave(here, words::first_run::stop_joining())}</p>
    }
    .into_any()
}
