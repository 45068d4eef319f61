//! The books on their way from storage: what was kept of them, and entries from those parts of the
//! ledger that it does not fit. Invariant: what is not kept, or does not fit, is read from the documents.

use crate::engine::Engine;
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::economy::{Books, BooksPart, MakeBooks, NewEntry};
use crate::engine::io::{Effect, Entry, NotLoaded};
use crate::engine::pending::{After, Pending, Task};
use crate::id::{CommunityId, DocumentId, MotionId};
use crate::message::command::Refusal;
use crate::message::economy::view::DeskView;
use crate::message::model::{ViewDelta, ViewKey};
use crate::projection::summary::Summary;
use crate::store::keys;

/// Entries beyond what is kept, from which on it is kept anew: at least so many, and one for so many that
/// are kept, since all are written then.
const KEEP_FROM_ENTRIES: u32 = 500;
const KEEP_ONE_FOR: u32 = 16;

/// What was kept of the books, as storage has it.
#[derive(Debug, Default)]
enum Stored {
    #[default]
    NotAsked,
    Coming,
    Here(Vec<u8>),
}

/// What is known of the books while nobody opened them.
#[derive(Debug, Default)]
pub struct KeptBooks {
    stored: Stored,
    /// Closings that passed and have no effect, as the books said when they were open last.
    pub false_closings: Vec<MotionId>,
}

impl Engine {
    /// The part came, or did not; whoever waits for it goes on.
    pub(in crate::engine) fn books_loaded(&mut self, part: Result<MakeBooks, NotLoaded>) {
        self.core.books = part.map_or(BooksPart::NotAsked, BooksPart::Here);
        self.go_on_with_books(part.map(drop));
    }

    /// Whoever waits for books goes on, or is told that they did not come.
    pub(in crate::engine) fn go_on_with_books(&mut self, came: Result<(), NotLoaded>) {
        for (id, task) in std::mem::take(&mut self.core.waiting_for_books) {
            let Some(community) = self.communities.get_mut(&id) else { continue };
            match (task, came) {
                (Task::Economy(command, act), Ok(())) => {
                    community.begin_economy(&mut self.core, command, act);
                }
                (Task::Economy(command, _), Err(_)) => {
                    self.core.refuse(command, Refusal::PartMissing);
                }
                (Task::TakeOut(command, readme), Ok(())) => {
                    community.take_out(&mut self.core, command, readme);
                }
                (Task::TakeOut(command, _), Err(_)) => {
                    self.core.refuse(command, Refusal::PartMissing);
                }
                (Task::Leave(command, day), Ok(())) => {
                    community.leave(&mut self.core, command, day);
                }
                // Nobody is kept here because a part is missing: any voter can settle it later.
                (Task::Leave(command, _), Err(_)) => community.go(&mut self.core, command),
                (Task::Show(window, key), Ok(())) => self.watch(window, &key),
                (Task::Show(window, ViewKey::Economy(community, desk)), Err(_)) => {
                    let delta = ViewDelta::Economy { community, desk, view: DeskView::Missed };
                    self.core.tell(window, crate::message::FromEngine::View(delta));
                }
                (Task::Show(_, ViewKey::Today(_)), Err(_)) => community.waits.give_up(),
                (
                    Task::Show(..)
                    | Task::Import(_)
                    | Task::Find(_)
                    | Task::Write(..)
                    | Task::Admit { .. }
                    | Task::Answer { .. }
                    | Task::Attend,
                    _,
                ) => {}
            }
        }
    }

    /// Storage has what was kept of the books, or has nothing.
    pub(in crate::engine) fn kept_books_loaded(&mut self, id: CommunityId, entries: Vec<Entry>) {
        if let Some(community) = self.communities.get_mut(&id) {
            let kept = entries.into_iter().next().map(|entry| entry.value);
            community.kept_books.stored = Stored::Here(kept.unwrap_or_default());
        }
        self.go_on_with_books(Ok(()));
    }
}

impl Community {
    /// Gives true once the books are open and settled; else the task is run again when they are.
    pub(in crate::engine) fn with_books(&mut self, core: &mut Core, task: &Task) -> bool {
        let BooksPart::Here(make) = core.books else {
            if core.books == BooksPart::NotAsked {
                core.books = BooksPart::Coming;
                core.effects.push(Effect::LoadBooks);
            }
            core.waiting_for_books.push((self.id, task.clone()));
            return false;
        };
        if self.books.is_none() && !self.begin_books(core, make) {
            core.waiting_for_books.push((self.id, task.clone()));
            return false;
        }
        let unread = self.books.as_ref().map(|books| books.unread.clone()).unwrap_or_default();
        if !self.open_ledger_parts(core, &unread, task) {
            return false;
        }
        self.read_parts(&unread);
        if self.books.as_ref().is_some_and(|books| books.is_stale) && !self.settle_books(core, task)
        {
            return false;
        }
        true
    }

