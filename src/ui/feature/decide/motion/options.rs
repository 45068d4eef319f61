//! Points for each option: a mark, 0 to 5, dots out of so many, or how well an hour suits.

use leptos::prelude::*;

use crate::message::motion::Method;
use crate::ui::feature::calendar::poll;
use crate::ui::feature::decide::motion::ballot::Given;
use crate::ui::feature::decide::saying;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::icon_button;
use crate::ui::kit::field::segments;
use crate::ui::kit::fresh_id;
use crate::ui::words;

/// The most that an option can be given by marks, points and hours.
const SCORE_MAX: u32 = 5;
const HOUR_MAX: u32 = 2;

/// One control for each option.
pub fn options(here: Here, method: Method, names: Vec<String>, given: Given) -> AnyView {
    let signals = given.get_value();
    let rows = names
        .into_iter()
        .zip(signals)
        .map(|(name, points)| match method {
            Method::Approval => mark(name, points),
            Method::TimePoll => {
                let hint = poll::told(here, &name);
                scale(name, hint, points, (HOUR_MAX, saying::hour_said))
            }
            Method::Dots { each } => dots(name, points, each, given),
            Method::Score
            | Method::Majority
            | Method::TwoThirds
            | Method::Absolute
            | Method::Consent
            | Method::ThreeQuarters
            | Method::Ranking => {
                scale(name, None, points, (SCORE_MAX, |n| format::number(f64::from(n))))
            }
        })
        .collect_view();
    let left = match method {
        Method::Dots { each } => Some(dots_left(each, given)),
        Method::Majority
        | Method::TwoThirds
        | Method::Absolute
        | Method::Consent
        | Method::ThreeQuarters
        | Method::Approval
        | Method::Score
        | Method::TimePoll
        | Method::Ranking => None,
    };
    view! {
        <p class="meta">{saying::method_text(method)}</p>
        {left}
        <ul class="rows option-rows" role="list">{rows}</ul>
    }
    .into_any()
}

fn mark(name: String, points: RwSignal<Option<u32>>) -> AnyView {
    let id = fresh_id("option");
    view! {
        <li class="choice">
            <input
                type="checkbox"
                id=id.clone()
                prop:checked=move || points.get() == Some(1)
                on:change=move |event| points.set(event_target_checked(&event).then_some(1))
            />
            <label for=id dir="auto">{name}</label>
        </li>
    }
    .into_any()
}

fn scale(
    name: String,
    hint: Option<AnyView>,
    points: RwSignal<Option<u32>>,
    (most, say): (u32, fn(u32) -> String),
) -> AnyView {
    let steps = (0..=most).map(|step| (Some(step), say(step))).collect();
    view! {
        <li>
            <span class="option-name" dir="auto">{name.clone()} {hint}</span>
            {segments(words::motion::points_for(&name), steps, points)}
        </li>
    }
    .into_any()
}

fn spent(given: Given) -> u32 {
    given.with_value(|given| {
        given.iter().fold(0_u32, |sum, one| sum.saturating_add(one.get().unwrap_or(0)))
    })
}

fn dots_left(each: u32, given: Given) -> AnyView {
    let spent = Memo::new(move |_| spent(given));
    let told = move || match each.checked_sub(spent.get()) {
        Some(left) => view! { <span>{words::motion::dots_left(left)}</span> }.into_any(),
        None => view! {
            <span class="field-error">{words::motion::too_many_dots()}</span>
        }
        .into_any(),
    };
    view! { <p class="said" role="status">{told}</p> }.into_any()
}

fn dots(name: String, points: RwSignal<Option<u32>>, each: u32, given: Given) -> AnyView {
    let id = fresh_id("dots");
    let less = move |_| points.update(|now| *now = now.and_then(|now| now.checked_sub(1)));
    let more = move |_| {
        if untrack(|| spent(given)) < each {
            points.update(|now| *now = Some(now.unwrap_or(0) + 1));
        }
    };
    view! {
        <li>
            <label class="option-name" for=id.clone() dir="auto">{name.clone()}</label>
            <span class="number">
                {icon_button("minus", words::motion::less_for(&name), less)}
                <input
                    class="input"
                    id=id
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    prop:value=move || points.get().unwrap_or(0).to_string()
                    on:change=move |event| {
                        points.set(event_target_value(&event).trim().parse().ok());
                    }
                />
                {icon_button("plus", words::motion::more_for(&name), more)}
            </span>
        </li>
    }
    .into_any()
}
