//! Two communities in one world that know nothing of each other's engines: letters go from hand to hand as
//! text, while members are cut apart. A failure prints its seed: `PHYLE_SEED=<seed> cargo test --test trade`.

mod setting;
mod steps;

use std::io::Write as _;
use std::process::Stdio;

use phyle::exchange::ledger::journal::{JournalReading, read_journal};
use phyle::message::economy::EconomyAct;
use phyle::message::economy::trade::{TradeAct, TradeLetter, Way};
use phyle::message::economy::view::{ExportForm, RowKind, TransferState};

use setting::{Run, Side, day, euro};
use steps::play;

const SEEDS: u64 = 2;

#[test]
fn eco_13_mirrors_sum_to_zero_whatever_was_cut_apart() {
    let own = std::env::var("PHYLE_SEED").map(|seed| seed.parse().expect("a number"));
    let seeds = own.map_or_else(|_| (0..SEEDS).collect(), |seed| vec![seed]);
    let mut booked = 0;
    for seed in seeds {
        let played = std::panic::catch_unwind(|| {
            let mut run = play(seed);
            let [one, other] = run.sides;
            let balances = (run.balance(one), run.balance(other));
            assert_eq!(balances.0 + balances.1, 0, "the mirrors differ");
            let all = run.trade(one.community, one.nodes[0]).transfers;
            let both = [TransferState::Booked, TransferState::Answered];
            all.iter().filter(|transfer| both.contains(&transfer.state)).count()
        });
        let Ok(count) = played else { panic!("PHYLE_SEED={seed}") };
        booked += count;
    }
    assert!(booked > 0, "nothing was ever booked");
}

#[test]
fn eco_13_letters_that_are_not_for_this_are_refused_in_a_real_engine() {
    let mut run = Run::begin(7);
    let [one, other] = run.sides;
    let act = TradeAct::Send {
        partner: other.community,
        way: Way::Gave,
        money: euro(4_000),
        what: "Beans".to_owned(),
        date: day(),
        account: "income:beans".parse().expect("an account"),
    };
    let id = run.act_trade(one, act.clone()).expect("within the limit");
    let letter = run.letter(one, id);
    let answering = |letter: &str| TradeAct::Answer {
        letter: letter.to_owned(),
        account: Some("expenses:beans".parse().expect("an account")),
    };
    let cut = &letter[..letter.len() - 5];
    let cases = [
        ("good morning".to_owned(), "trade-not-a-letter"),
        (cut.to_owned(), "trade-damaged"),
        (letter.replacen("-1-", "-9-", 1), "trade-other-version"),
        (bent(&letter), "trade-forged"),
    ];
    for (text, code) in cases {
        let fault = run.act_trade(other, answering(&text)).expect_err("it is refused");
        assert_eq!(fault.code(), code);
    }
    // To whom it is not addressed, and by whom it is not to be answered.
    let fault = run.act_trade(one, answering(&letter)).expect_err("it is their own");
    assert_eq!(fault.code(), "trade-not-for-us");
    let member = EconomyAct::Trade(answering(&letter));
    let fault = run.act(other.community, other.nodes[1], member).expect_err("not the trader");
    assert_eq!(fault.code(), "trade-not-the-trader");
    // Nothing of all this was kept.
    assert_eq!(run.trade(other.community, other.nodes[0]).transfers, Vec::new());
    let answer = run.act_trade(other, answering(&letter)).expect("the whole letter");
    let answer = run.letter(other, answer);
    run.act_trade(one, TradeAct::TakeReceipt { letter: answer }).expect("their answer");
    assert_eq!(run.balance(one) + run.balance(other), 0);
    goes_out(&mut run);
}

/// The letter with another amount in it, whose check is right: only the signature tells.
fn bent(letter: &str) -> String {
    let Ok(TradeLetter::Transfer(mut one)) = letter.parse() else { panic!("no transfer") };
    one.transfer.money.units += 1;
    TradeLetter::Transfer(one).to_string()
}

/// What both booked is in the rows and in the files.
fn goes_out(run: &mut Run) {
    let [one, other] = run.sides;
    let books = run.books(one.community, one.nodes[0]);
    let told = RowKind::Traded {
        partner: "Three Rivers".to_owned(),
        way: Way::Gave,
        what: "Beans".to_owned(),
    };
    assert_eq!(books.rows.iter().filter(|row| row.what == told).count(), 1);
    for (side, partner) in [(one, "Three Rivers"), (other, "Four Shores")] {
        let journal = run.export(side, ExportForm::Journal);
        assert!(journal.contains(&format!("liabilities:trade:{partner}")), "{journal}");
        let reading = JournalReading::new("ours", &"EUR".parse().expect("known"));
        assert_eq!(read_journal(&journal, &reading).map(|read| read.len()), Ok(1));
        let flows = run.export(side, ExportForm::Valueflows);
        let flows: serde_json::Value = serde_json::from_str(&flows).expect("JSON");
        let nodes = flows["@graph"].as_array().expect("nodes");
        let name = |side: Side| format!("urn:phyle:community:{}", side.community);
        let owed = nodes.iter().find(|node| node["@type"] == "EconomicEvent").expect("an event");
        // Who got the beans owes for them.
        assert_eq!(
            (&owed["provider"], &owed["receiver"]),
            (&name(other).into(), &name(one).into())
        );
        assert!(nodes.iter().any(|node| node["name"] == partner));
    }
}

#[test]
#[ignore = "needs hledger: `cargo xtask test` installs it"]
fn ext_2_hledger_takes_a_journal_with_trade() {
    let mut run = play(SEEDS);
    for side in run.sides {
        let journal = run.export(side, ExportForm::Journal);
        let mut child = std::process::Command::new("hledger")
            .args(["--file", "-", "check", "--strict"])
            .stdin(Stdio::piped())
            .spawn()
            .expect("hledger is installed");
        let mut input = child.stdin.take().expect("it is piped");
        input.write_all(journal.as_bytes()).expect("it reads");
        drop(input);
        assert!(child.wait().expect("it ends").success(), "hledger refuses:\n{journal}");
    }
}
