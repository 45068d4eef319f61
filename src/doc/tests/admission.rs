//! What is refused at the door, what waits before it, and what is kept as proof.

use super::super::content::{Content, OpRef, Run};
use super::super::give::assemble;
use super::super::graph::Graph;
use super::super::schema::Draft;
use super::super::wire::BATCH;
use super::super::*;
use super::support::*;
use crate::limits;

fn fact(id: u8) -> Content {
    Content::Fact { id: CommandId([id; 16]), json: "{}".to_owned() }
}

/// A page with "ab" by Ana, and Ana herself, about to write something wrong.
fn page() -> (Device, Device) {
    let (mut ana, mut ben) = (Device::new(1, PAGE), Device::new(2, PAGE));
    ben.take(&ana.splice(0, 0, "ab"));
    (ana, ben)
}

/// Ana signs this draft; Ben must not take it, for this reason.
#[track_caller]
fn refused(ana: &Device, ben: &mut Device, draft: Draft, code: &str) {
    let before = ben.replica.heads();
    let admission = ben.take(&ana.sign_drafts(&[draft]));
    assert_eq!(codes(&admission), [code]);
    assert_eq!(admission.applied, []);
    assert_eq!(ben.replica.heads(), before);
}

fn text(runs: Vec<Run>) -> Content {
    Content::Text(runs)
}

fn insert(after: Option<OpRef>) -> Content {
    text(vec![Run::Insert { after, text: "x".to_owned() }])
}

fn delete(actor: u32, counter: u64, count: u32) -> Content {
    text(vec![Run::Delete { first: OpRef { actor, counter }, count }])
}

#[test]
fn a_forged_signature_is_refused() {
    let mut ana = Device::new(1, TALK);
    let mut ben = Device::new(2, TALK);
    let mut batch = ana.post(1, "{}");
    batch.tips[0].signature.0[5] ^= 1;
    assert_eq!(codes(&ben.take(&batch)), ["bad-signature", "unvouched"]);
    // A signature for another document of the same community is none for this one.
    let mut elsewhere = Device::new(1, DocumentId::Charter);
    assert_eq!(codes(&ben.take(&elsewhere.post(1, "{}"))), ["bad-signature", "unvouched"]);
    assert!(ben.replica.is_empty());
    ben.pull(&ana);
    assert_eq!(ben.replica.len(), 1);
}

#[test]
fn nobody_vouches_for_the_changes_of_another() {
    let mut ana = Device::new(1, TALK);
    let mut ben = Device::new(2, TALK);
    let mut cara = Device::new(3, TALK);
    ben.take(&ana.post(1, "{}"));
    ben.post(2, "{}");
    let mut batch = ben.replica.changes_since(&[], 1 << 16).expect("two");
    batch.tips.retain(|tip| tip.change == 1);
    let admission = cara.take(&batch);
    assert_eq!(codes(&admission), ["unvouched"]);
    // Ben's own stands, and waits for what it builds on.
    assert_eq!(admission.missing, ana.replica.heads());
    let admission = cara.pull(&ana);
    assert_eq!(admission.applied.len(), 2);
    assert_same(&cara.replica, &ben.replica);
}

#[test]
fn what_was_changed_on_the_way_is_not_what_was_signed() {
    let mut ana = Device::new(1, TALK);
    let mut ben = Device::new(2, TALK);
    let mut batch = ana.post(1, "{}");
    batch.changes[0].at_seconds += 1;
    assert_eq!(codes(&ben.take(&batch)), ["bad-signature", "unvouched"]);
}

#[test]
fn orphans_wait_and_what_they_lack_is_told() {
    let mut ana = Device::new(1, TALK);
    let mut ben = Device::new(2, TALK);
    let (one, two, three) = (ana.post(1, "{}"), ana.post(2, "{}"), ana.post(3, "{}"));
    let lacking = ben.take(&three).missing;
    assert_eq!(lacking.len(), 1);
    assert_eq!(ben.take(&two).applied, []);
    assert_eq!(ben.take(&three).applied, []);
    assert!(!ben.replica.contains(&lacking[0]));
    let admission = ben.take(&one);
    assert_eq!(admission.applied.len(), 3);
    assert_eq!(admission.missing, []);
    assert_eq!(ben.take(&one), Admission::default());
    assert_same(&ana.replica, &ben.replica);
}

