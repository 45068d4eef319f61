//! What is asked of a charter that is folded: whose a device is, who is here, what is newest.

use crate::clock::Timestamp;
use crate::domain::fact::Decision;
use crate::domain::people::{Authority, Member};
use crate::id::{DeviceKey, MemberId, MotionId, PageId};
use crate::message::motion::{EffectKind, EndedRight};
use crate::ordered::Map;

impl Authority {
    /// The member behind a device.
    pub fn member_of(&self, device: &DeviceKey) -> Option<MemberId> {
        self.devices.get(device).copied()
    }

    /// The member behind a device that is not taken off, who neither left nor was removed.
    pub fn current_member(&self, device: &DeviceKey) -> Option<MemberId> {
        let member = self.member_of(device).filter(|_| !self.revoked.contains_key(device))?;
        self.members.get(&member).filter(|known| known.is_here()).map(|known| known.id)
    }

    /// The decision whose rule of admission somebody waits for again, who was in by the one before.
    pub fn waits_by_new_rule(&self, member: &MemberId) -> Option<MotionId> {
        let member = self.members.get(member).filter(|one| one.left.is_none());
        let motion = member.filter(|one| one.removed.is_none())?.voided?;
        let decision = self.decisions.iter().find(|one| one.motion == motion)?;
        (decision.terms.effect.ends() == Some(EndedRight::Admission)).then_some(motion)
    }

    /// Pages that are the community's word, each with the decision that made it so last (DEC-8). What a
    /// decision on words is put in the place of has no further effect (DEC-10).
    pub fn adopted(&self) -> Map<PageId, &Decision> {
        let mut standing: Vec<(PageId, &Decision)> = Vec::new();
        for decision in self.decisions.iter().filter(|decision| decision.tally.passed) {
            let effect = &decision.terms.effect;
            if effect.kind() == EffectKind::Words
                && let Some(before) = decision.terms.looks_again
            {
                standing.retain(|(_, one)| one.motion != before);
            }
            standing.extend(effect.adopts().map(|page| (page, &**decision)));
        }
        standing.into_iter().collect()
    }

    /// Voters who spoke for an applicant.
    pub fn sponsors_of(&self, member: &MemberId) -> Vec<MemberId> {
        self.sponsors.get(member).into_iter().flat_map(|by| by.keys()).copied().collect()
    }

    /// Until when posts of whoever was removed count (PEO-4).
    pub fn cuts_of_posts(&self) -> Vec<(MemberId, Timestamp)> {
        let cut = |member: &Member| Some((member.id, member.posts_until?));
        self.members.values().filter_map(cut).collect()
    }

    /// Members who neither left nor were removed.
    pub fn here(&self) -> impl Iterator<Item = &Member> {
        self.members.values().filter(|member| member.is_here())
    }
}
