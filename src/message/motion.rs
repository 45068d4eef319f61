//! Motions as people and programs speak of them: how one is decided, what it does when it passes, what
//! a ballot says. The same shapes stand in facts (as JSON) and in messages.

mod fault;
mod rules;

pub use fault::MotionFault;
pub use rules::{AdmissionRule, KindRule, Preset, RULES_VERSION, Rules, first_version};

use serde::{Deserialize, Serialize};

use crate::clock::{Date, Timestamp};
use crate::id::{ChangeHash, MemberId, MotionId, PageId};
use crate::message::economy::EffectText;

/// How a motion is decided (DEC-3 to DEC-5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Method {
    /// More for than against.
    Majority,
    /// Two of three of those for or against.
    TwoThirds,
    /// More than half of all electors.
    Absolute,
    /// Nobody objects.
    Consent,
    /// After two rounds without consent: three of four.
    ThreeQuarters,
    /// Every option that one can live with.
    Approval,
    /// 0 to 5 to each option.
    Score,
    /// So many dots in all, put as one likes.
    Dots { each: u32 },
    /// 0 cannot, 1 if need be, 2 well.
    TimePoll,
    /// Options in one's own order; Schulze.
    Ranking,
}

/// What a ballot asks of a voter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BallotKind {
    /// For, against or abstain.
    Vote,
    /// Agree, abstain or object.
    Stance,
    /// Points for each option.
    Points,
    /// A rank for each option.
    Ranks,
}

impl Method {
    /// What its ballots are.
    pub fn ballot(self) -> BallotKind {
        match self {
            Self::Majority | Self::TwoThirds | Self::Absolute | Self::ThreeQuarters => {
                BallotKind::Vote
            }
            Self::Consent => BallotKind::Stance,
            Self::Approval | Self::Score | Self::Dots { .. } | Self::TimePoll => BallotKind::Points,
            Self::Ranking => BallotKind::Ranks,
        }
    }

    /// Whether it chooses among options instead of answering yes or no.
    pub fn is_choice(self) -> bool {
        match self.ballot() {
            BallotKind::Vote | BallotKind::Stance => false,
            BallotKind::Points | BallotKind::Ranks => true,
        }
    }
}

/// What one elector says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Choice {
    For,
    Against,
    Abstain,
    Agree,
    /// Stands until its author takes it back by another ballot; needs a reason (DEC-4).
    Object,
    /// In the order of the options; left empty gives nothing.
    Points(Vec<Option<u32>>),
    /// In the order of the options, 1 the best; left empty is below all ranked.
    Ranks(Vec<Option<u32>>),
}

/// A share of a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ratio {
    pub part: u32,
    pub whole: u32,
}

impl Ratio {
    /// The fewest of so many people that are such a share of them, to be shown as people ("4 of 6").
    pub fn fewest(self, people: u32) -> u32 {
        let product = u64::from(people) * u64::from(self.part);
        u32::try_from(product.div_ceil(u64::from(self.whole.max(1)))).unwrap_or(u32::MAX)
    }
}

/// What a motion does when it passes (DEC-8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum MotionEffect {
    /// It stands as it is written.
    Statement,
    /// The page is the community's word from then on.
    AdoptPage { page: PageId },
    /// Who came by an invitation is in; until the end of a trial without a vote (PEO-2).
    AdmitMember { member: MemberId, trial_until: Option<Timestamp> },
    /// The member holds this role.
    GiveRole { member: MemberId, role: String },
    /// The member holds this role no longer.
    EndRole { member: MemberId, role: String },
    /// The member has a vote, with no more confirmations (PEO-2).
    ConfirmMember { member: MemberId },
    /// The member is one no longer (PEO-4).
    RemoveMember { member: MemberId },
    /// These are the community's rules.
    SetRules { rules: Rules },
    /// Something about money; who keeps the books reads it.
    Money { effect: EffectText },
}

/// Kinds of effect that the rules tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum EffectKind {
    /// Words: statements, pages.
    Words,
    /// Who is in: votes and roles.
    People,
    Removal,
    Rules,
    Money,
}

impl EffectKind {
    /// In the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Words, Self::People, Self::Removal, Self::Rules, Self::Money];

    /// Whether more than half of all electors must be for it, and more than two thirds must seal it
    /// (DEC-1, DEC-7).
    pub fn is_grave(self) -> bool {
        matches!(self, Self::Removal | Self::Rules | Self::Money)
    }
}

/// A right that a decision ends: what others did by it beyond what the decision had seen does not
/// count (PEO-4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EndedRight {
    /// To be a member.
    Membership(MemberId),
    /// To let people in, and to come in, by the rule that was there before.
    Admission,
}

impl MotionEffect {
    /// The right that it ends, if it does.
    pub fn ends(&self) -> Option<EndedRight> {
        match self {
            Self::RemoveMember { member } => Some(EndedRight::Membership(*member)),
            Self::SetRules { .. } => Some(EndedRight::Admission),
            // Nothing is let in or kept out by a role.
            Self::EndRole { .. }
            | Self::GiveRole { .. }
            | Self::Statement
            | Self::AdoptPage { .. }
            | Self::AdmitMember { .. }
            | Self::ConfirmMember { .. }
            | Self::Money { .. } => None,
        }
    }

