//! What the community has, whose it is, what waits, and all that moved.

use leptos::prelude::*;

use crate::limits::ROWS_STEP;
use crate::message::economy::view::{ClosedView, Desk, FaultRow, Fund};
use crate::money::{Commodity, Money};
use crate::ui::feature::economy::amount::{self, amount};
use crate::ui::feature::economy::list::{self, Current};
use crate::ui::feature::economy::{
    Arrival, DeskNow, arrival, beside, claims, desk, does, due, ledger, of_books, waiting,
    when_here,
};
use crate::ui::here::Here;
use crate::ui::kit::bar::{Fill, Share, plain_bar};
use crate::ui::kit::button::{Weight, button_with, link_button};
use crate::ui::kit::head::part;
use crate::ui::kit::icon::pointing_icon;
use crate::ui::route::Place;
use crate::ui::words;

/// The screen.
pub fn books(here: Here) -> AnyView {
    let rows = RwSignal::new(ROWS_STEP);
    let now = desk(here, move || Desk::Books { rows: rows.get() });
    let arrival = arrival(now);
    let context = move || (arrival.get() == Arrival::Here).then(|| beside::beside(here, now));
    view! {
        {list::list(here, Current::Books, now)}
        <main class="detail" id="main">
            <header class="page-title"><h1>{words::common::economy()}</h1></header>
            {list::sections(here)}
            {when_here(here, now, move || inside(here, now, rows))}
        </main>
        <aside class="context" aria-label=words::common::beside_page()>{context}</aside>
    }
    .into_any()
}

fn inside(here: Here, now: DeskNow, rows: RwSignal<u32>) -> AnyView {
    let act = (!here.is_former).then(|| {
        view! {
            <p class="actions">
                {button_with(Weight::Plain, "edit", words::common::new_entry(), move || {
                    here.dialogs.money.open();
                })}
                {link_button(Weight::Quiet, Some("clock"), words::common::new_work(), here.to(Place::Work))}
            </p>
        }
    });
    view! {
        <div class="stack">
            {balances(here, now)}
            {due::due(here, now)}
            {act}
            {waiting::waiting(here, now)}
            {claims::claims(here, now)}
            {whose(now)}
            {ledger::ledger(here, now, move || rows.update(|rows| *rows += ROWS_STEP))}
            {closed(here, now)}
            {faults(here, now)}
        </div>
    }
    .into_any()
}

fn balances(here: Here, now: DeskNow) -> AnyView {
    let known = of_books(now, |books| {
        let to_pay =
            books.whose.iter().any(|(fund, money)| *fund == Fund::Members && money.units > 0);
        (books.bank.clone(), books.terms.base.clone(), to_pay, books.credit.clone())
    });
    let cells = move || {
        let (bank, base, to_pay, credit) = known.get()?;
        let cell = |money: &Money| {
            let told = match (money.commodity == base, money.units == 0) {
                (true, _) if to_pay => words::economy::before_members(),
                (true, _) => words::economy::our_own(),
                (false, true) => words::economy::came_and_went(),
                (false, false) => words::economy::not_converted(),
            };
            let name = match money.commodity == base {
                true => words::economy::in_the_bank(&amount::name(&money.commodity)),
                false => amount::name(&money.commodity),
            };
            view! { <div><dt>{name}</dt><dd>{amount(money)} {told}</dd></div> }
        };
        let bank = bank.iter().map(cell).collect_view();
        let mine =
            here.me().and_then(|me| credit.iter().find(|(member, _)| *member == me).cloned());
        let mine = mine
            .map_or_else(|| Money { commodity: Commodity::credit(), units: 0 }, |(_, money)| money);
        Some(view! {
            {bank}
            <div>
                <dt>{words::economy::credits_among_us()}</dt>
                <dd>
                    <span class="amount">{amount::signed(&mine)}</span>
                    {words::economy::credits_mine()}
                </dd>
            </div>
        })
    };
    view! {
        <section aria-labelledby="balances">
            <h2 class="visually-hidden" id="balances">{words::economy::balances()}</h2>
            <dl class="balances">{cells}</dl>
        </section>
    }
    .into_any()
}

/// A fund's hatch, and what it is called.
pub fn fund(fund: Fund) -> (Fill, String) {
    match fund {
        Fund::Reserve => (Fill::Sea, words::economy::fund_reserve()),
        Fund::Aid => (Fill::Amber, words::economy::fund_aid()),
        Fund::Commons => (Fill::Leaf, words::economy::fund_commons()),
        Fund::Members => (Fill::Madder, words::economy::fund_members()),
        Fund::Open => (Fill::Blank, words::economy::fund_open()),
        Fund::Trade => (Fill::Sea, words::trade::fund()),
        Fund::Tax => (Fill::Amber, words::economy::fund_tax()),
        Fund::Others => (Fill::Cross, words::economy::fund_others()),
    }
}

