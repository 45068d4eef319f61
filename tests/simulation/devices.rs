//! One person on several devices: taken in by a link, taken off by another, and one of them sealing
//! for all.

use phyle::clock::{DAY_MS, HOUR_MS, MINUTE_MS};
use phyle::id::{CommunityId, DeviceKey, MotionId};
use phyle::limits::DEVICE_OFFER_MS;
use phyle::message::command::{
    Command, Field, MemberAct, OfferStands, Outcome, ProfileDraft, Refusal,
};
use phyle::message::model::{DeviceCard, MotionState, Standing, ViewDelta, ViewKey};
use phyle::message::motion::{Choice, Method, MotionEffect};
use phyle::sim::relay::Node;
use phyle::sim::world::{World, WorldConfig};

use super::motions::{draft, open, phyle_in, vote, wait_state};
use super::{is_member, posts, start_thread, wait_same, wait_until};

const AWA: Node = Node(0);
const RAVI: Node = Node(1);
const PHONE: Node = Node(2);

/// Two voters, and a third browser that nobody has used.
fn two_and_a_phone(seed: u64) -> (World, CommunityId) {
    let (world, community, _) = phyle_in(World::new(seed, 3, WorldConfig::default()), 2);
    (world, community)
}

fn offer(world: &mut World, node: Node, community: CommunityId) -> String {
    offer_that(world, node, community, OfferStands::AnHour)
}

fn offer_that(
    world: &mut World,
    node: Node,
    community: CommunityId,
    stands: OfferStands,
) -> String {
    match world.ask(node, Command::of(community, MemberAct::OfferDevice { stands })) {
        Ok(Outcome::Link(link)) => link,
        other => panic!("offering answered {other:?}"),
    }
}

fn follow(world: &mut World, node: Node, link: &str) {
    let (link, profile) = (link.to_owned(), ProfileDraft::default());
    world.ask(node, Command::JoinCommunity { link, profile }).expect("a good link is followed");
}

fn devices(world: &mut World, node: Node, community: CommunityId) -> Vec<DeviceCard> {
    let deltas = world.view(node, ViewKey::Devices(community));
    let all = deltas.into_iter().rev().find_map(|delta| {
        if let ViewDelta::Devices { devices, .. } = delta { Some(devices) } else { None }
    });
    all.expect("its devices")
}

fn device(world: &mut World, node: Node, community: CommunityId) -> DeviceKey {
    let all = devices(world, node, community);
    all.into_iter().find(|device| device.is_this).expect("this device").key
}

fn take_off(
    world: &mut World,
    node: Node,
    community: CommunityId,
    device: DeviceKey,
) -> Result<Outcome, Refusal> {
    world.ask(node, Command::of(community, MemberAct::RevokeDevice { device }))
}

fn linked(seed: u64) -> (World, CommunityId) {
    let (mut world, community) = two_and_a_phone(seed);
    let link = offer(&mut world, AWA, community);
    follow(&mut world, PHONE, &link);
    wait_until(&mut world, "the phone is in", |world| is_member(world, PHONE, community));
    wait_same(&mut world, &[AWA, RAVI, PHONE], community);
    (world, community)
}

#[test]
fn peo_1_a_second_device_is_the_same_person() {
    let (mut world, community) = linked(41);
    wait_until(&mut world, "the profile is there", |world| {
        world.card(PHONE, community).is_some_and(|card| !card.my_name.is_empty())
    });
    let card = |world: &World, node| world.card(node, community).cloned().expect("a card");
    let (laptop, phone) = (card(&world, AWA), card(&world, PHONE));
    assert_eq!((laptop.me, laptop.my_name.as_str()), (phone.me, "Awa"));
    assert_eq!((phone.member_count, phone.standing), (2, Standing::Member));
    let all = devices(&mut world, RAVI, community);
    assert_eq!(all.len(), 1, "others' devices are theirs");
    let all = devices(&mut world, PHONE, community);
    assert_eq!(all.iter().map(|one| one.is_purse).collect::<Vec<_>>(), [true, false]);
    let thread = start_thread(&mut world, PHONE, community);
    wait_same(&mut world, &[AWA, RAVI, PHONE], community);
    assert_eq!(posts(&mut world, RAVI, community, thread)[0].by, laptop.me);
}

