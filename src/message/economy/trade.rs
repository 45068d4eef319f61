//! Trade between communities as it goes from hand to hand: who would trade, a transfer that one side
//! signed, what the other side says to it. Whoever reads such a letter believes nothing of it yet.

mod text;

pub use text::LetterError;

use serde::{Deserialize, Serialize};

use super::Account;
use crate::clock::Date;
use crate::id::{CommandId, CommunityId, DeviceKey, MemberId, MotionId, Signature};
use crate::money::Money;

/// Which way something of value went, as the maker of a transfer sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Way {
    /// The others owe more.
    Gave,
    /// The maker's community owes more.
    Got,
}

impl Way {
    /// The same, as the other side sees it.
    pub fn mirrored(self) -> Self {
        match self {
            Self::Gave => Self::Got,
            Self::Got => Self::Gave,
        }
    }

    /// What becomes of the mirror account of who sees it so: above zero is owed to them.
    pub fn change(self, money: &Money) -> Money {
        match self {
            Self::Gave => money.clone(),
            Self::Got => money.negated(),
        }
    }
}

/// What a community tells another one of itself, so that both can agree to trade.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Introduction {
    pub community: CommunityId,
    pub name: String,
    /// Who would trade for it, by name.
    pub trader: String,
    /// The key that signs what this person does of what must not fork (PEO-7).
    pub key: DeviceKey,
}

/// A transfer between two communities. Both keep the same words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    /// The maker's entry.
    pub id: CommandId,
    pub from: CommunityId,
    pub to: CommunityId,
    /// The maker's key.
    pub key: DeviceKey,
    pub way: Way,
    /// Above zero.
    pub money: Money,
    pub what: String,
    /// By the maker's calendar.
    pub date: Date,
}

/// A transfer with its maker's signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedTransfer {
    pub transfer: Transfer,
    pub signature: Signature,
}

/// What the other side says to a transfer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Verdict {
    /// It is booked there.
    Accepted,
    /// It never will be.
    Declined,
}

/// The other side's answer to a transfer, signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// Whose transfer it was.
    pub from: CommunityId,
    /// Who answers.
    pub to: CommunityId,
    pub transfer: CommandId,
    pub verdict: Verdict,
    /// Of whoever answers.
    pub key: DeviceKey,
    pub signature: Signature,
}

/// What people hand over from one community to the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TradeLetter {
    Introduction(Introduction),
    Transfer(SignedTransfer),
    Receipt(Receipt),
}

/// With whom and how far we trade, as people decide it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TradeTerms {
    pub partner: Introduction,
    /// Who trades for us: their purse signs.
    pub trader: MemberId,
    /// How far the mirror account may go, above and below zero; at zero the agreement ends.
    pub limit: Money,
}

/// A transfer that we made, as the ledger has it. It is booked once the answer is here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// The decision that it builds on.
    pub agreement: MotionId,
    pub transfer: Transfer,
    /// What it is charged to.
    pub account: Account,
    pub signature: Signature,
}

/// A transfer of the others that we answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answered {
    /// The decision that it builds on.
    pub agreement: MotionId,
    pub transfer: Transfer,
    /// Of its maker.
    pub sent: Signature,
    /// What it is charged to; nothing where it was declined.
    #[serde(default)]
    pub account: Option<Account>,
    /// Of whoever answers.
    pub answer: Signature,
}

impl Answered {
    /// What it says.
    pub fn verdict(&self) -> Verdict {
        if self.account.is_some() { Verdict::Accepted } else { Verdict::Declined }
    }
}

/// What a trader does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TradeAct {
    Send {
        partner: CommunityId,
        way: Way,
        money: Money,
        what: String,
        date: Date,
        account: Account,
    },
    /// Accepts the transfer of a letter on this account, or declines it without one.
    Answer { letter: String, account: Option<Account> },
    /// Takes in what the others said to a transfer of ours.
    TakeReceipt { letter: String },
}

/// What can be wrong with trade (ECO-13).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TradeFault {
    /// There is none with this community, or it is over.
    NoAgreement,
    /// Somebody else trades for us.
    NotTheTrader,
    /// The mirror account may go so much further this way.
    BeyondLimit { left: Money },
    /// A transfer was answered, or an answer taken in, before.
    TakenAlready,
    /// The letter is for another community.
    NotForUs,
    /// Another key signed than the one that the agreement names.
    NotTheirKey,
    /// The signature is not of these words.
    Forged,
    /// An answer to what we never sent.
    UnknownTransfer,
    /// An agreement with ourselves.
    WithOurselves,
    /// The text is no letter, or not of the kind that belongs here.
    NotALetter,
    /// A part of the letter is missing or was changed.
    Damaged,
    /// Written by a newer program.
    OtherVersion,
}

impl TradeFault {
    /// One of each, for tables of words.
    pub fn all(nothing: &Money) -> [Self; 12] {
        [
            Self::NoAgreement,
            Self::NotTheTrader,
            Self::BeyondLimit { left: nothing.clone() },
            Self::TakenAlready,
            Self::NotForUs,
            Self::NotTheirKey,
            Self::Forged,
            Self::UnknownTransfer,
            Self::WithOurselves,
            Self::NotALetter,
            Self::Damaged,
            Self::OtherVersion,
        ]
    }

    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoAgreement => "trade-no-agreement",
            Self::NotTheTrader => "trade-not-the-trader",
            Self::BeyondLimit { .. } => "trade-beyond-limit",
            Self::TakenAlready => "trade-taken-already",
            Self::NotForUs => "trade-not-for-us",
            Self::NotTheirKey => "trade-not-their-key",
            Self::Forged => "trade-forged",
            Self::UnknownTransfer => "trade-unknown-transfer",
            Self::WithOurselves => "trade-with-ourselves",
            Self::NotALetter => "trade-not-a-letter",
            Self::Damaged => "trade-damaged",
            Self::OtherVersion => "trade-other-version",
        }
    }
}

impl From<LetterError> for TradeFault {
    fn from(error: LetterError) -> Self {
        match error {
            LetterError::NotALetter => Self::NotALetter,
            LetterError::Damaged => Self::Damaged,
            LetterError::OtherVersion => Self::OtherVersion,
        }
    }
}
