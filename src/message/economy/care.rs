//! Needs and pledges (ECO-11): what everybody may read of them, and the words that are for those who
//! keep them alone.

use serde::{Deserialize, Serialize};

use super::{Account, Purse};
use crate::clock::Date;
use crate::id::{BlobHash, CommandId, MemberId};
use crate::money::Money;

/// What somebody needs, as all may read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    pub date: Date,
    /// By when.
    pub until: Date,
    /// Up to so much.
    pub money: Money,
    /// From so much on it helps; without it, any amount does.
    #[serde(default)]
    pub at_least: Option<Money>,
    /// Who keeps it: reads the words, and says which pledges came in.
    pub steward: MemberId,
    /// For the steward alone: the SHA-256 of the sealed words, which are kept beside the documents.
    #[serde(default)]
    pub words: Option<BlobHash>,
}

/// What a member does for others in need, or in need themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum CareAct {
    /// From now on others can tell this device of a need.
    Listen,
    /// `need.words` are left empty: they are sealed on the way.
    Ask { need: Need, words: String },
    /// It is not needed any more.
    TakeBackNeed { need: CommandId },
    /// The words of one's own need are erased everywhere.
    EraseWords { need: CommandId },
    /// Promises a part of it.
    Pledge { need: CommandId, money: Money },
    /// Until the need is closed.
    TakeBackPledge { pledge: CommandId },
    /// The steward's purse says which pledges came in, and into which account.
    Close { need: CommandId, pledges: Vec<CommandId>, into: Account, date: Date },
}

/// How we care for each other, at a glance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CareView {
    /// What the aid fund has, and what of it nobody has asked for yet.
    pub fund: Money,
    pub fund_left: Money,
    /// Members who can be told of a need.
    pub listeners: Vec<MemberId>,
    /// Whether this device reads what the reader is told.
    pub is_listening: bool,
    /// Where the reader's purse is.
    pub purse: Purse,
    /// Open ones first, then the newest.
    pub needs: Vec<NeedView>,
    /// Accounts of the bank.
    pub banks: Vec<Account>,
}

/// A need as the reader may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedView {
    pub id: CommandId,
    pub by: MemberId,
    pub steward: MemberId,
    pub date: Date,
    pub until: Date,
    pub money: Money,
    pub at_least: Option<Money>,
    pub words: WordsView,
    pub pledges: Vec<PledgeView>,
    /// All pledges that stand.
    pub pledged: Money,
    pub state: NeedState,
}

/// Private words, for the reader.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum WordsView {
    /// None were said.
    None,
    /// They are for somebody else, or for another device.
    Sealed,
    /// They are for the reader, and no device that has them was here yet.
    Coming,
    Open(String),
    /// Whoever asked erased them, on this day in UTC.
    Erased(Date),
}

/// A pledge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PledgeView {
    pub id: CommandId,
    pub by: MemberId,
    pub money: Money,
    pub state: PledgeState,
}

/// What became of a pledge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PledgeState {
    Stands,
    TakenBack,
    /// It came in.
    Counts,
    /// The need was closed without it.
    NotNeeded,
}

/// How far a need is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum NeedState {
    Open,
    TakenBack,
    /// So much of what came was for the one in need; what was more goes back.
    Closed {
        date: Date,
        came: Money,
        given: Money,
        back: Vec<(MemberId, Money)>,
    },
}