#[test]
fn peo_1_any_member_takes_the_device_in_and_its_vote_is_the_persons() {
    let (mut world, community) = two_and_a_phone(42);
    let link = offer(&mut world, AWA, community);
    wait_same(&mut world, &[AWA, RAVI], community);
    world.crash(AWA);
    follow(&mut world, PHONE, &link);
    wait_until(&mut world, "the phone is in", |world| is_member(world, PHONE, community));
    let statement = draft(MotionEffect::Statement, Method::Majority);
    let motion = open(&mut world, RAVI, community, statement).expect("it is opened");
    let names: (CommunityId, MotionId) = (community, motion);
    wait_state(&mut world, &[RAVI, PHONE], names, MotionState::Open);
    vote(&mut world, PHONE, names, Choice::For);
    vote(&mut world, RAVI, names, Choice::For);
    world.sleep_ms(10 * DAY_MS);
    // The phone does not seal: that is the laptop's, which comes back.
    world.run_ms(10 * MINUTE_MS);
    assert!(!is_final(&mut world, RAVI, names));
    world.start(AWA);
    world.run_ms(5_000);
    wait_state(&mut world, &[AWA, RAVI, PHONE], names, MotionState::Final { passed: true });
    wait_same(&mut world, &[AWA, RAVI, PHONE], community);
}

fn is_final(world: &mut World, node: Node, names: (CommunityId, MotionId)) -> bool {
    matches!(super::motions::look(world, node, names).card.state, MotionState::Final { .. })
}

#[test]
fn peo_1_a_lost_device_is_taken_off_and_the_purse_goes_on() {
    let (mut world, community) = linked(43);
    let (lost, phone) = (device(&mut world, AWA, community), device(&mut world, PHONE, community));
    let own = take_off(&mut world, PHONE, community, phone);
    assert_eq!(own, Err(Refusal::Unknown { what: Field::Device }));
    let ravis = device(&mut world, RAVI, community);
    let anothers = take_off(&mut world, PHONE, community, ravis);
    assert_eq!(anothers, Err(Refusal::Unknown { what: Field::Device }));
    take_off(&mut world, PHONE, community, lost).expect("one's own other device");
    wait_until(&mut world, "the laptop is off", |world| {
        world.card(AWA, community).is_some_and(|card| card.standing == Standing::TakenOff)
    });
    wait_same(&mut world, &[RAVI, PHONE], community);
    let thread = start_thread(&mut world, RAVI, community);
    world.crash(AWA);
    world.start(AWA);
    world.run_ms(2 * MINUTE_MS);
    assert!(posts(&mut world, AWA, community, thread).is_empty(), "nobody serves it");
    let statement = draft(MotionEffect::Statement, Method::Majority);
    let motion = open(&mut world, RAVI, community, statement).expect("it is opened");
    let names = (community, motion);
    wait_state(&mut world, &[RAVI, PHONE], names, MotionState::Open);
    vote(&mut world, PHONE, names, Choice::For);
    vote(&mut world, RAVI, names, Choice::For);
    world.sleep_ms(9 * DAY_MS + HOUR_MS);
    wait_state(&mut world, &[RAVI, PHONE], names, MotionState::Final { passed: true });
}

#[test]
fn peo_7_a_motion_stays_with_the_purse_that_it_was_opened_on() {
    let (mut world, community) = linked(48);
    let phone = device(&mut world, PHONE, community);
    let statement = || draft(MotionEffect::Statement, Method::Majority);
    let before = open(&mut world, RAVI, community, statement()).expect("it is opened");
    wait_state(&mut world, &[AWA, RAVI, PHONE], (community, before), MotionState::Open);
    let hand_on = MemberAct::HandOnPurse { device: phone };
    world.ask(AWA, Command::of(community, hand_on)).expect("her own phone");
    wait_same(&mut world, &[AWA, RAVI, PHONE], community);
    let all = devices(&mut world, PHONE, community);
    assert_eq!(all.iter().map(|one| one.is_purse).collect::<Vec<_>>(), [false, true]);
    let after = open(&mut world, RAVI, community, statement()).expect("it is opened");
    for motion in [before, after] {
        wait_state(&mut world, &[RAVI, PHONE], (community, motion), MotionState::Open);
        vote(&mut world, PHONE, (community, motion), Choice::For);
        vote(&mut world, RAVI, (community, motion), Choice::For);
    }
    world.crash(AWA);
    world.sleep_ms(10 * DAY_MS);
    // The phone seals what was opened after it had the purse; the laptop what was opened before.
    let passed = MotionState::Final { passed: true };
    wait_state(&mut world, &[RAVI, PHONE], (community, after), passed);
    assert!(!is_final(&mut world, RAVI, (community, before)));
    world.start(AWA);
    world.run_ms(5_000);
    wait_state(&mut world, &[AWA, RAVI, PHONE], (community, before), passed);
    wait_same(&mut world, &[AWA, RAVI, PHONE], community);
}

