//! Orders that are cancelled: by whom, until when, and what happens apart from it.

use super::codes;
use super::lines::{act, same_in_any_order};
use super::scene::*;
use super::ventures::{order, venture};
use crate::clock::Timestamp;
use crate::domain::economy::entry::EntryBody;
use crate::id::{CommandId, MemberId};
use crate::message::economy::{
    Commitment, EconomyAct, EconomyFault, Effort, Invoice, MoneyEffect, Transaction,
};

fn cancelled(order: CommandId, reason: &str) -> EntryBody {
    EntryBody::OrderCancelled { order, reason: reason.to_owned(), date: day("2026-03-10") }
}

fn cancel(order: CommandId, reason: &str) -> EconomyAct {
    EconomyAct::CancelOrder { order, reason: reason.to_owned(), date: day("2026-03-10") }
}

fn invoice(order: CommandId) -> Invoice {
    let (number, to) = ("2026-001".to_owned(), "A foundation".to_owned());
    Invoice { order, number, date: day("2026-03-28"), due: day("2026-04-27"), to, tax: None }
}

fn payment(order: CommandId) -> Transaction {
    let postings = [("assets:bank", "50.00 EUR"), ("income:edition", "-50.00 EUR")];
    Transaction { order: Some(order), ..transaction("2026-03-30", &postings) }
}

/// What can be done for an order while it stands.
fn acts(order: CommandId) -> [(EconomyAct, EntryBody); 4] {
    let date = day("2026-03-27");
    let (what, effort) = ("Printing".to_owned(), Effort::Minutes(60));
    let commitment = Commitment { order, what, effort, by: date };
    [
        (EconomyAct::Commit(commitment.clone()), EntryBody::CommitmentMade(commitment)),
        (EconomyAct::FulfilOrder { order, date }, EntryBody::OrderFulfilled { order, date }),
        (EconomyAct::IssueInvoice(invoice(order)), EntryBody::InvoiceIssued(invoice(order))),
        (EconomyAct::Record(payment(order)), EntryBody::TransactionRecorded(payment(order))),
    ]
}

#[test]
fn eco_7_an_order_is_cancelled_with_a_reason_and_nothing_comes_of_it_any_more() {
    let mut scene = Scene::new();
    let edition = venture(&mut scene);
    let order = order(&mut scene, edition);
    let long = "a".repeat(crate::limits::MOTION_CHARS_MAX + 1);
    let books = scene.books();
    assert_eq!(act(&books, RAVI, cancel(order, " ")), Err(EconomyFault::Empty));
    assert_eq!(act(&books, RAVI, cancel(order, &long)), Err(EconomyFault::TooLong));
    let unknown = CommandId([200; 16]);
    assert_eq!(act(&books, RAVI, cancel(unknown, "What?")), Err(EconomyFault::UnknownEntry));
    let done = act(&books, RAVI, cancel(order, "Not needed"));
    assert_eq!(done, Ok(vec![cancelled(order, "Not needed")]));
    scene.write(RAVI, cancelled(order, "Not needed"));
    // Two who cancel it agree: the first reason is told.
    scene.write(MAITE, cancelled(order, "Too dear"));
    let books = scene.books();
    let told = books.orders[&order].cancelled.clone().expect("it is cancelled");
    assert_eq!((told.by, told.reason.as_str()), (RAVI, "Not needed"));
    assert_eq!(codes(&books), Vec::<&str>::new());
    for (one, _) in acts(order).into_iter().chain([(cancel(order, "Again"), cancelled(order, "A"))])
    {
        assert_eq!(act(&books, AWA, one), Err(EconomyFault::OrderCancelled));
    }
    scene.write(AWA, cancelled(unknown, "What?"));
    assert_eq!(codes(&scene.books()), ["unknown-entry"]);
    same_in_any_order(&scene);
}

#[test]
fn eco_7_what_was_delivered_paid_or_invoiced_is_not_cancelled_whichever_comes_first() {
    for place in 1..4 {
        let mut scene = Scene::new();
        let edition = venture(&mut scene);
        let order = order(&mut scene, edition);
        let (_, body) = acts(order)[place].clone();
        let mut apart = Scene { entries: scene.entries.clone(), ..Scene::new() };
        scene.write(AWA, body.clone());
        let books = scene.books();
        let refused = act(&books, RAVI, cancel(order, "Not needed"));
        assert_eq!(refused, Err(EconomyFault::TooLateToCancel));
        scene.write(RAVI, cancelled(order, "Not needed"));
        // Who did it without knowing that it was cancelled: it stands, and that is told.
        apart.write(RAVI, cancelled(order, "Not needed"));
        let before = apart.books();
        assert!(before.orders[&order].cancelled.is_some());
        apart.write(AWA, body);
        for scene in [scene, apart] {
            let books = scene.books();
            assert_eq!(codes(&books), ["too-late-to-cancel"]);
            assert_eq!(books.faults[0].by, Some(RAVI));
            assert_eq!(books.orders[&order].cancelled, None);
            same_in_any_order(&scene);
        }
    }
}

#[test]
fn eco_7_what_only_was_promised_does_not_keep_an_order_from_being_cancelled() {
    let mut scene = Scene::new();
    let edition = venture(&mut scene);
    let order = order(&mut scene, edition);
    scene.write(LUCIA, acts(order)[0].1.clone());
    let issued = scene.write(AWA, EntryBody::InvoiceIssued(invoice(order)));
    let (reason, date) = ("Wrong".to_owned(), day("2026-03-29"));
    scene.write(AWA, EntryBody::InvoiceTakenBack { invoice: issued, reason, date });
    scene.write(AWA, cancelled(order, "Not needed"));
    let books = scene.books();
    assert!(books.orders[&order].cancelled.is_some());
    assert_eq!(codes(&books), Vec::<&str>::new());
    same_in_any_order(&scene);
}

#[test]
fn eco_7_while_there_are_stewards_they_and_who_wrote_it_down_cancel_an_order() {
    let mut scene = Scene::new();
    let edition = venture(&mut scene);
    let (first, second) = (order(&mut scene, edition), order(&mut scene, edition));
    let (members, until) = (vec![RAVI], day("2199-01-01"));
    scene.decide(PRINTING, MoneyEffect::ElectStewards { venture: edition, members, until });
    let later = day("2026-06-01");
    let books = scene.books();
    let may = |by: MemberId| books.cancelling(&first, (&by, later));
    assert_eq!(may(MAITE), Err(EconomyFault::OrderOfOthers));
    assert_eq!((may(AWA), may(RAVI)), (Ok(()), Ok(())));
    let mut write = |by: MemberId, order| {
        scene.write(by, cancelled(order, "Not needed"));
        let late = Timestamp(1_780_000_000_000 + scene.entries.len() as u64);
        scene.entries.last_mut().expect("it was written").entry.at = late;
        scene.books()
    };
    let books = write(MAITE, first);
    assert_eq!(codes(&books), ["order-of-others"]);
    assert_eq!(books.faults[0].fault.rule(), "ECO-7");
    assert_eq!(books.orders[&first].cancelled, None);
    write(AWA, first);
    let books = write(RAVI, second);
    assert!(books.orders.values().all(|one| one.cancelled.is_some()));
    // Who has no vote places none, and cancels none.
    scene.change(|charter| charter.voters.retain(|voter| *voter != AWA));
    scene.write(AWA, cancelled(first, "Not needed"));
    assert!(codes(&scene.books()).contains(&"not-a-voter"));
    same_in_any_order(&scene);
}
