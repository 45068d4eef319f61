//! Beginning: founding a community, following a link, changing one's profile. A device key is made
//! for each community; nothing personal leaves before the charter has proved itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::doc::Replica;
use crate::domain::profile::Profile;
use crate::domain::{Fact, FactBody, people};
use crate::engine::Engine;
use crate::engine::backup::WayBack;
use crate::engine::charter::CharterKeeping;
use crate::engine::community::{Community, actor};
use crate::engine::document::{Document, Open};
use crate::engine::economy::{KeptBooks, KeptDesks, Waits};
use crate::engine::io::{Effect, Entry};
use crate::engine::pending::{After, Newcomer, Pending, Purpose};
use crate::id::{BlobHash, CommandId, CommunityId, DeviceKey, DocumentId};
use crate::limits::RELAYS_CHOSEN_MAX;
use crate::message::command::{
    Comes, Field, Meeting, Outcome, PortraitChange, ProfileDraft, Refusal,
};
use crate::message::model::KeyStorage;
use crate::message::motion::Preset;
use crate::ordered::{Map, Set};
use crate::sign;
use crate::store::record::Joining;
use crate::store::{Local, keys, record};
use crate::sync::{Link, MeshConfig, MeshPart, Place, Reach};

/// Connection names of one mesh: the upper bits are its lane.
pub const LANE_BITS: u32 = 32;

impl Engine {
    /// Follows a link. A community that is on this device already is simply shown.
    pub(super) fn join(
        &mut self,
        id: CommandId,
        (comes, link): (Comes, &str),
        profile: ProfileDraft,
    ) -> Result<(), Refusal> {
        let link = Link::parse(link).map_err(|reason| Refusal::BadLink { reason })?;
        if let Some(community) = self.communities.get_mut(&link.community) {
            community.follow_elsewhere(&mut self.core, &link);
            let again = community.local.joining.as_mut().zip(link.invitation);
            if let Some((joining, invitation)) = again {
                joining.comes = comes;
                joining.invitation = invitation;
                joining.refused = None;
                community.store_local(&mut self.core);
                community.mark_people(&mut self.core);
            }
            self.core.finish(id, Outcome::Community(link.community));
            return Ok(());
        }
        if link.invitation.is_none() {
            return Err(Refusal::InvitationOver);
        }
        if link.is_own {
            // Its holder is a member by it: nobody else is asked.
            let purpose = Purpose::Join { comes: Comes::New, link };
            let draft = ProfileDraft::default();
            let newcomer = Newcomer { command: id, draft, portrait: None, purpose };
            return self.profile_ready(Box::new(newcomer));
        }
        self.begin_profile(id, profile, Purpose::Join { comes, link })
    }

    /// Forgets a community that was never entered, or was looked around in only.
    pub(super) fn abandon(&mut self, id: CommandId, community: CommunityId) -> Result<(), Refusal> {
        let known = self.known(community)?;
        if known.is_member() {
            return Err(Refusal::Unknown { what: Field::Community });
        }
        let mut visit = None;
        if let Some(mut known) = self.communities.remove(&community) {
            visit = known.visit.take();
            known.mesh_input(&mut self.core, crate::sync::MeshInput::Stop);
            known.drain_mesh(&mut self.core);
        }
        let mut deletes = vec![keys::local(&community)];
        if let Some(kept) = visit {
            deletes.push(keys::visit(&community));
            deletes.push(keys::seal_seed(&community));
            deletes.extend(keys::derived(&community));
            deletes.extend(kept);
        }
        let after = After { acks: vec![(id, Outcome::Nothing)], ..After::default() };
        self.core.store(Vec::new(), deletes, after);
        self.core.mark(crate::message::ViewKey::Home);
        Ok(())
    }

    /// The portrait is ready, or there is none.
    pub(super) fn profile_ready(&mut self, newcomer: Box<Newcomer>) -> Result<(), Refusal> {
        match newcomer.purpose {
            Purpose::Update { community } => self.update_profile(&newcomer, community),
            Purpose::Found { .. } | Purpose::Join { .. } | Purpose::Restore { .. } => {
                let ticket = self.core.ticket(Pending::Key(newcomer));
                self.core.effects.push(Effect::MakeKey { ticket });
                Ok(())
            }
        }
    }

