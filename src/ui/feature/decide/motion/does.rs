//! What a motion does when it passes: a sentence, and where that leads.

use std::sync::Arc;

use leptos::prelude::*;

use crate::id::PageId;
use crate::message::ViewKey;
use crate::message::model::{MotionState, PageCard};
use crate::message::motion::MotionEffect;
use crate::ui::feature::commons::{self, standing};
use crate::ui::feature::decide::motion::Open;
use crate::ui::feature::decide::{rules, saying};
use crate::ui::feature::economy;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, link_button};
use crate::ui::kit::head::part;
use crate::ui::route::Place;
use crate::ui::words;

/// The pages of the commons, for their titles.
pub type Pages = RwSignal<Option<Arc<Vec<PageCard>>>>;

/// Watches the pages.
pub fn page_titles(here: Here) -> Pages {
    RwSignal::from(here.store.watch::<Arc<Vec<PageCard>>>(ViewKey::Pages(here.id)))
}

/// A page's title, if it is known here.
pub fn title_of(pages: Pages, page: PageId) -> Option<String> {
    pages.with(|pages| {
        let card = pages.as_ref()?.iter().find(|card| card.id == page)?;
        Some(commons::title_of(&card.title))
    })
}

/// The part of the page.
pub fn does(open: Open) -> AnyView {
    let here = open.here;
    let pages = page_titles(here);
    let shown = open.slice(|view| {
        let card = &view.card;
        (card.effect.clone(), card.electors, title(card.state), view.wording.clone())
    });
    (move || {
        let (effect, electors, title, wording) = shown.get()?;
        let text = effect.adopts().filter(|_| !wording.is_empty()).map(|page| {
            let title = untrack(|| title_of(pages, page)).unwrap_or_default();
            standing::text_as_put(here, page, wording, title)
        });
        let said = saying::effect(here, &effect, |page| title_of(pages, page));
        let inside = view! {
            <div class="stack-small">
                <p class="lede">{said}</p>
                {text}
                {more(here, &effect, electors)}
            </div>
        };
        Some(part("does", title, (), inside.into_any()))
    })
    .into_any()
}

fn title(state: MotionState) -> String {
    match state {
        MotionState::Final { passed: true } => words::motion::what_it_did(),
        MotionState::Final { passed: false }
        | MotionState::Void(_)
        | MotionState::Withdrawn
        | MotionState::Disputed => words::motion::what_it_would(),
        MotionState::Incomplete
        | MotionState::Open
        | MotionState::Grace(_)
        | MotionState::Sealing(_) => words::motion::what_it_does(),
    }
}

fn more(here: Here, effect: &MotionEffect, electors: u32) -> AnyView {
    match effect {
        MotionEffect::Statement => ().into_any(),
        MotionEffect::AdoptPage { page } => {
            let to = here.to(Place::Page(*page));
            let link = link_button(Weight::Plain, Some("file"), words::motion::see_page(), to);
            view! { <p class="actions">{link}</p> }.into_any()
        }
        MotionEffect::AdmitMember { member, .. }
        | MotionEffect::GiveRole { member, .. }
        | MotionEffect::EndRole { member, .. }
        | MotionEffect::ConfirmMember { member }
        | MotionEffect::RemoveMember { member } => {
            let label = words::motion::see_person(&here.name(*member));
            let to = here.to(Place::Person(*member));
            let link = link_button(Weight::Plain, Some("people"), label, to);
            view! { <p class="actions">{link}</p> }.into_any()
        }
        MotionEffect::SetRules { rules } => rules::rules_told(rules, Some(electors)),
        MotionEffect::Money { effect } => economy::does::more(here, effect),
    }
}
