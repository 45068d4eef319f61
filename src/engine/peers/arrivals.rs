//! Whoever comes to the door: proofs of invitations and of offers looked at, and what came of them
//! recorded (PEO-1, PEO-2). Nothing is served to anybody here.

use crate::clock::Timestamp;
use crate::domain::people::Return;
use crate::domain::profile::Profile;
use crate::domain::{Fact, FactBody};
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::gate;
use crate::engine::peers::{Greeting, PeerStanding};
use crate::id::{BlobHash, CommandId, DeviceKey, DocumentId, InvitationKey, Signature};
use crate::limits::{OWN_DEVICES_MAX, RETURNS_MAX};
use crate::message::command::Comes;
use crate::message::model::JoinRefusal;
use crate::sign;

impl Community {
    pub(super) fn newcomer_greets(
        &mut self,
        core: &mut Core,
        from: DeviceKey,
        (comes, invitation): (Comes, InvitationKey),
        proof: Signature,
    ) {
        if !self.is_member() || self.authority().member_of(&from).is_some() {
            return;
        }
        if !gate::check_proof(&self.id, (comes, &invitation), &from, &proof) {
            self.refused("proof-false");
            return;
        }
        if comes == Comes::New && self.authority().offers.contains_key(&invitation) {
            return self.own_device_greets(core, from, invitation, proof);
        }
        let applies = self.applies(&from);
        let open = match self.authority().invitation_open(&invitation, core.now) {
            Err(_) if applies => Ok(()),
            open => open,
        };
        let known = self.authority().invitations.contains_key(&invitation);
        match (open, known) {
            (Ok(()), _) => {
                if let Some(peer) = self.peers.get_mut(&from) {
                    peer.standing = PeerStanding::Claimed { comes, invitation, proof };
                }
            }
            (Err(_), true) => {
                self.greet(core, from, &Greeting::Refused(JoinRefusal::InvitationOver));
            }
            // This device may be behind: another member may know the invitation.
            (Err(_), false) => {}
        }
    }

    /// Records that a device is a member's own. Its id follows from the device, as with admissions.
    fn own_device_greets(
        &mut self,
        core: &mut Core,
        from: DeviceKey,
        offer: InvitationKey,
        proof: Signature,
    ) {
        if self.authority().offer_open(&offer, core.now).is_err() || self.has_enough(&offer) {
            return self.greet(core, from, &Greeting::Refused(JoinRefusal::InvitationOver));
        }
        if let Some(peer) = self.peers.get_mut(&from) {
            let comes = Comes::New;
            peer.standing = PeerStanding::Claimed { comes, invitation: offer, proof };
        }
        let id = CommandId(sign::name("device", &[&self.id.0, &from.0]));
        let at = Timestamp::claimed(core.now, self.charter.newest);
        let body = FactBody::DeviceLinked { offer, device: from, proof };
        if self.write_fact(core, DocumentId::Charter, id, &Fact { at, body }).is_none() {
            self.refused("admission-repeated");
        }
        self.recheck_all(core);
    }

    /// Whether it is known that they wait at the door.
    fn applies(&self, from: &DeviceKey) -> bool {
        let authority = self.authority();
        authority.applicants.contains_key(&gate::member_id(from))
            || authority.returns.contains_key(from)
    }

    /// Whether whoever made the offer has as many devices as one may have.
    fn has_enough(&self, offer: &InvitationKey) -> bool {
        let Some(offer) = self.authority().offers.get(offer) else { return false };
        let devices = self.devices_of(&offer.by);
        let current = devices.iter().filter(|one| !self.authority().revoked.contains_key(*one));
        current.count() >= OWN_DEVICES_MAX
    }

    /// Records the admission. Its id follows from the device, so that two members who record it
    /// apart write one fact.
    pub(super) fn newcomer_tells_name(&mut self, core: &mut Core, from: DeviceKey, bytes: &[u8]) {
        let standing = self.peers.get(&from).map(|peer| peer.standing.clone());
        let Some(PeerStanding::Claimed { comes, invitation, proof }) = standing else { return };
        let Ok(profile) = Profile::decode(bytes) else {
            self.refused("profile-unreadable");
            return;
        };
        if self.applies(&from) {
            // They wait for somebody to let them in.
            return;
        }
        let is_full = || {
            let by_this = |(_, asked): &(DeviceKey, &Return)| asked.invitation == invitation;
            self.returning(core.now).filter(by_this).count() >= RETURNS_MAX
        };
        if comes == Comes::Back && is_full()
            || self.authority().invitation_open(&invitation, core.now).is_err()
        {
            self.greet(core, from, &Greeting::Refused(JoinRefusal::InvitationOver));
            return;
        }
        let hash = BlobHash(sign::sha256(bytes));
        self.keep_profile(core, hash, profile, bytes.to_vec());
        let at = Timestamp::claimed(core.now, self.charter.newest);
        let (device, profile) = (from, hash);
        let (name, body) = match comes {
            Comes::New => {
                ("admission", FactBody::InvitationClaimed { invitation, device, proof, profile })
            }
            Comes::Back => ("return", FactBody::ReturnAsked { invitation, device, proof, profile }),
        };
        let id = CommandId(sign::name(name, &[&self.id.0, &from.0]));
        let written = self.write_fact(core, DocumentId::Charter, id, &Fact { at, body });
        if written.is_none() {
            self.refused("admission-repeated");
        }
        self.recheck_all(core);
    }

    /// Tells a member how one is called. Whoever has the charter by the link alone learns no names
    /// by it.
    pub(super) fn tell_name(&mut self, core: &mut Core, to: DeviceKey) {
        let known = self.authority().member_of(&to).is_some();
        let profile = self.local.joining.as_ref().and_then(|joining| joining.profile.clone());
        if let (Some(profile), true) = (profile, known) {
            let greeting = Greeting::Profile(profile);
            self.greet(core, to, &greeting);
        }
    }

    /// The admission was recorded by somebody else, who may have told any profile: what one says
    /// of oneself is signed by oneself.
    pub(super) fn sign_own_profile(&mut self, core: &mut Core, bytes: Vec<u8>) {
        let Ok(profile) = Profile::decode(&bytes) else { return };
        let hash = BlobHash(sign::sha256(&bytes));
        self.keep_profile(core, hash, profile, bytes);
        let id = CommandId(sign::name("own profile", &[&self.local.device.0, &hash.0]));
        let at = self.claim(core.now, &DocumentId::Charter);
        let fact = Fact { at, body: FactBody::ProfileChanged { profile: hash } };
        if self.write_fact(core, DocumentId::Charter, id, &fact).is_none() {
            self.refused("profile-not-signed");
        }
    }
}
