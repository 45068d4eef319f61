//! Commands of a member: what they write, in which document, and when they are acknowledged.

use crate::clock::Timestamp;
use crate::domain::{Fact, FactBody, people, talk};
use crate::engine::calendar;
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::engine::document::Model;
use crate::engine::gate;
use crate::engine::pending::Task;
use crate::id::{
    CommandId, DeviceKey, DocumentId, InvitationKey, MemberId, MotionId, PageId, ThreadId,
};
use crate::limits::PART_POSTS_MAX;
use crate::message::command::{Comes, Field, OfferStands, Outcome, PageField, Refusal, Writing};
use crate::message::model::ViewKey;
use crate::message::motion::MotionFault;
use crate::sign::{self, SoftwareKey};
use crate::store::record::ReadMark;
use crate::sync::Link;

impl Community {
    /// Writes as soon as the document it goes into is open.
    pub(super) fn begin_writing(
        &mut self,
        core: &mut Core,
        id: CommandId,
        writing: Writing,
    ) -> Result<(), Refusal> {
        let document = match &writing {
            Writing::StartThread { .. } => DocumentId::Talk { thread: ThreadId(id.0), part: 0 },
            Writing::WritePost { thread, .. } => self.open_part(*thread)?,
            Writing::CreatePage { .. } | Writing::DraftMotion { .. } => {
                DocumentId::Page(PageId(id.0))
            }
            Writing::Page { page, .. } => {
                let document = DocumentId::Page(*page);
                if !self.documents.contains_key(&document) {
                    return Err(Refusal::Unknown { what: Field::Page });
                }
                document
            }
            Writing::Calendar { .. } => calendar::document_at(core.now),
            Writing::OpenMotion { draft } => return self.open_motion(core, id, draft),
            Writing::Motion { motion, .. } => {
                let document = DocumentId::Motion(*motion);
                if !self.documents.contains_key(&document) {
                    return Err(Refusal::Unknown { what: Field::Motion });
                }
                document
            }
        };
        match self.with_open(core, document, Task::Write(id, writing)) {
            Some(Task::Write(id, writing)) => self.write(core, document, id, writing),
            Some(_) | None => Ok(()),
        }
    }

    /// Carries out a command whose document is open.
    pub fn write(
        &mut self,
        core: &mut Core,
        document: DocumentId,
        id: CommandId,
        writing: Writing,
    ) -> Result<(), Refusal> {
        if self.is_cut_off(&document) {
            return Err(Refusal::NotMember);
        }
        // They may have changed while the document was being opened.
        self.ask_rules()?;
        let at = self.claim(core.now, &document);
        match writing {
            Writing::StartThread { title, body, language } => {
                let began = talk::start_thread(&title, at)?;
                let first = talk::write_post(&body, &language, None, at.plus_ms(1))?;
                let outcome = Outcome::Thread(ThreadId(id.0));
                self.write_fact(core, document, id, &began);
                self.write_and_acknowledge(core, document, second_id(id), &first, outcome);
                self.count_own_post(core, ThreadId(id.0), second_id(id));
                self.answer_to(core, id, second_id(id), &document);
                Ok(())
            }
            Writing::WritePost { thread, body, language, reply_to } => {
                let fact = talk::write_post(&body, &language, reply_to, at)?;
                self.write_and_acknowledge(core, document, id, &fact, Outcome::Nothing);
                self.count_own_post(core, thread, id);
                Ok(())
            }
            Writing::CreatePage { title, text } => {
                self.create_page(core, id, (&title, text), at, None)
            }
            Writing::DraftMotion { title, text } => {
                self.create_page(core, id, (&title, text), at, Some(FactBody::MotionDrafted {}))
            }
            Writing::Page { page, act } => self.change_page(core, id, page, act, at),
            Writing::Calendar { act } => self.act_in_calendar(core, (document, at), id, &act),
            Writing::OpenMotion { draft } => self.open_motion(core, id, &draft),
            Writing::Motion { motion, act } => self.act_in_motion(core, id, (motion, at), act),
        }
    }

