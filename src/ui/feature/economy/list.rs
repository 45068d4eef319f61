//! The list beside the screens of money: where else to look, and the months.

use leptos::prelude::*;

use crate::message::economy::view::Desk;
use crate::ui::feature::economy::{DeskNow, amount, desk, of_books};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::icon::icon;
use crate::ui::route::Place;
use crate::ui::words;

/// Which row of the list is on screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Current {
    Books,
    Work,
    Care,
    Reports,
    Trade,
}

type Section = (Place, &'static str, String, String, Option<Current>);

fn all() -> [Section; 7] {
    [
        (
            Place::Economy,
            "economy",
            words::economy::overview(),
            words::economy::overview_text(),
            Some(Current::Books),
        ),
        (
            Place::Work,
            "clock",
            words::work::title(),
            words::work::title_text(),
            Some(Current::Work),
        ),
        (Place::Care, "care", words::care::title(), words::care::title_text(), Some(Current::Care)),
        (Place::Sharing, "scale", words::sharing::title(), words::sharing::title_text(), None),
        (
            Place::Ventures,
            "ventures",
            words::common::ventures(),
            words::venture::title_text(),
            None,
        ),
        (
            Place::Reports,
            "file",
            words::reports::title(),
            words::reports::title_text(),
            Some(Current::Reports),
        ),
        (
            Place::Trade,
            "share",
            words::trade::title(),
            words::trade::title_text(),
            Some(Current::Trade),
        ),
    ]
}

/// The list with the months of books that are watched already.
pub fn list(here: Here, current: Current, now: DeskNow) -> AnyView {
    let rows = all()
        .into_iter()
        .map(|(place, name, title, text, own)| {
            view! {
                <li>
                    <a
                        class="list-item"
                        href=here.to(place)
                        aria-current=(own == Some(current)).then_some("page")
                    >
                        <span class="lead">{icon(name)}</span>
                        <span class="line-1">{title}</span>
                        <span class="line-2">{text}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <aside class="list" aria-label=words::common::economy()>
            <div class="list-head"><p class="list-title">{words::common::economy()}</p></div>
            <ul role="list">{rows}</ul>
            {months(here, now)}
        </aside>
    }
    .into_any()
}

/// The same, with books that it watches by itself.
pub fn list_alone(here: Here, current: Current) -> AnyView {
    let now = desk(here, || Desk::Books { rows: 0 });
    list(here, current, now)
}

/// On a phone, where there is no list beside: the other screens as a row of links.
pub fn sections(here: Here) -> AnyView {
    let links = all()
        .into_iter()
        .skip(1)
        .map(|(place, name, title, _, _)| view! { <a href=here.to(place)>{icon(name)} {title}</a> })
        .collect_view();
    view! { <nav class="sections" aria-label=words::common::economy()>{links}</nav> }.into_any()
}

fn months(here: Here, now: DeskNow) -> AnyView {
    let closed = of_books(now, |books| {
        let one = |view: &crate::message::economy::view::ClosedView| {
            (view.motion, view.until, view.surplus.clone())
        };
        books.closed.iter().map(one).collect::<Vec<_>>()
    });
    (move || {
        let closed = closed.get()?;
        let today = format::day_of(here.store.now().get());
        let open = closed.first().map(|(_, until, _)| until.plus_days(1));
        let open = match open {
            Some(from) => words::economy::open_since(&format::calendar_day(from, today)),
            None => words::economy::open_all(),
        };
        let rows = closed
            .into_iter()
            .map(|(motion, until, surplus)| {
                view! {
                    <li>
                        <a class="list-item" data-plain="" href=here.to(Place::Motion(motion))>
                            <span class="line-1">
                                {words::economy::until(&format::calendar_day(until, today))}
                            </span>
                            <span class="line-2">
                                {words::economy::closed_with(&amount::said(&surplus))}
                            </span>
                        </a>
                    </li>
                }
            })
            .collect_view();
        Some(view! {
            <p class="list-group">{words::economy::months()}</p>
            <ul role="list">
                <li>
                    <a class="list-item" data-plain="" href=here.to(Place::Sharing)>
                        <span class="line-1">{words::economy::now_open()}</span>
                        <span class="line-2">{open}</span>
                    </a>
                </li>
                {rows}
            </ul>
        })
    })
    .into_any()
}
