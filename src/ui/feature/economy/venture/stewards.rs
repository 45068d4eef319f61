//! Who runs a venture and until when, who takes part; an election is made ready here and put to the
//! vote.

use leptos::ev;
use leptos::prelude::*;

use super::of_venture;
use crate::clock::Date;
use crate::id::{CommandId, MemberId};
use crate::message::economy::view::StewardsView;
use crate::message::economy::{EconomyAct, MoneyEffect};
use crate::ui::feature::decide::put::money::leave;
use crate::ui::feature::economy::inputs::read_date;
use crate::ui::feature::economy::{DeskNow, ask};
use crate::ui::feature::people::membership;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, link_button};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::face::FaceSize;
use crate::ui::kit::field::date_field;
use crate::ui::kit::fresh_id;
use crate::ui::kit::head::part;
use crate::ui::kit::icon::icon;
use crate::ui::route::Place;
use crate::ui::words;

/// Days before the end of a term in which it is told.
const SOON_DAYS: i32 = 30;

/// The part of the page.
pub fn stewards(here: Here, now: DeskNow, venture: CommandId) -> AnyView {
    let office = of_venture(now, |view| view.card.stewards.clone());
    let handle = DialogHandle::new();
    let told = move || {
        let office = office.get()?;
        Some(match office {
            None => view! { <p class="meta">{words::steward::nobody_yet()}</p> }.into_any(),
            Some(office) => in_office(here, &office),
        })
    };
    let may = move || {
        (membership::may_vote(here) && !here.is_former).then(|| {
            view! {
                <p class="actions after">
                    {button(Weight::Plain, words::steward::elect(), move || handle.open())}
                </p>
            }
        })
    };
    let inside = view! {
        {told}
        {may}
        {dialog(handle, words::steward::elect(), move || {
            let before = office.get_untracked().flatten();
            let before = before.map(|office| office.members).unwrap_or_default();
            form(here, venture, &before, handle)
        })}
    };
    part("stewards", words::steward::who_runs(), (), inside.into_any())
}

fn in_office(here: Here, office: &StewardsView) -> AnyView {
    let today = here.today();
    let is_over = office.until < today || office.members.is_empty();
    let rows = office.members.iter().map(|member| person(here, *member)).collect_view();
    let decision = here.to(Place::Motion(office.motion));
    let (tone, name) = if is_over { ("doubt", "warn") } else { ("good", "check") };
    let told = match is_over {
        true => words::steward::term_over(&format::calendar_full(office.until.min(today))),
        false => term(office.until, today),
    };
    view! {
        {(!is_over).then(|| view! { <ul class="rows" role="list">{rows}</ul> })}
        <p class="meta-row">
            <span class="badge" data-variant=tone>{icon(name)} {told}</span>
            {link_button(Weight::Quiet, None, words::steward::by_decision(), decision)}
        </p>
    }
    .into_any()
}

/// How long the term still is.
fn term(until: Date, today: Date) -> String {
    let day = format::calendar_full(until);
    if until == today {
        return words::steward::ends_today();
    }
    match (1..=SOON_DAYS).find(|days| today.plus_days(*days) == until) {
        Some(days) => {
            let left = words::agreement::days(days.unsigned_abs());
            words::steward::ends_soon(&day, &left)
        }
        None => words::steward::until(&day),
    }
}

fn person(here: Here, member: MemberId) -> AnyView {
    view! {
        <li class="who-line">
            {here.face(FaceSize::Small, member)}
            <a href=here.to(Place::Person(member))>{move || here.name_you(member)}</a>
        </li>
    }
    .into_any()
}

fn form(here: Here, venture: CommandId, before: &[MemberId], own: DialogHandle) -> AnyView {
    let chosen = RwSignal::new(before.to_vec());
    let year = here.today().plus_days(365);
    let until = RwSignal::new(year.to_string());
    let refused = RwSignal::new(String::new());
    let rows = here
        .all_members()
        .into_iter()
        .map(|card| {
            let (id, member) = (fresh_id("steward"), card.id);
            let toggle = move |_: ev::Event| {
                chosen.update(|all| match all.iter().position(|one| *one == member) {
                    Some(at) => drop(all.remove(at)),
                    None => all.push(member),
                });
            };
            view! {
                <li class="choice">
                    <input
                        type="checkbox"
                        id=id.clone()
                        prop:checked=move || chosen.with(|all| all.contains(&member))
                        on:change=toggle
                    />
                    <label for=id>{move || here.name_you(member)}</label>
                </li>
            }
        })
        .collect_view();
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let members = chosen.get_untracked();
        let until = match read_date(&until.get_untracked()) {
            Ok(until) => until,
            Err(why) => return refused.set(why),
        };
        if members.is_empty() {
            return refused.set(words::steward::nobody_chosen());
        }
        // The vote takes days: a term that is over by then would be none.
        if until <= here.today() {
            return refused.set(words::steward::until_past());
        }
        leave(here, &MoneyEffect::ElectStewards { venture, members, until });
        own.close();
        here.go(Place::NewMotion(None));
    };
    let told = move || {
        let why = refused.get();
        (!why.is_empty()).then(|| view! { <p class="field-error">{icon("warn")} {why}</p> })
    };
    view! {
        <form class="stack-small" on:submit=send novalidate>
            <p>{words::steward::elect_text()}</p>
            <fieldset class="field choices">
                <legend>{words::steward::who_shall()}</legend>
                <ul class="rows" role="list">{rows}</ul>
            </fieldset>
            {date_field(words::steward::until_when(), until)}
            <div role="alert" aria-live="assertive">{told}</div>
            <div class="actions">
                {button(Weight::Plain, words::common::cancel(), move || own.close())}
                <button class="button" type="submit" data-variant="primary">
                    {words::steward::to_vote()}
                </button>
            </div>
        </form>
    }
    .into_any()
}

/// Who takes part by their own word; each says it of themselves.
pub fn members(here: Here, now: DeskNow, venture: CommandId) -> AnyView {
    let members = of_venture(now, |view| view.members.clone());
    let list = move || {
        let members = members.get()?;
        Some(if members.is_empty() {
            view! { <p class="meta">{words::steward::nobody_takes_part()}</p> }.into_any()
        } else {
            let rows = members.iter().map(|member| person(here, *member)).collect_view();
            view! { <ul class="rows" role="list">{rows}</ul> }.into_any()
        })
    };
    let own = move || {
        let me = here.me().filter(|_| !here.is_former)?;
        let is_in = members.get()?.contains(&me);
        let (label, act) = match is_in {
            true => (words::steward::leave(), EconomyAct::LeaveVenture { venture }),
            false => (words::steward::join(), EconomyAct::JoinVenture { venture }),
        };
        let press = move || {
            ask(here, &act, move |answer| {
                if let Err(why) = answer {
                    here.store.say(why);
                }
            });
        };
        Some(view! { <p class="actions after">{button(Weight::Quiet, label, press)}</p> })
    };
    let inside = view! { {list} {own} };
    part("members", words::steward::takes_part(), (), inside.into_any())
}
