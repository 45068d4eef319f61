//! Invoices and matches that are taken back, whoever signs what and whatever comes first.

use super::codes;
use super::lines::{act, line, matched, origin, paid, same_in_any_order};
use super::scene::*;
use super::ventures::{order, venture};
use crate::clock::Timestamp;
use crate::domain::economy::books::{BookedKind, Books};
use crate::domain::economy::entry::EntryBody;
use crate::id::{CommandId, MemberId, MotionId};
use crate::message::economy::{EconomyAct, EconomyFault, Invoice, MoneyEffect};

fn invoice(order: CommandId, number: &str) -> Invoice {
    Invoice {
        order,
        number: number.to_owned(),
        date: day("2026-03-28"),
        due: day("2026-04-27"),
        to: "A foundation".to_owned(),
        tax: None,
    }
}

fn back(invoice: CommandId, reason: &str) -> EntryBody {
    EntryBody::InvoiceTakenBack { invoice, reason: reason.to_owned(), date: day("2026-03-29") }
}

fn take_back(invoice: CommandId, reason: &str) -> EconomyAct {
    EconomyAct::TakeBackInvoice { invoice, reason: reason.to_owned(), date: day("2026-03-29") }
}

fn apart(matches: CommandId, line: &str, entry: CommandId) -> EntryBody {
    EntryBody::MatchTakenBack { matches, origin: origin(line), entry }
}

/// What is booked on this account in euros.
fn bank(books: &Books) -> String {
    books.base_balance("assets:bank").to_string()
}

#[test]
fn eco_7_an_invoice_is_taken_back_and_its_number_is_not_given_again() {
    let mut scene = Scene::new();
    let edition = venture(&mut scene);
    let (first, second) = (order(&mut scene, edition), order(&mut scene, edition));
    let wrong = scene.write(AWA, EntryBody::InvoiceIssued(invoice(first, "2026-001")));
    let mut payment = transaction(
        "2026-03-30",
        &[("assets:bank", "200.00 EUR"), ("income:edition", "-200.00 EUR")],
    );
    payment.order = Some(first);
    scene.write(LUCIA, EntryBody::TransactionRecorded(payment));
    assert_eq!(act(&scene.books(), RAVI, take_back(wrong, " ")), Err(EconomyFault::Empty));
    let long = "a".repeat(crate::limits::MOTION_CHARS_MAX + 1);
    assert_eq!(act(&scene.books(), RAVI, take_back(wrong, &long)), Err(EconomyFault::TooLong));
    let done = act(&scene.books(), RAVI, take_back(wrong, "Not their address"));
    assert_eq!(done, Ok(vec![back(wrong, "Not their address")]));
    scene.write(RAVI, back(wrong, "Not their address"));
    let books = scene.books();
    let now = &books.orders[&first];
    assert_eq!((now.invoice.clone(), now.taken_back.len()), (None, 1));
    let told = now.taken_back[0].taken_back.clone().expect("it was taken back");
    assert_eq!((told.by, told.reason.as_str()), (RAVI, "Not their address"));
    // What was paid stays paid.
    assert!(now.is_paid());
    // The order gets another one, under another number.
    for order in [first, second] {
        let again = EconomyAct::IssueInvoice(invoice(order, "2026-001"));
        assert_eq!(act(&books, AWA, again), Err(EconomyFault::NumberTaken));
    }
    let right = EntryBody::InvoiceIssued(invoice(first, "2026-002"));
    let issue = EconomyAct::IssueInvoice(invoice(first, "2026-002"));
    assert_eq!(act(&books, AWA, issue), Ok(vec![right.clone()]));
    scene.write(AWA, right);
    let books = scene.books();
    let now = books.orders[&first].invoice.clone().expect("an invoice");
    assert_eq!(now.invoice.number, "2026-002");
    assert_eq!(codes(&books), Vec::<&str>::new());
    // Whoever gives the number again without knowing of that is told.
    scene.write(MAITE, EntryBody::InvoiceIssued(invoice(second, "2026-001")));
    assert_eq!(codes(&scene.books()), ["number-taken"]);
    same_in_any_order(&scene);
}

