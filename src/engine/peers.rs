//! Connected devices: greeting, standing, and carrying out what the mesh asks for. A device that is
//! not admitted is served the charter only after it proved an open invitation (PEO-2).

use std::collections::{BTreeMap, BTreeSet};

use crate::ordered::Set;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::domain::profile::Profile;
use crate::domain::{Fact, FactBody};
use crate::engine::community::Community;
use crate::engine::core::{Core, Socket};
use crate::engine::gate;
use crate::engine::io::Effect;
use crate::engine::pending::Pending;
use crate::id::{BlobHash, ChangeHash, CommandId, DeviceKey, DocumentId, InvitationKey, Signature};
use crate::limits::{STRANGER_MS_MIN, STRANGERS_MAX};
use crate::message::FromEngine;
use crate::message::model::JoinRefusal;
use crate::sign::{self, SoftwareKey};
use crate::sync::{MeshInput, MeshOutput, Message};

/// A connected device.
#[derive(Debug, Default)]
pub struct Peer {
    /// Since when it is connected.
    pub since: Timestamp,
    pub standing: PeerStanding,
    /// Heads it told in this session.
    pub have: BTreeMap<DocumentId, Vec<ChangeHash>>,
    /// How many heads these are.
    pub heads: usize,
    /// Documents to ask for, in the order of `DocumentId`.
    pub to_ask: BTreeSet<DocumentId>,
    /// Documents asked for and not answered yet.
    pub asked: BTreeSet<DocumentId>,
    /// The blob asked for and not complete yet.
    pub fetching: Option<Fetching>,
    /// Blobs it does not have.
    pub lacks: Set<BlobHash>,
}

/// A blob on its way here.
#[derive(Debug)]
pub struct Fetching {
    pub hash: BlobHash,
    pub so_far: Vec<u8>,
    /// When something of it came last.
    pub heard: Timestamp,
}

/// What a device may be served.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub enum PeerStanding {
    /// It has not said who it is.
    #[default]
    Unknown,
    /// It proved an invitation; it is served the charter.
    Claimed { invitation: InvitationKey, proof: Signature },
    /// Admitted.
    Member,
}

/// The first thing two devices say to each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Greeting {
    /// I am admitted, or was when I last heard.
    Member,
    /// I hold an invitation.
    Newcomer { invitation: InvitationKey, proof: Signature },
    /// The charter has proved itself: this is how I am called.
    Profile(Vec<u8>),
    /// The invitation lets nobody in.
    Refused(JoinRefusal),
}

impl Community {
    /// Carries out what the mesh wants until it wants nothing more.
    pub fn drain_mesh(&mut self, core: &mut Core) {
        while let Some(output) = self.mesh.poll() {
            match output {
                MeshOutput::RelayOpen { url } => {
                    if core.relay_open(self.id, url.clone()) == Socket::Open {
                        self.mesh_input(core, MeshInput::RelayOpened { url });
                    }
                }
                MeshOutput::RelaySend { url, text } => {
                    core.effects.push(Effect::RelaySend { url, text });
                }
                MeshOutput::CheckClock => core.check_clock(),
                MeshOutput::RelayClose { url } => core.relay_close(&self.id, url),
                MeshOutput::Rtc { connection, action } => {
                    core.tell(core.owner, FromEngine::Rtc { connection, action });
                }
                MeshOutput::NeedSignature { ticket, message } => {
                    let ticket = core.ticket(Pending::Mesh(self.id, ticket));
                    let key = self.local.device;
                    core.effects.push(Effect::Sign { ticket, key, message });
                }
                MeshOutput::PeerUp { device } => self.peer_up(core, device),
                MeshOutput::PeerDown { device } => self.peer_down(core, device),
                MeshOutput::Received { from, message } => self.received(core, from, message),
            }
        }
    }

    /// Hands something to the mesh.
    pub fn mesh_input(&mut self, core: &mut Core, input: MeshInput) {
        self.mesh.handle(core.device_now, input);
    }

    /// Sends a message to a connected device.
    pub fn send(&mut self, core: &mut Core, to: DeviceKey, message: Message) {
        self.mesh_input(core, MeshInput::Send { to, message });
    }

    fn peer_up(&mut self, core: &mut Core, device: DeviceKey) {
        self.meet(core, device);
        let greeting = match &self.local.joining {
            Some(joining) if !self.is_member() => {
                let key = SoftwareKey::from_seed(&joining.invitation);
                let proof = key.sign(&gate::proof_message(&self.id, &self.local.device));
                Greeting::Newcomer { invitation: InvitationKey(key.public().0), proof }
            }
            Some(_) | None => Greeting::Member,
        };
        self.greet(core, device, &greeting);
        self.recheck_standing(core, device);
        self.mark_people(core);
    }

