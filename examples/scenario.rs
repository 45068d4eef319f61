//! Plays a scenario: `cargo xtask scenario FILE.json [--shuffle SEED] [--json]`. Prints what each
//! replica shows in the end; ends with an error when an expectation fails or replicas differ.

use std::fs;
use std::process::ExitCode;

use phyle::sim::scenario::{Report, Script, play};

struct Options {
    file: String,
    shuffle: u64,
    json: bool,
}

fn main() -> ExitCode {
    match run() {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(words) => {
            eprintln!("{words}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<bool, String> {
    let options = options(std::env::args().skip(1))?;
    let text =
        fs::read_to_string(&options.file).map_err(|error| format!("{}: {error}", options.file))?;
    let script = Script::read(&text).map_err(|error| format!("{}: {error}", options.file))?;
    let report: Report =
        play(&script, options.shuffle).map_err(|error| format!("{}: {error}", options.file))?;
    if options.json {
        let json = serde_json::to_string_pretty(&report).map_err(|error| error.to_string())?;
        println!("{json}");
    } else {
        print!("{}", report.to_text());
    }
    Ok(report.same)
}

fn options(words: impl Iterator<Item = String>) -> Result<Options, String> {
    const USAGE: &str = "expected: FILE.json [--shuffle SEED] [--json]";
    let mut options = Options { file: String::new(), shuffle: 0, json: false };
    let mut words = words;
    while let Some(word) = words.next() {
        match word.as_str() {
            "--json" => options.json = true,
            "--shuffle" => {
                let seed = words.next().and_then(|seed| seed.parse().ok());
                options.shuffle = seed.ok_or("--shuffle: expected a whole number")?;
            }
            file if !file.starts_with("--") && options.file.is_empty() => {
                options.file = file.to_owned();
            }
            other => return Err(format!("`{other}`: {USAGE}")),
        }
    }
    if options.file.is_empty() { Err(USAGE.to_owned()) } else { Ok(options) }
}
