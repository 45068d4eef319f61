//! The table of transactions that Open Collective gives -> transactions. Each row moves its net amount
//! between `assets:open collective` and what it is for. Its own column of balances is checked against
//! the sum of the rows, and never believed.

use std::collections::{BTreeMap, BTreeSet};

use super::table::{Column, Row, Table};
use super::{Faults, account, fault, line_of, text_of, transaction};
use crate::clock::Date;
use crate::message::economy::{Account, Origin, Posting, Root, RowFault, RowReason, Transaction};
use crate::money::{Commodity, Money, UNITS_MAX};

/// What a table of Open Collective comes to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpenCollective {
    /// The oldest first.
    pub transactions: Vec<Transaction>,
    /// Rows whose balance is not the sum up to there; the oldest first.
    pub wrong_balances: Vec<RowFault>,
    /// What the newest row says that the account came to.
    pub closing: Option<(Date, Money)>,
}

/// Reads the table. `name` stands for the account where the table does not say it. Rows without an
/// amount are left out.
pub fn read_open_collective(bytes: &[u8], name: &str) -> Result<OpenCollective, Vec<RowFault>> {
    let table = Table::read(text_of(bytes)?)?;
    let mut faults = Faults::default();
    let Some(columns) = Columns::find(&table, &mut faults) else { return Err(faults.0) };
    let mut ids = BTreeSet::new();
    let mut rows = Vec::new();
    for row in table.rows() {
        match columns.read(row, name) {
            Err((field, reason)) => faults.add(row.line, field, reason),
            Ok(read) if !ids.insert(read.origin.clone()) => {
                faults.add(row.line, "shortId", RowReason::Twice);
            }
            Ok(read) => rows.push(read),
        }
    }
    // A file that is cut off has another account of time, not another order.
    if rows.first().map(|row| row.time.as_str()) > rows.last().map(|row| row.time.as_str()) {
        rows.reverse();
    }
    let wrong_balances = wrong_balances(&rows);
    let closing = rows.last().and_then(|row| Some((row.date, row.said.clone()?)));
    let transactions = rows.into_iter().filter(|row| row.money.units != 0).map(Read::told);
    faults.or(OpenCollective { transactions: transactions.collect(), wrong_balances, closing })
}

struct Columns {
    datetime: Column,
    id: Column,
    description: Column,
    direction: Column,
    kind: Column,
    net: Column,
    currency: Column,
    refund: Option<Column>,
    balance: Option<Column>,
    slug: Option<Column>,
    opposite: Option<Column>,
    expense: Option<Column>,
}

/// A row that is right in itself.
struct Read {
    line: usize,
    time: String,
    date: Date,
    what: String,
    origin: Origin,
    money: Money,
    other: Account,
    said: Option<Money>,
}

impl Columns {
    fn find(table: &Table, faults: &mut Faults) -> Option<Self> {
        let mut need = |name| table.need(name, faults);
        let all = (
            need("datetime"),
            need("shortId"),
            need("description"),
            need("type"),
            need("kind"),
            need("netAmount"),
            need("currency"),
        );
        let refund = table.may("isRefund", faults);
        let balance = table.may("balance", faults);
        let slug = table.may("accountSlug", faults);
        let opposite = table.may("oppositeAccountName", faults);
        let expense = table.may("expenseType", faults);
        let (datetime, id, description, direction, kind, net, currency) = all;
        let all = Self {
            datetime: datetime?,
            id: id?,
            description: description?,
            direction: direction?,
            kind: kind?,
            net: net?,
            currency: currency?,
            refund,
            balance,
            slug,
            opposite,
            expense,
        };
        faults.0.is_empty().then_some(all)
    }

