//! Where the town is that a time zone is named after. From `zone.tab` and `zone1970.tab` of the IANA time
//! zone database, 2025b, which is in the public domain; older names of a zone are where the zone is.

use crate::almanac::Spot;

/// A zone, then minutes of arc to the north and to the east, on each line.
const ZONES: &str = include_str!("zones.txt");

/// Where a zone is; `None` for one that is no place, such as `UTC`.
pub fn spot_of(zone: &str) -> Option<Spot> {
    let line = ZONES.lines().find_map(|line| line.strip_prefix(zone)?.strip_prefix(' '))?;
    let (north, east) = line.split_once(' ')?;
    let degrees = |minutes: &str| Some(f64::from(minutes.parse::<i16>().ok()?) / 60.0);
    Some(Spot { latitude: degrees(north)?, longitude: degrees(east)? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_where_their_towns_are() {
        let near = |zone: &str, latitude: f64, longitude: f64| {
            let spot = spot_of(zone).expect("a zone with a town");
            assert!((spot.latitude - latitude).abs() < 0.5, "{zone}: {spot:?}");
            assert!((spot.longitude - longitude).abs() < 0.5, "{zone}: {spot:?}");
        };
        near("Africa/Dakar", 14.7, -17.4);
        near("America/Montevideo", -34.9, -56.2);
        near("Asia/Kolkata", 22.5, 88.4);
        near("Asia/Calcutta", 22.5, 88.4);
        near("America/Argentina/Buenos_Aires", -34.6, -58.4);
        for none in ["", "UTC", "Etc/GMT+3", "Africa", "Africa/Daka", "Mars/Olympus"] {
            assert_eq!(spot_of(none), None, "{none}");
        }
    }

    #[test]
    fn every_line_can_be_read_and_lies_on_the_earth() {
        for line in ZONES.lines() {
            let zone = line.split(' ').next().expect("a name");
            let spot = spot_of(zone).expect("it has a place");
            assert!(spot.latitude.abs() <= 90.0 && spot.longitude.abs() <= 180.0, "{line}");
        }
    }
}
