//! The purse goes to another device of this member's (PEO-7). With it goes the name of all that is here of
//! the ledger: what this device did with the purse lies there, and nothing else of it counts.

use crate::domain::people;
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::id::{CommandId, DeviceKey};
use crate::limits::FACT_BYTES_MAX;
use crate::message::command::{Field, Outcome, Refusal};

impl Community {
    pub(in crate::engine) fn hand_on_purse(
        &mut self,
        core: &mut Core,
        id: CommandId,
        to: DeviceKey,
    ) -> Result<(), Refusal> {
        let from = self.local.device;
        if self.authority().hand_overs.iter().any(|one| (one.id, one.by) == (id, from)) {
            // From an earlier life of this command.
            core.finish(id, Outcome::Nothing);
            return Ok(());
        }
        let ledger = self.ledger_heads();
        self.say(core, id, |one, at| {
            let fact = people::hand_on_purse(one.authority(), (from, to), ledger, at)?;
            if !one.is_ledger_signed() {
                return Err(Refusal::StillSaving);
            }
            let (length, limit) = (fact.to_json().len() as u64, FACT_BYTES_MAX as u64);
            let field = Field::Ledger;
            if length > limit { Err(Refusal::TooLong { field, length, limit }) } else { Ok(fact) }
        })
    }

    /// Whether all that this device wrote in the ledger is signed and stored: what is named is never lost.
    fn is_ledger_signed(&self) -> bool {
        self.unwritten.is_empty()
            && self.is_ledger_stored()
            && self.ledger_parts().iter().all(|(_, document)| {
                let open = self.documents.get(document).and_then(|entry| entry.open.as_ref());
                open.is_none_or(|open| {
                    open.signing.is_none() && open.replica.unsigned_tip().is_none()
                })
            })
    }
}
