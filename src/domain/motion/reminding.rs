//! When somebody who has not voted is reminded of a motion: once with a day left, once with two hours.
//! Whoever comes later is told once, of what is nearest.

use crate::clock::{HOUR_MS, Timestamp};

/// Hours before the end, the nearest last.
const REMIND_HOURS: [u32; 2] = [24, 2];

/// A motion that waits for a vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiting {
    pub opened: Timestamp,
    pub deadline: Timestamp,
    /// How many hours before this end somebody was reminded last.
    pub told: Option<u32>,
}

impl Waiting {
    /// When each reminder is due that is still to be given: a motion that is shorter was put just now.
    fn to_come(self) -> impl Iterator<Item = (u32, Timestamp)> {
        let moments = REMIND_HOURS.map(|hours| {
            (hours, Timestamp(self.deadline.0.saturating_sub(u64::from(hours) * HOUR_MS)))
        });
        let is_to_come = move |(hours, at): &(u32, Timestamp)| {
            *at > self.opened && self.told.is_none_or(|told| *hours < told)
        };
        moments.into_iter().filter(is_to_come)
    }

    /// The reminder that is due now.
    pub fn due(self, now: Timestamp) -> Option<u32> {
        if now >= self.deadline {
            return None;
        }
        self.to_come().filter(|(_, at)| *at <= now).map(|(hours, _)| hours).min()
    }

    /// When the next is due, after now.
    pub fn next(self, now: Timestamp) -> Option<Timestamp> {
        self.to_come().map(|(_, at)| at).filter(|at| *at > now).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(hours: u64) -> Timestamp {
        Timestamp(hours * HOUR_MS)
    }

    /// Open from the hour 10 to the hour 100.
    fn waiting(told: Option<u32>) -> Waiting {
        Waiting { opened: hour(10), deadline: hour(100), told }
    }

    #[test]
    fn dec_1_a_voter_is_reminded_with_a_day_and_with_two_hours_left_and_no_more() {
        let check = |told, now: u64, due, next: Option<u64>| {
            let one = waiting(told);
            assert_eq!((one.due(hour(now)), one.next(hour(now))), (due, next.map(hour)), "{now}");
        };
        check(None, 10, None, Some(76));
        check(None, 75, None, Some(76));
        check(None, 76, Some(24), Some(98));
        check(Some(24), 76, None, Some(98));
        check(Some(24), 98, Some(2), None);
        check(Some(2), 99, None, None);
        // Who comes late is told once.
        check(None, 99, Some(2), None);
        check(None, 100, None, None);
    }

    #[test]
    fn dec_1_a_short_motion_reminds_of_nothing_that_was_just_put() {
        let short = Waiting { opened: hour(90), ..waiting(None) };
        assert_eq!((short.due(hour(90)), short.next(hour(90))), (None, Some(hour(98))));
        let shortest = Waiting { opened: hour(99), ..waiting(None) };
        assert_eq!((shortest.due(hour(99)), shortest.next(hour(99))), (None, None));
    }
}
