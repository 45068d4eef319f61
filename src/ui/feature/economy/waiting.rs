//! Expenses that wait: for approval by others than who gets the money, then for payment.

use leptos::ev;
use leptos::prelude::*;

use crate::id::CommandId;
use crate::message::economy::view::{ExpenseState, ExpenseView};
use crate::message::economy::{Charge, EconomyAct};
use crate::ui::feature::economy::amount::{self, amount};
use crate::ui::feature::economy::inputs::{
    leaves, read_account, read_date, read_words, suggesting_field,
};
use crate::ui::feature::economy::{DeskNow, Sending, glance, of_books};
use crate::ui::feature::people::membership;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button_about};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::face::FaceSize;
use crate::ui::kit::field::{date_field, text_area};
use crate::ui::kit::head::part;
use crate::ui::words;

/// The part of the page; nothing where nothing waits.
pub fn waiting(here: Here, now: DeskNow) -> AnyView {
    let waiting = of_books(now, |books| books.waiting.clone());
    let is_any =
        Memo::new(move |_| waiting.with(|all| all.as_ref().is_some_and(|all| !all.is_empty())));
    (move || {
        is_any.get().then(|| {
            untrack(|| {
                let rows = view! {
                    <ul class="rows waiting" role="list">
                        <For
                            each=move || waiting.get().unwrap_or_default()
                            key=|one| format!("{one:?}")
                            children=move |one| row(here, &one)
                        />
                    </ul>
                };
                let aside = words::economy::oldest_first();
                part("waiting", words::economy::waiting(), aside, rows.into_any())
            })
        })
    })
    .into_any()
}

/// What an expense is charged to, in words.
pub fn charged(charge: &Charge) -> String {
    match charge {
        Charge::Expense(account) if account.leaf().is_empty() => String::new(),
        Charge::Expense(account) => account.leaf().replace(':', ", "),
        Charge::Aid => words::economy::fund_aid(),
        Charge::Commons => words::economy::fund_commons(),
    }
}

fn row(here: Here, one: &ExpenseView) -> AnyView {
    let (by, payee, id) = (one.by, one.payee, one.id);
    let today = here.today();
    let state = match &one.state {
        ExpenseState::Approved => words::economy::approved(),
        ExpenseState::Waiting
        | ExpenseState::Rejected { .. }
        | ExpenseState::Paid { .. }
        | ExpenseState::Refused => {
            let said = u32::try_from(one.approved_by.len()).unwrap_or(u32::MAX);
            words::economy::approvals(said, one.approvals_needed)
        }
    };
    let approved_by = one.approved_by.clone();
    let said = (!approved_by.is_empty())
        .then_some(move || words::economy::approved_by(&here.names(&approved_by)));
    let facts = [format::calendar_day(one.date, today), charged(&one.charge), state];
    let facts =
        facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join("\u{a0}· ");
    let in_base = (one.in_base.commodity != one.money.commodity)
        .then(|| words::economy::that_is(&amount::said(&one.in_base)));
    let other = (payee != by).then_some(move || words::economy::goes_to(&here.name_you(payee)));
    view! {
        <li>
            {here.face(FaceSize::Usual, by)}
            <div class="waiting-body">
                <p class="sentence">
                    <b>{move || here.name_you(by)}</b> ": " <span dir="auto">{one.what.clone()}</span>
                </p>
                <p class="meta">{facts} " " {in_base} " " {other} " " {said}</p>
                {buttons(here, one, id)}
            </div>
            {amount(&one.money)}
        </li>
    }
    .into_any()
}

fn buttons(here: Here, one: &ExpenseView, id: CommandId) -> AnyView {
    if here.is_former {
        return ().into_any();
    }
    let expense = one.clone();
    let (reject, pay) = (DialogHandle::new(), DialogHandle::new());
    let what = one.what.clone();
    let actions = move || {
        let me = here.me()?;
        if !membership::may_vote(here) {
            return None;
        }
        let may_judge = expense.awaits_word_of(&me);
        let own = (!expense.is_to_be_paid() && me == expense.payee)
            .then(|| view! { <span class="meta">{words::economy::others_approve()}</span> });
        Some(view! {
            <p class="actions">
                {may_judge.then(|| view! {
                    {approve_button(here, id, &what)}
                    {button_about(Weight::Quiet, words::economy::reject(), &what, move || {
                        reject.open();
                    })}
                })}
                {own}
                {expense.is_to_be_paid().then(|| {
                    button_about(Weight::Primary, words::economy::mark_paid(), &what, move || {
                        pay.open();
                    })
                })}
            </p>
        })
    };
    view! {
        {actions}
        {dialog(reject, words::economy::reject(), move || reject_form(here, id, reject))}
        {dialog(pay, words::economy::mark_paid(), move || pay_form(here, id, pay))}
    }
    .into_any()
}

/// Says yes to an expense.
pub fn approve_button(here: Here, expense: CommandId, what: &str) -> AnyView {
    let busy = RwSignal::new(false);
    let approve = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        super::ask(here, &EconomyAct::ApproveExpense { expense }, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(_) => here.store.say(words::economy::approved_done()),
                Err(why) => here.store.say(why),
            }
        });
    };
    button_about(Weight::Primary, words::economy::approve(), what, approve)
}

fn reject_form(here: Here, expense: CommandId, own: DialogHandle) -> AnyView {
    let (reason, sending) = (RwSignal::new(String::new()), Sending::new());
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let act = read_words(&words::economy::reason(), &reason.get_untracked())
            .map(|reason| EconomyAct::RejectExpense { expense, reason });
        sending.send(here, act, move |_| own.close());
    };
    view! {
        <form class="stack-small" on:submit=send novalidate>
            {text_area(words::economy::reason(), words::economy::reason_hint(), reason)}
            {sending.foot(words::economy::reject(), move || own.close())}
        </form>
    }
    .into_any()
}

fn pay_form(here: Here, expense: CommandId, own: DialogHandle) -> AnyView {
    let accounts = of_books(glance(here), |books| books.accounts.clone());
    let from = RwSignal::new("bank".to_owned());
    let date = RwSignal::new(here.today().to_string());
    let sending = Sending::new();
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let act = read_account(&words::economy::from_account(), "assets", &from.get_untracked())
            .and_then(|from| {
                let date = read_date(&date.get_untracked())?;
                Ok(EconomyAct::PayExpense { expense, from, date })
            });
        sending.send(here, act, move |_| {
            own.close();
            here.store.say(words::economy::paid_done());
        });
    };
    let known = move || accounts.get().map(|all| leaves(&all, "assets")).unwrap_or_default();
    view! {
        <form class="stack-small" on:submit=send novalidate>
            {suggesting_field(
                words::economy::from_account(),
                words::economy::from_account_hint(),
                known,
                from,
            )}
            {date_field(words::economy::paid_on(), date)}
            {sending.foot(words::economy::mark_paid(), move || own.close())}
        </form>
    }
    .into_any()
}
