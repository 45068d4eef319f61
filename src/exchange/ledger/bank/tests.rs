//! Tests: tables of banks in, transactions or named rows out.

use super::*;
use crate::exchange::ledger::fault;

fn mapping() -> BankMapping {
    BankMapping::new("bank", "EUR".parse().expect("a currency"))
}

fn read(text: &str) -> Result<Vec<String>, Vec<RowFault>> {
    let told = |one: &Transaction| {
        let [bank, other] = one.postings.as_slice() else { panic!("{one:?}") };
        assert_eq!(bank.money, other.money.negated());
        format!("{} {} {} {}", one.date, one.what, bank.money, other.account.leaf())
    };
    read_bank_csv(text, &mapping()).map(|all| all.iter().map(told).collect())
}

#[test]
fn tables_in_english_and_spanish_are_read() {
    let check = |text: &str, expected: &[&str]| {
        let expected = expected.iter().map(|one| (*one).to_owned()).collect();
        assert_eq!(read(text), Ok(expected), "{text}");
    };
    let both =
        ["2026-03-13 Rent -1234.50 EUR uncategorised", "2026-03-02 Gift 20.00 EUR uncategorised"];
    check("Date,Description,Amount\n2026-03-13,Rent,-1234.50\n2026-03-02,Gift,20\n", &both);
    check(
        "Fecha;Concepto;Importe;Saldo\n13/03/2026;Rent;-1.234,50;5,00\n02/03/2026;Gift;20,00;1\n",
        &both,
    );
    check("Amount\tDetails\tBooking Date\n-1,234.50 EUR\tRent\t3/13/26\n20\tGift\t3/2/26\n", &both);
    check(
        "Fecha operación,Concepto,Importe (EUR)\n13.03.2026,Rent,\"-1.234,50 €\"\n02.03.2026,Gift,\"20,00 €\"",
        &both,
    );
    check(
        "Date,Description,Debit,Credit\n2026-03-13 10:20,Rent,1234.50,\n2026-03-02,Gift,,20.00\n",
        &both,
    );
    check(
        "Date,Description,Amount,Currency\n2026-03-13,Rent,(1234.50),EUR\n2026-03-02,Gift,20.00,EUR\n",
        &both,
    );
    check(
        "Fecha;Concepto;Cargo;Abono\n13/03/2026;Rent;−1 234,50;0,00\n02/03/2026;Gift;0,00;20,00\n",
        &both,
    );
    check("Date,Description,Amount\n2026-03-13,Nothing,0.00\n", &[]);
}

#[test]
fn what_could_be_two_things_is_refused_unless_it_is_said() {
    let check = |text: &str, faults: &[(usize, &str, RowReason)]| {
        let expected =
            faults.iter().map(|(line, field, reason)| fault(*line, field, reason.clone()));
        assert_eq!(read(text), Err(expected.collect()), "{text}");
    };
    let dates = "Date,Description,Amount\n01/02/2026,Rent,5\n03/03/2026,Rent,6\n";
    check(dates, &[(2, "date", RowReason::DateAmbiguous)]);
    let numbers = "Date,Description,Amount\n2026-03-02,Rent,\"1,234\"\n";
    check(numbers, &[(2, "amount", RowReason::NumberAmbiguous)]);
    let told =
        BankMapping { days: Some(DayOrder::MonthFirst), mark: Some(Mark::Point), ..mapping() };
    let day = |text| read_bank_csv(text, &told).map(|all| all[0].date.to_string());
    assert_eq!(day(dates), Ok("2026-01-02".to_owned()));
    let units = |text| read_bank_csv(text, &told).map(|all| all[0].postings[0].money.units);
    assert_eq!(units(numbers), Ok(123_400));
}

