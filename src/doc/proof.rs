//! Two signed changes for one place of a chain -> the device that signed both. Touches no
//! automerge. Invariant: believes nobody; what it takes for proof its device alone can have made.

use super::graph::{Node, Standing};
use super::schema::{self, Schema};
use super::wire::SignedChanges;
use super::{Equivocation, Replica};
use crate::id::{ChangeHash, CommunityId, DocumentId};
use crate::sign;

impl Replica {
    /// Who signed two changes for one place of a chain, one such pair of each device: the same on
    /// every replica that has the same changes.
    pub fn equivocations(&self) -> Vec<Equivocation> {
        self.graph.equivocations()
    }

    /// Whether others take nothing more of this device in this document.
    pub fn is_cut_off(&self) -> bool {
        self.graph.forks().of_device(&self.actor.device()).next().is_some()
    }

    /// What proves a pair by itself: each of the two, what leads from it to a change of its author
    /// that bears a signature, and that. `None` while such a change is not here.
    pub fn proof_of(&self, pair: &Equivocation) -> Option<[SignedChanges; 2]> {
        let half = |hash: &ChangeHash| {
            let is_signed = |node: &Node| matches!(node.standing, Standing::Signed(_));
            let path = self.graph.vouching(self.graph.find(hash)?, is_signed)?;
            Some(self.pack(&path))
        };
        let [one, other] = &pair.changes;
        Some([half(one)?, half(other)?])
    }
}

/// Whom two halves prove to have signed two changes for one place, if they do.
pub fn proved(
    community: &CommunityId,
    document: &DocumentId,
    halves: &[SignedChanges; 2],
) -> Option<Equivocation> {
    let [one, other] = halves.each_ref().map(|half| Half::read(community, document, half));
    let (one, other) = (one?, other?);
    if (one.actor, one.seq) != (other.actor, other.seq) || one.first == other.first {
        return None;
    }
    let changes = [one.first.min(other.first), one.first.max(other.first)];
    Some(Equivocation { device: one.actor.device(), changes })
}

/// A change that its author vouched for.
struct Half {
    actor: super::ActorKey,
    seq: u64,
    first: ChangeHash,
}

impl Half {
    /// Reads a half: the first change in it, and a later one by the same author, signed, that
    /// builds on it.
    fn read(community: &CommunityId, document: &DocumentId, half: &SignedChanges) -> Option<Self> {
        let schema = Schema::of(document);
        if half.stranger_to(schema).is_some() {
            return None;
        }
        let genesis = schema::from_automerge(&schema.genesis().hash());
        let mut hashes: Vec<ChangeHash> = Vec::with_capacity(half.len());
        let mut builds_on_first = Vec::with_capacity(half.len());
        let mut found = None;
        for index in 0..half.len() {
            let draft = half.draft(index, genesis, &hashes);
            let parents =
                draft.deps.iter().filter_map(|dep| hashes.iter().position(|one| one == dep));
            let leads = index == 0 || parents.into_iter().any(|parent| builds_on_first[parent]);
            let hash = schema::from_automerge(&draft.compose().hash());
            let first =
                found.get_or_insert(Self { actor: *draft.actor(), seq: draft.seq, first: hash });
            hashes.push(hash);
            builds_on_first.push(leads);
            let signed = half.tips.iter().find(|tip| tip.change as usize == index);
            let Some(tip) = signed.filter(|_| leads && first.actor == *draft.actor()) else {
                continue;
            };
            let message = sign::tip_message(community, document, &hash);
            let verified = sign::verify(&draft.actor().device(), &message, &tip.signature);
            return verified.ok().and(found);
        }
        None
    }
}