fn fund_row(of: Fund, money: &Money) -> AnyView {
    let (fill, name) = fund(of);
    view! {
        <tr>
            <th scope="row">
                <span class="who">
                    <span class="swatch" data-fill=fill.name()></span>
                    {name}
                </span>
            </th>
            <td class="num">{amount::number(money)}</td>
        </tr>
    }
    .into_any()
}

/// Parts of a bar out of ten thousand; what is below zero has none.
pub fn share(units: i64, whole: i64) -> u32 {
    let part = i128::from(units.max(0)) * 10_000 / i128::from(whole.max(1));
    u32::try_from(part).unwrap_or(u32::MAX)
}

fn whose(now: DeskNow) -> AnyView {
    let known = of_books(now, |books| (books.whose.clone(), books.terms.base.clone()));
    (move || {
        let (whose, base) = known.get()?;
        let sum = whose.iter().map(|(_, money)| money.units).sum();
        let all = Money { commodity: base.clone(), units: sum };
        let width: i64 = whose.iter().map(|(_, money)| money.units.max(0)).sum();
        if width == 0 {
            return None;
        }
        let shares = whose
            .iter()
            .map(|(of, money)| {
                let (fill, name) = fund(*of);
                let words = words::decide::say_option(&name, &amount::number(money));
                Share::new(fill, share(money.units, width), words)
            })
            .collect();
        let rows = whose
            .iter()
            .filter(|(_, money)| money.units != 0)
            .map(|(of, money)| fund_row(*of, money))
            .collect_view();
        let inside = view! {
            <div class="belongs">
                {plain_bar(shares)}
                <table class="table">
                    <caption class="visually-hidden">{words::economy::whose_caption()}</caption>
                    <tbody>{rows}</tbody>
                    <tfoot>
                        <tr>
                            <th scope="row">{words::economy::bank_total(base.code())}</th>
                            <td class="num">{amount::number(&all)}</td>
                        </tr>
                    </tfoot>
                </table>
            </div>
        };
        Some(part("whose", words::economy::whose(&amount::said(&all)), (), inside.into_any()))
    })
    .into_any()
}

fn closed(here: Here, now: DeskNow) -> AnyView {
    let closed = of_books(now, |books| books.closed.clone());
    (move || {
        let closed = closed.get().filter(|closed| !closed.is_empty())?;
        let rows = closed.iter().map(|one| closed_row(here, one)).collect_view();
        let inside = view! { <ul class="entries rows" role="list">{rows}</ul> };
        Some(part("closed", words::economy::closed_title(), (), inside.into_any()))
    })
    .into_any()
}

fn closed_row(here: Here, one: &ClosedView) -> AnyView {
    let split = &one.split;
    let parts = [
        (Fund::Reserve, &split.reserve),
        (Fund::Aid, &split.aid),
        (Fund::Commons, &split.commons),
        (Fund::Members, &split.members),
    ];
    let parts = parts.into_iter().map(|(of, money)| fund_row(of, money)).collect_view();
    let each = split
        .each
        .iter()
        .map(|share| {
            let member = share.member;
            let hours = amount::hours(share.minutes.total());
            view! {
                <tr>
                    <th scope="row">{move || here.name_you(member)} " " <small>{hours}</small></th>
                    <td class="num">{amount::number(&share.money)}</td>
                </tr>
            }
        })
        .collect_view();
    let caption = does::parts_said(&one.rule);
    view! {
        <li>
            <span class="what">
                <a href=here.to(Place::Motion(one.motion))>{does::span(one.from, one.until)}</a>
            </span>
            <p>{words::economy::shared_out(&amount::said(&one.surplus))}</p>
            <details class="opens">
                <summary>{pointing_icon("right")} {words::economy::how_shared()}</summary>
                <table class="table working-table">
                    <caption>{caption}</caption>
                    <tbody>{parts}</tbody>
                    <tbody>{each}</tbody>
                </table>
            </details>
        </li>
    }
    .into_any()
}

fn faults(here: Here, now: DeskNow) -> AnyView {
    let faults = of_books(now, |books| books.faults.clone());
    (move || {
        let faults = faults.get().filter(|faults| !faults.is_empty())?;
        let rows = faults.iter().map(|one| fault_row(here, one)).collect_view();
        let inside = view! {
            <p class="meta">{words::economy::faults_text()}</p>
            <ul class="entries rows" role="list">{rows}</ul>
        };
        Some(part("faults", words::economy::faults(), (), inside.into_any()))
    })
    .into_any()
}

fn fault_row(here: Here, one: &FaultRow) -> AnyView {
    let by = one.by;
    let name = move || by.map_or_else(words::economy::a_decision, |by| here.name(by));
    let date = one.date.map(crate::ui::format::calendar_full);
    view! {
        <li>
            <span class="what">{name}</span>
            <p>{words::money_fault::of_code(&one.code)}</p>
            <p class="meta">{date} " " {one.rule.clone()}</p>
        </li>
    }
    .into_any()
}
