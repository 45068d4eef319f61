//! Care for each other: the aid fund, what somebody needs, what others pledge, and who can be told. Why
//! somebody needs it is shown to whoever it was sealed to, and to nobody else.

use leptos::prelude::*;

use crate::message::economy::EconomyAct;
use crate::message::economy::care::{CareAct, CareView};
use crate::message::economy::view::{Desk, EconomyView};
use crate::ui::feature::economy::amount;
use crate::ui::feature::economy::list::{self, Current};
use crate::ui::feature::economy::{DeskNow, desk, part as part_of, when_here};
use crate::ui::feature::people::membership;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, button_with};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::face::FaceSize;
use crate::ui::kit::head::part;
use crate::ui::kit::icon::pointing_icon;
use crate::ui::route::Place;
use crate::ui::words;

mod ask;
mod close;
mod need;

/// The screen.
pub fn care(here: Here) -> AnyView {
    let now = desk(here, || Desk::Care);
    view! {
        {list::list_alone(here, Current::Care)}
        <main class="detail" id="main">
            <a class="back" href=here.to(Place::Economy)>
                {pointing_icon("left")} {words::common::economy()}
            </a>
            <header class="page-title">
                <h1>{words::care::title()}</h1>
                <p class="lede">{words::care::lede()}</p>
            </header>
            {when_here(here, now, move || inside(here, now))}
        </main>
    }
    .into_any()
}

/// A part of the view.
fn of_care<T: PartialEq + Send + Sync + 'static>(
    now: DeskNow,
    read: impl Fn(&CareView) -> T + Send + Sync + 'static,
) -> Memo<Option<T>> {
    part_of(
        now,
        move |view| if let EconomyView::Care(care) = view { Some(read(care)) } else { None },
    )
}

/// Does something about a need, and says that it was done.
fn act(here: Here, act: CareAct, done: fn() -> String) {
    super::ask(here, &EconomyAct::Care(act), move |answer| match answer {
        Ok(_) => here.store.say(done()),
        Err(why) => here.store.say(why),
    });
}

fn inside(here: Here, now: DeskNow) -> AnyView {
    view! {
        <div class="stack">
            {needs(here, now)}
            {fund(here, now)}
            {listening(here, now)}
            {closed(here, now)}
        </div>
    }
    .into_any()
}

fn needs(here: Here, now: DeskNow) -> AnyView {
    let open = of_care(now, |care| {
        care.needs.iter().filter(|one| need::is_open(one)).cloned().collect::<Vec<_>>()
    });
    let handle = DialogHandle::new();
    let ask = (!here.is_former).then(|| {
        view! {
            <p class="actions after">
                {button_with(Weight::Primary, "hand", words::care::ask(), move || handle.open())}
            </p>
            {dialog(handle, words::care::ask(), move || {
                ask::ask(here, now, move || handle.close())
            })}
        }
    });
    let nothing = move || {
        let is_empty = open.with(|open| open.as_ref().is_some_and(Vec::is_empty));
        is_empty.then(|| view! { <p class="meta">{words::care::nothing()}</p> })
    };
    let inside = view! {
        {nothing}
        <ul class="rows waiting" role="list">
            <For
                each=move || open.get().unwrap_or_default()
                key=|one| format!("{one:?}")
                children=move |one| need::need(here, now, &one)
            />
        </ul>
        {ask}
    };
    part("needs", words::care::needs(), (), inside.into_any())
}

fn closed(here: Here, now: DeskNow) -> AnyView {
    let closed = of_care(now, |care| {
        care.needs.iter().filter(|one| !need::is_open(one)).cloned().collect::<Vec<_>>()
    });
    (move || {
        let closed = closed.get().filter(|closed| !closed.is_empty())?;
        let rows = closed.iter().map(|one| need::need(here, now, one)).collect_view();
        let inside = view! { <ul class="rows waiting" role="list">{rows}</ul> };
        Some(part("closed-needs", words::care::closed(), (), inside.into_any()))
    })
    .into_any()
}

fn fund(here: Here, now: DeskNow) -> AnyView {
    let fund = of_care(now, |care| (care.fund.clone(), care.fund_left.clone()));
    let told = move || {
        let (has, left) = fund.get()?;
        let rest = (has != left).then(|| words::care::fund_left(&amount::said(&left)));
        Some(view! { <p>{words::care::fund_has(&amount::said(&has))} " " {rest}</p> })
    };
    let ask = (!here.is_former).then(|| {
        view! {
            <p class="actions">
                {button(Weight::Plain, words::care::ask_fund(), move || here.dialogs.money.open())}
            </p>
        }
    });
    let inside = view! {
        <div class="stack-small">
            {told} <p class="meta">{words::care::fund_how()}</p> {ask}
        </div>
    };
    part("aid-fund", words::care::fund(), (), inside.into_any())
}

fn listening(here: Here, now: DeskNow) -> AnyView {
    let known = of_care(now, |care| (care.listeners.clone(), care.is_listening));
    let rows = move || {
        let (listeners, _) = known.get()?;
        let row = |member: crate::id::MemberId| {
            view! {
                <li class="who-line">
                    {here.face(FaceSize::Small, member)}
                    <span>{move || here.name_you(member)}</span>
                </li>
            }
        };
        Some(listeners.into_iter().map(row).collect_view())
    };
    let nobody = move || {
        let is_empty = known.with(|known| known.as_ref().is_some_and(|(all, _)| all.is_empty()));
        is_empty.then(|| view! { <p>{words::care::nobody_yet()}</p> })
    };
    let own = move || {
        let (listeners, is_listening) = known.get()?;
        if is_listening {
            return Some(view! { <p class="meta">{words::care::listens()}</p> }.into_any());
        }
        if here.is_former || !membership::may_vote(here) {
            return None;
        }
        let elsewhere = here.me().is_some_and(|me| listeners.contains(&me));
        let label = if elsewhere { words::care::listen_too() } else { words::care::listen() };
        Some(
            view! {
                <p class="meta">{words::care::listen_text()}</p>
                <p class="actions">
                    {button_with(Weight::Plain, "care", label, move || {
                        act(here, CareAct::Listen, words::care::listening_done);
                    })}
                </p>
            }
            .into_any(),
        )
    };
    let inside = view! {
        <div class="stack-small">
            <p class="meta">{words::care::listening_text()}</p>
            {nobody}
            <ul class="rows" role="list">{rows}</ul>
            {own}
        </div>
    };
    part("listening", words::care::listening(), (), inside.into_any())
}
