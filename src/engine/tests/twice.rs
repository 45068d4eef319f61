//! Eve signs two changes for one place of each document, and shows one to one half and the other to
//! the other half: nobody is split, no work is lost, and her device is named and off.

mod proofs;

use std::collections::BTreeMap;

use super::*;
use crate::clock::DAY_MS;
use crate::domain::FactBody;
use crate::domain::economy::entry::{Entry, EntryBody};
use crate::engine::gate;
use crate::engine::pending::Task;
use crate::id::{BlobHash, ChangeHash, MotionId, PageId, ThreadId};
use crate::message::Letter;
use crate::message::command::{MotionAct, PageAct, Refusal, Splice, Writing};
use crate::message::economy::{EconomyAct, Stream, Work};
use crate::message::model::{FaultCard, MotionState, PageDelta, ViewDelta, ViewKey};
use crate::message::motion::{Choice, Method, MotionDraft, MotionEffect, Ratio};

const CARLA: Node = Node(3);
const DAN: Node = Node(4);
/// Comes later.
const FAY: Node = Node(5);
const HONEST: [Node; 4] = [ANA, BEN, CARLA, DAN];
const LEDGER: DocumentId = DocumentId::Ledger { part: 0 };

/// What all of them had before.
struct Common {
    eve: DeviceKey,
    thread: ThreadId,
    motion: MotionId,
    page: PageId,
}

impl Common {
    fn documents(&self) -> [DocumentId; 5] {
        [
            DocumentId::Charter,
            DocumentId::Motion(self.motion),
            DocumentId::Talk { thread: self.thread, part: 0 },
            LEDGER,
            DocumentId::Page(self.page),
        ]
    }
}

fn work(what: &str) -> Work {
    Work {
        date: "2026-03-02".parse().expect("a day"),
        minutes: 60,
        stream: Stream::Care,
        venture: None,
        order: None,
        what: what.to_owned(),
        place: String::new(),
        zone: String::new(),
        corrects: None,
    }
}

impl Scene {
    fn does(&mut self, node: Node, act: MemberAct) -> Outcome {
        let done = self.world.ask(node, Command::of(self.id, act));
        done.unwrap_or_else(|refusal| panic!("{node:?}: {refusal}"))
    }

    fn writes(&mut self, node: Node, writing: Writing) -> Outcome {
        self.does(node, MemberAct::Write(writing))
    }

    /// A topic, a motion, books and a page, known to all.
    fn common(&mut self) -> Common {
        let words = |text: &str| text.to_owned();
        let (title, body, language) = (words("Proofs"), words("Here they are."), words("en"));
        let topic = self.writes(ANA, Writing::StartThread { title, body, language });
        let draft = Box::new(MotionDraft {
            title: words("A common fund"),
            text: String::new(),
            method: Method::Majority,
            options: Vec::new(),
            effect: MotionEffect::Statement,
            quorum: Ratio { part: 3, whole: 5 },
            hours: 168,
            review: None,
            looks_again: None,
            page: None,
        });
        let motion = self.writes(ANA, Writing::OpenMotion { draft });
        let page =
            self.writes(ANA, Writing::CreatePage { title: words("Handbook"), text: String::new() });
        let open = EconomyAct::OpenBooks { base: "EUR".parse().expect("known") };
        self.does(ANA, MemberAct::Economy(Letter::new(&open)));
        let (Outcome::Thread(thread), Outcome::Motion(motion), Outcome::Page(page)) =
            (topic, motion, page)
        else {
            panic!("not what was asked for")
        };
        let common = Common { eve: self.device(EVE), thread, motion, page };
        self.types(ANA, page, "common ");
        self.until(|scene| scene.is_level(&[BEN, EVE, CARLA, DAN]));
        self.world.run_ms(3_000);
        common
    }

    fn text_of(&mut self, node: Node, page: PageId) -> (u64, String) {
        for _ in 0..200 {
            let deltas = self.world.view(node, ViewKey::Page(self.id, page));
            let all = deltas.into_iter().rev().find_map(|delta| {
                let ViewDelta::Page { delta: PageDelta::All { version, text, .. }, .. } = delta
                else {
                    return None;
                };
                Some((version, text))
            });
            if let Some(all) = all {
                return all;
            }
            self.world.run_ms(100);
        }
        panic!("no page");
    }

    /// Somebody types at the end of a page.
    fn types(&mut self, node: Node, page: PageId, insert: &str) {
        let (base, text) = self.text_of(node, page);
        let at = u32::try_from(text.encode_utf16().count()).expect("short");
        let splices = vec![Splice { at, delete: 0, insert: insert.to_owned() }];
        self.writes(node, Writing::Page { page, act: PageAct::Edit { base, splices } });
    }

    /// Eve's two faces in a document: one session, of which two programs go on.
    fn faces(&mut self, document: DocumentId) -> [Replica; 2] {
        let eve = self.device(EVE);
        let stored = self.of(ANA, |community, _| {
            let open = community.documents[&document].open.as_ref();
            open.expect("Ana wrote in it").replica.snapshot()
        });
        let actor = ActorKey::new(&eve, [66; 8]);
        let read = Replica::from_snapshot(document, self.id, &stored, actor, &mut OpenGate);
        let face = read.expect("Ana's own").0;
        [face.clone(), face]
    }

