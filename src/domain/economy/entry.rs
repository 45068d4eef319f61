//! Facts of the ledger: canonical JSON like all facts, in a family of their own, so that only those
//! who keep books need code for them.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::clock::{Date, Timestamp};
use crate::domain::fact::{self, FactError, value};
use crate::id::{ChangeHash, CommandId, MemberId, MotionId, PageId, SealKey};
use crate::limits::CHARTER_HEADS_MAX;
use crate::message::economy::care::Need;
use crate::message::economy::trade::{Answered, Receipt, Sent};
use crate::message::economy::{
    Account, Commitment, Expense, Invoice, LineMatch, Offer, Order, Origin, Transaction, VentureId,
    VentureTerms, Work,
};
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
    /// Each line of a file tells the same as an entry that is here.
    LinesMatched {
        lines: Vec<LineMatch>,
    },
    /// This line of that list does not tell the same as the entry.
    MatchTakenBack {
        matches: CommandId,
        origin: Origin,
        entry: CommandId,
    },
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
    /// The author takes part from then on.
    VentureJoined {
        venture: VentureId,
    },
    /// The author takes part no longer.
    VentureLeft {
        venture: VentureId,
    },
    VentureNeedStated {
        venture: VentureId,
        what: String,
    },
    VentureNeedMet {
        need: CommandId,
        how: String,
        date: Date,
    },
    VentureTermsSet(VentureTerms),
    OfferMade(Offer),
    OfferEnded {
        offer: CommandId,
    },
    OrderPlaced(Order),
    CommitmentMade(Commitment),
    /// By its author.
    CommitmentKept {
        commitment: CommandId,
        date: Date,
    },
    /// By its author.
    CommitmentDropped {
        commitment: CommandId,
    },
    InvoiceIssued(Invoice),
    /// By its author, or by a steward of the venture.
    InvoiceTakenBack {
        invoice: CommandId,
        reason: String,
        date: Date,
    },
    /// By who wrote the order down, or by a steward of the venture.
    OrderCancelled {
        order: CommandId,
        reason: String,
        date: Date,
    },
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
    /// By who asked: the words of the need are kept and passed on no more.
    WordsErased {
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
            .and_then(|heads| value::from_value(heads).ok())
            .filter(|heads: &Vec<ChangeHash>| heads.len() <= CHARTER_HEADS_MAX)
            .ok_or(FactError::Unreadable)?;
        let body = value::from_value(named).map_err(|_| FactError::Unreadable)?;
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
    use crate::domain::fact::{SealedWords, Stamp};
    use crate::id::BlobHash;

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
        assert_eq!(fact::stamp(&text), Ok(Stamp { at: Timestamp(5), ..Stamp::default() }));
        let blob = BlobHash([9; 32]);
        let offer = Offer {
            venture: CommandId([1; 16]),
            title: "Plates".to_owned(),
            price: "74.00 EUR".parse().expect("an amount"),
            unit: "plate".to_owned(),
            language: "fr".to_owned(),
            place: String::new(),
            picture: Some(blob),
        };
        let offered =
            Entry { at: Timestamp(6), charter: Vec::new(), body: EntryBody::OfferMade(offer) }
                .to_json();
        // Whoever cannot read entries asks the others for its picture all the same.
        let stamp = Stamp { at: Timestamp(6), picture: Some(blob), words: None };
        assert_eq!(fact::stamp(&offered), Ok(stamp));
        let odd = text.replace("7.50 credit", "7.5 credit");
        assert_eq!(Entry::from_json(&odd), Err(FactError::Unreadable));
    }

    #[test]
    fn peo_6_whoever_cannot_read_entries_knows_which_words_are_named_and_which_erased() {
        let (need, sha256) = (CommandId([7; 16]), BlobHash([9; 32]));
        let date: Date = "2026-03-12".parse().expect("a day");
        let asked = |words| {
            EntryBody::NeedAsked(Need {
                date,
                until: date,
                money: "90.00 EUR".parse().expect("an amount"),
                at_least: None,
                steward: MemberId([2; 16]),
                words,
            })
        };
        let cases = [
            (asked(Some(sha256)), Some(SealedWords::Named(sha256))),
            (asked(None), None),
            (EntryBody::WordsErased { need }, Some(SealedWords::Erased(need))),
            (EntryBody::NeedTakenBack { need }, None),
        ];
        for (body, words) in cases {
            let entry = Entry { at: Timestamp(5), charter: Vec::new(), body };
            let stamp = Stamp { at: Timestamp(5), picture: None, words };
            assert_eq!(fact::stamp(&entry.to_json()), Ok(stamp));
        }
    }
}
