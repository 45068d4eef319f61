//! Whoever lost everything comes back by a file and twelve words, with or without the others.

use phyle::clock::DAY_MS;
use phyle::id::CommunityId;
use phyle::message::command::{Command, FileFault, MemberAct, Outcome, Refusal, WordList};
use phyle::message::model::{ViewDelta, ViewKey};
use phyle::sim::relay::Node;
use phyle::sim::world::{World, WorldConfig};

use super::motions::phyle_in;
use super::{found, is_member, post, posts, start_thread, wait_same};

const AWA: Node = Node(0);
const RAVI: Node = Node(1);
const PHONE: Node = Node(2);

/// A backup's file and its words.
type Kept = (Vec<u8>, String);

fn back_up(world: &mut World, node: Node, community: CommunityId) -> Kept {
    let act = MemberAct::MakeBackup { list: WordList::English };
    match world.ask(node, Command::of(community, act)) {
        Ok(Outcome::Backup { file, words }) => (file, words),
        other => panic!("backing up answered {other:?}"),
    }
}

fn restore(world: &mut World, node: Node, (file, words): &Kept) -> Result<Outcome, Refusal> {
    world.ask(node, Command::Restore { file: file.clone(), words: words.clone() })
}

fn recovery_key(world: &mut World, node: Node, community: CommunityId) -> phyle::id::DeviceKey {
    let deltas = world.view(node, ViewKey::Devices(community));
    let Some(ViewDelta::Devices { devices, .. }) = deltas.into_iter().next_back() else {
        panic!("no devices")
    };
    devices.iter().find(|one| one.is_recovery && one.revoked.is_none()).expect("a way back").key
}

/// Own devices that are not taken off.
fn members_devices(world: &mut World, node: Node, community: CommunityId) -> usize {
    let deltas = world.view(node, ViewKey::Devices(community));
    let Some(ViewDelta::Devices { devices, .. }) = deltas.into_iter().next_back() else {
        panic!("no devices")
    };
    devices.iter().filter(|one| !one.is_recovery && one.revoked.is_none()).count()
}

#[test]
fn peo_1_a_lone_founder_comes_back_by_a_backup() {
    let (mut world, community) = {
        let mut world = World::new(61, 3, WorldConfig::default());
        let community = found(&mut world, AWA);
        (world, community)
    };
    let thread = start_thread(&mut world, AWA, community);
    post(&mut world, AWA, community, thread, "Rye, on Fridays.");
    let me = world.card(AWA, community).expect("a card").me;
    let kept = back_up(&mut world, AWA, community);
    // The words stay: another file opens by them too, and there is one way back.
    post(&mut world, AWA, community, thread, "And on Mondays.");
    let later = back_up(&mut world, AWA, community);
    assert_eq!(kept.1, later.1);
    assert_ne!(kept.0, later.0);
    world.crash(AWA);
    world.sleep_ms(400 * DAY_MS);
    let came = restore(&mut world, PHONE, &(later.0.clone(), kept.1.clone()));
    assert_eq!(came, Ok(Outcome::Community(community)));
    assert!(is_member(&world, PHONE, community));
    assert_eq!(world.card(PHONE, community).expect("a card").me, me);
    assert_eq!(posts(&mut world, PHONE, community, thread).len(), 3);
    post(&mut world, PHONE, community, thread, "I am back.");
    // It is all durable, and once more changes nothing.
    assert_eq!(restore(&mut world, PHONE, &later), Ok(Outcome::Community(community)));
    world.crash(PHONE);
    world.start(PHONE);
    world.run_ms(1_000);
    assert_eq!(posts(&mut world, PHONE, community, thread).len(), 4);
}

#[test]
fn peo_1_a_restored_device_is_the_same_member_for_the_others() {
    let (mut world, community, _) = phyle_in(World::new(62, 3, WorldConfig::default()), 2);
    let thread = start_thread(&mut world, AWA, community);
    let kept = back_up(&mut world, AWA, community);
    wait_same(&mut world, &[AWA, RAVI], community);
    let me = world.card(AWA, community).expect("a card").me;
    world.crash(AWA);
    post(&mut world, RAVI, community, thread, "Where is Awa?");
    world.unplug(RAVI);
    assert_eq!(restore(&mut world, PHONE, &kept), Ok(Outcome::Community(community)));
    post(&mut world, PHONE, community, thread, "Here, on another phone.");
    world.plug(RAVI);
    wait_same(&mut world, &[RAVI, PHONE], community);
    let read = posts(&mut world, RAVI, community, thread);
    let last = read.iter().find(|post| post.body.starts_with("Here")).expect("it came");
    assert_eq!(last.by, me);
    assert!(world.card(RAVI, community).expect("a card").unread > 0);
}

