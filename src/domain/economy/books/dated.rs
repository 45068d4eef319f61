//! On which day of its author's calendar an entry tells that something was.

use crate::clock::Date;
use crate::domain::economy::entry::EntryBody;

/// The author's calendar date of an entry, where it has one.
pub fn date_of(body: &EntryBody) -> Option<Date> {
    match body {
        EntryBody::WorkLogged(work) => Some(work.date),
        EntryBody::TransactionRecorded(transaction) => Some(transaction.date),
        EntryBody::ExpenseClaimed(expense) => Some(expense.date),
        EntryBody::OrderPlaced(order) => Some(order.date),
        EntryBody::NeedAsked(need) => Some(need.date),
        EntryBody::InvoiceIssued(invoice) => Some(invoice.date),
        EntryBody::ExpensePaid { date, .. }
        | EntryBody::CreditPaid { date, .. }
        | EntryBody::VentureNeedMet { date, .. }
        | EntryBody::CommitmentKept { date, .. }
        | EntryBody::OrderCancelled { date, .. }
        | EntryBody::OrderFulfilled { date, .. }
        | EntryBody::LeavingSettled { date, .. }
        | EntryBody::NeedClosed { date, .. }
        | EntryBody::InvoiceTakenBack { date, .. }
        | EntryBody::PageCited { date, .. } => Some(*date),
        EntryBody::TransferSent(sent) => Some(sent.transfer.date),
        EntryBody::TransferAnswered(answered) => Some(answered.transfer.date),
        EntryBody::BooksOpened { .. }
        | EntryBody::WorkConfirmed { .. }
        | EntryBody::ExpenseApproved { .. }
        | EntryBody::ExpenseRejected { .. }
        | EntryBody::RightHandedOn { .. }
        | EntryBody::LinesMatched { .. }
        | EntryBody::MatchTakenBack { .. }
        | EntryBody::VentureFounded { .. }
        | EntryBody::VentureJoined { .. }
        | EntryBody::VentureLeft { .. }
        | EntryBody::VentureNeedStated { .. }
        | EntryBody::VentureTermsSet(_)
        | EntryBody::OfferMade(_)
        | EntryBody::AnswerTaken(_)
        | EntryBody::SealKeyShown { .. }
        | EntryBody::NeedTakenBack { .. }
        | EntryBody::WordsErased { .. }
        | EntryBody::PledgeMade { .. }
        | EntryBody::PledgeTakenBack { .. }
        | EntryBody::OfferEnded { .. }
        | EntryBody::CommitmentMade(_)
        | EntryBody::CommitmentDropped { .. } => None,
    }
}
