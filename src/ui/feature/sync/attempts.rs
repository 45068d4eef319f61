//! The diagnosis: each attempt to reach somebody as rows that a person can read, with what to do
//! where it stopped.

use leptos::prelude::*;

use crate::message::model::{Attempt, AttemptState, AttemptStep, AttemptStepKind, SyncReport};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::head::part;
use crate::ui::kit::icon::{icon, pointing_icon};
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::words;

/// The part of the screen.
pub fn attempts(here: Here, report: RwSignal<Option<SyncReport>>) -> AnyView {
    let attempts = Memo::new(move |_| {
        report.with(|report| report.as_ref().map(|now| now.attempts.clone()).unwrap_or_default())
    });
    let aside = move || {
        attempts.with(|attempts| {
            attempts.first().map(|newest| {
                let now = here.store.now().get();
                words::sync::last_try(&format::moment(newest.began, now))
            })
        })
    };
    let inside = move || {
        let attempts = attempts.get();
        let Some((newest, earlier)) = attempts.split_first() else {
            return view! { <p class="meta">{words::sync::attempts_none()}</p> }.into_any();
        };
        let earlier = (!earlier.is_empty()).then(|| {
            let rows = earlier.iter().map(|attempt| one(here, attempt)).collect_view();
            view! {
                <details class="opens">
                    <summary>{pointing_icon("right")} {words::sync::earlier_tries()}</summary>
                    <div class="stack-small">{rows}</div>
                </details>
            }
        });
        view! { {one(here, newest)} {earlier} }.into_any()
    };
    part("attempts", words::sync::attempts(), aside, inside.into_any())
}

fn one(here: Here, attempt: &Attempt) -> AnyView {
    let title = match attempt.member {
        Some(member) => words::sync::attempt_to(&here.name(member)),
        None => words::sync::attempt_unknown(),
    };
    let state = match attempt.state {
        AttemptState::Done => words::sync::state_done(),
        AttemptState::Running => words::sync::state_running(),
        AttemptState::Failed => words::sync::state_failed(),
        AttemptState::NotTried => words::sync::not_tried(),
    };
    let rows = attempt.steps.iter().map(row).collect_view();
    let stopped = attempt.steps.iter().find(|step| step.state == AttemptState::Failed);
    let help = stopped.map(|step| note(NoteTone::Info, help(step.kind)));
    view! {
        <div class="attempt">
            <h3 class="subhead">{title}": "{state}</h3>
            <ol class="diagnosis" role="list">{rows}</ol>
            {help}
        </div>
    }
    .into_any()
}

fn row(step: &AttemptStep) -> AnyView {
    let (variant, name) = match step.state {
        AttemptState::Done => ("good", "check"),
        AttemptState::Failed => ("stopped", "x"),
        AttemptState::Running => ("running", "sync"),
        AttemptState::NotTried => ("waiting", "clock"),
    };
    view! {
        <li data-variant=variant>
            {icon(name)} <b>{label(step.kind)}</b> <span>{detail(step)}</span>
        </li>
    }
    .into_any()
}

fn detail(step: &AttemptStep) -> String {
    if !step.detail.is_empty() {
        return step.detail.clone();
    }
    match (step.state, step.at) {
        (AttemptState::NotTried, _) => words::sync::not_tried(),
        (AttemptState::Running, _) => words::sync::state_running(),
        (AttemptState::Failed, _) => words::sync::state_failed(),
        (AttemptState::Done, Some(at)) => format::time(at),
        (AttemptState::Done, None) => String::new(),
    }
}

fn label(kind: AttemptStepKind) -> String {
    match kind {
        AttemptStepKind::RelayReached => words::sync::step_relay(),
        AttemptStepKind::PeerSeen => words::sync::step_seen(),
        AttemptStepKind::OfferSent => words::sync::step_offer(),
        AttemptStepKind::AnswerCame => words::sync::step_answer(),
        AttemptStepKind::CandidatesExchanged => words::sync::step_candidates(),
        AttemptStepKind::WayFound => words::sync::step_way(),
        AttemptStepKind::Encrypted => words::sync::step_encrypted(),
        AttemptStepKind::Proved => words::sync::step_proved(),
    }
}

fn help(kind: AttemptStepKind) -> String {
    match kind {
        AttemptStepKind::RelayReached => words::sync::help_relay(),
        AttemptStepKind::PeerSeen | AttemptStepKind::OfferSent => words::sync::help_seen(),
        AttemptStepKind::AnswerCame | AttemptStepKind::CandidatesExchanged => {
            words::sync::help_answer()
        }
        AttemptStepKind::WayFound => words::sync::help_way(),
        AttemptStepKind::Encrypted | AttemptStepKind::Proved => words::sync::help_proof(),
    }
}
