//! What can be wrong with an act about work or money: the rule, and a stable code for words.

use serde::{Deserialize, Serialize};

use super::trade::TradeFault;
use crate::money::Money;

/// Why it is refused, or shown as a fault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum EconomyFault {
    /// The founder has not said yet in what the community counts.
    BooksNotOpen,
    /// They are open already.
    BooksOpen,
    /// Only who founded the community says that.
    NotTheFounder,
    /// Who has no vote does not do this.
    NotAVoter,
    /// Who signed it was not a member then.
    NotAMember,
    /// What its author gave before, beyond the limit, has not come back yet (ECO-5).
    Frozen,
    /// The charter that it was written on has not come yet.
    CharterMissing,
    /// There is no such entry.
    UnknownEntry,
    /// Nothing was written where words are needed.
    Empty,
    /// Longer than it may be.
    TooLong,
    /// An amount that is zero or below where it must be above.
    NotPositive,
    /// A number that no entry can have.
    OutOfRange,
    /// In one commodity the postings do not sum to zero; by how much.
    Unbalanced { by: Money },
    /// Fewer than two postings, or too many.
    PostingsCount,
    /// Another currency needs a rate and who says so.
    RateMissing,
    /// In another commodity than it must be.
    WrongCommodity,
    /// On an account that cannot be used for it.
    WrongAccount,
    /// Nobody confirms their own work.
    OwnWork,
    /// Only who wrote it corrects it.
    NotTheAuthor,
    /// It was corrected already.
    AlreadyCorrected,
    /// Nobody approves what they get themselves.
    OwnExpense,
    /// It was rejected, paid, or is not approved yet.
    WrongState,
    /// Only so much is left of one's right to spend.
    BeyondRight { left: Money },
    /// There is no such budget, or no right to it.
    NoRight,
    /// Another decision was put in the place of the one that granted the budget.
    RightEnded,
    /// Only so much can still be given without going below the limit.
    BeyondCredit { left: Money },
    /// Nobody pays themselves.
    ToOneself,
    /// Only the device that holds the purse does this.
    NotThePurse,
    /// The device had given the purse to another one.
    PurseHandedOn,
    /// The purse was handed on to this device, and what was done with it before has not come yet.
    PurseBehind,
    /// Decided before its author came back by the word of the others: it is lost with the purse they had.
    LostWithThePurse,
    /// There is no such member here now.
    UnknownMember,
    /// The day is in a period that is closed, or the period is not over.
    WrongPeriod,
    /// Parts that do not make a whole.
    PartsDoNotSum,
    /// The closing does not name the rule in force, or its figures are not what the entries come to.
    ClosingFalse,
    /// Entries that it names have not come yet.
    EntriesMissing,
    /// Written by a newer program.
    Unreadable,
    /// The fund has only so much.
    BeyondFund { left: Money },
    /// Trade with another community.
    Trade { fault: TradeFault },
    /// Who keeps a need is somebody else than who is in need.
    OwnNeed,
    /// This member has not said that they can be told of a need.
    NotListening,
    /// Only who keeps the need closes it.
    NotTheSteward,
    /// The member is here: one settles who left.
    StillHere,
    /// The books hold less than that, or nothing.
    BeyondBooks,
    /// A line, or an entry, that another match names already.
    MatchedTwice,
    /// The line and the entry are not of one amount in one account.
    AmountsDiffer,
    /// While a venture has stewards, they alone say how it is paid.
    NotASteward,
    /// Another invoice of the venture has this number.
    NumberTaken,
    /// The work names an order of another venture.
    OtherVenture,
    /// Only who made an invoice takes it back, and the stewards of the venture.
    InvoiceOfOthers,
    /// It was taken back before.
    AlreadyTakenBack,
    /// Only who wrote an order down cancels it, and the stewards of the venture.
    OrderOfOthers,
    /// Something of the order was delivered or paid, or an invoice of it stands.
    TooLateToCancel,
    /// The order was cancelled.
    OrderCancelled,
}

impl EconomyFault {
    /// Whether it ends once everything has come that is named.
    pub fn waits(&self) -> bool {
        matches!(self, Self::EntriesMissing | Self::CharterMissing)
    }

