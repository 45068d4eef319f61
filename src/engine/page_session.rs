//! Live editing between windows and the engine: the engine's order of splices, and rebasing of
//! edits that were made against an earlier version. Between peers, Automerge merges.

use std::collections::VecDeque;

use crate::limits::PAGE_LOG_MAX;
use crate::message::command::{Refusal, Splice};
use crate::text_edit::transform;

/// The versions of one page, as windows know them. Versions count up from a number of its own for
/// each life of the engine, so that a version of an earlier life is recognised as such.
#[derive(Debug)]
pub struct PageSession {
    version: u64,
    log: VecDeque<Vec<Splice>>,
}

impl PageSession {
    /// Begins to count at `first`.
    pub fn new(first: u64) -> Self {
        Self { version: first, log: VecDeque::new() }
    }

    /// The version of the text as it is.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The text changed by these splices; they lead to the version that is returned.
    pub fn push(&mut self, splices: Vec<Splice>) -> u64 {
        self.version += 1;
        self.log.push_back(splices);
        if self.log.len() > PAGE_LOG_MAX {
            self.log.pop_front();
        }
        self.version
    }

    /// What `splices`, made against `base`, mean against the text as it is. What the engine had
    /// already stands first where both insert at one place.
    pub fn rebase(&self, base: u64, splices: &[Splice]) -> Result<Vec<Splice>, Refusal> {
        let behind = self.version.checked_sub(base).ok_or(Refusal::StaleEdit)?;
        let behind = usize::try_from(behind).map_err(|_| Refusal::StaleEdit)?;
        let skip = self.log.len().checked_sub(behind).ok_or(Refusal::StaleEdit)?;
        let mut splices = splices.to_vec();
        for known in self.log.iter().skip(skip) {
            splices = transform(known, &splices).1;
        }
        Ok(splices)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text_edit::apply;

    fn insert(at: u32, text: &str) -> Vec<Splice> {
        vec![Splice { at, delete: 0, insert: text.to_owned() }]
    }

    #[test]
    fn kno_1_a_late_edit_is_moved_past_what_came_before_it() {
        let mut session = PageSession::new(100);
        let text = apply("one three", &insert(0, "zero ")).expect("in range");
        session.push(insert(0, "zero "));
        let late = session.rebase(100, &insert(4, "two ")).expect("remembered");
        assert_eq!(apply(&text, &late).as_deref(), Ok("zero one two three"));
    }

    #[test]
    fn kno_1_versions_of_another_life_are_stale() {
        let session = PageSession::new(100);
        assert_eq!(session.rebase(99, &insert(0, "x")), Err(Refusal::StaleEdit));
        assert_eq!(session.rebase(101, &insert(0, "x")), Err(Refusal::StaleEdit));
    }
}