#[test]
fn eco_7_two_who_take_an_invoice_back_agree_and_what_is_unknown_is_a_fault() {
    let mut scene = Scene::new();
    let edition = venture(&mut scene);
    let order = order(&mut scene, edition);
    let issued = scene.write(AWA, EntryBody::InvoiceIssued(invoice(order, "2026-001")));
    let doubled = scene.write(RAVI, EntryBody::InvoiceIssued(invoice(order, "2026-002")));
    assert_eq!(codes(&scene.books()), ["wrong-state"]);
    scene.write(MAITE, back(issued, "Doubled"));
    scene.write(LUCIA, back(issued, "Wrong"));
    let books = scene.books();
    // The other one stands now; the first reason is told.
    assert_eq!(codes(&books), Vec::<&str>::new());
    assert_eq!(books.orders[&order].invoice.as_ref().map(|one| one.id), Some(doubled));
    let told = books.orders[&order].taken_back[0].taken_back.clone().expect("taken back");
    assert_eq!((told.by, told.reason.as_str()), (MAITE, "Doubled"));
    let again = act(&books, AWA, take_back(issued, "Once more"));
    assert_eq!(again, Err(EconomyFault::AlreadyTakenBack));
    for unknown in [order, CommandId([200; 16])] {
        let refused = act(&books, AWA, take_back(unknown, "What?"));
        assert_eq!(refused, Err(EconomyFault::UnknownEntry));
        scene.write(AWA, back(unknown, "What?"));
    }
    scene.write(AWA, back(doubled, ""));
    let after = scene.books();
    let mut found = codes(&after);
    found.sort_unstable();
    assert_eq!(found, ["empty", "unknown-entry", "unknown-entry"]);
    assert_eq!(after.orders, books.orders);
    // Also where the taking back claims to be older than what it takes back.
    scene.write(RAVI, back(doubled, "Wrong too"));
    if let Some(last) = scene.entries.last_mut() {
        last.entry.at = Timestamp(1);
    }
    let books = scene.books();
    assert_eq!(books.orders[&order].invoice, None);
    assert_eq!(books.orders[&order].taken_back.len(), 2);
    same_in_any_order(&scene);
}

#[test]
fn eco_7_while_there_are_stewards_they_and_its_author_take_an_invoice_back() {
    let mut scene = Scene::new();
    let edition = venture(&mut scene);
    let (first, second) = (order(&mut scene, edition), order(&mut scene, edition));
    let issued = scene.write(RAVI, EntryBody::InvoiceIssued(invoice(first, "2026-001")));
    let other = scene.write(RAVI, EntryBody::InvoiceIssued(invoice(second, "2026-002")));
    let (members, until) = (vec![AWA], day("2199-01-01"));
    scene.decide(PRINTING, MoneyEffect::ElectStewards { venture: edition, members, until });
    let write = |scene: &mut Scene, by: MemberId, invoice| {
        scene.write(by, back(invoice, "Wrong"));
        let late = Timestamp(1_780_000_000_000 + scene.entries.len() as u64);
        scene.entries.last_mut().expect("it was written").entry.at = late;
    };
    write(&mut scene, MAITE, other);
    let books = scene.books();
    assert_eq!(codes(&books), ["invoice-of-others"]);
    assert_eq!(books.faults[0].fault.rule(), "ECO-7");
    assert!(books.orders[&second].invoice.is_some());
    let later = day("2026-06-01");
    let may = |by| books.taking_back(&other, (&by, later));
    assert_eq!(may(MAITE), Err(EconomyFault::InvoiceOfOthers));
    assert_eq!((may(RAVI), may(AWA)), (Ok(()), Ok(())));
    write(&mut scene, RAVI, issued);
    write(&mut scene, AWA, other);
    let books = scene.books();
    assert_eq!(codes(&books), ["invoice-of-others"]);
    assert!(books.orders.values().all(|one| one.invoice.is_none()));
    // Who has no vote makes none, and takes none back.
    scene.change(|charter| charter.voters.retain(|voter| *voter != RAVI));
    write(&mut scene, RAVI, other);
    assert!(codes(&scene.books()).contains(&"not-a-voter"));
    same_in_any_order(&scene);
}

