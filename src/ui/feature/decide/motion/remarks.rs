//! Questions and remarks under a motion, and where one is written. A draft is kept on this device
//! until the engine has it.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use crate::message::command::{Command, MotionAct, Writing};
use crate::message::model::RemarkView;
use crate::ui::feature::decide::motion::Open;
use crate::ui::feature::talk::composer::{kept, post_languages};
use crate::ui::feature::talk::post;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::submit;
use crate::ui::kit::face::FaceSize;
use crate::ui::kit::field::{choice, text_area_with};
use crate::ui::kit::fresh_id;
use crate::ui::kit::head::part;
use crate::ui::words;

/// The part of the page.
pub fn remarks(open: Open) -> AnyView {
    let here = open.here;
    let remarks = open.slice(|view| Arc::new(view.remarks.clone()));
    let rows = move || remarks.get().map(|all| all.to_vec()).unwrap_or_default();
    let nothing = move || {
        remarks.get().is_some_and(|all| all.is_empty()).then(|| {
            view! { <p class="meta">{words::motion::no_remarks()}</p> }
        })
    };
    let inside = view! {
        <div role="log" aria-relevant="additions" aria-label=words::motion::remarks()>
            <For
                each=rows
                key=|remark| remark.id
                children=move |remark| row(here, &remark)
            />
        </div>
        {nothing}
        {(!here.is_former).then(|| composer(open))}
    };
    part("remarks", words::motion::remarks(), (), inside.into_any())
}

fn row(here: Here, remark: &RemarkView) -> AnyView {
    let (by, at) = (remark.by, remark.at);
    let is_mine = here.me() == Some(by);
    let folded =
        (!is_mine).then(|| post::foreign(&here.my_languages(), &remark.language)).flatten();
    view! {
        <article class="post">
            {here.face(FaceSize::Usual, by)}
            <div class="body">
                <header class="by">
                    <b dir="auto">{move || here.name_you(by)}</b>
                    <span class="meta">
                        <time>{move || format::moment(at, here.store.now().get())}</time>
                    </span>
                </header>
                {post::body(&remark.body, remark.language.clone(), folded)}
            </div>
        </article>
    }
    .into_any()
}

fn composer(open: Open) -> AnyView {
    let (here, motion) = (open.here, open.id);
    let text = kept(here, &format!("remark-{motion}"));
    let (options, language) = post_languages(here);
    let (error, busy) = (RwSignal::new(String::new()), RwSignal::new(false));
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let body = text.get_untracked().trim().to_owned();
        if busy.get_untracked() || body.is_empty() {
            return;
        }
        error.set(String::new());
        busy.set(true);
        let act = MotionAct::Remark { body, language: language.get_untracked() };
        let command = Command::write(here.id, Writing::Motion { motion, act });
        here.store.ask(command, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    text.try_set(String::new());
                    here.store.say(words::motion::said());
                }
                Err(refusal) => {
                    error.try_set(words::refusal::refusal(&refusal));
                }
            }
        });
    };
    let language_id = fresh_id("remark-language");
    view! {
        <form class="stack-small after" on:submit=send novalidate>
            {text_area_with(words::motion::write_remark(), String::new(), text, error.into())}
            <div class="actions spread">
                <label class="visually-hidden" for=language_id.clone()>
                    {words::talk::language_of_post()}
                </label>
                {choice(language_id, options, language)}
                {submit(words::motion::send(), busy.into())}
            </div>
        </form>
    }
    .into_any()
}
