//! On which days something that repeats falls, by the calendar of whoever planned it. Invariant: days
//! come in ascending order, and the first of all is the one that was named.

use serde::{Deserialize, Serialize};

use crate::clock::Date;

/// How often something is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Repeats {
    #[default]
    Once,
    Weekly,
    /// Every two weeks.
    Fortnightly,
    /// On the same weekday of each month: the second Tuesday. What falls on a fifth one is on the
    /// last of each month.
    Monthly,
}

impl Repeats {
    /// All of them, the rarest last.
    pub const ALL: [Self; 4] = [Self::Once, Self::Weekly, Self::Fortnightly, Self::Monthly];

    /// The days on and after `from`, of what is on `first` for the first time and on `until`, where that
    /// is named, for the last.
    pub fn days(self, first: Date, until: Option<Date>, from: Date) -> impl Iterator<Item = Date> {
        let passed = from.max(first).days_since(first);
        let start = match self {
            Self::Once => 0,
            Self::Weekly => passed / 7,
            Self::Fortnightly => passed / 14,
            Self::Monthly => months_between(first, from.max(first)),
        };
        (start..)
            .map_while(move |number| self.day(first, number))
            .take_while(move |day| *day <= until.unwrap_or(Date::LAST).min(Date::LAST))
            .filter(move |day| *day >= from)
    }

    fn day(self, first: Date, number: i32) -> Option<Date> {
        match self {
            Self::Once => (number == 0).then_some(first),
            Self::Weekly => Some(first.plus_days(number.checked_mul(7)?)),
            Self::Fortnightly => Some(first.plus_days(number.checked_mul(14)?)),
            Self::Monthly => {
                let start = first.month_start().plus_months(number);
                match week_of_month(first) {
                    Some(week) => {
                        let ahead = first.weekday() - start.weekday();
                        Some(start.plus_days(ahead.rem_euclid(7) + 7 * (week - 1)))
                    }
                    None => {
                        let end = start.month_end();
                        let back = end.weekday() - first.weekday();
                        Some(end.plus_days(-back.rem_euclid(7)))
                    }
                }
            }
        }
    }
}

/// Which one of its weekday a day is in its month, from 1 to 4; `None` where it is a fifth.
pub fn week_of_month(day: Date) -> Option<i32> {
    let week = (i32::from(day.day()) - 1) / 7 + 1;
    (week <= 4).then_some(week)
}

fn months_between(first: Date, from: Date) -> i32 {
    let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
    months(from) - months(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    fn check(repeats: Repeats, first: &str, until: Option<&str>, from: &str, expected: &[&str]) {
        let days = repeats.days(day(first), until.map(day), day(from));
        let days: Vec<String> = days.take(4).map(|day| day.to_string()).collect();
        assert_eq!(days, expected, "{repeats:?} from {first}, seen on {from}");
    }

    #[test]
    fn cal_1_what_repeats_falls_on_its_days() {
        use Repeats::{Fortnightly, Monthly, Once, Weekly};
        check(Once, "2026-03-03", None, "2026-01-01", &["2026-03-03"]);
        check(Once, "2026-03-03", None, "2026-03-04", &[]);
        let tuesdays = ["2026-03-17", "2026-03-24", "2026-03-31", "2026-04-07"];
        check(Weekly, "2026-03-03", None, "2026-03-11", &tuesdays);
        check(Weekly, "2026-03-03", None, "2026-03-17", &tuesdays);
        check(Weekly, "2026-03-03", Some("2026-03-24"), "2026-03-11", &tuesdays[..2]);
        let second = ["2026-03-17", "2026-03-31", "2026-04-14", "2026-04-28"];
        check(Fortnightly, "2026-03-03", None, "2026-03-04", &second);
        let first_of_month = ["2026-04-07", "2026-05-05", "2026-06-02", "2026-07-07"];
        check(Monthly, "2026-03-03", None, "2026-03-04", &first_of_month);
        let last = ["2026-03-31", "2026-04-28", "2026-05-26", "2026-06-30"];
        check(Monthly, "2026-03-31", None, "2020-01-01", &last);
    }

    #[test]
    fn days_end_with_the_calendar() {
        for repeats in Repeats::ALL {
            let days = repeats.days(day("2199-12-24"), None, day("2199-12-24"));
            assert!(days.take(10_000).count() < 10_000, "{repeats:?}");
        }
    }
}
