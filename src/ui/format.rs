//! Figures, times and lists as the reader writes them: the browser's Intl with the language spoken
//! now. The reader's own zone is used unless another is named; a zone that is none gives `None`.

use crate::clock::{DAY_MS, Date, HOUR_MS, MINUTE_MS, Timestamp, WallTime};
use crate::platform::browser;
use crate::ui::words::{self, spoken};

/// The forms that the catalogue knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plural {
    /// The form for one.
    One,
    /// The form for all other numbers.
    Other,
}

/// Which form a number takes in the language spoken now.
pub fn plural(n: u32) -> Plural {
    match browser::plural_category(f64::from(n), spoken().tag()) == "one" {
        true => Plural::One,
        false => Plural::Other,
    }
}

/// A number with its separators.
pub fn number(n: f64) -> String {
    browser::format_number(n, spoken().tag())
}

/// A size in bytes, rounded.
pub fn bytes(n: u64) -> String {
    let mut size = n as f64;
    for unit in ["B", "KB", "MB"] {
        if size < 1000.0 {
            return format!("{} {unit}", number(size.round()));
        }
        size /= 1000.0;
    }
    format!("{} GB", number((size * 10.0).round() / 10.0))
}

/// "Ana, Lucía and Ravi".
pub fn list(items: &[String]) -> String {
    browser::format_list(items, locale())
}

/// The name of a language, in the language spoken now; its tag where it has none.
pub fn language(tag: &str) -> String {
    browser::language_name(tag, spoken().tag()).unwrap_or_else(|| tag.to_owned())
}

/// Names of several languages, one after the other.
pub fn languages(tags: &[String]) -> String {
    tags.iter().map(|tag| language(tag)).collect::<Vec<_>>().join(", ")
}

/// "10:20".
pub fn time(at: Timestamp) -> String {
    clock_in(at, "").unwrap_or_default()
}

/// "10:20" as it is in a zone.
pub fn clock_in(at: Timestamp, zone: &str) -> Option<String> {
    let parts = [("hour", "2-digit"), ("minute", "2-digit"), ("hourCycle", "h23")];
    date(at, zone, &parts)
}

/// The minute of the day in a zone, from 0 to 1439.
pub fn minute_in(at: Timestamp, zone: &str) -> Option<u32> {
    let clock = clock_in(at, zone)?;
    let (hour, minute) = clock.split_once(':')?;
    Some(hour.trim().parse::<u32>().ok()? * 60 + minute.trim().parse::<u32>().ok()?)
}

/// "Thursday 2 April", with the year where that is another than now.
pub fn day(at: Timestamp, now: Timestamp) -> String {
    let mut parts = vec![("weekday", "long"), ("day", "numeric"), ("month", "long")];
    parts.extend(other_year(at, now));
    date(at, "", &parts).unwrap_or_default()
}

/// The year, where it must be said.
fn other_year(at: Timestamp, now: Timestamp) -> Option<(&'static str, &'static str)> {
    (day_of(at).year() != day_of(now).year()).then_some(("year", "numeric"))
}

/// The day as a title of its own: capitalised, whatever the language does in running text.
pub fn day_title(at: Timestamp, now: Timestamp) -> String {
    capitalised(&day(at, now))
}

/// "2 Apr", for the narrow end of a row; "today" while it is.
pub fn short_day(at: Timestamp, now: Timestamp) -> String {
    if day_key(at) == day_key(now) {
        return time(at);
    }
    let mut parts = vec![("day", "numeric"), ("month", "short")];
    parts.extend(other_year(at, now));
    date(at, "", &parts).unwrap_or_default()
}

/// "2 April 2026".
pub fn full_day(at: Timestamp) -> String {
    date(at, "", &[("day", "numeric"), ("month", "long"), ("year", "numeric")]).unwrap_or_default()
}

/// "today at 10:20", "Thursday 2 April, 10:20".
pub fn moment(at: Timestamp, now: Timestamp) -> String {
    if day_key(at) == day_key(now) {
        return words::common::today_at(&time(at));
    }
    format!("{}, {}", day(at, now), time(at))
}

/// "2 Apr", or "2 Apr 2025" in another year than this one.
pub fn calendar_day(on: Date, today: Date) -> String {
    let mut parts = vec![("day", "numeric"), ("month", "short")];
    if on.year() != today.year() {
        parts.push(("year", "numeric"));
    }
    date(on.start(), "UTC", &parts).unwrap_or_default()
}

