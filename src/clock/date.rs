//! Calendar dates, as an author writes them: a day without a time or a zone.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use time::{Duration, Month};

use crate::clock::{DAY_MS, Timestamp};

/// A day of the calendar. Text form is `2026-03-30`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(time::Date);

/// Text that names no day between the years 1900 and 2199.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a date such as 2026-03-30")]
pub struct DateError;

impl Date {
    /// The earliest of all.
    pub const FIRST: Self = match time::Date::from_calendar_date(1900, Month::January, 1) {
        Ok(date) => Self(date),
        Err(_) => panic!("a day of the calendar"),
    };

    /// The latest of all.
    pub const LAST: Self = match time::Date::from_calendar_date(2199, Month::December, 31) {
        Ok(date) => Self(date),
        Err(_) => panic!("a day of the calendar"),
    };

    /// The day of this year, month and day of the month; `None` where there is none.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
        let day = u8::try_from(day).ok()?;
        let date = time::Date::from_calendar_date(year.into(), month, day).ok()?;
        (1900..=2199).contains(&year).then_some(Self(date))
    }

    /// The day in UTC at this time.
    pub fn at(time: Timestamp) -> Self {
        let days = i64::try_from(time.0 / DAY_MS).unwrap_or(i64::MAX);
        let epoch = time::UtcDateTime::UNIX_EPOCH.date();
        Self(epoch.checked_add(Duration::days(days)).unwrap_or(epoch))
    }

    /// The moment in which it begins in UTC; the epoch for days before it.
    pub fn start(self) -> Timestamp {
        let epoch = time::UtcDateTime::UNIX_EPOCH.date();
        let days = i64::from(self.0.to_julian_day()) - i64::from(epoch.to_julian_day());
        Timestamp(u64::try_from(days).unwrap_or_default() * DAY_MS)
    }

    pub fn year(self) -> i16 {
        i16::try_from(self.0.year()).expect("a calendar of four digits")
    }

    pub fn month(self) -> i8 {
        u8::from(self.0.month()).cast_signed()
    }

    pub fn day(self) -> i8 {
        self.0.day().cast_signed()
    }

    /// The first day of its month.
    pub fn month_start(self) -> Self {
        self.in_month(1)
    }

    /// The last day of its month.
    pub fn month_end(self) -> Self {
        self.in_month(self.0.month().length(self.0.year()))
    }

    /// The Monday on or before it.
    pub fn week_start(self) -> Self {
        self.plus_days(-self.weekday())
    }

    /// Days from Monday on, 0 to 6.
    pub fn weekday(self) -> i32 {
        i32::from(self.0.weekday().number_days_from_monday())
    }

    /// Days from another day to this one; below zero where this is the earlier.
    pub fn days_since(self, other: Self) -> i32 {
        self.0.to_julian_day() - other.0.to_julian_day()
    }

    /// So many days later; at the ends of the calendar it stays where it is.
    pub fn plus_days(self, days: i32) -> Self {
        Self(self.0.checked_add(Duration::days(days.into())).unwrap_or(self.0))
    }

    /// The same day so many months later, or the last one of that month where it is shorter.
    pub fn plus_months(self, months: i32) -> Self {
        let all = i64::from(self.0.year()) * 12 + i64::from(self.month() - 1) + i64::from(months);
        let later = || {
            let year = i32::try_from(all.div_euclid(12)).ok()?;
            let month = Month::try_from(u8::try_from(all.rem_euclid(12) + 1).ok()?).ok()?;
            let day = self.0.day().min(month.length(year));
            time::Date::from_calendar_date(year, month, day).ok()
        };
        Self(later().unwrap_or(self.0))
    }

    /// This day of its month, which has so many.
    fn in_month(self, day: u8) -> Self {
        Self(self.0.replace_day(day).expect("a day of every month, or its last"))
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Date {
    type Err = DateError;
    fn from_str(text: &str) -> Result<Self, DateError> {
        let mut parts = text.splitn(3, '-');
        let mut part = || parts.next().ok_or(DateError);
        let year = part()?.parse().map_err(|_| DateError)?;
        let month = part()?.parse().map_err(|_| DateError)?;
        let day = part()?.parse().map_err(|_| DateError)?;
        let date = Self::new(year, month, day).ok_or(DateError)?;
        if date.to_string() == text { Ok(date) } else { Err(DateError) }
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let text = String::deserialize(input)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_days_that_exist() {
        for text in ["2026-03-30", "2024-02-29", "1999-12-31"] {
            assert_eq!(text.parse::<Date>().map(|date| date.to_string()), Ok(text.to_owned()));
        }
        for text in ["2026-02-29", "2026-3-30", "26-03-30", "2026-13-01", "9999-01-01", "", "x"] {
            assert_eq!(text.parse::<Date>(), Err(DateError), "{text}");
        }
    }

    #[test]
    fn days_months_and_weeks_follow_the_calendar() {
        let date: Date = "2026-03-31".parse().expect("a day");
        assert_eq!(date.plus_days(1).to_string(), "2026-04-01");
        assert_eq!(date.month_start().to_string(), "2026-03-01");
        assert_eq!(date.plus_days(-40).month_end().to_string(), "2026-02-28");
        assert_eq!(date.week_start().to_string(), "2026-03-30");
        assert_eq!(date.plus_months(1).to_string(), "2026-04-30");
        assert_eq!(date.plus_months(-13).to_string(), "2025-02-28");
        assert_eq!(date.plus_months(11).to_string(), "2027-02-28");
        assert_eq!(date.plus_months(i32::MAX), date);
        assert_eq!(date.plus_days(i32::MAX), date);
        assert_eq!(Date::FIRST.start(), Timestamp(0));
        assert_eq!(Date::at(Timestamp(1_774_915_200_000)).to_string(), "2026-03-31");
        assert_eq!(date.start(), Timestamp(1_774_915_200_000));
    }
}
