//! A text as it is read: a tree of nodes, never HTML. What a link or picture may point to is settled
//! here, so that a window only draws.

use serde::{Deserialize, Serialize};

use crate::id::{BlobHash, PageId};

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Node {
    Words(String),
    /// Code among words.
    Code(String),
    CodeBlock {
        language: String,
        text: String,
    },
    LineBreak,
    Rule,
    /// The box of a task; whether it is done.
    Task(bool),
    /// The mark that leads to a footnote of this label.
    FootnoteMark(String),
    Footnote {
        label: String,
        inside: Vec<Node>,
    },
    Link {
        to: Target,
        inside: Vec<Node>,
    },
    /// `words` stand for the picture where it cannot be seen.
    Picture {
        from: Source,
        words: String,
    },
    Element {
        kind: Element,
        inside: Vec<Node>,
    },
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Target {
    Page(PageId),
    /// An `http`, `https` or `mailto` address.
    Web(String),
    /// Anything else: shown, never followed.
    Nowhere(String),
}

/// Where a picture comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// The community's own store.
    Store(BlobHash),
    /// Somewhere else: never fetched, since that would tell its host who reads.
    Elsewhere(String),
}

/// What only holds other nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Element {
    Paragraph,
    /// 0 for the highest headings in the text, and so on down.
    Heading(u8),
    Quote,
    List,
    /// Counts from here.
    NumberedList(u64),
    Item,
    Table,
    TableHead,
    Row,
    HeadCell,
    Cell,
    Emphasis,
    Strong,
    Struck,
    Superscript,
    Subscript,
}
