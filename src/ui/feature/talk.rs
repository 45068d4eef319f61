//! Talk: the topics, with what is new in them first.

use std::sync::Arc;

use leptos::prelude::*;

use crate::id::{MemberId, ThreadId};
use crate::message::ViewKey;
use crate::message::model::ThreadCard;
use crate::ordered;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button_with, icon_button};
use crate::ui::kit::empty::empty;
use crate::ui::kit::face::FaceSize;
use crate::ui::route::Place;
use crate::ui::words;

pub mod composer;
mod earlier;
pub mod new;
pub mod post;
pub mod thread;

/// The list as a place of its own.
pub fn talk(here: Here) -> AnyView {
    view! {
        <main class="list" id="main">
            <div class="list-head">
                <h1 class="list-title">{words::common::talk()}</h1>
                {new_button(here)}
            </div>
            {topics(here, None)}
        </main>
        <aside class="detail" aria-label=words::common::beside_page()>
            {empty(words::talk::choose_title(), words::talk::choose_text(), ().into_any())}
        </aside>
    }
    .into_any()
}

/// The list beside a topic.
pub fn topic_list(here: Here, current: ThreadId) -> AnyView {
    view! {
        <aside class="list" aria-label=words::talk::topics()>
            <div class="list-head">
                <p class="list-title">{words::common::talk()}</p>
                {new_button(here)}
            </div>
            {topics(here, Some(current))}
        </aside>
    }
    .into_any()
}

fn new_button(here: Here) -> Option<AnyView> {
    let open = move |_| here.dialogs.new_topic.open();
    (!here.is_former).then(|| icon_button("edit", words::common::new_topic(), open))
}

fn begin(here: Here) -> AnyView {
    if here.is_former {
        return ().into_any();
    }
    button_with(Weight::Plain, "edit", words::common::new_topic(), move || {
        here.dialogs.new_topic.open();
    })
}

fn topics(here: Here, current: Option<ThreadId>) -> AnyView {
    let threads = here.store.watch::<Arc<Vec<ThreadCard>>>(ViewKey::Threads(here.id));
    let threads = RwSignal::from(threads);
    let sorted = Memo::new(move |_| {
        threads.with(|threads| {
            let mut all = threads.as_ref()?.to_vec();
            ordered::sort_by_key(&mut all, |card| (std::cmp::Reverse(card.last_at), card.id));
            Some(all)
        })
    });
    let group = move |wants_new: bool| {
        Memo::new(move |_| {
            let mut all = sorted.get().unwrap_or_default();
            all.retain(|card| (card.unread > 0) == wants_new);
            all
        })
    };
    let (fresh, read) = (group(true), group(false));
    let list = move |label: fn() -> String, cards: Memo<Vec<ThreadCard>>| {
        view! {
            <Show when=move || cards.with(|cards| !cards.is_empty())>
                <h2 class="list-group">{label()}</h2>
                <ul role="list">
                    <For
                        each=move || cards.get()
                        key=row_key
                        children=move |card| topic(here, &card, current)
                    />
                </ul>
            </Show>
        }
    };
    let nothing = move || {
        sorted.with(|all| all.as_ref().is_some_and(Vec::is_empty)).then(|| {
            view! {
                <div class="list-empty">
                    {empty(words::talk::empty_title(), words::talk::empty_text(), begin(here))}
                </div>
            }
        })
    };
    view! {
        {list(words::talk::with_something_new, fresh)}
        {list(words::talk::read_to_the_end, read)}
        {nothing}
    }
    .into_any()
}

/// What a row of the list shows; a change in it makes the row anew.
fn row_key(card: &ThreadCard) -> (ThreadId, u32, u32, u64, String, bool) {
    let is_folded = card.last_words.is_none();
    (card.id, card.unread, card.post_count, card.last_at.0, card.title.clone(), is_folded)
}

/// Who wrote last, and how that begins, unless it is folded.
pub fn last_words_of(here: Here, by: MemberId, begins: Option<&str>) -> String {
    let name = here.name(by);
    match begins {
        Some(begins) => words::talk::last_words(&name, begins),
        None => words::talk::beyond_cut(&name),
    }
}

fn topic(here: Here, card: &ThreadCard, current: Option<ThreadId>) -> AnyView {
    let (last_by, last_at, last_words) = (card.last_by, card.last_at, card.last_words.clone());
    let unread = card.unread;
    let end = move || {
        if unread > 0 {
            view! {
                <span class="count" aria-hidden="true">{unread.min(99)}</span>
                <span class="visually-hidden">{words::common::unread(unread)}</span>
            }
            .into_any()
        } else {
            format::short_day(last_at, here.store.now().get()).into_any()
        }
    };
    view! {
        <li>
            <a
                class="list-item"
                href=here.to(Place::Thread(card.id))
                aria-current=(current == Some(card.id)).then_some("page")
            >
                <span class="lead">{here.face(FaceSize::Usual, last_by)}</span>
                <span class="line-1" dir="auto">{card.title.clone()}</span>
                <span class="line-2">
                    {move || last_words_of(here, last_by, last_words.as_deref())}
                </span>
                <span class="end">{end}</span>
            </a>
        </li>
    }
    .into_any()
}
