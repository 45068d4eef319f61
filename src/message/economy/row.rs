//! What is wrong in a file of entries: where, and a reason for words. A file with one such row is
//! taken in not at all.

use serde::{Deserialize, Serialize};

use crate::money::{Money, MoneyError};

/// A place in a file, and what is wrong there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowFault {
    /// Counted from 1; 0 where it is about the whole file.
    pub line: u32,
    /// The column, or the part of an entry.
    pub field: String,
    pub reason: RowReason,
}

/// Why a row is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowReason {
    /// The text is in UTF-16.
    Utf16,
    /// The text is in an older encoding, such as Latin-1, or is no text at all.
    NotUtf8,
    /// More bytes than an import may have.
    TooLarge,
    /// More entries than an import may have.
    TooManyRows,
    /// More characters, or more parts, than an entry may have.
    TooLong,
    /// There is no such column.
    ColumnMissing,
    /// Two columns of that name.
    ColumnTwice,
    /// More fields, or fewer, than columns.
    FieldCount { fields: u32, columns: u32 },
    /// A quotation mark that nothing closes.
    QuoteOpen,
    /// Nothing stands where something is needed.
    Empty,
    /// Another entry of the file has the same name.
    Twice,
    /// No date, or one without a year where none was said before.
    NotADate,
    /// Day and month could change places, and nothing else in the file says which is which.
    DateAmbiguous,
    /// No amount.
    NotAnAmount(MoneyError),
    /// Point or comma: decimals, or thousands?
    NumberAmbiguous,
    /// In another currency than was said.
    OtherCommodity,
    /// Below zero where it must be above, or the other way.
    WrongSign,
    /// No whole number of minutes of a day.
    NotMinutes,
    /// A word that is none of those known here.
    UnknownWord,
    /// Below none of the five roots, or with characters that cannot stand in it.
    NotAnAccount,
    /// In one commodity the postings do not sum to zero; by how much.
    Unbalanced { by: Money },
    /// Amounts of three commodities or more do not sum to zero.
    UnbalancedSeveral,
    /// More than one posting without an amount.
    TwoBlank,
    /// Exchanges at different rates in one entry.
    SeveralRates,
    /// The file says that the account has another balance there.
    WrongBalance { said: Money, is: Money },
    /// Something that the format has and that is not read here.
    NotRead,
}
