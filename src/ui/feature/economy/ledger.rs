//! The ledger: each row a sentence that opens onto what moved. A refusal is a row too, muted, with
//! its reason.

use leptos::prelude::*;

use crate::message::economy::Root;
use crate::message::economy::trade::Way;
use crate::message::economy::view::{ExpenseState, ExpenseView, LedgerRow, RowKind};
use crate::money::Money;
use crate::ui::feature::economy::amount;
use crate::ui::feature::economy::replaced::{self, Sought};
use crate::ui::feature::economy::waiting::charged;
use crate::ui::feature::economy::{DeskNow, does, of_books, postings};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::head::part;
use crate::ui::kit::icon::pointing_icon;
use crate::ui::route::Place;
use crate::ui::words;

/// The part of the page.
pub fn ledger(here: Here, now: DeskNow, more: impl Fn() + Copy + Send + Sync + 'static) -> AnyView {
    let rows = of_books(now, |books| books.rows.clone());
    let counts = of_books(now, |books| (books.rows.len(), books.rows_total));
    let sought = seeking(rows, counts, more);
    let rest = move || {
        let (shown, all) = counts.get()?;
        let shown = u32::try_from(shown).unwrap_or(u32::MAX);
        (shown < all).then(|| {
            view! {
                <p class="actions after">
                    {button(Weight::Plain, words::ledger::earlier(all - shown), more)}
                </p>
            }
        })
    };
    let nothing = move || {
        let is_empty = counts.get().is_some_and(|(_, all)| all == 0);
        is_empty.then(|| view! { <p class="meta">{words::ledger::nothing_yet()}</p> })
    };
    let inside = view! {
        {nothing}
        <ol class="ledger" role="list">
            <For
                each=move || rows.get().unwrap_or_default()
                key=|row| format!("{row:?}")
                children=move |row| ledger_row(here, row, sought)
            />
        </ol>
        {rest}
    };
    part("ledger", words::ledger::title(), words::ledger::newest_first(), inside.into_any())
}

/// Rows that somebody wants to see are shown, however far down they stand.
fn seeking(
    rows: Memo<Option<Vec<LedgerRow>>>,
    counts: Memo<Option<(usize, u32)>>,
    more: impl Fn() + Copy + Send + Sync + 'static,
) -> Sought {
    let sought = Sought::new(None);
    Effect::new(move |_| {
        let Some((entry, _)) = sought.get() else { return };
        let has = |rows: &Option<Vec<LedgerRow>>| {
            rows.as_ref().is_some_and(|rows| rows.iter().any(|row| row.id == entry))
        };
        let is_all = counts.get().is_none_or(|(shown, all)| shown >= all as usize);
        if rows.with(has) {
            sought.set(None);
            replaced::show(entry);
        } else if is_all {
            sought.set(None);
        } else {
            more();
        }
    });
    sought
}

/// A sentence: who, what they did, and a muted line below.
struct Told {
    who: AnyView,
    deed: String,
    below: String,
    /// Where to read more.
    leads: Option<(Place, String)>,
    is_muted: bool,
}

impl Told {
    fn new(who: AnyView, deed: String, below: String) -> Self {
        Self { who, deed, below, leads: None, is_muted: false }
    }

    /// The line below says where it leads.
    fn leading(who: AnyView, deed: String, place: Place, label: String) -> Self {
        Self { leads: Some((place, label.clone())), ..Self::new(who, deed, label) }
    }
}

fn ledger_row(here: Here, row: LedgerRow, sought: Sought) -> AnyView {
    let told = told(here, &row);
    let since = row.replaced.as_ref().map(|one| {
        view! { <span class="meta" dir="auto">{replaced::told(here, one)}</span> }
    });
    let ways = match &row.what {
        RowKind::Recorded { what, corrects, .. } => {
            let corrects = corrects.map(|entry| (entry, row.date));
            replaced::ways(what, (row.replaced.as_ref(), corrects), sought)
        }
        RowKind::Expense(_)
        | RowKind::ExpensePaid { .. }
        | RowKind::Credit { .. }
        | RowKind::Traded { .. }
        | RowKind::Closed { .. }
        | RowKind::Budget { .. }
        | RowKind::Order { .. }
        | RowKind::LeavingSettled { .. }
        | RowKind::NeedMet { .. }
        | RowKind::Reversal { .. } => None,
    };
    let today = format::day_of(here.store.now().get_untracked());
    let is_muted = told.is_muted || row.is_void;
    let late =
        row.late_for.map(|until| words::ledger::late_for(&format::calendar_month(until, today)));
    let void = row.is_void.then(words::ledger::void);
    let marks = [late, void].into_iter().flatten();
    let marks = marks.map(|mark| view! { <span class="badge">{mark}</span> }).collect_view();
    let leads = told.leads.map(|(place, label)| {
        view! { <p class="leads"><a href=here.to(place)>{label}</a></p> }
    });
    view! {
        <li id=replaced::row_id(row.id) data-muted=is_muted.then_some("")>
            <details>
                <summary>
                    <span class="date">
                        <time datetime=row.date.to_string()>
                            {format::calendar_day(row.date, today)}
                        </time>
                    </span>
                    <span class="sentence" dir="auto">
                        <b>{told.who}</b> " " {told.deed} " " {marks}
                        <span class="meta">{told.below}</span>
                        {since}
                    </span>
                    {row.money.as_ref().map(|money| moved(&row, money))}
                    {pointing_icon("right")}
                </summary>
                {leads}
                {ways}
                {postings::opened(here, &row)}
            </details>
        </li>
    }
    .into_any()
}

