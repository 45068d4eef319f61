//! The almanac: a time and time zones go in; where they are, when the sun is up there, and how that lies on
//! the map come out. Angles are degrees as floats: all of it is shown, and nothing is decided by it.

mod chart;
mod sun;
mod zones;

pub use chart::{CHART, Point, arrange, graticule, night, outline, project};
pub use sun::{Daylight, daylight, overhead};
pub use zones::spot_of;

/// A place on the earth, in degrees: north and east are positive.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    pub latitude: f64,
    pub longitude: f64,
}
