//! What in the books waits for the reader, as the first screen tells it: a few of each kind, and how
//! many more there are.

use serde::{Deserialize, Serialize};

use crate::id::{CommandId, MemberId};
use crate::money::Money;

/// What waits for one member.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waits {
    /// Expenses first, the oldest first; then work.
    pub shown: Vec<Wait>,
    /// Expenses that are not shown.
    pub more_money: u32,
    /// Pieces of work that are not shown.
    pub more_work: u32,
}

impl Waits {
    /// All of them, shown or not.
    pub fn count(&self) -> u32 {
        let shown = u32::try_from(self.shown.len()).unwrap_or(u32::MAX);
        shown.saturating_add(self.more_money).saturating_add(self.more_work)
    }
}

/// One thing that waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wait {
    /// The expense, or the work.
    pub id: CommandId,
    pub by: MemberId,
    pub what: String,
    pub ask: WaitAsk,
}

/// What is asked of the reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum WaitAsk {
    /// Whether the expense is right (ECO-3).
    Approve { money: Money },
    /// To pay what others approved (ECO-3).
    Pay { money: Money, payee: MemberId },
    /// Whether the work was done; it counts only then (ECO-2).
    Confirm { minutes: u32 },
}
