//! Corrections (ECO-1, ECO-2): which entry takes the place of which. What was replaced stays to be read,
//! with who put it right or took it back.

use std::collections::{BTreeMap, BTreeSet};

use super::{Books, Signed};
use crate::domain::economy::entry::EntryBody;
use crate::id::CommandId;
use crate::message::economy::EconomyFault;

/// The entry that this one corrects.
pub(super) fn corrected_by(body: &EntryBody) -> Option<CommandId> {
    if let EntryBody::TransactionRecorded(transaction) = body {
        transaction.corrects
    } else if let EntryBody::WorkLogged(work) = body {
        work.corrects
    } else {
        None
    }
}

/// Entries that others correct, as far as they are here.
fn corrected<'a>(
    sound: impl Iterator<Item = &'a Signed> + Clone,
) -> BTreeMap<CommandId, &'a Signed> {
    let named: BTreeSet<CommandId> =
        sound.clone().filter_map(|signed| corrected_by(&signed.entry.body)).collect();
    sound.filter(|signed| named.contains(&signed.id)).map(|signed| (signed.id, signed)).collect()
}

/// Money is put right by whoever may write it down, work by its author alone.
fn may_correct(signed: &Signed, known: &Signed) -> Result<(), EconomyFault> {
    let is_work = |one: &Signed| matches!(one.entry.body, EntryBody::WorkLogged(_));
    let is_money = |one: &Signed| matches!(one.entry.body, EntryBody::TransactionRecorded(_));
    if is_work(signed) && is_work(known) {
        return if signed.by == known.by { Ok(()) } else { Err(EconomyFault::NotTheAuthor) };
    }
    if is_money(signed) && is_money(known) { Ok(()) } else { Err(EconomyFault::UnknownEntry) }
}

/// What stands in the place of each entry that corrections name: the first correction by (claimed
/// time, id) of somebody who may. The others have no effect.
pub(super) fn corrections<'a>(
    sound: impl Iterator<Item = &'a Signed> + Clone,
) -> BTreeMap<CommandId, CommandId> {
    first_of(sound.clone(), &corrected(sound))
}

fn first_of<'a>(
    sound: impl Iterator<Item = &'a Signed>,
    known: &BTreeMap<CommandId, &Signed>,
) -> BTreeMap<CommandId, CommandId> {
    let mut first = BTreeMap::new();
    for signed in sound {
        if let Some(corrects) = corrected_by(&signed.entry.body)
            && known.get(&corrects).is_none_or(|known| may_correct(signed, known).is_ok())
        {
            first.entry(corrects).or_insert(signed.id);
        }
    }
    first
}

/// Whether an entry stands: nothing replaced it, and it is the one that replaces what it corrects.
pub(super) fn stands(signed: &Signed, first: &BTreeMap<CommandId, CommandId>) -> bool {
    let is_first = corrected_by(&signed.entry.body)
        .is_none_or(|corrects| first.get(&corrects) == Some(&signed.id));
    is_first && !first.contains_key(&signed.id)
}

impl Books {
    /// Notes what was replaced, and tells of corrections that have no effect.
    pub(super) fn note_corrections(&mut self, sound: &[&Signed]) {
        let known = corrected(sound.iter().copied());
        let first = first_of(sound.iter().copied(), &known);
        for signed in sound {
            let Some(corrects) = corrected_by(&signed.entry.body) else { continue };
            if first.get(&corrects) == Some(&signed.id) {
                continue;
            }
            let may = known.get(&corrects).map_or(Ok(()), |known| may_correct(signed, known));
            self.fault(signed, may.err().unwrap_or(EconomyFault::AlreadyCorrected));
        }
        self.replaced = first.into_iter().filter(|(id, _)| known.contains_key(id)).collect();
    }

    /// What was replaced, each with what took its place.
    pub fn replaced(&self) -> impl Iterator<Item = (&Signed, &Signed)> {
        let entry = |id| self.entries.get(id);
        self.replaced.iter().filter_map(move |(was, now)| entry(was).zip(entry(now)))
    }

    /// An entry that was replaced, with what took its place.
    pub fn replacing(&self, was: &CommandId) -> Option<(&Signed, &Signed)> {
        self.entries.get(was).zip(self.entries.get(self.replaced.get(was)?))
    }
}