    /// Whom it removes.
    pub fn removes(&self) -> Option<MemberId> {
        if let Self::RemoveMember { member } = self { Some(*member) } else { None }
    }

    /// The page that it adopts.
    pub fn adopts(&self) -> Option<PageId> {
        if let Self::AdoptPage { page } = self { Some(*page) } else { None }
    }

    /// By which rules it is decided.
    pub fn kind(&self) -> EffectKind {
        match self {
            Self::Statement | Self::AdoptPage { .. } => EffectKind::Words,
            Self::AdmitMember { .. }
            | Self::GiveRole { .. }
            | Self::EndRole { .. }
            | Self::ConfirmMember { .. } => EffectKind::People,
            Self::RemoveMember { .. } => EffectKind::Removal,
            Self::SetRules { .. } => EffectKind::Rules,
            Self::Money { .. } => EffectKind::Money,
        }
    }
}

/// What somebody puts to the others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MotionDraft {
    /// The question, on one line.
    pub title: String,
    /// What is meant and why; Markdown.
    pub text: String,
    pub method: Method,
    /// What is chosen among; empty where the answer is yes or no.
    pub options: Vec<String>,
    pub effect: MotionEffect,
    pub quorum: Ratio,
    /// How long ballots are taken.
    pub hours: u32,
    /// The day from which on what is decided is looked at again.
    pub review: Option<Date>,
    /// The decision that it looks at again.
    pub looks_again: Option<MotionId>,
    /// The page of the commons on which it was written together.
    pub page: Option<PageId>,
}

/// A motion with its terms, as it was opened (DEC-1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    pub title: String,
    pub text: String,
    pub method: Method,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<String>,
    pub effect: MotionEffect,
    pub quorum: Ratio,
    /// Whose ballots count, ascending; frozen at opening.
    pub electorate: Vec<MemberId>,
    pub deadline: Timestamp,
    pub grace_hours: u32,
    /// The day from which on what is decided is looked at again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<Date>,
    /// The decision that it looks at again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub looks_again: Option<MotionId>,
    /// The page of the commons on which it was written together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<PageId>,
    /// Of a page that it adopts: the last changes of the text that is voted on, ascending (DEC-8).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub wording: Vec<ChangeHash>,
    /// What the proposer knew of the charter; everything about people is judged by it.
    pub charter: Vec<ChangeHash>,
}

/// What a count came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Count {
    Votes {
        favour: u32,
        against: u32,
        abstained: u32,
    },
    Stances {
        agree: u32,
        abstained: u32,
        object: u32,
    },
    /// In the order of the options.
    Points {
        sums: Vec<u64>,
    },
    /// How many put the row's option above the column's.
    Pairs {
        pairwise: Vec<Vec<u64>>,
    },
}

/// What ballots amount to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub count: Count,
    /// Electors who cast any ballot.
    pub cast: u32,
    pub quorum_met: bool,
    pub passed: bool,
    /// Options from best to last; DEC-5's last resort is drawn. Empty for yes or no.
    pub order: Vec<u32>,
}

impl Method {
    /// Whether it asks for no less than `least` does; `round` counts amendments from 0.
    pub fn is_as_strict_as(self, least: Self, round: usize) -> bool {
        let is_higher = match least {
            Self::TwoThirds => matches!(self, Self::ThreeQuarters | Self::Consent),
            Self::Absolute => self == Self::Consent,
            Self::ThreeQuarters => self == Self::Consent,
            // After two rounds without consent (DEC-4).
            Self::Consent => self == Self::ThreeQuarters && round >= 2,
            Self::Majority
            | Self::Approval
            | Self::Score
            | Self::Dots { .. }
            | Self::TimePoll
            | Self::Ranking => true,
        };
        self == least || is_higher
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn effects_read_back_from_messages_and_from_facts() {
        let (member, role) = (MemberId([1; 16]), "treasurer".to_owned());
        let effects = [
            MotionEffect::Statement,
            MotionEffect::AdoptPage { page: PageId([2; 16]) },
            MotionEffect::AdmitMember { member, trial_until: None },
            MotionEffect::AdmitMember { member, trial_until: Some(Timestamp(3)) },
            MotionEffect::GiveRole { member, role: role.clone() },
            MotionEffect::EndRole { member, role },
            MotionEffect::ConfirmMember { member },
            MotionEffect::RemoveMember { member },
            MotionEffect::SetRules { rules: Preset::Network.rules() },
        ];
        for effect in effects {
            let letter = crate::message::Letter::new(&effect);
            assert_eq!(letter.open().as_ref(), Some(&effect));
            let json = serde_json::to_string(&effect).expect("plain data");
            assert_eq!(serde_json::from_str::<MotionEffect>(&json).ok(), Some(effect));
        }
    }
}
