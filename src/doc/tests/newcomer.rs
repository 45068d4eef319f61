//! What a peer that has nothing is sent, measured against what storage keeps of the same documents.

use super::super::*;
use super::support::*;

use crate::ordered;

const HANDBOOK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/enspiral-handbook");

/// Answers to a peer that has nothing, in bytes each, and the whole as a snapshot.
fn answers_and_snapshot(replica: &Replica) -> (Vec<usize>, usize) {
    let mut newcomer = Device::new(99, replica.document());
    let mut answers = Vec::new();
    let bytes_max = crate::limits::ANSWER_BYTES_MAX;
    while let Some(part) = replica.changes_since(&newcomer.replica.heads(), bytes_max) {
        answers.push(part.encode().len());
        assert_eq!(newcomer.take(&part).refused, []);
    }
    assert_same(&newcomer.replica, replica);
    (answers, replica.snapshot().len())
}

/// A newcomer is not served better by any other form of the same changes (docs/wire.md).
#[test]
fn answers_to_a_newcomer_are_as_small_as_a_snapshot() {
    let mut texts = Vec::new();
    let mut folders = vec![std::path::PathBuf::from(HANDBOOK)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the handbook is there") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "md") {
                texts.push(std::fs::read_to_string(path).expect("text"));
            }
        }
    }
    ordered::sort(&mut texts);
    let text = texts.join("\n");
    let mut words = text.split_whitespace();
    let mut authors: Vec<Device> = (1..=2).map(|seed| Device::new(seed, TALK)).collect();
    for post in 0..1_000_usize {
        let body = words.by_ref().take(8 + post * 7 % 40).collect::<Vec<_>>().join(" ");
        assert!(!body.is_empty(), "no words twice: deflate would find them");
        let at = NOON.0 + 61_000 * post as u64;
        let fact =
            format!(r#"{{"at":{at},"body":{body:?},"kind":"PostWritten","language":"en","v":1}}"#);
        let mut id = [0; 16];
        id[..8].copy_from_slice(&crate::sign::sha256(&post.to_be_bytes())[..8]);
        let author = &mut authors[post * post % 3 % 2];
        let put = author.replica.put_fact(CommandId(id), &fact, Timestamp(at));
        put.expect("small").expect("new");
        let batch = author.sign();
        for other in &mut authors {
            other.take(&batch);
        }
    }
    let (answers, snapshot) = answers_and_snapshot(&authors[0].replica);
    let all: usize = answers.iter().sum();
    let (mut pages, mut stored, mut most) = (0, 0, 0);
    for text in &texts {
        let mut author = Device::new(1, PAGE);
        author.splice(0, 0, text);
        let (answers, snapshot) = answers_and_snapshot(&author.replica);
        pages += answers.iter().sum::<usize>();
        stored += snapshot;
        most = most.max(answers.len());
    }
    assert!(pages * 10 <= stored * 11 && most == 1, "{pages} against {stored}, in {most}");
    assert_eq!(answers.len(), 5);
    assert!(all * 10 <= snapshot * 11, "{all} against {snapshot}");
}

#[test]
fn what_is_not_durable_is_not_given_out() {
    let mut ana = Device::new(1, TALK);
    let first = ana.post(1, "{}");
    ana.post(2, "{}");
    let unsaved: ordered::Set<ChangeHash> = ana.replica.heads().into_iter().collect();
    assert_eq!(ana.replica.durable_since(&[], &unsaved, 1 << 16).as_ref(), Some(&first));
    assert_eq!(ana.replica.changes_since(&[], 1 << 16).map(|all| all.len()), Some(2));
}
