//! The count: bars with a hatch and a word for each part, and whether it passes. Provisional until
//! the motion is final, and said so.

use leptos::prelude::*;

use crate::message::model::MotionState;
use crate::message::motion::{Count, Method, Tally};
use crate::ui::feature::decide::motion::Open;
use crate::ui::feature::decide::saying;
use crate::ui::format;
use crate::ui::kit::bar::{Fill, Share, bar};
use crate::ui::kit::head::part;
use crate::ui::words;

/// What the part shows.
#[derive(Clone, PartialEq)]
struct Counted {
    state: MotionState,
    method: Method,
    tally: Tally,
    electors: u32,
    options: Vec<String>,
}

/// The part of the page; nothing while nobody has voted.
pub fn count(open: Open) -> AnyView {
    let counted = open.slice(|view| {
        view.tally.clone().filter(|tally| tally.cast > 0).map(|tally| Counted {
            state: view.card.state,
            method: view.card.method,
            tally,
            electors: view.card.electors,
            options: view.options.clone(),
        })
    });
    (move || {
        let counted = counted.get().flatten()?;
        let is_final = matches!(counted.state, MotionState::Final { .. });
        let title = match is_final {
            true => words::motion::count(),
            false => words::motion::count_so_far(),
        };
        let inside = view! {
            <div class="tally">
                {drawn(&counted)}
                {(!is_final).then(|| stands(&counted))}
                <p class="meta">
                    {words::motion::it_takes(&saying::method_text(counted.method))}
                </p>
            </div>
        };
        Some(part("count", title, (), inside.into_any()))
    })
    .into_any()
}

fn drawn(counted: &Counted) -> AnyView {
    let rest = |told: u32| counted.electors.saturating_sub(told);
    let may_come = matches!(counted.state, MotionState::Open | MotionState::Grace(_));
    let silent = |n: u32| match may_come {
        true => words::motion::bar_missing(n),
        false => words::motion::bar_silent(n),
    };
    match &counted.tally.count {
        Count::Votes { favour, against, abstained } => bar(vec![
            Share::new(Fill::Leaf, *favour, words::motion::bar_for(*favour)),
            Share::new(Fill::Madder, *against, words::motion::bar_against(*against)),
            Share::new(Fill::Amber, *abstained, words::motion::bar_abstain(*abstained)),
            {
                let missing = rest(favour + against + abstained);
                Share::new(Fill::Blank, missing, silent(missing))
            },
        ]),
        Count::Stances { agree, abstained, object } => bar(vec![
            Share::new(Fill::Leaf, *agree, words::motion::bar_agree(*agree)),
            Share::new(Fill::Madder, *object, words::motion::bar_object(*object)),
            Share::new(Fill::Amber, *abstained, words::motion::bar_abstain(*abstained)),
            {
                let missing = rest(agree + abstained + object);
                Share::new(Fill::Blank, missing, silent(missing))
            },
        ]),
        Count::Points { sums } => sums_drawn(counted, sums),
        Count::Pairs { pairwise } => view! {
            {places(counted)}
            {pairs(counted, pairwise)}
        }
        .into_any(),
    }
}

/// Whether it passes as it stands, and why not.
fn stands(counted: &Counted) -> AnyView {
    let tally = &counted.tally;
    let verdict = match tally.passed {
        true => words::motion::would_pass(),
        false => words::motion::would_fail(),
    };
    let objections = match &tally.count {
        Count::Stances { object, .. } => *object,
        Count::Votes { .. } | Count::Points { .. } | Count::Pairs { .. } => 0,
    };
    let why = if tally.passed {
        None
    } else if objections > 0 {
        Some(words::motion::objection_stands())
    } else if !tally.quorum_met {
        Some(words::motion::too_few())
    } else {
        None
    };
    view! { <p><b>{verdict}</b> " " {why}</p> }.into_any()
}

