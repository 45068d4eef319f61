//! DEC-2 to DEC-4 case by case, and the sums of DEC-5; pairs and paths have files of their own.

mod reference;
mod schulze;

use super::Alike;
use super::ballot::{BallotFault, CountError};
use super::consent::{Stance, Stances};
use super::majority::{Share, Vote, Votes};
use super::points::{self, PointMethod};
use super::quorum::{Quorum, QuorumError};
use crate::message::motion::Ratio;
use proptest::prelude::*;

fn votes(favour: u64, against: u64, abstained: u64) -> Votes {
    Votes { favour, against, abstained }
}

#[test]
fn dec_2_a_quorum_counts_all_who_cast_any_ballot() {
    let half = Quorum::new(1, 2).expect("a half is a share");
    for (cast, electors, met) in [(3, 6, true), (2, 6, false), (3, 5, true), (2, 5, false)] {
        assert_eq!(half.is_met(cast, electors), met, "{cast} of {electors}");
    }
    let all = Quorum::new(1, 1).expect("the whole is a share");
    assert!(all.is_met(u64::MAX, u64::MAX));
    assert!(!all.is_met(u64::MAX - 1, u64::MAX));
    let cast = votes(1, 0, 2).cast();
    assert_eq!(cast, Ok(3), "who abstains has cast a ballot");
}

#[test]
fn dec_2_a_quorum_is_a_share_of_a_whole() {
    assert!(Quorum::new(0, 1).is_ok());
    for (numerator, denominator) in [(1, 0), (0, 0), (3, 2)] {
        let refused = Err(QuorumError { numerator, denominator });
        assert_eq!(Quorum::new(numerator, denominator), refused);
    }
}

proptest! {
    #[test]
    fn dec_2_the_fewest_is_the_first_number_that_meets_the_quorum(
        denominator in 1..=u32::MAX,
        part in any::<u32>(),
        electors in any::<u32>(),
    ) {
        let part = part % denominator;
        let quorum = Quorum::new(part, denominator).expect("less than the whole");
        let fewest = u64::from(Ratio { part, whole: denominator }.fewest(electors));
        let electors = u64::from(electors);
        prop_assert!(fewest <= electors);
        prop_assert!(quorum.is_met(fewest, electors));
        prop_assert!(fewest == 0 || !quorum.is_met(fewest - 1, electors));
    }
}

#[test]
fn dec_3_shares() {
    let absolute = |electors| Share::Absolute { electors };
    let check = |share: Share, counted: Votes, reached: bool| {
        assert_eq!(share.is_reached(counted), reached, "{share:?} of {counted:?}");
    };
    check(Share::Majority, votes(3, 2, 0), true);
    check(Share::Majority, votes(2, 2, 9), false);
    check(Share::Majority, votes(1, 0, 99), true);
    check(Share::TwoThirds, votes(2, 1, 9), true);
    check(Share::TwoThirds, votes(3, 2, 0), false);
    check(absolute(6), votes(3, 0, 0), false);
    check(absolute(6), votes(4, 2, 0), true);
    check(absolute(7), votes(4, 3, 0), true);
}

#[test]
fn dec_3_nothing_passes_where_nobody_is_for_or_against() {
    let shares =
        [Share::Majority, Share::TwoThirds, Share::ThreeQuarters, Share::Absolute { electors: 0 }];
    for share in shares {
        assert!(!share.is_reached(votes(0, 0, 5)), "{share:?}");
        assert!(!share.is_reached(votes(0, 5, 0)), "{share:?}");
    }
}

#[test]
fn dec_3_the_largest_counts_are_exact() {
    let most = u64::MAX;
    assert!(Share::Majority.is_reached(votes(most, most - 1, 0)));
    assert!(!Share::Majority.is_reached(votes(most, most, 0)));
    // 2^64 - 1 is divisible by three, and the next share below two thirds is not reached.
    let third = most / 3;
    assert!(Share::TwoThirds.is_reached(votes(2 * third, third, 0)));
    assert!(!Share::TwoThirds.is_reached(votes(2 * third - 1, third, 0)));
    assert!(!Share::Absolute { electors: most }.is_reached(votes(most / 2, 0, 0)));
    assert!(Share::Absolute { electors: most }.is_reached(votes(most / 2 + 1, 0, 0)));
}

#[test]
fn dec_3_votes_are_counted_and_never_wrap() {
    let counted = Votes::count([
        Alike::one(Vote::For),
        Alike { ballot: Vote::Against, count: 2 },
        Alike { ballot: Vote::Abstain, count: 3 },
        Alike::one(Vote::For),
    ]);
    assert_eq!(counted, Ok(votes(2, 2, 3)));
    let full = Alike { ballot: Vote::For, count: u64::MAX };
    let twice = Votes::count([full.clone(), Alike::one(Vote::For)]);
    assert_eq!(twice, Err(CountError::TooMany));
    assert_eq!(Votes::count([full, Alike::one(Vote::Abstain)]), Err(CountError::TooMany));
}

