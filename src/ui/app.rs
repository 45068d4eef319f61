//! The root: which of the whole-window states is on, the language and theme of the page, and what
//! is said in passing.

use leptos::prelude::*;

use crate::message::FatalError;
use crate::message::command::Theme;
use crate::message::model::{Home, Standing};
use crate::platform::browser::{self, Update};
use crate::ui::feature::first_run;
use crate::ui::frame;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, link_button};
use crate::ui::kit::icon::{icon, mark};
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::navigation::{Navigation, focus_main, focus_title};
use crate::ui::route::{Place, Route};
use crate::ui::store::{Phase, Store, Toast, Watched};
use crate::ui::words::{self, Language};

/// The whole program.
pub fn app() -> AnyView {
    let store = Store::start();
    let navigation = Navigation::start();
    let home = store.home();
    let language = page_settings(&home);
    let update = RwSignal::new(None::<Update>);
    browser::on_update(move |news| update.set(Some(news)));
    (move || {
        words::speak(language.get());
        let home = home.clone();
        untrack(move || {
            view! {
                <a class="skip" href="#main" on:click=move |event| {
                    event.prevent_default();
                    focus_main();
                }>{words::common::skip_to_page()}</a>
                {fatal_bar(store)}
                {update_bar(update)}
                {move || screen(store, navigation, &home)}
                {toasts(store)}
            }
            .into_any()
        })
    })
    .into_any()
}

/// What decides which screen stands; it is drawn anew only when this changes.
#[derive(Clone, PartialEq)]
enum Scene {
    Starting,
    StorageRefused,
    First,
    Waiting(crate::id::CommunityId),
    Community(crate::id::CommunityId),
    /// The same, to be read only.
    Former(crate::id::CommunityId),
    NotHere,
    NoSuchPage,
}

/// Who follows a link says their name while the engine is still coming: it asks for nothing here.
fn scene(phase: Phase, home: Option<&Home>, route: &Route, is_invited: bool) -> Scene {
    if phase == Phase::Fatal(FatalError::StorageRefused) {
        return Scene::StorageRefused;
    }
    let Some(home) = home else {
        return if is_invited { Scene::First } else { Scene::Starting };
    };
    match route {
        Route::Home | Route::New | Route::Join(_) => Scene::First,
        Route::Unknown => Scene::NoSuchPage,
        Route::In(id, _) => match home.communities.iter().find(|card| card.id == *id) {
            None => Scene::NotHere,
            Some(card) => match card.standing {
                Standing::Member => Scene::Community(*id),
                Standing::Former
                | Standing::Removed(_)
                | Standing::TakenOff
                | Standing::TwiceSigned
                | Standing::Visitor => Scene::Former(*id),
                Standing::Joining(_) | Standing::Refused(_) => Scene::Waiting(*id),
            },
        },
    }
}

fn screen(store: Store, navigation: Navigation, home: &Watched<Home>) -> AnyView {
    let watched = home.clone();
    let scene = Memo::new(move |_| {
        let phase = store.phase().get();
        let is_invited = navigation.invitation.with(Option::is_some);
        watched.with(|home| {
            navigation.route.with(|route| scene(phase, home.as_ref(), route, is_invited))
        })
    });
    let watched = home.clone();
    Effect::new(move |_| {
        let first = watched.with(|home| {
            let mut cards = home.as_ref()?.communities.iter();
            // Whoever only looked around has no home yet.
            cards.find(|card| card.standing != Standing::Visitor).map(|card| card.id)
        });
        if let Some(first) = first
            && navigation.route.get() == Route::Home
        {
            navigation.turn_to(Route::In(first, Place::Today));
        }
    });
    Effect::new(move |before: Option<Route>| {
        let now = navigation.route.get();
        if before.is_some_and(|before| before != now) {
            store.forget_said_here();
            focus_title();
        }
        now
    });
    (move || {
        let scene = scene.get();
        untrack(move || match scene {
            Scene::Starting => starting(),
            Scene::StorageRefused => storage_refused(),
            Scene::First => first_run::first_run(store, navigation),
            Scene::Waiting(id) => first_run::waiting::waiting(Here::new(store, navigation, id)),
            Scene::Community(id) | Scene::Former(id) => {
                frame::frame(Here::new(store, navigation, id))
            }
            Scene::NotHere => {
                lost(words::common::not_on_device_title(), words::common::not_on_device_text())
            }
            Scene::NoSuchPage => {
                lost(words::common::no_such_page_title(), words::common::no_such_page_text())
            }
        })
    })
    .into_any()
}

