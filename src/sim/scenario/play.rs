//! Plays a script: names become nodes and ids, each step waits for its answer.

use std::collections::BTreeMap;

use rand_chacha::ChaCha20Rng;
use rand_core::{Rng as _, SeedableRng as _};

use crate::clock::{Ahead, DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};
use crate::id::{CommunityId, MemberId, MotionId, ThreadId};
use crate::message::command::{Command, MemberAct, MotionAct, Outcome, Refusal, Writing};
use crate::message::model::{
    Constitution, FaultCard, MemberCard, Membership, MotionView, Standing, ThreadDelta, ViewDelta,
    ViewKey,
};
use crate::message::motion::{MotionDraft, MotionEffect};
use crate::sim::relay::Node;
use crate::sim::scenario::Failure;
use crate::sim::scenario::expect::{Expectation, passes, word};
use crate::sim::scenario::report::{MotionReport, Replica, Report, ThreadReport};
use crate::sim::scenario::script::{Act, EffectScript, MotionScript, Script, What};
use crate::sim::world::{World, WorldConfig, named};

/// How long replicas that meet may take to say the same.
const MERGE_MS_MAX: u64 = 10 * MINUTE_MS;
/// How long browsers are open each day while a script waits.
const OPEN_EACH_DAY_MS: u64 = 4 * MINUTE_MS;
/// How long a newcomer may take to come in.
const JOIN_MS_MAX: u64 = 5 * MINUTE_MS;

/// What a label names.
#[derive(Debug, Clone)]
enum Labelled {
    Invitation(String),
    Thread(ThreadId),
    /// Nothing is asked of it later.
    Page,
    Motion(MotionId),
}

struct Player<'a> {
    script: &'a Script,
    world: World,
    community: Option<CommunityId>,
    labels: BTreeMap<String, Labelled>,
    /// Whether each node is open, and whether it has a network.
    open: Vec<bool>,
    online: Vec<bool>,
    rng: ChaCha20Rng,
}

/// Plays a script to its end; another `shuffle` is another order of arrival.
pub fn play(script: &Script, shuffle: u64) -> Result<Report, Failure> {
    let count = script.members.len();
    let seed = script.seed ^ shuffle.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut player = Player {
        script,
        world: World::new(seed, count, WorldConfig::default()),
        community: None,
        labels: BTreeMap::new(),
        open: vec![true; count],
        online: vec![true; count],
        rng: ChaCha20Rng::seed_from_u64(seed),
    };
    player.world.run_ms(500);
    for step in &script.steps {
        let done = match &step.what {
            What::Do(act) => player.act(act),
            What::Expect(expected) => player.expect(expected),
        };
        done.map_err(|problem| Failure { line: step.line, problem })?;
    }
    player.world.run_ms(2_000);
    Ok(player.report())
}

