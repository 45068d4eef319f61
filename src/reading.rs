//! Markdown into nodes to be read. Raw HTML stays the words it is written in, links lead only to pages
//! and to known schemes, and pictures come from the community's own store alone, so that a window
//! only draws. Total: any text gives some nodes.

pub mod blanks;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag};

use crate::id::{BlobHash, PageId, ThreadId};
use crate::limits::{READING_BYTES_MAX, READING_DEPTH_MAX, READING_NESTED_MAX};

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    Page(PageId),
    /// A topic, as `topic:` and its id.
    Thread(ThreadId),
    /// An `http`, `https` or `mailto` address.
    Web(String),
    /// Anything else: shown, never followed.
    Nowhere(String),
}

/// Where a picture comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The community's own store.
    Store(BlobHash),
    /// Somewhere else: never fetched, since that would tell its host who reads.
    Elsewhere(String),
}

/// What only holds other nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

/// The Markdown that pages are written in.
pub const MARKDOWN: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_FOOTNOTES);

const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// A page's text as nodes, without a first title that only repeats the page's own. What no parser
/// should be given is one paragraph of the words as they are.
pub fn reading(text: &str, title: &str) -> Vec<Node> {
    let text = without_title(text, title);
    if text.len() > READING_BYTES_MAX || nests_too_deep(text) {
        let inside = vec![Node::Words(text.to_owned())];
        return vec![Node::Element { kind: Element::Paragraph, inside }];
    }
    let highest = highest_heading(text);
    let open = vec![Frame::new(Kind::Bare)];
    let mut reading = Reading { open, too_deep: 0, row: Row::Body, highest };
    for event in Parser::new_ext(text, MARKDOWN) {
        reading.take(event);
    }
    while reading.open.len() > 1 {
        reading.close();
    }
    reading.open.pop().map(|frame| frame.inside).unwrap_or_default()
}

/// Whether a line opens more quotes and lists than anybody means. Parsers look at each of them again
/// at every line that follows.
pub fn nests_too_deep(text: &str) -> bool {
    text.split(['\n', '\r']).any(|line| {
        let mut line = line.trim_start();
        while let Some((label, rest)) = line.split_once("]:")
            && label.starts_with("[^")
        {
            line = rest.trim_start();
        }
        let (mut count, mut digits) = (0, 0);
        let mut rest = line.bytes().peekable();
        while let Some(byte) = rest.next() {
            let before_space = rest.peek().is_none_or(|next| matches!(next, b' ' | b'\t'));
            match byte {
                b' ' | b'\t' => {}
                b'>' => count += 1,
                b'-' | b'*' | b'+' if before_space => count += 1,
                b'.' | b')' if before_space && digits > 0 => count += 1,
                b'0'..=b'9' => {
                    digits += 1;
                    continue;
                }
                _ => return false,
            }
            if count > READING_NESTED_MAX {
                return true;
            }
            digits = 0;
        }
        false
    })
}

fn without_title<'a>(text: &'a str, title: &str) -> &'a str {
    let start = text.trim_start();
    let (first, rest) = start.split_once('\n').unwrap_or((start, ""));
    let heading = first.strip_prefix("# ").map(|words| words.trim().trim_end_matches('#').trim());
    if heading == Some(title.trim()) { rest } else { text }
}

fn highest_heading(text: &str) -> HeadingLevel {
    let level = |event| {
        if let Event::Start(Tag::Heading { level, .. }) = event { Some(level) } else { None }
    };
    Parser::new_ext(text, MARKDOWN).filter_map(level).min().unwrap_or(HeadingLevel::H1)
}

/// What an open tag will become.
enum Kind {
    /// Leaves its inside in the place around it.
    Bare,
    Code(String),
    Footnote(String),
    Link(String),
    Picture(String),
    Element(Element),
}

struct Frame {
    kind: Kind,
    inside: Vec<Node>,
    /// The bare words, for code and for what stands instead of a picture.
    words: String,
}

impl Frame {
    fn new(kind: Kind) -> Self {
        Self { kind, inside: Vec::new(), words: String::new() }
    }
}

/// Which part of a table the next cell is in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Row {
    Head,
    Body,
}

struct Reading {
    open: Vec<Frame>,
    /// Open tags without a frame of their own. What is in them goes to the last frame at once:
    /// carried up tag by tag, it would cost the product of depth and length.
    too_deep: usize,
    row: Row,
    highest: HeadingLevel,
}

