//! Lines of a file -> what tells the same as an entry that is here, and what is new. All or none. And
//! back: what was said to be the same and is not.

use std::collections::BTreeSet;

use super::{Who, may_write, record_all};
use crate::domain::economy::books::{Books, derived};
use crate::domain::economy::check;
use crate::domain::economy::entry::EntryBody;
use crate::domain::motion::Digest;
use crate::id::CommandId;
use crate::limits::LINES_MATCHED_MAX;
use crate::message::economy::{EconomyFault, LineMatch, Origin, Transaction};

/// The entries: what is matched, then what is new. What is here already is left out.
pub fn bring(
    books: &Books,
    id: CommandId,
    (matched, fresh): (Vec<LineMatch>, Vec<Transaction>),
    who: Who,
    digest: Digest,
) -> Result<Vec<(CommandId, EntryBody)>, EconomyFault> {
    let new: BTreeSet<&Origin> = fresh.iter().filter_map(|one| one.origin.as_ref()).collect();
    if matched.iter().any(|line| new.contains(&line.origin)) {
        return Err(EconomyFault::MatchedTwice);
    }
    twice(&matched)?;
    let recorded = record_all(books, id, fresh, who, digest)?;
    let mut entries = Vec::new();
    let matched = books.new_matches(matched)?;
    for (number, lines) in matched.chunks(LINES_MATCHED_MAX).enumerate() {
        let body = EntryBody::LinesMatched { lines: lines.to_vec() };
        check::entry(&body, who.me, &books.base())?;
        entries.push((derived(&format!("matches {number}"), &id, digest), body));
    }
    entries.extend(recorded);
    Ok(entries)
}

/// The entries: one for each list that says so of the line.
pub fn take_back(
    books: &Books,
    id: CommandId,
    (origin, entry): (Origin, CommandId),
    who: Who,
    digest: Digest,
) -> Result<Vec<(CommandId, EntryBody)>, EconomyFault> {
    may_write(books, who)?;
    let link = books.links.get(&origin).filter(|link| link.entry == entry);
    let link = link.ok_or(EconomyFault::UnknownEntry)?;
    let mut entries = Vec::new();
    for (number, matches) in link.matches.iter().enumerate() {
        let id = match number {
            0 => id,
            _ => derived(&format!("match {number}"), &id, digest),
        };
        let body = EntryBody::MatchTakenBack { matches: *matches, origin: origin.clone(), entry };
        check::entry(&body, who.me, &books.base())?;
        entries.push((id, body));
    }
    Ok(entries)
}

/// Nothing is named twice, also where it takes more than one entry.
fn twice(matched: &[LineMatch]) -> Result<(), EconomyFault> {
    let mut lines: Vec<_> = matched.iter().map(|line| &line.origin).collect();
    let mut entries: Vec<_> = matched.iter().map(|line| (line.entry, &line.origin.file)).collect();
    lines.sort();
    entries.sort();
    let is_twice = lines.windows(2).any(|pair| pair[0] == pair[1])
        || entries.windows(2).any(|pair| pair[0] == pair[1]);
    if is_twice { Err(EconomyFault::MatchedTwice) } else { Ok(()) }
}
