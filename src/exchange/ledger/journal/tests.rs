//! Tests: journals out and in again, and every way in which one can be wrong.

use proptest::prelude::*;

use super::*;
use crate::exchange::ledger::fault;
use crate::limits::TRANSACTION_POSTINGS_MAX;
use crate::message::economy::{Posting, RowFault, RowReason, Transaction};
use crate::money::MoneyError;

fn posting(account: &str, money: &str) -> Posting {
    let account = account.parse().unwrap_or_else(|_| panic!("{account}"));
    Posting { account, money: money.parse().unwrap_or_else(|_| panic!("{money}")) }
}

fn entry(what: &str, postings: &[(&str, &str)], exchange: Option<(&str, &str)>) -> JournalEntry {
    let exchange = exchange.map(|(rate, source)| Exchange {
        rate: rate.parse().expect("a rate"),
        source: source.to_owned(),
    });
    JournalEntry {
        date: "2026-03-12".parse().expect("a day"),
        what: what.to_owned(),
        id: "BwcH".to_owned(),
        postings: postings.iter().map(|(account, money)| posting(account, money)).collect(),
        exchange,
    }
}

fn plain_name(account: &Account) -> String {
    account.to_string()
}

fn reading() -> JournalReading {
    JournalReading { file: "ours".to_owned(), signs: Vec::new() }
}

fn read(text: &str) -> Result<Vec<Transaction>, Vec<RowFault>> {
    read_journal(text, &reading())
}

/// Each posting of each transaction, and the rates.
fn told(text: &str) -> Vec<String> {
    let all = read(text).unwrap_or_else(|faults| panic!("{text}\n{faults:?}"));
    let mut told = Vec::new();
    for one in all {
        let rate = one.exchange.map(|exchange| format!(" @ {}", exchange.rate)).unwrap_or_default();
        told.push(format!("{} {}{rate}", one.date, one.what));
        told.extend(one.postings.iter().map(|one| format!("{} {}", one.account, one.money)));
    }
    told
}

#[test]
fn eco_1_a_journal_declares_what_it_uses() {
    let members = [
        ("liabilities:members:AQEB", "5.00 credit"),
        ("liabilities:members:AgIC", "-7.00 credit"),
        ("liabilities:members:AwMD", "2.00 credit"),
    ];
    let proofs = [
        ("expenses:printing", "99.09 EUR"),
        ("equity:conversion", "-99.09 EUR"),
        ("equity:conversion", "65000 XOF"),
        ("assets:bank", "-65000 XOF"),
    ];
    let exchange = Some(("655.957", "ECB: [12 March]; noon"));
    let entries =
        [entry("Proofs; \"all\" of\nthem", &proofs, exchange), entry("(Bread)", &members, None)];
    let name = |account: &Account| match account.leaf() {
        "members:AQEB" | "members:AgIC" => "liabilities:members:Ana;  María".to_owned(),
        "members:AwMD" => "liabilities:members: (Inés".to_owned(),
        _ => account.to_string(),
    };
    // `hledger check --strict` takes this text.
    let expected = "\
commodity 1000.00 EUR
commodity 1000. XOF
commodity 1000.00 credit
account assets:bank
account equity:conversion
account expenses:printing
account liabilities:members:Ana, María
account liabilities:members:Ana, María (members AgIC)
account liabilities:members:Inés

2026-03-12 (BwcH) Proofs, \"all\" of them
    ; exchange: 655.957 ECB- 12 March, noon
    expenses:printing                                    99.09 EUR
    equity:conversion                                   -99.09 EUR
    equity:conversion                                    65000 XOF
    assets:bank                                         -65000 XOF

2026-03-12 (BwcH) (Bread)
    liabilities:members:Ana, María                     5.00 credit
    liabilities:members:Ana, María (members AgIC)          -7.00 credit
    liabilities:members:Inés                           2.00 credit
";
    assert_eq!(journal(&entries, &name), expected);
}