impl Reading {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.begin(tag),
            Event::End(_) => self.close(),
            Event::Text(words) | Event::Html(words) | Event::InlineHtml(words) => {
                self.words(&words);
            }
            Event::InlineMath(words) | Event::DisplayMath(words) | Event::Code(words) => {
                self.spell(&words);
                self.put(Node::Code(words.into_string()));
            }
            Event::FootnoteReference(label) => self.put(Node::FootnoteMark(label.into_string())),
            Event::SoftBreak => self.words("\n"),
            Event::HardBreak => self.put(Node::LineBreak),
            Event::Rule => self.put(Node::Rule),
            Event::TaskListMarker(is_done) => self.put(Node::Task(is_done)),
        }
    }

    fn begin(&mut self, tag: Tag<'_>) {
        if matches!(tag, Tag::TableHead) {
            self.row = Row::Head;
        } else if matches!(tag, Tag::TableRow) {
            self.row = Row::Body;
        }
        if self.open.len() > READING_DEPTH_MAX {
            self.too_deep += 1;
        } else {
            let kind = self.kind_of(tag);
            self.open.push(Frame::new(kind));
        }
    }

    fn put(&mut self, node: Node) {
        if let Some(frame) = self.open.last_mut() {
            frame.inside.push(node);
        }
    }

    fn spell(&mut self, words: &str) {
        if let Some(frame) = self.open.last_mut() {
            frame.words.push_str(words);
        }
    }

    fn words(&mut self, words: &str) {
        self.spell(words);
        let Some(frame) = self.open.last_mut() else { return };
        match (&frame.kind, frame.inside.last_mut()) {
            (Kind::Code(_) | Kind::Picture(_), _) => {}
            (_, Some(Node::Words(before))) => before.push_str(words),
            _ => frame.inside.push(Node::Words(words.to_owned())),
        }
    }

    fn close(&mut self) {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        if self.open.len() < 2 {
            return;
        }
        let Some(Frame { kind, inside, words }) = self.open.pop() else { return };
        self.spell(&words);
        match kind {
            Kind::Bare => inside.into_iter().for_each(|node| self.put(node)),
            Kind::Code(language) => self.put(Node::CodeBlock { language, text: words }),
            Kind::Footnote(label) => self.put(Node::Footnote { label, inside }),
            Kind::Link(to) => self.put(Node::Link { to: target(&to), inside }),
            Kind::Picture(from) => self.put(Node::Picture { from: source(&from), words }),
            Kind::Element(kind) => self.put(Node::Element { kind, inside }),
        }
    }

    fn kind_of(&self, tag: Tag<'_>) -> Kind {
        let element = match tag {
            Tag::CodeBlock(CodeBlockKind::Fenced(language)) => {
                return Kind::Code(language.into_string());
            }
            Tag::CodeBlock(CodeBlockKind::Indented) => return Kind::Code(String::new()),
            Tag::FootnoteDefinition(label) => return Kind::Footnote(label.into_string()),
            Tag::Link { dest_url, .. } => return Kind::Link(dest_url.into_string()),
            Tag::Image { dest_url, .. } => return Kind::Picture(dest_url.into_string()),
            Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::MetadataBlock(_) => return Kind::Bare,
            Tag::Paragraph | Tag::HtmlBlock => Element::Paragraph,
            Tag::Heading { level, .. } => {
                Element::Heading((level as u8).saturating_sub(self.highest as u8))
            }
            Tag::BlockQuote(_) => Element::Quote,
            Tag::List(None) => Element::List,
            Tag::List(Some(first)) => Element::NumberedList(first),
            Tag::Item => Element::Item,
            Tag::Table(_) => Element::Table,
            Tag::TableHead => Element::TableHead,
            Tag::TableRow => Element::Row,
            Tag::TableCell if self.row == Row::Head => Element::HeadCell,
            Tag::TableCell => Element::Cell,
            Tag::Emphasis => Element::Emphasis,
            Tag::Strong => Element::Strong,
            Tag::Strikethrough => Element::Struck,
            Tag::Superscript => Element::Superscript,
            Tag::Subscript => Element::Subscript,
        };
        Kind::Element(element)
    }
}

fn target(to: &str) -> Target {
    if let Some(page) = to.strip_prefix("page:") {
        let name = page.split(['#', '?']).next().unwrap_or_default();
        if let Ok(page) = name.parse::<PageId>() {
            return Target::Page(page);
        }
    }
    if let Some(thread) = to.strip_prefix("topic:").and_then(|name| name.parse().ok()) {
        return Target::Thread(thread);
    }
    let scheme = to.split(':').next().unwrap_or_default().to_ascii_lowercase();
    if SCHEMES.contains(&scheme.as_str()) {
        Target::Web(to.to_owned())
    } else {
        Target::Nowhere(to.to_owned())
    }
}

fn source(from: &str) -> Source {
    let hash = from.strip_prefix("blob:").and_then(|hash| hash.parse::<BlobHash>().ok());
    hash.map_or_else(|| Source::Elsewhere(from.to_owned()), Source::Store)
}

#[cfg(test)]
mod tests;
