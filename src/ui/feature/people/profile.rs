//! What one says of oneself: the fields, used at the first run and from Who is who.

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::HtmlInputElement;

use crate::clock::Timestamp;
use crate::message::command::{Command, MemberAct, PortraitChange, ProfileDraft};
use crate::message::model::MemberCard;
use crate::ordered;
use crate::platform::browser;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, icon_button, submit};
use crate::ui::kit::face::{FaceSize, face};
use crate::ui::kit::field::{Line, text_area, text_field};
use crate::ui::kit::fresh_id;
use crate::ui::kit::icon::icon;
use crate::ui::words;

/// Languages that the choice offers; any other can come from the browser's own wishes.
const OFFERED: [&str; 40] = [
    "en", "es", "fr", "pt", "ar", "bn", "ca", "cs", "da", "de", "el", "eu", "fa", "fi", "gl", "ha",
    "he", "hi", "id", "it", "ja", "ko", "mr", "nl", "no", "pl", "qu", "ro", "ru", "sv", "sw", "ta",
    "th", "tr", "uk", "ur", "vi", "wo", "yo", "zh",
];

/// The fields, as they are being filled in.
#[derive(Clone, Copy)]
pub struct ProfileFields {
    pub name: RwSignal<String>,
    pub languages: RwSignal<Vec<String>>,
    pub place: RwSignal<String>,
    pub zone: RwSignal<String>,
    pub does: RwSignal<String>,
    pub portrait: RwSignal<PortraitChange>,
}

impl ProfileFields {
    /// Filled with what the browser knows: languages and zone.
    pub fn guessed() -> Self {
        let mut languages: Vec<String> = Vec::new();
        for tag in browser::languages() {
            let primary = tag.split('-').next().unwrap_or(&tag).to_ascii_lowercase();
            if !languages.contains(&primary) {
                languages.push(primary);
            }
        }
        Self {
            name: RwSignal::default(),
            languages: RwSignal::new(languages),
            place: RwSignal::default(),
            zone: RwSignal::new(browser::current_zone()),
            does: RwSignal::default(),
            portrait: RwSignal::default(),
        }
    }

    fn of(card: &MemberCard) -> Self {
        Self {
            name: RwSignal::new(card.name.clone()),
            languages: RwSignal::new(card.languages.clone()),
            place: RwSignal::new(card.place.clone()),
            zone: RwSignal::new(card.zone.clone()),
            does: RwSignal::new(card.does.clone()),
            portrait: RwSignal::default(),
        }
    }

    /// What they say now.
    pub fn draft(self) -> ProfileDraft {
        ProfileDraft {
            name: self.name.get_untracked().trim().to_owned(),
            languages: self.languages.get_untracked(),
            place: self.place.get_untracked().trim().to_owned(),
            zone: self.zone.get_untracked().trim().to_owned(),
            does: self.does.get_untracked().trim().to_owned(),
            portrait: self.portrait.get_untracked(),
        }
    }
}

/// The dialog's inside.
pub fn edit_profile(here: Here) -> AnyView {
    let card = here.me().and_then(|me| here.member(me, MemberCard::clone));
    let fields = card.as_ref().map_or_else(ProfileFields::guessed, ProfileFields::of);
    let present = card.as_ref().filter(|card| card.portrait.is_some()).map(|card| card.id);
    let (busy, error) = (RwSignal::new(false), RwSignal::new(String::new()));
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        error.set(String::new());
        let command = Command::of(here.id, MemberAct::UpdateProfile { profile: fields.draft() });
        here.store.ask(command, move |answer| {
            busy.set(false);
            match answer {
                Ok(_) => {
                    here.dialogs.profile.close();
                    here.store.say(words::common::saved());
                }
                Err(refusal) => error.set(words::refusal::refusal(&refusal)),
            }
        });
    };
    view! {
        <form class="stack-small" on:submit=send novalidate>
            {text_field(
                Line::PersonName,
                words::people::name(),
                words::first_run::your_name_hint(),
                fields.name,
                Signal::from(error),
            )}
            {more_fields(fields, present.map(|me| here.face(FaceSize::Large, me)))}
            <div class="actions">
                {button(Weight::Plain, words::common::cancel(), move || {
                    here.dialogs.profile.close();
                })}
                {submit(words::common::save(), busy.into())}
            </div>
        </form>
    }
    .into_any()
}

