//! Lines of files and the entries that tell the same: a movement that a file and a person both
//! wrote down is booked once.

use std::collections::{BTreeMap, BTreeSet};

use super::corrections::corrected_by;
use super::weighing::Weighing;
use super::{Books, ExpenseNow, Signed, date_of};
use crate::clock::{Date, Timestamp};
use crate::domain::economy::entry::EntryBody;
use crate::id::CommandId;
use crate::message::economy::{EconomyFault, LineMatch, Origin, moved};

/// The entry that tells the same as a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub entry: CommandId,
    /// The line's own day.
    pub date: Date,
    /// The lists that say so.
    pub matches: BTreeSet<CommandId>,
}

/// What a set of entries says of lines of files.
#[derive(Debug, Default)]
pub(super) struct Lines<'a> {
    pub links: BTreeMap<Origin, Link>,
    /// Lines of lists that were taken back, whatever the claimed times, and when last.
    pub back: BTreeMap<(CommandId, &'a Origin), Timestamp>,
    /// Transactions that tell what another one tells: they have no effect.
    pub void: BTreeSet<CommandId>,
    pub faults: Vec<(&'a Signed, EconomyFault)>,
}

impl<'a> Lines<'a> {
    /// Of these entries, which are in order. Of two that come from one line the first stands, and
    /// none stands beside an entry that the line was matched with.
    pub fn of(inside: &[&'a Signed], expenses: &BTreeMap<CommandId, ExpenseNow>) -> Self {
        let mut lines = Self::default();
        let mut walk = Walk { expenses, first: BTreeMap::new(), here: BTreeMap::new() };
        for signed in inside {
            walk.here.insert(signed.id, signed);
            if let Some(origin) = origin_of(signed)
                && *walk.first.entry(origin).or_insert(signed.id) != signed.id
            {
                lines.void.insert(signed.id);
            }
        }
        for signed in inside {
            match taken_back(&walk, signed) {
                Ok(Some(line)) => drop(lines.back.insert(line, signed.entry.at)),
                Ok(None) => {}
                Err(fault) => lines.faults.push((signed, fault)),
            }
        }
        let mut taken: BTreeSet<(&str, CommandId)> = BTreeSet::new();
        for signed in inside {
            let EntryBody::LinesMatched { lines: list } = &signed.entry.body else { continue };
            for line in list {
                if lines.back.contains_key(&(signed.id, &line.origin)) {
                    continue;
                }
                match lines.link(&walk, (signed.id, line), &mut taken) {
                    Ok(()) => {}
                    Err(fault) => lines.faults.push((signed, fault)),
                }
            }
        }
        lines
    }

    fn link(
        &mut self,
        walk: &Walk<'a, '_>,
        (list, line): (CommandId, &'a LineMatch),
        taken: &mut BTreeSet<(&'a str, CommandId)>,
    ) -> Result<(), EconomyFault> {
        if let Some(known) = self.links.get_mut(&line.origin) {
            if known.entry != line.entry {
                return Err(EconomyFault::MatchedTwice);
            }
            // Two people who say the same of one line agree.
            known.matches.insert(list);
            return Ok(());
        }
        let entry = walk.here.get(&line.entry).ok_or(EconomyFault::UnknownEntry)?;
        amounts_agree(walk.expenses, entry, line)?;
        let file = line.origin.file.as_str();
        let is_of_file = origin_of(entry).is_some_and(|origin| origin.file == file);
        if is_of_file || self.void.contains(&line.entry) || !taken.insert((file, line.entry)) {
            return Err(EconomyFault::MatchedTwice);
        }
        let (entry, date, matches) = (line.entry, line.date, BTreeSet::from([list]));
        self.links.insert(line.origin.clone(), Link { entry, date, matches });
        self.void.extend(walk.first.get(&line.origin));
        Ok(())
    }
}

struct Walk<'a, 'e> {
    expenses: &'e BTreeMap<CommandId, ExpenseNow>,
    /// The first transaction of each line.
    first: BTreeMap<&'a Origin, CommandId>,
    here: BTreeMap<CommandId, &'a Signed>,
}

/// The line of a list that an entry takes back, if it takes any back.
fn taken_back<'a>(
    walk: &Walk<'a, '_>,
    signed: &'a Signed,
) -> Result<Option<(CommandId, &'a Origin)>, EconomyFault> {
    let EntryBody::MatchTakenBack { matches, origin, entry } = &signed.entry.body else {
        return Ok(None);
    };
    let list = walk.here.get(matches).ok_or(EconomyFault::UnknownEntry)?;
    let EntryBody::LinesMatched { lines } = &list.entry.body else {
        return Err(EconomyFault::UnknownEntry);
    };
    let mut lines = lines.iter();
    if lines.any(|line| line.origin == *origin && line.entry == *entry) {
        Ok(Some((*matches, origin)))
    } else {
        Err(EconomyFault::UnknownEntry)
    }
}

/// The line that a transaction tells.
pub(super) fn origin_of(signed: &Signed) -> Option<&Origin> {
    let EntryBody::TransactionRecorded(one) = &signed.entry.body else { return None };
    one.origin.as_ref()
}

/// Whether an entry moves in the line's account what the line says.
fn amounts_agree(
    expenses: &BTreeMap<CommandId, ExpenseNow>,
    entry: &Signed,
    line: &LineMatch,
) -> Result<(), EconomyFault> {
    let body = &entry.entry.body;
    let money = if let EntryBody::TransactionRecorded(one) = body {
        moved(one, &line.account)
    } else if let EntryBody::ExpensePaid { expense, from, .. } = body {
        let known = expenses.get(expense).ok_or(EconomyFault::UnknownEntry)?;
        (*from == line.account).then(|| known.in_base.negated())
    } else {
        return Err(EconomyFault::UnknownEntry);
    };
    if money.as_ref() == Some(&line.money) { Ok(()) } else { Err(EconomyFault::AmountsDiffer) }
}

/// Entries that a match names: where one of these comes late, all is worked out anew.
pub(super) fn named(body: &EntryBody) -> impl Iterator<Item = CommandId> {
    let lines = if let EntryBody::LinesMatched { lines } = body { lines.as_slice() } else { &[] };
    lines.iter().map(|line| line.entry)
}

impl Books {
    pub(super) fn take_lines(&mut self, sound: &[&Signed], weighing: &Weighing) {
        let Lines { links, back, faults, .. } = Lines::of(sound, &weighing.expenses);
        for (origin, link) in &links {
            self.matched.entry(link.entry).or_default().insert(origin.clone());
        }
        for ((_, origin), at) in back.into_iter().filter(|((_, one), _)| !links.contains_key(one)) {
            let last = self.released.entry(origin.clone()).or_insert(at);
            *last = (*last).max(at);
        }
        self.links = links;
        for (signed, fault) in faults {
            self.fault(signed, fault);
        }
    }

    /// Those of these matches that do not stand yet, or what one of them has against it.
    pub fn new_matches(&self, lines: Vec<LineMatch>) -> Result<Vec<LineMatch>, EconomyFault> {
        let booked: BTreeSet<CommandId> = self.booked.values().map(|booked| booked.id).collect();
        let recorded = self.origins();
        let mut new = Vec::new();
        for line in lines {
            if let Some(known) = self.links.get(&line.origin) {
                if known.entry == line.entry {
                    continue;
                }
                return Err(EconomyFault::MatchedTwice);
            }
            let entry = self.entries.get(&line.entry).filter(|_| booked.contains(&line.entry));
            amounts_agree(&self.expenses, entry.ok_or(EconomyFault::UnknownEntry)?, &line)?;
            let is_of_file = self.files_of(&line.entry).contains(line.origin.file.as_str());
            // Of what was matched before, people know that it is here by itself too.
            let is_apart =
                recorded.contains(&line.origin) && !self.released.contains_key(&line.origin);
            if is_of_file || is_apart {
                return Err(EconomyFault::MatchedTwice);
            }
            new.push(line);
        }
        Ok(new)
    }

    /// Files of which an entry, or one that it corrects, tells a line.
    pub fn files_of(&self, id: &CommandId) -> BTreeSet<&str> {
        let chain = self.corrected(*id);
        let matched = chain.iter().filter_map(|id| self.matched.get(id)).flatten();
        let own = chain.iter().filter_map(|id| origin_of(self.entries.get(id)?));
        matched.chain(own).map(|origin| origin.file.as_str()).collect()
    }

    /// Lines with which an entry, or one that it corrects, was matched.
    pub fn lines_of(&self, id: &CommandId) -> impl Iterator<Item = (&Origin, &Link)> {
        let chain = self.corrected(*id).into_iter();
        let lines = chain.filter_map(|id| self.matched.get(&id)).flatten();
        lines.filter_map(|origin| Some((origin, self.links.get(origin)?)))
    }

    /// An entry, the one that it corrects, the one that this corrects, and so on.
    fn corrected(&self, id: CommandId) -> Vec<CommandId> {
        let (mut next, mut chain, mut seen) = (Some(id), Vec::new(), BTreeSet::new());
        while let Some(id) = next.take().filter(|id| seen.insert(*id)) {
            chain.push(id);
            next = self.entries.get(&id).and_then(|signed| corrected_by(&signed.entry.body));
        }
        chain
    }

    /// Lines of these days whose transaction stands by itself again since their match was taken back:
    /// whether it is the same as another one is to be asked anew.
    pub fn lines_again(&self, from: Date, until: Date) -> BTreeSet<&Origin> {
        let span = from..=until;
        let again = self.entries.values().filter(|_| !self.released.is_empty());
        let again = again.filter_map(|signed| {
            let origin = origin_of(signed)?;
            // What was written down since was said to be new.
            let is_before = *self.released.get(origin)? > signed.entry.at;
            let date = date_of(&signed.entry.body)?;
            let is_one = is_before && span.contains(&date) && self.is_recorded(&signed.id);
            is_one.then_some(origin)
        });
        again.collect()
    }

    /// Lines that are here, by their own or by a match, whose day is one of these.
    pub fn lines_between(&self, from: Date, until: Date) -> BTreeSet<&Origin> {
        let span = from..=until;
        let recorded = self.entries.values().filter_map(|signed| {
            let EntryBody::TransactionRecorded(one) = &signed.entry.body else { return None };
            one.origin.as_ref().filter(|_| span.contains(&one.date))
        });
        let matched = self.links.iter().filter(|(_, link)| span.contains(&link.date));
        recorded.chain(matched.map(|(origin, _)| origin)).collect()
    }
}