#[test]
fn peo_1_whoever_came_after_the_backup_meets_who_came_back_by_it() {
    let mut world = World::new(65, 3, WorldConfig::default());
    let community = found(&mut world, AWA);
    let thread = start_thread(&mut world, AWA, community);
    let kept = back_up(&mut world, AWA, community);
    let link = super::invite(&mut world, AWA, community, 3);
    super::join(&mut world, RAVI, &link, "Ravi");
    super::wait_until(&mut world, "Ravi is in", |world| is_member(world, RAVI, community));
    wait_same(&mut world, &[AWA, RAVI], community);
    world.crash(AWA);
    // Nobody but these two is there, and neither knows of the other.
    restore(&mut world, PHONE, &kept).expect("it is a good one");
    post(&mut world, PHONE, community, thread, "Who are you?");
    wait_same(&mut world, &[RAVI, PHONE], community);
    assert_eq!(posts(&mut world, RAVI, community, thread).len(), 2);
}

#[test]
fn peo_1_coming_back_is_said_when_all_of_it_is_durable() {
    let (mut world, community, _) = phyle_in(World::new(66, 3, WorldConfig::default()), 2);
    let kept = back_up(&mut world, AWA, community);
    world.crash(AWA);
    world.unplug(RAVI);
    world.fill_disk(PHONE);
    assert_eq!(restore(&mut world, PHONE, &kept), Err(Refusal::StorageFull));
    world.run_ms(1_000);
    assert!(world.card(PHONE, community).is_none());
    world.empty_disk(PHONE);
    assert_eq!(restore(&mut world, PHONE, &kept), Ok(Outcome::Community(community)));
    assert!(is_member(&world, PHONE, community));
}

#[test]
fn peo_1_a_backup_that_is_of_no_use_is_refused_whole() {
    let (mut world, community, _) = phyle_in(World::new(63, 3, WorldConfig::default()), 2);
    let kept = back_up(&mut world, AWA, community);
    let wrong = |reason| Err(Refusal::BadFile { path: String::new(), reason });
    let (file, words) = &kept;
    let other = phyle_in(World::new(64, 3, WorldConfig::default()), 2);
    let (mut elsewhere, theirs, _) = other;
    let others = back_up(&mut elsewhere, AWA, theirs).1;
    let cases = [
        ((b"hello".to_vec(), words.clone()), FileFault::NotABackup),
        ((file.clone(), "bread and butter".to_owned()), FileFault::NotTheWords),
        ((file.clone(), others), FileFault::WordsOfAnother),
        ((file[..file.len() - 1].to_vec(), words.clone()), FileFault::WordsOfAnother),
    ];
    for (case, reason) in cases {
        assert_eq!(restore(&mut world, PHONE, &case), wrong(reason));
        assert!(world.card(PHONE, community).is_none());
    }
    // Made worthless, it is a file like any other; the next one has other words.
    let device = recovery_key(&mut world, AWA, community);
    let act = MemberAct::RevokeDevice { device };
    world.ask(AWA, Command::of(community, act)).expect("one's own");
    let next = back_up(&mut world, AWA, community);
    assert_ne!(next.1, kept.1);
    // Of the former the charter still takes in a device: nothing in it tells that it is worthless. The
    // others send it away.
    wait_same(&mut world, &[AWA, RAVI], community);
    restore(&mut world, PHONE, &kept).expect("nothing there tells");
    world.run_ms(20_000);
    let Some(phone) = world.card(PHONE, community) else { panic!("it is gone") };
    assert_eq!(phone.me, world.card(AWA, community).expect("a card").me);
    let known = members_devices(&mut world, AWA, community);
    assert_eq!(known, 1, "the first device alone");
}