    /// The device key is made.
    pub(super) fn key_made(
        &mut self,
        newcomer: &Newcomer,
        key: DeviceKey,
        storage: KeyStorage,
    ) -> Result<(), Refusal> {
        self.core.key_storage = storage;
        if let Purpose::Restore { backup, link } = &newcomer.purpose {
            return self.restore(newcomer.command, key, (backup, link));
        }
        if let Purpose::Join { comes, link } = &newcomer.purpose
            && link.is_own
        {
            self.follow(newcomer.command, key, (*comes, link), None);
            return Ok(());
        }
        let salt = self.core.random();
        let profile = Profile::from_draft(&newcomer.draft, salt, newcomer.portrait.clone())?;
        match &newcomer.purpose {
            Purpose::Found { name, sentence, preset } => {
                self.found(newcomer.command, key, (name, sentence, *preset), profile)
            }
            Purpose::Join { comes, link } => {
                self.follow(newcomer.command, key, (*comes, link), Some(profile.encode()));
                Ok(())
            }
            Purpose::Update { .. } | Purpose::Restore { .. } => Ok(()),
        }
    }

    fn found(
        &mut self,
        command: CommandId,
        device: DeviceKey,
        (name, sentence, preset): (&str, &str, Preset),
        profile: Profile,
    ) -> Result<(), Refusal> {
        let bytes = profile.encode();
        let hash = BlobHash(sign::sha256(&bytes));
        let fact = people::found(name, sentence, hash, preset, self.core.now)?;
        let actor = actor(&mut self.core, device);
        let founded = Replica::found(actor, command, &fact.to_json(), fact.at);
        let (replica, written) = founded.ok_or(Refusal::CannotSign)?;
        let founding = written.change;
        let id = CommunityId(founding.0);
        let (secret, meeting) = (self.core.random(), self.choose_meeting());
        let local = Local::new(id, device, secret, meeting);
        let mut community = self.begin(local);
        let mut entry = Document::new(&DocumentId::Charter);
        entry.open = Some(Open::new(&DocumentId::Charter, replica));
        community.documents.insert(DocumentId::Charter, entry);
        community.recount(DocumentId::Charter);
        community.keep_profile(&mut self.core, hash, profile, bytes);
        community.store_local(&mut self.core);
        community.written(&mut self.core, DocumentId::Charter, written);
        let done = (command, Outcome::Community(id));
        community.acknowledge_when_saved(&DocumentId::Charter, founding, done);
        self.communities.insert(id, community);
        Ok(())
    }

    /// A few of the published relays, so that communities spread over all of them and links stay
    /// short.
    fn choose_meeting(&mut self) -> Meeting {
        let mut meeting = self.core.meeting.clone();
        while meeting.relays.len() > RELAYS_CHOSEN_MAX {
            let [at] = self.core.random::<1>();
            meeting.relays.remove(usize::from(at) % meeting.relays.len());
        }
        meeting
    }

    /// What this device alone knows of a community whose link it followed.
    pub(super) fn local_of(
        &mut self,
        device: DeviceKey,
        (comes, link): (Comes, &Link),
        profile: Option<Vec<u8>>,
    ) -> Local {
        let mut meeting = Meeting {
            relays: link.relays.clone(),
            ice_servers: self.core.meeting.ice_servers.clone(),
        };
        if meeting.relays.is_empty() {
            meeting.relays = self.choose_meeting().relays;
        }
        let invitation = link.invitation.unwrap_or_default();
        let joining = Joining { comes, invitation, profile, refused: None };
        Local {
            generation: link.generation,
            joining: Some(joining),
            ..Local::new(link.community, device, link.secret, meeting)
        }
    }

