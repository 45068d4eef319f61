//! Whole engines in a seeded world: the main job of the program, and what may go wrong with it.
//! A failure prints its seed; `PHYLE_SEED=<seed> cargo test --test simulation` plays it again.

mod backups;
mod clocks;
mod delivery;
mod devices;
mod motions;
mod spared;
mod views;

use phyle::id::{CommunityId, ThreadId};
use phyle::limits::PART_POSTS_MAX;
use phyle::message::ToEngine;
use phyle::message::command::{
    Command, MemberAct, Outcome, PageAct, PageField, Refusal, Splice, Writing,
};
use phyle::message::model::{
    Delivery, PageDelta, PostView, Standing, ThreadDelta, ViewDelta, ViewKey,
};
use phyle::message::motion::Preset;
use phyle::sim::relay::{Mood, Node};
use phyle::sim::world::{World, WorldConfig, named};

fn found(world: &mut World, node: Node) -> CommunityId {
    let command = Command::FoundCommunity {
        name: "Four Shores".to_owned(),
        sentence: "We translate.".to_owned(),
        founder: named("Awa"),
        preset: Preset::default(),
    };
    match world.ask(node, command) {
        Ok(Outcome::Community(community)) => community,
        other => panic!("founding answered {other:?}"),
    }
}

fn invite(world: &mut World, node: Node, community: CommunityId, uses_max: u32) -> String {
    match world
        .ask(node, Command::of(community, MemberAct::InviteMembers { uses_max, valid_days: 30 }))
    {
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
    let command = Command::write(
        community,
        Writing::StartThread {
            title: "Proofs".to_owned(),
            body: "The proofs are here.".to_owned(),
            language: "en".to_owned(),
        },
    );
    match world.ask(node, command) {
        Ok(Outcome::Thread(thread)) => thread,
        other => panic!("starting a topic answered {other:?}"),
    }
}

fn post(world: &mut World, node: Node, community: CommunityId, thread: ThreadId, body: &str) {
    let command = Command::write(
        community,
        Writing::WritePost {
            thread,
            body: body.to_owned(),
            language: "en".to_owned(),
            reply_to: None,
        },
    );
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
    let made = world.ask(
        awa,
        Command::write(
            community,
            Writing::CreatePage { title: "How".to_owned(), text: String::new() },
        ),
    );
    let Ok(Outcome::Page(page)) = made else { panic!("{made:?}") };
    let (base, _) = page_text(&mut world, awa, community, page);
    let insert = |at: u32, text: &str| vec![Splice { at, delete: 0, insert: text.to_owned() }];
    let splices = insert(0, "one\n\ntwo\n");
    world.ask(awa, Command::page(community, page, PageAct::Edit { base, splices })).expect("taken");
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
        world
            .ask(node, Command::page(community, page, PageAct::Edit { base, splices }))
            .expect("taken");
        let (field, value) = (PageField::Title, title.to_owned());
        world
            .ask(node, Command::page(community, page, PageAct::SetField { field, value }))
            .expect("taken");
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
    world
        .ask(awa, Command::of(community, MemberAct::WithdrawInvitation { invitation }))
        .expect("mine");
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
        Command::write(
            community,
            Writing::WritePost {
                thread,
                body: "lost?".to_owned(),
                language: "en".to_owned(),
                reply_to: None,
            },
        ),
    );
    assert_eq!(refused, Err(Refusal::StorageFull));
    world.empty_disk(awa);
    world.run_ms(500);
    assert_eq!(posts(&mut world, awa, community, thread).len(), 1);
    post(&mut world, awa, community, thread, "kept");
    assert_eq!(posts(&mut world, awa, community, thread).len(), 2);
}

#[test]
fn an_import_that_storage_does_not_take_leaves_nothing() {
    let (mut world, community, awa, ravi) = two_members(15);
    let import = world.command_id();
    let command = Command::of(community, MemberAct::BeginImport);
    world.tell(awa, ToEngine::Command { id: import, command });
    let (path, bytes) = ("values.md".to_owned(), b"# Values\n\nCare.\n".to_vec());
    world.ask(awa, Command::ImportFile { import, path, bytes }).expect("a file is taken");
    world.fill_disk(awa);
    let before = world.card(awa, community).map(|card| card.state_hash.clone());
    let finish = Command::FinishImport { import, credit: String::new() };
    assert_eq!(world.ask(awa, finish), Err(Refusal::StorageFull));
    world.empty_disk(awa);
    world.run_ms(500);
    let pages = world.view(awa, ViewKey::Pages(community));
    assert_eq!(pages, [ViewDelta::Pages { community, pages: Vec::new() }]);
    assert_eq!(world.card(awa, community).map(|card| card.state_hash.clone()), before);
    wait_same(&mut world, &[awa, ravi], community);
}

#[test]
fn a_command_that_is_repeated_changes_nothing() {
    let (mut world, community, awa, _) = two_members(7);
    let thread = start_thread(&mut world, awa, community);
    let id = world.command_id();
    let command = Command::write(
        community,
        Writing::WritePost {
            thread,
            body: "once".to_owned(),
            language: "en".to_owned(),
            reply_to: None,
        },
    );
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

#[test]
fn a_topic_shows_its_last_parts_and_earlier_ones_when_asked() {
    let mut world = World::new(10, 1, WorldConfig::default());
    let awa = Node(0);
    world.run_ms(100);
    let community = found(&mut world, awa);
    let thread = start_thread(&mut world, awa, community);
    let write = |number: u32| {
        let (body, language) = (format!("post {number}"), "en".to_owned());
        Command::write(community, Writing::WritePost { thread, body, language, reply_to: None })
    };
    for number in 1..2 * PART_POSTS_MAX {
        world.command(awa, write(number));
        world.run_ms(30);
    }
    world.ask(awa, write(2 * PART_POSTS_MAX)).expect("a member may write");
    world.crash(awa);
    world.start(awa);
    let key = ViewKey::Thread(community, thread);
    let count = |deltas: &[ViewDelta]| {
        let whole = deltas.iter().rev().find_map(|delta| {
            let ViewDelta::Thread { delta: ThreadDelta::All { card, posts, .. }, .. } = delta
            else {
                return None;
            };
            Some((u32::try_from(posts.len()).expect("few"), card.post_count))
        });
        whole.expect("the topic is shown")
    };
    let all = 2 * PART_POSTS_MAX + 1;
    let shown = world.view(awa, key.clone());
    assert_eq!(count(&shown), (PART_POSTS_MAX + 1, all), "the last two of three parts");
    let posts = PART_POSTS_MAX + 2;
    let act = MemberAct::ShowEarlier { thread, posts };
    assert_eq!(world.ask(awa, Command::of(community, act)), Ok(Outcome::Nothing));
    let shown = world.view(awa, key);
    assert_eq!(count(&shown), (all, all), "and one more");
}
