//! What a member may do whose program was rewritten, beyond single bad changes: very many good ones,
//! and good changes of others passed on in another form. Nobody may lose what they wrote by it.

use super::super::content::{Content, OpRef, Run};
use super::super::schema::Draft;
use super::super::*;
use super::support::*;
use crate::limits;

/// So many changes by one device that none builds on another: each is of a session of its own.
fn crowd(document: DocumentId, count: u16) -> SignedChanges {
    let evil = Device::new(66, document);
    let one = |number: u16| {
        let (mut session, mut id) = ([0; 8], [0; 16]);
        session[..2].copy_from_slice(&number.to_be_bytes());
        id[..2].copy_from_slice(&number.to_be_bytes());
        let fact = Content::Fact { id: CommandId(id), json: "{}".to_owned() };
        let actors = vec![ActorKey::new(&evil.key.public(), session)];
        Draft { actors, ..evil.draft(fact) }
    };
    evil.sign_drafts(&(1..=count).map(one).collect::<Vec<_>>())
}

/// Whatever was written on top of a crowd is taken by others, and there again after a start.
fn survives_a_crowd(document: DocumentId, write: impl Fn(&mut Device) -> SignedChanges) {
    let count = limits::CHANGE_PARENTS_MAX as u16 + 50;
    let (mut ana, mut ben) = (Device::new(1, document), Device::new(2, document));
    ben.take(&write(&mut ana));
    let crowd = crowd(document, count);
    assert_eq!(ana.take(&crowd).applied.len(), usize::from(count));
    ben.take(&crowd);
    assert!(ana.replica.heads().len() > limits::CHANGE_PARENTS_MAX);
    for _ in 0..3 {
        let admission = ben.take(&write(&mut ana));
        assert_eq!((codes(&admission), admission.missing), (vec![], vec![]));
        assert_eq!(ben.replica.heads(), ana.replica.heads());
    }
    assert!(ana.replica.heads().len() < limits::CHANGE_PARENTS_MAX);
    let stored = ana.replica.snapshot();
    let (document, actor) = (ana.replica.document(), ana.replica.actor());
    let gate = &mut OpenGate::default();
    let (again, _) =
        Replica::from_snapshot(document, COMMUNITY, &stored, actor, gate).expect("our own");
    assert_same(&again, &ana.replica);
}

#[test]
fn what_is_written_on_top_of_very_many_heads_is_taken_and_kept() {
    let post = |device: &mut Device| {
        let id = CommandId([u8::try_from(device.replica.len() % 251).expect("small"); 16]);
        device.replica.put_fact(id, "{}", NOON).expect("short").expect("new");
        device.sign()
    };
    survives_a_crowd(TALK, post);
    survives_a_crowd(PAGE, |device| device.splice(0, 0, "words "));
}

#[test]
fn a_change_is_judged_by_what_it_is_and_not_by_how_it_came() {
    let (mut ana, mut ben) = (Device::new(1, PAGE), Device::new(2, PAGE));
    ben.take(&ana.splice(0, 0, "ab"));
    let good = ana.splice(2, 0, "c");
    let after = ana.splice(3, 0, "d");
    // Her own name once more in the table, and her reference to herself by the second entry.
    let mut bent = good.clone();
    bent.actors.push(bent.actors[0]);
    let Content::Text(runs) = &mut bent.changes[0].content else { panic!("an edit") };
    let [Run::Insert { after: Some(op), .. }] = &mut runs[..] else { panic!("an insertion") };
    op.actor = u32::try_from(bent.actors.len() - 1).expect("few");
    assert_eq!(SignedChanges::decode(&bent.encode()), Err(DecodeError::Malformed));
    // What a field replaces, in another order: the same change to Automerge.
    let mut cara = Device::new(3, PAGE);
    ana.replica.set_field(PageField::Title, "x", NOON).expect("short");
    cara.replica.set_field(PageField::Title, "y", NOON).expect("short");
    let (one, other) = (ana.sign(), cara.sign());
    cara.pull(&ana);
    ana.take(&other);
    ben.take(&after);
    ben.take(&good);
    ben.take(&one);
    ben.take(&other);
    ana.replica.set_field(PageField::Title, "z", NOON).expect("short");
    let good = ana.sign();
    let mut bent = good.clone();
    let Content::Field { replaces, .. } = &mut bent.changes[0].content else { panic!("a field") };
    assert_eq!(replaces.len(), 2);
    replaces.reverse();
    assert_eq!(SignedChanges::decode(&bent.encode()), Err(DecodeError::Malformed));
    assert_eq!(codes(&ben.take(&good)), [""; 0]);
    assert_same(&ben.replica, &ana.replica);
}

#[test]
fn a_text_cut_into_characters_on_the_way_can_be_passed_on() {
    let (mut ana, mut ben) = (Device::new(1, PAGE), Device::new(2, PAGE));
    let words = "x".repeat(4_000);
    let mut cut = ana.splice(0, 0, &words);
    let change = &mut cut.changes[0];
    let (start, actor) = (change.start_op, change.actor);
    let run = |at: u64| {
        let after = (at > 0).then(|| OpRef { counter: start + at - 1, actor });
        Run::Insert { after, text: "x".to_owned() }
    };
    change.content = Content::Text((0..4_000).map(run).collect());
    assert_eq!(ben.take(&cut).applied, ana.replica.heads());
    let gone = ana.splice(0, 4_000, "");
    let mut cut = gone.clone();
    let Content::Text(runs) = &cut.changes[0].content else { panic!("an edit") };
    let [Run::Delete { first, .. }] = runs[..] else { panic!("one deletion: {runs:?}") };
    let run =
        |at: u64| Run::Delete { first: OpRef { counter: first.counter + at, ..first }, count: 1 };
    cut.changes[0].content = Content::Text((0..4_000).map(run).collect());
    assert_eq!(ben.take(&cut).applied, ana.replica.heads());
    assert_same(&ben.replica, &ana.replica);
    let (mine, theirs) = (ana.replica.snapshot(), ben.replica.snapshot());
    assert_eq!(mine.len(), theirs.len());
}

#[test]
fn what_could_not_be_passed_on_is_not_taken() {
    // Deflated it is short; others pass on what is short as it is, or nothing after it.
    let ana = Device::new(1, TALK);
    let json = "x".repeat(limits::FACT_BYTES_MAX);
    let draft = |id| ana.draft(Content::Fact { id: CommandId([id; 16]), json: json.clone() });
    let few: Vec<_> = (1..4).map(draft).collect();
    assert!(SignedChanges::decode(&ana.sign_drafts(&few).encode()).is_ok());
    let many: Vec<_> = (1..7).map(draft).collect();
    let many = ana.sign_drafts(&many).encode();
    assert!(many.len() < limits::BATCH_BYTES_MAX / 10);
    assert_eq!(SignedChanges::decode(&many), Err(DecodeError::TooLarge));
}

#[test]
fn text_edits_among_facts_are_refused_before_they_are_put_together() {
    // Ninety thousand operations in a few bytes, and nobody has to be a member to send them.
    let (ana, mut ben) = (Device::new(1, TALK), Device::new(2, TALK));
    let run = Run::Delete { first: OpRef { actor: 0, counter: 4 }, count: 90_000 };
    let batch = ana.spoilt(&ana.draft(Content::Text(vec![run])));
    let admission = ben.take(&batch);
    assert_eq!(codes(&admission), ["only-facts-here"]);
    assert_eq!(
        admission.refused[0].hash,
        Replica::new(TALK, COMMUNITY, ActorKey::new(&DeviceKey([7; 32]), [7; 8])).heads()[0]
    );
}