/// The options in their order, best first.
fn ordered(counted: &Counted) -> Vec<(usize, &String)> {
    let order = counted.tally.order.iter().filter_map(|option| usize::try_from(*option).ok());
    order.filter_map(|option| Some((option, counted.options.get(option)?))).collect()
}

fn first_said(counted: &Counted, place: usize) -> Option<AnyView> {
    let said = match counted.state {
        MotionState::Final { passed: true } => words::motion::chosen(),
        MotionState::Final { passed: false } => return None,
        MotionState::Open
        | MotionState::Grace(_)
        | MotionState::Sealing(_)
        | MotionState::Incomplete
        | MotionState::Void(_)
        | MotionState::Withdrawn
        | MotionState::Disputed => words::motion::ahead(),
    };
    (place == 0).then(|| view! { <span class="badge" data-variant="good">{said}</span> }.into_any())
}

fn sums_drawn(counted: &Counted, sums: &[u64]) -> AnyView {
    let most = sums.iter().copied().max().unwrap_or(0).max(1);
    let rows = ordered(counted)
        .into_iter()
        .enumerate()
        .map(|(place, (option, name))| {
            let sum = sums.get(option).copied().unwrap_or(0);
            let share = u32::try_from(sum * 100 / most).unwrap_or(100);
            view! {
                <li>
                    <span class="option-name" dir="auto">{name.clone()}</span>
                    {first_said(counted, place)}
                    <span class="sum">{sum_said(counted.method, sum)}</span>
                    <span class="bar" data-size="small" aria-hidden="true">
                        <span data-fill="sea" style:--share=share.to_string()></span>
                    </span>
                </li>
            }
        })
        .collect_view();
    view! { <ol class="sums" role="list">{rows}</ol> }.into_any()
}

fn sum_said(method: Method, sum: u64) -> String {
    let sum = u32::try_from(sum).unwrap_or(u32::MAX);
    match method {
        Method::Approval => words::motion::marks_sum(sum),
        Method::Dots { .. } => words::motion::dots_sum(sum),
        Method::Score
        | Method::TimePoll
        | Method::Ranking
        | Method::Majority
        | Method::TwoThirds
        | Method::Absolute
        | Method::Consent
        | Method::ThreeQuarters => words::motion::points_sum(sum),
    }
}

fn places(counted: &Counted) -> AnyView {
    let rows = ordered(counted)
        .into_iter()
        .enumerate()
        .map(|(place, (_, name))| {
            let number = u32::try_from(place + 1).unwrap_or(u32::MAX);
            view! {
                <li>
                    <span class="option-name" dir="auto">
                        {words::motion::place_of(number)} " " {name.clone()}
                    </span>
                    {first_said(counted, place)}
                </li>
            }
        })
        .collect_view();
    view! { <ol class="sums" role="list">{rows}</ol> }.into_any()
}

fn pairs(counted: &Counted, pairwise: &[Vec<u64>]) -> AnyView {
    let order = ordered(counted);
    let heads = order
        .iter()
        .map(|(_, name)| view! { <th scope="col" dir="auto">{(*name).clone()}</th> })
        .collect_view();
    let rows = order
        .iter()
        .map(|(option, name)| {
            let cells = order
                .iter()
                .map(|(other, _)| {
                    let figure = match option == other {
                        true => String::new(),
                        false => pairwise
                            .get(*option)
                            .and_then(|row| row.get(*other))
                            .map(|n| format::number(*n as f64))
                            .unwrap_or_default(),
                    };
                    view! { <td class="num">{figure}</td> }
                })
                .collect_view();
            view! { <tr><th scope="row" dir="auto">{(*name).clone()}</th>{cells}</tr> }
        })
        .collect_view();
    view! {
        <details class="opens">
            <summary>
                {crate::ui::kit::icon::pointing_icon("right")} {words::motion::pairs()}
            </summary>
            <div class="table-scroll" tabindex="0">
                <table class="table">
                    <caption>{words::motion::pairs_text()}</caption>
                    <thead><tr><td></td>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}
