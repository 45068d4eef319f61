//! Decisions that name a day on which they are looked at again: who said that one stands as it is.
//! The first who said so is told, on every replica the same.

use serde::Serialize;

use crate::clock::{Date, Timestamp};
use crate::domain::people::{Asked, Authority, AuthorityFault, CharterFact};
use crate::id::{ChangeHash, DeviceKey, MemberId, MotionId};
use crate::message::motion::MotionFault;

/// A decision was looked at again, and stands as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Upheld {
    pub at: Timestamp,
    pub by: MemberId,
}

/// What a voter said of a decision; decisions come in after all else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    upheld: Upheld,
    motion: MotionId,
    author: DeviceKey,
    pub(super) change: ChangeHash,
}

impl Authority {
    pub(super) fn take_word(
        &mut self,
        entry: &CharterFact,
        by: MemberId,
        motion: MotionId,
        asked: Asked<'_>,
    ) {
        if !(asked.by_voter)(entry) {
            let fault = MotionFault::NotAVoter;
            return self.fault(entry, fault.rule(), fault.code());
        }
        let upheld = Upheld { at: entry.fact.at, by };
        self.words.push(Word { upheld, motion, author: entry.author, change: entry.change });
    }

    /// The day on which a decision is looked at again.
    fn review_day(&self, motion: MotionId) -> Option<Date> {
        let decision = self.decisions.iter().find(|decision| decision.motion == motion)?;
        decision.terms.review.filter(|_| decision.tally.passed)
    }

    /// Whether a voter can say now that a decision stands as it is.
    pub fn is_due(&self, motion: MotionId, at: Timestamp) -> bool {
        self.review_day(motion).is_some_and(|day| Date::at(at) >= day)
    }

    /// Gives their effect to all words whose decision is here.
    pub(super) fn take_words(&mut self) {
        for word in std::mem::take(&mut self.words) {
            if !self.decisions.iter().any(|decision| decision.motion == word.motion) {
                continue;
            }
            if !self.is_due(word.motion, word.upheld.at) {
                let (rule, code) = (MotionFault::NotDue.rule(), MotionFault::NotDue.code());
                let (author, at) = (word.author, word.upheld.at);
                self.faults.push(AuthorityFault { author, at, rule, code });
                continue;
            }
            let known = self.upheld.entry(word.motion).or_insert(word.upheld);
            *known = word.upheld.min(*known);
        }
    }

    /// What was cut off is not said.
    pub(super) fn unsay(&mut self, is_void: impl Fn(&ChangeHash) -> bool) {
        self.words.retain(|word| !is_void(&word.change));
        self.notices.retain(|notice| !is_void(&notice.change));
        self.spoken.unsay(is_void);
    }
}

#[cfg(test)]
mod tests;
