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
use crate::message::model::{Ended, Found, Hit, HitPlace, PageCard, ThreadCard};
use crate::message::{Letter, ViewKey};
use crate::plain;
use crate::ui::feature::calendar::events;
use crate::ui::feature::commons::title_of;
use crate::ui::feature::decide::motions_of;
use crate::ui::format;
use crate::ui::frame::tabs::called;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::field::search_field;
use crate::ui::kit::icon::icon;
use crate::ui::route::Place;
use crate::ui::words;

/// How long somebody pauses before texts are looked through.
const PAUSE: Duration = Duration::from_millis(200);
/// Names of one kind that are shown.
const OF_A_KIND_MAX: usize = 6;

/// Something with a name.
#[derive(Clone, PartialEq)]
struct Named {
    place: Place,
    icon: &'static str,
    name: String,
    /// The name, plain.
    plain: String,
    about: String,
}

impl Named {
    fn new(place: Place, icon: &'static str, name: String, about: String) -> Self {
        let plain = plain::plain(&name);
        Self { place, icon, name, plain, about }
    }
}

/// The dialog.
pub fn find(here: Here) -> AnyView {
    let typed = RwSignal::new(String::new());
    let asked = RwSignal::new(String::new());
    let pause = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |_| {
        let text: String = typed.with(|typed| typed.chars().take(FIND_CHARS_MAX).collect());
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
    });
    let names = names(here, typed);
    let texts = move || {
        let words = asked.get();
        let is_asked = !plain::words(&words).is_empty();
        is_asked.then(|| untrack(|| texts(here, words, names)))
    };
    let close = move || here.dialogs.find.close();
    view! {
        <div class="find" on:keydown=move_focus>
            {search_field(words::find::field(), typed)}
            <p class="meta">{words::find::hint()}</p>
            {move || names_section(here, &names.get(), typed.with(|typed| typed.trim().is_empty()))}
            {texts}
        </div>
        <p class="actions">{button(Weight::Plain, words::common::close(), close)}</p>
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

/// Everything with a name, in the order in which it is shown.
fn all(here: Here) -> Memo<Vec<Named>> {
    let threads = here.store.watch::<Arc<Vec<ThreadCard>>>(ViewKey::Threads(here.id));
    let pages = here.store.watch::<Arc<Vec<PageCard>>>(ViewKey::Pages(here.id));
    let (motions, events) = (motions_of(here), events(here));
    Memo::new(move |_| {
        let mut all = places(here);
        all.extend(people(here));
        threads.with(|threads| {
            all.extend(threads.iter().flat_map(|threads| threads.iter()).map(|card| {
                let place = Place::Thread(card.id);
                Named::new(place, "talk", card.title.clone(), words::common::talk())
            }));
        });
        pages.with(|pages| {
            all.extend(pages.iter().flat_map(|pages| pages.iter()).map(|card| {
                let about = card.path.replace('/', " / ");
                Named::new(Place::Page(card.id), "file", card.title.clone(), about)
            }));
        });
        motions.with(|motions| {
            all.extend(motions.iter().flat_map(|motions| &motions.cards).map(|card| {
                let place = Place::Motion(card.id);
                Named::new(place, "decide", card.title.clone(), words::common::decide())
            }));
        });
        events.with(|events| {
            all.extend(events.iter().flatten().map(|event| {
                let name = event.plan.title.clone();
                Named::new(Place::Calendar, "calendar", name, words::calendar::title())
            }));
        });
        all
    })
}

/// What has the words in its name, some of each kind; the places, while nothing is typed.
fn names(here: Here, typed: RwSignal<String>) -> Memo<Vec<Named>> {
    let all = all(here);
    Memo::new(move |_| {
        let words = typed.with(|typed| plain::words(typed));
        if words.is_empty() {
            return places(here);
        }
        let has_words = |one: &&Named| words.iter().all(|word| one.plain.contains(word.as_str()));
        all.with(|all| {
            let found = all.iter().filter(has_words).cloned().collect::<Vec<_>>();
            let kinds = found.chunk_by(|one, next| {
                std::mem::discriminant(&one.place) == std::mem::discriminant(&next.place)
            });
            kinds.flat_map(|kind| kind.iter().take(OF_A_KIND_MAX)).cloned().collect()
        })
    })
}

fn people(here: Here) -> impl Iterator<Item = Named> {
    here.all_members().into_iter().map(|card| {
        let about = if card.place.is_empty() { words::common::people() } else { card.place };
        Named::new(Place::Person(card.id), "people", card.name, about)
    })
}

fn places(here: Here) -> Vec<Named> {
    let all: [(Place, fn() -> String); 18] = [
        (Place::Today, String::new),
        (Place::Talk, String::new),
        (Place::Decide, String::new),
        (Place::Rules, words::rules::title_text),
        (Place::Economy, String::new),
        (Place::Work, words::work::title_text),
        (Place::Reports, words::reports::title_text),
        (Place::Sharing, words::sharing::title_text),
        (Place::Care, words::care::title_text),
        (Place::Trade, words::trade::title_text),
        (Place::Ventures, String::new),
        (Place::Commons, String::new),
        (Place::Calendar, String::new),
        (Place::People, String::new),
        (Place::Invite, String::new),
        (Place::Import, String::new),
        (Place::Sync, String::new),
        (Place::Settings, String::new),
    ];
    let writes = |place: &Place| matches!(place, Place::Invite | Place::Import);
    let all = all.into_iter().filter(|(place, _)| !here.is_former || !writes(place));
    all.map(|(place, about)| {
        let (icon, name) = called(place);
        Named::new(place, icon, name, about())
    })
    .collect()
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
                    <span class="line-1" dir="auto">{title_of(&one.name)}</span>
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
            Ended::Missed => words::refusal::part_missing(),
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
        HitPlace::Post(thread, post) => (Place::Thread(thread), Some((thread, post)), "talk"),
        HitPlace::Page(page) => (Place::Page(page), None, "file"),
        HitPlace::Motion(motion) => (Place::Motion(motion), None, "decide"),
    };
    let title = title_of(&hit.title);
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
                <span class="line-2" dir="auto">
                    {before}<mark>{word}</mark>{after}
                </span>
                <span class="end">{move || format::short_day(hit.at, here.store.now().get())}</span>
            </a>
        </li>
    }
    .into_any()
}
