//! Replicas that hold sets of numbered changes, one growing line each writer and document, and pass
//! each other's messages in seeded order.

use rand_chacha::ChaCha20Rng;
use rand_core::{Rng as _, SeedableRng as _};

use super::*;
use crate::id::{PageId, ThreadId};

/// A change: writer, then number. It depends on all numbers below of its writer.
fn change(writer: u8, number: u8) -> ChangeHash {
    let mut bytes = [0; 32];
    bytes[..2].copy_from_slice(&[writer, number]);
    ChangeHash(bytes)
}

#[derive(Debug, Default, Clone, PartialEq)]
struct Store(BTreeMap<DocumentId, BTreeMap<u8, u8>>);

impl Store {
    /// Takes (writer, first, last) lines; one that leaves a gap cannot be used.
    fn take(&mut self, document: DocumentId, bytes: &[u8]) -> bool {
        let lines = self.0.entry(document).or_default();
        let mut whole = true;
        for line in bytes.chunks(3) {
            let have = lines.get(&line[0]).copied().unwrap_or(0);
            whole &= line[1] <= have + 1;
            if line[1] <= have + 1 && line[2] > have {
                lines.insert(line[0], line[2]);
            }
        }
        whole
    }

    fn since(&self, document: &DocumentId, have: &[ChangeHash]) -> Vec<u8> {
        let lines = self.0.get(document).into_iter().flatten();
        let lines = lines.flat_map(|(writer, last)| {
            let theirs = have.iter().filter(|hash| hash.0[0] == *writer).map(|hash| hash.0[1]);
            let first = theirs.max().unwrap_or(0) + 1;
            (first <= *last).then_some([*writer, first, *last]).into_iter().flatten()
        });
        lines.collect()
    }
}

impl Documents for Store {
    fn names(&self) -> Vec<DocumentId> {
        self.0.keys().copied().collect()
    }
    fn count(&self) -> usize {
        self.0.len()
    }
    fn heads(&self, document: &DocumentId) -> Vec<ChangeHash> {
        let lines = self.0.get(document).into_iter().flatten();
        lines.map(|(writer, last)| change(*writer, *last)).collect()
    }
    fn contains(&self, document: &DocumentId, change: &ChangeHash) -> bool {
        let line = self.0.get(document).and_then(|lines| lines.get(&change.0[0]));
        line.is_some_and(|last| *last >= change.0[1])
    }
}

#[derive(Default)]
struct Replica {
    store: Store,
    replication: Replication,
}

struct World {
    now: Timestamp,
    replicas: Vec<Replica>,
    /// Messages on the way, by (from, to); each pair keeps order.
    wires: BTreeMap<(usize, usize), VecDeque<Message>>,
    rng: ChaCha20Rng,
    change_messages: usize,
}

fn device(number: usize) -> DeviceKey {
    DeviceKey([u8::try_from(number).expect("few"); 32])
}

fn number(device: DeviceKey) -> usize {
    usize::from(device.0[0])
}

fn page(number: u8) -> DocumentId {
    DocumentId::Page(PageId([number; 16]))
}

impl World {
    fn new(count: usize, seed: u64) -> Self {
        Self {
            now: Timestamp(1_000),
            replicas: (0..count).map(|_| Replica::default()).collect(),
            wires: BTreeMap::new(),
            rng: ChaCha20Rng::seed_from_u64(seed),
            change_messages: 0,
        }
    }

    fn connect(&mut self, a: usize, b: usize) {
        for (one, other) in [(a, b), (b, a)] {
            let Replica { store, replication } = &mut self.replicas[one];
            replication.peer_up(device(other), Scope::Everything, store);
        }
    }

    fn write(&mut self, writer: usize, document: DocumentId) {
        let Replica { store, replication } = &mut self.replicas[writer];
        let name = u8::try_from(writer).expect("few");
        let next = store.0.get(&document).and_then(|lines| lines.get(&name)).unwrap_or(&0) + 1;
        let bytes = [name, next, next];
        assert!(store.take(document, &bytes));
        replication.wrote(document, &bytes, store);
    }

