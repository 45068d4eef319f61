//! Invitations: make a link for several people, show it as a code, see who came, take it back.

use std::sync::Arc;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::limits::{INVITATION_DAYS_MAX, INVITATION_USES_MAX};
use crate::message::ViewKey;
use crate::message::command::{Command, MemberAct, Outcome};
use crate::message::model::{InvitationCard, InvitationState};
use crate::platform::browser;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, button_with, submit};
use crate::ui::kit::empty::empty;
use crate::ui::kit::fresh_id;
use crate::ui::kit::head::part;
use crate::ui::kit::icon::icon;
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::kit::qr::qr;
use crate::ui::words;

/// What a link is made for when nothing else is said.
const USES_USUAL: u32 = 5;
const DAYS_USUAL: u16 = 14;

/// The screen.
pub fn invite(here: Here) -> AnyView {
    let link = RwSignal::new(None::<String>);
    let shown = move || {
        let note = || {
            view! { <p class="meta">{words::invite::link_note()} " " {words::invite::online_note()}</p> }
        };
        link.get().map(|link| {
            let label = words::invite::your_link();
            let inside = shown_link(here, link, label.clone(), note().into_any());
            part("link", label, (), inside)
        })
    };
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        // On a phone the link stands below the fold.
        if link.with(Option::is_some) {
            request_animation_frame(move || {
                if let Some(place) = place.get_untracked() {
                    place.scroll_into_view();
                }
            });
        }
    });
    view! {
        <main class="detail" id="main">
            <header class="page-title">
                <h1>{words::invite::title()}</h1>
                <p class="lede">{words::invite::lede()}</p>
            </header>
            <div class="two-up">
                <div class="stack">
                    {form(here, link)}
                    <div node_ref=place>{shown}</div>
                </div>
                <div class="stack">{list(here, link)}</div>
            </div>
        </main>
    }
    .into_any()
}

fn form(here: Here, link: RwSignal<Option<String>>) -> AnyView {
    let uses = RwSignal::new(USES_USUAL.to_string());
    let days = RwSignal::new(DAYS_USUAL.to_string());
    let busy = RwSignal::new(false);
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let uses_max = uses.with_untracked(|typed| figure(typed, INVITATION_USES_MAX));
        let days = days.with_untracked(|typed| figure(typed, u32::from(INVITATION_DAYS_MAX)));
        let valid_days = days.and_then(|days| u16::try_from(days).ok());
        let (Some(uses_max), Some(valid_days)) = (uses_max, valid_days) else { return };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let command = Command::of(here.id, MemberAct::InviteMembers { uses_max, valid_days });
        here.store.ask(command, move |answer| {
            busy.set(false);
            match answer {
                Ok(Outcome::Link(made)) => {
                    link.set(Some(browser::app_address() + &made));
                    here.store.say(words::invite::made());
                }
                Ok(
                    Outcome::Nothing
                    | Outcome::Community(_)
                    | Outcome::Thread(_)
                    | Outcome::Page(_)
                    | Outcome::Picture(_)
                    | Outcome::Motion(_)
                    | Outcome::File(_)
                    | Outcome::Backup { .. },
                ) => {}
                Err(refusal) => here.store.say_refusal(&refusal),
            }
        });
    };
    view! {
        <form class="stack-small" on:submit=send>
            <div class="number-row">
                {number(words::invite::how_many(), INVITATION_USES_MAX, uses)}
                {number(words::invite::how_long(), u32::from(INVITATION_DAYS_MAX), days)}
            </div>
            {note(NoteTone::Info, words::invite::who_reads())}
            <p class="actions">{submit(words::invite::make(), busy.into())}</p>
        </form>
    }
    .into_any()
}

/// A whole number from one to the most.
fn figure(typed: &str, max: u32) -> Option<u32> {
    typed.trim().parse().ok().filter(|all| (1..=max).contains(all))
}

