//! How far an order is, in words: what was agreed, who does what, what was done, delivery, invoice,
//! payment; what is late says by how much. Everybody promises for themselves alone.

use leptos::ev;
use leptos::prelude::*;

use crate::clock::Date;
use crate::id::CommandId;
use crate::message::economy::view::{CommitmentView, InvoiceView, OrderView};
use crate::message::economy::{Commitment, EconomyAct, Effort};
use crate::ui::feature::economy::amount;
use crate::ui::feature::economy::inputs::{read_date, read_words};
use crate::ui::feature::economy::work::entry::wish;
use crate::ui::feature::economy::{Sending, ask};
use crate::ui::format;
use crate::ui::here::Here;
use crate::ui::kit::button::{Weight, button};
use crate::ui::kit::dialog::{DialogHandle, dialog};
use crate::ui::kit::face::FaceSize;
use crate::ui::kit::field::{Line, choices, date_field, text_field};
use crate::ui::kit::icon::icon;
use crate::ui::route::Place;
use crate::ui::words;

/// Days of lateness that are counted one by one; from then on it is simply this many.
const LATE_DAYS_MAX: i32 = 999;

/// "3 days", from the first day after.
fn late_by(due: Date, today: Date) -> String {
    let days = (1..LATE_DAYS_MAX).find(|days| due.plus_days(*days) >= today);
    words::agreement::days(days.unwrap_or(LATE_DAYS_MAX).unsigned_abs())
}

/// Each step in a line.
pub fn steps(here: Here, order: &OrderView) -> AnyView {
    let today = here.today();
    let day = |date: Date| format::calendar_day(date, today);
    let agreed = match order.order.due {
        Some(due) => words::agreement::agreed_by(&day(due)),
        None => words::agreement::agreed_no_day(),
    };
    let delivered = match (order.fulfilled, order.order.due) {
        (Some(date), _) => (true, words::venture::delivered_on(&day(date))),
        (None, Some(due)) if due < today => {
            (false, words::agreement::delivery_late(&late_by(due, today)))
        }
        (None, _) => (false, words::venture::not_delivered()),
    };
    let invoiced = match &order.invoice {
        Some(InvoiceView { invoice: one, .. }) => {
            let due = day(one.due);
            (true, words::agreement::invoiced(&one.number, &day(one.date), &due))
        }
        None => (false, words::agreement::not_invoiced()),
    };
    let rows = [
        (words::agreement::step_agreed(), (true, agreed)),
        (words::agreement::step_done(), done(here, order)),
        (words::agreement::step_delivered(), delivered),
        (words::agreement::step_invoiced(), invoiced),
        (words::agreement::step_paid(), paid(order, today)),
    ];
    let rows = rows
        .into_iter()
        .map(|(name, (is_done, told))| {
            view! {
                <div>
                    <dt>{name}</dt>
                    <dd class="with-icon">{icon(if is_done { "check" } else { "clock" })} {told}</dd>
                </div>
            }
        })
        .collect_view();
    view! { <dl class="how-far" aria-label=words::agreement::how_far()>{rows}</dl> }.into_any()
}

/// What comes next, whatever the order has come to.
pub fn next(here: Here, order: &OrderView) -> AnyView {
    let is_part = order.paid.iter().any(|money| money.units > 0);
    let is_begun = is_part
        || order.invoice.is_some()
        || !order.done.is_empty()
        || !order.commitments.is_empty();
    let is_over = order.fulfilled.is_some() && order.is_paid;
    let told = match (order.fulfilled.is_some(), order.invoice.is_some(), order.is_paid) {
        (true, _, true) => words::agreement::next_nothing(),
        (true, _, false) if is_part => words::agreement::next_rest(),
        (true, true, false) => words::agreement::next_send(),
        (true, false, false) => words::agreement::next_invoice(),
        (false, _, _) if !is_begun => words::agreement::next_work(),
        (false, _, _) => words::agreement::next_deliver(),
    };
    let ledger = is_over.then(|| {
        view! { <a href=here.to(Place::Economy)>{words::agreement::see_ledger()}</a> }
    });
    view! {
        <p class="meta"><b>{words::agreement::next()}": "</b> {told} " " {ledger}</p>
    }
    .into_any()
}

fn done(here: Here, order: &OrderView) -> (bool, String) {
    let minutes: u64 = order.done.iter().map(|(_, minutes)| minutes).sum();
    if minutes == 0 {
        return (false, words::agreement::not_begun());
    }
    let people: Vec<_> = order.done.iter().map(|(member, _)| *member).collect();
    let told = words::agreement::done_so_far(&amount::hours(minutes), &here.names(&people));
    (true, told)
}

fn paid(order: &OrderView, today: Date) -> (bool, String) {
    let is_part = order.paid.iter().any(|money| money.units > 0);
    let invoice = order.invoice.as_ref().map(|one| &one.invoice);
    let overdue = invoice.filter(|one| one.due < today);
    match (order.is_paid, overdue) {
        (true, _) => match order.overpaid().as_slice() {
            [] => (true, words::venture::is_paid()),
            more => (true, words::venture::overpaid(&amount::all_said(more))),
        },
        (false, Some(one)) => (false, words::agreement::payment_late(&late_by(one.due, today))),
        (false, None) if is_part => {
            (false, words::venture::paid_part(&amount::all_said(&order.paid)))
        }
        (false, None) => (false, words::venture::not_paid()),
    }
}

