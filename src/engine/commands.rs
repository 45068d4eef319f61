//! Commands from windows: each ends in exactly one `Done` or `Refused`. What needs a closed
//! document waits until it is open; what needs a signature or storage is acknowledged after.

use crate::clock::Timestamp;
use crate::doc::WriteError;
use crate::domain::{Fact, FactBody, commons, people, talk};
use crate::engine::Engine;
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::document::Model;
use crate::engine::page_session::PageSession;
use crate::engine::pending::{Newcomer, Pending, Purpose, Task};
use crate::id::{CommandId, CommunityId, DocumentId, InvitationKey, PageId, ThreadId};
use crate::limits::{CHANGE_OPS_MAX, EDIT_SPLICES_MAX, PART_POSTS_MAX, PICTURE_SIDE_PX_MAX};
use crate::message::command::{Command, Field, Meeting, Outcome, PageField, Refusal, Splice};
use crate::message::model::{PageDelta, ViewDelta, ViewKey};
use crate::sign::{self, SoftwareKey};
use crate::store::record::ReadMark;
use crate::store::{keys, record};
use crate::sync::Link;
use crate::sync::MeshInput;

impl Engine {
    /// Takes a command; repeats are answered, never carried out again.
    pub(super) fn command(
        &mut self,
        window: crate::message::WindowId,
        id: CommandId,
        command: Command,
    ) {
        if let Some(outcome) = self.core.done.get(&id).cloned() {
            let message = crate::message::FromEngine::Done { id, outcome };
            self.core.tell(window, message);
            return;
        }
        if self.core.running.insert(id, window).is_some() {
            return;
        }
        if let Err(refusal) = self.carry_out(id, command) {
            self.core.refuse(id, refusal);
        }
    }

    fn carry_out(&mut self, id: CommandId, command: Command) -> Result<(), Refusal> {
        match command {
            Command::FoundCommunity { name, sentence, founder } => {
                people::found(&name, &sentence, crate::id::BlobHash([0; 32]), self.core.now)?;
                let purpose = Purpose::Found { name, sentence };
                self.begin_profile(id, founder, purpose)
            }
            Command::JoinCommunity { link, profile } => self.join(id, &link, profile),
            Command::UpdateProfile { community, profile } => {
                self.member_of(community)?;
                self.begin_profile(id, profile, Purpose::Update { community })
            }
            Command::AbandonJoin { community } => self.abandon(id, community),
            Command::SetSettings { settings } => {
                self.core.settings = settings;
                let settings = self.core.settings.clone();
                self.core.put(keys::SETTINGS.to_owned(), &settings);
                self.core.mark(ViewKey::Home);
                self.core.finish(id, Outcome::Nothing);
                Ok(())
            }
            Command::BeginImport { community } => {
                self.member_of(community)?;
                self.begin_import(id, community);
                Ok(())
            }
            Command::ImportFile { import, path, bytes } => {
                self.import_file(id, import, path, bytes)
            }
            Command::ImportZip { import, bytes } => self.import_zip(id, import, &bytes),
            Command::FinishImport { import, credit } => self.finish_import(id, import, &credit),
            Command::StopImport { import } => self.stop_import(id, import),
            Command::SetMeeting { community, meeting } => self.set_meeting(id, community, meeting),
            Command::Reconnect { community } => {
                let now = self.core.now;
                let community = self.known(community)?;
                community.mesh.handle(now, MeshInput::Reconnect);
                self.core.finish(id, Outcome::Nothing);
                Ok(())
            }
            Command::InviteMembers { community, .. }
            | Command::WithdrawInvitation { community, .. }
            | Command::StartThread { community, .. }
            | Command::WritePost { community, .. }
            | Command::MarkRead { community, .. }
            | Command::CreatePage { community, .. }
            | Command::EditPage { community, .. }
            | Command::SetPageField { community, .. }
            | Command::RestorePage { community, .. }
            | Command::AddPicture { community, .. } => {
                self.member_of(community)?;
                let Some(community) = self.communities.get_mut(&community) else {
                    return Err(Refusal::Unknown { what: Field::Community });
                };
                community.command(&mut self.core, id, command)
            }
        }
    }

    /// A community that is on this device.
    pub(super) fn known(&mut self, id: CommunityId) -> Result<&mut Community, Refusal> {
        self.communities.get_mut(&id).ok_or(Refusal::Unknown { what: Field::Community })
    }

    /// A community in which this device is admitted.
    pub(super) fn member_of(&mut self, id: CommunityId) -> Result<&mut Community, Refusal> {
        let community = self.known(id)?;
        if community.is_member() { Ok(community) } else { Err(Refusal::NotMember) }
    }

