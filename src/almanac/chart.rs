//! The map: the Natural Earth projection, as the outline of the land in `public/world.svg` is drawn, what
//! lies in the dark, and where faces stand beside their places so that none hides another.

use std::f64::consts::PI;
use std::fmt::Write as _;

use crate::almanac::Spot;
use crate::almanac::sun::turned;

/// What is seen of the map: left, top, width and height.
pub const CHART: [f64; 4] = [0.0, 8.0, 960.0, 452.0];
/// The meridian in the middle.
const MIDDLE: f64 = 10.5;
const CENTRE: Point = Point { x: 480.0, y: 262.0 };
/// Units of the drawing for each radian.
const SCALE: f64 = 174.75;
/// Room that a face takes, with the time below it.
const FACE: Point = Point { x: 70.0, y: 86.0 };
/// How far a face may stand from its place.
const REACHES: [f64; 4] = [52.0, 78.0, 112.0, 150.0];
/// How far from the edges of what is seen.
const EDGE: Point = Point { x: 36.0, y: 34.0 };
/// In a low sun the edge of the night cannot be told from the meridians at the poles.
const TILT_MIN: f64 = 0.05;

/// A point of the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

/// Where a place is drawn. The polynomial is Šavrič's and Patterson's, of 2011.
pub fn project(spot: Spot) -> Point {
    at(spot.latitude, turned(spot.longitude - MIDDLE))
}

/// Where so many degrees to the east of the middle are drawn.
fn at(latitude: f64, east: f64) -> Point {
    let (lat, lon) = (latitude.to_radians(), east.to_radians());
    let square = lat * lat;
    let fourth = square * square;
    let x = lon
        * (0.8707 - 0.131_979 * square - 0.013_791 * fourth
            + fourth * fourth * square * (0.003_971 - 0.001_529 * square));
    let y = lat
        * (1.007_226 + 0.015_085 * square
            - fourth * square * (0.044_475 - 0.028_874 * square + 0.005_916 * fourth));
    Point { x: CENTRE.x + SCALE * x, y: CENTRE.y - SCALE * y }
}

fn path(points: impl IntoIterator<Item = Point>) -> String {
    let mut path = String::new();
    for Point { x, y } in points {
        let step = if path.is_empty() { 'M' } else { 'L' };
        write!(path, "{step}{x:.1},{y:.1}").expect("text takes all");
    }
    path
}

fn steps(from: i32, to: i32, step: i32) -> impl DoubleEndedIterator<Item = f64> + Clone {
    (0..=(to - from) / step).map(move |n| f64::from(from + n * step))
}

/// The edge of the map.
pub fn outline() -> String {
    let right = steps(-90, 90, 6).map(|latitude| at(latitude, 180.0));
    let left = steps(-90, 90, 6).rev().map(|latitude| at(latitude, -180.0));
    path(right.chain(left)) + "Z"
}

/// Meridians and parallels, every thirty degrees.
pub fn graticule() -> String {
    let meridians = steps(-150, 150, 30).map(|east| path(steps(-90, 90, 6).map(|n| at(n, east))));
    let parallels = steps(-60, 60, 30).map(|n| path([at(n, -180.0), at(n, 180.0)]));
    meridians.chain(parallels).collect()
}

/// What lies in the dark while the sun stands over a place.
pub fn night(sun: Spot) -> String {
    let low = sun.latitude.abs() < TILT_MIN;
    let tilt = if low { TILT_MIN.copysign(sun.latitude) } else { sun.latitude };
    let edge = steps(-180, 180, 3).map(|east| {
        let hour = (east + MIDDLE - sun.longitude).to_radians();
        let latitude = (-hour.cos() / tilt.to_radians().tan()).atan().to_degrees();
        (latitude, east)
    });
    // The pole that the sun turns away from is in the dark.
    let pole = if tilt > 0.0 { -90 } else { 90 };
    let ends = |east: f64, edge: f64| {
        steps(0, 15, 1).map(move |n| at(edge + (f64::from(pole) - edge) * n / 15.0, east))
    };
    let last = edge.clone().next_back().map_or(0.0, |(latitude, _)| latitude);
    let first = edge.clone().next().map_or(0.0, |(latitude, _)| latitude);
    let line = edge.map(|(latitude, east)| at(latitude, east));
    path(line.chain(ends(180.0, last)).chain(ends(-180.0, first).rev())) + "Z"
}

