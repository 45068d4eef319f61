//! The project's commands, as functions: install what lacks, build, serve, check, measure. May run
//! programs and write below the target and tool folders; it knows nothing of communities.

pub mod bench;
pub mod browsers;
pub mod build;
pub mod check;
pub mod error;
pub mod finish;
pub mod host;
pub mod options;
pub mod peers;
pub mod place;
pub mod program;
pub mod relay;
pub mod serve;
pub mod split;
pub mod tools;

pub use error::Error;
