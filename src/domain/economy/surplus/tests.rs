//! Tests: surpluses and rules in, who gets how much out.

use proptest::prelude::*;

use super::*;
use crate::sign::sha256;

const ALLOCATION: &[u8] = b"the closing of March";

fn member(number: u8) -> MemberId {
    MemberId([number; 16])
}

fn money(text: &str) -> Money {
    text.parse().expect("an amount")
}

fn rule(parts: [u32; 4], by: MembersBy) -> SurplusRule {
    let [reserve, aid, commons, members] = parts;
    SurplusRule { reserve, aid, commons, members, by }
}

/// Hours of livelihood and of care, in the order of the table of Four Shores.
fn four_shores() -> Vec<(MemberId, Minutes)> {
    let hours: [(u64, u64); 6] = [(38, 4), (24, 6), (19, 2), (11, 13), (0, 5), (8, 0)];
    let minutes = |(livelihood, care): (u64, u64)| Minutes {
        livelihood: livelihood * 60,
        care: care * 60,
        commons: 0,
    };
    (0..).map(member).zip(hours.map(minutes)).collect()
}

fn shares(rule: &SurplusRule, surplus: &str) -> Vec<String> {
    let split = split(&money(surplus), rule, &four_shores(), ALLOCATION, sha256);
    split.each.iter().map(|share| share.money.number()).collect()
}

#[test]
fn eco_9_eco_10_four_shores_steps_8_and_9() {
    let rule = rule([2_000, 1_000, 500, 6_500], MembersBy::Hours);
    let split = split(&money("2255.91 EUR"), &rule, &four_shores(), ALLOCATION, sha256);
    let parts = [&split.reserve, &split.aid, &split.commons, &split.members];
    let expected = ["451.18 EUR", "225.59 EUR", "112.80 EUR", "1466.34 EUR"];
    assert_eq!(parts.map(Money::to_string), expected);
    let each: Vec<_> = split.each.iter().map(|share| share.money.number()).collect();
    assert_eq!(each, ["473.74", "338.38", "236.87", "270.71", "56.40", "90.24"]);
    assert_eq!(split.each[1].minutes, Minutes { livelihood: 1_440, care: 360, commons: 0 });
}

#[test]
fn eco_9_members_share_as_the_rule_says() {
    let check = |by, expected: [&str; 6]| {
        let rule = rule([0, 0, 0, 10_000], by);
        assert_eq!(check_rule(&rule), Ok(()));
        assert_eq!(shares(&rule, "130.00 EUR"), expected, "{:?}", rule.by);
    };
    check(MembersBy::Hours, ["42.00", "30.00", "21.00", "24.00", "5.00", "8.00"]);
    let needs = vec![(member(4), 3), (member(1), 1), (member(9), 7)];
    check(MembersBy::Need(needs), ["0.00", "32.50", "0.00", "0.00", "97.50", "0.00"]);
    let care = MembersBy::Streams { livelihood: 0, care: 3, commons: 1 };
    check(care, ["17.33", "26.00", "8.67", "56.33", "21.67", "0.00"]);
    let by = MembersBy::Mixed { hours: 40 };
    check(by, ["29.80", "25.00", "21.40", "22.60", "15.00", "16.20"]);
    // 130 / 6 leaves four cents over: the four lowest digests get one each.
    let equal = shares(&rule([0, 0, 0, 10_000], MembersBy::Equally), "130.00 EUR");
    let mut ties: Vec<_> =
        (0..6).map(|at| (sha256(&[ALLOCATION, member(at).as_bytes()].concat()), at)).collect();
    ties.sort();
    for (rank, (_, at)) in ties.into_iter().enumerate() {
        let expected = if rank < 4 { "21.67" } else { "21.66" };
        assert_eq!(equal[usize::from(at)], expected, "rank {rank}");
    }
}

#[test]
fn eco_9_what_nobody_gets_stays_in_the_reserve() {
    let rule = rule([2_000, 1_000, 500, 6_500], MembersBy::Hours);
    let alone = split(&money("100.00 EUR"), &rule, &[], ALLOCATION, sha256);
    assert_eq!((alone.reserve.number(), alone.members.units), ("85.00".to_owned(), 0));
    for loss in ["-12.34 EUR", "0.00 EUR"] {
        let split = split(&money(loss), &rule, &four_shores(), ALLOCATION, sha256);
        assert_eq!(split.reserve, money(loss));
        assert_eq!((split.aid.units, split.commons.units, split.members.units), (0, 0, 0));
        assert!(split.each.len() == 6 && split.each.iter().all(|share| share.money.units == 0));
    }
    let idle: Vec<_> = (0..3).map(|at| (member(at), Minutes::default())).collect();
    let split = split(&money("3.00 EUR"), &rule, &idle, ALLOCATION, sha256);
    assert!(split.each.iter().all(|share| share.money.units == 65), "{:?}", split.each);
}

