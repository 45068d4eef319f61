//! What two sessions tell each other before they have a channel: hello, offer, answer, sealed. It
//! may use crypto and bytes. Freshness comes from quoted nonces, never from clocks; a signal that
//! was seen once is never acted on again.

use crate::ordered::Map;

use serde::{Deserialize, Serialize};

use crate::limits::{SESSIONS_REMEMBERED_MAX, SIGNAL_BYTES_MAX};
use crate::sign;

const VERSION: u8 = 1;

/// One run of a mesh; new at every start. The lower of two offers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SessionId(pub [u8; 8]);

/// A number used once, to be quoted back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nonce(pub [u8; 8]);

/// A signal, as it is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signal {
    pub from: SessionId,
    /// Counts the signals of a session, all kinds together, from 1.
    pub counter: u32,
    pub body: SignalBody,
}

/// The kinds of signals.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SignalBody {
    /// I am here; whoever is lower than me may offer by quoting this nonce.
    Hello { nonce: Nonce, wants: Wants },
    /// Connect to me: answers the hello of `to` that carried `quotes`.
    Offer { to: SessionId, quotes: Nonce, nonce: Nonce, description: Vec<u8> },
    /// Answers the offer of `to` that carried `quotes`.
    Answer { to: SessionId, quotes: Nonce, description: Vec<u8> },
}

/// Whom a hello is meant for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wants {
    Everyone,
    /// This session only: there is no working channel between us, as seen from here.
    Session(SessionId),
}

impl Signal {
    /// Sealed bytes; the nonce must be random.
    pub fn seal(&self, key: &[u8; 32], nonce: [u8; 24]) -> Vec<u8> {
        let mut plain = vec![VERSION];
        plain.extend(postcard::to_stdvec(self).expect("plain data"));
        sign::seal(key, nonce, &plain)
    }

    /// The signal in these bytes, if it was sealed under this key by a version that we know.
    pub fn open(key: &[u8; 32], sealed: &[u8]) -> Option<Self> {
        if sealed.len() > SIGNAL_BYTES_MAX {
            return None;
        }
        let plain = sign::open(key, sealed)?;
        let (version, body) = plain.split_first()?;
        let (signal, rest) = postcard::take_from_bytes(body).ok()?;
        (*version == VERSION && rest.is_empty()).then_some(signal)
    }

    /// Whom it is addressed to; `None` for everyone.
    pub fn to(&self) -> Option<SessionId> {
        match &self.body {
            SignalBody::Hello { wants: Wants::Everyone, .. } => None,
            SignalBody::Hello { wants: Wants::Session(to), .. }
            | SignalBody::Offer { to, .. }
            | SignalBody::Answer { to, .. } => Some(*to),
        }
    }
}

/// Which signals were seen: per session the highest counter and the 64 before it.
#[derive(Debug, Default)]
pub struct Memory {
    sessions: Map<SessionId, Seen>,
    clock: u64,
}

#[derive(Debug)]
struct Seen {
    highest: u32,
    /// Bit n: `highest - n` was seen.
    window: u64,
    used: u64,
}

/// Whether a signal was seen before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Novelty {
    New,
    Repeated,
}

impl Memory {
    /// Remembers a signal and says whether it is new; what is too old to tell counts as repeated.
    pub fn note(&mut self, from: SessionId, counter: u32) -> Novelty {
        self.clock += 1;
        if self.sessions.len() >= SESSIONS_REMEMBERED_MAX && !self.sessions.contains_key(&from) {
            let oldest = self.sessions.iter().min_by_key(|(_, seen)| seen.used);
            if let Some(id) = oldest.map(|(id, _)| *id) {
                self.sessions.remove(&id);
            }
        }
        let used = self.clock;
        let seen = self.sessions.entry(from).or_insert(Seen { highest: 0, window: 0, used });
        seen.used = used;
        if counter > seen.highest {
            let step = counter - seen.highest;
            seen.window = seen.window.checked_shl(step).unwrap_or(0) | 1;
            seen.highest = counter;
            return Novelty::New;
        }
        let back = seen.highest - counter;
        let bit = 1_u64.checked_shl(back).unwrap_or(0);
        if counter == 0 || bit == 0 || seen.window & bit != 0 {
            return Novelty::Repeated;
        }
        seen.window |= bit;
        Novelty::New
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hello(counter: u32) -> Signal {
        let body = SignalBody::Hello { nonce: Nonce([2; 8]), wants: Wants::Everyone };
        Signal { from: SessionId([1; 8]), counter, body }
    }

    #[test]
    fn a_sealed_signal_opens_with_its_key_only() {
        let sealed = hello(1).seal(&[3; 32], [4; 24]);
        assert_eq!(Signal::open(&[3; 32], &sealed), Some(hello(1)));
        assert_eq!(Signal::open(&[4; 32], &sealed), None);
    }

    #[test]
    fn an_offer_is_about_220_bytes() {
        let body = SignalBody::Offer {
            to: SessionId([1; 8]),
            quotes: Nonce([2; 8]),
            nonce: Nonce([3; 8]),
            description: vec![0; 120],
        };
        let offer = Signal { from: SessionId([9; 8]), counter: 70_000, body };
        let size = offer.seal(&[3; 32], [4; 24]).len();
        assert!(size <= 220, "{size}");
    }

    #[test]
    fn a_signal_is_new_once() {
        let (mut memory, from) = (Memory::default(), SessionId([1; 8]));
        for (counter, expected) in [
            (5, Novelty::New),
            (5, Novelty::Repeated),
            (3, Novelty::New),
            (3, Novelty::Repeated),
            (0, Novelty::Repeated),
            (100, Novelty::New),
            (6, Novelty::Repeated),
            (99, Novelty::New),
            (u32::MAX, Novelty::New),
            (100, Novelty::Repeated),
        ] {
            assert_eq!(memory.note(from, counter), expected, "{counter}");
        }
    }

    #[test]
    fn memory_is_bounded() {
        let mut memory = Memory::default();
        for number in 0..10_000_u64 {
            memory.note(SessionId(number.to_be_bytes()), 1);
        }
        assert_eq!(memory.sessions.len(), SESSIONS_REMEMBERED_MAX);
    }

    proptest! {
        #[test]
        fn opening_never_panics(bytes: Vec<u8>, plain: Vec<u8>) {
            prop_assert_eq!(Signal::open(&[0; 32], &bytes), None);
            let sealed = sign::seal(&[0; 32], [0; 24], &plain);
            if let Some(signal) = Signal::open(&[0; 32], &sealed) {
                prop_assert_eq!(Signal::open(&[0; 32], &signal.seal(&[0; 32], [1; 24])), Some(signal));
            }
        }
    }
}
