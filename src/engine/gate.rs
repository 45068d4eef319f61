//! The gate of a document: whose changes may enter, and which facts belong where. Asked by `doc`
//! for every change after its signature is verified and before Automerge sees it.

use crate::ordered::{Map, Set};

use crate::clock::Timestamp;
use crate::doc::{Gate as DocumentGate, Verdict, Vetted};
use crate::domain::fact::{self, Home};
use crate::domain::{Fact, FactBody};
use crate::engine::community::Community;
use crate::id::{
    ChangeHash, CommunityId, DeviceKey, DocumentId, InvitationKey, MemberId, Signature,
};
use crate::limits::CLOCK_SKEW_MAX_MS;
use crate::message::command::Comes;
use crate::message::motion::AdmissionRule;
use crate::sign;

/// How long a change of an unknown device is held at least.
const STRANGER_HELD_MS: u64 = 60_000;

/// Decides over one batch. The charter's gate learns of devices as their admissions pass.
#[derive(Debug)]
pub struct Gate {
    community: CommunityId,
    document: DocumentId,
    now: Timestamp,
    /// From here CLK-1 counts.
    reference: Timestamp,
    devices: Set<DeviceKey>,
    /// Whether whoever came by an invitation is in; what is not known in time is held.
    invitation_admits: bool,
    /// With the time until which each is open.
    invitations: Map<InvitationKey, Timestamp>,
    /// Members' offers to their own devices, the same.
    offers: Map<InvitationKey, Timestamp>,
}

impl Gate {
    /// A gate for one document of a community, as it stands.
    pub fn new(community: &Community, document: &DocumentId, now: Timestamp) -> Self {
        let authority = community.authority();
        Self {
            community: community.id,
            document: *document,
            now,
            reference: now,
            devices: Set::from_iter(authority.devices.keys().copied()),
            invitation_admits: authority.rules.admission == AdmissionRule::InvitationAdmits
                && authority.decisions.is_empty(),
            invitations: Map::from_iter(
                authority.invitations.iter().map(|(key, invitation)| (*key, invitation.expires)),
            ),
            offers: authority.offers.iter().map(|(key, offer)| (*key, offer.until())).collect(),
        }
    }

    /// A gate for what is in storage. It was admitted when it came, and stays so for a device whose
    /// clock has been set back since.
    pub fn of_stored(community: &Community, document: &DocumentId, now: Timestamp) -> Self {
        Self { reference: Timestamp(u64::MAX), ..Self::new(community, document, now) }
    }

    fn belongs(&self, body: &FactBody) -> bool {
        match (body.home(), self.document) {
            (Home::Talk, DocumentId::Talk { part, .. }) => {
                part == 0 || !matches!(body, FactBody::ThreadStarted { .. })
            }
            (Home::Charter, DocumentId::Charter)
            | (Home::Page, DocumentId::Page(_))
            | (Home::Motion, DocumentId::Motion(_))
            | (Home::Calendar, DocumentId::Calendar { .. }) => true,
            (Home::Charter | Home::Talk | Home::Page | Home::Motion | Home::Calendar, _) => false,
        }
    }

    /// Whether all that a change of an unknown device says is whose it is, and proves it by a way back,
    /// which has no end (PEO-1). The moment that it claims proves nothing.
    fn links_itself(&self, change: &Vetted<'_>) -> bool {
        let mut facts = change.facts.iter().map(|(_, json)| Fact::from_json(json));
        let (Some(Ok(fact)), None) = (facts.next(), facts.next()) else { return false };
        let FactBody::DeviceLinked { offer, device, proof } = &fact.body else { return false };
        self.document == DocumentId::Charter
            && *device == change.device
            && self.offers.get(offer) == Some(&Timestamp(u64::MAX))
            && check_proof(&self.community, (Comes::New, offer), device, proof)
    }

