//! Pictures written as HTML become Markdown pictures. Rewrites one text. Invariant: HTML with any
//! tag beyond those that place a picture stays byte for byte.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag as Markup};

use super::label;
use crate::exchange::markdown::index::encoded;
use crate::reading::MARKDOWN;

/// Tags that only say where a picture stands.
const PLACING: [&str; 9] =
    ["figure", "figcaption", "picture", "source", "div", "p", "center", "span", "br"];
/// Of these, the ones that mean nothing without the picture inside them.
const PICTURE_PARTS: [&str; 4] = ["figure", "figcaption", "picture", "source"];

/// The text with simple HTML pictures in Markdown.
pub(super) fn pictures(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut copied = 0;
    let mut replace = |range: Range<usize>, words: Option<String>| {
        if let Some(words) = words
            && range.start >= copied
        {
            tidied.push_str(&text[copied..range.start]);
            tidied.push_str(&words);
            copied = range.end;
        }
    };
    for (event, range) in Parser::new_ext(text, MARKDOWN).into_offset_iter() {
        if matches!(event, Event::Start(Markup::HtmlBlock)) {
            let before = &text[..range.start];
            let alone = before.trim_end_matches(' ').ends_with('\n') || before.trim().is_empty();
            let words = block(&text[range.clone()], alone);
            replace(range, words);
        } else if matches!(event, Event::InlineHtml(_)) {
            let words = inline(&text[range.clone()]);
            replace(range, words);
        }
    }
    tidied.push_str(&text[copied..]);
    tidied
}

fn inline(html: &str) -> Option<String> {
    let (tag, length) = Tag::read(html)?;
    if length != html.len() {
        return None;
    }
    if tag.is("img") {
        return Some(picture(&tag.attribute("alt"), &tag.attribute("src")))
            .filter(|p| !p.is_empty());
    }
    PICTURE_PARTS.iter().any(|part| tag.is(part)).then(String::new)
}

/// A block of HTML; `alone` where nothing but spaces stands before it on its line.
fn block(html: &str, alone: bool) -> Option<String> {
    let lines = html.trim_end().lines().count();
    if lines > 1 && !alone {
        return None;
    }
    let words = inside_block(html)?;
    if lines <= 1 {
        return Some(words);
    }
    // Indented lines would turn into code, empty ones end the paragraph.
    let kept: Vec<&str> = words.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    Some(kept.join("\n") + "\n")
}

fn inside_block(html: &str) -> Option<String> {
    let mut words = String::new();
    let mut has_picture = false;
    let mut shown: Option<(Range<usize>, Tag)> = None;
    let mut caption: Option<String> = None;
    let mut rest = html;
    while !rest.is_empty() {
        if let Some(end) = rest.strip_prefix("<!--") {
            rest = end.split_once("-->")?.1;
        } else if rest.starts_with('<') {
            let (tag, length) = Tag::read(rest)?;
            rest = &rest[length..];
            if tag.is("img") {
                let start = words.len();
                let image = picture(&tag.attribute("alt"), &tag.attribute("src"));
                if image.is_empty() {
                    return None;
                }
                words.push_str(&image);
                shown = Some((start..words.len(), tag));
                has_picture = true;
            } else if !PLACING.iter().any(|placing| tag.is(placing)) {
                return None;
            } else if tag.is("figcaption") && !tag.closing {
                caption = Some(String::new());
            } else if tag.is("figcaption") {
                let caption = label(&caption.take().unwrap_or_default());
                set_caption(&mut words, shown.take(), &caption);
            }
        } else {
            let (plain, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
            caption.as_mut().unwrap_or(&mut words).push_str(plain);
            rest = after;
        }
    }
    // A caption that never ends would be lost.
    (has_picture && caption.is_none()).then_some(words)
}

/// Puts a caption into the picture before it where that says nothing, else beside it.
fn set_caption(words: &mut String, shown: Option<(Range<usize>, Tag)>, caption: &str) {
    match shown {
        _ if caption.is_empty() => {}
        Some((range, tag)) if tag.attribute("alt").trim().is_empty() => {
            words.replace_range(range, &picture(caption, &tag.attribute("src")));
        }
        Some((_, tag)) if label(&tag.attribute("alt")) == caption => {}
        _ => words.push_str(&format!(" *{caption}*")),
    }
}

fn picture(alt: &str, source: &str) -> String {
    let source = source.trim();
    if source.is_empty() {
        return String::new();
    }
    // An entity means the same in Markdown, so `&` stays.
    let source = source.split('&').map(encoded).collect::<Vec<_>>().join("&");
    format!("![{}]({source})", label(alt))
}

/// One HTML tag.
struct Tag {
    name: String,
    closing: bool,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn is(&self, name: &str) -> bool {
        self.name == name
    }

    /// The first value of an attribute; empty where there is none.
    fn attribute(&self, name: &str) -> String {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// Reads the tag that the text begins with; its length in bytes beside it.
    fn read(html: &str) -> Option<(Self, usize)> {
        let inside = html.strip_prefix('<')?;
        let (closing, inside) = match inside.strip_prefix('/') {
            Some(inside) => (true, inside),
            None => (false, inside),
        };
        let end = inside.find(|letter: char| !letter.is_ascii_alphanumeric())?;
        let name = inside[..end].to_ascii_lowercase();
        if name.is_empty() {
            return None;
        }
        let mut rest = inside[end..].trim_start();
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '/');
            if let Some(after) = rest.strip_prefix('>') {
                return Some((Self { name, closing, attributes }, html.len() - after.len()));
            }
            let (key, after) = rest.split_at(rest.find(['=', '>', '/', ' ', '\n', '\t'])?);
            if key.is_empty() || key.contains(['<', '"', '\'']) {
                return None;
            }
            rest = after.trim_start();
            let mut value = "";
            if let Some(after) = rest.strip_prefix('=') {
                (value, rest) = read_value(after.trim_start())?;
            }
            attributes.push((key.to_ascii_lowercase(), value.to_owned()));
        }
    }
}

/// An attribute's value, and what follows it.
fn read_value(text: &str) -> Option<(&str, &str)> {
    for quote in ['"', '\''] {
        if let Some(inside) = text.strip_prefix(quote) {
            return inside.split_once(quote);
        }
    }
    Some(text.split_at(text.find([' ', '>', '\n', '\t'])?))
}
