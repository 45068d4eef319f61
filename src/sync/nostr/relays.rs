//! All Nostr relays of one mesh as one way of meeting. It hands signals out to relays and forgets
//! nothing about how each of them behaves, so that a changed list keeps those that stay.

use crate::ordered::Map;

use rand_chacha::ChaCha20Rng;
use rand_core::{Rng as _, SeedableRng as _};

use super::host;
use super::relay::Relay;
use crate::clock::{Ahead, Timestamp};
use crate::limits::{RELAY_URL_BYTES_MAX, RELAYS_MAX};
use crate::message::model::{RelayCard, RelayState};
use crate::sync::rendezvous::{Need, Places, Rendezvous, Route, Way, WayOutput, Wish};
use crate::sync::signal::{SessionId, Signal};

/// The Nostr relays of a mesh.
#[derive(Debug)]
pub struct Relays {
    places: Places,
    ahead: Ahead,
    rng: ChaCha20Rng,
    relays: Map<String, Relay>,
    wish: Wish,
    /// Outputs of relays that are not in the list any more.
    left: Vec<WayOutput>,
}

impl Relays {
    /// No relays yet.
    pub fn new(places: Places, ahead: Ahead, seed: [u8; 32]) -> Self {
        Self {
            places,
            ahead,
            rng: ChaCha20Rng::from_seed(seed),
            relays: Map::new(),
            wish: Wish::Released,
            left: Vec::new(),
        }
    }

    /// The device's clock is known better.
    pub fn set_clock(&mut self, now: Timestamp, ahead: Ahead) {
        self.ahead = ahead;
        self.relays.values_mut().for_each(|relay| relay.set_clock(now, ahead));
    }

    /// Others are met elsewhere from now on.
    pub fn set_places(&mut self, now: Timestamp, places: Places) {
        self.relays.values_mut().for_each(|relay| relay.set_places(now, places.clone()));
        self.places = places;
    }

    /// Replaces the list; addresses that are not relays' are left out.
    pub fn set(&mut self, now: Timestamp, urls: &[String]) {
        let wanted: Vec<&String> = urls.iter().take(RELAYS_MAX).collect();
        for (url, mut relay) in std::mem::take(&mut self.relays) {
            if wanted.contains(&&url) {
                self.relays.insert(url, relay);
            } else {
                relay.wish(now, Wish::Released);
                self.left.extend(std::iter::from_fn(|| relay.poll()));
            }
        }
        for url in wanted {
            let known = self.relays.contains_key(url) || url.len() > RELAY_URL_BYTES_MAX;
            if let (false, Some(host)) = (known, host(url)) {
                let mut seed = [0; 32];
                self.rng.fill_bytes(&mut seed);
                let rng = ChaCha20Rng::from_seed(seed);
                let places = self.places.clone();
                let mut relay = Relay::new((url.clone(), host), places, self.ahead, rng);
                relay.wish(now, self.wish);
                self.relays.insert(url.clone(), relay);
            }
        }
    }

    /// How the relays stand.
    pub fn cards(&self) -> Vec<RelayCard> {
        let card =
            |(url, relay): (&String, &Relay)| RelayCard { url: url.clone(), state: relay.report() };
        self.relays.iter().map(card).collect()
    }

    /// Whether any relay carries signals now.
    pub fn any_ready(&self) -> bool {
        self.relays.values().any(|relay| relay.report() == RelayState::Connected)
    }

    /// What was wished last.
    pub fn current_wish(&self) -> Wish {
        self.wish
    }

    /// One relay of the list.
    pub fn get(&mut self, url: &str) -> Option<&mut Relay> {
        self.relays.get_mut(url)
    }

    /// The network is back: do not wait for pauses to end.
    pub fn retry(&mut self, now: Timestamp) {
        self.relays.values_mut().for_each(|relay| relay.retry(now));
    }

    /// A person asked to try all of them.
    pub fn insist(&mut self, now: Timestamp) {
        self.relays.values_mut().for_each(|relay| relay.insist(now));
    }
}

impl Rendezvous for Relays {
    fn wish(&mut self, now: Timestamp, wish: Wish) {
        self.wish = wish;
        self.relays.values_mut().for_each(|relay| relay.wish(now, wish));
    }

    fn carry(&mut self, now: Timestamp, signal: &Signal, route: Route<'_>, need: Need) {
        for (url, relay) in &mut self.relays {
            let listed = match route {
                Route::Everywhere => true,
                Route::Along(ways) => {
                    ways.iter().any(|way| matches!(way, Way::Relay(along) if along == url))
                }
            };
            if listed {
                relay.carry(now, signal, need);
            }
        }
    }

    fn withdraw(&mut self, to: SessionId) {
        self.relays.values_mut().for_each(|relay| relay.withdraw(to));
    }

    fn tick(&mut self, now: Timestamp) {
        self.relays.values_mut().for_each(|relay| relay.tick(now));
    }

    fn poll(&mut self) -> Option<WayOutput> {
        if !self.left.is_empty() {
            return Some(self.left.remove(0));
        }
        self.relays.values_mut().find_map(Relay::poll)
    }

    fn next_wake(&self) -> Option<Timestamp> {
        self.relays.values().filter_map(Relay::next_wake).min()
    }
}
