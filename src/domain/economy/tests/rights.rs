//! Who may sign what: whoever may not does nothing, for every reader.

use super::lines::{act, same_in_any_order};
use super::scene::*;
use super::{codes, sums_to_zero};
use crate::domain::economy::books::{Progress, Right};
use crate::domain::economy::entry::EntryBody;
use crate::id::{ChangeHash, CommandId, DeviceKey, MotionId};
use crate::message::economy::{EconomyAct, EconomyFault, Expense};

#[test]
fn eco_3_whoever_is_not_allowed_to_by_the_charter_that_they_name_does_nothing() {
    let mut scene = Scene::new();
    let first = scene.expense(AWA, "20.00 EUR", None);
    scene.change(|charter| charter.voters.retain(|voter| *voter != RAVI));
    scene.approve(RAVI, first);
    let pay = |expense| {
        let (from, date) = ("assets:bank".parse().expect("an account"), day("2026-03-21"));
        EntryBody::ExpensePaid { expense, from, date }
    };
    scene.write(RAVI, pay(first));
    scene.moved(RAVI, "2026-03-02", &[("assets:bank", "1.00 EUR"), ("income:x", "-1.00 EUR")]);
    scene.credit(RAVI, AWA, "1.00 credit");
    // Who has no vote works and asks for money all the same.
    scene.work(RAVI, "2026-03-02", 1);
    let books = scene.books();
    assert_eq!(codes(&books), ["not-a-voter"; 4]);
    assert!(books.faults.iter().all(|fault| fault.by == Some(RAVI)));
    assert_eq!(books.expenses[&first].progress, Progress::Waiting);
    assert_eq!((books.base_balance("assets").units, books.work.len()), (0, 1));
    scene.approve(MAITE, first);
    scene.write(LUCIA, pay(first));
    assert!(matches!(scene.books().expenses[&first].progress, Progress::Paid { by: LUCIA, .. }));
}

#[test]
fn eco_1_what_was_signed_before_a_right_ended_stands() {
    let mut scene = Scene::new();
    let before = scene.expense(AWA, "20.00 EUR", None);
    scene.approve(RAVI, before);
    scene.work(RAVI, "2026-03-02", 1);
    let known = scene.heads_of_charter();
    scene.change(|charter| {
        charter.members.retain(|member| *member != RAVI);
        charter.voters.retain(|voter| *voter != RAVI);
    });
    // He had not heard of it yet.
    let work = EntryBody::WorkLogged(work("2026-03-03", 60));
    scene.write_on(known, (purse(RAVI), RAVI), work.clone());
    let books = scene.books();
    assert_eq!(codes(&books), Vec::<&str>::new());
    assert_eq!(
        (books.expenses[&before].progress.clone(), books.work.len()),
        (Progress::Approved, 2)
    );
    let after = scene.write(RAVI, work);
    let books = scene.books();
    assert_eq!((codes(&books), books.work.len()), (vec!["not-a-member"], 2));
    assert_eq!(books.faults[0].entry, after);
}

#[test]
fn eco_1_what_names_a_charter_that_is_not_here_waits() {
    let mut scene = Scene::new();
    let now = scene.heads_of_charter();
    let later = vec![ChangeHash([1; 32])];
    let postings = [("assets:bank", "1.00 EUR"), ("income:x", "-1.00 EUR")];
    let moved = || EntryBody::TransactionRecorded(transaction("2026-03-02", &postings));
    scene.write_on(later, (purse(AWA), AWA), moved());
    scene.write_on(now, (purse(AWA), AWA), moved());
    let mut books = scene.books();
    assert_eq!(codes(&books), ["charter-missing"]);
    assert_eq!(books.base_balance("assets"), money("1.00 EUR"));
    // Nothing is closed with it, nor is anything kept from being closed by it.
    scene.close(MARCH, "2026-03-31");
    let mut closed = scene.books();
    assert_eq!(closed.closed.len(), 1);
    let fixed = closed.closed.clone();
    assert_eq!(fixed[0].surplus, money("1.00 EUR"));
    // It comes: whoever looked before and whoever did not have the same.
    scene.on_ground(|ground| closed.settle(ground));
    scene.on_ground(|ground| books.settle(ground));
    assert!(books == scene.books() && closed == scene.books());
    assert_eq!(codes(&books), Vec::<&str>::new());
    assert_eq!(books.base_balance("assets"), money("2.00 EUR"));
    assert_eq!(books.closed, fixed);
}

#[test]
fn peo_7_only_the_purse_gives_credit_and_rights() {
    let mut scene = Scene::new();
    scene.decide(PRINTING, rights());
    let other = DeviceKey([0x77; 32]);
    let (what, date) = ("Bread".to_owned(), day("2026-03-22"));
    let paid = EntryBody::CreditPaid { to: RAVI, money: money("1.00 credit"), what, date };
    let on = |budget| EntryBody::RightHandedOn { budget, to: RAVI, money: money("1.00 EUR") };
    scene.write_from(other, AWA, paid.clone());
    scene.write_from(other, AWA, on(PRINTING));
    let claimed = scene.expense(AWA, "1.00 EUR", Some(PRINTING));
    scene.entries.last_mut().expect("it was claimed").device = other;
    let books = scene.books();
    assert_eq!(codes(&books), ["not-the-purse"; 3]);
    assert!(books.credit.is_empty() && !books.expenses.contains_key(&claimed));
    assert_eq!(books.budget(&PRINTING).map(|budget| budget.rights.len()), Some(2));
    // What can be done from any device counts from this one too.
    scene.write_from(other, AWA, EntryBody::WorkLogged(work("2026-03-02", 60)));
    scene.write(AWA, paid);
    scene.write(AWA, on(PRINTING));
    let books = scene.books();
    assert_eq!((books.work.len(), books.credit[&RAVI]), (1, 100));
    assert_eq!(books.budget(&PRINTING).map(|budget| budget.rights.len()), Some(3));
}

