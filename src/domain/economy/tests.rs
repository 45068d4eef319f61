//! The books as a whole: whatever the order of arrival, whoever signs what.

mod cancelled;
mod care;
mod corrections;
mod handed;
mod kept;
mod leaving;
mod lines;
mod rights;
mod scene;
mod taken_back;
mod tax;
mod trade;
mod ventures;

use proptest::prelude::*;

use self::scene::*;
use super::books::{BookedKind, Books, Progress, Signed};
use super::entry::EntryBody;
use crate::id::CommandId;
use crate::message::economy::{EconomyFault, EconomyTerms, MembersBy, MoneyEffect, SurplusRule};
use crate::money::{Commodity, Money};

fn sums_to_zero(books: &Books) -> bool {
    let all = ["assets", "liabilities", "equity", "income", "expenses"];
    let mut sums: crate::ordered::Map<Commodity, i128> = crate::ordered::Map::new();
    for root in all {
        for (commodity, units) in books.balance(root) {
            *sums.entry(commodity).or_default() += units;
        }
    }
    sums.values().all(|units| *units == 0)
}

fn codes(books: &Books) -> Vec<&'static str> {
    books.faults.iter().map(|fault| fault.fault.code()).collect()
}

#[test]
fn eco_8_march_is_closed_and_shared_out() {
    let books = march().books();
    assert_eq!(codes(&books), Vec::<&str>::new());
    let closed = &books.closed[0];
    assert_eq!(closed.surplus, money("2300.91 EUR"));
    let split = &closed.split;
    let parts = [&split.reserve, &split.aid, &split.commons, &split.members];
    let all: i64 = parts.iter().map(|part| part.units).sum();
    assert_eq!((all, split.each.len()), (closed.surplus.units, 4));
    assert_eq!(books.base_balance("assets:bank"), money("2295.91 EUR"));
    // Those of March are shared out; the post of April is open.
    assert_eq!(books.base_balance("income"), money("0.00 EUR"));
    assert_eq!(books.base_balance("expenses"), money("5.00 EUR"));
    let late = books.work.values().find(|work| work.late_for.is_some()).expect("late work");
    assert_eq!((late.by, late.closed_in, late.late_for), (MAITE, None, Some(day("2026-03-31"))));
    assert!(sums_to_zero(&books));
}

#[test]
fn eco_8_what_is_closed_never_changes_and_corrections_come_after() {
    let mut scene = march();
    let before = scene.books();
    let mut less = transaction(
        "2026-03-28",
        &[("assets:bank", "2300.00 EUR"), ("income:edition", "-2300.00 EUR")],
    );
    less.corrects = Some(CommandId([1; 16]));
    scene.write(LUCIA, EntryBody::TransactionRecorded(less));
    let mut more = work("2026-03-03", 13 * 60);
    more.corrects = Some(CommandId([2; 16]));
    scene.write(LUCIA, EntryBody::WorkLogged(more));
    let after = scene.books();
    assert_eq!(before.closed, after.closed);
    let fixed = |books: &Books| {
        let fixed = books.booked.values().filter(|booked| booked.closed_in.is_some());
        fixed.cloned().collect::<Vec<_>>()
    };
    assert_eq!(fixed(&before), fixed(&after));
    assert_eq!(after.base_balance("assets:bank"), money("2195.91 EUR"));
    assert_eq!(after.base_balance("income"), money("100.00 EUR"));
    let is_reversal = |kind: &BookedKind| matches!(kind, BookedKind::Reversal { .. });
    assert_eq!(after.booked.values().filter(|booked| is_reversal(&booked.kind)).count(), 1);
    // Only the hour that is more is counted in April.
    assert_eq!(after.minutes(None).get(&LUCIA).map(|minutes| minutes.total()), Some(60));
    assert!(sums_to_zero(&after));
}

