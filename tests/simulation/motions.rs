//! Motions between whole engines: opened, voted on apart, sealed by the programs, kept in the
//! charter, the same everywhere.

use phyle::clock::{Ahead, DAY_MS, HOUR_MS};
use phyle::id::{CommunityId, MemberId, MotionId};
use phyle::message::command::{Command, MemberAct, MotionAct, Outcome, Refusal, Writing};
use phyle::message::model::{MotionState, MotionView, ViewDelta, ViewKey};
use phyle::message::motion::{
    Choice, Count, Method, MotionDraft, MotionEffect, MotionFault, Ratio,
};
use phyle::sim::relay::{Mood, Node};
use phyle::sim::world::{Origin, World, WorldConfig};

use super::{found, invite, is_member, join, posts, start_thread, wait_same, wait_until};

const NAMES: [&str; 5] = ["Awa", "Ravi", "Maite", "Ines", "Tomas"];

/// A community of so many, all of them voters.
fn phyle(seed: u64, count: usize) -> (World, CommunityId, Vec<Node>) {
    phyle_in(World::new(seed, count, WorldConfig::default()), count)
}

pub fn phyle_in(mut world: World, count: usize) -> (World, CommunityId, Vec<Node>) {
    world.run_ms(100);
    let nodes: Vec<Node> = (0..count).map(Node).collect();
    let community = found(&mut world, nodes[0]);
    let link = invite(&mut world, nodes[0], community, 10);
    for node in &nodes[1..] {
        join(&mut world, *node, &link, NAMES[node.0]);
        let node = *node;
        wait_until(&mut world, "in", move |world| is_member(world, node, community));
    }
    wait_same(&mut world, &nodes, community);
    let me: Vec<MemberId> =
        nodes.iter().map(|node| world.card(*node, community).expect("a card").me).collect();
    for by in &nodes {
        for member in &me {
            let act = MemberAct::ConfirmMember { member: *member };
            drop(world.ask(*by, Command::of(community, act)));
        }
        world.run_ms(500);
    }
    wait_same(&mut world, &nodes, community);
    (world, community, nodes)
}

pub fn draft(effect: MotionEffect, method: Method) -> MotionDraft {
    MotionDraft {
        title: "A common fund".to_owned(),
        text: "Each gives what they can.".to_owned(),
        method,
        options: Vec::new(),
        effect,
        quorum: Ratio { part: 3, whole: 5 },
        hours: 168,
        review: None,
        looks_again: None,
        page: None,
    }
}

pub fn open(
    world: &mut World,
    node: Node,
    community: CommunityId,
    draft: MotionDraft,
) -> Result<MotionId, Refusal> {
    let writing = Writing::OpenMotion { draft: Box::new(draft) };
    let outcome = world.ask(node, Command::write(community, writing))?;
    let Outcome::Motion(motion) = outcome else { panic!("opening a motion: {outcome:?}") };
    Ok(motion)
}

fn act(
    world: &mut World,
    node: Node,
    (community, motion): (CommunityId, MotionId),
    act: MotionAct,
) -> Result<Outcome, Refusal> {
    world.ask(node, Command::write(community, Writing::Motion { motion, act }))
}

pub fn vote(world: &mut World, node: Node, names: (CommunityId, MotionId), choice: Choice) {
    let ballot = MotionAct::CastBallot { choice, reason: "so I think".to_owned() };
    act(world, node, names, ballot).expect("a ballot is taken");
}

pub fn look(world: &mut World, node: Node, (id, motion): (CommunityId, MotionId)) -> MotionView {
    let deltas = world.view(node, ViewKey::Motion(id, motion));
    for delta in deltas.into_iter().rev() {
        if let ViewDelta::Motion { view: Some(view), .. } = delta {
            return view.open().expect("a motion");
        }
    }
    panic!("{node:?} shows no motion");
}

pub fn wait_state(
    world: &mut World,
    nodes: &[Node],
    names: (CommunityId, MotionId),
    wanted: MotionState,
) {
    for _ in 0..2_000 {
        let states: Vec<MotionState> =
            nodes.iter().map(|node| look(world, *node, names).card.state).collect();
        if states.iter().all(|state| *state == wanted) {
            return;
        }
        world.run_ms(1_000);
    }
    let states: Vec<MotionState> =
        nodes.iter().map(|node| look(world, *node, names).card.state).collect();
    panic!("never {wanted:?}: {states:?}");
}

#[test]
fn dec_3_dec_7_a_late_ballot_turns_the_result_and_it_becomes_final_by_itself() {
    let (mut world, community, nodes) = phyle(21, 5);
    let statement = draft(MotionEffect::Statement, Method::TwoThirds);
    let motion = open(&mut world, nodes[0], community, statement).expect("it is opened");
    let names = (community, motion);
    wait_state(&mut world, &nodes, names, MotionState::Open);
    world.crash(nodes[1]);
    for (node, choice) in [
        (nodes[0], Choice::For),
        (nodes[2], Choice::For),
        (nodes[3], Choice::For),
        (nodes[4], Choice::Against),
    ] {
        vote(&mut world, node, names, choice);
    }
    world.run_ms(2_000);
    let shown = look(&mut world, nodes[0], names);
    assert_eq!(shown.missing.len(), 1);
    let votes = Count::Votes { favour: 3, against: 1, abstained: 0 };
    assert_eq!(shown.tally.expect("a tally").count, votes);
    // Ravi votes alone, before the deadline; the others meet him after it.
    for node in &nodes {
        if world.is_running(*node) {
            world.crash(*node);
        }
    }
    world.set_relay(Mood::Down);
    world.start(nodes[1]);
    world.run_ms(2_000);
    vote(&mut world, nodes[1], names, Choice::Against);
    world.sleep_ms(7 * DAY_MS);
    world.set_relay(Mood::Serving);
    for node in &nodes {
        if !world.is_running(*node) {
            world.start(*node);
        }
    }
    world.run_ms(60_000);
    let shown = look(&mut world, nodes[0], names);
    assert!(matches!(shown.card.state, MotionState::Grace(_)), "{:?}", shown.card.state);
    let votes = Count::Votes { favour: 3, against: 2, abstained: 0 };
    assert_eq!(shown.tally.expect("a tally").count, votes);
    world.sleep_ms(2 * DAY_MS);
    // The first tellers may be asleep in their browsers; a day later it is the next one's turn.
    wait_state(&mut world, &nodes, names, MotionState::Final { passed: false });
    wait_same(&mut world, &nodes, community);
    let shown = look(&mut world, nodes[4], names);
    assert_eq!(shown.ballots.len(), 5);
    assert!(shown.faults.is_empty(), "{:?}", shown.faults);
    assert!(shown.finished.is_some());
}

