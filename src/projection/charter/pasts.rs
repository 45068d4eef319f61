//! What each fact of the charter builds on, as sets of places in the order in which facts came in:
//! asked of so many facts that walking through the document for each would take longer than all else.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::motion::past::Past;
use crate::id::ChangeHash;

/// Places of facts, and what lies below each.
#[derive(Debug, Clone, Default)]
pub struct Pasts {
    places: BTreeMap<ChangeHash, usize>,
    changes: Vec<ChangeHash>,
    /// On which places each builds.
    parents: Vec<Vec<usize>>,
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
            let parents = below.iter().filter_map(|parent| self.place(parent)).collect();
            self.put(next, parents);
            open.pop();
        }
        self.places[&change]
    }

    /// The next place is this change's, which builds on these.
    pub fn put(&mut self, change: ChangeHash, parents: Vec<usize>) {
        let past = self.union(&parents);
        self.places.insert(change, self.pasts.len());
        self.changes.push(change);
        self.parents.push(parents);
        self.pasts.push(past);
    }

    /// Every change in the order of places, and the places that it builds on.
    pub fn iter(&self) -> impl Iterator<Item = (&ChangeHash, &[usize])> {
        self.changes.iter().zip(self.parents.iter().map(Vec::as_slice))
    }

    /// What a change builds on.
    pub fn parents_of(&self, change: &ChangeHash) -> Vec<ChangeHash> {
        let parents = self.place(change).map_or(&[][..], |place| &self.parents[place]);
        parents.iter().map(|place| self.changes[*place]).collect()
    }

    /// What lies at and below these; `None` where one of them is not here.
    pub fn below(&self, heads: &[ChangeHash]) -> Option<Past> {
        let places: Option<Vec<usize>> = heads.iter().map(|head| self.place(head)).collect();
        Some(self.union(&places?))
    }

    /// The changes at and below these; `None` where one of them is not here.
    pub fn changes_below(&self, heads: &[ChangeHash]) -> Option<BTreeSet<ChangeHash>> {
        let below = self.below(heads)?;
        let mut changes = BTreeSet::new();
        changes.extend(below.places().map(|place| self.changes[place]));
        Some(changes)
    }

    /// Whether a change lies at or below another; not where one of the two is not here.
    pub fn is_below(&self, change: &ChangeHash, head: &ChangeHash) -> bool {
        let (Some(change), Some(head)) = (self.place(change), self.place(head)) else {
            return false;
        };
        change == head || self.pasts[head].contains(change)
    }

    fn union(&self, heads: &[usize]) -> Past {
        let mut below = Past::default();
        for place in heads {
            below.extend(&self.pasts[*place]);
            below.insert(*place);
        }
        below
    }
}
