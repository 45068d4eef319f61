//! The document -> what others read of it. May touch automerge to read. Invariant: whatever has an
//! order here has the same one on every replica that has the same changes.

use std::collections::BTreeSet;
use std::ops::Range;

use automerge::ReadDoc as _;

use super::content::Content;
use super::schema;
use super::{Patch, Replica};
use crate::clock::Timestamp;
use crate::id::{ChangeHash, CommandId, DeviceKey};
use crate::limits;
use crate::message::command::{PageField, Splice};
use crate::ordered::Set;
use crate::text_edit::{diff, utf16_length};

/// A fact with what its change says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FactEntry<'a> {
    /// Its name.
    pub id: CommandId,
    /// Its content, unread.
    pub json: &'a str,
    /// The change that put it.
    pub change: ChangeHash,
    /// Who put it.
    pub device: DeviceKey,
    /// When its author says it was put, to the second.
    pub at: Timestamp,
}

impl Replica {
    /// All facts, each after those that its author knew.
    pub fn facts(&self) -> impl Iterator<Item = FactEntry<'_>> {
        self.graph.in_order().into_iter().filter_map(|number| self.fact_of(number))
    }

    /// The facts of this id: one, or none, or several if somebody took another's id.
    pub fn facts_of(&self, id: &CommandId) -> impl Iterator<Item = FactEntry<'_>> {
        self.index.fact(id).iter().filter_map(|number| self.fact_of(*number))
    }

    fn fact_of(&self, number: u32) -> Option<FactEntry<'_>> {
        let node = self.graph.node(number);
        match node.content.as_ref()? {
            Content::Fact { id, json } => Some(FactEntry {
                id: *id,
                json,
                change: node.hash,
                device: self.graph.device(node),
                at: Timestamp(node.at_seconds * 1000),
            }),
            Content::Field { .. } | Content::Text(_) => None,
        }
    }

    /// The text of a page; empty for other documents.
    pub fn text(&self) -> String {
        self.doc.text(schema::text_object()).unwrap_or_default()
    }

    /// The text as it was at `heads`; `None` if this document does not have them all.
    pub fn text_at(&self, heads: &[ChangeHash]) -> Option<String> {
        if !heads.iter().all(|hash| self.contains(hash)) {
            return None;
        }
        let heads = heads.iter().filter_map(|hash| self.graph.find(hash));
        let heads: Vec<_> = heads.map(|number| self.automerge_hash(number)).collect();
        Some(self.doc.text_at(schema::text_object(), &heads).unwrap_or_default())
    }

    /// The last changes of the text, ascending: those that no other change of it builds on. Whatever
    /// else is written on the page leaves them as they are. None, where they are more than a motion names.
    pub fn wording(&self) -> Vec<ChangeHash> {
        let (mut found, mut seen) = (BTreeSet::new(), BTreeSet::new());
        let mut open: Vec<u32> = self.graph.heads().iter().copied().collect();
        while let Some(number) = open.pop() {
            if !seen.insert(number) {
                continue;
            }
            let node = self.graph.node(number);
            match node.content {
                Some(Content::Text(_)) => {
                    found.insert(number);
                    if found.len() > limits::WORDING_HEADS_MAX {
                        return Vec::new();
                    }
                }
                Some(Content::Fact { .. } | Content::Field { .. }) | None => {
                    open.extend(&node.deps);
                }
            }
        }
        if found.len() > 1 {
            // By way of another kind of change an older one of the text can be met as well.
            let below: Vec<_> =
                found.iter().map(|of| self.graph.clock(&self.graph.node(*of).deps)).collect();
            found.retain(|number| !below.iter().any(|clock| self.graph.sees(clock, *number)));
        }
        self.graph.hashes(&found)
    }

    /// The fields that were ever set, each with its values: the one that counts first, then those
    /// written at the same time by others.
    pub fn fields(&self) -> Vec<(PageField, Vec<(String, DeviceKey)>)> {
        let fields = PageField::ALL.into_iter().map(|field| (field, self.field(field)));
        fields.filter(|(_, values)| !values.is_empty()).collect()
    }

    fn field(&self, field: PageField) -> Vec<(String, DeviceKey)> {
        let values = self.field_ops(field).into_iter();
        values.map(|(value, actor, _)| (value, actor.device())).collect()
    }

    /// The changes that nothing builds on yet, ascending. A document in which nobody wrote has its
    /// genesis.
    pub fn heads(&self) -> Vec<ChangeHash> {
        self.graph.hashes(self.graph.heads())
    }

    /// Whether this change is in the document.
    pub fn contains(&self, hash: &ChangeHash) -> bool {
        self.graph.find(hash).is_some()
    }

    /// How many changes the document has, its genesis not counted.
    pub fn len(&self) -> usize {
        self.graph.len() as usize - 1
    }

    /// Whether nobody wrote here yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Everyone who wrote here.
    pub fn known_devices(&self) -> Set<DeviceKey> {
        let wrote = self.graph.iter().map(|(_, node)| self.graph.device(node));
        wrote.collect()
    }

    /// The ancestors of `heads`, with themselves, that are not in `seen` yet, which they are added
    /// to: what somebody has who has these heads. Unknown hashes are ignored.
    pub fn ancestors_not_in(
        &self,
        heads: &[ChangeHash],
        seen: &mut BTreeSet<ChangeHash>,
    ) -> Vec<ChangeHash> {
        let mut new = Vec::new();
        let mut open: Vec<u32> = heads.iter().filter_map(|hash| self.graph.find(hash)).collect();
        while let Some(number) = open.pop() {
            let node = self.graph.node(number);
            if seen.insert(node.hash) {
                new.push(node.hash);
                open.extend(&node.deps);
            }
        }
        new
    }

    /// What these changes and these splices mean to readers.
    pub(super) fn patches(&self, numbers: Range<u32>, splices: Vec<Splice>) -> Vec<Patch> {
        let mut patches = Vec::new();
        let mut fields = BTreeSet::new();
        for number in numbers {
            match self.graph.node(number).content.as_ref() {
                Some(Content::Field { field, .. }) => {
                    fields.insert(*field);
                }
                None | Some(Content::Text(_) | Content::Fact { .. }) => {}
            }
            if let Some(FactEntry { id, json, change, device, at }) = self.fact_of(number) {
                patches.push(Patch::Fact { id, json: json.to_owned(), change, device, at });
            }
        }
        if !splices.is_empty() {
            patches.push(Patch::Spliced(splices));
        }
        let fields = fields.into_iter();
        patches.extend(fields.map(|field| Patch::Field { field, values: self.field(field) }));
        patches
    }
}

