//! What a person types as a length of time -> minutes, or nothing: hours with decimals behind a point or a
//! comma, or hours and minutes with a colon between them.

/// Hours that are never typed by mistake only.
const HOURS_MAX: u32 = 100_000;

/// Minutes of what was typed as hours, to the nearest one; no text is none.
pub fn minutes_of_hours(text: &str) -> Option<u32> {
    let text = text.trim();
    if text.is_empty() {
        return Some(0);
    }
    let figures = |text: &str| match text {
        "" => None,
        text if text.len() > 6 || !text.bytes().all(|one| one.is_ascii_digit()) => None,
        text => text.parse::<u32>().ok(),
    };
    if let Some((hours, minutes)) = text.split_once(':') {
        let minutes = figures(minutes).filter(|all| *all < 60 && minutes.len() == 2)?;
        return figures(hours).filter(|all| *all <= HOURS_MAX).map(|all| all * 60 + minutes);
    }
    let (hours, parts) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let hours = if hours.is_empty() { 0 } else { figures(hours)? };
    let whole = 10_u32.pow(u32::try_from(parts.len()).ok()?.min(6));
    let minutes = (figures(parts)? * 60 + whole / 2) / whole;
    (hours <= HOURS_MAX).then(|| hours * 60 + minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eco_2_hours_are_read_as_people_type_them() {
        for (typed, minutes) in [
            ("2", Some(120)),
            (" 2.5 ", Some(150)),
            ("2,5", Some(150)),
            ("2:30", Some(150)),
            ("0:05", Some(5)),
            (".25", Some(15)),
            ("1.3333", Some(80)),
            ("1.1", Some(66)),
            ("", Some(0)),
            ("-3", None),
            ("1e9", None),
            ("2:5", None),
            ("2:75", None),
            ("2.", None),
            ("abc", None),
            ("1.2.3", None),
            ("9999999", None),
            ("999999", None),
            ("1.1234567", None),
        ] {
            assert_eq!(minutes_of_hours(typed), minutes, "{typed}");
        }
    }
}
