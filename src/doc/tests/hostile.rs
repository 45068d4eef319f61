//! Thousands of changes that a member could sign and no program would make: none of them may panic,
//! wedge the document, or make one that does not load again.

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng as _, SeedableRng as _};

use super::super::content::{Content, OpRef, Run};
use super::super::schema::Draft;
use super::super::*;
use super::support::*;

use crate::ordered;

struct Dice(ChaCha8Rng);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0.next_u64() % limit.max(1)
    }

    fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len() as u64) as usize].clone()
    }
}

/// A page in which two people wrote, and the two.
fn busy_page(dice: &mut Dice) -> [Device; 2] {
    let mut people = [Device::new(1, PAGE), Device::new(2, PAGE)];
    for _ in 0..12 {
        let who = dice.below(2) as usize;
        let length = people[who].replica.text().encode_utf16().count() as u64;
        let at = dice.below(length + 1);
        let delete = dice.below((length - at).min(3) + 1);
        let insert = dice.pick(&["", "a", "bé", "word "]);
        people[who].splice(at as u32, delete as u32, insert);
        if dice.one_in(3) {
            let title = dice.pick(&["x", "y"]);
            people[who].replica.set_field(PageField::Title, title, NOON).expect("short");
            people[who].sign();
        }
        if dice.one_in(2) {
            let [ana, ben] = &mut people;
            if who == 0 {
                ben.pull(ana)
            } else {
                ana.pull(ben)
            };
        }
    }
    people
}

fn op(dice: &mut Dice, actors: usize, around: u64) -> OpRef {
    let counter = match dice.below(8) {
        0 => around + dice.below(4),
        1 => dice.pick(&[1, 2, 3, u64::from(u32::MAX), 1 << 31, u64::MAX]),
        _ => 1 + dice.below(around),
    };
    OpRef { actor: dice.below(actors as u64) as u32, counter }
}

fn content(dice: &mut Dice, actors: usize, around: u64) -> Content {
    let words = ["", "a", "\u{0}", "é🙂", "\u{fffc}x", "longer words"];
    match dice.below(6) {
        0 => Content::Fact {
            id: CommandId([dice.below(4) as u8; 16]),
            json: dice.pick(&words).to_owned(),
        },
        1 => Content::Field {
            field: dice.pick(&PageField::ALL),
            value: dice.pick(&words).to_owned(),
            replaces: (0..dice.below(3)).map(|_| op(dice, actors, around)).collect(),
        },
        _ => Content::Text(
            (0..dice.below(4))
                .map(|_| {
                    if dice.one_in(2) {
                        let after = (!dice.one_in(4)).then(|| op(dice, actors, around));
                        Run::Insert { after, text: dice.pick(&words).to_owned() }
                    } else {
                        let count = dice.pick(&[0, 1, 1, 1, 2, 3, 70, 5_000, u32::MAX]);
                        Run::Delete { first: op(dice, actors, around), count }
                    }
                })
                .collect(),
        ),
    }
}

/// A change that is right in most of its parts, by one of the two, on top of anything.
fn draft(dice: &mut Dice, author: &Device, known: &Replica) -> Draft {
    let graph = &known.graph;
    let mut deps: Vec<u32> = match dice.below(4) {
        0 => (0..=dice.below(3)).map(|_| dice.below(u64::from(graph.len())) as u32).collect(),
        _ => graph.heads().iter().copied().collect(),
    };
    ordered::sort(&mut deps);
    if !dice.one_in(10) {
        deps.dedup();
    }
    let mut actors = vec![author.replica.actor];
    let others = known.graph.actors().iter().filter(|actor| **actor != actors[0]).copied();
    actors.extend(others.collect::<Vec<_>>());
    let start_op = graph.max_op(&deps) + 1;
    let me = graph.find_actor(&actors[0]);
    let seq = me.map_or(0, |me| graph.chain(me).len() as u64) + 1;
    let mut hashes = graph.hashes(&deps);
    if dice.one_in(20) {
        hashes.push(ChangeHash([dice.below(3) as u8; 32]));
    }
    let odd = [0, 1, 2, seq, start_op, 1 << 31, u64::from(u32::MAX), u64::MAX];
    Draft {
        content: content(dice, actors.len(), start_op),
        actors,
        seq: if dice.one_in(12) { dice.pick(&odd) } else { seq },
        start_op: if dice.one_in(12) { dice.pick(&odd) } else { start_op },
        at_seconds: if dice.one_in(12) { dice.pick(&odd) } else { NOON.0 / 1000 },
        deps: hashes,
    }
}

