//! Budgets, split into rights to spend (ECO-4).

use super::Books;
use crate::clock::Timestamp;
use crate::domain::economy::check;
use crate::id::{MemberId, MotionId};
use crate::message::economy::{Account, EconomyFault};
use crate::money::{Commodity, Money};
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
    /// The decision by which nothing more is spent of it (DEC-10).
    pub ended: Option<MotionId>,
}

/// A budget of which nothing is spent.
pub(super) fn granted(
    (id, at): (MotionId, Timestamp),
    name: &str,
    account: &Account,
    (rights, base): (&[(MemberId, Money)], &Commodity),
) -> Result<Budget, EconomyFault> {
    check::budget(name, account, rights, base)?;
    let right =
        |(member, money): &(MemberId, Money)| (*member, Right { granted: money.clone(), spent: 0 });
    let rights = rights.iter().map(right).collect();
    let (name, account) = (name.to_owned(), account.clone());
    Ok(Budget { id, at, name, account, rights, ended: None })
}

impl Books {
    /// The budget of this motion.
    pub fn budget(&self, id: &MotionId) -> Option<&Budget> {
        self.budgets.iter().find(|budget| budget.id == *id)
    }

    /// What a member may still spend of a budget.
    pub fn right(&self, budget: &MotionId, member: &MemberId) -> Result<&Right, EconomyFault> {
        let budget = self.budget(budget).ok_or(EconomyFault::NoRight)?;
        if budget.ended.is_some() {
            return Err(EconomyFault::RightEnded);
        }
        budget.rights.get(member).ok_or(EconomyFault::NoRight)
    }
}

/// Spends of a right, if so much is left.
pub(super) fn spend(
    budgets: &mut [Budget],
    (budget, member): (&MotionId, &MemberId),
    units: i64,
) -> Result<(), EconomyFault> {
    let budget = budgets.iter_mut().find(|one| one.id == *budget);
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
    budgets: &mut [Budget],
    (budget, by, to): (&MotionId, &MemberId, &MemberId),
    money: &Money,
) -> Result<(), EconomyFault> {
    let budget = budgets.iter_mut().find(|one| one.id == *budget);
    let budget = budget.ok_or(EconomyFault::NoRight)?;
    let from = budget.rights.get_mut(by).ok_or(EconomyFault::NoRight)?;
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