    fn read(&self, row: Row<'_>, name: &str) -> Result<Read, (&'static str, RowReason)> {
        let time = row.get(self.datetime);
        let date = utc_date(time).ok_or(("datetime", RowReason::NotADate))?;
        let entry = row.get(self.id);
        if entry.is_empty() {
            return Err(("shortId", RowReason::Empty));
        }
        let wrong = |field| move |error| (field, RowReason::NotAnAmount(error));
        let currency: Commodity = row.get(self.currency).parse().map_err(wrong("currency"))?;
        let net = row.get(self.net);
        let money = Money::read(net, currency.clone()).map_err(wrong("netAmount"))?;
        let is_in = match row.get(self.direction) {
            "CREDIT" => true,
            "DEBIT" => false,
            _ => return Err(("type", RowReason::UnknownWord)),
        };
        if money.units != 0 && (money.units > 0) != is_in {
            return Err(("netAmount", RowReason::WrongSign));
        }
        let said = match row.get_if(self.balance) {
            "" => None,
            said => Some(Money::read(said, currency).map_err(wrong("balance"))?),
        };
        let slug = match row.get_if(self.slug) {
            "" => name,
            slug => slug,
        };
        let origin =
            Origin { file: format!("opencollective:{}", line_of(slug)), entry: line_of(entry) };
        // What is given back is taken off what it was.
        let is_refund = !row.get_if(self.refund).is_empty();
        let root = if is_in == is_refund { Root::Expenses } else { Root::Income };
        let other = self.account(root, row).ok_or(("kind", RowReason::NotAnAccount))?;
        let (time, what) = (time.to_owned(), self.what(row));
        Ok(Read { line: row.line, time, date, what, origin, money, other, said })
    }

    /// `income:contribution`, `expenses:host fee`, `expenses:invoice`.
    fn account(&self, root: Root, row: Row<'_>) -> Option<Account> {
        let kind = match (row.get(self.kind), row.get_if(self.expense)) {
            ("EXPENSE", expense) if !expense.is_empty() => expense,
            (kind, _) => kind,
        };
        let words = line_of(&kind.replace('_', " ")).to_lowercase();
        format!("{}:{words}", root.word()).parse().ok()
    }

    /// What the row says, and with whom, where it does not say so.
    fn what(&self, row: Row<'_>) -> String {
        let said = row.get(self.description);
        let with = row.get_if(self.opposite);
        match (said, with) {
            ("", with) => line_of(with),
            (said, with) if said.contains(with) => line_of(said),
            (said, with) => line_of(&format!("{said} ({with})")),
        }
    }
}

/// The day of `2026-07-07T16:13:02`, which is in UTC.
fn utc_date(time: &str) -> Option<Date> {
    let (date, time) = time.split_once('T')?;
    let time = time.strip_suffix('Z').unwrap_or(time);
    let (time, rest) = time.split_once('.').unwrap_or((time, ""));
    let parts: Vec<&str> = time.split(':').collect();
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let has_time = parts.len() == 3 && parts.iter().all(|part| part.len() == 2 && is_number(part));
    date.parse().ok().filter(|_| has_time && is_number(rest))
}

impl Read {
    fn told(self) -> Transaction {
        let posting = |account, money| Posting { account, money };
        let postings = vec![
            posting(account("assets:open collective"), self.money.clone()),
            posting(self.other, self.money.negated()),
        ];
        transaction((self.date, self.what), postings, None, Some(self.origin))
    }
}

/// Compares each balance with the sum of all rows up to it. The first row of an account is where the
/// sum begins, as a table may begin later than the account.
fn wrong_balances(rows: &[Read]) -> Vec<RowFault> {
    let mut sums: BTreeMap<(&str, &Commodity), i128> = BTreeMap::new();
    let mut wrong = Vec::new();
    for row in rows {
        let (net, said) = (i128::from(row.money.units), &row.said);
        let key = (row.origin.file.as_str(), &row.money.commodity);
        let before = || said.as_ref().map_or(0, |said| i128::from(said.units) - net);
        let sum = sums.entry(key).or_insert_with(before);
        *sum += net;
        let Some(said) = said.as_ref().filter(|said| i128::from(said.units) != *sum) else {
            continue;
        };
        let most = i128::from(UNITS_MAX);
        let units = i64::try_from((*sum).clamp(-most, most)).expect("within what an amount can be");
        let is = Money { commodity: said.commodity.clone(), units };
        let reason = RowReason::WrongBalance { said: said.clone(), is };
        wrong.push(fault(row.line, "balance", reason));
    }
    wrong
}

#[cfg(test)]
mod tests;
