//! What in the books waits for this member: what they said when they were looked at last is kept beside
//! them, and told at once. Where the ledger went on since, the books are opened by themselves, while
//! somebody looks, once nothing else happens. Invariant: nothing of it is worked out as the engine begins.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::engine::Engine;
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::pending::Task;
use crate::engine::views::Asked;
use crate::message::model::{BooksWait, ViewKey};
use crate::sign;
use crate::store::record::PROGRAM;
use crate::store::{keys, record};

/// The books are not opened by themselves before so long nothing came that the first screen shows.
const QUIET_MS: u64 = 5_000;

/// What waited, and what that was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct KeptWaits {
    /// Names the program: what another one kept may be in another form.
    program: String,
    made_of: [u8; 32],
    wait: BooksWait,
}

/// Whether the books are opened for it.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Looking {
    #[default]
    No,
    /// At this time of the device, unless something comes before.
    At(Timestamp),
    /// They are on their way.
    Now,
}

/// What is known of it.
#[derive(Debug, Default)]
pub struct Waits {
    kept: Option<KeptWaits>,
    /// Storage has another one.
    is_changed: bool,
    /// People, decisions or entries are not as they were.
    is_stale: bool,
    looking: Looking,
}

impl Waits {
    /// As it was kept. What cannot be read is worked out anew.
    pub fn take_stored(&mut self, bytes: &[u8]) {
        let kept = record::decode::<KeptWaits>(bytes).ok();
        self.kept = kept.filter(|kept| kept.program == PROGRAM);
    }

    /// Whether storage has another one.
    pub fn is_changed(&self) -> bool {
        self.is_changed
    }

    pub(super) fn are_stale(&mut self) {
        self.is_stale = true;
    }

    /// The books did not come.
    pub(super) fn give_up(&mut self) {
        self.looking = Looking::No;
    }

    /// When the books are to be opened for it; a clock that was set back puts it off no longer than
    /// usual.
    pub fn next_look(&self, now: Timestamp) -> Option<Timestamp> {
        if let Looking::At(at) = self.looking { Some(at.min(now.plus_ms(QUIET_MS))) } else { None }
    }

    fn is_due(&self, now: Timestamp) -> bool {
        matches!(self.looking, Looking::At(at) if at <= now || at > now.plus_ms(QUIET_MS))
    }
}

impl Engine {
    /// Opens books whose time has come, where somebody still looks.
    pub(in crate::engine) fn look_into_books(&mut self) {
        for community in self.communities.values_mut() {
            if !community.waits.is_due(self.core.device_now) {
                continue;
            }
            let key = ViewKey::Today(community.id);
            let Some(window) = self.core.watching(&key).first().copied() else {
                community.waits.looking = Looking::No;
                continue;
            };
            community.waits.looking = Looking::Now;
            if community.with_books(&mut self.core, &Task::Show(window, key.clone())) {
                self.core.mark(key);
            }
        }
    }
}

impl Community {
    /// What waits for this member, as far as it is known. Whoever has no vote can do nothing of it.
    pub(in crate::engine) fn what_waits(&self) -> Option<BooksWait> {
        let kept = self.waits.kept.as_ref().filter(|_| self.can_settle())?;
        (kept.wait.count > 0).then(|| kept.wait.clone())
    }

    fn can_settle(&self) -> bool {
        self.is_member() && self.authority().voters.contains(&self.me())
    }

    /// Somebody looks at what waits: it is worked out where the books are open, and they are to be
    /// opened where the ledger is not the one that it was made of.
    pub(in crate::engine) fn look_what_waits(
        &mut self,
        core: &mut Core,
        (key, asked): (&ViewKey, Asked),
    ) {
        if !self.can_settle() || self.ledger_heads().is_empty() {
            return;
        }
        let made_of = self.waits_made_of();
        let is_new = self.waits.kept.as_ref().is_none_or(|kept| kept.made_of != made_of);
        let task = match asked {
            Asked::First(window) => Task::Show(window, key.clone()),
            Asked::Again => Task::Attend,
        };
        // Whoever is shown it for the first time goes on with what was begun for it.
        let goes_on = self.waits.looking == Looking::Now && task != Task::Attend;
        if self.books.is_none() && !goes_on {
            if is_new && self.waits.looking != Looking::Now {
                self.waits.looking = Looking::At(core.device_now.plus_ms(QUIET_MS));
            }
            return;
        }
        if !(is_new || self.waits.is_stale || goes_on) || !self.with_books(core, &task) {
            return;
        }
        self.waits.looking = Looking::No;
        self.waits.is_stale = false;
        let Some(wait) = self.on_books(core, |keeper, ground| keeper.waits(ground)) else { return };
        let kept = KeptWaits { program: PROGRAM.to_owned(), made_of, wait };
        if self.waits.kept.as_ref() != Some(&kept) {
            self.waits.kept = Some(kept);
            self.waits.is_changed = true;
        }
    }

    /// Names what it hangs on: entries, and decisions about what they come to.
    fn waits_made_of(&self) -> [u8; 32] {
        let heads = self.ledger_heads().into_iter().flat_map(|(_, heads)| heads);
        let decisions = u64::try_from(self.authority().decisions.len());
        let decisions = decisions.unwrap_or(u64::MAX).to_be_bytes();
        sign::sha256(&heads.flat_map(|head| head.0).chain(decisions).collect::<Vec<u8>>())
    }

    /// Stores what waits, where it changed; the ledger is stored.
    pub(in crate::engine) fn keep_waits(&mut self, core: &mut Core) {
        if std::mem::take(&mut self.waits.is_changed)
            && let Some(kept) = &self.waits.kept
        {
            core.put(keys::waits(&self.id), kept);
        }
    }
}
