//! DEC-5's ranking: Schulze's own example, ties, circles and unranked options, and any ballots
//! against the plain definition.

use super::super::ballot::{Alike, BallotFault, CountError};
use super::super::schulze::{self, RankBallot, Schulze};
use super::reference::{self, Row};
use crate::limits::{COUNTED_OPTIONS_MAX, RANK_MAX};
use proptest::prelude::*;

const A: usize = 0;
const B: usize = 1;
const C: usize = 2;
const D: usize = 3;
const E: usize = 4;

fn counted(options: usize, rows: &[Row]) -> Schulze {
    let alike = |(ranks, count): &Row| {
        let ballot = RankBallot::new(ranks).expect("ranks within their bound");
        Alike { ballot, count: *count }
    };
    let ballots: Vec<_> = rows.iter().map(alike).collect();
    schulze::count(options, &ballots).expect("they are few")
}

/// So many who put options in this order and leave out the rest.
fn order(options: usize, count: u64, best_first: &[usize]) -> Row {
    let mut ranks = vec![None; options];
    for (rank, option) in (1..).zip(best_first) {
        ranks[*option] = Some(rank);
    }
    (ranks, count)
}

#[test]
fn dec_5_schulzes_own_example() {
    let rows = [
        order(5, 5, &[A, C, B, E, D]),
        order(5, 5, &[A, D, E, C, B]),
        order(5, 8, &[B, E, D, A, C]),
        order(5, 3, &[C, A, B, E, D]),
        order(5, 7, &[C, A, E, B, D]),
        order(5, 2, &[C, B, A, D, E]),
        order(5, 7, &[D, C, E, B, A]),
        order(5, 8, &[E, B, A, D, C]),
    ];
    let counted = counted(5, &rows);
    let pairwise = [
        [0, 20, 26, 30, 22],
        [25, 0, 16, 33, 18],
        [19, 29, 0, 17, 24],
        [15, 12, 28, 0, 14],
        [23, 27, 21, 31, 0],
    ];
    let strengths = [
        [0, 28, 28, 30, 24],
        [25, 0, 28, 33, 24],
        [25, 29, 0, 29, 24],
        [25, 28, 28, 0, 24],
        [25, 28, 28, 31, 0],
    ];
    assert_eq!(counted.pairwise, pairwise);
    assert_eq!(counted.strengths, strengths);
    assert_eq!(counted.ranking, [[E], [A], [C], [B], [D]]);
}

#[test]
fn dec_5_a_circle_opens_at_its_weakest_link() {
    let rows = [order(3, 4, &[A, B, C]), order(3, 3, &[B, C, A]), order(3, 2, &[C, A, B])];
    // A over B by 6, B over C by 7, C over A by 5.
    assert_eq!(counted(3, &rows).ranking, [[A], [B], [C]]);
}

#[test]
fn dec_5_an_even_circle_is_a_tie_of_all() {
    let rows = [order(3, 1, &[A, B, C]), order(3, 1, &[B, C, A]), order(3, 1, &[C, A, B])];
    assert_eq!(counted(3, &rows).ranking, [vec![A, B, C]]);
}

#[test]
fn dec_5_a_tied_pair_has_no_link() {
    let rows = [order(2, 3, &[A, B]), order(2, 3, &[B, A])];
    let counted = counted(2, &rows);
    assert_eq!(counted.pairwise, [[0, 3], [3, 0]]);
    assert_eq!(counted.strengths, [[0, 0], [0, 0]]);
    assert_eq!(counted.ranking, [vec![A, B]]);
}

#[test]
fn dec_5_winning_votes_not_margins() {
    // A over B by 4 to 2, B over C by 5 to 4, C over A by 6 to 3: winning votes open the circle
    // at A over B, margins would open it at B over C.
    let rows =
        [order(3, 4, &[C, A, B]), order(3, 2, &[B, C, A]), (vec![Some(1), Some(1), Some(2)], 3)];
    let counted = counted(3, &rows);
    assert_eq!(counted.pairwise, [[0, 4, 3], [2, 0, 5], [6, 4, 0]]);
    assert_eq!(counted.ranking, [[B], [C], [A]]);
}

#[test]
fn dec_5_unranked_is_below_all_ranked_and_equal_among_themselves() {
    let counted = counted(4, &[order(4, 3, &[D, B])]);
    assert_eq!(counted.pairwise, [[0, 0, 0, 0], [3, 0, 3, 0], [0, 0, 0, 0], [3, 3, 3, 0]]);
    assert_eq!(counted.ranking, [vec![D], vec![B], vec![A, C]]);
}

#[test]
fn dec_5_gaps_between_ranks_mean_nothing() {
    let near = [(vec![Some(1), Some(2), None], 2)];
    let far = [(vec![Some(7), Some(RANK_MAX), None], 2)];
    assert_eq!(counted(3, &near), counted(3, &far));
}

#[test]
fn dec_5_unbeaten_options_are_first_together() {
    // A beats C; B ties both of them, and is unbeaten.
    let counted = counted(3, &[order(3, 1, &[B, A, C]), order(3, 1, &[A, C, B])]);
    assert_eq!(counted.strengths, [[0, 0, 2], [0, 0, 0], [0, 0, 0]]);
    assert_eq!(counted.ranking, [vec![A, B], vec![C]]);
}

