//! What a venture builds on: pages of the commons, which belong to everybody.

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;

use super::of_venture;
use crate::id::{CommandId, PageId};
use crate::message::ViewKey;
use crate::message::economy::EconomyAct;
use crate::message::model::PageCard;
use crate::ordered;
use crate::ui::feature::commons::title_of;
use crate::ui::feature::economy::{DeskNow, Sending};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::field::choice_field;
use crate::ui::kit::head::part;
use crate::ui::route::Place;
use crate::ui::words;

type Pages = RwSignal<Option<Arc<Vec<PageCard>>>>;

/// The part of the page.
pub fn cites(here: Here, now: DeskNow, venture: CommandId) -> AnyView {
    let cites = of_venture(now, |view| view.cites.clone());
    let pages: Pages = here.store.watch::<Arc<Vec<PageCard>>>(ViewKey::Pages(here.id)).into();
    let handle = DialogHandle::new();
    let row = move |(page, on): &(PageId, crate::clock::Date)| {
        let (page, to) = (*page, here.to(Place::Page(*page)));
        let title = move || {
            pages.with(|pages| {
                let card = pages.as_ref()?.iter().find(|card| card.id == page)?;
                Some(title_of(&card.title))
            })
        };
        view! {
            <li>
                <a href=to>{move || title().unwrap_or_else(words::decide::a_page)}</a>
                ", " {words::venture::as_it_stood(&format::calendar_full(*on))}
            </li>
        }
    };
    let list = move || {
        let cites = cites.get()?;
        Some(if cites.is_empty() {
            view! { <p class="meta">{words::venture::cites_none()}</p> }.into_any()
        } else {
            let rows = cites.iter().map(row).collect_view();
            view! { <ul class="rows told" role="list">{rows}</ul> }.into_any()
        })
    };
    let add = (!here.is_former).then(|| {
        view! {
            <p class="actions after">
                {button(Weight::Plain, words::venture::cite(), move || handle.open())}
            </p>
        }
    });
    let inside = view! {
        {list} {add}
        {dialog(handle, words::venture::cite(), move || form(here, venture, pages, handle))}
    };
    part("cites", words::venture::from_commons(), (), inside.into_any())
}

fn form(here: Here, venture: CommandId, pages: Pages, own: DialogHandle) -> AnyView {
    let (page, sending) = (RwSignal::new(String::new()), Sending::new());
    let mut options: Vec<(String, String)> = pages.with_untracked(|pages| {
        let named = |card: &PageCard| (card.id.to_string(), title_of(&card.title));
        pages.as_ref().map(|pages| pages.iter().map(named).collect()).unwrap_or_default()
    });
    ordered::sort_by(&mut options, |a, b| format::by_name(&a.1, &b.1));
    options.insert(0, (String::new(), words::put::choose_one()));
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let page = page.with_untracked(|page| page.parse::<PageId>());
        let act = page
            .map(|page| EconomyAct::CitePage { venture, page, date: here.today() })
            .map_err(|_| words::motion::choose_first());
        sending.send(here, act, move |_| own.close());
    };
    view! {
        <form class="stack-small" on:submit=send novalidate>
            <p class="meta">{words::venture::cite_text()}</p>
            {choice_field(words::put::which_page(), options, page)}
            {sending.foot(words::venture::cite(), move || own.close())}
        </form>
    }
    .into_any()
}
