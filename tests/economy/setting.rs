//! What every run begins with, made once: five members with a vote, open books, a rule of sharing, a
//! right to spend for each.

use std::sync::OnceLock;

use phyle::clock::DAY_MS;
use phyle::id::{CommunityId, MemberId, MotionId};
use phyle::message::Letter;
use phyle::message::command::{Command, MemberAct, MotionAct, Outcome, Writing};
use phyle::message::economy::{EconomyAct, MembersBy, MoneyEffect, SurplusRule};
use phyle::message::model::{MotionState, ViewDelta, ViewKey};
use phyle::message::motion::{Choice, Method, MotionDraft, MotionEffect, Ratio};
use phyle::sim::relay::Node;
use phyle::sim::world::{Kept, World, WorldConfig};

use super::{ENGINES, RIGHT, euro};

/// Parts of ten thousand.
pub const RULE: [i64; 4] = [2_000, 1_000, 500, 6_500];
/// Until a motion's deadline and the grace after it are over, with room for clocks.
const DECIDED_MS: u64 = 6 * DAY_MS;

/// Where runs begin.
#[derive(Debug, Clone)]
pub struct Setting {
    pub kept: Kept,
    pub community: CommunityId,
    pub members: Vec<MemberId>,
    pub budget: MotionId,
}

/// Made by the first who asks.
pub fn setting() -> &'static Setting {
    static SETTING: OnceLock<Setting> = OnceLock::new();
    SETTING.get_or_init(make)
}

fn make() -> Setting {
    let mut world = World::new(1, ENGINES, WorldConfig::default());
    world.run_ms(100);
    let all: Vec<Node> = (0..ENGINES).map(Node).collect();
    let community = world.found_together("Four Shores", &all);
    let members = world.give_votes(&all, community);
    let open = EconomyAct::OpenBooks { base: "EUR".parse().expect("known") };
    let open = MemberAct::Economy(Letter::new(&open));
    world.ask(Node(0), Command::of(community, open)).expect("the founder opens the books");
    let [reserve, aid, commons, part] = RULE.map(|part| u32::try_from(part).expect("a part"));
    let by = MembersBy::Hours;
    let rule = SurplusRule { reserve, aid, commons, members: part, by };
    let account = "expenses:printing".parse().expect("an account");
    let rights = members.iter().map(|member| (*member, euro(RIGHT))).collect();
    let name = "Printing".to_owned();
    let budget = MoneyEffect::GrantBudget { name, account, rights };
    let motions = [MoneyEffect::SetSurplusRule(rule), budget]
        .map(|effect| propose(&mut world, community, 0, effect));
    assert_eq!(decide(&mut world, community, &motions), [true, true]);
    // Until they are in the charter too.
    world.run_ms(90_000);
    wait_same(&mut world, community);
    Setting { kept: world.kept(), community, members, budget: motions[1] }
}

/// Puts an effect on money to the others.
pub fn propose(
    world: &mut World,
    community: CommunityId,
    by: usize,
    effect: MoneyEffect,
) -> MotionId {
    let draft = MotionDraft {
        title: "Money".to_owned(),
        text: String::new(),
        method: Method::TwoThirds,
        options: Vec::new(),
        effect: MotionEffect::Money { effect: effect.to_text() },
        quorum: Ratio { part: 3, whole: 5 },
        hours: 72,
        review: None,
        looks_again: None,
        page: None,
    };
    let open = Writing::OpenMotion { draft: Box::new(draft) };
    let opened = world.ask(Node(by), Command::write(community, open));
    let Ok(Outcome::Motion(motion)) = opened else { panic!("no motion: {opened:?}") };
    motion
}

/// All vote for it, days pass, and it is final; whether each passed.
pub fn decide(world: &mut World, community: CommunityId, motions: &[MotionId]) -> Vec<bool> {
    wait_same(world, community);
    for motion in motions.iter().copied() {
        for node in 0..ENGINES {
            let act = MotionAct::CastBallot { choice: Choice::For, reason: String::new() };
            let vote = Command::write(community, Writing::Motion { motion, act });
            world.ask(Node(node), vote).expect("a ballot");
        }
    }
    wait_same(world, community);
    world.sleep_ms(DECIDED_MS);
    for _ in 0..60 {
        world.run_ms(5_000);
        let passed: Vec<bool> =
            motions.iter().filter_map(|motion| passed(world, community, *motion)).collect();
        if passed.len() == motions.len() {
            wait_same(world, community);
            return passed;
        }
    }
    panic!("never final");
}

fn passed(world: &mut World, community: CommunityId, motion: MotionId) -> Option<bool> {
    let key = ViewKey::Motion(community, motion);
    let delta = world.view(Node(0), key.clone()).pop();
    world.tell(Node(0), phyle::message::ToEngine::Unwatch(key));
    let Some(ViewDelta::Motion { view: Some(view), .. }) = delta else { panic!("no motion") };
    let state = view.open().expect("a view").card.state;
    if let MotionState::Final { passed } = state { Some(passed) } else { None }
}

/// All show one state hash.
pub fn wait_same(world: &mut World, community: CommunityId) {
    let all: Vec<Node> = (0..ENGINES).map(Node).collect();
    world.until_same(&all, community);
}
