//! Ventures, who runs them, and what was agreed for an order, whoever signs what.

use super::codes;
use super::lines::{act, same_in_any_order};
use super::scene::*;
use crate::domain::economy::entry::EntryBody;
use crate::id::{CommandId, MemberId, MotionId};
use crate::message::economy::{
    Commitment, EconomyAct, EconomyFault, EconomyTerms, Effort, Invoice, MoneyEffect, Order,
    OrderLine, Rhythm, VentureTerms,
};
use crate::money::Commodity;

pub fn venture(scene: &mut Scene) -> CommandId {
    let (name, purpose) = ("The edition".to_owned(), String::new());
    scene.write(AWA, EntryBody::VentureFounded { name, purpose })
}

pub fn order(scene: &mut Scene, venture: CommandId) -> CommandId {
    let price = money("100.00 EUR");
    scene.write(
        AWA,
        EntryBody::OrderPlaced(Order {
            venture,
            offer: None,
            date: day("2026-03-02"),
            due: Some(day("2026-03-27")),
            customer: "A foundation".to_owned(),
            lines: vec![OrderLine {
                what: "Plates".to_owned(),
                quantity: 2,
                thousandths: None,
                price,
            }],
        }),
    )
}

#[test]
fn eco_6_stewards_are_elected_for_a_term_and_the_next_election_replaces_them() {
    let mut scene = Scene::new();
    let edition = venture(&mut scene);
    let elect = |members: Vec<MemberId>, until: &str| MoneyEffect::ElectStewards {
        venture: edition,
        members,
        until: day(until),
    };
    // Decisions of the scene are of 31 March 2026.
    scene.decide(PRINTING, elect(vec![AWA, RAVI], "2026-12-31"));
    scene.decide(RULE, elect(vec![MAITE], "2027-06-30"));
    let books = scene.books();
    assert_eq!(codes(&books), Vec::<&str>::new());
    let now = &books.ventures[&edition];
    assert_eq!(now.in_office(day("2026-03-30")), None);
    let office = now.in_office(day("2027-06-30")).expect("stewards");
    assert_eq!((office.members.clone(), office.motion), (vec![MAITE], RULE));
    assert_eq!(now.in_office(day("2027-07-01")), None);
    assert_eq!(now.elected(day("2027-07-01")).map(|one| one.until), Some(day("2027-06-30")));
    same_in_any_order(&scene);
}

#[test]
fn eco_6_an_election_that_cannot_be_has_no_effect() {
    let mut scene = Scene::new();
    let edition = venture(&mut scene);
    let check = |venture, members: Vec<MemberId>, until: &str, code: &str| {
        let mut scene = Scene { entries: scene.entries.clone(), ..Scene::new() };
        scene.decide(MARCH, MoneyEffect::ElectStewards { venture, members, until: day(until) });
        let books = scene.books();
        assert_eq!(codes(&books), [code]);
        assert_eq!(books.ventures[&edition].stewards, Vec::new());
    };
    check(CommandId([99; 16]), vec![AWA], "2026-12-31", "unknown-entry");
    check(edition, vec![MemberId([9; 16])], "2026-12-31", "unknown-member");
    check(edition, Vec::new(), "2026-12-31", "out-of-range");
    check(edition, vec![AWA, AWA], "2026-12-31", "out-of-range");
    check(edition, vec![AWA], "2026-03-30", "wrong-period");
}

#[test]
fn eco_6_while_there_are_stewards_they_alone_say_how_a_venture_is_paid() {
    let mut scene = Scene::new();
    let edition = venture(&mut scene);
    let terms = |pay: &str| VentureTerms {
        venture: edition,
        from: "The edition".to_owned(),
        pay: pay.to_owned(),
        days: 30,
    };
    scene.write(RAVI, EntryBody::VentureTermsSet(terms("To the old account")));
    scene.decide(
        PRINTING,
        MoneyEffect::ElectStewards {
            venture: edition,
            members: vec![AWA],
            until: day("2199-01-01"),
        },
    );
    let late = crate::clock::Timestamp(1_780_000_000_000);
    for (by, pay) in [(AWA, "To our account"), (RAVI, "To mine")] {
        scene.write(by, EntryBody::VentureTermsSet(terms(pay)));
        if let Some(last) = scene.entries.last_mut() {
            last.entry.at = late.plus_ms(u64::from(by.0[0]));
        }
    }
    let books = scene.books();
    assert_eq!(codes(&books), ["not-a-steward"]);
    let now = books.ventures[&edition].terms.clone().expect("terms");
    assert_eq!(now.pay, "To our account");
    same_in_any_order(&scene);
}

#[test]
fn eco_6_who_takes_part_and_what_is_looked_for_is_said_and_met() {
    let mut scene = Scene::new();
    let edition = venture(&mut scene);
    scene.write(RAVI, EntryBody::VentureJoined { venture: edition });
    scene.write(MAITE, EntryBody::VentureJoined { venture: edition });
    scene.write(MAITE, EntryBody::VentureLeft { venture: edition });
    let what = "A printer".to_owned();
    let need = scene.write(AWA, EntryBody::VentureNeedStated { venture: edition, what });
    let met = |need, how: &str| EntryBody::VentureNeedMet {
        need,
        how: how.to_owned(),
        date: day("2026-03-09"),
    };
    scene.write(RAVI, met(need, "Kofi prints"));
    scene.write(MAITE, met(need, "Later"));
    scene.write(MAITE, met(edition, "What?"));
    scene.write(MAITE, EntryBody::VentureJoined { venture: need });
    let books = scene.books();
    assert_eq!(codes(&books), ["unknown-entry", "unknown-entry"]);
    let now = &books.ventures[&edition];
    assert_eq!(now.members, [AWA, RAVI]);
    let known = now.needs.get(&need).and_then(|need| need.met.clone());
    assert_eq!(known, Some((day("2026-03-09"), RAVI, "Kofi prints".to_owned())));
    same_in_any_order(&scene);
}