    /// The time that a new fact in this document may claim (CLK-1).
    pub fn claim(&mut self, now: Timestamp, document: &DocumentId) -> Timestamp {
        match document {
            DocumentId::Charter => Timestamp::claimed(now, self.charter.newest),
            DocumentId::Calendar { .. } => Timestamp::claimed(now, self.calendar_newest()),
            DocumentId::Talk { .. }
            | DocumentId::Page(_)
            | DocumentId::Motion(_)
            | DocumentId::Ledger { .. } => {
                self.open_mut(document).map_or(now, |open| open.claim(now))
            }
        }
    }

    pub(super) fn invite(
        &mut self,
        core: &mut Core,
        id: CommandId,
        uses_max: u32,
        valid_days: u16,
    ) -> Result<(), Refusal> {
        if !self.authority().voters.contains(&self.me()) {
            return Err(Refusal::Motion { fault: MotionFault::NotAVoter });
        }
        if let Some(seed) = self.seed_of(id) {
            core.finish(id, Outcome::Link(self.link(seed)));
            return Ok(());
        }
        let at = self.claim(core.now, &DocumentId::Charter);
        let seed: [u8; 32] = core.random();
        let key = InvitationKey(SoftwareKey::from_seed(&seed).public().0);
        let fact = people::invite(key, uses_max, valid_days, at)?;
        self.local.invitations.insert(key, seed);
        self.store_local(core);
        let outcome = Outcome::Link(self.link(seed));
        self.write_and_acknowledge(core, DocumentId::Charter, id, &fact, outcome);
        Ok(())
    }

    pub(super) fn withdraw_invitation(
        &mut self,
        core: &mut Core,
        id: CommandId,
        invitation: InvitationKey,
    ) -> Result<(), Refusal> {
        if !self.authority().invitations.contains_key(&invitation) {
            return Err(Refusal::Unknown { what: Field::Invitation });
        }
        let body = FactBody::InvitationWithdrawn { invitation };
        self.say(core, id, |_, at| Ok(Fact { at, body }))
    }

    /// A voter wants this member to have a vote.
    pub(super) fn confirm(
        &mut self,
        core: &mut Core,
        id: CommandId,
        member: MemberId,
    ) -> Result<(), Refusal> {
        self.say(core, id, |one, at| people::confirm(one.authority(), one.me(), member, at))
    }

    /// A voter says that a decision stands as it is.
    pub(super) fn uphold(
        &mut self,
        core: &mut Core,
        id: CommandId,
        motion: MotionId,
    ) -> Result<(), Refusal> {
        self.say(core, id, |one, at| people::uphold(one.authority(), one.me(), motion, at))
    }

    /// A voter says that whoever came with this device is this member.
    pub(super) fn vouch(
        &mut self,
        core: &mut Core,
        id: CommandId,
        pair: (DeviceKey, MemberId),
    ) -> Result<(), Refusal> {
        self.say(core, id, |one, at| people::vouch(one.authority(), one.me(), pair, at))
    }

    /// This device's member says that whoever came with another is not them.
    pub(super) fn refuse_return(
        &mut self,
        core: &mut Core,
        id: CommandId,
        device: DeviceKey,
    ) -> Result<(), Refusal> {
        self.say(core, id, |one, at| people::refuse_return(one.authority(), one.me(), device, at))
    }

    /// Says something in the charter, if its rules let this member.
    pub(in crate::engine) fn say(
        &mut self,
        core: &mut Core,
        id: CommandId,
        fact: impl FnOnce(&Self, Timestamp) -> Result<Fact, Refusal>,
    ) -> Result<(), Refusal> {
        let at = self.claim(core.now, &DocumentId::Charter);
        let fact = fact(self, at)?;
        self.write_and_acknowledge(core, DocumentId::Charter, id, &fact, Outcome::Nothing);
        Ok(())
    }

    /// Leaves the community.
    pub(in crate::engine) fn go(&mut self, core: &mut Core, id: CommandId) {
        let at = self.claim(core.now, &DocumentId::Charter);
        let fact = Fact { at, body: FactBody::MemberLeft {} };
        self.write_and_acknowledge(core, DocumentId::Charter, id, &fact, Outcome::Nothing);
    }

