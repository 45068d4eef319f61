//! What people do in a run, drawn by chance: nobody asks first whether it is allowed.

use phyle::id::{DeviceKey, MemberId, MotionId, ThreadId};
use phyle::message::ToEngine;
use phyle::message::command::{
    Command, MemberAct, MotionAct, OfferStands, Outcome, ProfileDraft, Writing,
};
use phyle::message::model::{MotionCard, MotionState, ViewDelta, ViewKey};
use phyle::message::motion::{
    AdmissionRule, Choice, Method, MotionDraft, MotionEffect, Preset, Ratio, Rules,
};
use phyle::sim::relay::Node;
use phyle::sim::world::named;

use super::run::Run;

/// The browser of whoever may come: somebody new, or a member with a second device.
const SPARE: Node = Node(5);
/// Motions of one run.
const MOTIONS_MAX: usize = 9;
/// Of these so many are voted on at a time.
const TALKED_ABOUT: usize = 3;

impl Run {
    /// One command, more or less; then a moment.
    pub fn act(&mut self) {
        let awake = self.awake();
        let Some(node) = self.one_of(&awake) else { return self.world.run_ms(1_000) };
        match self.below(40) {
            0 => self.invites(node),
            1 | 2 => self.comes(),
            3 | 4 => self.confirms(node),
            5 => self.offers_a_device(node),
            6 => self.takes_a_device_off(node),
            7..=9 => self.puts(node),
            10 => self.amends(node),
            11 => self.withdraws(node),
            12 if self.below(20) == 0 => self.leaves(node),
            13 => self.withdraws_an_invitation(node),
            14 => {
                self.world.crash(node);
                self.world.start(node);
                self.world.run_ms(200);
            }
            15 => self.says_something(node),
            16 | 17 => self.hands_the_purse_on(node),
            _ => self.votes_on_something(node),
        }
        let pause = self.below(800);
        self.world.run_ms(pause);
    }

    fn of(&mut self, node: Node, act: MemberAct) -> Option<Outcome> {
        let command = Command::of(self.community, act);
        self.ask(node, command).ok()
    }

    fn in_motion(&mut self, node: Node, motion: MotionId, act: MotionAct) -> Option<Outcome> {
        self.of(node, MemberAct::Write(Writing::Motion { motion, act }))
    }

    /// A post, in the one topic that there is as far as they know; else they begin one.
    fn says_something(&mut self, node: Node) {
        let (body, language) = ("Good morning".to_owned(), "en".to_owned());
        let writing = match self.topics(node).first().copied() {
            Some(thread) => Writing::WritePost { thread, body, language, reply_to: None },
            None => Writing::StartThread { title: "Mornings".to_owned(), body, language },
        };
        self.of(node, MemberAct::Write(writing));
    }

    pub fn topics(&mut self, node: Node) -> Vec<ThreadId> {
        let key = ViewKey::Threads(self.community);
        let shown = self.world.view(node, key.clone()).pop();
        self.world.tell(node, ToEngine::Unwatch(key));
        let Some(ViewDelta::Threads { threads, .. }) = shown else { return Vec::new() };
        threads.iter().map(|card| card.id).collect()
    }

    fn invites(&mut self, node: Node) {
        let act = MemberAct::InviteMembers { uses_max: 2, valid_days: 30 };
        if let Some(Outcome::Link(link)) = self.of(node, act) {
            self.links.push(link);
        }
    }

    fn withdraws_an_invitation(&mut self, node: Node) {
        let key = ViewKey::Invitations(self.community);
        let shown = self.world.view(node, key.clone()).pop();
        self.world.tell(node, ToEngine::Unwatch(key));
        let Some(ViewDelta::Invitations { invitations, .. }) = shown else { return };
        let keys: Vec<_> = invitations.iter().map(|one| one.key).collect();
        if let Some(invitation) = self.one_of(&keys) {
            self.of(node, MemberAct::WithdrawInvitation { invitation });
        }
    }

    /// Somebody follows a link, on the browser that is for it.
    fn comes(&mut self) {
        let (link, profile) = if self.below(2) == 0 {
            (self.links.last().cloned(), named("Newcomer"))
        } else {
            (self.own_link.clone(), ProfileDraft::default())
        };
        if let Some(link) = link {
            self.follows(link, profile);
        }
    }

