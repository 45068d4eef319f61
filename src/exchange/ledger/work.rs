//! One's own work as a table, out and in. What goes out comes in again as it was.

use super::table::{Column, Row, Table, guarded, unguarded, written};
use super::{Faults, Names, line_of};
use crate::clock::Date;
use crate::limits::WORK_MINUTES_MAX;
use crate::message::economy::{RowFault, RowReason, Stream, VentureId, Work};

const COLUMNS: [&str; 7] = ["date", "minutes", "stream", "what", "place", "zone", "venture"];

/// A piece of work out of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkLine {
    pub work: Work,
    /// The same for the same line of a newer table, so that nothing is logged twice.
    pub entry: String,
}

fn word(stream: Stream) -> &'static str {
    match stream {
        Stream::Livelihood => "livelihood",
        Stream::Care => "care",
        Stream::Commons => "commons",
    }
}

/// All pieces of work, each with its venture's name, where it has one.
pub fn work_csv(all: &[(Work, Option<&str>)]) -> String {
    let row = |(work, venture): &(Work, Option<&str>)| {
        [
            work.date.to_string(),
            work.minutes.to_string(),
            word(work.stream).to_owned(),
            guarded(&work.what),
            guarded(&work.place),
            guarded(&work.zone),
            guarded(venture.unwrap_or_default()),
        ]
    };
    written(COLUMNS, all.iter().map(row))
}

/// Reads such a table. Place, zone and venture may be missing; ventures are found by their names.
pub fn read_work_csv(
    text: &str,
    ventures: &[(VentureId, String)],
) -> Result<Vec<WorkLine>, Vec<RowFault>> {
    let table = Table::read(text)?;
    let mut faults = Faults::default();
    let mut need = |name| table.need(name, &mut faults);
    let needed = (need("date"), need("minutes"), need("stream"), need("what"));
    let [place, zone, venture] =
        ["place", "zone", "venture"].map(|name| table.may(name, &mut faults));
    let (Some(date), Some(minutes), Some(stream), Some(what)) = needed else {
        return Err(faults.0);
    };
    let columns = Columns { date, minutes, stream, what, place, zone, venture };
    let mut names = Names::default();
    let mut done = Vec::new();
    for row in table.rows() {
        match columns.read(row, ventures) {
            Err((field, reason)) => faults.add(row.line, field, reason),
            Ok(work) => {
                let entry = names.name(&work);
                done.push(WorkLine { work, entry });
            }
        }
    }
    faults.or(done)
}

struct Columns {
    date: Column,
    minutes: Column,
    stream: Column,
    what: Column,
    place: Option<Column>,
    zone: Option<Column>,
    venture: Option<Column>,
}

impl Columns {
    fn read(
        &self,
        row: Row<'_>,
        ventures: &[(VentureId, String)],
    ) -> Result<Work, (&'static str, RowReason)> {
        let date = row.get(self.date).parse::<Date>();
        let date = date.map_err(|_| ("date", RowReason::NotADate))?;
        let minutes = row.get(self.minutes).parse::<u32>().ok();
        let minutes = minutes.filter(|minutes| (1..=WORK_MINUTES_MAX).contains(minutes));
        let minutes = minutes.ok_or(("minutes", RowReason::NotMinutes))?;
        let said = row.get(self.stream).to_lowercase();
        let stream = Stream::ALL.into_iter().find(|stream| word(*stream) == said);
        let stream = stream.ok_or(("stream", RowReason::UnknownWord))?;
        let what = line_of(unguarded(row.get(self.what)));
        if what.is_empty() {
            return Err(("what", RowReason::Empty));
        }
        let words = |column| line_of(unguarded(row.get_if(column)));
        let venture = match words(self.venture) {
            name if name.is_empty() => None,
            name => {
                let found = ventures.iter().find(|(_, known)| line_of(known) == name);
                Some(found.ok_or(("venture", RowReason::UnknownWord))?.0)
            }
        };
        let (place, zone) = (words(self.place), words(self.zone));
        let (order, corrects) = (None, None);
        Ok(Work { date, minutes, stream, venture, order, what, place, zone, corrects })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exchange::ledger::fault;
    use crate::id::CommandId;
    use proptest::prelude::*;

    fn ventures() -> Vec<(VentureId, String)> {
        vec![(CommandId([7; 16]), "The edition, \"four\" languages".to_owned())]
    }

    fn work(minutes: u32, words: [&str; 3]) -> Work {
        let [what, place, zone] = words.map(line_of);
        let date = "2026-03-12".parse().expect("a day");
        let (stream, venture) = (Stream::Care, Some(CommandId([7; 16])));
        let (order, corrects) = (None, None);
        Work { date, minutes, stream, venture, order, what, place, zone, corrects }
    }

    #[test]
    fn eco_2_work_goes_out_as_a_table() {
        let work = work(90, ["=Cooking, and more", "Dakar", "Africa/Dakar"]);
        let text = work_csv(&[(work, None)]);
        let expected = "date,minutes,stream,what,place,zone,venture\n\
            2026-03-12,90,care,\"'=Cooking, and more\",Dakar,Africa/Dakar,\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let check = |row: &str, field: &str, reason| {
            let text = format!("date,minutes,stream,what,venture\n{row}\n");
            assert_eq!(read_work_csv(&text, &[]), Err(vec![fault(2, field, reason)]), "{row}");
        };
        check("12/3/2026,90,care,x,", "date", RowReason::NotADate);
        check("2026-03-12,0,care,x,", "minutes", RowReason::NotMinutes);
        check("2026-03-12,1.5,care,x,", "minutes", RowReason::NotMinutes);
        check("2026-03-12,1561,care,x,", "minutes", RowReason::NotMinutes);
        check("2026-03-12,90,rest,x,", "stream", RowReason::UnknownWord);
        check("2026-03-12,90,care,,", "what", RowReason::Empty);
        check("2026-03-12,90,care,x,Unknown", "venture", RowReason::UnknownWord);
        let faults = read_work_csv("date,minutes,stream\n", &[]);
        assert_eq!(faults, Err(vec![fault(1, "what", RowReason::ColumnMissing)]));
    }

    proptest! {
        #[test]
        fn eco_2_work_comes_in_as_it_went_out(
            all in prop::collection::vec((1..=WORK_MINUTES_MAX, ".{1,30}", ".{0,20}", ".{0,20}"), 0..8),
        ) {
            let all: Vec<Work> = all.iter()
                .map(|(minutes, what, place, zone)| work(*minutes, [what, place, zone]))
                .filter(|work| !work.what.is_empty())
                .collect();
            let rows: Vec<_> = all.iter().map(|one| (one.clone(), Some(ventures()[0].1.clone()))).collect();
            let rows: Vec<_> = rows.iter().map(|(one, name)| (one.clone(), name.as_deref())).collect();
            let read = read_work_csv(&work_csv(&rows), &ventures());
            let read = read.map(|lines| lines.into_iter().map(|line| line.work).collect());
            prop_assert_eq!(read, Ok(all));
        }
    }
}
