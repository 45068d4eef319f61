//! What a bank's table says that the account came to in the end; to be laid beside the books, never
//! believed.

use super::{BALANCES, BankMapping, Columns, Faults, Row, Table, Ways, day_order, guess};
use crate::clock::Date;
use crate::money::Money;

/// The balance of the newest row, where the table has such a column and shows which row that is.
pub fn closing_balance(text: &str, mapping: &BankMapping) -> Option<(Date, Money)> {
    let table = Table::read(text).ok()?;
    let mut faults = Faults::default();
    let columns = Columns::find(&table, mapping, &mut faults)?;
    let balance = guess(&table, BALANCES, &mut faults)?;
    let rows: Vec<Row<'_>> = table.rows().collect();
    let ways = Ways {
        mapping,
        days: mapping.days.or_else(|| day_order(&rows, columns.date)),
        mark: mapping.mark.or_else(|| columns.mark(&rows)),
    };
    let read = |row: &Row<'_>| {
        let (date, _, moved) = columns.read(*row, &ways).ok()?;
        let said = ways.money(row.get(balance), Some(&moved.commodity)).ok()?;
        Some((date, moved, said))
    };
    let (first, last) = (read(rows.first()?)?, read(rows.last()?)?);
    let newest_first = match first.0.cmp(&last.0) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Equal if rows.len() == 1 => false,
        // Of one day: each balance follows from the one before, upwards or downwards.
        std::cmp::Ordering::Equal => {
            let second = read(rows.get(1)?)?;
            let follows = |before: &Money, moved: &Money, after: &Money| {
                before.units.checked_add(moved.units) == Some(after.units)
            };
            let upwards = follows(&second.2, &first.1, &first.2);
            let downwards = follows(&first.2, &second.1, &second.2);
            if upwards == downwards {
                return None;
            }
            upwards
        }
    };
    let (date, _, said) = if newest_first { first } else { last };
    Some((date, said))
}