    fn follows(&mut self, link: String, profile: ProfileDraft) {
        if self.world.is_running(SPARE) && self.world.card(SPARE, self.community).is_none() {
            self.world.ask(SPARE, Command::JoinCommunity { link, profile }).ok();
        }
    }

    /// Everybody whom a screen names.
    fn somebody(&mut self, node: Node) -> Option<MemberId> {
        let key = ViewKey::Members(self.community);
        let shown = self.world.view(node, key.clone()).pop();
        self.world.tell(node, ToEngine::Unwatch(key));
        let Some(ViewDelta::Members { members, .. }) = shown else { return None };
        let ids: Vec<MemberId> = members.iter().map(|card| card.id).collect();
        // Who came last is talked about most.
        if self.below(2) == 0 { ids.last().copied() } else { self.one_of(&ids) }
    }

    fn confirms(&mut self, node: Node) {
        if let Some(member) = self.somebody(node) {
            self.of(node, MemberAct::ConfirmMember { member });
        }
    }

    fn offers_a_device(&mut self, node: Node) {
        if self.own_link.is_none() {
            let act = MemberAct::OfferDevice { stands: OfferStands::AnHour };
            if let Some(Outcome::Link(link)) = self.of(node, act) {
                self.own_link = Some(link.clone());
                if self.below(2) == 0 {
                    self.follows(link, ProfileDraft::default());
                }
            }
        }
    }

    /// One of two devices of one member takes the other off.
    fn takes_a_device_off(&mut self, node: Node) {
        if let Some(device) = self.other_device(node) {
            self.of(node, MemberAct::RevokeDevice { device });
        }
    }

    fn hands_the_purse_on(&mut self, node: Node) {
        if let Some(device) = self.other_device(node) {
            self.of(node, MemberAct::HandOnPurse { device });
        }
    }

    fn other_device(&mut self, node: Node) -> Option<DeviceKey> {
        let key = ViewKey::Devices(self.community);
        let shown = self.world.view(node, key.clone()).pop();
        self.world.tell(node, ToEngine::Unwatch(key));
        let Some(ViewDelta::Devices { devices, .. }) = shown else { return None };
        let others = devices.iter().filter(|one| !one.is_this).map(|one| one.key);
        self.one_of(&others.collect::<Vec<_>>())
    }

    fn leaves(&mut self, node: Node) {
        let day = "2026-10-01".parse().expect("a day");
        self.of(node, MemberAct::Leave { day });
    }

    fn rules(&mut self) -> Rules {
        let mut rules = Preset::Cooperative.rules();
        rules.grace_hours = [12, 24, 48][self.below(3) as usize];
        rules.admission = [
            AdmissionRule::InvitationAdmits,
            AdmissionRule::SponsorAdmits,
            AdmissionRule::Sponsors { count: 2 },
            AdmissionRule::ByDecision,
        ][self.below(4) as usize];
        rules.words.method = [Method::Majority, Method::Consent][self.below(2) as usize];
        rules.people.quorum = Ratio { part: 1, whole: [2, 3][self.below(2) as usize] };
        rules
    }

    fn effect(&mut self, member: MemberId) -> MotionEffect {
        let role = ["Treasurer", "Host"][self.below(2) as usize].to_owned();
        match self.below(9) {
            0 | 1 => MotionEffect::RemoveMember { member },
            2 => MotionEffect::GiveRole { member, role },
            3 => MotionEffect::EndRole { member, role },
            4 => MotionEffect::ConfirmMember { member },
            5 => MotionEffect::AdmitMember { member, trial_until: None },
            6 => MotionEffect::SetRules { rules: self.rules() },
            _ => MotionEffect::Statement,
        }
    }

