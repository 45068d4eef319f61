//! `cargo xtask test`: everything that must hold before a change lands, cheapest first. Stops at
//! the first failure; each line that runs is printed and can be repeated alone.

use std::process::{Command, Stdio};

use crate::build::{self, Variant};
use crate::options::Scope;
use crate::{Error, browsers, place, program, relay, tools};

/// Runs what the scope asks for.
pub fn test(scope: &Scope) -> Result<(), Error> {
    match scope {
        Scope::All => {
            fast(&["--workspace"])?;
            journeys(None)
        }
        // The relay and the browser harness pull in large crates, so this leaves them out.
        Scope::Fast => fast(&["--package", "phyle", "--package", "xtask"]),
        Scope::Journey(name) => journeys(Some(name)),
    }
}

fn fast(packages: &[&str]) -> Result<(), Error> {
    tools::for_build()?;
    let cargo = |words: &[&str]| {
        let mut command = Command::new("cargo");
        command.args(words).current_dir(place::root());
        command
    };
    program::run(&mut cargo(&["fmt", "--all", "--", "--check"]))?;
    let mut lints = cargo(&["clippy", "--quiet"]);
    lints.args(packages).args(["--all-targets", "--", "--deny", "warnings"]);
    program::run(&mut lints)?;
    let target = ["--target", "wasm32-unknown-unknown", "--lib", "--bins"];
    let mut lints = cargo(&["clippy", "--quiet", "--package", "phyle"]);
    lints.args(target).args(["--", "--deny", "warnings"]);
    program::run(&mut lints)?;
    let mut tests = cargo(&["test"]);
    tests.args(packages);
    program::run(&mut tests)?;
    tools::hledger()?;
    let long = ["--test", "scenarios", "--test", "trade", "--", "--ignored"];
    program::run(cargo(&["test", "--package", "phyle"]).args(long))?;
    // A thousand ledgers and a thousand charters, in a program that was built for it.
    let tests = ["--test", "economy", "--test", "deciding"];
    let many = ["--profile", "sim"].into_iter().chain(tests).chain(["--", "--ignored"]);
    program::run(cargo(&["test", "--package", "phyle"]).args(many))
}

/// Builds the page of the journeys and walks them in real browsers, one after another.
fn journeys(name: Option<&str>) -> Result<(), Error> {
    let names = journey_names(name)?;
    let found = browsers::for_journeys()?;
    // It judges the books that somebody takes along.
    tools::hledger()?;
    relay::build()?;
    build::build(Variant::Journey)?;
    eprintln!("Walking {} journeys ...", names.len());
    let mut command = journey_command();
    command.args(["--test-threads=1"]).args(name);
    program::run(found.tell(&mut command))
}

fn journey_command() -> Command {
    let mut command = Command::new("cargo");
    command
        .args(["test", "--package", "journeys", "--test", "journeys", "--"])
        .current_dir(place::root());
    command
}

/// The journeys with this in their names; an error where there is none, lest nothing passes for
/// something.
fn journey_names(part: Option<&str>) -> Result<Vec<String>, Error> {
    let output = journey_command().args(["--list"]).stderr(Stdio::inherit()).output();
    let output = output.map_err(Error::file(&place::root()))?;
    let list = String::from_utf8_lossy(&output.stdout);
    let all: Vec<&str> = list.lines().filter_map(|line| line.strip_suffix(": test")).collect();
    let names: Vec<String> = all
        .iter()
        .filter(|name| part.is_none_or(|part| name.contains(part)))
        .map(|name| (*name).to_owned())
        .collect();
    if names.is_empty() {
        let part = part.unwrap_or_default();
        let message = format!("no journey is called `{part}`; there are:\n  {}", all.join("\n  "));
        return Err(Error::Usage(message));
    }
    Ok(names)
}
