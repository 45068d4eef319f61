//! What those who left have to get: how much, when it falls due, what of it was paid.

use leptos::ev;
use leptos::prelude::*;

use crate::id::MemberId;
use crate::message::economy::{ClaimView, EconomyAct, owed_to};
use crate::money::Money;
use crate::ui::feature::economy::amount::{self, amount};
use crate::ui::feature::economy::payment::Payment;
use crate::ui::feature::economy::{DeskNow, Sending, glance, of_books};
use crate::ui::feature::people::membership;
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::face::FaceSize;
use crate::ui::kit::head::part;
use crate::ui::kit::icon::pointing_icon;
use crate::ui::words;

/// The part of the page; nothing where nobody who left has anything to get.
pub fn claims(here: Here, now: DeskNow) -> AnyView {
    let known = of_books(now, |books| {
        let borne = (books.credit_of_gone.units != 0).then(|| books.credit_of_gone.clone());
        (books.claims.clone(), books.unsettled.clone(), borne)
    });
    (move || {
        let (claims, unsettled, borne) = known.get()?;
        if claims.is_empty() && unsettled.is_empty() && borne.is_none() {
            return None;
        }
        let open = unsettled.into_iter().map(|member| settle_row(here, member)).collect_view();
        let rows = claims.iter().map(|claim| row(here, claim)).collect_view();
        let borne = borne.map(|credit| {
            view! { <p class="meta">{words::leaving::borne(&amount::said(&credit))}</p> }
        });
        let inside = view! { <ul class="rows waiting" role="list">{open} {rows}</ul> {borne} };
        Some(part("claims", words::leaving::claims(), (), inside.into_any()))
    })
    .into_any()
}

/// Somebody left, and their program did not settle what there is.
fn settle_row(here: Here, member: MemberId) -> AnyView {
    let settle = move || {
        let act = EconomyAct::SettleLeaving { member, date: here.today() };
        super::ask(here, &act, move |answer| match answer {
            Ok(_) => here.store.say(words::leaving::settled_done()),
            Err(why) => here.store.say(why),
        });
    };
    let may = move || {
        (!here.is_former && membership::may_vote(here)).then(|| {
            view! {
                <p class="actions">{button(Weight::Plain, words::leaving::settle(), settle)}</p>
            }
        })
    };
    view! {
        <li>
            {here.face(FaceSize::Usual, member)}
            <div class="waiting-body">
                <p class="sentence">{move || words::leaving::unsettled(&here.name(member))}</p>
                {may}
            </div>
        </li>
    }
    .into_any()
}

fn row(here: Here, claim: &ClaimView) -> AnyView {
    let (member, day) = (claim.member, here.today());
    let left_on = words::leaving::left_on(&format::calendar_day(claim.since, day));
    let paid = words::leaving::paid_of(&amount::said(&claim.paid), &amount::number(&claim.total));
    let next = match &claim.next {
        None => words::leaving::all_paid(),
        Some((date, money)) => {
            let (said, on) = (amount::said(money), format::calendar_day(*date, day));
            if *date < day {
                words::leaving::overdue(&said, &on)
            } else {
                words::leaving::next(&said, &on)
            }
        }
    };
    let pay = DialogHandle::new();
    let wanted = claim.next.as_ref().map(|(_, money)| money.clone());
    let may_pay = wanted.is_some() && !here.is_former;
    let wanted = wanted.unwrap_or_else(|| claim.left.clone());
    let button = move || {
        (may_pay && membership::may_vote(here)).then(|| {
            view! {
                <p class="actions">
                    {button(Weight::Plain, words::leaving::pay(), move || pay.open())}
                </p>
            }
        })
    };
    view! {
        <li>
            {here.face(FaceSize::Usual, member)}
            <div class="waiting-body">
                <p class="sentence">
                    <b>{move || here.name_you(member)}</b> " " <span class="meta">{left_on}</span>
                </p>
                <p class="meta">{paid} " " {next}</p>
                {schedule(claim)}
                {button}
                {dialog(pay, words::leaving::pay_title(&here.name(member)), move || {
                    pay_form(here, member, wanted.clone(), pay)
                })}
            </div>
            {amount(&claim.left)}
        </li>
    }
    .into_any()
}

/// What falls due when.
pub fn schedule(claim: &ClaimView) -> AnyView {
    let rows = claim.parts.iter().map(|(date, money)| {
        view! {
            <tr>
                <th scope="row">{format::calendar_full(*date)}</th>
                <td class="num">{amount::number(money)}</td>
            </tr>
        }
    });
    view! {
        <details class="opens">
            <summary>{pointing_icon("right")} {words::leaving::schedule()}</summary>
            <table class="table working-table">
                <thead>
                    <tr>
                        <th scope="col">{words::leaving::due()}</th>
                        <th scope="col" class="num">{words::leaving::part()}</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </details>
    }
    .into_any()
}

fn pay_form(here: Here, member: MemberId, wanted: Money, own: DialogHandle) -> AnyView {
    let accounts = of_books(glance(here), |books| books.accounts.clone());
    let accounts = accounts.get_untracked().unwrap_or_default();
    let payment = Payment::new(here, wanted.commodity.clone(), wanted.number(), &accounts);
    let sending = Sending::new();
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let what = words::leaving::payment(&here.name(member));
        let act =
            payment.read().map(|paid| EconomyAct::Record(paid.went_to(owed_to(&member), what)));
        sending.send(here, act, move |_| {
            own.close();
            here.store.say(words::economy::paid_done());
        });
    };
    view! {
        <form class="stack-small" on:submit=send novalidate>
            {payment.fields(words::economy::from_account(), words::economy::paid_on())}
            {sending.foot(words::economy::mark_paid(), move || own.close())}
        </form>
    }
    .into_any()
}
