//! Tests: the table of a real collective in, its transactions out.

use super::*;

const REAL: &[u8] = include_bytes!("../../../../tests/data/opencollective-hledger.csv");

fn real() -> OpenCollective {
    read_open_collective(REAL, "hledger").unwrap_or_else(|faults| panic!("{faults:?}"))
}

fn bank(transactions: &[Transaction], until: i16) -> String {
    let upto = transactions.iter().filter(|one| one.date.year() <= until);
    let postings = upto.flat_map(|one| &one.postings);
    let bank = postings.filter(|one| one.account.name() == "assets:open collective");
    let units: i64 = bank.map(|posting| posting.money.units).sum();
    Money { commodity: "USD".parse().expect("a currency"), units }.to_string()
}

#[test]
fn eco_1_the_books_of_hledger_come_in_whole() {
    let read = real();
    assert_eq!(read.transactions.len(), 1_916);
    let years = [
        "100.92", "290.99", "372.66", "1437.23", "4689.88", "6863.66", "7465.73", "7372.70",
        "7171.71", "5688.29",
    ];
    for (year, expected) in (2017..).zip(years) {
        assert_eq!(bank(&read.transactions, year), format!("{expected} USD"), "{year}");
    }
    assert!(read.transactions.is_sorted_by_key(|one| one.date));
    for one in &read.transactions {
        assert_eq!(one.postings.iter().map(|posting| posting.money.units).sum::<i64>(), 0);
        assert!(one.postings.iter().all(|posting| posting.money.units != 0));
    }
    let last = read.transactions.last().expect("many");
    assert_eq!(last.date.to_string(), "2026-07-07");
    assert_eq!(last.what, "Expense from Simon Michael - #1825 bounties x 4, + 4.99 paypal fee x 1");
    let origin = Origin { file: "opencollective:hledger".to_owned(), entry: "4cab822d".to_owned() };
    assert_eq!(last.origin, Some(origin));
    let told: Vec<_> =
        last.postings.iter().map(|one| format!("{} {}", one.account, one.money)).collect();
    assert_eq!(told, ["assets:open collective -456.12 USD", "expenses:invoice 456.12 USD"]);
}

#[test]
fn the_accounts_say_what_money_was_for() {
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    for posting in real().transactions.iter().flat_map(|one| &one.postings) {
        *sums.entry(posting.account.to_string()).or_default() += posting.money.units;
    }
    let names: Vec<&str> = sums.keys().map(String::as_str).collect();
    let expected = [
        "assets:open collective",
        // Given to others.
        "expenses:contribution",
        "expenses:host fee",
        "expenses:invoice",
        "expenses:payment processor cover",
        "expenses:receipt",
        "income:contribution",
    ];
    assert_eq!(names, expected);
    // What was given back is less income, and less of the fee.
    assert!(sums["income:contribution"] < 0 && sums["expenses:host fee"] > 0);
}

#[test]
fn wrong_balances_are_told_and_not_believed() {
    let wrong = real().wrong_balances;
    assert_eq!(wrong.len(), 367);
    let money = |text: &str| text.parse::<Money>().expect("an amount");
    let first = RowReason::WrongBalance { said: money("7467.73 USD"), is: money("7467.37 USD") };
    assert_eq!(wrong[0].reason, first);
    let last = RowReason::WrongBalance { said: money("5689.42 USD"), is: money("5688.29 USD") };
    assert_eq!(wrong.last(), Some(&fault(2, "balance", last)));
    // A table of the last years alone begins with what was there before.
    let text = std::str::from_utf8(REAL).expect("text");
    let recent: Vec<&str> = text.lines().take(1_000).collect();
    let read = read_open_collective(recent.join("\n").as_bytes(), "x").expect("rows");
    assert_eq!(read.transactions.len(), 999);
    assert!(read.wrong_balances.len() <= 367, "{}", read.wrong_balances.len());
}

