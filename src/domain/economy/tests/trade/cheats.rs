//! What a cheating trader signs all the same: refused when tried honestly, named when it is there, and
//! it moves nothing.

use super::side::{Side, agreed, gave, pair, sign};
use crate::clock::Timestamp;
use crate::domain::economy::entry::EntryBody;
use crate::domain::economy::tests::scene::{day, money};
use crate::id::{CommandId, CommunityId, DeviceKey, MotionId, Signature};
use crate::limits::AGREEMENT_LINGERS_MS;
use crate::message::economy::trade::{
    Answered, Receipt, Sent, SignedTransfer, TradeAct, TradeLetter, Transfer, Verdict, Way,
};
use crate::message::economy::{EconomyFault, MoneyEffect};

const AGREED: MotionId = MotionId([0xa0; 16]);

/// A transfer that this side would make next.
fn transfer(from: &Side, to: &Side, amount: &str) -> Transfer {
    Transfer {
        id: from.next(),
        from: from.us,
        to: to.us,
        key: from.device,
        way: Way::Gave,
        money: money(amount),
        what: "Beans".to_owned(),
        date: day("2026-03-12"),
    }
}

fn sent(transfer: Transfer, signature: Signature) -> EntryBody {
    let account = "income:beans".parse().expect("an account");
    EntryBody::TransferSent(Box::new(Sent { agreement: AGREED, transfer, account, signature }))
}

fn honest(transfer: Transfer) -> EntryBody {
    let signature = sign(&transfer.key, &transfer, None);
    sent(transfer, signature)
}

/// An answer that says yes, by this side's key.
fn answered(by: &Side, transfer: Transfer) -> Answered {
    Answered {
        agreement: AGREED,
        sent: sign(&transfer.key, &transfer, None),
        account: Some("income:beans".parse().expect("an account")),
        answer: sign(&by.device, &transfer, Some(Verdict::Accepted)),
        transfer,
    }
}

fn letter(transfer: &Transfer) -> String {
    let signature = sign(&transfer.key, transfer, None);
    TradeLetter::Transfer(SignedTransfer { transfer: transfer.clone(), signature }).to_string()
}

/// The only fault, and nothing has moved.
fn named(side: &Side, with: &Side) -> &'static str {
    let books = side.books();
    let codes: Vec<&str> = books.faults.iter().map(|fault| fault.fault.code()).collect();
    assert_eq!(codes.len(), 1, "{codes:?}");
    assert_eq!(books.faults[0].by, Some(side.me));
    assert_eq!(side.balance(with), 0);
    codes[0]
}

fn code(done: Result<CommandId, EconomyFault>) -> &'static str {
    done.expect_err("it is refused").code()
}

#[test]
fn eco_13_a_forged_signature_moves_nothing() {
    let (mut one, mut other) = pair();
    let own = transfer(&one, &other, "40.00 EUR");
    let bent = Transfer { money: money("90.00 EUR"), ..own.clone() };
    let forged = sign(&one.device, &own, None);
    let letter = SignedTransfer { transfer: bent.clone(), signature: forged };
    let text = TradeLetter::Transfer(letter).to_string();
    assert_eq!(code(other.accept(&text)), "trade-forged");
    one.write(sent(bent.clone(), forged));
    assert_eq!(named(&one, &other), "trade-forged");
    other.write(EntryBody::TransferAnswered(Box::new(Answered {
        sent: forged,
        ..answered(&other, bent)
    })));
    assert_eq!(named(&other, &one), "trade-forged");
}

#[test]
fn eco_13_an_answer_that_its_writer_did_not_sign_moves_nothing() {
    let (one, mut other) = pair();
    let theirs = transfer(&one, &other, "40.00 EUR");
    let answer = sign(&other.device, &theirs, Some(Verdict::Declined));
    let body = Answered { answer, ..answered(&other, theirs) };
    other.write(EntryBody::TransferAnswered(Box::new(body)));
    assert_eq!(named(&other, &one), "trade-forged");
}

