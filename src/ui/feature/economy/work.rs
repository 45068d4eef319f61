//! Work: written down in a moment, timed if one likes, seen by week, and confirmed by others.

use leptos::prelude::*;

use crate::id::{CommandId, MemberId};
use crate::message::economy::view::{Desk, EconomyView, Minutes, OpenOrder, WorkRow, WorkWeek};
use crate::message::economy::{EconomyAct, Stream};
use crate::ui::feature::economy::amount;
use crate::ui::feature::economy::list::{self, Current};
use crate::ui::feature::economy::replaced::{self, Sought};
use crate::ui::feature::economy::{DeskNow, desk, part as part_of, when_here};
use crate::ui::feature::people::membership;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button, button_about, icon_button};
use crate::ui::kit::face::FaceSize;
use crate::ui::kit::head::part;
use crate::ui::kit::icon::pointing_icon;
use crate::ui::route::Place;
use crate::ui::words;

pub mod entry;
mod own;
mod timer;
mod turn;

/// Weeks that can be looked back.
const WEEKS_MAX: u16 = 520;

/// The screen.
pub fn work(here: Here) -> AnyView {
    let weeks_ago = RwSignal::new(0_u16);
    let now = desk(here, move || Desk::Work { weeks_ago: weeks_ago.get() });
    let turn = turn::Turn::new(now, weeks_ago);
    view! {
        {list::list_alone(here, Current::Work)}
        <main class="detail" id="main">
            <a class="back" href=here.to(Place::Economy)>
                {pointing_icon("left")} {words::common::economy()}
            </a>
            <header class="page-title">
                <h1>{words::work::title()}</h1>
                <p class="lede">{words::work::lede()}</p>
            </header>
            {when_here(here, now, move || inside(here, now, turn))}
        </main>
    }
    .into_any()
}

/// A part of the week.
fn of_week<T: PartialEq + Send + Sync + 'static>(
    now: DeskNow,
    read: impl Fn(&WorkWeek) -> T + Send + Sync + 'static,
) -> Memo<Option<T>> {
    part_of(
        now,
        move |view| if let EconomyView::Work(week) = view { Some(read(week)) } else { None },
    )
}

fn inside(here: Here, now: DeskNow, turn: turn::Turn) -> AnyView {
    let lists = Lists {
        ventures: of_week(now, |week| week.ventures.clone()),
        orders: of_week(now, |week| week.orders.clone()),
    };
    let write = (!here.is_former).then(|| {
        let form = entry::entry(here, lists, turn);
        part("write", words::work::write(), (), form)
    });
    view! {
        <div class="stack">
            {write}
            {to_confirm(here, now)}
            {week(here, now, turn, lists)}
        </div>
    }
    .into_any()
}

fn week(here: Here, now: DeskNow, turn: turn::Turn, lists: Lists) -> AnyView {
    let rows = of_week(now, |week| week.rows.clone());
    let from = of_week(now, |week| week.from);
    let weeks_ago = turn.weeks_ago;
    let how = of_week(now, |week| week.confirms);
    let how = move || how.get().map(when_it_counts);
    let title = move || {
        let today = format::day_of(here.store.now().get());
        let from = from.get()?;
        let (first, last) = (from, from.plus_days(6));
        Some(words::work::week(
            &format::calendar_day(first, today),
            &format::calendar_day(last, today),
        ))
    };
    let turning = view! {
        <span class="week-turn">
            {icon_button("left", words::work::week_before(), move |_| {
                weeks_ago.update(|weeks| *weeks = weeks.saturating_add(1).min(WEEKS_MAX));
            })}
            <span aria-live="polite">{title}</span>
            {move || (weeks_ago.get() > 0).then(|| {
                view! {
                    {icon_button("right", words::work::week_after(), move |_| {
                        weeks_ago.update(|weeks| *weeks = weeks.saturating_sub(1));
                    })}
                    {button(Weight::Quiet, words::work::to_this_week(), move || weeks_ago.set(0))}
                }
            })}
        </span>
    };
    turn.seek(rows);
    let nothing = move || {
        rows.get().is_some_and(|rows| rows.is_empty()).then(|| {
            view! { <p class="meta">{words::work::nothing_yet()}</p> }
        })
    };
    let list = view! {
        {turn.told()}
        {nothing}
        {totals(here, now)}
        <ul class="rows work-rows" role="list">
            <For
                each=move || rows.get().unwrap_or_default()
                key=|row| format!("{row:?}")
                children=move |row| work_row(here, row, (lists, turn.sought))
            />
        </ul>
        <p class="meta">{how}</p>
    };
    part("week", words::work::the_week(), turning, list.into_any())
}

