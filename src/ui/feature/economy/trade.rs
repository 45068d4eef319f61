//! Trade with other communities: with whom and how it stands, what went between us, and the letters that
//! people hand over.

use leptos::prelude::*;

use crate::message::economy::view::{Desk, EconomyView, TradeView};
use crate::ui::feature::economy::list::{self, Current};
use crate::ui::feature::economy::{DeskNow, desk, part as part_of, when_here};
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, button_with, link_button};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::empty::empty;
use crate::ui::kit::head::part;
use crate::ui::kit::icon::pointing_icon;
use crate::ui::route::Place;
use crate::ui::words;

pub mod agreement;
mod letter;
mod send;
mod take_in;
mod transfers;

/// The screen.
pub fn trade(here: Here) -> AnyView {
    let now = desk(here, || Desk::Trade);
    view! {
        {list::list_alone(here, Current::Trade)}
        <main class="detail" id="main">
            <a class="back" href=here.to(Place::Economy)>
                {pointing_icon("left")} {words::common::economy()}
            </a>
            <header class="page-title">
                <h1>{words::trade::title()}</h1>
                <p class="lede">{words::trade::lede()}</p>
            </header>
            {when_here(here, now, move || inside(here, now))}
        </main>
    }
    .into_any()
}

/// A part of the view.
fn of_trade<T: PartialEq + Send + Sync + 'static>(
    now: DeskNow,
    read: impl Fn(&TradeView) -> T + Send + Sync + 'static,
) -> Memo<Option<T>> {
    part_of(
        now,
        move |view| if let EconomyView::Trade(trade) = view { Some(read(trade)) } else { None },
    )
}

fn inside(here: Here, now: DeskNow) -> AnyView {
    view! {
        <div class="stack">
            {(!here.is_former).then(|| doing(here, now))}
            {agreements(here, now)}
            {transfers::transfers(here, now)}
        </div>
    }
    .into_any()
}

/// What can be done here.
fn doing(here: Here, now: DeskNow) -> AnyView {
    let (sending, taking, introducing) =
        (DialogHandle::new(), DialogHandle::new(), DialogHandle::new());
    let is_trader = of_trade(now, move |trade| {
        let mut open = trade.agreements.iter().filter(|one| one.is_open);
        open.any(|one| Some(one.terms.trader) == here.me())
    });
    let send = move || {
        (is_trader.get() == Some(true)).then(|| {
            button_with(Weight::Primary, "share", words::trade::send(), move || sending.open())
        })
    };
    view! {
        <p class="actions">
            {send}
            {button_with(Weight::Plain, "mailbox", words::trade::take_in(), move || taking.open())}
            {button_with(Weight::Plain, "hand", words::trade::introduce(), move || {
                introducing.open();
            })}
        </p>
        {dialog(sending, words::trade::send(), move || send::send(here, now, move || sending.close()))}
        {dialog(taking, words::trade::take_in(), move || {
            take_in::take_in(here, now, move || taking.close())
        })}
        {dialog(introducing, words::trade::introduce(), move || introduce(here, now, introducing))}
    }
    .into_any()
}

fn introduce(here: Here, now: DeskNow, own: DialogHandle) -> AnyView {
    let introduction = of_trade(now, |trade| trade.introduction.clone());
    let told = move || match introduction.get().flatten() {
        Some(text) => view! {
            <div class="stack-small">
                <p>{words::trade::introduce_text()}</p>
                {letter::shown(here, words::trade::our_introduction(), text)}
            </div>
        }
        .into_any(),
        None => view! { <p>{words::trade::no_introduction()}</p> }.into_any(),
    };
    view! {
        {told}
        <div class="actions">
            {button(Weight::Plain, words::common::close(), move || own.close())}
        </div>
    }
    .into_any()
}

fn agreements(here: Here, now: DeskNow) -> AnyView {
    let all = of_trade(now, |trade| trade.agreements.clone());
    let inside = move || {
        let all = all.get().unwrap_or_default();
        if all.is_empty() {
            let link = (!here.is_former).then(|| {
                link_button(
                    Weight::Plain,
                    Some("decide"),
                    words::trade::put_motion(),
                    here.to(Place::NewMotion(None)),
                )
            });
            return empty(words::trade::none_title(), words::trade::none_text(), link.into_any());
        }
        let rows = all.iter().map(|one| agreement::row(here, one)).collect_view();
        view! { <ul class="entries rows" role="list">{rows}</ul> }.into_any()
    };
    part("agreements", words::trade::agreements(), (), inside.into_any())
}