#[test]
fn eco_13_what_goes_beyond_the_limit_moves_nothing() {
    let (mut one, mut other) = pair();
    let large = transfer(&one, &other, "100.01 EUR");
    assert_eq!(code(other.accept(&letter(&large))), "trade-beyond-limit");
    one.write(honest(large.clone()));
    assert_eq!(named(&one, &other), "trade-beyond-limit");
    let body = answered(&other, large);
    other.write(EntryBody::TransferAnswered(Box::new(body)));
    assert_eq!(named(&other, &one), "trade-beyond-limit");
}

#[test]
fn eco_13_of_a_transfer_accepted_twice_the_first_stands() {
    let (one, mut other) = pair();
    let theirs = transfer(&one, &other, "40.00 EUR");
    let text = letter(&theirs);
    let first = other.accept(&text).expect("within the limit");
    assert_eq!(code(other.accept(&text)), "trade-taken-already");
    assert_eq!(code(other.decline(&text)), "trade-taken-already");
    let again = other.write(EntryBody::TransferAnswered(Box::new(answered(&other, theirs))));
    let books = other.books();
    assert_eq!((books.faults.len(), books.faults[0].entry), (1, again));
    assert_eq!(books.faults[0].fault.code(), "trade-taken-already");
    assert_eq!(other.balance(&one), -4_000);
    assert!(books.mirrors.transfers.values().any(|known| known.entry == first));
}

#[test]
fn eco_13_what_is_for_somebody_else_moves_nothing() {
    let (one, mut other) = pair();
    let away = Transfer { to: CommunityId([7; 32]), ..transfer(&one, &other, "40.00 EUR") };
    assert_eq!(code(other.accept(&letter(&away))), "trade-not-for-us");
    other.write(EntryBody::TransferAnswered(Box::new(answered(&other, away))));
    assert_eq!(named(&other, &one), "trade-not-for-us");
    // Nor does what one made oneself come back.
    let own = transfer(&other, &one, "40.00 EUR");
    assert_eq!(code(other.accept(&letter(&own))), "trade-not-for-us");
}

#[test]
fn eco_13_another_key_than_the_partners_moves_nothing() {
    let (one, mut other) = pair();
    let key = DeviceKey([7; 32]);
    let theirs = Transfer { key, ..transfer(&one, &other, "40.00 EUR") };
    assert_eq!(code(other.accept(&letter(&theirs))), "trade-not-their-key");
    other.write(EntryBody::TransferAnswered(Box::new(answered(&other, theirs))));
    assert_eq!(named(&other, &one), "trade-not-their-key");
}

#[test]
fn eco_13_without_an_agreement_nothing_moves() {
    let (mut one, mut other) = (Side::new(1), Side::new(2));
    let own = transfer(&one, &other, "40.00 EUR");
    assert_eq!(code(one.act(gave("40.00 EUR"))), "trade-no-agreement");
    assert_eq!(code(other.accept(&letter(&own))), "trade-no-agreement");
    one.write(honest(own.clone()));
    assert_eq!(named(&one, &other), "trade-no-agreement");
    other.write(EntryBody::TransferAnswered(Box::new(answered(&other, own))));
    assert_eq!(named(&other, &one), "trade-no-agreement");
}

#[test]
fn eco_13_who_is_not_the_trader_moves_nothing() {
    let (mut one, other) = pair();
    one.me.0 = [2; 16];
    assert_eq!(code(one.act(gave("40.00 EUR"))), "trade-not-the-trader");
    let own = transfer(&one, &other, "40.00 EUR");
    one.write(honest(own));
    one.me.0 = [1; 16];
    let books = one.books();
    let told = (books.faults[0].by.map(|by| by.0[0]), books.faults[0].fault.code());
    assert_eq!(told, (Some(2), "trade-not-the-trader"));
    assert_eq!(one.balance(&other), 0);
}