#[test]
fn eco_1_journals_are_read() {
    let check = |text: &str, expected: &[&str]| assert_eq!(told(text), expected, "{text}");
    let bread = ["2026-03-01 Bread", "expenses:food 2.50 EUR", "assets:cash -2.50 EUR"];
    check("2026-03-01 Bread\n  expenses:food  2.50 EUR\n  assets:cash  -2.50 EUR\n", &bread);
    check(
        "2026/3/1 * (12) Bread ; good\n\texpenses:food\t2.50 EUR ; warm\n\tassets:cash\n",
        &bread,
    );
    check("Y2026\n3.1=3.4 ! Bread\n ; words\n * Expense:food  €2.5\n Asset:cash\n ; end", &bread);
    check(
        "\u{feff}; file\n# file\n* file\ncomment\n2026-01-01 x\nend comment\n\n2026-03-01 Bread\r\n  expenses:food  EUR 2,50\r\n  assets:cash  EUR -2,50\r\n",
        &bread,
    );
    let salary = ["2026-03-01 Pay", "assets:bank 1234.50 EUR", "income -1234.50 EUR"];
    check("2026-03-01 Pay\n Assets:bank  1.234,50 EUR\n Revenue\n", &salary);
    check(
        "commodity 1.000,00 EUR\n  format x\naccount assets:bank\n  ; type\n\n2026-03-01 Pay\n Assets:bank  1.234,5 \"EUR\"\n INCOME\n",
        &salary,
    );
    check("decimal-mark ,\n2026-03-01 Pay\n Assets:bank  1 234,50 EUR\n Incomes\n", &salary);
    check("2026-03-01 Pay\n Assets:bank  1,234.50 EUR = 1234.50 EUR\n Income  \n", &salary);
    check(
        "P 2026-03-01 USD 1 EUR\n2026-03-01 (Pay)\n Assets:bank  +1234.50 EUR\n Income\n",
        &salary,
    );
    check(
        "2026-03-01\n Assets:bank  1234.50 EUR\n income\n",
        &["2026-03-01 income", "assets:bank 1234.50 EUR", "income -1234.50 EUR"],
    );
    // Nothing moved.
    check("2026-03-01 Plan\n\n2026-03-02 x\n  assets:a  0\n  assets:b\n", &[]);
    // One blank posting takes all that is missing.
    let two = [
        "2026-03-01 Both",
        "assets:a 1.00 EUR",
        "assets:a 3 XOF",
        "equity:open -1.00 EUR",
        "equity:open -3 XOF",
    ];
    check("2026-03-01 Both\n  assets:a  1 EUR\n  assets:a  3 XOF\n  equity:open\n", &two);
}

#[test]
fn eco_1_prices_become_exchanges() {
    let check = |postings: &str, expected: &[&str]| {
        let text = format!("2026-03-01 x\n{postings}");
        assert_eq!(told(&text), expected, "{text}");
    };
    let dollars = [
        "2026-03-01 x @ 1.35",
        "assets:eur 100.00 EUR",
        "assets:usd -135.00 USD",
        "equity:conversion -100.00 EUR",
        "equity:conversion 135.00 USD",
    ];
    check(" assets:eur  100 EUR @ 1.35 USD\n assets:usd\n", &dollars);
    check(" assets:eur  100 EUR @@ 135 USD\n assets:usd  -135 USD\n", &dollars);
    check(" assets:eur  100 EUR\n assets:usd  -135 USD\n", &dollars);
    let sold = [
        "2026-03-01 x @ 655.9693208195",
        "assets:cfa -65000 XOF",
        "expenses:p 99.09 EUR",
        "equity:conversion 65000 XOF",
        "equity:conversion -99.09 EUR",
    ];
    check(" assets:cfa  -65000 XOF @@ 99.09 EUR\n expenses:p\n", &sold);
    let sold = [sold[0], sold[1], sold[2], sold[4], sold[3]];
    check(" assets:cfa  -65000 XOF\n expenses:p  99.09 EUR\n", &sold);
    // Parts at one price are rounded once, and not each alone.
    let rounded = [
        "2026-03-01 x @ 1.005",
        "assets:eur 0.01 EUR",
        "assets:eur 0.99 EUR",
        "assets:usd -1.01 USD",
        "equity:conversion -1.00 EUR",
        "equity:conversion 1.01 USD",
    ];
    check(
        " assets:eur  0.01 EUR @ 1.005 USD\n assets:eur  .99 EUR @ 1.005 USD\n assets:usd\n"
            .replace(" .99", " 0.99")
            .as_str(),
        &rounded,
    );
    // What a journal says of its own exchange is kept.
    let own = [
        "2026-03-01 x @ 655.957",
        "expenses:p 99.09 EUR",
        "equity:conversion -99.09 EUR",
        "equity:conversion 65000 XOF",
        "assets:cfa -65000 XOF",
    ];
    let written = " expenses:p  99.09 EUR\n equity:conversion  -99.09 EUR\n \
        equity:conversion  65000 XOF\n assets:cfa  -65000 XOF\n";
    check(&format!("  ; exchange: 655.957 ECB\n{written}"), &own);
    let text = format!("2026-03-01 x\n{written}");
    let one = read(&text).expect("balanced").remove(0);
    let exchange = one.exchange.expect("two commodities");
    assert_eq!(
        (exchange.rate.to_string(), exchange.source),
        ("655.9693208195".to_owned(), "ours".to_owned())
    );
}