    /// Begins with what was kept; false while storage has not brought it.
    fn begin_books(&mut self, core: &mut Core, make: MakeBooks) -> bool {
        let kept = match &mut self.kept_books.stored {
            Stored::Here(kept) => std::mem::take(kept),
            Stored::Coming => return false,
            stored @ Stored::NotAsked => {
                *stored = Stored::Coming;
                core.load(keys::books(&self.id), Pending::Books(self.id));
                return false;
            }
        };
        if self.seal_seed.is_none() {
            let seed: [u8; 32] = core.random();
            core.put(keys::seal_seed(&self.id), &seed);
            self.seal_seed = Some(seed);
        }
        let mut keeper = make.0();
        let heads = self.ledger_heads();
        let unread = if kept.is_empty() {
            heads.iter().map(|(part, _)| *part).collect()
        } else {
            keeper.restore(&kept, &heads)
        };
        let read = self.ledger_parts().into_iter().filter(|(part, _)| !unread.contains(part));
        let kept = read.map(|(_, document)| self.entries_in(&document)).sum();
        let (beyond, lacks, is_stale) = (0, false, true);
        let leaving = None;
        let words = Vec::new();
        self.books = Some(Books { keeper, is_stale, leaving, unread, beyond, kept, lacks, words });
        true
    }

    fn entries_in(&self, document: &DocumentId) -> u32 {
        let summary = self.documents.get(document).map(|entry| &entry.meta.summary);
        if let Some(Summary::Ledger(ledger)) = summary { ledger.entries } else { 0 }
    }

    fn open_ledger_parts(&mut self, core: &mut Core, parts: &[u32], task: &Task) -> bool {
        parts.iter().all(|part| {
            let document = DocumentId::Ledger { part: *part };
            self.with_open(core, document, task.clone()).is_some()
        })
    }

    /// Takes the entries of parts that are open.
    fn read_parts(&mut self, parts: &[u32]) {
        let Some(mut books) = self.books.take() else { return };
        for part in parts.iter().copied() {
            let entry = self.documents.get(&DocumentId::Ledger { part });
            let Some(open) = entry.and_then(|entry| entry.open.as_ref()) else { continue };
            for fact in open.replica.facts() {
                let by = self.author(&fact.device);
                let (id, change, device) = (fact.id, fact.change, fact.device);
                books.keeper.take(NewEntry { id, part, change, by, device, json: fact.json });
                books.beyond = books.beyond.saturating_add(1);
            }
        }
        books.unread.clear();
        self.books = Some(books);
    }

    /// Works out what everything comes to. A closing that was not judged yet asks what lies below its
    /// heads: then all parts are opened.
    fn settle_books(&mut self, core: &mut Core, task: &Task) -> bool {
        self.on_books(core, |keeper, ground| keeper.settle(ground));
        if self.books.as_ref().is_some_and(|books| books.lacks) {
            let parts: Vec<u32> = self.ledger_parts().iter().map(|(part, _)| *part).collect();
            if !self.open_ledger_parts(core, &parts, task) {
                return false;
            }
            self.on_books(core, |keeper, ground| keeper.settle(ground));
        }
        if let Some(books) = &mut self.books {
            books.is_stale = false;
            books.lacks = false;
        }
        self.note_false_closings(core);
        true
    }

    /// What needs somebody is told without the books: so it is noted which closings are none.
    fn note_false_closings(&mut self, core: &mut Core) {
        let Some(books) = &self.books else { return };
        let now = books.keeper.false_closings();
        if now != self.kept_books.false_closings {
            core.put(keys::false_closings(&self.id), &now);
            self.kept_books.false_closings = now;
            core.mark(ViewKey::Today(self.id));
        }
    }

    /// Whether so much came since the books were stored that they are to be stored anew.
    pub(in crate::engine) fn lacks_books_in_storage(&self) -> bool {
        let beyond = |books: &Books| {
            books.unread.is_empty()
                && books.beyond >= KEEP_FROM_ENTRIES.max(books.kept / KEEP_ONE_FOR)
        };
        self.books.as_ref().is_some_and(beyond)
    }

    /// Whether storage has all of the ledger that is here.
    pub(in crate::engine) fn is_ledger_stored(&self) -> bool {
        self.ledger_parts().iter().all(|(_, document)| {
            let open = self.documents.get(document).and_then(|entry| entry.open.as_ref());
            open.is_none_or(|open| open.unsaved.is_empty())
        })
    }

    /// Stores the books where much came since they were stored; the ledger is stored.
    pub(in crate::engine) fn keep_books(&mut self, core: &mut Core) {
        if !self.lacks_books_in_storage() {
            return;
        }
        let heads = self.ledger_heads();
        let Some(books) = &self.books else { return };
        let value = books.keeper.keep(&heads);
        core.store(vec![Entry { key: keys::books(&self.id), value }], Vec::new(), After::default());
        if let Some(books) = &mut self.books {
            books.kept = books.kept.saturating_add(books.beyond);
            books.beyond = 0;
        }
    }
}
