//! Where the destinations of links and pictures stand in a Markdown text. Reads, never writes.
//! Invariant: the bytes found are a destination as the parser understands it, or none are given.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use crate::ordered;
use crate::reading::MARKDOWN;

/// A destination in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Link {
    /// Its bytes, with `<` and `>` where it has them.
    pub range: Range<usize>,
    /// As the parser reads it, escapes resolved.
    pub destination: String,
    /// The words of the link; empty for a definition.
    pub words: String,
}

/// A link whose end has not been met.
struct Open {
    inline: bool,
    destination: String,
    words: String,
    /// Where the last thing inside it ends; the destination comes after.
    inside_end: usize,
}

/// All destinations with bytes of their own, in the order of the text: those of inline links and
/// pictures, and those of definitions.
pub(super) fn find(text: &str) -> Vec<Link> {
    let parser = Parser::new_ext(text, MARKDOWN);
    let mut links: Vec<Link> = parser
        .reference_definitions()
        .iter()
        .filter_map(|(_, definition)| {
            let from = definition.span.start + text.get(definition.span.clone())?.find("]:")? + 2;
            let range = destination_at(text, from..definition.span.end, &definition.dest)?;
            Some(Link { range, destination: definition.dest.to_string(), words: String::new() })
        })
        .collect();
    let mut open: Vec<Open> = Vec::new();
    for (event, range) in parser.into_offset_iter() {
        if let Event::Start(
            Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. },
        ) = &event
        {
            let inline = *link_type == LinkType::Inline;
            open.push(Open {
                inline,
                // Many references can share one long definition.
                destination: if inline { dest_url.to_string() } else { String::new() },
                words: String::new(),
                inside_end: range.start + 1,
            });
            continue;
        }
        if let Event::End(TagEnd::Link | TagEnd::Image) = &event {
            links.extend(open.pop().and_then(|link| close(text, link, range.end)));
        }
        if let (Event::Text(words) | Event::Code(words), Some(outermost)) =
            (&event, open.first_mut())
        {
            outermost.words.push_str(words);
        }
        if let Some(link) = open.last_mut() {
            link.inside_end = link.inside_end.max(range.end);
        }
    }
    ordered::sort_by_key(&mut links, |link| link.range.start);
    links.dedup_by(|later, earlier| later.range.start < earlier.range.end);
    links
}

fn close(text: &str, link: Open, end: usize) -> Option<Link> {
    if !link.inline {
        return None;
    }
    let from = link.inside_end + text.get(link.inside_end..end)?.find("](")? + 2;
    let range = destination_at(text, from..end, &link.destination)?;
    Some(Link { range, destination: link.destination, words: link.words })
}

/// The bytes of the destination that begins in `within`, after white space. `None` where they do
/// not read as `expected`, so that a misunderstanding never changes anything.
fn destination_at(text: &str, within: Range<usize>, expected: &str) -> Option<Range<usize>> {
    let rest = text.get(within.clone())?;
    let start = rest.len() - rest.trim_start().len();
    let rest = &rest[start..];
    let bytes = rest.as_bytes();
    let angled = bytes.first() == Some(&b'<');
    let mut depth = 0_u32;
    let mut end = bytes.len();
    let mut at = usize::from(angled);
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 1,
            b'>' if angled => {
                end = at + 1;
                break;
            }
            _ if angled => {}
            b'(' => depth += 1,
            b')' if depth > 0 => depth -= 1,
            byte if *byte == b')' || byte.is_ascii_whitespace() => {
                end = at;
                break;
            }
            _ => {}
        }
        at += 1;
    }
    let raw = rest.get(..end)?;
    let inner = if angled { raw.strip_prefix('<')?.strip_suffix('>')? } else { raw };
    let plain = !inner.contains(['\\', '&']);
    (!plain || inner == expected).then(|| within.start + start..within.start + start + end)
}
