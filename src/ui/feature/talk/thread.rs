//! One topic: its posts by day, how far the reader had come, and the composer.

use leptos::ev;
use leptos::prelude::*;

use crate::clock::Timestamp;
use crate::id::{CommandId, MemberId, ThreadId};
use crate::message::ViewKey;
use crate::message::command::{Command, MemberAct};
use crate::platform::browser;
use crate::ui::feature::people::membership;
use crate::ui::feature::talk::earlier::{self, STEP};
use crate::ui::feature::talk::{composer, post, topic_list};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, link_button};
use crate::ui::kit::empty::empty;
use crate::ui::kit::face::FaceSize;
use crate::ui::kit::icon::pointing_icon;
use crate::ui::route::Place;
use crate::ui::store::posts::{PostRow, ThreadLive};
use crate::ui::words;

/// The screen.
pub fn thread(here: Here, id: ThreadId) -> AnyView {
    let live = here.store.watch::<ThreadLive>(ViewKey::Thread(here.id, id));
    let context = live.clone();
    // Of a topic that is not here there is a card without a word, until one comes.
    let is_here =
        Memo::new(move |_| context.with(|live| live.as_ref().is_some_and(ThreadLive::is_here)));
    let context = live.clone();
    let inside = move || match is_here.get().then(|| live.get()).flatten() {
        Some(live) => untrack(|| known(here, id, live)),
        None => coming(),
    };
    let beside = move || {
        let live = is_here.get().then(|| context.get()).flatten();
        live.map(|live| untrack(|| beside(here, live)))
    };
    view! {
        {topic_list(here, id)}
        <main class="detail" id="main">
            <a class="back" href=here.to(Place::Talk)>
                {pointing_icon("left")} {words::talk::all_topics()}
            </a>
            {inside}
        </main>
        <aside class="context" aria-label=words::common::beside_page()>{beside}</aside>
    }
    .into_any()
}

fn coming() -> AnyView {
    view! {
        <h1 class="visually-hidden">{words::talk::missing_title()}</h1>
        {empty(words::talk::missing_title(), words::talk::missing_text(), ().into_any())}
    }
    .into_any()
}

/// What stands in the log, one under the other.
#[derive(Clone)]
enum Item {
    Day(String, Timestamp),
    Resume,
    Post(PostRow),
}

impl Item {
    fn key(&self) -> String {
        match self {
            Self::Day(day, _) => day.clone(),
            Self::Resume => "resume".to_owned(),
            Self::Post(row) => row.id.to_string(),
        }
    }
}

fn items(rows: &[PostRow], resume_after: Option<CommandId>) -> Vec<Item> {
    let mut items = Vec::with_capacity(rows.len() + 8);
    let mut day = "";
    let mut is_resume_due = false;
    for row in rows {
        if row.day != day {
            day = &row.day;
            items.push(Item::Day(row.day.clone(), row.at));
        }
        if std::mem::take(&mut is_resume_due) {
            items.push(Item::Resume);
        }
        items.push(Item::Post(row.clone()));
        is_resume_due = resume_after == Some(row.id);
    }
    items
}

fn known(here: Here, id: ThreadId, live: ThreadLive) -> AnyView {
    let (rows, card) = (RwSignal::from(live.rows.clone()), RwSignal::from(live.card.clone()));
    let resume_after = live.read_to.get_untracked();
    let shown = RwSignal::new(STEP);
    let reply_to = RwSignal::new(None::<CommandId>);
    let hidden = Memo::new(move |_| rows.with(Vec::len).saturating_sub(shown.get()));
    let items =
        move || rows.with(|rows| items(&rows[hidden.get().min(rows.len())..], resume_after));
    mark_read(here, id, &live);
    let title = Memo::new(move |_| card.with(|card| card.title.clone()));
    let started = Memo::new(move |_| card.with(|card| (card.started_by, card.started)));
    let topic = earlier::Shown { rows, card, shown, hidden };
    earlier::go_to_post(here, id, topic);
    let earlier = earlier::earlier(here, id, topic);
    view! {
        <header class="page-title">
            <h1 dir="auto">{move || title.get()}</h1>
            <p class="meta-row">
                {move || {
                    let (by, at) = started.get();
                    words::talk::started_by(&here.name(by), &format::full_day(at))
                }}
            </p>
            {membership::may_vote(here).then(|| into_motion(here, id))}
        </header>
        {earlier}
        <div class="log" role="log" aria-relevant="additions" aria-label=words::talk::posts_label()>
            <For
                each=items
                key=Item::key
                children=move |item| match item {
                    Item::Day(_, at) => day_rule(here, at),
                    Item::Resume => resume_mark(),
                    Item::Post(row) => post::post(here, row, rows, reply_to),
                }
            />
        </div>
        {(!here.is_former).then(|| composer::composer(here, id, rows, reply_to))}
    }
    .into_any()
}

