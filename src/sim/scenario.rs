//! Scenarios: a script of what named members do, played over as many whole engines, with what is
//! expected along the way. A community can rehearse a charter with one before it adopts it.

mod calendar;
mod economy;
mod enter;
mod expect;
mod grow;
mod look;
mod pages;
mod play;
mod refused;
pub mod report;
mod sample;
pub mod script;

pub use play::{Portraits, play};
pub use report::Report;
pub use sample::sample;
pub use script::{Script, ScriptError};

/// Why a scenario ended before its end.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct Failure {
    /// Of the step, in the script.
    pub line: usize,
    pub problem: String,
}
