//! CSV -> options and ballots. The first row names the options; each other row is one ballot with a
//! whole number, or nothing, for each of them. Every bad row is found before anything is counted.

use csv::{ByteRecord, ReaderBuilder, Trim};

use super::rows::{Names, Refused, Sheet, number, room, shown};
use crate::counting::ballot::Alike;

/// Reads bytes that somebody else wrote. `ballot` makes one of a row's cells, or says why not.
pub fn read<B>(
    bytes: &[u8],
    ballot: impl Fn(&[Option<u32>]) -> Result<B, String>,
) -> Result<Sheet<B>, Refused> {
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).trim(Trim::All).from_reader(bytes);
    let mut refused = Refused::default();
    let mut record = ByteRecord::new();
    let mut options: Option<Vec<String>> = None;
    let mut ballots = Vec::new();
    let mut cells = Vec::new();
    while next(&mut reader, &mut record) {
        let line = line_of(bytes, &record);
        let width = options.as_ref().map_or(record.len(), Vec::len);
        if let Err(reason) = room(ballots.len() + 1, width) {
            refused.row(line, reason);
            return Err(refused);
        }
        let Some(options) = &options else {
            options = Some(header(&record, line, &mut refused));
            continue;
        };
        match row(&record, options, &mut cells).and_then(|()| ballot(&cells)) {
            Ok(ballot) => ballots.push(Alike::one(ballot)),
            Err(reason) => refused.row(line, reason),
        }
    }
    if options.is_none() {
        refused.row(1, "there is no row that names the options");
    }
    refused.or(options.unwrap_or_default(), ballots)
}

fn next(reader: &mut csv::Reader<&[u8]>, record: &mut ByteRecord) -> bool {
    let more = reader.read_byte_record(record);
    more.expect("bytes in memory can be read, and rows may differ in length")
}

/// Where a row begins: the reader's own place is before the ends of line that it skips to get there.
fn line_of(bytes: &[u8], record: &ByteRecord) -> u64 {
    let Some(place) = record.position() else { return 1 };
    let from = usize::try_from(place.byte()).unwrap_or(usize::MAX);
    let skipped = bytes.iter().skip(from).take_while(|byte| matches!(byte, b'\r' | b'\n'));
    place.line() + skipped.filter(|byte| **byte == b'\n').count() as u64
}

fn header(record: &ByteRecord, line: u64, refused: &mut Refused) -> Vec<String> {
    let mut names = Names::default();
    let mut options = Vec::new();
    for (at, field) in record.iter().enumerate() {
        let name = text(field).and_then(|name| names.take(name).map(|()| name));
        match name {
            Ok(name) => options.push(name.to_owned()),
            Err(reason) => {
                refused.row(line, format!("option {}: {reason}", at + 1));
                options.push(String::new());
            }
        }
    }
    options
}

fn row(
    record: &ByteRecord,
    options: &[String],
    cells: &mut Vec<Option<u32>>,
) -> Result<(), String> {
    let (found, expected) = (record.len(), options.len());
    if found != expected {
        return Err(format!("the row has {found} fields, and there are {expected} options"));
    }
    cells.clear();
    for (at, field) in record.iter().enumerate() {
        let cell = match field {
            b"" => Ok(None),
            field => text(field).and_then(number).map(Some),
        };
        cells.push(cell.map_err(|reason| format!("option {}: {reason}", at + 1))?);
    }
    Ok(())
}

fn text(field: &[u8]) -> Result<&str, String> {
    let broken = |_| format!("{} is not UTF-8 text", shown(&String::from_utf8_lossy(field)));
    std::str::from_utf8(field).map_err(broken)
}