/// "2 April 2026".
pub fn calendar_full(on: Date) -> String {
    let parts = [("day", "numeric"), ("month", "long"), ("year", "numeric")];
    date(on.start(), "UTC", &parts).unwrap_or_default()
}

/// "Thursday 2 April".
pub fn calendar_weekday(on: Date) -> String {
    let parts = [("weekday", "long"), ("day", "numeric"), ("month", "long")];
    date(on.start(), "UTC", &parts).unwrap_or_default()
}

/// "March", or "March 2025" in another year than this one.
pub fn calendar_month(on: Date, today: Date) -> String {
    let mut parts = vec![("month", "long")];
    if on.year() != today.year() {
        parts.push(("year", "numeric"));
    }
    date(on.start(), "UTC", &parts).unwrap_or_default()
}

/// The day of the reader's own calendar at this time.
pub fn day_of(at: Timestamp) -> Date {
    day_in(at, "")
}

/// The day of the calendar in a zone at this time; the reader's where the zone is none.
pub fn day_in(at: Timestamp, zone: &str) -> Date {
    let parts = [("year", "numeric"), ("month", "2-digit"), ("day", "2-digit")];
    // In Swedish, days are written as ISO 8601 has them.
    let text = browser::format_date(at.0 as f64, "sv-SE", zone, &parts);
    text.and_then(|text| text.parse().ok()).unwrap_or_else(|| Date::at(at))
}

/// The moment in which a clock in a zone shows this; `None` for a zone that the browser does not know.
pub fn wall(day: Date, time: WallTime, zone: &str) -> Option<Timestamp> {
    time.on(day, |at| browser::zone_offset_min(at.0 as f64, zone))
}

/// "Tuesday".
pub fn weekday(on: Date) -> String {
    date(on.start(), "UTC", &[("weekday", "long")]).unwrap_or_default()
}

/// "Tue".
pub fn weekday_short(on: Date) -> String {
    date(on.start(), "UTC", &[("weekday", "short")]).unwrap_or_default()
}

/// "Mar".
pub fn month_short(on: Date) -> String {
    date(on.start(), "UTC", &[("month", "short")]).unwrap_or_default()
}

/// "Tue 31 Mar".
pub fn calendar_short(on: Date) -> String {
    let parts = [("weekday", "short"), ("day", "numeric"), ("month", "short")];
    date(on.start(), "UTC", &parts).unwrap_or_default()
}

/// A decimal number such as `-1234.50`, with all its digits and a true minus.
pub fn decimal(number: &str) -> String {
    let digits = number.split_once('.').map_or(0, |(_, rest)| rest.len());
    let digits = u32::try_from(digits).unwrap_or_default();
    browser::format_decimal(number, digits, spoken().tag()).replace('-', "\u{2212}")
}

/// "Euro"; the code where it has no name.
pub fn currency(code: &str) -> String {
    browser::currency_name(code, spoken().tag()).unwrap_or_else(|| code.to_owned())
}

/// A length of time, in the unit that a person would name, to the nearest whole.
pub fn span(ms: u64) -> String {
    let count = |unit_ms: u64| u32::try_from((ms + unit_ms / 2) / unit_ms).unwrap_or(u32::MAX);
    if ms < 2 * HOUR_MS {
        words::sync::minutes(count(MINUTE_MS))
    } else if ms < 2 * DAY_MS {
        words::sync::hours(count(HOUR_MS))
    } else {
        words::sync::days(count(DAY_MS))
    }
}

/// Equal for moments of one day in the reader's zone.
pub fn day_key(at: Timestamp) -> String {
    let parts = [("year", "numeric"), ("month", "2-digit"), ("day", "2-digit")];
    date(at, "", &parts).unwrap_or_default()
}

fn date(at: Timestamp, zone: &str, parts: &[(&str, &str)]) -> Option<String> {
    browser::format_date(at.0 as f64, locale(), zone, parts)
}

/// English is written as in Britain: day before month, and 24 hours.
fn locale() -> &'static str {
    match spoken() {
        words::Language::En => "en-GB",
        words::Language::Es => "es",
    }
}

/// A text that stands by itself.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| browser::upper(&letter.to_string(), locale()));
    first.unwrap_or_default() + letters.as_str()
}

/// Which of two names stands first in a list.
pub fn by_name(a: &str, b: &str) -> std::cmp::Ordering {
    browser::compare(a, b, locale())
}
