//! Books on their way in and out: journals of hledger, tables of Open Collective and of banks, work.
//! Text comes in and values go out, or the other way; nothing is recorded here. Invariant: a file is
//! read whole, or not at all with every row that is wrong named, and whatever it holds the cost is
//! bounded.

pub mod bank;
pub mod grown;
pub mod journal;
pub mod matching;
mod number;
pub mod open_collective;
pub mod rows;
mod table;
pub mod value_flows;
pub mod work;

pub use number::Mark;

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;

use crate::clock::Date;
use crate::limits::{IMPORT_REPORT_ROWS_MAX, LEDGER_FILE_BYTES_MAX, LINE_CHARS_MAX};
use crate::message::economy::{
    Account, Exchange, Origin, Posting, RowFault, RowReason, Transaction,
};
use crate::money::{Commodity, Money};
use crate::sign;

/// Bytes of a hash that name an entry: enough that two different ones never share a name.
const ENTRY_NAME_BYTES: usize = 12;

/// An entry of the books as it goes out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JournalEntry {
    pub date: Date,
    /// A sentence.
    pub what: String,
    /// Its name in the books.
    pub id: String,
    /// They sum to zero in each commodity.
    pub postings: Vec<Posting>,
    pub exchange: Option<Exchange>,
}

/// The text of a file of entries: UTF-8, with or without a mark at its beginning.
pub fn text_of(bytes: &[u8]) -> Result<&str, Vec<RowFault>> {
    let whole = |reason| vec![RowFault { line: 0, field: String::new(), reason }];
    if bytes.len() > LEDGER_FILE_BYTES_MAX {
        return Err(whole(RowReason::TooLarge));
    }
    let has_zeros = || bytes.iter().take(64).any(|byte| *byte == 0);
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || has_zeros() {
        return Err(whole(RowReason::Utf16));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
        vec![fault(line, "", RowReason::NotUtf8)]
    })?;
    Ok(without_mark(text))
}

fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

fn fault(line: usize, field: &str, reason: RowReason) -> RowFault {
    let line = u32::try_from(line).unwrap_or(u32::MAX);
    RowFault { line, field: field.to_owned(), reason }
}

/// What is wrong in a file; as much as a report can hold.
#[derive(Debug, Default)]
struct Faults(Vec<RowFault>);

impl Faults {
    fn add(&mut self, line: usize, field: &str, reason: RowReason) {
        self.push(fault(line, field, reason));
    }

    fn push(&mut self, fault: RowFault) {
        if self.0.len() < IMPORT_REPORT_ROWS_MAX {
            self.0.push(fault);
        }
    }

    /// The value where nothing is wrong.
    fn or<T>(self, value: T) -> Result<T, Vec<RowFault>> {
        if self.0.is_empty() { Ok(value) } else { Err(self.0) }
    }
}

/// Words in one line without control characters or doubled spaces, cut where they are too long.
fn line_of(words: &str) -> String {
    let spaced = words.replace(char::is_control, " ");
    let line = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LINE_CHARS_MAX) {
        None => line,
        Some(_) => {
            let kept: String = line.chars().take(LINE_CHARS_MAX - 1).collect();
            format!("{}…", kept.trim_end())
        }
    }
}

/// An account that is written in this program.
fn account(name: &str) -> Account {
    name.parse().expect("a name below a root")
}

/// Names for entries whose file has none: what they say, and how many before them say the same. So
/// the same entry has the same name in a later file that has more of them.
#[derive(Debug, Default)]
struct Names(BTreeMap<[u8; ENTRY_NAME_BYTES], u32>);

impl Names {
    fn name(&mut self, said: &impl Serialize) -> String {
        let bytes = serde_json::to_vec(said).expect("plain data");
        let mut hash = [0; ENTRY_NAME_BYTES];
        hash.copy_from_slice(&sign::sha256(&bytes)[..ENTRY_NAME_BYTES]);
        let count = self.0.entry(hash).or_default();
        *count += 1;
        format!("{}.{count}", URL_SAFE_NO_PAD.encode(hash))
    }

    /// A transaction of a file without names of its own.
    fn transaction(
        &mut self,
        file: &str,
        (date, what): (Date, String),
        postings: Vec<Posting>,
        exchange: Option<Exchange>,
    ) -> Transaction {
        let entry = self.name(&(date, &what, &postings));
        let origin = Some(Origin { file: file.to_owned(), entry });
        transaction((date, what), postings, exchange, origin)
    }
}

fn transaction(
    (date, what): (Date, String),
    postings: Vec<Posting>,
    exchange: Option<Exchange>,
    origin: Option<Origin>,
) -> Transaction {
    Transaction {
        date,
        what,
        postings,
        exchange,
        receipt: None,
        order: None,
        origin,
        corrects: None,
    }
}

/// Sums by commodity; those that are zero are left out.
fn sums<'a>(amounts: impl Iterator<Item = &'a Money>) -> BTreeMap<Commodity, i128> {
    let mut sums: BTreeMap<Commodity, i128> = BTreeMap::new();
    for money in amounts {
        *sums.entry(money.commodity.clone()).or_default() += i128::from(money.units);
    }
    sums.retain(|_, units| *units != 0);
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_utf_8_and_of_bounded_size() {
        let check = |bytes: &[u8], line, reason| {
            let expected = vec![RowFault { line, field: String::new(), reason }];
            assert_eq!(text_of(bytes), Err(expected));
        };
        assert_eq!(text_of("\u{feff}date".as_bytes()), Ok("date"));
        check(b"\xff\xfed\0a\0", 0, RowReason::Utf16);
        check(b"d\0a\0t\0e\0", 0, RowReason::Utf16);
        check(b"date\nMar\xeda", 2, RowReason::NotUtf8);
        check(&vec![b'a'; LEDGER_FILE_BYTES_MAX + 1], 0, RowReason::TooLarge);
    }

    #[test]
    fn words_become_one_line() {
        assert_eq!(line_of(" two\r\nlines \u{0} here "), "two lines here");
        let long = line_of(&"é".repeat(LINE_CHARS_MAX + 1));
        assert_eq!((long.chars().count(), long.ends_with('…')), (LINE_CHARS_MAX, true));
        assert_eq!(line_of(&"é".repeat(LINE_CHARS_MAX)).chars().count(), LINE_CHARS_MAX);
    }
}
