//! Finding: what somebody types leads to places and names at once, and to every text with these words as the
//! engine comes upon it. Needs no network; nothing that was typed leaves the device.

use std::sync::Arc;
use std::time::Duration;

use leptos::ev;
use leptos::leptos_dom::helpers::TimeoutHandle;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::HtmlElement;

use crate::limits::FIND_CHARS_MAX;
use crate::message::calendar::Calendar;
use crate::message::model::{Ended, Found, Hit, HitPlace, Motions, PageCard, ThreadCard};
use crate::message::{Letter, ViewKey};
use crate::plain;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::icon::icon;
use crate::ui::route::Place;
use crate::ui::words;

/// How long somebody pauses before texts are looked through.
const PAUSE: Duration = Duration::from_millis(200);
/// Names that are shown.
const NAMES_MAX: usize = 12;

/// Something with a name.
#[derive(Clone)]
struct Named {
    place: Place,
    icon: &'static str,
    name: String,
    about: String,
}

/// The dialog.
pub fn find(here: Here) -> AnyView {
    let typed = RwSignal::new(String::new());
    let asked = RwSignal::new(String::new());
    let pause = StoredValue::new(None::<TimeoutHandle>);
    let on_input = move |event| {
        let text: String = event_target_value(&event).chars().take(FIND_CHARS_MAX).collect();
        typed.set(text.clone());
        let later = set_timeout_with_handle(
            move || {
                asked.try_set(text);
            },
            PAUSE,
        );
        let before = pause.try_update_value(|pause| std::mem::replace(pause, later.ok()));
        if let Some(before) = before.flatten() {
            before.clear();
        }
    };
    let names = names(here, typed);
    let texts = move || {
        let words = asked.get();
        let is_asked = !plain::words(&words).is_empty();
        is_asked.then(|| untrack(|| texts(here, words, names)))
    };
    view! {
        <div class="find" on:keydown=move_focus>
            <div class="list-search">
                <label class="visually-hidden" for="find-typed">{words::find::field()}</label>
                {icon("search")}
                <input
                    class="input"
                    id="find-typed"
                    type="search"
                    autocomplete="off"
                    maxlength=FIND_CHARS_MAX.to_string()
                    placeholder=words::find::field()
                    aria-describedby="find-hint"
                    on:input=on_input
                />
            </div>
            <p class="meta" id="find-hint">{words::find::hint()}</p>
            {move || names_section(here, &names.get(), typed.with(|typed| typed.trim().is_empty()))}
            {texts}
        </div>
        <div class="actions">
            <button class="button" type="button" on:click=move |_| here.dialogs.find.close()>
                {words::common::close()}
            </button>
        </div>
    }
    .into_any()
}

/// Arrows lead from one line to the next, and back to the field.
fn move_focus(event: ev::KeyboardEvent) {
    let step: i32 = match event.key().as_str() {
        "ArrowDown" => 1,
        "ArrowUp" => -1,
        _ => return,
    };
    let Ok(stops) = document().query_selector_all(".find input, .find a") else { return };
    let now = document().active_element();
    let all: Vec<HtmlElement> = (0..stops.length())
        .filter_map(|place| stops.item(place)?.dyn_into::<HtmlElement>().ok())
        .collect();
    let at = all.iter().position(|one| now.as_ref() == Some(one.as_ref())).unwrap_or_default();
    let next = at.saturating_add_signed(step as isize);
    if let Some(next) = all.get(next) {
        event.prevent_default();
        drop(next.focus());
    }
}

/// Everything with a name that has the words in it; the places, while nothing is typed.
fn names(here: Here, typed: RwSignal<String>) -> Memo<Vec<Named>> {
    let threads = here.store.watch::<Arc<Vec<ThreadCard>>>(ViewKey::Threads(here.id));
    let pages = here.store.watch::<Arc<Vec<PageCard>>>(ViewKey::Pages(here.id));
    let motions = here.store.watch::<Letter<Motions>>(ViewKey::Motions(here.id));
    let calendar = here.store.watch::<Letter<Calendar>>(ViewKey::Calendar(here.id));
    Memo::new_with_compare(
        move |_| {
            let words = typed.with(|typed| plain::words(typed));
            let mut all = places(here);
            if words.is_empty() {
                return all;
            }
            all.extend(people(here));
            threads.with(|threads| {
                let all_threads = threads.iter().flat_map(|threads| threads.iter());
                all.extend(all_threads.map(|card| Named {
                    place: Place::Thread(card.id),
                    icon: "talk",
                    name: card.title.clone(),
                    about: words::common::talk(),
                }));
            });
            pages.with(|pages| {
                all.extend(pages.iter().flat_map(|pages| pages.iter()).map(|card| Named {
                    place: Place::Page(card.id),
                    icon: "file",
                    name: card.title.clone(),
                    about: card.path.replace('/', " / "),
                }));
            });
            let motions = motions.with(|motions| motions.as_ref().and_then(Letter::open));
            all.extend(motions.into_iter().flat_map(|motions| motions.cards).map(|card| Named {
                place: Place::Motion(card.id),
                icon: "decide",
                name: card.title,
                about: words::common::decide(),
            }));
            let calendar = calendar.with(|calendar| calendar.as_ref().and_then(Letter::open));
            all.extend(calendar.into_iter().flat_map(|calendar| calendar.events).map(|event| {
                Named {
                    place: Place::Calendar,
                    icon: "calendar",
                    name: event.plan.title,
                    about: words::calendar::title(),
                }
            }));
            all.retain(|one| plain::find(&one.name, &words).is_some());
            all.truncate(NAMES_MAX);
            all
        },
        |_, _| true,
    )
}

