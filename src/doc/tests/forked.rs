//! A device that signs two changes for one place of its chain: all replicas hold both branches,
//! with what others built on each, and are the same; nothing that it signs on top of both is taken.

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng as _, SeedableRng as _};

use super::super::content::Content;
use super::super::*;
use super::support::*;

/// A liar who has two faces: two replicas with one key and one session.
fn two_faces(document: DocumentId) -> [Device; 2] {
    [Device::new(66, document), Device::new(66, document)]
}

/// Takes all that the other has, in as many steps as it needs.
fn pull_all(to: &mut Device, from: &Device) {
    for _ in 0..40 {
        let admission = to.pull(from);
        assert_eq!(admission.refused, []);
        if admission.applied.is_empty() {
            return;
        }
    }
    panic!("no end of asking");
}

fn exchange(one: &mut Device, other: &mut Device) {
    pull_all(one, other);
    pull_all(other, one);
    assert_same(&one.replica, &other.replica);
    assert_eq!(one.replica.equivocations(), other.replica.equivocations());
}

#[test]
fn work_on_both_branches_of_a_fork_reaches_everybody() {
    let (mut ana, mut ben) = (Device::new(1, TALK), Device::new(2, TALK));
    let [mut left, mut right] = two_faces(TALK);
    let shared = left.post(9, "before");
    right.post(9, "before");
    for device in [&mut ana, &mut ben] {
        device.take(&shared);
    }
    assert_eq!(left.replica.heads(), right.replica.heads());
    ana.take(&left.post(10, "to the left"));
    ben.take(&right.post(11, "to the right"));
    ana.post(1, "on the left branch");
    ben.post(2, "on the right branch");
    ana.post(3, "more of it");
    let mut early = Device::new(5, TALK);
    pull_all(&mut early, &ana);
    exchange(&mut ana, &mut ben);
    assert_eq!(ana.replica.len(), 6);
    ana.post(4, "on top of both");
    ben.post(5, "on top of both as well");
    exchange(&mut ana, &mut ben);
    exchange(&mut early, &mut ben);
    let mut newcomer = Device::new(6, TALK);
    exchange(&mut newcomer, &mut early);
    assert_eq!(newcomer.replica.len(), 8);
    for device in [&ana, &ben, &early, &newcomer] {
        assert_sound(&device.replica);
    }
}

#[test]
fn both_changes_of_a_fork_prove_it_to_whoever_knows_nothing() {
    let mut ana = Device::new(1, TALK);
    let [mut left, mut right] = two_faces(TALK);
    // A signature far above the fork vouches for it as well.
    for id in [10, 12, 13] {
        left.replica.put_fact(CommandId([id; 16]), "{}", NOON).expect("small").expect("new");
    }
    ana.take(&left.sign());
    assert_eq!(ana.replica.equivocations(), []);
    ana.take(&right.post(11, "{}"));
    let [fork] = ana.replica.equivocations()[..] else { panic!("one liar") };
    assert_eq!(fork.device, left.key.public());
    let halves = ana.replica.proof_of(&fork).expect("both are signed");
    let halves = halves.map(|half| SignedChanges::decode(&half.encode()).expect("plain"));
    assert_eq!(proved(&COMMUNITY, &TALK, &halves), Some(fork));
    // Not of another document, not one change twice, not without a signature.
    let other = DocumentId::Talk { thread: crate::id::ThreadId([5; 16]), part: 1 };
    assert_eq!(proved(&COMMUNITY, &other, &halves), None);
    assert_eq!(proved(&COMMUNITY, &TALK, &[halves[0].clone(), halves[0].clone()]), None);
    let mut unsigned = halves.clone();
    unsigned[1].tips.clear();
    assert_eq!(proved(&COMMUNITY, &TALK, &unsigned), None);
    // Two sessions of one device are no lie.
    let honest = Device::new(66, TALK);
    let mut later = Device {
        replica: Replica::new(TALK, COMMUNITY, ActorKey::new(&honest.key.public(), [1; 8])),
        key: honest.key,
    };
    let half = later.post(12, "{}");
    assert_eq!(proved(&COMMUNITY, &TALK, &[halves[0].clone(), half]), None);
}

#[test]
fn nothing_that_a_liar_signs_on_top_of_both_is_taken() {
    let (mut ana, mut ben) = (Device::new(1, TALK), Device::new(2, TALK));
    let [mut left, mut right] = two_faces(TALK);
    let branches = [left.post(10, "{}"), right.post(11, "{}")];
    ana.take(&branches[0]);
    ben.take(&branches[0]);
    assert_eq!(ana.take(&branches[1]).applied.len(), 1);
    ben.take(&branches[1]);
    // In a session of its own, as an honest program would go on that did not know.
    let actor = ActorKey::new(&left.key.public(), [7; 8]);
    let mut later =
        Device { replica: Replica::new(TALK, COMMUNITY, actor), key: Device::new(66, TALK).key };
    later.pull(&ana);
    let draft = later.draft(Content::Fact { id: CommandId([12; 16]), json: "{}".to_owned() });
    let admission = ana.take(&later.sign_drafts(&[draft]));
    assert_eq!(codes(&admission), ["goes-on-after-two-in-one-place"]);
    // What comes of a branch alone, shown to somebody in good time, counts for everybody.
    ben.take(&left.post(13, "{}"));
    ben.post(2, "an answer");
    exchange(&mut ana, &mut ben);
    assert_eq!(ana.replica.len(), 4);
    // A third branch splits nobody either.
    let mut third = Device::new(66, TALK);
    ana.take(&third.post(14, "{}"));
    ana.post(3, "on the third");
    exchange(&mut ana, &mut ben);
    assert_eq!((ana.replica.len(), ana.replica.equivocations().len()), (6, 1));
    assert_sound(&ana.replica);
    // And the liar's own program writes no more.
    left.pull(&ana);
    let refused = left.replica.put_fact(CommandId([15; 16]), "{}", NOON);
    assert_eq!(refused, Err(WriteError::TwoInOnePlace));
}

