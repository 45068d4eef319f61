//! A year in figures: what came in and went out by month, the accounts at its end, and everything as
//! files that other programs read.

use leptos::prelude::*;

use crate::message::economy::Posting;
use crate::message::economy::view::{Desk, EconomyView, ExportForm, MonthSum, Reports};
use crate::money::{Commodity, Money};
use crate::platform::browser;
use crate::ui::feature::economy::list::{self, Current};
use crate::ui::feature::economy::{DeskNow, Shown, desk, part as part_of, when_here};
use crate::ui::feature::economy::{accounts, amount, bring, postings};
use crate::ui::feature::everything;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button_with};
use crate::ui::kit::head::part;
use crate::ui::kit::icon::{icon, pointing_icon};
use crate::ui::route::Place;
use crate::ui::words;

/// The screen.
pub fn reports(here: Here) -> AnyView {
    let year = RwSignal::new(format::day_of(here.store.now().get_untracked()).year());
    let now = desk(here, move || Desk::Reports { year: year.get() });
    view! {
        {list::list_alone(here, Current::Reports)}
        <main class="detail reports" id="main">
            <a class="back" href=here.to(Place::Economy)>
                {pointing_icon("left")} {words::common::economy()}
            </a>
            <header class="page-title"><h1>{words::reports::title()}</h1></header>
            {when_here(here, now, move || inside(here, now, year))}
        </main>
    }
    .into_any()
}

/// A part of the view.
fn of_reports<T: PartialEq + Send + Sync + 'static>(
    now: DeskNow,
    read: impl Fn(&Reports) -> T + Send + Sync + 'static,
) -> Memo<Option<T>> {
    part_of(
        now,
        move |view| {
            if let EconomyView::Reports(reports) = view { Some(read(reports)) } else { None }
        },
    )
}

fn inside(here: Here, now: DeskNow, year: RwSignal<i16>) -> AnyView {
    let months = of_reports(now, |reports| reports.months.clone());
    let sides = of_reports(now, |reports| (reports.income.clone(), reports.expenses.clone()));
    let trial = of_reports(now, |reports| reports.trial.clone());
    let tables = move || {
        let months = months.get()?;
        let mut commodities: Vec<Commodity> = Vec::new();
        for month in &months {
            if !commodities.contains(&month.income.commodity) {
                commodities.push(month.income.commodity.clone());
            }
        }
        if commodities.is_empty() {
            return Some(view! { <p class="meta">{words::reports::nothing()}</p> }.into_any());
        }
        let one = |commodity: &Commodity| months_of(commodity, &months);
        Some(commodities.iter().map(one).collect_view().into_any())
    };
    let flows = move || {
        let (income, expenses) = sides.get()?;
        if income.is_empty() && expenses.is_empty() {
            return Some(view! { <p class="meta">{words::reports::nothing()}</p> }.into_any());
        }
        let income: Vec<Posting> = income.into_iter().map(turned).collect();
        let both = view! {
            {accounts_of(here, words::reports::came_in(), &income)}
            {accounts_of(here, words::reports::went_out(), &expenses)}
        };
        Some(both.into_any())
    };
    let balances = move || {
        let trial = trial.get()?;
        let told = words::reports::trial_caption(&year.get().to_string());
        let is_empty = trial.is_empty();
        Some(view! {
            {(!is_empty).then(|| view! { <p class="meta">{words::reports::trial_signs()}</p> })}
            {accounts_of(here, told, &trial)}
        })
    };
    view! {
        <div class="stack">
            {toolbar(here, now, year)}
            {part("months", words::reports::by_month(), (), tables.into_any())}
            {part("flows", words::reports::by_account(), (), flows.into_any())}
            {part("trial", words::reports::trial(), words::reports::trial_text(), balances.into_any())}
            {everything::everything(here)}
            {part("files", words::reports::files(), (), files(here))}
            {part("bring", words::reports::bring(), (), bring::bring(here))}
        </div>
    }
    .into_any()
}

fn toolbar(here: Here, now: DeskNow, year: RwSignal<i16>) -> AnyView {
    let years = of_reports(now, |reports| reports.years.clone());
    let this = format::day_of(here.store.now().get_untracked()).year();
    let choice = move || {
        let mut years = years.get()?;
        if !years.contains(&this) {
            years.push(this);
        }
        let options = years
            .into_iter()
            .rev()
            .map(|one| {
                let is_chosen = move || year.get() == one;
                view! { <option value=one.to_string() selected=is_chosen>{one.to_string()}</option> }
            })
            .collect_view();
        Some(view! {
            <label class="year">
                {words::reports::year()} " "
                <select class="input" on:change=move |event| {
                    if let Ok(chosen) = event_target_value(&event).parse() {
                        year.set(chosen);
                    }
                }>{options}</select>
            </label>
        })
    };
    view! {
        <div class="toolbar">
            {choice}
            {button_with(Weight::Quiet, "print", words::person::print(), browser::print)}
        </div>
    }
    .into_any()
}

/// What comes in stands below zero in the books.
fn turned(posting: Posting) -> Posting {
    Posting { money: posting.money.negated(), account: posting.account }
}

