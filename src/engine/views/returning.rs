//! Who lost all devices and comes back by the word of the others (PEO-1): their cards at the door, what
//! this device's member can say, and how far this device itself has come.

use crate::clock::Timestamp;
use crate::domain::people::{Return, Vouching};
use crate::engine::community::Community;
use crate::engine::gate;
use crate::id::{DeviceKey, MemberId};
use crate::limits::RETURN_SHOWN_MS;
use crate::message::model::{
    Happening, HappeningKind, JoinRefusal, MemberCard, Membership, Need, OwnWord, ReturnProgress,
    VouchingCard,
};
use crate::ordered;

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

impl Community {
    /// Those who ask to come back, came lately or were vouched for, and are not back.
    pub(in crate::engine) fn returning(
        &self,
        now: Timestamp,
    ) -> impl Iterator<Item = (DeviceKey, &Return)> {
        let authority = self.authority();
        let waiting =
            authority.returns.iter().filter(|(device, _)| authority.asks_to_return(device));
        let shown = waiting.filter(move |(device, asked)| {
            now.since_ms(asked.at) < RETURN_SHOWN_MS
                || authority.vouchings_of(**device).any(|(_, told)| told.refused.is_none())
        });
        shown.map(|(device, asked)| (*device, asked))
    }

    fn own_word(&self, member: MemberId, told: &Vouching, now: Timestamp) -> OwnWord {
        let me = self.me();
        if told.refused.is_some() || told.back.is_some() || !self.is_member() {
            OwnWord::Nothing
        } else if me == member {
            OwnWord::NotMe
        } else if !self.authority().voters.contains(&me) {
            OwnWord::Nothing
        } else if !told.helps(me, now) {
            OwnWord::Said(told.due(me).filter(|_| !told.again.contains(&me)))
        } else if told.vouched.contains_key(&me) {
            OwnWord::Again
        } else {
            OwnWord::ItIsThem
        }
    }

    fn vouching_cards(&self, device: DeviceKey, now: Timestamp) -> Vec<VouchingCard> {
        let card = |(member, told): (MemberId, &Vouching)| VouchingCard {
            member,
            vouched_by: told.vouched.keys().copied().collect(),
            again_by: told.again.iter().copied().collect(),
            needed: self.authority().needed_for(member),
            again_from: told.again_from,
            refused: told.refused,
            mine: self.own_word(member, told, now),
        };
        self.authority().vouchings_of(device).map(card).collect()
    }

    /// Their cards, in the order in which they came. They have the name of a member that they would be
    /// by themselves.
    pub(super) fn cards_of_those_who_come_back(&self, now: Timestamp) -> Vec<MemberCard> {
        let card = |(device, asked): (DeviceKey, &Return)| {
            let as_whom = self.vouching_cards(device, now);
            let came = (asked.at, asked.invited_by, asked.profile);
            let membership = Membership::ComesBack { device, as_whom };
            self.card_of_who_waits(gate::member_id(&device), came, membership)
        };
        let mut cards: Vec<MemberCard> = self.returning(now).map(card).collect();
        ordered::sort_by_key(&mut cards, |card| (card.joined, card.id));
        cards
    }

    /// For whom a word of this device's member helps.
    pub(super) fn needs_to_vouch(&self, now: Timestamp) -> Vec<Need> {
        let authority = self.authority();
        let helps = |(device, _): &(DeviceKey, &Return)| {
            let words = authority.vouchings_of(*device);
            let words: Vec<OwnWord> =
                words.map(|(member, told)| self.own_word(member, told, now)).collect();
            let is_over = |word: &OwnWord| matches!(word, OwnWord::Nothing | OwnWord::NotMe);
            let has_said = |word: &OwnWord| matches!(word, OwnWord::Said(_));
            words.contains(&OwnWord::Again)
                || !words.iter().any(has_said) && (words.is_empty() || !words.iter().all(is_over))
        };
        let asking = self.returning(now).filter(helps);
        asking.map(|(device, _)| Need::Vouch { member: gate::member_id(&device) }).collect()
    }

    /// When this device's member can say once more who somebody is.
    pub(in crate::engine) fn words_due(&self) -> impl Iterator<Item = Timestamp> {
        let (me, all) = (self.me(), self.authority().vouchings.values());
        let open = all.filter(move |told| {
            told.back.is_none() && told.refused.is_none() && !told.again.contains(&me)
        });
        open.filter_map(move |told| told.due(me))
    }

    /// Who is said to be this device's member, who is here.
    pub(super) fn needs_to_refuse(&self) -> Vec<Need> {
        let (me, authority) = (self.me(), self.authority());
        let open = authority.vouchings.iter().filter(|((device, member), told)| {
            *member == me && told.refused.is_none() && authority.asks_to_return(device)
        });
        let open = open.filter(|_| self.is_member());
        open.map(|((device, _), _)| Need::NotMe { member: gate::member_id(device) }).collect()
    }

    /// Who came back, and who said of whom that it is not them.
    pub(super) fn came_back(&self) -> Vec<Happening> {
        let all = self.authority().vouchings.iter().filter_map(|((device, member), told)| {
            let (at, what) = match (told.refused, told.back) {
                (Some(at), _) => (at, HappeningKind::RefusedReturn),
                (None, Some(at)) if self.author(device) == *member => (at, HappeningKind::CameBack),
                (None, Some(_) | None) => return None,
            };
            Some(Happening { who: *member, at, what })
        });
        all.filter(|one| one.who != self.me()).collect()
    }

    /// How far this device has come that asked to be let in as a member again.
    pub(super) fn way_back_in(&self) -> Option<Result<ReturnProgress, JoinRefusal>> {
        let device = self.local.device;
        self.authority().returns.get(&device)?;
        let all = self.authority().vouchings_of(device);
        let open = all.filter(|(_, told)| told.refused.is_none());
        let furthest = open.max_by_key(|(member, told)| {
            (told.again.len(), told.vouched.len(), std::cmp::Reverse(*member))
        });
        let Some((member, told)) = furthest else {
            return Some(match self.authority().vouchings_of(device).next() {
                Some(_) => Err(JoinRefusal::NotThem),
                None => Ok(ReturnProgress { vouched: 0, again: 0, needed: 0, again_from: None }),
            });
        };
        Some(Ok(ReturnProgress {
            vouched: count(told.vouched.len()),
            again: count(told.again.len()),
            needed: self.authority().needed_for(member),
            again_from: told.again_from,
        }))
    }
}
