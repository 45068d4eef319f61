//! Two members of one community on two connected devices: topics and posts in, until both have
//! them. Uses the simulated world as tests do; what is measured is decided outside.

use phyle::id::{CommunityId, ThreadId};
use phyle::message::ToEngine;
use phyle::message::command::{Command, MemberAct, Outcome, Writing};
use phyle::message::model::{CommunityCard, Delivery, Standing, ViewDelta, ViewKey};
use phyle::message::motion::Preset;
use phyle::sim::relay::Node;
use phyle::sim::world::{World, WorldConfig, named};

/// Posts of a topic: several parts.
const THREAD_POSTS: u32 = 2_000;
/// Posts written at once while filling.
const BATCH_POSTS: u32 = 100;
/// 80 characters.
const BODY: &str =
    "The proofs are here; who can read them until Friday, before they go to print?...";
const PATIENCE_MS: u64 = 60_000;

/// Awa founded it, Ravi came.
pub struct Pair {
    pub world: World,
    pub community: CommunityId,
    pub awa: Node,
    pub ravi: Node,
    posts: u32,
}

impl Pair {
    /// Two members, connected, and nothing written yet.
    pub fn new(seed: u64) -> Self {
        assert_eq!(BODY.chars().count(), 80);
        let mut world = World::new(seed, 2, WorldConfig::default());
        world.run_ms(100);
        let (awa, ravi) = (Node(0), Node(1));
        let command = Command::FoundCommunity {
            name: "Four Shores".to_owned(),
            sentence: "We translate.".to_owned(),
            founder: named("Awa"),
            preset: Preset::default(),
        };
        let Ok(Outcome::Community(community)) = world.ask(awa, command) else {
            panic!("not founded")
        };
        let command =
            Command::of(community, MemberAct::InviteMembers { uses_max: 5, valid_days: 30 });
        let Ok(Outcome::Link(link)) = world.ask(awa, command) else { panic!("not invited") };
        let command = Command::JoinCommunity { link, profile: named("Ravi") };
        world.ask(ravi, command).expect("a good link is followed");
        let mut pair = Self { world, community, awa, ravi, posts: 0 };
        pair.wait("Ravi is in", |pair| {
            let card = pair.world.card(pair.ravi, community);
            card.is_some_and(|card| card.standing == Standing::Member)
        });
        pair.wait_same();
        pair
    }

    /// Does something that is not refused.
    pub fn ask(&mut self, node: Node, command: Command) -> Outcome {
        self.world.ask(node, command).expect("it is not refused")
    }

    /// The community as a device shows it.
    pub fn card(&self, node: Node) -> &CommunityCard {
        self.world.card(node, self.community).expect("it is on this device")
    }

    /// How many pages a device lists.
    pub fn pages(&mut self, node: Node) -> usize {
        match self.world.view(node, ViewKey::Pages(self.community)).pop() {
            Some(ViewDelta::Pages { pages, .. }) => pages.len(),
            other => panic!("no list of pages but {other:?}"),
        }
    }

    /// A new topic, by Awa.
    pub fn start_thread(&mut self) -> ThreadId {
        let command = Command::write(
            self.community,
            Writing::StartThread {
                title: "Proofs".to_owned(),
                body: BODY.to_owned(),
                language: "en".to_owned(),
            },
        );
        let Outcome::Thread(thread) = self.ask(self.awa, command) else { panic!("no topic") };
        self.posts += 1;
        self.wait_same();
        thread
    }

    /// Both windows show the topic.
    pub fn watch(&mut self, thread: ThreadId) {
        for node in [self.awa, self.ravi] {
            self.world.tell(node, ToEngine::Watch(ViewKey::Thread(self.community, thread)));
        }
        self.world.run_ms(500);
    }

    /// Until there are this many posts on both devices.
    pub fn fill(&mut self, posts: u32) {
        while self.posts < posts {
            let thread = self.start_thread();
            let topic_end = posts.min(self.posts + THREAD_POSTS - 1);
            while self.posts < topic_end {
                let batch = BATCH_POSTS.min(topic_end - self.posts);
                for _ in 0..batch {
                    self.post(thread);
                }
                self.world.run_ms(100);
            }
        }
        self.wait_same();
    }

    /// Posts one by one, each until Ravi's device has said that it is durable there.
    pub fn post_and_wait(&mut self, thread: ThreadId, posts: u32) {
        for _ in 0..posts {
            self.post(thread);
            self.wait("Ravi has the post", |pair| {
                pair.card(pair.awa).delivery == Delivery::Everyone
            });
        }
    }

    fn post(&mut self, thread: ThreadId) {
        let command = Command::write(
            self.community,
            Writing::WritePost {
                thread,
                body: BODY.to_owned(),
                language: "en".to_owned(),
                reply_to: None,
            },
        );
        self.world.command(self.awa, command);
        self.posts += 1;
    }

    /// Both devices show all posts, and the same.
    pub fn wait_same(&mut self) {
        self.wait("one state on both devices", |pair| {
            pair.card(pair.awa).delivery == Delivery::Everyone
                && pair.card(pair.awa).state_hash == pair.card(pair.ravi).state_hash
        });
        assert_eq!(self.card(self.ravi).unread, self.posts);
    }

    fn wait(&mut self, what: &str, done: impl Fn(&Self) -> bool) {
        let since = self.world.now();
        while !done(self) {
            self.world.run_ms(2);
            assert!(self.world.now().since_ms(since) < PATIENCE_MS, "never happened: {what}");
        }
    }
}
