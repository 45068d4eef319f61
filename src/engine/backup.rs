//! Backups (PEO-1): the way back in and all records, as one file that twelve words open; and a device that
//! comes back by one, without anybody else being there. Invariant: a backup has a way back that is
//! durable here, and nothing of one is stored before it proved to be of a member of the community.

use crate::domain::{Fact, FactBody};
use crate::engine::Engine;
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::gate;
use crate::engine::io::{Effect, Entry, NotLoaded, Ticket};
use crate::engine::peers::Greeting;
use crate::engine::pending::{After, Newcomer, Pending, Purpose};
use crate::exchange::backup::{Backup, Closed, ENTROPY, Secret, recovery_seed};
use crate::id::{CommandId, CommunityId, DeviceKey, DocumentId, InvitationKey};
use crate::message::command::{
    Comes, Field, FileFault, OfferStands, Outcome, ProfileDraft, Refusal, WordList,
};
use crate::sign::{self, SoftwareKey};
use crate::store::{Meta, keys, record};
use crate::sync::{Link, MeshInput};

/// Chunks that a document has at most between two snapshots, with room to spare.
const CHUNKS_MAX: u32 = 1_000_000;

/// A backup that somebody asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct BackupAsked {
    pub command: CommandId,
    community: CommunityId,
    secret: [u8; ENTROPY],
    list: WordList,
}

/// What this device knows of this member's ways back.
#[derive(Debug, Default)]
pub struct WayBack {
    /// What the words of backups stand for; made with the first.
    pub secret: Option<[u8; ENTROPY]>,
    /// Backups that are made as soon as the way back is durable.
    asked: Vec<BackupAsked>,
}

fn key_of(secret: &[u8; ENTROPY]) -> SoftwareKey {
    SoftwareKey::from_seed(&recovery_seed(secret))
}

fn unreadable(reason: FileFault) -> Refusal {
    Refusal::BadFile { path: String::new(), reason }
}

/// Whether a record is a backup's: what is made of the others, at any time, is left out.
fn is_kept(community: &CommunityId, key: &str) -> bool {
    let derived = keys::derived(community);
    !key.starts_with(&keys::peers(community)) && !derived.iter().any(|one| one == key)
}

/// Whether a record can be what its key says. A summary that claims more chunks than any document has
/// would be the end of this engine.
fn is_sound(key: &str, value: &[u8]) -> bool {
    match record::decode::<Meta>(value) {
        Ok(meta) if key.contains("/k/m/") => {
            meta.chunks <= CHUNKS_MAX && meta.chunk_next <= u32::MAX - CHUNKS_MAX
        }
        Ok(_) | Err(_) => true,
    }
}

impl Community {
    /// Makes a backup, once the way back stands in the charter.
    pub(super) fn make_backup(&mut self, core: &mut Core, command: CommandId, list: WordList) {
        let open = |secret: &[u8; ENTROPY]| {
            let offer = InvitationKey(key_of(secret).public().0);
            self.authority().offer_open(&offer, core.now).is_ok()
        };
        let secret = match self.way_back.secret.filter(open) {
            Some(secret) => secret,
            None => {
                let secret = core.random();
                core.put(keys::recovery(&self.id), &secret);
                self.way_back.secret = Some(secret);
                self.offer_way_back(core, &key_of(&secret));
                secret
            }
        };
        self.way_back.asked.push(BackupAsked { command, community: self.id, secret, list });
        self.go_on_with_backups(core);
    }

    fn offer_way_back(&mut self, core: &mut Core, key: &SoftwareKey) {
        let proof = key.sign(&gate::proof_message(&self.id, Comes::New, &self.local.device));
        let offer = InvitationKey(key.public().0);
        let at = self.claim(core.now, &DocumentId::Charter);
        let fact = crate::domain::people::offer_device(offer, proof, OfferStands::ForRecovery, at);
        let id = CommandId(sign::name("recovery", &[&self.id.0, &offer.0]));
        if self.write_fact(core, DocumentId::Charter, id, &fact).is_none() {
            self.refused("recovery-repeated");
        }
    }

