//! What killed engines before is not tried again: a command is refused, a document is begun empty
//! and asked of peers anew. What storage holds of it stays, untouched, for a better program.

use crate::doc::Replica;
use crate::engine::community::{Community, actor};
use crate::engine::core::Core;
use crate::engine::document::Open;
use crate::engine::io::{Input, Suspect};
use crate::engine::pending::{Pending, Task};
use crate::engine::{Engine, core};
use crate::id::DocumentId;
use crate::message::ToEngine;
use crate::message::command::Field;
use crate::message::model::FaultCard;
use crate::projection::summary::Summary;

impl Engine {
    /// What the engine is at while it takes this input, as far as that can be left out later. A
    /// command that waits for a document comes before the document: it may be what is wrong.
    pub fn suspect(&self, input: &Input) -> Option<Suspect> {
        let ticket = match input {
            Input::Window { message: ToEngine::Command { id, .. }, .. } => {
                return self.is_whole().then_some(Suspect::Command(*id));
            }
            Input::Loaded { ticket, .. }
            | Input::Stored { ticket, .. }
            | Input::KeyMade { ticket, .. }
            | Input::Signed { ticket, .. }
            | Input::PictureShrunk { ticket, .. }
            | Input::Unpacked { ticket, .. }
            | Input::ImportPlanned { ticket, .. }
            | Input::BackupClosed { ticket, .. }
            | Input::BackupOpened { ticket, .. } => ticket,
            Input::Window { .. }
            | Input::RelayOpened { .. }
            | Input::RelayText { .. }
            | Input::RelayClosed { .. }
            | Input::BooksLoaded(_)
            | Input::FinderLoaded(_)
            | Input::MeshLoaded(_)
            | Input::ClockChecked(_)
            | Input::Woken => return None,
        };
        let pending = self.core.pending.get(ticket)?;
        self.waiting_command(pending).or_else(|| pending.suspect())
    }

    /// The first command that goes on with this answer.
    fn waiting_command(&self, pending: &Pending) -> Option<Suspect> {
        let (Pending::Chunks(community, document) | Pending::Tip(community, document, _)) = pending
        else {
            return None;
        };
        let entry = self.communities.get(community)?.documents.get(document)?;
        let tasks = entry.tasks.iter().find_map(|task| match task {
            Task::Write(id, _)
            | Task::Economy(id, _)
            | Task::Leave(id, _)
            | Task::TakeOut(id, _) => Some(*id),
            Task::Admit { .. }
            | Task::Answer { .. }
            | Task::Import(_)
            | Task::Find(_)
            | Task::Show(..)
            | Task::Attend => None,
        });
        let written = entry.open.as_ref().and_then(|open| open.acks.first());
        tasks.or(written.map(|(id, ..)| *id)).map(Suspect::Command)
    }
}

impl Community {
    /// Begins the documents that are spared, empty: that way peers are asked for all of them.
    pub fn open_spared(&mut self, core: &mut core::Core) {
        let spared = core.spared.iter().filter_map(|suspect| match suspect {
            Suspect::Document(community, document) if *community == self.id => Some(*document),
            Suspect::Document(..) | Suspect::Command(_) => None,
        });
        let spared: Vec<DocumentId> =
            spared.filter(|document| self.documents.contains_key(document)).collect();
        for document in spared {
            self.unopened.insert(document);
            self.open_empty(core, document);
        }
    }

    /// Opens a document without looking at what is stored of it.
    pub fn open_empty(&mut self, core: &mut Core, document: DocumentId) {
        let replica = Replica::new(document, self.id, actor(core, self.local.device));
        self.recount(document);
        if let Some(entry) = self.documents.get_mut(&document) {
            entry.open = Some(Open::new(&document, replica));
        }
    }

    /// How a document that was not opened is shown among the faults.
    pub fn unopened_card(&self, document: &DocumentId) -> FaultCard {
        let (what, title) = self.named(document);
        FaultCard::Unopened { what, title }
    }

    /// What a document is called among the faults.
    pub(super) fn named(&self, document: &DocumentId) -> (Field, String) {
        match document {
            DocumentId::Charter => (Field::Community, String::new()),
            DocumentId::Talk { thread, .. } => (Field::Thread, self.thread_card(*thread).title),
            DocumentId::Page(_) => {
                let summary = self.documents.get(document).map(|entry| &entry.meta.summary);
                let title = match summary {
                    Some(Summary::Page(page)) => page.title.clone(),
                    Some(
                        Summary::Charter
                        | Summary::Talk(_)
                        | Summary::Motion(_)
                        | Summary::Ledger(_)
                        | Summary::Calendar(_),
                    )
                    | None => String::new(),
                };
                (Field::Page, title)
            }
            DocumentId::Motion(motion) => (Field::Motion, self.motion_card(*motion).title),
            DocumentId::Ledger { part } => (Field::Ledger, (part + 1).to_string()),
            DocumentId::Calendar { year } => (Field::Calendar, year.to_string()),
        }
    }
}
