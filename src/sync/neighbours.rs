//! Meeting through the mesh: sealed signals of others come in over channels of proved peers and go
//! on to the rest. It knows how far a signal may still travel and which ones went by, and nothing
//! of what they say to whom; a signal passes each session once.

use std::collections::VecDeque;

use rand_chacha::ChaCha20Rng;
use rand_core::{Rng as _, SeedableRng as _};

use crate::clock::Timestamp;
use crate::limits::HOPS_MAX;
use crate::message::rtc::ConnectionId;
use crate::sync::frame::Frame;
use crate::sync::rendezvous::{self, Need, Places, Rendezvous, Route, Way, WayOutput, Wish};
use crate::sync::signal::{Memory, Novelty, SessionId, Signal};

/// What the mesh must send for this way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Forward {
    /// The neighbour that it came from, who needs it no more.
    pub except: Option<ConnectionId>,
    pub frame: Frame,
}

/// The way through neighbours.
#[derive(Debug)]
pub struct Neighbours {
    /// The first seals; any of them opens.
    keys: Vec<[u8; 32]>,
    me: SessionId,
    rng: ChaCha20Rng,
    passed: Memory,
    forwards: VecDeque<Forward>,
    out: VecDeque<WayOutput>,
}

impl Neighbours {
    /// A way that has no neighbours yet.
    pub fn new(places: &Places, me: SessionId, seed: [u8; 32]) -> Self {
        Self {
            keys: keys(places),
            me,
            rng: ChaCha20Rng::from_seed(seed),
            passed: Memory::default(),
            forwards: VecDeque::new(),
            out: VecDeque::new(),
        }
    }

    /// Others are met elsewhere from now on.
    pub fn set_places(&mut self, places: &Places) {
        self.keys = keys(places);
    }

    /// A neighbour passed a signal on; `Err` is a code for the count of refusals.
    pub fn take(
        &mut self,
        from: ConnectionId,
        hops: u8,
        sealed: Vec<u8>,
    ) -> Result<(), &'static str> {
        let opened = self.keys.iter().find_map(|key| Signal::open(key, &sealed));
        let signal = opened.ok_or("signal-seal")?;
        if hops > HOPS_MAX {
            return Err("signal-hops");
        }
        if signal.from == self.me
            || self.passed.note(signal.from, signal.counter) == Novelty::Repeated
        {
            return Ok(());
        }
        if hops > 0 && signal.to() != Some(self.me) {
            let frame = Frame::Signal { hops: hops - 1, sealed };
            self.forwards.push_back(Forward { except: Some(from), frame });
        }
        self.out.push_back(WayOutput::Came { way: Way::Neighbours, signal });
        Ok(())
    }

    /// The next frame for all neighbours.
    pub fn poll_forward(&mut self) -> Option<Forward> {
        self.forwards.pop_front()
    }
}

/// One for each place.
fn keys(places: &Places) -> Vec<[u8; 32]> {
    places.all().map(|secret| rendezvous::derive(secret, &[b"neighbours", b"seal"])).collect()
}

impl Rendezvous for Neighbours {
    fn wish(&mut self, _now: Timestamp, _wish: Wish) {}

    fn carry(&mut self, _now: Timestamp, signal: &Signal, route: Route<'_>, _need: Need) {
        let listed = match route {
            Route::Everywhere => true,
            Route::Along(ways) => ways.contains(&Way::Neighbours),
        };
        if listed {
            let mut nonce = [0; 24];
            self.rng.fill_bytes(&mut nonce);
            let sealed = signal.seal(&self.keys[0], nonce);
            let frame = Frame::Signal { hops: HOPS_MAX, sealed };
            self.forwards.push_back(Forward { except: None, frame });
        }
    }

    fn withdraw(&mut self, _to: SessionId) {}

    fn tick(&mut self, _now: Timestamp) {}

    fn poll(&mut self) -> Option<WayOutput> {
        self.out.pop_front()
    }

    fn next_wake(&self) -> Option<Timestamp> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sync::signal::{Nonce, SignalBody, Wants};

    fn at(now: [u8; 32], before: &[[u8; 32]]) -> Places {
        Places { now, before: before.to_vec() }
    }

    fn way(number: u8) -> Neighbours {
        Neighbours::new(&at([1; 32], &[]), SessionId([number; 8]), [number; 32])
    }

    fn hello(from: u8) -> Signal {
        let body = SignalBody::Hello { nonce: Nonce([0; 8]), wants: Wants::Everyone };
        Signal { from: SessionId([from; 8]), counter: 1, body }
    }

    fn carried(way: &mut Neighbours) -> (u8, Vec<u8>) {
        match way.poll_forward().map(|forward| forward.frame) {
            Some(Frame::Signal { hops, sealed }) => (hops, sealed),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_signal_travels_six_hops_and_passes_once() {
        let mut first = way(1);
        first.carry(Timestamp(0), &hello(1), Route::Everywhere, Need::Hello);
        let (mut hops, mut sealed) = carried(&mut first);
        for number in 2..8 {
            let mut next = way(number);
            assert_eq!(next.take(ConnectionId(1), hops, sealed.clone()), Ok(()));
            assert!(next.poll().is_some());
            (hops, sealed) = carried(&mut next);
            assert_eq!(next.take(ConnectionId(2), hops, sealed.clone()), Ok(()));
            assert_eq!((next.poll(), next.poll_forward()), (None, None));
        }
        let mut last = way(9);
        assert_eq!((hops, last.take(ConnectionId(1), hops, sealed.clone())), (0, Ok(())));
        assert_eq!(last.poll_forward(), None);
        assert_eq!(way(9).take(ConnectionId(1), 7, sealed), Err("signal-hops"));
        assert_eq!(way(9).take(ConnectionId(1), 1, vec![0; 99]), Err("signal-seal"));
    }

    #[test]
    fn peo_4_who_moved_still_reads_what_is_sealed_at_the_place_before() {
        let mut away = way(1);
        away.carry(Timestamp(0), &hello(1), Route::Everywhere, Need::Hello);
        let (hops, sealed) = carried(&mut away);
        let mut moved = way(2);
        moved.set_places(&at([5; 32], &[[1; 32]]));
        assert_eq!(moved.take(ConnectionId(1), hops, sealed.clone()), Ok(()));
        let mut gone_on = way(3);
        gone_on.set_places(&at([5; 32], &[]));
        assert_eq!(gone_on.take(ConnectionId(1), hops, sealed), Err("signal-seal"));
    }
}
