//! Comma-separated values -> rows by the names of their columns, each with its line. Columns stand in
//! any order; commas, semicolons and tabs separate.

use csv::{ReaderBuilder, StringRecord, WriterBuilder};

use super::{Faults, fault};
use crate::limits::{LEDGER_FILE_BYTES_MAX, LEDGER_IMPORT_ROWS_MAX, TABLE_COLUMNS_MAX};
use crate::message::economy::{RowFault, RowReason};

/// A table whose rows have as many fields as it has columns.
pub(super) struct Table {
    /// Lower case, without marks around them.
    columns: Vec<String>,
    rows: Vec<(usize, StringRecord)>,
}

/// One row.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) line: usize,
    record: &'a StringRecord,
}

/// Where a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Column(usize);

impl Row<'_> {
    /// Without spaces around it.
    pub(super) fn get(&self, column: Column) -> &str {
        self.record.get(column.0).unwrap_or_default().trim()
    }

    /// The same; nothing where there is no such column.
    pub(super) fn get_if(&self, column: Option<Column>) -> &str {
        column.map_or("", |column| self.get(column))
    }
}

/// A column's name as it is compared.
fn tidy(name: &str) -> String {
    super::line_of(name).trim_matches(['"', '\'', '*', ':', '.']).trim().to_lowercase()
}

/// The letter that separates the first line's fields.
fn separator(line: &str) -> u8 {
    let mut is_quoted = false;
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    for byte in line.bytes() {
        is_quoted ^= byte == b'"';
        for (separator, count) in &mut counts {
            *count += usize::from(!is_quoted && byte == *separator);
        }
    }
    // The first of equals is the comma.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(byte, _)| byte)
}

/// Counts lines up to where rows begin, one row after the other.
struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of a row that begins at this byte, or after the ends of lines there.
    fn of(&mut self, byte: u64) -> usize {
        let byte = usize::try_from(byte).unwrap_or(usize::MAX);
        while let Some(letter) = self.text.get(self.at) {
            if self.at >= byte && !matches!(letter, b'\r' | b'\n') {
                break;
            }
            self.line += usize::from(*letter == b'\n');
            self.at += 1;
        }
        self.line
    }
}

/// The line of a quote that nothing closes, or that something else than the next field follows:
/// behind it whole rows could be taken for one field.
fn open_quote(text: &str, separator: u8) -> Option<usize> {
    let (mut line, mut opened) = (1, None);
    let mut is_start = true;
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        let next = bytes.peek().copied();
        match (byte, opened) {
            (b'"', None) if is_start => opened = Some(line),
            (b'"', Some(_)) if next == Some(b'"') => drop(bytes.next()),
            (b'"', Some(_)) => {
                let is_end = |byte| byte == separator || matches!(byte, b'\r' | b'\n');
                if !next.is_none_or(is_end) {
                    return opened;
                }
                opened = None;
            }
            _ => {}
        }
        is_start = opened.is_none() && (byte == separator || matches!(byte, b'\r' | b'\n'));
        line += usize::from(byte == b'\n');
    }
    opened
}

impl Table {
    pub(super) fn read(text: &str) -> Result<Self, Vec<RowFault>> {
        if text.len() > LEDGER_FILE_BYTES_MAX {
            return Err(vec![fault(0, "", RowReason::TooLarge)]);
        }
        let text = super::without_mark(text);
        let first = text.lines().next().unwrap_or_default();
        // Some programs of tables say the separator in a line of its own.
        let (skipped, text) = match first.to_lowercase().starts_with("sep=") {
            true => (1, text.split_once('\n').map_or("", |(_, rest)| rest)),
            false => (0, text),
        };
        let head = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let separator = separator(head);
        if let Some(line) = open_quote(text, separator) {
            return Err(vec![fault(line + skipped, "", RowReason::QuoteOpen)]);
        }
        let mut lines = Lines { text: text.as_bytes(), at: 0, line: 1 + skipped };
        let mut reader = ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        let mut faults = Faults::default();
        let mut table = Self { columns: Vec::new(), rows: Vec::new() };
        let mut is_first = true;
        for record in reader.records() {
            let Ok(record) = record else {
                faults.add(0, "", RowReason::NotUtf8);
                break;
            };
            let line = lines.of(record.position().map_or(0, csv::Position::byte));
            if std::mem::take(&mut is_first) {
                table.columns = record.iter().map(tidy).collect();
                if table.columns.len() > TABLE_COLUMNS_MAX {
                    return Err(vec![fault(line, "", RowReason::TooLong)]);
                }
                continue;
            }
            if record.iter().all(|field| field.trim().is_empty()) {
                continue;
            }
            if table.rows.len() >= LEDGER_IMPORT_ROWS_MAX {
                faults.add(line, "", RowReason::TooManyRows);
                break;
            }
            let count = |fields: usize| u32::try_from(fields).unwrap_or(u32::MAX);
            let (fields, columns) = (count(record.len()), count(table.columns.len()));
            if fields == columns {
                table.rows.push((line, record));
            } else {
                faults.add(line, "", RowReason::FieldCount { fields, columns });
            }
        }
        if table.columns.is_empty() {
            faults.add(0, "", RowReason::Empty);
        }
        faults.or(table)
    }

