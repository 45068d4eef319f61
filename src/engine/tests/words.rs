//! Ben tells Ana why he needs something; Eve carries the sealed words, or does otherwise (PEO-6).

use super::*;
use crate::domain::economy::entry::{Entry, EntryBody};
use crate::engine::blobs::words::{self, WORDS};
use crate::engine::peers::Fetching;
use crate::id::BlobHash;
use crate::limits::{BLOB_PIECE_BYTES, SEALED_BYTES_MAX};
use crate::message::Letter;
use crate::message::command::Refusal;
use crate::message::economy::care::{CareAct, CareView, Need, NeedView, WordsView};
use crate::message::economy::view::{Desk, DeskView, EconomyView};
use crate::message::economy::{EconomyAct, EconomyFault};
use crate::message::model::{ViewDelta, ViewKey};
use crate::store::keys;

const ALL: [Node; 3] = [ANA, BEN, EVE];
const LEDGER: DocumentId = DocumentId::Ledger { part: 0 };
const WHY: &str = "The rent of March.";

impl Scene {
    /// Ana can be told of needs.
    fn with_books(seed: u64) -> Self {
        let mut scene = Self::new(seed, 3, &[BEN, EVE]);
        let open = EconomyAct::OpenBooks { base: "EUR".parse().expect("known") };
        scene.economy(ANA, &open).expect("she founded it");
        scene.cares(ANA, CareAct::Listen).expect("she has a vote");
        scene.until(|scene| scene.is_level(&[BEN, EVE]));
        scene.world.run_ms(5_000);
        scene
    }

    fn cares(&mut self, node: Node, act: CareAct) -> Result<Outcome, Refusal> {
        self.economy(node, &EconomyAct::Care(act))
    }

    fn need(&mut self, words: Option<BlobHash>) -> Need {
        let steward = self.of(ANA, |community, _| community.me());
        let day = |text: &str| text.parse().expect("a day");
        let (date, until) = (day("2026-03-03"), day("2026-03-20"));
        let money = "100.00 EUR".parse().expect("an amount");
        Need { date, until, money, at_least: None, steward, words }
    }

    /// Ben asks. Gives his need and what its sealed words are called.
    fn asks(&mut self) -> (CommandId, BlobHash) {
        let need = self.need(None);
        let act = EconomyAct::Care(CareAct::Ask { need, words: WHY.to_owned() });
        let command = Command::of(self.id, MemberAct::Economy(Letter::new(&act)));
        let (outcome, id) = self.world.ask_as(BEN, command);
        outcome.expect("Ana can be told");
        self.world.run_ms(5_000);
        let blob = self.of(BEN, |community, _| {
            let mut words = community.blobs.iter().filter(|(_, index)| index.mime == WORDS);
            *words.next().expect("just told").0
        });
        (id, blob)
    }

    /// A node is there again, and Ana and these others know the same.
    fn back(&mut self, node: Node, others: &[Node]) {
        self.world.plug(node);
        self.until(|scene| scene.is_level(others));
        self.world.run_ms(5_000);
    }

    fn care_at(&mut self, node: Node) -> CareView {
        let key = ViewKey::Economy(self.id, Desk::Care);
        for _ in 0..100 {
            let shown = self.world.view(node, key.clone()).pop();
            if let Some(ViewDelta::Economy { view: DeskView::Now(view), .. }) = shown
                && let Some(EconomyView::Care(care)) = view.open()
            {
                return *care;
            }
            self.world.run_ms(100);
        }
        panic!("no desk");
    }

    fn need_at(&mut self, node: Node, need: CommandId) -> NeedView {
        let needs = self.care_at(node).needs;
        needs.into_iter().find(|one| one.id == need).expect("the need is known")
    }

    fn words_at(&mut self, node: Node, need: CommandId) -> WordsView {
        self.need_at(node, need).words
    }

    fn has(&mut self, node: Node, blob: BlobHash) -> bool {
        let kept = [keys::blob(&self.id, &blob), keys::blob_index(&self.id, &blob)];
        let on_disk = kept.map(|key| self.world.disk(node).contains_key(&key));
        let known = self.of(node, |community, _| community.blobs.contains_key(&blob));
        assert_eq!(on_disk, [known; 2]);
        known
    }

    fn sealed_at(&mut self, node: Node, blob: BlobHash) -> Vec<u8> {
        let kept = self.world.disk(node)[&keys::blob(&self.id, &blob)].clone();
        crate::store::record::decode::<(String, Vec<u8>)>(&kept).expect("a blob").1
    }

    /// Words as they go over the wire, behind their kind.
    fn chunk(blob: BlobHash, bytes: &[u8]) -> Message {
        let bytes = [&[4], bytes].concat();
        Message::BlobChunk { hash: blob, index: 0, total: 1, bytes }
    }

