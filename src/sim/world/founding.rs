//! A community of several members with a vote, founded and joined by a link: what many runs begin with.

use super::{World, named};
use crate::id::{CommunityId, MemberId};
use crate::message::command::{Command, MemberAct, Outcome};
use crate::message::motion::Preset;
use crate::sim::relay::Node;

/// How long members have to come to one state. Two halves that each have company call each other every
/// ten minutes, or up to two minutes later, and then connect.
const SAME_MS: u64 = 13 * 60 * 1_000;
/// How often that is looked for.
const LOOK_EVERY_MS: u64 = 50;

impl World {
    /// The first of these founds a co-operative, and the others join it by a link.
    pub fn found_together(&mut self, name: &str, nodes: &[Node]) -> CommunityId {
        let [founder, others @ ..] = nodes else { panic!("nobody founds nothing") };
        let founding = Command::FoundCommunity {
            name: name.to_owned(),
            sentence: String::new(),
            founder: named("Awa"),
            preset: Preset::Cooperative,
        };
        let Ok(Outcome::Community(community)) = self.ask(*founder, founding) else {
            panic!("founding failed")
        };
        let invite = MemberAct::InviteMembers { uses_max: 10, valid_days: 30 };
        let Ok(Outcome::Link(link)) = self.ask(*founder, Command::of(community, invite)) else {
            panic!("no link")
        };
        for node in others {
            let profile = named(&format!("Member {}", node.0));
            let join = Command::JoinCommunity { link: link.clone(), profile };
            self.ask(*node, join).expect("a good link");
        }
        community
    }

    /// All of these confirm each other until each has a vote; who they are.
    pub fn give_votes(&mut self, nodes: &[Node], community: CommunityId) -> Vec<MemberId> {
        self.until_same(nodes, community);
        let me = |node: &Node| self.card(*node, community).expect("it is there").me;
        let members: Vec<MemberId> = nodes.iter().map(me).collect();
        for by in nodes.iter().chain(nodes) {
            for member in members.clone() {
                let act = MemberAct::ConfirmMember { member };
                // Who has no vote yet is refused, and asked again by a later one.
                self.ask(*by, Command::of(community, act)).ok();
            }
            self.run_ms(1_000);
        }
        self.until_same(nodes, community);
        members
    }

    /// Until all of these show one state hash.
    pub fn until_same(&mut self, nodes: &[Node], community: CommunityId) {
        let hash = |world: &Self, node: &Node| {
            world.card(*node, community).map(|card| card.state_hash.clone())
        };
        for _ in 0..SAME_MS / LOOK_EVERY_MS {
            self.run_ms(LOOK_EVERY_MS);
            let first = hash(self, &nodes[0]);
            if first.is_some() && nodes.iter().all(|node| hash(self, node) == first) {
                return;
            }
        }
        let all: Vec<_> = nodes.iter().map(|node| (node.0, hash(self, node))).collect();
        panic!("never one state hash: {all:?}");
    }
}
