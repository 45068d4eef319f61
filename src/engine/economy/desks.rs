//! Desks as they were last shown: whoever looks again is sent what was shown then, while the books are
//! on their way. Invariant: what the books say follows it, and where the ledger or the charter went on
//! since, it is told to be old.

use serde::{Deserialize, Serialize};

use crate::clock::DAY_MS;
use crate::engine::Engine;
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::io::Entry;
use crate::engine::pending::Pending;
use crate::id::{CommunityId, DocumentId};
use crate::limits::{DESK_KEPT_BYTES_MAX, DESKS_KEPT_MAX, ROWS_STEP};
use crate::message::economy::view::{Desk, DeskView, EconomyView};
use crate::message::model::{ViewDelta, ViewKey};
use crate::message::{FromEngine, Letter, WindowId};
use crate::sign;
use crate::store::record::PROGRAM;
use crate::store::{keys, record};

/// A desk, and what it was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct KeptDesk {
    desk: Desk,
    view: Letter<EconomyView>,
    made_of: [u8; 32],
}

/// Desks as they are stored, those shown last at the end.
#[derive(Debug, Serialize, Deserialize)]
struct StoredDesks {
    program: String,
    desks: Vec<KeptDesk>,
}

/// How far reading them from storage has come.
#[derive(Debug, Default, PartialEq, Eq)]
enum Reading {
    #[default]
    NotAsked,
    /// These look already.
    Coming(Vec<(WindowId, Desk)>),
    Done,
}

/// What is kept of desks.
#[derive(Debug, Default)]
pub struct KeptDesks {
    reading: Reading,
    desks: Vec<KeptDesk>,
    is_changed: bool,
}

impl KeptDesks {
    /// Whether storage has others.
    pub fn is_changed(&self) -> bool {
        self.is_changed
    }

    fn keep(&mut self, new: KeptDesk) {
        if self.desks.last() == Some(&new) {
            return;
        }
        self.desks.retain(|known| known.desk != new.desk);
        if self.desks.len() >= DESKS_KEPT_MAX {
            self.desks.remove(0);
        }
        self.desks.push(new);
        self.is_changed = true;
    }
}

/// What members come back to. Not what holds words that were for one of them alone.
fn is_kept(desk: Desk) -> bool {
    match desk {
        Desk::Books { rows } => rows <= ROWS_STEP,
        Desk::Person(_)
        | Desk::Sharing
        | Desk::Ventures
        | Desk::Venture(_)
        | Desk::Work { .. }
        | Desk::Reports { .. } => true,
        Desk::Export(_) | Desk::Trade | Desk::Care | Desk::Leaving | Desk::Standing { .. } => false,
    }
}

impl Engine {
    /// A window begins to watch: what was shown last is sent, where it is a desk whose books are not
    /// here yet.
    pub(in crate::engine) fn show_kept(&mut self, window: WindowId, key: &ViewKey) {
        if let ViewKey::Economy(id, desk) = key
            && let Some(community) = self.communities.get_mut(id)
        {
            community.show_kept_desk(&mut self.core, window, *desk);
        }
    }

    /// Storage has desks, or has none.
    pub(in crate::engine) fn kept_desks_loaded(&mut self, id: CommunityId, entries: &[Entry]) {
        let Some(community) = self.communities.get_mut(&id) else { return };
        let stored = entries.first().and_then(|entry| record::decode(&entry.value).ok());
        community.take_kept_desks(&mut self.core, stored);
    }
}

impl Community {
    fn show_kept_desk(&mut self, core: &mut Core, window: WindowId, desk: Desk) {
        if self.books.is_some() || !is_kept(desk) {
            return;
        }
        match &mut self.kept_desks.reading {
            Reading::Done => self.send_kept_desk(core, window, desk),
            Reading::Coming(waiting) => waiting.push((window, desk)),
            reading @ Reading::NotAsked => {
                *reading = Reading::Coming(vec![(window, desk)]);
                core.load(keys::desks(&self.id), Pending::Desks(self.id));
            }
        }
    }

    fn take_kept_desks(&mut self, core: &mut Core, stored: Option<StoredDesks>) {
        let reading = std::mem::replace(&mut self.kept_desks.reading, Reading::Done);
        let Reading::Coming(waiting) = reading else { return };
        if self.books.is_some() {
            return;
        }
        if let Some(stored) = stored.filter(|stored| stored.program == PROGRAM) {
            self.kept_desks.desks = stored.desks;
        }
        for (window, desk) in waiting {
            if core.watching(&ViewKey::Economy(self.id, desk)).contains(&window) {
                self.send_kept_desk(core, window, desk);
            }
        }
    }

    fn send_kept_desk(&self, core: &mut Core, window: WindowId, desk: Desk) {
        let kept = self.kept_desks.desks.iter().find(|kept| kept.desk == desk);
        let Some(kept) = kept else { return };
        let is_old = kept.made_of != self.desks_made_of(core);
        let view = DeskView::Kept { view: kept.view.clone(), is_old };
        let delta = ViewDelta::Economy { community: self.id, desk, view };
        core.tell(window, FromEngine::View(delta));
    }

    /// Keeps a desk in mind that is shown as the books are.
    pub(super) fn note_desk(&mut self, core: &Core, desk: Desk, view: &Letter<EconomyView>) {
        if is_kept(desk) && view.size() <= DESK_KEPT_BYTES_MAX {
            let made_of = self.desks_made_of(core);
            self.kept_desks.keep(KeptDesk { desk, view: view.clone(), made_of });
        }
    }

    /// Names what desks hang on: all heads, and the day.
    fn desks_made_of(&self, core: &Core) -> [u8; 32] {
        let ledger = self.ledger_heads().into_iter().flat_map(|(_, heads)| heads);
        let heads = self.heads_of(&DocumentId::Charter).into_iter().chain(ledger);
        let day = (core.now.0 / DAY_MS).to_be_bytes();
        sign::sha256(&heads.flat_map(|head| head.0).chain(day).collect::<Vec<u8>>())
    }

    /// Stores desks that were shown anew; the ledger is stored.
    pub(in crate::engine) fn keep_desks(&mut self, core: &mut Core) {
        if !self.kept_desks.is_changed || matches!(self.kept_desks.reading, Reading::Coming(_)) {
            return;
        }
        self.kept_desks.is_changed = false;
        let (program, desks) = (PROGRAM.to_owned(), self.kept_desks.desks.clone());
        core.put(keys::desks(&self.id), &StoredDesks { program, desks });
    }
}
