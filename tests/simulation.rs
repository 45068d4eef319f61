//! Whole engines in a seeded world: the main job of the program, and what may go wrong with it.
//! A failure prints its seed; `PHYLE_SEED=<seed> cargo test --test simulation` plays it again.

use phyle::clock::Ahead;
use phyle::id::{CommunityId, ThreadId};
use phyle::message::ToEngine;
use phyle::message::command::{Command, Outcome, PageField, PortraitChange, Refusal, Splice};
use phyle::message::model::{
    Delivery, PageDelta, PostView, Standing, ThreadDelta, ViewDelta, ViewKey,
};
use phyle::sim::relay::{Mood, Node};
use phyle::sim::world::{Origin, World, WorldConfig, named};

fn found(world: &mut World, node: Node) -> CommunityId {
    let command = Command::FoundCommunity {
        name: "Four Shores".to_owned(),
        sentence: "We translate.".to_owned(),
        founder: named("Awa"),
    };
    match world.ask(node, command) {
        Ok(Outcome::Community(community)) => community,
        other => panic!("founding answered {other:?}"),
    }
}

fn invite(world: &mut World, node: Node, community: CommunityId, uses_max: u32) -> String {
    match world.ask(node, Command::InviteMembers { community, uses_max, valid_days: 30 }) {
        Ok(Outcome::Link(link)) => link,
        other => panic!("inviting answered {other:?}"),
    }
}

fn join(world: &mut World, node: Node, link: &str, name: &str) {
    let command = Command::JoinCommunity { link: link.to_owned(), profile: named(name) };
    world.ask(node, command).expect("a good link is followed");
}

fn is_member(world: &World, node: Node, community: CommunityId) -> bool {
    world.card(node, community).is_some_and(|card| card.standing == Standing::Member)
}

fn wait_until(world: &mut World, what: &str, done: impl Fn(&World) -> bool) {
    for _ in 0..3_000 {
        if done(world) {
            return;
        }
        world.run_ms(100);
    }
    panic!("never happened: {what}");
}

fn wait_same(world: &mut World, nodes: &[Node], community: CommunityId) {
    let nodes = nodes.to_vec();
    wait_until(world, "one state hash", move |world| {
        let hashes: Vec<Option<String>> = nodes
            .iter()
            .map(|node| world.card(*node, community).map(|card| card.state_hash.clone()))
            .collect();
        hashes.iter().all(|hash| hash.is_some() && *hash == hashes[0])
    });
}

fn start_thread(world: &mut World, node: Node, community: CommunityId) -> ThreadId {
    let command = Command::StartThread {
        community,
        title: "Proofs".to_owned(),
        body: "The proofs are here.".to_owned(),
        language: "en".to_owned(),
    };
    match world.ask(node, command) {
        Ok(Outcome::Thread(thread)) => thread,
        other => panic!("starting a topic answered {other:?}"),
    }
}

fn post(world: &mut World, node: Node, community: CommunityId, thread: ThreadId, body: &str) {
    let command = Command::WritePost {
        community,
        thread,
        body: body.to_owned(),
        language: "en".to_owned(),
        reply_to: None,
    };
    world.ask(node, command).expect("a post is taken");
}

fn posts(world: &mut World, node: Node, community: CommunityId, thread: ThreadId) -> Vec<PostView> {
    let deltas = world.view(node, ViewKey::Thread(community, thread));
    let mut posts = Vec::new();
    for delta in deltas {
        if let ViewDelta::Thread { delta: ThreadDelta::All { posts: all, .. }, .. } = delta {
            posts = all;
        }
    }
    posts
}

fn page_text(
    world: &mut World,
    node: Node,
    community: CommunityId,
    page: phyle::id::PageId,
) -> (u64, String) {
    for delta in world.view(node, ViewKey::Page(community, page)).into_iter().rev() {
        if let ViewDelta::Page { delta: PageDelta::All { version, text, .. }, .. } = delta {
            return (version, text);
        }
    }
    panic!("no page");
}

fn two_members(seed: u64) -> (World, CommunityId, Node, Node) {
    two_members_in(World::new(seed, 3, WorldConfig::default()))
}

fn two_members_in(mut world: World) -> (World, CommunityId, Node, Node) {
    world.run_ms(100);
    let (awa, ravi) = (Node(0), Node(1));
    let community = found(&mut world, awa);
    let link = invite(&mut world, awa, community, 5);
    join(&mut world, ravi, &link, "Ravi");
    wait_until(&mut world, "Ravi is in", |world| is_member(world, ravi, community));
    wait_same(&mut world, &[awa, ravi], community);
    (world, community, awa, ravi)
}

