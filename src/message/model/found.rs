//! What somebody looked for and where it was found.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::id::{CommandId, MemberId, MotionId, PageId, ThreadId};

/// What has all words that were asked for, the newest first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub hits: Vec<Hit>,
    /// Documents that were looked through, of so many.
    pub looked: u32,
    pub of: u32,
    pub ended: Ended,
}

/// How far the looking has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ended {
    #[default]
    NotYet,
    /// All was looked through.
    All,
    /// So much was found that the rest was left.
    Enough,
    /// The part of the program that looks for words could not be fetched.
    Missed,
}

/// One place with the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    pub place: HitPlace,
    /// Of the topic, the page or the motion.
    pub title: String,
    /// The text before the first word, the word as it stands, and the text after it.
    pub around: [String; 3],
    pub by: Option<MemberId>,
    pub at: Timestamp,
}

/// Where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum HitPlace {
    Post(ThreadId, CommandId),
    Page(PageId),
    Motion(MotionId),
}
