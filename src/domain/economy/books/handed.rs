//! The purse that was handed on (PEO-7): what the device that gave it away signs with it beyond that has no
//! effect, whichever older charter it names. What others rely on stands (ECO-5), and is named.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::closings::News;
use super::{Books, Ground, Signed};
use crate::domain::economy::standing::{asks_purse, is_claimed};
use crate::id::{ChangeHash, DeviceKey};
use crate::message::economy::EconomyFault;

/// A hand-over of which all is here that it names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handed {
    by: DeviceKey,
    /// The changes of the ledger that it names.
    named: Vec<ChangeHash>,
    /// The first closing that holds all of these, as with entries.
    pub(super) held: Option<u32>,
    /// What that device wrote at or below what it named.
    within: BTreeSet<ChangeHash>,
}

impl Handed {
    /// Whether all is among these that it names.
    pub(super) fn is_in(&self, below: &BTreeSet<ChangeHash>) -> bool {
        self.named.iter().all(|change| below.contains(change))
    }
}

impl Books {
    /// Finds what lies within the hand-overs that were not looked at yet, as far as what they name is
    /// here. What lies within one never changes.
    pub(super) fn find_handed(&mut self, ground: &Ground<'_>) {
        for one in ground.hand_overs {
            if self.handed.contains_key(&one.change) {
                continue;
            }
            let Some(below) = (ground.below)(&one.ledger) else { continue };
            let own = self.entries.values().filter(|signed| signed.device == one.by);
            let within = own.map(|signed| signed.change).filter(|change| below.contains(change));
            let within = within.collect();
            let named = one.ledger.iter().flat_map(|(_, heads)| heads.iter().copied()).collect();
            self.handed.insert(one.change, Handed { by: one.by, named, held: None, within });
        }
    }

    /// Notes which closings hold what hand-overs name.
    pub(super) fn note_handed(&mut self, news: &News) {
        let mut handed = std::mem::take(&mut self.handed);
        for one in handed.values_mut() {
            one.held = self.held_by(one.held, news, |below| one.is_in(below));
        }
        self.handed = handed;
    }

    /// Whether all is here that a hand-over names.
    pub fn has_handed(&self, change: &ChangeHash) -> bool {
        self.handed.contains_key(change)
    }

    /// Whether a device signed this with a purse that it had given away, by the hand-overs that count: it
    /// names a charter without one of them, and lies beyond what that one names.
    pub(super) fn is_beyond(
        &self,
        signed: &Signed,
        ground: &Ground<'_>,
        counts: &dyn Fn(&ChangeHash) -> bool,
    ) -> bool {
        if self.handed.is_empty() || !asks_purse(&signed.entry.body) {
            return false;
        }
        let mut own = self.handed.iter().filter(|(_, one)| one.by == signed.device);
        own.any(|(change, one)| {
            counts(change)
                && !one.within.contains(&signed.change)
                && !(ground.charter_has)(&signed.entry.charter, change)
        })
    }

    /// Whether it has no effect by that.
    pub(super) fn is_void(
        &self,
        signed: &Signed,
        ground: &Ground<'_>,
        counts: &dyn Fn(&ChangeHash) -> bool,
    ) -> bool {
        !is_claimed(signed.by, &signed.entry.body) && self.is_beyond(signed, ground, counts)
    }

    /// Names what was signed beyond hand-overs, and gives what has effect.
    pub(super) fn leave_out_void<'a>(
        &mut self,
        sound: &[&'a Signed],
        ground: &Ground<'_>,
    ) -> Vec<&'a Signed> {
        let mut standing = Vec::with_capacity(sound.len());
        for signed in sound {
            let is_beyond = self.is_beyond(signed, ground, &|_| true);
            if is_beyond {
                self.fault(signed, EconomyFault::PurseHandedOn);
            }
            if !is_beyond || is_claimed(signed.by, &signed.entry.body) {
                standing.push(*signed);
            }
        }
        standing
    }
}
