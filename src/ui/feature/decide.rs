//! Decide: what waits for the reader's vote, what is open, and what is settled.

use std::cmp::Reverse;
use std::sync::Arc;

use leptos::prelude::*;

use crate::clock::Timestamp;
use crate::id::{MotionId, PageId};
use crate::message::Letter;
use crate::message::ViewKey;
use crate::message::model::{DraftView, MotionCard, MotionState, MotionView, Motions, PageCard};
use crate::message::motion::BallotKind;
use crate::ordered;
use crate::ui::feature::commons;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, link_button};
use crate::ui::kit::empty::empty;
use crate::ui::kit::face::FaceSize;
use crate::ui::kit::icon::icon;
use crate::ui::route::Place;
use crate::ui::words;

pub mod motion;
pub mod put;
pub mod rules;
pub mod saying;

/// The motions of a community, as a signal for as long as the calling scope lives.
pub type MotionsNow = RwSignal<Option<Arc<Motions>>>;

/// Watches the motions.
pub fn motions_of(here: Here) -> MotionsNow {
    let letters = here.store.watch::<Letter<Motions>>(ViewKey::Motions(here.id));
    let now = RwSignal::new(None);
    Effect::new_sync(move |_| {
        if let Some(motions) = letters.with(|letter| letter.as_ref().and_then(Letter::open)) {
            now.set(Some(Arc::new(motions)));
        }
    });
    now
}

/// One motion; `None` where there is no such motion here.
pub type MotionNow = Option<Arc<MotionView>>;

/// Watches one motion.
pub fn motion_of(here: Here, motion: MotionId) -> RwSignal<Option<MotionNow>> {
    let letters = here.store.watch::<Option<Letter<MotionView>>>(ViewKey::Motion(here.id, motion));
    let now = RwSignal::new(None);
    Effect::new_sync(move |_| {
        let read = |letter: &Option<Letter<MotionView>>| {
            letter.as_ref().and_then(Letter::open).map(Arc::new)
        };
        if let Some(motion) = letters.with(|letter| letter.as_ref().map(read)) {
            now.set(Some(motion));
        }
    });
    now
}

/// The list as a place of its own.
pub fn decide(here: Here) -> AnyView {
    let motions = motions_of(here);
    view! {
        <main class="list" id="main">
            <div class="list-head">
                <h1 class="list-title">{words::common::decide()}</h1>
                {new_link(here)}
            </div>
            {groups(here, motions, Current::None)}
        </main>
        <aside class="detail" aria-label=words::common::beside_page()>
            {rules::parts(here, motions, words::rules::title())}
        </aside>
    }
    .into_any()
}

/// Which row of the list is on screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Current {
    None,
    Rules,
    Motion(MotionId),
}

/// The list beside a motion or the rules.
pub fn motion_list(here: Here, motions: MotionsNow, current: Current) -> AnyView {
    view! {
        <aside class="list" aria-label=words::decide::motions()>
            <div class="list-head">
                <p class="list-title">{words::common::decide()}</p>
                {new_link(here)}
            </div>
            {groups(here, motions, current)}
        </aside>
    }
    .into_any()
}

fn new_link(here: Here) -> Option<AnyView> {
    let label = words::common::new_motion();
    (!here.is_former).then(|| {
        view! {
            <a
                class="icon-button"
                href=here.to(Place::NewMotion(None))
                aria-label=label.clone()
                title=label
            >
                {icon("edit")}
            </a>
        }
        .into_any()
    })
}

/// The parts of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    NeedsMe,
    Open,
    Settled,
}

impl Group {
    fn of(card: &MotionCard) -> Self {
        match card.state {
            MotionState::Open if card.may_vote && card.my_choice.is_none() => Self::NeedsMe,
            MotionState::Open
            | MotionState::Incomplete
            | MotionState::Grace(_)
            | MotionState::Sealing(_) => Self::Open,
            MotionState::Void(_)
            | MotionState::Withdrawn
            | MotionState::Final { .. }
            | MotionState::Disputed => Self::Settled,
        }
    }

    fn label(self) -> String {
        match self {
            Self::NeedsMe => words::decide::needs_you(),
            Self::Open => words::decide::open(),
            Self::Settled => words::decide::settled(),
        }
    }

    /// What presses most comes first: objections, then what ends soonest; of what is settled, the
    /// newest.
    fn sort(self, cards: &mut [MotionCard]) {
        match self {
            Self::NeedsMe | Self::Open => {
                ordered::sort_by_key(cards, |card| (card.objections == 0, card.deadline, card.id));
            }
            Self::Settled => ordered::sort_by_key(cards, |card| (Reverse(card.deadline), card.id)),
        }
    }
}

