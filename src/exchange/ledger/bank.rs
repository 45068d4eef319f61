//! A bank's table of movements -> transactions between its account and `income:uncategorised` or
//! `expenses:uncategorised`. Columns are guessed from their names in English and Spanish. Dates and
//! decimals are read as the whole table shows that they are meant; where it does not show it, nothing
//! is guessed.

mod balance;

pub use balance::closing_balance;

use super::number::{Mark, plain};
use super::table::{Column, Row, Table};
use super::{Faults, Names, account, line_of};
use crate::clock::Date;
use crate::message::economy::{Account, Posting, RowFault, RowReason, Transaction};
use crate::money::{Commodity, Money, MoneyError};

/// Which comes first in `1/2/2026`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOrder {
    DayFirst,
    MonthFirst,
}

/// What a reader is told beside the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankMapping {
    /// The file's name among origins: the same for a newer version of it.
    pub file: String,
    /// Such as `assets:bank`.
    pub account: Account,
    /// What amounts without a currency are in.
    pub commodity: Commodity,
    /// Names of columns, where they are not to be guessed.
    pub date: Option<String>,
    pub description: Option<String>,
    pub amount: Option<String>,
    /// Where the table itself does not show it.
    pub days: Option<DayOrder>,
    pub mark: Option<Mark>,
}

impl BankMapping {
    /// All is guessed.
    pub fn new(file: &str, commodity: Commodity) -> Self {
        Self {
            file: file.to_owned(),
            account: account("assets:bank"),
            commodity,
            date: None,
            description: None,
            amount: None,
            days: None,
            mark: None,
        }
    }
}

/// Names of columns, the likeliest first.
const DATES: &[&str] = &[
    "date",
    "booking date",
    "transaction date",
    "completed date",
    "posting date",
    "value date",
    "fecha",
    "fecha de operación",
    "fecha operación",
    "fecha operacion",
    "f. operación",
    "fecha contable",
    "fecha de valor",
    "fecha valor",
    "f. valor",
];
const DESCRIPTIONS: &[&str] = &[
    "description",
    "details",
    "transaction details",
    "narrative",
    "payee",
    "memo",
    "reference",
    "text",
    "concepto",
    "descripción",
    "descripcion",
    "detalle",
    "movimiento",
    "observaciones",
];
const AMOUNTS: &[&str] = &["amount", "importe", "cantidad", "monto", "value", "valor"];
const INS: &[&str] =
    &["credit", "credit amount", "paid in", "money in", "abono", "abonos", "haber"];
const OUTS: &[&str] =
    &["debit", "debit amount", "paid out", "money out", "cargo", "cargos", "debe"];
const BALANCES: &[&str] = &[
    "balance",
    "running balance",
    "account balance",
    "balance after transaction",
    "saldo",
    "saldo contable",
    "saldo disponible",
];
const CURRENCIES: &[&str] = &["currency", "moneda", "divisa"];

/// Reads the table. Rows without an amount are left out.
pub fn read_bank_csv(text: &str, mapping: &BankMapping) -> Result<Vec<Transaction>, Vec<RowFault>> {
    let table = Table::read(text)?;
    let mut faults = Faults::default();
    let Some(columns) = Columns::find(&table, mapping, &mut faults) else { return Err(faults.0) };
    let rows: Vec<Row<'_>> = table.rows().collect();
    let ways = Ways {
        mapping,
        days: mapping.days.or_else(|| day_order(&rows, columns.date)),
        mark: mapping.mark.or_else(|| columns.mark(&rows)),
    };
    let mut names = Names::default();
    let mut done = Vec::new();
    for row in rows {
        match columns.read(row, &ways) {
            Err((field, reason)) => faults.add(row.line, field, reason),
            Ok((_, _, money)) if money.units == 0 => {}
            Ok((date, what, money)) => {
                let postings = postings(&mapping.account, money);
                done.push(names.transaction(&mapping.file, (date, what), postings, None));
            }
        }
    }
    faults.or(done)
}

fn postings(bank: &Account, money: Money) -> Vec<Posting> {
    let other = if money.units > 0 { "income:uncategorised" } else { "expenses:uncategorised" };
    let other = Posting { account: account(other), money: money.negated() };
    vec![Posting { account: bank.clone(), money }, other]
}

struct Columns {
    date: Column,
    description: Column,
    amount: Amounts,
    currency: Option<Column>,
}

