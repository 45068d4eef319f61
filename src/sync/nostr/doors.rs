//! The keys by which one relay carries signals of all places where others may be: events come in and
//! say by their key which place they are of; who was heard somewhere is answered there.

use std::collections::VecDeque;

use super::{DayKeys, Event, days};
use crate::clock::Timestamp;
use crate::limits::REMOTES_MAX;
use crate::sync::rendezvous::Places;
use crate::sync::signal::SessionId;

/// Keys for one relay, and who was last heard where.
#[derive(Debug)]
pub struct Doors {
    places: Places,
    host: String,
    /// With the secret that each comes from; today's before those of the other day that counts.
    keys: Vec<([u8; 32], DayKeys)>,
    /// Sessions that were heard, with the secret of the place, the one heard last at the end. Who was
    /// heard where all meet is answered there, whatever is said in their name elsewhere.
    heard: VecDeque<(SessionId, [u8; 32])>,
}

impl Doors {
    /// No keys before it is known which day it is.
    pub fn new(places: Places, host: String) -> Self {
        Self { places, host, keys: Vec::new(), heard: VecDeque::new() }
    }

    /// Others are met elsewhere from now on.
    pub fn set_places(&mut self, places: Places) {
        self.places = places;
    }

    /// Makes the keys of this time, and gives them.
    pub fn open(&mut self, time: Timestamp) -> Vec<&DayKeys> {
        let (day, other) = days(time);
        self.keys.clear();
        for secret in self.places.all() {
            for day in [Some(day), other].into_iter().flatten() {
                self.keys.push((*secret, DayKeys::derive(secret, day, &self.host)));
            }
        }
        self.keys.iter().map(|(_, keys)| keys).collect()
    }

    /// The place that an event came to.
    pub fn of(&self, event: &Event) -> Option<&([u8; 32], DayKeys)> {
        let is_its = |(_, keys): &&([u8; 32], DayKeys)| {
            keys.public == event.public && keys.kind == event.kind
        };
        self.keys.iter().find(is_its)
    }

    /// A session spoke at the place of this secret.
    pub fn heard(&mut self, session: SessionId, secret: [u8; 32]) {
        let now = self.places.now;
        if let Some(at) = self.heard.iter().position(|(one, _)| *one == session) {
            let before = self.heard.remove(at).map(|(_, place)| place);
            let place = if before == Some(now) { now } else { secret };
            return self.heard.push_back((session, place));
        }
        if self.heard.len() >= REMOTES_MAX {
            let elsewhere = self.heard.iter().position(|(_, place)| *place != now);
            self.heard.remove(elsewhere.unwrap_or_default());
        }
        self.heard.push_back((session, secret));
    }

    /// The keys by which a session hears us; those of the place where all meet for nobody known.
    pub fn to(&self, session: Option<SessionId>) -> Option<&DayKeys> {
        let place = self.heard.iter().find(|(one, _)| Some(*one) == session);
        let there = self.keys.iter().find(|(secret, _)| place.is_some_and(|(_, at)| at == secret));
        there.or(self.keys.first()).map(|(_, keys)| keys)
    }

    /// The keys by which those hear us who are where all met before, one for each such place.
    pub fn former(&self) -> Vec<DayKeys> {
        let of = |secret: &[u8; 32]| self.keys.iter().find(|(one, _)| one == secret);
        self.places.before.iter().filter_map(of).map(|(_, keys)| keys.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: [u8; 32] = [1; 32];
    const BEFORE: [u8; 32] = [2; 32];

    fn session(number: u8) -> SessionId {
        SessionId([number; 8])
    }

    fn doors() -> Doors {
        let places = Places { now: NOW, before: vec![BEFORE] };
        let mut doors = Doors::new(places, "relay.example".to_owned());
        doors.open(Timestamp(1_800_000_000_000));
        doors
    }

    fn place(doors: &Doors, session: SessionId) -> [u8; 32] {
        let to = doors.to(Some(session)).expect("opened").public;
        let of = doors.keys.iter().find(|(_, keys)| keys.public == to);
        of.expect("one of them").0
    }

    #[test]
    fn peo_4_nobody_is_led_back_to_the_place_before_by_another() {
        let mut doors = doors();
        doors.heard(session(1), BEFORE);
        assert_eq!(place(&doors, session(1)), BEFORE);
        doors.heard(session(1), NOW);
        doors.heard(session(1), BEFORE);
        assert_eq!(place(&doors, session(1)), NOW);
        // Nor by a crowd.
        for number in 0..=u8::MAX {
            doors.heard(SessionId([number, 9, 9, 9, 9, 9, 9, 9]), BEFORE);
        }
        doors.heard(session(1), BEFORE);
        assert_eq!(place(&doors, session(1)), NOW);
        assert_eq!(doors.heard.len(), REMOTES_MAX);
    }
}
