//! Who cast any ballot, of how many -> whether they are enough (DEC-2). A quorum is a fraction of
//! whole numbers, so that no replica rounds it otherwise.

/// The share of the electors that must cast a ballot: never more than all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quorum {
    numerator: u32,
    denominator: u32,
}

/// Not a share of a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{numerator}/{denominator} is not a share of a whole")]
pub struct QuorumError {
    pub numerator: u32,
    pub denominator: u32,
}

impl Quorum {
    pub fn new(numerator: u32, denominator: u32) -> Result<Self, QuorumError> {
        if denominator == 0 || numerator > denominator {
            return Err(QuorumError { numerator, denominator });
        }
        Ok(Self { numerator, denominator })
    }

    /// P*qd >= E*qn, with P all who cast any ballot and E the electors.
    pub fn is_met(self, cast: u64, electors: u64) -> bool {
        let [cast, electors] = [cast, electors].map(u128::from);
        cast * u128::from(self.denominator) >= electors * u128::from(self.numerator)
    }
}
