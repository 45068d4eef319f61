//! When to say hello, where, and whether to hold relay sockets at all. It decides by times and by
//! who is up; however long nobody is found, the pauses only grow, up to ten minutes.

use std::collections::VecDeque;

use super::Mesh;
use crate::clock::Timestamp;
use crate::id::DeviceKey;
use crate::limits::HELLO_NONCES_MAX;
use crate::sign;
use crate::sync::nostr::relay::jittered;
use crate::sync::rendezvous::{Need, Rendezvous as _, Route, Way, Wish};
use crate::sync::signal::{Nonce, Signal, SignalBody, Wants};

/// Pauses between hellos while alone: said at 0, 2, 8, 68, 128, 308 and 608 s, then each 600 s. No
/// more than three in a minute, so that the rest of what a relay takes is left for who answers.
const PAUSES_ALONE_MS: [u64; 7] = [2_000, 6_000, 60_000, 60_000, 180_000, 300_000, 600_000];
/// Alone for two minutes, one looks where all met before as well; in company with each hello.
const FORMER_FROM_STEP: usize = 3;
const PAUSE_IN_MESH_MS: u64 = 600_000;
const PAUSE_NEIGHBOURS_MS: u64 = 60_000;
/// Several peers that come up together are told of by one hello.
const NEIGHBOURS_SETTLE_MS: u64 = 200;
/// How long after a hello it may still be quoted.
const NONCE_AGE_MS_MAX: u64 = 15 * 60 * 1000;
/// Impatient people do not make a relay's work.
const AGAIN_MS_MIN: u64 = 1_000;
/// For so long a hello may still be on its way, or be answered.
const LATELY_MS: u64 = 2_000;
const BEACONS: usize = 3;
/// A mesh must be quiet for this long before sockets are let go.
const SOCKETS_SETTLE_MS: u64 = 30_000;

/// What was said and when to say it next.
#[derive(Debug, Default)]
pub(super) struct Hellos {
    step: usize,
    next: Option<Timestamp>,
    last: Option<Timestamp>,
    next_to_neighbours: Option<Timestamp>,
    nonces: VecDeque<(Timestamp, Nonce)>,
    release_at: Option<Timestamp>,
}

impl Mesh {
    /// A relay carries signals now.
    pub(super) fn way_ready(&mut self, now: Timestamp, way: Way) {
        self.say_hello(now, Wants::Everyone, Route::Along(&[way]));
        if self.hellos.next.is_none() {
            self.hellos.step = 0;
            self.plan_hello(now);
        }
    }

    /// Something says that now is a good time.
    pub(super) fn look_again(&mut self, now: Timestamp) {
        if self.hellos.last.is_some_and(|last| now.since_ms(last) < AGAIN_MS_MIN) {
            return;
        }
        self.say_hello(now, Wants::Everyone, Route::Everywhere);
        self.hellos.step = 0;
        self.plan_hello(now);
    }

    /// Somebody took leave. The network is as it was and the others would be here already, so where
    /// nobody is left, there is nobody to call.
    pub(super) fn somebody_left(&mut self, now: Timestamp) {
        let next = self.hellos.next;
        self.company_changed(now);
        if self.up.is_empty() && next.is_some() {
            self.hellos.step = PAUSES_ALONE_MS.len() - 1;
            self.hellos.next = next;
        }
    }

    /// Somebody came or went.
    pub(super) fn company_changed(&mut self, now: Timestamp) {
        self.hellos.release_at = Some(now.plus_ms(SOCKETS_SETTLE_MS));
        if self.up.is_empty() {
            self.began = now;
            self.hellos.step = 0;
            self.hellos.next = Some(now.plus_ms(jittered(1_000, &mut self.rng)));
            self.hellos.next_to_neighbours = None;
        } else {
            self.hellos.next_to_neighbours = Some(now.plus_ms(NEIGHBOURS_SETTLE_MS));
        }
    }

