//! Balances that a journal says an account has -> those that it has not. As in hledger, postings
//! count by date, then as they stand in the file.

use std::collections::BTreeMap;

use super::lines::Amount;
use crate::clock::Date;
use crate::exchange::ledger::Faults;
use crate::message::economy::{Account, RowReason};
use crate::money::{Commodity, Money, UNITS_MAX};

/// A posting, and what the journal says that its account has after it.
#[derive(Debug)]
pub(super) struct Check {
    pub(super) line: usize,
    pub(super) date: Date,
    pub(super) account: Account,
    pub(super) amounts: Vec<Money>,
    pub(super) said: Option<Amount>,
}

/// Names each balance that is not so.
pub(super) fn check(mut checks: Vec<Check>, faults: &mut Faults) {
    checks.sort_by_key(|check| check.date);
    let mut balances: BTreeMap<(&Account, &Commodity), i128> = BTreeMap::new();
    for check in &checks {
        for money in &check.amounts {
            let balance = balances.entry((&check.account, &money.commodity)).or_default();
            *balance += i128::from(money.units);
        }
        let said = check.said.as_ref().map(Amount::money);
        let said = match said {
            None | Some(Ok(None)) => continue,
            Some(Ok(Some(said))) => said,
            Some(Err(reason)) => {
                faults.add(check.line, "balance", reason);
                continue;
            }
        };
        let has = balances.get(&(&check.account, &said.commodity)).copied().unwrap_or_default();
        if has != i128::from(said.units) {
            let most = i128::from(UNITS_MAX);
            let units =
                i64::try_from(has.clamp(-most, most)).expect("within what an amount can be");
            let is = Money { commodity: said.commodity.clone(), units };
            faults.add(check.line, "balance", RowReason::WrongBalance { said, is });
        }
    }
}
