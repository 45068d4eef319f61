//! Every decoder reads bytes at random, and good bytes with a few spoilt: it gives a value or an
//! error, and a value that it gives is one that would be written again.

use phyle::doc::{ActorKey, Replica, SignedChanges, from_stored, to_stored};
use phyle::domain::Fact;
use phyle::domain::profile::Profile;
use phyle::exchange::zip::{ZipContents, ZipLimits, read_zip};
use phyle::exchange::{ImportFile, everything};
use phyle::id::{BlobHash, ChangeHash, CommandId, CommunityId, DocumentId, PageId, Signature};
use phyle::limits;
use phyle::message::command::{PageField, Splice};
use phyle::message::{FromEngine, ToEngine};
use phyle::runtime::wire;
use phyle::sign::{SoftwareKey, envelope, tip_message};
use phyle::store::{Local, Meta, PeerHeads, record};
use phyle::sync::frame::{Frame, Message, Reassembly, split};
use phyle::sync::nostr::RelayFrame;
use phyle::sync::sdp::Description;
use phyle::sync::{ChangesPart, Link, meeting};
use proptest::prelude::*;
use proptest::test_runner::Config;

use crate::cases;

const COMMUNITY: CommunityId = CommunityId([9; 32]);
const PAGE: DocumentId = DocumentId::Page(PageId([4; 16]));

/// Good bytes, a few of them changed, cut out or put in.
fn spoilt(good: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<prop::sample::Index>(), 0_u8..4, any::<u8>());
    prop::collection::vec(change, 0..6).prop_map(move |changes| {
        let mut bytes = good.clone();
        for (at, kind, value) in changes {
            if bytes.is_empty() {
                break;
            }
            let at = at.index(bytes.len());
            match kind {
                0 => bytes[at] = value,
                1 => bytes.truncate(at),
                2 => bytes.insert(at, value),
                _ => drop(bytes.remove(at)),
            }
        }
        bytes
    })
}

/// Bytes at random, or spoilt good ones.
fn bytes(good: Vec<Vec<u8>>) -> impl Strategy<Value = Vec<u8>> {
    let good = prop::sample::select(good).prop_flat_map(spoilt);
    prop_oneof![1 => prop::collection::vec(any::<u8>(), 0..300), 3 => good]
}

fn batch() -> SignedChanges {
    let key = SoftwareKey::from_seed(&[1; 32]);
    let mut replica = Replica::new(PAGE, COMMUNITY, ActorKey::new(&key.public(), [1; 8]));
    let now = phyle::clock::Timestamp(1_800_000_000_000);
    replica.set_field(PageField::Title, "A title", now).expect("short");
    let words = Splice { at: 0, delete: 0, insert: "Words of a page. ".repeat(8) };
    replica.splice_text(&[words], now).expect("fits");
    replica
        .splice_text(&[Splice { at: 3, delete: 9, insert: "é🙂".to_owned() }], now)
        .expect("fits");
    replica.put_fact(CommandId([3; 16]), "{}", now).expect("short");
    let tip = replica.unsigned_tip().expect("just written");
    replica.vouch(&tip, key.sign(&tip_message(&COMMUNITY, &PAGE, &tip))).expect("our own")
}

fn frames() -> Vec<Vec<u8>> {
    let heads = vec![ChangeHash([1; 32]), ChangeHash([2; 32])];
    let messages = [
        Message::Have { documents: vec![(PAGE, heads.clone())] },
        Message::Want { document: PAGE, have: heads },
        Message::Changes { document: PAGE, part: ChangesPart::Live, bytes: batch().encode() },
        Message::BlobWant { hash: BlobHash([3; 32]), from: 7 },
        Message::BlobChunk { hash: BlobHash([3; 32]), index: 1, total: 2, bytes: vec![5; 90] },
    ];
    let frames = messages.into_iter().flat_map(|message| split(message, 1).expect("short"));
    let others = [
        Frame::Proof { signature: Signature([7; 64]) },
        Frame::Fragment { id: 1, index: 0, count: 3, bytes: vec![1; 40] },
        Frame::Signal { hops: 3, sealed: vec![1; 60] },
    ];
    frames.chain(others.iter().map(Frame::encode)).collect()
}