#[test]
fn chains_have_no_gaps_and_no_wrong_counters() {
    let (mut ana, mut ben) = (Device::new(1, TALK), Device::new(2, TALK));
    ben.take(&ana.post(1, "{}"));
    let right = ana.draft(fact(2));
    refused(&ana, &mut ben, Draft { seq: 3, ..right.clone() }, "gap-in-sequence");
    let wrong = Draft { start_op: right.start_op + 1, ..right.clone() };
    refused(&ana, &mut ben, wrong, "wrong-start-op");
    let wrong = Draft { at_seconds: right.at_seconds - 1, ..right.clone() };
    refused(&ana, &mut ben, wrong, "claims-a-time-before-its-parents");
    let twice = vec![right.deps[0], right.deps[0]];
    refused(&ana, &mut ben, Draft { deps: twice, ..right.clone() }, "parents-not-distinct");
    // The next in number, but not built on the one before.
    let genesis = vec![ben.replica.graph.node(Graph::GENESIS).hash];
    let aside = Draft { deps: genesis, start_op: 2, ..right.clone() };
    refused(&ana, &mut ben, aside, "gap-in-sequence");
    let next = Draft { deps: vec![right.deps[0]], ..right.clone() };
    assert_eq!(ben.take(&ana.sign_drafts(&[next])).applied.len(), 1);
}

#[test]
fn facts_are_never_overwritten() {
    let (mut ana, mut ben) = (Device::new(1, TALK), Device::new(2, TALK));
    ben.take(&ana.post(1, "{}"));
    refused(&ana, &mut ben, ana.draft(fact(1)), "fact-exists");
    refused(&ana, &mut ben, ana.draft(insert(None)), "only-facts-here");
    let field =
        Content::Field { field: PageField::Title, value: "x".to_owned(), replaces: Vec::new() };
    refused(&ana, &mut ben, ana.draft(field), "only-facts-here");
    // At the same time, two people can take one id; both facts are kept, on every replica.
    let mut cara = Device::new(3, TALK);
    let theirs = cara.post(1, "[]");
    assert_eq!(ben.take(&theirs).applied.len(), 1);
    ana.take(&theirs);
    assert_eq!(ben.replica.facts_of(&CommandId([1; 16])).count(), 2);
    assert_same(&ana.replica, &ben.replica);
    assert_sound(&ben.replica);
}

#[test]
fn edits_refer_only_to_what_their_author_saw() {
    let (ana, mut ben) = page();
    let here = |counter| OpRef { actor: 0, counter };
    let ahead = ana.draft(insert(Some(here(99))));
    refused(&ana, &mut ben, ahead, "inserts-after-what-is-not-there");
    let own = ana.draft(insert(Some(here(ana.draft(fact(1)).start_op))));
    refused(&ana, &mut ben, own, "inserts-after-what-is-not-there");
    let past = ana.draft(delete(0, 4, 3));
    refused(&ana, &mut ben, past, "deletes-what-is-not-there");
    let genesis = ana.draft(delete(0, 3, 1));
    refused(&ana, &mut ben, genesis, "deletes-what-is-not-there");
    let twice = text(vec![
        Run::Delete { first: here(4), count: 2 },
        Run::Delete { first: here(5), count: 1 },
    ]);
    refused(&ana, &mut ben, ana.draft(twice), "deletes-twice");
    // Somebody's text that the author had not seen: known here, unknown there.
    let mut cara = Device::new(3, PAGE);
    ben.take(&cara.splice(0, 0, "cd"));
    let mut unseen = ana.draft(delete(1, 4, 1));
    unseen.actors.push(cara.replica.actor);
    refused(&ana, &mut ben, unseen.clone(), "deletes-what-is-not-there");
    unseen.actors[1] = Device::new(4, PAGE).replica.actor;
    refused(&ana, &mut ben, unseen, "refers-to-nobody-known");
    assert_sound(&ben.replica);
}

#[test]
fn what_is_gone_is_not_taken_away_again() {
    let (mut ana, mut ben) = page();
    ben.take(&ana.splice(0, 1, ""));
    refused(&ana, &mut ben, ana.draft(delete(0, 4, 1)), "deletes-twice");
    // Concurrently, two people may.
    let from_ben = ben.splice(0, 1, "");
    let from_ana = ana.splice(0, 1, "");
    assert_eq!(ana.take(&from_ben).applied.len(), 1);
    assert_eq!(ben.take(&from_ana).applied.len(), 1);
    assert_same(&ana.replica, &ben.replica);
    assert_sound(&ben.replica);
}

