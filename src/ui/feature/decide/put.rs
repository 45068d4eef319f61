//! A motion in the making, or a new version of one: what is asked, what it does, how and how long.
//! What the rules would refuse is said beside the field before it is sent.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use crate::id::{MotionId, ThreadId};
use crate::message::ViewKey;
use crate::message::command::{Command, MotionAct, Outcome, Refusal, Writing};
use crate::message::model::{MotionView, ThreadCard};
use crate::platform::browser;
use crate::ui::feature::decide::motion_of;
use crate::ui::feature::decide::motions_of;
use crate::ui::feature::decide::put::fields::{Fields, Origin};
use crate::ui::feature::people::membership;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, link_button, submit};
use crate::ui::kit::empty::empty;
use crate::ui::kit::field::{Line, text_area, text_field};
use crate::ui::kit::head::part;
use crate::ui::kit::icon::{icon, pointing_icon};
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::route::Place;
use crate::ui::words;

mod begun;
mod deed;
mod effect;
pub mod fields;
mod judging;
pub mod money;
mod options;
mod rules;
mod template;
mod terms;
mod together;
mod trade;

/// The screen of a new motion.
pub fn new_motion(here: Here, origin: Origin) -> AnyView {
    let back = match &origin {
        Origin::Thread(thread) => here.to(Place::Thread(*thread)),
        Origin::Page(page) => here.to(Place::Page(*page)),
        Origin::New | Origin::Amend(..) | Origin::Again(..) => here.to(Place::Decide),
    };
    let origin = StoredValue::new(origin);
    let standing =
        Memo::new(move |_| here.members.with(Option::is_some).then(|| membership::may_vote(here)));
    let inside = move || match standing.get() {
        Some(true) => untrack(|| form(here, origin.get_value())),
        Some(false) => no_vote(here),
        None => ().into_any(),
    };
    page(words::put::title_new(), words::put::lede_new(), back, inside.into_any())
}

/// The screen of a new version.
pub fn amend(here: Here, motion: MotionId) -> AnyView {
    let (title, lede) = (words::put::title_amend(), words::put::lede_amend());
    from_motion(here, motion, (title, lede), Origin::Amend)
}

/// The screen of a motion that looks at a decision again.
pub fn again(here: Here, motion: MotionId) -> AnyView {
    let (title, lede) = (words::put::title_again(), words::put::lede_again());
    from_motion(here, motion, (title, lede), Origin::Again)
}

fn from_motion(
    here: Here,
    motion: MotionId,
    (title, lede): (String, String),
    origin: fn(MotionId, Arc<MotionView>) -> Origin,
) -> AnyView {
    let view = motion_of(here, motion);
    // What comes while the fields are filled in does not touch them.
    let is_known = Memo::new(move |_| view.with(|now| now.as_ref().map(Option::is_some)));
    let inside = move || match is_known.get() {
        Some(true) => untrack(|| {
            let now = view.get().flatten();
            now.map(|now| form(here, origin(motion, now))).into_any()
        }),
        Some(false) => {
            empty(words::decide::missing_title(), words::decide::missing_text(), ().into_any())
        }
        None => {
            view! { <p class="meta" role="status">{words::common::no_answer_yet()}</p> }.into_any()
        }
    };
    let back = here.to(Place::Motion(motion));
    page(title, lede, back, inside.into_any())
}

fn page(title: String, lede: String, back: String, inside: AnyView) -> AnyView {
    view! {
        <main class="detail" id="main">
            <a class="back back-always" href=back>
                {pointing_icon("left")} {words::decide::all_motions()}
            </a>
            <header class="page-title">
                <h1>{title}</h1>
                <p class="lede">{lede}</p>
            </header>
            {inside}
        </main>
    }
    .into_any()
}

fn no_vote(here: Here) -> AnyView {
    let back =
        link_button(Weight::Plain, None, words::decide::all_motions(), here.to(Place::Decide));
    // Whoever looks around, or is a member no longer, has none to wait for.
    if here.is_former {
        return empty(words::put::members_only_title(), words::put::members_only_text(), back);
    }
    empty(words::put::no_vote_title(), words::put::no_vote_text(), back)
}

fn form(here: Here, origin: Origin) -> AnyView {
    let motions = motions_of(here);
    // The rules come first: the fields begin with what they ask for.
    let is_known = Memo::new(move |_| motions.with(Option::is_some));
    let origin = StoredValue::new(origin);
    (move || {
        is_known.get().then(|| {
            untrack(|| {
                let constitution =
                    motions.with(|now| now.as_ref().map(|now| now.constitution.clone()))?;
                let fields = Fields::new(here, origin.get_value(), constitution);
                match origin.get_value() {
                    Origin::Thread(thread) => begin_from(here, thread, fields),
                    Origin::Page(page) => together::begin_with(fields, page),
                    Origin::New | Origin::Amend(..) | Origin::Again(..) => {}
                }
                Some(draw(fields))
            })
        })
    })
    .into_any()
}

