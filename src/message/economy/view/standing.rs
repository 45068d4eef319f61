//! What stands in the books of accounts that others keep a list of too, such as a bank.

use serde::{Deserialize, Serialize};

use crate::clock::Date;
use crate::id::CommandId;
use crate::message::economy::{Account, Origin, Posting};
use crate::money::Money;

/// Entries of some days in accounts of assets and liabilities, to lay beside a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Oldest first.
    pub rows: Vec<StandingRow>,
    /// There are more of them than one desk shows.
    pub is_cut: bool,
    /// Lines of files of these days that are here, ascending.
    pub here: Vec<Origin>,
    /// Those of them that stand by themselves since their match was taken back, ascending.
    pub again: Vec<Origin>,
    /// What each account came to at the end of the last day.
    pub balances: Vec<Posting>,
}

/// A line of a file that was matched with an entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchedLine {
    pub origin: Origin,
    /// The line's own day.
    pub date: Date,
    /// Perhaps one that was corrected since.
    pub entry: CommandId,
}

/// What one entry moved in one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StandingRow {
    pub id: CommandId,
    pub date: Date,
    pub what: String,
    pub account: Account,
    pub money: Money,
    /// Files of which it tells a line already.
    pub files: Vec<String>,
}