#[test]
fn a_field_replaces_only_values_of_its_own() {
    let (mut ana, mut ben) = page();
    ana.replica.set_field(PageField::Title, "t", NOON).expect("short");
    ben.take(&ana.sign());
    let title = OpRef { actor: 0, counter: 6 };
    let put = |field, replaces| Content::Field { field, value: "x".to_owned(), replaces };
    for wrong in [
        put(PageField::Path, vec![title]),
        put(PageField::Title, vec![OpRef { actor: 0, counter: 5 }]),
        put(PageField::Title, vec![OpRef { actor: 0, counter: 7 }]),
    ] {
        refused(&ana, &mut ben, ana.draft(wrong), "replaces-what-is-not-there");
    }
    let twice = put(PageField::Title, vec![title, title]);
    refused(&ana, &mut ben, ana.draft(twice), "replaced-not-distinct");
    let right = ana.draft(put(PageField::Title, vec![title]));
    assert_eq!(ben.take(&ana.sign_drafts(&[right])).applied.len(), 1);
    assert_eq!(ben.replica.fields()[0].1.len(), 1);
}

/// Knows one device and whoever that device names in a fact.
struct Charter {
    known: Vec<DeviceKey>,
    now: Timestamp,
}

impl Gate for Charter {
    fn vet(&mut self, change: &Vetted<'_>) -> Verdict {
        if Timestamp(change.at_seconds * 1000).is_too_far_ahead(self.now) {
            return Verdict::Hold { until: Timestamp(change.at_seconds * 1000) };
        }
        if !self.known.contains(&change.device) {
            return Verdict::Refuse { code: "not-a-member" };
        }
        self.known
            .extend(change.facts.iter().filter_map(|(_, json)| json.parse::<DeviceKey>().ok()));
        Verdict::Admit
    }
}

#[test]
fn peo_2_the_gate_learns_from_the_batch_it_judges() {
    let (mut ana, mut ben) = (Device::new(1, TALK), Device::new(2, TALK));
    ben.take(&ana.post(1, &ben.key.public().to_string()));
    ben.post(2, "{}");
    let all = ben.replica.changes_since(&[], 1 << 16).expect("two");
    let mut gate = Charter { known: vec![ana.key.public()], now: NOON };
    let mut cara = Device::new(3, TALK);
    assert_eq!(cara.replica.admit(&all, &mut gate).applied.len(), 2);
    // Without that fact Ben is nobody, and stays out until somebody names him.
    let mut gate = Charter { known: vec![], now: NOON };
    let mut dan = Device::new(4, TALK);
    let admission = dan.replica.admit(&all, &mut gate);
    assert_eq!(codes(&admission), ["not-a-member", "builds-on-what-was-refused"]);
    gate.known.push(ana.key.public());
    assert_eq!(dan.replica.admit(&all, &mut gate).applied.len(), 2);
}

#[test]
fn clk_1_what_comes_from_the_future_is_held() {
    let (mut ana, mut ben) = (Device::new(1, TALK), Device::new(2, TALK));
    let all = ana.post(1, "{}");
    let known = vec![ana.key.public()];
    let mut gate = Charter { known, now: Timestamp(NOON.0 - 3_600_000) };
    let admission = ben.replica.admit(&all, &mut gate);
    assert_eq!((admission.applied.len(), admission.held.len()), (0, 1));
    assert_eq!(ben.replica.changes_since(&[], 1 << 16), None);
    gate.now = NOON;
    assert_eq!(ben.replica.retry(&mut gate).applied, ana.replica.heads());
}

#[test]
fn the_queue_of_orphans_is_bounded() {
    let mut ana = Device::new(1, TALK);
    let mut ben = Device::new(2, TALK);
    let mut cara = Device::new(3, TALK);
    cara.post(1, "{}");
    ben.take(&cara.post(2, "{}"));
    let right = ana.draft(fact(1));
    let json = "x".repeat(limits::FACT_BYTES_MAX);
    let big = |seq: u8| Draft {
        seq: u64::from(seq),
        start_op: u64::from(seq) + 1,
        deps: vec![ChangeHash([seq; 32])],
        content: Content::Fact { id: CommandId([seq; 16]), json: json.clone() },
        ..right.clone()
    };
    let dropped: usize =
        (1..100).map(|seq| codes(&ben.take(&ana.sign_drafts(&[big(seq)]))).len()).sum();
    assert!(dropped > 20, "{dropped}");
    // Cara has little in the queue, so nothing of hers was dropped.
    assert_eq!(ben.pull(&cara).applied.len(), 2);
    assert_eq!(ben.take(&ana.post(1, "{}")).applied.len(), 1);
}

