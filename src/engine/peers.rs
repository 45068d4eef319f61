//! Connected devices: greeting, standing, and carrying out what the mesh asks for. A device that is
//! not admitted is served the charter only after it proved an open invitation (PEO-2).

mod arrivals;

use std::collections::{BTreeMap, BTreeSet};

use crate::ordered::Set;

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::engine::community::Community;
use crate::engine::core::{Core, Socket};
use crate::engine::gate;
use crate::engine::io::Effect;
use crate::engine::pending::Pending;
use crate::engine::replicate::some_heads;
use crate::id::{BlobHash, ChangeHash, DeviceKey, DocumentId, InvitationKey, MemberId, Signature};
use crate::limits::{STRANGER_MS_MIN, STRANGERS_MAX};
use crate::message::FromEngine;
use crate::message::command::Comes;
use crate::message::model::JoinRefusal;
use crate::sign::SoftwareKey;
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
    Claimed { comes: Comes, invitation: InvitationKey, proof: Signature },
    /// Was admitted by what is void since; it is served the charter, and sees that it waits again.
    AtTheDoorAgain,
    /// Admitted.
    Member,
}

/// The first thing two devices say to each other.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Greeting {
    /// I am admitted, or was when I last heard.
    Member,
    /// I hold an invitation, and come as this.
    Newcomer { comes: Comes, invitation: InvitationKey, proof: Signature },
    /// The charter has proved itself: this is how I am called.
    Profile(Vec<u8>),
    /// The invitation lets nobody in.
    Refused(JoinRefusal),
    /// You were removed: the decision, as the fact that proves itself (PEO-4).
    Removed(String),
    /// Your device signed two changes for one place: the fact that proves itself (PEO-7).
    TwiceSigned(String),
}

impl Community {
    /// Other members' devices, by member.
    pub fn devices_of(&self, member: &MemberId) -> Vec<DeviceKey> {
        let owns = |(device, owner): (&DeviceKey, &MemberId)| (owner == member).then_some(*device);
        self.authority().devices.iter().filter_map(owns).collect()
    }

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
                let (key, comes) = (SoftwareKey::from_seed(&joining.invitation), joining.comes);
                let proof = key.sign(&gate::proof_message(&self.id, comes, &self.local.device));
                Greeting::Newcomer { comes, invitation: InvitationKey(key.public().0), proof }
            }
            Some(_) | None => Greeting::Member,
        };
        self.greet(core, device, &greeting);
        self.greet_by_way_back(core, device);
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

    pub(super) fn greet(&mut self, core: &mut Core, to: DeviceKey, greeting: &Greeting) {
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
        if self.is_at_the_door_again(&device) {
            return self.serve_the_charter_alone(core, device);
        }
        if !known && self.authority().member_of(&device).is_some() {
            // Who left or was removed is served nothing more (PEO-4).
            self.tell_removed(core, device);
            self.tell_caught(core, device);
            let code = "former-member";
            self.mesh_input(core, MeshInput::DropPeer { device, code });
            return;
        }
        let Some(peer) = self.peers.get_mut(&device) else { return };
        if known && peer.standing != PeerStanding::Member {
            peer.standing = PeerStanding::Member;
            self.note_met(device, core.now);
            self.offer_everything(core, device);
            self.compare_all(core, device);
            self.fetch_blobs(core, device);
        }
    }

    fn serve_the_charter_alone(&mut self, core: &mut Core, device: DeviceKey) {
        let Some(peer) = self.peers.get_mut(&device) else { return };
        if peer.standing != PeerStanding::AtTheDoorAgain {
            peer.standing = PeerStanding::AtTheDoorAgain;
            let heads = some_heads(&self.heads_of(&DocumentId::Charter));
            self.send(core, device, Message::Heads { document: DocumentId::Charter, heads });
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
                // A newcomer asks whoever it meets for the charter, and a member whoever it does not know:
                // they may have come in, or back, while it was away. It verifies what comes.
                if !self.is_member() || self.authority().member_of(&from).is_none() {
                    let have = self.heads_of(&DocumentId::Charter);
                    self.send(core, from, Message::Want { document: DocumentId::Charter, have });
                }
                if !self.is_member() {
                    // There may be nothing new in it.
                    self.tell_name(core, from);
                }
            }
            Greeting::Newcomer { comes, invitation, proof } => {
                self.newcomer_greets(core, from, (comes, invitation), proof);
            }
            Greeting::Profile(bytes) => self.newcomer_tells_name(core, from, &bytes),
            Greeting::Removed(text) => self.told_removed(core, from, &text),
            Greeting::TwiceSigned(text) => self.told_caught(core, from, &text),
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

    /// After the charter arrived: tell one's name to whoever served it, and once admitted, go on as
    /// a member.
    pub fn charter_changed(&mut self, core: &mut Core, from: Option<DeviceKey>) {
        if self.local.joining.is_none() {
            self.recheck_all(core);
            self.retry_held(core);
            return;
        }
        if self.is_member() {
            let joining = self.local.joining.take();
            // Whoever is back is called as before.
            let joining = joining.filter(|joining| joining.comes == Comes::New);
            let profile = joining.and_then(|joining| joining.profile);
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

    /// Whether this device serves documents to that one.
    pub fn serves(&self, device: &DeviceKey, document: &DocumentId) -> bool {
        match self.peers.get(device).map(|peer| &peer.standing) {
            // What is written by those who are left must not reach who was removed, in whichever
            // order the decision and that come. That they are off is the last that they are told.
            Some(PeerStanding::Member) => {
                *document == DocumentId::Charter
                    || self.authority().current_member(device).is_some()
                        && !self.is_removed_by(device, document)
            }
            Some(PeerStanding::Claimed { .. } | PeerStanding::AtTheDoorAgain) => {
                *document == DocumentId::Charter
            }
            Some(PeerStanding::Unknown) | None => false,
        }
    }
}