    /// Eve says this as if Ana had asked her for it.
    fn eve_answers(&mut self, blob: BlobHash, said: Message) {
        let (eve, heard) = (self.device(EVE), self.now());
        self.of(ANA, |community, _| {
            let eve = community.peers.get_mut(&eve).expect("connected");
            eve.fetching = Some(Fetching { hash: blob, so_far: Vec::new(), heard });
        });
        self.eve_says(ANA, said);
        self.world.run_ms(1_000);
    }

    /// Somebody writes this into the ledger, whatever their program would say.
    fn books(&mut self, node: Node, id: u8, body: EntryBody) -> CommandId {
        self.care_at(node);
        let (at, id) = (self.now(), CommandId([id; 16]));
        self.of(node, |community, core| {
            let charter = community.heads_of(&DocumentId::Charter);
            let json = Entry { at, charter, body }.to_json();
            let open = community.open_mut(&LEDGER).expect("the books are open");
            let written = open.replica.put_fact(id, &json, at).expect("short").expect("new");
            community.written(core, LEDGER, written);
        });
        self.world.input(node, Input::Woken);
        self.until(|scene| scene.is_level(&[BEN, EVE]));
        self.world.run_ms(5_000);
        id
    }
}

#[test]
fn peo_6_no_document_holds_private_words_and_others_carry_them_between_who_never_meet() {
    let mut scene = Scene::with_books(81);
    scene.world.unplug(ANA);
    scene.world.run_ms(5_000);
    let (need, blob) = scene.asks();
    assert!(!scene.has(ANA, blob));
    scene.world.unplug(BEN);
    scene.back(ANA, &[EVE]);
    assert_eq!(scene.words_at(ANA, need), WordsView::Open(WHY.to_owned()));
    assert_eq!(scene.words_at(BEN, need), WordsView::Open(WHY.to_owned()));
    assert_eq!(scene.words_at(EVE, need), WordsView::Sealed);
    // What all keep says no more than which bytes were meant.
    for node in ALL {
        let sealed = scene.sealed_at(node, blob);
        let facts: Vec<String> = scene.of(node, |community, _| {
            let open = community.documents[&LEDGER].open.as_ref().expect("looked at");
            open.replica.facts().map(|fact| fact.json.to_owned()).collect()
        });
        let asked = facts.iter().find(|json| json.contains("NeedAsked")).expect("it came");
        assert!(asked.contains(&BlobHash(sign::sha256(&sealed)).to_string()));
        assert!(asked.len() < sealed.len(), "{asked}");
    }
}

#[test]
fn peo_6_words_that_nobody_here_has_are_told_to_be_on_their_way() {
    let mut scene = Scene::with_books(82);
    scene.world.unplug(ANA);
    scene.world.run_ms(5_000);
    let (need, blob) = scene.asks();
    let kept = [BEN, EVE].map(|node| {
        scene.of(node, |community, _| community.blobs.remove(&blob).expect("both have it"))
    });
    scene.back(ANA, &[BEN, EVE]);
    assert_eq!(scene.words_at(ANA, need), WordsView::Coming);
    assert_eq!(scene.words_at(EVE, need), WordsView::Sealed);
    for (node, index) in [BEN, EVE].into_iter().zip(kept) {
        scene.of(node, |community, _| community.blobs.insert(blob, index));
    }
    scene.world.run_ms(60_000);
    assert_eq!(scene.words_at(ANA, need), WordsView::Open(WHY.to_owned()));
    // They are read from storage too.
    scene.world.crash(ANA);
    scene.world.start(ANA);
    scene.world.run_ms(1_000);
    assert_eq!(scene.words_at(ANA, need), WordsView::Open(WHY.to_owned()));
}

#[test]
fn peo_6_erased_words_go_from_every_device_also_from_one_that_was_away_and_come_back_nowhere() {
    let mut scene = Scene::with_books(83);
    let (need, blob) = scene.asks();
    assert_eq!(scene.words_at(ANA, need), WordsView::Open(WHY.to_owned()));
    assert_eq!(ALL.map(|node| scene.has(node, blob)), [true; 3]);
    let sealed = scene.sealed_at(EVE, blob);
    scene.world.unplug(EVE);
    scene.cares(BEN, CareAct::EraseWords { need }).expect("they are his");
    let again = scene.cares(BEN, CareAct::EraseWords { need });
    let fault = Letter::new(&EconomyFault::WrongState);
    assert_eq!(again, Err(Refusal::Economy { fault }));
    scene.world.run_ms(5_000);
    assert_eq!(ALL.map(|node| scene.has(node, blob)), [false, false, true]);
    scene.back(EVE, &[BEN, EVE]);
    assert_eq!(ALL.map(|node| scene.has(node, blob)), [false; 3]);
    for node in ALL {
        assert!(matches!(scene.words_at(node, need), WordsView::Erased(_)));
        let (missing, read) = scene.of(node, |community, _| {
            (community.missing.contains(&blob), community.words.here.contains_key(&blob))
        });
        assert_eq!((missing, read), (false, false));
    }
    // Eve kept them aside, and gives them to Ana as if she had been asked.
    scene.eve_answers(blob, Scene::chunk(blob, &sealed));
    assert!(!scene.has(ANA, blob));
}

