//! What was agreed for an order: who does what by when, what was done, the invoice (ECO-7).

use std::collections::BTreeSet;

use super::{Books, OrderNow, Signed};
use crate::clock::Date;
use crate::domain::economy::entry::EntryBody;
use crate::id::{CommandId, MemberId};
use crate::message::economy::{Commitment, EconomyFault, Invoice, VentureId, Work};

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

/// The invoice of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceNow {
    pub id: CommandId,
    pub by: MemberId,
    pub invoice: Invoice,
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
        let mut numbers = BTreeSet::new();
        for signed in sound {
            if let Err(fault) = self.take_agreement(signed, &mut numbers) {
                self.fault(signed, fault);
            }
        }
    }

    fn take_agreement<'a>(
        &mut self,
        signed: &'a Signed,
        numbers: &mut BTreeSet<(VentureId, &'a str)>,
    ) -> Result<(), EconomyFault> {
        let body = &signed.entry.body;
        if let EntryBody::CommitmentKept { commitment, date } = body {
            let known = self.own_commitment(commitment, &signed.by)?;
            if known.is_open() {
                known.kept = Some(*date);
            }
        } else if let EntryBody::CommitmentDropped { commitment } = body {
            let known = self.own_commitment(commitment, &signed.by)?;
            known.is_dropped |= known.kept.is_none();
        } else if let EntryBody::InvoiceIssued(invoice) = body {
            let order = self.orders.get_mut(&invoice.order).ok_or(EconomyFault::UnknownEntry)?;
            if order.invoice.is_some() {
                return Err(EconomyFault::WrongState);
            }
            let (id, by) = (signed.id, signed.by);
            order.invoice = Some(InvoiceNow { id, by, invoice: invoice.clone() });
            // It went out: it stands, and that another one has its number is told.
            if !numbers.insert((order.order.venture, invoice.number.as_str())) {
                return Err(EconomyFault::NumberTaken);
            }
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

    /// Whether an invoice of a venture has this number.
    pub fn has_invoice(&self, venture: &VentureId, number: &str) -> bool {
        let of_venture = self.orders.values().filter(|one| one.order.venture == *venture);
        let mut invoices = of_venture.filter_map(|one| one.invoice.as_ref());
        invoices.any(|one| one.invoice.number == number)
    }

    /// Whether the order that work names is here, and of the same venture.
    pub fn for_its_order(&self, work: &Work) -> Result<(), EconomyFault> {
        let Some(id) = &work.order else { return Ok(()) };
        let order = self.orders.get(id).ok_or(EconomyFault::UnknownEntry)?;
        let is_of = work.venture == Some(order.order.venture);
        if is_of { Ok(()) } else { Err(EconomyFault::OtherVenture) }
    }
}
