//! `cargo xtask bench`: figures against their budgets, written to docs/benchmarks.md between two
//! marks; what people wrote around them stays. Each table names the command that made it.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::build::{self, Variant};
use crate::finish::Site;
use crate::{Error, browsers, peers, place, program, relay, tools};

/// Around what is written by the program.
const BEGIN: &str = "<!-- written by `cargo xtask bench` -->";
const END: &str = "<!-- end of what is written -->";

/// Bytes of the binaries after gzip.
const WINDOW_GZIP_BYTES_MAX: usize = 250_000;
const ENGINE_GZIP_BYTES_MAX: usize = 750_000;

/// One figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub what: String,
    pub measured: String,
    pub budget: String,
    pub verdict: Verdict,
}

/// How a figure stands to its budget.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Kept,
    Over,
    /// There is none: it is told for comparison.
    Beside,
}

impl Verdict {
    fn of(kept: bool) -> Self {
        if kept { Self::Kept } else { Self::Over }
    }

    fn read(word: &str) -> Option<Self> {
        match word {
            "kept" => Some(Self::Kept),
            "over" => Some(Self::Over),
            "beside" => Some(Self::Beside),
            _ => None,
        }
    }

    fn shown(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Over => "**over**",
            Self::Beside => "",
        }
    }
}

/// Measures everything and writes the table; an error where a budget is not kept.
pub fn bench() -> Result<(), Error> {
    let site = build::build(Variant::People)?;
    let mut rows = sizes(&site)?;
    rows.extend(engine_figures()?);
    rows.extend(browser_figures()?);
    rows.extend(peers::figures());
    let path = place::root().join("docs").join("benchmarks.md");
    write(&path, &table(&rows))?;
    let over = rows.iter().filter(|row| row.verdict == Verdict::Over);
    let over: Vec<&str> = over.map(|row| row.what.as_str()).collect();
    if over.is_empty() { Ok(()) } else { Err(Error::Budget(over.join("; "))) }
}

fn sizes(site: &Site) -> Result<Vec<Row>, Error> {
    let binaries = [
        ("UI binary, gzip", "phyle-", Some(WINDOW_GZIP_BYTES_MAX)),
        ("its rooms, fetched after the first paint", "split-rooms-", None),
        ("engine binary, gzip", "engine-", Some(ENGINE_GZIP_BYTES_MAX)),
        ("what meets others, fetched as it begins", "split-meeting-", None),
        ("its books, fetched with the first look", "split-books-", None),
        ("its imports, fetched with the first one", "split-exchange-", None),
        ("what looks for words, fetched with the first look", "split-finding-", None),
    ];
    let row = |(what, start, most): (&str, &str, Option<usize>)| {
        let size = site
            .size_of(start, ".wasm")
            .ok_or_else(|| Error::Build(format!("there is no {start}*.wasm")))?;
        Ok(Row {
            what: what.to_owned(),
            measured: format!(
                "{} ({} unpacked)",
                kilobytes(size.gzip_bytes),
                kilobytes(size.bytes)
            ),
            budget: most.map_or_else(String::new, |most| format!("at most {}", kilobytes(most))),
            verdict: most.map_or(Verdict::Beside, |most| Verdict::of(size.gzip_bytes <= most)),
        })
    };
    binaries.into_iter().map(row).collect()
}

/// Figures of the engine itself: the example `bench` prints one a line, tab-separated: what,
/// measured, budget, and `kept`, `over` or `beside`. Without it there are none.
fn engine_figures() -> Result<Vec<Row>, Error> {
    let example = place::root().join("examples").join("bench.rs");
    if !example.is_file() {
        return Ok(Vec::new());
    }
    // It is measured beside.
    tools::hledger()?;
    let arguments = ["run", "--quiet", "--release", "--package", "phyle", "--example", "bench"];
    figures_of(Command::new("cargo").args(arguments))
}

/// Real browsers on the page that was just built: two that meet, one with a large ledger, and one with
/// ten years of decisions, which are folded in a program of their own too.
fn browser_figures() -> Result<Vec<Row>, Error> {
    let found = browsers::for_journeys()?;
    relay::build()?;
    build::folding()?;
    let mut rows = Vec::new();
    for example in ["meeting", "ledger", "deciding"] {
        let mut command = Command::new("cargo");
        command.args(["run", "--quiet", "--package", "journeys", "--example", example]);
        rows.extend(figures_of(found.tell(&mut command))?);
    }
    Ok(rows)
}

/// The rows that a program prints.
fn figures_of(command: &mut Command) -> Result<Vec<Row>, Error> {
    command.current_dir(place::root());
    let printed = program::printed_by(command)?;
    printed.lines().map(read_row).collect()
}

fn read_row(line: &str) -> Result<Row, Error> {
    let cells: Vec<&str> = line.split('\t').collect();
    if let [what, measured, budget, word] = cells[..]
        && let Some(verdict) = Verdict::read(word)
    {
        let [what, measured, budget] = [what, measured, budget].map(str::to_owned);
        return Ok(Row { what, measured, budget, verdict });
    }
    Err(Error::Build(format!("the example `bench` printed `{line}`")))
}

fn table(rows: &[Row]) -> String {
    let mut text = format!("{BEGIN}\n\n{}\n\n", machine());
    text.push_str("| what | measured | budget | |\n| --- | --- | --- | --- |\n");
    for row in rows {
        let verdict = row.verdict.shown();
        text.push_str(&format!(
            "| {} | {} | {} | {verdict} |\n",
            row.what, row.measured, row.budget
        ));
    }
    text.push_str(&format!("\n{END}\n"));
    text
}

/// What it was measured with; figures mean little without.
fn machine() -> String {
    let rustc = program::output_of(Path::new("rustc"), &["--version"]).unwrap_or_default();
    let cores = std::thread::available_parallelism().map_or(1, |count| count.get());
    let os = std::env::consts::OS;
    format!("Made by `cargo xtask bench` on {os}, {cores} cores, {rustc}.")
}

fn write(path: &Path, table: &str) -> Result<(), Error> {
    let old = fs::read_to_string(path).unwrap_or_else(|_| "# Benchmarks\n\n".to_owned());
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Error::file(folder))?;
    }
    fs::write(path, merged(&old, table)).map_err(Error::file(path))?;
    println!("{table}");
    Ok(())
}

fn merged(old: &str, table: &str) -> String {
    match (old.split_once(BEGIN), old.split_once(END)) {
        (Some((before, _)), Some((_, after))) => {
            format!("{before}{}{after}", table.trim_end())
        }
        (None, _) | (_, None) => format!("{old}{table}"),
    }
}

fn kilobytes(bytes: usize) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_around_the_table_stays() {
        let first = merged("# Benchmarks\n\nWhy.\n\n", &format!("{BEGIN}\none\n{END}\n"));
        let again = merged(&format!("{first}\nAfter.\n"), &format!("{BEGIN}\ntwo\n{END}\n"));
        assert_eq!(again, format!("# Benchmarks\n\nWhy.\n\n{BEGIN}\ntwo\n{END}\n\nAfter.\n"));
    }

    #[test]
    fn a_row_of_the_example_is_read_or_refused() {
        let row = read_row("one post\t410 bytes\tat most 430 bytes\tkept").expect("four cells");
        assert_eq!(row.verdict, Verdict::Kept);
        assert!(read_row("one post\t410 bytes").is_err());
        assert!(read_row("one post\t410 bytes\tat most 430\tperhaps").is_err());
    }
}