    fn follow(
        &mut self,
        command: CommandId,
        device: DeviceKey,
        (comes, link): (Comes, &Link),
        profile: Option<Vec<u8>>,
    ) {
        let local = self.local_of(device, (comes, link), profile);
        let key = keys::local(&link.community);
        let entry = Entry { key, value: record::encode(&local) };
        let community = self.begin(local);
        self.communities.insert(link.community, community);
        let acks = vec![(command, Outcome::Community(link.community))];
        self.core.store(vec![entry], Vec::new(), After { acks, ..After::default() });
        self.core.mark(crate::message::ViewKey::Home);
    }

    /// A community with nothing in it yet, whose mesh begins to look for others.
    pub(super) fn begin(&mut self, local: Local) -> Community {
        self.meshes += 1;
        let lane = self.meshes;
        let config = MeshConfig {
            community: local.community,
            secret: local.secret,
            former: local.former.iter().map(|former| former.secret).collect(),
            me: local.device,
            relays: local.meeting.relays.clone(),
            ice_servers: local.meeting.ice_servers.clone(),
            connection_base: lane << LANE_BITS,
            ahead: self.core.ahead,
            place: if local.joining.is_some() { Place::AtTheDoor } else { Place::Inside },
        };
        let mut mesh = Reach::new(config, self.core.random());
        if let MeshPart::Here(make) = self.core.mesh {
            mesh.begin(make, self.core.device_now);
        }
        Community {
            id: local.community,
            local,
            visit: None,
            charter: crate::projection::charter::CharterModel::default(),
            keeping: CharterKeeping::default(),
            documents: BTreeMap::new(),
            unopened: BTreeSet::new(),
            tally: crate::engine::tally::Tally::default(),
            profiles: Map::new(),
            blobs: BTreeMap::new(),
            missing: BTreeSet::new(),
            words: crate::engine::blobs::words::ReadWords::default(),
            peers: Map::new(),
            knowledge: Map::new(),
            knowledge_dirty: Set::new(),
            mesh,
            lane,
            waiting: BTreeSet::new(),
            refusals: Map::new(),
            changed_posts: Map::new(),
            posts_wanted: Map::new(),
            retry_blobs_at: self.core.now,
            blob_requests: Map::new(),
            attended: Map::new(),
            remind_at: None,
            books: None,
            kept_books: KeptBooks::default(),
            kept_desks: KeptDesks::default(),
            waits: Waits::default(),
            unwritten: Vec::new(),
            seal_seed: None,
            way_back: WayBack::default(),
            accepting: Set::new(),
            unrenewed: Map::new(),
        }
    }

    fn update_profile(
        &mut self,
        newcomer: &Newcomer,
        community: CommunityId,
    ) -> Result<(), Refusal> {
        let salt = self.core.random();
        let core = &mut self.core;
        let Some(community) = self.communities.get_mut(&community) else {
            return Err(Refusal::Unknown { what: Field::Community });
        };
        let me = community.me();
        let known = community.authority().members.get(&me).map(|member| member.profile);
        let before = known.and_then(|hash| community.profiles.get(&hash));
        let portrait = match newcomer.draft.portrait {
            PortraitChange::Keep => before.and_then(|profile| profile.portrait.clone()),
            PortraitChange::Remove => None,
            PortraitChange::New(_) => newcomer.portrait.clone(),
        };
        let profile = Profile::from_draft(&newcomer.draft, salt, portrait)?;
        let bytes = profile.encode();
        let hash = BlobHash(sign::sha256(&bytes));
        community.keep_profile(core, hash, profile, bytes);
        let at = community.claim(core.now, &DocumentId::Charter);
        let fact = Fact { at, body: FactBody::ProfileChanged { profile: hash } };
        let id = newcomer.command;
        match community.write_fact(core, DocumentId::Charter, id, &fact) {
            Some(change) => {
                let done = (id, Outcome::Nothing);
                community.acknowledge_when_saved(&DocumentId::Charter, change, done);
            }
            None => core.finish(id, Outcome::Nothing),
        }
        Ok(())
    }
}
