//! Work (ECO-2): what of it counts, and in which period.

use std::collections::BTreeMap;

use super::closings::Walk;
use super::corrections::{corrections, stands};
use super::{Books, Signed, WorkNow};
use crate::domain::economy::entry::EntryBody;
use crate::id::{CommandId, MemberId};
use crate::message::economy::{EconomyFault, EconomyTerms};
use crate::ordered::Set;

/// When work counts for shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WorkCounts {
    AsWritten,
    OnceConfirmed,
}

impl WorkCounts {
    pub fn by(terms: &EconomyTerms) -> Self {
        if terms.confirm_work { Self::OnceConfirmed } else { Self::AsWritten }
    }
}

impl Books {
    pub(super) fn take_work(&mut self, sound: &[&Signed], walk: Walk, counts: WorkCounts) {
        for work in work_inside(sound, &walk, counts).into_values() {
            self.add_work(work);
        }
        for work in walk.worked.into_values() {
            self.add_work(work);
        }
        for signed in sound {
            if let EntryBody::WorkConfirmed { work } = &signed.entry.body {
                match self.work.get_mut(work) {
                    Some(work) if work.by != signed.by => {
                        work.confirmed.insert(signed.by);
                    }
                    Some(_) => self.fault(signed, EconomyFault::OwnWork),
                    // It was replaced, or has not come yet.
                    None => {}
                }
            }
        }
    }
}

/// Work that entries make by themselves, beyond what earlier closings hold.
pub(super) fn work_inside(
    inside: &[&Signed],
    walk: &Walk,
    counts: WorkCounts,
) -> BTreeMap<CommandId, WorkNow> {
    let first = corrections(inside.iter().copied());
    let mut confirmed: BTreeMap<CommandId, Set<MemberId>> = BTreeMap::new();
    for signed in inside {
        if let EntryBody::WorkConfirmed { work } = &signed.entry.body {
            confirmed.entry(*work).or_default().insert(signed.by);
        }
    }
    let mut all = BTreeMap::new();
    let mut minutes: BTreeMap<CommandId, u32> = BTreeMap::new();
    for signed in inside {
        if let EntryBody::WorkLogged(work) = &signed.entry.body {
            minutes.insert(signed.id, work.minutes);
        }
    }
    for signed in inside {
        let EntryBody::WorkLogged(work) = &signed.entry.body else { continue };
        if !stands(signed, &first) || walk.worked.contains_key(&signed.id) {
            continue;
        }
        let mut work = work.clone();
        // What a closing holds stays in it: only what is more is counted later.
        if let Some(corrects) = work.corrects.filter(|id| walk.worked.contains_key(id)) {
            let before = minutes.get(&corrects).copied().unwrap_or_default();
            work.minutes = work.minutes.saturating_sub(before);
        }
        if work.minutes == 0 {
            continue;
        }
        let mut confirmed = confirmed.remove(&signed.id).unwrap_or_default();
        confirmed.remove(&signed.by);
        let counts = counts == WorkCounts::AsWritten || !confirmed.is_empty();
        let late_for = walk.late_for(work.date);
        let (id, by) = (signed.id, signed.by);
        let now = WorkNow { id, by, work, confirmed, closed_in: None, late_for, counts };
        all.insert(id, now);
    }
    all
}