#[test]
fn peo_1_two_that_take_each_other_off_are_both_off() {
    const MAITE: Node = Node(2);
    const TABLET: Node = Node(3);
    let (mut world, community, _) = phyle_in(World::new(44, 4, WorldConfig::default()), 3);
    let link = offer(&mut world, AWA, community);
    follow(&mut world, TABLET, &link);
    wait_until(&mut world, "the tablet is in", |world| is_member(world, TABLET, community));
    wait_same(&mut world, &[AWA, RAVI, MAITE, TABLET], community);
    let (laptop, tablet) =
        (device(&mut world, AWA, community), device(&mut world, TABLET, community));
    // Each side of the community hears of one of the two.
    for node in [MAITE, TABLET] {
        world.crash(node);
    }
    let state = |world: &World| world.card(AWA, community).map(|card| card.state_hash.clone());
    let before = state(&world);
    take_off(&mut world, AWA, community, tablet).expect("one's own other device");
    assert_ne!(state(&world), before, "who has not heard of it shows another state");
    wait_same(&mut world, &[AWA, RAVI], community);
    for node in [AWA, RAVI] {
        world.crash(node);
    }
    for node in [MAITE, TABLET] {
        world.start(node);
    }
    world.run_ms(5_000);
    take_off(&mut world, TABLET, community, laptop).expect("it knows of nothing");
    wait_same(&mut world, &[MAITE, TABLET], community);
    for node in [AWA, RAVI] {
        world.start(node);
    }
    wait_same(&mut world, &[RAVI, MAITE], community);
    world.run_ms(MINUTE_MS);
    let maite = world.card(MAITE, community).expect("a card").me;
    assert_eq!(world.card(RAVI, community).expect("a card").online, [maite]);
}

#[test]
fn peo_1_an_offer_is_over_after_an_hour() {
    let (mut world, community) = two_and_a_phone(45);
    let link = offer(&mut world, AWA, community);
    world.sleep_ms(DEVICE_OFFER_MS + MINUTE_MS);
    follow(&mut world, PHONE, &link);
    wait_until(&mut world, "it is told so", |world| {
        let card = world.card(PHONE, community);
        card.is_some_and(|card| matches!(card.standing, Standing::Refused(_)))
    });
    assert_eq!(devices(&mut world, AWA, community).len(), 1);
}

#[test]
fn peo_1_whoever_lost_all_devices_comes_back_by_the_recovery_sheet() {
    let (mut world, community) = two_and_a_phone(46);
    let sheet = offer_that(&mut world, AWA, community, OfferStands::ForRecovery);
    wait_same(&mut world, &[AWA, RAVI], community);
    let me = world.card(AWA, community).expect("a card").me;
    let lost = device(&mut world, AWA, community);
    world.crash(AWA);
    world.sleep_ms(200 * DAY_MS);
    follow(&mut world, PHONE, &sheet);
    wait_until(&mut world, "she is back", |world| is_member(world, PHONE, community));
    assert_eq!(world.card(PHONE, community).expect("a card").me, me);
    take_off(&mut world, PHONE, community, lost).expect("the lost one");
    let all = devices(&mut world, PHONE, community);
    let sheet = all.iter().find(|one| one.is_recovery).expect("the sheet");
    assert_eq!((all.len(), sheet.revoked), (3, None));
    take_off(&mut world, PHONE, community, sheet.key).expect("the sheet");
    let all = devices(&mut world, PHONE, community);
    assert_eq!(all.iter().filter(|one| one.revoked.is_some()).count(), 2);
    wait_same(&mut world, &[RAVI, PHONE], community);
}

#[test]
fn peo_1_a_sheet_that_was_made_worthless_takes_nobody_in() {
    let (mut world, community) = two_and_a_phone(47);
    let sheet = offer_that(&mut world, AWA, community, OfferStands::ForRecovery);
    let all = devices(&mut world, AWA, community);
    let key = all.iter().find(|one| one.is_recovery).expect("the sheet").key;
    let ravis = take_off(&mut world, RAVI, community, key);
    assert_eq!(ravis, Err(Refusal::Unknown { what: Field::Device }));
    take_off(&mut world, AWA, community, key).expect("one's own");
    wait_same(&mut world, &[AWA, RAVI], community);
    follow(&mut world, PHONE, &sheet);
    wait_until(&mut world, "it is told so", |world| {
        let card = world.card(PHONE, community);
        card.is_some_and(|card| matches!(card.standing, Standing::Refused(_)))
    });
}