fn groups(here: Here, motions: MotionsNow, current: Current) -> AnyView {
    let group = move |group: Group| {
        Memo::new(move |_| {
            let mut cards: Vec<MotionCard> = motions.with(|motions| {
                let all = motions.as_ref().map(|motions| motions.cards.as_slice());
                all.unwrap_or_default()
                    .iter()
                    .filter(|card| Group::of(card) == group)
                    .cloned()
                    .collect()
            });
            group.sort(&mut cards);
            cards
        })
    };
    let list = move |own: Group| {
        let cards = group(own);
        view! {
            <Show when=move || cards.with(|cards| !cards.is_empty())>
                <h2 class="list-group">{own.label()}</h2>
                <ul role="list">
                    <For
                        each=move || cards.get()
                        key=row_key
                        children=move |card| row(here, &card, current)
                    />
                </ul>
            </Show>
        }
    };
    let is_empty = Memo::new(move |_| {
        motions.with(|motions| motions.as_ref().map(|motions| motions.cards.is_empty()))
    });
    let waits_not = move || {
        let count = motions.with(|motions| {
            let cards = motions.as_ref().map(|motions| motions.cards.as_slice());
            cards.map(|cards| cards.iter().filter(|card| Group::of(card) == Group::NeedsMe).count())
        });
        (is_empty.get() == Some(false) && count == Some(0)).then(|| {
            view! {
                <h2 class="list-group">{words::decide::needs_you()}</h2>
                <p class="list-note">{words::decide::nothing_needs_you()}</p>
            }
        })
    };
    let drafts = drafts_of(here);
    let nothing = move || {
        let is_empty = is_empty.get() == Some(true) && drafts.with(Vec::is_empty);
        is_empty.then(|| {
            let begin = (!here.is_former).then(|| {
                link_button(
                    Weight::Plain,
                    Some("edit"),
                    words::common::new_motion(),
                    here.to(Place::NewMotion(None)),
                )
            });
            let (title, text) = (words::decide::empty_title(), words::decide::empty_text());
            view! { <div class="list-empty">{empty(title, text, begin.into_any())}</div> }
        })
    };
    view! {
        {nothing}
        {waits_not}
        {list(Group::NeedsMe)}
        {list(Group::Open)}
        {move || drafts_listed(here, drafts.get())}
        {list(Group::Settled)}
        {rules_row(here, current)}
    }
    .into_any()
}

/// A motion that is being written: its page, what that is called, who began it and when.
type Draft = (DraftView, PageId, String);

/// The newest first.
fn drafts_of(here: Here) -> Memo<Vec<Draft>> {
    let pages = RwSignal::from(here.store.watch::<Arc<Vec<PageCard>>>(ViewKey::Pages(here.id)));
    Memo::new(move |_| {
        pages.with(|pages| {
            let all = pages.as_ref().map(|pages| pages.as_slice()).unwrap_or_default();
            let draft =
                |card: &PageCard| Some((card.draft?, card.id, commons::title_of(&card.title)));
            let mut drafts: Vec<Draft> = all.iter().filter_map(draft).collect();
            ordered::sort_by_key(&mut drafts, |(draft, page, _)| (Reverse(draft.since), *page));
            drafts
        })
    })
}

fn drafts_listed(here: Here, drafts: Vec<Draft>) -> Option<AnyView> {
    if drafts.is_empty() {
        return None;
    }
    let row = |(DraftView { by, since }, page, title): Draft| {
        let second = move || words::decide::draft_by(&here.name_you(by));
        let end = move || format::short_day(since, here.store.now().get());
        let lead = here.face(FaceSize::Usual, by);
        line(here.to(Place::Page(page)), false, lead, title, second.into_any(), end.into_any())
    };
    let rows = drafts.into_iter().map(row).collect_view();
    Some(
        view! {
            <h2 class="list-group">{words::decide::drafts()}</h2>
            <ul role="list">{rows}</ul>
        }
        .into_any(),
    )
}

fn rules_row(here: Here, current: Current) -> AnyView {
    view! {
        <ul class="list-last" role="list">
            <li>
                <a
                    class="list-item"
                    href=here.to(Place::Rules)
                    aria-current=(current == Current::Rules).then_some("page")
                >
                    <span class="lead">{icon("scale")}</span>
                    <span class="line-1">{words::rules::title()}</span>
                    <span class="line-2">{words::rules::title_text()}</span>
                </a>
            </li>
        </ul>
    }
    .into_any()
}

/// What a row of the list shows; a change in it makes the row anew.
fn row_key(card: &MotionCard) -> String {
    format!("{card:?}")
}

fn row(here: Here, card: &MotionCard, current: Current) -> AnyView {
    let id = card.id;
    let title =
        if card.title.is_empty() { words::decide::on_its_way() } else { card.title.clone() };
    let lead = match card.proposer {
        Some(by) => here.face(FaceSize::Usual, by),
        None => icon("decide"),
    };
    let objections = (card.objections > 0 && matches!(card.method.ballot(), BallotKind::Stance))
        .then(|| view! { <b class="objects">{words::decide::objections(card.objections)}</b> });
    let (state, shown) = (saying::row_state(card), card.clone());
    let second = view! { {objections} <span>{state}</span> };
    let end = move || end(&shown, here.store.now().get());
    let is_current = current == Current::Motion(id);
    line(here.to(Place::Motion(id)), is_current, lead, title, second.into_any(), end.into_any())
}

/// A line of the list.
fn line(
    to: String,
    is_current: bool,
    lead: AnyView,
    title: String,
    second: AnyView,
    end: AnyView,
) -> AnyView {
    view! {
        <li>
            <a class="list-item" href=to aria-current=is_current.then_some("page")>
                <span class="lead">{lead}</span>
                <span class="line-1" dir="auto">{title}</span>
                <span class="line-2">{second}</span>
                <span class="end">{end}</span>
            </a>
        </li>
    }
    .into_any()
}

/// The time left, or the day on which it ended.
fn end(card: &MotionCard, now: Timestamp) -> String {
    match card.state {
        MotionState::Incomplete => String::new(),
        MotionState::Open => saying::left(card.deadline, now),
        MotionState::Grace(until) => saying::left(until, now),
        MotionState::Sealing(_) => words::decide::soon(),
        MotionState::Void(_)
        | MotionState::Withdrawn
        | MotionState::Final { .. }
        | MotionState::Disputed => format::short_day(card.deadline, now),
    }
}
