//! Patches into read models. Folds are total: what breaks a rule becomes a fault beside the view,
//! never an error. A document's model lives while the document is open; its summary is kept.

pub mod calendar;
pub mod charter;
pub mod digest;
pub mod economy;
pub mod motion;
pub mod page;
pub mod summary;
pub mod talk;
