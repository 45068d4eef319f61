//! Where the sun stands, and when it is up. By the low-precision formulas of the Astronomical Almanac
//! (page C5), good to a hundredth of a degree until 2050.

use crate::almanac::Spot;
use crate::clock::{DAY_MS, Timestamp};

/// 1 January 2000, 12:00 UTC, from which these formulas count.
const EPOCH_MS: u64 = 946_728_000_000;
/// The sun's upper edge is on the horizon while its middle is so far below it, refraction included.
const HORIZON: f64 = -0.833;
const DAY_MINUTES: f64 = 1440.0;
/// Minutes in which the sky turns by a degree.
const MINUTES_A_DEGREE: f64 = 4.0;

/// When the sun is up at a place, on the day that its clock shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Daylight {
    /// Minutes of the day; one that lies beyond the day is cut at its end.
    Between {
        rise: u32,
        set: u32,
    },
    Always,
    Never,
}

/// Where the sun stands overhead.
pub fn overhead(at: Timestamp) -> Spot {
    let days = (at.0 as f64 - EPOCH_MS as f64) / DAY_MS as f64;
    let anomaly = (357.528 + 0.985_600_3 * days).to_radians();
    let mean = 280.460 + 0.985_647_4 * days;
    let longitude = (mean + 1.915 * anomaly.sin() + 0.020 * (2.0 * anomaly).sin()).to_radians();
    let tilt = (23.439 - 0.000_000_4 * days).to_radians();
    let declination = (tilt.sin() * longitude.sin()).asin();
    let ascension = (tilt.cos() * longitude.sin()).atan2(longitude.cos()).to_degrees();
    let sidereal = 280.460_618_37 + 360.985_647_366_29 * days;
    Spot { latitude: declination.to_degrees(), longitude: turned(ascension - sidereal) }
}

/// The same angle between -180 and 180.
pub(super) fn turned(degrees: f64) -> f64 {
    (degrees + 180.0).rem_euclid(360.0) - 180.0
}

/// When the sun is up at a place where the clock shows `minute` of the day.
pub fn daylight(spot: Spot, at: Timestamp, minute: u32) -> Daylight {
    let sun = overhead(at);
    let (north, tilt) = (spot.latitude.to_radians(), sun.latitude.to_radians());
    let reach =
        (HORIZON.to_radians().sin() - north.sin() * tilt.sin()) / (north.cos() * tilt.cos());
    if reach <= -1.0 {
        return Daylight::Always;
    }
    if reach >= 1.0 {
        return Daylight::Never;
    }
    let half = reach.acos().to_degrees() * MINUTES_A_DEGREE;
    let since_noon = turned(spot.longitude - sun.longitude) * MINUTES_A_DEGREE;
    // Noon of the day that the clock shows, not of the one before or after.
    let noon = (f64::from(minute) - since_noon).rem_euclid(DAY_MINUTES);
    let cut = |minutes: f64| minutes.clamp(0.0, DAY_MINUTES).round() as u32;
    Daylight::Between { rise: cut(noon - half), set: cut(noon + half) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::almanac::spot_of;

    #[track_caller]
    fn near(found: u32, clock: (u32, u32)) {
        let wanted = clock.0 * 60 + clock.1;
        assert!(found.abs_diff(wanted) <= 2, "{}:{:02}", found / 60, found % 60);
    }

    #[test]
    fn the_sun_rises_and_sets_as_almanacs_tell() {
        // The longest day in London, 2026: 04:43 to 21:21 by summer time. The shortest in New York:
        // 07:17 to 16:32.
        for (zone, at, now, rise, set) in [
            ("Europe/London", 1_782_043_200_000, (13, 0), (4, 43), (21, 21)),
            ("America/New_York", 1_797_854_400_000, (7, 0), (7, 17), (16, 32)),
        ] {
            let spot = spot_of(zone).expect("a town");
            let Daylight::Between { rise: up, set: down } =
                daylight(spot, Timestamp(at), now.0 * 60 + now.1)
            else {
                panic!("{zone}")
            };
            near(up, rise);
            near(down, set);
        }
    }

    #[test]
    fn at_the_poles_it_stays() {
        let tromso = Spot { latitude: 69.65, longitude: 18.96 };
        // 21 June and 21 December 2026, noon.
        assert_eq!(daylight(tromso, Timestamp(1_782_043_200_000), 14 * 60), Daylight::Always);
        assert_eq!(daylight(tromso, Timestamp(1_797_854_400_000), 13 * 60), Daylight::Never);
    }

    #[test]
    fn it_stands_over_the_tropic_at_midsummer_and_over_the_equator_in_march() {
        let june = overhead(Timestamp(1_782_043_200_000));
        assert!((june.latitude - 23.44).abs() < 0.02, "{june:?}");
        assert!(june.longitude.abs() < 1.0, "noon in Greenwich: {june:?}");
        // The equinox of 2026: 20 March, 14:46 UTC.
        assert!(overhead(Timestamp(1_774_017_960_000)).latitude.abs() < 0.02);
    }
}