/// Everything beside the name; all of it may be left out. `present` shows the picture there is.
pub fn more_fields(fields: ProfileFields, present: Option<AnyView>) -> AnyView {
    view! {
        {picture_field(fields.portrait, present)}
        {language_field(fields.languages)}
        {text_field(
            Line::Text,
            words::people::place(),
            words::people::place_hint(),
            fields.place,
            Signal::stored(String::new()),
        )}
        {zone_field(fields.zone)}
        {text_area(words::people::does(), words::people::does_hint(), fields.does)}
    }
    .into_any()
}

fn zone_field(zone: RwSignal<String>) -> AnyView {
    let id = fresh_id("zone");
    let hint_id = format!("{id}-hint");
    let hint = move || {
        let zone = zone.get();
        let clock = format::clock_in(Timestamp(browser::now_ms()), zone.trim());
        match clock {
            Some(clock) if !zone.trim().is_empty() => words::people::zone_hint_good(&clock),
            Some(_) | None => words::people::zone_hint_bad(),
        }
    };
    view! {
        <div class="field">
            <label for=id.clone()>{words::people::zone()}</label>
            <input
                class="input"
                id=id
                spellcheck="false"
                autocomplete="off"
                aria-describedby=hint_id.clone()
                prop:value=move || zone.get()
                on:input=move |event| zone.set(event_target_value(&event))
            />
            <span class="hint" id=hint_id>{hint}</span>
        </div>
    }
    .into_any()
}

fn language_field(languages: RwSignal<Vec<String>>) -> AnyView {
    let id = fresh_id("languages");
    let chosen = move || {
        languages
            .get()
            .into_iter()
            .map(|tag| {
                let name = format::language(&tag);
                let remove = move |_| languages.update(|all| all.retain(|other| *other != tag));
                view! {
                    <li class="chip">
                        <span>{name.clone()}</span>
                        {icon_button("x", words::people::remove_language(&name), remove)}
                    </li>
                }
            })
            .collect_view()
    };
    let mut offered: Vec<(String, &str)> =
        OFFERED.iter().map(|tag| (format::language(tag), *tag)).collect();
    ordered::sort_by(&mut offered, |(a, _), (b, _)| format::by_name(a, b));
    let offered = offered
        .into_iter()
        .map(|(name, tag)| view! { <option value=tag>{name}</option> })
        .collect_view();
    let add = move |event: ev::Event| {
        let tag = event_target_value(&event);
        languages.update(|all| {
            if !tag.is_empty() && !all.contains(&tag) {
                all.push(tag);
            }
        });
    };
    view! {
        <div class="field">
            <label for=id.clone()>{words::people::languages()}</label>
            <ul class="chips" role="list">{chosen}</ul>
            <select class="input" id=id prop:value="" on:change=add>
                <option value="">{words::people::add_language()}</option>
                {offered}
            </select>
            <span class="hint">{words::people::languages_hint()}</span>
        </div>
    }
    .into_any()
}

fn picture_field(change: RwSignal<PortraitChange>, present: Option<AnyView>) -> AnyView {
    let id = fresh_id("picture");
    let has_present = present.is_some();
    let is_kept = Memo::new(move |_| change.with(|now| *now == PortraitChange::Keep));
    let is_shown = Memo::new(move |_| match change.get() {
        PortraitChange::Keep => has_present,
        PortraitChange::Remove => false,
        PortraitChange::New(_) => true,
    });
    let preview = move || match change.get() {
        PortraitChange::New(bytes) => {
            face(FaceSize::Large, String::new(), browser::object_url("", &bytes))
        }
        PortraitChange::Keep if has_present => ().into_any(),
        PortraitChange::Keep | PortraitChange::Remove => {
            view! { <span class="picture-slot">{icon("picture")}</span> }.into_any()
        }
    };
    let pick = move |event: ev::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        // Chosen again after it was removed, the same file counts as a choice.
        input.set_value("");
        spawn_local(async move {
            if let Some(bytes) = browser::read_file(&file).await {
                change.set(PortraitChange::New(bytes));
            }
        });
    };
    let remove = move || {
        is_shown.get().then(|| {
            button(Weight::Quiet, words::people::remove_picture(), move || {
                change.set(PortraitChange::Remove);
            })
        })
    };
    view! {
        <div class="picture-field">
            <span class="present" hidden=move || !is_kept.get()>{present}</span>
            {preview}
            <div>
                <span class="field-label" id=format!("{id}-label")>{words::people::picture()}</span>
                <div class="actions">
                    <label class="button file-button">
                        <input
                            class="visually-hidden"
                            type="file"
                            accept="image/*"
                            aria-describedby=format!("{id}-label")
                            on:change=pick
                        />
                        {words::people::choose()}
                    </label>
                    {remove}
                </div>
            </div>
        </div>
    }
    .into_any()
}