fn promise(order: CommandId) -> Commitment {
    let (what, effort) = ("The plates".to_owned(), Effort::Minutes(120));
    Commitment { order, what, effort, by: day("2026-03-20") }
}

#[test]
fn eco_7_a_commitment_is_its_authors_own() {
    let mut scene = Scene::new();
    let edition = venture(&mut scene);
    let order = order(&mut scene, edition);
    let first = scene.write(RAVI, EntryBody::CommitmentMade(promise(order)));
    let second = scene.write(RAVI, EntryBody::CommitmentMade(promise(order)));
    scene.write(MAITE, EntryBody::CommitmentMade(promise(edition)));
    scene.write(MAITE, EntryBody::CommitmentDropped { commitment: first });
    scene.write(RAVI, EntryBody::CommitmentDropped { commitment: second });
    let date = day("2026-03-19");
    scene.write(RAVI, EntryBody::CommitmentKept { commitment: first, date });
    scene.write(RAVI, EntryBody::CommitmentKept { commitment: second, date });
    scene.write(RAVI, EntryBody::CommitmentKept { commitment: order, date });
    let books = scene.books();
    let mut found = codes(&books);
    found.sort_unstable();
    assert_eq!(found, ["not-the-author", "unknown-entry", "unknown-entry"]);
    let now = |id| books.commitment(&id).map(|(_, one)| (one.kept, one.is_dropped));
    assert_eq!((now(first), now(second)), (Some((Some(date), false)), Some((None, true))));
    let keep = |commitment| EconomyAct::KeepCommitment { commitment, date };
    assert_eq!(act(&books, MAITE, keep(first)), Err(EconomyFault::NotTheAuthor));
    assert_eq!(act(&books, RAVI, keep(first)), Err(EconomyFault::WrongState));
    let none = Commitment { effort: Effort::Quantity(0), ..promise(order) };
    assert_eq!(act(&books, RAVI, EconomyAct::Commit(none)), Err(EconomyFault::NotPositive));
    same_in_any_order(&scene);
}

#[test]
fn eco_7_work_for_an_order_of_another_venture_counts_and_is_told() {
    let mut scene = Scene::new();
    let edition = venture(&mut scene);
    let kitchen = venture(&mut scene);
    let order = order(&mut scene, edition);
    for venture in [Some(edition), Some(kitchen), None] {
        let done =
            crate::message::economy::Work { venture, order: Some(order), ..work("2026-03-05", 60) };
        scene.write(RAVI, EntryBody::WorkLogged(done));
    }
    let books = scene.books();
    assert_eq!(codes(&books), ["other-venture", "other-venture"]);
    assert_eq!(books.minutes(None).get(&RAVI).map(|all| all.total()), Some(180));
    same_in_any_order(&scene);
}

#[test]
fn eco_7_an_order_has_one_invoice_and_a_number_is_used_once() {
    let mut scene = Scene::new();
    let edition = venture(&mut scene);
    let (first, second) = (order(&mut scene, edition), order(&mut scene, edition));
    let invoice = |order, number: &str| Invoice {
        order,
        number: number.to_owned(),
        date: day("2026-03-28"),
        due: day("2026-04-27"),
        to: "A foundation".to_owned(),
        tax: None,
    };
    scene.write(AWA, EntryBody::InvoiceIssued(invoice(first, "2026-001")));
    scene.write(RAVI, EntryBody::InvoiceIssued(invoice(first, "2026-002")));
    let books = scene.books();
    assert_eq!(codes(&books), ["wrong-state"]);
    let again = EconomyAct::IssueInvoice(invoice(second, "2026-001"));
    assert_eq!(act(&books, AWA, again), Err(EconomyFault::NumberTaken));
    // Two who were apart gave out one number: both went out, and it is told.
    scene.write(MAITE, EntryBody::InvoiceIssued(invoice(second, "2026-001")));
    let books = scene.books();
    assert_eq!(codes(&books), ["wrong-state", "number-taken"]);
    assert!(books.orders[&second].invoice.is_some());
    let early = Invoice { due: day("2026-03-01"), ..invoice(second, "2026-003") };
    scene.write(MAITE, EntryBody::InvoiceIssued(early));
    assert!(codes(&scene.books()).contains(&"out-of-range"));
    same_in_any_order(&scene);
}

#[test]
fn eco_8_a_period_of_the_rhythm_is_due_until_it_is_closed() {
    let mut scene = march();
    let mut terms = EconomyTerms::new("EUR".parse::<Commodity>().expect("known"));
    assert_eq!(scene.books().due(day("2026-06-01")), None);
    terms.closes = Rhythm::Monthly;
    scene.decide(MotionId([0xa4; 16]), MoneyEffect::SetTerms(terms.clone()));
    let books = scene.books();
    assert_eq!(books.due(day("2026-04-30")), None);
    assert_eq!(books.due(day("2026-05-01")), Some(day("2026-04-30")));
    scene.close(MotionId([0xa5; 16]), "2026-04-30");
    assert_eq!(scene.books().due(day("2026-05-31")), None);
    assert_eq!(scene.books().due(day("2026-06-01")), Some(day("2026-05-31")));
    terms.closes = Rhythm::Never;
    scene.decide(MotionId([0xa6; 16]), MoneyEffect::SetTerms(terms));
    assert_eq!(scene.books().due(day("2026-06-01")), None);
}