#[test]
fn eco_8_a_closing_that_is_not_what_the_entries_come_to_has_no_effect() {
    let mut scene = march();
    if let Some(MoneyEffect::ClosePeriod(closing)) = &mut scene.decisions[2].effect {
        closing.trial[0].money.units += 1;
    }
    let books = scene.books();
    assert_eq!((books.closed.len(), codes(&books)), (0, vec!["closing-false"]));
    assert_eq!(books.false_closings(&scene.decisions), [MARCH]);
    // Nor has one whose entries have not all come; it has once they have.
    let scene = march();
    let few = Scene { entries: scene.entries[..8].to_vec(), ..march() };
    assert_eq!(codes(&few.books()), ["entries-missing"]);
    assert_eq!(few.books().false_closings(&few.decisions), []);
    assert_eq!(scene.books().false_closings(&scene.decisions), []);
}

#[test]
fn eco_1_what_moved_on_one_day_stands_as_it_was_written_down() {
    let mut scene = Scene::new();
    for (amount, back) in [("1.00 EUR", "-1.00 EUR"), ("2.00 EUR", "-2.00 EUR")] {
        scene.moved(LUCIA, "2026-03-28", &[("assets:bank", amount), ("income:gifts", back)]);
    }
    // Whatever they are called.
    let [.., first, second] = scene.entries.as_mut_slice() else { panic!("two are written") };
    std::mem::swap(&mut first.id, &mut second.id);
    let books = scene.books();
    let told: Vec<_> = books.booked.values().map(|one| one.postings[0].money.number()).collect();
    assert_eq!(told, ["1.00", "2.00"]);
}

#[test]
fn eco_4_a_right_is_never_overspent() {
    let mut scene = Scene::new();
    scene.decide(PRINTING, rights());
    scene.expense(AWA, "65000 XOF", Some(PRINTING));
    // Her purse was copied, and spends again.
    let forked = scene.expense(AWA, "15.00 EUR", Some(PRINTING));
    scene.approve(MAITE, forked);
    scene.approve(RAVI, forked);
    let none = scene.expense(RAVI, "1.00 EUR", Some(PRINTING));
    let books = scene.books();
    assert_eq!(codes(&books), ["beyond-right", "no-right"]);
    assert_eq!(books.expenses[&forked].progress, Progress::Refused);
    assert_eq!(books.expenses[&none].progress, Progress::Refused);
    let left = books.budget(&PRINTING).map(|budget| budget.rights[&AWA].left());
    assert_eq!(left, Some(money("0.91 EUR")));
    assert!(books.booked.is_empty());
}

#[test]
fn eco_3_rejected_gives_the_right_back_and_nobody_approves_what_they_get() {
    let mut scene = Scene::new();
    scene.decide(PRINTING, rights());
    let first = scene.expense(AWA, "90.00 EUR", Some(PRINTING));
    scene.approve(AWA, first);
    scene.approve(MAITE, first);
    scene.write(RAVI, EntryBody::ExpenseRejected { expense: first, reason: "Too dear".to_owned() });
    let second = scene.expense(AWA, "80.00 EUR", Some(PRINTING));
    let books = scene.books();
    assert!(matches!(books.expenses[&first].progress, Progress::Rejected { by: RAVI, .. }));
    assert_eq!(books.expenses[&second].progress, Progress::Waiting);
    // What she said of her own is told.
    assert_eq!((codes(&books), books.faults[0].by), (vec!["own-expense"], Some(AWA)));
}

#[test]
fn eco_8_terms_and_budgets_that_come_later_change_nothing_that_is_closed() {
    let mut scene = march();
    let before = scene.books();
    let mut terms = EconomyTerms::new("EUR".parse().expect("known"));
    terms.confirm_work = true;
    terms.credit_limit = 100;
    terms.approvals = vec![crate::message::economy::ApprovalStep { up_to: None, approvals: 4 }];
    scene.decide(crate::id::MotionId([0xb1; 16]), MoneyEffect::SetTerms(terms));
    scene.decide(crate::id::MotionId([0xb2; 16]), rights());
    let after = scene.books();
    assert_eq!(codes(&after), Vec::<&str>::new());
    assert_eq!(before.closed, after.closed);
    let paid =
        |books: &Books| books.expenses.values().map(|one| one.progress.clone()).collect::<Vec<_>>();
    assert_eq!(paid(&before), paid(&after));
    // From now on they hold.
    scene.credit(AWA, RAVI, "14.00 credit");
    assert_eq!(codes(&scene.books()), ["beyond-credit"]);
}

