//! Budgets, split into rights to spend (ECO-4).

use super::{Books, Signed};
use crate::clock::Timestamp;
use crate::domain::economy::check;
use crate::id::{MemberId, MotionId};
use crate::message::economy::{Account, EconomyFault};
use crate::money::Money;
use crate::ordered::Map;

/// What one member may spend.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Right {
    /// By decision, with what others handed on, less what was handed on to others.
    pub granted: Money,
    pub spent: i64,
}

impl Right {
    /// What is left of it.
    pub fn left(&self) -> Money {
        let units = self.granted.units - self.spent;
        Money { commodity: self.granted.commodity.clone(), units }
    }
}

/// A budget that was decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budget {
    pub id: MotionId,
    /// When it was decided.
    pub at: Timestamp,
    pub name: String,
    pub account: Account,
    pub rights: Map<MemberId, Right>,
}

impl Books {
    pub(super) fn grant(
        &mut self,
        (id, at): (MotionId, Timestamp),
        name: &str,
        account: &Account,
        rights: &[(MemberId, Money)],
    ) -> Result<(), EconomyFault> {
        check::budget(name, account, rights, &self.base())?;
        let mut budget =
            Budget { id, at, name: name.to_owned(), account: account.clone(), rights: Map::new() };
        for (member, money) in rights {
            budget.rights.insert(*member, Right { granted: money.clone(), spent: 0 });
        }
        self.budgets.push(budget);
        Ok(())
    }

    /// The budget of this motion.
    pub fn budget(&self, id: &MotionId) -> Option<&Budget> {
        self.budgets.iter().find(|budget| budget.id == *id)
    }

    /// Spends of a right, if so much is left.
    pub(super) fn spend(
        &mut self,
        budget: &MotionId,
        member: &MemberId,
        units: i64,
    ) -> Result<(), EconomyFault> {
        let budget = self.budgets.iter_mut().find(|one| one.id == *budget);
        let right = budget.and_then(|budget| budget.rights.get_mut(member));
        let right = right.ok_or(EconomyFault::NoRight)?;
        if right.left().units < units {
            return Err(EconomyFault::BeyondRight { left: right.left() });
        }
        right.spent += units;
        Ok(())
    }

    /// Hands on a part of a right; more than there is has no effect.
    pub(super) fn hand_on(
        &mut self,
        signed: &Signed,
        (budget, to): (&MotionId, &MemberId),
        money: &Money,
    ) -> Result<(), EconomyFault> {
        let budget = self.budgets.iter_mut().find(|one| one.id == *budget);
        let budget = budget.ok_or(EconomyFault::NoRight)?;
        let from = budget.rights.get_mut(&signed.by).ok_or(EconomyFault::NoRight)?;
        if from.granted.commodity != money.commodity {
            return Err(EconomyFault::WrongCommodity);
        }
        if from.left().units < money.units {
            return Err(EconomyFault::BeyondRight { left: from.left() });
        }
        from.granted.units -= money.units;
        let none = Money { commodity: money.commodity.clone(), units: 0 };
        let to = budget.rights.entry(*to).or_insert(Right { granted: none, spent: 0 });
        to.granted.units += money.units;
        Ok(())
    }
}
