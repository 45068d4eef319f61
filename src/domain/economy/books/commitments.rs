//! What was agreed for an order: who does what by when, what was done (ECO-7).

use super::{Books, OrderNow, Signed};
use crate::clock::Date;
use crate::domain::economy::entry::EntryBody;
use crate::id::{CommandId, MemberId};
use crate::message::economy::{Commitment, EconomyFault, Work};

/// What somebody said they would do, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitmentNow {
    pub by: MemberId,
    pub commitment: Commitment,
    /// They say that they did it.
    pub kept: Option<Date>,
    /// They say that they cannot.
    pub is_dropped: bool,
}

impl CommitmentNow {
    /// Neither kept nor dropped.
    pub fn is_open(&self) -> bool {
        self.kept.is_none() && !self.is_dropped
    }
}

impl Books {
    pub(super) fn fold_agreements(&mut self, sound: &[&Signed]) {
        for signed in sound {
            if let EntryBody::CommitmentMade(commitment) = &signed.entry.body {
                let (by, commitment) = (signed.by, commitment.clone());
                let order = self.orders.get_mut(&commitment.order);
                match order {
                    Some(order) => {
                        let now = CommitmentNow { by, commitment, kept: None, is_dropped: false };
                        order.commitments.insert(signed.id, now);
                    }
                    None => self.fault(signed, EconomyFault::UnknownEntry),
                }
            }
        }
        for signed in sound {
            if let Err(fault) = self.take_agreement(signed) {
                self.fault(signed, fault);
            }
        }
    }

    fn take_agreement(&mut self, signed: &Signed) -> Result<(), EconomyFault> {
        let body = &signed.entry.body;
        if let EntryBody::CommitmentKept { commitment, date } = body {
            let known = self.own_commitment(commitment, &signed.by)?;
            if known.is_open() {
                known.kept = Some(*date);
            }
        } else if let EntryBody::CommitmentDropped { commitment } = body {
            let known = self.own_commitment(commitment, &signed.by)?;
            known.is_dropped |= known.kept.is_none();
        } else if let EntryBody::WorkLogged(work) = body {
            self.for_its_order(work)?;
        }
        Ok(())
    }

    fn own_commitment(
        &mut self,
        id: &CommandId,
        by: &MemberId,
    ) -> Result<&mut CommitmentNow, EconomyFault> {
        let mut orders = self.orders.values_mut();
        let known = orders.find_map(|order| order.commitments.get_mut(id));
        let known = known.ok_or(EconomyFault::UnknownEntry)?;
        if known.by == *by { Ok(known) } else { Err(EconomyFault::NotTheAuthor) }
    }

    /// A commitment, with the order that it is for.
    pub fn commitment(&self, id: &CommandId) -> Option<(&OrderNow, &CommitmentNow)> {
        self.orders.values().find_map(|order| Some((order, order.commitments.get(id)?)))
    }

    /// Whether the order that work names is here, and of the same venture.
    pub fn for_its_order(&self, work: &Work) -> Result<(), EconomyFault> {
        let Some(id) = &work.order else { return Ok(()) };
        let order = self.orders.get(id).ok_or(EconomyFault::UnknownEntry)?;
        let is_of = work.venture == Some(order.order.venture);
        if is_of { Ok(()) } else { Err(EconomyFault::OtherVenture) }
    }
}
