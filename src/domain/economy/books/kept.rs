//! The books as they are kept in storage: entries as they were judged, by the parts of the ledger that
//! they stand in. What they come to is worked out anew, always; only reading the documents and
//! verifying them again is saved. What does not fit the ledger as it is goes back to its documents.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::handed::Handed;
use super::{Books, LedgerHeads, Signed};
use crate::id::{ChangeHash, CommandId, MemberId, MotionId};

/// What is stored.
#[derive(Debug, Serialize, Deserialize)]
pub struct Kept {
    judged: Vec<(MotionId, bool)>,
    handed: BTreeMap<ChangeHash, Handed>,
    parts: Vec<KeptPart>,
}

#[derive(Debug, Serialize, Deserialize)]
struct KeptPart {
    part: u32,
    heads: Vec<ChangeHash>,
    entries: Vec<Signed>,
    unreadable: Vec<(CommandId, MemberId)>,
}

impl Books {
    /// What to store, of a ledger with these heads.
    pub fn keep(&self, heads: &LedgerHeads) -> Kept {
        let mut by_part: BTreeMap<u32, Vec<Signed>> = BTreeMap::new();
        for signed in self.entries.values() {
            by_part.entry(signed.part).or_default().push(signed.clone());
        }
        let part = |(part, heads): &(u32, Vec<ChangeHash>)| {
            let entries = by_part.remove(part).unwrap_or_default();
            let unreadable = self.unreadable.iter().filter(|(_, (of, _))| of == part);
            let unreadable = unreadable.map(|(id, (_, by))| (*id, *by)).collect();
            KeptPart { part: *part, heads: heads.clone(), entries, unreadable }
        };
        let (judged, handed) = (self.judged.clone(), self.handed.clone());
        Kept { judged, handed, parts: heads.iter().map(part).collect() }
    }

    /// Begins with what was stored. Gives the parts that were not as they are now: their entries are to
    /// be taken from their documents, and what was judged of them is remembered until then.
    pub fn restore(&mut self, kept: Kept, heads: &LedgerHeads) -> Vec<u32> {
        let now: BTreeMap<u32, &Vec<ChangeHash>> =
            heads.iter().map(|(part, heads)| (*part, heads)).collect();
        let mut others: Vec<u32> = now.keys().copied().collect();
        for part in kept.parts {
            let fits = now.get(&part.part).is_some_and(|heads| **heads == part.heads);
            if fits {
                others.retain(|other| *other != part.part);
            }
            for signed in part.entries {
                if fits {
                    self.take(signed);
                } else {
                    let judged = (signed.standing, signed.held);
                    self.remembered.insert((signed.id, signed.change), judged);
                }
            }
            for (id, by) in part.unreadable.into_iter().filter(|_| fits) {
                self.take_unreadable(id, (part.part, by));
            }
        }
        self.judged = kept.judged;
        self.handed = kept.handed;
        others
    }
}
