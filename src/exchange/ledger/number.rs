//! Numbers as people and programs write them -> plain digits with a point. Nothing is guessed where a
//! mark could be both: the caller says what a single one means, or the number is refused.

/// The mark before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Point,
    Comma,
}

impl Mark {
    pub fn letter(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }

    pub fn of(letter: char) -> Option<Self> {
        [Self::Point, Self::Comma].into_iter().find(|mark| mark.letter() == letter)
    }

    /// Which of the two ends up before the decimals of this number by itself: the last one where both
    /// stand, and none where one stands more than once.
    pub fn in_number(number: &str) -> Option<Self> {
        let last = number.chars().rev().find_map(Self::of)?;
        let has_other = number.contains(last.other().letter());
        let is_once = number.matches(last.letter()).count() == 1;
        match (is_once, has_other) {
            (true, _) => Some(last),
            // `1.234.567`: these are thousands.
            (false, _) => Some(last.other()),
        }
    }

    /// The same, but only where nobody could take it for the other: `1,5` and `1.234,50`, not `1,234`.
    pub fn certain(number: &str) -> Option<Self> {
        let mark = Self::in_number(number)?;
        let (whole, rest) = number.rsplit_once(mark.letter()).unwrap_or((number, ""));
        let has_other = number.contains(mark.other().letter());
        let could_be_thousands = rest.len() == 3 && (1..=3).contains(&whole.len());
        (has_other || !could_be_thousands || whole == "0").then_some(mark)
    }
}

fn is_group_mark(letter: char) -> bool {
    matches!(letter, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '’')
}

/// Digits with groups of thousands and at most one decimal mark -> `1234.5`; `None` for anything
/// else. No sign.
pub fn plain(number: &str, mark: Mark) -> Option<String> {
    let (whole, rest) = number.split_once(mark.letter()).unwrap_or((number, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let is_mark = |letter: char| letter == mark.other().letter() || is_group_mark(letter);
    let mut groups = whole.split(is_mark);
    // Groups are of three digits, or of two as in India; the last is of three.
    let first = groups.next().filter(|group| !group.is_empty() && is_digits(group))?;
    let rest_of_whole: Vec<&str> = groups.collect();
    let fits = |group: &&str| is_digits(group) && (2..=3).contains(&group.len());
    let is_grouped = rest_of_whole.iter().all(fits)
        && rest_of_whole.last().is_none_or(|last| first.len() <= 3 && last.len() == 3);
    if !is_grouped || !is_digits(rest) {
        return None;
    }
    let digits = format!("{first}{}", rest_of_whole.concat());
    let digits = match digits.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    Some(if rest.is_empty() { digits.to_owned() } else { format!("{digits}.{rest}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_their_marks() {
        let check = |number: &str, mark, expected: Option<&str>| {
            assert_eq!(plain(number, mark).as_deref(), expected, "{number}");
        };
        check("1234.5", Mark::Point, Some("1234.5"));
        check("1,234.50", Mark::Point, Some("1234.50"));
        check("1.234,50", Mark::Comma, Some("1234.50"));
        check("1 234\u{a0}567,5", Mark::Comma, Some("1234567.5"));
        check("9,99,99,999.00", Mark::Point, Some("99999999.00"));
        check("1'234.50", Mark::Point, Some("1234.50"));
        check("007", Mark::Point, Some("7"));
        check("0.05", Mark::Point, Some("0.05"));
        check("1.", Mark::Point, Some("1"));
        for wrong in ["", ".5", "1,5", "1,,234", "1234,567", "1.2.3", "1,23", "-1", "1e3", "١"] {
            check(wrong, Mark::Point, None);
        }
    }

    #[test]
    fn a_mark_is_certain_where_it_cannot_be_the_other() {
        let check = |number, any, certain| {
            assert_eq!(
                (Mark::in_number(number), Mark::certain(number)),
                (any, certain),
                "{number}"
            );
        };
        let (point, comma) = (Some(Mark::Point), Some(Mark::Comma));
        check("1,5", comma, comma);
        check("1.234", point, None);
        check("1,234", comma, None);
        check("0,234", comma, comma);
        check("1234.567", point, point);
        check("1.234,56", comma, comma);
        check("1,234.56", point, point);
        check("1.234.567", comma, comma);
        check("12", None, None);
    }
}
