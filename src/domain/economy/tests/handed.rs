//! A purse that was handed on (PEO-7): what its old holder signs beyond that, on an older charter.

use super::lines::same_in_any_order;
use super::scene::*;
use super::{codes, sums_to_zero};
use crate::domain::economy::books::{Books, Ground, Progress};
use crate::domain::economy::entry::EntryBody;
use crate::id::{ChangeHash, CommandId, DeviceKey, MemberId};
use crate::message::economy::{Charge, Expense};

/// Awa's other device.
const PHONE: DeviceKey = DeviceKey([22; 32]);

fn spent(scene: &Scene) -> i64 {
    scene.books().right(&PRINTING, &AWA).expect("her right").spent
}

fn asks(amount: &str) -> EntryBody {
    asks_for(AWA, amount)
}

fn asks_for(payee: MemberId, amount: &str) -> EntryBody {
    EntryBody::ExpenseClaimed(Expense {
        date: day("2026-03-18"),
        what: "Proofs".to_owned(),
        money: money(amount),
        exchange: None,
        charge: Charge::Expense("expenses:printing".parse().expect("an account")),
        budget: Some(PRINTING),
        payee,
        receipt: None,
        again: None,
    })
}

impl Scene {
    /// Awa's first device signs on this charter, as if it knew no other.
    fn old_writes(&mut self, charter: &[ChangeHash], body: EntryBody) -> CommandId {
        self.write_on(charter.to_vec(), (purse(AWA), AWA), body)
    }
}

#[test]
fn peo_7_what_is_spent_beyond_a_hand_over_has_no_effect() {
    let mut scene = Scene::new();
    scene.decide(PRINTING, rights());
    scene.expense(AWA, "20.00 EUR", Some(PRINTING));
    let before = scene.heads_of_charter();
    scene.hand_on(AWA, PHONE);
    assert_eq!((spent(&scene), codes(&scene.books())), (2_000, Vec::<&str>::new()));
    let late = scene.old_writes(&before, asks("30.00 EUR"));
    let books = scene.books();
    assert_eq!((spent(&scene), codes(&books)), (2_000, vec!["purse-handed-on"]));
    assert_eq!((books.faults[0].entry, books.faults[0].by), (late, Some(AWA)));
    assert!(!books.expenses.contains_key(&late));
    // All of the rest is the phone's to spend.
    scene.write_from(PHONE, AWA, asks("80.00 EUR"));
    assert_eq!((spent(&scene), codes(&scene.books()).len()), (10_000, 1));
    // With the charter that says so, it is known for what it is.
    scene.expense(AWA, "1.00 EUR", Some(PRINTING));
    assert!(codes(&scene.books()).contains(&"not-the-purse"));
    same_in_any_order(&scene);
}

#[test]
fn peo_7_what_others_rely_on_stands_however_little_a_hand_over_names() {
    let mut scene = Scene::new();
    scene.decide(PRINTING, rights());
    let nothing = scene.heads();
    let five = money("5.00 EUR");
    let handed = EntryBody::RightHandedOn { budget: PRINTING, to: RAVI, money: five.clone() };
    scene.write_from(purse(AWA), AWA, handed);
    let for_ravi = scene.write_from(purse(AWA), AWA, asks_for(RAVI, "30.00 EUR"));
    let own = scene.write_from(purse(AWA), AWA, asks("20.00 EUR"));
    // She shows a hand-over that she made before all of that, or says so.
    scene.hand_on_with(AWA, PHONE, nothing);
    let books = scene.books();
    assert_eq!(codes(&books), ["purse-handed-on"; 3]);
    assert_eq!(books.right(&PRINTING, &RAVI).expect("his right").left(), five);
    assert!(books.expenses.contains_key(&for_ravi) && !books.expenses.contains_key(&own));
    // What stands is spent of the same right.
    scene.write_from(PHONE, AWA, asks("66.00 EUR"));
    assert!(codes(&scene.books()).contains(&"beyond-right"));
    same_in_any_order(&scene);
}

#[test]
fn peo_7_what_the_old_holder_does_without_the_purse_counts() {
    let mut scene = Scene::new();
    let before = scene.heads_of_charter();
    scene.hand_on(AWA, PHONE);
    scene.old_writes(&before, EntryBody::WorkLogged(work("2026-03-03", 60)));
    scene.work(AWA, "2026-03-04", 1);
    let books = scene.books();
    assert_eq!((codes(&books), books.work.len()), (Vec::<&str>::new(), 2));
}

#[test]
fn peo_7_what_is_handed_back_is_used_as_before() {
    let mut scene = Scene::new();
    scene.decide(PRINTING, rights());
    let before = scene.heads_of_charter();
    scene.hand_on(AWA, PHONE);
    let between = scene.heads_of_charter();
    scene.write_from(PHONE, AWA, asks("30.00 EUR"));
    scene.hand_on(AWA, purse(AWA));
    scene.expense(AWA, "20.00 EUR", Some(PRINTING));
    assert_eq!((spent(&scene), codes(&scene.books())), (5_000, Vec::<&str>::new()));
    // Neither says any more what it could say when it had the purse.
    scene.write_on(between, (PHONE, AWA), asks("3.00 EUR"));
    scene.old_writes(&before, asks("4.00 EUR"));
    assert_eq!((spent(&scene), codes(&scene.books())), (5_000, vec!["purse-handed-on"; 2]));
    same_in_any_order(&scene);
}

