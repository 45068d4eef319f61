//! Journeys of people through the app in real browsers, over a real relay. What is on screen is
//! found by role and name alone, as people and screen readers find it; nothing here looks inside.

pub mod browser;
pub mod driver;
pub mod drop;
pub mod error;
pub mod figures;
pub mod handbook;
pub mod page;
pub mod steps;
pub mod words;
pub mod world;

pub use browser::Browser;
pub use error::Error;
pub use world::World;
