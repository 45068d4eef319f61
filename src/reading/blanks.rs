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

#[cfg(test)]
mod tests {
    use super::*;

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
