//! A bank's or a collective's file beside the books of its account, before anything is written:
//! what is here, what is perhaps the same, what is new, what the file does not have, and both
//! balances.

use leptos::prelude::*;

use super::found::Lines;
use super::laid::{Beside, Pair, Verdict, act, laid, movement};
use crate::clock::Date;
use crate::exchange::ledger::matching::{DAYS_APART_MAX, Movement};
use crate::message::economy::view::{Desk, EconomyView};
use crate::money::Money;
use crate::ui::feature::economy::{Sending, amount, desk, part};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::field::{choice, segments};
use crate::ui::kit::fresh_id;
use crate::ui::kit::note::{NoteTone, note};
use crate::ui::words;

/// Rows of a list that only informs.
const ROWS_SHOWN: usize = 20;

/// The part of the screen; `forget` takes the file away.
pub fn beside(
    here: Here,
    lines: Lines,
    forget: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let days = lines.transactions.iter().map(|one| one.date);
    let Some((first, last)) = days.clone().min().zip(days.max()) else {
        return note(NoteTone::Info, words::bring::nothing());
    };
    let (from, until) = (first.plus_days(-DAYS_APART_MAX), last.plus_days(DAYS_APART_MAX));
    let now = desk(here, move || Desk::Standing { from, until });
    let standing =
        part(
            now,
            |view| if let EconomyView::Standing(one) = view { Some((**one).clone()) } else { None },
        );
    let is_known = Memo::new(move |_| standing.with(Option::is_some));
    let lines = StoredValue::new(lines);
    // What comes meanwhile does not take away what was said of each line; the books judge in the
    // end.
    (move || match is_known.get() {
        false => {
            view! { <p class="meta" role="status">{words::matching::comparing()}</p> }.into_any()
        }
        true => untrack(|| {
            let standing = standing.get().filter(|standing| !standing.is_cut);
            match standing {
                None => note(NoteTone::NeedsYou, words::matching::too_many()),
                Some(standing) => {
                    let beside = laid(lines.get_value(), &standing, (first, last));
                    drawn(here, beside, forget)
                }
            }
        }),
    })
    .into_any()
}

fn drawn(here: Here, beside: Beside, forget: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let beside = StoredValue::new(beside);
    let sending = Sending::new();
    let send = move || {
        let act = beside.with_value(act);
        sending.send(here, act, move |_| {
            forget();
            here.store.say(words::bring::done());
        });
    };
    let known = beside.with_value(|beside| u32::try_from(beside.here).unwrap_or(u32::MAX));
    let known = (known > 0).then(|| {
        view! {
            <p>{words::matching::here_already(known)}</p>
            <p class="meta">{words::matching::back_where()}</p>
        }
    });
    let busy = move || sending.busy.get().then(words::bring::busy);
    view! {
        <div class="stack-small matching">
            {known}
            {beside.with_value(|beside| pairs(here, beside))}
            {beside.with_value(|beside| new_lines(here, beside))}
            {only_here(here, beside)}
            {balances(beside)}
            {sending.told()}
            <p class="meta">{busy}</p>
            <div class="actions">
                {button(Weight::Plain, words::common::cancel(), forget)}
                {button(Weight::Primary, words::bring::bring(), send)}
            </div>
        </div>
    }
    .into_any()
}

fn pairs(here: Here, beside: &Beside) -> Option<AnyView> {
    if beside.pairs.is_empty() {
        return None;
    }
    let verdicts: Vec<RwSignal<Verdict>> = beside.pairs.iter().map(|pair| pair.verdict).collect();
    let all = move || verdicts.iter().for_each(|verdict| verdict.set(Verdict::Same));
    let count = u32::try_from(beside.pairs.len()).unwrap_or(u32::MAX);
    let rows = beside.pairs.iter().map(|pair| pair_row(here, pair.clone())).collect_view();
    Some(
        view! {
            <section aria-label=words::matching::same_title()>
                <h3>{words::matching::same_title()} " " <small>{words::matching::same_count(count)}</small></h3>
                <p class="meta">{words::matching::same_text()}</p>
                <ul class="rows" role="list">{rows}</ul>
                <p class="actions">{button(Weight::Plain, words::matching::all_same(), all)}</p>
            </section>
        }
        .into_any(),
    )
}

fn told(here: Here, date: Date, what: &str, money: &Money) -> String {
    let today = format::day_of(here.store.now().get_untracked());
    format!("{} · {what} · {}", format::calendar_day(date, today), amount::said(money))
}

fn pair_row(here: Here, pair: Pair) -> AnyView {
    let line = &pair.line.movement;
    let said = told(here, line.date, &line.what, &line.money);
    let options: Vec<(String, String)> = pair
        .entries
        .iter()
        .enumerate()
        .map(|(at, row)| (at.to_string(), told(here, row.date, &row.what, &row.money)))
        .collect();
    let id = fresh_id("entry");
    let entry = match options.len() {
        1 => view! { <p dir="auto">{options[0].1.clone()}</p> }.into_any(),
        _ => view! {
            <label class="visually-hidden" for=id.clone()>{words::matching::entry_of(&line.what)}</label>
            {choice(id, options, pair.chosen)}
        }
        .into_any(),
    };
    let other = match pair.line.is_booked {
        true => words::matching::is_other(),
        false => words::matching::is_new(),
    };
    let verdicts = vec![(Verdict::Same, words::matching::is_same()), (Verdict::New, other)];
    view! {
        <li class="pair">
            <div>
                <small>{words::matching::line()}</small>
                <p dir="auto">{said}</p>
            </div>
            <div>
                <small>{words::matching::entry()}</small>
                {entry}
            </div>
            {segments(words::matching::decide_of(&line.what), verdicts, pair.verdict)}
        </li>
    }
    .into_any()
}

