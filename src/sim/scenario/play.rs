//! Plays a script: names become nodes and ids, each step waits for its answer.

use std::collections::BTreeMap;

use rand_chacha::ChaCha20Rng;
use rand_core::{Rng as _, SeedableRng as _};

use crate::clock::{Ahead, DAY_MS, Date, HOUR_MS, MINUTE_MS};
use crate::id::{CommandId, CommunityId, MemberId, MotionId, PageId, ThreadId};
use crate::message::command::{
    Command, MemberAct, MotionAct, Outcome, PortraitChange, ProfileDraft, Writing,
};
use crate::message::model::Standing;
use crate::sim::relay::Node;
use crate::sim::scenario::Failure;
use crate::sim::scenario::refused::code_of;
use crate::sim::scenario::report::Report;
use crate::sim::scenario::script::{Act, Script, What};
use crate::sim::world::{World, WorldConfig, named};

/// How long replicas that meet may take to say the same.
const MERGE_MS_MAX: u64 = 10 * MINUTE_MS;
/// When a script's first day begins: in the morning.
const STARTS_AT_MS: u64 = 8 * HOUR_MS;
/// How long browsers are open each day while a script waits.
const OPEN_EACH_DAY_MS: u64 = 4 * MINUTE_MS;

/// What a label names.
#[derive(Debug, Clone)]
pub(super) enum Labelled {
    Invitation(String),
    Thread(ThreadId),
    Page(PageId),
    Motion(MotionId),
    /// Of the ledger.
    Entry(CommandId),
    /// What somebody took along.
    File(Vec<u8>),
}

pub(super) struct Player<'a> {
    pub script: &'a Script,
    pub portraits: Portraits,
    pub world: World,
    pub community: Option<CommunityId>,
    pub labels: BTreeMap<String, Labelled>,
    /// Whether each node is open, and whether it has a network.
    pub open: Vec<bool>,
    pub online: Vec<bool>,
    pub rng: ChaCha20Rng,
}

/// Portraits of members, by name.
pub type Portraits = BTreeMap<String, Vec<u8>>;

/// Plays a script to its end; another `shuffle` is another order of arrival.
pub fn play(script: &Script, shuffle: u64) -> Result<Report, Failure> {
    Ok(play_steps(script, script.steps.len(), shuffle, Portraits::new())?.report())
}

pub(super) fn play_steps(
    script: &Script,
    until: usize,
    shuffle: u64,
    portraits: Portraits,
) -> Result<Player<'_>, Failure> {
    let count = script.members.len();
    let seed = script.seed ^ shuffle.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut config = WorldConfig::default();
    if let Some(day) = script.starts {
        config.starts = day.start().plus_ms(STARTS_AT_MS);
    }
    let mut player = Player {
        script,
        portraits,
        world: World::new(seed, count, config),
        community: None,
        labels: BTreeMap::new(),
        open: vec![true; count],
        online: vec![true; count],
        rng: ChaCha20Rng::seed_from_u64(seed),
    };
    player.world.run_ms(500);
    for step in &script.steps[..until] {
        let done = match &step.what {
            What::Do(act) => player.act(act),
            What::Expect(expected) => player.expect(expected),
        };
        done.map_err(|problem| Failure { line: step.line, problem })?;
    }
    player.world.run_ms(2_000);
    Ok(player)
}