    pub(super) fn tick_hellos(&mut self, now: Timestamp) {
        let wish = self.relay_wish(now);
        self.relays.wish(now, wish);
        if self.hellos.next.is_some_and(|next| next <= now) {
            self.hellos.next = None;
            // Where no relay listens, the first one that does begins the hellos anew.
            if self.relays.any_ready() {
                let hello = self.say_hello(now, Wants::Everyone, Route::Everywhere);
                if self.hellos.step >= FORMER_FROM_STEP || !self.up.is_empty() {
                    self.relays.carry(now, &hello, Route::Everywhere, Need::Former);
                }
                self.hellos.step += 1;
                self.plan_hello(now);
            }
        }
        if self.hellos.next_to_neighbours.is_some_and(|next| next <= now) {
            self.say_hello(now, Wants::Everyone, Route::Along(&[Way::Neighbours]));
            let pause = jittered(PAUSE_NEIGHBOURS_MS, &mut self.rng);
            self.hellos.next_to_neighbours = Some(now.plus_ms(pause));
        }
    }

    pub(super) fn hello_wake(&self) -> Option<Timestamp> {
        let hellos = &self.hellos;
        [hellos.next, hellos.next_to_neighbours, hellos.release_at].into_iter().flatten().min()
    }

    /// Says hello with a fresh nonce.
    pub(super) fn say_hello(&mut self, now: Timestamp, wants: Wants, route: Route<'_>) -> Signal {
        let nonce = Nonce(self.random());
        let nonces = &mut self.hellos.nonces;
        nonces.retain(|(said, _)| now.since_ms(*said) < NONCE_AGE_MS_MAX);
        if nonces.len() >= HELLO_NONCES_MAX {
            nonces.pop_front();
        }
        nonces.push_back((now, nonce));
        let need = match wants {
            Wants::Everyone => {
                self.hellos.last = Some(now);
                Need::Hello
            }
            Wants::Session(id) => self.need_of(now, id),
        };
        self.carry(now, SignalBody::Hello { nonce, wants }, route, need)
    }

    /// Sends a new signal.
    pub(super) fn carry(
        &mut self,
        now: Timestamp,
        body: SignalBody,
        route: Route<'_>,
        need: Need,
    ) -> Signal {
        self.counter += 1;
        let signal = Signal { from: self.session, counter: self.counter, body };
        self.carry_again(now, &signal, route, need);
        signal
    }

    /// Sends a signal along another way; whoever gets it twice drops it once.
    pub(super) fn carry_again(
        &mut self,
        now: Timestamp,
        signal: &Signal,
        route: Route<'_>,
        need: Need,
    ) {
        self.relays.carry(now, signal, route, need);
        self.neighbours.carry(now, signal, route, need);
    }

    /// Whether everybody who listens has just heard from us.
    pub(super) fn said_hello_lately(&self, now: Timestamp) -> bool {
        self.hellos.last.is_some_and(|last| now.since_ms(last) < LATELY_MS)
    }

    /// Whether we said this nonce lately.
    pub(super) fn is_our_nonce(&self, now: Timestamp, nonce: Nonce) -> bool {
        let said = self.hellos.nonces.iter().find(|(_, said)| *said == nonce);
        said.is_some_and(|(at, _)| now.since_ms(*at) < NONCE_AGE_MS_MAX)
    }

    /// Our place among those who hold relay sockets; 0 is first.
    pub(super) fn beacon_rank(&self) -> usize {
        let rank = |device: &DeviceKey| {
            let parts = [b"beacon".as_slice(), &self.config.community.0, &device.0];
            sign::sha256(&parts.concat())
        };
        let mine = rank(&self.config.me);
        self.up.keys().filter(|device| rank(device) < mine).count()
    }

    fn relay_wish(&mut self, now: Timestamp) -> Wish {
        if self.up.len() < BEACONS || self.beacon_rank() < BEACONS {
            self.hellos.release_at = None;
            return Wish::Held;
        }
        match self.hellos.release_at {
            // Until then a socket that is open stays so, and one that is closed too.
            Some(at) if at > now => self.relays.current_wish(),
            Some(_) | None => {
                self.hellos.release_at = None;
                Wish::Released
            }
        }
    }

    fn plan_hello(&mut self, now: Timestamp) {
        let alone = PAUSES_ALONE_MS[self.hellos.step.min(PAUSES_ALONE_MS.len() - 1)];
        let pause = if self.up.is_empty() { alone } else { PAUSE_IN_MESH_MS };
        self.hellos.next = Some(now.plus_ms(jittered(pause, &mut self.rng)));
    }
}
