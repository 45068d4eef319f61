//! The command line, as values. Anything not understood is refused with what would be.

use std::path::PathBuf;

use crate::Error;
use crate::counting::points::PointMethod;
use crate::limits::DOTS_EACH_MAX;
use crate::relay::DEFAULT_PORT;
use crate::serve::ServeOptions;
use crate::tally::{Form, Method, TallyOptions};

/// What can be said.
pub const USAGE: &str = "\
usage: cargo xtask <command>

  serve   build, and serve on localhost with a loopback relay beside it
            --port PORT (8080)  --relay-port PORT (7447)  --no-relay
  dist    write the optimised static files to target/dist, for any static host
  test    format, lints, tests, layering, browser journeys
            --fast (no browsers)  --journey NAME (that one alone)
  bench   measure, and write docs/benchmarks.md
  tally   count a file of ballots, CSV or PrefLib (.soc .soi .toc .toi); see docs/tally.md
            FILE --method schulze|approval|score|time|dots|majority  --json
            --dots EACH (1000; with --method dots)
  scenario  play a script of what members do over whole engines; see docs/scenarios.md
            FILE.json  --shuffle SEED  --json
  sample  write public/sample.phyle anew, the community that newcomers look around in
  relay   run the loopback relay alone
            --port PORT (7447)

Each installs what it lacks, once.";

/// One command with its options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Task {
    Serve(ServeOptions),
    Dist,
    Test(Scope),
    Bench,
    Tally(TallyOptions),
    /// The words go to the player as they are.
    Scenario(Vec<String>),
    Sample,
    Relay {
        port: u16,
    },
    Help,
}

/// How much `test` does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope {
    /// Everything.
    All,
    /// Everything but browsers.
    Fast,
    /// One browser journey.
    Journey(String),
}

/// Reads the words after the program's name.
pub fn read(words: &[String]) -> Result<Task, Error> {
    let mut words = words.iter().map(String::as_str);
    let command = words.next().unwrap_or("help");
    let rest: Vec<&str> = words.collect();
    match command {
        "serve" => read_serve(&rest),
        "dist" => none(&rest, Task::Dist),
        "test" => read_test(&rest),
        "bench" => none(&rest, Task::Bench),
        "tally" => read_tally(&rest),
        "scenario" => Ok(Task::Scenario(rest.iter().map(|word| (*word).to_owned()).collect())),
        "sample" => none(&rest, Task::Sample),
        "relay" => read_relay(&rest),
        "help" | "--help" | "-h" => none(&rest, Task::Help),
        other => Err(wrong(&format!("there is no command `{other}`"))),
    }
}

fn read_serve(words: &[&str]) -> Result<Task, Error> {
    let mut options = ServeOptions { port: 8080, relay_port: Some(DEFAULT_PORT) };
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        match *word {
            "--port" => options.port = port(rest.next())?,
            "--relay-port" => options.relay_port = Some(port(rest.next())?),
            "--no-relay" => options.relay_port = None,
            other => return Err(unknown(other)),
        }
    }
    Ok(Task::Serve(options))
}

fn read_test(words: &[&str]) -> Result<Task, Error> {
    match words {
        [] => Ok(Task::Test(Scope::All)),
        ["--fast"] => Ok(Task::Test(Scope::Fast)),
        ["--journey", name] => Ok(Task::Test(Scope::Journey((*name).to_owned()))),
        ["--journey"] => Err(wrong("--journey wants a name")),
        [other, ..] => Err(unknown(other)),
    }
}

fn read_tally(words: &[&str]) -> Result<Task, Error> {
    let (mut file, mut method, mut dots, mut form) = (None, None, None, Form::Table);
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        match *word {
            "--method" => method = Some(read_method(rest.next())?),
            "--dots" => dots = Some(read_dots(rest.next())?),
            "--json" => form = Form::Json,
            other if other.starts_with("--") || file.is_some() => return Err(unknown(other)),
            other => file = Some(PathBuf::from(other)),
        }
    }
    let file = file.ok_or_else(|| wrong("tally wants a file of ballots"))?;
    let method = match (method, dots) {
        (Some(Method::Points(PointMethod::Dots { .. })), Some(each)) => {
            Method::Points(PointMethod::Dots { each })
        }
        (Some(method), None) => method,
        (Some(_), Some(_)) => return Err(wrong("--dots goes with --method dots")),
        (None, _) => return Err(wrong("tally wants a --method")),
    };
    Ok(Task::Tally(TallyOptions { file, method, form }))
}

