//! Read models of deciding: the list of motions, and one motion whole.

use serde::{Deserialize, Serialize};

use crate::clock::{Date, Timestamp};
use crate::id::{ChangeHash, CommandId, MemberId, MotionId, PageId};
use crate::message::model::Delivery;
use crate::message::motion::{Choice, Method, MotionEffect, MotionFault, Ratio, Rules, Tally};

/// All motions, newest first, and by what rules they are decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Motions {
    pub cards: Vec<MotionCard>,
    pub constitution: Constitution,
}

/// A motion in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MotionCard {
    pub id: MotionId,
    /// Empty until its document has arrived.
    pub title: String,
    pub proposer: Option<MemberId>,
    /// When the version that counts was opened.
    pub opened: Timestamp,
    pub deadline: Timestamp,
    pub method: Method,
    pub effect: MotionEffect,
    pub state: MotionState,
    pub electors: u32,
    /// Electors who cast any ballot.
    pub cast: u32,
    /// Standing objections.
    pub objections: u32,
    /// Whether this device's member is one of the electors.
    pub may_vote: bool,
    pub my_choice: Option<Choice>,
    pub remarks: u32,
}

/// How far a motion has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum MotionState {
    /// Not all of it is here yet.
    Incomplete,
    /// It was opened against the rules: nobody counts it.
    Void(MotionFault),
    /// Ballots are taken.
    Open,
    /// The deadline is over; ballots cast before it may still arrive, until then.
    Grace(Timestamp),
    /// The members' programs are making the result final.
    Sealing(Sealing),
    Withdrawn,
    Final {
        passed: bool,
    },
    /// Two results are final; it is put again.
    Disputed,
}

/// How far a result is from being final, in electors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealing {
    /// Who told what they hold, in the last round.
    pub promised: u32,
    /// Who signed the last seal.
    pub accepted: u32,
    /// How many must.
    pub needed: u32,
}

/// One motion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MotionView {
    pub card: MotionCard,
    pub text: String,
    pub options: Vec<String>,
    pub quorum: Ratio,
    /// The fewest electors that meet it.
    pub quorum_electors: u32,
    pub grace_hours: u32,
    /// Ballots of the version that counts, objections first, then by time. Of a final motion,
    /// those that were sealed.
    pub ballots: Vec<BallotView>,
    /// Electors without a ballot.
    pub missing: Vec<MemberId>,
    /// Provisional until the motion is final.
    pub tally: Option<Tally>,
    pub remarks: Vec<RemarkView>,
    /// Earlier versions, oldest first.
    pub earlier: Vec<VersionView>,
    /// When what is decided is looked at again, and what came of that.
    pub review: Option<ReviewView>,
    /// The decision that it looks at again, and its title.
    pub looks_again: Option<(MotionId, String)>,
    /// The page of the commons on which it was written together.
    pub page: Option<PageId>,
    /// Of a page that it adopts: the last changes of the text that is voted on; give them to
    /// `ViewKey::PastText`.
    pub wording: Vec<ChangeHash>,
    /// When it became final.
    pub finished: Option<Timestamp>,
    /// Facts in it that do not stand, with who signed them.
    pub faults: Vec<MotionFaultView>,
    pub delivery: Delivery,
}

/// The day from which on a decision is looked at again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewView {
    pub on: Date,
    pub stage: ReviewStage,
}

/// How far the looking again has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReviewStage {
    /// The day has not come, or nothing is decided yet.
    ToCome,
    /// It waits for a voter.
    Due,
    /// A voter said that it stands as it is.
    Upheld { by: MemberId, at: Timestamp },
    /// This motion looks at it again.
    PutAgain { motion: MotionId, title: String },
}

/// What one elector said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BallotView {
    pub by: MemberId,
    pub at: Timestamp,
    pub choice: Choice,
    pub reason: String,
}

/// A word about a motion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemarkView {
    pub id: CommandId,
    pub by: MemberId,
    pub at: Timestamp,
    pub body: String,
    pub language: String,
}

/// A version that was amended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VersionView {
    pub at: Timestamp,
    pub title: String,
    pub text: String,
}

/// A fact that does not stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MotionFaultView {
    pub by: MemberId,
    pub at: Timestamp,
    /// Id of the rule.
    pub rule: String,
    /// Stable code.
    pub code: String,
}

/// By what a community decides, and who decides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Constitution {
    pub rules: Rules,
    pub voters: Vec<MemberId>,
    /// Those of them who are outside new votes, but for what is grave (DEC-1).
    pub silent: Vec<MemberId>,
    /// Members who have no vote yet, with who confirmed them.
    pub unconfirmed: Vec<(MemberId, Vec<MemberId>)>,
    /// Whether this device's member has a vote.
    pub may_vote: bool,
}
