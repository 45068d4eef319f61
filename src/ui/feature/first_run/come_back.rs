//! Somebody who lost all devices follows a link as whom they were, and waits for the word of the others
//! (PEO-1).

use leptos::ev;
use leptos::prelude::*;

use crate::message::command::{Command, Field, Refusal};
use crate::message::model::{JoinProgress, ReturnProgress, Standing};
use crate::ui::feature::first_run::told::{Wanted, about};
use crate::ui::feature::first_run::waiting::leave;
use crate::ui::feature::first_run::{First, Step, arrive, back_to};
use crate::ui::feature::people::profile::ProfileFields;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, submit};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::field::{Line, text_field};
use crate::ui::kit::icon::icon;
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
    let is_taken = link.with_untracked(|link| !link.is_empty());
    // A link that turns out to be of no use gives way to the field for another.
    let link_part = move || {
        let is_bad = error.with(|error| matches!(error, Some(Refusal::BadLink { .. })));
        let told = about(error, &[Field::PersonName], Wanted::Others);
        if is_taken && !is_bad {
            let told = move || {
                let text = told.get();
                (!text.is_empty()).then(|| (icon("warn"), text))
            };
            return view! {
                <p class="with-icon meta">{icon("check")} {words::first_run::link_taken()}</p>
                <p class="field-error" role="alert" aria-live="assertive">{told}</p>
            }
            .into_any();
        }
        let (label, hint) = (words::first_run::link(), words::first_run::link_hint());
        text_field(Line::Address, label, hint, link, told)
    };
    view! {
        <div class="stack-small">
            <h1>{words::returning::title()}</h1>
            <p class="lede">{words::returning::comes_back_text()}</p>
        </div>
        <form on:submit=send novalidate>
            {link_part}
            {text_field(
                Line::PersonName,
                words::first_run::known_name(),
                String::new(),
                fields.name,
                about(error, &[Field::PersonName], Wanted::These),
            )}
            {submit(words::returning::ask_to_come_back(), busy.into())}
            <p class="meta">{words::first_run::what_is_public()}</p>
        </form>
        {back_to(step, Step::Join)}
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
    let stop = DialogHandle::new();
    view! {
        <div class="stack-small" role="status">
            <h1>{words::returning::returning_title(&here.community_name())}</h1>
            <p class="lede">{far}</p>
            <p>{words::returning::returning_text()}</p>
        </div>
        <p class="actions">
            {button(Weight::Quiet, words::first_run::stop_asking(), move || stop.open())}
        </p>
        {dialog(stop, words::first_run::stop_asking(), move || view! {
            <p>{words::first_run::stop_asking_text()}</p>
            <div class="actions">
                {button(Weight::Plain, words::common::cancel(), move || stop.close())}
                {leave(here, Weight::Danger, words::first_run::stop_asking())}
            </div>
        }
        .into_any())}
    }
    .into_any()
}
