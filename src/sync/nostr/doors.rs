//! The keys by which one relay carries signals of all places where others may be: events come in and
//! say by their key which place they are of; who was heard somewhere is answered there.

use super::{DayKeys, Event, days};
use crate::clock::Timestamp;
use crate::limits::REMOTES_MAX;
use crate::ordered::Map;
use crate::sync::rendezvous::Places;
use crate::sync::signal::SessionId;

/// Keys for one relay, and who was last heard where.
#[derive(Debug)]
pub struct Doors {
    places: Places,
    host: String,
    /// With the secret that each comes from; today's before those of the other day that counts.
    keys: Vec<([u8; 32], DayKeys)>,
    /// Sessions that were last heard at a place where we say no hello, with its secret.
    elsewhere: Map<SessionId, [u8; 32]>,
}

impl Doors {
    /// No keys before it is known which day it is.
    pub fn new(places: Places, host: String) -> Self {
        Self { places, host, keys: Vec::new(), elsewhere: Map::new() }
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
        if secret == self.places.now {
            self.elsewhere.remove(&session);
            return;
        }
        if self.elsewhere.len() >= REMOTES_MAX {
            self.elsewhere.clear();
        }
        self.elsewhere.insert(session, secret);
    }

    /// The keys by which a session hears us; those of the place where all meet for nobody known.
    pub fn to(&self, session: Option<SessionId>) -> Option<&DayKeys> {
        let place = session.and_then(|session| self.elsewhere.get(&session));
        let there = self.keys.iter().find(|(secret, _)| Some(secret) == place);
        there.or(self.keys.first()).map(|(_, keys)| keys)
    }
}
