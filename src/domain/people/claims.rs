//! Invitations proved: who came by one, whom that lets in, and what is told of it (PEO-2).

use crate::ordered::Map;

use serde::Serialize;

use crate::clock::Timestamp;
use crate::domain::people::{Asked, Authority, AuthorityFault, CharterFact, Lack};
use crate::id::{BlobHash, CommandId, DeviceKey, InvitationKey, MemberId, Signature};
use crate::message::command::Comes;
use crate::message::motion::AdmissionRule;

/// Who came by an invitation and waits for somebody to let them in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Applicant {
    pub device: DeviceKey,
    pub at: Timestamp,
    pub invited_by: MemberId,
    pub profile: BlobHash,
    pub rule: AdmissionRule,
    /// The claim's own.
    pub(super) id: CommandId,
}

impl Authority {
    pub(super) fn take_claim(
        &mut self,
        entry: &CharterFact,
        (key, device, proof, profile): (&InvitationKey, &DeviceKey, &Signature, BlobHash),
        asked: Asked<'_>,
    ) -> Result<Option<DeviceKey>, Lack> {
        let lack = Lack::Invitation(*key, entry.fact.at);
        let invitation = self.invitations.get_mut(key).ok_or(lack)?;
        let id = (asked.name)(device);
        if self.devices.contains_key(device) || self.applicants.contains_key(&id) {
            return Ok(None);
        }
        if entry.fact.at > invitation.expires {
            return Err(lack);
        }
        if !(asked.check)(Comes::New, key, device, proof) {
            self.fault(entry, "PEO-2", "proof-false");
            return Ok(None);
        }
        invitation.came.push(id);
        let (invited_by, overused) =
            (invitation.by, invitation.came.len() > invitation.uses_max as usize);
        if overused {
            self.fault(entry, "PEO-2", "invitation-overused");
        }
        let (device, at) = (*device, entry.fact.at);
        let rule = (asked.admission)(entry);
        let applicant = Applicant { device, at, invited_by, profile, rule, id: entry.id };
        self.applicants.insert(id, applicant);
        Ok(self.let_in(id))
    }

    /// Whoever came by an invitation after it was withdrawn is in all the same (they cannot be
    /// un-met), but it is told.
    pub(super) fn withdraw_faults(&mut self) {
        let devices: Map<MemberId, DeviceKey> =
            Map::from_iter(self.devices.iter().rev().map(|(device, member)| (*member, *device)));
        let mut late = Vec::new();
        for invitation in self.invitations.values() {
            let Some(withdrawn) = invitation.withdrawn else { continue };
            for member in &invitation.came {
                if let Some(member) = self.members.get(member)
                    && member.joined > withdrawn
                {
                    late.push((member.id, member.joined));
                }
            }
        }
        for (member, at) in late {
            if let Some(author) = devices.get(&member).copied() {
                let (rule, code) = ("PEO-2", "invitation-withdrawn");
                self.faults.push(AuthorityFault { author, at, rule, code });
            }
        }
    }
}