#[test]
fn too_much_is_refused_before_it_is_unpacked() {
    let ana = Device::new(1, PAGE);
    let huge = |ops: usize| {
        let runs = vec![Run::Insert { after: None, text: "x".repeat(ops) }];
        ana.sign_drafts(&[ana.draft(text(runs))]).encode()
    };
    let decode = SignedChanges::decode;
    assert!(decode(&huge(limits::CHANGE_OPS_MAX)).is_ok());
    let over = decode(&huge(limits::CHANGE_OPS_MAX + 1));
    assert_eq!(over, Err(DecodeError::Forbidden("edit-too-long")));
    let bomb = huge(BATCH.inflated_bytes);
    assert!(bomb.len() < BATCH.bytes / 10, "{}", bomb.len());
    assert_eq!(decode(&bomb), Err(DecodeError::TooLarge));
    assert_eq!(decode(&vec![1; BATCH.bytes + 1]), Err(DecodeError::TooLarge));
    // A few bytes that stand for very many operations.
    let runs = vec![Run::Delete { first: OpRef { actor: 0, counter: 4 }, count: 90_000 }];
    let drafts = vec![ana.draft(text(runs)); 3];
    assert_eq!(decode(&ana.sign_drafts(&drafts).encode()), Err(DecodeError::TooLarge));
    assert_eq!(decode(&[]), Err(DecodeError::Malformed));
    assert_eq!(decode(&[7]), Err(DecodeError::UnknownVersion(7)));
    let mut trailing = huge(3);
    trailing.push(0);
    assert_eq!(decode(&trailing), Err(DecodeError::Malformed));
}

#[test]
fn our_own_large_texts_can_be_sent() {
    let mut ana = Device::new(1, PAGE);
    let mut ben = Device::new(2, PAGE);
    let long: String =
        (0..limits::CHANGE_OPS_MAX).map(|n| char::from(b'a' + (n * n % 23) as u8)).collect();
    ben.take(&ana.splice(0, 0, &long));
    assert_eq!(ben.replica.text(), long);
    let splice = Splice { at: 0, delete: 0, insert: format!("{long}x") };
    let written = ana.replica.splice_text(&[splice], NOON);
    assert_eq!(written, Err(WriteError::TooLarge("edit-too-long")));
    let splice = Splice { at: 0, delete: 0, insert: long };
    ana.replica.splice_text(std::slice::from_ref(&splice), NOON).expect("within the limits");
    ana.replica.splice_text(std::slice::from_ref(&splice), NOON).expect("within the limits");
    let written = ana.replica.splice_text(&[splice], NOON);
    assert_eq!(written, Err(WriteError::TooMuchUnsigned));
    ben.take(&ana.sign());
    assert_same(&ana.replica, &ben.replica);
}

#[test]
fn a_rollback_leaves_no_trace() {
    let (mut ana, mut ben) = page();
    let before = ben.replica.clone();
    ben.take(&ana.splice(1, 1, "cd"));
    ana.replica.put_fact(CommandId([1; 16]), "{}", NOON).expect("small");
    ben.take(&ana.sign());
    let len = before.graph.len();
    ben.replica.index.truncate(len);
    ben.replica.graph.truncate(len);
    ben.replica.doc = before.doc.clone();
    assert_same(&ben.replica, &before);
    assert_eq!(ben.pull(&ana).applied.len(), 2);
    assert_same(&ben.replica, &ana.replica);
    let unused = assemble(ben.replica.graph.node(Graph::GENESIS).hash, []);
    assert!(unused.is_empty());
}

#[test]
fn what_came_before_its_signature_is_given_with_it() {
    let [mut ana, mut ben, mut cara] = [1, 2, 3].map(|seed| Device::new(seed, TALK));
    let from_ben = ben.post(1, "{}");
    ana.replica.put_fact(CommandId([2; 16]), "{}", NOON).expect("small").expect("new");
    ana.take(&from_ben);
    // Signed once, after it heard of Ben's.
    let batch = ana.post(3, "{}");
    assert_eq!((batch.len(), batch.tips.len()), (2, 1));
    let admission = cara.take(&batch);
    assert_eq!((admission.applied.len(), admission.missing.len()), (1, 1));
    assert!(cara.replica.batches_since(&[]).is_empty(), "nobody could verify it");
    let before = cara.replica.heads();
    assert_eq!(cara.take(&from_ben).applied.len(), 2);
    // Who keeps just what is given each time has all of it.
    let mut dan = Device::new(4, TALK);
    for batch in cara.replica.batches_since(&before) {
        dan.take(&batch);
    }
    assert_same(&dan.replica, &cara.replica);
    let heads = cara.replica.heads();
    assert!(cara.replica.batches_since(&heads).is_empty(), "and it is given once");
}
