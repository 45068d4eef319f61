//! `cargo xtask scenario`: plays a script by the example `scenario`, which holds the engines. Ends
//! with an error where the script is wrong, an expectation fails or replicas differ.

use std::process::Command;

use crate::{Error, place, program};

/// Plays what the words say; the player reads them.
pub fn play(words: &[String]) -> Result<(), Error> {
    let manifest = place::root().join("Cargo.toml");
    let mut command = Command::new("cargo");
    command.args(["run", "--quiet", "--package", "phyle", "--example", "scenario"]);
    command.arg("--manifest-path").arg(manifest).arg("--").args(words);
    program::run(&mut command)
}