fn months_of(commodity: &Commodity, months: &[MonthSum]) -> AnyView {
    let own: Vec<&MonthSum> =
        months.iter().filter(|month| month.income.commodity == *commodity).collect();
    let widest = own
        .iter()
        .flat_map(|month| [month.income.units.abs(), month.expenses.units.abs()])
        .max()
        .unwrap_or_default();
    let sum = |of: fn(&MonthSum) -> i64| Money {
        commodity: commodity.clone(),
        units: own.iter().map(|month| of(month)).sum(),
    };
    let (income, expenses) = (sum(|one| one.income.units), sum(|one| one.expenses.units));
    let left = Money { commodity: commodity.clone(), units: income.units - expenses.units };
    let rows = own.iter().map(|month| month_row(month, widest)).collect_view();
    view! {
        <div class="table-scroll" tabindex="0">
            <table class="table months">
                <caption>{amount::name(commodity)} ", " {commodity.to_string()}</caption>
                <thead>
                    <tr>
                        <th scope="col">{words::reports::month()}</th>
                        <th scope="col" class="num">{words::reports::came_in()}</th>
                        <th scope="col" class="num">{words::reports::went_out()}</th>
                        <th scope="col" class="num">{words::reports::left()}</th>
                        <td class="bars-head"></td>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{words::work::together()}</th>
                        <td class="num">{amount::number(&income)}</td>
                        <td class="num">{amount::number(&expenses)}</td>
                        <td class="num">{amount::number(&left)}</td>
                        <td></td>
                    </tr>
                </tfoot>
            </table>
        </div>
    }
    .into_any()
}

fn month_row(month: &MonthSum, widest: i64) -> AnyView {
    let left = Money {
        commodity: month.income.commodity.clone(),
        units: month.income.units - month.expenses.units,
    };
    // For the eye only: the figures stand beside.
    let width = |money: &Money| {
        let part = money.units.abs() as f64 * 100.0 / widest.max(1) as f64;
        format!("{part:.2}")
    };
    let name = format::capitalised(&format::calendar_month(month.month, month.month));
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td class="num">{amount::number(&month.income)}</td>
            <td class="num">{amount::number(&month.expenses)}</td>
            <td class="num">{amount::number(&left)}</td>
            <td class="month-bars" aria-hidden="true">
                <span data-fill="sea" style:--share=width(&month.income)></span>
                <span data-fill="madder" style:--share=width(&month.expenses)></span>
            </td>
        </tr>
    }
    .into_any()
}

fn accounts_of(here: Here, caption: String, rows: &[Posting]) -> AnyView {
    if rows.is_empty() {
        return ().into_any();
    }
    let rows = rows
        .iter()
        .map(|posting| {
            view! {
                <tr>
                    <th scope="row" dir="auto">
                        {accounts::told(here, &posting.account)}
                        <small><code>{postings::account(here, &posting.account)}</code></small>
                    </th>
                    <td class="num">{amount::said(&posting.money)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <table class="table accounts">
            <caption>{caption}</caption>
            <tbody>{rows}</tbody>
        </table>
    }
    .into_any()
}

/// Everything as one file; made when it is asked for.
fn files(here: Here) -> AnyView {
    let rows = FILES.map(|file| {
        let is_asked = RwSignal::new(false);
        let inside = move || {
            if is_asked.get() {
                return untrack(|| made(here, file));
            }
            button_with(Weight::Plain, "file", words::reports::make_file(), move || {
                is_asked.set(true);
            })
        };
        view! {
            <li class="file-row">
                <div class="grow">
                    <strong>{(file.title)()}</strong>
                    <p class="meta">{(file.text)()}</p>
                </div>
                <span class="actions">{inside}</span>
            </li>
        }
    });
    view! { <ul class="files" role="list">{rows.collect_view()}</ul> }.into_any()
}

/// A file that goes out.
#[derive(Clone, Copy)]
struct OutFile {
    form: ExportForm,
    name: &'static str,
    kind: &'static str,
    title: fn() -> String,
    text: fn() -> String,
}

const FILES: [OutFile; 5] = [
    OutFile {
        form: ExportForm::Journal,
        name: "phyle.journal",
        kind: "text/plain",
        title: words::reports::journal_title,
        text: words::reports::journal_text,
    },
    OutFile {
        form: ExportForm::Table,
        name: "phyle-money.csv",
        kind: "text/csv",
        title: words::reports::table_title,
        text: words::reports::table_text,
    },
    OutFile {
        form: ExportForm::Work,
        name: "phyle-work.csv",
        kind: "text/csv",
        title: words::reports::work_title,
        text: words::reports::work_text,
    },
    OutFile {
        form: ExportForm::Json,
        name: "phyle-money.json",
        kind: "application/json",
        title: words::reports::json_title,
        text: words::reports::json_text,
    },
    OutFile {
        form: ExportForm::Valueflows,
        name: "phyle-valueflows.jsonld",
        kind: "application/ld+json",
        title: words::reports::flows_title,
        text: words::reports::flows_text,
    },
];

fn made(here: Here, file: OutFile) -> AnyView {
    let now = desk(here, move || Desk::Export(file.form));
    let text =
        part_of(
            now,
            |view| {
                if let EconomyView::Export(text) = view { Some(text.clone()) } else { None }
            },
        );
    let link = move || {
        if now.with(|now| matches!(now, Some(Shown::Missed))) {
            return super::missed();
        }
        let Some(text) = text.get() else {
            return view! { <span class="meta" role="status">{words::common::no_answer_yet()}</span> }
                .into_any();
        };
        let Some(url) = browser::object_url(file.kind, text.as_bytes()) else {
            return ().into_any();
        };
        let own = url.clone();
        on_cleanup(move || browser::revoke_object_url(&own));
        view! {
            <a class="button" data-variant="primary" href=url download=file.name>
                {icon("download")} {words::reports::download_file()}
            </a>
        }
        .into_any()
    };
    view! { {link} }.into_any()
}
