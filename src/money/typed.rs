//! What a person types as an amount -> the plain number that it means, or nothing. A point and a comma are
//! both taken for the mark of decimals, and marks of thousands are left out where they can be nothing else.

/// The number as `Money::read` and `Rate` take it; `exponent` is how many decimals the currency has.
pub fn number(text: &str, exponent: u32) -> Option<String> {
    let is_gap = |one: char| one.is_whitespace() || matches!(one, '\'' | '\u{2019}');
    let plain: String = text.chars().filter(|one| !is_gap(*one)).collect();
    let (sign, digits) = match plain.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => ("-", rest),
        None => ("", plain.strip_prefix('+').unwrap_or(&plain)),
    };
    let marks: Vec<(usize, char)> =
        digits.char_indices().filter(|(_, one)| matches!(one, '.' | ',')).collect();
    let decimals_from = decimal_mark(digits, &marks, exponent);
    let is_known = |(at, one): (usize, char)| {
        one.is_ascii_digit() || marks.iter().any(|(mark, _)| *mark == at)
    };
    if digits.is_empty() || !digits.char_indices().all(is_known) {
        return None;
    }
    let keeps = |(at, one): (usize, char)| match (one, decimals_from == Some(at)) {
        ('.' | ',', true) => Some('.'),
        ('.' | ',', false) => None,
        _ => Some(one),
    };
    let number: String = digits.char_indices().filter_map(keeps).collect();
    let number = number.trim_end_matches('.');
    let zero = if number.is_empty() || number.starts_with('.') { "0" } else { "" };
    let is_grouped = marks.iter().all(|(at, _)| {
        let is_decimal = decimals_from == Some(*at);
        is_decimal || groups_of_three(digits, *at, decimals_from.unwrap_or(digits.len()))
    });
    (is_grouped && digits.bytes().any(|byte| byte.is_ascii_digit()))
        .then(|| format!("{sign}{zero}{number}"))
}

/// How many of something: whole ones, and thousandths of one more. `1.890` could be either of two
/// numbers, and is none.
pub fn count(text: &str) -> Option<(u32, Option<u16>)> {
    let plain: String = text.chars().filter(|one| !one.is_whitespace()).collect();
    let (whole, rest) = plain.split_once(['.', ',']).unwrap_or((&plain, ""));
    let is_figures = |part: &str| part.bytes().all(|one| one.is_ascii_digit());
    let is_plain = is_figures(whole) && is_figures(rest) && !(whole.is_empty() && rest.is_empty());
    let is_thousands = rest.len() == 3 && whole.bytes().any(|one| one != b'0');
    if !is_plain || rest.len() > 3 || is_thousands {
        return None;
    }
    let whole: u32 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let rest: u16 = format!("{rest:0<3}").parse().ok()?;
    let rest = Some(rest).filter(|rest| *rest > 0);
    (whole > 0 || rest.is_some()).then_some((whole, rest))
}

/// Where the decimals begin: at the last mark, unless that can only be one of thousands.
fn decimal_mark(digits: &str, marks: &[(usize, char)], exponent: u32) -> Option<usize> {
    let (last, kind) = *marks.last()?;
    let same = marks.iter().filter(|(_, one)| *one == kind).count();
    let after = digits.len() - last - 1;
    let is_thousands = same > 1 || (exponent == 0 && after == 3);
    (!is_thousands).then_some(last)
}

/// Whether a mark of thousands stands where one can stand.
fn groups_of_three(digits: &str, at: usize, end: usize) -> bool {
    let whole = digits.get(at + 1..end).unwrap_or_default();
    let count = whole.bytes().filter(u8::is_ascii_digit).count();
    at > 0 && count > 0 && count.is_multiple_of(3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eco_7_counts_are_whole_or_have_a_part_and_are_never_guessed() {
        let read = [
            ("12", (12, None)),
            (" 1 890 ", (1_890, None)),
            ("2,5", (2, Some(500))),
            ("2.50", (2, Some(500))),
            (".25", (0, Some(250))),
            ("0.125", (0, Some(125))),
            ("3.", (3, None)),
        ];
        for (text, meant) in read {
            assert_eq!(count(text), Some(meant), "{text}");
        }
        for text in ["", ".", "0", "0,00", "1.890", "1,890", "-2", "2.5.1", "1e3", "4294967296"] {
            assert_eq!(count(text), None, "{text}");
        }
    }

    #[test]
    fn eco_1_amounts_are_read_as_people_type_them() {
        let cases = [
            ("12", 2, Some("12")),
            (" 12,5 ", 2, Some("12.5")),
            ("12.50", 2, Some("12.50")),
            ("2,400.00", 2, Some("2400.00")),
            ("2.400,00", 2, Some("2400.00")),
            ("1.234.567", 2, Some("1234567")),
            ("1 234 567,89", 2, Some("1234567.89")),
            ("65,000", 0, Some("65000")),
            ("65.000", 0, Some("65000")),
            ("655,957", 3, Some("655.957")),
            ("655.957", 10, Some("655.957")),
            (".5", 2, Some("0.5")),
            ("5.", 2, Some("5")),
            ("-8", 2, Some("-8")),
            ("\u{2212}8", 2, Some("-8")),
            // Three decimals are more than euros have: it is refused later rather than guessed.
            ("1,000", 2, Some("1.000")),
            ("", 2, None),
            (",", 2, None),
            ("-", 2, None),
            ("1,00,00", 2, None),
            ("12 EUR", 2, None),
            ("1e5", 2, None),
            (",400.00", 2, None),
        ];
        for (text, exponent, number_of) in cases {
            assert_eq!(number(text, exponent).as_deref(), number_of, "{text}");
        }
    }
}
