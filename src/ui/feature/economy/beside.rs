//! Beside the ledger: rights to spend, mutual credit, and what would settle it.

use leptos::prelude::*;

use crate::message::economy::Purse;
use crate::message::economy::view::{BudgetView, RightView, Transfer};
use crate::money::{Commodity, Money};
use crate::ui::feature::economy::amount::{self, amount};
use crate::ui::feature::economy::books::share;
use crate::ui::feature::economy::{DeskNow, give, of_books};
use crate::ui::here::Here;
use crate::ui::kit::bar::{Fill, Share, plain_bar};
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::face::FaceSize;
use crate::ui::route::Place;
use crate::ui::words;

/// All of it.
pub fn beside(here: Here, now: DeskNow) -> AnyView {
    view! {
        {rights(here, now)}
        {credit(here, now)}
        {settle_up(here, now)}
    }
    .into_any()
}

fn rights(here: Here, now: DeskNow) -> AnyView {
    let budgets = of_books(now, |books| books.budgets.clone());
    (move || {
        let budgets = budgets.get()?;
        Some(budgets.iter().map(|budget| budget_part(here, budget)).collect_view())
    })
    .into_any()
}

fn budget_part(here: Here, budget: &BudgetView) -> AnyView {
    let rows = budget.rights.iter().map(|right| right_row(here, right)).collect_view();
    let me = here.me();
    let mine = budget.rights.iter().find(|right| Some(right.member) == me && right.left.units > 0);
    let is_open = !here.is_former && budget.ended.is_none();
    let ended = budget.ended.map(|by| {
        view! {
            <p class="meta">
                <a href=here.to(Place::Motion(by))>{words::economy::budget_ended()}</a>
            </p>
        }
    });
    let hand_on = mine.filter(|_| is_open).map(|right| {
        if budget.purse == Purse::Lost {
            return give::why_not(budget.purse).into_any();
        }
        let (of, left) = ((budget.id, budget.purse), right.left.clone());
        let handle = DialogHandle::new();
        view! {
            <p class="actions">
                {button(Weight::Quiet, words::economy::hand_on(), move || handle.open())}
            </p>
            {dialog(handle, words::economy::hand_on(), move || {
                give::hand_on(here, of, left.clone(), move || handle.close())
            })}
        }
        .into_any()
    });
    view! {
        <section>
            <h2>
                <a href=here.to(Place::Motion(budget.id))>
                    {words::economy::right_to_spend(&budget.name)}
                </a>
            </h2>
            {ended}
            <ul class="rights" role="list">{rows}</ul>
            {hand_on}
        </section>
    }
    .into_any()
}

fn right_row(here: Here, right: &RightView) -> AnyView {
    let member = right.member;
    let (left, granted) = (right.left.units.max(0), right.granted.units.max(1));
    let words =
        words::economy::left_of(&amount::number(&right.left), &amount::number(&right.granted));
    let shares = vec![
        Share::new(Fill::Sea, share(left, granted), words.clone()),
        Share::new(Fill::Blank, share(granted - left, granted), words::economy::spent()),
    ];
    view! {
        <li>
            <span class="line">
                {here.face(FaceSize::Small, member)}
                <span>{move || here.name_you(member)}</span>
                {amount(&right.left)}
            </span>
            <span class="bar-small">{plain_bar(shares)}</span>
            <span class="meta">{words}</span>
        </li>
    }
    .into_any()
}

fn credit(here: Here, now: DeskNow) -> AnyView {
    let known = of_books(now, |books| (books.credit.clone(), books.terms.credit_limit));
    let give = (!here.is_former).then(|| {
        let handle = DialogHandle::new();
        view! {
            <p class="actions after">
                {button(Weight::Plain, words::economy::give_credits(), move || handle.open())}
            </p>
            {dialog(handle, words::economy::give_credits(), move || {
                give::credits(here, None, move || handle.close())
            })}
        }
    });
    let rows = move || {
        let (credit, limit) = known.get()?;
        let widest = credit.iter().map(|(_, money)| money.units.abs()).max().unwrap_or_default();
        let scale = widest.max(limit).max(1) as f64;
        let row = |(member, money): &(crate::id::MemberId, Money)| {
            let member = *member;
            // Fifty to each side of the middle; the drawing only, the figure stands beside it.
            let place = money.units as f64 / scale * 25.0;
            let fill = if money.units < 0 { Fill::Madder } else { Fill::Sea };
            let rounded = amount::signed(money);
            view! {
                <li>
                    {here.face(FaceSize::Small, member)}
                    <span class="name">{move || here.name(member)}</span>
                    <span
                        class="axis"
                        data-fill=fill.name()
                        style:--v=format!("{place:.2}")
                        aria-hidden="true"
                    ></span>
                    <span class="num">{rounded}</span>
                </li>
            }
        };
        let lowest = Money { commodity: Commodity::credit(), units: -limit };
        Some(view! {
            <ul class="credit" role="list">{credit.iter().map(row).collect_view()}</ul>
            <p class="meta">{words::economy::credit_text(&amount::number(&lowest))}</p>
        })
    };
    view! {
        <section id="credit">
            <h2>{words::economy::mutual_credit()}</h2>
            {rows}
            {give}
        </section>
    }
    .into_any()
}

fn settle_up(here: Here, now: DeskNow) -> AnyView {
    let plan = of_books(now, |books| books.settle_up.clone());
    (move || {
        let plan = plan.get().filter(|plan| !plan.is_empty())?;
        let rows = plan.iter().map(|one| transfer(here, one)).collect_view();
        Some(view! {
            <section>
                <h2>{words::economy::settle_up()}</h2>
                <p class="meta">{words::economy::settle_up_text()}</p>
                <ul class="rows told" role="list">{rows}</ul>
            </section>
        })
    })
    .into_any()
}

fn transfer(here: Here, one: &Transfer) -> AnyView {
    let (from, to, money) = (one.from, one.to, amount::said(&one.money));
    view! {
        <li>{move || words::economy::transfer(&here.name(from), &here.name(to), &money)}</li>
    }
    .into_any()
}