/// Splices that turn `from` into `to`, line by line where that is not too much work.
pub(super) fn difference(from: &str, to: &str) -> Vec<Splice> {
    let (old, new): (Vec<&str>, Vec<&str>) =
        (from.split_inclusive('\n').collect(), to.split_inclusive('\n').collect());
    let ahead = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let tail = old[ahead..].iter().rev().zip(new[ahead..].iter().rev());
    let behind = tail.take_while(|(a, b)| a == b).count();
    let (from, to) = (&old[ahead..old.len() - behind], &new[ahead..new.len() - behind]);
    let mut splices = Vec::new();
    let mut at = units(&old[..ahead]);
    if from.len().saturating_mul(to.len()) > limits::RESTORE_COMPARED_LINES_MAX {
        splices.extend(replace(at, from, to));
        return splices;
    }
    let table = common(from, to);
    let (mut i, mut j) = (0, 0);
    while i < from.len() || j < to.len() {
        let (start, begin) = (i, j);
        while (i < from.len() || j < to.len())
            && !(i < from.len() && j < to.len() && from[i] == to[j])
        {
            if j == to.len() || (i < from.len() && table[i + 1][j] >= table[i][j + 1]) {
                i += 1;
            } else {
                j += 1;
            }
        }
        splices.extend(replace(at, &from[start..i], &to[begin..j]));
        at += units(&to[begin..j]);
        if i < from.len() && j < to.len() {
            at += units(&to[j..=j]);
            i += 1;
            j += 1;
        }
    }
    splices
}

/// For each pair of suffixes, how many lines they have in common, in order.
fn common(from: &[&str], to: &[&str]) -> Vec<Vec<u32>> {
    let mut table = vec![vec![0; to.len() + 1]; from.len() + 1];
    for i in (0..from.len()).rev() {
        for j in (0..to.len()).rev() {
            table[i][j] = if from[i] == to[j] {
                table[i + 1][j + 1] + 1
            } else {
                table[i + 1][j].max(table[i][j + 1])
            };
        }
    }
    table
}

fn units(lines: &[&str]) -> u32 {
    lines.iter().copied().map(utf16_length).sum()
}

/// One splice that replaces `from`, which stands at `at`, by `to`: without the characters that both
/// begin or end with, and none where they are equal.
fn replace(at: u32, from: &[&str], to: &[&str]) -> impl Iterator<Item = Splice> {
    let splices = diff(&from.concat(), &to.concat()).into_iter();
    splices.map(move |splice| Splice { at: at + splice.at, ..splice })
}
