//! The parts of the ledger: which are here, how new they are, and what lies below their heads. Nothing is
//! read in their entries.

use std::cell::Cell;
use std::collections::BTreeSet;

use crate::clock::Timestamp;
use crate::domain::economy::books::LedgerHeads;
use crate::engine::community::Community;
use crate::engine::document::Model;
use crate::id::{ChangeHash, DocumentId};
use crate::projection::summary::Summary;

impl Community {
    /// The parts of the ledger that are here, in order.
    pub(super) fn ledger_parts(&self) -> Vec<(u32, DocumentId)> {
        let first = DocumentId::Ledger { part: 0 };
        let parts = self.documents.range(first..).filter_map(|(document, _)| match document {
            DocumentId::Ledger { part } => Some((*part, *document)),
            DocumentId::Charter
            | DocumentId::Talk { .. }
            | DocumentId::Page(_)
            | DocumentId::Motion(_)
            | DocumentId::Calendar { .. } => None,
        });
        parts.collect()
    }

    /// The latest claimed time in a part of the ledger.
    pub(super) fn ledger_newest(&self, document: &DocumentId) -> Option<Timestamp> {
        let entry = self.documents.get(document)?;
        match (entry.open.as_ref().map(|open| &open.model), &entry.meta.summary) {
            (Some(Model::Ledger(ledger)), _) | (None, Summary::Ledger(ledger)) => {
                Some(ledger.newest)
            }
            (Some(_) | None, _) => None,
        }
    }

    /// Heads of the ledger as it is here.
    pub(super) fn ledger_heads(&self) -> LedgerHeads {
        let parts = self.ledger_parts().into_iter();
        let heads = parts.map(|(part, document)| (part, self.heads_of(&document)));
        heads.filter(|(_, heads)| !heads.is_empty()).collect()
    }

    pub(super) fn ledger_below(
        &self,
        heads: &LedgerHeads,
        lacks: &Cell<bool>,
    ) -> Option<BTreeSet<ChangeHash>> {
        // Whether all of them are here costs little: nothing is walked for what does not exist.
        let mut found = Vec::with_capacity(heads.len());
        for (part, heads) in heads {
            let entry = self.documents.get(&DocumentId::Ledger { part: *part })?;
            let Some(open) = &entry.open else {
                lacks.set(true);
                return None;
            };
            let replica = &open.replica;
            if !heads.iter().all(|head| replica.contains(head)) {
                return None;
            }
            found.push((replica, heads));
        }
        let mut below = BTreeSet::new();
        for (replica, heads) in found {
            replica.ancestors_not_in(heads, &mut below);
        }
        Some(below)
    }
}