#[test]
fn dec_5_no_ballots_leave_all_equal() {
    assert_eq!(counted(3, &[]).ranking, [vec![A, B, C]]);
    assert!(counted(0, &[]).ranking.is_empty());
}

#[test]
fn dec_5_ranks_are_bounded() {
    for rank in [0, RANK_MAX + 1, u32::MAX] {
        let fault = Err(BallotFault::Rank { option: 1, rank });
        assert_eq!(RankBallot::new(&[Some(1), Some(rank)]), fault);
    }
}

#[test]
fn dec_5_what_cannot_be_counted_is_refused() {
    let ballot = |options: usize| RankBallot::new(&vec![Some(1); options]).expect("a rank each");
    let count = |options, ballots: &[Alike<RankBallot>]| schulze::count(options, ballots).err();
    let most = COUNTED_OPTIONS_MAX;
    assert_eq!(count(most + 1, &[]), Some(CountError::Options { found: most + 1 }));
    let other = CountError::Ballot { index: 1, found: 2, expected: 3 };
    assert_eq!(count(3, &[Alike::one(ballot(3)), Alike::one(ballot(2))]), Some(other));
    let full = Alike { ballot: ballot(2), count: u64::MAX };
    assert_eq!(count(2, std::slice::from_ref(&full)), None);
    assert_eq!(count(2, &[full, Alike::one(ballot(2))]), Some(CountError::TooMany));
}

/// Ballots over up to five options, in which ranks repeat and are left out.
fn any_rows() -> impl Strategy<Value = (usize, Vec<Row>)> {
    (1..=5_usize).prop_flat_map(|options| {
        let ranks = proptest::collection::vec(proptest::option::weighted(0.8, 1..=4_u32), options);
        (Just(options), proptest::collection::vec((ranks, 1..4_u64), 0..10))
    })
}

fn place_of(ranking: &[Vec<usize>], option: usize) -> usize {
    ranking.iter().position(|group| group.contains(&option)).expect("every option has a place")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn dec_5_any_count_is_the_definitions((options, rows) in any_rows()) {
        let counted = counted(options, &rows);
        for one in 0..options {
            for other in 0..options {
                let pair = reference::preferring(&rows, one, other);
                prop_assert_eq!(counted.pairwise[one][other], pair);
                let strength = reference::strength(&rows, options, one, other);
                prop_assert_eq!(counted.strengths[one][other], strength);
            }
        }
        let places = reference::places(&rows, options);
        for (option, place) in places.iter().enumerate() {
            prop_assert_eq!(place_of(&counted.ranking, option), *place);
        }
        prop_assert_eq!(counted.ranking.iter().map(Vec::len).sum::<usize>(), options);
    }

    #[test]
    fn dec_5_the_order_of_ballots_changes_nothing(
        (options, rows, shuffled) in any_rows().prop_flat_map(|(options, rows)| {
            (Just(options), Just(rows.clone()), Just(rows).prop_shuffle())
        }),
    ) {
        prop_assert_eq!(counted(options, &rows), counted(options, &shuffled));
    }

    #[test]
    fn dec_5_options_renamed_keep_their_places(
        (options, rows, renamed) in any_rows().prop_flat_map(|(options, rows)| {
            let names: Vec<usize> = (0..options).collect();
            (Just(options), Just(rows), Just(names).prop_shuffle())
        }),
    ) {
        let mut moved = rows.clone();
        for ((ranks, _), (from, _)) in moved.iter_mut().zip(&rows) {
            for (option, rank) in from.iter().enumerate() {
                ranks[renamed[option]] = *rank;
            }
        }
        let (before, after) = (counted(options, &rows), counted(options, &moved));
        for one in 0..options {
            let place = place_of(&after.ranking, renamed[one]);
            prop_assert_eq!(place_of(&before.ranking, one), place);
            for other in 0..options {
                let strength = after.strengths[renamed[one]][renamed[other]];
                prop_assert_eq!(before.strengths[one][other], strength);
            }
        }
    }

    #[test]
    fn dec_5_who_wins_every_pair_is_first_alone((options, rows) in any_rows()) {
        let counted = counted(options, &rows);
        let wins = |one: usize| {
            let mut others = (0..options).filter(|&other| other != one);
            others.all(|other| counted.pairwise[one][other] > counted.pairwise[other][one])
        };
        if let Some(winner) = (0..options).find(|&one| wins(one)) {
            prop_assert_eq!(&counted.ranking[0], &vec![winner]);
        }
    }

    #[test]
    fn dec_5_alike_ballots_count_as_often_as_there_are((options, rows) in any_rows()) {
        let single = |(ranks, count): &Row| {
            let count = usize::try_from(*count).expect("it is small");
            vec![(ranks.clone(), 1); count]
        };
        let each: Vec<Row> = rows.iter().flat_map(single).collect();
        prop_assert_eq!(counted(options, &rows), counted(options, &each));
    }
}
