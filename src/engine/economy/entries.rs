//! Entries of the ledger on their way into its parts. Many at once wait for one another's signatures:
//! only so much may be unsigned, and it is a device that signs.

use crate::clock::Timestamp;
use crate::doc::WriteError;
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::pending::Task;
use crate::id::{ChangeHash, CommandId, DocumentId};
use crate::limits::PART_ENTRIES_MAX;
use crate::message::command::{Field, Outcome, Refusal};
use crate::projection::summary::Summary;

/// What a command has still to write.
#[derive(Debug)]
pub struct Unwritten {
    command: CommandId,
    /// The last first.
    entries: Vec<(CommandId, Timestamp, String)>,
    last: Option<(DocumentId, ChangeHash)>,
}

impl Community {
    /// The part that new entries go into: the first that is not full, whatever numbers others gave
    /// to theirs.
    pub(super) fn open_ledger_part(&self) -> DocumentId {
        let is_full = |part: &u32| {
            let entry = self.documents.get(&DocumentId::Ledger { part: *part });
            matches!(
                entry.map(|entry| &entry.meta.summary),
                Some(Summary::Ledger(ledger)) if ledger.entries >= PART_ENTRIES_MAX
            )
        };
        let part = (0..u32::MAX).find(|part| !is_full(part)).unwrap_or_default();
        DocumentId::Ledger { part }
    }

    /// Writes entries, each into the part that is open then; acknowledged with the last.
    pub(super) fn write_entries(
        &mut self,
        core: &mut Core,
        command: CommandId,
        mut entries: Vec<(CommandId, Timestamp, String)>,
    ) {
        entries.reverse();
        self.unwritten.push(Unwritten { command, entries, last: None });
        self.write_on(core);
    }

    /// Whether entries of a command are on their way.
    pub(super) fn is_writing(&self, command: &CommandId) -> bool {
        let is_unwritten = self.unwritten.iter().any(|unwritten| unwritten.command == *command);
        let mut open = self.documents.values().filter_map(|entry| entry.open.as_ref());
        is_unwritten || open.any(|open| open.acks.iter().any(|(id, ..)| id == command))
    }

    /// Goes on with what was to be written, in the order of the commands, as far as it can be signed.
    pub fn write_on(&mut self, core: &mut Core) {
        while !self.unwritten.is_empty() {
            let mut unwritten = self.unwritten.remove(0);
            let command = unwritten.command;
            if let Err(refusal) = self.ask_rules() {
                core.refuse(command, refusal);
                continue;
            }
            match self.write_some(core, &mut unwritten) {
                Err(WriteError::TooMuchUnsigned) => return self.unwritten.insert(0, unwritten),
                Err(WriteError::TwoInOnePlace) => core.refuse(command, Refusal::NotMember),
                Err(_) => core.refuse(command, Refusal::Unknown { what: Field::Ledger }),
                Ok(()) => match unwritten.last {
                    Some((document, change)) => {
                        let ack = (command, Outcome::Nothing);
                        self.acknowledge_when_saved(&document, change, ack);
                    }
                    None => core.finish(command, Outcome::Nothing),
                },
            }
        }
    }

    fn write_some(&mut self, core: &mut Core, unwritten: &mut Unwritten) -> Result<(), WriteError> {
        while let Some((id, at, json)) = unwritten.entries.last() {
            let document = self.open_ledger_part();
            // A new part has nothing to wait for; the others are open.
            self.with_open(core, document, Task::Attend);
            let open = self.open_mut(&document).ok_or(WriteError::UnknownHeads)?;
            if let Some(written) = open.replica.put_fact(*id, json, *at)? {
                unwritten.last = Some((document, written.change));
                self.written(core, document, written);
            }
            unwritten.entries.pop();
        }
        Ok(())
    }
}