/// TLK-2: a topic can become a motion that leads back to it.
fn into_motion(here: Here, id: ThreadId) -> AnyView {
    let to = here.to(Place::NewMotion(Some(id)));
    let link = link_button(Weight::Quiet, Some("decide"), words::put::turn_into(), to);
    view! { <p class="actions under-title">{link}</p> }.into_any()
}

fn day_rule(here: Here, at: Timestamp) -> AnyView {
    let words = move || {
        let now = here.store.now().get();
        let day = format::day_title(at, now);
        let is_today = format::day_key(at) == format::day_key(now);
        if is_today { words::talk::day_today(&day) } else { day }
    };
    view! { <p class="day-rule"><time>{words}</time></p> }.into_any()
}

fn resume_mark() -> AnyView {
    request_animation_frame(|| {
        if let Some(mark) = document().get_element_by_id("resume") {
            mark.scroll_into_view_with_bool(true);
        }
    });
    view! { <p class="resume" id="resume">{words::talk::read_to_here()}</p> }.into_any()
}

/// Whatever is on screen in a window that is looked at, is read.
fn mark_read(here: Here, thread: ThreadId, live: &ThreadLive) {
    if here.is_former {
        return;
    }
    let looked = RwSignal::new(0_u32);
    let focus = window_event_listener(ev::focus, move |_| looked.update(|n| *n += 1));
    on_cleanup(move || focus.remove());
    let (rows, read_to) = (live.rows.clone(), live.read_to.clone());
    Effect::new(move |asked: Option<Option<CommandId>>| {
        looked.track();
        let last = rows.with(|rows| rows.last().map(|row| row.id));
        let is_new = last.is_some() && last != read_to.get_untracked();
        if let Some(post) = last
            && is_new
            && asked.flatten() != last
            && browser::is_visible()
        {
            let command = Command::of(here.id, MemberAct::MarkRead { thread, post });
            here.store.act(command, |_| {});
            return last;
        }
        asked.flatten()
    });
}

fn beside(here: Here, live: ThreadLive) -> AnyView {
    let rows = live.rows;
    let told = Memo::new(move |_| {
        let mut writers: Vec<MemberId> = Vec::new();
        let mut languages: Vec<(String, u32)> = Vec::new();
        rows.with(|rows| {
            for row in rows {
                row.post.with_untracked(|post| {
                    if !writers.contains(&post.by) {
                        writers.push(post.by);
                    }
                    match languages.iter_mut().find(|(tag, _)| *tag == post.language) {
                        Some((_, n)) => *n += 1,
                        None => languages.push((post.language.clone(), 1)),
                    }
                });
            }
        });
        (writers, languages)
    });
    let writers = move || {
        let (writers, _) = told.get();
        view! {
            {here.faces(FaceSize::Small, &writers[..writers.len().min(8)])}
            <span>{here.names(&writers)}</span>
        }
    };
    let languages = move || {
        let (_, languages) = told.get();
        let parts: Vec<String> = languages
            .iter()
            .map(|(tag, n)| format!("{} {}", format::language(tag), format::number(f64::from(*n))))
            .collect();
        let mine = here.my_languages();
        let note = if mine.is_empty() {
            words::talk::languages_none()
        } else {
            let names: Vec<String> = mine.iter().map(|tag| format::language(tag)).collect();
            words::talk::languages_note(&format::list(&names))
        };
        format!("{}. {note}", parts.join(", "))
    };
    view! {
        <section>
            <h2>{words::talk::who_writes()}</h2>
            <p class="meta-row">{writers}</p>
        </section>
        <section>
            <h2>{words::talk::languages_here()}</h2>
            <p class="meta">{languages}</p>
        </section>
    }
    .into_any()
}