    /// Shrinks the portrait where there is one, then goes on with the profile.
    pub(super) fn begin_profile(
        &mut self,
        command: CommandId,
        draft: crate::message::command::ProfileDraft,
        purpose: Purpose,
    ) -> Result<(), Refusal> {
        let mut draft = draft;
        let portrait = draft.portrait.take();
        crate::domain::profile::Profile::from_draft(&draft, [0; 16], None)?;
        let newcomer = Box::new(Newcomer { command, draft, portrait: None, purpose });
        match portrait {
            Some(bytes) => {
                let ticket = self.core.ticket(Pending::Portrait(newcomer));
                let side_max_px = crate::limits::PORTRAIT_SIDE_PX_MAX;
                self.core.effects.push(crate::engine::Effect::ShrinkPicture {
                    ticket,
                    bytes,
                    side_max_px,
                });
                Ok(())
            }
            None => self.profile_ready(newcomer),
        }
    }

    fn set_meeting(
        &mut self,
        id: CommandId,
        community: CommunityId,
        meeting: Meeting,
    ) -> Result<(), Refusal> {
        for url in &meeting.relays {
            if !crate::sync::link::is_relay_url(url) {
                return Err(Refusal::BadAddress { address: url.clone() });
            }
        }
        for server in &meeting.ice_servers {
            if !crate::sync::link::is_ice_url(&server.url) {
                return Err(Refusal::BadAddress { address: server.url.clone() });
            }
        }
        let now = self.core.now;
        let community = self.known(community)?;
        community.local.meeting = meeting.clone();
        community.mesh.set_relays(now, meeting.relays);
        community.mesh.set_ice(meeting.ice_servers);
        let (key, local) = (keys::local(&community.id), record::encode(&community.local));
        let entry = crate::engine::io::Entry { key, value: local };
        let acks = vec![(id, Outcome::Nothing)];
        let after = crate::engine::pending::After { acks, ..Default::default() };
        self.core.store(vec![entry], Vec::new(), after);
        self.core.mark(ViewKey::Home);
        Ok(())
    }
}

impl Community {
    /// A command of a member.
    pub fn command(
        &mut self,
        core: &mut Core,
        id: CommandId,
        command: Command,
    ) -> Result<(), Refusal> {
        let document = match &command {
            Command::InviteMembers { .. } | Command::WithdrawInvitation { .. } => {
                DocumentId::Charter
            }
            Command::StartThread { .. } => DocumentId::Talk { thread: ThreadId(id.0), part: 0 },
            Command::WritePost { thread, .. } => self.open_part(*thread)?,
            Command::MarkRead { thread, post, .. } => {
                self.mark_read(core, *thread, *post);
                core.finish(id, Outcome::Nothing);
                return Ok(());
            }
            Command::CreatePage { .. } => DocumentId::Page(PageId(id.0)),
            Command::EditPage { page, .. }
            | Command::SetPageField { page, .. }
            | Command::RestorePage { page, .. }
            | Command::AddPicture { page, .. } => {
                let document = DocumentId::Page(*page);
                if !self.documents.contains_key(&document) {
                    return Err(Refusal::Unknown { what: Field::Page });
                }
                document
            }
            _ => return Err(Refusal::Unknown { what: Field::Community }),
        };
        match self.with_open(core, document, Task::Command(id, command)) {
            Some(Task::Command(id, command)) => self.write(core, document, id, command),
            Some(_) | None => Ok(()),
        }
    }

