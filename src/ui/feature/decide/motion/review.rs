//! A decision that is looked at again: its day, what a voter can do then, and what came of it.

use leptos::prelude::*;

use crate::message::command::{Command, MemberAct};
use crate::message::model::{MotionState, ReviewStage, ReviewView};
use crate::ui::feature::decide::motion::Open;
use crate::ui::feature::people::membership;
use crate::ui::format;
use crate::ui::kit::button::{Weight, button, link_button};
use crate::ui::kit::icon::icon;
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::route::Place;
use crate::ui::words;

/// The day, while nothing is decided yet.
pub fn while_open(open: Open) -> AnyView {
    let state = open.state();
    let is_decided = Memo::new(move |_| matches!(state.get(), Some(MotionState::Final { .. })));
    (move || (!is_decided.get()).then(|| untrack(|| review(open)))).into_any()
}

/// What stands in the outcome.
pub fn review(open: Open) -> AnyView {
    let told = open.slice(|view| view.review.clone());
    (move || {
        let ReviewView { on, stage } = told.get()??;
        let day = format::calendar_full(on);
        Some(untrack(|| match stage {
            ReviewStage::ToCome => line("clock", words::motion::review_to_come(&day)),
            ReviewStage::Due => due(open, &day),
            ReviewStage::Upheld { by, at } => {
                let name = open.here.name_you(by);
                line("check", words::motion::review_upheld(&name, &format::full_day(at)))
            }
            ReviewStage::PutAgain { motion, title } => {
                let to = open.here.to(Place::Motion(motion));
                let said = words::motion::review_put_again();
                view! {
                    <p class="meta with-icon">
                        {icon("decide")} <span>{said} " " <a href=to dir="auto">{title}</a></span>
                    </p>
                }
                .into_any()
            }
        }))
    })
    .into_any()
}

fn line(name: &'static str, said: String) -> AnyView {
    view! { <p class="meta with-icon">{icon(name)} <span>{said}</span></p> }.into_any()
}

fn due(open: Open, day: &str) -> AnyView {
    let here = open.here;
    let motion = open.id;
    let busy = RwSignal::new(false);
    let press = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let command = Command::of(here.id, MemberAct::UpholdDecision { motion });
        here.store.ask(command, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(_) => here.store.say(words::motion::review_said()),
                Err(refusal) => here.store.say_refusal(&refusal),
            }
        });
    };
    let may_vote = Memo::new(move |_| membership::may_vote(here));
    let actions = move || {
        may_vote.get().then(|| {
            let again = here.to(Place::PutAgain(motion));
            view! {
                <p class="actions after">
                    {button(Weight::Primary, words::motion::review_stands(), press)}
                    {link_button(Weight::Plain, Some("edit"), words::motion::review_again(), again)}
                </p>
            }
        })
    };
    let inside = view! {
        <p><strong>{words::motion::review_due(day)}</strong></p>
        <p>{words::motion::review_due_text()}</p>
        {actions}
    };
    view! { <div class="motion-state">{note(NoteTone::Info, inside)}</div> }.into_any()
}

/// The decision that this motion looks at again.
pub fn looks_again(open: Open) -> AnyView {
    let told = open.slice(|view| view.looks_again.clone());
    (move || {
        let (motion, title) = told.get()??;
        let title = if title.is_empty() { words::decide::on_its_way() } else { title };
        let to = open.here.to(Place::Motion(motion));
        Some(view! {
            <p class="meta">
                {words::motion::looks_again()} " " <a href=to dir="auto">{title}</a>
            </p>
        })
    })
    .into_any()
}
