//! One run: people come and go, put motions and vote, while their network falls apart, programs crash,
//! clocks are off, tellers are silent and somebody votes late. In the end all meet again.

use std::collections::{BTreeMap, BTreeSet};

use phyle::clock::{Ahead, DAY_MS, HOUR_MS, MINUTE_MS, Timestamp};
use phyle::id::{CommandId, CommunityId, MemberId, MotionId};
use phyle::message::ToEngine;
use phyle::message::command::{Command, Outcome, Refusal};
use phyle::message::model::{MotionCard, MotionState, Motions, Standing, ViewDelta, ViewKey};
use phyle::message::motion::Method;
use phyle::sim::relay::Node;
use phyle::sim::world::World;

use super::setting::{self, Setting};
use super::{COMMANDS, ENGINES};

/// For how many commands the network is in two.
const APART: usize = 40;
/// After how many commands all close their browsers.
const EVENING: usize = 25;
/// Within so many days is decided what can be.
const DAYS_MAX: usize = 12;
/// The longest that any rules of a run give late ballots.
const GRACE_MS_MAX: u64 = 48 * HOUR_MS;
/// How far a clock may be off.
const OFF_MS_MAX: u64 = 4 * MINUTE_MS;

/// What was done, and what was seen of it.
pub struct Run {
    pub world: World,
    pub setting: &'static Setting,
    pub community: CommunityId,
    /// Who did what, and was told that it is done.
    pub done: BTreeMap<CommandId, Node>,
    /// What was put, and how it is decided.
    pub motions: BTreeMap<MotionId, Method>,
    /// The same, in the order in which it was put.
    pub put: Vec<MotionId>,
    /// What was final on some screen.
    pub finals: BTreeMap<MotionId, bool>,
    /// How often what happened.
    pub seen: BTreeMap<&'static str, usize>,
    pub links: Vec<String>,
    /// By which a device of somebody's own comes in.
    pub own_link: Option<String>,
    /// Programs that are closed for now.
    asleep: BTreeSet<Node>,
    halves: Vec<(Node, Node)>,
}

impl Run {
    pub fn begin(seed: u64) -> Self {
        let setting = setting::setting();
        let world = World::resumed(seed, &setting.kept);
        let mut run = Self {
            world,
            setting,
            community: setting.community,
            done: BTreeMap::new(),
            motions: BTreeMap::new(),
            put: Vec::new(),
            finals: BTreeMap::new(),
            seen: BTreeMap::new(),
            links: Vec::new(),
            own_link: None,
            asleep: BTreeSet::new(),
            halves: Vec::new(),
        };
        for node in run.nodes() {
            let off = run.below(2 * OFF_MS_MAX).cast_signed() - OFF_MS_MAX.cast_signed();
            run.world.set_clock(node, Ahead(off));
        }
        run.world.run_ms(3_000);
        run
    }

    /// Everything, until all that can be decided is.
    pub fn play(&mut self) {
        let first = 20 + self.below(COMMANDS as u64 - 80) as usize;
        for number in 0..COMMANDS {
            if number == first {
                self.part();
            }
            if number == first + APART {
                self.heal();
            }
            if number % EVENING == EVENING - 1 {
                self.trouble();
                let hours = 8 + self.below(40);
                self.night(hours * HOUR_MS);
            }
            self.act();
        }
        self.meet_again();
    }

    pub fn nodes(&self) -> Vec<Node> {
        (0..ENGINES).map(Node).collect()
    }

    pub fn below(&mut self, limit: u64) -> u64 {
        self.world.random_below(limit)
    }