impl Player<'_> {
    fn node(&self, name: &str) -> Result<Node, String> {
        let place = self.script.members.iter().position(|member| member == name);
        place.map(Node).ok_or_else(|| format!("`{name}` is not one of `members`"))
    }

    fn nodes(&self, names: &[String]) -> Result<Vec<Node>, String> {
        names.iter().map(|name| self.node(name)).collect()
    }

    fn here(&self) -> Result<CommunityId, String> {
        self.community.ok_or_else(|| "there is no community yet: `FoundCommunity` first".to_owned())
    }

    fn motion(&self, label: &str) -> Result<MotionId, String> {
        match self.labels.get(label) {
            Some(Labelled::Motion(motion)) => Ok(*motion),
            _ => Err(format!("no motion was labelled `{label}`")),
        }
    }

    fn thread(&self, label: &str) -> Result<ThreadId, String> {
        match self.labels.get(label) {
            Some(Labelled::Thread(thread)) => Ok(*thread),
            _ => Err(format!("no topic was labelled `{label}`")),
        }
    }

    fn member(&self, name: &str) -> Result<MemberId, String> {
        let node = self.node(name)?;
        let card = self.world.card(node, self.here()?);
        card.map(|card| card.me).ok_or_else(|| format!("`{name}` has not joined"))
    }

    fn name(&self, member: &MemberId) -> String {
        let community = self.community;
        let found = self.script.members.iter().enumerate().find(|(place, _)| {
            let card = community.and_then(|id| self.world.card(Node(*place), id));
            card.is_some_and(|card| card.me == *member)
        });
        found.map_or_else(|| member.to_string(), |(_, name)| name.clone())
    }

    fn names<'m>(&self, members: impl IntoIterator<Item = &'m MemberId>) -> Vec<String> {
        members.into_iter().map(|member| self.name(member)).collect()
    }

    /// Asks, and compares a refusal with the one that the script expects.
    fn ask(
        &mut self,
        by: &str,
        act: MemberAct,
        refused: Option<&String>,
    ) -> Result<Option<Outcome>, String> {
        let (node, community) = (self.node(by)?, self.here()?);
        if !self.open[node.0] {
            return Err(format!("`{by}` has closed the browser"));
        }
        let answer = self.world.ask(node, Command::of(community, act));
        match (answer, refused) {
            (Ok(outcome), None) => Ok(Some(outcome)),
            (Ok(_), Some(code)) => Err(format!("refused: expected `{code}`, and it was done")),
            (Err(refusal), Some(code)) if code_of(&refusal) == *code => Ok(None),
            (Err(refusal), Some(code)) => {
                Err(format!("refused: expected `{code}`, found `{}`", code_of(&refusal)))
            }
            (Err(refusal), None) => Err(format!("refused: {refusal} (`{}`)", code_of(&refusal))),
        }
    }

    fn write(
        &mut self,
        by: &str,
        writing: Writing,
        refused: Option<&String>,
    ) -> Result<Option<Outcome>, String> {
        self.ask(by, MemberAct::Write(writing), refused)
    }

    fn in_motion(
        &mut self,
        by: &str,
        label: &str,
        act: MotionAct,
        refused: Option<&String>,
    ) -> Result<(), String> {
        let motion = self.motion(label)?;
        self.write(by, Writing::Motion { motion, act }, refused).map(drop)
    }

    fn label(&mut self, label: &str, labelled: Labelled) -> Result<(), String> {
        if self.labels.insert(label.to_owned(), labelled).is_some() {
            return Err(format!("field `as`: `{label}` names something already"));
        }
        Ok(())
    }

    fn act(&mut self, act: &Act) -> Result<(), String> {
        match act {
            Act::FoundCommunity { by, name, sentence, preset } => {
                let node = self.node(by)?;
                let command = Command::FoundCommunity {
                    name: name.clone(),
                    sentence: sentence.clone(),
                    founder: named(by),
                    preset: *preset,
                };
                match self.world.ask(node, command) {
                    Ok(Outcome::Community(community)) => self.community = Some(community),
                    Ok(_) => {}
                    Err(refusal) => return Err(format!("refused: {refusal}")),
                }
                Ok(())
            }
            Act::InviteMembers { by, uses_max, valid_days, label, refused } => {
                let invite =
                    MemberAct::InviteMembers { uses_max: *uses_max, valid_days: *valid_days };
                match self.ask(by, invite, refused.as_ref())? {
                    Some(Outcome::Link(link)) => self.label(label, Labelled::Invitation(link)),
                    Some(_) | None => Ok(()),
                }
            }
            Act::JoinCommunity { by, invitation } => self.join(by, invitation),
            Act::ConfirmMember { by, member, refused } => {
                let member = self.member(member)?;
                self.ask(by, MemberAct::ConfirmMember { member }, refused.as_ref()).map(drop)
            }
            Act::ConfirmAll => self.confirm_all(),
            Act::Leave { by, refused } => {
                self.ask(by, MemberAct::Leave, refused.as_ref()).map(drop)
            }
            Act::StartThread { by, title, body, label, refused } => {
                let (title, body, language) = (title.clone(), body.clone(), "en".to_owned());
                let writing = Writing::StartThread { title, body, language };
                match self.write(by, writing, refused.as_ref())? {
                    Some(Outcome::Thread(thread)) => self.label(label, Labelled::Thread(thread)),
                    Some(_) | None => Ok(()),
                }
            }
            Act::WritePost { by, thread, body, refused } => {
                let (thread, language) = (self.thread(thread)?, "en".to_owned());
                let body = body.clone();
                let writing = Writing::WritePost { thread, body, language, reply_to: None };
                self.write(by, writing, refused.as_ref()).map(drop)
            }
            Act::CreatePage { by, title, label, refused } => {
                let writing = Writing::CreatePage { title: title.clone() };
                match self.write(by, writing, refused.as_ref())? {
                    Some(Outcome::Page(_)) => self.label(label, Labelled::Page),
                    Some(_) | None => Ok(()),
                }
            }
            Act::OpenMotion { by, motion, label, refused } => {
                let draft = Box::new(self.draft(motion)?);
                match self.write(by, Writing::OpenMotion { draft }, refused.as_ref())? {
                    Some(Outcome::Motion(motion)) => self.label(label, Labelled::Motion(motion)),
                    Some(_) | None => Ok(()),
                }
            }
            Act::Amend { by, motion, draft, refused } => {
                let draft = Box::new(self.draft(draft)?);
                self.in_motion(by, motion, MotionAct::Amend { draft }, refused.as_ref())
            }
            Act::Withdraw { by, motion, refused } => {
                self.in_motion(by, motion, MotionAct::Withdraw, refused.as_ref())
            }
            Act::CastBallot { by, motion, choice, reason, refused } => {
                let act = MotionAct::CastBallot { choice: choice.clone(), reason: reason.clone() };
                self.in_motion(by, motion, act, refused.as_ref())
            }
            Act::Remark { by, motion, body, refused } => {
                let act = MotionAct::Remark { body: body.clone(), language: "en".to_owned() };
                self.in_motion(by, motion, act, refused.as_ref())
            }
            Act::Offline { who } => self.each(who, |player, node| {
                player.online[node.0] = false;
                player.world.unplug(node);
            }),
            Act::Online { who } => self.each(who, |player, node| {
                player.online[node.0] = true;
                player.world.plug(node);
            }),
            Act::Close { who } => self.each(who, |player, node| {
                player.open[node.0] = false;
                player.world.run_ms(1_000);
                player.world.crash(node);
            }),
            Act::Open { who } => self.each(who, |player, node| {
                player.open[node.0] = true;
                player.world.start(node);
                player.world.run_ms(500);
            }),
            Act::SetClock { who, ahead_minutes } => {
                let ahead = Ahead(ahead_minutes * i64::try_from(MINUTE_MS).unwrap_or_default());
                self.each(who, |player, node| {
                    player.world.run_ms(1_000);
                    player.world.crash(node);
                    player.world.set_clock(node, ahead);
                    player.world.start(node);
                    player.world.run_ms(500);
                })
            }
            Act::Wait { hours, minutes } => {
                let ms = hours * HOUR_MS + minutes * MINUTE_MS;
                if ms >= HOUR_MS {
                    // A day at a time, as people open their browsers.
                    let mut left = ms;
                    while left > 0 {
                        let some = left.min(DAY_MS);
                        self.world.sleep_ms(some);
                        self.world.run_ms(OPEN_EACH_DAY_MS);
                        left -= some;
                    }
                } else {
                    self.world.run_ms(ms);
                }
                Ok(())
            }
            Act::Merge => self.merge(),
        }
    }

    /// In an order that the shuffle decides.
    fn each(&mut self, who: &[String], mut act: impl FnMut(&mut Self, Node)) -> Result<(), String> {
        let mut nodes = self.nodes(who)?;
        while !nodes.is_empty() {
            let at = self.rng.next_u32() as usize % nodes.len();
            let node = nodes.remove(at);
            act(self, node);
            self.world.run_ms(200);
        }
        Ok(())
    }

    fn join(&mut self, by: &str, invitation: &str) -> Result<(), String> {
        let Some(Labelled::Invitation(link)) = self.labels.get(invitation).cloned() else {
            return Err(format!("no invitation was labelled `{invitation}`"));
        };
        let (node, community) = (self.node(by)?, self.here()?);
        let command = Command::JoinCommunity { link, profile: named(by) };
        self.world.ask(node, command).map_err(|refusal| format!("refused: {refusal}"))?;
        let began = self.world.now();
        while self.world.now().since_ms(began) < JOIN_MS_MAX {
            let card = self.world.card(node, community);
            let standing = card.map(|card| card.standing.clone());
            match standing {
                Some(Standing::Member) => return Ok(()),
                Some(Standing::Joining(crate::message::model::JoinProgress::Applied)) => {
                    return Ok(());
                }
                Some(Standing::Refused(reason)) => return Err(format!("refused: {reason:?}")),
                Some(Standing::Joining(_) | Standing::Former) | None => {}
            }
            self.world.run_ms(500);
        }
        Err(format!("`{by}` met nobody"))
    }

    fn confirm_all(&mut self) -> Result<(), String> {
        for by in self.script.members.clone() {
            for member in self.script.members.clone() {
                if let (Ok(_), Ok(member)) = (self.member(&by), self.member(&member)) {
                    let node = self.node(&by)?;
                    let act = MemberAct::ConfirmMember { member };
                    // Who has no vote yet is refused, and asked again by a later one.
                    drop(self.world.ask(node, Command::of(self.here()?, act)));
                }
            }
            self.world.run_ms(1_000);
        }
        self.merge()
    }

    fn draft(&self, script: &MotionScript) -> Result<MotionDraft, String> {
        Ok(MotionDraft {
            title: script.title.clone(),
            text: script.text.clone(),
            method: script.method,
            options: script.options.clone(),
            effect: self.effect(&script.effect)?,
            quorum: script.quorum,
            hours: script.hours,
        })
    }

    fn effect(&self, script: &EffectScript) -> Result<MotionEffect, String> {
        Ok(match script {
            EffectScript::Statement => MotionEffect::Statement,
            EffectScript::AdmitMember { member, trial_days } => {
                let until = |days: &u32| self.world.now().plus_ms(u64::from(*days) * DAY_MS);
                let trial_until: Option<Timestamp> = trial_days.as_ref().map(until);
                MotionEffect::AdmitMember { member: self.member(member)?, trial_until }
            }
            EffectScript::GiveRole { member, role } => {
                MotionEffect::GiveRole { member: self.member(member)?, role: role.clone() }
            }
            EffectScript::EndRole { member, role } => {
                MotionEffect::EndRole { member: self.member(member)?, role: role.clone() }
            }
            EffectScript::ConfirmMember { member } => {
                MotionEffect::ConfirmMember { member: self.member(member)? }
            }
            EffectScript::RemoveMember { member } => {
                MotionEffect::RemoveMember { member: self.member(member)? }
            }
            EffectScript::SetRules(rules) => MotionEffect::SetRules { rules: **rules },
            EffectScript::SetPreset(preset) => MotionEffect::SetRules { rules: preset.rules() },
        })
    }

    /// Those who are open, have a network and are members.
    fn meeting(&self) -> Vec<Node> {
        let member = |node: &Node| {
            let card = self.community.and_then(|id| self.world.card(*node, id));
            card.is_some_and(|card| card.standing == Standing::Member)
        };
        let there = (0..self.open.len()).filter(|place| self.open[*place] && self.online[*place]);
        there.map(Node).filter(member).collect()
    }

    fn hashes(&self, nodes: &[Node]) -> Vec<String> {
        let hash = |node: &Node| {
            let card = self.community.and_then(|id| self.world.card(*node, id));
            card.map(|card| card.state_hash.clone()).unwrap_or_default()
        };
        nodes.iter().map(hash).collect()
    }

    fn merge(&mut self) -> Result<(), String> {
        let began = self.world.now();
        let mut steady = 0;
        while self.world.now().since_ms(began) < MERGE_MS_MAX {
            self.world.run_ms(1_000);
            let nodes = self.meeting();
            let hashes = self.hashes(&nodes);
            steady = if hashes.iter().all(|hash| *hash == hashes[0]) { steady + 1 } else { 0 };
            if steady >= 5 {
                return Ok(());
            }
        }
        let nodes = self.meeting();
        Err(format!("replicas differ: {:?}", self.hashes(&nodes)))
    }

    fn expect(&mut self, expected: &Expectation) -> Result<(), String> {
        let nodes = match expected.on() {
            Some(names) => self.nodes(names)?,
            None => self.meeting(),
        };
        if let Expectation::Same { .. } = expected {
            let hashes = self.hashes(&nodes);
            if hashes.iter().any(|hash| *hash != hashes[0]) {
                return Err(format!("replicas differ: {hashes:?}"));
            }
        }
        for node in nodes {
            let replica = self.replica(node);
            expected.unmet(&replica).map_err(|problem| format!("{}: {problem}", replica.of))?;
        }
        Ok(())
    }

    fn report(&mut self) -> Report {
        let meeting = self.meeting();
        let hashes = self.hashes(&meeting);
        let same = hashes.iter().all(|hash| *hash == hashes[0]);
        let open: Vec<Node> = (0..self.open.len()).map(Node).collect();
        let known = |node: &Node| {
            self.open[node.0]
                && self.community.is_some_and(|id| self.world.card(*node, id).is_some())
        };
        let open: Vec<Node> = open.into_iter().filter(known).collect();
        let replicas = open.into_iter().map(|node| self.replica(node)).collect();
        Report { title: self.script.title.clone(), same, replicas }
    }

    fn replica(&mut self, node: Node) -> Replica {
        let mut replica = Replica { of: self.script.members[node.0].clone(), ..Replica::default() };
        let Some(id) = self.community else { return replica };
        if let Some(card) = self.world.card(node, id) {
            replica.state_hash = card.state_hash.clone();
        }
        for delta in self.world.view(node, ViewKey::Members(id)) {
            if let ViewDelta::Members { members, .. } = delta {
                self.take_members(&mut replica, &members);
            }
        }
        for delta in self.world.view(node, ViewKey::Motions(id)) {
            if let ViewDelta::Motions { constitution, .. } = delta {
                self.take_constitution(&mut replica, &constitution);
            }
        }
        for delta in self.world.view(node, ViewKey::Faults(id)) {
            if let ViewDelta::Faults { faults, .. } = delta {
                replica.faults = faults.iter().filter_map(code_of_fault).collect();
                replica.faults.sort();
                replica.faults.dedup();
            }
        }
        for (label, labelled) in self.labels.clone() {
            match labelled {
                Labelled::Motion(motion) => {
                    let deltas = self.world.view(node, ViewKey::Motion(id, motion));
                    if let Some(ViewDelta::Motion { view: Some(view), .. }) = deltas.last() {
                        let report = self.motion_report(&label, view);
                        replica.motions.push(report);
                    }
                }
                Labelled::Thread(thread) => {
                    let deltas = self.world.view(node, ViewKey::Thread(id, thread));
                    let posts = deltas.iter().rev().find_map(|delta| match delta {
                        ViewDelta::Thread { delta: ThreadDelta::All { posts, .. }, .. } => {
                            Some(posts.iter().map(|post| post.body.clone()).collect())
                        }
                        _ => None,
                    });
                    let posts = posts.unwrap_or_default();
                    replica.threads.push(ThreadReport { label, posts });
                }
                Labelled::Invitation(_) | Labelled::Page => {}
            }
        }
        replica
    }

    fn take_members(&self, replica: &mut Replica, members: &[MemberCard]) {
        let here = members
            .iter()
            .filter(|card| matches!(card.membership, Membership::Voter | Membership::Voice { .. }));
        replica.members = here.clone().map(|card| self.name(&card.id)).collect();
        replica.roles = here
            .flat_map(|card| {
                card.roles.iter().map(|role| format!("{}: {role}", self.name(&card.id)))
            })
            .collect();
    }

    fn take_constitution(&self, replica: &mut Replica, constitution: &Constitution) {
        replica.voters = self.names(&constitution.voters);
        replica.voters.sort();
        replica.applicants = self.names(constitution.applicants.iter().map(|card| &card.member));
    }

    fn motion_report(&self, label: &str, view: &MotionView) -> MotionReport {
        let order = view.tally.as_ref().map(|tally| tally.order.clone()).unwrap_or_default();
        let option = |option: &u32| view.options.get(*option as usize).cloned();
        let mut faults: Vec<String> = view.faults.iter().map(|fault| fault.code.clone()).collect();
        faults.sort();
        faults.dedup();
        let voted = view.ballots.iter().map(|ballot| &ballot.by);
        let mut electorate = self.names(voted.chain(&view.missing));
        electorate.sort();
        MotionReport {
            label: label.to_owned(),
            title: view.card.title.clone(),
            state: word(&view.card.state),
            passed: passes(view),
            count: view.tally.as_ref().map(|tally| tally.count.clone()),
            cast: view.card.cast,
            electorate,
            missing: self.names(&view.missing),
            objections: view.card.objections,
            order: order.iter().filter_map(option).collect(),
            faults,
        }
    }
}

/// A refusal in one word.
fn code_of(refusal: &Refusal) -> String {
    match refusal {
        Refusal::Motion { fault } => fault.code().to_owned(),
        other => {
            let words = format!("{other:?}");
            words.split([' ', '{', '(']).next().unwrap_or_default().to_owned()
        }
    }
}

fn code_of_fault(fault: &FaultCard) -> Option<String> {
    match fault {
        FaultCard::BrokenRule { code, .. } => Some(code.clone()),
        FaultCard::Unopened { .. } => None,
    }
}
