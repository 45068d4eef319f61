//! The screens, one room for each. A screen draws what the store holds and gives commands.

pub mod calendar;
pub mod commons;
pub mod decide;
pub mod economy;
pub mod everything;
pub mod find;
pub mod first_run;
pub mod import;
pub mod invite;
pub mod people;
pub mod settings;
pub mod sync;
pub mod talk;
pub mod today;