#[test]
fn eco_5_credit_sums_to_zero_and_a_forked_payer_is_named() {
    let mut scene = Scene::new();
    scene.credit(LUCIA, AWA, "20.00 credit");
    scene.credit(LUCIA, RAVI, "10.00 credit");
    let books = scene.books();
    assert_eq!(books.credit.values().sum::<i64>(), 0);
    assert_eq!(books.faults[0].by, Some(LUCIA));
    assert_eq!(codes(&books), ["beyond-credit"]);
    assert_eq!(books.credit_left(&LUCIA), money("0.00 credit"));
    assert!(sums_to_zero(&books));
}

#[test]
fn eco_1_of_two_corrections_the_first_stands() {
    let mut scene = Scene::new();
    let pay = |amount: &str, back: &str, corrects| {
        let mut one = transaction("2026-03-02", &[("assets:bank", amount), ("income:x", back)]);
        one.corrects = corrects;
        EntryBody::TransactionRecorded(one)
    };
    let first = scene.write(LUCIA, pay("1.00 EUR", "-1.00 EUR", None));
    scene.write(AWA, pay("2.00 EUR", "-2.00 EUR", Some(first)));
    scene.write(RAVI, pay("3.00 EUR", "-3.00 EUR", Some(first)));
    let books = scene.books();
    assert_eq!(books.base_balance("assets"), money("2.00 EUR"));
    assert_eq!(codes(&books), ["already-corrected"]);
}

#[test]
fn eco_1_what_cannot_stand_is_a_fault_and_harms_nothing() {
    let mut scene = Scene::new();
    scene.moved(AWA, "2026-03-02", &[("assets:bank", "1.00 EUR"), ("income:x", "-2.00 EUR")]);
    scene.moved(AWA, "2026-03-02", &[("assets:bank", "1.00 EUR")]);
    scene.moved(AWA, "2026-03-02", &[("assets:bank", "1.00 EUR"), ("income:x", "-1 XOF")]);
    let reserve = [("assets:bank", "-9.00 EUR"), ("equity:reserve", "9.00 EUR")];
    scene.moved(AWA, "2026-03-02", &reserve);
    scene.write(AWA, EntryBody::WorkLogged(work("2026-03-02", 0)));
    scene.credit(AWA, AWA, "1.00 credit");
    scene.moved(AWA, "2026-03-02", &[("assets:bank", "1.00 EUR"), ("income:x", "-1.00 EUR")]);
    let books = scene.books();
    let mut codes = codes(&books);
    codes.sort_unstable();
    let expected = [
        "not-positive",
        "postings-count",
        "rate-missing",
        "to-oneself",
        "unbalanced",
        "wrong-account",
    ];
    assert_eq!(codes, expected);
    assert_eq!(books.base_balance("assets"), money("1.00 EUR"));
    assert!(books.faults.iter().all(|fault| fault.by == Some(AWA)));
}

#[test]
fn eco_2_where_the_charter_asks_work_counts_once_confirmed() {
    let mut scene = Scene::new();
    let mut terms = EconomyTerms::new("EUR".parse().expect("known"));
    terms.confirm_work = true;
    scene.decide(PRINTING, MoneyEffect::SetTerms(terms));
    let seen = scene.work(AWA, "2026-03-02", 2);
    scene.work(RAVI, "2026-03-02", 3);
    scene.write(AWA, EntryBody::WorkConfirmed { work: seen });
    assert_eq!(scene.books().minutes(None).len(), 0);
    assert_eq!(codes(&scene.books()), ["own-work"]);
    scene.write(MAITE, EntryBody::WorkConfirmed { work: seen });
    let minutes = scene.books().minutes(None);
    assert_eq!((minutes.len(), minutes.get(&AWA).map(|one| one.total())), (1, Some(120)));
}

