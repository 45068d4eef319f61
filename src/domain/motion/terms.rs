//! What somebody wants to put to the others -> terms, or why not; and the same judgement on terms
//! that others signed (DEC-1). The two are one, so that nobody opens what others would not count.

use crate::ordered::{Map, Set};

use crate::clock::{Date, HOUR_MS, Timestamp};
use crate::domain::counting::quorum::Quorum;
use crate::domain::wording;
use crate::id::{ChangeHash, DeviceKey, MemberId};
use crate::limits::{
    LINE_CHARS_MAX, MONEY_EFFECT_BYTES_MAX, MOTION_CHARS_MAX, MOTION_HOURS_MAX, MOTION_OPTIONS_MAX,
    NAME_CHARS_MAX, REVIEW_DAYS_MAX, WORDING_HEADS_MAX,
};
use crate::message::command::{Field, Refusal};
use crate::message::motion::{
    KindRule, Method, MotionDraft, MotionEffect, MotionFault, Ratio, Rules, Terms,
};

/// Who decides, and by what: the charter as it was at some heads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Polity {
    pub rules: Rules,
    pub members: Set<MemberId>,
    pub voters: Set<MemberId>,
    /// Voters of whom nothing is heard for long, by more than a third of them (DEC-1).
    pub silent: Set<MemberId>,
    /// Who came by an invitation and is not in yet.
    pub applicants: Set<MemberId>,
    /// The device of each that does what must not fork (PEO-7), if one is left.
    pub purses: Map<MemberId, Option<DeviceKey>>,
}

impl Polity {
    /// Whose ballots count for such an effect: who is to be removed is heard, and not among them. Who
    /// is silent counts for what is grave alone: or a third could make the rest few, and decide it.
    pub fn electorate(&self, effect: &MotionEffect) -> Vec<MemberId> {
        let concerned = match effect {
            MotionEffect::RemoveMember { member } => Some(*member),
            MotionEffect::Statement
            | MotionEffect::AdoptPage { .. }
            | MotionEffect::AdmitMember { .. }
            | MotionEffect::GiveRole { .. }
            | MotionEffect::EndRole { .. }
            | MotionEffect::ConfirmMember { .. }
            | MotionEffect::SetRules { .. }
            | MotionEffect::Money { .. } => None,
        };
        let is_grave = effect.kind().is_grave();
        let counts = |voter: &MemberId| {
            Some(*voter) != concerned && (is_grave || !self.silent.contains(voter))
        };
        self.voters.iter().copied().filter(counts).collect()
    }
}

/// The terms of a draft, opened by this voter at this time, on this charter and, where it adopts a
/// page, this wording of it; `round` counts amendments from 0.
pub fn open(
    draft: &MotionDraft,
    (proposer, at): (MemberId, Timestamp),
    polity: &Polity,
    (charter, wording): (Vec<ChangeHash>, Vec<ChangeHash>),
    round: usize,
) -> Result<Terms, Refusal> {
    let options = draft.options.iter().map(|option| option.trim().to_owned()).collect();
    let hours = draft.hours.min(MOTION_HOURS_MAX.saturating_add(1));
    let terms = Terms {
        title: wording::required(Field::MotionTitle, &draft.title, LINE_CHARS_MAX)?,
        text: wording::optional(Field::MotionText, &draft.text, MOTION_CHARS_MAX)?,
        method: draft.method,
        options,
        effect: draft.effect.clone(),
        quorum: draft.quorum,
        electorate: polity.electorate(&draft.effect),
        deadline: at.plus_ms(u64::from(hours) * HOUR_MS),
        grace_hours: polity.rules.grace_hours,
        review: draft.review,
        looks_again: draft.looks_again,
        page: draft.page,
        wording,
        charter,
    };
    judge(&terms, (proposer, at), polity, round).map_err(|fault| Refusal::Motion { fault })?;
    Ok(terms)
}

/// Whether terms stand; `round` counts amendments from 0.
pub fn judge(
    terms: &Terms,
    (proposer, at): (MemberId, Timestamp),
    polity: &Polity,
    round: usize,
) -> Result<(), MotionFault> {
    if !polity.voters.contains(&proposer) {
        return Err(MotionFault::NotAVoter);
    }
    if terms.electorate != polity.electorate(&terms.effect) {
        return Err(MotionFault::ElectorateFalse);
    }
    judge_words(terms)?;
    judge_review(terms)?;
    judge_effect(&terms.effect, polity)?;
    judge_method(terms, &polity.rules, round)?;
    if terms.grace_hours != polity.rules.grace_hours {
        return Err(MotionFault::GraceFalse);
    }
    let hours_min = polity.rules.of(terms.effect.kind()).hours_min;
    let lasts_ms = terms.deadline.since_ms(at);
    if lasts_ms < u64::from(hours_min) * HOUR_MS {
        return Err(MotionFault::TooShort { hours_min });
    }
    if lasts_ms > u64::from(MOTION_HOURS_MAX) * HOUR_MS {
        return Err(MotionFault::TooLate);
    }
    Ok(())
}

/// Whether terms that were sealed stand by the charter that they name. When the motion was opened,
/// and how often amended, is not told beside a decision: its electors judged that.
pub fn judge_sealed(terms: &Terms, polity: &Polity) -> Result<(), MotionFault> {
    if terms.electorate != polity.electorate(&terms.effect) {
        return Err(MotionFault::ElectorateFalse);
    }
    judge_words(terms)?;
    judge_review(terms)?;
    judge_effect(&terms.effect, polity)?;
    judge_method(terms, &polity.rules, usize::MAX)
}

