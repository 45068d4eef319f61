//! The charter's read model: the facts, and who may do what by them. A proof is verified once,
//! however often the facts are folded.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::domain::Fact;
use crate::domain::people::{Authority, CharterFact, CheckProof, NameMember};
use crate::id::{ChangeHash, CommandId, CommunityId, DeviceKey, InvitationKey, Signature};

/// The charter, folded.
#[derive(Debug, Clone, Default)]
pub struct CharterModel {
    facts: BTreeMap<(CommandId, ChangeHash), CharterFact>,
    pub authority: Authority,
    /// Proofs that were verified, and what came of it.
    proofs: BTreeMap<(InvitationKey, DeviceKey, Signature), bool>,
}

impl CharterModel {
    /// Takes a fact; `refold` follows once all of a batch are in.
    pub fn take(&mut self, id: CommandId, change: ChangeHash, author: DeviceKey, fact: Fact) {
        self.facts.insert((id, change), CharterFact { id, author, change, fact });
    }

    /// Folds everything anew.
    pub fn refold(&mut self, community: &CommunityId, check: CheckProof<'_>, name: NameMember<'_>) {
        let facts: Vec<CharterFact> = self.facts.values().cloned().collect();
        let proofs = RefCell::new(std::mem::take(&mut self.proofs));
        let check_once = |key: &InvitationKey, device: &DeviceKey, proof: &Signature| {
            let mut proofs = proofs.borrow_mut();
            *proofs.entry((*key, *device, *proof)).or_insert_with(|| check(key, device, proof))
        };
        self.authority = Authority::fold(community, &facts, &check_once, name);
        self.proofs = proofs.into_inner();
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::clock::Timestamp;
    use crate::domain::FactBody;
    use crate::id::{BlobHash, MemberId};

    #[test]
    fn peo_2_a_proof_is_verified_once() {
        let (community, founder) = (CommunityId([9; 32]), DeviceKey([1; 32]));
        let (invitation, profile) = (InvitationKey([5; 32]), BlobHash([1; 32]));
        let (name, expires) = ("Four Shores".to_owned(), Timestamp(99));
        let device = DeviceKey([2; 32]);
        let bodies = [
            FactBody::CommunityFounded { name, sentence: String::new(), profile },
            FactBody::InvitationMade { invitation, uses_max: 1, expires },
            FactBody::MemberAdmitted { invitation, device, proof: Signature([0; 64]), profile },
        ];
        let mut charter = CharterModel::default();
        for (number, body) in (9..).zip(bodies) {
            let (id, change) = (CommandId([number; 16]), ChangeHash([number; 32]));
            charter.take(id, change, founder, Fact { at: Timestamp(u64::from(number)), body });
        }
        let asked = Cell::new(0);
        let check = |_: &InvitationKey, _: &DeviceKey, _: &Signature| {
            asked.set(asked.get() + 1);
            false
        };
        for _ in 0..3 {
            charter.refold(&community, &check, &|device| MemberId([device.0[0]; 16]));
        }
        assert_eq!((asked.get(), charter.authority.members.len()), (1, 1));
    }
}
