//! Leaving, in figures (ECO-12): what somebody is owed becomes a claim, paid by a schedule.

use serde::{Deserialize, Serialize};

use crate::clock::Date;
use crate::id::MemberId;
use crate::money::Money;

/// When those who left are paid what they are owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimTerms {
    /// So many days after they left the first part falls due.
    pub first_days: u32,
    /// In so many parts, one each month.
    pub parts: u32,
}

impl Default for ClaimTerms {
    /// After thirty days, in six parts.
    fn default() -> Self {
        Self { first_days: 30, parts: 6 }
    }
}

/// What somebody who is gone has to get, in one commodity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimView {
    pub member: MemberId,
    /// Since when they are gone.
    pub since: Date,
    pub total: Money,
    pub paid: Money,
    pub left: Money,
    /// What falls due when; together the whole.
    pub parts: Vec<(Date, Money)>,
    /// The next part that is not paid, and what of it is left.
    pub next: Option<(Date, Money)>,
}

/// What leaving would come to for the reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeavingView {
    /// Owed to them by now.
    pub owed: Vec<Money>,
    /// Own money that they put in.
    pub capital: Vec<Money>,
    /// Both together as claims, as if they left today.
    pub claims: Vec<ClaimView>,
    pub credit: Money,
    /// Never divided: it stays.
    pub reserve: Money,
    pub terms: ClaimTerms,
}
