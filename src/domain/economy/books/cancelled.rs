//! Orders that were cancelled before anything came of them (ECO-7). Whatever was delivered, paid or
//! invoiced apart from that stands, and then the order does too.

use super::{Books, OrderNow, Signed};
use crate::clock::Date;
use crate::domain::economy::entry::EntryBody;
use crate::id::{CommandId, MemberId};
use crate::message::economy::EconomyFault;

/// Who cancelled an order, when and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cancelled {
    pub by: MemberId,
    pub reason: String,
    pub date: Date,
}

impl OrderNow {
    /// Whether nothing of it was delivered, paid or invoiced.
    fn is_untouched(&self) -> bool {
        let is_paid = self.paid.values().any(|units| *units != 0);
        self.fulfilled.is_none() && self.invoice.is_none() && !is_paid
    }

    /// Whether something can still be done for it.
    pub fn is_open(&self) -> bool {
        self.fulfilled.is_none() && self.cancelled.is_none()
    }
}

impl Books {
    /// Comes after all that is booked. Two who cancel the same agree: the first is told.
    pub(super) fn fold_cancelled(&mut self, sound: &[&Signed]) {
        for signed in sound {
            let EntryBody::OrderCancelled { order, reason, date } = &signed.entry.body else {
                continue;
            };
            let on = self.orders.get(order).map_or(signed.entry.at, |known| {
                // Whoever claims to have been earlier than the order is asked as of then.
                signed.entry.at.max(known.at)
            });
            if let Err(fault) = self.may_cancel(order, (&signed.by, Date::at(on))) {
                self.fault(signed, fault);
            } else if let Some(known) = self.orders.get_mut(order) {
                let (by, reason, date) = (signed.by, reason.clone(), *date);
                known.cancelled.get_or_insert(Cancelled { by, reason, date });
            }
        }
    }

    fn may_cancel(
        &self,
        order: &CommandId,
        (by, on): (&MemberId, Date),
    ) -> Result<(), EconomyFault> {
        let known = self.order(order)?;
        let venture = self.ventures.get(&known.order.venture);
        let venture = venture.ok_or(EconomyFault::UnknownEntry)?;
        if !venture.has_say((&known.by, by), on) {
            Err(EconomyFault::OrderOfOthers)
        } else if !known.is_untouched() {
            Err(EconomyFault::TooLateToCancel)
        } else {
            Ok(())
        }
    }

    /// Whether somebody may cancel an order, or why not.
    pub fn cancelling(
        &self,
        order: &CommandId,
        (by, on): (&MemberId, Date),
    ) -> Result<(), EconomyFault> {
        self.standing_order(order)?;
        self.may_cancel(order, (by, on))
    }

    fn order(&self, id: &CommandId) -> Result<&OrderNow, EconomyFault> {
        self.orders.get(id).ok_or(EconomyFault::UnknownEntry)
    }

    /// An order that was not cancelled.
    pub fn standing_order(&self, id: &CommandId) -> Result<&OrderNow, EconomyFault> {
        let known = self.order(id)?;
        match known.cancelled {
            Some(_) => Err(EconomyFault::OrderCancelled),
            None => Ok(known),
        }
    }
}
