//! What every way of counting shares: ballots that are alike, what is wrong with one, why a count
//! is refused, and a ranking with its ties. Names nothing of the rest of the program but its
//! limits, so that `cargo xtask tally` compiles these files in.

use crate::limits::{COUNTED_OPTIONS_MAX, RANK_MAX};

/// Options from best to last, by index; those in one group are equal, in ascending order.
pub type Ranking = Vec<Vec<usize>>;

/// Ballots that say the same, and how many there are. Among members each has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alike<B> {
    pub ballot: B,
    pub count: u64,
}

impl<B> Alike<B> {
    pub fn one(ballot: B) -> Self {
        Self { ballot, count: 1 }
    }
}

/// Why something is not a ballot of its method. Options are named by index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BallotFault {
    /// Ranks begin at 1, the best.
    #[error("rank {rank} is not from 1 to {RANK_MAX}")]
    Rank { option: usize, rank: u32 },
    /// More than the method allows for one option.
    #[error("{points} is not from 0 to {most}")]
    Points { option: usize, points: u32, most: u32 },
    /// More dots than each person has.
    #[error("{spent} dots are spent, and there are {each}")]
    Dots { spent: u64, each: u32 },
}

/// Why nothing was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CountError {
    /// The work grows with the cube of the number of options.
    #[error("there are {found} options, more than {COUNTED_OPTIONS_MAX}")]
    Options { found: usize },
    /// A ballot is about another number of options than the count.
    #[error("ballot {index} is about {found} options, not {expected}")]
    Ballot { index: usize, found: usize, expected: usize },
    /// A figure would not fit 64 bits.
    #[error("there are more ballots than can be counted")]
    TooMany,
}

/// Checks that a count can be made, and gives the number of ballots. No count of ballots can then
/// pass 64 bits.
pub(super) fn total<B>(
    options: usize,
    ballots: &[Alike<B>],
    length: impl Fn(&B) -> usize,
) -> Result<u64, CountError> {
    if options > COUNTED_OPTIONS_MAX {
        return Err(CountError::Options { found: options });
    }
    let mut total: u64 = 0;
    for (index, alike) in ballots.iter().enumerate() {
        let found = length(&alike.ballot);
        if found != options {
            return Err(CountError::Ballot { index, found, expected: options });
        }
        total = total.checked_add(alike.count).ok_or(CountError::TooMany)?;
    }
    Ok(total)
}