/// Who does what, and the way to promise something oneself.
pub fn promises(here: Here, order: &OrderView) -> AnyView {
    let handle = DialogHandle::new();
    let id = order.id;
    let is_open = order.fulfilled.is_none() && order.cancelled.is_none() && !here.is_former;
    if order.commitments.is_empty() && !is_open {
        return ().into_any();
    }
    let venture = order.order.venture;
    let rows = order.commitments.iter().map(|one| row(here, one)).collect_view();
    let none = (order.commitments.is_empty() && is_open).then(|| {
        view! { <p class="meta">{words::agreement::nobody_yet()}</p> }
    });
    let due = order.order.due;
    let act = is_open.then(|| {
        let work = move || {
            wish(here, venture, id);
            here.go(Place::Work);
        };
        view! {
            <p class="actions">
                {button(Weight::Plain, words::agreement::i_will(), move || handle.open())}
                {button(Weight::Quiet, words::common::new_work(), work)}
            </p>
            {dialog(handle, words::agreement::i_will(), move || form(here, id, due, handle))}
        }
    });
    view! {
        <div class="stack-small">
            <h3>{words::agreement::who_does_what()}</h3>
            {none}
            <ul class="rows" role="list">{rows}</ul>
            {act}
        </div>
    }
    .into_any()
}

/// "8 h", "12 pieces".
fn how_much(effort: Effort) -> String {
    match effort {
        Effort::Minutes(minutes) => amount::hours(minutes.into()),
        Effort::Quantity(count) => words::agreement::pieces(&format::number(f64::from(count))),
    }
}

fn row(here: Here, one: &CommitmentView) -> AnyView {
    let today = here.today();
    let by = one.by;
    let far = match (one.kept, one.is_dropped, one.effort) {
        (Some(date), _, _) => words::agreement::is_done(&format::calendar_day(date, today)),
        (None, true, _) => words::agreement::is_dropped(),
        (None, false, Effort::Minutes(minutes)) if one.minutes > 0 => words::agreement::done_of(
            &amount::hours_cell(one.minutes),
            &amount::hours_cell(minutes.into()),
        ),
        (None, false, Effort::Minutes(_) | Effort::Quantity(_)) => String::new(),
    };
    let due = words::agreement::until(&format::calendar_day(one.due, today));
    let facts = [how_much(one.effort), due, far];
    let facts =
        facts.into_iter().filter(|fact| !fact.is_empty()).collect::<Vec<_>>().join("\u{a0}· ");
    let late = one.is_late.then(|| {
        let late = words::agreement::is_late(&late_by(one.due, today));
        view! { <span class="badge" data-variant="doubt">{icon("clock")} {late}</span> }
    });
    let is_own = here.me() == Some(by) && one.kept.is_none() && !one.is_dropped;
    let own = (is_own && !here.is_former).then(|| own_buttons(here, one.id));
    view! {
        <li class="promise">
            {here.face(FaceSize::Small, by)}
            <div>
                <p class="sentence" dir="auto"><b>{move || here.name_you(by)}</b> ": " {one.what.clone()}</p>
                <p class="meta-row"><span>{facts}</span> {late}</p>
                {own}
            </div>
        </li>
    }
    .into_any()
}

fn own_buttons(here: Here, commitment: CommandId) -> AnyView {
    let send = move |act: EconomyAct| {
        ask(here, &act, move |answer| {
            if let Err(why) = answer {
                here.store.say(why);
            }
        });
    };
    let keep = move || send(EconomyAct::KeepCommitment { commitment, date: here.today() });
    let drop_it = move || send(EconomyAct::DropCommitment { commitment });
    view! {
        <p class="actions under">
            {button(Weight::Plain, words::agreement::it_is_done(), keep)}
            {button(Weight::Quiet, words::agreement::cannot(), drop_it)}
        </p>
    }
    .into_any()
}

/// In what somebody counts what they will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Counted {
    Hours,
    Pieces,
}

fn form(here: Here, order: CommandId, due: Option<Date>, own: DialogHandle) -> AnyView {
    let (what, figure) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let counted = RwSignal::new(Counted::Hours);
    let usual = due.filter(|due| *due >= here.today());
    let by = RwSignal::new(usual.unwrap_or_else(|| here.today().plus_days(7)).to_string());
    let sending = Sending::new();
    let send = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let act = (|| {
            let number = figure.with_untracked(|figure| figure.trim().parse::<u32>());
            let number = number.ok().filter(|number| *number > 0);
            let number = number.ok_or_else(words::agreement::figure_wrong)?;
            let effort = match counted.get_untracked() {
                Counted::Hours => Effort::Minutes(
                    number.checked_mul(60).ok_or_else(words::agreement::figure_wrong)?,
                ),
                Counted::Pieces => Effort::Quantity(number),
            };
            Ok(EconomyAct::Commit(Commitment {
                order,
                what: read_words(&words::agreement::what(), &what.get_untracked())?,
                effort,
                by: read_date(&by.get_untracked())?,
            }))
        })();
        sending.send(here, act, move |_| {
            own.close();
            here.store.say(words::agreement::promised());
        });
    };
    let ways = vec![
        (Counted::Hours, words::agreement::in_hours(), words::agreement::in_hours_text()),
        (Counted::Pieces, words::agreement::in_pieces(), words::agreement::in_pieces_text()),
    ];
    let none = Signal::stored(String::new());
    view! {
        <form class="stack-small" on:submit=send novalidate>
            <p>{words::agreement::i_will_text()}</p>
            {text_field(Line::Text, words::agreement::what(), words::agreement::what_hint(), what, none)}
            {choices(words::agreement::how_much(), ways, counted)}
            {text_field(Line::Text, words::agreement::figure(), String::new(), figure, none)}
            {date_field(words::agreement::by_when(), by)}
            {sending.foot(words::agreement::promise(), move || own.close())}
        </form>
    }
    .into_any()
}
