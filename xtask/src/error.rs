//! Why a command could not be carried out, in words for the person at the terminal.

use std::io;
use std::path::{Path, PathBuf};

use crate::tally::TallyError;

/// A command failed; nothing half-made is left where others would look.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The command line cannot be understood.
    #[error("{0}")]
    Usage(String),
    /// A program ended with an error; its own words are above.
    #[error("`{line}` failed ({status})")]
    Failed { line: String, status: String },
    /// A program is not there and cannot be installed from here.
    #[error("{what} is missing: {advice}")]
    Missing { what: String, advice: String },
    /// A file or folder could not be read or written.
    #[error("{path}: {source}")]
    File { path: PathBuf, source: io::Error },
    /// What a build step made is not what the next one needs.
    #[error("the build is not as expected: {0}")]
    Build(String),
    /// An address could not be listened on.
    #[error("cannot listen on {address}: {source}; choose another with {option}")]
    Listen { address: String, option: &'static str, source: io::Error },
    /// Figures are over their budgets.
    #[error("over budget: {0}")]
    Budget(String),
    /// A file of ballots was not counted.
    #[error("{path}: {source}")]
    Tally { path: PathBuf, source: TallyError },
}

impl Error {
    /// For `map_err` where a file is at hand.
    pub fn file(path: &Path) -> impl FnOnce(io::Error) -> Self + use<> {
        let path = path.to_owned();
        move |source| Self::File { path, source }
    }
}