    /// Carries out a command whose document is open.
    pub fn write(
        &mut self,
        core: &mut Core,
        document: DocumentId,
        id: CommandId,
        command: Command,
    ) -> Result<(), Refusal> {
        let at = self.claim(core.now, &document);
        match command {
            Command::InviteMembers { uses_max, valid_days, .. } => {
                self.invite(core, id, uses_max, valid_days, at)
            }
            Command::WithdrawInvitation { invitation, .. } => {
                if !self.authority().invitations.contains_key(&invitation) {
                    return Err(Refusal::Unknown { what: Field::Invitation });
                }
                let fact = Fact { at, body: FactBody::InvitationWithdrawn { invitation } };
                self.write_and_acknowledge(core, document, id, &fact, Outcome::Nothing);
                Ok(())
            }
            Command::StartThread { title, body, language, .. } => {
                let began = talk::start_thread(&title, at)?;
                let first = talk::write_post(&body, &language, None, at.plus_ms(1))?;
                let outcome = Outcome::Thread(ThreadId(id.0));
                self.write_fact(core, document, id, &began);
                self.write_and_acknowledge(core, document, second_id(id), &first, outcome);
                self.count_own_post(core, ThreadId(id.0), second_id(id));
                self.answer_to(core, id, second_id(id), &document);
                Ok(())
            }
            Command::WritePost { thread, body, language, reply_to, .. } => {
                let fact = talk::write_post(&body, &language, reply_to, at)?;
                self.write_and_acknowledge(core, document, id, &fact, Outcome::Nothing);
                self.count_own_post(core, thread, id);
                Ok(())
            }
            Command::CreatePage { title, .. } => {
                let title = commons::field_value(PageField::Title, &title)?;
                let outcome = Outcome::Page(PageId(id.0));
                self.set_field(core, document, PageField::Title, &title, at, (id, outcome));
                Ok(())
            }
            Command::SetPageField { field, value, .. } => {
                let value = commons::field_value(field, &value)?;
                self.set_field(core, document, field, &value, at, (id, Outcome::Nothing));
                Ok(())
            }
            Command::EditPage { page, base, splices, .. } => {
                self.edit_page(core, id, page, (base, &splices), at)
            }
            Command::RestorePage { at: heads, .. } => {
                let written = {
                    let open = self.open_mut(&document);
                    open.and_then(|open| open.replica.restore_text(&heads, at).ok().flatten())
                };
                self.finish_write(core, document, written, (id, Outcome::Nothing));
                Ok(())
            }
            Command::AddPicture { page, name, bytes, .. } => {
                let (command, community) = (id, self.id);
                let pending = Pending::PagePicture { command, community, page, name };
                let ticket = core.ticket(pending);
                core.effects.push(crate::engine::Effect::ShrinkPicture {
                    ticket,
                    bytes,
                    side_max_px: PICTURE_SIDE_PX_MAX,
                });
                Ok(())
            }
            _ => Err(Refusal::Unknown { what: Field::Community }),
        }
    }

    /// The time that a new fact in this document may claim (CLK-1).
    pub fn claim(&mut self, now: Timestamp, document: &DocumentId) -> Timestamp {
        match document {
            DocumentId::Charter => Timestamp::claimed(now, self.authority().newest()),
            DocumentId::Talk { .. } | DocumentId::Page(_) => {
                self.open_mut(document).map_or(now, |open| open.claim(now))
            }
        }
    }

    fn invite(
        &mut self,
        core: &mut Core,
        id: CommandId,
        uses_max: u32,
        valid_days: u16,
        at: Timestamp,
    ) -> Result<(), Refusal> {
        let seed: [u8; 32] = core.random();
        let key = InvitationKey(SoftwareKey::from_seed(&seed).public().0);
        let fact = people::invite(key, uses_max, valid_days, at)?;
        self.local.invitations.insert(key, seed);
        self.store_local(core);
        let outcome = Outcome::Link(self.link(seed));
        self.write_and_acknowledge(core, DocumentId::Charter, id, &fact, outcome);
        Ok(())
    }

    /// The fragment of an invitation link.
    pub fn link(&self, invitation: [u8; 32]) -> String {
        let link = Link {
            community: self.id,
            secret: self.local.secret,
            generation: self.local.generation,
            invitation: Some(invitation),
            relays: self.local.meeting.relays.clone(),
        };
        link.to_fragment()
    }

    fn write_and_acknowledge(
        &mut self,
        core: &mut Core,
        document: DocumentId,
        id: CommandId,
        fact: &Fact,
        outcome: Outcome,
    ) {
        match self.write_fact(core, document, id, fact) {
            Some(change) => self.acknowledge_when_saved(&document, change, (id, outcome)),
            // The fact is there from an earlier life of this command.
            None => core.finish(id, outcome),
        }
    }

    /// A command whose last fact bears another id is acknowledged by its own.
    fn answer_to(
        &mut self,
        core: &mut Core,
        id: CommandId,
        fact: CommandId,
        document: &DocumentId,
    ) {
        if let Some(open) = self.open_mut(document) {
            for ack in &mut open.acks {
                if ack.0 == fact {
                    ack.0 = id;
                    return;
                }
            }
        }
        core.finish(id, Outcome::Thread(ThreadId(id.0)));
    }

    fn set_field(
        &mut self,
        core: &mut Core,
        document: DocumentId,
        field: PageField,
        value: &str,
        at: Timestamp,
        done: (CommandId, Outcome),
    ) {
        let written = {
            let open = self.open_mut(&document);
            open.and_then(|open| open.replica.set_field(field, value, at).ok().flatten())
        };
        self.finish_write(core, document, written, done);
    }

