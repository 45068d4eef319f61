//! What every run begins with, made once: five members with a vote, and a browser that nobody used.

use std::sync::OnceLock;

use phyle::id::{CommunityId, MemberId};
use phyle::sim::relay::Node;
use phyle::sim::world::{Kept, Origin, World, WorldConfig};

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
    let all: Vec<Node> = (0..MEMBERS).map(Node).collect();
    let community = world.found_together("Four Shores", &all);
    let members = world.give_votes(&all, community);
    Setting { kept: world.kept(), community, members }
}
