//! What somebody does for the others: their hours by side of life, what they made with whom, what they
//! had paid, and who says so.

use leptos::prelude::*;

use crate::clock::Date;
use crate::message::economy::Stream;
use crate::message::economy::view::{ExpenseState, ExpenseView, PersonCard, VenturePart, WorkRow};
use crate::message::model::MemberCard;
use crate::ui::feature::economy::waiting::charged;
use crate::ui::feature::economy::{amount, work};
use crate::ui::feature::people::written;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::bar::{Share, bar};
use crate::ui::kit::face::FaceSize;
use crate::ui::route::Place;
use crate::ui::words;

/// The column; without books only what they say of themselves.
pub fn does(here: Here, card: &MemberCard, own: Option<&PersonCard>) -> AnyView {
    let own_words = (!card.does.is_empty()).then(|| {
        let does = card.does.clone();
        view! { <li><span class="what" dir="auto">{does}</span></li> }
    });
    let worked = own.map(|own| hours(here, own));
    let made = own.map(|own| {
        let ventures = own.ventures.iter().map(|one| venture(here, one)).collect_view();
        let expenses = own.expenses.iter().map(|one| expense(here, one)).collect_view();
        view! { {ventures} {expenses} }
    });
    let confirmed = own.filter(|own| !own.confirmed_by.is_empty()).map(|own| {
        let by = own.confirmed_by.clone();
        view! {
            <p class="meta-row">
                {here.faces(FaceSize::Small, &by[..by.len().min(6)])}
                <span>{words::person::confirmed_by(&here.names(&by))}</span>
            </p>
        }
    });
    let counts = own.filter(|own| own.minutes_all > 0).map(|own| {
        view! { <p class="meta">{work::when_it_counts(own.confirms)}</p> }
    });
    view! {
        <div class="column">
            {worked}
            <ul class="entries" role="list">
                {own_words}
                {made}
                <li><span class="what">{words::people::wrote()}</span><p>{written(card)}</p></li>
            </ul>
            {confirmed}
            {counts}
        </div>
    }
    .into_any()
}

/// The period that is told of: "in March", "since 1 April", "so far".
pub fn period(own: &PersonCard, today: Date) -> String {
    match (own.from, own.until) {
        (from, Some(until)) => closed_period(from, until, today),
        (Some(from), None) => words::person::since(&format::calendar_day(from, today)),
        (None, None) => words::person::so_far(),
    }
}

/// A closed period: a whole month by its name.
pub fn closed_period(from: Option<Date>, until: Date, today: Date) -> String {
    let is_month =
        until == until.month_end() && from.is_none_or(|from| from == until.month_start());
    match from {
        _ if is_month => words::person::in_month(&format::calendar_month(until, today)),
        Some(from) => words::person::between(
            &format::calendar_day(from, today),
            &format::calendar_day(until, today),
        ),
        None => words::person::until(&format::calendar_day(until, today)),
    }
}

fn hours(here: Here, own: &PersonCard) -> AnyView {
    let today = format::day_of(here.store.now().get_untracked());
    let period = period(own, today);
    if own.minutes.total() == 0 {
        let told = words::person::no_hours(&period);
        return view! { <p class="meta">{told}</p> }.into_any();
    }
    let of = words::person::of_all(&period, &amount::hours_cell(own.minutes_all));
    let shares = Stream::ALL
        .into_iter()
        .filter(|one| own.minutes.of(*one) > 0)
        .map(|one| {
            let minutes = own.minutes.of(one);
            let words = words::work::of_stream(&amount::hours_cell(minutes), &amount::stream(one));
            Share::new(amount::fill(one), u32::try_from(minutes).unwrap_or(u32::MAX), words)
        })
        .collect();
    let rows = own.work.iter().map(|row| work_row(here, row, today)).collect_view();
    view! {
        <details class="figure">
            <summary>
                <span class="value">{amount::hours(own.minutes.total())}</span>
                <span class="of">{of}</span>
            </summary>
            <ul class="facts-list" role="list">{rows}</ul>
        </details>
        {bar(shares)}
    }
    .into_any()
}

fn work_row(here: Here, row: &WorkRow, today: Date) -> AnyView {
    let late =
        row.late_for.map(|until| words::ledger::late_for(&format::calendar_month(until, today)));
    let place = Some(row.place.clone()).filter(|place| !place.is_empty());
    let facts = [Some(amount::stream(row.stream)), place, late, work::confirmed(here, row)];
    let facts = facts.into_iter().flatten().collect::<Vec<_>>().join("\u{a0}· ");
    view! {
        <li>
            <span class="day">{format::calendar_day(row.date, today)}</span>
            <span dir="auto">{row.what.clone()} <small>{facts}</small></span>
            <span class="num">{amount::hours_short(row.minutes.into())}</span>
        </li>
    }
    .into_any()
}

fn venture(here: Here, one: &VenturePart) -> AnyView {
    let title = match one.minutes {
        0 => one.name.clone(),
        _ => words::person::part_of_venture(&amount::percent(one.share), &one.name),
    };
    let is_in = match (one.is_founder, one.takes_part) {
        (true, _) => Some(words::person::began_it()),
        (false, true) => Some(words::person::takes_part()),
        (false, false) => None,
    };
    let told = words::person::venture_hours(
        &amount::hours_cell(one.minutes),
        &amount::hours_cell(one.minutes_all),
    );
    let what = format::list(&one.what);
    let to = here.to(Place::Venture(one.id));
    view! {
        <li>
            <details class="figure small">
                <summary><span class="what" dir="auto">{title}</span></summary>
                <p>{told}</p>
                <p><a href=to>{words::person::how_it_was_made()}</a></p>
            </details>
            <p>{is_in}</p>
            <p dir="auto">{what}</p>
        </li>
    }
    .into_any()
}

fn expense(here: Here, one: &ExpenseView) -> AnyView {
    let state = match &one.state {
        ExpenseState::Waiting => {
            let said = u32::try_from(one.approved_by.len()).unwrap_or(u32::MAX);
            words::economy::approvals(said, one.approvals_needed)
        }
        ExpenseState::Approved => words::economy::approved(),
        ExpenseState::Paid { date } => words::person::paid_on(&format::calendar_full(*date)),
        ExpenseState::Rejected { by, reason } => words::ledger::rejected(&here.name(*by), reason),
        ExpenseState::Refused => words::ledger::beyond_right(),
    };
    let approved = (!one.approved_by.is_empty())
        .then(|| words::economy::approved_by(&here.names(&one.approved_by)));
    let rate = one.exchange.as_ref().map(|exchange| {
        let rate = words::ledger::rate(
            &format::decimal(&exchange.rate.to_string()),
            one.in_base.commodity.code(),
        );
        format!(
            "{}; {rate}, {}",
            words::economy::that_is(&amount::said(&one.in_base)),
            exchange.source
        )
    });
    let facts = [Some(format::calendar_full(one.date)), Some(charged(&one.charge)), rate, approved];
    let facts = facts.into_iter().flatten().filter(|fact| !fact.is_empty());
    let facts = facts.collect::<Vec<_>>().join("\u{a0}· ");
    view! {
        <li>
            <details class="figure small">
                <summary>
                    <span class="what" dir="auto">
                        {words::decide::say_option(&one.what, &amount::said(&one.money))}
                    </span>
                </summary>
                <p>{facts}</p>
            </details>
            <p>{state}</p>
        </li>
    }
    .into_any()
}
