//! Read models of talk: the list of topics, and one topic's posts.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::id::{CommandId, MemberId, ThreadId};
use crate::message::model::Delivery;

/// A topic in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ThreadCard {
    pub id: ThreadId,
    pub title: String,
    pub started_by: MemberId,
    pub started: Timestamp,
    pub post_count: u32,
    pub unread: u32,
    pub last_by: MemberId,
    pub last_at: Timestamp,
    /// The start of the last post; `None` where that is beyond a cut (PEO-4).
    pub last_words: Option<String>,
}

/// Posts of a topic, sorted by (claimed time, id).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ThreadDelta {
    /// All of it, instead of what was shown before.
    All { card: ThreadCard, posts: Vec<PostView>, read_to: Option<CommandId> },
    /// New or changed posts; put each in its place by (at, id).
    Changed { card: ThreadCard, posts: Vec<PostView>, read_to: Option<CommandId> },
}

/// One post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PostView {
    pub id: CommandId,
    pub by: MemberId,
    pub at: Timestamp,
    pub body: String,
    /// BCP 47.
    pub language: String,
    pub reply_to: Option<CommandId>,
    /// Its author was removed, and nobody who decided that had seen it (PEO-4).
    pub is_beyond_cut: bool,
    pub delivery: Delivery,
}
