//! Who came by an invitation and waits to be let in (PEO-2).

use crate::clock::Timestamp;
use crate::domain::people::Applicant;
use crate::domain::profile::Profile;
use crate::engine::community::Community;
use crate::id::{BlobHash, MemberId};
use crate::message::model::{MemberCard, Membership, Need, Presence};
use crate::message::motion::AdmissionRule;
use crate::ordered;

impl Community {
    /// Their cards, in the order in which they came.
    pub(super) fn cards_at_the_door(&self) -> Vec<MemberCard> {
        let all = self.authority().applicants.iter();
        let mut cards: Vec<MemberCard> =
            all.map(|(member, applicant)| self.card_at_the_door(*member, applicant)).collect();
        ordered::sort_by_key(&mut cards, |card| (card.joined, card.id));
        cards
    }

    fn card_at_the_door(&self, id: MemberId, applicant: &Applicant) -> MemberCard {
        let needed = match applicant.rule {
            AdmissionRule::InvitationAdmits | AdmissionRule::SponsorAdmits => Some(1),
            AdmissionRule::Sponsors { count } => Some(count),
            AdmissionRule::ByDecision => None,
        };
        let came = (applicant.at, applicant.invited_by, applicant.profile);
        let sponsors = self.authority().sponsors_of(&id);
        let again = self.authority().waits_by_new_rule(&id);
        self.card_of_who_waits(id, came, Membership::AtTheDoor { sponsors, needed, again })
    }

    /// The card of somebody who is no member yet: when they came, by whose invitation, and what they say
    /// of themselves.
    pub(super) fn card_of_who_waits(
        &self,
        id: MemberId,
        (joined, invited_by, profile): (Timestamp, MemberId, BlobHash),
        membership: Membership,
    ) -> MemberCard {
        let own = self.profiles.get(&profile);
        let said = |of: fn(&Profile) -> &String| own.map(of).cloned().unwrap_or_default();
        let is_me = id == self.me();
        MemberCard {
            id,
            name: said(|own| &own.name),
            languages: own.map(|own| own.languages.clone()).unwrap_or_default(),
            place: said(|own| &own.place),
            zone: said(|own| &own.zone),
            does: said(|own| &own.does),
            portrait: own.and_then(|own| own.portrait.as_ref()).map(|_| profile),
            joined,
            invited_by: Some(invited_by),
            presence: if is_me { Presence::Here } else { Presence::NeverSeen },
            is_me,
            membership,
            silence: None,
            roles: Vec::new(),
            post_count: 0,
            page_count: 0,
        }
    }

    /// Whom this device's member could let in.
    pub(super) fn needs_at_the_door(&self) -> impl Iterator<Item = Need> {
        let me = self.me();
        self.cards_at_the_door().into_iter().filter_map(move |card| {
            let Membership::AtTheDoor { sponsors, needed: Some(_), .. } = card.membership else {
                return None;
            };
            (!sponsors.contains(&me)).then_some(Need::Sponsor { member: card.id })
        })
    }
}
