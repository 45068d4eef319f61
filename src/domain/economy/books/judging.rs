//! Which entries can stand: judged once by the charter that each names, and by its own words.

use super::{Books, Ground, Signed};
use crate::domain::economy::check;
use crate::domain::economy::standing::Standing;
use crate::id::CommandId;
use crate::message::economy::EconomyFault;

impl Books {
    pub(super) fn note_unjudged(&mut self, signed: &Signed) {
        if signed.standing.is_none() {
            self.unjudged.insert(signed.id);
        } else {
            self.unjudged.remove(&signed.id);
        }
    }

    /// Judges what was not judged yet, as far as the charter that it names is here.
    pub(super) fn judge(&mut self, ground: &Ground<'_>) {
        let unjudged = std::mem::take(&mut self.unjudged);
        let mut open: Vec<&Signed> =
            unjudged.iter().filter_map(|id| self.entries.get(id)).collect();
        // The charter at some heads is folded once for all entries that name them.
        open.sort_by(|one, other| one.entry.charter.cmp(&other.entry.charter));
        let judged: Vec<(CommandId, Option<Standing>)> =
            open.into_iter().map(|signed| (signed.id, (ground.standing)(signed))).collect();
        for (id, standing) in judged {
            match (standing, self.entries.get_mut(&id)) {
                (Some(standing), Some(signed)) => {
                    signed.standing = Some(standing);
                    self.fresh.insert(id);
                }
                (None, _) | (_, None) => {
                    self.fresh.remove(&id);
                    self.unjudged.insert(id);
                }
            }
        }
    }

    /// All entries in the order (claimed time, id).
    fn in_order(&self) -> Vec<&Signed> {
        let mut all: Vec<&Signed> = self.entries.values().collect();
        all.sort_by_key(|signed| (signed.entry.at, signed.id));
        all
    }

    /// Entries that can stand, in order.
    pub(super) fn sound(&self) -> Vec<&Signed> {
        let mut all = self.in_order();
        all.retain(|signed| self.can_stand(signed).is_ok());
        all
    }

    /// Whether an entry can stand by itself, by what its author knew.
    pub(super) fn can_stand(&self, signed: &Signed) -> Result<(), EconomyFault> {
        let standing = signed.standing.as_ref().ok_or(EconomyFault::CharterMissing)?;
        standing.allows(&signed.entry.body)?;
        let base = match &self.terms_then {
            Some(terms) => terms.of(signed).base.clone(),
            None => self.base(),
        };
        check::entry(&signed.entry.body, signed.by, &base)
    }
}
