//! What a community's facts mean. Pure functions over sets of facts: no clock, no document, no
//! crypto (proofs are checked by a function that comes in). The same set of facts gives the same
//! answer, whatever the order in which they arrived.

pub mod calendar;
pub mod commons;
pub mod counting;
pub mod economy;
pub mod fact;
pub mod motion;
pub mod people;
pub mod profile;
pub mod talk;
pub mod wording;

pub use fact::{Fact, FactBody, FactError};
pub use people::{Authority, AuthorityFault};
