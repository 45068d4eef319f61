//! A moment with an alarm before it, or events -> a file for calendars (RFC 5545). Lines are folded at 75 bytes
//! between letters, and what a text holds can never end its line.

mod event;

pub use event::{EventOut, events_file};

use crate::clock::{DAY_MS, Date, HOUR_MS, MINUTE_MS, Timestamp};

/// Bytes of a line without its end.
const LINE_BYTES_MAX: usize = 75;

/// What a calendar is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alarm {
    /// The same for the same thing, so that a calendar replaces what it knew.
    pub id: String,
    /// When the file was made.
    pub made: Timestamp,
    pub when: When,
    pub title: String,
    pub text: String,
}

/// When it is, and when it rings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// At a moment, so many hours before it.
    Moment { at: Timestamp, hours_before: u32 },
    /// All of a day, wherever the calendar is; at nine in the morning.
    Day(Date),
}

impl When {
    fn starts(self) -> String {
        match self {
            Self::Moment { at, .. } => format!("DTSTART:{}", utc(at)),
            Self::Day(day) => format!("DTSTART;VALUE=DATE:{}", day.to_string().replace('-', "")),
        }
    }

    fn rings(self) -> String {
        match self {
            Self::Moment { hours_before, .. } => format!("TRIGGER:-PT{hours_before}H"),
            Self::Day(_) => "TRIGGER:PT9H".to_owned(),
        }
    }
}

/// The file.
pub fn file(alarm: &Alarm) -> String {
    let title = escaped(&alarm.title);
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Phyle//Phyle//EN".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}", escaped(&alarm.id)),
        format!("DTSTAMP:{}", utc(alarm.made)),
        alarm.when.starts(),
        format!("SUMMARY:{title}"),
        format!("DESCRIPTION:{}", escaped(&alarm.text)),
        "TRANSP:TRANSPARENT".to_owned(),
        "BEGIN:VALARM".to_owned(),
        "ACTION:DISPLAY".to_owned(),
        alarm.when.rings(),
        format!("DESCRIPTION:{title}"),
        "END:VALARM".to_owned(),
        "END:VEVENT".to_owned(),
        "END:VCALENDAR".to_owned(),
    ];
    lines.iter().map(|line| folded(line)).collect()
}

/// A text as a value: line ends, commas, semicolons and backslashes are spelled out, and other
/// control characters are left out.
fn escaped(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut value = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' => value.push_str("\\n"),
            '\\' | ';' | ',' => value.extend(['\\', letter]),
            '\t' => value.push(letter),
            letter if letter.is_control() => {}
            letter => value.push(letter),
        }
    }
    value
}

/// The line with its end, and with a line end and a space wherever it would be too long.
fn folded(line: &str) -> String {
    let mut text = String::with_capacity(line.len() + 8);
    let mut used = 0;
    for letter in line.chars() {
        if used + letter.len_utf8() > LINE_BYTES_MAX {
            text.push_str("\r\n ");
            used = 1;
        }
        text.push(letter);
        used += letter.len_utf8();
    }
    text.push_str("\r\n");
    text
}

/// `20260402T102000Z`.
fn utc(at: Timestamp) -> String {
    let (days, rest) = (at.0 / DAY_MS, at.0 % DAY_MS);
    let (year, month, day) = date(days);
    let (hour, minute) = (rest / HOUR_MS, rest % HOUR_MS / MINUTE_MS);
    let second = rest % MINUTE_MS / 1000;
    format!("{year:04}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z")
}

/// Year, month and day of the Gregorian calendar, so many days after 1 January 1970: in years that
/// begin with March a leap day is the last, and months follow a line (H. Hinnant, "chrono-compatible
/// low-level date algorithms").
fn date(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let (era, of_era) = (days / 146_097, days % 146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alarm(title: &str) -> Alarm {
        Alarm {
            id: "0102@phyle".to_owned(),
            made: Timestamp(0),
            when: When::Moment { at: Timestamp(1_775_125_200_000), hours_before: 24 },
            title: title.to_owned(),
            text: "Four Shores".to_owned(),
        }
    }

    #[test]
    fn days_have_their_dates() {
        let check = |days, expected| assert_eq!(date(days), expected);
        check(0, (1970, 1, 1));
        check(58, (1970, 2, 28));
        check(59, (1970, 3, 1));
        check(11_016, (2000, 2, 29));
        check(20_545, (2026, 4, 2));
        check(47_540, (2100, 2, 28));
        check(47_541, (2100, 3, 1));
    }

    #[test]
    fn a_file_has_one_event_with_its_alarm() {
        let file = file(&alarm("Vote"));
        assert!(file.contains("DTSTART:20260402T102000Z\r\n"), "{file}");
        assert!(file.contains("TRIGGER:-PT24H\r\n"), "{file}");
        assert!(file.starts_with("BEGIN:VCALENDAR\r\n") && file.ends_with("END:VCALENDAR\r\n"));
        assert_eq!(file.matches("BEGIN:VEVENT").count(), 1);
    }

    #[test]
    fn dec_1_a_day_is_one_wherever_the_calendar_is_and_rings_in_the_morning() {
        let when = When::Day("2026-04-02".parse().expect("a day"));
        let file = file(&Alarm { when, ..alarm("Look again") });
        assert!(file.contains("DTSTART;VALUE=DATE:20260402\r\n"), "{file}");
        assert!(file.contains("TRIGGER:PT9H\r\n"), "{file}");
    }

    #[test]
    fn a_text_never_ends_its_line() {
        let evil = "Half, now; or \\ later?\r\nEND:VCALENDAR\u{0}\nBEGIN:VEVENT";
        let file = file(&alarm(evil));
        let line = "SUMMARY:Half\\, now\\; or \\\\ later?\\nEND:VCALENDAR\\nBEGIN:VEVENT\r\n";
        assert!(file.contains(line), "{file}");
        assert_eq!(file.lines().filter(|line| *line == "END:VCALENDAR").count(), 1);
    }

    #[test]
    fn long_lines_are_folded_between_letters() {
        let title = "¿Cómo repartimos lo que ganamos? ".repeat(20);
        let file = file(&alarm(title.trim_end()));
        assert!(file.lines().all(|line| line.len() <= LINE_BYTES_MAX), "{file}");
        let unfolded = file.replace("\r\n ", "");
        assert!(unfolded.contains(&format!("SUMMARY:{}\r\n", title.trim_end())), "{unfolded}");
    }
}