    /// The id of the rule.
    pub fn rule(&self) -> &'static str {
        match self {
            Self::OwnWork | Self::NotTheAuthor => "ECO-2",
            Self::OwnExpense | Self::WrongState => "ECO-3",
            Self::BeyondRight { .. } | Self::NoRight => "ECO-4",
            Self::RightEnded => "DEC-10",
            Self::BeyondCredit { .. } | Self::Frozen | Self::ToOneself => "ECO-5",
            Self::NotThePurse
            | Self::PurseHandedOn
            | Self::PurseBehind
            | Self::LostWithThePurse => "PEO-7",
            Self::WrongPeriod | Self::ClosingFalse | Self::EntriesMissing => "ECO-8",
            Self::PartsDoNotSum => "ECO-9",
            Self::Trade { .. } => "ECO-13",
            Self::BeyondFund { .. } | Self::OwnNeed | Self::NotListening | Self::NotTheSteward => {
                "ECO-11"
            }
            Self::StillHere | Self::BeyondBooks => "ECO-12",
            Self::NotASteward => "ECO-6",
            Self::NumberTaken
            | Self::OtherVenture
            | Self::InvoiceOfOthers
            | Self::AlreadyTakenBack
            | Self::OrderOfOthers
            | Self::TooLateToCancel
            | Self::OrderCancelled => "ECO-7",
            Self::NotAVoter | Self::NotAMember | Self::NotTheFounder | Self::UnknownMember => {
                "PEO-2"
            }
            Self::BooksNotOpen
            | Self::BooksOpen
            | Self::UnknownEntry
            | Self::Empty
            | Self::TooLong
            | Self::NotPositive
            | Self::OutOfRange
            | Self::Unbalanced { .. }
            | Self::PostingsCount
            | Self::RateMissing
            | Self::WrongCommodity
            | Self::WrongAccount
            | Self::AlreadyCorrected
            | Self::MatchedTwice
            | Self::AmountsDiffer
            | Self::CharterMissing
            | Self::Unreadable => "ECO-1",
        }
    }

    /// Stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::BooksNotOpen => "books-not-open",
            Self::BooksOpen => "books-open",
            Self::NotTheFounder => "not-the-founder",
            Self::NotAVoter => "not-a-voter",
            Self::NotAMember => "not-a-member",
            Self::Frozen => "frozen",
            Self::CharterMissing => "charter-missing",
            Self::UnknownEntry => "unknown-entry",
            Self::Empty => "empty",
            Self::TooLong => "too-long",
            Self::NotPositive => "not-positive",
            Self::OutOfRange => "out-of-range",
            Self::Unbalanced { .. } => "unbalanced",
            Self::PostingsCount => "postings-count",
            Self::RateMissing => "rate-missing",
            Self::WrongCommodity => "wrong-commodity",
            Self::WrongAccount => "wrong-account",
            Self::OwnWork => "own-work",
            Self::NotTheAuthor => "not-the-author",
            Self::AlreadyCorrected => "already-corrected",
            Self::OwnExpense => "own-expense",
            Self::WrongState => "wrong-state",
            Self::BeyondRight { .. } => "beyond-right",
            Self::NoRight => "no-right",
            Self::RightEnded => "right-ended",
            Self::BeyondCredit { .. } => "beyond-credit",
            Self::ToOneself => "to-oneself",
            Self::NotThePurse => "not-the-purse",
            Self::PurseHandedOn => "purse-handed-on",
            Self::PurseBehind => "purse-behind",
            Self::LostWithThePurse => "lost-with-the-purse",
            Self::UnknownMember => "unknown-member",
            Self::WrongPeriod => "wrong-period",
            Self::PartsDoNotSum => "parts-do-not-sum",
            Self::ClosingFalse => "closing-false",
            Self::EntriesMissing => "entries-missing",
            Self::Unreadable => "unreadable",
            Self::BeyondFund { .. } => "beyond-fund",
            Self::Trade { fault } => fault.code(),
            Self::OwnNeed => "own-need",
            Self::NotListening => "not-listening",
            Self::NotTheSteward => "not-the-steward",
            Self::StillHere => "still-here",
            Self::BeyondBooks => "beyond-books",
            Self::MatchedTwice => "matched-twice",
            Self::AmountsDiffer => "amounts-differ",
            Self::NotASteward => "not-a-steward",
            Self::NumberTaken => "number-taken",
            Self::OtherVenture => "other-venture",
            Self::InvoiceOfOthers => "invoice-of-others",
            Self::AlreadyTakenBack => "already-taken-back",
            Self::OrderOfOthers => "order-of-others",
            Self::TooLateToCancel => "too-late-to-cancel",
            Self::OrderCancelled => "order-cancelled",
        }
    }
}

impl From<TradeFault> for EconomyFault {
    fn from(fault: TradeFault) -> Self {
        Self::Trade { fault }
    }
}