#[test]
fn eco_8_taking_an_invoice_back_leaves_what_is_closed_as_it_is() {
    let mut scene = Scene::new();
    let edition = venture(&mut scene);
    let order = order(&mut scene, edition);
    let issued = scene.write(AWA, EntryBody::InvoiceIssued(invoice(order, "2026-001")));
    scene.moved(LUCIA, "2026-03-30", &[("assets:bank", "9.00 EUR"), ("income:x", "-9.00 EUR")]);
    scene.close(MARCH, "2026-03-31");
    let before = scene.books();
    scene.write(AWA, back(issued, "Wrong"));
    let after = scene.books();
    assert_eq!((&after.closed, &after.booked), (&before.closed, &before.booked));
    assert_eq!(codes(&after), Vec::<&str>::new());
    same_in_any_order(&scene);
}

#[test]
fn ext_2_a_match_is_taken_back_and_the_line_is_free_again() {
    let mut scene = Scene::new();
    let by_hand = scene.write(AWA, EntryBody::TransactionRecorded(paid("2026-03-02", None)));
    let other = scene.write(AWA, EntryBody::TransactionRecorded(paid("2026-03-03", None)));
    let list = scene.write(RAVI, matched(vec![line("a", by_hand), line("b", other)]));
    let free = EconomyAct::TakeBackMatch { origin: origin("a"), entry: by_hand };
    let done = act(&scene.books(), MAITE, free.clone()).expect("an entry");
    assert_eq!(done, [apart(list, "a", by_hand)]);
    scene.write(MAITE, done[0].clone());
    let books = scene.books();
    assert_eq!(codes(&books), Vec::<&str>::new());
    assert_eq!(books.links.keys().collect::<Vec<_>>(), [&origin("b")]);
    assert!(!books.files_of(&by_hand).contains("bank"));
    assert!(books.files_of(&other).contains("bank"));
    // It is not among the lines that are here, and comes in as a new one or is matched anew.
    assert_eq!(books.lines_between(day("2026-03-01"), day("2026-03-31")).len(), 1);
    assert_eq!(act(&books, MAITE, free), Err(EconomyFault::UnknownEntry));
    let bring = |matched, fresh| EconomyAct::BringLines { matched, fresh };
    let fresh = act(&books, AWA, bring(Vec::new(), vec![paid("2026-03-04", Some("a"))]));
    assert_eq!(fresh.map(|all| all.len()), Ok(1));
    // What is said to be new is not asked about once more.
    let mut new = Scene { entries: scene.entries.clone(), ..Scene::new() };
    new.write(AWA, EntryBody::TransactionRecorded(paid("2026-03-04", Some("a"))));
    assert_eq!(new.books().lines_between(day("2026-03-01"), day("2026-03-31")).len(), 2);
    assert_eq!(new.books().lines_again(day("2026-03-01"), day("2026-03-31")).len(), 0);
    same_in_any_order(&new);
    let again = act(&books, AWA, bring(vec![line("a", by_hand)], Vec::new())).expect("a list");
    assert_eq!(again, [matched(vec![line("a", by_hand)])]);
    let list = scene.write(AWA, again[0].clone());
    let link = scene.books().links[&origin("a")].clone();
    assert_eq!((link.entry, link.matches.into_iter().collect::<Vec<_>>()), (by_hand, vec![list]));
    same_in_any_order(&scene);
}