#[test]
fn eco_9_a_rule_that_is_not_one_has_no_effect() {
    let mut scene = Scene::new();
    let by = MembersBy::Hours;
    let rule = SurplusRule { reserve: 1, aid: 0, commons: 0, members: 2, by };
    scene.decide(RULE, MoneyEffect::SetSurplusRule(rule));
    let books = scene.books();
    assert_eq!((books.rule.clone(), codes(&books)), (None, vec!["parts-do-not-sum"]));
    assert_eq!(books.faults[0].fault, EconomyFault::PartsDoNotSum);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn books_are_the_same_whatever_the_order_of_arrival(
        order in Just((0..march().entries.len()).collect::<Vec<usize>>()).prop_shuffle(),
        twice in proptest::collection::vec(any::<prop::sample::Index>(), 3),
    ) {
        let scene = march();
        let mut entries: Vec<Signed> =
            order.iter().map(|at| scene.entries[*at].clone()).collect();
        for again in twice {
            entries.push(again.get(&scene.entries).clone());
        }
        prop_assert!(scene.books_of(&entries) == scene.books());
        // Nor does it matter how often they were looked at on the way.
        let mut books = Books::default();
        for (number, signed) in entries.iter().enumerate() {
            books.take(signed.clone());
            scene.on_ground_of(&entries[..=number], |ground| books.settle(ground));
        }
        prop_assert!(books == scene.books());
    }

    #[test]
    fn any_entries_balance(acts in some_acts()) {
        let mut scene = acted(acts);
        scene.close(MARCH, "2026-03-31");
        let books = scene.books();
        prop_assert!(sums_to_zero(&books));
        prop_assert_eq!(books.credit.values().sum::<i64>(), 0);
        prop_assert_eq!(books.closed.len(), 1);
        let closed = &books.closed[0];
        let each: i64 = closed.split.each.iter().map(|share| share.money.units).sum();
        prop_assert_eq!(each, closed.split.members.units);
        for budget in &books.budgets {
            prop_assert!(budget.rights.values().all(|right| right.left().units >= 0));
        }
    }

    #[test]
    fn books_that_are_added_to_are_books_that_are_worked_out_anew(acts in some_acts()) {
        let scene = acted(acts);
        let mut books = Books::default();
        for (number, signed) in scene.entries.iter().enumerate() {
            books.take(signed.clone());
            let here = &scene.entries[..=number];
            scene.on_ground_of(here, |ground| books.settle(ground));
            prop_assert!(books == scene.books_of(here), "entry {number}");
        }
    }
}

type Act = (usize, usize, i64, u8);

fn some_acts() -> impl Strategy<Value = Vec<Act>> {
    proptest::collection::vec((0_usize..4, 0_usize..4, 1_i64..9_000, 0_u8..8), 0..40)
}

/// What comes of these, right or wrong.
fn acted(acts: Vec<Act>) -> Scene {
    let mut scene = Scene::new();
    scene.decide(PRINTING, rights());
    scene.decide(RULE, rule());
    let mut last = CommandId([0; 16]);
    for (who, other, units, kind) in acts {
        let (who, other) = (ALL[who], ALL[other]);
        let euro = |units: i64| Money { commodity: "EUR".parse().expect("known"), units };
        match kind {
            0 => last = scene.expense(who, &euro(units).to_string(), Some(PRINTING)),
            1 => scene.approve(who, last),
            2 => {
                let amount = Money { commodity: Commodity::credit(), units }.to_string();
                scene.credit(who, other, &amount);
            }
            3 => {
                let (one, back) = (euro(units).to_string(), euro(-units).to_string());
                let postings = [("assets:bank", one.as_str()), ("income:x", back.as_str())];
                scene.moved(who, "2026-03-09", &postings);
            }
            4 => {
                let (from, date) = ("assets:bank".parse().expect("one"), day("2026-03-30"));
                scene.write(who, EntryBody::ExpensePaid { expense: last, from, date });
            }
            5 => {
                let reason = "Too dear".to_owned();
                scene.write(who, EntryBody::ExpenseRejected { expense: last, reason });
            }
            6 => {
                let (budget, to, money) = (PRINTING, other, euro(units / 100 + 1));
                scene.write(who, EntryBody::RightHandedOn { budget, to, money });
            }
            _ => drop(scene.work(who, "2026-03-04", 1)),
        }
    }
    scene
}
