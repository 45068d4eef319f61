//! The changes of a page's text -> stretches of writing, as people think of them. Touches no
//! automerge. Invariant: the same on every replica that has the same changes.

use std::collections::BTreeSet;

use super::Replica;
use super::content::{Content, OpRef, Run};
use crate::clock::Timestamp;
use crate::id::{ChangeHash, DeviceKey};
use crate::limits;

/// Writing of one device without a long pause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stretch {
    /// The heads right after it.
    pub at: Vec<ChangeHash>,
    /// Who wrote.
    pub device: DeviceKey,
    /// The claimed time of its last change.
    pub ended: Timestamp,
    /// UTF-16 code units that were added.
    pub added: u32,
    /// UTF-16 code units that were taken away.
    pub removed: u32,
}

impl Replica {
    /// How the text came to be, newest first.
    pub fn history(&self) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        let mut heads: BTreeSet<u32> = BTreeSet::new();
        for number in self.graph.in_order() {
            let node = self.graph.node(number);
            node.deps.iter().for_each(|parent| {
                heads.remove(parent);
            });
            heads.insert(number);
            let Some(Content::Text(runs)) = &node.content else { continue };
            let (added, removed) = self.extent(runs);
            let device = self.graph.device(node);
            let ended = Timestamp(node.at_seconds * 1000);
            let at = self.graph.hashes(&heads);
            match stretches.last_mut() {
                Some(last)
                    if last.device == device
                        && ended.since_ms(last.ended) <= limits::HISTORY_STRETCH_S * 1000 =>
                {
                    last.at = at;
                    last.ended = ended;
                    last.added = last.added.saturating_add(added);
                    last.removed = last.removed.saturating_add(removed);
                }
                Some(_) | None => stretches.push(Stretch { at, device, ended, added, removed }),
            }
        }
        stretches.reverse();
        stretches
    }

    /// How many code units a change adds and takes away.
    fn extent(&self, runs: &[Run]) -> (u32, u32) {
        let (mut added, mut removed) = (0, 0);
        for run in runs {
            match run {
                Run::Insert { text, .. } => added += text.encode_utf16().count(),
                Run::Delete { first, count } => {
                    removed += self.units(first, u64::from(*count));
                }
            }
        }
        (u32::try_from(added).unwrap_or(u32::MAX), u32::try_from(removed).unwrap_or(u32::MAX))
    }

    /// The length of these elements, `count` of them from `first` on.
    fn units(&self, first: &OpRef, count: u64) -> usize {
        let (mut units, mut done) = (0, 0);
        while done < count {
            let op = OpRef { actor: first.actor, counter: first.counter + done };
            let Some(elements) = self.index.elements(&op) else { return units };
            let taken = elements.count.min(count - done);
            let content = self.graph.node(elements.node).content.as_ref();
            if let Some(Content::Text(runs)) = content
                && let Some(Run::Insert { text, .. }) = runs.get(elements.run as usize)
            {
                units += slice_units(text, elements.offset as usize, taken as usize);
            }
            done += taken;
        }
        units
    }
}

/// Code units of `count` characters of `text` from character `offset` on.
fn slice_units(text: &str, offset: usize, count: usize) -> usize {
    if text.is_ascii() {
        return count;
    }
    text.chars().skip(offset).take(count).map(char::len_utf16).sum()
}