fn totals(here: Here, now: DeskNow) -> AnyView {
    let totals = of_week(now, |week| week.totals.clone());
    (move || {
        let totals = totals.get().filter(|totals| !totals.is_empty())?;
        let row = |(member, minutes): &(MemberId, Minutes)| {
            let member = *member;
            let cells = Stream::ALL
                .into_iter()
                .map(|one| {
                    let cell = Some(minutes.of(one)).filter(|minutes| *minutes > 0);
                    view! { <td class="num">{cell.map(amount::hours_cell)}</td> }
                })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">
                        <span class="who">
                            {here.face(FaceSize::Small, member)}
                            <span>{move || here.name_you(member)}</span>
                        </span>
                    </th>
                    {cells}
                    <td class="num"><b>{amount::hours_cell(minutes.total())}</b></td>
                </tr>
            }
        };
        let mut sum = Minutes::default();
        for (_, minutes) in &totals {
            Stream::ALL.into_iter().for_each(|one| sum.add(one, minutes.of(one)));
        }
        let sums = Stream::ALL
            .into_iter()
            .map(|one| view! { <td class="num">{amount::hours_cell(sum.of(one))}</td> })
            .collect_view();
        let heads = Stream::ALL
            .into_iter()
            .map(|one| {
                let fill = amount::fill(one).name();
                view! {
                    <th scope="col" class="num">
                        <span class="swatch" data-fill=fill></span> {amount::stream(one)}
                    </th>
                }
            })
            .collect_view();
        Some(view! {
            <div class="table-scroll" tabindex="0">
                <table class="table hours-table">
                    <caption class="visually-hidden">{words::work::totals()}</caption>
                    <thead>
                        <tr>
                            <th scope="col">{words::work::member()}</th>
                            {heads}
                            <th scope="col" class="num">{words::work::together()}</th>
                        </tr>
                    </thead>
                    <tbody>{totals.iter().map(row).collect_view()}</tbody>
                    <tfoot>
                        <tr>
                            <th scope="row">{words::work::together()}</th>
                            {sums}
                            <td class="num">{amount::hours_cell(sum.total())}</td>
                        </tr>
                    </tfoot>
                </table>
            </div>
        })
    })
    .into_any()
}

type Ventures = Memo<Option<Vec<(CommandId, String)>>>;
type Orders = Memo<Option<Vec<OpenOrder>>>;

/// What somebody's form chooses among.
#[derive(Clone, Copy)]
pub struct Lists {
    ventures: Ventures,
    orders: Orders,
}

/// Which of the two holds here: hours count as they are written, or once somebody confirmed them.
pub fn when_it_counts(confirms: bool) -> String {
    match confirms {
        true => words::work::counts_confirmed(),
        false => words::work::counts_as_written(),
    }
}

/// Of one piece: who confirmed it, or that nobody did and what comes of that.
pub fn confirmed(here: Here, row: &WorkRow) -> Option<String> {
    match (row.replaced.is_some(), row.confirmed_by.is_empty(), row.counts) {
        (true, _, _) => None,
        (false, false, _) => Some(words::person::confirmed_by(&here.names(&row.confirmed_by))),
        (false, true, true) => Some(words::work::not_confirmed()),
        (false, true, false) => Some(words::work::not_counted_yet()),
    }
}