#[test]
fn ext_2_what_came_from_the_line_itself_counts_again() {
    let mut scene = Scene::new();
    let by_hand = scene.write(AWA, EntryBody::TransactionRecorded(paid("2026-03-02", None)));
    let own = scene.write(RAVI, EntryBody::TransactionRecorded(paid("2026-03-04", Some("a"))));
    let list = scene.write(MAITE, matched(vec![line("a", by_hand)]));
    assert_eq!(bank(&scene.books()), "-5.00 EUR");
    scene.write(LUCIA, apart(list, "a", by_hand));
    let books = scene.books();
    assert_eq!((bank(&books), codes(&books)), ("-10.00 EUR".to_owned(), Vec::new()));
    assert!(books.is_recorded(&own));
    let (from, until) = (day("2026-03-01"), day("2026-03-31"));
    assert_eq!(books.lines_again(from, until).into_iter().collect::<Vec<_>>(), [&origin("a")]);
    assert_eq!(books.lines_again(day("2026-03-05"), until).len(), 0);
    // It does not come in once more; but whoever sees that it was right after all says so again.
    let bring = |matched, fresh| EconomyAct::BringLines { matched, fresh };
    let twice = act(&books, AWA, bring(Vec::new(), vec![paid("2026-03-04", Some("a"))]));
    assert_eq!(twice, Ok(Vec::new()));
    let again = act(&books, AWA, bring(vec![line("a", by_hand)], Vec::new())).expect("a list");
    scene.write(AWA, again[0].clone());
    let books = scene.books();
    assert_eq!((bank(&books), codes(&books)), ("-5.00 EUR".to_owned(), Vec::new()));
    assert!(!books.is_recorded(&own));
    assert_eq!(books.lines_again(from, until).len(), 0);
    same_in_any_order(&scene);
}

#[test]
fn ext_2_a_match_that_is_made_apart_from_the_taking_back_stands() {
    let mut scene = Scene::new();
    let by_hand = scene.write(AWA, EntryBody::TransactionRecorded(paid("2026-03-02", None)));
    let other = scene.write(AWA, EntryBody::TransactionRecorded(paid("2026-03-03", None)));
    let first = scene.write(RAVI, matched(vec![line("a", by_hand)]));
    let second = scene.write(MAITE, matched(vec![line("a", by_hand)]));
    let third = scene.write(LUCIA, matched(vec![line("a", other)]));
    assert_eq!(codes(&scene.books()), ["matched-twice"]);
    // Who knows of both takes both back.
    let free = EconomyAct::TakeBackMatch { origin: origin("a"), entry: by_hand };
    let both = act(&scene.books(), AWA, free).expect("entries");
    assert_eq!(both, [apart(first, "a", by_hand), apart(second, "a", by_hand)]);
    // Who knew of one takes that one back: the other says the same.
    scene.write(AWA, both[0].clone());
    assert_eq!(scene.books().links[&origin("a")].entry, by_hand);
    // Once nobody says so any more, what somebody else said of the line counts.
    scene.write(AWA, both[1].clone());
    let books = scene.books();
    assert_eq!((books.links[&origin("a")].entry, codes(&books)), (other, Vec::new()));
    // Two who take back the same agree.
    scene.write(RAVI, both[1].clone());
    scene.write(RAVI, apart(third, "a", other));
    let books = scene.books();
    assert_eq!((books.links.len(), codes(&books)), (0, Vec::new()));
    assert_eq!(bank(&books), "-10.00 EUR");
    same_in_any_order(&scene);
}

