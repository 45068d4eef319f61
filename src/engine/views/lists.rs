//! Lists and cards: people, invitations, pages, the first screen, faults.

use crate::ordered::{self, Map};
use std::cmp::Reverse;

use crate::clock::{Date, Timestamp};
use crate::domain::people::Member;
use crate::engine::community::Community;
use crate::engine::views::{closing, motion_view, pages};
use crate::id::{DeviceKey, MemberId};
use crate::limits::{FAULTS_SHOWN_MAX, HAPPENINGS_MAX};
use crate::message::model::{
    CommunityCard, DeviceCard, FaultCard, Happening, HappeningKind, InvitationCard, JoinProgress,
    MemberCard, Membership, MotionCard, Need, Presence, Standing, Today,
};
use crate::projection::summary::Summary;

impl Community {
    /// The community's own card.
    pub fn card(&mut self) -> CommunityCard {
        self.count_stale();
        let me = self.me();
        let online = self.online();
        CommunityCard {
            id: self.id,
            name: self.authority().name.clone(),
            sentence: self.authority().sentence.clone(),
            founded: self.authority().founded,
            me,
            my_name: self.name_of(&me),
            standing: self.standing(),
            are_rules_newer: self.ask_rules().is_err(),
            member_count: u32::try_from(self.authority().here().count()).unwrap_or(u32::MAX),
            online,
            unread: self.unread(),
            delivery: self.whole_delivery(),
            meeting: self.local.meeting.clone(),
            state_hash: self.state_hash(),
        }
    }

    fn standing(&self) -> Standing {
        if self.visit.is_some() {
            return Standing::Visitor;
        }
        let Some(joining) = &self.local.joining else {
            return if self.is_caught() {
                Standing::TwiceSigned
            } else if self.authority().founded.is_none() || self.is_member() {
                Standing::Member
            } else if self.authority().revoked.contains_key(&self.local.device) {
                Standing::TakenOff
            } else if let Some(motion) = self.removed_by() {
                Standing::Removed(motion)
            } else if self.is_at_the_door_again(&self.local.device) {
                Standing::Joining(JoinProgress::Applied)
            } else {
                Standing::Former
            };
        };
        if let Some(refused) = joining.refused {
            return Standing::Refused(refused);
        }
        let comes_back = self.way_back_in();
        if let Some(Err(refused)) = comes_back {
            return Standing::Refused(refused);
        }
        Standing::Joining(if let Some(Ok(progress)) = comes_back {
            JoinProgress::ComesBack(progress)
        } else if self.authority().applicants.contains_key(&self.me()) {
            JoinProgress::Applied
        } else if self.authority().founded.is_some() {
            JoinProgress::Receiving
        } else if self.mesh.peers().is_empty() {
            JoinProgress::LookingForMembers
        } else {
            JoinProgress::Connecting
        })
    }

    /// Other members who are connected now.
    pub fn online(&self) -> Vec<MemberId> {
        let mut online: Vec<MemberId> =
            self.peers.keys().filter_map(|one| self.authority().current_member(one)).collect();
        ordered::sort(&mut online);
        online.dedup();
        online
    }

    /// How a member is called; empty until their profile is here.
    pub fn name_of(&self, member: &MemberId) -> String {
        let known = self.authority().members.get(member);
        let profile = known.and_then(|member| self.profiles.get(&member.profile));
        profile.map(|profile| profile.name.clone()).unwrap_or_default()
    }

    /// Whether a member is reachable now.
    pub fn presence(&self, member: &MemberId) -> Presence {
        let devices = self.devices_of(member);
        if devices.iter().any(|device| self.peers.contains_key(device)) {
            return Presence::Here;
        }
        let seen = devices.iter().filter_map(|device| self.local.seen.get(device)).max();
        seen.map_or(Presence::NeverSeen, |at| Presence::Seen(*at))
    }

