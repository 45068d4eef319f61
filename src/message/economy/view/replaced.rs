//! What is told of an entry that another one took the place of.

use serde::{Deserialize, Serialize};

use crate::clock::Date;
use crate::id::{CommandId, MemberId};

/// Who took an entry away, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replaced {
    pub by: MemberId,
    /// The day, in UTC, on which they wrote that down.
    pub on: Date,
    pub how: Replacing,
}

/// What they put in its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Replacing {
    /// Another entry, of this day.
    PutRight { entry: CommandId, date: Date },
    /// Nothing; why, in their words, where they gave a reason.
    TakenBack { reason: String },
}
