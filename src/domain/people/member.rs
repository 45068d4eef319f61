//! A member, as the charter has them, and how they come to be one.

use serde::Serialize;

use crate::clock::Timestamp;
use crate::domain::people::Authority;
use crate::id::{BlobHash, DeviceKey, MemberId, MotionId};
use crate::ordered::Set;

/// A member, as the charter has them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Member {
    pub id: MemberId,
    pub joined: Timestamp,
    /// `None` for the founder.
    pub invited_by: Option<MemberId>,
    pub profile: BlobHash,
    pub(super) profile_at: (Timestamp, BlobHash),
    /// By one's own act (PEO-3).
    pub left: Option<Timestamp>,
    /// By a final decision (PEO-4).
    pub removed: Option<(Timestamp, MotionId)>,
    /// Posts of a later time were seen by nobody who decided that (PEO-4).
    pub posts_until: Option<Timestamp>,
    /// Came in by what this decision made void, or by a rule that it replaced: waits to be let in again.
    pub voided: Option<MotionId>,
    /// Voters who want this member to have a vote, by their latest word; the inviter among them.
    pub confirmed_by: Set<MemberId>,
    /// No vote before that, however many confirm.
    pub trial_until: Option<Timestamp>,
    /// Given by decisions.
    pub roles: Set<String>,
}

impl Member {
    /// Neither left nor removed, nor at the door again.
    pub fn is_here(&self) -> bool {
        self.left.is_none() && self.removed.is_none() && self.voided.is_none()
    }
}

impl Authority {
    pub(super) fn admit(
        &mut self,
        device: DeviceKey,
        id: MemberId,
        joined: Timestamp,
        invited_by: Option<MemberId>,
        profile: BlobHash,
    ) {
        self.devices.insert(device, id);
        let profile_at = (Timestamp(0), profile);
        let member = Member {
            id,
            joined,
            invited_by,
            profile,
            profile_at,
            left: None,
            removed: None,
            posts_until: None,
            voided: None,
            confirmed_by: Set::new(),
            trial_until: None,
            roles: Set::new(),
        };
        self.members.insert(id, member);
    }

    pub(super) fn take_profile(&mut self, by: MemberId, at: Timestamp, profile: BlobHash) {
        if let Some(member) = self.members.get_mut(&by)
            && (at, profile) > member.profile_at
        {
            member.profile = profile;
            member.profile_at = (at, profile);
        }
    }
}