    /// A member that this device does not know may not know it either: then each of them proves by
    /// their way back whose device this is, and is taken down.
    pub(super) fn greet_by_way_back(&mut self, core: &mut Core, to: DeviceKey) {
        let is_known = self.authority().member_of(&to).is_some();
        if let Some(secret) = self.way_back.secret.filter(|_| self.is_member() && !is_known) {
            let key = key_of(&secret);
            let proof = key.sign(&gate::proof_message(&self.id, Comes::New, &self.local.device));
            let invitation = InvitationKey(key.public().0);
            let comes = Comes::New;
            self.greet(core, to, &Greeting::Newcomer { comes, invitation, proof });
        }
    }

    /// Says in the charter whose device this is, by the way back that it holds.
    fn say_whose(&mut self, core: &mut Core, command: CommandId) -> Result<(), Refusal> {
        let joining = self.local.joining.as_ref().ok_or(Refusal::NotMember)?;
        let (id, device) = (self.id, self.local.device);
        let key = SoftwareKey::from_seed(&joining.invitation);
        let offer = InvitationKey(key.public().0);
        self.authority().offer_open(&offer, core.now)?;
        let proof = key.sign(&gate::proof_message(&id, Comes::New, &device));
        let name = CommandId(sign::name("device", &[&id.0, &device.0]));
        let at = self.claim(core.now, &DocumentId::Charter);
        let fact = Fact { at, body: FactBody::DeviceLinked { offer, device, proof } };
        let written = self.write_fact(core, DocumentId::Charter, name, &fact);
        let change = written.ok_or(Refusal::CannotSign)?;
        let done = (command, Outcome::Community(id));
        self.acknowledge_when_saved(&DocumentId::Charter, change, done);
        Ok(())
    }

    /// Reads the records for backups that wait, if all of the charter is durable.
    pub(super) fn go_on_with_backups(&mut self, core: &mut Core) {
        let charter = self.documents.get(&DocumentId::Charter);
        let open = charter.and_then(|entry| entry.open.as_ref());
        if open.is_some_and(|open| open.unsaved.is_empty()) {
            for asked in std::mem::take(&mut self.way_back.asked) {
                core.load(keys::of(&self.id), Pending::Records(asked));
            }
        }
    }

    /// The charter could not be stored.
    pub(super) fn refuse_backups(&mut self, core: &mut Core) {
        for asked in std::mem::take(&mut self.way_back.asked) {
            core.refuse(asked.command, Refusal::StorageFull);
        }
    }
}

impl Engine {
    /// The records are here: they are sealed.
    pub(super) fn records_loaded(&mut self, asked: BackupAsked, entries: Vec<Entry>) {
        let BackupAsked { command, community, secret, list } = asked;
        let charter = keys::chunks(&community, &DocumentId::Charter);
        let has_charter = entries.iter().any(|entry| entry.key.starts_with(&charter));
        let Some(member) = self.communities.get(&community).filter(|_| has_charter) else {
            return self.core.refuse(command, Refusal::Unknown { what: Field::Community });
        };
        let records = entries.into_iter().filter(|entry| is_kept(&community, &entry.key));
        let records = records.map(|entry| (entry.key, entry.value)).collect();
        let link = member.link_with(recovery_seed(&secret), true);
        let backup = Backup { made: self.core.now, link, records };
        let secret = Secret { entropy: secret, nonce: self.core.random() };
        let ticket = self.core.ticket(Pending::BackupClosed { command });
        self.core.effects.push(Effect::CloseBackup { ticket, backup, secret, list });
    }