/// The amount, with a sign where it came in or went out.
fn moved(row: &LedgerRow, money: &Money) -> AnyView {
    let in_assets = row.postings.iter().filter(|posting| {
        posting.account.root() == Root::Assets && posting.money.commodity == money.commodity
    });
    let change: i64 = in_assets.map(|posting| posting.money.units).sum();
    let size = Money { commodity: money.commodity.clone(), units: money.units.abs() };
    let direction = match change {
        0 => None,
        change if change > 0 => Some("in"),
        _ => Some("out"),
    };
    view! { <span class="moved" data-way=direction>{amount::amount(&size)}</span> }.into_any()
}

fn told(here: Here, row: &LedgerRow) -> Told {
    let by = row.by;
    let name = move || by.map_or_else(words::common::somebody, |by| here.name(by));
    match &row.what {
        RowKind::Recorded { what, corrects, .. } => {
            let below = match corrects {
                Some(_) => words::ledger::corrected_by(&name()),
                None => words::ledger::recorded_by(&name()),
            };
            Told::new(what.clone().into_any(), String::new(), below)
        }
        RowKind::Expense(expense) => expense_told(here, expense),
        RowKind::ExpensePaid { what, payee } => {
            let payee = *payee;
            let who = move || here.name(payee);
            Told::new(who.into_any(), words::ledger::was_paid(), what.clone())
        }
        RowKind::Credit { to, what } => {
            let deed = words::ledger::gave_credits(&here.name(*to));
            Told::new(name.into_any(), deed, what.clone())
        }
        RowKind::Traded { partner, way, what } => {
            let deed = match way {
                Way::Gave => words::trade::we_gave(partner),
                Way::Got => words::trade::we_got(partner),
            };
            Told::leading(deed.into_any(), String::new(), Place::Trade, what.clone())
        }
        RowKind::Closed { motion, from, until } => Told::leading(
            words::ledger::the_books().into_any(),
            words::ledger::were_closed(),
            Place::Motion(*motion),
            does::span(*from, *until),
        ),
        RowKind::Budget { motion, name } => Told::leading(
            name.clone().into_any(),
            words::ledger::budget_granted(),
            Place::Motion(*motion),
            words::people::why_removed(),
        ),
        RowKind::Order { venture, customer, is_fulfilled, is_cancelled } => Told::leading(
            customer.clone().into_any(),
            words::ledger::ordered(),
            Place::Venture(*venture),
            match (is_cancelled, is_fulfilled) {
                (true, _) => words::agreement::cancelled(),
                (false, true) => words::venture::delivered(),
                (false, false) => words::venture::not_delivered(),
            },
        ),
        RowKind::LeavingSettled { member } => {
            let (member, by) = (*member, words::ledger::recorded_by(&name()));
            let who = move || here.name(member);
            Told::new(who.into_any(), words::leaving::was_settled(), by)
        }
        RowKind::NeedMet { payee } => {
            let deed = words::care::need_met(&here.name(*payee));
            Told::new(words::care::others().into_any(), deed, words::ledger::recorded_by(&name()))
        }
        RowKind::Reversal { .. } => Told::new(
            words::ledger::what_was_closed().into_any(),
            words::ledger::was_reversed(),
            String::new(),
        ),
    }
}

fn expense_told(here: Here, expense: &ExpenseView) -> Told {
    let by = expense.by;
    let names = here.names(&expense.approved_by);
    let charged = charged(&expense.charge);
    let (below, is_muted) = match &expense.state {
        ExpenseState::Waiting => {
            let said = u32::try_from(expense.approved_by.len()).unwrap_or(u32::MAX);
            (words::economy::approvals(said, expense.approvals_needed), false)
        }
        ExpenseState::Approved | ExpenseState::Paid { .. } if names.is_empty() => {
            (words::economy::approved(), false)
        }
        ExpenseState::Approved | ExpenseState::Paid { .. } => {
            (words::economy::approved_by(&names), false)
        }
        ExpenseState::Rejected { by, reason } => {
            (words::ledger::rejected(&here.name(*by), reason), true)
        }
        ExpenseState::Refused => (words::ledger::beyond_right(), true),
    };
    let below = match expense.again {
        Some(before) => {
            let day = format::calendar_day(before, here.today());
            format!("{below} · {}", words::economy::asked_again(&day))
        }
        None => below,
    };
    let below = if charged.is_empty() { below } else { format!("{below} · {charged}") };
    let who = move || here.name(by);
    let deed = words::ledger::spent_on(&expense.what);
    Told { is_muted, ..Told::new(who.into_any(), deed, below) }
}
