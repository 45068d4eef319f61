//! Lines of a file laid beside what stands in the books of one account: which tell the same
//! movement. Nothing is decided: pairs are proposed, and people accept, change or refuse them.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::clock::Date;
use crate::money::Money;

/// Days between a line and the entry that can tell the same: a bank books later than people pay.
pub const DAYS_APART_MAX: i32 = 5;

/// A movement, as a file or as somebody tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    pub date: Date,
    pub what: String,
    pub money: Money,
}

/// Days between two days, up to one more than what can be matched.
fn apart(one: Date, other: Date) -> i32 {
    let (first, last) = (one.min(other), one.max(other));
    (0..=DAYS_APART_MAX).find(|days| first.plus_days(*days) >= last).unwrap_or(DAYS_APART_MAX + 1)
}

/// Words that two texts share, whatever their case.
fn shared_words(one: &str, other: &str) -> usize {
    let words = |text: &str| -> BTreeSet<String> {
        let words = text.split(|letter: char| !letter.is_alphanumeric());
        words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    words(one).intersection(&words(other)).count()
}

/// How well an entry fits a line: the nearest day first, then the most words in common. `None`
/// where it cannot be the same.
fn fit(line: &Movement, entry: &Movement) -> Option<(i32, Reverse<usize>)> {
    let days = apart(line.date, entry.date);
    let can_be = line.money == entry.money && days <= DAYS_APART_MAX;
    can_be.then(|| (days, Reverse(shared_words(&line.what, &entry.what))))
}

/// Entries that can tell the same as a line, the best first.
pub fn candidates(line: &Movement, entries: &[Movement]) -> Vec<usize> {
    let mut fits: Vec<_> = entries
        .iter()
        .enumerate()
        .filter_map(|(at, entry)| Some((fit(line, entry)?, at)))
        .collect();
    fits.sort();
    fits.into_iter().map(|(_, at)| at).collect()
}

/// For each line the entry that most likely tells the same: the best pair of all first, then the
/// best of what is left, until nothing fits. No entry is given twice.
pub fn propose(lines: &[Movement], entries: &[Movement]) -> Vec<Option<usize>> {
    let mut of_amount: BTreeMap<&Money, BTreeSet<(Date, usize)>> = BTreeMap::new();
    for (at, entry) in entries.iter().enumerate() {
        of_amount.entry(&entry.money).or_default().insert((entry.date, at));
    }
    let mut pairs = Vec::new();
    for (line_at, line) in lines.iter().enumerate() {
        let Some(near) = of_amount.get(&line.money) else { continue };
        let first = (line.date.plus_days(-DAYS_APART_MAX), 0);
        let last = (line.date.plus_days(DAYS_APART_MAX), usize::MAX);
        for (_, at) in near.range(first..=last) {
            if let Some(fit) = fit(line, &entries[*at]) {
                pairs.push((fit, line_at, *at));
            }
        }
    }
    pairs.sort();
    let mut taken = BTreeSet::new();
    let mut proposed = vec![None; lines.len()];
    for (_, line, entry) in pairs {
        if proposed[line].is_none() && taken.insert(entry) {
            proposed[line] = Some(entry);
        }
    }
    proposed
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn movement(date: &str, what: &str, money: &str) -> Movement {
        Movement {
            date: date.parse().expect("a day"),
            what: what.to_owned(),
            money: money.parse().expect("an amount"),
        }
    }

    #[test]
    fn eco_1_the_nearest_day_goes_before_the_words_and_the_words_decide_a_tie() {
        let lines = [
            movement("2026-03-10", "PRINTER LTD proofs", "-45.00 EUR"),
            movement("2026-03-12", "RENT MARCH", "-45.00 EUR"),
        ];
        let entries = [
            movement("2026-03-12", "The rent of March", "-45.00 EUR"),
            movement("2026-03-09", "Proofs", "-45.00 EUR"),
            movement("2026-03-09", "Ink", "-45.00 EUR"),
            movement("2026-03-10", "Proofs", "45.00 EUR"),
            movement("2026-03-10", "Proofs", "-45.00 USD"),
        ];
        assert_eq!(propose(&lines, &entries), [Some(1), Some(0)]);
        assert_eq!(candidates(&lines[0], &entries), [1, 2, 0]);
    }

    #[test]
    fn eco_1_five_days_apart_can_be_the_same_and_six_cannot() {
        let line = [movement("2026-03-01", "Rent", "-45.00 EUR")];
        for (date, is_same) in [("2026-02-24", true), ("2026-02-23", false), ("2026-03-07", false)]
        {
            let entries = [movement(date, "Rent", "-45.00 EUR")];
            let expected = [is_same.then_some(0)];
            assert_eq!(propose(&line, &entries), expected, "{date}");
        }
    }

    fn some() -> impl Strategy<Value = Movement> {
        let words = prop::sample::select(vec!["Rent", "rent march", "Proofs", "Ink, proofs", ""]);
        (0_i32..14, words, 1_i64..4).prop_map(|(days, what, units)| Movement {
            date: "2026-03-01".parse::<Date>().expect("a day").plus_days(days),
            what: what.to_owned(),
            money: Money { commodity: "EUR".parse().expect("known"), units },
        })
    }

    proptest! {
        #[test]
        fn eco_1_pairs_are_possible_apart_and_nobody_would_change(
            lines in prop::collection::vec(some(), 0..14),
            entries in prop::collection::vec(some(), 0..14),
        ) {
            let proposed = propose(&lines, &entries);
            prop_assert_eq!(proposed.len(), lines.len());
            let given: Vec<usize> = proposed.iter().flatten().copied().collect();
            prop_assert_eq!(given.iter().collect::<BTreeSet<_>>().len(), given.len());
            let of_entry = |at: usize| {
                proposed.iter().position(|one| *one == Some(at))
            };
            for (line_at, line) in lines.iter().enumerate() {
                if let Some(at) = proposed[line_at] {
                    prop_assert_eq!(&line.money, &entries[at].money);
                    prop_assert!(apart(line.date, entries[at].date) <= DAYS_APART_MAX);
                }
                // No line and no entry that both fit each other better are left apart.
                for at in candidates(line, &entries) {
                    let fits = fit(line, &entries[at]);
                    let own = proposed[line_at].map(|one| fit(line, &entries[one]));
                    let others = of_entry(at).map(|one| fit(&lines[one], &entries[at]));
                    let is_content = own.is_some_and(|own| own <= fits)
                        || others.is_some_and(|others| others <= fits);
                    prop_assert!(is_content, "{line:?} and {:?}", entries[at]);
                }
            }
        }

        #[test]
        fn eco_1_how_many_are_matched_does_not_hang_on_the_order(
            lines in prop::collection::vec(some(), 0..10),
            entries in prop::collection::vec(some(), 0..10),
        ) {
            let told = |lines: &[Movement], entries: &[Movement]| {
                let proposed = propose(lines, entries);
                let mut fits: Vec<_> = proposed
                    .iter()
                    .zip(lines)
                    .filter_map(|(at, line)| at.map(|at| fit(line, &entries[at])))
                    .collect();
                fits.sort();
                fits.first().copied()
            };
            let turned = |all: &[Movement]| all.iter().rev().cloned().collect::<Vec<_>>();
            // The best pair of all is always among them.
            prop_assert_eq!(told(&lines, &entries), told(&turned(&lines), &turned(&entries)));
        }
    }
}