#[test]
fn peo_4_a_final_removal_takes_effect_everywhere() {
    let (mut world, community, nodes) = phyle(22, 4);
    let member = world.card(nodes[3], community).expect("a card").me;
    let effect = MotionEffect::RemoveMember { member };
    let weak = draft(effect.clone(), Method::Majority);
    assert_eq!(
        open(&mut world, nodes[0], community, weak),
        Err(Refusal::Motion { fault: MotionFault::MethodTooWeak })
    );
    let motion = open(&mut world, nodes[0], community, draft(effect, Method::TwoThirds));
    let names = (community, motion.expect("it is opened"));
    wait_state(&mut world, &nodes, names, MotionState::Open);
    let heard = MotionAct::CastBallot { choice: Choice::Against, reason: String::new() };
    assert_eq!(
        act(&mut world, nodes[3], names, heard),
        Err(Refusal::Motion { fault: MotionFault::NotElector })
    );
    for node in &nodes[..3] {
        vote(&mut world, *node, names, Choice::For);
    }
    world.sleep_ms(9 * DAY_MS + HOUR_MS);
    wait_state(&mut world, &nodes[..3], names, MotionState::Final { passed: true });
    let members =
        |world: &World, node: Node| world.card(node, community).map(|card| card.member_count);
    let three = nodes[..3].to_vec();
    wait_until(&mut world, "three are left", move |world| {
        three.iter().all(|node| members(world, *node) == Some(3))
    });
    wait_same(&mut world, &nodes[..3], community);
    let before = world.card(nodes[3], community).expect("a card").state_hash.clone();
    let thread = start_thread(&mut world, nodes[0], community);
    wait_same(&mut world, &nodes[..3], community);
    assert_eq!(posts(&mut world, nodes[1], community, thread).len(), 1);
    // Nobody serves the device that was removed, not even when it comes anew.
    world.crash(nodes[3]);
    world.start(nodes[3]);
    world.run_ms(120_000);
    assert!(posts(&mut world, nodes[3], community, thread).is_empty());
    assert_eq!(world.card(nodes[3], community).expect("a card").state_hash, before);
}

#[test]
fn dec_7_devices_that_slept_through_the_deadline_seal_when_they_wake() {
    let config = WorldConfig { origin: Origin::IsGone, ..WorldConfig::default() };
    let (mut world, community, nodes) = phyle_in(World::new(23, 2, config), 2);
    let statement = draft(MotionEffect::Statement, Method::Majority);
    let motion = open(&mut world, nodes[0], community, statement).expect("it is opened");
    let names = (community, motion);
    wait_state(&mut world, &nodes, names, MotionState::Open);
    for node in &nodes {
        vote(&mut world, *node, names, Choice::For);
    }
    world.run_ms(90_000);
    for node in &nodes {
        world.set_clock(*node, Ahead(10 * DAY_MS.cast_signed()));
        world.run_ms(3_000);
    }
    world.run_ms(60_000);
    wait_state(&mut world, &nodes, names, MotionState::Final { passed: true });
}

#[test]
fn dec_8_a_decision_that_nobody_could_keep_yet_is_kept_at_the_next_start() {
    for seed in 0..20 {
        let (mut world, community, nodes) = phyle(seed, 3);
        let member = world.card(nodes[2], community).expect("a card").me;
        let effect = MotionEffect::RemoveMember { member };
        let motion = open(&mut world, nodes[0], community, draft(effect, Method::TwoThirds));
        let names = (community, motion.expect("it is opened"));
        wait_state(&mut world, &nodes, names, MotionState::Open);
        for node in &nodes[..2] {
            vote(&mut world, *node, names, Choice::For);
        }
        world.run_ms(1_000);
        world.crash(nodes[2]);
        world.sleep_ms(9 * DAY_MS + HOUR_MS);
        let is_final = |world: &mut World, node: Node| {
            look(world, node, names).card.state == MotionState::Final { passed: true }
        };
        let mut first = None;
        while first.is_none() {
            world.run_ms(1);
            first = nodes[..2].iter().copied().find(|node| is_final(&mut world, *node));
        }
        let first = first.expect("one sees it first");
        let other = nodes[usize::from(first == nodes[0])];
        let count = |world: &World| world.card(first, community).map(|card| card.member_count);
        world.crash(other);
        world.run_ms(1_000);
        if count(&world) == Some(2) {
            // Who sealed it saw it first, and wrote it into the charter at once.
            continue;
        }
        world.crash(first);
        world.set_relay(Mood::Down);
        world.start(first);
        world.run_ms(120_000);
        assert_eq!(count(&world), Some(2), "seed {seed}");
        return;
    }
    panic!("who sealed always saw it first");
}