#[test]
fn what_is_wrong_is_named() {
    let check = |row: &str, field: &str, reason: RowReason| {
        let text = format!("Date,Description,Amount,Currency\n2026-03-01,x,1.50,\n{row}\n");
        assert_eq!(read(&text), Err(vec![fault(3, field, reason)]), "{row}");
    };
    let wrong = RowReason::NotAnAmount;
    check("2026-02-30,x,1.00,", "date", RowReason::NotADate);
    check("yesterday,x,1.00,", "date", RowReason::NotADate);
    check("2026-03-02,x,,", "amount", RowReason::Empty);
    check("2026-03-02,x,--1.00,", "amount", wrong(MoneyError::NotANumber));
    check("2026-03-02,x,1.2.3,", "amount", wrong(MoneyError::NotANumber));
    check("2026-03-02,x,1.005,", "amount", wrong(MoneyError::TooFine));
    check("2026-03-02,x,five,", "amount", wrong(MoneyError::NotANumber));
    check("2026-03-02,x,$,", "amount", wrong(MoneyError::NotANumber));
    check("2026-03-02,x,1.00 USD,", "amount", RowReason::OtherCommodity);
    check("2026-03-02,x,£1.00,EUR", "amount", RowReason::OtherCommodity);
    check("2026-03-02,x,1.00,euros!", "currency", wrong(MoneyError::UnknownCommodity));
    let faults = read("Day,Words\n").expect_err("refused");
    let fields: Vec<&str> = faults.iter().map(|fault| fault.field.as_str()).collect();
    assert_eq!(fields, ["date", "description", "amount"]);
    let other = BankMapping { date: Some("Booked".to_owned()), ..mapping() };
    let faults = read_bank_csv("Date,Description,Amount\n", &other);
    assert_eq!(faults, Err(vec![fault(1, "Booked", RowReason::ColumnMissing)]));
}

#[test]
fn eco_1_a_newer_table_names_the_same_rows_alike() {
    let old = "Date,Description,Amount\n2026-03-01,Bread,-2.50\n2026-03-01,Bread,-2.50\n";
    let new = "Date,Description,Amount\n2026-03-05,Milk,-1.10\n2026-03-01,Bread,-2.50\n2026-03-01,Bread,-2.50\n";
    let names = |text| {
        let read = read_bank_csv(text, &mapping()).expect("rows");
        read.into_iter().filter_map(|one| one.origin).collect::<Vec<_>>()
    };
    let (old, new) = (names(old), names(new));
    assert!(old[0] != old[1] && new[1..] == old[..] && !old.contains(&new[0]));
}

#[test]
fn the_closing_balance_is_that_of_the_newest_row() {
    let check = |text: &str, expected: Option<(&str, &str)>| {
        let found = closing_balance(text, &mapping());
        let found = found.map(|(date, money)| (date.to_string(), money.to_string()));
        let expected = expected.map(|(date, money)| (date.to_owned(), money.to_owned()));
        assert_eq!(found, expected, "{text}");
    };
    let newest_first =
        "Fecha;Concepto;Importe;Saldo\n13/03/2026;Rent;-1,50;18,50\n02/03/2026;Gift;20,00;20,00\n";
    check(newest_first, Some(("2026-03-13", "18.50 EUR")));
    let oldest_first = "Date,Description,Amount,Balance\n2026-03-02,Gift,20.00,20.00\n2026-03-13,Rent,-1.50,18.50\n";
    check(oldest_first, Some(("2026-03-13", "18.50 EUR")));
    // Of one day the amounts tell which row is the newest; where they do not, nothing is guessed.
    let up = "Date,Description,Amount,Balance\n2026-03-02,Rent,-1.50,18.50\n2026-03-02,Gift,20.00,20.00\n";
    check(up, Some(("2026-03-02", "18.50 EUR")));
    let down = "Date,Description,Amount,Balance\n2026-03-02,Gift,20.00,20.00\n2026-03-02,Rent,-1.50,18.50\n";
    check(down, Some(("2026-03-02", "18.50 EUR")));
    check(
        "Date,Description,Amount,Balance\n2026-03-02,A,1.00,9.00\n2026-03-02,B,1.00,5.00\n",
        None,
    );
    check(
        "Date,Description,Amount,Balance\n2026-03-02,Gift,20.00,20.00\n",
        Some(("2026-03-02", "20.00 EUR")),
    );
    check("Date,Description,Amount\n2026-03-02,Gift,20.00\n", None);
    check("Date,Description,Amount,Balance\n2026-03-02,Gift,20.00,x\n", None);
}