    /// Everybody, in the order in which they came.
    pub fn member_cards(&self, now: Timestamp) -> Vec<MemberCard> {
        let me = self.me();
        let (posts, pages) = self.counts();
        let mut cards: Vec<MemberCard> = self
            .authority()
            .members
            .values()
            // Who stands at the door again is among those who wait there.
            .filter(|member| member.voided.is_none())
            .map(|member| {
                let profile = self.profiles.get(&member.profile).cloned();
                let with_portrait = profile.as_ref().and_then(|p| p.portrait.as_ref()).is_some();
                MemberCard {
                    id: member.id,
                    name: profile.as_ref().map(|p| p.name.clone()).unwrap_or_default(),
                    languages: profile.as_ref().map(|p| p.languages.clone()).unwrap_or_default(),
                    place: profile.as_ref().map(|p| p.place.clone()).unwrap_or_default(),
                    zone: profile.as_ref().map(|p| p.zone.clone()).unwrap_or_default(),
                    does: profile.map(|p| p.does).unwrap_or_default(),
                    portrait: with_portrait.then_some(member.profile),
                    joined: member.joined,
                    invited_by: member.invited_by,
                    presence: if member.id == me {
                        Presence::Here
                    } else {
                        self.presence(&member.id)
                    },
                    is_me: member.id == me,
                    membership: self.membership(member),
                    silence: self.silence_card(member.id, now),
                    roles: member.roles.iter().cloned().collect(),
                    post_count: posts.get(&member.id).copied().unwrap_or_default(),
                    page_count: pages.get(&member.id).copied().unwrap_or_default(),
                }
            })
            .collect();
        ordered::sort_by_key(&mut cards, |card| (card.joined, card.id));
        cards.extend(self.cards_at_the_door());
        cards.extend(self.cards_of_those_who_come_back(now));
        cards
    }

    fn membership(&self, member: &Member) -> Membership {
        if let Some((at, motion)) = member.removed {
            Membership::Removed { at, motion }
        } else if let Some(at) = member.left {
            Membership::Left(at)
        } else if self.authority().voters.contains(&member.id) {
            Membership::Voter
        } else {
            Membership::Voice { confirmed_by: member.confirmed_by.iter().copied().collect() }
        }
    }

    /// Posts and pages by member, from summaries.
    fn counts(&self) -> (Map<MemberId, u32>, Map<MemberId, u32>) {
        let (mut posts, mut pages) = (Map::new(), Map::new());
        for entry in self.documents.values() {
            match &entry.meta.summary {
                Summary::Charter
                | Summary::Motion(_)
                | Summary::Ledger(_)
                | Summary::Calendar(_) => {}
                Summary::Talk(talk) => {
                    for (device, written) in &talk.authors {
                        *posts.entry(self.author(device)).or_default() += written.posts;
                    }
                }
                Summary::Page(page) => {
                    for device in &page.authors {
                        *pages.entry(self.author(device)).or_default() += 1;
                    }
                }
            }
        }
        (posts, pages)
    }

    /// This member's own devices, oldest first.
    pub fn device_cards(&self) -> Vec<DeviceCard> {
        let me = self.me();
        let authority = self.authority();
        let purse = authority.purse_of(&me);
        let joined = authority.members.get(&me).map(|member| member.joined).unwrap_or_default();
        let card = |key: DeviceKey| DeviceCard {
            key,
            since: authority.linked.get(&key).map_or(joined, |linked| linked.at),
            is_this: key == self.local.device,
            is_recovery: false,
            is_purse: purse == Some(key),
            revoked: authority.revoked.get(&key).copied(),
            presence: if self.peers.contains_key(&key) {
                Presence::Here
            } else {
                self.local.seen.get(&key).map_or(Presence::NeverSeen, |at| Presence::Seen(*at))
            },
        };
        let mut cards: Vec<DeviceCard> = self.devices_of(&me).into_iter().map(card).collect();
        let recovery = authority.offers.iter().filter(|(_, offer)| offer.by == me);
        let recovery = recovery.filter(|(_, offer)| offer.expires.is_none());
        cards.extend(recovery.map(|(key, offer)| DeviceCard {
            since: offer.made,
            is_recovery: true,
            ..card(DeviceKey(key.0))
        }));
        ordered::sort_by_key(&mut cards, |card| (card.since, card.key));
        cards
    }

    /// Invitations, newest first.
    pub fn invitation_cards(&self, now: Timestamp) -> Vec<InvitationCard> {
        let mut cards: Vec<InvitationCard> = self
            .authority()
            .invitations
            .iter()
            .map(|(key, invitation)| InvitationCard {
                key: *key,
                by: invitation.by,
                made: invitation.made,
                expires: invitation.expires,
                uses_max: invitation.uses_max,
                came: invitation.came.clone(),
                state: self.authority().invitation_state(invitation, now),
                link: self.local.invitations.get(key).map(|seed| self.link(*seed)),
            })
            .collect();
        ordered::sort_by_key(&mut cards, |card| Reverse((card.made, card.key)));
        cards
    }

