//! Trade between two communities (ECO-13): each keeps a ledger of its own, and only letters go between.

mod cheats;
mod side;

use proptest::prelude::*;

use self::side::{Side, agreed, gave, got, pair};
use crate::domain::economy::books::{BookedKind, Stage};
use crate::domain::economy::tests::scene::money;
use crate::message::economy::EconomyFault;
use crate::message::economy::trade::{TradeAct, TradeFault};

#[test]
fn eco_13_a_transfer_is_booked_by_both_or_by_none() {
    let (mut one, mut other) = pair();
    let sent = one.act(gave("40.00 EUR")).expect("within the limit");
    assert_eq!(one.balance(&other), 0);
    let letter = one.letter(sent);
    let answer = other.accept(&letter).expect("within the limit");
    assert_eq!((one.balance(&other), other.balance(&one)), (0, -4_000));
    one.act(TradeAct::TakeReceipt { letter: other.letter(answer) }).expect("their answer");
    assert_eq!((one.balance(&other), other.balance(&one)), (4_000, -4_000));
    for side in [&one, &other] {
        let books = side.books();
        assert_eq!(books.faults, Vec::new());
        let traded = books.booked.values();
        let traded = traded.filter(|booked| matches!(booked.kind, BookedKind::Traded { .. }));
        assert_eq!(traded.count(), 1);
    }
    assert_eq!(one.books().base_balance("income"), money("-40.00 EUR"));
    assert_eq!(other.books().base_balance("income"), money("40.00 EUR"));
}

#[test]
fn eco_13_what_is_declined_moves_nothing_and_frees_the_limit() {
    let (mut one, mut other) = pair();
    let sent = one.act(got("100.00 EUR")).expect("all of the limit");
    let full = TradeFault::BeyondLimit { left: money("0.00 EUR") };
    assert_eq!(one.act(got("0.01 EUR")), Err(full.into()));
    // The other way there is room.
    one.act(gave("1.00 EUR")).expect("the other way");
    let letter = one.letter(sent);
    let answer = other.decline(&letter).expect("anybody can say no");
    assert_eq!(other.accept(&letter), Err(TradeFault::TakenAlready.into()));
    one.act(TradeAct::TakeReceipt { letter: other.letter(answer) }).expect("their answer");
    let books = one.books();
    assert_eq!(books.mirrors.transfers[&(one.us, sent)].stage, Stage::Declined);
    assert_eq!((one.balance(&other), other.balance(&one)), (0, 0));
    one.act(got("100.00 EUR")).expect("there is room again");
}

#[test]
fn eco_13_the_limit_holds_on_each_side_and_in_both_directions() {
    let (mut one, mut other) = pair();
    let first = one.act(gave("100.00 EUR")).expect("all of the limit");
    let letter = one.letter(first);
    // The other side decided on less.
    other.decide(agreed(&one, &other, "30.00 EUR"));
    let left = money("30.00 EUR");
    assert_eq!(other.accept(&letter), Err(TradeFault::BeyondLimit { left }.into()));
    assert_eq!(other.books().faults, Vec::new());
    other.decide(agreed(&one, &other, "200.00 EUR"));
    let answer = other.accept(&letter).expect("more now");
    one.act(TradeAct::TakeReceipt { letter: other.letter(answer) }).expect("their answer");
    // From the one end to the other.
    one.act(got("200.00 EUR")).expect("back, and down to the limit");
    let left = money("0.00 EUR");
    assert_eq!(one.act(got("1.00 EUR")), Err(TradeFault::BeyondLimit { left }.into()));
}

#[test]
fn eco_13_an_agreement_ends_at_zero_and_what_is_on_its_way_is_still_settled() {
    let (mut one, mut other) = pair();
    let sent = one.act(gave("40.00 EUR")).expect("within the limit");
    let answer = other.accept(&one.letter(sent)).expect("within the limit");
    one.decide(agreed(&other, &one, "0.00 EUR"));
    assert_eq!(one.act(gave("1.00 EUR")), Err(TradeFault::NoAgreement.into()));
    one.act(TradeAct::TakeReceipt { letter: other.letter(answer) }).expect("it was booked there");
    assert_eq!(one.balance(&other) + other.balance(&one), 0);
    assert_eq!(one.books().faults, Vec::new());
}

#[test]
fn eco_13_a_trader_with_a_new_key_answers_once_that_was_agreed() {
    let (mut one, mut other) = pair();
    let sent = one.act(gave("40.00 EUR")).expect("within the limit");
    let letter = one.letter(sent);
    other.device.0[0] ^= 1;
    let answer = other.accept(&letter).expect("it is their trader still");
    let receipt = TradeAct::TakeReceipt { letter: other.letter(answer) };
    assert_eq!(one.act(receipt.clone()), Err(TradeFault::NotTheirKey.into()));
    one.decide(agreed(&other, &one, "100.00 EUR"));
    one.act(receipt).expect("a key of the newer agreement");
    assert_eq!(one.balance(&other) + other.balance(&one), 0);
}