fn judge_words(terms: &Terms) -> Result<(), MotionFault> {
    let title = wording::required(Field::MotionTitle, &terms.title, LINE_CHARS_MAX);
    let text = wording::optional(Field::MotionText, &terms.text, MOTION_CHARS_MAX);
    let is_worded = title.as_ref() == Ok(&terms.title) && text.as_ref() == Ok(&terms.text);
    if is_worded && is_wording(terms) { Ok(()) } else { Err(MotionFault::Words) }
}

/// Whether what it names of a page's text is named in one way alone, and of a page that it adopts.
fn is_wording(terms: &Terms) -> bool {
    let adopts = terms.effect.adopts().is_some();
    let wording = &terms.wording;
    let is_ascending = wording.windows(2).all(|pair| pair[0] < pair[1]);
    wording.is_empty() || (adopts && is_ascending && wording.len() <= WORDING_HEADS_MAX)
}

/// Nothing is looked at again before it is decided.
fn judge_review(terms: &Terms) -> Result<(), MotionFault> {
    let Some(day) = terms.review else { return Ok(()) };
    let days = day.days_since(Date::at(terms.deadline));
    if (1..=REVIEW_DAYS_MAX).contains(&days) { Ok(()) } else { Err(MotionFault::ReviewDay) }
}

fn judge_method(terms: &Terms, rules: &Rules, round: usize) -> Result<(), MotionFault> {
    if terms.method.is_choice() {
        if terms.effect != MotionEffect::Statement {
            return Err(MotionFault::MethodNotForEffect);
        }
        let options: Set<&String> = terms.options.iter().collect();
        let worded = |option: &String| {
            wording::required(Field::MotionTitle, option, LINE_CHARS_MAX).as_ref() == Ok(option)
        };
        if !(2..=MOTION_OPTIONS_MAX).contains(&terms.options.len())
            || options.len() < terms.options.len()
            || !terms.options.iter().all(worded)
        {
            return Err(MotionFault::Options);
        }
    } else {
        if !terms.options.is_empty() {
            return Err(MotionFault::Options);
        }
        if !terms.method.is_as_strict_as(rules.of(terms.effect.kind()).method, round) {
            return Err(MotionFault::MethodTooWeak);
        }
    }
    let least = rules.of(terms.effect.kind()).quorum;
    if !is_share(terms.quorum) || !is_at_least(terms.quorum, least) {
        return Err(MotionFault::QuorumTooLow);
    }
    Ok(())
}

fn judge_effect(effect: &MotionEffect, polity: &Polity) -> Result<(), MotionFault> {
    let known = |member: &MemberId| {
        if polity.members.contains(member) { Ok(()) } else { Err(MotionFault::NoSuchMember) }
    };
    match effect {
        MotionEffect::Statement | MotionEffect::AdoptPage { .. } => Ok(()),
        MotionEffect::AdmitMember { member, .. } => {
            if polity.applicants.contains(member) {
                Ok(())
            } else {
                Err(MotionFault::NoSuchMember)
            }
        }
        MotionEffect::GiveRole { member, role } | MotionEffect::EndRole { member, role } => {
            let worded = wording::required(Field::Role, role, NAME_CHARS_MAX);
            if worded.as_ref() != Ok(role) {
                return Err(MotionFault::Words);
            }
            known(member)
        }
        // What it says is judged by who keeps the books, when it takes effect.
        MotionEffect::Money { effect } => {
            let fits = effect.0.len() <= MONEY_EFFECT_BYTES_MAX;
            if fits { Ok(()) } else { Err(MotionFault::Words) }
        }
        MotionEffect::ConfirmMember { member } => known(member),
        MotionEffect::RemoveMember { member } => {
            known(member)?;
            // Else people part (EXT-1).
            if polity.electorate(effect).len() < 2 {
                return Err(MotionFault::TooFewElectors);
            }
            Ok(())
        }
        MotionEffect::SetRules { rules } => {
            // Every program says the same of it, also one that does not know what is next.
            let versions = polity.rules.version..=polity.rules.version.saturating_add(1);
            if is_sound(rules) && versions.contains(&rules.version) {
                Ok(())
            } else {
                Err(MotionFault::RulesUnsound)
            }
        }
    }
}

/// Whether decisions can still be taken by these rules.
fn is_sound(rules: &Rules) -> bool {
    let sound = |rule: &KindRule| {
        let answers = match rule.method {
            Method::Majority
            | Method::TwoThirds
            | Method::Absolute
            | Method::Consent
            | Method::ThreeQuarters => true,
            Method::Approval
            | Method::Score
            | Method::Dots { .. }
            | Method::TimePoll
            | Method::Ranking => false,
        };
        answers && is_share(rule.quorum) && rule.hours_min <= MOTION_HOURS_MAX
    };
    rules.grace_hours <= MOTION_HOURS_MAX
        && [&rules.words, &rules.people, &rules.removal, &rules.rules].into_iter().all(sound)
}

fn is_share(ratio: Ratio) -> bool {
    Quorum::new(ratio.part, ratio.whole).is_ok()
}

fn is_at_least(one: Ratio, least: Ratio) -> bool {
    u64::from(one.part) * u64::from(least.whole) >= u64::from(least.part) * u64::from(one.whole)
}