/// One column with signs, or one for each direction.
enum Amounts {
    Signed(Column),
    Split { inward: Column, outward: Column },
}

impl Columns {
    fn find(table: &Table, mapping: &BankMapping, faults: &mut Faults) -> Option<Self> {
        let date = named(table, mapping.date.as_deref(), DATES, faults);
        let description = named(table, mapping.description.as_deref(), DESCRIPTIONS, faults);
        let amount = match mapping.amount.as_deref() {
            Some(name) => table.need(name, faults),
            None => guess(table, AMOUNTS, faults),
        };
        let split = guess(table, INS, faults).zip(guess(table, OUTS, faults));
        let amount = match (amount, split) {
            (Some(column), _) => Some(Amounts::Signed(column)),
            (None, Some((inward, outward))) => Some(Amounts::Split { inward, outward }),
            (None, None) if mapping.amount.is_some() => None,
            (None, None) => {
                faults.add(1, AMOUNTS[0], RowReason::ColumnMissing);
                None
            }
        };
        let currency = guess(table, CURRENCIES, faults);
        let (date, description, amount) = (date?, description?, amount?);
        let columns = Self { date, description, amount, currency };
        faults.0.is_empty().then_some(columns)
    }

    fn amounts(&self) -> Vec<Column> {
        match self.amount {
            Amounts::Signed(column) => vec![column],
            Amounts::Split { inward, outward } => vec![inward, outward],
        }
    }

    /// What stands before the decimals, where any amount of the table shows it.
    fn mark(&self, rows: &[Row<'_>]) -> Option<Mark> {
        let amounts = self.amounts();
        let numbers = rows.iter().flat_map(|row| amounts.iter().map(|column| row.get(*column)));
        numbers.filter_map(|text| Mark::certain(&parts(text).1)).next()
    }

    fn read(
        &self,
        row: Row<'_>,
        ways: &Ways<'_>,
    ) -> Result<(Date, String, Money), (&'static str, RowReason)> {
        let date = ways.date(row.get(self.date)).map_err(|reason| ("date", reason))?;
        let what = match line_of(row.get(self.description)) {
            what if what.is_empty() => ways.mapping.account.to_string(),
            what => what,
        };
        let commodity = match row.get_if(self.currency) {
            "" => None,
            code => {
                Some(code.parse().map_err(|error| ("currency", RowReason::NotAnAmount(error)))?)
            }
        };
        let money = |column| ways.money(row.get(column), commodity.as_ref());
        let money = match self.amount {
            Amounts::Signed(column) => match row.get(column) {
                "" => Err(RowReason::Empty),
                _ => money(column),
            },
            Amounts::Split { inward, outward } => match (row.get(inward), row.get(outward)) {
                ("", "") => Err(RowReason::Empty),
                (_, "") => money(inward),
                // Some banks write what goes out with its sign, some without.
                ("", _) => money(outward).map(|money| Money { units: -money.units.abs(), ..money }),
                (_, _) => money(inward).and_then(|one| match money(outward)? {
                    other if other.units == 0 => Ok(one),
                    other if one.units == 0 => Ok(Money { units: -other.units.abs(), ..other }),
                    _ => Err(RowReason::WrongSign),
                }),
            },
        };
        Ok((date, what, money.map_err(|reason| ("amount", reason))?))
    }
}

/// The column that was named, or the likeliest.
fn named(
    table: &Table,
    name: Option<&str>,
    likely: &[&str],
    faults: &mut Faults,
) -> Option<Column> {
    if let Some(name) = name {
        return table.need(name, faults);
    }
    let found = guess(table, likely, faults);
    if found.is_none() && faults.0.iter().all(|fault| !likely.contains(&fault.field.as_str())) {
        faults.add(1, likely[0], RowReason::ColumnMissing);
    }
    found
}

/// The first of these names that the table has, by itself or before a bracket as in `Importe (EUR)`.
fn guess(table: &Table, likely: &[&str], faults: &mut Faults) -> Option<Column> {
    let plainly = likely.iter().find(|name| table.columns().iter().any(|column| column == *name));
    if let Some(name) = plainly {
        return table.may(name, faults);
    }
    let begins = |column: &&String| {
        likely.iter().any(|name| {
            column.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('('))
        })
    };
    let name = table.columns().iter().find(begins)?;
    table.may(name, faults)
}