#[test]
fn eco_1_what_does_not_fit_is_named_by_its_line() {
    let check = |text: &str, line: usize, field: &str, reason: RowReason| {
        assert_eq!(read(text), Err(vec![fault(line, field, reason)]), "{text}");
    };
    let wrong = RowReason::NotAnAmount;
    let good = "2026-03-01 x\n  assets:a  1 EUR\n  assets:b\n\n";
    let after = |text: &str| format!("{good}{text}");
    let day = "  assets:a  1 EUR\n  assets:b\n";
    for date in
        ["2026-02-30", "3/1", "2026-3/1", "26-03-01", "2026-03-01x", "2026", "2026-03-01=2-30"]
    {
        check(&after(&format!("{date} x\n{day}")), 5, "date", RowReason::NotADate);
    }
    let line = |posting: &str| after(&format!("2026-03-02 y\n  assets:c  1 EUR\n  {posting}\n"));
    check(&line("bank  1 EUR"), 7, "account", RowReason::NotAnAccount);
    check(&line("assets:b 1 EUR; x"), 7, "account", RowReason::NotAnAccount);
    check(&line("(assets:b)  1 EUR"), 7, "account", RowReason::NotRead);
    check(&line("[assets:b]  1 EUR"), 7, "account", RowReason::NotRead);
    check(&line("assets:b  1"), 7, "amount", wrong(MoneyError::UnknownCommodity));
    check(&line("assets:b  $1"), 7, "amount", wrong(MoneyError::UnknownCommodity));
    check(&line("assets:b  1 AAPL"), 7, "amount", wrong(MoneyError::UnknownCommodity));
    check(&line("assets:b  1 \"green apples\""), 7, "amount", wrong(MoneyError::UnknownCommodity));
    check(&line("assets:b  1.234 EUR"), 7, "amount", wrong(MoneyError::TooFine));
    check(&line("assets:b  1,000 EUR"), 7, "amount", wrong(MoneyError::TooFine));
    check(&line("assets:b  EUR 1E3"), 7, "amount", wrong(MoneyError::NotANumber));
    check(&line("assets:b  --1 EUR"), 7, "amount", wrong(MoneyError::NotANumber));
    check(&line("assets:b  EUR 1 EUR"), 7, "amount", wrong(MoneyError::NotANumber));
    check(&line("assets:b  99999999999999 EUR"), 7, "amount", wrong(MoneyError::OutOfRange));
    check(&line("assets:b  -1 EUR {2 USD}"), 7, "amount", RowReason::NotRead);
    check(&line("assets:b  @ 2 USD"), 7, "amount", RowReason::Empty);
    check(&line("assets:b  -1 EUR @ USD"), 7, "price", wrong(MoneyError::NotANumber));
    check(&line("assets:b  -1 EUR @ 2"), 7, "price", wrong(MoneyError::UnknownCommodity));
    check(&line("assets:b  -1 EUR @ 2 EUR"), 7, "price", RowReason::SeveralRates);
    check(&line("assets:b  -1 EUR @ -2 USD"), 7, "price", RowReason::WrongSign);
    check(&line("assets:b  = 1 EUR"), 7, "balance", RowReason::NotRead);
    check(&line("assets:b  -1 EUR == 1 EUR"), 7, "balance", RowReason::NotRead);
    let money = |text: &str| text.parse::<Money>().expect("an amount");
    check(
        &line("assets:b  -1.01 EUR"),
        5,
        "postings",
        RowReason::Unbalanced { by: money("-0.01 EUR") },
    );
    check(
        &line("assets:b  -1 USD\n  assets:b  -1 GBP"),
        5,
        "postings",
        RowReason::UnbalancedSeveral,
    );
    check(&line("assets:b  1 USD"), 5, "postings", RowReason::UnbalancedSeveral);
    check(&line("assets:b\n  assets:d"), 8, "amount", RowReason::TwoBlank);
    let rates = "assets:b  2 USD @ 1 EUR\n  assets:b  2 USD @ 1.1 EUR\n  assets:d";
    check(&line(rates), 8, "price", RowReason::SeveralRates);
    let balance = RowReason::WrongBalance { said: money("-3.00 EUR"), is: money("-2.00 EUR") };
    check(&line("assets:b  -1 EUR = -3 EUR"), 7, "balance", balance);
    check("  assets:a  1 EUR\n", 1, "date", RowReason::Empty);
    for refused in
        ["include", "~", "=", "alias", "apply account", "D", "bucket", "Ytwo", "!include"]
    {
        let word = refused.split(' ').next().expect("a word");
        check(&format!("{good}{refused} monthly"), 5, word, RowReason::NotRead);
    }
    let many = "  assets:a  1 EUR\n".repeat(TRANSACTION_POSTINGS_MAX);
    check(&format!("2026-03-01 x\n{many}  assets:b"), 1, "postings", RowReason::TooLong);
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let text = "2026-13-01 x\n  a  1 EUR\n\n2026-03-01 y\n  assets:a  x\n  b\n";
    let lines: Vec<u32> = read(text).expect_err("wrong").iter().map(|fault| fault.line).collect();
    assert_eq!(lines, [1, 2, 5, 6]);
}

