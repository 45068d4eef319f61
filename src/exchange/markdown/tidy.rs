//! Notations that only one site builder or browser knows become plain Markdown: `{% hint %}` and
//! its like, and pictures written as HTML. Rewrites one text. Invariant: what is not understood,
//! and all code, stays byte for byte.

mod html;

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use crate::exchange::markdown::index::encoded;
use crate::reading::MARKDOWN;

/// The text in plain Markdown.
pub(super) fn tidy(text: &str) -> String {
    let text = if text.contains("{%") { blocks(text) } else { text.to_owned() };
    if text.contains("<img") || text.contains("<IMG") { html::pictures(&text) } else { text }
}

/// Replaces lines that are a `{% tag %}` and nothing else.
fn blocks(text: &str) -> String {
    let code = code_ranges(text);
    let mut code = code.iter().peekable();
    let last_end = text.rfind("endhint").unwrap_or(0);
    let mut tidied = String::with_capacity(text.len());
    let mut quoting = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let here = at;
        at += line.len();
        while code.next_if(|range| range.end <= here).is_some() {}
        let in_code = code.peek().is_some_and(|range| range.start <= here);
        let tag = tag_in(line).filter(|_| !in_code);
        let replaced = match tag.map(|tag| (tag.name, tag)) {
            Some(("hint", _)) if here < last_end => {
                quoting = true;
                Some(String::new())
            }
            Some(("endhint", _)) if quoting => {
                quoting = false;
                Some(String::new())
            }
            Some((_, tag)) => tag.in_markdown(),
            None => None,
        };
        let ending = if line.ends_with('\n') { "\n" } else { "" };
        match replaced {
            Some(words) => tidied.extend([words.as_str(), ending]),
            None if quoting => tidied.extend(["> ", line]),
            None => tidied.push_str(line),
        }
    }
    tidied
}

fn code_ranges(text: &str) -> Vec<Range<usize>> {
    Parser::new_ext(text, MARKDOWN)
        .into_offset_iter()
        .filter_map(|(event, range)| {
            matches!(event, Event::Start(Tag::CodeBlock(_))).then_some(range)
        })
        .collect()
}

/// A line such as `{% embed url="https://example.org" %}`.
struct BlockTag<'a> {
    name: &'a str,
    attributes: &'a str,
}

fn tag_in(line: &str) -> Option<BlockTag<'_>> {
    let inside = line.trim().strip_prefix("{%")?.strip_suffix("%}")?.trim();
    if inside.contains("%}") {
        return None;
    }
    let (name, attributes) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    Some(BlockTag { name, attributes })
}

impl BlockTag<'_> {
    fn attribute(&self, name: &str) -> Option<&str> {
        let (_, rest) = self.attributes.split_once(&format!("{name}=\""))?;
        rest.split_once('"').map(|(value, _)| value)
    }

    /// What the line becomes; `None` where it stays.
    fn in_markdown(&self) -> Option<String> {
        match self.name {
            "tabs" | "endtabs" | "endtab" | "code" | "endcode" | "content-ref"
            | "endcontent-ref" | "endembed" | "endfile" | "stepper" | "endstepper" | "step"
            | "endstep" | "columns" | "endcolumns" | "column" | "endcolumn" => Some(String::new()),
            "tab" => self.attribute("title").map(|title| format!("**{}**", title.trim())),
            "embed" => self.attribute("url").map(|url| link(url, url)),
            "file" => {
                let source = self.attribute("src")?;
                let name = source.rsplit('/').next().unwrap_or(source);
                Some(link(self.attribute("caption").unwrap_or(name), source))
            }
            _ => None,
        }
    }
}

/// An inline link; brackets in the words would end them too early.
fn link(words: &str, destination: &str) -> String {
    format!("[{}]({})", label(words), encoded(destination))
}

/// Words as they can stand between brackets, also in a table.
fn label(words: &str) -> String {
    let words = words.replace(['[', ']', '|', '\\', '`', '<', '>', '\n', '\r', '\t'], " ");
    words.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
