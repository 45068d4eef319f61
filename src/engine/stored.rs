//! What follows once something is durable: who asked is told, and it is passed on. Invariant: nobody is told
//! before, and nothing of what was not kept stays in memory.

use crate::engine::Engine;
use crate::engine::io::{Effect, StoreError, Ticket};
use crate::engine::pending::{After, Pending};
use crate::id::CommandId;
use crate::message::command::Refusal;
use crate::message::{FatalError, FromEngine};

impl Engine {
    pub(super) fn stored(&mut self, ticket: Ticket, result: Result<(), StoreError>) {
        let Some(Pending::Stored(after)) = self.core.pending.remove(&ticket) else { return };
        match result {
            Ok(()) => self.after(after),
            Err(error) => self.not_stored(after, error),
        }
    }

    fn after(&mut self, after: After) {
        let acknowledged: Vec<CommandId> = after.acks.iter().map(|(id, _)| *id).collect();
        for (id, outcome) in after.acks {
            self.core.acknowledge(id, outcome);
        }
        if let Some(saved) = after.saved
            && let Some(community) = self.communities.get_mut(&saved.community)
        {
            community.saved(&mut self.core, &saved);
            community.settled(&mut self.core, &acknowledged);
        }
        if let Some(import) = after.import {
            self.import_stored(import);
        }
        if let Some(restored) = after.restored {
            self.restored(restored, Ok(()));
        }
    }

    /// Nothing of it was written: who waits is refused, and the document is read anew, so that
    /// what is shown is what is kept.
    fn not_stored(&mut self, after: After, error: StoreError) {
        let lost: Vec<CommandId> = after.acks.iter().map(|(id, _)| *id).collect();
        for (id, _) in after.acks {
            self.core.refuse(id, Refusal::StorageFull);
        }
        if let Some(saved) = &after.saved
            && let Some(community) = self.communities.get_mut(&saved.community)
        {
            community.not_settled(&mut self.core, &lost, Refusal::StorageFull);
            community.reload(&mut self.core, saved.document);
        }
        if let Some(import) = after.import {
            self.import_failed(import, Refusal::StorageFull);
        }
        if let Some(restored) = after.restored {
            self.restored(restored, Err(Refusal::StorageFull));
        }
        let fatal = match error {
            StoreError::Full => FatalError::StorageFull,
            StoreError::Refused | StoreError::Failed => FatalError::StorageRefused,
            StoreError::Superseded => FatalError::Superseded,
        };
        self.core.effects.push(Effect::TellAll { message: FromEngine::Fatal(fatal) });
    }
}
