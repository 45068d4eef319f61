//! The charter inside the engine: its facts folded with all that the fold asks for.

use std::collections::BTreeSet;

use crate::doc::{Patch, Replica};
use crate::domain::{Authority, Fact};
use crate::engine::community::Community;
use crate::engine::{gate, twice};
use crate::id::{ChangeHash, CommunityId, DocumentId, MemberId};
use crate::projection::charter::{CharterGround, CharterModel};
use crate::sign;

impl Community {
    pub(super) fn fold_charter(&mut self, patches: &[Patch]) {
        self.take_charter(patches);
        self.with_charter(|charter, ground| charter.refold(ground));
        self.remind_at = None;
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

    /// The furthest changes of the charter by a member's devices that are here.
    pub(super) fn furthest(&self, member: &MemberId) -> Vec<ChangeHash> {
        let devices = self.devices_of(member);
        on_charter(&self.charter, self.id, self.charter_replica(), |charter, ground| {
            charter.furthest(&devices, ground)
        })
    }

    /// Changes of the charter at and below these heads; `None` while one is not here.
    pub(super) fn charter_below(&self, heads: &[ChangeHash]) -> Option<BTreeSet<ChangeHash>> {
        below(self.charter_replica()?, heads)
    }
}

/// Changes at and below these heads; `None` while one of them is not here.
pub(super) fn below(replica: &Replica, heads: &[ChangeHash]) -> Option<BTreeSet<ChangeHash>> {
    if !heads.iter().all(|head| replica.contains(head)) {
        return None;
    }
    let mut below = BTreeSet::new();
    replica.ancestors_not_in(heads, &mut below);
    Some(below)
}

/// A charter's model with all that its fold asks for; `replica` is what it is folded from.
pub(super) fn on_charter<M, T>(
    charter: M,
    community: CommunityId,
    replica: Option<&Replica>,
    act: impl FnOnce(M, CharterGround<'_>) -> T,
) -> T {
    let below = |heads: &[ChangeHash]| below(replica?, heads);
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
        below: &below,
    };
    act(charter, ground)
}