    fn draft(&mut self, effect: MotionEffect) -> MotionDraft {
        let choices = [
            Method::Approval,
            Method::Score,
            Method::Dots { each: 4 },
            Method::TimePoll,
            Method::Ranking,
        ];
        let answers = [
            Method::Majority,
            Method::TwoThirds,
            Method::TwoThirds,
            Method::Absolute,
            Method::Consent,
            Method::ThreeQuarters,
        ];
        // Most people know what the rules ask for.
        let is_grave = effect.kind().is_grave() && self.below(4) > 0;
        let is_choice = effect == MotionEffect::Statement && self.below(2) == 0;
        let all = if is_choice { choices.as_slice() } else { answers.as_slice() };
        let all: &[Method] =
            if is_grave { &[Method::TwoThirds, Method::ThreeQuarters] } else { all };
        let method = self.one_of(all).expect("there are some");
        let options = ["Bread", "Soup", "Rice"].iter().filter(|_| is_choice);
        let quorum = [(1, 2), (3, 5), (3, 5), (2, 3), (4, 5), (1, 1)][self.below(6) as usize];
        MotionDraft {
            title: "What we do".to_owned(),
            text: String::new(),
            method,
            options: options.map(|one| (*one).to_owned()).collect(),
            effect,
            quorum: Ratio { part: quorum.0, whole: quorum.1 },
            hours: if is_grave { 168 } else { [72, 96, 168][self.below(3) as usize] },
            review: None,
            looks_again: None,
            page: None,
        }
    }

    fn puts(&mut self, node: Node) {
        if self.motions.len() >= MOTIONS_MAX {
            return;
        }
        let Some(member) = self.somebody(node) else { return };
        let effect = self.effect(member);
        let is_removal = effect.removes().is_some();
        self.open(node, effect);
        // Whom it concerns may want the same of whoever put it, and not know of it yet.
        if is_removal && let (Some(back), 0) = (self.me(node), self.below(3)) {
            let theirs = self.awake().into_iter().find(|one| self.me(*one) == Some(member));
            if let Some(theirs) = theirs {
                self.open(theirs, MotionEffect::RemoveMember { member: back });
            }
        }
    }

    fn open(&mut self, node: Node, effect: MotionEffect) {
        let draft = Box::new(self.draft(effect));
        let method = draft.method;
        let opened = self.of(node, MemberAct::Write(Writing::OpenMotion { draft }));
        if let Some(Outcome::Motion(motion)) = opened {
            self.motions.insert(motion, method);
            self.put.push(motion);
        }
    }

    fn own_motion(&mut self, node: Node) -> Option<MotionCard> {
        let me = self.me(node);
        let open = |card: &MotionCard| card.proposer == me && card.state == MotionState::Open;
        self.cards(node).into_iter().find(open)
    }

    fn amends(&mut self, node: Node) {
        let Some(card) = self.own_motion(node) else { return };
        let draft = Box::new(self.draft(card.effect));
        let method = draft.method;
        if self.in_motion(node, card.id, MotionAct::Amend { draft }).is_some() {
            self.motions.insert(card.id, method);
        }
    }

    fn withdraws(&mut self, node: Node) {
        if self.below(3) == 0
            && let Some(card) = self.own_motion(node)
        {
            self.in_motion(node, card.id, MotionAct::Withdraw);
        }
    }

    fn votes_on_something(&mut self, node: Node) {
        // Of those that were put last.
        let last = self.put.len().saturating_sub(TALKED_ABOUT);
        let motions = self.put[last..].to_vec();
        if let Some(motion) = self.one_of(&motions) {
            self.votes(node, motion);
        }
    }

    /// A figure for each of three options, up to so many, or none.
    fn some(&mut self, most: u64) -> Vec<Option<u32>> {
        (0..3).map(|_| Some(self.below(most + 1) as u32).filter(|one| *one > 0)).collect()
    }

    /// A ballot of the method, mostly in favour.
    pub fn votes(&mut self, node: Node, motion: MotionId) {
        let choice = match self.motions[&motion] {
            Method::Approval => Choice::Points(self.some(1)),
            Method::Score => Choice::Points(self.some(5)),
            Method::Dots { .. } | Method::TimePoll => Choice::Points(self.some(2)),
            Method::Ranking => Choice::Ranks(self.some(3)),
            Method::Consent => match self.below(12) {
                0 => Choice::Object,
                1 => Choice::Abstain,
                _ => Choice::Agree,
            },
            Method::Majority | Method::TwoThirds | Method::Absolute | Method::ThreeQuarters => {
                // Of some motions people think otherwise than each other: a tie is no majority.
                let is_split = motion.0[0].is_multiple_of(4);
                match self.below(10) {
                    0 => Choice::Against,
                    1 => Choice::Abstain,
                    2..=5 if is_split => Choice::Against,
                    _ => Choice::For,
                }
            }
        };
        let reason = "so I think".to_owned();
        self.in_motion(node, motion, MotionAct::CastBallot { choice, reason });
    }
}