    /// What one face signs in a document; `face` is 0 or 1.
    fn lie(&mut self, replica: &mut Replica, common: &Common, face: u8) -> SignedChanges {
        let (eve, at) = (common.eve, self.now());
        let document = replica.document();
        let heads = self.of(ANA, |community, _| community.heads_of(&DocumentId::Charter));
        let fact = |body| Fact { at, body }.to_json();
        let json = match document {
            DocumentId::Charter => {
                fact(FactBody::ProfileChanged { profile: BlobHash([face + 1; 32]) })
            }
            DocumentId::Motion(_) => {
                let motion = common.motion;
                let version = self.of(ANA, |community, _| {
                    let model = community.motion_model(motion).expect("it is open");
                    model.motion.current().expect("it stands").id
                });
                let choice = if face == 0 { Choice::For } else { Choice::Against };
                let (reason, sequence) = (String::new(), 1);
                fact(FactBody::BallotCast { version, choice, reason, sequence })
            }
            DocumentId::Talk { .. } => {
                let (body, language) = (format!("I am {face}"), "en".to_owned());
                fact(FactBody::PostWritten { body, language, reply_to: None })
            }
            DocumentId::Ledger { .. } => {
                let body = EntryBody::WorkLogged(work(&format!("Work {face}")));
                Entry { at, charter: heads, body }.to_json()
            }
            DocumentId::Page(_) | DocumentId::Calendar { .. } => {
                let insert = format!("Eve {face} ");
                let splices = [Splice { at: 0, delete: 0, insert }];
                replica.splice_text(&splices, at).expect("it fits").expect("a change");
                return self.signed(replica, &eve);
            }
        };
        let id = CommandId(sign::name("lie", &[&eve.0, &[face], document.to_string().as_bytes()]));
        replica.put_fact(id, &json, at).expect("short").expect("new");
        self.signed(replica, &eve)
    }

    fn signed(&mut self, replica: &mut Replica, eve: &DeviceKey) -> SignedChanges {
        let tip = replica.unsigned_tip().expect("just written");
        let message = sign::tip_message(&self.id, &replica.document(), &tip);
        replica.vouch(&tip, self.world.key(EVE, eve).sign(&message)).expect("its own")
    }

    /// A node gets this from Eve, in whatever way.
    fn slip(&mut self, to: Node, replica: &Replica, changes: &SignedChanges) {
        let document = replica.document();
        let (from, part) = (replica.actor().device(), ChangesPart::Live);
        self.of(to, |community, core| {
            let task = Task::Admit { from, part, changes: changes.clone() };
            if let Some(Task::Admit { from, part, changes }) =
                community.with_open(core, document, task)
            {
                community.admit(core, document, (from, part), &changes);
            }
        });
        self.world.input(to, Input::Woken);
    }

    /// What somebody does in all documents.
    fn works(&mut self, node: Node, common: &Common, choice: Choice) {
        let name = format!("by {} ", node.0);
        let (thread, reply_to) = (common.thread, None);
        let (body, language) = (name.clone(), "en".to_owned());
        self.writes(node, Writing::WritePost { thread, body, language, reply_to });
        let (motion, reason) = (common.motion, name.clone());
        let act = MotionAct::CastBallot { choice, reason };
        self.writes(node, Writing::Motion { motion, act });
        self.types(node, common.page, &name);
        self.does(node, MemberAct::Economy(Letter::new(&EconomyAct::LogWork(work(&name)))));
        self.does(node, MemberAct::InviteMembers { uses_max: 1, valid_days: 1 });
    }

    fn heads(&mut self, node: Node) -> BTreeMap<DocumentId, Vec<ChangeHash>> {
        self.of(node, |community, _| {
            let all = community.documents.keys().copied().collect::<Vec<_>>();
            all.into_iter().map(|one| (one, community.heads_of(&one))).collect()
        })
    }

    /// Until these have the very same changes, and the same state.
    #[track_caller]
    fn until_one(&mut self, nodes: &[Node]) {
        for _ in 0..1_500 {
            let first = self.heads(ANA);
            if self.is_level(nodes) && nodes.iter().all(|node| self.heads(*node) == first) {
                return;
            }
            self.world.run_ms(100);
        }
        for node in nodes {
            eprintln!("{node:?}: {:?}", self.of(*node, |community, _| community.refusals.clone()));
        }
        assert_eq!(self.heads(nodes[0]), self.heads(ANA));
        panic!("they stay apart");
    }

    /// Of whom, and in how many documents, a node tells that they signed twice.
    fn named_at(&mut self, node: Node, common: &Common) -> (usize, bool) {
        let eve = gate::member_id(&common.eve);
        let cards = self.of(node, |community, _| community.fault_cards());
        let by = cards.iter().filter_map(|card| match card {
            FaultCard::TwiceSigned { by, .. } => Some(*by),
            FaultCard::BrokenRule { .. }
            | FaultCard::WaitsAgain { .. }
            | FaultCard::Unopened { .. } => None,
        });
        let by: Vec<_> = by.collect();
        (by.len(), by.iter().all(|one| *one == eve))
    }
}