#[test]
fn peo_2_whoever_holds_the_link_is_in_and_sees_everybody() {
    let (mut world, community, awa, ravi) = two_members(1);
    let members = world.view(ravi, ViewKey::Members(community));
    let Some(ViewDelta::Members { members, .. }) = members.last() else { panic!("no members") };
    let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["Awa", "Ravi"]);
    let card = world.card(awa, community).expect("known");
    assert_eq!((card.member_count, card.online.len()), (2, 1));
}

#[test]
fn peo_6_a_picture_of_oneself_is_shown_to_the_others_and_taken_away() {
    let (mut world, community, awa, ravi) = two_members(12);
    let has_picture = |world: &mut World| {
        wait_same(world, &[awa, ravi], community);
        let members = world.view(ravi, ViewKey::Members(community));
        let Some(ViewDelta::Members { members, .. }) = members.last() else { panic!("no members") };
        members.iter().any(|member| member.name == "Awa" && member.portrait.is_some())
    };
    let change = |world: &mut World, portrait: PortraitChange| {
        let mut profile = named("Awa");
        profile.portrait = portrait;
        world.ask(awa, Command::UpdateProfile { community, profile }).expect("a good profile");
        world.run_ms(2_000);
    };
    assert!(!has_picture(&mut world));
    change(&mut world, PortraitChange::New(b"\x89PNG of Awa".to_vec()));
    assert!(has_picture(&mut world));
    change(&mut world, PortraitChange::Keep);
    assert!(has_picture(&mut world));
    change(&mut world, PortraitChange::Remove);
    assert!(!has_picture(&mut world));
}

#[test]
fn who_is_who_counts_what_is_written_while_somebody_looks() {
    let (mut world, community, awa, ravi) = two_members(13);
    let key = ViewKey::Members(community);
    world.view(ravi, key.clone());
    let thread = start_thread(&mut world, awa, community);
    post(&mut world, awa, community, thread, "The proofs are here.");
    wait_same(&mut world, &[awa, ravi], community);
    world.run_ms(1_000);
    let Some(ViewDelta::Members { members, .. }) = world.sent(ravi, &key).last() else {
        panic!("nothing was sent")
    };
    let written: Vec<(&str, u32)> =
        members.iter().map(|member| (member.name.as_str(), member.post_count)).collect();
    assert_eq!(written, [("Awa", 2), ("Ravi", 0)]);
}

#[test]
fn tlk_3_posts_written_apart_stand_in_one_order_and_say_where_they_are() {
    let (mut world, community, awa, ravi) = two_members(2);
    let thread = start_thread(&mut world, awa, community);
    wait_same(&mut world, &[awa, ravi], community);
    world.run_ms(2_000);
    world.set_relay(Mood::Down);
    world.crash(awa);
    world.crash(ravi);
    world.start(awa);
    world.start(ravi);
    world.run_ms(500);
    post(&mut world, awa, community, thread, "from Dakar");
    post(&mut world, ravi, community, thread, "from Pune");
    let alone = posts(&mut world, awa, community, thread);
    assert_eq!(alone.len(), 2);
    assert_eq!(alone[0].delivery, Delivery::Everyone);
    assert_eq!(alone[1].delivery, Delivery::ThisDevice);
    world.crash(awa);
    world.start(awa);
    world.run_ms(500);
    assert_eq!(posts(&mut world, awa, community, thread), alone, "all is there after a reload");
    world.set_relay(Mood::Serving);
    wait_same(&mut world, &[awa, ravi], community);
    world.run_ms(2_000);
    let (one, other) =
        (posts(&mut world, awa, community, thread), posts(&mut world, ravi, community, thread));
    assert_eq!(one.len(), 3);
    let ids = |posts: &[PostView]| posts.iter().map(|post| post.id).collect::<Vec<_>>();
    assert_eq!(ids(&one), ids(&other));
    assert!(one.iter().all(|post| post.delivery == Delivery::Everyone), "{one:?}");
}

