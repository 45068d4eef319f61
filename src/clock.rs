//! Time as a value. "Now" is always an argument; nothing in this crate's core reads a clock.

pub mod date;
pub mod repeats;
pub mod span;
pub mod wall;

pub use date::Date;
pub use repeats::Repeats;
pub use wall::WallTime;

use serde::{Deserialize, Serialize};

use crate::limits::CLOCK_SKEW_MAX_MS;

/// Milliseconds since 1970-01-01 00:00 UTC.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub u64);

/// A minute in milliseconds.
pub const MINUTE_MS: u64 = 60 * 1000;
/// An hour in milliseconds.
pub const HOUR_MS: u64 = 60 * MINUTE_MS;
/// A day in milliseconds.
pub const DAY_MS: u64 = 24 * HOUR_MS;

impl Timestamp {
    /// This moment, `ms` milliseconds later; the end of time where that would overflow.
    pub fn plus_ms(self, ms: u64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    /// Milliseconds since `earlier`; 0 where that is later than this.
    pub fn since_ms(self, earlier: Self) -> u64 {
        self.0.saturating_sub(earlier.0)
    }

    /// Hybrid logical time (CLK-1): now, or just after the newest parent if that is later.
    pub fn claimed(now: Self, newest_parent: Self) -> Self {
        if now > newest_parent { now } else { newest_parent.plus_ms(1) }
    }

    /// Whether a change that claims this time must wait, seen from `now` (CLK-1).
    pub fn is_too_far_ahead(self, now: Self) -> bool {
        self.since_ms(now) > CLOCK_SKEW_MAX_MS
    }
}

/// How far a device's clock is ahead of true time, in milliseconds; below zero when it is behind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Ahead(pub i64);

/// Less than this cannot be told from the way that the question took, and harms nobody.
const CLOCK_ERROR_MS_MIN: u64 = 2_000;
/// An answer that took longer says too little; or the clock was set meanwhile.
const CLOCK_ANSWER_MS_MAX: u64 = 20_000;

impl Ahead {
    /// What a server's `Date` tells, which is in whole seconds, rounded down. It was written
    /// between `asked` and `answered` by the device's clock, or up to `age_ms` before if a cache
    /// kept it. A device whose clock fits is right.
    pub fn measured(
        asked: Timestamp,
        answered: Timestamp,
        date: Timestamp,
        age_ms: u64,
    ) -> Option<Self> {
        if answered < asked || answered.since_ms(asked) > CLOCK_ANSWER_MS_MAX {
            return None;
        }
        let less = |one: Timestamp, other: Timestamp| {
            let difference = i128::from(one.0) - i128::from(other.0);
            i64::try_from(difference).unwrap_or(if difference < 0 { i64::MIN } else { i64::MAX })
        };
        let least = less(asked, date.plus_ms(age_ms.saturating_add(999)));
        let most = less(answered, date);
        let middle = least.midpoint(most);
        let fits = least <= 0 && most >= 0;
        let ahead = Self(if fits { 0 } else { middle });
        Some(if ahead.differs_from(Self(0)) { ahead } else { Self(0) })
    }

    /// Whether the two are further apart than measuring makes them.
    pub fn differs_from(self, other: Self) -> bool {
        self.0.abs_diff(other.0) >= CLOCK_ERROR_MS_MIN
    }

    /// What the device's clock says at this true time.
    pub fn device_time(self, time: Timestamp) -> Timestamp {
        Timestamp(time.0.saturating_add_signed(self.0))
    }

    /// True time, where the device's clock says `now`.
    pub fn true_time(self, now: Timestamp) -> Timestamp {
        Timestamp(now.0.saturating_add_signed(self.0.saturating_neg()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_s_date_tells_how_far_the_clock_is_off() {
        const DATE: u64 = 1_800_000_000_000;
        let check = |asked: u64, took: u64, age_ms: u64, ahead: Option<i64>| {
            let answered = Timestamp(asked + took);
            let measured = Ahead::measured(Timestamp(asked), answered, Timestamp(DATE), age_ms);
            assert_eq!(measured.map(|ahead| ahead.0), ahead, "{asked} {took} {age_ms}");
        };
        check(DATE + 300, 100, 0, Some(0));
        check(DATE + 1_700, 100, 0, Some(0));
        check(DATE + DAY_MS, 201, 0, Some(86_399_601));
        check(DATE - DAY_MS, 201, 0, Some(-86_400_399));
        check(0, 201, 0, Some(-1_800_000_000_399));
        check(DATE + 400_000, 100, 600_000, Some(0));
        check(DATE + DAY_MS, 20_001, 0, None);
        assert_eq!(Ahead::measured(Timestamp(5), Timestamp(4), Timestamp(4), 0), None);
        let far = Ahead::measured(Timestamp(u64::MAX), Timestamp(u64::MAX), Timestamp(0), 0);
        assert_eq!(far, Some(Ahead(i64::MAX)));
    }

    #[test]
    fn true_time_is_the_clock_s_less_its_error() {
        assert_eq!(Ahead(30).true_time(Timestamp(100)), Timestamp(70));
        assert_eq!(Ahead(-30).true_time(Timestamp(100)), Timestamp(130));
        assert_eq!(Ahead(-30).device_time(Timestamp(130)), Timestamp(100));
        assert_eq!(Ahead(300).true_time(Timestamp(100)), Timestamp(0));
        assert!(!Ahead(1_999).differs_from(Ahead(0)));
        assert!(Ahead(-1_000).differs_from(Ahead(1_000)));
    }

    #[test]
    fn clk_1_claimed_time_is_never_before_a_parent() {
        assert_eq!(Timestamp::claimed(Timestamp(5), Timestamp(9)), Timestamp(10));
        assert_eq!(Timestamp::claimed(Timestamp(15), Timestamp(9)), Timestamp(15));
    }

    #[test]
    fn clk_1_ten_minutes_ahead_is_the_most() {
        let now = Timestamp(1_000_000);
        assert!(!now.plus_ms(CLOCK_SKEW_MAX_MS).is_too_far_ahead(now));
        assert!(now.plus_ms(CLOCK_SKEW_MAX_MS + 1).is_too_far_ahead(now));
    }
}
