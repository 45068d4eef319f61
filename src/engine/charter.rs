//! The charter inside the engine: its facts folded with all that the fold asks for.

use std::collections::BTreeSet;

use crate::doc::{Patch, Replica};
use crate::domain::Fact;
use crate::engine::community::Community;
use crate::engine::gate;
use crate::id::{ChangeHash, CommunityId, DocumentId};
use crate::projection::charter::{CharterGround, CharterModel};
use crate::sign;

impl Community {
    pub(super) fn fold_charter(&mut self, patches: &[Patch]) {
        self.take_charter(patches);
        self.with_charter(|charter, ground| charter.refold(ground));
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

/// A charter's model with all that its fold asks for; `replica` is what it is folded from.
pub(super) fn on_charter<T>(
    charter: &mut CharterModel,
    community: CommunityId,
    replica: Option<&Replica>,
    act: impl FnOnce(&mut CharterModel, CharterGround<'_>) -> T,
) -> T {
    let below = |heads: &[ChangeHash]| {
        let replica = replica.filter(|one| heads.iter().all(|head| one.contains(head)))?;
        let mut below = BTreeSet::new();
        replica.ancestors_not_in(heads, &mut below);
        Some(below)
    };
    let ground = CharterGround {
        community: &community,
        check: &|key, device, proof| gate::check_proof(&community, key, device, proof),
        name: &gate::member_id,
        digest: sign::sha256,
        accepts: &|device, digest, signature| {
            gate::check_acceptance(&community, device, digest, signature)
        },
        parents: &|change| replica.map(|one| one.parents_of(change)).unwrap_or_default(),
        below: &below,
    };
    act(charter, ground)
}
