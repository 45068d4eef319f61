//! Texts with headed blanks to be filled in, put below what somebody wrote: nothing of that is lost.

/// The text with new blanks at its end, instead of those that stand there untouched.
pub fn below(text: &str, blanks: &[String], new: &str) -> String {
    let own = text.trim_end();
    let own = blanks.iter().find_map(|blanks| own.strip_suffix(blanks.as_str())).unwrap_or(own);
    match own.trim_end() {
        "" => new.to_owned(),
        own => format!("{own}\n\n{new}"),
    }
}

/// What stands for something that is still to be said.
const BLANK: &str = "…";

/// What the first blank is headed that nobody has filled in; the blank itself where it has no head.
pub fn left(text: &str) -> Option<String> {
    let mut head = BLANK;
    for line in text.lines().map(str::trim) {
        match line.strip_prefix('#') {
            Some(named) => head = named.trim_start_matches('#').trim(),
            None if line == BLANK => return Some(head.to_owned()),
            None if line.is_empty() => {}
            None => head = BLANK,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dec_1_a_blank_that_is_left_is_named_by_its_head() {
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(left(text).as_deref(), expected, "{text}");
        };
        check("", None);
        check("## Why\n\nIt rains …\n\n## When\n\n… or never", None);
        check("## Why\n\nIt rains\n\n## When\n\n…\n\n## Who\n\n…", Some("When"));
        check("## Why\n\nIt rains\n\n…", Some("…"));
        check(" … ", Some("…"));
    }

    #[test]
    fn dec_1_what_was_typed_stays_above_the_blanks() {
        let blanks = ["## Why\n\n…".to_owned(), "## When\n\n…".to_owned()];
        let check = |text: &str, expected: &str| {
            assert_eq!(below(text, &blanks, "## When\n\n…"), expected, "{text}");
        };
        check("", "## When\n\n…");
        check("\n\n", "## When\n\n…");
        check("## Why\n\n…", "## When\n\n…");
        check("Mine", "Mine\n\n## When\n\n…");
        check("Mine\n\n## Why\n\n…\n", "Mine\n\n## When\n\n…");
        check("## Why\n\nIt rains", "## Why\n\nIt rains\n\n## When\n\n…");
        check("\n\n[From the topic](topic:x)", "\n\n[From the topic](topic:x)\n\n## When\n\n…");
    }
}
