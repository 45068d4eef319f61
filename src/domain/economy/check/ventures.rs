//! Whether what is said of ventures, orders and lines of files can stand by itself.

use std::collections::BTreeSet;

use super::{Checked, at_most, words};
use crate::domain::economy::entry::EntryBody;
use crate::id::MemberId;
use crate::limits::{
    ADDRESS_CHARS_MAX, INVOICE_DAYS_MAX, LINE_CHARS_MAX, LINES_MATCHED_MAX, MINUTES_PROMISED_MAX,
    MOTION_CHARS_MAX, NAME_CHARS_MAX, QUANTITY_MAX, STEWARDS_MAX, TAX_RATE_MAX,
};
use crate::message::economy::{
    Commitment, EconomyFault, Effort, Invoice, LineMatch, Offer, Origin, Root, Tax, TaxSize,
    VentureTerms,
};
use crate::money::Commodity;

/// Checks what an entry of this part says; any other stands.
pub fn entry(body: &EntryBody) -> Checked {
    if let EntryBody::VentureFounded { name, purpose } = body {
        words(name, NAME_CHARS_MAX)?;
        at_most(purpose, MOTION_CHARS_MAX)
    } else if let EntryBody::OfferMade(one) = body {
        offer(one)
    } else if let EntryBody::VentureNeedStated { what, .. } = body {
        words(what, LINE_CHARS_MAX)
    } else if let EntryBody::VentureNeedMet { how, .. } = body {
        at_most(how, LINE_CHARS_MAX)
    } else if let EntryBody::VentureTermsSet(one) = body {
        terms(one)
    } else if let EntryBody::CommitmentMade(one) = body {
        commitment(one)
    } else if let EntryBody::InvoiceIssued(one) = body {
        invoice(one)
    } else if let EntryBody::InvoiceTakenBack { reason, .. }
    | EntryBody::OrderCancelled { reason, .. } = body
    {
        words(reason, MOTION_CHARS_MAX)
    } else if let EntryBody::LinesMatched { lines } = body {
        matches(lines)
    } else if let EntryBody::MatchTakenBack { origin, .. } = body {
        named(origin)
    } else {
        Ok(())
    }
}

fn offer(offer: &Offer) -> Checked {
    words(&offer.title, LINE_CHARS_MAX)?;
    words(&offer.unit, NAME_CHARS_MAX)?;
    at_most(&offer.language, NAME_CHARS_MAX)?;
    at_most(&offer.place, LINE_CHARS_MAX)?;
    super::positive(&offer.price)
}

fn terms(terms: &VentureTerms) -> Checked {
    at_most(&terms.from, ADDRESS_CHARS_MAX)?;
    at_most(&terms.pay, ADDRESS_CHARS_MAX)?;
    if terms.days <= INVOICE_DAYS_MAX { Ok(()) } else { Err(EconomyFault::OutOfRange) }
}

fn commitment(commitment: &Commitment) -> Checked {
    words(&commitment.what, LINE_CHARS_MAX)?;
    let (count, most) = match commitment.effort {
        Effort::Minutes(minutes) => (minutes, MINUTES_PROMISED_MAX),
        Effort::Quantity(quantity) => (quantity, QUANTITY_MAX),
    };
    match count {
        0 => Err(EconomyFault::NotPositive),
        count if count > most => Err(EconomyFault::OutOfRange),
        _ => Ok(()),
    }
}

fn invoice(invoice: &Invoice) -> Checked {
    words(&invoice.number, NAME_CHARS_MAX)?;
    words(&invoice.to, ADDRESS_CHARS_MAX)?;
    if let Some(one) = &invoice.tax {
        tax(one)?;
    }
    if invoice.date <= invoice.due { Ok(()) } else { Err(EconomyFault::OutOfRange) }
}

fn tax(tax: &Tax) -> Checked {
    words(&tax.name, NAME_CHARS_MAX)?;
    match &tax.size {
        TaxSize::Rate(0) => Err(EconomyFault::NotPositive),
        TaxSize::Rate(rate) if *rate > TAX_RATE_MAX => Err(EconomyFault::OutOfRange),
        TaxSize::Rate(_) => Ok(()),
        TaxSize::Amount(money) => super::positive(money),
    }
}

fn named(origin: &Origin) -> Checked {
    words(&origin.file, LINE_CHARS_MAX)?;
    words(&origin.entry, LINE_CHARS_MAX)
}

fn matches(lines: &[LineMatch]) -> Checked {
    if !(1..=LINES_MATCHED_MAX).contains(&lines.len()) {
        return Err(EconomyFault::PostingsCount);
    }
    let (mut origins, mut entries) = (BTreeSet::new(), BTreeSet::new());
    for line in lines {
        named(&line.origin)?;
        let is_ours = matches!(line.account.root(), Root::Assets | Root::Liabilities);
        if !is_ours || line.account.leaf().is_empty() {
            return Err(EconomyFault::WrongAccount);
        }
        if line.money.units == 0 {
            return Err(EconomyFault::NotPositive);
        }
        if line.money.commodity == Commodity::credit() {
            return Err(EconomyFault::WrongCommodity);
        }
        if !origins.insert(&line.origin) || !entries.insert((&line.origin.file, line.entry)) {
            return Err(EconomyFault::MatchedTwice);
        }
    }
    Ok(())
}

/// Checks who was elected to run a venture.
pub fn stewards(members: &[MemberId]) -> Checked {
    let apart: BTreeSet<&MemberId> = members.iter().collect();
    let is_sane = (1..=STEWARDS_MAX).contains(&members.len()) && apart.len() == members.len();
    if is_sane { Ok(()) } else { Err(EconomyFault::OutOfRange) }
}