#[test]
fn a_forked_page_has_one_text_and_nobodys_typing_is_lost() {
    let (mut ana, mut ben) = (Device::new(1, PAGE), Device::new(2, PAGE));
    let [mut left, mut right] = two_faces(PAGE);
    let begun = left.splice(0, 0, "common ");
    right.splice(0, 0, "common ");
    assert_eq!(left.replica.heads(), right.replica.heads());
    ana.take(&begun);
    ben.take(&begun);
    ana.take(&left.splice(7, 0, "left "));
    ben.take(&right.splice(7, 0, "right "));
    ana.splice(12, 0, "by Ana ");
    ben.splice(13, 0, "by Ben ");
    // Each takes away some of what the liar wrote to them.
    ana.splice(0, 9, "");
    ben.splice(5, 4, "");
    right.replica.set_field(PageField::Title, "right", NOON).expect("short");
    ben.take(&right.sign());
    left.replica.set_field(PageField::Title, "left", NOON).expect("short");
    ana.take(&left.sign());
    exchange(&mut ana, &mut ben);
    let text = ana.replica.text();
    assert!(text.contains("by Ana ") && text.contains("by Ben "), "{text}");
    assert_eq!(ana.replica.fields()[0].1.len(), 2);
    // Work goes on, on what came of both branches: all of it is taken away and written anew.
    let length = text.encode_utf16().count() as u32;
    ana.splice(0, length - 1, "new ");
    ana.replica.set_field(PageField::Title, "one title", NOON).expect("short");
    ana.sign();
    ben.splice(0, 0, "also ");
    exchange(&mut ana, &mut ben);
    assert_eq!(ana.replica.fields()[0].1.len(), 1);
    assert!(ben.replica.text().contains("also ") && ben.replica.text().contains("new "));
    let mut newcomer = Device::new(6, PAGE);
    exchange(&mut newcomer, &mut ben);
    newcomer.splice(0, 1, "N");
    exchange(&mut newcomer, &mut ana);
    for device in [&ana, &newcomer] {
        assert_sound(&device.replica);
    }
    let past = ana.replica.history();
    assert!(past.iter().all(|stretch| ana.replica.text_at(&stretch.at).is_some()));
}

struct Dice(ChaCha8Rng);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        (self.0.next_u64() % limit.max(1) as u64) as usize
    }
}

fn scribble(dice: &mut Dice, device: &mut Device, id: u8) {
    if device.replica.document() == TALK {
        device.post(id, "{}");
        return;
    }
    let length = device.replica.text().encode_utf16().count();
    let at = dice.below(length + 1);
    let delete = dice.below((length - at).min(5) + 1);
    let insert = ["", "x", "some words ", "yz"][dice.below(4)];
    match dice.below(5) {
        0 => {
            let title = ["one", "two", "three"][dice.below(3)];
            device.replica.set_field(PageField::Title, title, NOON).expect("short");
            device.sign();
        }
        _ => {
            device.splice(at as u32, delete as u32, insert);
        }
    }
}

/// Liars with up to four faces write, some of them again from an earlier state, and show each face
/// to some; people write on top of what they see, and exchange.
fn a_crowd_with_liars(document: DocumentId, seed: u64) -> usize {
    let mut dice = Dice(ChaCha8Rng::seed_from_u64(seed));
    let mut people: Vec<Device> = (1..=4).map(|seed| Device::new(seed, document)).collect();
    let mut faces: Vec<Device> =
        [66, 66, 66, 66, 67, 67].map(|seed| Device::new(seed, document)).into();
    for id in 0..60 {
        match dice.below(4) {
            0 => {
                let face = dice.below(faces.len());
                if face.is_multiple_of(2) {
                    // Whoever knows of the fork would tell it of its other face.
                    let one = &people[face % 4];
                    if one.replica.equivocations().is_empty() {
                        pull_all(&mut faces[face], one);
                    }
                }
                if faces[face].replica.equivocations().is_empty() {
                    scribble(&mut dice, &mut faces[face], id);
                    let who = (face + dice.below(2)) % 4;
                    pull_all(&mut people[who], &faces[face]);
                }
            }
            1 => {
                let (one, other) = (dice.below(4), dice.below(4));
                if one < other {
                    let (left, right) = people.split_at_mut(other);
                    exchange(&mut left[one], &mut right[0]);
                }
            }
            _ => {
                let who = dice.below(4);
                scribble(&mut dice, &mut people[who], id);
            }
        }
    }
    for _ in 0..2 {
        for other in 1..4 {
            let (left, right) = people.split_at_mut(other);
            exchange(&mut left[0], &mut right[0]);
        }
    }
    let mut newcomer = Device::new(9, document);
    exchange(&mut newcomer, &mut people[1]);
    for face in &faces {
        let got = people[0].replica.contains(&face.replica.heads()[0]);
        assert!(got || face.replica.is_empty() || face.replica.heads().len() > 1);
    }
    for device in people.iter().chain([&newcomer]) {
        assert_same(&device.replica, &newcomer.replica);
        assert_sound(&device.replica);
    }
    newcomer.replica.equivocations().len()
}

#[test]
fn replicas_become_the_same_whoever_lies_to_whom() {
    let mut liars = 0;
    for seed in 0..20 {
        liars += a_crowd_with_liars(TALK, seed) + a_crowd_with_liars(PAGE, seed);
    }
    assert!(liars > 40, "the dice must make them lie: {liars}");
}