#[test]
fn no_signed_change_breaks_a_document() {
    let mut dice = Dice(ChaCha8Rng::seed_from_u64(1));
    let (mut applied, mut refused, mut undecodable) = (0, 0, 0);
    for _ in 0..40 {
        let people = busy_page(&mut dice);
        let mut victim = Device::new(3, PAGE);
        victim.pull(&people[0]);
        victim.pull(&people[1]);
        for _ in 0..80 {
            let author = &people[dice.below(2) as usize];
            let draft = draft(&mut dice, author, &victim.replica);
            // What cannot even be put together gets no further than decoding.
            if SignedChanges::decode(&author.spoilt(&draft).encode()).is_err() {
                undecodable += 1;
                continue;
            }
            let admission = victim.take(&author.sign_drafts(&[draft]));
            applied += admission.applied.len();
            refused += admission.refused.len();
            assert!(!codes(&admission).contains(&"automerge-refuses"));
        }
        assert_sound(&victim.replica);
        let heads = victim.replica.heads();
        victim.splice(0, 0, "still writable");
        assert_ne!(victim.replica.heads(), heads);
    }
    // The dice must reach both sides of every check.
    assert!(
        applied > 200 && refused > 600 && undecodable > 200,
        "{applied} {refused} {undecodable}"
    );
}

#[test]
fn no_bytes_break_a_document() {
    let mut dice = Dice(ChaCha8Rng::seed_from_u64(2));
    let people = busy_page(&mut dice);
    let [ana, ben] = &people;
    let whole = ana.replica.changes_since(&[], 1 << 16).expect("some");
    let plain = {
        let mut bytes = vec![1];
        bytes.extend(postcard::to_stdvec(&whole).expect("plain data"));
        bytes
    };
    let (mut decoded, mut applied) = (0, 0);
    for round in 0..6000 {
        let mut bytes = plain.clone();
        for _ in 0..=dice.below(3) {
            let at = 1 + dice.below(bytes.len() as u64 - 1) as usize;
            match dice.below(4) {
                0 => bytes[at] = dice.below(256) as u8,
                1 => bytes[at] = bytes[at].wrapping_add(1),
                2 => bytes.truncate(at + 1),
                _ => bytes.insert(at, dice.below(256) as u8),
            }
        }
        let Ok(batch) = SignedChanges::decode(&bytes) else { continue };
        decoded += 1;
        // As a member would, who signs whatever it is that came out.
        let genesis = ana.replica.graph.node(super::super::graph::Graph::GENESIS).hash;
        let mut hashes = Vec::new();
        let drafts: Vec<Draft> = (0..batch.len())
            .map(|index| {
                let draft = batch.draft(index, genesis, &hashes);
                hashes.push(schema::from_automerge(&draft.compose().hash()));
                draft
            })
            .collect();
        let signed = drafts.into_iter().zip(&hashes).map(|(draft, hash)| {
            let author = if *draft.actor() == ana.replica.actor { ana } else { ben };
            (*hash, draft, Some(author.signature(hash)))
        });
        let batch = super::super::give::assemble(genesis, signed);
        let mut victim = Device::new(3, PAGE);
        let admission = victim.replica.admit(&batch, &mut OpenGate::default());
        applied += admission.applied.len();
        if round % 20 == 0 {
            assert_sound(&victim.replica);
        }
    }
    assert!(decoded > 500 && applied > 500, "{decoded} {applied}");
}