#[test]
fn eco_13_only_the_purse_of_the_trader_trades() {
    let (mut one, mut other) = pair();
    one.is_purse = false;
    assert_eq!(one.act(gave("1.00 EUR")), Err(EconomyFault::NotThePurse));
    one.is_purse = true;
    let letter = {
        let sent = one.act(gave("1.00 EUR")).expect("within the limit");
        one.letter(sent)
    };
    other.me.0[0] ^= 1;
    assert_eq!(other.accept(&letter), Err(TradeFault::NotTheTrader.into()));
}

#[test]
fn eco_13_an_answer_that_comes_after_a_closing_is_booked_late_and_changes_nothing_closed() {
    let (mut one, mut other) = pair();
    let in_time = one.act(gave("40.00 EUR")).expect("within the limit");
    let answer = other.accept(&one.letter(in_time)).expect("within the limit");
    one.act(TradeAct::TakeReceipt { letter: other.letter(answer) }).expect("their answer");
    let late = one.act(gave("10.00 EUR")).expect("within the limit");
    one.close("2026-03-31");
    let before = one.books();
    assert_eq!((before.faults.len(), before.closed[0].surplus.clone()), (0, money("40.00 EUR")));
    let answer = other.accept(&one.letter(late)).expect("within the limit");
    one.act(TradeAct::TakeReceipt { letter: other.letter(answer) }).expect("their answer");
    let after = one.books();
    assert_eq!((&after.closed, after.faults.len()), (&before.closed, 0));
    let open: Vec<_> = after.open().map(|booked| (booked.id, booked.late_for)).collect();
    assert_eq!(open, [(late, Some("2026-03-31".parse().expect("a day")))]);
    assert_eq!((one.balance(&other), other.balance(&one)), (5_000, -5_000));
}

/// What one of the two does next.
#[derive(Debug, Clone)]
enum Move {
    Make { side: usize, units: i64, is_gift: bool },
    Answer { side: usize, at: usize, accepts: bool },
    Settle { side: usize, at: usize },
}

fn a_move() -> impl Strategy<Value = Move> {
    let side = 0..2_usize;
    prop_oneof![
        (side.clone(), 1..6_000_i64, any::<bool>()).prop_map(|(side, units, is_gift)| Move::Make {
            side,
            units,
            is_gift
        }),
        (side.clone(), 0..8_usize, prop::bool::weighted(0.8))
            .prop_map(|(side, at, accepts)| Move::Answer { side, at, accepts }),
        (side, 0..8_usize).prop_map(|(side, at)| Move::Settle { side, at }),
    ]
}

fn make(side: &mut Side, units: i64, is_gift: bool, letters: &mut Vec<String>) {
    let amount = format!("{}.{:02} EUR", units / 100, units % 100);
    let act = if is_gift { gave(&amount) } else { got(&amount) };
    match side.act(act) {
        Ok(id) => letters.push(side.letter(id)),
        Err(fault) => assert_eq!(fault.code(), "trade-beyond-limit"),
    }
}

fn answer(side: &mut Side, letter: &str, accepts: bool, receipts: &mut Vec<String>) {
    let done = if accepts { side.accept(letter) } else { side.decline(letter) };
    match done {
        Ok(id) => receipts.push(side.letter(id)),
        Err(fault) => {
            assert!(["trade-beyond-limit", "trade-taken-already"].contains(&fault.code()));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn eco_13_mirrors_sum_to_zero_in_any_order_of_arrival(
        moves in prop::collection::vec(a_move(), 0..30),
        order in any::<u64>(),
    ) {
        let (one, other) = pair();
        let mut sides = [one, other];
        // What each made and answered.
        let mut letters = [Vec::new(), Vec::new()];
        let mut receipts = [Vec::new(), Vec::new()];
        for one in moves {
            match one {
                Move::Make { side, units, is_gift } => {
                    make(&mut sides[side], units, is_gift, &mut letters[side]);
                }
                Move::Answer { side, at, accepts } => {
                    if let Some(letter) = letters[1 - side].get(at) {
                        answer(&mut sides[side], letter, accepts, &mut receipts[side]);
                    }
                }
                Move::Settle { side, at } => {
                    if let Some(letter) = receipts[1 - side].get(at).cloned() {
                        // A second time it is refused.
                        sides[side].act(TradeAct::TakeReceipt { letter }).ok();
                    }
                }
            }
        }
        for (side, all) in receipts.iter().enumerate() {
            for letter in all {
                let act = TradeAct::TakeReceipt { letter: letter.clone() };
                if let Err(fault) = sides[1 - side].act(act) {
                    prop_assert_eq!(fault.code(), "trade-taken-already");
                }
            }
        }
        let [one, other] = sides;
        prop_assert_eq!(one.balance(&other) + other.balance(&one), 0);
        for side in [one, other] {
            let books = side.books();
            prop_assert_eq!(&books.faults, &Vec::new());
            prop_assert!(side.shuffled(order) == books);
        }
    }
}
