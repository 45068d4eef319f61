//! `cargo xtask tally`: a file of ballots -> their count as the app counts (DEC-3 and DEC-5), as a
//! table for people or as JSON. Where one row is bad nothing is counted. DEC-5's last resort is not
//! drawn: a file has no ballots' hashes, and what ties is shown as a tie.

mod outcome;
mod preflib;
mod rows;
mod table;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::Error;
use crate::counting::ballot::{Alike, CountError};
use crate::counting::majority::{Vote, Votes};
use crate::counting::points::{self, PointMethod};
use crate::counting::schulze::{self, RankBallot};
use crate::limits::TALLY_FILE_BYTES_MAX;
use outcome::{Counted, Outcome};
use rows::{Refused, Sheet};

/// What to count, how, and how to say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TallyOptions {
    pub file: PathBuf,
    pub method: Method,
    pub form: Form,
}

/// How ballots are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Schulze,
    Points(PointMethod),
    /// Each option is a question of its own.
    Majority,
}

/// How the outcome is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Table,
    Json,
}

/// Why a file was not counted.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum TallyError {
    /// Larger than anything that is read whole.
    #[error("it has more than {TALLY_FILE_BYTES_MAX} bytes")]
    TooLarge,
    /// PrefLib's orders say who is before whom, and nothing else.
    #[error("PrefLib's orders are ranks: only `--method schulze` counts them")]
    OrdersOnly,
    /// Some rows are no ballots.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The rows are good and too many.
    #[error(transparent)]
    Count(#[from] CountError),
}

/// Counts the file and prints what came of it.
pub fn tally(options: &TallyOptions) -> Result<(), Error> {
    let wrong = |source| Error::Tally { path: options.file.clone(), source };
    let bytes = read(&options.file)?;
    let outcome = outcome_of(&options.file, &bytes, options.method).map_err(wrong)?;
    let text = match options.form {
        Form::Table => outcome.table(),
        Form::Json => format!("{}\n", outcome.json()),
    };
    // Whoever reads may stop early, which is no reason to panic as `print!` does.
    let printed = io::stdout().lock().write_all(text.as_bytes());
    printed.map_err(Error::file(Path::new("standard output")))
}

/// One byte more than may be counted, at most.
fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let file = File::open(path).map_err(Error::file(path))?;
    let mut bytes = Vec::new();
    let read = file.take(TALLY_FILE_BYTES_MAX + 1).read_to_end(&mut bytes);
    read.map_err(Error::file(path))?;
    Ok(bytes)
}

fn outcome_of(path: &Path, bytes: &[u8], method: Method) -> Result<Outcome, TallyError> {
    if bytes.len() as u64 > TALLY_FILE_BYTES_MAX {
        return Err(TallyError::TooLarge);
    }
    let kind = path.extension().and_then(|end| preflib::Kind::of(&end.to_string_lossy()));
    match (method, kind) {
        (Method::Schulze, Some(kind)) => ranked(preflib::read(bytes, kind)?),
        (Method::Points(_) | Method::Majority, Some(_)) => Err(TallyError::OrdersOnly),
        (Method::Schulze, None) => {
            let ballot = |cells: &[Option<u32>]| RankBallot::new(cells).map_err(rows::reason);
            ranked(table::read(bytes, ballot)?)
        }
        (Method::Points(method), None) => {
            let ballot = |cells: &[Option<u32>]| method.ballot(cells).map_err(rows::reason);
            let sheet = table::read(bytes, ballot)?;
            let points = points::count(sheet.options.len(), &sheet.ballots)?;
            Ok(sheet.outcome(Counted::Points(points)))
        }
        (Method::Majority, None) => questions(table::read(bytes, votes)?),
    }
}

fn ranked(sheet: Sheet<RankBallot>) -> Result<Outcome, TallyError> {
    let schulze = schulze::count(sheet.options.len(), &sheet.ballots)?;
    Ok(sheet.outcome(Counted::Schulze(schulze)))
}

/// 1 is for, 0 is against, and an empty place abstains.
fn votes(cells: &[Option<u32>]) -> Result<Vec<Vote>, String> {
    let vote = |(at, cell): (usize, &Option<u32>)| match *cell {
        Some(1) => Ok(Vote::For),
        Some(0) => Ok(Vote::Against),
        None => Ok(Vote::Abstain),
        Some(other) => Err(format!("option {}: {other} is neither 1 nor 0", at + 1)),
    };
    cells.iter().enumerate().map(vote).collect()
}

fn questions(sheet: Sheet<Vec<Vote>>) -> Result<Outcome, TallyError> {
    let column = |at: usize| {
        let cell = |row: &Alike<Vec<Vote>>| Alike { ballot: row.ballot[at], count: row.count };
        Votes::count(sheet.ballots.iter().map(cell))
    };
    let counted: Result<_, _> = (0..sheet.options.len()).map(column).collect();
    let counted = Counted::Majority(counted?);
    Ok(sheet.outcome(counted))
}