#[test]
fn kno_1_a_page_written_apart_merges_and_a_field_keeps_both_values() {
    let (mut world, community, awa, ravi) = two_members(3);
    let made = world.ask(awa, Command::CreatePage { community, title: "How".to_owned() });
    let Ok(Outcome::Page(page)) = made else { panic!("{made:?}") };
    let (base, _) = page_text(&mut world, awa, community, page);
    let insert = |at: u32, text: &str| vec![Splice { at, delete: 0, insert: text.to_owned() }];
    let splices = insert(0, "one\n\ntwo\n");
    world.ask(awa, Command::EditPage { community, page, base, splices }).expect("taken");
    wait_same(&mut world, &[awa, ravi], community);
    world.set_relay(Mood::Down);
    world.crash(awa);
    world.crash(ravi);
    world.start(awa);
    world.start(ravi);
    world.run_ms(500);
    for (node, at, word, title) in [(awa, 3, " by Awa", "Awa's"), (ravi, 8, " by Ravi", "Ravi's")] {
        let (base, text) = page_text(&mut world, node, community, page);
        assert_eq!(text, "one\n\ntwo\n");
        let splices = insert(at, word);
        world.ask(node, Command::EditPage { community, page, base, splices }).expect("taken");
        let (field, value) = (PageField::Title, title.to_owned());
        world.ask(node, Command::SetPageField { community, page, field, value }).expect("taken");
    }
    world.set_relay(Mood::Serving);
    wait_same(&mut world, &[awa, ravi], community);
    for node in [awa, ravi] {
        let (_, text) = page_text(&mut world, node, community, page);
        assert_eq!(text, "one by Awa\n\ntwo by Ravi\n");
        let today = world.view(node, ViewKey::Today(community));
        let Some(ViewDelta::Today { today, .. }) = today.last() else { panic!("no view") };
        assert!(!today.needs.is_empty(), "two titles need a choice");
    }
}

#[test]
fn peo_2_any_member_online_lets_a_newcomer_in() {
    let (mut world, community, awa, ravi) = two_members(4);
    let link = invite(&mut world, awa, community, 5);
    wait_same(&mut world, &[awa, ravi], community);
    world.crash(awa);
    let kofi = Node(2);
    join(&mut world, kofi, &link, "Kofi");
    wait_until(&mut world, "Kofi is in", |world| is_member(world, kofi, community));
    world.start(awa);
    wait_same(&mut world, &[awa, ravi, kofi], community);
    assert_eq!(world.card(awa, community).map(|card| card.member_count), Some(3));
}

#[test]
fn peo_2_an_invitation_that_is_withdrawn_lets_nobody_in() {
    let (mut world, community, awa, ravi) = two_members(5);
    let link = invite(&mut world, awa, community, 5);
    let view = world.view(awa, ViewKey::Invitations(community));
    let Some(ViewDelta::Invitations { invitations, .. }) = view.last() else { panic!("no view") };
    let invitation = invitations[0].key;
    world.ask(awa, Command::WithdrawInvitation { community, invitation }).expect("mine");
    wait_same(&mut world, &[awa, ravi], community);
    let kofi = Node(2);
    join(&mut world, kofi, &link, "Kofi");
    wait_until(&mut world, "Kofi is told", |world| {
        world
            .card(kofi, community)
            .is_some_and(|card| matches!(card.standing, Standing::Refused(_)))
    });
    assert_eq!(world.card(awa, community).map(|card| card.member_count), Some(2));
}

#[test]
fn a_full_disk_refuses_and_shows_what_is_kept() {
    let (mut world, community, awa, _) = two_members(6);
    let thread = start_thread(&mut world, awa, community);
    world.fill_disk(awa);
    let refused = world.ask(
        awa,
        Command::WritePost {
            community,
            thread,
            body: "lost?".to_owned(),
            language: "en".to_owned(),
            reply_to: None,
        },
    );
    assert_eq!(refused, Err(Refusal::StorageFull));
    world.empty_disk(awa);
    world.run_ms(500);
    assert_eq!(posts(&mut world, awa, community, thread).len(), 1);
    post(&mut world, awa, community, thread, "kept");
    assert_eq!(posts(&mut world, awa, community, thread).len(), 2);
}