    /// A device is here.
    pub fn meet(&mut self, core: &mut Core, device: DeviceKey) {
        self.peers.insert(device, Peer { since: core.now, ..Peer::default() });
        self.note_met(device, core.now);
        self.make_room_for_members(core);
    }

    /// Remembers when a member was met; of others, of whom there may be any number, nothing is kept.
    fn note_met(&mut self, device: DeviceKey, now: Timestamp) {
        if self.authority().member_of(&device).is_some() {
            self.local.seen.insert(device, now);
        }
    }

    /// Whoever has the link can come with as many devices as there are connections: of those that
    /// have had time to be admitted, one goes. A newcomer knows nobody, so all are strangers to it.
    fn make_room_for_members(&mut self, core: &mut Core) {
        let strangers = self.peers.iter().filter(|(_, peer)| peer.standing != PeerStanding::Member);
        let strangers = strangers
            .filter(|(device, _)| self.authority().member_of(device).is_none())
            .map(|(device, peer)| (peer.standing != PeerStanding::Unknown, peer.since, *device));
        let strangers: Vec<_> = strangers.collect();
        if self.is_member()
            && strangers.len() > STRANGERS_MAX
            && let Some((_, since, device)) = strangers.into_iter().min()
            && core.now.since_ms(since) >= STRANGER_MS_MIN
        {
            let code = "too-many-strangers";
            self.mesh_input(core, MeshInput::DropPeer { device, code });
        }
    }

    fn greet(&mut self, core: &mut Core, to: DeviceKey, greeting: &Greeting) {
        let bytes = postcard::to_stdvec(greeting).expect("greetings are encodable");
        self.send(core, to, Message::Greeting(bytes));
    }

    fn peer_down(&mut self, core: &mut Core, device: DeviceKey) {
        self.peers.remove(&device);
        self.note_met(device, core.now);
        self.store_local(core);
        self.mark_people(core);
    }

    /// A device that the charter knows is a member, whatever it said.
    fn recheck_standing(&mut self, core: &mut Core, device: DeviceKey) {
        let known = self.authority().current_member(&device).is_some();
        if !known && self.authority().member_of(&device).is_some() {
            // Who left or was removed is served nothing more (PEO-4).
            let code = "former-member";
            self.mesh_input(core, MeshInput::DropPeer { device, code });
            return;
        }
        let Some(peer) = self.peers.get_mut(&device) else { return };
        if known && peer.standing != PeerStanding::Member {
            peer.standing = PeerStanding::Member;
            self.note_met(device, core.now);
            self.offer_everything(core, device);
            self.fetch_blobs(core, device);
        }
    }

    /// Looks at every connected device anew, after the charter changed.
    pub fn recheck_all(&mut self, core: &mut Core) {
        let devices: Vec<DeviceKey> = self.peers.keys().copied().collect();
        for device in devices {
            self.recheck_standing(core, device);
        }
    }

    fn received(&mut self, core: &mut Core, from: DeviceKey, message: Message) {
        match message {
            Message::Greeting(bytes) => match postcard::from_bytes::<Greeting>(&bytes) {
                Ok(greeting) => self.greeted(core, from, greeting),
                Err(_) => self.refused("greeting-unreadable"),
            },
            Message::Have { documents } => self.told_heads(core, from, documents),
            Message::Heads { document, heads } => {
                self.told_heads(core, from, vec![(document, heads)]);
            }
            Message::Want { document, have } => self.asked_for(core, from, document, have),
            Message::Changes { document, part, bytes } => {
                self.offered(core, (from, part), document, bytes);
            }
            Message::BlobWant { hash, from: piece } => self.blob_asked(core, from, hash, piece),
            Message::BlobChunk { hash, index, total, bytes } => {
                self.blob_piece(core, from, hash, (index, total), &bytes);
            }
            Message::Bye(_) => {}
        }
    }

    fn greeted(&mut self, core: &mut Core, from: DeviceKey, greeting: Greeting) {
        match greeting {
            Greeting::Member => {
                // A newcomer asks whoever it meets for the charter; it verifies what comes.
                if !self.is_member() {
                    let have = self.heads_of(&DocumentId::Charter);
                    self.send(core, from, Message::Want { document: DocumentId::Charter, have });
                    // There may be nothing new in it.
                    self.tell_name(core, from);
                }
            }
            Greeting::Newcomer { invitation, proof } => {
                self.newcomer_greets(core, from, invitation, proof);
            }
            Greeting::Profile(bytes) => self.newcomer_tells_name(core, from, &bytes),
            Greeting::Refused(reason) => {
                if !self.is_member()
                    && let Some(joining) = &mut self.local.joining
                {
                    joining.refused = Some(reason);
                    self.store_local(core);
                    self.mark_people(core);
                }
            }
        }
    }