#[test]
fn dec_4_consent_is_quorum_and_no_standing_objection() {
    let quorum = Quorum::new(2, 3).expect("two thirds are a share");
    let check = |stances: &[(Stance, u64)], consent: bool| {
        let alike = stances.iter().map(|&(ballot, count)| Alike { ballot, count });
        let counted = Stances::count(alike).expect("they are few");
        assert_eq!(counted.is_consent(quorum, 6), consent, "{stances:?}");
    };
    check(&[(Stance::Consent, 4)], true);
    check(&[(Stance::Consent, 3), (Stance::Abstain, 1)], true);
    check(&[(Stance::Consent, 3)], false);
    check(&[(Stance::Consent, 5), (Stance::Object, 1)], false);
    let full = Alike { ballot: Stance::Consent, count: u64::MAX };
    let beyond = Stances::count([full, Alike::one(Stance::Object)]);
    assert_eq!(beyond, Err(CountError::TooMany));
}

#[test]
fn dec_4_the_last_vote_needs_three_quarters() {
    assert!(Share::ThreeQuarters.is_reached(votes(3, 1, 7)));
    assert!(!Share::ThreeQuarters.is_reached(votes(2, 1, 0)));
}

fn counted(method: PointMethod, rows: &[&[u32]]) -> points::Points {
    let ballot = |row: &&[u32]| {
        let row: Vec<Option<u32>> = row.iter().copied().map(Some).collect();
        Alike::one(method.ballot(&row).expect("a ballot of this method"))
    };
    let ballots: Vec<_> = rows.iter().map(ballot).collect();
    points::count(rows[0].len(), &ballots).expect("they are few")
}

#[test]
fn dec_5_points_add_up_and_equals_stand_together() {
    let approval = counted(PointMethod::Approval, &[&[1, 0, 1], &[1, 1, 0], &[0, 0, 0]]);
    assert_eq!(approval.sums, [2, 1, 1]);
    assert_eq!(approval.ranking, [vec![0], vec![1, 2]]);
    let score = counted(PointMethod::Score, &[&[5, 0, 3], &[0, 5, 3]]);
    assert_eq!(score.sums, [5, 5, 6]);
    assert_eq!(score.ranking, [vec![2], vec![0, 1]]);
    let poll = counted(PointMethod::TimePoll, &[&[2, 0], &[1, 2]]);
    assert_eq!(poll.sums, [3, 2]);
    let dots = counted(PointMethod::Dots { each: 5 }, &[&[5, 0], &[2, 3], &[0, 1]]);
    assert_eq!(dots.sums, [7, 4]);
}

#[test]
fn dec_5_a_ballot_gives_no_more_than_its_method_allows() {
    let check = |method: PointMethod, points: &[u32], fault: BallotFault| {
        let points: Vec<Option<u32>> = points.iter().copied().map(Some).collect();
        assert_eq!(method.ballot(&points), Err(fault));
    };
    let fault = |points, most| BallotFault::Points { option: 1, points, most };
    check(PointMethod::Approval, &[1, 2], fault(2, 1));
    check(PointMethod::Score, &[5, 6], fault(6, 5));
    check(PointMethod::TimePoll, &[2, 3], fault(3, 2));
    check(PointMethod::Dots { each: 4 }, &[0, 5], fault(5, 4));
    let spent = BallotFault::Dots { spent: 6, each: 5 };
    check(PointMethod::Dots { each: 5 }, &[3, 3], spent);
    let most = u32::MAX;
    let spent = BallotFault::Dots { spent: 2 * u64::from(most), each: most };
    check(PointMethod::Dots { each: most }, &[most, most], spent);
}

#[test]
fn dec_5_an_empty_place_gives_nothing() {
    let ballot = |points: &[Option<u32>]| PointMethod::Score.ballot(points);
    assert_eq!(ballot(&[None, Some(3)]), ballot(&[Some(0), Some(3)]));
}

#[test]
fn dec_5_sums_never_wrap() {
    let ballot = PointMethod::Score.ballot(&[Some(5)]).expect("five is a score");
    let refused = |count| points::count(1, &[Alike { ballot: ballot.clone(), count }]).err();
    assert_eq!(refused(u64::MAX / 5), None);
    assert_eq!(refused(u64::MAX / 5 + 1), Some(CountError::TooMany));
}

proptest! {
    #[test]
    fn dec_5_alike_ballots_count_as_often_as_there_are(
        rows in proptest::collection::vec((proptest::collection::vec(0..=5_u32, 3), 1..4_u64), 0..9),
    ) {
        let ballot = |row: &[u32]| {
            let row: Vec<Option<u32>> = row.iter().copied().map(Some).collect();
            PointMethod::Score.ballot(&row).expect("scores are 0 to 5")
        };
        let alike: Vec<_> =
            rows.iter().map(|(row, count)| Alike { ballot: ballot(row), count: *count }).collect();
        let each: Vec<_> = rows
            .iter()
            .rev()
            .flat_map(|(row, count)| (0..*count).map(|_| Alike::one(ballot(row))))
            .collect();
        let counted = points::count(3, &alike).expect("they are few");
        let column = |at: usize| rows.iter().map(|(row, count)| u64::from(row[at]) * count).sum();
        let sums: Vec<u64> = (0..3).map(column).collect();
        prop_assert_eq!(&counted.sums, &sums);
        prop_assert_eq!(points::count(3, &each), Ok(counted));
    }
}
