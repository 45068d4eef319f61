//! How far a motion has come: the time that is left, the wait, the signing, and what came of it.

use leptos::prelude::*;

use crate::clock::{HOUR_MS, MINUTE_MS, Timestamp};
use crate::message::model::{MotionState, Sealing};
use crate::message::motion::{Count, Method, MotionEffect};
use crate::ui::feature::decide::motion::{Open, does, review};
use crate::ui::feature::decide::saying;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, link_button};
use crate::ui::kit::head::part;
use crate::ui::kit::icon::icon;
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::kit::ring::{RingTone, ring};
use crate::ui::route::Place;
use crate::ui::words;

/// What stands under the title.
pub fn outcome(open: Open) -> AnyView {
    let state = open.state();
    (move || {
        let state = state.get()?;
        Some(untrack(|| match state {
            MotionState::Incomplete => plain(
                NoteTone::Doubt,
                words::motion::incomplete_title(),
                words::motion::incomplete_text(),
            ),
            MotionState::Void(fault) => {
                let why = words::fault::fault(fault);
                let text = format!("{why} {}", words::motion::void_text());
                plain(NoteTone::NeedsYou, words::motion::void_title(), text)
            }
            MotionState::Open => countdown(open),
            MotionState::Grace(until) => grace(open.here, until),
            MotionState::Sealing(sealing) => signing(sealing),
            MotionState::Withdrawn => withdrawn(open),
            MotionState::Final { passed } => decided(open, passed),
            MotionState::Disputed => disputed(open),
        }))
    })
    .into_any()
}

fn plain(tone: NoteTone, title: String, text: String) -> AnyView {
    let inside = view! { <p><strong>{title}</strong></p> <p>{text}</p> };
    view! { <div class="motion-state">{note(tone, inside)}</div> }.into_any()
}

fn countdown(open: Open) -> AnyView {
    let here = open.here;
    let time = open.slice(|view| (view.card.deadline, view.card.may_vote));
    let left = move || {
        let (deadline, _) = time.get()?;
        Some(match deadline.since_ms(here.store.now().get()) {
            ..MINUTE_MS => words::motion::ends_now(),
            ms => words::motion::time_left(&format::span(ms)),
        })
    };
    let until = move || {
        let (deadline, may_vote) = time.get()?;
        let moment = format::moment(deadline, here.store.now().get());
        let place = here.own_place();
        Some(if may_vote && !here.is_former {
            words::motion::until(&moment, &place)
        } else {
            words::motion::until_reader(&moment, &place)
        })
    };
    view! {
        <p class="countdown">
            <span class="big">{left}</span>
            <span class="meta">{until}</span>
        </p>
    }
    .into_any()
}

fn grace(here: Here, until: Timestamp) -> AnyView {
    let inside = view! {
        <p><strong>{words::motion::grace_title()}</strong></p>
        <p>{move || words::motion::grace_text(&format::moment(until, here.store.now().get()))}</p>
    };
    view! { <div class="motion-state">{note(NoteTone::Doubt, inside)}</div> }.into_any()
}

fn signing(sealing: Sealing) -> AnyView {
    let text = if sealing.accepted > 0 {
        words::motion::sealing_text(sealing.accepted, sealing.needed)
    } else if sealing.promised >= sealing.needed {
        words::motion::sealing_wait()
    } else {
        words::motion::sealing_start(sealing.promised, sealing.needed)
    };
    let label = words::motion::ring(sealing.accepted, sealing.needed);
    view! {
        <section class="outcome" data-variant="doubt" aria-labelledby="outcome">
            <div class="outcome-text" role="status">
                <h2 id="outcome">{icon("clock")} {words::motion::sealing_title()}</h2>
                <p>{text}</p>
                <p class="meta">{words::motion::provisional()}</p>
            </div>
            {ring(
                RingTone::Doubt,
                (sealing.accepted, sealing.needed),
                label,
                words::motion::have_signed(),
            )}
        </section>
    }
    .into_any()
}

fn withdrawn(open: Open) -> AnyView {
    let proposer = open.read(|view| view.card.proposer).flatten();
    let name = proposer.map_or_else(words::common::somebody, |by| open.here.name(by));
    plain(NoteTone::Info, words::motion::withdrawn_title(), words::motion::withdrawn_text(&name))
}

fn disputed(open: Open) -> AnyView {
    let here = open.here;
    let again = (!here.is_former).then(|| {
        link_button(
            Weight::Plain,
            Some("edit"),
            words::motion::put_again(),
            here.to(Place::PutAgain(open.id)),
        )
    });
    let inside = view! {
        <p><strong>{words::motion::disputed_title()}</strong></p>
        <p>{words::motion::disputed_text()}</p>
        <p class="actions after">{again}</p>
    };
    view! { <div class="motion-state">{note(NoteTone::NeedsYou, inside)}</div> }.into_any()
}

