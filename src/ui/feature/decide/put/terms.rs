//! How a motion is decided: the way, the options, how many must take part, and how long.

use leptos::prelude::*;

use crate::clock::HOUR_MS;
use crate::message::motion::Method;
use crate::ui::feature::decide::put::fields::{Deed, Fields, Unit};
use crate::ui::feature::decide::put::options;
use crate::ui::feature::decide::{rules, saying};
use crate::ui::format;
use crate::ui::kit::field::{choices, date_field, segments};
use crate::ui::kit::fresh_id;
use crate::ui::kit::icon::icon;
use crate::ui::words;

/// Answers of yes or no, in the order in which they are offered.
pub const YES_OR_NO: [Method; 5] =
    [Method::Majority, Method::TwoThirds, Method::ThreeQuarters, Method::Absolute, Method::Consent];

/// Ways to choose among options.
const AMONG: [Method; 5] =
    [Method::Approval, Method::Ranking, Method::Score, Method::Dots { each: 0 }, Method::TimePoll];

/// The part of the form.
pub fn terms(fields: Fields) -> AnyView {
    let kinds = vec![(false, words::put::yes_or_no()), (true, words::put::among())];
    let kind = move || {
        let is_offered = fields.deed.get() == Deed::Statement || fields.is_choice.get();
        is_offered.then(|| segments(words::put::how(), kinds.clone(), fields.is_choice))
    };
    let way = move || {
        let is_choice = fields.is_choice.get();
        untrack(|| ways(fields, is_choice))
    };
    view! {
        <div class="stack-small">
            {kind}
            {way}
            {error(move || fields.method_error())}
            {quorum(fields)}
            {time(fields)}
            {review(fields)}
        </div>
    }
    .into_any()
}

fn ways(fields: Fields, is_choice: bool) -> AnyView {
    let told = |methods: &[Method]| {
        let told = methods.iter().map(|method| {
            (without_figure(*method), saying::method(*method), saying::method_text(*method))
        });
        told.collect::<Vec<_>>()
    };
    if is_choice {
        return view! {
            {choices(words::put::way(), told(&AMONG), fields.among)}
            {options::options(fields)}
        }
        .into_any();
    }
    let asked = move || {
        let least = saying::method(fields.rule().method);
        view! { <p class="hint-line">{words::put::as_the_rules(&least)}</p> }
    };
    view! {
        {choices(words::put::way(), told(&YES_OR_NO), fields.yes_or_no)}
        {asked}
    }
    .into_any()
}

/// How many dots is a field of its own.
fn without_figure(method: Method) -> Method {
    match method {
        Method::Dots { .. } => Method::Dots { each: 0 },
        Method::Majority
        | Method::TwoThirds
        | Method::Absolute
        | Method::Consent
        | Method::ThreeQuarters
        | Method::Approval
        | Method::Score
        | Method::TimePoll
        | Method::Ranking => method,
    }
}

/// What would be refused, beside its field.
pub fn error(why: impl Fn() -> Option<String> + Send + Sync + 'static) -> AnyView {
    let why = Memo::new(move |_| why());
    view! {
        <p class="field-error" role="alert" aria-live="assertive">
            {move || why.get().map(|why| (icon("warn"), why))}
        </p>
    }
    .into_any()
}

fn quorum(fields: Fields) -> AnyView {
    let id = fresh_id("quorum");
    let hint_id = format!("{id}-hint");
    let hint = move || words::put::quorum_hint(fields.electors(), fields.quorum_least());
    view! {
        <div class="field">
            <label for=id.clone()>{words::put::quorum()}</label>
            <span class="number">
                <input
                    class="input"
                    id=id
                    type="text"
                    inputmode="numeric"
                    autocomplete="off"
                    aria-describedby=hint_id.clone()
                    aria-invalid=move || fields.quorum_error().is_some().then_some("true")
                    prop:value=move || fields.quorum.get()
                    on:input=move |event| fields.quorum.set(event_target_value(&event))
                />
            </span>
            <span class="hint" id=hint_id>{hint}</span>
            {error(move || fields.quorum_error())}
        </div>
    }
    .into_any()
}

fn review(fields: Fields) -> AnyView {
    view! {
        <div class="stack-small">
            {date_field(words::put::review(), fields.review)}
            <p class="hint-line">{words::put::review_hint()}</p>
            {error(move || fields.review_error())}
        </div>
    }
    .into_any()
}

fn time(fields: Fields) -> AnyView {
    let here = fields.here;
    let id = fresh_id("time");
    let hint_id = format!("{id}-hint");
    let units = vec![(Unit::Days, words::put::days()), (Unit::Hours, words::put::hours())];
    let hint = move || match fields.rule().hours_min {
        0 => words::put::time_none(),
        hours => words::put::time_hint(&rules::hours_said(hours)),
    };
    let ends = move || {
        let hours = fields.hours().filter(|_| fields.time_error().is_none())?;
        let now = here.store.now().get();
        let moment = format::moment(now.plus_ms(u64::from(hours) * HOUR_MS), now);
        Some(words::put::ends(&moment, &here.own_place()))
    };
    view! {
        <div class="field">
            <label for=id.clone()>{words::put::time()}</label>
            <div class="number-and-unit">
                <span class="number">
                    <input
                        class="input"
                        id=id
                        type="text"
                        inputmode="numeric"
                        autocomplete="off"
                        aria-describedby=hint_id.clone()
                        aria-invalid=move || fields.time_error().is_some().then_some("true")
                        prop:value=move || fields.time.get()
                        on:input=move |event| fields.time.set(event_target_value(&event))
                    />
                </span>
                {segments(words::put::time(), units, fields.unit)}
            </div>
            <span class="hint" id=hint_id>{hint} " " {ends}</span>
            {error(move || fields.time_error())}
        </div>
    }
    .into_any()
}