fn number(label: String, max: u32, value: RwSignal<String>) -> AnyView {
    let id = fresh_id("number");
    let error_id = format!("{id}-error");
    let is_wrong = move || value.with(|typed| figure(typed, max)).is_none();
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input
                class="input"
                id=id
                type="text"
                inputmode="numeric"
                autocomplete="off"
                aria-describedby=error_id.clone()
                aria-invalid=move || is_wrong().then_some("true")
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
            <span class="field-error" id=error_id.clone() role="alert" aria-live="assertive">
                {move || {
                    is_wrong().then(|| (icon("warn"), words::invite::number_between(max)))
                }}
            </span>
        </div>
    }
    .into_any()
}

/// A link to be copied, or read by a camera.
pub fn shown_link(here: Here, link: String, label: String, note: AnyView) -> AnyView {
    let id = fresh_id("link");
    let code = qr(&link, words::invite::qr_label());
    let copied = link.clone();
    let copy = move || {
        let link = copied.clone();
        spawn_local(async move {
            let is_copied = browser::copy_text(&link).await;
            here.store.say(if is_copied {
                words::invite::copied()
            } else {
                words::invite::not_copied()
            });
        });
    };
    let select_all = |event: leptos::ev::FocusEvent| {
        event_target::<leptos::web_sys::HtmlInputElement>(&event).select();
    };
    view! {
        <div class="stack-small">
            <div class="field">
                <label class="visually-hidden" for=id.clone()>{label}</label>
                <input
                    class="input link-text"
                    id=id
                    readonly=true
                    prop:value=link
                    on:focus=select_all
                />
            </div>
            <p class="actions">
                {button_with(Weight::Primary, "link", words::invite::copy(), copy)}
            </p>
            {code}
            {note}
        </div>
    }
    .into_any()
}

fn list(here: Here, link: RwSignal<Option<String>>) -> AnyView {
    let all = here.store.watch::<Arc<Vec<InvitationCard>>>(ViewKey::Invitations(here.id));
    let inside = move || {
        let all = all.get().unwrap_or_default();
        if all.is_empty() {
            return empty(words::invite::none_title(), words::invite::none_text(), ().into_any());
        }
        let rows = all.iter().map(|card| row(here, card, link)).collect_view();
        view! { <ul class="rows entries" role="list">{rows}</ul> }.into_any()
    };
    part("invitations", words::invite::list(), (), inside.into_any())
}

fn row(here: Here, card: &InvitationCard, shown: RwSignal<Option<String>>) -> AnyView {
    let key = card.key;
    let until = format::full_day(card.expires);
    let state = match card.state {
        InvitationState::Open => words::invite::open_until(&until),
        InvitationState::UsedUp => words::invite::used_up(),
        InvitationState::Expired => words::invite::expired(&until),
        InvitationState::Withdrawn => words::invite::withdrawn(),
    };
    let used = u32::try_from(card.came.len()).unwrap_or(u32::MAX);
    let came = if card.came.is_empty() {
        words::invite::nobody_came()
    } else {
        words::invite::came(&here.names(&card.came))
    };
    let made = words::invite::made_by(&here.name(card.by), &format::full_day(card.made));
    let is_open = card.state == InvitationState::Open;
    let link = card.link.clone().filter(|_| is_open);
    let link = link.map(|fragment| browser::app_address() + &fragment);
    let show = link.map(|link| {
        button(Weight::Plain, words::invite::show_link(), move || shown.set(Some(link.clone())))
    });
    let withdraw = is_open.then(|| {
        button(Weight::Danger, words::invite::withdraw(), move || {
            let command = Command::of(here.id, MemberAct::WithdrawInvitation { invitation: key });
            here.store.act(command, move |_| {
                shown.set(None);
                here.store.say(words::invite::withdrawn_now());
            });
        })
    });
    view! {
        <li>
            <span class="what">{state}", "{words::invite::uses(card.uses_max, used)}</span>
            <p>{made}</p>
            <p>{came}</p>
            <p class="actions">{show} {withdraw}</p>
        </li>
    }
    .into_any()
}
