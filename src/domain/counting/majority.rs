//! Votes for and against -> whether a share of them is reached (DEC-3, and DEC-4's last vote).
//! Who abstains counts for quorum and never here.

use super::ballot::{Alike, CountError};

/// What one says to a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Vote {
    For,
    Against,
    Abstain,
}

/// How many said what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Votes {
    pub favour: u64,
    pub against: u64,
    pub abstained: u64,
}

/// The share that a question needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// More for than against.
    Majority,
    TwoThirds,
    /// Of DEC-4, after two rounds without consent.
    ThreeQuarters,
    /// More than half of all electors, voting or not.
    Absolute {
        electors: u64,
    },
}

impl Votes {
    /// Counts votes.
    pub fn count(votes: impl IntoIterator<Item = Alike<Vote>>) -> Result<Self, CountError> {
        let mut counted = Self::default();
        for Alike { ballot, count } in votes {
            let sum = match ballot {
                Vote::For => &mut counted.favour,
                Vote::Against => &mut counted.against,
                Vote::Abstain => &mut counted.abstained,
            };
            *sum = sum.checked_add(count).ok_or(CountError::TooMany)?;
        }
        counted.cast()?;
        Ok(counted)
    }

    /// P of DEC-2: all who cast any ballot.
    pub fn cast(self) -> Result<u64, CountError> {
        let voted = self.favour.checked_add(self.against);
        voted.and_then(|voted| voted.checked_add(self.abstained)).ok_or(CountError::TooMany)
    }
}

impl Share {
    /// Whether the votes reach it. Where nobody is for or against, nothing passes.
    pub fn is_reached(self, votes: Votes) -> bool {
        // 64 bits times four fit these 128.
        let (favour, against) = (u128::from(votes.favour), u128::from(votes.against));
        let voted = favour + against;
        voted > 0
            && match self {
                Self::Majority => favour > against,
                Self::TwoThirds => 3 * favour >= 2 * voted,
                Self::ThreeQuarters => 4 * favour >= 3 * voted,
                Self::Absolute { electors } => 2 * favour > u128::from(electors),
            }
    }
}
