//! Who came by an invitation and waits to be let in (PEO-2).

use crate::domain::people::Applicant;
use crate::engine::community::Community;
use crate::id::MemberId;
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
        let profile = self.profiles.get(&applicant.profile).cloned();
        let portrait = profile.as_ref().is_some_and(|profile| profile.portrait.is_some());
        let profile = profile.as_ref();
        let is_me = id == self.me();
        let needed = match applicant.rule {
            AdmissionRule::InvitationAdmits | AdmissionRule::SponsorAdmits => Some(1),
            AdmissionRule::Sponsors { count } => Some(count),
            AdmissionRule::ByDecision => None,
        };
        MemberCard {
            id,
            name: profile.map(|profile| profile.name.clone()).unwrap_or_default(),
            languages: profile.map(|profile| profile.languages.clone()).unwrap_or_default(),
            place: profile.map(|profile| profile.place.clone()).unwrap_or_default(),
            zone: profile.map(|profile| profile.zone.clone()).unwrap_or_default(),
            does: profile.map(|profile| profile.does.clone()).unwrap_or_default(),
            portrait: portrait.then_some(applicant.profile),
            joined: applicant.at,
            invited_by: Some(applicant.invited_by),
            presence: if is_me { Presence::Here } else { Presence::NeverSeen },
            is_me,
            membership: Membership::AtTheDoor {
                sponsors: self.authority().sponsors_of(&id),
                needed,
            },
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
            let Membership::AtTheDoor { sponsors, needed: Some(_) } = card.membership else {
                return None;
            };
            (!sponsors.contains(&me)).then_some(Need::Sponsor { member: card.id })
        })
    }
}
