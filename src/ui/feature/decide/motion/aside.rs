//! Beside a motion: what the proposer can do, an alarm for its end, and where it is by now.

use std::sync::Arc;

use leptos::prelude::*;

use crate::exchange::ics::{self, Alarm, When};
use crate::message::command::{Command, MotionAct, Writing};
use crate::message::model::{Delivery, MotionState, ReviewStage};
use crate::platform::browser;
use crate::ui::feature::decide::motion::Open;
use crate::ui::feature::decide::saying;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, link_button};
use crate::ui::kit::delivery::dial;
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::icon::icon;
use crate::ui::route::Place;
use crate::ui::words;

/// How long before the end the alarm rings.
const ALARM_HOURS: u32 = 24;

/// All of it.
pub fn aside(open: Open) -> AnyView {
    view! {
        {proposer(open)}
        {my_vote(open)}
        {calendar(open)}
        {delivery(open)}
    }
    .into_any()
}

/// While the motion is open the vote stands in the page itself.
fn my_vote(open: Open) -> AnyView {
    let here = open.here;
    let me = here.me();
    let told = open.slice(move |view| {
        let mine = view.ballots.iter().find(|ballot| Some(ballot.by) == me).cloned();
        let (card, options) = (&view.card, Arc::new(view.options.clone()));
        (mine, card.state == MotionState::Open, card.may_vote, card.method, options)
    });
    (move || {
        let (mine, is_open, may_vote, method, options) = told.get()?;
        if is_open || !may_vote {
            return None;
        }
        let inside = match mine {
            Some(mine) => {
                let at = mine.at;
                let when =
                    move || words::motion::given_at(&format::moment(at, here.store.now().get()));
                let choice = saying::mine(&mine.choice, method, &options);
                view! {
                    <p class="said with-icon">{icon("check")} <span dir="auto">{choice}</span></p>
                    <p class="meta">{when}</p>
                }
                .into_any()
            }
            None => view! { <p class="meta">{words::motion::you_did_not_vote()}</p> }.into_any(),
        };
        Some(view! { <section><h2>{words::motion::your_vote()}</h2> {inside}</section> })
    })
    .into_any()
}

fn delivery(open: Open) -> AnyView {
    let here = open.here;
    let delivery = open.slice(|view| view.delivery.clone());
    let is_known = Memo::new(move |_| delivery.with(Option::is_some));
    let now = move || delivery.get().unwrap_or(Delivery::Saving);
    let dial = move || is_known.get().then(|| untrack(|| dial(move || here.dial_of(&now()))));
    view! { <section><h2>{words::motion::where_it_is()}</h2> <p>{dial}</p></section> }.into_any()
}

fn proposer(open: Open) -> AnyView {
    let here = open.here;
    let mine = open.slice(move |view| {
        let card = &view.card;
        card.proposer.is_some() && card.proposer == here.me() && card.state == MotionState::Open
    });
    let withdraw = DialogHandle::new();
    let part = move || {
        (mine.get() == Some(true) && !here.is_former).then(|| {
            let amend = here.to(Place::Amend(open.id));
            view! {
                <section>
                    <h2>{words::motion::of_the_proposer()}</h2>
                    <p class="meta">{words::motion::amend_text()}</p>
                    <p class="actions after">
                        {link_button(Weight::Plain, Some("edit"), words::motion::amend(), amend)}
                        {button(Weight::Quiet, words::motion::withdraw(), move || withdraw.open())}
                    </p>
                </section>
            }
        })
    };
    view! {
        {part}
        {dialog(withdraw, words::motion::withdraw_title(), move || ask_withdraw(open, withdraw))}
    }
    .into_any()
}

fn ask_withdraw(open: Open, own: DialogHandle) -> AnyView {
    let (here, motion) = (open.here, open.id);
    let press = move || {
        own.close();
        let act = MotionAct::Withdraw;
        here.store.act(Command::write(here.id, Writing::Motion { motion, act }), move |_| {
            here.store.say(words::motion::withdrawn());
        });
    };
    view! {
        <p>{words::motion::withdraw_ask()}</p>
        <div class="actions">
            {button(Weight::Plain, words::common::cancel(), move || own.close())}
            {button(Weight::Danger, words::motion::withdraw(), press)}
        </div>
    }
    .into_any()
}

/// A file for the reader's calendar; its address lives as long as the link.
fn calendar(open: Open) -> AnyView {
    let here = open.here;
    let told = open.slice(|view| {
        let card = &view.card;
        let is_open = card.state == MotionState::Open;
        let when = When::Moment { at: card.deadline, hours_before: ALARM_HOURS };
        let again = view.review.as_ref().filter(|review| review.stage == ReviewStage::ToCome);
        let review = again.map(|review| When::Day(review.on)).filter(|_| !is_open);
        (card.title.clone(), if is_open { Some(when) } else { review })
    });
    (move || {
        let (title, when) = told.get()?;
        let when = when?;
        let (head, text, label) = match when {
            When::Moment { .. } => (
                words::motion::calendar_title(&title),
                words::motion::calendar_text(),
                words::motion::calendar(),
            ),
            When::Day(_) => (
                words::motion::review_title(&title),
                words::motion::review_calendar_text(),
                words::motion::review_calendar(),
            ),
        };
        let now = untrack(|| here.store.now().get());
        let alarm = Alarm {
            id: match when {
                When::Moment { .. } => format!("{}@phyle", open.id),
                When::Day(_) => format!("{}-again@phyle", open.id),
            },
            made: now,
            when,
            title: head,
            text: address(here, open),
        };
        let url = browser::object_url("text/calendar", ics::file(&alarm).as_bytes())?;
        let own = url.clone();
        on_cleanup(move || browser::revoke_object_url(&own));
        Some(view! {
            <section>
                <h2>{words::motion::calendar_head()}</h2>
                <p class="meta">{text}</p>
                <p class="actions after">
                    <a class="button" href=url download="phyle.ics">
                        {icon("calendar")}
                        {label}
                    </a>
                </p>
            </section>
        })
    })
    .into_any()
}

fn address(here: Here, open: Open) -> String {
    let place = here.to(Place::Motion(open.id));
    format!("{}\n{}{place}", here.community_name(), browser::app_address())
}