fn new_lines(here: Here, beside: &Beside) -> AnyView {
    let count = u32::try_from(beside.new.len()).unwrap_or(u32::MAX);
    if count == 0 {
        return view! { <p class="meta">{words::matching::new_none()}</p> }.into_any();
    }
    let lines: Vec<Movement> = beside.new.iter().map(|line| line.movement.clone()).collect();
    view! {
        <section aria-label=words::matching::new_title()>
            <h3>{words::matching::new_title()} " " <small>{words::matching::new_count(count)}</small></h3>
            {table(here, &lines)}
        </section>
    }
    .into_any()
}

/// What the file does not have changes with what is said of each line.
fn only_here(here: Here, beside: StoredValue<Beside>) -> AnyView {
    let rows = Memo::new(move |_| {
        beside.with_value(|beside| {
            let told = beside.pairs.iter().filter(|pair| pair.verdict.get() != Verdict::New);
            let taken: Vec<_> = told.filter_map(|pair| pair.entry().map(|row| row.id)).collect();
            let free = beside.free.iter().filter(|row| !taken.contains(&row.id));
            free.map(movement).collect::<Vec<_>>()
        })
    });
    (move || {
        let rows = rows.get();
        if rows.is_empty() {
            return None;
        }
        let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let count = words::matching::only_here_count(count);
        Some(view! {
            <section aria-label=words::matching::only_here_title()>
                <h3>{words::matching::only_here_title()} " " <small>{count}</small></h3>
                <p class="meta">{words::matching::only_here_text()}</p>
                {table(here, &rows)}
            </section>
        })
    })
    .into_any()
}

fn table(here: Here, rows: &[Movement]) -> AnyView {
    let today = format::day_of(here.store.now().get_untracked());
    let number = |count: usize| format::number(count as f64);
    let more = (rows.len() > ROWS_SHOWN).then(|| {
        let more = words::matching::more_of(&number(ROWS_SHOWN), &number(rows.len()));
        view! { <p class="meta">{more}</p> }
    });
    let rows = rows
        .iter()
        .take(ROWS_SHOWN)
        .map(|row| {
            view! {
                <tr>
                    <th scope="row">{format::calendar_day(row.date, today)}</th>
                    <td dir="auto">{row.what.clone()}</td>
                    <td class="num">{amount::said(&row.money)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-scroll" tabindex="0">
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col">{words::matching::when()}</th>
                        <th scope="col">{words::matching::what()}</th>
                        <th scope="col" class="num">{words::matching::amount()}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {more}
    }
    .into_any()
}

/// Both balances at the end of the file.
fn balances(beside: StoredValue<Beside>) -> AnyView {
    let after = Memo::new(move |_| {
        beside.with_value(|beside| {
            let books = beside.books.clone()?;
            let new = beside.new.iter().map(|line| line.movement.money.clone());
            let moved = new.chain(beside.pairs.iter().filter_map(Pair::change));
            let own = moved.filter(|money| money.commodity == books.commodity);
            let units: i128 = own.map(|money| i128::from(money.units)).sum();
            Money::new(i128::from(books.units) + units, books.commodity)
        })
    });
    let (books, closing) =
        beside.with_value(|beside| (beside.books.clone(), beside.closing.clone()));
    let Some(books) = books else { return ().into_any() };
    let file = match &closing {
        Some((_, money)) => amount::said(money),
        None => words::matching::in_file_none(),
    };
    let told = move || {
        let (after, (_, file)) = (after.get()?, closing.clone()?);
        if after.commodity != file.commodity {
            return None;
        }
        let apart = Money::new(i128::from(after.units) - i128::from(file.units), file.commodity)?;
        let by = amount::said(&Money { units: apart.units.abs(), ..apart.clone() });
        Some(match apart.units {
            0 => note(NoteTone::Info, words::matching::agrees()),
            units if units > 0 => note(NoteTone::NeedsYou, words::matching::books_have_more(&by)),
            _ => note(NoteTone::NeedsYou, words::matching::books_have_less(&by)),
        })
    };
    let day = beside.with_value(|beside| format::calendar_full(beside.span.1));
    view! {
        <section aria-label=words::matching::balance_title()>
            <h3>{words::matching::balance_title()} " " <small>{day}</small></h3>
            <dl class="steps">
                <div><dt>{words::matching::in_file()}</dt><dd>{file}</dd></div>
                <div><dt>{words::matching::in_books()}</dt><dd>{amount::said(&books)}</dd></div>
                <div>
                    <dt>{words::matching::in_books_after()}</dt>
                    <dd>{move || after.get().map(|money| amount::said(&money))}</dd>
                </div>
            </dl>
            {told}
        </section>
    }
    .into_any()
}