    /// The fragment of an invitation link.
    pub fn link(&self, invitation: [u8; 32]) -> String {
        self.link_with(invitation, false)
    }

    pub(in crate::engine) fn link_with(&self, seed: [u8; 32], is_own: bool) -> String {
        let link = Link {
            community: self.id,
            secret: self.local.secret,
            generation: self.local.generation,
            invitation: Some(seed),
            is_own,
            relays: self.local.meeting.relays.clone(),
        };
        link.to_fragment()
    }

    /// The secret of the link that a command made in an earlier life of this engine.
    fn seed_of(&self, command: CommandId) -> Option<[u8; 32]> {
        let open = self.documents.get(&DocumentId::Charter)?.open.as_ref()?;
        open.replica.facts_of(&command).find_map(|entry| {
            let fact = Fact::from_json(entry.json).ok()?;
            let key = if let FactBody::InvitationMade { invitation, .. } = fact.body {
                invitation
            } else if let FactBody::DeviceOffered { offer, .. } = fact.body {
                offer
            } else {
                return None;
            };
            self.local.invitations.get(&key).copied()
        })
    }

    /// Takes in a device of this member's own.
    pub(super) fn offer_device(&mut self, core: &mut Core, id: CommandId, stands: OfferStands) {
        if let Some(seed) = self.seed_of(id) {
            core.finish(id, Outcome::Link(self.link_with(seed, true)));
            return;
        }
        let at = self.claim(core.now, &DocumentId::Charter);
        let seed: [u8; 32] = core.random();
        let key = SoftwareKey::from_seed(&seed);
        let proof = key.sign(&gate::proof_message(&self.id, Comes::New, &self.local.device));
        let offer = InvitationKey(key.public().0);
        self.local.invitations.insert(offer, seed);
        self.store_local(core);
        let fact = people::offer_device(offer, proof, stands, at);
        let outcome = Outcome::Link(self.link_with(seed, true));
        self.write_and_acknowledge(core, DocumentId::Charter, id, &fact, outcome);
    }

    /// Takes a device of this member's own off.
    pub(super) fn revoke_device(
        &mut self,
        core: &mut Core,
        id: CommandId,
        device: DeviceKey,
    ) -> Result<(), Refusal> {
        self.say(core, id, |one, at| {
            people::revoke_device(one.authority(), (one.me(), one.local.device), device, at)
        })
    }

    pub(in crate::engine) fn write_and_acknowledge(
        &mut self,
        core: &mut Core,
        document: DocumentId,
        id: CommandId,
        fact: &Fact,
        outcome: Outcome,
    ) {
        if self.is_cut_off(&document) {
            return core.refuse(id, Refusal::NotMember);
        }
        if let Err(refusal) = self.ask_rules() {
            return core.refuse(id, refusal);
        }
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

    pub(super) fn set_field(
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

    pub(super) fn mark_read(&mut self, core: &mut Core, thread: ThreadId, post: CommandId) {
        self.count_stale();
        let posts_read = self.posts_in(thread);
        self.recount_unread(thread);
        self.local.read.insert(thread, ReadMark { post, posts_read });
        self.store_local(core);
        core.mark(ViewKey::Home);
        core.mark(ViewKey::Threads(self.id));
        core.mark(ViewKey::Today(self.id));
    }

    /// Who writes in a topic has read it as far as that.
    fn count_own_post(&mut self, core: &mut Core, thread: ThreadId, post: CommandId) {
        self.count_stale();
        let posts_read = self.posts_in(thread);
        self.recount_unread(thread);
        self.local.read.insert(thread, ReadMark { post, posts_read });
        self.store_local(core);
    }

    /// The model of a talk part, if that is open.
    pub fn talk_model(&self, document: &DocumentId) -> Option<&crate::projection::talk::TalkModel> {
        match &self.documents.get(document)?.open.as_ref()?.model {
            Model::Talk(talk) => Some(talk),
            Model::Charter
            | Model::Page(_)
            | Model::Motion(_)
            | Model::Ledger(_)
            | Model::Calendar(_) => None,
        }
    }
}

/// The id of the second fact of a command.
pub fn second_id(id: CommandId) -> CommandId {
    CommandId(sign::name("second", &[&id.0]))
}
