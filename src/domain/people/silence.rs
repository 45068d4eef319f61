//! Members of whom nothing was heard for long (DEC-1): by whose notices, and whether these stand. A
//! notice stands as long as the charter holds nothing by its member, or built on what they signed, from
//! the 90 days before it on: so their next fact ends it, and one that was false from the start too.

use serde::Serialize;

use crate::clock::{DAY_MS, Timestamp};
use crate::domain::people::{Asked, Authority, CharterFact};
use crate::id::{ChangeHash, MemberId};
use crate::limits::SILENT_DAYS;
use crate::message::motion::MotionFault;
use crate::ordered::{Map, Set};

/// What a voter noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Notice {
    by: MemberId,
    of: MemberId,
    at: Timestamp,
    since: Timestamp,
    pub(super) change: ChangeHash,
}

/// Nothing is heard of a member.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Silence {
    /// The last that any of those who noticed it knew.
    pub since: Timestamp,
    pub noticed_by: Set<MemberId>,
    /// More than a third of the voters noticed it: outside later electorates.
    pub is_outside: bool,
}

/// Whether somebody who was heard of at one time is silent for long at another.
pub fn is_long(heard: Timestamp, at: Timestamp) -> bool {
    at.0 >= heard.0.saturating_add(SILENT_DAYS * DAY_MS)
}

impl Authority {
    pub(super) fn take_notice(
        &mut self,
        entry: &CharterFact,
        by: MemberId,
        (of, since): (MemberId, Timestamp),
        asked: Asked<'_>,
    ) {
        let at = entry.fact.at;
        let known = (asked.heard)(entry).map_or(since, |heard| heard.max(since));
        let fault = if !(asked.by_voter)(entry) {
            MotionFault::NotAVoter
        } else if by == of || !is_long(known, at) {
            MotionFault::NotSilent
        } else {
            return self.notices.push(Notice { by, of, at, since, change: entry.change });
        };
        self.fault(entry, fault.rule(), fault.code());
    }

    /// Gives their effect to the notices that stand, by all that is known of members.
    pub(super) fn take_notices(&mut self, facts: &[&CharterFact]) {
        let notices = std::mem::take(&mut self.notices);
        self.has_notices = !notices.is_empty();
        let mut heard: Map<MemberId, Option<Timestamp>> = Map::new();
        for notice in notices {
            let has_vote = |member| self.voters.contains(member);
            let last = match heard.get(&notice.of) {
                Some(last) => *last,
                None => {
                    let last = self.last_heard(notice.of, facts.iter().copied());
                    heard.insert(notice.of, last);
                    last
                }
            };
            let stands = has_vote(&notice.by)
                && has_vote(&notice.of)
                && last.is_some_and(|heard| is_long(heard, notice.at));
            if stands {
                let silence = self.silences.entry(notice.of).or_default();
                silence.since = silence.since.max(notice.since);
                silence.noticed_by.insert(notice.by);
            }
        }
        let voters = self.voters.len();
        for silence in self.silences.values_mut() {
            silence.is_outside = 3 * silence.noticed_by.len() > voters;
        }
    }

    /// The last that these facts of the charter hold of a member: their own, and decisions that they
    /// signed.
    pub fn last_heard<'a>(
        &self,
        member: MemberId,
        facts: impl Iterator<Item = &'a CharterFact>,
    ) -> Option<Timestamp> {
        let is_theirs = |device| self.member_of(device) == Some(member);
        let own = facts.filter(|fact| is_theirs(&fact.author)).map(|fact| fact.fact.at);
        // Whoever accepted a decision did so after its end, and others built on that.
        let signed = self
            .decisions
            .iter()
            .filter(|decision| decision.acceptances.iter().any(|(device, _)| is_theirs(device)));
        let signed = signed.map(|decision| decision.terms.deadline);
        let joined = self.members.get(&member).map(|known| known.joined);
        own.chain(signed).chain(joined).max()
    }

    /// Who is outside later electorates.
    pub fn silent(&self) -> Set<MemberId> {
        let outside = self.silences.iter().filter(|(_, silence)| silence.is_outside);
        outside.map(|(member, _)| *member).collect()
    }
}

#[cfg(test)]
mod tests;
