//! Times as a clock on a wall shows them, and the moments that they are where that clock hangs. Zones
//! are known to whoever asks: how far one is ahead of UTC comes in as a function.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::clock::{DAY_MS, Date, MINUTE_MS, Timestamp};

/// Minutes of a day.
const DAY_MIN: u16 = 24 * 60;

/// A time of day, to the minute. Text form is `16:00`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WallTime(u16);

/// Text that is no time of day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a time such as 16:00")]
pub struct WallTimeError;

impl WallTime {
    /// So many minutes after midnight; `None` where that is another day.
    pub fn new(minute: u16) -> Option<Self> {
        (minute < DAY_MIN).then_some(Self(minute))
    }

    /// Minutes after midnight.
    pub fn minute(self) -> u16 {
        self.0
    }

    /// The moment in which a clock shows this time on this day. `offset_min` says how many minutes the
    /// clock is ahead of UTC at a moment. A time that is shown twice is the first of both; one that is
    /// left out, as clocks are put forward, is told by the clock as it was before (RFC 5545, 3.3.5).
    pub fn on(self, day: Date, offset_min: impl Fn(Timestamp) -> Option<i32>) -> Option<Timestamp> {
        let wall = day.start().plus_ms(u64::from(self.0) * MINUTE_MS);
        let moved = |offset: i32| {
            let ms = i64::from(offset) * i64::try_from(MINUTE_MS).unwrap_or_default();
            wall.0.checked_add_signed(-ms).map(Timestamp)
        };
        // Whatever a zone does on a day, it did not do the day before, nor the day after.
        let before = offset_min(Timestamp(wall.0.saturating_sub(DAY_MS)))?;
        let after = offset_min(wall.plus_ms(DAY_MS))?;
        let first = moved(before)?;
        if offset_min(first)? == before {
            return Some(first);
        }
        let second = moved(after)?;
        Some(if offset_min(second)? == after { second } else { first })
    }
}

/// What a clock shows on a day, with the name of its zone. Text form is `2026-03-10 16:00 Europe/Madrid`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    pub day: Date,
    pub time: WallTime,
    pub zone: String,
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.day, self.time, self.zone)
    }
}

impl FromStr for Moment {
    type Err = WallTimeError;
    fn from_str(text: &str) -> Result<Self, WallTimeError> {
        let parts: Vec<&str> = text.split(' ').collect();
        let [day, time, zone] = parts[..] else { return Err(WallTimeError) };
        let day = day.parse().map_err(|_| WallTimeError)?;
        let zone = Some(zone).filter(|zone| !zone.is_empty()).ok_or(WallTimeError)?;
        Ok(Self { day, time: time.parse()?, zone: zone.to_owned() })
    }
}

impl fmt::Display for WallTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

impl FromStr for WallTime {
    type Err = WallTimeError;
    fn from_str(text: &str) -> Result<Self, WallTimeError> {
        let (hour, minute) = text.split_once(':').ok_or(WallTimeError)?;
        let hour: u16 = hour.parse().map_err(|_| WallTimeError)?;
        let minute: u16 = minute.parse().map_err(|_| WallTimeError)?;
        let time = (hour < 24 && minute < 60).then_some(Self(hour * 60 + minute));
        time.filter(|time| time.to_string() == text).ok_or(WallTimeError)
    }
}

impl Serialize for WallTime {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for WallTime {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        String::deserialize(input)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An hour ahead of UTC, and two from 29 March 2026, 01:00 UTC, to 25 October, 01:00 UTC.
    fn madrid(at: Timestamp) -> Option<i32> {
        let summer = 1_774_746_000_000..1_792_890_000_000;
        Some(if summer.contains(&at.0) { 120 } else { 60 })
    }

    fn at(day: &str, time: &str) -> String {
        let time: WallTime = time.parse().expect("a time");
        let at = time.on(day.parse().expect("a day"), madrid).expect("a known zone");
        let minute = u16::try_from(at.0 % DAY_MS / MINUTE_MS).expect("of one day");
        format!("{} {}", Date::at(at), WallTime(minute))
    }

    #[test]
    fn times_are_minutes_of_a_day() {
        for text in ["00:00", "09:05", "16:00", "23:59"] {
            assert_eq!(text.parse::<WallTime>().map(|time| time.to_string()), Ok(text.to_owned()));
        }
        for text in ["", "24:00", "9:05", "16:60", "16", "16:00:00", "-1:00", "+1:00", "x"] {
            assert_eq!(text.parse::<WallTime>(), Err(WallTimeError), "{text}");
        }
        assert_eq!(WallTime::new(DAY_MIN), None);
    }

    #[test]
    fn cal_1_a_proposed_time_reads_back_as_written() {
        let text = "2026-03-10 16:00 Europe/Madrid";
        assert_eq!(text.parse::<Moment>().map(|moment| moment.to_string()), Ok(text.to_owned()));
        for text in ["", "Tuesdays", "2026-03-10 16:00", "2026-03-10 16:00 ", "2026-03-10 4 UTC"] {
            assert_eq!(text.parse::<Moment>(), Err(WallTimeError), "{text}");
        }
    }

    #[test]
    fn cal_1_a_time_on_the_wall_is_the_moment_of_its_zone() {
        assert_eq!(at("2026-03-24", "16:00"), "2026-03-24 15:00");
        assert_eq!(at("2026-03-28", "16:00"), "2026-03-28 15:00");
        assert_eq!(at("2026-03-29", "01:30"), "2026-03-29 00:30");
        assert_eq!(at("2026-03-29", "16:00"), "2026-03-29 14:00");
        assert_eq!(at("2026-03-31", "16:00"), "2026-03-31 14:00");
        assert_eq!(at("2026-10-25", "16:00"), "2026-10-25 15:00");
    }

    #[test]
    fn cal_1_what_a_clock_leaves_out_or_shows_twice_is_one_moment() {
        assert_eq!(at("2026-03-29", "02:30"), "2026-03-29 01:30");
        assert_eq!(at("2026-10-25", "02:30"), "2026-10-25 00:30");
        assert_eq!(at("2026-10-25", "03:30"), "2026-10-25 02:30");
    }
}
