//! What every run begins with, made once: five members with a vote, and a browser that nobody used.

use std::sync::OnceLock;

use phyle::id::{CommunityId, MemberId};
use phyle::message::command::{Command, MemberAct, Outcome};
use phyle::message::motion::Preset;
use phyle::sim::relay::Node;
use phyle::sim::world::{Kept, Origin, World, WorldConfig, named};

use super::{ENGINES, MEMBERS};

/// Where runs begin.
#[derive(Debug, Clone)]
pub struct Setting {
    pub kept: Kept,
    pub community: CommunityId,
    pub members: Vec<MemberId>,
}

/// Made by the first who asks.
pub fn setting() -> &'static Setting {
    static SETTING: OnceLock<Setting> = OnceLock::new();
    SETTING.get_or_init(make)
}

fn make() -> Setting {
    // Nobody tells devices what time it is, so clocks that are off stay so.
    let config = WorldConfig { origin: Origin::IsGone, ..WorldConfig::default() };
    let mut world = World::new(1, ENGINES, config);
    world.run_ms(100);
    let founding = Command::FoundCommunity {
        name: "Four Shores".to_owned(),
        sentence: String::new(),
        founder: named("Awa"),
        preset: Preset::Cooperative,
    };
    let Ok(Outcome::Community(community)) = world.ask(Node(0), founding) else {
        panic!("founding failed")
    };
    let invite = MemberAct::InviteMembers { uses_max: 10, valid_days: 30 };
    let Ok(Outcome::Link(link)) = world.ask(Node(0), Command::of(community, invite)) else {
        panic!("no link")
    };
    for node in 1..MEMBERS {
        let profile = named(&format!("Member {node}"));
        let join = Command::JoinCommunity { link: link.clone(), profile };
        world.ask(Node(node), join).expect("a good link");
    }
    let all: Vec<Node> = (0..MEMBERS).map(Node).collect();
    wait_same(&mut world, &all, community);
    let me = |node: &Node| world.card(*node, community).expect("it is there").me;
    let members: Vec<MemberId> = all.iter().map(me).collect();
    for by in all.iter().chain(&all) {
        for member in members.clone() {
            let act = MemberAct::ConfirmMember { member };
            // Who has no vote yet is refused, and asked again by a later one.
            world.ask(*by, Command::of(community, act)).ok();
        }
        world.run_ms(1_000);
    }
    wait_same(&mut world, &all, community);
    Setting { kept: world.kept(), community, members }
}

/// All of these show one state hash.
pub fn wait_same(world: &mut World, nodes: &[Node], community: CommunityId) {
    let hash =
        |world: &World, node: Node| world.card(node, community).map(|card| card.state_hash.clone());
    for _ in 0..6_000 {
        world.run_ms(50);
        let first = hash(world, nodes[0]);
        if first.is_some() && nodes.iter().all(|node| hash(world, *node) == first) {
            return;
        }
    }
    let all: Vec<_> = nodes.iter().map(|node| (node.0, hash(world, *node))).collect();
    panic!("never one state hash: {all:?}");
}
