//! What a member wants to do for a venture or an order -> an entry, or why not.

use super::Who;
use crate::domain::economy::books::{Books, CommitmentNow, VentureNeed, may_set_terms};
use crate::domain::economy::entry::EntryBody;
use crate::id::CommandId;
use crate::message::economy::{EconomyAct, EconomyFault};

/// The entry; `None` for an act that is of another part.
pub fn entry(books: &Books, act: &EconomyAct, who: Who) -> Result<Option<EntryBody>, EconomyFault> {
    let voter = || if who.is_voter { Ok(()) } else { Err(EconomyFault::NotAVoter) };
    let body = if let EconomyAct::JoinVenture { venture } = act {
        super::known_venture(books, venture)?;
        EntryBody::VentureJoined { venture: *venture }
    } else if let EconomyAct::LeaveVenture { venture } = act {
        super::known_venture(books, venture)?;
        EntryBody::VentureLeft { venture: *venture }
    } else if let EconomyAct::StateVentureNeed { venture, what } = act {
        voter()?;
        super::known_venture(books, venture)?;
        EntryBody::VentureNeedStated { venture: *venture, what: what.clone() }
    } else if let EconomyAct::MeetVentureNeed { need, how, date } = act {
        voter()?;
        if known_need(books, need)?.met.is_some() {
            return Err(EconomyFault::WrongState);
        }
        EntryBody::VentureNeedMet { need: *need, how: how.clone(), date: *date }
    } else if let EconomyAct::SetVentureTerms(terms) = act {
        voter()?;
        let venture = books.ventures.get(&terms.venture).ok_or(EconomyFault::UnknownEntry)?;
        may_set_terms(venture, &who.me, who.today)?;
        EntryBody::VentureTermsSet(terms.clone())
    } else if let EconomyAct::Commit(commitment) = act {
        if books.standing_order(&commitment.order)?.fulfilled.is_some() {
            return Err(EconomyFault::WrongState);
        }
        EntryBody::CommitmentMade(commitment.clone())
    } else if let EconomyAct::KeepCommitment { commitment, date } = act {
        own_commitment(books, commitment, who)?;
        EntryBody::CommitmentKept { commitment: *commitment, date: *date }
    } else if let EconomyAct::DropCommitment { commitment } = act {
        own_commitment(books, commitment, who)?;
        EntryBody::CommitmentDropped { commitment: *commitment }
    } else if let EconomyAct::IssueInvoice(invoice) = act {
        voter()?;
        let order = books.standing_order(&invoice.order)?;
        if order.invoice.is_some() {
            return Err(EconomyFault::WrongState);
        }
        order.with_tax(invoice)?;
        let mut others = books.invoices_of(&order.order.venture);
        if others.any(|one| one.invoice.number == invoice.number) {
            return Err(EconomyFault::NumberTaken);
        }
        EntryBody::InvoiceIssued(invoice.clone())
    } else if let EconomyAct::TakeBackInvoice { invoice, reason, date } = act {
        voter()?;
        books.taking_back(invoice, (&who.me, who.today))?;
        let (invoice, reason, date) = (*invoice, reason.clone(), *date);
        EntryBody::InvoiceTakenBack { invoice, reason, date }
    } else if let EconomyAct::CancelOrder { order, reason, date } = act {
        voter()?;
        books.cancelling(order, (&who.me, who.today))?;
        EntryBody::OrderCancelled { order: *order, reason: reason.clone(), date: *date }
    } else {
        return Ok(None);
    };
    Ok(Some(body))
}

fn known_need<'a>(books: &'a Books, need: &CommandId) -> Result<&'a VentureNeed, EconomyFault> {
    let mut ventures = books.ventures.values();
    ventures.find_map(|one| one.needs.get(need)).ok_or(EconomyFault::UnknownEntry)
}

/// A commitment of one's own that is open.
fn own_commitment<'a>(
    books: &'a Books,
    id: &CommandId,
    who: Who,
) -> Result<&'a CommitmentNow, EconomyFault> {
    let (_, known) = books.commitment(id).ok_or(EconomyFault::UnknownEntry)?;
    if known.by != who.me {
        return Err(EconomyFault::NotTheAuthor);
    }
    if known.is_open() { Ok(known) } else { Err(EconomyFault::WrongState) }
}
