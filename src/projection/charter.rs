//! The charter's read model: the facts, and who may do what by them.

use std::collections::BTreeMap;

use crate::domain::Fact;
use crate::domain::people::{Authority, CharterFact, CheckProof, NameMember};
use crate::id::{ChangeHash, CommandId, CommunityId, DeviceKey};

/// The charter, folded.
#[derive(Debug, Clone, Default)]
pub struct CharterModel {
    facts: BTreeMap<(CommandId, ChangeHash), CharterFact>,
    pub authority: Authority,
}

impl CharterModel {
    /// Takes a fact; `refold` follows once all of a batch are in.
    pub fn take(&mut self, id: CommandId, change: ChangeHash, author: DeviceKey, fact: Fact) {
        self.facts.insert((id, change), CharterFact { id, author, change, fact });
    }

    /// Folds everything anew.
    pub fn refold(&mut self, community: &CommunityId, check: CheckProof<'_>, name: NameMember<'_>) {
        let facts: Vec<CharterFact> = self.facts.values().cloned().collect();
        self.authority = Authority::fold(community, &facts, check, name);
    }
}