#[test]
fn ext_2_taking_back_what_is_unknown_is_a_fault_and_moves_nothing() {
    let mut scene = Scene::new();
    let by_hand = scene.write(AWA, EntryBody::TransactionRecorded(paid("2026-03-02", None)));
    scene.write(RAVI, EntryBody::TransactionRecorded(paid("2026-03-04", Some("a"))));
    let list = scene.write(MAITE, matched(vec![line("a", by_hand)]));
    let check = |body: EntryBody, code: &str| {
        let mut scene = Scene { entries: scene.entries.clone(), ..Scene::new() };
        let before = scene.books();
        scene.write(RAVI, body);
        let books = scene.books();
        assert_eq!(codes(&books), [code]);
        assert_eq!((books.booked == before.booked, books.links == before.links), (true, true));
        assert_eq!(books.faults[0].by, Some(RAVI));
        same_in_any_order(&scene);
    };
    check(apart(CommandId([200; 16]), "a", by_hand), "unknown-entry");
    check(apart(by_hand, "a", by_hand), "unknown-entry");
    check(apart(list, "b", by_hand), "unknown-entry");
    check(apart(list, "a", list), "unknown-entry");
    check(apart(list, "", by_hand), "empty");
    let books = scene.books();
    for (name, entry) in [("b", by_hand), ("a", list)] {
        let act_of = EconomyAct::TakeBackMatch { origin: origin(name), entry };
        assert_eq!(act(&books, RAVI, act_of), Err(EconomyFault::UnknownEntry));
    }
    // Who has no vote takes nothing back.
    scene.change(|charter| charter.voters.retain(|voter| *voter != RAVI));
    scene.write(RAVI, apart(list, "a", by_hand));
    assert_eq!(codes(&scene.books()), ["not-a-voter"]);
}

#[test]
fn eco_8_a_match_that_is_closed_is_taken_back_in_the_period_after() {
    let mut scene = Scene::new();
    let by_hand = scene.write(AWA, EntryBody::TransactionRecorded(paid("2026-03-02", None)));
    let own = scene.write(RAVI, EntryBody::TransactionRecorded(paid("2026-03-04", Some("a"))));
    let list = scene.write(MAITE, matched(vec![line("a", by_hand)]));
    scene.close(MARCH, "2026-03-31");
    let before = scene.books();
    scene.write(LUCIA, apart(list, "a", by_hand));
    let after = scene.books();
    assert_eq!(before.closed, after.closed);
    let fixed = |books: &Books| {
        let fixed = books.booked.values().filter(|booked| booked.closed_in.is_some());
        fixed.cloned().collect::<Vec<_>>()
    };
    assert_eq!(fixed(&before), fixed(&after));
    let open: Vec<_> = after.open().collect();
    assert_eq!((open.len(), open[0].id), (1, own));
    assert_eq!(open[0].late_for, Some(day("2026-03-31")));
    assert_eq!((bank(&after), codes(&after)), ("-10.00 EUR".to_owned(), Vec::new()));
    // Closed with that, it stays so when the line is matched after all.
    scene.close(MotionId([0xa7; 16]), "2026-04-30");
    let again = scene.write(AWA, matched(vec![line("a", by_hand)]));
    let last = scene.books();
    assert_eq!(last.closed.len(), 2);
    assert!(fixed(&last).iter().any(|booked| booked.id == own));
    let open: Vec<_> = last.open().collect();
    assert!(matches!(open[..], [one] if one.kind == BookedKind::Reversal { of: own }));
    assert_eq!((bank(&last), codes(&last)), ("-5.00 EUR".to_owned(), Vec::new()));
    // And taken back once more, what was reversed in a closing counts again.
    let reversal = open[0].id;
    scene.close(MotionId([0xa8; 16]), "2026-05-31");
    scene.write(LUCIA, apart(again, "a", by_hand));
    let once_more = scene.books();
    assert_eq!(once_more.closed.len(), 3);
    let open: Vec<_> = once_more.open().collect();
    assert!(matches!(open[..], [one] if one.kind == BookedKind::Reversal { of: reversal }));
    assert_eq!((bank(&once_more), codes(&once_more)), ("-10.00 EUR".to_owned(), Vec::new()));
    same_in_any_order(&scene);
}