    fn deliver(&mut self, from: usize, to: usize, message: Message) {
        let (now, peer) = (self.now, device(from));
        let Replica { store, replication } = &mut self.replicas[to];
        match message {
            Message::Have { documents, .. } => replication.have(now, peer, documents, store),
            Message::Heads { document, heads } => {
                replication.heads(now, peer, (document, heads), store)
            }
            Message::Want { document, have } => {
                if replication.may_answer(peer, &document) {
                    let bytes = store.since(&document, &have);
                    let pieces = bytes.chunks(3).map(<[u8]>::to_vec).collect();
                    replication.answer(peer, document, pieces);
                }
                Ok(())
            }
            Message::Changes { document, part, bytes } => {
                self.change_messages += 1;
                let whole = store.take(document, &bytes);
                let tips: Vec<_> = bytes.chunks(3).map(|line| change(line[0], line[2])).collect();
                replication.answered(now, peer, (document, part, &tips), store);
                replication.applied(document, store);
                if !whole {
                    replication.ask_again(now, peer, document, store);
                }
                Ok(())
            }
            Message::Greeting(_)
            | Message::Snapshot { .. }
            | Message::BlobWant { .. }
            | Message::BlobChunk { .. }
            | Message::Bye(_) => panic!("{message:?}"),
        }
        .expect("nobody is hostile here");
    }

    /// Delivers everything, in any order between pairs.
    fn run(&mut self) {
        for _ in 0..100_000 {
            for (from, replica) in self.replicas.iter_mut().enumerate() {
                while let Some((to, message)) = replica.replication.poll() {
                    self.wires.entry((from, number(to))).or_default().push_back(message);
                }
            }
            self.wires.retain(|_, wire| !wire.is_empty());
            let count = u64::try_from(self.wires.len()).expect("few");
            if count == 0 {
                let wakes = self.replicas.iter().filter_map(|one| one.replication.next_wake());
                let Some(at) = wakes.min() else { return };
                self.now = self.now.max(at);
                for Replica { store, replication } in &mut self.replicas {
                    replication.tick(self.now, store);
                }
                continue;
            }
            let pick = usize::try_from(self.rng.next_u64() % count).expect("few");
            let (&(from, to), wire) = self.wires.iter_mut().nth(pick).expect("in range");
            let message = wire.pop_front().expect("not empty");
            self.deliver(from, to, message);
        }
        panic!("never comes to rest");
    }

    fn check_level(&self) {
        for replica in &self.replicas {
            assert_eq!(replica.store, self.replicas[0].store);
            assert_eq!(replica.replication.pending(), 0);
            for peer in replica.replication.peers.keys() {
                assert_eq!(replica.replication.behind(peer, &replica.store), Some(0));
            }
        }
    }
}

#[test]
fn replicas_become_level_from_any_state_in_any_order() {
    for seed in 0..40 {
        let mut world = World::new(4, seed);
        for writer in 0..4 {
            for step in 0..30 {
                world.write(writer, page(u8::try_from((step * (writer + 1)) % 20).expect("few")));
            }
        }
        for (a, b) in [(0, 1), (1, 2), (2, 3), (3, 0), (0, 2), (1, 3)] {
            world.connect(a, b);
        }
        for writer in 0..4 {
            world.write(writer, DocumentId::Charter);
        }
        world.run();
        world.check_level();
    }
}

#[test]
fn a_line_of_replicas_becomes_level_too() {
    for seed in 0..20 {
        let mut world = World::new(4, seed);
        for (a, b) in [(0, 1), (1, 2), (2, 3)] {
            world.connect(a, b);
        }
        world.run();
        world.write(0, page(1));
        world.write(3, page(1));
        world.run();
        world.check_level();
    }
}

#[test]
fn in_a_full_mesh_a_live_change_crosses_each_channel_once() {
    let mut world = World::new(4, 1);
    for (a, b) in [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)] {
        world.connect(a, b);
    }
    world.run();
    world.write(0, page(1));
    world.run();
    world.check_level();
    assert_eq!(world.change_messages, 3);
}

