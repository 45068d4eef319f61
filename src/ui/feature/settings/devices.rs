//! One's own devices: which there are, one more by a link or a code, one fewer (PEO-1), and which of them
//! signs for all (PEO-7).

use std::sync::Arc;

use leptos::prelude::*;

use crate::id::DeviceKey;
use crate::message::ViewKey;
use crate::message::command::{Command, MemberAct, OfferStands, Outcome, WordList};
use crate::message::model::{DeviceCard, Presence};
use crate::platform::browser;
use crate::ui::feature::invite;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, button_with};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::head::part;
use crate::ui::kit::icon::icon;
use crate::ui::words::{self, Language};

/// The part of the screen.
pub fn devices(here: Here) -> AnyView {
    let all = here.store.watch::<Arc<Vec<DeviceCard>>>(ViewKey::Devices(here.id));
    let link = RwSignal::new(None::<(OfferStands, String)>);
    // Where its file is, and its words.
    let backup = RwSignal::new(None::<(String, String)>);
    let leaving = RwSignal::new(None::<DeviceCard>);
    let next = RwSignal::new(None::<DeviceKey>);
    let (handle, handing) = (DialogHandle::new(), DialogHandle::new());
    let rows = move || {
        let all = all.get().unwrap_or_default();
        let take_off = move |card: DeviceCard| {
            leaving.set(Some(card));
            handle.open();
        };
        let hand_on = move |device: DeviceKey| {
            next.set(Some(device));
            handing.open();
        };
        let rows = all.iter().map(|card| row(*card, &all, take_off, hand_on)).collect_view();
        view! { <ul class="rows entries" role="list">{rows}</ul> }
    };
    let add = move |stands: OfferStands| {
        let act = MemberAct::OfferDevice { stands };
        here.store.ask(Command::of(here.id, act), move |answer| match answer {
            Ok(outcome) => {
                if let Outcome::Link(made) = outcome {
                    backup.set(None);
                    link.set(Some((stands, browser::app_address() + &made)));
                }
            }
            Err(refusal) => here.store.say_refusal(&refusal),
        });
    };
    let address = StoredValue::new(None::<String>);
    let forget = move || {
        if let Some(Some(address)) = address.try_get_value() {
            browser::revoke_object_url(&address);
        }
    };
    on_cleanup(forget);
    let back_up = move || {
        let list = match words::spoken() {
            Language::En => WordList::English,
            Language::Es => WordList::Spanish,
        };
        let act = MemberAct::MakeBackup { list };
        here.store.ask(Command::of(here.id, act), move |answer| match answer {
            Ok(outcome) => {
                if let Outcome::Backup { file, words } = outcome
                    && let Some(url) = browser::object_url("application/octet-stream", &file)
                {
                    forget();
                    address.try_set_value(Some(url.clone()));
                    backup.try_set(Some((url, words)));
                }
            }
            Err(refusal) => here.store.say_refusal(&refusal),
        });
    };
    let shown = move || {
        if let Some((url, words)) = backup.get() {
            return Some(made(here, url, &words));
        }
        link.get().map(|(stands, link)| {
            let (label, note) = match stands {
                OfferStands::AnHour => {
                    (words::settings::device_link(), words::settings::device_link_note())
                }
                OfferStands::ForRecovery => {
                    (words::settings::recovery_link(), words::settings::recovery_note())
                }
            };
            let note = view! { <p class="meta">{note}</p> };
            match stands {
                OfferStands::AnHour => invite::shown_link(here, link, label, note.into_any()),
                OfferStands::ForRecovery => sheet(here, link, label, note.into_any()),
            }
        })
    };
    let inside = view! {
        <div class="stack-small">
            {rows} <p class="meta">{words::settings::devices_text()}</p>
            <p class="actions">
                {button_with(Weight::Plain, "plus", words::settings::add_device(), move || {
                    add(OfferStands::AnHour);
                })}
                {button_with(Weight::Plain, "print", words::settings::make_recovery(), move || {
                    add(OfferStands::ForRecovery);
                })}
                {button_with(Weight::Plain, "download", words::settings::make_backup(), back_up)}
            </p>
            <p class="meta">{words::settings::recovery_text()}</p>
            <p class="meta">{words::settings::backup_text()}</p>
            <div aria-live="polite">{shown}</div>
        </div>
    };
    view! {
        {part("devices", words::settings::devices(), (), inside.into_any())}
        {dialog(handle, words::settings::sure_title(), move || ask(here, handle, leaving))}
        {dialog(handing, words::settings::hand_on_title(), move || ask_hand_on(here, handing, next))}
    }
    .into_any()
}

/// What goes on paper: whose it is, the whole link, and the same for a camera.
fn sheet(here: Here, link: String, label: String, note: AnyView) -> AnyView {
    let name = here.me().map(|me| here.name(me)).unwrap_or_default();
    let whole = link.clone();
    let print = button_with(Weight::Plain, "print", words::settings::print_sheet(), browser::print);
    view! {
        <article class="paper-sheet stack-small">
            <h3 dir="auto">{words::settings::sheet_of(&name, &here.community_name())}</h3>
            {invite::shown_link(here, link, label, note)}
            <p class="whole-link" dir="ltr" aria-hidden="true">{whole}</p>
            <p class="actions">{print}</p>
        </article>
    }
    .into_any()
}