/// What it does, in a sentence that leads to where that stands with its links.
fn done(open: Open) -> AnyView {
    let here = open.here;
    let effect = open.slice(|view| view.card.effect.clone());
    let pages = does::page_titles(here);
    (move || {
        let effect = effect.get().filter(|effect| *effect != MotionEffect::Statement)?;
        let said = saying::effect(here, &effect, |page| does::title_of(pages, page));
        Some(view! { <p>{icon("check")} " " <b dir="auto">{said}</b></p> })
    })
    .into_any()
}

fn decided(open: Open, passed: bool) -> AnyView {
    let here = open.here;
    let told = open.slice(move |view| {
        let card = &view.card;
        let title = headline(card.method, passed, view.tally.as_ref(), &view.options);
        let cast = view.tally.as_ref().map_or(card.cast, |tally| tally.cast);
        (title, cast, card.electors, view.finished)
    });
    (move || {
        let (title, cast, electors, finished) = told.get()?;
        let since = move || {
            finished
                .map(|at| words::motion::final_since(&format::moment(at, here.store.now().get())))
        };
        let (name, tone) = if passed { ("seal", RingTone::Good) } else { ("x", RingTone::Plain) };
        Some(view! {
            <section
                class="outcome"
                data-variant=(!passed).then_some("failed")
                aria-labelledby="outcome"
            >
                <div class="outcome-text">
                    <h2 id="outcome" dir="auto">{icon(name)} <span>{title}</span></h2>
                    {passed.then(|| untrack(|| done(open)))}
                    <p><b>{words::motion::it_is_final()}</b> " " {words::motion::final_text()}</p>
                    {review::review(open)}
                    <p class="meta">{since} " " {words::motion::late_votes()}</p>
                </div>
                {ring(
                    tone,
                    (cast, electors),
                    words::motion::ring(cast, electors),
                    words::motion::took_part(),
                )}
            </section>
        })
    })
    .into_any()
}

fn headline(
    method: Method,
    passed: bool,
    tally: Option<&crate::message::motion::Tally>,
    options: &[String],
) -> String {
    if method.is_choice() {
        let first = tally.and_then(|tally| tally.order.first());
        let first = first.and_then(|first| options.get(usize::try_from(*first).ok()?));
        return match first.filter(|_| passed) {
            Some(option) => words::motion::chosen_is(option),
            None => words::motion::nothing_was_chosen(),
        };
    }
    match tally.map(|tally| &tally.count) {
        Some(Count::Votes { favour, against, .. }) if passed => {
            words::motion::passed_by(*favour, *against)
        }
        Some(Count::Votes { favour, against, .. }) => words::motion::failed_by(*favour, *against),
        Some(Count::Stances { .. } | Count::Points { .. } | Count::Pairs { .. }) | None => {
            if passed { words::motion::passed() } else { words::motion::failed() }
        }
    }
}

/// What happened when, from opening to the last signature.
pub fn steps(open: Open) -> AnyView {
    let here = open.here;
    let told = open.slice(|view| {
        let card = &view.card;
        let sealed_from = card.deadline.plus_ms(u64::from(view.grace_hours) * HOUR_MS);
        (card.state, card.opened, card.deadline, sealed_from, card.electors, view.finished)
    });
    (move || {
        let (state, opened, deadline, sealed_from, electors, finished) = told.get()?;
        let (is_over, is_waited) = match state {
            MotionState::Grace(_) => (true, false),
            MotionState::Sealing(_) | MotionState::Final { .. } | MotionState::Disputed => {
                (true, true)
            }
            MotionState::Open
            | MotionState::Incomplete
            | MotionState::Void(_)
            | MotionState::Withdrawn => return None,
        };
        let step = move |name: &'static str, is_done: bool, text: String, at: Option<Timestamp>| {
            let when = move || at.map(|at| format::moment(at, here.store.now().get()));
            view! {
                <li data-done=is_done.then_some("")>
                    {icon(name)}
                    <div><p><b>{text}</b></p> <p class="when">{when}</p></div>
                </li>
            }
        };
        let last = match finished {
            Some(at) => step("seal", true, words::motion::step_final(), Some(at)),
            None => step("seal", false, words::motion::step_next_final(), None),
        };
        let rows = view! {
            <ol class="steps" role="list">
                {step("check", true, words::motion::step_opened(electors), Some(opened))}
                {step("clock", is_over, words::motion::step_over(), Some(deadline))}
                {step("sync", is_waited, words::motion::step_wait(), Some(sealed_from))}
                {last}
            </ol>
        };
        let aside = words::motion::times_are(&here.own_place());
        Some(part("steps", words::motion::steps(), aside, rows.into_any()))
    })
    .into_any()
}
