//! One motion: the question, the reader's vote, what was said, what it does, how it became final.

use std::sync::Arc;

use leptos::prelude::*;

use crate::id::MotionId;
use crate::message::model::{MotionState, MotionView};
use crate::message::motion::MotionEffect;
use crate::ui::feature::commons::reader;
use crate::ui::feature::decide::{Current, motion_list, motions_of, saying};
use crate::ui::feature::decide::{MotionNow, motion_of};
use crate::ui::here::Here;
use crate::ui::kit::empty::empty;
use crate::ui::kit::icon::pointing_icon;
use crate::ui::route::Place;
use crate::ui::words;

mod aside;
mod ballot;
mod count;
mod does;
mod options;
mod outcome;
mod ranking;
mod remarks;
mod review;
mod said;

/// A motion on screen, with what its parts need.
#[derive(Clone, Copy)]
pub struct Open {
    pub here: Here,
    pub id: MotionId,
    view: RwSignal<Option<MotionNow>>,
}

impl Open {
    /// Reads the motion, and follows what is read.
    pub fn read<T>(self, read: impl FnOnce(&MotionView) -> T) -> Option<T> {
        self.view.with(|now| now.as_ref()?.as_ref().map(|view| read(view)))
    }

    /// A slice of the motion that a part shows; the part is drawn anew only when that changes.
    pub fn slice<T: PartialEq + Send + Sync + 'static>(
        self,
        read: impl Fn(&MotionView) -> T + Send + Sync + 'static,
    ) -> Memo<Option<T>> {
        Memo::new(move |_| self.read(&read))
    }

    /// Its state now.
    pub fn state(self) -> Memo<Option<MotionState>> {
        self.slice(|view| view.card.state)
    }
}

/// Whether the result stands for good.
pub fn is_settled(state: MotionState) -> bool {
    match state {
        MotionState::Void(_)
        | MotionState::Withdrawn
        | MotionState::Final { .. }
        | MotionState::Disputed => true,
        MotionState::Incomplete
        | MotionState::Open
        | MotionState::Grace(_)
        | MotionState::Sealing(_) => false,
    }
}

/// How much of a motion is on this device.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Presence {
    Asked,
    Missing,
    Here,
}

/// The screen.
pub fn motion(here: Here, id: MotionId) -> AnyView {
    let motions = motions_of(here);
    let view = motion_of(here, id);
    let open = Open { here, id, view };
    let presence = Memo::new(move |_| {
        view.with(|now| match now {
            None => Presence::Asked,
            Some(None) => Presence::Missing,
            Some(Some(view)) if view.card.state == MotionState::Incomplete => Presence::Missing,
            Some(Some(_)) => Presence::Here,
        })
    });
    let inside = move || match presence.get() {
        Presence::Asked => ().into_any(),
        Presence::Missing => missing(),
        Presence::Here => untrack(|| known(open)),
    };
    let beside = move || (presence.get() == Presence::Here).then(|| untrack(|| aside::aside(open)));
    view! {
        {motion_list(here, motions, Current::Motion(id))}
        <main class="detail" id="main">
            <a class="back" href=here.to(Place::Decide)>
                {pointing_icon("left")} {words::decide::all_motions()}
            </a>
            {inside}
        </main>
        <aside class="context" aria-label=words::common::beside_page()>{beside}</aside>
    }
    .into_any()
}

fn missing() -> AnyView {
    view! {
        <h1 class="visually-hidden">{words::decide::missing_title()}</h1>
        {empty(words::decide::missing_title(), words::decide::missing_text(), ().into_any())}
    }
    .into_any()
}

fn known(open: Open) -> AnyView {
    view! {
        {title(open)}
        {outcome::outcome(open)}
        {review::while_open(open)}
        <div class="stack">
            {text(open)}
            {ballot::ballot(open)}
            {said::missing(open)}
            {count::count(open)}
            {said::said(open)}
            {does::does(open)}
            {remarks::remarks(open)}
            {outcome::steps(open)}
            {earlier(open)}
            {said::faults(open)}
        </div>
    }
    .into_any()
}

fn title(open: Open) -> AnyView {
    let here = open.here;
    let title = open.slice(|view| view.card.title.clone());
    let asked = open.slice(|view| {
        let card = &view.card;
        (card.proposer, card.method, view.quorum_electors, card.electors, view.earlier.len())
    });
    let kicker = move || {
        let (proposer, method, needed, electors, rounds) = asked.get()?;
        let name = proposer.map_or_else(words::common::somebody, |by| here.name_you(by));
        let mut said = words::motion::kicker(&name, &saying::method(method), needed, electors);
        if rounds > 0 {
            let rounds = words::motion::round(u32::try_from(rounds).unwrap_or(u32::MAX));
            said = words::decide::two_facts(&said, &rounds);
        }
        Some(said)
    };
    let effect = open.slice(|view| (view.card.effect.clone(), is_settled(view.card.state)));
    let pages = does::page_titles(here);
    let lede = move || {
        let (effect, is_settled) = effect.get()?;
        if effect == MotionEffect::Statement || is_settled {
            return None;
        }
        let said = saying::effect(here, &effect, |page| does::title_of(pages, page));
        Some(view! { <p class="lede">{words::motion::if_passes(&said)}</p> })
    };
    let page = open.slice(|view| view.page);
    let written_on = move || {
        let page = page.get()??;
        let (title, to) = (does::title_of(pages, page)?, here.to(Place::Page(page)));
        Some(view! {
            <p class="meta">{words::motion::written_on()} " " <a href=to dir="auto">{title}</a></p>
        })
    };
    view! {
        <header class="page-title">
            <p class="kicker">{kicker}</p>
            <h1 class="question" dir="auto">{move || title.get()}</h1>
            {lede}
            {review::looks_again(open)}
            {written_on}
        </header>
    }
    .into_any()
}

fn text(open: Open) -> AnyView {
    let text = open.slice(|view| (view.text.clone(), view.card.title.clone()));
    (move || {
        let (text, title) = text.get()?;
        if text.trim().is_empty() {
            return None;
        }
        let inside = untrack(|| reader::text(open.here, &text, &title));
        Some(view! { <article class="reading motion-text" dir="auto">{inside}</article> })
    })
    .into_any()
}

fn earlier(open: Open) -> AnyView {
    let versions = open.slice(|view| Arc::new(view.earlier.clone()));
    let here = open.here;
    (move || {
        let versions = versions.get()?;
        if versions.is_empty() {
            return None;
        }
        let rows = versions
            .iter()
            .rev()
            .map(|version| {
                let (title, at) = (version.title.clone(), version.at);
                let when = move || crate::ui::format::moment(at, here.store.now().get());
                let text = untrack(|| reader::text(here, &version.text, &version.title));
                view! {
                    <details class="opens">
                        <summary>
                            {pointing_icon("right")}
                            <span dir="auto">
                                {move || words::motion::earlier_at(&when(), &title)}
                            </span>
                        </summary>
                        <article class="reading past" dir="auto">{text}</article>
                    </details>
                }
            })
            .collect_view();
        Some(crate::ui::kit::head::part("earlier", words::motion::earlier(), (), rows.into_any()))
    })
    .into_any()
}
