//! Stances -> whether there is consent (DEC-4): quorum, and no standing objection. Reasons,
//! withdrawals and rounds are the motion's; an objection that was withdrawn is no stance any more.

use super::ballot::{Alike, CountError};
use super::quorum::Quorum;

/// Where one stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stance {
    Consent,
    Abstain,
    Object,
}

/// How many stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stances {
    pub consents: u64,
    pub abstained: u64,
    pub objections: u64,
}

impl Stances {
    /// Counts stances.
    pub fn count(stances: impl IntoIterator<Item = Alike<Stance>>) -> Result<Self, CountError> {
        let mut counted = Self::default();
        for Alike { ballot, count } in stances {
            let sum = match ballot {
                Stance::Consent => &mut counted.consents,
                Stance::Abstain => &mut counted.abstained,
                Stance::Object => &mut counted.objections,
            };
            *sum = sum.checked_add(count).ok_or(CountError::TooMany)?;
        }
        counted.cast()?;
        Ok(counted)
    }

    /// P of DEC-2: all who cast any ballot.
    pub fn cast(self) -> Result<u64, CountError> {
        let unobjecting = self.consents.checked_add(self.abstained);
        unobjecting.and_then(|some| some.checked_add(self.objections)).ok_or(CountError::TooMany)
    }

    /// Whether so many electors have consented. What cannot be counted is no consent.
    pub fn is_consent(self, quorum: Quorum, electors: u64) -> bool {
        self.objections == 0 && self.cast().is_ok_and(|cast| quorum.is_met(cast, electors))
    }
}
