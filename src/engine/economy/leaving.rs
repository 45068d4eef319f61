//! Leaving, where there are books: what there is to settle is written first, and who leaves goes once that is
//! durable (ECO-12).

use crate::clock::Date;
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::pending::Task;
use crate::id::CommandId;
use crate::message::command::Refusal;
use crate::sign;

/// A member who leaves once what there is to settle is written.
#[derive(Debug)]
pub struct Leaving {
    settled: CommandId,
    command: CommandId,
}

impl Community {
    /// Leaves the community, with what the books have to say of it where there are any.
    pub(in crate::engine) fn leave(&mut self, core: &mut Core, id: CommandId, day: Date) {
        if !self.ledger_parts().is_empty() {
            if !self.with_books(core, &Task::Leave(id, day)) {
                return;
            }
            let own = CommandId(sign::name("settled", &[&id.0]));
            let entries = self.on_books(core, |keeper, ground| keeper.leave(own, day, ground));
            self.write_entries(core, own, entries.unwrap_or_default());
            // Before the charter says it: afterwards nobody takes anything from this device.
            if self.is_writing(&own) {
                if let Some(books) = &mut self.books {
                    books.leaving = Some(Leaving { settled: own, command: id });
                }
                return;
            }
        }
        self.go(core, id);
    }

    /// Goes once what is settled is durable and with those who are here now.
    pub(in crate::engine) fn settled(&mut self, core: &mut Core, acknowledged: &[CommandId]) {
        if let Some(leaving) = self.leaving_with(acknowledged) {
            self.go(core, leaving.command);
        }
    }

    /// It could not be written: the member is here still.
    pub(in crate::engine) fn not_settled(
        &mut self,
        core: &mut Core,
        lost: &[CommandId],
        refusal: Refusal,
    ) {
        if let Some(leaving) = self.leaving_with(lost) {
            core.refuse(leaving.command, refusal);
        }
    }

    fn leaving_with(&mut self, settled: &[CommandId]) -> Option<Leaving> {
        let books = self.books.as_mut()?;
        books.leaving.take_if(|one| settled.contains(&one.settled))
    }
}
