//! What a surplus would come to under a rule: tried with sliders and figures, for each member, and then
//! proposed. Nothing is moved by trying.

use leptos::prelude::*;

use crate::message::economy::view::{Desk, EconomyView, Sharing};
use crate::money::Money;
use crate::ui::feature::economy::amount::{self, amount};
use crate::ui::feature::economy::{DeskNow, desk, does, part as part_of, when_here};
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::head::part;
use crate::ui::kit::icon::pointing_icon;
use crate::ui::route::Place;
use crate::ui::words;

mod close;
mod members;
mod parts;
mod tried;

use tried::Tried;

/// The screen.
pub fn sharing(here: Here) -> AnyView {
    let now = desk(here, || Desk::Sharing);
    // Until somebody chooses, what has something.
    let chosen = RwSignal::new(None::<Period>);
    let is_idle = of_sharing(now, |sharing| sharing.is_empty() && sharing.last.is_some());
    let all = of_sharing(now, Clone::clone);
    let period = Memo::new(move |_| match (chosen.get(), is_idle.get()) {
        (Some(period), _) => period,
        (None, Some(true)) => Period::Last,
        (None, Some(false) | None) => Period::Open,
    });
    let shown = Memo::new(move |_| {
        let sharing = all.get()?;
        match period.get() {
            Period::Open => Some(sharing),
            Period::Last => sharing.of_last(),
        }
    });
    let span = move || shown.with(|one| one.as_ref().map(|one| does::span(one.from, one.until)));
    let lede = move || span().map(|span| view! { <p class="meta">{span}</p> });
    view! {
        <main class="detail" id="main">
            <a class="back back-always" href=here.to(Place::Economy)>
                {pointing_icon("left")} {words::common::economy()}
            </a>
            <header class="page-title">
                <p class="kicker">{words::sharing::kicker()}</p>
                <h1>{words::sharing::title()}</h1>
                {lede}
            </header>
            {when_here(here, now, move || {
                let drawn = move || {
                    let period = period.get();
                    untrack(|| {
                        view! {
                            <div class="stack">
                                <div class="stack-small">{turn(now, period, chosen)}</div>
                                {inside(here, shown, period)}
                            </div>
                        }
                    })
                };
                drawn.into_any()
            })}
        </main>
    }
    .into_any()
}

/// A part of the view.
fn of_sharing<T: PartialEq + Send + Sync + 'static>(
    now: DeskNow,
    read: impl Fn(&Sharing) -> T + Send + Sync + 'static,
) -> Memo<Option<T>> {
    part_of(
        now,
        move |view| {
            if let EconomyView::Sharing(sharing) = view { Some(read(sharing)) } else { None }
        },
    )
}

/// Which period is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Period {
    /// What no closing holds.
    Open,
    /// What was shared out last.
    Last,
}

/// Says why it is not what is open, and the way to the other one.
fn turn(now: DeskNow, period: Period, chosen: RwSignal<Option<Period>>) -> AnyView {
    let has_last = of_sharing(now, |sharing| sharing.last.is_some());
    match period {
        Period::Last => {
            let is_idle = of_sharing(now, Sharing::is_empty);
            let told = move || match is_idle.get() {
                Some(true) => words::sharing::open_is_empty(),
                Some(false) | None => words::sharing::is_shared_out(),
            };
            view! {
                <p class="meta" role="status">{told}</p>
                <p class="actions">
                    {button(Weight::Plain, words::sharing::see_open(), move || {
                        chosen.set(Some(Period::Open));
                    })}
                </p>
            }
            .into_any()
        }
        Period::Open => (move || {
            has_last.get().unwrap_or_default().then(|| {
                view! {
                    <p class="actions">
                        {button(Weight::Quiet, words::sharing::see_last(), move || {
                            chosen.set(Some(Period::Last));
                        })}
                    </p>
                }
            })
        })
        .into_any(),
    }
}

fn inside(here: Here, all: Memo<Option<Sharing>>, period: Period) -> AnyView {
    // What is tried stays as it is when figures change below it.
    let Some(begun) = all.get_untracked() else { return ().into_any() };
    let tried = Tried::new(begun.rule.as_ref().map(|(_, rule)| rule.clone()));
    let split = Memo::new(move |_| {
        let sharing = all.get()?;
        let rule = tried.rule().ok()?;
        Some(tried::split(&sharing, &rule))
    });
    let in_force = Memo::new(move |_| all.with(|all| Some(all.as_ref()?.rule.clone())));
    let close = (period == Period::Open).then(|| close::close(here, all));
    view! {
        <div class="stack">
            {sum_line(all)}
            <div class="two-up">
                {parts::parts(here, tried, split, in_force)}
                {members::members(here, tried, split, all)}
            </div>
            {close}
        </div>
    }
    .into_any()
}

/// What came in, less what went out, is what there is.
fn sum_line(all: Memo<Option<Sharing>>) -> AnyView {
    let line = move || {
        let sharing = all.get()?;
        let expenses = sharing
            .expenses
            .iter()
            .map(|(account, money)| {
                let name = match account.leaf() {
                    "" => words::reports::went_out(),
                    leaf => leaf.replace(':', ", "),
                };
                let less = if money.units < 0 { "+" } else { "\u{2212}" };
                let size = Money { commodity: money.commodity.clone(), units: money.units.abs() };
                view! {
                    <span class="op">{less}</span>
                    <div><small dir="auto">{name}</small>{amount(&size)}</div>
                }
            })
            .collect_view();
        Some(view! {
            <div class="sum-line">
                <div><small>{words::reports::came_in()}</small>{amount(&sharing.income)}</div>
                {expenses}
                <span class="op">"="</span>
                <div class="total">
                    <small>{words::sharing::to_share_out()}</small>
                    {amount(&sharing.surplus)}
                </div>
            </div>
        })
    };
    let nothing = move || {
        let surplus = all.get()?.surplus;
        (surplus.units <= 0).then(|| {
            let text = match surplus.units {
                0 => words::sharing::nothing_to_share(),
                _ => words::sharing::less_than_nothing(&amount::said(&surplus.negated())),
            };
            view! { <p class="meta after">{text}</p> }
        })
    };
    let inside = view! { {line} {nothing} };
    part("sum", words::sharing::what_there_is(), (), inside.into_any())
}
