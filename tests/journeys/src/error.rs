//! Why a journey could not go on: what was waited for, and what was there instead.

use std::path::PathBuf;
use std::time::Duration;

use thirtyfour::error::WebDriverError;

/// A journey ended early.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What should have happened did not, within its limit.
    #[error("{who}: waited {} s for {what}; {instead}", limit.as_secs())]
    Waited { who: String, what: String, limit: Duration, instead: String },
    /// Something is there and is not as it should be.
    #[error("{who}: {what}")]
    Wrong { who: String, what: String },
    /// The browser or its driver refused.
    #[error("{who}: the browser said: {source}")]
    Browser { who: String, source: Box<WebDriverError> },
    /// The driver did not start.
    #[error("{program} did not start: {reason}")]
    Driver { program: String, reason: String },
    /// A file of the journey itself.
    #[error("{path}: {source}")]
    File { path: PathBuf, source: std::io::Error },
    /// The host, the relay or the build.
    #[error(transparent)]
    Tool(#[from] xtask::Error),
}
