//! Facts of the ledger: canonical JSON like all facts, in a family of their own, so that only those
//! who keep books need code for them.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::clock::{Date, Timestamp};
use crate::domain::fact::{self, FactError};
use crate::id::{ChangeHash, CommandId, MemberId, MotionId, PageId};
use crate::limits::CHARTER_HEADS_MAX;
use crate::message::economy::{Account, Expense, Offer, Order, Transaction, VentureId, Work};
use crate::money::{Commodity, Money};

/// One fact of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Claimed time (CLK-1).
    pub at: Timestamp,
    /// Heads of the charter that its author knew: by these it is judged who may do it (ECO-1).
    pub charter: Vec<ChangeHash>,
    pub body: EntryBody,
}

/// Beside what an entry says.
const CHARTER: &str = "charter";

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
}

impl Entry {
    /// The canonical JSON.
    pub fn to_json(&self) -> String {
        let mut named = serde_json::to_value(&self.body).expect("an entry has only JSON shapes");
        if let Some(Value::Object(fields)) = kind_of(&mut named) {
            let heads = serde_json::to_value(&self.charter).expect("hashes are text");
            fields.insert(CHARTER.to_owned(), heads);
        }
        fact::written(self.at, named)
    }

    /// Reads canonical JSON.
    pub fn from_json(text: &str) -> Result<Self, FactError> {
        let (at, mut named) = fact::parts(text)?;
        let heads = match kind_of(&mut named) {
            Some(Value::Object(fields)) => fields.remove(CHARTER),
            Some(_) | None => None,
        };
        let charter: Vec<ChangeHash> = heads
            .and_then(|heads| serde_json::from_value(heads).ok())
            .filter(|heads: &Vec<ChangeHash>| heads.len() <= CHARTER_HEADS_MAX)
            .ok_or(FactError::Unreadable)?;
        let body = serde_json::from_value(named).map_err(|_| FactError::Unreadable)?;
        let entry = Self { at, charter, body };
        if entry.to_json() == text { Ok(entry) } else { Err(FactError::NotCanonical) }
    }
}

/// The fields of the one kind.
fn kind_of(named: &mut Value) -> Option<&mut Value> {
    named.as_object_mut()?.values_mut().next()
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
        let charter = vec![ChangeHash([7; 32])];
        let entry = Entry { at: Timestamp(5), charter, body };
        let text = entry.to_json();
        assert_eq!(
            text,
            r#"{"at":5,"charter":["BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc"],"date":"2026-03-12","kind":"CreditPaid","money":"7.50 credit","to":"BwcHBwcHBwcHBwcHBwcHBw","v":1,"what":"Bread"}"#
        );
        assert_eq!(Entry::from_json(&text), Ok(entry));
        assert_eq!(fact::stamp(&text), Ok((Timestamp(5), None)));
        let odd = text.replace("7.50 credit", "7.5 credit");
        assert_eq!(Entry::from_json(&odd), Err(FactError::Unreadable));
    }
}
