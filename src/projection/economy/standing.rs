//! What stands in accounts that others keep a list of too, to lay beside their file.

use std::collections::{BTreeMap, BTreeSet};

use super::Scene;
use crate::clock::Date;
use crate::domain::economy::books::{Booked, BookedKind};
use crate::id::CommandId;
use crate::limits::STANDING_ROWS_MAX;
use crate::message::economy::view::{Standing, StandingRow};
use crate::message::economy::{Account, Posting, Root};
use crate::money::{Commodity, Money};

/// Accounts that a bank or somebody else keeps a list of too.
fn is_listed(account: &Account) -> bool {
    let is_own = |name: &str| account.is_within(name);
    match account.root() {
        Root::Assets => true,
        Root::Liabilities => !["liabilities:members", "liabilities:credit", "liabilities:trade"]
            .into_iter()
            .any(is_own),
        Root::Equity | Root::Income | Root::Expenses => false,
    }
}

impl Scene<'_> {
    pub(super) fn standing(&self, from: Date, until: Date) -> Standing {
        // What was taken back later, and what takes it back, is nothing together.
        let reversed: BTreeSet<CommandId> =
            self.books
                .booked
                .values()
                .filter_map(|booked| {
                    if let BookedKind::Reversal { of } = booked.kind { Some(of) } else { None }
                })
                .collect();
        let mut sums: BTreeMap<(&Account, &Commodity), i128> = BTreeMap::new();
        let mut rows = Vec::new();
        for booked in self.books.booked.values().filter(|booked| booked.date <= until) {
            for posting in booked.postings.iter().filter(|one| is_listed(&one.account)) {
                let key = (&posting.account, &posting.money.commodity);
                *sums.entry(key).or_default() += i128::from(posting.money.units);
            }
            let is_reversal = matches!(booked.kind, BookedKind::Reversal { .. });
            if booked.date >= from && !is_reversal && !reversed.contains(&booked.id) {
                self.add_standing(booked, &mut rows);
            }
        }
        rows.sort_by(|one, other| {
            (one.date, one.id, &one.account).cmp(&(other.date, other.id, &other.account))
        });
        let is_cut = rows.len() > STANDING_ROWS_MAX;
        rows.truncate(STANDING_ROWS_MAX);
        let balance = |((account, commodity), units): ((&Account, &Commodity), i128)| {
            let money = Money::new(units, commodity.clone())?;
            Some(Posting { account: account.clone(), money })
        };
        let here = self.books.lines_between(from, until).into_iter().cloned().collect();
        let again = self.books.lines_again(from, until).into_iter().cloned().collect();
        Standing {
            rows,
            is_cut,
            here,
            again,
            balances: sums.into_iter().filter_map(balance).collect(),
        }
    }

    /// One row for each account and commodity that it moves.
    fn add_standing(&self, booked: &Booked, rows: &mut Vec<StandingRow>) {
        let mut moved: BTreeMap<(&Account, &Commodity), i128> = BTreeMap::new();
        for posting in booked.postings.iter().filter(|one| is_listed(&one.account)) {
            let key = (&posting.account, &posting.money.commodity);
            *moved.entry(key).or_default() += i128::from(posting.money.units);
        }
        for ((account, commodity), units) in moved {
            let Some(money) = Money::new(units, commodity.clone()) else { continue };
            let files = self.books.files_of(&booked.id);
            rows.push(StandingRow {
                id: booked.id,
                date: booked.date,
                what: self.sentence(booked),
                account: account.clone(),
                money,
                files: files.into_iter().map(str::to_owned).collect(),
            });
        }
    }
}