#[test]
fn signs_that_several_currencies_share_are_told_by_the_reader() {
    let signs = vec![("$".to_owned(), "USD".parse().expect("a currency"))];
    let reading = JournalReading { file: "ours".to_owned(), signs };
    let read = read_journal("2026-03-01 x\n assets:a  -$1.50\n assets:b  $1.50\n", &reading);
    assert_eq!(read.expect("dollars")[0].postings[0], posting("assets:a", "-1.50 USD"));
}

#[test]
fn eco_1_a_newer_journal_names_the_same_entries_alike() {
    let old = "2026-03-01 Bread\n  expenses:food  2.50 EUR\n  assets:cash\n\n";
    let names = |text: &str| {
        let all = read(text).expect("balanced").into_iter();
        all.map(|one| one.origin.expect("imported").entry).collect::<Vec<_>>()
    };
    let twice = names(&format!("{old}{old}"));
    assert_ne!(twice[0], twice[1]);
    let with_cents = old.replace("2.50 EUR", "2.5 EUR ; again");
    let newer = names(&format!(
        "2026-02-01 Milk\n  expenses:food  1 EUR\n  assets:cash\n\n{with_cents}{old}"
    ));
    assert_eq!(newer[1..], twice);
    assert!(!twice.contains(&newer[0]));
}

fn any_entry() -> impl Strategy<Value = JournalEntry> {
    let accounts =
        ["assets:bank", "income:café y té", "expenses:a b", "liabilities:members:-_", "equity"];
    let posting = (
        prop::sample::select(accounts.to_vec()),
        prop::sample::select(vec!["EUR", "XOF", "credit"]),
        1_i64..100_000_000,
    );
    let day = 0_i32..3_000;
    (day, ".{0,60}", "[-_a-zA-Z0-9]{0,22}", prop::collection::vec(posting, 1..6)).prop_map(
        |(day, what, id, moves)| {
            let money =
                |code: &str, units| Money { commodity: code.parse().expect("known"), units };
            let postings = moves.iter().flat_map(|(account, code, units)| {
                let one = Posting {
                    account: account.parse().expect("an account"),
                    money: money(code, *units),
                };
                let other = Posting {
                    account: "assets:other".parse().expect("an account"),
                    money: money(code, -*units),
                };
                [one, other]
            });
            let date: crate::clock::Date = "2020-01-01".parse().expect("a day");
            let date = date.plus_days(day);
            JournalEntry { date, what, id, postings: postings.collect(), exchange: None }
        },
    )
}

proptest! {
    #[test]
    fn eco_1_what_goes_out_comes_in(entries in prop::collection::vec(any_entry(), 0..6)) {
        let text = journal(&entries, &plain_name);
        let read = read(&text);
        let read = match read {
            Ok(read) => read,
            Err(faults) => return Err(TestCaseError::fail(format!("{text}\n{faults:?}"))),
        };
        prop_assert_eq!(read.len(), entries.len());
        for (one, entry) in read.iter().zip(&entries) {
            prop_assert_eq!(one.date, entry.date);
            prop_assert_eq!(&one.postings, &entry.postings);
        }
    }

    #[test]
    fn names_of_people_end_no_line(name in ".{0,40}") {
        let postings = [("liabilities:members:AQEB", "1.00 EUR"), ("assets:bank", "-1.00 EUR")];
        let told = |account: &Account| match account.name() {
            "assets:bank" => "assets:bank".to_owned(),
            _ => format!("liabilities:members:{name}"),
        };
        let text = journal(&[entry("x", &postings, None)], &told);
        let lines: Vec<&str> = text.lines().collect();
        prop_assert_eq!(lines.len(), 7, "{}", text);
        let declared = lines[2].strip_prefix("account ").expect("an account");
        let used = lines[5].trim_start().split_once("  ").expect("an amount").0;
        prop_assert_eq!(declared, used);
    }
}