    /// The records are durable, or they are not: then nothing of them stays.
    pub(super) fn restored(
        &mut self,
        (command, id): (CommandId, CommunityId),
        result: Result<(), Refusal>,
    ) {
        let Some(community) = self.communities.get_mut(&id) else { return };
        let said = result.and_then(|()| {
            community.open_unsettled(&mut self.core);
            community.say_whose(&mut self.core, command)
        });
        if let Err(refusal) = said {
            if refusal == Refusal::StorageFull {
                community.mesh_input(&mut self.core, MeshInput::Stop);
                community.drain_mesh(&mut self.core);
                self.communities.remove(&id);
                self.core.mark(crate::message::ViewKey::Home);
            }
            self.core.refuse(command, refusal);
        }
    }

    pub(super) fn backup_closed(&mut self, ticket: Ticket, result: Result<Closed, NotLoaded>) {
        let pending = self.core.pending.remove(&ticket);
        let Some(Pending::BackupClosed { command }) = pending else { return };
        match result {
            Ok(Closed { file, words }) => {
                self.core.finish(command, Outcome::Backup { file, words })
            }
            Err(NotLoaded) => self.core.refuse(command, Refusal::PartMissing),
        }
    }

    /// Somebody has a file, and words.
    pub(super) fn open_backup(&mut self, command: CommandId, file: Vec<u8>, words: String) {
        let ticket = self.core.ticket(Pending::BackupOpened { command });
        self.core.effects.push(Effect::OpenBackup { ticket, file, words });
    }

    pub(super) fn backup_opened(
        &mut self,
        ticket: Ticket,
        result: Result<Result<Backup, FileFault>, NotLoaded>,
    ) {
        let pending = self.core.pending.remove(&ticket);
        let Some(Pending::BackupOpened { command }) = pending else { return };
        let opened = result.map_err(|_| Refusal::PartMissing);
        let opened = opened.and_then(|backup| backup.map_err(unreadable));
        if let Err(refusal) = opened.and_then(|backup| self.come_back(command, backup)) {
            self.core.refuse(command, refusal);
        }
    }

    fn come_back(&mut self, command: CommandId, mut backup: Backup) -> Result<(), Refusal> {
        let wrong = unreadable(FileFault::Unreadable);
        let link = Link::parse(&backup.link).map_err(|_| wrong.clone())?;
        let own = keys::of(&link.community);
        let is_own = backup.records.iter().all(|(key, _)| key.starts_with(&own));
        backup.records.retain(|(key, value)| is_kept(&link.community, key) && is_sound(key, value));
        if !is_own || !link.is_own || link.invitation.is_none() {
            return Err(wrong);
        }
        if let Some(here) = self.communities.get_mut(&link.community) {
            if !here.is_member() {
                // It was interrupted; a device that was taken off does not come back so.
                return here.say_whose(&mut self.core, command);
            }
            self.core.finish(command, Outcome::Community(link.community));
            return Ok(());
        }
        let (draft, portrait) = (ProfileDraft::default(), None);
        let purpose = Purpose::Restore { backup: Box::new(backup), link };
        self.profile_ready(Box::new(Newcomer { command, draft, portrait, purpose }))
    }

    /// The new device has its key: it opens what the backup has, and says in the charter whose it is.
    pub(super) fn restore(
        &mut self,
        command: CommandId,
        device: DeviceKey,
        (backup, link): (&Backup, &Link),
    ) -> Result<(), Refusal> {
        let id = link.community;
        let local = self.local_of(device, (Comes::New, link), None);
        let (mut community, puts) = self.open_records(local, backup.records.clone());
        let seed = link.invitation.unwrap_or_default();
        let offer = InvitationKey(SoftwareKey::from_seed(&seed).public().0);
        if let Err(refusal) = community.authority().offer_open(&offer, self.core.now) {
            community.mesh_input(&mut self.core, MeshInput::Stop);
            community.drain_mesh(&mut self.core);
            return Err(refusal);
        }
        let after = After { restored: Some((command, id)), ..After::default() };
        self.core.store(puts, Vec::new(), after);
        self.communities.insert(id, community);
        self.core.mark(crate::message::ViewKey::Home);
        Ok(())
    }
}
