//! What somebody does in a motion -> a fact, or why not. Refuses what the fold would not count, so
//! that nobody signs in vain.

use crate::clock::Timestamp;
use crate::domain::fact::{Fact, FactBody};
use crate::domain::motion::terms::{self, Polity};
use crate::domain::motion::{Motion, Stage, count};
use crate::domain::wording;
use crate::id::{ChangeHash, MemberId};
use crate::limits::{MOTION_CHARS_MAX, REASON_OF_BALLOT_CHARS_MAX};
use crate::message::command::{Field, Refusal};
use crate::message::motion::{Choice, MotionDraft, MotionFault};

/// The fact of a ballot, or why it would not count.
pub fn cast(
    motion: &Motion,
    (by, at): (MemberId, Timestamp),
    choice: Choice,
    reason: &str,
) -> Result<Fact, Refusal> {
    let reason = wording::optional(Field::Reason, reason, REASON_OF_BALLOT_CHARS_MAX)?;
    let refuse = |fault| Err(Refusal::Motion { fault });
    let (Some(version), Stage::Running) = (motion.current(), &motion.stage) else {
        return refuse(MotionFault::NotOpen);
    };
    if version.terms.electorate.binary_search(&by).is_err() {
        return refuse(MotionFault::NotElector);
    }
    if at > version.terms.deadline {
        return refuse(MotionFault::NotOpen);
    }
    if !count::fits(&version.terms, &choice) {
        return refuse(MotionFault::BallotUnfit);
    }
    if choice == Choice::Object && reason.is_empty() {
        return refuse(MotionFault::ReasonMissing);
    }
    let before = motion.ballots.get(&by).map_or(0, |ballot| ballot.sequence);
    let sequence = before.saturating_add(1);
    Ok(Fact { at, body: FactBody::BallotCast { version: version.id, choice, reason, sequence } })
}

/// The fact of a new version, or why there can be none.
pub fn amend(
    motion: &Motion,
    (by, at): (MemberId, Timestamp),
    (draft, wording): (&MotionDraft, Vec<ChangeHash>),
    polity: &Polity,
) -> Result<Fact, Refusal> {
    let refuse = |fault| Err(Refusal::Motion { fault });
    let (Some(version), Stage::Running) = (motion.current(), &motion.stage) else {
        return refuse(MotionFault::NotOpen);
    };
    if motion.proposer != Some(by) {
        return refuse(MotionFault::NotProposer);
    }
    if at > version.terms.deadline {
        return refuse(MotionFault::NotOpen);
    }
    if draft.effect.kind() != version.terms.effect.kind() {
        return refuse(MotionFault::ElectorateFalse);
    }
    let (round, ground) = (version.round + 1, (version.terms.charter.clone(), wording));
    let terms = Box::new(terms::open(draft, (by, at), polity, ground, round)?);
    Ok(Fact { at, body: FactBody::MotionOpened { terms, amends: Some(version.id) } })
}

/// The fact that takes a motion back.
pub fn withdraw(motion: &Motion, (by, at): (MemberId, Timestamp)) -> Result<Fact, Refusal> {
    let open = motion.current().filter(|version| at <= version.terms.deadline);
    let fault = if motion.proposer != Some(by) {
        MotionFault::NotProposer
    } else if open.is_none() || motion.stage != Stage::Running {
        MotionFault::NotOpen
    } else {
        return Ok(Fact { at, body: FactBody::MotionWithdrawn {} });
    };
    Err(Refusal::Motion { fault })
}

/// The fact of a word about a motion.
pub fn remark(body: &str, language: &str, at: Timestamp) -> Result<Fact, Refusal> {
    let body = wording::required(Field::Remark, body, MOTION_CHARS_MAX)?;
    let language = if wording::is_language_tag(language) { language } else { "und" };
    Ok(Fact { at, body: FactBody::RemarkMade { body, language: language.to_owned() } })
}
