//! What there is to share out, and what it would come to.

use serde::{Deserialize, Serialize};

use super::Minutes;
use crate::clock::Date;
use crate::id::{CommandId, MemberId, MotionId};
use crate::message::economy::{Account, SurplusRule};
use crate::money::{Commodity, Money};

/// What a surplus would come to: nothing is moved by trying.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sharing {
    pub base: Commodity,
    /// What is open, from its first day.
    pub from: Option<Date>,
    pub until: Date,
    /// The last day of a period that is over and not closed, where the terms ask for it.
    pub due: Option<Date>,
    pub income: Money,
    /// Accounts of expenses, the largest first.
    pub expenses: Vec<(Account, Money)>,
    pub surplus: Money,
    /// In force, with the decision that made it so.
    pub rule: Option<(MotionId, SurplusRule)>,
    /// Members who are here, with their minutes of the open period.
    pub members: Vec<(MemberId, Minutes)>,
    /// Breaks ties of rounding, as the closing itself would.
    pub allocation: CommandId,
    /// The period that was shared out last.
    pub last: Option<LastShared>,
}

/// A period that was shared out, as it was before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastShared {
    pub motion: MotionId,
    pub from: Option<Date>,
    pub until: Date,
    pub income: Money,
    pub expenses: Vec<(Account, Money)>,
    pub surplus: Money,
    /// Who had a part in it, with their minutes.
    pub members: Vec<(MemberId, Minutes)>,
}

impl Sharing {
    /// Whether no money came in or went out: hours alone share out nothing.
    pub fn is_empty(&self) -> bool {
        self.income.units == 0 && self.expenses.is_empty()
    }

    /// The period that was shared out last, to try other rules on.
    pub fn of_last(&self) -> Option<Self> {
        let last = self.last.clone()?;
        Some(Self {
            base: self.base.clone(),
            from: last.from,
            until: last.until,
            due: None,
            income: last.income,
            expenses: last.expenses,
            surplus: last.surplus,
            rule: self.rule.clone(),
            members: last.members,
            allocation: CommandId(last.motion.0),
            last: None,
        })
    }
}
