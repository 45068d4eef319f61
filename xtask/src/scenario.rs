//! `cargo xtask scenario`: plays a script by the example `scenario`, which holds the engines. Ends
//! with an error where the script is wrong, an expectation fails or replicas differ.

use std::process::Command;

use crate::{Error, place, program};

/// Plays what the words say; the player reads them.
pub fn play(words: &[String]) -> Result<(), Error> {
    let mut command = example("scenario");
    command.args(words);
    program::run(&mut command)
}

/// Plays the story of Four Shores and keeps it as the community that newcomers look around in. It
/// is kept among the sources, so that building the page needs no engines.
pub fn sample() -> Result<(), Error> {
    let root = place::root();
    let mut command = example("sample");
    command.arg(root.join("tests/scenarios/four-shores.json"));
    command.arg(root.join("examples/sample/portraits"));
    command.arg(root.join("public/sample.phyle"));
    program::run(&mut command)
}

fn example(name: &str) -> Command {
    let manifest = place::root().join("Cargo.toml");
    let mut command = Command::new("cargo");
    command.args(["run", "--quiet", "--package", "phyle", "--example", name]);
    command.arg("--manifest-path").arg(manifest).arg("--");
    command
}
