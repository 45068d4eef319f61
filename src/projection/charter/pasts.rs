//! What each fact of the charter builds on, as sets of places in the order in which facts came in:
//! asked of so many facts that walking through the document for each would take longer than all else.

use std::collections::BTreeMap;

use crate::domain::motion::past::Past;
use crate::id::ChangeHash;

/// Places of facts, and what lies below each.
#[derive(Debug, Clone, Default)]
pub struct Pasts {
    places: BTreeMap<ChangeHash, usize>,
    pasts: Vec<Past>,
}

impl Pasts {
    /// The place of a fact, once it has one.
    pub fn place(&self, change: &ChangeHash) -> Option<usize> {
        self.places.get(change).copied()
    }

    /// Gives a fact its place, after those that it builds on.
    pub fn add(
        &mut self,
        change: ChangeHash,
        parents: &dyn Fn(&ChangeHash) -> Vec<ChangeHash>,
    ) -> usize {
        let mut open = vec![change];
        while let Some(next) = open.last().copied() {
            if self.places.contains_key(&next) {
                open.pop();
                continue;
            }
            let below = parents(&next);
            // What a document begins with builds on nothing and holds no fact: it has a place all the
            // same.
            let lacking = below.iter().find(|parent| !self.places.contains_key(*parent));
            if let Some(parent) = lacking {
                open.push(*parent);
                continue;
            }
            let past = self.union(&below);
            self.places.insert(next, self.pasts.len());
            self.pasts.push(past);
            open.pop();
        }
        self.places[&change]
    }

    /// What lies at and below these; `None` where one of them is not here.
    pub fn below(&self, heads: &[ChangeHash]) -> Option<Past> {
        heads.iter().all(|head| self.places.contains_key(head)).then(|| self.union(heads))
    }

    fn union(&self, heads: &[ChangeHash]) -> Past {
        let mut below = Past::default();
        for place in heads.iter().filter_map(|head| self.place(head)) {
            below.extend(&self.pasts[place]);
            below.insert(place);
        }
        below
    }
}
