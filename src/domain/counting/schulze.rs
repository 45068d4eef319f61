//! Ranked ballots -> pairs, strongest paths, a ranking (DEC-5). Winning votes: a link is as strong
//! as the number of those who prefer its winner; who loses or ties a pair has no link. Source:
//! Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
//! single-winner election method" (2011).

use super::ballot::{self, Alike, BallotFault, CountError, Ranking};
use crate::limits::RANK_MAX;

/// Below every rank that can be given.
const UNRANKED: u32 = u32::MAX;

/// A rank for each option; a lower number is better, equal ones are equal, gaps mean nothing.
/// Unranked options are below all ranked ones and equal among themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankBallot(Vec<u32>);

impl RankBallot {
    /// `None` is unranked.
    pub fn new(ranks: &[Option<u32>]) -> Result<Self, BallotFault> {
        let read = |(option, rank): (usize, &Option<u32>)| match *rank {
            None => Ok(UNRANKED),
            Some(rank) if (1..=RANK_MAX).contains(&rank) => Ok(rank),
            Some(rank) => Err(BallotFault::Rank { option, rank }),
        };
        ranks.iter().enumerate().map(read).collect::<Result<_, _>>().map(Self)
    }
}

/// What came of ranked ballots. Matrices are read `[row][column]`; their diagonals are zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schulze {
    /// How many ballots put the row's option above the column's.
    pub pairwise: Vec<Vec<u64>>,
    /// The weakest link of the strongest path from the row's option to the column's; 0 without one.
    pub strengths: Vec<Vec<u64>>,
    /// First those whom none beats; then those whom none of the rest beats; and so on.
    pub ranking: Ranking,
}

/// Counts ballots over so many options.
pub fn count(options: usize, ballots: &[Alike<RankBallot>]) -> Result<Schulze, CountError> {
    // No cell exceeds this total, so none can overflow.
    ballot::total(options, ballots, |ballot| ballot.0.len())?;
    let pairwise = pairs(options, ballots);
    let strengths = strongest_paths(&pairwise);
    let ranking = ranking(&strengths);
    Ok(Schulze { pairwise, strengths, ranking })
}

fn pairs(options: usize, ballots: &[Alike<RankBallot>]) -> Vec<Vec<u64>> {
    let mut pairwise = vec![vec![0; options]; options];
    for Alike { ballot: RankBallot(ranks), count } in ballots {
        for (own, row) in ranks.iter().zip(&mut pairwise) {
            for (other, cell) in ranks.iter().zip(row) {
                if own < other {
                    *cell += count;
                }
            }
        }
    }
    pairwise
}

/// Floyd and Warshall's walk, for the widest path instead of the shortest.
fn strongest_paths(pairwise: &[Vec<u64>]) -> Vec<Vec<u64>> {
    let options = pairwise.len();
    let mut strengths = vec![vec![0; options]; options];
    for (from, row) in pairwise.iter().enumerate() {
        for (to, &votes) in row.iter().enumerate() {
            if votes > pairwise[to][from] {
                strengths[from][to] = votes;
            }
        }
    }
    for through in 0..options {
        let onward = strengths[through].clone();
        for (from, row) in strengths.iter_mut().enumerate() {
            let so_far = row[through];
            for (to, (cell, &rest)) in row.iter_mut().zip(&onward).enumerate() {
                if to != from {
                    *cell = (*cell).max(so_far.min(rest));
                }
            }
        }
    }
    strengths
}

/// One beats another when its path there is stronger than the path back. Schulze proves that this
/// is transitive; being unbeaten by each other is not, so equals are found from the top: each round
/// takes out all that none of the rest beats.
fn ranking(strengths: &[Vec<u64>]) -> Ranking {
    let mut ranking = Ranking::new();
    let mut rest: Vec<usize> = (0..strengths.len()).collect();
    while !rest.is_empty() {
        let unbeaten =
            |&one: &usize| rest.iter().all(|&other| strengths[other][one] <= strengths[one][other]);
        let (first, below): (Vec<usize>, Vec<usize>) = rest.iter().partition(|one| unbeaten(one));
        assert!(!first.is_empty(), "what is transitive has no circle, so one is unbeaten");
        ranking.push(first);
        rest = below;
    }
    ranking
}