    /// Goes on after a write that may have had nothing to do.
    pub fn finish_write(
        &mut self,
        core: &mut Core,
        document: DocumentId,
        written: Option<crate::doc::Written>,
        (id, outcome): (CommandId, Outcome),
    ) {
        match written {
            Some(written) => {
                self.acknowledge_when_saved(&document, written.change, (id, outcome));
                self.written(core, document, written);
            }
            None => core.finish(id, outcome),
        }
    }

    fn edit_page(
        &mut self,
        core: &mut Core,
        id: CommandId,
        page: PageId,
        (base, splices): (u64, &[Splice]),
        at: Timestamp,
    ) -> Result<(), Refusal> {
        let document = DocumentId::Page(page);
        let Some(open) = self.open_mut(&document) else { return Err(Refusal::StaleEdit) };
        if splices.len() > EDIT_SPLICES_MAX {
            let (length, limit) = (splices.len() as u64, EDIT_SPLICES_MAX as u64);
            return Err(Refusal::TooLong { field: Field::PageText, length, limit });
        }
        let session = open.session.as_ref().ok_or(Refusal::StaleEdit)?;
        let rebased = session.rebase(base, splices)?;
        let written =
            open.replica.splice_text(&rebased, at).map_err(|error| not_written(&error))?;
        let Some(mut written) = written else {
            core.finish(id, Outcome::Nothing);
            return Ok(());
        };
        let version = open.session.as_mut().map_or(0, |session| session.push(rebased.clone()));
        self.acknowledge_when_saved(&document, written.change, (id, Outcome::Nothing));
        let community = self.id;
        let key = ViewKey::Page(community, page);
        let writer = core.running.get(&id).copied();
        for window in core.watching(&key) {
            let own = (Some(window) == writer).then_some(id);
            let delta = PageDelta::Spliced { version, splices: rebased.clone(), own };
            let delta = ViewDelta::Page { community, page, delta };
            core.tell(window, crate::message::FromEngine::View(delta));
        }
        written.patches.retain(|patch| !matches!(patch, crate::doc::Patch::Spliced(_)));
        self.written(core, document, written);
        Ok(())
    }

    /// The page's text, versioned for live editing.
    pub fn page_session(&mut self, now: Timestamp, page: PageId) -> u64 {
        let Some(open) = self.open_mut(&DocumentId::Page(page)) else { return 0 };
        let first = now.0.saturating_mul(1_000);
        open.session.get_or_insert_with(|| PageSession::new(first)).version()
    }

    /// The part of a topic that new posts go into.
    fn open_part(&self, thread: ThreadId) -> Result<DocumentId, Refusal> {
        let (part, posts) = self
            .parts(thread)
            .last()
            .map(|(part, talk)| (part, talk.posts))
            .ok_or(Refusal::Unknown { what: Field::Thread })?;
        let part = if posts < PART_POSTS_MAX { part } else { part.saturating_add(1) };
        Ok(DocumentId::Talk { thread, part })
    }

    fn mark_read(&mut self, core: &mut Core, thread: ThreadId, post: CommandId) {
        let posts_read = self.parts(thread).map(|(_, talk)| talk.posts).sum();
        self.local.read.insert(thread, ReadMark { post, posts_read });
        self.store_local(core);
        core.mark(ViewKey::Home);
        core.mark(ViewKey::Threads(self.id));
        core.mark(ViewKey::Today(self.id));
    }

    /// What I write I have read.
    fn count_own_post(&mut self, core: &mut Core, thread: ThreadId, post: CommandId) {
        let mark = self.local.read.entry(thread).or_insert(ReadMark { post, posts_read: 0 });
        mark.posts_read = mark.posts_read.saturating_add(1);
        self.store_local(core);
    }

    /// Takes the model of an open talk part.
    pub fn talk_model(&self, document: &DocumentId) -> Option<&crate::projection::talk::TalkModel> {
        match &self.documents.get(document)?.open.as_ref()?.model {
            Model::Talk(talk) => Some(talk),
            Model::Charter | Model::Page(_) => None,
        }
    }
}

/// Why the document did not take an edit.
fn not_written(error: &WriteError) -> Refusal {
    match error {
        WriteError::TooLarge(_) | WriteError::TooMuchUnsigned => {
            let limit = CHANGE_OPS_MAX as u64;
            Refusal::TooLong { field: Field::PageText, length: limit + 1, limit }
        }
        WriteError::FactsOnly | WriteError::BadSplice | WriteError::UnknownHeads => {
            Refusal::StaleEdit
        }
    }
}

/// The id of the second fact of a command.
pub fn second_id(id: CommandId) -> CommandId {
    let hash = sign::sha256(&sign::message("second", &[&id.0]));
    CommandId(hash[..16].try_into().expect("a hash has 32 bytes"))
}
