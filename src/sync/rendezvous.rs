//! The seam for ways of meeting: signals go in, sealed and addressed to all who share the secret,
//! and signals of others come out. A way knows nothing of peers or connections; trackers, codes and
//! mailboxes take their place beside Nostr by implementing this trait.

use std::fmt;

use crate::clock::Timestamp;
use crate::sign;
use crate::sync::mesh::MeshOutput;
use crate::sync::signal::{SessionId, Signal};

const SALT: &[u8] = b"phyle rendezvous 1";

/// What all who share the secret derive for one purpose of one way.
pub fn derive(secret: &[u8; 32], info: &[&[u8]]) -> [u8; 32] {
    sign::derive(SALT, secret, info)
}

/// Where to meet: who shares one of these secrets finds others who do.
#[derive(Clone, PartialEq, Eq)]
pub struct Places {
    /// Where to say hello.
    pub now: [u8; 32],
    /// Where to listen all the same, and answer, and say hello now and then: whoever was away knows no
    /// other, and whoever was apart from all others as they moved may have gone elsewhere.
    pub before: Vec<[u8; 32]>,
}

impl Places {
    /// All of them, the one that counts first.
    pub fn all(&self) -> impl Iterator<Item = &[u8; 32]> {
        std::iter::once(&self.now).chain(&self.before)
    }
}

impl fmt::Debug for Places {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Secrets stay out of logs.
        write!(f, "Places(1 + {})", self.before.len())
    }
}

/// Where a signal came from, and where an answer to it should go.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// Through the mesh.
    Neighbours,
    /// Through this Nostr relay.
    Relay(String),
}

/// Where to carry a signal.
#[derive(Debug, Clone, Copy)]
pub enum Route<'a> {
    Everywhere,
    Along(&'a [Way]),
}

/// Who needs a signal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Somebody spoke and waits for this.
    Awaited,
    /// Whoever is there; nobody is known to wait.
    Hello,
    /// A session that has said nothing since it was last spoken to.
    Call,
    /// Whoever is where all met before, and perhaps knows no other place.
    Former,
}

/// Whether a way should be kept open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    Held,
    Released,
}

/// What comes out of a way of meeting.
#[derive(Debug, Clone, PartialEq)]
pub enum WayOutput {
    /// A signal of another session; opened, but not checked for repeats.
    Came { way: Way, signal: Signal },
    /// This way carries signals from now on: say hello there.
    Ready(Way),
    /// The world must do this.
    Do(MeshOutput),
}

/// A way of meeting.
pub trait Rendezvous {
    /// Opens or lets go.
    fn wish(&mut self, now: Timestamp, wish: Wish);
    /// Carries a signal to whoever listens, as soon as manners allow.
    fn carry(&mut self, now: Timestamp, signal: &Signal, route: Route<'_>, need: Need);
    /// What still waits to be carried to this session is not needed any more.
    fn withdraw(&mut self, to: SessionId);
    /// Does what has come due.
    fn tick(&mut self, now: Timestamp);
    /// The next output.
    fn poll(&mut self) -> Option<WayOutput>;
    /// When `tick` is next needed.
    fn next_wake(&self) -> Option<Timestamp>;
}
