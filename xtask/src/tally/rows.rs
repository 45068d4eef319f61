//! What both kinds of files become: options by name and ballots, or the rows that are none. Holds
//! at most so many refusals as are told.

use std::collections::BTreeSet;
use std::fmt;

use super::outcome::{Counted, Outcome};
use crate::counting::ballot::{Alike, BallotFault};
use crate::limits::{
    COUNTED_OPTIONS_MAX, LINE_CHARS_MAX, TALLY_CELLS_MAX, TALLY_REFUSED_ROWS_MAX, TALLY_ROWS_MAX,
};

/// Ballots over named options.
#[derive(Debug, PartialEq, Eq)]
pub struct Sheet<B> {
    pub options: Vec<String>,
    pub ballots: Vec<Alike<B>>,
}

impl<B> Sheet<B> {
    pub fn outcome(self, counted: Counted) -> Outcome {
        let ballots = self.ballots.iter().map(|alike| u128::from(alike.count)).sum();
        Outcome { options: self.options, ballots, counted }
    }
}

/// Rows that are no ballots, by line; some are only numbered.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Refused {
    pub rows: Vec<(u64, String)>,
    pub more: usize,
}

impl std::error::Error for Refused {}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = self.rows.len() + self.more;
        let lines = if count == 1 { "line is" } else { "lines are" };
        write!(f, "{count} {lines} refused, and nothing was counted")?;
        for (line, reason) in &self.rows {
            write!(f, "\n  line {line}: {reason}")?;
        }
        if self.more > 0 {
            write!(f, "\n  and {} more", self.more)?;
        }
        Ok(())
    }
}

impl Refused {
    pub fn row(&mut self, line: u64, reason: impl Into<String>) {
        if self.rows.len() < TALLY_REFUSED_ROWS_MAX {
            self.rows.push((line, reason.into()));
        } else {
            self.more += 1;
        }
    }

    /// Nothing is counted where something was refused.
    pub fn or<B>(mut self, options: Vec<String>, ballots: Vec<Alike<B>>) -> Result<Sheet<B>, Self> {
        self.rows.sort_by_key(|(line, _)| *line);
        if self.rows.is_empty() { Ok(Sheet { options, ballots }) } else { Err(self) }
    }
}

/// Says a ballot's fault of people's first option, not of the program's zeroth.
pub fn reason(fault: BallotFault) -> String {
    match fault {
        BallotFault::Rank { option, .. } | BallotFault::Points { option, .. } => {
            format!("option {}: {fault}", option + 1)
        }
        BallotFault::Dots { .. } => fault.to_string(),
    }
}

/// Options' names, each once and fit for one line of a screen.
#[derive(Debug, Default)]
pub struct Names {
    seen: BTreeSet<String>,
}

impl Names {
    /// Why this cannot be one more name.
    pub fn take(&mut self, name: &str) -> Result<(), String> {
        let shown = shown(name);
        if name.is_empty() {
            return Err("it has no name".to_owned());
        }
        if name.chars().count() > LINE_CHARS_MAX {
            return Err(format!("{shown} is longer than {LINE_CHARS_MAX} characters"));
        }
        if name.chars().any(char::is_control) {
            return Err(format!("{shown} has characters that cannot be shown"));
        }
        if !self.seen.insert(name.to_owned()) {
            return Err(format!("{shown} is there twice"));
        }
        Ok(())
    }
}

/// Refuses more than may be held, before it is.
pub fn room(rows: usize, options: usize) -> Result<(), String> {
    if options > COUNTED_OPTIONS_MAX {
        return Err(format!("{options} options are more than {COUNTED_OPTIONS_MAX}"));
    }
    if rows > TALLY_ROWS_MAX {
        return Err(format!("there are more than {TALLY_ROWS_MAX} rows of ballots"));
    }
    if rows.saturating_mul(options) > TALLY_CELLS_MAX {
        return Err(format!("rows times options are more than {TALLY_CELLS_MAX}"));
    }
    Ok(())
}

/// A whole number that is not negative.
pub fn number<N: std::str::FromStr>(text: &str) -> Result<N, String> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number {
        return Err(format!("{} is not a whole number", shown(text)));
    }
    if digits.len() < text.len() {
        return Err(format!("{} is negative", shown(text)));
    }
    // Digits alone fail for one reason.
    digits.parse().map_err(|_| format!("{} is too large", shown(text)))
}

/// The beginning of what somebody wrote, safe for a terminal.
pub fn shown(text: &str) -> String {
    const CHARS: usize = 40;
    let start: String = text.chars().take(CHARS).flat_map(char::escape_debug).collect();
    let rest = if text.chars().nth(CHARS).is_some() { " ..." } else { "" };
    format!("`{start}{rest}`")
}
