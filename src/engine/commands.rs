//! Commands from windows: each ends in exactly one `Done` or `Refused`. What needs a closed
//! document waits until it is open; what needs a signature or storage is acknowledged after.

mod member;
mod pages;

pub(in crate::engine) use pages::not_written;

use crate::domain::people;
use crate::engine::Engine;
use crate::engine::community::Community;
use crate::engine::io::Suspect;
use crate::engine::pending::{Newcomer, Pending, Purpose};
use crate::id::{CommandId, CommunityId};
use crate::message::command::{
    Comes, Command, Field, Meeting, MemberAct, Outcome, PortraitChange, Refusal,
};
use crate::message::model::ViewKey;
use crate::store::{keys, record};
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
        if self.core.spared.contains(&Suspect::Command(id)) {
            self.core.refuse(id, Refusal::GivenUp);
        } else if let Err(refusal) = self.carry_out(id, command) {
            self.core.refuse(id, refusal);
        }
    }

    fn carry_out(&mut self, id: CommandId, command: Command) -> Result<(), Refusal> {
        match command {
            Command::FoundCommunity { name, sentence, founder, preset } => {
                let profile = crate::id::BlobHash([0; 32]);
                people::found(&name, &sentence, profile, preset, self.core.now)?;
                let purpose = Purpose::Found { name, sentence, preset };
                self.begin_profile(id, founder, purpose)
            }
            Command::JoinCommunity { link, profile } => self.join(id, (Comes::New, &link), profile),
            Command::ComeBack { link, profile } => self.join(id, (Comes::Back, &link), profile),
            Command::LookAround { sample } => self.look_around(id, &sample),
            Command::Restore { file, words } => {
                self.open_backup(id, file, words);
                Ok(())
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
            Command::ImportFile { import, path, bytes } => {
                self.import_file(id, import, path, bytes)
            }
            Command::ImportZip { import, bytes } => self.import_zip(id, import, bytes),
            Command::FinishImport { import, credit } => self.finish_import(id, import, &credit),
            Command::StopImport { import } => self.stop_import(id, import),
            Command::SetMeeting { community, meeting } => self.set_meeting(id, community, meeting),
            Command::Reconnect { community } => {
                let now = self.core.device_now;
                self.core.ask_for_mesh();
                let community = self.known(community)?;
                community.mesh.handle(now, MeshInput::Reconnect);
                self.core.finish(id, Outcome::Nothing);
                Ok(())
            }
            Command::Member { community, act } => self.act(id, community, act),
        }
    }

    fn act(
        &mut self,
        id: CommandId,
        community: CommunityId,
        act: MemberAct,
    ) -> Result<(), Refusal> {
        match act {
            // Who was here once reads on, and can take along what is here.
            MemberAct::ShowEarlier { .. }
            | MemberAct::MarkRead { .. }
            | MemberAct::TakeOut { .. } => {
                self.known(community)?;
            }
            MemberAct::InviteMembers { .. }
            | MemberAct::WithdrawInvitation { .. }
            | MemberAct::UpdateProfile { .. }
            | MemberAct::BeginImport
            | MemberAct::ConfirmMember { .. }
            | MemberAct::UpholdDecision { .. }
            | MemberAct::NoticeSilence { .. }
            | MemberAct::Vouch { .. }
            | MemberAct::RefuseReturn { .. }
            | MemberAct::Leave { .. }
            | MemberAct::OfferDevice { .. }
            | MemberAct::RevokeDevice { .. }
            | MemberAct::HandOnPurse { .. }
            | MemberAct::MakeBackup { .. }
            | MemberAct::Economy(_)
            | MemberAct::KeepReceipt { .. }
            | MemberAct::Write(_) => {
                let known = self.member_of(community)?;
                known.ask_rules()?;
                if let Some(member) = self.communities.get_mut(&community) {
                    member.return_if_silent(&mut self.core);
                }
            }
        }
        let (core, communities) = (&mut self.core, &mut self.communities);
        let Some(member) = communities.get_mut(&community) else {
            return Err(Refusal::Unknown { what: Field::Community });
        };
        match act {
            MemberAct::InviteMembers { uses_max, valid_days } => {
                member.invite(core, id, uses_max, valid_days)
            }
            MemberAct::WithdrawInvitation { invitation } => {
                member.withdraw_invitation(core, id, invitation)
            }
            MemberAct::UpdateProfile { profile } => {
                self.begin_profile(id, profile, Purpose::Update { community })
            }
            MemberAct::MarkRead { thread, post } => {
                member.mark_read(core, thread, post);
                core.finish(id, Outcome::Nothing);
                Ok(())
            }
            MemberAct::ShowEarlier { thread, posts } => {
                member.show_earlier(core, thread, posts);
                core.finish(id, Outcome::Nothing);
                Ok(())
            }
            MemberAct::BeginImport => {
                self.begin_import(id, community);
                Ok(())
            }
            MemberAct::ConfirmMember { member: whom } => member.confirm(core, id, whom),
            MemberAct::NoticeSilence { member: whom } => member.notice_silence(core, id, whom),
            MemberAct::UpholdDecision { motion } => member.uphold(core, id, motion),
            MemberAct::Vouch { device, member: whom } => member.vouch(core, id, (device, whom)),
            MemberAct::RefuseReturn { device } => member.refuse_return(core, id, device),
            MemberAct::OfferDevice { stands } => {
                member.offer_device(core, id, stands);
                Ok(())
            }
            MemberAct::RevokeDevice { device } => member.revoke_device(core, id, device),
            MemberAct::HandOnPurse { device } => member.hand_on_purse(core, id, device),
            MemberAct::MakeBackup { list } => {
                member.make_backup(core, id, list);
                Ok(())
            }
            MemberAct::TakeOut { readme } => {
                member.take_out(core, id, readme);
                Ok(())
            }
            MemberAct::Leave { day } => {
                member.leave(core, id, day);
                Ok(())
            }
            MemberAct::Write(writing) => member.begin_writing(core, id, writing),
            MemberAct::KeepReceipt { bytes } => {
                let ticket = core.ticket(Pending::Receipt { command: id, community });
                let side_max_px = crate::limits::PICTURE_SIDE_PX_MAX;
                core.effects.push(crate::engine::Effect::ShrinkPicture {
                    ticket,
                    bytes,
                    side_max_px,
                });
                Ok(())
            }
            MemberAct::Economy(act) => {
                member.begin_economy(core, id, act);
                Ok(())
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
        let picture = match &mut draft.portrait {
            PortraitChange::New(bytes) => Some(std::mem::take(bytes)),
            PortraitChange::Keep | PortraitChange::Remove => None,
        };
        crate::domain::profile::Profile::from_draft(&draft, [0; 16], None)?;
        let newcomer = Box::new(Newcomer { command, draft, portrait: None, purpose });
        match picture {
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
        let now = self.core.device_now;
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