/// Where faces stand, one for each place, near it and apart from each other as far as there is room.
pub fn arrange(places: &[Point]) -> Vec<Point> {
    let mut faces: Vec<Point> = Vec::with_capacity(places.len());
    for place in places {
        let cost = |face: &Point| {
            let hidden = faces.iter().map(|other| overlap(*face, *other)).sum::<f64>();
            let over_dots = places.iter().map(|dot| overlap(*face, *dot) / 2.0).sum::<f64>();
            let away = (face.x - place.x).hypot(face.y - place.y);
            (hidden + over_dots) * 1_000.0 + away
        };
        let best = around(*place).min_by(|a, b| cost(a).total_cmp(&cost(b)));
        faces.push(best.unwrap_or(*place));
    }
    faces
}

/// How much of a face another one, or a dot, would hide; none is 0.
fn overlap(one: Point, other: Point) -> f64 {
    let x = 1.0 - (one.x - other.x).abs() / FACE.x;
    let y = 1.0 - (one.y - other.y).abs() / FACE.y;
    x.max(0.0) * y.max(0.0)
}

fn around(place: Point) -> impl Iterator<Item = Point> {
    let [left, top, width, height] = CHART;
    // Below a face its time is written.
    let bottom = top + height - EDGE.y - 22.0;
    REACHES.into_iter().flat_map(move |reach| {
        (0..16).map(move |turn| {
            let angle = f64::from(turn) * PI / 8.0 - PI / 2.0;
            Point {
                x: (place.x + reach * angle.cos()).clamp(left + EDGE.x, left + width - EDGE.x),
                y: (place.y + reach * angle.sin()).clamp(top + EDGE.y, bottom),
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::almanac::spot_of;

    fn drawn(zone: &str) -> Point {
        project(spot_of(zone).expect("a town"))
    }

    #[test]
    fn places_lie_where_the_land_is_drawn() {
        let near = |zone: &str, x: f64, y: f64| {
            let point = drawn(zone);
            assert!((point.x - x).abs() < 3.0 && (point.y - y).abs() < 3.0, "{zone}: {point:?}");
        };
        near("Africa/Dakar", 406.5, 216.8);
        near("America/Montevideo", 313.2, 369.6);
        near("Africa/Accra", 451.7, 244.8);
        near("Europe/Lisbon", 431.6, 142.6);
    }

    #[test]
    fn night_lies_around_the_pole_that_the_sun_turns_away_from() {
        let bottom = at(-90.0, 180.0).y;
        let top = at(90.0, 180.0).y;
        let has = |path: &str, y: f64| path.contains(&format!(",{y:.1}"));
        for (latitude, dark, light) in [(20.0, bottom, top), (-20.0, top, bottom)] {
            let path = night(Spot { latitude, longitude: 40.0 });
            assert!(path.starts_with('M') && path.ends_with('Z') && !path.contains("NaN"));
            assert!(has(&path, dark) && !has(&path, light), "{latitude}: {path}");
        }
        assert!(!night(Spot { latitude: 0.0, longitude: 180.0 }).contains("NaN"));
    }

    #[test]
    fn no_face_of_seven_on_four_shores_hides_another() {
        let zones = [
            "Africa/Dakar",
            "Africa/Accra",
            "Europe/Lisbon",
            "Europe/Madrid",
            "Asia/Kolkata",
            "America/Bogota",
            "America/Montevideo",
        ];
        let places: Vec<Point> = zones.iter().map(|zone| drawn(zone)).collect();
        let faces = arrange(&places);
        let [left, top, width, height] = CHART;
        for (n, one) in faces.iter().enumerate() {
            assert!(one.x >= left && one.x <= left + width && one.y >= top, "{one:?}");
            assert!(one.y <= top + height, "{one:?}");
            for other in &faces[..n] {
                assert!(overlap(*one, *other) < 0.01, "{one:?} {other:?}");
            }
        }
    }

    #[test]
    fn many_in_one_place_spread_as_far_as_there_is_room() {
        let place = drawn("Europe/Madrid");
        let faces = arrange(&[place; 6]);
        for (n, one) in faces.iter().enumerate() {
            assert!(faces[..n].iter().all(|other| overlap(*one, *other) < 0.2), "{faces:?}");
        }
    }
}
