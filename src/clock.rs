//! Time as a value. "Now" is always an argument; nothing in this crate's core reads a clock.

use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01 00:00 UTC.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub u64);

/// How far ahead of the receiver's clock a claimed time may be before its change is held (CLK-1).
pub const CLOCK_SKEW_MAX_MS: u64 = 10 * 60 * 1000;

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

#[cfg(test)]
mod tests {
    use super::*;

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