#[test]
fn columns_stand_in_any_order_and_may_be_separated_otherwise() {
    let text = "currency;netAmount;kind;type;description;shortId;datetime\n\
        USD;4.55;ADDED_FUNDS;CREDIT;Gift;a1;2026-07-02T12:05:45.123Z\n";
    let read = read_open_collective(text.as_bytes(), "us").expect("one row");
    let one = &read.transactions[0];
    assert_eq!(one.origin.as_ref().map(|origin| origin.file.as_str()), Some("opencollective:us"));
    assert_eq!(one.postings[1].account.name(), "income:added funds");
    assert!(read.wrong_balances.is_empty());
}

const HEAD: &str = "datetime,shortId,description,type,kind,netAmount,currency,balance,isRefund";

#[test]
fn what_is_wrong_is_named_by_row_and_field() {
    let good = "2026-07-02T12:05:45,a,Gift,CREDIT,CONTRIBUTION,5,USD,5,";
    let check = |row: &str, field: &str, reason: RowReason| {
        let text = format!("{HEAD}\n{good}\n{row}\n");
        let faults = read_open_collective(text.as_bytes(), "x");
        assert_eq!(faults, Err(vec![fault(3, field, reason)]), "{row}");
    };
    let wrong = RowReason::NotAnAmount;
    let number = crate::money::MoneyError::NotANumber;
    check(good, "shortId", RowReason::Twice);
    check("2026-07-02,b,G,CREDIT,C,5,USD,5,", "datetime", RowReason::NotADate);
    check("2026-07-02T12:05:45+02:00,b,G,CREDIT,C,5,USD,5,", "datetime", RowReason::NotADate);
    check("2026-07-02T12:05:45,,G,CREDIT,C,5,USD,5,", "shortId", RowReason::Empty);
    check("2026-07-02T12:05:45,b,G,CREDIT,C,\"1,005.00\",USD,5,", "netAmount", wrong(number));
    check("2026-07-02T12:05:45,b,G,CREDIT,C,\"5,00\",USD,5,", "netAmount", wrong(number));
    check(
        "2026-07-02T12:05:45,b,G,CREDIT,C,5,$,5,",
        "currency",
        wrong(crate::money::MoneyError::UnknownCommodity),
    );
    check("2026-07-02T12:05:45,b,G,CREDIT,C,5,USD,five,", "balance", wrong(number));
    check("2026-07-02T12:05:45,b,G,GIFT,C,5,USD,5,", "type", RowReason::UnknownWord);
    check("2026-07-02T12:05:45,b,G,DEBIT,C,5,USD,5,", "netAmount", RowReason::WrongSign);
    check("2026-07-02T12:05:45,b,G,CREDIT,a;b,5,USD,5,", "kind", RowReason::NotAnAccount);
    check("2026-07-02T12:05:45,b,G", "", RowReason::FieldCount { fields: 3, columns: 9 });
}

#[test]
fn what_is_no_such_table_is_refused_as_a_whole() {
    let check = |bytes: &[u8], expected: &[(u32, &str, RowReason)]| {
        let faults = read_open_collective(bytes, "x").expect_err("refused");
        let told: Vec<_> =
            faults.iter().map(|one| (one.line, one.field.as_str(), one.reason.clone())).collect();
        assert_eq!(told, expected);
    };
    let missing = [(1, "shortId", RowReason::ColumnMissing), (1, "kind", RowReason::ColumnMissing)];
    check(b"datetime,description,type,netAmount,currency\n", &missing);
    let twice = format!("{HEAD},balance\n");
    check(twice.as_bytes(), &[(1, "balance", RowReason::ColumnTwice)]);
    let utf16: Vec<u8> = HEAD.encode_utf16().flat_map(u16::to_le_bytes).collect();
    check(&utf16, &[(0, "", RowReason::Utf16)]);
    let latin = [HEAD.as_bytes(), b"\n2026-07-02T12:05:45,b,Mar\xeda,CREDIT,C,5,USD,5,\n"].concat();
    check(&latin, &[(2, "", RowReason::NotUtf8)]);
    let marked = format!("\u{feff}{HEAD}\n");
    assert_eq!(read_open_collective(marked.as_bytes(), "x"), Ok(OpenCollective::default()));
}