fn read_method(word: Option<&&str>) -> Result<Method, Error> {
    let word = word.ok_or_else(|| wrong("--method wants a name"))?;
    match *word {
        "schulze" => Ok(Method::Schulze),
        "approval" => Ok(Method::Points(PointMethod::Approval)),
        "score" => Ok(Method::Points(PointMethod::Score)),
        "time" => Ok(Method::Points(PointMethod::TimePoll)),
        "dots" => Ok(Method::Points(PointMethod::Dots { each: DOTS_EACH_MAX })),
        "majority" => Ok(Method::Majority),
        other => Err(wrong(&format!("there is no method `{other}`"))),
    }
}

fn read_dots(word: Option<&&str>) -> Result<u32, Error> {
    let word = word.ok_or_else(|| wrong("--dots wants a number"))?;
    let each = word.parse().ok().filter(|each| (1..=DOTS_EACH_MAX).contains(each));
    each.ok_or_else(|| wrong(&format!("`{word}` is not a number of dots, 1 to {DOTS_EACH_MAX}")))
}

fn read_relay(words: &[&str]) -> Result<Task, Error> {
    match words {
        [] => Ok(Task::Relay { port: DEFAULT_PORT }),
        ["--port", rest @ ..] => Ok(Task::Relay { port: port(rest.first())? }),
        [other, ..] => Err(unknown(other)),
    }
}

fn none(words: &[&str], task: Task) -> Result<Task, Error> {
    match words.first() {
        None => Ok(task),
        Some(word) if word.starts_with("--features") || *word == "--all-features" => {
            Err(wrong("what people get has no features of the tests: `journey` is refused"))
        }
        Some(word) => Err(unknown(word)),
    }
}

fn port(word: Option<&&str>) -> Result<u16, Error> {
    let word = word.ok_or_else(|| wrong("a port is missing"))?;
    word.parse().map_err(|_| wrong(&format!("`{word}` is not a port")))
}

fn unknown(word: &str) -> Error {
    wrong(&format!("`{word}` is not understood here"))
}

fn wrong(what: &str) -> Error {
    Error::Usage(format!("{what}\n\n{USAGE}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_line(line: &str) -> Option<Task> {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        read(&words).ok()
    }

    #[test]
    fn commands_are_read() {
        let serve = |port, relay_port| Some(Task::Serve(ServeOptions { port, relay_port }));
        assert_eq!(read_line("serve"), serve(8080, Some(7447)));
        assert_eq!(read_line("serve --no-relay --port 9000"), serve(9000, None));
        assert_eq!(read_line("test"), Some(Task::Test(Scope::All)));
        assert_eq!(read_line("test --fast"), Some(Task::Test(Scope::Fast)));
        assert_eq!(read_line("relay --port 1"), Some(Task::Relay { port: 1 }));
        assert_eq!(read_line(""), Some(Task::Help));
    }

    #[test]
    fn a_tally_is_read() {
        let tally = |method, form| {
            let file = PathBuf::from("ballots.csv");
            Some(Task::Tally(TallyOptions { file, method, form }))
        };
        let dots = |each| Method::Points(PointMethod::Dots { each });
        let check = |line: &str, task: Option<Task>| assert_eq!(read_line(line), task, "{line}");
        check("tally ballots.csv --method schulze", tally(Method::Schulze, Form::Table));
        check("tally --json --method majority ballots.csv", tally(Method::Majority, Form::Json));
        check("tally ballots.csv --method dots", tally(dots(DOTS_EACH_MAX), Form::Table));
        check("tally --dots 7 ballots.csv --method dots", tally(dots(7), Form::Table));
    }

    #[test]
    fn what_is_not_understood_is_refused() {
        let lines = [
            "dist --features journey",
            "dist --all-features",
            "serve --port",
            "serve --port 70000",
            "test --journey",
            "test --slow",
            "tally",
            "tally ballots.csv",
            "tally --method schulze",
            "tally ballots.csv --method",
            "tally ballots.csv --method borda",
            "tally ballots.csv other.csv --method schulze",
            "tally ballots.csv --method schulze --csv",
            "tally ballots.csv --method schulze --dots 5",
            "tally ballots.csv --method dots --dots 0",
            "tally ballots.csv --method dots --dots 1001",
            "deploy",
        ];
        for line in lines {
            assert_eq!(read_line(line), None, "{line}");
        }
    }
}