    pub fn one_of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        let at = self.below(all.len() as u64) as usize;
        all.get(at).copied()
    }

    /// Does something; what is not refused must not be lost.
    pub fn ask(&mut self, node: Node, command: Command) -> Result<Outcome, Refusal> {
        let (answer, id) = self.world.ask_as(node, command);
        if answer.is_ok() {
            self.done.insert(id, node);
        }
        answer
    }

    pub fn is_in(&self, node: Node) -> bool {
        let card = self.world.card(node, self.community);
        self.world.is_running(node) && card.is_some_and(|card| card.standing == Standing::Member)
    }

    /// Programs that are open, of members as far as they know.
    pub fn awake(&self) -> Vec<Node> {
        self.nodes().into_iter().filter(|node| self.is_in(*node)).collect()
    }

    pub fn me(&self, node: Node) -> Option<MemberId> {
        self.world.card(node, self.community).map(|card| card.me)
    }

    /// All motions as a screen lists them, looked at once.
    pub fn list(&mut self, node: Node) -> Option<Motions> {
        let key = ViewKey::Motions(self.community);
        let shown = self.world.view(node, key.clone()).pop();
        self.world.tell(node, ToEngine::Unwatch(key));
        let Some(ViewDelta::Motions { motions, .. }) = shown else { return None };
        motions.open()
    }

    pub fn cards(&mut self, node: Node) -> Vec<MotionCard> {
        self.list(node).map(|motions| motions.cards).unwrap_or_default()
    }

    /// The network is in two halves: frames between them are lost, and nobody is told.
    fn part(&mut self) {
        let mut sides = Vec::new();
        for _ in 0..ENGINES {
            sides.push(self.below(2) == 0);
        }
        for one in 0..ENGINES {
            for other in 0..one {
                if sides[one] != sides[other] {
                    self.halves.push((Node(one), Node(other)));
                    self.world.fabric.cut(Node(one), Node(other));
                }
            }
        }
    }

    fn heal(&mut self) {
        for (one, other) in std::mem::take(&mut self.halves) {
            self.world.fabric.heal(one, other);
        }
    }

    /// Something that goes wrong until the next morning.
    fn trouble(&mut self) {
        let node = Node(self.below(ENGINES as u64) as usize);
        match self.below(7) {
            0 => self.world.unplug(node),
            1 => self.world.plug(node),
            2 => {
                self.world.crash(node);
                self.world.start(node);
            }
            // Who is asked first when a motion is over says nothing.
            3 | 4 => {
                let motions: Vec<MotionId> = self.motions.keys().copied().collect();
                let silent = self.one_of(&motions).map(|motion| self.first_teller(motion));
                self.close(silent.unwrap_or(node));
            }
            5 => self.votes_late(node),
            _ => {
                let off = self.below(2 * OFF_MS_MAX).cast_signed() - OFF_MS_MAX.cast_signed();
                self.world.set_clock(node, Ahead(off));
            }
        }
    }

    fn first_teller(&self, motion: MotionId) -> Node {
        let hash = |node: &Node| {
            let member = self.setting.members[node.0];
            phyle::sign::sha256(&[motion.0, member.0].concat())
        };
        (0..super::MEMBERS).map(Node).min_by_key(hash).expect("there are members")
    }

    fn close(&mut self, node: Node) {
        if self.asleep.len() < 2 && self.world.is_running(node) {
            self.world.crash(node);
            self.asleep.insert(node);
        }
    }

    fn open_all(&mut self) {
        for node in std::mem::take(&mut self.asleep) {
            self.world.start(node);
        }
    }

    /// Somebody sets their clock back, alone, and votes on what is long over.
    fn votes_late(&mut self, node: Node) {
        if !self.is_in(node) {
            return;
        }
        self.world.crash(node);
        self.world.set_clock(node, Ahead(-8 * DAY_MS.cast_signed()));
        self.world.unplug(node);
        self.world.start(node);
        self.world.run_ms(300);
        for motion in self.motions.keys().copied().collect::<Vec<_>>() {
            self.votes(node, motion);
        }
        self.world.run_ms(500);
        self.world.crash(node);
        self.world.set_clock(node, Ahead(0));
        self.world.start(node);
        self.world.plug(node);
    }

    /// All close their browsers for a while; who was away longer may be back.
    fn night(&mut self, ms: u64) {
        if self.below(3) == 0 {
            self.open_all();
        }
        self.world.sleep_ms(ms);
        let awake = 10_000 + self.below(140_000);
        self.world.run_ms(awake);
        self.look();
    }

    /// What is final on a screen is so on all, for ever.
    pub fn look(&mut self) {
        for node in self.awake() {
            for card in self.cards(node) {
                let known = self.finals.get(&card.id).copied();
                match (card.state, known) {
                    (MotionState::Final { passed }, Some(before)) => {
                        assert_eq!(passed, before, "{:?} flipped", card.id);
                    }
                    (MotionState::Final { passed }, None) => {
                        self.finals.insert(card.id, passed);
                    }
                    (MotionState::Disputed, _) => panic!("{:?} is disputed", card.id),
                    (_, _) => {}
                }
            }
        }
    }

    /// Everybody is back, with a network, and stays until nothing more is decided.
    fn meet_again(&mut self) {
        self.heal();
        self.open_all();
        for node in self.nodes() {
            self.world.plug(node);
            self.world.set_clock(node, Ahead(0));
        }
        self.world.run_ms(30_000);
        let over = self.over();
        self.world.sleep_ms(over.since_ms(self.world.now()) + HOUR_MS);
        for _ in 0..DAYS_MAX {
            self.world.run_ms(3 * MINUTE_MS);
            if self.undecided().is_empty() {
                break;
            }
            // Who has heard of too few waits for the rest for a while.
            self.world.run_ms(9 * MINUTE_MS);
            if self.undecided().is_empty() {
                break;
            }
            self.world.sleep_ms(DAY_MS);
        }
        // Until it stands in the charter.
        self.world.run_ms(3 * MINUTE_MS);
        self.look();
    }

    /// When no motion takes ballots any more, however late they come.
    fn over(&mut self) -> Timestamp {
        let mut over = self.world.now();
        for node in self.awake() {
            for card in self.cards(node) {
                over = over.max(card.deadline.plus_ms(GRACE_MS_MAX));
            }
        }
        over
    }
}
