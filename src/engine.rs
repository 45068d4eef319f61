//! The only composer: inputs in, effects out. Deterministic in (seed, inputs, now); holds no clock,
//! no randomness of its own and no handle to the world.

pub mod io;

pub use io::{Effect, Input};

use crate::clock::Timestamp;
use crate::message::WindowId;

/// One engine, for all windows of a browser profile.
#[derive(Debug)]
pub struct Engine {}

impl Engine {
    /// A new engine and what it asks for first. `owner` is the window that holds the connections;
    /// `seed` feeds every random choice.
    pub fn new(_now: Timestamp, _seed: [u8; 32], _owner: WindowId) -> (Self, Vec<Effect>) {
        (Self {}, Vec::new())
    }

    /// Takes one input and says what must be done because of it, in order.
    pub fn handle(&mut self, _now: Timestamp, _input: Input) -> Vec<Effect> {
        Vec::new()
    }
}