    /// Takes note of a fact that was let in. Knows just those devices that `Authority` will know:
    /// else what they wrote would be let in or held by how the changes came in batches.
    fn learn(&mut self, (change, author): (&ChangeHash, &DeviceKey), Fact { at, body }: &Fact) {
        if let FactBody::InvitationMade { invitation, expires, .. } = body {
            let known = self.invitations.entry(*invitation).or_insert(*expires);
            *known = (*known).max(*expires);
        } else if let FactBody::InvitationClaimed { invitation, device, proof, .. } = body {
            if self.invitation_admits
                && self.invitations.get(invitation).is_some_and(|expires| at <= expires)
                && check_proof(&self.community, (Comes::New, invitation), device, proof)
            {
                self.devices.insert(*device);
            }
        } else if let FactBody::DeviceOffered { offer, expires, proof } = body {
            if check_proof(&self.community, (Comes::New, offer), author, proof) {
                let until = expires.unwrap_or(Timestamp(u64::MAX));
                let known = self.offers.entry(*offer).or_insert(until);
                *known = (*known).max(until);
            }
        } else if let FactBody::DeviceLinked { offer, device, proof } = body {
            if self.offers.get(offer).is_some_and(|expires| at <= expires)
                && check_proof(&self.community, (Comes::New, offer), device, proof)
            {
                self.devices.insert(*device);
            }
        } else if let FactBody::CommunityFounded { preset, .. } = body
            && change.0 == self.community.0
        {
            let admits = AdmissionRule::InvitationAdmits;
            self.invitation_admits = preset.rules().admission == admits;
        }
    }
}

impl DocumentGate for Gate {
    fn vet(&mut self, change: &Vetted<'_>) -> Verdict {
        if change.hash.0 == self.community.0 && self.document == DocumentId::Charter {
            self.devices.insert(change.device);
        }
        if !self.devices.contains(&change.device) && !self.links_itself(change) {
            // Its admission may still be on the way: ask again when the charter has changed.
            return Verdict::Hold { until: self.now.plus_ms(STRANGER_HELD_MS) };
        }
        let claimed = Timestamp(change.at_seconds.saturating_mul(1_000));
        let mut newest = claimed;
        let mut facts = Vec::new();
        let is_ledger = matches!(self.document, DocumentId::Ledger { .. });
        for (_, json) in change.facts {
            if is_ledger {
                match fact::stamp(json) {
                    Ok(stamp) => newest = newest.max(stamp.at),
                    Err(error) => return Verdict::Refuse { code: error.code() },
                }
                continue;
            }
            match Fact::from_json(json) {
                Ok(fact) => {
                    newest = newest.max(fact.at);
                    facts.push(fact);
                }
                Err(error) => return Verdict::Refuse { code: error.code() },
            }
        }
        if newest.is_too_far_ahead(self.reference) {
            let until = Timestamp(newest.0.saturating_sub(CLOCK_SKEW_MAX_MS));
            return Verdict::Hold { until };
        }
        if !facts.iter().all(|fact| self.belongs(&fact.body)) {
            return Verdict::Refuse { code: "fact-out-of-place" };
        }
        for fact in &facts {
            self.learn((&change.hash, &change.device), fact);
        }
        Verdict::Admit
    }
}

/// What the holder of an invitation signs for a device: a member who records it cannot make one of the
/// two into the other.
pub fn proof_message(community: &CommunityId, comes: Comes, device: &DeviceKey) -> Vec<u8> {
    let purpose = match comes {
        Comes::New => "claim",
        Comes::Back => "return",
    };
    sign::message(purpose, &[&community.0, &device.0])
}

/// Whether the holder of the invitation signed for the device (PEO-2).
pub fn check_proof(
    community: &CommunityId,
    (comes, invitation): (Comes, &InvitationKey),
    device: &DeviceKey,
    proof: &Signature,
) -> bool {
    let key = DeviceKey(invitation.0);
    sign::verify(&key, &proof_message(community, comes, device), proof).is_ok()
}

/// What a purse signs to accept a seal (DEC-7).
pub fn acceptance_message(community: &CommunityId, digest: &[u8; 32]) -> Vec<u8> {
    sign::message("accept", &[&community.0, digest])
}

/// Whether a device signed that it accepts what has this digest.
pub fn check_acceptance(
    community: &CommunityId,
    device: &DeviceKey,
    digest: &[u8; 32],
    signature: &Signature,
) -> bool {
    sign::verify(device, &acceptance_message(community, digest), signature).is_ok()
}

/// The member whose first device this is.
pub fn member_id(device: &DeviceKey) -> MemberId {
    MemberId(sign::name("member", &[&device.0]))
}
