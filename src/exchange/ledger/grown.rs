//! Entries of another community's books -> transactions that a community which grew out of it can record.
//! What members were owed, and the funds, are told under `before`; mutual credit stays among those who
//! gave it. Invariant: after the last one no account holds anything, since nobody takes the money along.

use std::collections::BTreeMap;

use super::transaction;
use crate::clock::Date;
use crate::limits::POSTINGS_MAX;
use crate::message::economy::{Account, Origin, Posting, Root, Transaction};
use crate::money::{Commodity, Money};

/// Accounts that the books keep by themselves.
const KEPT: [&str; 6] = [
    "liabilities:members",
    "liabilities:credit",
    "equity:reserve",
    "equity:aid",
    "equity:commons",
    "equity:capital",
];

/// All entries that can be recorded elsewhere, and at the end what leaves everything where it was.
pub fn grown(
    entries: Vec<Transaction>,
    file: &str,
    on: Date,
    left_behind: &str,
) -> Vec<Transaction> {
    let mut history = Vec::new();
    let mut held: BTreeMap<(Commodity, Account), i128> = BTreeMap::new();
    for mut entry in entries {
        entry.postings.retain(|posting| posting.money.commodity != Commodity::credit());
        if entry.postings.is_empty() {
            continue;
        }
        for posting in &mut entry.postings {
            posting.account = before(&posting.account);
            let key = (posting.money.commodity.clone(), posting.account.clone());
            *held.entry(key).or_default() += i128::from(posting.money.units);
        }
        if entry.what.is_empty() {
            entry.what = entry.date.to_string();
        }
        history.push(entry);
    }
    let last = history.iter().map(|entry| entry.date).max().map_or(on, |last| last.max(on));
    let all = emptied(held);
    history.extend(all.into_iter().enumerate().map(|(number, postings)| {
        let entry = format!("left behind {number}");
        let origin = Some(Origin { file: file.to_owned(), entry });
        transaction((last, left_behind.to_owned()), postings, None, origin)
    }));
    history
}

/// The account in which it is told here.
fn before(account: &Account) -> Account {
    if !KEPT.iter().any(|kept| account.is_within(kept)) {
        return account.clone();
    }
    let root = account.root();
    let told = format!("{}:before:{}", root.word(), account.leaf());
    told.parse().unwrap_or_else(|_| all_before(root))
}

fn all_before(root: Root) -> Account {
    format!("{}:before", root.word()).parse().expect("a name below a root")
}

/// Postings that empty all accounts; so many together as a transaction can have.
fn emptied(held: BTreeMap<(Commodity, Account), i128>) -> Vec<Vec<Posting>> {
    let mut by_commodity: BTreeMap<Commodity, Vec<Posting>> = BTreeMap::new();
    for ((commodity, account), units) in held {
        if let Some(money) = Money::new(-units, commodity.clone()).filter(|one| one.units != 0) {
            by_commodity.entry(commodity).or_default().push(Posting { account, money });
        }
    }
    let mut all = Vec::new();
    for (commodity, postings) in by_commodity {
        for some in postings.chunks(POSTINGS_MAX - 1) {
            let sum: i128 = some.iter().map(|one| i128::from(one.money.units)).sum();
            let mut some = some.to_vec();
            if let Some(money) = Money::new(-sum, commodity.clone()).filter(|one| one.units != 0) {
                some.push(Posting { account: all_before(Root::Equity), money });
            }
            all.push(some);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, postings: &[(&str, &str)]) -> Transaction {
        let posting = |(account, money): &(&str, &str)| Posting {
            account: account.parse().expect("an account"),
            money: money.parse().expect("an amount"),
        };
        let origin = Some(Origin { file: "phyle:x".to_owned(), entry: name.to_owned() });
        let date = "2026-03-28".parse().expect("a day");
        let postings = postings.iter().map(posting).collect();
        transaction((date, format!("Entry {name}")), postings, None, origin)
    }

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn ext_1_history_comes_along_and_the_money_stays() {
        let entries = vec![
            entry("a", &[("assets:bank", "10.00 EUR"), ("income:edition", "-10.00 EUR")]),
            entry(
                "b",
                &[
                    ("income:edition", "10.00 EUR"),
                    ("equity:reserve", "-4.00 EUR"),
                    ("liabilities:members:Inés", "-6.00 EUR"),
                ],
            ),
            entry(
                "c",
                &[
                    ("liabilities:credit:Awa", "8.00 credit"),
                    ("liabilities:credit:Inés", "-8.00 credit"),
                ],
            ),
        ];
        let grown = grown(entries, "phyle:x", day("2026-04-05"), "It stays there.");
        let said: Vec<&str> = grown.iter().map(|one| one.what.as_str()).collect();
        assert_eq!(said, ["Entry a", "Entry b", "It stays there."]);
        let accounts: Vec<String> =
            grown[1].postings.iter().map(|one| one.account.to_string()).collect();
        assert_eq!(
            accounts,
            ["income:edition", "equity:before:reserve", "liabilities:before:members:Inés"]
        );
        assert_eq!(grown[2].date, day("2026-04-05"));
        let mut sums: BTreeMap<(Account, Commodity), i64> = BTreeMap::new();
        for posting in grown.iter().flat_map(|one| &one.postings) {
            let key = (posting.account.clone(), posting.money.commodity.clone());
            *sums.entry(key).or_default() += posting.money.units;
        }
        assert!(sums.values().all(|units| *units == 0), "{sums:?}");
    }

    #[test]
    fn ext_1_many_accounts_are_emptied_in_several_entries() {
        let many: Vec<Transaction> = (0..250)
            .map(|number| {
                let account = format!("expenses:{number}");
                entry(&account, &[(&account, "1.00 EUR"), ("assets:bank", "-1.00 EUR")])
            })
            .collect();
        let grown = grown(many, "phyle:x", day("2026-04-05"), "It stays there.");
        let last = &grown[250..];
        assert_eq!(last.len(), 3);
        for one in last {
            assert!(one.postings.len() <= POSTINGS_MAX);
            assert_eq!(one.postings.iter().map(|one| one.money.units).sum::<i64>(), 0);
        }
        let names: Vec<_> =
            last.iter().map(|one| one.origin.as_ref().map(|one| &one.entry)).collect();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn ext_1_a_name_that_grows_too_long_is_told_as_one_with_others() {
        let long = format!("liabilities:members:{}", "x".repeat(100));
        let account: Account = long.parse().expect("an account");
        assert_eq!(before(&account).name(), "liabilities:before");
    }
}
