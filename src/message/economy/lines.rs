//! Lines of a bank's or a collective's file, and the entries of the books that tell the same.

use serde::{Deserialize, Serialize};

use super::{Account, Origin, Transaction};
use crate::clock::Date;
use crate::id::CommandId;
use crate::money::Money;

/// A line of a file and the entry that tells the same movement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineMatch {
    pub origin: Origin,
    /// The line's own day.
    pub date: Date,
    /// Whose movement it is.
    pub account: Account,
    pub money: Money,
    /// What stands in the books already.
    pub entry: CommandId,
}

/// What an account gained or lost by one line of a file.
pub fn moved(transaction: &Transaction, account: &Account) -> Option<Money> {
    let mut own = transaction.postings.iter().filter(|one| one.account == *account);
    let first = own.next()?.money.clone();
    let units = own.try_fold(i128::from(first.units), |sum, one| {
        (one.money.commodity == first.commodity).then(|| sum + i128::from(one.money.units))
    })?;
    Money::new(units, first.commodity)
}
