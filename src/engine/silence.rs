//! Of whom nothing is heard for long (DEC-1): what this device last heard of each, in any document; a
//! notice by its person; and the word that whoever was named silent is here, which their program gives
//! with their next act.

use crate::clock::{Date, Timestamp};
use crate::domain::FactBody;
use crate::domain::people::{self, Silence};
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::id::{ChangeHash, CommandId, DeviceKey, DocumentId, MemberId};
use crate::message::command::{Outcome, Refusal};
use crate::message::model::{Presence, SilenceCard};

impl Community {
    /// Takes note of who made changes that are here now. Kept once for each device and day: a day
    /// more or less among ninety is not worth a write for each change.
    pub(super) fn hear(&mut self, core: &mut Core, document: DocumentId, applied: &[ChangeHash]) {
        let open = self.documents.get(&document).and_then(|entry| entry.open.as_ref());
        let Some(open) = open else { return };
        let made = applied.iter().filter_map(|change| open.replica.authorship(change));
        let made: Vec<(DeviceKey, Timestamp)> = made.collect();
        let mut is_new_day = false;
        for (device, at) in made {
            let known = self.local.heard.entry(device).or_default();
            is_new_day |= Date::at(at) > Date::at(*known);
            *known = at.max(*known);
        }
        if is_new_day && self.local.joining.is_none() {
            self.store_local(core);
        }
    }

    /// The last that this device knows of a member, from all documents.
    fn last_heard(&self, member: MemberId) -> Timestamp {
        let devices = self.devices_of(&member);
        let heard = devices.iter().filter_map(|device| self.local.heard.get(device)).copied();
        let joined = self.authority().members.get(&member).map(|known| known.joined);
        heard.chain(joined).max().unwrap_or_default()
    }

    /// Whether nothing was heard of a member for long, and they were not met either.
    fn is_long_silent(&self, member: MemberId, now: Timestamp) -> bool {
        let met = match self.presence(&member) {
            Presence::Here => now,
            Presence::Seen(at) => at,
            Presence::NeverSeen => Timestamp(0),
        };
        people::is_long(self.last_heard(member).max(met), now)
    }

    /// A voter says that they heard nothing of a member for long.
    pub(super) fn notice_silence(
        &mut self,
        core: &mut Core,
        id: CommandId,
        member: MemberId,
    ) -> Result<(), Refusal> {
        let at = self.claim(core.now, &DocumentId::Charter);
        let since = if self.is_long_silent(member, at) { self.last_heard(member) } else { at };
        let fact = people::notice(self.authority(), self.me(), (member, since), at)?;
        self.write_and_acknowledge(core, DocumentId::Charter, id, &fact, Outcome::Nothing);
        Ok(())
    }

    /// Whoever was named silent does something: the charter is told, and they are in later
    /// electorates again.
    pub(super) fn return_if_silent(&mut self, core: &mut Core) {
        if self.is_member() && self.authority().silences.contains_key(&self.me()) {
            self.write_unasked(core, DocumentId::Charter, FactBody::MemberReturned {});
        }
    }

    /// A notice that came while its member had written elsewhere is answered at once.
    pub(super) fn answer_false_notice(&mut self, core: &mut Core) {
        let me = self.me();
        let Some(silence) = self.authority().silences.get(&me) else { return };
        if self.last_heard(me) > silence.since {
            self.return_if_silent(core);
        }
    }

    /// What is shown of a member of whom nothing is heard.
    pub(super) fn silence_card(&self, member: MemberId, now: Timestamp) -> Option<SilenceCard> {
        let authority = self.authority();
        let (me, voters) = (self.me(), &authority.voters);
        if member == me && !authority.silences.contains_key(&me) || !voters.contains(&member) {
            return None;
        }
        let none = Silence::default();
        let silence = authority.silences.get(&member).unwrap_or(&none);
        let is_long = self.is_long_silent(member, now);
        if !is_long && silence.noticed_by.is_empty() {
            return None;
        }
        let may_notice = is_long
            && self.is_member()
            && member != me
            && voters.contains(&me)
            && !silence.noticed_by.contains(&me);
        Some(SilenceCard {
            since: self.last_heard(member).max(silence.since),
            noticed_by: silence.noticed_by.iter().copied().collect(),
            needed: u32::try_from(voters.len() / 3 + 1).unwrap_or(u32::MAX),
            is_outside: silence.is_outside,
            may_notice,
        })
    }
}