/// How the table is to be read.
struct Ways<'a> {
    mapping: &'a BankMapping,
    days: Option<DayOrder>,
    mark: Option<Mark>,
}

/// Day, month and year as numbers, in the order in which they stand, and whether the year is first.
fn date_parts(text: &str) -> Option<([u16; 3], bool)> {
    let text = text.split([' ', 'T']).next().unwrap_or_default();
    let mark = text.chars().find(|letter| matches!(letter, '-' | '/' | '.'))?;
    let parts: Vec<&str> = text.split(mark).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let number = |part: &str| {
        let fits = (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse().ok().filter(|_| fits)
    };
    Some(([number(first)?, number(second)?, number(third)?], first.len() == 4))
}

/// Which comes first, where any date of the table shows it.
fn day_order(rows: &[Row<'_>], column: Column) -> Option<DayOrder> {
    let dates = rows.iter().filter_map(|row| date_parts(row.get(column)));
    dates.filter(|(_, is_year_first)| !is_year_first).find_map(|([first, second, _], _)| {
        match (first > 12, second > 12) {
            (true, false) => Some(DayOrder::DayFirst),
            (false, true) => Some(DayOrder::MonthFirst),
            (true, true) | (false, false) => None,
        }
    })
}

impl Ways<'_> {
    fn date(&self, text: &str) -> Result<Date, RowReason> {
        let ([first, second, third], is_year_first) =
            date_parts(text).ok_or(RowReason::NotADate)?;
        let (year, month, day) = match (is_year_first, self.days) {
            (true, _) => (first, second, third),
            (false, Some(DayOrder::MonthFirst)) => (third, first, second),
            (false, Some(DayOrder::DayFirst)) => (third, second, first),
            (false, None) if first == second => (third, second, first),
            (false, None) => return Err(RowReason::DateAmbiguous),
        };
        let year = if year < 100 { year + 2000 } else { year };
        let small = |number: u16| i8::try_from(number).ok();
        let date = i16::try_from(year).ok().zip(small(month)).zip(small(day));
        let date = date.and_then(|((year, month), day)| Date::new(year, month, day));
        date.ok_or(RowReason::NotADate)
    }

    fn money(&self, text: &str, named: Option<&Commodity>) -> Result<Money, RowReason> {
        let wrong = RowReason::NotAnAmount;
        let (is_below, number, sign) = parts(text);
        if number.is_empty() {
            return Err(wrong(MoneyError::NotANumber));
        }
        let own = named.unwrap_or(&self.mapping.commodity);
        let said = match sign.as_str() {
            // Several currencies have it.
            "" | "$" => own.clone(),
            "€" => Commodity::clone(&"EUR".parse().map_err(wrong)?),
            "£" => "GBP".parse().map_err(wrong)?,
            code => code.parse().map_err(wrong)?,
        };
        if said != *own {
            return Err(RowReason::OtherCommodity);
        }
        // What no number of the table shows does not matter where this one has no mark.
        let has_mark = Mark::in_number(&number).is_some();
        let mark = match self.mark {
            Some(mark) => mark,
            None if has_mark => return Err(RowReason::NumberAmbiguous),
            None => Mark::Point,
        };
        let digits = plain(&number, mark).ok_or(wrong(MoneyError::NotANumber))?;
        let money = Money::read(&digits, said).map_err(wrong)?;
        Ok(if is_below { money.negated() } else { money })
    }
}

/// An amount's sign, its number, and what stands beside it: `-12,50 €`, `(12.50)`, `12.50-`.
fn parts(text: &str) -> (bool, String, String) {
    let text = text.trim().replace('\u{2212}', "-");
    let bracketed = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let is_digit = |letter: char| letter.is_ascii_digit();
    let inner = bracketed.unwrap_or(&text);
    let start = inner.find(is_digit).unwrap_or(inner.len());
    let end = inner.rfind(is_digit).map_or(start, |at| at + 1);
    let beside = format!("{}{}", &inner[..start], &inner[end..]);
    let minus = beside.matches('-').count();
    let sign = beside.replace(['-', '+', ' ', '\u{a0}', '\u{202f}'], "");
    let is_below = bracketed.is_some() != (minus == 1);
    // Two signs are no number.
    let number = if minus > 1 { String::new() } else { inner[start..end].to_owned() };
    (is_below, number, sign)
}

#[cfg(test)]
mod tests;
