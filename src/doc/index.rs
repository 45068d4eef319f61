//! What the admitted changes left behind, as far as later ones may refer to it: fact ids, elements
//! of the text and which of them were taken away by whom. Touches no automerge. Invariant: says the
//! same whatever the order in which changes were admitted.

use std::collections::BTreeMap;

use super::content::{Content, OpRef, Run};
use super::graph::{Clock, Graph, Node};
use crate::id::CommandId;

/// See the module.
#[derive(Debug, Clone, Default)]
pub(super) struct Index {
    /// The changes that put a fact under this id; more than one only if somebody took another's.
    facts: BTreeMap<CommandId, Vec<u32>>,
    /// Inserted characters, by author and counter of the first.
    elements: BTreeMap<(u32, u64), Stretch>,
    /// Deletions, by author of the element and 64 counters at a time: which change, which of them.
    deletions: BTreeMap<(u32, u64), Vec<(u32, u64)>>,
}

/// Consecutive characters of one insertion.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    count: u64,
    node: u32,
    run: u32,
}

/// Elements of one author with consecutive counters, from one insertion.
pub(super) struct Elements {
    pub count: u64,
    /// The change that inserted them, which of its runs, and how many characters into it.
    pub node: u32,
    pub run: u32,
    pub offset: u64,
}

/// 64 counters and those of them that are meant, as bits.
pub(super) fn blocks(first: &OpRef, count: u64) -> impl Iterator<Item = ((u32, u64), u64)> {
    let (actor, start, end) = (first.actor, first.counter, first.counter + count);
    (start / 64..end.div_ceil(64)).map(move |block| {
        let low = start.max(block * 64) - block * 64;
        let high = end.min((block + 1) * 64) - block * 64;
        let below = |bits: u64| if bits == 64 { u64::MAX } else { (1 << bits) - 1 };
        ((actor, block), below(high) & !below(low))
    })
}

impl Index {
    /// Takes in an admitted change.
    pub fn insert(&mut self, number: u32, node: &Node) {
        match node.content.as_ref() {
            None | Some(Content::Field { .. }) => {}
            Some(Content::Fact { id, .. }) => self.facts.entry(*id).or_default().push(number),
            Some(Content::Text(runs)) => {
                let mut counter = node.start_op;
                for (run, content) in runs.iter().enumerate() {
                    match content {
                        Run::Insert { text, .. } => {
                            let count = text.chars().count() as u64;
                            let stretch = Stretch { count, node: number, run: run as u32 };
                            self.elements.insert((node.actor, counter), stretch);
                            counter += count;
                        }
                        Run::Delete { first, count } => {
                            for (block, bits) in blocks(first, u64::from(*count)) {
                                self.deletions.entry(block).or_default().push((number, bits));
                            }
                            counter += u64::from(*count);
                        }
                    }
                }
            }
        }
    }

    /// Forgets the changes from this number on.
    pub fn truncate(&mut self, len: u32) {
        self.facts.values_mut().for_each(|nodes| nodes.retain(|node| *node < len));
        self.facts.retain(|_, nodes| !nodes.is_empty());
        self.elements.retain(|_, stretch| stretch.node < len);
        self.deletions.values_mut().for_each(|nodes| nodes.retain(|(node, _)| *node < len));
    }

    /// The changes that put a fact under this id.
    pub fn fact(&self, id: &CommandId) -> &[u32] {
        self.facts.get(id).map_or(&[], Vec::as_slice)
    }

    /// The element of this name and those that follow it in its insertion.
    pub fn elements(&self, op: &OpRef) -> Option<Elements> {
        let (key, stretch) = self.elements.range(..=(op.actor, op.counter)).next_back()?;
        let offset = op.counter - key.1.min(op.counter);
        (key.0 == op.actor && offset < stretch.count).then(|| Elements {
            count: stretch.count - offset,
            node: stretch.node,
            run: stretch.run,
            offset,
        })
    }

    /// Whether any of these elements was taken away by a change that `clock` has seen.
    pub fn is_deleted(&self, graph: &Graph, clock: &Clock, block: (u32, u64), bits: u64) -> bool {
        let deletions = self.deletions.get(&block).map_or(&[][..], Vec::as_slice);
        deletions.iter().any(|(node, gone)| gone & bits != 0 && graph.sees(clock, *node))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_cover_exactly_what_is_meant() {
        let all: Vec<_> = blocks(&OpRef { actor: 1, counter: 62 }, 4).collect();
        assert_eq!(all, [((1, 0), 0b11 << 62), ((1, 1), 0b11)]);
        let whole: Vec<_> = blocks(&OpRef { actor: 0, counter: 64 }, 64).collect();
        assert_eq!(whole, [((0, 1), u64::MAX)]);
    }
}