#[test]
fn eco_5_whoever_forked_gives_nothing_more_until_it_has_come_back() {
    let mut scene = Scene::new();
    // Each of these alone keeps the limit; they did not know of each other.
    scene.credit(LUCIA, AWA, "20.00 credit");
    scene.credit(LUCIA, RAVI, "20.00 credit");
    scene.credit(LUCIA, MAITE, "1.00 credit");
    let books = scene.books();
    assert_eq!(codes(&books), ["beyond-credit", "frozen"]);
    assert_eq!(
        (books.credit[&LUCIA], books.credit[&AWA], books.credit[&RAVI]),
        (-4_000, 2_000, 2_000)
    );
    assert!(!books.credit.contains_key(&MAITE) && sums_to_zero(&books));
    scene.credit(AWA, LUCIA, "15.00 credit");
    scene.credit(LUCIA, MAITE, "0.01 credit");
    let books = scene.books();
    assert_eq!(codes(&books), ["beyond-credit", "frozen", "beyond-credit"]);
    scene.credit(RAVI, LUCIA, "20.00 credit");
    scene.credit(LUCIA, MAITE, "5.00 credit");
    let books = scene.books();
    assert_eq!((books.credit[&MAITE], books.faults.len()), (501, 3));
    assert_eq!(books.credit.values().sum::<i64>(), 0);
}

#[test]
fn eco_5_what_no_history_allows_has_no_effect() {
    let mut scene = Scene::new();
    scene.credit(LUCIA, AWA, "9000.00 credit");
    let books = scene.books();
    assert_eq!((codes(&books), books.credit.len()), (vec!["beyond-credit"], 0));
    assert!(books.booked.is_empty());
}

#[test]
fn dec_10_of_a_budget_that_was_put_again_nothing_more_is_spent() {
    let (first, second) = (MotionId([0xa1; 16]), MotionId([0xa2; 16]));
    let mut scene = Scene::new();
    scene.decide(first, rights());
    let before = scene.expense(AWA, "30.00 EUR", Some(first));
    let known = scene.heads_of_charter();
    scene.decide(second, rights());
    scene.replaces(first);
    let of_second = scene.expense(AWA, "90.00 EUR", Some(second));
    // Lucía had not heard of it; Awa had.
    let claim = scene.entries.iter().find(|one| one.id == before).expect("hers");
    let body = EntryBody::RightHandedOn { budget: first, to: AWA, money: money("5.00 EUR") };
    let claim = claim.entry.body.clone();
    scene.write_on(known, (purse(LUCIA), LUCIA), body.clone());
    scene.write(AWA, claim);
    scene.write(LUCIA, body);
    let books = scene.books();
    assert_eq!(codes(&books), ["right-ended"; 2]);
    assert!(books.faults.iter().all(|fault| fault.fault.rule() == "DEC-10"));
    let budget = books.budget(&first).expect("it was decided");
    assert_eq!(budget.ended, Some(second));
    assert_eq!(budget.rights[&AWA].left(), money("75.00 EUR"), "what was spent in time stands");
    assert_eq!(books.right(&first, &AWA), Err(EconomyFault::RightEnded));
    assert_eq!(books.right(&second, &AWA).map(Right::left), Ok(money("10.00 EUR")));
    assert_eq!(books.expenses[&of_second].progress, Progress::Waiting);
}

#[test]
fn eco_3_what_was_turned_down_is_put_right_and_asked_for_once_more() {
    let mut scene = Scene::new();
    let first = scene.expense(AWA, "40.00 EUR", None);
    let again = Expense { again: Some(first), ..scene.books().expenses[&first].expense.clone() };
    let ask = |scene: &Scene, by, again: &Expense| {
        act(&scene.books(), by, EconomyAct::ClaimExpense(again.clone()))
    };
    // While it waits it is not asked for twice.
    assert_eq!(ask(&scene, AWA, &again), Err(EconomyFault::WrongState));
    let reason = "No receipt".to_owned();
    scene.write(MAITE, EntryBody::ExpenseRejected { expense: first, reason });
    assert_eq!(ask(&scene, RAVI, &again), Err(EconomyFault::NotTheAuthor));
    let unknown = Expense { again: Some(CommandId([200; 16])), ..again.clone() };
    assert_eq!(ask(&scene, AWA, &unknown), Err(EconomyFault::UnknownEntry));
    let done = ask(&scene, AWA, &again);
    assert_eq!(done, Ok(vec![EntryBody::ExpenseClaimed(again.clone())]));
    let second = scene.write(AWA, EntryBody::ExpenseClaimed(again.clone()));
    let books = scene.books();
    let known = &books.expenses[&second];
    assert_eq!(books.asks_again_for(known).map(|before| before.id), Some(first));
    assert_eq!((&known.progress, codes(&books)), (&Progress::Waiting, Vec::new()));
    assert_eq!(ask(&scene, AWA, &again), Err(EconomyFault::AlreadyCorrected));
    // What somebody else says of it is shown nowhere and moves nothing.
    let third = scene.write(RAVI, EntryBody::ExpenseClaimed(again));
    let books = scene.books();
    assert!(books.asks_again_for(&books.expenses[&third]).is_none());
    same_in_any_order(&scene);
}
