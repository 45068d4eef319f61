//! What is wrong with a motion or an act on it, in codes that never change.

use serde::{Deserialize, Serialize};

/// Why a motion, a ballot or an act on them does not stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MotionFault {
    /// Another device of the author's does what must not fork (PEO-7).
    NotThePurse,
    /// The purse goes to another device of one's own that is not taken off, and to nothing else.
    NotOwnDevice,
    /// The device gave the purse to two, and neither hand-over knows of the other.
    PurseHandedTwice,
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
    /// The day to look at it again is none after its end, or ten years away.
    ReviewDay,
    /// The day on which it is looked at again has not come, or there is none.
    NotDue,
    /// Who is named silent was heard of less than 90 days before, or has no vote.
    NotSilent,
    /// Fewer than three have a vote: nobody can vouch for another.
    TooFewToVouch,
    /// Nobody asks to come back with this device, or an older one said no.
    NotComingBack,
    /// The author spoke for them, and is to wait before they do so again.
    VouchedAlready,
    /// Somebody spoke for themselves.
    VouchedForOneself,
    /// Claims a time before what it builds on.
    ClaimsTooEarly,
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
            Self::NotOwnDevice => "purse-not-to-own-device",
            Self::PurseHandedTwice => "purse-handed-twice",
            Self::ElectorateFalse => "electorate-false",
            Self::TooFewElectors => "too-few-electors",
            Self::MethodNotForEffect => "method-not-for-effect",
            Self::MethodTooWeak => "method-too-weak",
            Self::QuorumTooLow => "quorum-too-low",
            Self::TooShort { .. } => "motion-too-short",
            Self::TooLate => "motion-too-long",
            Self::ReviewDay => "review-day",
            Self::NotDue => "review-not-due",
            Self::NotSilent => "not-silent",
            Self::TooFewToVouch => "too-few-to-vouch",
            Self::NotComingBack => "not-coming-back",
            Self::VouchedAlready => "vouched-already",
            Self::VouchedForOneself => "vouched-for-oneself",
            Self::ClaimsTooEarly => "claims-too-early",
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
            Self::NotThePurse => "not-the-purse",
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
            | Self::ReviewDay
            | Self::NotDue
            | Self::NotSilent
            | Self::GraceFalse
            | Self::RulesUnsound
            | Self::Words
            | Self::NotProposer
            | Self::NotElector => "DEC-1",
            Self::TooFewToVouch
            | Self::NotComingBack
            | Self::VouchedAlready
            | Self::VouchedForOneself
            | Self::ClaimsTooEarly => "PEO-1",
            Self::NotThePurse | Self::NotOwnDevice | Self::PurseHandedTwice => "PEO-7",
            Self::ReasonMissing => "DEC-4",
            Self::Options | Self::BallotUnfit => "DEC-5",
            Self::NotOpen => "DEC-6",
            Self::AgainstProtocol | Self::SealFalse | Self::AcceptanceFalse => "DEC-7",
        }
    }
}
