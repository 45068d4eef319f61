//! Work and money: what members did for each other, what moved, and what comes of it. A fold over
//! the ledger's facts and the charter's decisions, the same whatever the order of arrival.

pub mod acts;
pub mod books;
pub mod care;
pub mod check;
pub mod entry;
pub mod settle_up;
pub mod standing;
pub mod surplus;
pub mod trading;

pub use books::{Books, Ground, Signed};
pub use entry::{Entry, EntryBody};

#[cfg(test)]
mod tests;
