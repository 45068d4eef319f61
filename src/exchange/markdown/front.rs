//! What stands before the words of a file: front matter, and the heading that names the page.
//! Reads one text. Invariant: what is not surely front matter is taken for the author's words.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use crate::limits::FRONT_LINES_MAX;
use crate::reading::MARKDOWN;

/// A file's front matter, and what follows it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Front<'a> {
    pub title: Option<String>,
    pub description: Option<String>,
    pub rest: &'a str,
}

/// Reads front matter between lines of `---`, where there is any.
pub(super) fn read(text: &str) -> Front<'_> {
    let none = Front { title: None, description: None, rest: text };
    let Some(inside) = text.strip_prefix("---\n") else { return none };
    let mut lines: Vec<&str> = Vec::new();
    let mut length = "---\n".len();
    for line in inside.split_inclusive('\n').take(FRONT_LINES_MAX) {
        length += line.len();
        let line = line.trim_end();
        if matches!(line, "---" | "...") {
            return Front {
                title: value(&lines, "title"),
                description: value(&lines, "description"),
                rest: text[length..].trim_start_matches('\n'),
            };
        }
        if !(line.is_empty() || line.starts_with([' ', '-', '#']) || line.contains(':')) {
            return none;
        }
        lines.push(line);
    }
    none
}

/// The value of a key at the left edge: in quotes, plain, or folded over indented lines.
fn value(lines: &[&str], key: &str) -> Option<String> {
    let at = lines.iter().position(|line| {
        line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with(':'))
    })?;
    let (_, value) = lines[at].split_once(':')?;
    let mut words = vec![value.trim()];
    if matches!(words[0], ">" | ">-" | ">+" | "|" | "|-" | "|+") {
        words.clear();
    }
    words.extend(lines[at + 1..].iter().take_while(|line| line.starts_with(' ')).map(|l| l.trim()));
    let value = words.join(" ");
    let bare = ['"', '\'']
        .into_iter()
        .find_map(|quote| value.strip_prefix(quote).and_then(|value| value.strip_suffix(quote)));
    let value = bare.unwrap_or(&value).trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// The words of the page's first heading, and the text without it where it opens the text. A
/// heading further down is a name too, but stays where its author put it.
pub(super) fn take_heading(text: &str) -> (Option<String>, &str) {
    let Some((words, range, level)) = first_heading(text) else {
        return (None, text.trim_start_matches('\n'));
    };
    let opens = text[..range.start].trim().is_empty();
    if opens && !words.trim().is_empty() {
        (Some(words), text[range.end..].trim_start_matches('\n'))
    } else if level == HeadingLevel::H1 {
        (Some(words), text)
    } else {
        (None, text)
    }
}

/// The heading that opens the text, else its first heading of the first level.
fn first_heading(text: &str) -> Option<(String, Range<usize>, HeadingLevel)> {
    let mut found: Option<(String, Range<usize>, HeadingLevel)> = None;
    let mut is_open = false;
    for (event, range) in Parser::new_ext(text, MARKDOWN).into_offset_iter() {
        if let Event::Start(Tag::Heading { level, .. }) = &event {
            let opens = text[..range.start].trim().is_empty();
            if opens || *level == HeadingLevel::H1 {
                found = Some((String::new(), range, *level));
                is_open = true;
            }
            continue;
        }
        if matches!(event, Event::End(TagEnd::Heading(_))) && is_open {
            break;
        }
        let Some((words, ..)) = found.as_mut().filter(|_| is_open) else { continue };
        if let Event::Text(text) | Event::Code(text) = &event {
            words.push_str(text);
        } else if matches!(event, Event::SoftBreak | Event::HardBreak) {
            words.push(' ');
        }
    }
    found
}
