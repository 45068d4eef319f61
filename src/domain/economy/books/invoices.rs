//! Invoices of orders: the one that stands, and those that were taken back. A number that was given
//! once is never free again (ECO-7).

use std::collections::{BTreeMap, BTreeSet};

use super::{Books, OrderNow, Signed};
use crate::clock::Date;
use crate::domain::economy::entry::EntryBody;
use crate::id::{CommandId, MemberId};
use crate::message::economy::{EconomyFault, Invoice, VentureId};

/// An invoice of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceNow {
    pub id: CommandId,
    pub by: MemberId,
    pub invoice: Invoice,
    pub taken_back: Option<InvoiceBack>,
}

/// Who took an invoice back, when and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceBack {
    pub by: MemberId,
    pub reason: String,
    pub date: Date,
}

impl Books {
    /// What was taken back makes room for another one of its order, whatever the claimed times.
    pub(super) fn fold_invoices(&mut self, sound: &[&Signed]) {
        let mut back = self.invoices_back(sound);
        let mut numbers = BTreeSet::new();
        for signed in sound {
            let EntryBody::InvoiceIssued(invoice) = &signed.entry.body else { continue };
            let (id, by, taken_back) = (signed.id, signed.by, back.remove(&signed.id));
            let now = InvoiceNow { id, by, invoice: invoice.clone(), taken_back };
            if let Err(fault) = self.take_invoice(now, &mut numbers) {
                self.fault(signed, fault);
            }
        }
    }

    /// What was taken back by those who may. Two who take back the same agree: the first is told.
    fn invoices_back(&mut self, sound: &[&Signed]) -> BTreeMap<CommandId, InvoiceBack> {
        let issued =
            sound.iter().filter(|one| matches!(one.entry.body, EntryBody::InvoiceIssued(_)));
        let issued: BTreeMap<CommandId, &Signed> = issued.map(|one| (one.id, *one)).collect();
        let mut back = BTreeMap::new();
        for signed in sound {
            let EntryBody::InvoiceTakenBack { invoice, reason, date } = &signed.entry.body else {
                continue;
            };
            let known = issued.get(invoice).ok_or(EconomyFault::UnknownEntry);
            let may = known.and_then(|known| {
                // Whoever claims to have been earlier than the invoice is asked as of then.
                let on = Date::at(signed.entry.at.max(known.entry.at));
                self.may_take_back(known, (&signed.by, on))
            });
            match may.map(drop) {
                Ok(()) => {
                    let (by, reason, date) = (signed.by, reason.clone(), *date);
                    back.entry(*invoice).or_insert(InvoiceBack { by, reason, date });
                }
                Err(fault) => self.fault(signed, fault),
            }
        }
        back
    }

    /// Whoever made it, and the stewards; while the venture has none, all who may make one. Gives the
    /// order.
    fn may_take_back(
        &self,
        issued: &Signed,
        (by, on): (&MemberId, Date),
    ) -> Result<&OrderNow, EconomyFault> {
        let EntryBody::InvoiceIssued(invoice) = &issued.entry.body else {
            return Err(EconomyFault::UnknownEntry);
        };
        let order = self.orders.get(&invoice.order).ok_or(EconomyFault::UnknownEntry)?;
        let venture = self.ventures.get(&order.order.venture);
        let venture = venture.ok_or(EconomyFault::UnknownEntry)?;
        match venture.has_say((&issued.by, by), on) {
            true => Ok(order),
            false => Err(EconomyFault::InvoiceOfOthers),
        }
    }

    fn take_invoice(
        &mut self,
        now: InvoiceNow,
        numbers: &mut BTreeSet<(VentureId, String)>,
    ) -> Result<(), EconomyFault> {
        let order = self.orders.get_mut(&now.invoice.order);
        let order = order.ok_or(EconomyFault::UnknownEntry)?;
        let number = (order.order.venture, now.invoice.number.clone());
        if now.taken_back.is_some() {
            order.taken_back.push(now);
            numbers.insert(number);
            return Ok(());
        }
        if order.invoice.is_some() {
            return Err(EconomyFault::WrongState);
        }
        order.with_tax(&now.invoice)?;
        order.invoice = Some(now);
        // It went out: it stands, and that another one has its number is told.
        if numbers.insert(number) { Ok(()) } else { Err(EconomyFault::NumberTaken) }
    }

    /// All invoices of a venture, also those that were taken back.
    pub fn invoices_of(&self, venture: &VentureId) -> impl Iterator<Item = &InvoiceNow> {
        let of_venture = self.orders.values().filter(move |one| one.order.venture == *venture);
        of_venture.flat_map(|one| one.taken_back.iter().chain(&one.invoice))
    }

    /// Whether somebody may take an invoice back, or why not.
    pub fn taking_back(
        &self,
        invoice: &CommandId,
        (by, on): (&MemberId, Date),
    ) -> Result<(), EconomyFault> {
        let issued = self.entries.get(invoice).filter(|signed| self.can_stand(signed).is_ok());
        let order = self.may_take_back(issued.ok_or(EconomyFault::UnknownEntry)?, (by, on))?;
        if order.taken_back.iter().any(|one| one.id == *invoice) {
            return Err(EconomyFault::AlreadyTakenBack);
        }
        Ok(())
    }
}
