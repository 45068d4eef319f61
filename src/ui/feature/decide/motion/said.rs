//! Who said what: who has yet to vote, ballots with their reasons, and what does not count.

use std::sync::Arc;

use leptos::prelude::*;

use crate::message::model::{BallotView, MotionState};
use crate::message::motion::{Choice, Method};
use crate::ordered;
use crate::ui::feature::decide::motion::{Open, is_settled};
use crate::ui::feature::decide::saying;
use crate::ui::feature::people::silence;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::face::FaceSize;
use crate::ui::kit::head::part;
use crate::ui::words;

/// Faces that fit in a row.
const FACES_MAX: usize = 8;

/// Who has yet to vote, with their faces and names.
pub fn missing(open: Open) -> AnyView {
    let here = open.here;
    let told = open.slice(|view| {
        let card = &view.card;
        (view.missing.clone(), card.state, card.cast, card.electors, view.quorum_electors)
    });
    (move || {
        let (missing, state, cast, electors, needed) = told.get()?;
        let title = match state {
            MotionState::Open => words::motion::yet_to_vote(),
            MotionState::Grace(_) => words::motion::not_here_yet(),
            MotionState::Sealing(_) | MotionState::Final { .. } => words::motion::did_not_vote(),
            MotionState::Incomplete
            | MotionState::Void(_)
            | MotionState::Withdrawn
            | MotionState::Disputed => return None,
        };
        let aside = match cast >= needed {
            true => words::motion::enough_voted(cast, electors),
            false => words::motion::not_enough_voted(cast, needed),
        };
        let inside = if missing.is_empty() {
            view! { <p class="meta">{words::motion::nobody_missing()}</p> }.into_any()
        } else {
            let faces = here.faces(FaceSize::Usual, &missing[..missing.len().min(FACES_MAX)]);
            let me = here.me();
            let others: Vec<_> = missing.iter().copied().filter(|one| Some(*one) != me).collect();
            let names = match (others.len() < missing.len(), others.is_empty()) {
                (true, true) => words::motion::you_alone(),
                (true, false) => words::motion::and_you(&here.names(&others)),
                (false, _) => here.names(&others),
            };
            let silent = untrack(|| silence::among(here, others));
            view! {
                <p class="meta-row">{faces} <span>{names}</span></p>
                {silent}
            }
            .into_any()
        };
        Some(part("missing", title, aside, inside))
    })
    .into_any()
}

/// Ballots with their reasons, objections first.
pub fn said(open: Open) -> AnyView {
    let here = open.here;
    let told = open.slice(|view| {
        let is_over = is_settled(view.card.state);
        let options = Arc::new(view.options.clone());
        (Arc::new(view.ballots.clone()), view.card.method, options, is_over)
    });
    (move || {
        let (ballots, method, options, is_over) = told.get()?;
        let mut ballots = ballots.to_vec();
        let nothing = match is_over {
            true => words::motion::nobody_voted(),
            false => words::motion::no_votes_yet(),
        };
        let inside = if ballots.is_empty() {
            view! { <p class="meta">{nothing}</p> }.into_any()
        } else {
            ordered::sort_by_key(&mut ballots, |ballot| (weight(&ballot.choice), ballot.at));
            let rows =
                ballots.iter().map(|ballot| row(here, ballot, method, &options)).collect_view();
            view! { <ul class="rows" role="list">{rows}</ul> }.into_any()
        };
        Some(part("reasons", words::motion::reasons(), (), inside))
    })
    .into_any()
}

/// What presses most stands first.
fn weight(choice: &Choice) -> u8 {
    match choice {
        Choice::Object => 0,
        Choice::Against => 1,
        Choice::Abstain => 3,
        Choice::For | Choice::Agree | Choice::Points(_) | Choice::Ranks(_) => 2,
    }
}

fn row(here: Here, ballot: &BallotView, method: Method, options: &[String]) -> AnyView {
    let (by, at) = (ballot.by, ballot.at);
    let tone = match ballot.choice {
        Choice::For | Choice::Agree => "for",
        Choice::Against | Choice::Object => "against",
        Choice::Abstain | Choice::Points(_) | Choice::Ranks(_) => "abstain",
    };
    let choice = saying::choice(&ballot.choice, method, options);
    let reason = (!ballot.reason.is_empty())
        .then(|| view! { <blockquote dir="auto">{ballot.reason.clone()}</blockquote> });
    view! {
        <li class="reason">
            {here.face(FaceSize::Usual, by)}
            <p>
                <b dir="auto">{move || here.name_you(by)}</b> " "
                <span class="say" data-choice=tone dir="auto">{choice}</span> " "
                <span class="meta">
                    {move || format::short_day(at, here.store.now().get())}
                </span>
            </p>
            {reason}
        </li>
    }
    .into_any()
}

/// What somebody signed here that does not stand.
pub fn faults(open: Open) -> AnyView {
    let here = open.here;
    let faults = open.slice(|view| Arc::new(view.faults.clone()));
    (move || {
        let faults = faults.get()?;
        if faults.is_empty() {
            return None;
        }
        let rows = faults
            .iter()
            .map(|fault| {
                let (by, at) = (fault.by, fault.at);
                let who = move || {
                    let when = format::moment(at, here.store.now().get());
                    words::motion::fault_by(&here.name_you(by), &when)
                };
                let why = words::fault::of_code(&fault.code);
                view! { <li><span class="what">{why}</span><p>{who}</p></li> }
            })
            .collect_view();
        let inside = view! { <ul class="entries rows" role="list">{rows}</ul> };
        Some(part("faults", words::motion::faults(), (), inside.into_any()))
    })
    .into_any()
}