/// A backup that was made: its words to be written down, and its file to be saved.
fn made(here: Here, url: String, words: &str) -> AnyView {
    let list = words.split(' ').map(|word| view! { <li>{word.to_owned()}</li> }).collect_view();
    let name = format!("{} {}.phyle-backup", here.community_name(), here.today());
    view! {
        <div class="stack-small">
            <h3>{words::settings::backup_made()}</h3>
            <p>{words::settings::backup_words()}</p>
            <ol class="secret-words" dir="auto">{list}</ol>
            <p class="meta">{words::settings::backup_note()}</p>
            <p class="actions">
                <a class="button" data-variant="primary" href=url download=name.clone()>
                    {icon("download")} {words::settings::save_backup(&name)}
                </a>
            </p>
        </div>
    }
    .into_any()
}

fn row(
    card: DeviceCard,
    all: &[DeviceCard],
    take_off: impl Fn(DeviceCard) + Copy + Send + 'static,
    hand_on: impl Fn(DeviceKey) + Copy + Send + 'static,
) -> AnyView {
    let name = if card.is_recovery {
        words::settings::recovery()
    } else if card.is_this {
        words::settings::this_device()
    } else {
        words::settings::another_device()
    };
    let state = match (card.revoked, card.presence) {
        (Some(at), _) if card.is_recovery => words::settings::worthless(&format::full_day(at)),
        (Some(at), _) => words::settings::taken_off(&format::full_day(at)),
        (None, _) if card.is_this || card.is_recovery => String::new(),
        (None, Presence::Here) => words::settings::device_here(),
        (None, Presence::Seen(at)) => words::settings::device_seen(&format::full_day(at)),
        (None, Presence::NeverSeen) => words::settings::device_not_seen(),
    };
    let seals = (card.is_purse && all.len() > 1).then(|| {
        let there = (!card.is_this).then(words::settings::device_seals_there);
        view! { <p class="meta">{words::settings::device_seals()} " " {there}</p> }
    });
    let may_go = card.revoked.is_none() && !card.is_this;
    let is_here = all.iter().any(|one| one.is_this && one.is_purse);
    let sign = (may_go && is_here && !card.is_recovery).then(|| {
        let label = words::settings::hand_on();
        button(Weight::Plain, label, move || hand_on(card.key))
    });
    let go = may_go.then(|| {
        let take_off = move || take_off(card);
        let label = if card.is_recovery {
            words::settings::make_worthless()
        } else {
            words::settings::take_off()
        };
        view! { <p class="actions">{sign} {button(Weight::Danger, label, take_off)}</p> }
    });
    view! {
        <li>
            <span class="what">{name}", "{words::settings::since(&format::full_day(card.since))}</span>
            <p>{state}</p>
            {seals}
            {go}
        </li>
    }
    .into_any()
}

fn ask(here: Here, own: DialogHandle, leaving: RwSignal<Option<DeviceCard>>) -> AnyView {
    let is_recovery = leaving.with_untracked(|card| card.is_some_and(|card| card.is_recovery));
    let go = move || {
        own.close();
        if let Some(card) = leaving.get_untracked() {
            revoke(here, card.key);
        }
    };
    let (text, label) = match is_recovery {
        true => (words::settings::worthless_text(), words::settings::make_worthless()),
        false => (words::settings::take_off_text(), words::settings::take_off()),
    };
    view! {
        <p>{text}</p>
        <div class="actions">
            {button(Weight::Plain, words::settings::keep_device(), move || own.close())}
            {button(Weight::Danger, label, go)}
        </div>
    }
    .into_any()
}

fn ask_hand_on(here: Here, own: DialogHandle, next: RwSignal<Option<DeviceKey>>) -> AnyView {
    let go = move || {
        own.close();
        if let Some(device) = next.get_untracked() {
            let act = MemberAct::HandOnPurse { device };
            here.store.act(Command::of(here.id, act), move |_| {
                here.store.say(words::settings::handed_on());
            });
        }
    };
    view! {
        <div class="stack-small">
            <p>{words::settings::hand_on_text()}</p>
            <p>{words::settings::hand_on_running()}</p>
            <p>{words::settings::hand_on_trade()}</p>
            <p>{words::settings::hand_on_back()}</p>
        </div>
        <div class="actions">
            {button(Weight::Plain, words::settings::keep_signing(), move || own.close())}
            {button(Weight::Primary, words::settings::hand_on(), go)}
        </div>
    }
    .into_any()
}

fn revoke(here: Here, device: DeviceKey) {
    here.store.act(Command::of(here.id, MemberAct::RevokeDevice { device }), |_| {});
}