#[test]
fn the_charter_is_asked_for_first_and_little_at_once() {
    let (mut replication, store) = (Replication::default(), Store::default());
    let peer = device(1);
    replication.peer_up(peer, Scope::Everything, &store);
    assert!(matches!(replication.poll(), Some((_, Message::Have { .. }))));
    let mut said: Vec<_> = (0..20).map(|name| (page(name), vec![change(1, 1)])).collect();
    said.push((DocumentId::Charter, vec![change(1, 1)]));
    replication.have(Timestamp(0), peer, said, &store).expect("few");
    let wants: Vec<_> = std::iter::from_fn(|| replication.poll()).collect();
    assert_eq!(wants.len(), WANTS_OUTSTANDING_MAX);
    let first = Message::Want { document: DocumentId::Charter, have: vec![] };
    assert_eq!(wants[0], (peer, first));
    let answer = (DocumentId::Charter, ChangesPart::Last, &[][..]);
    replication.answered(Timestamp(1), peer, answer, &store);
    assert_eq!(std::iter::from_fn(|| replication.poll()).count(), 1);
}

#[test]
fn a_peer_that_brings_nothing_is_not_asked_for_ever() {
    let (mut replication, store) = (Replication::default(), Store::default());
    let peer = device(1);
    replication.peer_up(peer, Scope::Everything, &store);
    let said = vec![(page(1), vec![change(1, 1)])];
    for _ in 0..10 {
        replication.have(Timestamp(0), peer, said.clone(), &store).expect("few");
        replication.answered(Timestamp(0), peer, (page(1), ChangesPart::Last, &[]), &store);
    }
    assert_eq!(std::iter::from_fn(|| replication.poll()).count(), 2, "one Have, one Want");
    assert_eq!(replication.pending(), 0);
}

#[test]
fn who_is_no_member_sees_the_charter_only() {
    let (mut replication, mut store) = (Replication::default(), Store::default());
    let thread = DocumentId::Talk { thread: ThreadId([1; 16]), part: 0 };
    for document in [DocumentId::Charter, thread] {
        assert!(store.take(document, &[1, 1, 1]));
    }
    let peer = device(2);
    replication.peer_up(peer, Scope::CharterOnly, &store);
    let have = |replication: &mut Replication| match replication.poll() {
        Some((_, Message::Have { documents, .. })) => documents.len(),
        other => panic!("{other:?}"),
    };
    assert_eq!(have(&mut replication), 1);
    replication.wrote(thread, &[1, 1, 1], &store);
    replication.applied(thread, &store);
    assert_eq!(replication.poll(), None);
    assert!(replication.may_answer(peer, &DocumentId::Charter));
    assert!(!replication.may_answer(peer, &thread));
    replication.set_scope(peer, Scope::Everything, &store);
    assert_eq!(have(&mut replication), 2);
    assert!(replication.may_answer(peer, &thread));
}

#[test]
fn what_is_too_much_is_refused() {
    let (mut replication, store) = (Replication::default(), Store::default());
    let peer = device(1);
    replication.peer_up(peer, Scope::Everything, &store);
    let heads = vec![change(1, 1); HEADS_MAX + 1];
    let said = (page(1), heads);
    assert_eq!(replication.heads(Timestamp(0), peer, said, &store), Err("too-many-heads"));
}

#[test]
fn blobs_come_last_and_from_whoever_has_them() {
    let (mut replication, store) = (Replication::default(), Store::default());
    let (a, b, hash) = (device(1), device(2), BlobHash([1; 32]));
    for peer in [a, b] {
        replication.peer_up(peer, Scope::Everything, &store);
        assert!(replication.poll().is_some());
    }
    let now = Timestamp(0);
    replication.want_blob(now, hash, 0);
    assert_eq!(replication.poll(), None, "nobody has said what they have");
    replication.have(now, a, vec![(page(1), vec![])], &store).expect("few");
    assert_eq!(replication.poll(), Some((a, Message::BlobWant { hash, from: 0 })));
    assert_eq!(replication.blob_chunk(now, b, (hash, 0, 3)), Err("blob-unasked"));
    assert_eq!(replication.blob_chunk(now, a, (hash, 1, 3)), Err("blob-order"));
    assert_eq!(replication.blob_chunk(now, a, (hash, 0, 3)), Ok(()));
    replication.have(now, b, vec![(page(1), vec![])], &store).expect("few");
    replication.peer_down(now, a);
    assert_eq!(replication.poll(), Some((b, Message::BlobWant { hash, from: 1 })));
    assert_eq!(replication.blob_chunk(now, b, (hash, 0, 0)), Ok(()), "does not have it");
    assert_eq!(replication.poll(), None);
    replication.have(now, b, vec![(page(1), vec![])], &store).expect("few");
    assert_eq!(replication.poll(), None, "and is not asked again");
}