#[test]
fn peo_6_what_a_crash_left_of_erased_words_goes_as_the_community_opens_again() {
    let mut scene = Scene::with_books(84);
    let (need, blob) = scene.asks();
    let left: Vec<(String, Vec<u8>)> = {
        let kept = [keys::blob(&scene.id, &blob), keys::blob_index(&scene.id, &blob)];
        kept.into_iter().map(|key| (key.clone(), scene.world.disk(ANA)[&key].clone())).collect()
    };
    scene.cares(BEN, CareAct::EraseWords { need }).expect("they are his");
    scene.world.run_ms(5_000);
    assert!(!scene.has(ANA, blob));
    scene.world.crash(ANA);
    scene.world.disk_mut(ANA).extend(left);
    scene.world.start(ANA);
    scene.world.run_ms(5_000);
    assert!(!scene.has(ANA, blob));
}

#[test]
fn peo_6_nobody_erases_the_words_of_another_nor_keeps_them_by_naming_them() {
    let mut scene = Scene::with_books(85);
    let (need, blob) = scene.asks();
    let sealed = scene.sealed_at(EVE, blob);
    let sha256 = BlobHash(sign::sha256(&sealed));
    // Eve erases his, names his words in a need of hers, and erases these.
    scene.books(EVE, 0xe1, EntryBody::WordsErased { need });
    let asked = EntryBody::NeedAsked(scene.need(Some(sha256)));
    let hers = scene.books(EVE, 0xe2, asked);
    let eve = scene.device(EVE);
    let called = words::name(&hers, &eve, &sha256.0);
    assert_ne!(called, blob);
    assert_eq!(scene.words_at(ANA, hers), WordsView::Coming);
    // His own words do not open as hers.
    scene.eve_answers(called, Scene::chunk(called, &sealed));
    assert!(scene.has(ANA, called));
    assert_eq!(scene.words_at(ANA, hers), WordsView::Sealed);
    scene.books(EVE, 0xe3, EntryBody::WordsErased { need: hers });
    assert!(matches!(scene.words_at(ANA, hers), WordsView::Erased(_)));
    assert!(!scene.has(ANA, called));
    assert_eq!(scene.words_at(ANA, need), WordsView::Open(WHY.to_owned()));
    assert!(scene.has(ANA, blob));
    let faults: Vec<String> =
        scene.books_at(ANA).faults.into_iter().map(|fault| fault.code).collect();
    assert_eq!(faults, ["not-the-author"]);
    // Once he erases them, the need of hers that names them keeps them nowhere.
    scene.cares(BEN, CareAct::EraseWords { need }).expect("they are his");
    scene.world.run_ms(5_000);
    assert_eq!(ALL.map(|node| scene.has(node, blob)), [false; 3]);
}

#[test]
fn peo_6_bytes_that_are_not_the_words_or_are_too_many_are_not_kept() {
    let mut scene = Scene::with_books(86);
    let kept = b"kept aside";
    let asked = EntryBody::NeedAsked(scene.need(Some(BlobHash(sign::sha256(kept)))));
    let need = scene.books(EVE, 0xe1, asked);
    let eve = scene.device(EVE);
    let blob = words::name(&need, &eve, &sign::sha256(kept));
    scene.eve_answers(blob, Scene::chunk(blob, b"something else"));
    // The same bytes are no picture.
    let as_picture = Message::BlobChunk {
        hash: blob,
        index: 0,
        total: 1,
        bytes: [&[3], kept.as_slice()].concat(),
    };
    scene.eve_answers(blob, as_picture);
    assert!(!scene.has(ANA, blob));
    let long = vec![4; BLOB_PIECE_BYTES];
    assert!(long.len() > SEALED_BYTES_MAX + 1);
    scene.eve_answers(blob, Message::BlobChunk { hash: blob, index: 0, total: 9, bytes: long });
    let refusals = scene.of(ANA, |community, _| community.refusals.clone());
    assert_eq!(refusals.get("blob-hash-false"), Some(&2));
    assert_eq!(refusals.get("blob-out-of-range"), Some(&1));
    assert_eq!(scene.words_at(ANA, need), WordsView::Coming);
    scene.eve_answers(blob, Scene::chunk(blob, kept));
    assert!(scene.has(ANA, blob));
}
