//! Read models of people: who is who, and the invitations by which they came.

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::id::{BlobHash, DeviceKey, InvitationKey, MemberId, MotionId};

/// A person of the community.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberCard {
    pub id: MemberId,
    /// Empty until their profile has arrived.
    pub name: String,
    pub languages: Vec<String>,
    pub place: String,
    pub zone: String,
    pub does: String,
    pub portrait: Option<BlobHash>,
    pub joined: Timestamp,
    /// `None` for the founder.
    pub invited_by: Option<MemberId>,
    pub presence: Presence,
    pub is_me: bool,
    pub membership: Membership,
    /// Of a voter of whom nothing is heard for long (DEC-1).
    pub silence: Option<SilenceCard>,
    /// Given by decisions, in alphabetical order.
    pub roles: Vec<String>,
    pub post_count: u32,
    pub page_count: u32,
}

/// What one is in the community (PEO-2 to PEO-4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Membership {
    /// Reads, talks, works, and decides.
    Voter,
    /// Not confirmed by more than half of the voters yet; these have said yes.
    Voice { confirmed_by: Vec<MemberId> },
    /// Came by an invitation and is not in yet. So many voters let them in; `None`: a decision does.
    AtTheDoor {
        sponsors: Vec<MemberId>,
        needed: Option<u32>,
        /// Was in by a rule that this decision had replaced.
        again: Option<MotionId>,
    },
    /// Lost all devices and came with this one: as whom voters vouch for them (PEO-1).
    ComesBack { device: DeviceKey, as_whom: Vec<VouchingCard> },
    /// By their own act.
    Left(Timestamp),
    /// By a final decision.
    Removed { at: Timestamp, motion: MotionId },
}

/// Voters say that somebody who comes back is this member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VouchingCard {
    pub member: MemberId,
    pub vouched_by: Vec<MemberId>,
    /// Who said so again after the wait.
    pub again_by: Vec<MemberId>,
    /// How many it takes, each time.
    pub needed: u32,
    /// Once they were enough: from when on they say so again.
    pub again_from: Option<Timestamp>,
    /// An older device of this member said no.
    pub refused: Option<Timestamp>,
    pub mine: OwnWord,
}

/// What this device's member can say of somebody who comes back as a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum OwnWord {
    /// Without a vote nothing, nor once all is said.
    Nothing,
    /// That it is them.
    ItIsThem,
    /// That it is them, once more.
    Again,
    /// They said so; once more from then on, if that is known.
    Said(Option<Timestamp>),
    /// It is said to be oneself, who is here: that it is not.
    NotMe,
}

/// Nothing is heard of somebody for long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SilenceCard {
    /// When this device, or those who said so, heard of them last.
    pub since: Timestamp,
    pub noticed_by: Vec<MemberId>,
    /// How many voters must have said so.
    pub needed: u32,
    /// Outside new votes until they write again, but for what is grave.
    pub is_outside: bool,
    /// Whether this device's member can say so now.
    pub may_notice: bool,
}

/// Whether somebody is reachable now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Presence {
    Here,
    /// Last connected to this device then.
    Seen(Timestamp),
    NeverSeen,
}

/// An invitation, with who made it and who came by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationCard {
    pub key: InvitationKey,
    pub by: MemberId,
    pub made: Timestamp,
    pub expires: Timestamp,
    pub uses_max: u32,
    pub came: Vec<MemberId>,
    pub state: InvitationState,
    /// Its fragment; only on the device that made it.
    pub link: Option<String>,
}

/// A device of one's own (PEO-1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeviceCard {
    pub key: DeviceKey,
    pub since: Timestamp,
    pub is_this: bool,
    /// Not a device: what takes one in after all are lost.
    pub is_recovery: bool,
    /// It signs what becomes final, for all of them (PEO-7).
    pub is_purse: bool,
    /// Taken off by another one.
    pub revoked: Option<Timestamp>,
    pub presence: Presence,
}

/// Whether an invitation still admits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum InvitationState {
    Open,
    UsedUp,
    Expired,
    Withdrawn,
}