/// A zip of one stored and one deflated file, by a common tool.
fn zips() -> Vec<Vec<u8>> {
    vec![include_bytes!("two-files.zip").to_vec()]
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

const SDP: &str = "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\na=ice-ufrag:abcd\r\n\
    a=ice-pwd:abcdefghijklmnopqrstuvwx\r\na=fingerprint:sha-256 \
    00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:\
    00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF\r\na=setup:actpass\r\n\
    a=candidate:1 1 udp 2113937151 0f3c0d5c-5c1e-4c7e-9d2b-1f4f6c2b9a11.local 50000 typ host\r\n\
    a=candidate:2 1 udp 1677729535 203.0.113.9 50000 typ srflx raddr 0.0.0.0 rport 0\r\n";

const EVENT: &str = r#"["EVENT","0123456789abcdef",{"id":"00","pubkey":"00","created_at":1,
    "kind":20001,"tags":[],"content":"AAAA","sig":"00"}]"#;

proptest! {
    #![proptest_config(Config { cases: cases(), ..Config::default() })]

    #[test]
    fn batches(bytes in bytes(vec![batch().encode()])) {
        if let Ok(batch) = SignedChanges::decode(&bytes) {
            prop_assert_eq!(SignedChanges::decode(&batch.encode()), Ok(batch));
        }
    }

    #[test]
    fn stored_parts(bytes in bytes(vec![to_stored([batch(), batch()])])) {
        let (parts, read) = from_stored(&bytes);
        prop_assert!(read.is_err() || from_stored(&to_stored(parts.clone())).0 == parts);
    }

    #[test]
    fn a_replica_that_takes_spoilt_batches(bytes in bytes(vec![batch().encode()])) {
        struct Open;
        impl phyle::doc::Gate for Open {
            fn vet(&mut self, _: &phyle::doc::Vetted<'_>) -> phyle::doc::Verdict {
                phyle::doc::Verdict::Admit
            }
        }
        if let Ok(batch) = SignedChanges::decode(&bytes) {
            let mut replica = Replica::new(PAGE, COMMUNITY, ActorKey::new(&phyle::id::DeviceKey([8; 32]), [8; 8]));
            let admission = replica.admit(&batch, &mut Open);
            prop_assert_eq!(admission.applied.len(), replica.len());
        }
    }

    #[test]
    fn frames_of_peers(bytes in bytes(frames())) {
        if let Ok(frame) = Frame::decode(&bytes) {
            prop_assert_eq!(Frame::decode(&frame.encode()), Ok(frame));
        }
    }

    #[test]
    fn fragments(parts in prop::collection::vec((0_u32..3, 0_u32..5, 0_u32..5, 0_usize..3), 0..20)) {
        let mut reassembly = Reassembly::default();
        for (id, index, count, length) in parts {
            let length = [0, 9, phyle::sync::frame::FRAGMENT_BYTES][length];
            let taken = reassembly.take((id, index, count), &vec![1; length]);
            prop_assert!(!matches!(taken, Ok(Some(Message::Bye(_)))));
        }
    }

    #[test]
    fn stored_records(bytes in bytes(vec![record::encode(&PeerHeads::default())])) {
        drop(record::decode::<Local>(&bytes));
        drop(record::decode::<Meta>(&bytes));
        drop(record::decode::<PeerHeads>(&bytes));
        drop(record::decode::<record::Chunk>(&bytes));
        drop(record::decode::<record::Done>(&bytes));
    }

    #[test]
    fn zips_of_files(bytes in bytes(zips())) {
        let limits = ZipLimits { files_max: 8, file_bytes_max: 4_000, bytes_max: 6_000 };
        if let Ok(contents) = read_zip(&bytes, limits) {
            let all: usize = contents.files.iter().map(|file| file.content.len()).sum();
            prop_assert!(contents.files.len() <= 8 && all <= 6_000);
        }
    }

    #[test]
    fn facts(bytes in bytes(vec![br#"{"at":1,"kind":"ThreadStarted","title":"x","v":1}"#.to_vec()])) {
        let json = text(&bytes);
        if let Ok(fact) = Fact::from_json(&json) {
            prop_assert_eq!(fact.to_json(), json);
        }
    }

    #[test]
    fn profiles(bytes in bytes(vec![profile().encode()])) {
        if let Ok(profile) = Profile::decode(&bytes) {
            prop_assert_eq!(profile.encode(), bytes);
        }
    }

    #[test]
    fn relays(bytes in bytes(vec![EVENT.as_bytes().to_vec(), br#"["OK","00",false,"x"]"#.to_vec()])) {
        drop(RelayFrame::parse(&text(&bytes)));
    }

    #[test]
    fn descriptions(bytes in bytes(vec![SDP.as_bytes().to_vec(), described()])) {
        let parsed = [Description::parse(&text(&bytes)), Description::decode(&bytes)];
        for description in parsed.into_iter().flatten() {
            prop_assert_eq!(Description::decode(&description.encode()), Ok(description.clone()));
            prop_assert!(description.to_sdp().lines().count() <= 15 + limits::CANDIDATES_MAX);
        }
    }

    #[test]
    fn meetings(bytes in bytes(vec![br#"{"relays":["wss://a.example"],"ice_servers":[{"url":"stun:b"}]}"#.to_vec()])) {
        drop(meeting::parse(&text(&bytes)));
    }

    #[test]
    fn links(bytes in bytes(vec![link().to_fragment().into_bytes()])) {
        if let Ok(link) = Link::parse(&text(&bytes)) {
            prop_assert_eq!(Link::parse(&link.to_fragment()), Ok(link));
        }
    }

    #[test]
    fn sealed_words(bytes in bytes(vec![sealed()])) {
        let words = envelope::unseal(&bytes, &[1; 32], b"a need");
        prop_assert!(words.is_none_or(|words| words == "The rent."));
    }

    #[test]
    fn what_others_took_along(bytes in bytes(vec![b"{}".to_vec(), JOURNAL.to_vec()])) {
        let about = format!(
            r#"{{"id":"{COMMUNITY}","name":"x","sentence":"","on":"2026-04-05","base":"EUR"}}"#
        );
        for (path, other) in [("community.json", "money/books.journal"), ("money/books.journal", "community.json")] {
            let file = |path: &str, content: Vec<u8>| ImportFile { path: path.to_owned(), content };
            let files = vec![file(path, bytes.clone()), file(other, about.clone().into_bytes())];
            let contents = ZipContents { files, skipped: Vec::new() };
            if let Ok(along) = everything::read(contents, str::to_owned) {
                for one in along.books {
                    prop_assert!(one.postings.iter().all(|posting| posting.money.units != 0));
                }
            }
        }
    }

    #[test]
    fn envelopes(bytes in bytes(vec![wire::encode(&ToEngine::Ping), wire::encode(&FromEngine::Pong)])) {
        drop(wire::decode::<ToEngine>(&bytes));
        drop(wire::decode::<FromEngine>(&bytes));
        drop(wire::decode::<wire::ToWorker>(&bytes));
        drop(wire::decode::<wire::FromWorker>(&bytes));
        drop(wire::decode_from_any("", &bytes));
    }
}

const JOURNAL: &[u8] = b"2026-03-28 (a) It was paid
    assets:bank  10.00 EUR
    liabilities:members:x  -10.00 EUR
";

fn sealed() -> Vec<u8> {
    envelope::close("The rent.", &[envelope::seal_key(&[1; 32])], b"a need", &[2; 32])
}

fn described() -> Vec<u8> {
    Description::parse(SDP).expect("a good description").encode()
}

fn profile() -> Profile {
    let draft = phyle::sim::world::named("Awa");
    Profile::from_draft(&draft, [1; 16], None).expect("a name")
}

fn link() -> Link {
    let relays = vec!["wss://relay.example".to_owned()];
    let (secret, invitation) = ([8; 32], Some([9; 32]));
    Link { community: COMMUNITY, secret, generation: 3, invitation, is_own: false, relays }
}
