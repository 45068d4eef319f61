//! Ballots in, counts and outcomes out (DEC-2 to DEC-5). Options are indices and every figure is a
//! whole number; nothing here knows who voted, when, or what a motion does. The order of the
//! ballots changes nothing. What ties is told as a tie: DEC-5's last resort is not drawn here.

pub mod ballot;
pub mod consent;
pub mod majority;
pub mod points;
pub mod quorum;
pub mod schulze;

#[cfg(test)]
mod tests;

pub use ballot::{Alike, BallotFault, CountError, Ranking};