/// Shows each half one face, in documents in which it then works.
fn two_halves(scene: &mut Scene, common: &Common, seed: u64) {
    let mut halves = [[ANA, CARLA], [BEN, DAN]];
    if !seed.is_multiple_of(2) {
        halves.reverse();
    }
    let mut faces = common.documents().map(|document| scene.faces(document));
    scene.world.crash(EVE);
    for (face, [one, other]) in (0..).zip(halves) {
        for node in HONEST {
            let is_here = node == one || node == other;
            if is_here { scene.world.plug(node) } else { scene.world.unplug(node) }
        }
        scene.world.run_ms(20_000);
        for replicas in &mut faces {
            let replica = &mut replicas[usize::from(face)];
            let lie = scene.lie(replica, common, face);
            scene.slip(one, replica, &lie);
            scene.world.run_ms(300);
        }
        if seed.is_multiple_of(3) {
            scene.world.crash(one);
            scene.world.start(one);
        }
        scene.world.run_ms(20_000);
        let choice = if face == 0 { Choice::Against } else { Choice::For };
        scene.works(other, common, choice);
        scene.world.run_ms(5_000);
        scene.works(one, common, Choice::For);
        scene.world.run_ms(10_000);
        assert_eq!(scene.named_at(one, common), (0, true), "one face is no lie");
    }
    for node in HONEST {
        scene.world.plug(node);
    }
}

#[test]
fn peo_7_two_faces_split_nobody_and_take_nobodys_work() {
    for seed in 0..4 {
        let mut scene = Scene::of_five(70 + seed);
        let common = scene.common();
        two_halves(&mut scene, &common, seed);
        scene.until_one(&[BEN, CARLA, DAN]);
        let eve = common.eve;
        for node in HONEST {
            assert_eq!(scene.named_at(node, &common), (5, true), "seed {seed}");
            let is_off =
                scene.of(node, |community, _| community.authority().revoked.contains_key(&eve));
            assert!(is_off, "the charter was told");
            let (_, text) = scene.text_of(node, common.page);
            assert!(HONEST.iter().all(|who| text.contains(&format!("by {} ", who.0))), "{text}");
            assert!(text.contains("Eve 0") && text.contains("Eve 1"), "{text}");
            let view = scene.motion_at(node, common.motion).expect("it is open");
            assert_eq!((view.card.cast, view.ballots.len()), (5, 5));
            let talk = DocumentId::Talk { thread: common.thread, part: 0 };
            let posts = scene.of(node, |community, _| {
                community.talk_model(&talk).map_or(0, |talk| talk.summary.posts)
            });
            assert!(posts == 7 || posts == 0, "all that was written, where it is open");
        }
        let [one, other] = [ANA, DAN].map(|node| {
            let view = scene.motion_at(node, common.motion).expect("it is open");
            (view.ballots, view.tally, view.faults)
        });
        assert_eq!(one, other);
        afterwards(&mut scene, &common);
    }
}

/// Work goes on, a newcomer gets all of it, it is there after a restart, and Eve is told.
fn afterwards(scene: &mut Scene, common: &Common) {
    scene.works(BEN, common, Choice::For);
    scene.works(CARLA, common, Choice::For);
    scene.until_one(&[BEN, CARLA, DAN]);
    scene.link = scene.invite();
    scene.join(FAY);
    scene.until(|scene| scene.count(FAY) == 6);
    scene.until_one(&[BEN, CARLA, DAN, FAY]);
    assert_eq!(scene.named_at(FAY, common), (5, true));
    let before = scene.heads(DAN);
    scene.world.crash(DAN);
    scene.world.start(DAN);
    scene.world.run_ms(1_000);
    assert_eq!((scene.heads(DAN), scene.named_at(DAN, common)), (before, (5, true)));
    // What she signs now reaches nobody; her own program tells her why, and writes no more.
    scene.world.start(EVE);
    scene.until(|scene| scene.standing(EVE) == Some(Standing::TwiceSigned));
    let (body, language) = ("Me again".to_owned(), "en".to_owned());
    let post = Writing::WritePost { thread: common.thread, body, language, reply_to: None };
    let refused = scene.world.ask(EVE, Command::write(scene.id, post));
    assert_eq!(refused, Err(Refusal::NotMember));
    assert_eq!(scene.of(ANA, |community, _| community.peers.len()), 4);
    // Those who are left decide without her purse; her turn to ask them passes.
    scene.world.sleep_ms(9 * DAY_MS);
    for _ in 0..6 {
        scene.world.sleep_ms(DAY_MS);
        scene.world.run_ms(4 * 60_000);
        let state = scene.motion_at(DAN, common.motion).map(|view| view.card.state);
        if matches!(state, Some(MotionState::Final { .. })) {
            break;
        }
    }
    let state = scene.motion_at(DAN, common.motion).expect("it is there").card.state;
    assert_eq!(state, MotionState::Final { passed: true });
    scene.until_one(&[BEN, CARLA, DAN, FAY]);
}
