//! Motions as people and programs speak of them: how one is decided, what it does when it passes, what
//! a ballot says. The same shapes stand in facts (as JSON) and in messages.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::id::{ChangeHash, MemberId, PageId};

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

/// What a motion does when it passes (DEC-8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum MotionEffect {
    /// It stands as it is written.
    Statement,
    /// The page is the community's word from then on.
    AdoptPage { page: PageId },
    /// Who came by an invitation is in; until the end of a trial without a vote (PEO-2).
    AdmitMember {
        member: MemberId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        trial_until: Option<Timestamp>,
    },
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
}

impl EffectKind {
    /// In the order in which they are shown.
    pub const ALL: [Self; 4] = [Self::Words, Self::People, Self::Removal, Self::Rules];

    /// Whether more than half of all electors must be for it, and more than two thirds must seal it
    /// (DEC-1, DEC-7).
    pub fn is_grave(self) -> bool {
        matches!(self, Self::Removal | Self::Rules)
    }
}

impl MotionEffect {
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
        }
    }
}

/// How motions of one kind are decided at least (DEC-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindRule {
    /// A yes-or-no method.
    pub method: Method,
    pub quorum: Ratio,
    /// From opening to deadline, in hours.
    pub hours_min: u32,
}

/// How people come in (PEO-2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AdmissionRule {
    /// Whoever comes by an invitation is in.
    InvitationAdmits,
    /// One voter admits.
    SponsorAdmits,
    /// So many voters admit.
    Sponsors { count: u32 },
    /// A decision admits.
    ByDecision,
}

/// The rules of a community that decisions change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    pub admission: AdmissionRule,
    /// Hours after the deadline in which ballots cast before it still arrive.
    pub grace_hours: u32,
    pub words: KindRule,
    pub people: KindRule,
    pub removal: KindRule,
    pub rules: KindRule,
}

impl Rules {
    /// The rule for effects of this kind.
    pub fn of(&self, kind: EffectKind) -> &KindRule {
        match kind {
            EffectKind::Words => &self.words,
            EffectKind::People => &self.people,
            EffectKind::Removal => &self.removal,
            EffectKind::Rules => &self.rules,
        }
    }
}

impl Default for Rules {
    fn default() -> Self {
        Preset::default().rules()
    }
}

/// Rules that fit most communities of a kind, in plain words on the screen.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Preset {
    /// A few who know each other: consent in everything.
    Circle,
    /// Works and earns together: majorities, two thirds for what is grave.
    #[default]
    Cooperative,
    /// Many, spread out: lower quorums, more time.
    Network,
}

impl Preset {
    /// In the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Circle, Self::Cooperative, Self::Network];

    /// Its rules.
    pub fn rules(self) -> Rules {
        let rule = |method, part, whole, hours_min| KindRule {
            method,
            quorum: Ratio { part, whole },
            hours_min,
        };
        match self {
            Self::Circle => Rules {
                admission: AdmissionRule::InvitationAdmits,
                grace_hours: 48,
                words: rule(Method::Consent, 1, 2, 72),
                people: rule(Method::Consent, 1, 2, 72),
                removal: rule(Method::ThreeQuarters, 3, 4, 168),
                rules: rule(Method::Consent, 2, 3, 168),
            },
            Self::Cooperative => Rules {
                admission: AdmissionRule::InvitationAdmits,
                grace_hours: 48,
                words: rule(Method::Majority, 1, 2, 72),
                people: rule(Method::Majority, 1, 2, 72),
                removal: rule(Method::TwoThirds, 3, 5, 168),
                rules: rule(Method::TwoThirds, 3, 5, 72),
            },
            Self::Network => Rules {
                admission: AdmissionRule::SponsorAdmits,
                grace_hours: 48,
                words: rule(Method::Majority, 1, 5, 120),
                people: rule(Method::Majority, 1, 4, 120),
                removal: rule(Method::TwoThirds, 1, 2, 240),
                rules: rule(Method::TwoThirds, 2, 5, 240),
            },
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

/// Why a motion, a ballot or an act on them does not stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MotionFault {
    /// The author has no vote (PEO-2).
    NotAVoter,
    /// The electorate is not that of the charter it names (DEC-1).
    ElectorateFalse,
    /// Fewer than two could decide on a removal.
    TooFewElectors,
    /// A choice among options does nothing by itself.
    MethodNotForEffect,
    /// The rules ask for more (DEC-1).
    MethodTooWeak,
    /// The rules ask for more, or it is no share of a whole.
    QuorumTooLow,
    /// The rules ask for more time.
    TooShort { hours_min: u32 },
    /// More than a year.
    TooLate,
    /// The grace is not that of the rules.
    GraceFalse,
    /// A choice needs at least two options, each a line of its own; a yes or no has none.
    Options,
    /// Empty, or over its limit.
    Words,
    /// Whom it concerns is no member.
    NoSuchMember,
    /// Rules by which nothing could be decided.
    RulesUnsound,
    /// Only the proposer may amend or withdraw it.
    NotProposer,
    /// It is not open any more, or was amended meanwhile.
    NotOpen,
    /// The author is not one of the electors.
    NotElector,
    /// The ballot is not one of the method.
    BallotUnfit,
    /// An objection gives a reason (DEC-4).
    ReasonMissing,
    /// Signed against the protocol of DEC-7.
    AgainstProtocol,
    /// A seal that does not say what its promises hold.
    SealFalse,
    /// A signature that is not over what it names.
    AcceptanceFalse,
}

impl MotionFault {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotAVoter => "not-a-voter",
            Self::ElectorateFalse => "electorate-false",
            Self::TooFewElectors => "too-few-electors",
            Self::MethodNotForEffect => "method-not-for-effect",
            Self::MethodTooWeak => "method-too-weak",
            Self::QuorumTooLow => "quorum-too-low",
            Self::TooShort { .. } => "motion-too-short",
            Self::TooLate => "motion-too-long",
            Self::GraceFalse => "grace-false",
            Self::Options => "options-unsound",
            Self::Words => "motion-words",
            Self::NoSuchMember => "no-such-member",
            Self::RulesUnsound => "rules-unsound",
            Self::NotProposer => "not-the-proposer",
            Self::NotOpen => "motion-not-open",
            Self::NotElector => "not-an-elector",
            Self::BallotUnfit => "ballot-unfit",
            Self::ReasonMissing => "reason-missing",
            Self::AgainstProtocol => "against-protocol",
            Self::SealFalse => "seal-false",
            Self::AcceptanceFalse => "acceptance-false",
        }
    }

    /// The rule that it breaks.
    pub fn rule(self) -> &'static str {
        match self {
            Self::NotAVoter | Self::NoSuchMember => "PEO-2",
            Self::ElectorateFalse
            | Self::TooFewElectors
            | Self::MethodNotForEffect
            | Self::MethodTooWeak
            | Self::QuorumTooLow
            | Self::TooShort { .. }
            | Self::TooLate
            | Self::GraceFalse
            | Self::RulesUnsound
            | Self::Words
            | Self::NotProposer
            | Self::NotElector => "DEC-1",
            Self::ReasonMissing => "DEC-4",
            Self::Options | Self::BallotUnfit => "DEC-5",
            Self::NotOpen => "DEC-6",
            Self::AgainstProtocol | Self::SealFalse | Self::AcceptanceFalse => "DEC-7",
        }
    }
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