    pub(super) fn rows(&self) -> impl DoubleEndedIterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, record)| Row { line: *line, record })
    }

    pub(super) fn columns(&self) -> &[String] {
        &self.columns
    }

    /// The column of this name, in any case; it stands there at most once.
    pub(super) fn find(&self, name: &str) -> Result<Option<Column>, RowReason> {
        let name = tidy(name);
        let mut found = self.columns.iter().enumerate().filter(|(_, column)| **column == name);
        match (found.next(), found.next()) {
            (Some(_), Some(_)) => Err(RowReason::ColumnTwice),
            (one, _) => Ok(one.map(|(at, _)| Column(at))),
        }
    }

    /// The same, named among the faults where it is not there.
    pub(super) fn need(&self, name: &str, faults: &mut Faults) -> Option<Column> {
        let column = self.may(name, faults);
        if column.is_none() && self.find(name).is_ok() {
            faults.add(1, name, RowReason::ColumnMissing);
        }
        column
    }

    /// The same, where it need not be there.
    pub(super) fn may(&self, name: &str, faults: &mut Faults) -> Option<Column> {
        self.find(name).unwrap_or_else(|reason| {
            faults.add(1, name, reason);
            None
        })
    }
}

/// A table as text.
pub(super) fn written<const N: usize>(
    columns: [&str; N],
    rows: impl Iterator<Item = [String; N]>,
) -> String {
    let mut writer = WriterBuilder::new().from_writer(Vec::new());
    writer.write_record(columns).expect("a vector takes all");
    for row in rows {
        writer.write_record(row).expect("a vector takes all, and rows are of one length");
    }
    let bytes = writer.into_inner().expect("a vector takes all");
    String::from_utf8(bytes).expect("made of texts")
}

const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\''];

/// Words that no program of tables takes for a formula.
pub(super) fn guarded(words: &str) -> String {
    if words.starts_with(FORMULA) { format!("'{words}") } else { words.to_owned() }
}

/// Words as they were before they were guarded.
pub(super) fn unguarded(field: &str) -> &str {
    match field.strip_prefix('\'') {
        Some(words) if words.starts_with(FORMULA) => words,
        _ => field,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(text: &str) -> Vec<(usize, Vec<String>)> {
        let table = Table::read(text).unwrap_or_else(|faults| panic!("{text}: {faults:?}"));
        let columns = 0..table.columns().len();
        let row = |row: Row<'_>| {
            (row.line, columns.clone().map(|at| row.get(Column(at)).to_owned()).collect())
        };
        table.rows().map(row).collect()
    }

    #[test]
    fn separators_and_quotes_are_found() {
        let check = |text: &str, line, expected: [&str; 2]| {
            assert_eq!(cells(text), [(line, expected.map(str::to_owned).to_vec())], "{text}");
        };
        check("a,b\n1,2\n", 2, ["1", "2"]);
        check("a;b\r\n\"1,5\";2\r\n", 2, ["1,5", "2"]);
        check("\u{feff}a\tb\n 1 \t\"two\nlines\"\n\n", 2, ["1", "two\nlines"]);
        check("sep=;\na;b\n1;2", 3, ["1", "2"]);
        check("\"a;b;c\",b\n1,2", 2, ["1", "2"]);
        check("a,b\n\n\r\n \n5\",\"say \"\"hi\"\"\"\n", 5, ["5\"", "say \"hi\""]);
    }

    #[test]
    fn rows_that_do_not_fit_are_named() {
        let check = |text: &str, line, reason| {
            let faults = Table::read(text).err();
            assert_eq!(faults, Some(vec![fault(line, "", reason)]), "{text}");
        };
        check("", 0, RowReason::Empty);
        check("a,b\n1,2\n1,2,3\n", 3, RowReason::FieldCount { fields: 3, columns: 2 });
        check("a,b\n1,\"2\n3,4\n", 2, RowReason::QuoteOpen);
        check("a,b\n1,\"2\n3,4\n5,\"6\"\n", 2, RowReason::QuoteOpen);
        check(&"a,".repeat(TABLE_COLUMNS_MAX), 1, RowReason::TooLong);
        let many = "a,b\n".repeat(LEDGER_IMPORT_ROWS_MAX + 2);
        check(&many, LEDGER_IMPORT_ROWS_MAX + 2, RowReason::TooManyRows);
    }

    #[test]
    fn columns_are_found_by_name() {
        let table = Table::read("Date,\"Amount:\",date\n1,2,3")
            .unwrap_or_else(|faults| panic!("{faults:?}"));
        assert_eq!(table.find("amount"), Ok(Some(Column(1))));
        assert_eq!(table.find("date"), Err(RowReason::ColumnTwice));
        assert_eq!(table.find("what"), Ok(None));
    }

    #[test]
    fn words_are_no_formulas() {
        for words in ["=1+1", "+a", "'=1", "-", "@x", "plain", "it's", "", "'"] {
            let guarded = guarded(words);
            assert!(!guarded.starts_with(['=', '+', '-', '@']), "{words}");
            assert_eq!(unguarded(&guarded), words);
        }
    }
}
