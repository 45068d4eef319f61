//! A year in figures: what came in and went out by month, and what the accounts come to.

use std::collections::BTreeMap;

use super::Scene;
use crate::clock::Date;
use crate::domain::economy::books::{Booked, BookedKind};
use crate::message::economy::view::{MonthSum, Reports};
use crate::message::economy::{Account, Posting, Root};
use crate::money::{Commodity, Money};

type Sums<'a> = BTreeMap<(&'a Account, &'a Commodity), i128>;

fn add<'a>(sums: &mut Sums<'a>, posting: &'a Posting) {
    let key = (&posting.account, &posting.money.commodity);
    *sums.entry(key).or_default() += i128::from(posting.money.units);
}

fn postings(sums: Sums<'_>) -> Vec<Posting> {
    let some = sums.into_iter().filter(|(_, units)| *units != 0);
    some.filter_map(|((account, commodity), units)| {
        let money = Money::new(units, commodity.clone())?;
        Some(Posting { account: account.clone(), money })
    })
    .collect()
}

impl Scene<'_> {
    pub(super) fn reports(&self, year: i16) -> Reports {
        let mut months: BTreeMap<(Date, &Commodity), (i128, i128)> = BTreeMap::new();
        let (mut income, mut expenses) = (Sums::new(), Sums::new());
        // Sharing out empties income and expenses: that is no income and no expense.
        let is_earned = |booked: &Booked| !matches!(booked.kind, BookedKind::SharedOut { .. });
        for booked in self.books.of_year(year).filter(|booked| is_earned(booked)) {
            for posting in &booked.postings {
                let units = i128::from(posting.money.units);
                let key = (booked.date.month_start(), &posting.money.commodity);
                match posting.account.root() {
                    Root::Income => {
                        months.entry(key).or_default().0 -= units;
                        add(&mut income, posting);
                    }
                    Root::Expenses => {
                        months.entry(key).or_default().1 += units;
                        add(&mut expenses, posting);
                    }
                    Root::Assets | Root::Liabilities | Root::Equity => {}
                }
            }
        }
        let month =
            |((month, commodity), (income, expenses)): ((Date, &Commodity), (i128, i128))| {
                Some(MonthSum {
                    month,
                    income: Money::new(income, commodity.clone())?,
                    expenses: Money::new(expenses, commodity.clone())?,
                })
            };
        Reports {
            year,
            years: self.books.years().into_iter().collect(),
            months: months.into_iter().filter_map(month).collect(),
            trial: self.books.trial_at(year),
            income: postings(income),
            expenses: postings(expenses),
        }
    }
}