#[test]
fn eco_13_a_receipt_is_of_their_key_of_our_transfer_and_counts_once() {
    let (mut one, mut other) = pair();
    let id = one.act(gave("40.00 EUR")).expect("within the limit");
    let answer = other.accept(&one.letter(id)).expect("within the limit");
    let TradeLetter::Receipt(good) = other.letter(answer).parse().expect("a letter") else {
        panic!("not a receipt")
    };
    let taking = |receipt: &Receipt| TradeAct::TakeReceipt {
        letter: TradeLetter::Receipt(receipt.clone()).to_string(),
    };
    let bad = [
        (Receipt { from: CommunityId([7; 32]), ..good.clone() }, "trade-not-for-us"),
        (Receipt { to: CommunityId([7; 32]), ..good.clone() }, "trade-unknown-transfer"),
        (Receipt { transfer: CommandId([7; 16]), ..good.clone() }, "trade-unknown-transfer"),
        (Receipt { key: DeviceKey([7; 32]), ..good.clone() }, "trade-not-their-key"),
        (Receipt { verdict: Verdict::Declined, ..good.clone() }, "trade-forged"),
    ];
    for (receipt, expected) in bad {
        assert_eq!(code(one.act(taking(&receipt))), expected);
        let mut cheating = one.clone();
        cheating.write(EntryBody::AnswerTaken(receipt));
        assert_eq!(named(&cheating, &other), expected);
    }
    one.act(taking(&good)).expect("their answer");
    assert_eq!(code(one.act(taking(&good))), "trade-taken-already");
    one.write(EntryBody::AnswerTaken(good));
    assert_eq!(one.books().faults[0].fault.code(), "trade-taken-already");
    assert_eq!(one.balance(&other), 4_000);
}

#[test]
fn eco_13_a_transfer_has_the_name_of_its_entry() {
    let (mut one, other) = pair();
    let own = Transfer { id: CommandId([7; 16]), ..transfer(&one, &other, "40.00 EUR") };
    one.write(honest(own));
    assert_eq!(named(&one, &other), "unknown-entry");
}

#[test]
fn eco_13_what_builds_on_an_agreement_long_over_moves_nothing() {
    let (mut one, other) = pair();
    one.decide(agreed(&other, &one, "0.00 EUR"));
    let over = one.decisions[1].at;
    // Who was away cannot know.
    let own = transfer(&one, &other, "40.00 EUR");
    one.write(honest(own));
    assert_eq!(one.books().faults, Vec::new());
    let late = transfer(&one, &other, "10.00 EUR");
    one.write(honest(late));
    let last = one.entries.last_mut().expect("just written");
    last.entry.at = Timestamp(over.0 + AGREEMENT_LINGERS_MS + 1);
    assert_eq!(named(&one, &other), "trade-no-agreement");
}

#[test]
fn eco_13_terms_that_cannot_stand_have_no_effect() {
    let (one, other) = (Side::new(1), Side::new(2));
    let bend = |bend: &dyn Fn(&mut crate::message::economy::trade::TradeTerms)| {
        let mut side = one.clone();
        let MoneyEffect::AgreeTrade(mut terms) = agreed(&other, &one, "100.00 EUR") else {
            panic!("another effect")
        };
        bend(&mut terms);
        side.decide(MoneyEffect::AgreeTrade(terms));
        let books = side.books();
        assert_eq!((books.faults.len(), books.faults[0].by), (1, None));
        assert_eq!(books.agreements, Vec::new());
        books.faults[0].fault.code()
    };
    assert_eq!(bend(&|terms| terms.partner.community = one.us), "trade-with-ourselves");
    assert_eq!(bend(&|terms| terms.partner.name = " ".to_owned()), "empty");
    assert_eq!(bend(&|terms| terms.limit = money("5.00 credit")), "wrong-commodity");
    assert_eq!(bend(&|terms| terms.limit.units = -1), "out-of-range");
    assert_eq!(bend(&|terms| terms.trader.0 = [7; 16]), "unknown-member");
}

#[test]
fn eco_13_nobody_books_on_a_mirror_account_by_hand() {
    let (mut one, other) = pair();
    let mirror = format!("liabilities:trade:{}", other.us);
    let one_sided = crate::domain::economy::tests::scene::transaction(
        "2026-03-12",
        &[(mirror.as_str(), "5.00 EUR"), ("assets:bank", "-5.00 EUR")],
    );
    one.write(EntryBody::TransactionRecorded(one_sided));
    assert_eq!(named(&one, &other), "wrong-account");
    // Nor is a transfer charged to one.
    let TradeAct::Send { partner, way, money, what, date, .. } = gave("1.00 EUR") else {
        panic!("another act")
    };
    let account = mirror.parse().expect("an account");
    let act = TradeAct::Send { partner, way, money, what, date, account };
    assert_eq!(code(one.act(act)), "wrong-account");
}
