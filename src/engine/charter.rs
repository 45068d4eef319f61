//! The charter inside the engine: its facts folded with all that the fold asks for, and kept as they
//! were judged.

use serde::{Deserialize, Serialize};

use crate::doc::{Patch, Replica};
use crate::domain::motion::Seen;
use crate::domain::{Authority, Fact};
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::document::Open;
use crate::engine::io::Entry;
use crate::engine::{gate, twice};
use crate::id::{ChangeHash, CommunityId, DocumentId};
use crate::message::motion::EndedRight;
use crate::projection::charter::{CharterGround, CharterModel, KeptCharter};
use crate::sign;
use crate::store::record::PROGRAM;
use crate::store::{keys, record};

/// The charter as it is stored beside the document.
#[derive(Debug, Serialize, Deserialize)]
struct StoredCharter {
    program: String,
    heads: Vec<ChangeHash>,
    charter: KeptCharter,
}

/// How far the charter is kept as it was judged.
#[derive(Debug, Default)]
pub struct CharterKeeping {
    /// As of which heads it is kept.
    kept: Vec<ChangeHash>,
    /// Its heads when it was last looked at whether it is to be kept.
    resting: Vec<ChangeHash>,
}

impl Community {
    /// Takes what was kept of the charter: all of it where the document has just that. Says whether it
    /// can be shown.
    pub(super) fn take_kept_charter(&mut self, entry: &Entry) -> bool {
        let stored = record::decode::<StoredCharter>(&entry.value).ok();
        let Some(stored) = stored.filter(|stored| stored.program == PROGRAM) else { return false };
        if stored.heads != self.heads_of(&DocumentId::Charter) {
            // Nothing that was judged is ever judged otherwise.
            self.charter.remember(&stored.charter);
            return false;
        }
        let kept = stored.charter;
        let restored =
            on_charter((), self.id, None, |(), ground| CharterModel::restore(kept, ground));
        let Some(charter) = restored else { return false };
        self.charter = charter;
        self.keeping.kept = stored.heads;
        true
    }

    /// Whether the charter is stored and has changed since it was kept.
    pub(super) fn lacks_kept_charter(&self) -> bool {
        let Some(entry) = self.documents.get(&DocumentId::Charter) else { return false };
        let is_stored = |open: &Open| open.unsaved.is_empty() && open.signing.is_none();
        entry.open.as_ref().is_some_and(is_stored) && entry.meta.heads != self.keeping.kept
    }

    /// Keeps the charter as it was judged, where it changed and is at rest: while much of it comes, all that
    /// is here would be written again and again.
    pub(super) fn keep_charter(&mut self, core: &mut Core) {
        if !self.lacks_kept_charter() {
            return;
        }
        let (program, heads) = (PROGRAM.to_owned(), self.heads_of(&DocumentId::Charter));
        if std::mem::replace(&mut self.keeping.resting, heads.clone()) != heads {
            return;
        }
        self.keeping.kept.clone_from(&heads);
        let stored = StoredCharter { program, heads, charter: self.charter.keep() };
        core.put(keys::charter(&self.id), &stored);
    }

    pub(super) fn fold_charter(&mut self, core: &mut Core, patches: &[Patch]) {
        let cuts = self.authority().cuts_of_posts();
        self.take_charter(patches);
        self.with_charter(|charter, ground| charter.refold(ground));
        self.remind_at = None;
        if self.authority().cuts_of_posts() != cuts {
            self.posts_were_cut(core);
        }
    }

    pub(super) fn take_charter(&mut self, patches: &[Patch]) {
        for patch in patches {
            let Patch::Fact { id, json, change, device, .. } = patch else { continue };
            match Fact::from_json(json) {
                Ok(fact) => self.charter.take(*id, *change, *device, fact),
                Err(error) => self.refused(error.code()),
            }
        }
    }

    /// The charter's model with all that its fold asks for.
    pub fn with_charter<T>(
        &mut self,
        act: impl FnOnce(&mut CharterModel, CharterGround<'_>) -> T,
    ) -> T {
        let entry = self.documents.get(&DocumentId::Charter);
        let replica = entry.and_then(|entry| entry.open.as_ref()).map(|open| &open.replica);
        on_charter(&mut self.charter, self.id, replica, act)
    }
}

impl Community {
    fn charter_replica(&self) -> Option<&Replica> {
        let entry = self.documents.get(&DocumentId::Charter);
        entry.and_then(|entry| entry.open.as_ref()).map(|open| &open.replica)
    }

    /// Who may do what, as the charter is at these heads; `None` while not all of it is here.
    pub(super) fn authority_at(&self, heads: &[ChangeHash]) -> Option<Authority> {
        let replica = self.charter_replica();
        on_charter(&self.charter, self.id, replica, |charter, ground| {
            charter.authority_at(heads, ground)
        })
    }

    /// What is here of what was done by a right that is to end.
    pub(super) fn furthest(&self, ended: EndedRight) -> Seen {
        match ended {
            EndedRight::Membership(member) => {
                let devices = self.devices_of(&member);
                let posts_until = Some(self.newest_post_of(&devices));
                Seen { changes: self.charter.furthest(&devices), posts_until }
            }
            EndedRight::Admission => {
                Seen { changes: self.charter.furthest_claims(), posts_until: None }
            }
        }
    }
}

/// A charter's model with all that its fold asks for; `replica` is what it is folded from.
pub(super) fn on_charter<M, T>(
    charter: M,
    community: CommunityId,
    replica: Option<&Replica>,
    act: impl FnOnce(M, CharterGround<'_>) -> T,
) -> T {
    let ground = CharterGround {
        community: &community,
        check: &|comes, key, device, proof| {
            gate::check_proof(&community, (comes, key), device, proof)
        },
        name: &gate::member_id,
        digest: sign::sha256,
        accepts: &|device, digest, signature| {
            gate::check_acceptance(&community, device, digest, signature)
        },
        proves: &|device, document, halves| twice::proves(&community, device, document, halves),
        parents: &|change| replica.map(|one| one.parents_of(change)).unwrap_or_default(),
    };
    act(charter, ground)
}