fn people(here: Here) -> impl Iterator<Item = Named> {
    here.all_members().into_iter().map(|card| Named {
        place: Place::Person(card.id),
        icon: "people",
        about: if card.place.is_empty() { words::common::people() } else { card.place },
        name: card.name,
    })
}

fn places(here: Here) -> Vec<Named> {
    let all = [
        (Place::Today, "today", words::common::today(), String::new()),
        (Place::Talk, "talk", words::common::talk(), String::new()),
        (Place::Decide, "decide", words::common::decide(), String::new()),
        (Place::Rules, "scale", words::rules::title(), words::rules::title_text()),
        (Place::Economy, "economy", words::common::economy(), String::new()),
        (Place::Work, "clock", words::work::title(), words::work::title_text()),
        (Place::Reports, "file", words::reports::title(), words::reports::title_text()),
        (Place::Sharing, "share", words::sharing::title(), words::sharing::title_text()),
        (Place::Care, "care", words::care::title(), words::care::title_text()),
        (Place::Trade, "hand", words::trade::title(), words::trade::title_text()),
        (Place::Ventures, "ventures", words::common::ventures(), String::new()),
        (Place::Commons, "commons", words::common::commons(), String::new()),
        (Place::Calendar, "calendar", words::calendar::title(), String::new()),
        (Place::People, "people", words::common::people(), String::new()),
        (Place::Invite, "link", words::invite::title(), String::new()),
        (Place::Import, "download", words::common::import_pages(), String::new()),
        (Place::Sync, "sync", words::common::sync(), String::new()),
        (Place::Settings, "filter", words::common::settings(), String::new()),
    ];
    let writes = |place: &Place| matches!(place, Place::Invite | Place::Import);
    let all = all.into_iter().filter(|(place, ..)| !here.is_former || !writes(place));
    all.map(|(place, icon, name, about)| Named { place, icon, name, about }).collect()
}

fn names_section(here: Here, names: &[Named], is_empty: bool) -> AnyView {
    if names.is_empty() {
        return ().into_any();
    }
    let title = if is_empty { words::find::places() } else { words::find::by_name() };
    let lines = names.iter().map(|one| {
        view! {
            <li>
                <a
                    class="list-item"
                    href=here.to(one.place)
                    on:click=move |_| here.dialogs.find.close()
                >
                    <span class="lead">{icon(one.icon)}</span>
                    <span class="line-1" dir="auto">{named(&one.name)}</span>
                    <span class="line-2" dir="auto">{one.about.clone()}</span>
                </a>
            </li>
        }
    });
    view! {
        <section>
            <h3>{title}</h3>
            <ul class="rows flush" role="list">{lines.collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn named(name: &str) -> String {
    if name.trim().is_empty() { words::find::no_title() } else { name.to_owned() }
}

/// The texts with these words, as they are come upon.
fn texts(here: Here, typed: String, names: Memo<Vec<Named>>) -> AnyView {
    let key = ViewKey::Found(here.id, typed.clone());
    let found = here.store.watch::<Letter<Found>>(key);
    (move || {
        let found = found.with(|found| found.as_ref().and_then(Letter::open));
        let Some(found) = found else { return ().into_any() };
        let n = u32::try_from(found.hits.len()).unwrap_or(u32::MAX);
        let is_nothing = n == 0 && names.with(Vec::is_empty);
        let state = match found.ended {
            Ended::NotYet => words::find::looking(found.looked, found.of),
            Ended::All if is_nothing => words::find::nothing(typed.trim()),
            Ended::All => words::find::found(n),
            Ended::Enough => words::find::enough(n),
        };
        let lines = found.hits.into_iter().map(|hit| line(here, hit)).collect_view();
        view! {
            <section>
                <h3>{words::find::in_words()}</h3>
                <p class="meta" role="status">{state}</p>
                <ul class="rows flush" role="list">{lines}</ul>
            </section>
        }
        .into_any()
    })
    .into_any()
}

fn line(here: Here, hit: Hit) -> AnyView {
    let (place, sought, name) = match hit.place {
        HitPlace::Post(thread, post) => (Place::Thread(thread), Some(post), "talk"),
        HitPlace::Page(page) => (Place::Page(page), None, "file"),
        HitPlace::Motion(motion) => (Place::Motion(motion), None, "decide"),
    };
    let title = named(&hit.title);
    let head = match (hit.by, sought) {
        (Some(by), Some(_)) => words::find::in_topic(&title, &here.name(by)),
        (Some(_), None) | (None, _) => title,
    };
    let [before, word, after] = hit.around;
    let go = move |_| {
        here.navigation.post.set(sought);
        here.dialogs.find.close();
    };
    view! {
        <li>
            <a class="list-item" href=here.to(place) on:click=go>
                <span class="lead">{icon(name)}</span>
                <span class="line-1" dir="auto">{head}</span>
                <span class="line-2 found-words" dir="auto">
                    {before}<mark>{word}</mark>{after}
                </span>
                <span class="end">{move || format::short_day(hit.at, here.store.now().get())}</span>
            </a>
        </li>
    }
    .into_any()
}
