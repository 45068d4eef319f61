//! What a page came to: a draft of a motion, one that people decide on, a decision that adopted it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::id::{ChangeHash, PageId};
use crate::message::ViewKey;
use crate::message::command::{Command, PageAct, PageField};
use crate::message::model::{AdoptedView, DraftView, PageCard, PutView};
use crate::ui::feature::commons::page::Open;
use crate::ui::feature::commons::reader;
use crate::ui::feature::people::membership;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, link_button};
use crate::ui::kit::icon::pointing_icon;
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::route::Place;
use crate::ui::words;

/// Of a page, or of none that is known.
pub type Standing = Memo<(Option<DraftView>, Option<PutView>, Option<AdoptedView>)>;

/// Follows what the list knows of a page.
pub fn of(open: Open) -> Standing {
    let here = open.here;
    let pages = RwSignal::from(here.store.watch::<Arc<Vec<PageCard>>>(ViewKey::Pages(here.id)));
    Memo::new(move |_| {
        pages.with(|pages| {
            let card = pages.as_ref().and_then(|all| all.iter().find(|card| card.id == open.id));
            card.map(|card| (card.draft, card.put, card.adopted.clone())).unwrap_or_default()
        })
    })
}

/// Above the words: that it is a draft, or was adopted.
pub fn told(open: Open, standing: Standing) -> AnyView {
    let here = open.here;
    (move || {
        let (draft, _, adopted) = standing.get();
        let draft = draft.map(|_| {
            let to = here.to(Place::Decide);
            view! { <p class="meta"><a href=to>{words::commons::is_draft()}</a></p> }
        });
        let adopted = adopted.map(|adopted| untrack(|| told_adopted(open, adopted)));
        view! {
            {draft}
            {adopted}
        }
    })
    .into_any()
}

fn told_adopted(open: Open, adopted: AdoptedView) -> AnyView {
    let here = open.here;
    let to = here.to(Place::Motion(adopted.motion));
    let (tone, said) = match (adopted.wording.is_empty(), adopted.is_same) {
        (true, _) => (NoteTone::Info, None),
        (false, true) => (NoteTone::Good, Some(words::commons::adopted_as_is())),
        (false, false) => (NoteTone::Doubt, Some(words::commons::adopted_otherwise())),
    };
    let is_other = tone == NoteTone::Doubt;
    let text = is_other.then(|| {
        let title = open.field(PageField::Title);
        text_as_put(here, open.id, adopted.wording, title)
    });
    let inside = view! {
        <p>
            {words::commons::adopted_on(&format::full_day(adopted.at))} " "
            <a href=to dir="auto">{adopted.title}</a>
        </p>
        {said.map(|said| view! { <p>{said}</p> })}
        {text}
    };
    view! { <div class="stack-small">{note(tone, inside)}</div> }.into_any()
}

/// The text of a page as it was put to the voters; read once somebody opens it.
pub fn text_as_put(here: Here, page: PageId, at: Vec<ChangeHash>, title: String) -> AnyView {
    let was_opened = RwSignal::new(false);
    let open = move |_| {
        if !was_opened.get_untracked() {
            was_opened.set(true);
        }
    };
    let inside = move || {
        was_opened.get().then(|| untrack(|| reader::past(here, page, at.clone(), title.clone())))
    };
    view! {
        <details class="opens" on:toggle=open>
            <summary>{pointing_icon("right")} {words::commons::text_as_put()}</summary>
            {inside}
        </details>
    }
    .into_any()
}

/// Below the words: it is put to everybody, or seen where that was done, or laid aside.
pub fn ways_on(open: Open, standing: Standing) -> AnyView {
    let here = open.here;
    let has_words = Memo::new(move |_| {
        open.text.with(|text| text.as_ref().is_some_and(|text| !text.trim().is_empty()))
    });
    (move || {
        let (draft, motion, _) = standing.get();
        let is_open = motion.is_some_and(|put| put.is_open);
        let put = (has_words.get() && membership::may_vote(here) && !is_open).then(|| {
            let to = here.to(Place::PutPage(open.id));
            link_button(Weight::Plain, Some("decide"), words::commons::put_to_all(), to)
        });
        let see = motion.map(|put| {
            let label = match put.is_open {
                true => words::commons::is_put(),
                false => words::commons::was_put(),
            };
            link_button(Weight::Quiet, Some("decide"), label, here.to(Place::Motion(put.motion)))
        });
        let drop = draft.filter(|_| !here.is_former).map(|_| {
            button(Weight::Quiet, words::commons::drop_draft(), move || {
                let command = Command::page(here.id, open.id, PageAct::DropDraft);
                here.store.act(command, move |_| here.store.say(words::commons::dropped()));
            })
        });
        view! { <p class="actions page-end">{see} {put} {drop}</p> }
    })
    .into_any()
}

/// Of a page that was adopted, in the list: when, by which decision, and whether that is its text.
pub fn row(adopted: &AdoptedView) -> String {
    let day = format::full_day(adopted.at);
    if adopted.is_same || adopted.wording.is_empty() {
        words::commons::adopted_row(&day, &adopted.title)
    } else {
        words::commons::adopted_row_otherwise(&day, &adopted.title)
    }
}
