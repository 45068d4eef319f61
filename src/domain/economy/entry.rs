//! Facts of the ledger: canonical JSON like all facts, in a family of their own, so that only those
//! who keep books need code for them.

use serde::{Deserialize, Serialize};

use crate::clock::{Date, Timestamp};
use crate::domain::fact::{self, FactError};
use crate::id::{CommandId, MemberId, MotionId, PageId, SealKey};
use crate::message::economy::care::Need;
use crate::message::economy::trade::{Answered, Receipt, Sent};
use crate::message::economy::{Account, Expense, Offer, Order, Transaction, VentureId, Work};
use crate::money::{Commodity, Money};

/// One fact of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Claimed time (CLK-1).
    pub at: Timestamp,
    pub body: EntryBody,
}

/// What happened, in the past tense.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum EntryBody {
    /// By the founder alone.
    BooksOpened {
        base: Commodity,
    },
    WorkLogged(Work),
    WorkConfirmed {
        work: CommandId,
    },
    TransactionRecorded(Transaction),
    ExpenseClaimed(Expense),
    ExpenseApproved {
        expense: CommandId,
    },
    ExpenseRejected {
        expense: CommandId,
        reason: String,
    },
    ExpensePaid {
        expense: CommandId,
        from: Account,
        date: Date,
    },
    CreditPaid {
        to: MemberId,
        money: Money,
        what: String,
        date: Date,
    },
    RightHandedOn {
        budget: MotionId,
        to: MemberId,
        money: Money,
    },
    VentureFounded {
        name: String,
        purpose: String,
    },
    OfferMade(Offer),
    OfferEnded {
        offer: CommandId,
    },
    OrderPlaced(Order),
    OrderFulfilled {
        order: CommandId,
        date: Date,
    },
    PageCited {
        venture: VentureId,
        page: PageId,
        date: Date,
    },
    TransferSent(Box<Sent>),
    TransferAnswered(Box<Answered>),
    /// What the others said to a transfer of ours.
    AnswerTaken(Receipt),
    /// What somebody who is gone put in becomes a claim, and their credit is squared, so much of each.
    LeavingSettled {
        member: MemberId,
        capital: Vec<Money>,
        /// In hundredths.
        credit: i64,
        date: Date,
    },
    /// Needs can be told to this device.
    SealKeyShown {
        key: SealKey,
    },
    NeedAsked(Need),
    NeedTakenBack {
        need: CommandId,
    },
    PledgeMade {
        need: CommandId,
        money: Money,
    },
    PledgeTakenBack {
        pledge: CommandId,
    },
    /// These pledges came into this account; by who keeps the need.
    NeedClosed {
        need: CommandId,
        pledges: Vec<CommandId>,
        into: Account,
        date: Date,
    },
}

impl Entry {
    /// The canonical JSON.
    pub fn to_json(&self) -> String {
        fact::write(self.at, &self.body)
    }

    /// Reads canonical JSON.
    pub fn from_json(text: &str) -> Result<Self, FactError> {
        let (at, body) = fact::read(text)?;
        Ok(Self { at, body })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_read_as_plain_json_and_back() {
        let money = "7.50 credit".parse().expect("an amount");
        let date = "2026-03-12".parse().expect("a day");
        let (to, what) = (MemberId([7; 16]), "Bread".to_owned());
        let body = EntryBody::CreditPaid { to, money, what, date };
        let entry = Entry { at: Timestamp(5), body };
        let text = entry.to_json();
        assert_eq!(
            text,
            r#"{"at":5,"date":"2026-03-12","kind":"CreditPaid","money":"7.50 credit","to":"BwcHBwcHBwcHBwcHBwcHBw","v":1,"what":"Bread"}"#
        );
        assert_eq!(Entry::from_json(&text), Ok(entry));
        assert_eq!(fact::stamp(&text), Ok((Timestamp(5), None)));
        let odd = text.replace("7.50 credit", "7.5 credit");
        assert_eq!(Entry::from_json(&odd), Err(FactError::Unreadable));
    }
}