    fn newcomer_greets(
        &mut self,
        core: &mut Core,
        from: DeviceKey,
        invitation: InvitationKey,
        proof: Signature,
    ) {
        if !self.is_member() || self.authority().member_of(&from).is_some() {
            return;
        }
        if !gate::check_proof(&self.id, &invitation, &from, &proof) {
            self.refused("proof-false");
            return;
        }
        if self.authority().offers.contains_key(&invitation) {
            return self.own_device_greets(core, from, invitation, proof);
        }
        let applies = self.authority().applicants.contains_key(&gate::member_id(&from));
        let open = match self.authority().invitation_open(&invitation, core.now) {
            Err(_) if applies => Ok(()),
            open => open,
        };
        let known = self.authority().invitations.contains_key(&invitation);
        match (open, known) {
            (Ok(()), _) => {
                if let Some(peer) = self.peers.get_mut(&from) {
                    peer.standing = PeerStanding::Claimed { invitation, proof };
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
        if self.authority().offer_open(&offer, core.now).is_err() {
            return self.greet(core, from, &Greeting::Refused(JoinRefusal::InvitationOver));
        }
        if let Some(peer) = self.peers.get_mut(&from) {
            peer.standing = PeerStanding::Claimed { invitation: offer, proof };
        }
        let id = CommandId(sign::name("device", &[&self.id.0, &from.0]));
        let at = Timestamp::claimed(core.now, self.authority().newest());
        let body = FactBody::DeviceLinked { offer, device: from, proof };
        if self.write_fact(core, DocumentId::Charter, id, &Fact { at, body }).is_none() {
            self.refused("admission-repeated");
        }
        self.recheck_all(core);
    }

    /// Records the admission. Its id follows from the device, so that two members who record it
    /// apart write one fact.
    fn newcomer_tells_name(&mut self, core: &mut Core, from: DeviceKey, bytes: &[u8]) {
        let standing = self.peers.get(&from).map(|peer| peer.standing.clone());
        let Some(PeerStanding::Claimed { invitation, proof }) = standing else { return };
        let Ok(profile) = Profile::decode(bytes) else {
            self.refused("profile-unreadable");
            return;
        };
        if self.authority().applicants.contains_key(&gate::member_id(&from)) {
            // They wait for somebody to let them in.
            return;
        }
        if self.authority().invitation_open(&invitation, core.now).is_err() {
            self.greet(core, from, &Greeting::Refused(JoinRefusal::InvitationOver));
            return;
        }
        let hash = BlobHash(sign::sha256(bytes));
        self.keep_profile(core, hash, profile, bytes.to_vec());
        let id = CommandId(sign::name("admission", &[&self.id.0, &from.0]));
        let at = Timestamp::claimed(core.now, self.authority().newest());
        let body = FactBody::InvitationClaimed { invitation, device: from, proof, profile: hash };
        let written = self.write_fact(core, DocumentId::Charter, id, &Fact { at, body });
        if written.is_none() {
            self.refused("admission-repeated");
        }
        self.recheck_all(core);
    }

    /// After the charter arrived: tell one's name to whoever served it, and once admitted, go on as
    /// a member.
    pub fn charter_changed(&mut self, core: &mut Core, from: Option<DeviceKey>) {
        if self.local.joining.is_none() {
            self.recheck_all(core);
            self.retry_held(core);
            return;
        }
        if self.is_member() {
            let profile = self.local.joining.take().and_then(|joining| joining.profile);
            self.store_local(core);
            self.recheck_all(core);
            if let Some(profile) = profile {
                self.sign_own_profile(core, profile);
            }
            return;
        }
        if let Some(from) = from {
            self.tell_name(core, from);
        }
    }

    /// Tells a member how one is called. Whoever has the charter by the link alone learns no names
    /// by it.
    fn tell_name(&mut self, core: &mut Core, to: DeviceKey) {
        let known = self.authority().member_of(&to).is_some();
        let profile = self.local.joining.as_ref().and_then(|joining| joining.profile.clone());
        if let (Some(profile), true) = (profile, known) {
            let greeting = Greeting::Profile(profile);
            self.greet(core, to, &greeting);
        }
    }

    /// The admission was recorded by somebody else, who may have told any profile: what one says
    /// of oneself is signed by oneself.
    fn sign_own_profile(&mut self, core: &mut Core, bytes: Vec<u8>) {
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

    /// Whether this device serves documents to that one.
    pub fn serves(&self, device: &DeviceKey, document: &DocumentId) -> bool {
        match self.peers.get(device).map(|peer| &peer.standing) {
            Some(PeerStanding::Member) => true,
            Some(PeerStanding::Claimed { .. }) => *document == DocumentId::Charter,
            Some(PeerStanding::Unknown) | None => false,
        }
    }
}
