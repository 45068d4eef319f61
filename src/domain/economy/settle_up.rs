//! Balances -> the fewest payments that bring all of them to zero. A plan, nothing is moved by it.
//! Invariant: the same balances in any order give the same plan.

use std::collections::BTreeMap;

use crate::id::MemberId;
use crate::limits::SETTLE_EXACT_MAX;
use crate::message::economy::view::Transfer;
use crate::money::{Commodity, Money};

/// Who is below zero pays who is above, each commodity by itself.
///
/// So many people whose balances sum to zero settle with one payment less than they are, so the
/// fewest payments come from the most such groups. Up to `SETTLE_EXACT_MAX` people the most groups
/// are found by trying all; above, those who are exactly even with each other pair up first, and the
/// largest pays the largest, which never takes more payments than there are people. Where balances
/// do not sum to zero, what is over stays where it is.
pub fn settle_up(balances: &[(MemberId, Money)]) -> Vec<Transfer> {
    let mut by_commodity: BTreeMap<&Commodity, BTreeMap<MemberId, i128>> = BTreeMap::new();
    for (member, money) in balances {
        let of_commodity = by_commodity.entry(&money.commodity).or_default();
        *of_commodity.entry(*member).or_default() += i128::from(money.units);
    }
    let mut plan = Vec::new();
    for (commodity, open) in by_commodity {
        let open: Vec<_> = open.into_iter().filter(|(_, units)| *units != 0).collect();
        let groups =
            if open.len() <= SETTLE_EXACT_MAX { most_groups(open) } else { even_pairs(open) };
        for group in groups {
            settle(group, commodity, &mut plan);
        }
    }
    plan
}

type Open = Vec<(MemberId, i128)>;

/// The most groups that each sum to zero; the last may not.
fn most_groups(open: Open) -> Vec<Open> {
    let sets = 1_usize << open.len();
    let has = |set: usize, at: usize| set & (1 << at) != 0;
    // Of each set of people: their sum, the most groups within it, and whom to take out of it first to
    // see them. Sets come after all that they contain.
    let mut sums = vec![0_i128; sets];
    let mut groups = vec![0_u32; sets];
    let mut last = vec![0_usize; sets];
    for set in 1..sets {
        let first = set.trailing_zeros() as usize;
        sums[set] = sums[set & (set - 1)] + open[first].1;
        let best = (0..open.len())
            .filter(|at| has(set, *at))
            .max_by_key(|at| groups[set ^ (1 << at)])
            .expect("a set that is not empty");
        last[set] = best;
        groups[set] = groups[set ^ (1 << best)] + u32::from(sums[set] == 0);
    }
    let mut found = Vec::new();
    let mut group = Vec::new();
    let mut set = sets - 1;
    while set != 0 {
        group.push(open[last[set]]);
        set ^= 1 << last[set];
        if sums[set] == 0 {
            found.push(std::mem::take(&mut group));
        }
    }
    found
}

/// Pairs of people who are exactly even with each other, then all others.
fn even_pairs(open: Open) -> Vec<Open> {
    let mut waiting: BTreeMap<i128, Vec<MemberId>> = BTreeMap::new();
    let mut groups = Vec::new();
    for (member, units) in open {
        match waiting.get_mut(&-units).and_then(Vec::pop) {
            Some(other) => groups.push(vec![(other, -units), (member, units)]),
            None => waiting.entry(units).or_default().push(member),
        }
    }
    let rest = waiting
        .into_iter()
        .flat_map(|(units, members)| members.into_iter().map(move |member| (member, units)));
    groups.push(rest.collect());
    groups
}

