//! Ventures, what they offer, and what was ordered from them (ECO-6, ECO-7).

use super::{Books, Cancelled, CommitmentNow, InvoiceNow, Signed, Stewards, VentureNeed};
use crate::clock::{Date, Timestamp};
use crate::domain::economy::entry::EntryBody;
use crate::id::{CommandId, MemberId, PageId};
use crate::message::economy::{EconomyFault, Invoice, Offer, Order, TaxSize, VentureTerms};
use crate::money::{Commodity, Money};
use crate::ordered::Map;

/// A venture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Venture {
    pub id: CommandId,
    pub founder: MemberId,
    pub name: String,
    pub purpose: String,
    /// Who takes part by their own word, as they came.
    pub members: Vec<MemberId>,
    /// Elections, in the order in which they take effect.
    pub stewards: Vec<Stewards>,
    pub needs: Map<CommandId, VentureNeed>,
    /// What stands on its invoices, once somebody said so.
    pub terms: Option<VentureTerms>,
    /// Those that have not ended.
    pub offers: Map<CommandId, Offer>,
    /// Pages of the commons that it builds on, and since when.
    pub cites: Map<PageId, Date>,
}

/// An order as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderNow {
    pub id: CommandId,
    pub at: Timestamp,
    pub by: MemberId,
    pub order: Order,
    pub fulfilled: Option<Date>,
    pub cancelled: Option<Cancelled>,
    /// What its lines come to, before any tax.
    pub total: Map<Commodity, i64>,
    pub paid: Map<Commodity, i64>,
    /// What of that was booked as tax.
    pub tax_paid: Map<Commodity, i64>,
    pub commitments: Map<CommandId, CommitmentNow>,
    /// The one that stands.
    pub invoice: Option<InvoiceNow>,
    /// As they were made.
    pub taken_back: Vec<InvoiceNow>,
}

impl OrderNow {
    /// All of it came.
    pub fn is_paid(&self) -> bool {
        let paid = |commodity| self.paid.get(commodity).copied().unwrap_or_default();
        self.due().iter().all(|(commodity, units)| paid(commodity) >= *units)
    }

    /// What is to be paid: the lines, and the tax of the invoice that stands.
    pub fn due(&self) -> Map<Commodity, i64> {
        let invoiced = self.invoice.as_ref().and_then(|one| self.with_tax(&one.invoice).ok());
        invoiced.unwrap_or_else(|| self.total.clone())
    }

    /// The tax of an invoice of this order.
    pub fn tax_of(&self, invoice: &Invoice) -> Result<Vec<Money>, EconomyFault> {
        let Some(tax) = &invoice.tax else { return Ok(Vec::new()) };
        if let TaxSize::Amount(money) = &tax.size
            && !self.total.contains_key(&money.commodity)
        {
            return Err(EconomyFault::WrongCommodity);
        }
        tax.on(&Self::amounts(&self.total)).ok_or(EconomyFault::OutOfRange)
    }

    /// The lines and the tax of an invoice of this order.
    pub fn with_tax(&self, invoice: &Invoice) -> Result<Map<Commodity, i64>, EconomyFault> {
        let mut all = self.total.clone();
        for money in self.tax_of(invoice)? {
            let sum = all.entry(money.commodity.clone()).or_default();
            let units = i128::from(*sum) + i128::from(money.units);
            *sum = Money::new(units, money.commodity).ok_or(EconomyFault::OutOfRange)?.units;
        }
        Ok(all)
    }

    /// The amounts of a map.
    pub fn amounts(of: &Map<Commodity, i64>) -> Vec<Money> {
        let money = |(commodity, units): (&Commodity, &i64)| Money {
            commodity: commodity.clone(),
            units: *units,
        };
        of.iter().map(money).collect()
    }
}

/// What the lines of an order come to.
pub fn total(order: &Order) -> Option<Map<Commodity, i64>> {
    let mut total: Map<Commodity, i64> = Map::new();
    for line in &order.lines {
        let money = line.amount()?;
        let sum = total.entry(money.commodity).or_default();
        *sum = sum.checked_add(money.units)?;
    }
    Some(total)
}

impl Books {
    pub(super) fn fold_trade(&mut self, sound: &[&Signed]) {
        // What refers to others comes after all of these, whatever its claimed time.
        for signed in sound {
            if let EntryBody::VentureFounded { name, purpose } = &signed.entry.body {
                let venture = Venture {
                    id: signed.id,
                    founder: signed.by,
                    name: name.clone(),
                    purpose: purpose.clone(),
                    members: vec![signed.by],
                    stewards: Vec::new(),
                    needs: Map::new(),
                    terms: None,
                    offers: Map::new(),
                    cites: Map::new(),
                };
                self.ventures.insert(signed.id, venture);
            }
        }
        for signed in sound {
            if let Err(fault) = self.take_trade(signed) {
                self.fault(signed, fault);
            }
        }
        for signed in sound {
            if let EntryBody::OfferEnded { offer } = &signed.entry.body {
                for venture in self.ventures.values_mut() {
                    venture.offers.remove(offer);
                }
            } else if let EntryBody::OrderFulfilled { order, date } = &signed.entry.body {
                match self.orders.get_mut(order) {
                    Some(order) => {
                        order.fulfilled.get_or_insert(*date);
                    }
                    None => self.fault(signed, EconomyFault::UnknownEntry),
                }
            }
        }
    }

    pub(super) fn venture_mut(&mut self, id: &CommandId) -> Result<&mut Venture, EconomyFault> {
        self.ventures.get_mut(id).ok_or(EconomyFault::UnknownEntry)
    }

    fn take_trade(&mut self, signed: &Signed) -> Result<(), EconomyFault> {
        let body = &signed.entry.body;
        if let EntryBody::OfferMade(offer) = body {
            self.venture_mut(&offer.venture)?.offers.insert(signed.id, offer.clone());
        } else if let EntryBody::PageCited { venture, page, date } = body {
            let since = self.venture_mut(venture)?.cites.entry(*page).or_insert(*date);
            *since = (*since).min(*date);
        } else if let EntryBody::OrderPlaced(order) = body {
            self.venture_mut(&order.venture)?;
            let order = OrderNow {
                id: signed.id,
                at: signed.entry.at,
                by: signed.by,
                total: total(order).ok_or(EconomyFault::OutOfRange)?,
                order: order.clone(),
                fulfilled: None,
                cancelled: None,
                paid: Map::new(),
                tax_paid: Map::new(),
                commitments: Map::new(),
                invoice: None,
                taken_back: Vec::new(),
            };
            self.orders.insert(signed.id, order);
        }
        Ok(())
    }
}
