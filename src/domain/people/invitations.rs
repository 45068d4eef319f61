//! Invitations, as the charter has them -> whether one would let somebody in, now (PEO-2).

use crate::clock::Timestamp;
use crate::domain::people::Authority;
use crate::id::{InvitationKey, MemberId};
use crate::message::command::Refusal;
use crate::message::model::InvitationState;

/// An invitation, as the charter has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    pub by: MemberId,
    pub made: Timestamp,
    pub expires: Timestamp,
    pub uses_max: u32,
    pub withdrawn: Option<Timestamp>,
    pub came: Vec<MemberId>,
}

impl Invitation {
    /// Whether it would admit one more, now (PEO-2), whoever made it.
    fn state(&self, now: Timestamp) -> InvitationState {
        if self.withdrawn.is_some() {
            InvitationState::Withdrawn
        } else if self.came.len() >= self.uses_max as usize {
            InvitationState::UsedUp
        } else if now > self.expires {
            InvitationState::Expired
        } else {
            InvitationState::Open
        }
    }
}

impl Authority {
    /// Whether an invitation would admit one more, now.
    pub fn invitation_open(&self, key: &InvitationKey, now: Timestamp) -> Result<(), Refusal> {
        let over = Refusal::InvitationOver;
        let invitation = self.invitations.get(key).ok_or(over.clone())?;
        if self.invitation_state(invitation, now) == InvitationState::Open {
            Ok(())
        } else {
            Err(over)
        }
    }

    /// Whether an invitation would admit one more, now. Whoever was removed invites nobody any more.
    pub fn invitation_state(&self, invitation: &Invitation, now: Timestamp) -> InvitationState {
        let inviter = self.members.get(&invitation.by);
        if inviter.is_some_and(|inviter| inviter.removed.is_some()) {
            InvitationState::Withdrawn
        } else {
            invitation.state(now)
        }
    }
}