impl Player<'_> {
    pub(super) fn node(&self, name: &str) -> Result<Node, String> {
        let place = self.script.members.iter().position(|member| member == name);
        place.map(Node).ok_or_else(|| format!("`{name}` is not one of `members`"))
    }

    pub(super) fn nodes(&self, names: &[String]) -> Result<Vec<Node>, String> {
        names.iter().map(|name| self.node(name)).collect()
    }

    pub(super) fn here(&self) -> Result<CommunityId, String> {
        self.community.ok_or_else(|| "there is no community yet: `FoundCommunity` first".to_owned())
    }

    pub(super) fn motion(&self, label: &str) -> Result<MotionId, String> {
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

    pub(super) fn member(&self, name: &str) -> Result<MemberId, String> {
        let node = self.node(name)?;
        let card = self.world.card(node, self.here()?);
        card.map(|card| card.me).ok_or_else(|| format!("`{name}` has not joined"))
    }

    pub(super) fn name(&self, member: &MemberId) -> String {
        let community = self.community;
        let found = self.script.members.iter().enumerate().find(|(place, _)| {
            let card = community.and_then(|id| self.world.card(Node(*place), id));
            card.is_some_and(|card| card.me == *member)
        });
        found.map_or_else(|| member.to_string(), |(_, name)| name.clone())
    }

    pub(super) fn names<'m>(&self, members: impl IntoIterator<Item = &'m MemberId>) -> Vec<String> {
        members.into_iter().map(|member| self.name(member)).collect()
    }

    /// Asks, and compares a refusal with the one that the script expects.
    pub(super) fn ask(
        &mut self,
        by: &str,
        act: MemberAct,
        refused: Option<&String>,
    ) -> Result<Option<Outcome>, String> {
        self.ask_as(by, act, refused).map(|(outcome, _)| outcome)
    }

    /// The same, with the command's id.
    pub(super) fn ask_as(
        &mut self,
        by: &str,
        act: MemberAct,
        refused: Option<&String>,
    ) -> Result<(Option<Outcome>, CommandId), String> {
        let (node, community) = (self.node(by)?, self.here()?);
        if !self.open[node.0] {
            return Err(format!("`{by}` has closed the browser"));
        }
        let (answer, id) = self.world.ask_as(node, Command::of(community, act));
        match (answer, refused) {
            (Ok(outcome), None) => Ok((Some(outcome), id)),
            (Ok(_), Some(code)) => Err(format!("refused: expected `{code}`, and it was done")),
            (Err(refusal), Some(code)) if code_of(&refusal) == *code => Ok((None, id)),
            (Err(refusal), Some(code)) => {
                Err(format!("refused: expected `{code}`, found `{}`", code_of(&refusal)))
            }
            (Err(refusal), None) => Err(format!("refused: {refusal} (`{}`)", code_of(&refusal))),
        }
    }

    pub(super) fn write(
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

    pub(super) fn label(&mut self, label: &str, labelled: Labelled) -> Result<(), String> {
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
            Act::JoinCommunity { .. } | Act::ComeBack { .. } => self.come(act),
            Act::Vouch { .. } | Act::RefuseReturn { .. } => self.say_who(act),
            Act::UpdateProfile { by, place, zone, languages, does } => {
                let profile = ProfileDraft {
                    name: by.clone(),
                    languages: languages.clone(),
                    place: place.clone(),
                    zone: zone.clone(),
                    does: does.clone(),
                    portrait: match self.portraits.get(by) {
                        Some(picture) => PortraitChange::New(picture.clone()),
                        None => PortraitChange::Keep,
                    },
                };
                self.ask(by, MemberAct::UpdateProfile { profile }, None).map(drop)
            }
            Act::WritePage { by, page, text } => self.write_page(by, page, text),
            Act::ConfirmMember { .. } | Act::UpholdDecision { .. } | Act::NoticeSilence { .. } => {
                self.speak(act)
            }
            Act::ConfirmAll => self.confirm_all(),
            Act::Leave { by, refused } => {
                let day = Date::at(self.world.now());
                self.ask(by, MemberAct::Leave { day }, refused.as_ref()).map(drop)
            }
            Act::StartThread { by, title, body, language, label, refused } => {
                let (title, body) = (title.clone(), body.clone());
                let language = language.clone();
                let writing = Writing::StartThread { title, body, language };
                match self.write(by, writing, refused.as_ref())? {
                    Some(Outcome::Thread(thread)) => self.label(label, Labelled::Thread(thread)),
                    Some(_) | None => Ok(()),
                }
            }
            Act::WritePost { by, thread, body, language, refused } => {
                let (thread, language) = (self.thread(thread)?, language.clone());
                let body = body.clone();
                let writing = Writing::WritePost { thread, body, language, reply_to: None };
                self.write(by, writing, refused.as_ref()).map(drop)
            }
            Act::CreatePage { by, title, label, refused } => {
                let writing = Writing::CreatePage { title: title.clone(), text: String::new() };
                match self.write(by, writing, refused.as_ref())? {
                    Some(Outcome::Page(page)) => self.label(label, Labelled::Page(page)),
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
            Act::Economy { by, act, label, refused } => {
                self.economy(by, act, label.as_ref(), refused.as_ref())
            }
            Act::Calendar { by, act, label, refused } => {
                self.act_in_calendar(by, act, label.as_ref(), refused.as_ref())
            }
            Act::TakeOut { by, label } => self.take_out(by, label),
            Act::Grow { by, from, name } => self.grow(by, from, name),
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

    /// Those who are open, have a network and are members.
    pub(super) fn meeting(&self) -> Vec<Node> {
        let member = |node: &Node| {
            let card = self.community.and_then(|id| self.world.card(*node, id));
            card.is_some_and(|card| card.standing == Standing::Member)
        };
        let there = (0..self.open.len()).filter(|place| self.open[*place] && self.online[*place]);
        there.map(Node).filter(member).collect()
    }

    pub(super) fn hashes(&self, nodes: &[Node]) -> Vec<String> {
        let hash = |node: &Node| {
            let card = self.community.and_then(|id| self.world.card(*node, id));
            card.map(|card| card.state_hash.clone()).unwrap_or_default()
        };
        nodes.iter().map(hash).collect()
    }

    pub(super) fn merge(&mut self) -> Result<(), String> {
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
}
