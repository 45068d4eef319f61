//! Ballots that give each option points -> their sums and a ranking (DEC-5): approval, score, time
//! poll and dots differ only in what one ballot may give. An option left empty has none.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::ballot::{self, Alike, BallotFault, CountError, Ranking};

/// What one ballot may give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PointMethod {
    /// 1 to every option that one can live with, 0 to the others.
    Approval,
    /// 0 to 5 to each.
    Score,
    /// 0 cannot, 1 if need be, 2 well.
    TimePoll,
    /// So many in all, put as one likes.
    Dots { each: u32 },
}

/// Points for each option, as its method allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PointBallot(Vec<u32>);

/// Sums in the order of the options, and what they amount to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Points {
    pub sums: Vec<u64>,
    pub ranking: Ranking,
}

impl PointMethod {
    /// The most for one option.
    pub fn points_max(self) -> u32 {
        match self {
            Self::Approval => 1,
            Self::Score => 5,
            Self::TimePoll => 2,
            Self::Dots { each } => each,
        }
    }

    /// A ballot of this method; `None` gives nothing.
    pub fn ballot(self, points: &[Option<u32>]) -> Result<PointBallot, BallotFault> {
        let most = self.points_max();
        let points: Vec<u32> = points.iter().map(|points| points.unwrap_or(0)).collect();
        if let Some((option, &points)) = points.iter().enumerate().find(|(_, give)| **give > most) {
            return Err(BallotFault::Points { option, points, most });
        }
        match self {
            Self::Dots { each } => {
                // Each is at most 32 bits, so no ballot that fits memory passes 64.
                let spent: u64 = points.iter().copied().map(u64::from).sum();
                if spent > u64::from(each) {
                    return Err(BallotFault::Dots { spent, each });
                }
            }
            Self::Approval | Self::Score | Self::TimePoll => {}
        }
        Ok(PointBallot(points))
    }
}

/// Counts ballots of one method over so many options.
pub fn count(options: usize, ballots: &[Alike<PointBallot>]) -> Result<Points, CountError> {
    ballot::total(options, ballots, |ballot| ballot.0.len())?;
    let mut sums: Vec<u64> = vec![0; options];
    for Alike { ballot: PointBallot(points), count } in ballots {
        for (&points, sum) in points.iter().zip(&mut sums) {
            let given = count.checked_mul(u64::from(points)).ok_or(CountError::TooMany)?;
            *sum = sum.checked_add(given).ok_or(CountError::TooMany)?;
        }
    }
    let ranking = ranking(&sums);
    Ok(Points { sums, ranking })
}

/// Options by their sums, highest first.
pub fn ranking(sums: &[u64]) -> Ranking {
    let mut groups: BTreeMap<Reverse<u64>, Vec<usize>> = BTreeMap::new();
    for (option, &sum) in sums.iter().enumerate() {
        groups.entry(Reverse(sum)).or_default().push(option);
    }
    groups.into_values().collect()
}
