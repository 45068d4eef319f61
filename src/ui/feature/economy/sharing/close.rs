//! The proposal that the books are closed up to a day and shared out by the rule in force.

use leptos::ev;
use leptos::prelude::*;

use crate::clock::HOUR_MS;
use crate::message::command::Outcome;
use crate::message::economy::EconomyAct;
use crate::message::economy::view::Sharing;
use crate::ui::feature::decide::motions_of;
use crate::ui::feature::decide::put::fields::number;
use crate::ui::feature::economy::Sending;
use crate::ui::feature::economy::does;
use crate::ui::feature::economy::inputs::{read_date, read_words};
use crate::ui::feature::people::membership;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button_with};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::field::{Line, date_field, text_area, text_field};
use crate::ui::kit::head::part;
use crate::ui::route::Place;
use crate::ui::words;

/// The part of the page.
pub fn close(here: Here, all: Memo<Option<Sharing>>) -> AnyView {
    let handle = DialogHandle::new();
    let rule = move || {
        let rule = all.get()?.rule;
        let told = match &rule {
            Some((_, rule)) => words::sharing::rule_now(&does::parts_said(rule)),
            None => words::sharing::no_rule(),
        };
        let link = rule.map(|(motion, _)| {
            let to = here.to(Place::Motion(motion));
            view! { " " <a href=to>{words::people::why_removed()}</a> }
        });
        Some(view! { <p>{told} {link}</p> })
    };
    let action = move || {
        let may = membership::may_vote(here) && !here.is_former;
        may.then(|| {
            view! {
                <p class="actions after">
                    {button_with(Weight::Plain, "seal", words::sharing::propose_closing(), move || {
                        handle.open();
                    })}
                </p>
            }
        })
    };
    let inside = view! {
        {rule}
        <p class="meta">{words::sharing::closing_text()}</p>
        {action}
        {dialog(handle, words::sharing::propose_closing(), move || form(here, all, handle))}
    };
    part("closing", words::sharing::close_title(), (), inside.into_any())
}

fn form(here: Here, all: Memo<Option<Sharing>>, own: DialogHandle) -> AnyView {
    let today = format::day_of(here.store.now().get_untracked());
    let usual = today.month_start().plus_days(-1);
    let known = all.get_untracked().map(|sharing| (sharing.from, sharing.due));
    let until = match known {
        Some((_, Some(due))) => due,
        // The month before this one, unless that is closed already.
        Some((Some(from), None)) if from > usual => today,
        Some((_, None)) | None => usual,
    };
    let motions = motions_of(here);
    let least =
        move || motions.with(|now| now.as_ref().map(|now| now.constitution.rules.money.hours_min));
    let days = RwSignal::new("3".to_owned());
    Effect::new(move |_| {
        if let Some(least) = least() {
            days.set(least.div_ceil(24).max(1).to_string());
        }
    });
    let until = RwSignal::new(until.to_string());
    let month = read_date(&until.get_untracked()).map(|until| format::calendar_month(until, today));
    let title = RwSignal::new(words::sharing::closing_question(&month.unwrap_or_default()));
    let text = RwSignal::new(String::new());
    let sending = Sending::new();
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let act = (|| {
            let days =
                number(days).filter(|days| *days > 0).ok_or_else(words::put::number_wrong)?;
            Ok(EconomyAct::ProposeClosing {
                until: read_date(&until.get_untracked())?,
                title: read_words(&words::put::question(), &title.get_untracked())?,
                text: text.get_untracked().trim().to_owned(),
                hours: days.saturating_mul(24),
            })
        })();
        sending.send(here, act, move |outcome| {
            own.close();
            here.store.say(words::put::opened());
            match outcome {
                Outcome::Motion(motion) => here.go(Place::Motion(motion)),
                Outcome::Nothing
                | Outcome::Community(_)
                | Outcome::Link(_)
                | Outcome::Thread(_)
                | Outcome::Page(_)
                | Outcome::Picture(_)
                | Outcome::File(_)
                | Outcome::Backup { .. } => here.go(Place::Decide),
            }
        });
    };
    let least_said = move || {
        least().map(|hours| words::put::time_hint(&format::span(u64::from(hours) * HOUR_MS)))
    };
    let none = Signal::stored(String::new());
    view! {
        <form class="stack-small" on:submit=send novalidate>
            <p class="meta">{words::sharing::closing_form_text()}</p>
            {date_field(words::sharing::close_until(), until)}
            {text_field(Line::Text, words::put::question(), String::new(), title, none)}
            {text_area(words::put::text(), String::new(), text)}
            {text_field(Line::Text, words::sharing::days_open(), String::new(), days, none)}
            <p class="hint-line">{least_said}</p>
            {sending.foot(words::sharing::propose_closing(), move || own.close())}
        </form>
    }
    .into_any()
}
