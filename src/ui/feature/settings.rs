//! Settings: language and light, what is kept and how safely, and the ways of meeting.

use leptos::prelude::*;

use crate::message::Persistence;
use crate::message::command::{Command, Notices, Settings, Theme};
use crate::message::model::{Home, KeyStorage};
use crate::ui::feature::{everything, people};
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::field::segments;
use crate::ui::kit::head::part;
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::store::Store;
use crate::ui::words::{self, Language};

pub mod devices;
pub mod leave;
pub mod meeting;
mod reminders;

fn settings_now(home: Option<&Home>) -> Settings {
    home.map_or_else(
        || Settings {
            language: words::spoken().tag().to_owned(),
            theme: Theme::System,
            notices: Notices::Inside,
        },
        |home| home.settings.clone(),
    )
}

/// Whether this is dark, here.
fn is_dark(theme: Theme) -> bool {
    match theme {
        Theme::Dark => true,
        Theme::Light => false,
        Theme::System => {
            let wished = window().match_media("(prefers-color-scheme: dark)").ok().flatten();
            wished.is_some_and(|query| query.matches())
        }
    }
}

/// Whether all is dark now.
pub fn is_dark_now(store: Store) -> Memo<bool> {
    let home = store.home();
    Memo::new(move |_| home.with(|home| is_dark(settings_now(home.as_ref()).theme)))
}

/// Light becomes dark, and dark becomes light.
pub fn switch_theme(store: Store) {
    let home = Owner::new().with(|| store.home());
    let mut settings = home.with_untracked(|home| settings_now(home.as_ref()));
    settings.theme = if is_dark(settings.theme) { Theme::Light } else { Theme::Dark };
    store.act(Command::SetSettings { settings }, |_| {});
}

/// The screen.
pub fn settings(here: Here) -> AnyView {
    let home = RwSignal::from(here.store.home());
    view! {
        <main class="detail" id="main">
            <header class="page-title"><h1>{words::settings::title()}</h1></header>
            <div class="two-up">
                <div class="stack">
                    {reading(here, home)}
                    {you(here)}
                    {(!here.is_former).then(|| devices::devices(here))}
                    {reminders::reminders(here, home)}
                    {keeping(here, home)}
                </div>
                <div class="stack">
                    {meeting::meeting(here)}
                    {everything::everything(here)}
                    {(!here.is_former).then(|| leave::leave(here))}
                </div>
            </div>
        </main>
    }
    .into_any()
}

fn reading(here: Here, home: RwSignal<Option<Home>>) -> AnyView {
    let now = home.with_untracked(|home| settings_now(home.as_ref()));
    let spoken = words::spoken();
    let language = RwSignal::new(spoken);
    let theme = RwSignal::new(now.theme);
    Effect::new(move |before: Option<(Language, Theme)>| {
        let wished = (language.get(), theme.get());
        if before.is_some_and(|before| before != wished) {
            let before = home.with_untracked(|home| settings_now(home.as_ref()));
            let language = wished.0.tag().to_owned();
            let settings = Settings { language, theme: wished.1, ..before };
            here.store.act(Command::SetSettings { settings }, |_| {});
        }
        wished
    });
    let languages = Language::ALL.map(|language| (language, language.own_name().to_owned()));
    let themes = vec![
        (Theme::System, words::settings::theme_system()),
        (Theme::Light, words::settings::theme_light()),
        (Theme::Dark, words::settings::theme_dark()),
    ];
    let inside = view! {
        <div class="stack-small">
            <p class="field-label">{words::settings::language()}</p>
            {segments(words::settings::language(), languages.to_vec(), language)}
            <p class="field-label">{words::settings::theme()}</p>
            {segments(words::settings::theme(), themes, theme)}
        </div>
    };
    part("reading", words::settings::reading(), (), inside.into_any())
}

fn you(here: Here) -> AnyView {
    let name = move || {
        let name = here.me().map(|me| here.name(me)).unwrap_or_default();
        words::settings::you_text(&name)
    };
    let inside = view! {
        <div class="stack-small">
            <p>{name}</p>
            <p class="actions">{people::edit_button(here)}</p>
        </div>
    };
    part("you", words::settings::about_you(), (), inside.into_any())
}

fn keeping(here: Here, home: RwSignal<Option<Home>>) -> AnyView {
    let inside = move || {
        let (persistence, keys) =
            home.with(|home| home.as_ref().map(|home| (home.persistence, home.key_storage)))?;
        let (tone, text) = match persistence {
            Persistence::Granted => (NoteTone::Good, words::settings::persistence_granted()),
            Persistence::Denied => (NoteTone::Doubt, words::settings::persistence_denied()),
            Persistence::Unasked => (NoteTone::Info, words::settings::persistence_unasked()),
            Persistence::Unanswered => (NoteTone::Doubt, words::settings::persistence_unanswered()),
        };
        let ask = (persistence != Persistence::Granted).then(|| {
            button(Weight::Plain, words::settings::ask_to_keep(), move || {
                here.store.ask_persistence();
            })
        });
        let (key_tone, key_text) = match keys {
            KeyStorage::NonExtractable => (NoteTone::Good, words::settings::keys_safe()),
            KeyStorage::Stored => (NoteTone::Doubt, words::settings::keys_stored()),
        };
        let backup = view! {
            <p><strong>{words::settings::way_back_title()}</strong></p>
            <p>{words::settings::way_back_text()}</p>
        };
        Some(view! {
            <div class="stack-small">
                {note(tone, text)} <p class="actions">{ask}</p> {note(key_tone, key_text)}
                {note(NoteTone::Info, backup)}
            </div>
        })
    };
    part("keeping", words::settings::keeping(), (), inside.into_any())
}
