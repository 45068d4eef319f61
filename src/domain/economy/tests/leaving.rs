//! Leaving settles (ECO-12).

use proptest::prelude::*;

use super::scene::*;
use super::{codes, sums_to_zero};
use crate::domain::economy::acts::{self, Members, Who};
use crate::domain::economy::books::{Books, capital_of, owed_to, schedule};
use crate::domain::economy::entry::EntryBody;
use crate::id::{CommandId, MemberId};
use crate::message::economy::{ClaimTerms, EconomyAct, EconomyFault, Purse};
use crate::money::Money;

fn settled(member: MemberId, capital: &[&str], credit: i64) -> EntryBody {
    let capital = capital.iter().map(|one| money(one)).collect();
    EntryBody::LeavingSettled { member, capital, credit, date: day("2026-04-05") }
}

fn put_in(scene: &mut Scene, member: MemberId, amount: &str) {
    let (capital, less) = (capital_of(&member), format!("-{amount}"));
    scene.moved(member, "2026-03-01", &[("assets:bank", amount), (capital.name(), &less)]);
}

/// March, in which Maite had put in 200.00, and was given 12 credits.
fn after_march() -> Scene {
    let mut scene = march();
    put_in(&mut scene, MAITE, "200.00 EUR");
    scene.gone.push(MAITE);
    scene
}

fn owed(books: &Books) -> Money {
    books.base_balance(owed_to(&MAITE).name()).negated()
}

#[test]
fn eco_12_own_capital_becomes_a_claim_credit_is_squared_and_the_reserve_stays() {
    let mut scene = after_march();
    let before = scene.books();
    scene.write(MAITE, settled(MAITE, &["200.00 EUR"], 1_200));
    let after = scene.books();
    assert_eq!(codes(&after), Vec::<&str>::new());
    assert_eq!(after.capital(&MAITE), Vec::<Money>::new());
    assert_eq!(owed(&after).units, owed(&before).units + 20_000);
    let reserve = |books: &Books| books.base_balance("equity:reserve");
    assert_eq!(reserve(&after), reserve(&before));
    assert_eq!((after.credit.get(&MAITE), after.credit_of_gone), (Some(&0), 1_200));
    assert_eq!(after.credit.values().sum::<i64>() + after.credit_of_gone, 0);
    assert!(sums_to_zero(&after));
    assert_eq!(after.settling(MAITE, day("2026-04-06")), None);
}

#[test]
fn eco_12_whoever_settles_the_same_again_moves_nothing() {
    let mut scene = after_march();
    scene.write(MAITE, settled(MAITE, &["200.00 EUR"], 1_200));
    scene.write(LUCIA, settled(MAITE, &["200.00 EUR"], 1_200));
    let books = scene.books();
    assert_eq!((codes(&books), books.credit_of_gone), (vec!["beyond-books"], 1_200));
    assert_eq!(books.faults[0].by, Some(LUCIA));
    // What comes later is settled for itself.
    scene.credit(RAVI, MAITE, "3.00 credit");
    scene.write(LUCIA, settled(MAITE, &[], 300));
    assert_eq!(scene.books().credit_of_gone, 1_500);
}

#[test]
fn eco_12_what_the_books_do_not_hold_is_a_fault() {
    let cases = [
        (settled(MAITE, &["200.01 EUR"], 0), "beyond-books"),
        (settled(MAITE, &["1.00 USD"], 0), "beyond-books"),
        (settled(MAITE, &[], 1_201), "beyond-books"),
        (settled(MAITE, &[], -1), "beyond-books"),
        (settled(MAITE, &[], 0), "beyond-books"),
        (settled(MAITE, &["-1.00 EUR"], 0), "not-positive"),
        (settled(MAITE, &["1.00 credit"], 0), "wrong-commodity"),
        (settled(MAITE, &["1.00 EUR", "1.00 EUR"], 0), "out-of-range"),
        (settled(LUCIA, &[], -2_000), "still-here"),
        (settled(MemberId([9; 16]), &[], 1), "unknown-member"),
    ];
    for (body, code) in cases {
        let mut scene = after_march();
        let before = scene.books();
        scene.write(AWA, body.clone());
        let after = scene.books();
        assert_eq!(codes(&after), [code], "{body:?}");
        assert_eq!(after.trial(), before.trial(), "{body:?}");
        assert_eq!(after.credit, before.credit, "{body:?}");
    }
}