#[test]
fn eco_9_parts_make_a_whole_and_weights_are_sane() {
    for preset in SurplusPreset::ALL {
        assert_eq!(check_rule(&preset.rule()), Ok(()), "{preset:?}");
    }
    let check = |parts, by, expected| assert_eq!(check_rule(&rule(parts, by)), Err(expected));
    let whole = [4_500, 0, 1_000, 4_500];
    check([4_500, 0, 1_000, 4_501], MembersBy::Hours, EconomyFault::PartsDoNotSum);
    check([u32::MAX, 10_001, 0, 0], MembersBy::Hours, EconomyFault::PartsDoNotSum);
    check(whole, MembersBy::Mixed { hours: 101 }, EconomyFault::OutOfRange);
    check(whole, MembersBy::Need(vec![]), EconomyFault::OutOfRange);
    check(whole, MembersBy::Need(vec![(member(1), 0)]), EconomyFault::OutOfRange);
    let twice = vec![(member(1), 1), (member(2), 1), (member(1), 2)];
    check(whole, MembersBy::Need(twice), EconomyFault::OutOfRange);
    let none = MembersBy::Streams { livelihood: 0, care: 0, commons: 0 };
    check(whole, none, EconomyFault::OutOfRange);
    let much = MembersBy::Streams { livelihood: SURPLUS_WEIGHT_MAX + 1, care: 1, commons: 1 };
    check(whole, much, EconomyFault::OutOfRange);
}

fn people() -> impl Strategy<Value = Vec<(MemberId, u64)>> {
    let weight = prop_oneof![Just(0), 0_u64..10, 0_u64..100_000, any::<u64>()];
    prop::collection::btree_map(any::<[u8; 16]>().prop_map(MemberId), weight, 0..40)
        .prop_map(|people| people.into_iter().collect())
}

fn any_by(members: Vec<MemberId>) -> impl Strategy<Value = MembersBy> {
    let needs = prop::collection::vec(0_u32..5, members.len());
    prop_oneof![
        Just(MembersBy::Hours),
        Just(MembersBy::Equally),
        needs.prop_map(move |needs| MembersBy::Need(members.iter().copied().zip(needs).collect())),
        (0_u32..9, 0_u32..9, 0_u32..9).prop_map(|(livelihood, care, commons)| MembersBy::Streams {
            livelihood,
            care,
            commons
        }),
        (0_u32..=100).prop_map(|hours| MembersBy::Mixed { hours }),
    ]
}

proptest! {
    #[test]
    fn eco_10_parts_sum_to_the_whole(whole in 0..=i64::MAX, people in people()) {
        let parts = allocate(whole, &people, ALLOCATION, sha256);
        prop_assert_eq!(parts.len(), people.len());
        let sum: i128 = parts.iter().map(|(_, units)| i128::from(*units)).sum();
        prop_assert_eq!(sum, if people.is_empty() { 0 } else { i128::from(whole) });
        let all: i128 = people.iter().map(|(_, weight)| i128::from(*weight)).sum();
        for ((_, weight), (_, units)) in people.iter().zip(&parts) {
            let floor = match all {
                0 => i128::from(whole) / people.len() as i128,
                all => i128::from(whole) * i128::from(*weight) / all,
            };
            prop_assert!((floor..=floor + 1).contains(&i128::from(*units)));
            prop_assert!(all == 0 || *weight > 0 || *units == 0, "nothing for no weight");
        }
    }

    #[test]
    fn eco_10_order_of_members_changes_nothing(whole in 0_i64..100_000, people in people(), turn in 0_usize..40) {
        let mut turned = people.clone();
        let middle = turn.min(turned.len());
        turned.rotate_left(middle);
        let mut parts = allocate(whole, &turned, ALLOCATION, sha256);
        parts.sort();
        prop_assert_eq!(parts, allocate(whole, &people, ALLOCATION, sha256));
    }

    #[test]
    fn eco_9_nothing_is_lost_or_invented(
        units in -1_000_000_i64..1_000_000_000,
        cuts in prop::array::uniform3(0_u32..=10_000),
        (people, by) in people().prop_flat_map(|people| {
            let members = people.iter().map(|(member, _)| *member).collect();
            (Just(people), any_by(members))
        }),
    ) {
        let mut cuts = cuts;
        cuts.sort_unstable();
        let parts = [cuts[0], cuts[1] - cuts[0], cuts[2] - cuts[1], 10_000 - cuts[2]];
        let minutes = |at: usize, weight: u64| match at % 3 {
            0 => Minutes { livelihood: weight, care: 0, commons: 0 },
            1 => Minutes { livelihood: 0, care: weight / 2, commons: weight / 3 },
            _ => Minutes { livelihood: weight / 4, care: weight / 4, commons: weight / 4 },
        };
        let members: Vec<_> = people.iter().enumerate()
            .map(|(at, (member, weight))| (*member, minutes(at, *weight))).collect();
        let surplus = Money::new(i128::from(units), "EUR".parse().expect("a currency")).expect("in range");
        let split = split(&surplus, &rule(parts, by), &members, ALLOCATION, sha256);
        let four = [&split.reserve, &split.aid, &split.commons, &split.members];
        prop_assert_eq!(four.iter().map(|part| part.units).sum::<i64>(), units);
        let each: i64 = split.each.iter().map(|share| share.money.units).sum();
        prop_assert_eq!(each, split.members.units);
        prop_assert!(units < 0 || four.iter().all(|part| part.units >= 0));
    }
}