/// A topic gives the question, and the text leads back to it.
fn begin_from(here: Here, thread: ThreadId, fields: Fields) {
    let threads = here.store.watch::<Arc<Vec<ThreadCard>>>(ViewKey::Threads(here.id));
    let threads = RwSignal::from(threads);
    let is_done = StoredValue::new(false);
    Effect::new(move |_| {
        let title = threads.with(|threads| {
            let card = threads.as_ref()?.iter().find(|card| card.id == thread)?;
            Some(card.title.clone())
        });
        let Some(title) = title.filter(|_| !is_done.get_value()) else { return };
        is_done.set_value(true);
        if fields.title.with_untracked(String::is_empty) {
            fields.title.set(title.clone());
        }
        if fields.text.with_untracked(String::is_empty) {
            // Brackets would end the words of the link.
            let words = words::put::from_topic(&title.replace(['[', ']'], ""));
            fields.text.set(format!("\n\n[{words}](topic:{thread})"));
        }
    });
}

fn draw(fields: Fields) -> AnyView {
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        send(fields);
    };
    let typed = move |_| {
        if fields.refused.with_untracked(|why| !why.is_empty()) {
            fields.refused.set(String::new());
        }
    };
    let refused = move || {
        fields.refused.with(|refused| !refused.is_empty()).then(|| {
            view! { <p class="field-error">{icon("warn")} {fields.refused.get()}</p> }
        })
    };
    // What is made ready elsewhere was begun there, and a new version began as a motion.
    let is_fresh = fields.is_new() && !fields.money.has_given();
    let asked = move || {
        let hint = fields.template.get().map(|template| words::put::such_as(&template.words().1));
        let hint = hint.unwrap_or_else(words::put::question_hint);
        untrack(|| {
            let error = fields.title_error.into();
            text_field(Line::Text, words::put::question(), hint, fields.title, error)
        })
    };
    let question = view! {
        <div class="stack-small">
            <p class="hint-line" role="status">{move || fields.filled.get()}</p>
            {asked}
            {text_area(words::put::text(), words::put::text_hint(), fields.text)}
            {is_fresh.then(|| together::offer(fields))}
        </div>
    };
    let label = match fields.is_amending() {
        true => words::put::send_amend(),
        false => words::put::send_new(),
    };
    view! {
        <form class="stack narrow put-form" on:submit=send on:input=typed novalidate>
            {is_fresh.then(|| template::templates(fields))}
            {question}
            {part("does", words::put::what_it_does(), (), effect::effect(fields))}
            {part("how", words::put::how(), (), terms::terms(fields))}
            <div class="stack-small">
                {note(NoteTone::Info, words::put::facts_stay())}
                <div role="alert" aria-live="assertive">{refused}</div>
                <p class="actions">{submit(label, fields.busy.into())}</p>
            </div>
        </form>
    }
    .into_any()
}

fn send(fields: Fields) {
    if fields.busy.get_untracked() {
        return;
    }
    fields.refused.set(String::new());
    fields.title_error.set(String::new());
    let draft = match untrack(|| fields.draft()) {
        Ok(draft) => Box::new(draft),
        Err(why) => {
            browser::bring_to_field(|label| words::names_field(&why, label));
            return fields.refused.set(why);
        }
    };
    fields.busy.set(true);
    let here = fields.here;
    let motion = fields.motion();
    let writing = match motion {
        Some(motion) => Writing::Motion { motion, act: MotionAct::Amend { draft } },
        None => Writing::OpenMotion { draft },
    };
    here.store.ask(Command::write(here.id, writing), move |answer| {
        fields.busy.try_set(false);
        match (answer, motion) {
            (Ok(_), Some(motion)) => {
                here.store.say(words::put::amended());
                here.go(Place::Motion(motion));
            }
            (Ok(outcome), None) => {
                fields.forget();
                here.store.say(words::put::opened());
                match outcome {
                    Outcome::Motion(motion) => here.go(Place::Motion(motion)),
                    Outcome::Nothing
                    | Outcome::Community(_)
                    | Outcome::Link(_)
                    | Outcome::Thread(_)
                    | Outcome::Page(_)
                    | Outcome::Picture(_)
                    | Outcome::File(_)
                    | Outcome::Backup { .. } => here.go(Place::Decide),
                }
            }
            (Err(refusal), _) => told(fields, &refusal),
        }
    });
}

/// What concerns the title stands at the title, anything else at the end of the form.
fn told(fields: Fields, refusal: &Refusal) {
    use crate::message::command::Field;
    let words = words::refusal::refusal(refusal);
    let is_title = matches!(
        refusal,
        Refusal::Empty { field: Field::MotionTitle }
            | Refusal::TooLong { field: Field::MotionTitle, .. }
    );
    let place = if is_title { fields.title_error } else { fields.refused };
    place.try_set(words);
}
