//! Whole engines among which one member's program was rewritten, or somebody has the link alone:
//! what they send by the usual ways must not reach further than it may.

mod adopting;
mod calendar;
mod deciding;
mod finding;
mod kept;
mod late_posts;
mod member;
mod newer;
mod purse;
mod reminding;
mod removal;
mod returning;
mod stranger;
mod twice;
mod waits;
mod words;

use crate::clock::Timestamp;
use crate::doc::{ActorKey, Gate, Replica, SignedChanges, Verdict, Vetted};
use crate::domain::Fact;
use crate::engine::Input;
use crate::engine::community::Community;
use crate::engine::core::Core;
use crate::id::{CommandId, CommunityId, DeviceKey, DocumentId};
use crate::message::command::{Command, MemberAct, Outcome};
use crate::message::model::Standing;
use crate::message::motion::Preset;
use crate::sign::{self, SoftwareKey};
use crate::sim::relay::Node;
use crate::sim::world::{World, WorldConfig, named};
use crate::sync::{ChangesPart, Message};

const ANA: Node = Node(0);
const BEN: Node = Node(1);
/// The member whose program was rewritten, or the holder of a leaked link.
const EVE: Node = Node(2);

struct Scene {
    world: World,
    id: CommunityId,
    link: String,
}

struct OpenGate;

impl Gate for OpenGate {
    fn vet(&mut self, _: &Vetted<'_>) -> Verdict {
        Verdict::Admit
    }
}

impl Scene {
    /// Ana founded a community; these have come in by her link.
    fn new(seed: u64, nodes: usize, members: &[Node]) -> Self {
        let mut world = World::new(seed, nodes, WorldConfig::default());
        world.run_ms(100);
        let founding = Command::FoundCommunity {
            name: "Four Shores".to_owned(),
            sentence: String::new(),
            founder: named("Ana"),
            preset: Preset::default(),
        };
        let Ok(Outcome::Community(id)) = world.ask(ANA, founding) else { panic!("no community") };
        let invite = Command::of(id, MemberAct::InviteMembers { uses_max: 20, valid_days: 30 });
        let Ok(Outcome::Link(link)) = world.ask(ANA, invite) else { panic!("no link") };
        let mut scene = Self { world, id, link };
        for node in members {
            scene.join(*node);
            scene.until(|scene| scene.standing(*node) == Some(Standing::Member));
        }
        scene.until(|scene| {
            let all = |node: &&Node| scene.count(**node) == members.len() + 1;
            members.iter().filter(all).count() == members.len() && scene.is_level(members)
        });
        // Changes that make no difference to the state are on their way too.
        scene.world.run_ms(5_000);
        scene
    }

    fn join(&mut self, node: Node) {
        let (link, profile) = (self.link.clone(), named(&format!("Node {}", node.0)));
        let joined = self.world.ask(node, Command::JoinCommunity { link, profile });
        assert_eq!(joined, Ok(Outcome::Community(self.id)));
    }

    fn standing(&self, node: Node) -> Option<Standing> {
        self.world.card(node, self.id).map(|card| card.standing.clone())
    }

    fn count(&self, node: Node) -> usize {
        self.world.card(node, self.id).map_or(0, |card| card.member_count as usize)
    }

    fn is_level(&self, nodes: &[Node]) -> bool {
        let hash = |node| self.world.card(node, self.id).map(|card| card.state_hash.clone());
        nodes.iter().all(|node| hash(*node) == hash(ANA))
    }

    #[track_caller]
    fn until(&mut self, done: impl Fn(&Self) -> bool) {
        for _ in 0..1_500 {
            if done(self) {
                return;
            }
            self.world.run_ms(100);
        }
        panic!("it never happened");
    }

    fn of<T>(&mut self, node: Node, look: impl FnOnce(&mut Community, &mut Core) -> T) -> T {
        let engine = self.world.engine(node);
        let community = engine.communities.get_mut(&self.id).expect("they followed the link");
        look(community, &mut engine.core)
    }

    fn device(&mut self, node: Node) -> DeviceKey {
        self.of(node, |community, _| community.local.device)
    }

    /// Eve says this to a node, whatever her program would say.
    fn eve_says(&mut self, to: Node, message: Message) {
        let to = self.device(to);
        self.of(EVE, |community, core| community.send(core, to, message));
        self.world.input(EVE, Input::Woken);
    }

    fn eve_sends(&mut self, to: Node, document: DocumentId, changes: &SignedChanges) {
        let (bytes, part) = (changes.encode(), ChangesPart::Live);
        self.eve_says(to, Message::Changes { document, part, bytes });
        self.world.run_ms(1_000);
    }

    /// A replica of the charter as it is at Ana's, in which this device will write.
    fn charter(&mut self, device: DeviceKey, session: u8) -> Replica {
        let stored = self.of(ANA, |community, _| {
            let entry = &community.documents[&DocumentId::Charter];
            entry.open.as_ref().expect("always open").replica.snapshot()
        });
        let actor = ActorKey::new(&device, [session; 8]);
        let (document, gate) = (DocumentId::Charter, &mut OpenGate);
        let read = Replica::from_snapshot(document, self.id, &stored, actor, gate);
        read.expect("Ana's own").0
    }

    fn now(&self) -> Timestamp {
        self.world.now()
    }
}

fn put(replica: &mut Replica, key: &SoftwareKey, id: u8, fact: &Fact) -> SignedChanges {
    let put = replica.put_fact(CommandId([id; 16]), &fact.to_json(), fact.at);
    put.expect("short").expect("new");
    let tip = replica.unsigned_tip().expect("just written");
    let message = sign::tip_message(&replica.community(), &replica.document(), &tip);
    replica.vouch(&tip, key.sign(&message)).expect("its own")
}