#[test]
fn a_command_that_is_repeated_changes_nothing() {
    let (mut world, community, awa, _) = two_members(7);
    let thread = start_thread(&mut world, awa, community);
    let id = world.command_id();
    let command = Command::WritePost {
        community,
        thread,
        body: "once".to_owned(),
        language: "en".to_owned(),
        reply_to: None,
    };
    let message = ToEngine::Command { id, command };
    for _ in 0..3 {
        world.tell(awa, message.clone());
    }
    world.run_ms(200);
    world.crash(awa);
    world.start(awa);
    world.tell(awa, message);
    world.run_ms(500);
    assert_eq!(posts(&mut world, awa, community, thread).len(), 2);
}

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Three members who know each other, and then start anew with these clocks.
fn three_with_clocks(seed: u64, origin: Origin, off_ms: [i64; 3]) -> (World, CommunityId) {
    let config = WorldConfig { origin, ..WorldConfig::default() };
    let (mut world, community, awa, ravi) = two_members_in(World::new(seed, 3, config));
    let kofi = Node(2);
    let link = invite(&mut world, awa, community, 5);
    join(&mut world, kofi, &link, "Kofi");
    wait_until(&mut world, "Kofi is in", |world| is_member(world, kofi, community));
    wait_same(&mut world, &[awa, ravi, kofi], community);
    for (node, off_ms) in [awa, ravi, kofi].into_iter().zip(off_ms) {
        world.crash(node);
        world.set_clock(node, Ahead(off_ms));
    }
    for node in [awa, ravi, kofi] {
        world.start(node);
    }
    (world, community)
}

fn online(world: &World, node: Node, community: CommunityId) -> usize {
    world.card(node, community).map_or(0, |card| card.online.len())
}

fn clock_ahead(world: &mut World, node: Node, community: CommunityId) -> Ahead {
    let deltas = world.view(node, ViewKey::Sync(community));
    let Some(ViewDelta::Sync { sync, .. }) = deltas.last() else { panic!("no view") };
    sync.clock_ahead
}

#[test]
fn devices_whose_clocks_are_ahead_meet_the_rest_and_read_on() {
    let off_ms = [0, DAY_MS, 36_525 * DAY_MS];
    let (mut world, community) = three_with_clocks(8, Origin::Answers, off_ms);
    let nodes = [Node(0), Node(1), Node(2)];
    wait_until(&mut world, "all meet", |world| {
        nodes.iter().all(|node| online(world, *node, community) == 2)
    });
    let thread = start_thread(&mut world, Node(0), community);
    wait_same(&mut world, &nodes, community);
    for (node, off_ms) in nodes.into_iter().zip(off_ms) {
        assert_eq!(posts(&mut world, node, community, thread).len(), 1);
        let known = clock_ahead(&mut world, node, community);
        assert!(!known.differs_from(Ahead(off_ms)), "{node:?}: {known:?}");
    }
}

#[test]
fn devices_whose_clocks_are_behind_meet_the_rest_and_are_read() {
    let off_ms = [0, -DAY_MS, -18_262 * DAY_MS];
    let (mut world, community) = three_with_clocks(9, Origin::Answers, off_ms);
    let nodes = [Node(0), Node(1), Node(2)];
    wait_until(&mut world, "all meet", |world| {
        nodes.iter().all(|node| online(world, *node, community) == 2)
    });
    let thread = start_thread(&mut world, Node(1), community);
    wait_until(&mut world, "Awa reads it", |world| {
        let state = |node| world.card(node, community).map(|card| card.state_hash.clone());
        state(Node(0)) == state(Node(1))
    });
    assert_eq!(posts(&mut world, Node(0), community, thread).len(), 1);
}

#[test]
fn a_clock_that_leaps_ahead_while_running_is_found_out() {
    let (mut world, community) = three_with_clocks(10, Origin::Answers, [0; 3]);
    let nodes = [Node(0), Node(1), Node(2)];
    let all_meet = |world: &World| nodes.iter().all(|node| online(world, *node, community) == 2);
    wait_until(&mut world, "all meet", all_meet);
    world.set_clock(Node(1), Ahead(DAY_MS));
    // Away and back: it has to meet them anew.
    world.set_relay(Mood::Down);
    world.fabric.vanish(Node(1));
    world.run_ms(60_000);
    world.set_relay(Mood::Serving);
    world.tell(Node(1), ToEngine::Visible);
    wait_until(&mut world, "all meet again", all_meet);
}

#[test]
fn without_the_time_of_the_origin_relays_keep_such_devices_apart() {
    let (mut world, community) = three_with_clocks(8, Origin::IsGone, [0, DAY_MS, -DAY_MS]);
    world.run_ms(120_000);
    assert_eq!(online(&world, Node(0), community), 0);
}