/// Sets language, direction and theme of the page; gives the language to speak.
fn page_settings(home: &Watched<Home>) -> Memo<Language> {
    let watched = home.clone();
    let language = Memo::new(move |_| {
        let chosen = watched.with(|home| Language::of_tag(&home.as_ref()?.settings.language));
        chosen.unwrap_or_else(|| {
            let wished = browser::languages();
            wished.iter().find_map(|tag| Language::of_tag(tag)).unwrap_or(Language::En)
        })
    });
    let watched = home.clone();
    let theme =
        Memo::new(move |_| watched.with(|home| home.as_ref().map(|home| home.settings.theme)));
    Effect::new(move |_| {
        browser::set_root_attribute("lang", Some(language.get().tag()));
        browser::set_root_attribute("dir", Some(language.get().direction()));
    });
    Effect::new(move |_| {
        let value = match theme.get() {
            Some(Theme::Light) => Some("light"),
            Some(Theme::Dark) => Some("dark"),
            Some(Theme::System) | None => None,
        };
        browser::set_root_attribute("data-theme", value);
    });
    language
}

fn starting() -> AnyView {
    view! {
        <main class="alone" id="main" aria-busy="true">
            {mark("mark-large")} <h1>{words::common::starting_title()}</h1>
            <p class="lede" role="status">{words::common::starting_text()}</p>
        </main>
    }
    .into_any()
}

fn storage_refused() -> AnyView {
    view! {
        <main class="alone" id="main">
            {mark("mark-large")} <h1>{words::common::storage_refused_title()}</h1>
            <p class="lede">{words::common::storage_refused_text()}</p>
            {reload_button()}
        </main>
    }
    .into_any()
}

fn lost(title: String, text: String) -> AnyView {
    view! {
        <main class="alone" id="main">
            {mark("mark-large")} <h1>{title}</h1> <p class="lede">{text}</p>
            <p class="actions">
                {link_button(
                    Weight::Primary,
                    None,
                    words::common::to_the_start(),
                    Route::Home.to_string(),
                )}
            </p>
        </main>
    }
    .into_any()
}

fn reload_button() -> AnyView {
    view! {
        <p class="actions">
            {button(Weight::Primary, words::common::reload(), || {
                drop(window().location().reload());
            })}
        </p>
    }
    .into_any()
}

fn fatal_bar(store: Store) -> AnyView {
    let phase = store.phase();
    (move || {
        let (title, text) = match phase.get() {
            Phase::Fatal(FatalError::StorageFull) => {
                (words::common::storage_full_title(), words::common::storage_full_text())
            }
            Phase::Fatal(FatalError::Superseded) => {
                (words::common::superseded_title(), words::common::superseded_text())
            }
            Phase::Fatal(FatalError::EngineStops) => {
                (words::common::engine_stops_title(), words::common::engine_stops_text())
            }
            Phase::Fatal(FatalError::StorageRefused) | Phase::Starting | Phase::Ready => {
                return ().into_any();
            }
        };
        let inside = view! { <p><strong>{title}</strong></p> <p>{text}</p> {reload_button()} };
        view! { <div class="bar-top" role="alert" aria-live="assertive">{note(NoteTone::NeedsYou, inside)}</div> }
            .into_any()
    })
    .into_any()
}

fn update_bar(update: RwSignal<Option<Update>>) -> AnyView {
    let bar = move || {
        let (text, can_wait) = match update.get()? {
            Update::Ready => (words::common::update_ready(), true),
            // The engine of the other window speaks another language than this one.
            Update::Applied => (words::common::update_applied(), false),
        };
        Some(view! {
            <span class="with-icon">{icon("info")} {text}</span>
            <span class="actions">
                {button(Weight::Primary, words::common::reload(), browser::apply_update)}
                {can_wait.then(|| button(Weight::Quiet, words::common::later(), move || {
                    update.set(None);
                }))}
            </span>
        })
    };
    view! { <div class="bar-update" role="status">{bar}</div> }.into_any()
}

fn toasts(store: Store) -> AnyView {
    let toasts = store.toasts();
    // What was said last, also once it is gone: what was said before it is not said again.
    let newest = Memo::new(move |before: Option<&Option<Toast>>| {
        let before = before.cloned().flatten();
        let last = toasts.with(|all| all.last().cloned());
        let number = |toast: &Option<Toast>| toast.as_ref().map(|toast| toast.number);
        if number(&last) > number(&before) { last } else { before }
    });
    let row = move |toast: Toast| {
        let number = toast.number;
        view! {
            <div class="toast">
                <span>{toast.text}</span>
                <button type="button" on:click=move |_| store.put_away(number)>
                    {words::common::put_away()}
                </button>
            </div>
        }
    };
    view! {
        // What is said stands by itself: beside its button it would not be heard.
        <div class="visually-hidden" aria-live="polite">
            <For
                each=move || newest.get()
                key=|toast| toast.number
                children=|toast| view! { <p>{toast.text}</p> }
            />
        </div>
        <aside class="toasts" aria-label=words::common::said_in_passing()>
            <For each=move || toasts.get() key=|toast| toast.number children=row />
        </aside>
    }
    .into_any()
}