#[test]
fn eco_5_credit_given_beyond_a_hand_over_stands_for_the_payee_and_is_named() {
    let mut scene = Scene::new();
    let before = scene.heads_of_charter();
    scene.hand_on(AWA, PHONE);
    let paid = |units: &str, to| {
        let (what, date) = ("Bread".to_owned(), day("2026-03-22"));
        EntryBody::CreditPaid { to, money: money(units), what, date }
    };
    scene.write_from(PHONE, AWA, paid("7.00 credit", RAVI));
    let late = scene.old_writes(&before, paid("5.00 credit", MAITE));
    let books = scene.books();
    assert_eq!(codes(&books), ["purse-handed-on"]);
    assert_eq!(books.faults[0].entry, late);
    let had = |member| books.credit.get(&member).copied();
    assert_eq!((had(AWA), had(RAVI), had(MAITE)), (Some(-1_200), Some(700), Some(500)));
    assert!(sums_to_zero(&books));
    same_in_any_order(&scene);
}

#[test]
fn eco_8_what_a_closing_holds_stays_as_it_was_and_is_taken_back_after() {
    let mut scene = Scene::new();
    scene.decide(PRINTING, rights());
    let cut = scene.heads();
    let expense = scene.expense(AWA, "30.00 EUR", Some(PRINTING));
    for member in [RAVI, MAITE] {
        scene.approve(member, expense);
    }
    scene.close(MARCH, "2026-03-31");
    let closed = scene.books();
    assert_eq!(closed.expenses[&expense].progress, Progress::Approved);
    assert_eq!(closed.closed[0].surplus, money("-30.00 EUR"));
    // She had given it away, and shows that now.
    scene.hand_on_with(AWA, PHONE, cut);
    let books = scene.books();
    assert_eq!(codes(&books), ["purse-handed-on"]);
    assert_eq!(books.closed, closed.closed);
    assert_eq!(books.open().count(), 1, "it is taken back in the period after");
    assert!(sums_to_zero(&books));
    same_in_any_order(&scene);
    // The next closing knows of it.
    let next = crate::id::MotionId([0xa4; 16]);
    scene.close(next, "2026-04-30");
    let books = scene.books();
    assert_eq!((books.closed.len(), codes(&books)), (2, vec!["purse-handed-on"]));
    assert_eq!(books.closed[1].surplus, money("30.00 EUR"));
}

#[test]
fn eco_8_a_closing_says_the_same_whenever_what_a_hand_over_names_comes() {
    let mut scene = Scene::new();
    let before = scene.heads_of_charter();
    scene.decide(PRINTING, rights());
    let known = scene.heads_of_charter();
    let expense = scene.old_writes(&known, asks("30.00 EUR"));
    scene.apart.push(scene.entries.last().expect("just written").change);
    for member in [RAVI, MAITE] {
        scene.write_on(
            before.clone(),
            (purse(member), member),
            EntryBody::ExpenseApproved { expense },
        );
    }
    // Who closes knows that she gave the purse away, and not yet all that she named.
    scene.hand_on_with(AWA, PHONE, vec![(0, vec![ChangeHash([4; 32])])]);
    scene.close(MARCH, "2026-03-31");
    let closed = scene.books();
    assert_eq!((codes(&closed), closed.closed.len()), (Vec::<&str>::new(), 1));
    assert_eq!(closed.closed[0].surplus, money("-30.00 EUR"));
    scene.work(RAVI, "2026-04-03", 1);
    let books = scene.books();
    assert_eq!(codes(&books), ["purse-handed-on"]);
    assert_eq!((&books.closed, books.open().count()), (&closed.closed, 1));
    same_in_any_order(&scene);
    // Whoever looked at the closing before has the same as who comes later.
    let kept = postcard::to_stdvec(&books.keep(&scene.heads())).expect("plain data");
    let mut again = Books::default();
    again.restore(postcard::from_bytes(&kept).expect("it was encoded"), &scene.heads());
    scene.on_ground(|ground| again.settle(&Ground { below: &|_| None, ..*ground }));
    assert!(again == books);
}

#[test]
fn peo_7_a_hand_over_waits_for_what_it_names_and_is_kept_once_known() {
    let mut scene = Scene::new();
    scene.decide(PRINTING, rights());
    let before = scene.heads_of_charter();
    scene.hand_on_with(AWA, PHONE, vec![(0, vec![ChangeHash([2; 32])])]);
    scene.old_writes(&before, asks("30.00 EUR"));
    let change = scene.hand_overs[0].change;
    let books = scene.books();
    assert!(codes(&books).is_empty() && !books.has_handed(&change));
    scene.work(RAVI, "2026-03-03", 1);
    let books = scene.books();
    assert!(codes(&books).is_empty() && books.has_handed(&change), "it lies within");
    scene.old_writes(&before, asks("3.00 EUR"));
    let books = scene.books();
    assert_eq!(codes(&books), ["purse-handed-on"]);
    // What was found is kept: no document is opened for it again.
    let kept = postcard::to_stdvec(&books.keep(&scene.heads())).expect("plain data");
    let mut again = Books::default();
    again.restore(postcard::from_bytes(&kept).expect("it was encoded"), &scene.heads());
    scene.on_ground(|ground| again.settle(&Ground { below: &|_| None, ..*ground }));
    assert!(again == books);
    same_in_any_order(&scene);
}