/// The largest pays the largest: each payment settles at least one of the two.
fn settle(mut group: Open, commodity: &Commodity, plan: &mut Vec<Transfer>) {
    group.sort_by_key(|(member, units)| (std::cmp::Reverse(units.abs()), *member));
    let (mut owed, mut owing): (Open, Open) = group.into_iter().partition(|(_, units)| *units > 0);
    let (mut owed, mut owing) = (owed.iter_mut().peekable(), owing.iter_mut().peekable());
    while let (Some((to, due)), Some((from, debt))) = (owed.peek_mut(), owing.peek_mut()) {
        let units = (*due).min(-*debt);
        // What no amount can be is left as it is: no single balance is so large.
        if let Some(money) = Money::new(units, commodity.clone()) {
            plan.push(Transfer { from: *from, to: *to, money });
        }
        *due -= units;
        *debt += units;
        let (is_paid, is_free) = (*due == 0, *debt == 0);
        if is_paid {
            owed.next();
        }
        if is_free {
            owing.next();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn member(number: usize) -> MemberId {
        MemberId([u8::try_from(number).expect("few"); 16])
    }

    fn balances(units: &[i64]) -> Vec<(MemberId, Money)> {
        let money = |units: &i64| Money { commodity: Commodity::credit(), units: *units };
        units.iter().enumerate().map(|(at, units)| (member(at), money(units))).collect()
    }

    fn check(units: &[i64], transfers: usize) {
        let balances = balances(units);
        let plan = settle_up(&balances);
        assert_eq!(plan.len(), transfers, "{plan:?}");
        assert!(after(&balances, &plan).iter().all(|units| *units == 0));
    }

    /// Balances once all have paid.
    fn after(balances: &[(MemberId, Money)], plan: &[Transfer]) -> Vec<i64> {
        let left = |(member, money): &(MemberId, Money)| {
            let paid: i64 =
                plan.iter().filter(|one| one.from == *member).map(|one| one.money.units).sum();
            let got: i64 =
                plan.iter().filter(|one| one.to == *member).map(|one| one.money.units).sum();
            money.units + paid - got
        };
        balances.iter().map(left).collect()
    }

    #[test]
    fn eco_5_four_shores_step_5_settles_with_three_payments() {
        check(&[-2000, 800, 750, 450, 0, 0], 3);
    }

    #[test]
    fn the_fewest_payments_are_found() {
        check(&[], 0);
        check(&[0, 0], 0);
        check(&[-5, 5], 1);
        // Largest to largest would take five.
        check(&[-7, -6, -4, 8, 5, 4], 4);
        check(&[-10, -9, 4, 6, 4, 5], 4);
        check(&[1, 2, 3, 4, 5, 6, -1, -2, -3, -4, -5, -6], 6);
        check(&[10, 11, 12, 13, -3, -7, -5, -6, -4, -8, -9, -4], 8);
    }

    #[test]
    fn commodities_do_not_mix() {
        let mut all = balances(&[-5, 5]);
        let euro = |units| Money { commodity: "EUR".parse().expect("a currency"), units };
        all.extend([(member(0), euro(3)), (member(1), euro(-3)), (member(2), euro(0))]);
        let plan = settle_up(&all);
        let told: Vec<_> = plan.iter().map(|one| (one.from, one.money.to_string())).collect();
        let expected = [(member(1), "0.03 EUR".to_owned()), (member(0), "0.05 credit".to_owned())];
        assert_eq!(told, expected);
    }

    /// The fewest payments by trying every group that could settle by itself.
    fn fewest(open: &[i64]) -> usize {
        let open: Vec<i64> = open.iter().copied().filter(|units| *units != 0).collect();
        let Some((first, rest)) = open.split_first() else { return 0 };
        let mut best = open.len() - 1;
        for set in 0..1_usize << rest.len() {
            let has = |at: &usize| set & (1 << at) != 0;
            let (inside, outside): (Vec<usize>, Vec<usize>) = (0..rest.len()).partition(has);
            let sum: i64 = first + inside.iter().map(|at| rest[*at]).sum::<i64>();
            if sum == 0 && inside.len() < rest.len() {
                let outside: Vec<i64> = outside.iter().map(|at| rest[*at]).collect();
                best = best.min(inside.len() + fewest(&outside));
            }
        }
        best
    }

    proptest! {
        #[test]
        fn few_people_settle_with_the_fewest(mut units in prop::collection::vec(-4_i64..=4, 1..7)) {
            units.push(-units.iter().sum::<i64>());
            let balances = balances(&units);
            let plan = settle_up(&balances);
            prop_assert!(after(&balances, &plan).iter().all(|units| *units == 0));
            prop_assert_eq!(plan.len(), fewest(&units));
        }

        #[test]
        fn many_people_settle_in_any_order(
            mut units in prop::collection::vec(-500_i64..500, 1..60),
            turn in 0_usize..60,
        ) {
            units.push(-units.iter().sum::<i64>());
            let balances = balances(&units);
            let plan = settle_up(&balances);
            prop_assert!(after(&balances, &plan).iter().all(|units| *units == 0));
            prop_assert!(plan.len() < units.len());
            prop_assert!(plan.iter().all(|one| one.money.units > 0 && one.from != one.to));
            let mut turned = balances.clone();
            turned.rotate_left(turn % balances.len());
            prop_assert_eq!(settle_up(&turned), plan);
        }
    }
}
