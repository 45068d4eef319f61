//! Saying that one needs something: how much, by when, who keeps it, and why, for this person alone.

use leptos::ev;
use leptos::prelude::*;

use super::of_care;
use crate::message::economy::EconomyAct;
use crate::message::economy::care::{CareAct, Need};
use crate::money::Commodity;
use crate::ui::feature::economy::inputs::{amount_field, read_amount, read_date};
use crate::ui::feature::economy::{DeskNow, Sending};
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::field::{choice_field, date_field, text_area};
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::words;

/// Days until a need is to be met, before anybody says otherwise.
const USUAL_DAYS: i32 = 14;

#[derive(Clone, Copy)]
struct Fields {
    base: StoredValue<Commodity>,
    most: RwSignal<String>,
    least: RwSignal<String>,
    until: RwSignal<String>,
    steward: RwSignal<String>,
    words: RwSignal<String>,
}

/// The form.
pub fn ask(here: Here, now: DeskNow, close: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let known = of_care(now, |care| (care.fund.commodity.clone(), care.listeners.clone()));
    let Some((base, mut listeners)) = known.get_untracked() else { return ().into_any() };
    let me = untrack(|| here.me());
    listeners.retain(|member| Some(*member) != me);
    if listeners.is_empty() {
        return view! {
            {note(NoteTone::Info, view! { <p>{words::care::nobody_listens()}</p> })}
            <div class="actions">{button(Weight::Plain, words::common::close(), close)}</div>
        }
        .into_any();
    }
    let fields = Fields {
        base: StoredValue::new(base),
        most: RwSignal::new(String::new()),
        least: RwSignal::new(String::new()),
        until: RwSignal::new(here.today().plus_days(USUAL_DAYS).to_string()),
        steward: RwSignal::new(String::new()),
        words: RwSignal::new(String::new()),
    };
    let stewards = std::iter::once((String::new(), words::put::choose_one()));
    let stewards = stewards.chain(listeners.iter().map(|one| (one.to_string(), here.name(*one))));
    let sending = Sending::new();
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        sending.send(here, read(here, fields), move |_| {
            close();
            here.store.say(words::care::asked());
        });
    };
    let unit = move || fields.base.get_value().to_string();
    view! {
        <form class="stack-small" on:submit=send novalidate>
            <p>{words::care::ask_seen()}</p>
            <p class="meta">{words::care::ask_for_another()}</p>
            <div class="field-pair">
                {amount_field(words::economy::how_much(), unit, String::new(), fields.most)}
                {amount_field(words::care::at_least(), unit, words::care::at_least_hint(), fields.least)}
            </div>
            {date_field(words::care::by_when(), fields.until)}
            {choice_field(words::care::steward(), stewards.collect(), fields.steward)}
            {text_area(words::care::why(), words::care::why_hint(), fields.words)}
            {sending.foot(words::care::ask_now(), close)}
        </form>
    }
    .into_any()
}

fn read(here: Here, fields: Fields) -> Result<EconomyAct, String> {
    let base = fields.base.get_value();
    let money = read_amount(&fields.most.get_untracked(), &base)?;
    let least = fields.least.get_untracked();
    let at_least = if least.trim().is_empty() { None } else { Some(read_amount(&least, &base)?) };
    let until = read_date(&fields.until.get_untracked())?;
    let steward = fields.steward.with_untracked(|whom| whom.parse());
    let steward = steward.map_err(|_| words::economy::choose_whom())?;
    let need = Need { date: here.today(), until, money, at_least, steward, words: None };
    Ok(EconomyAct::Care(CareAct::Ask { need, words: fields.words.get_untracked() }))
}