#[test]
fn eco_12_money_that_was_put_in_and_corrected_is_no_capital() {
    let mut scene = after_march();
    let put_in = CommandId([u8::try_from(scene.entries.len() - 1).expect("few"); 16]);
    scene.write(MAITE, settled(MAITE, &["200.00 EUR"], 0));
    let mut nothing = transaction("2026-03-01", &[]);
    nothing.corrects = Some(put_in);
    scene.write(LUCIA, EntryBody::TransactionRecorded(nothing));
    let books = scene.books();
    assert_eq!(codes(&books), ["beyond-books"]);
    assert!(sums_to_zero(&books));
}

#[test]
fn eco_12_those_who_are_here_settle_who_left_and_nobody_else() {
    let scene = after_march();
    let books = scene.books();
    let gone = |member: MemberId| (member == MAITE).then_some(LEFT);
    let members: Members = ALL.into_iter().map(|member| (member, gone(member))).collect();
    let act = |member: MemberId, is_voter: bool| {
        let who = Who {
            me: AWA,
            is_voter,
            is_founder: false,
            purse: Purse::Here,
            today: day("2026-04-06"),
        };
        let act = EconomyAct::SettleLeaving { member, date: day("2026-04-06") };
        let id = CommandId([0xcc; 16]);
        let entries = acts::entries(&books, id, act, who, &members, crate::sign::sha256);
        entries.map(|entries| entries.into_iter().map(|(_, body)| body).collect::<Vec<_>>())
    };
    let capital = vec![money("200.00 EUR")];
    let (member, credit, date) = (MAITE, 1_200, day("2026-04-06"));
    let expected = EntryBody::LeavingSettled { member, capital, credit, date };
    assert_eq!(act(MAITE, true), Ok(vec![expected]));
    assert_eq!(act(MAITE, false), Err(EconomyFault::NotAVoter));
    assert_eq!(act(RAVI, true), Err(EconomyFault::StillHere));
    assert_eq!(act(MemberId([9; 16]), true), Err(EconomyFault::UnknownMember));
}

#[test]
fn eco_12_a_claim_is_paid_by_the_schedule() {
    let mut scene = after_march();
    scene.write(MAITE, settled(MAITE, &["200.00 EUR"], 1_200));
    let since = day("2026-04-05");
    let claims = scene.books().claims_of(MAITE, since);
    let total = claims[0].total.clone();
    assert_eq!((claims.len(), total.clone(), claims[0].paid.units), (1, owed(&scene.books()), 0));
    let account = owed_to(&MAITE);
    let payout = [(account.name(), "50.00 EUR"), ("assets:bank", "-50.00 EUR")];
    scene.moved(LUCIA, "2026-05-05", &payout);
    let books = scene.books();
    assert_eq!(codes(&books), Vec::<&str>::new());
    let claims = books.claims_of(MAITE, since);
    assert_eq!((&claims[0].total, &claims[0].paid), (&total, &money("50.00 EUR")));
}

#[test]
fn eco_12_parts_of_a_claim_are_even_to_the_last_cent() {
    let terms = ClaimTerms { first_days: 30, parts: 6 };
    let parts = schedule(&money("90.25 EUR"), day("2026-04-30"), terms);
    let said: Vec<String> = parts.iter().map(|(date, money)| format!("{date} {money}")).collect();
    assert_eq!(said[0], "2026-05-30 15.05 EUR");
    assert_eq!(said[5], "2026-10-30 15.04 EUR");
    assert_eq!(schedule(&money("0.02 EUR"), day("2026-04-30"), terms).len(), 2);
}

proptest! {
    #[test]
    fn eco_12_a_schedule_sums_to_its_claim(units in 1..10_000_000_i64, parts in 1..120_u32) {
        let total = Money { units, ..money("0.01 EUR") };
        let parts = schedule(&total, day("2026-01-31"), ClaimTerms { first_days: 3, parts });
        prop_assert_eq!(parts.iter().map(|(_, money)| money.units).sum::<i64>(), units);
        prop_assert!(parts.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    #[test]
    fn eco_12_the_order_of_arrival_changes_nothing(order in Just(()).prop_perturb(|(), mut rng| {
        let mut places: Vec<usize> = (0..40).collect();
        for at in (1..places.len()).rev() {
            places.swap(at, rng.random_range(0..=at));
        }
        places
    })) {
        let mut scene = after_march();
        scene.write(AWA, settled(MAITE, &["150.00 EUR"], 1_000));
        scene.write(LUCIA, settled(MAITE, &["100.00 EUR"], 200));
        scene.credit(RAVI, MAITE, "3.00 credit");
        let all = scene.books();
        let places = order.into_iter().filter(|at| *at < scene.entries.len());
        let entries: Vec<_> = places.map(|at| scene.entries[at].clone()).collect();
        prop_assert_eq!(scene.books_of(&entries), all);
    }
}