    /// The first screen.
    pub fn today(&mut self, now: Timestamp) -> Today {
        self.count_stale();
        let me = self.me();
        let mut happened = Vec::new();
        let needs = self.needs(&self.running_motions(now), now);
        happened.extend(self.opened_motions(HAPPENINGS_MAX));
        for member in self.authority().members.values().filter(|member| member.id != me) {
            let what = HappeningKind::Joined;
            happened.push(Happening { who: member.id, at: member.joined, what });
        }
        let threads = self.thread_cards();
        for card in threads.iter().filter(|card| card.last_by != me) {
            let (thread, title) = (card.id, card.title.clone());
            let what = if card.post_count == 1 {
                HappeningKind::StartedThread { thread, title }
            } else {
                HappeningKind::Posted { thread, title, unread: card.unread }
            };
            happened.push(Happening { who: card.last_by, at: card.last_at, what });
        }
        happened.extend(pages::written(self.page_cards(), me));
        happened.extend(self.planned());
        happened.extend(self.came_back());
        ordered::sort_by_key(&mut happened, |one| Reverse((one.at, one.who)));
        happened.truncate(HAPPENINGS_MAX);
        let unread = threads.into_iter().filter(|card| card.unread > 0).collect();
        Today { happened, unread, needs, books: self.what_waits() }
    }

    fn needs(&self, motions: &[MotionCard], now: Timestamp) -> Vec<Need> {
        let mut needs = Vec::new();
        for card in motion_view::waiting(motions) {
            let (motion, title, deadline) = (card.id, card.title.clone(), card.deadline);
            needs.push(Need::Vote { motion, title, deadline });
        }
        let me = self.me();
        let authority = self.authority();
        if authority.voters.contains(&me) {
            let waits = |member: &&Member| {
                !authority.voters.contains(&member.id) && !member.confirmed_by.contains(&me)
            };
            let waiting = authority.here().filter(waits);
            needs.extend(waiting.map(|member| Need::Confirm { member: member.id }));
            needs.extend(self.needs_at_the_door());
            needs.extend(self.needs_to_vouch(now));
            needs.extend(self.needs_to_look_again(now));
            let void = &self.kept_books.false_closings;
            let decisions = authority.decisions.iter().map(|one| &**one);
            let decisions = decisions.filter(|one| !void.contains(&one.motion));
            let due = closing::due(decisions, motions, Date::at(now));
            needs.extend(due.map(|until| Need::CloseBooks { until }));
        }
        needs.extend(self.needs_to_refuse());
        for (page, summary) in self.pages() {
            for field in &summary.conflicts {
                let (title, field) = (summary.title.clone(), *field);
                needs.push(Need::ChooseFieldValue { page, title, field });
            }
        }
        if self.is_member() && self.authority().here().count() == 1 {
            needs.push(Need::InviteSomeone);
        }
        let mine = self.authority().members.get(&self.me());
        let profile = mine.and_then(|member| self.profiles.get(&member.profile));
        if profile.is_some_and(|profile| profile.place.is_empty() && profile.does.is_empty()) {
            needs.push(Need::CompleteProfile);
        }
        needs
    }

    /// What others signed that breaks a rule, and what could not be opened.
    pub fn fault_cards(&self) -> Vec<FaultCard> {
        let card = |fault: &crate::domain::AuthorityFault| FaultCard::BrokenRule {
            by: self.author(&fault.author),
            at: fault.at,
            rule: fault.rule.to_owned(),
            code: fault.code.to_owned(),
        };
        let broken = self.authority().faults.iter().map(card);
        let broken = broken.chain(self.calendar_faults()).take(FAULTS_SHOWN_MAX);
        let broken = self.twice_signed_cards().into_iter().chain(broken);
        let members = self.authority().members.keys();
        let waits = members.filter_map(|who| {
            let motion = self.authority().waits_by_new_rule(who)?;
            Some(FaultCard::WaitsAgain { who: *who, motion })
        });
        broken
            .chain(waits.take(FAULTS_SHOWN_MAX))
            .chain(self.unopened.iter().map(|document| self.unopened_card(document)))
            .collect()
    }
}
