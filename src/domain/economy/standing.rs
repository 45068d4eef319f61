//! Who may sign which entry: judged by the charter at the heads that the entry names (ECO-1), so that a
//! right which came or ended later changes nothing, and every reader says the same.

use serde::{Deserialize, Serialize};

use crate::domain::economy::entry::EntryBody;
use crate::id::{MemberId, MotionId};
use crate::message::economy::EconomyFault;

/// What the charter says of who signed an entry, at its heads. It never changes: what lies below the
/// heads does not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    pub is_member: bool,
    pub is_voter: bool,
    /// Whether the device was the one that does what must not fork (PEO-7).
    pub is_purse: bool,
    /// Where the purse was handed on to that device: whether the entry was written without what others of
    /// that member had done with it in the same part of the ledger.
    pub is_behind: bool,
    /// Where the entry spends a right or pays credit: whether that was decided before its author came back
    /// by the word of the others, and is lost with the purse that they had (PEO-7).
    pub is_lost: bool,
    /// Where the entry settles what somebody leaves: whether they are gone.
    pub is_of_gone: bool,
    /// Where the entry spends of a budget or hands a right to it on: whether another decision had been put
    /// in its place (DEC-10).
    pub is_right_ended: bool,
    /// The decision whose terms were in force; `None` before the first.
    pub terms: Option<MotionId>,
}

/// What an entry asks of its author, beside being a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Nothing,
    Vote,
    Purse,
    VoteAndPurse,
}

fn asked(body: &EntryBody) -> Asked {
    match body {
        EntryBody::BooksOpened { .. }
        | EntryBody::WorkLogged(_)
        | EntryBody::WorkConfirmed { .. }
        | EntryBody::VentureJoined { .. }
        | EntryBody::VentureLeft { .. }
        | EntryBody::CommitmentMade(_)
        | EntryBody::CommitmentKept { .. }
        | EntryBody::CommitmentDropped { .. }
        | EntryBody::NeedAsked(_)
        | EntryBody::NeedTakenBack { .. }
        | EntryBody::WordsErased { .. }
        | EntryBody::PledgeMade { .. }
        | EntryBody::PledgeTakenBack { .. }
        // Whoever leaves may have had no vote; others are asked for one as it is taken.
        | EntryBody::LeavingSettled { .. }
        // What the others signed proves itself.
        | EntryBody::AnswerTaken(_) => Asked::Nothing,
        // A right is spent as it is asked for.
        EntryBody::ExpenseClaimed(expense) if expense.budget.is_some() => Asked::Purse,
        EntryBody::ExpenseClaimed(_) => Asked::Nothing,
        EntryBody::RightHandedOn { .. }
        | EntryBody::NeedClosed { .. }
        | EntryBody::TransferSent(_)
        | EntryBody::TransferAnswered(_) => Asked::Purse,
        EntryBody::CreditPaid { .. } => Asked::VoteAndPurse,
        EntryBody::TransactionRecorded(_)
        | EntryBody::ExpenseApproved { .. }
        | EntryBody::ExpenseRejected { .. }
        | EntryBody::ExpensePaid { .. }
        | EntryBody::VentureFounded { .. }
        | EntryBody::OfferMade(_)
        | EntryBody::OfferEnded { .. }
        | EntryBody::OrderPlaced(_)
        | EntryBody::OrderCancelled { .. }
        | EntryBody::OrderFulfilled { .. }
        | EntryBody::PageCited { .. }
        | EntryBody::SealKeyShown { .. }
        | EntryBody::LinesMatched { .. }
        | EntryBody::MatchTakenBack { .. }
        | EntryBody::VentureNeedStated { .. }
        | EntryBody::VentureNeedMet { .. }
        | EntryBody::VentureTermsSet(_)
        | EntryBody::InvoiceIssued(_)
        | EntryBody::InvoiceTakenBack { .. } => Asked::Vote,
    }
}

/// Whether only the device that holds its member's purse signs such an entry.
pub fn asks_purse(body: &EntryBody) -> bool {
    match asked(body) {
        Asked::Purse | Asked::VoteAndPurse => true,
        Asked::Nothing | Asked::Vote => false,
    }
}

/// Whether somebody else can rely on it: such an entry is never void for a purse that was handed on, as
/// nobody knows whether it was signed before.
pub fn is_claimed(by: MemberId, body: &EntryBody) -> bool {
    if let EntryBody::ExpenseClaimed(expense) = body {
        expense.payee != by
    } else {
        asks_purse(body)
    }
}

/// The budget that an entry spends of, or hands a right to on.
pub fn budget_of(body: &EntryBody) -> Option<MotionId> {
    if let EntryBody::ExpenseClaimed(expense) = body {
        expense.budget
    } else if let EntryBody::RightHandedOn { budget, .. } = body {
        Some(*budget)
    } else {
        None
    }
}

impl Standing {
    /// Whether this is enough for such an entry.
    pub fn allows(&self, body: &EntryBody) -> Result<(), EconomyFault> {
        if !self.is_member {
            return Err(EconomyFault::NotAMember);
        }
        let (vote, purse) = match asked(body) {
            Asked::Nothing => (false, false),
            Asked::Vote => (true, false),
            Asked::Purse => (false, true),
            Asked::VoteAndPurse => (true, true),
        };
        if self.is_right_ended {
            Err(EconomyFault::RightEnded)
        } else if vote && !self.is_voter {
            Err(EconomyFault::NotAVoter)
        } else if purse && !self.is_purse {
            Err(EconomyFault::NotThePurse)
        } else if purse && self.is_behind {
            Err(EconomyFault::PurseBehind)
        } else if self.is_lost {
            Err(EconomyFault::LostWithThePurse)
        } else {
            Ok(())
        }
    }
}
