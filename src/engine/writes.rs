//! What is written here: one fact or draft change at a time, signed by the device, stored, then
//! acknowledged. Nothing is given out before its signature is there.

use crate::doc::{Written, to_stored};
use crate::domain::Fact;
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::document::Open;
use crate::engine::pending::{After, Saved};
use crate::id::{ChangeHash, CommandId, DocumentId, Signature};
use crate::message::command::{Outcome, Refusal};

impl Community {
    /// Whether this program knows by what the community decides; else it only reads here (DEC-9).
    pub fn ask_rules(&self) -> Result<(), Refusal> {
        let rules = &self.authority().rules;
        if rules.are_known() { Ok(()) } else { Err(Refusal::RulesNewer { version: rules.version }) }
    }

    /// Writes one fact in an open document; it is signed, stored and passed on after this.
    /// `None` when a fact of this id is there already, or this program must not write here.
    pub fn write_fact(
        &mut self,
        core: &mut Core,
        document: DocumentId,
        id: CommandId,
        fact: &Fact,
    ) -> Option<ChangeHash> {
        self.ask_rules().ok()?;
        let open = self.open_mut(&document)?;
        let written = open.replica.put_fact(id, &fact.to_json(), fact.at).ok().flatten()?;
        let change = written.change;
        self.written(core, document, written);
        Some(change)
    }

    /// A document that is open.
    pub fn open_mut(&mut self, document: &DocumentId) -> Option<&mut Open> {
        self.documents.get_mut(document).and_then(|entry| entry.open.as_mut())
    }

    /// Something was written here.
    pub fn written(&mut self, core: &mut Core, document: DocumentId, written: Written) {
        if let Some(open) = self.open_mut(&document) {
            open.unsaved.insert(written.change);
        }
        self.hear(core, document, &[written.change]);
        self.absorb(core, document, written.patches, &[written.change]);
        self.request_signature(core, document);
    }

    /// The command's change is written; it is acknowledged once it is durable.
    pub fn acknowledge_when_saved(
        &mut self,
        document: &DocumentId,
        change: ChangeHash,
        (command, outcome): (CommandId, Outcome),
    ) {
        if let Some(open) = self.open_mut(document) {
            open.acks.push((command, outcome, change));
        }
    }

    /// A signature came: what it vouches for becomes durable.
    pub fn signed(
        &mut self,
        core: &mut Core,
        document: DocumentId,
        tip: ChangeHash,
        signature: Signature,
    ) {
        let id = self.id;
        let Some(open) = self.open_mut(&document) else { return };
        open.signing = None;
        let unsigned = open.replica.unsigned();
        let Ok(changes) = open.replica.vouch(&tip, signature) else { return };
        let waiting = open.replica.unsigned();
        let hashes: Vec<ChangeHash> =
            unsigned.into_iter().filter(|hash| !waiting.contains(hash)).collect();
        let (acks, waiting) = std::mem::take(&mut open.acks)
            .into_iter()
            .partition::<Vec<_>, _>(|(_, _, hash)| hashes.contains(hash));
        open.acks = waiting;
        let acks = acks.into_iter().map(|(command, outcome, _)| (command, outcome)).collect();
        let live = Some(changes.encode());
        let stored = to_stored([changes]);
        let saved = Saved { community: id, document, hashes, stored, live, from: None };
        let after = After { acks, ..After::default() };
        self.store_changes(core, document, Some(saved), after);
        self.request_signature(core, document);
        if let DocumentId::Ledger { .. } = document {
            self.write_on(core);
        }
    }
}
