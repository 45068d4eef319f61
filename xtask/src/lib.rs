//! The project's commands, as functions: install what lacks, build, serve, check, measure. May run
//! programs and write below the target and tool folders; of communities it knows how ballots count.

pub mod bench;
pub mod browsers;
pub mod build;
pub mod check;
pub mod counting;
pub mod error;
pub mod finish;
pub mod host;
#[path = "../../src/limits.rs"]
pub mod limits;
pub mod options;
pub mod peers;
pub mod place;
pub mod program;
pub mod relay;
pub mod scenario;
pub mod serve;
pub mod shorten;
pub mod split;
pub mod tally;
pub mod tools;

pub use error::Error;
