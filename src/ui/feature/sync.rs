//! Sync, truthful at a glance: where everything is, who is connected, what was tried and what to
//! do.

use leptos::prelude::*;

use crate::message::ViewKey;
use crate::message::command::Command;
use crate::message::model::{
    Checked, Delivery, PeerCard, Presence, RelayCard, RelayState, SyncReport,
};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, link_button};
use crate::ui::kit::delivery::{DialState, DialTone, dial};
use crate::ui::kit::empty::empty;
use crate::ui::kit::head::part;
use crate::ui::kit::icon::{icon, pointing_icon};
use crate::ui::route::Place;
use crate::ui::words;

pub mod attempts;
pub mod clock;
pub mod faults;

/// The rail's words: how far everything has come.
pub fn glance_short(here: Here) -> String {
    here.card.with(|card| {
        let Some(card) = card else { return words::common::sync() };
        if card.member_count < 2 {
            return words::common::only_you();
        }
        match &card.delivery {
            Delivery::Saving => words::common::saving(),
            Delivery::ThisDevice => words::common::on_this_device(),
            Delivery::With { members, others } => {
                words::common::with_short(count(members.len()), *others)
            }
            Delivery::Everyone => words::common::with_everyone(),
        }
    })
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// The screen.
pub fn sync(here: Here) -> AnyView {
    let report = here.store.watch::<SyncReport>(ViewKey::Sync(here.id));
    let report = RwSignal::from(report);
    view! {
        <main class="detail" id="main">
            <h1 class="visually-hidden">{words::sync::title()}</h1>
            {glance(here, report)}
            {clock::clock_off(report)}
            <div class="two-up">
                <div class="stack">
                    {peers_part(here, report)}
                    {relays_part(here, report)}
                </div>
                <div class="stack">
                    {attempts::attempts(here, report)}
                    {turned_away(report)}
                    {faults::faults(here)}
                    {technical(here, report)}
                </div>
            </div>
        </main>
    }
    .into_any()
}

fn say(here: Here, report: &SyncReport) -> String {
    if here.all_members().len() < 2 {
        return words::sync::say_alone();
    }
    match &report.delivery {
        Delivery::Saving => words::sync::say_saving(),
        Delivery::ThisDevice => words::sync::say_here(),
        Delivery::With { members, others } => words::sync::say_some(count(members.len()), *others),
        Delivery::Everyone => words::sync::say_everyone(),
    }
}

fn glance(here: Here, report: RwSignal<Option<SyncReport>>) -> AnyView {
    let sentence =
        Memo::new(move |_| report.with(|report| report.as_ref().map(|report| say(here, report))));
    let only_here =
        Memo::new(move |_| report.with(|report| report.as_ref().map_or(0, |now| now.only_here)));
    let stored = Memo::new(move |_| {
        report.with(|report| report.as_ref().map(|report| format::bytes(report.stored_bytes)))
    });
    view! {
        <section class="at-a-glance">
            <p class="say" role="status">{move || sentence.get()}</p>
            {coming(report)}
            <p class="meta-row">
                {move || stored.get().map(|size| view! {
                    <span class="with-icon">{icon("device")} {words::sync::on_device(&size)}</span>
                })}
                {move || (only_here.get() > 0).then(|| view! {
                    <span class="with-icon">
                        {icon("clock")} {words::sync::only_here(only_here.get())}
                    </span>
                })}
                <span class="with-icon">{icon("info")} {words::common::version_note()}</span>
            </p>
            {move || (here.all_members().len() > 1).then(|| look_button(here))}
        </section>
    }
    .into_any()
}

/// How far a newcomer, or whoever was away for long, has come.
fn coming(report: RwSignal<Option<SyncReport>>) -> AnyView {
    let checked = Memo::new(move |_| {
        report.with(|report| report.as_ref().map(|now| now.checked).unwrap_or_default())
    });
    (move || {
        let Checked { here, all } = checked.get();
        (here < all).then(|| {
            let figure = |count: u32| format::number(f64::from(count));
            view! {
                <div class="progress">
                    <label for="checked">
                        {words::sync::checked(&figure(here), &figure(all))}
                    </label>
                    <progress id="checked" max=all.to_string() value=here.to_string()></progress>
                </div>
            }
        })
    })
    .into_any()
}

fn look_button(here: Here) -> AnyView {
    let look = move || {
        here.store.act(Command::Reconnect { community: here.id }, move |_| {
            here.store.say(words::sync::looking());
        });
    };
    view! { <p class="actions">{button(Weight::Primary, words::sync::look_now(), look)}</p> }
        .into_any()
}

fn peers_part(here: Here, report: RwSignal<Option<SyncReport>>) -> AnyView {
    let peers = Memo::new(move |_| {
        report.with(|report| report.as_ref().map(|report| report.peers.clone()).unwrap_or_default())
    });
    let aside = move || {
        peers.with(|peers| {
            let now = peers.iter().filter(|peer| peer.presence == Presence::Here).count();
            (!peers.is_empty())
                .then(|| words::sync::connected_aside(count(now), count(peers.len())))
        })
    };
    let inside = move || {
        let peers = peers.get();
        if peers.is_empty() {
            let action = link_button(
                Weight::Plain,
                Some("plus"),
                words::common::invite_somebody(),
                here.to(Place::Invite),
            );
            return empty(words::sync::nobody_title(), words::sync::nobody_text(), action);
        }
        let rows = peers.iter().map(|peer| peer_row(here, peer)).collect_view();
        view! { <ul class="rows reach" role="list">{rows}</ul> }.into_any()
    };
    part("peers", words::sync::who_is_connected(), aside, inside.into_any())
}

fn peer_row(here: Here, peer: &PeerCard) -> AnyView {
    let (id, presence) = (peer.member, peer.presence);
    let (percent, tone, words) = if peer.has_all {
        (100, DialTone::Full, words::sync::has_all())
    } else if peer.pending_bytes > 0 {
        (50, DialTone::Plain, words::sync::on_the_way(&format::bytes(peer.pending_bytes)))
    } else {
        (50, DialTone::Doubt, words::sync::has_part())
    };
    view! {
        <li>
            {here.face_with_presence(id)}
            <b>{move || here.name(id)}</b>
            <span class="path">{move || here.presence_words(presence)}</span>
            {dial(move || DialState { percent, tone, words: words.clone() })}
        </li>
    }
    .into_any()
}

fn relays_part(here: Here, report: RwSignal<Option<SyncReport>>) -> AnyView {
    let relays = Memo::new(move |_| {
        report.with(|report| report.as_ref().map(|now| now.relays.clone()).unwrap_or_default())
    });
    let inside = move || {
        let relays = relays.get();
        if relays.is_empty() {
            return view! { <p>{words::sync::relays_none()}</p> }.into_any();
        }
        let rows = relays.iter().map(|relay| relay_row(here, relay)).collect_view();
        view! { <ul class="rows relays" role="list">{rows}</ul> }.into_any()
    };
    let inside = view! {
        {inside}
        <p class="meta after">{words::sync::relays_learn()}</p>
    };
    part("relays", words::sync::relays(), (), inside.into_any())
}

fn relay_row(here: Here, relay: &RelayCard) -> AnyView {
    let (name, state) = match &relay.state {
        RelayState::Idle => ("clock", words::sync::relay_idle()),
        RelayState::Connecting => ("sync", words::sync::relay_connecting()),
        RelayState::Connected => ("check", words::sync::relay_connected()),
        RelayState::Waiting(until) => {
            let moment = format::moment(*until, here.store.now().get());
            ("clock", words::sync::relay_waiting(&moment))
        }
        RelayState::Refused(why) => ("x", words::sync::relay_refused(why)),
    };
    view! { <li>{icon(name)} <b>{relay.url.clone()}</b> <span class="meta">{state}</span></li> }
        .into_any()
}

fn turned_away(report: RwSignal<Option<SyncReport>>) -> AnyView {
    let refusals = Memo::new(move |_| {
        report.with(|report| report.as_ref().map(|now| now.refusals.clone()).unwrap_or_default())
    });
    (move || {
        let refusals = refusals.get();
        (!refusals.is_empty()).then(|| {
            let rows = refusals
                .into_iter()
                .map(|(reason, n)| {
                    let n = format::number(f64::from(n));
                    view! { <li><code>{reason}</code> <span class="meta">{n}</span></li> }
                })
                .collect_view();
            let inside = view! {
                <ul class="rows relays" role="list">{rows}</ul>
                <p class="meta after">{words::sync::turned_away_note()}</p>
            };
            part("refused", words::sync::turned_away(), (), inside.into_any())
        })
    })
    .into_any()
}

fn technical(here: Here, report: RwSignal<Option<SyncReport>>) -> AnyView {
    let hash = move || {
        here.card.with(|card| card.as_ref().map(|card| card.state_hash.clone()).unwrap_or_default())
    };
    let device = move || report.with(|report| report.as_ref().map(|now| now.my_device.to_string()));
    view! {
        <details class="opens">
            <summary>{pointing_icon("right")} {words::sync::technical()}</summary>
            <dl class="facts">
                <dt id="state-hash">{words::sync::state_hash()}</dt>
                <dd><code aria-labelledby="state-hash">{hash}</code></dd>
                <dt>{words::sync::this_device()}</dt>
                <dd><code>{device}</code></dd>
            </dl>
            <p class="meta">{words::sync::state_hash_note()}</p>
        </details>
    }
    .into_any()
}
