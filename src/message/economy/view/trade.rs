//! What the screen of trade between communities shows.

use serde::{Deserialize, Serialize};

use super::super::trade::{TradeTerms, Way};
use super::super::{Account, Purse};
use crate::clock::Date;
use crate::id::{CommandId, MemberId, MotionId};
use crate::money::{Commodity, Money};

/// With whom we trade, and all that went between us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TradeView {
    /// The letter that introduces us to others, with the reader as who trades; nothing without a device
    /// that can sign.
    pub introduction: Option<String>,
    /// Those in force, then those that are over and not even; by name.
    pub agreements: Vec<AgreementView>,
    /// Newest first.
    pub transfers: Vec<TransferView>,
    /// The currency in which we count.
    pub base: Commodity,
    /// Accounts in use, for choosing among.
    pub accounts: Vec<Account>,
    /// Where the reader's purse is.
    pub purse: Purse,
}

/// What was agreed with one community, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgreementView {
    pub motion: MotionId,
    pub terms: TradeTerms,
    /// Whether transfers can be made; else it is over, and something is still open.
    pub is_open: bool,
    /// The mirror account; above zero they owe us.
    pub balance: Money,
    /// How much more we can give before they owe us too much.
    pub can_give: Money,
    /// How much more we can get before we owe them too much.
    pub can_get: Money,
}

/// How far a transfer is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum TransferState {
    /// Ours; the others have not answered, or their answer is not here.
    OnItsWay,
    /// Both sides booked it.
    Booked,
    /// Theirs; we booked it, and they do once they have our answer.
    Answered,
    DeclinedByThem,
    DeclinedByUs,
}

/// A transfer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferView {
    /// Our entry.
    pub id: CommandId,
    pub by: MemberId,
    pub partner: String,
    /// As we see it.
    pub way: Way,
    pub money: Money,
    pub what: String,
    pub date: Date,
    pub account: Option<Account>,
    pub state: TransferState,
    /// What is to be handed to the others; nothing once both know.
    pub letter: Option<String>,
}