fn work_row(here: Here, row: WorkRow, (lists, sought): (Lists, Sought)) -> AnyView {
    let by = row.by;
    let venture = row.venture;
    let venture = move || {
        let name = lists.ventures.with(|all| {
            all.as_ref()?.iter().find(|(id, _)| Some(*id) == venture).map(|(_, name)| name.clone())
        })?;
        let to = here.to(Place::Venture(venture?));
        Some(view! { <a href=to>{name}</a> "\u{a0}· " })
    };
    let place = Some(row.place.clone()).filter(|place| !place.is_empty());
    let today = format::day_of(here.store.now().get_untracked());
    let late =
        row.late_for.map(|until| words::ledger::late_for(&format::calendar_month(until, today)));
    let puts_right = row.corrects.map(|_| words::replaced::puts_right());
    let facts = [Some(amount::stream(row.stream)), place, late, confirmed(here, &row), puts_right];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join("\u{a0}· ");
    let since = row.replaced.as_ref().map(|one| {
        view! { <p class="meta" dir="auto">{replaced::told(here, one)}</p> }
    });
    let ways = replaced::ways(&row.what, (row.replaced.as_ref(), row.corrects), sought);
    view! {
        <li id=replaced::row_id(row.id) data-muted=row.replaced.is_some().then_some("")>
            {here.face(FaceSize::Usual, by)}
            <div>
                <p class="sentence" dir="auto"><b>{move || here.name_you(by)}</b> ": " {row.what.clone()}</p>
                <p class="meta">{format::calendar_weekday(row.date)} "\u{a0}· " {venture} {facts}</p>
                {since}
                {ways}
                {own::buttons(here, &row, lists)}
            </div>
            <span class="num">{amount::hours_short(row.minutes.into())}</span>
        </li>
    }
    .into_any()
}

/// Work of others that nobody confirmed yet.
fn to_confirm(here: Here, now: DeskNow) -> AnyView {
    let waiting = of_week(now, |week| week.to_confirm.clone());
    let is_any = Memo::new(move |_| {
        let is_any = waiting.with(|all| all.as_ref().is_some_and(|all| !all.is_empty()));
        is_any && membership::may_vote(here)
    });
    let how = of_week(now, |week| week.confirms);
    let how = move || how.get().map(when_it_counts);
    (move || {
        is_any.get().then(|| {
            untrack(|| {
                let rows = view! {
                    <p class="meta">{words::work::confirm_text()} " " {how}</p>
                    <ul class="rows work-rows" role="list">
                        <For
                            each=move || waiting.get().unwrap_or_default()
                            key=|row| format!("{row:?}")
                            children=move |row| confirm_row(here, &row)
                        />
                    </ul>
                };
                part("confirm", words::work::to_confirm(), (), rows.into_any())
            })
        })
    })
    .into_any()
}

/// Says that the work of somebody was done.
pub fn confirm_button(
    here: Here,
    (work, by, what): (CommandId, MemberId, &str),
    weight: Weight,
) -> AnyView {
    let about = words::decide::say_option(&here.name(by), what);
    let busy = RwSignal::new(false);
    let press = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        super::ask(here, &EconomyAct::ConfirmWork { work }, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(_) => here.store.say(words::work::confirmed(&here.name(by))),
                Err(why) => here.store.say(why),
            }
        });
    };
    button_about(weight, words::work::confirm(), &about, press)
}

fn confirm_row(here: Here, row: &WorkRow) -> AnyView {
    let by = row.by;
    view! {
        <li>
            {here.face(FaceSize::Usual, by)}
            <div>
                <p class="sentence" dir="auto"><b>{move || here.name(by)}</b> ": " {row.what.clone()}</p>
                <p class="meta">
                    {format::calendar_weekday(row.date)} "\u{a0}· " {amount::stream(row.stream)} "\u{a0}· "
                    {amount::hours(row.minutes.into())}
                </p>
            </div>
            {confirm_button(here, (row.id, by, &row.what), Weight::Plain)}
        </li>
    }
    .into_any()
}
