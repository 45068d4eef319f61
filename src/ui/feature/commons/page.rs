//! One page: read it, write it together, see how it came about.

use leptos::prelude::*;

use crate::id::PageId;
use crate::message::ViewKey;
use crate::message::command::PageField;
use crate::message::model::PageFieldView;
use crate::ui::feature::commons::{editor, fields, history, page_list, reader, standing, title_of};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::delivery::dial;
use crate::ui::kit::empty::empty;
use crate::ui::kit::face::FaceSize;
use crate::ui::kit::field::segments;
use crate::ui::kit::icon::pointing_icon;
use crate::ui::route::Place;
use crate::ui::store::page::PageLive;
use crate::ui::words;

/// How a page is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Read,
    Write,
    Both,
    History,
}

/// A page on screen, with what its parts need.
#[derive(Clone, Copy)]
pub struct Open {
    pub here: Here,
    pub id: PageId,
    pub live: StoredValue<PageLive>,
    pub text: RwSignal<Option<String>>,
    pub fields: RwSignal<Vec<PageFieldView>>,
    pub mode: RwSignal<Mode>,
}

impl Open {
    /// The value of a field that all replicas show.
    pub fn field(self, field: PageField) -> String {
        self.fields.with(|fields| {
            let found = fields.iter().find(|view| view.field == field);
            found
                .and_then(|view| view.values.first())
                .map(|value| value.value.clone())
                .unwrap_or_default()
        })
    }
}

/// The screen.
pub fn page(here: Here, id: PageId) -> AnyView {
    let slot = here.store.watch::<PageLive>(ViewKey::Page(here.id, id));
    let context = slot.clone();
    let inside = move || match slot.get() {
        Some(live) => untrack(|| present(opened(here, id, live))),
        None => ().into_any(),
    };
    let beside = move || context.get().map(|live| untrack(|| beside(opened(here, id, live))));
    view! {
        {page_list(here, id)}
        <main class="detail" id="main">
            <a class="back" href=here.to(Place::Commons)>
                {pointing_icon("left")} {words::commons::all_pages()}
            </a>
            {inside}
        </main>
        <aside class="context" aria-label=words::common::beside_page()>{beside}</aside>
    }
    .into_any()
}

fn opened(here: Here, id: PageId, live: PageLive) -> Open {
    Open {
        here,
        id,
        text: RwSignal::from(live.text.clone()),
        fields: RwSignal::from(live.fields.clone()),
        live: StoredValue::new(live),
        mode: RwSignal::new(Mode::Read),
    }
}

fn present(open: Open) -> AnyView {
    let is_there = Memo::new(move |_| open.text.with(Option::is_some));
    (move || match is_there.get() {
        true => untrack(|| known(open)),
        false => missing(),
    })
    .into_any()
}

fn missing() -> AnyView {
    view! {
        <h1 class="visually-hidden">{words::commons::missing_title()}</h1>
        {empty(words::commons::missing_title(), words::commons::missing_text(), ().into_any())}
    }
    .into_any()
}

fn known(open: Open) -> AnyView {
    let here = open.here;
    let is_empty = open.text.with_untracked(|text| text.as_deref() == Some(""));
    if is_empty && !here.is_former {
        open.mode.set(Mode::Write);
    }
    let title = Memo::new(move |_| title_of(&open.field(PageField::Title)));
    let standing = standing::of(open);
    let about = RwSignal::from(open.live.with_value(|live| live.about.clone()));
    let authors = Memo::new(move |_| {
        about.with(|about| about.as_ref().map(|about| about.authors.clone()).unwrap_or_default())
    });
    let delivery = move || about.with(|about| about.as_ref().map(|about| about.delivery.clone()));
    let dial = move || {
        delivery().map(|now| dial(move || here.dial_of(&delivery().unwrap_or(now.clone()))))
    };
    let mut modes = vec![
        (Mode::Read, words::commons::read()),
        (Mode::Write, words::commons::write()),
        (Mode::Both, words::commons::write_and_read()),
        (Mode::History, words::commons::history()),
    ];
    if here.is_former {
        modes.retain(|(mode, _)| matches!(mode, Mode::Read | Mode::History));
    }
    let body = move || {
        let mode = open.mode.get();
        untrack(move || body(open, mode))
    };
    view! {
        <header class="page-title">
            <h1 dir="auto">{move || title.get()}</h1>
            <div class="meta-row">
                <span>{move || written_by(here, &authors.get())}</span>
                {dial}
            </div>
        </header>
        {standing::told(open, standing)}
        {(!here.is_former).then(|| fields::conflicts(open))}
        <div class="toolbar">
            {segments(words::commons::show(), modes, open.mode)}
            {(!here.is_former).then(|| editor::picture_button(open))}
        </div>
        {body}
        {credit(open)}
        {standing::ways_on(open, standing)}
    }
    .into_any()
}

fn written_by(here: Here, authors: &[crate::id::MemberId]) -> String {
    if authors.is_empty() {
        String::new()
    } else {
        words::commons::written_by(&here.names(authors))
    }
}

fn body(open: Open, mode: Mode) -> AnyView {
    match mode {
        Mode::Read => reading(open),
        Mode::Write => view! { {editor::editor(open)} {fields::fields(open)} }.into_any(),
        Mode::Both => view! {
            <div class="side-by-side">{editor::editor(open)} {reading(open)}</div>
        }
        .into_any(),
        Mode::History => history::history(open),
    }
}

fn reading(open: Open) -> AnyView {
    let inside = move || {
        let text = open.text.get().unwrap_or_default();
        let title = open.field(PageField::Title);
        untrack(move || {
            if text.trim().is_empty() {
                view! { <p class="kicker">{words::commons::empty_page()}</p> }.into_any()
            } else {
                reader::text(open.here, &text, &title)
            }
        })
    };
    view! { <article class="reading" dir="auto">{inside}</article> }.into_any()
}

fn credit(open: Open) -> AnyView {
    (move || {
        let credit = open.field(PageField::Credit);
        (!credit.is_empty()).then(|| view! { <p class="credit-line" dir="auto">{credit}</p> })
    })
    .into_any()
}

fn beside(open: Open) -> AnyView {
    let here = open.here;
    let about = RwSignal::from(open.live.with_value(|live| live.about.clone()));
    let inside = move || {
        let about = about.get()?;
        let changed = about.changed;
        let delivery = about.delivery.clone();
        Some(view! {
            <section>
                <h2>{words::commons::who_wrote()}</h2>
                <p class="meta-row">
                    {here.faces(FaceSize::Small, &about.authors[..about.authors.len().min(8)])}
                    <span>{here.names(&about.authors)}</span>
                </p>
                <p class="meta">
                    {move || words::commons::changed(
                        &format::moment(changed, here.store.now().get()),
                    )}
                </p>
            </section>
            <section>
                <h2>{words::commons::where_it_is()}</h2>
                <p>{dial(move || here.dial_of(&delivery))}</p>
            </section>
        })
    };
    view! {
        {inside}
        <section>
            <h2>{words::commons::history()}</h2>
            {history::latest(open)}
        </section>
    }
    .into_any()
}
