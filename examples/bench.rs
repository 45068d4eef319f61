//! The engine's figures against their budgets, one a line: what, measured, budget, `kept`, `over`
//! or `beside` (nothing to keep), with tabs between. Whole engines on one thread, with simulated
//! storage and network: nothing here is waited for but the engines' own work.

#[path = "bench/decade.rs"]
mod decade;
#[path = "bench/deciding.rs"]
mod deciding;
#[path = "bench/folding.rs"]
mod folding;
#[path = "bench/ledger.rs"]
mod ledger;
#[path = "bench/pair.rs"]
mod pair;

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use pair::Pair;
use phyle::clock::Timestamp;
use phyle::engine::io::{Entry, Ticket};
use phyle::engine::{Effect, Engine, Input};
use phyle::message::command::{Command, MemberAct, Outcome};
use phyle::message::model::{CommunityCard, ViewDelta, ViewKey};
use phyle::message::{FromEngine, ToEngine};
use phyle::ordered::Set;
use phyle::sim::world::WINDOW;
use phyle::sync::frame::Frame;
use phyle::sync::{ChangesPart, Message};

const SMALL_POSTS: u32 = 1_000;
const OPENED_POSTS: u32 = 10_000;
const LARGE_POSTS: u32 = 100_000;
/// Measured by turns in both communities, so that whatever else the machine does hits both.
const TURNS: u32 = 10;
const POSTS_PER_TURN: u32 = 50;

const GROWTH_MAX: f64 = 1.5;
const POST_BYTES_MAX: usize = 430;
const TEXT_MS_MAX: u64 = 4_000;

fn main() {
    match std::env::args().nth(1).as_deref() {
        Some("ledger") => return ledger::figures(),
        Some("deciding") => return deciding::figures(),
        Some(_) | None => {}
    }
    let mut small = Pair::new(1);
    small.fill(SMALL_POSTS);
    post_on_the_wire(&mut small);
    let mut large = Pair::new(2);
    large.fill(OPENED_POSTS);
    opening(&large);
    large.fill(LARGE_POSTS);
    remote_post(&mut small, &mut large);
    handbook();
    ledger::figures();
    deciding::figures();
}

fn say(what: &str, measured: &str, budget: &str, verdict: &str) {
    println!("{what}\t{measured}\t{budget}\t{verdict}");
}

fn verdict(kept: impl Fn() -> bool) -> &'static str {
    if kept() { "kept" } else { "over" }
}

/// Written, signed, stored, sent, verified, merged, stored and acknowledged.
fn remote_post(small: &mut Pair, large: &mut Pair) {
    let (first, second) = (small.start_thread(), large.start_thread());
    small.watch(first);
    large.watch(second);
    let (mut few, mut many) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..TURNS {
        few += timed(|| small.post_and_wait(first, POSTS_PER_TURN));
        many += timed(|| large.post_and_wait(second, POSTS_PER_TURN));
    }
    small.wait_same();
    large.wait_same();
    let posts = TURNS * POSTS_PER_TURN;
    let ratio = many.as_secs_f64() / few.as_secs_f64();
    let measured = format!(
        "{ratio:.2} times ({} at {SMALL_POSTS} posts, {} at {LARGE_POSTS}; mean of {posts})",
        milliseconds(few / posts),
        milliseconds(many / posts),
    );
    let budget = format!("at most {GROWTH_MAX} times");
    let kept = || ratio <= GROWTH_MAX;
    say("one remote post, both devices' work", &measured, &budget, verdict(kept));
}

/// A post of 80 characters, as it leaves the writer's data channel.
fn post_on_the_wire(pair: &mut Pair) {
    let thread = pair.start_thread();
    pair.post_and_wait(thread, 20);
    let (mut post_bytes_max, mut frames_max, mut answer_bytes_max) = (0, 0, 0);
    for _ in 0..20 {
        pair.world.fabric.captured = Some(Vec::new());
        pair.post_and_wait(thread, 1);
        let captured = pair.world.fabric.captured.take().unwrap_or_default();
        let mut frames = 0;
        for (node, bytes) in captured {
            match Frame::decode(&bytes).expect("a frame of ours") {
                Frame::Message(Message::Changes { part: ChangesPart::Live, .. }) => {
                    frames += 1;
                    post_bytes_max = post_bytes_max.max(bytes.len());
                }
                Frame::Message(Message::Heads { .. }) if node == pair.ravi => {
                    answer_bytes_max = answer_bytes_max.max(bytes.len());
                }
                Frame::Fragment { .. } => frames += 1,
                Frame::Auth { .. }
                | Frame::Proof { .. }
                | Frame::Ping(_)
                | Frame::Pong(_)
                | Frame::Message(_)
                | Frame::Signal { .. } => {}
            }
        }
        frames_max = frames_max.max(frames);
    }
    let measured = format!(
        "{post_bytes_max} bytes in {frames_max} frame, signed; {answer_bytes_max} bytes come back"
    );
    let budget = format!("at most {POST_BYTES_MAX} bytes in one frame");
    let kept = || post_bytes_max <= POST_BYTES_MAX && frames_max == 1;
    say("one 80-character post on the wire", &measured, &budget, verdict(kept));
}

/// From the first read to the first screen, on the device of one who wrote nothing.
fn opening(pair: &Pair) {
    let disk = pair.world.disk(pair.ravi);
    let known = pair.card(pair.ravi).state_hash.clone();
    let mut best: Option<Opened> = None;
    for _ in 0..5 {
        let opened = open(disk, pair.world.now());
        assert_eq!(opened.card.state_hash, known, "what was stored is what was shown");
        if best.as_ref().is_none_or(|best| opened.took < best.took) {
            best = Some(opened);
        }
    }
    let Some(opened) = best else { return };
    let measured = format!(
        "{}, reading {} entries of {} ({} of {})",
        milliseconds(opened.took),
        opened.entries,
        disk.len(),
        kilobytes(opened.bytes),
        kilobytes(disk.values().map(Vec::len).sum()),
    );
    say(&format!("opening {OPENED_POSTS} posts"), &measured, "", "beside");
}

struct Opened {
    took: Duration,
    entries: usize,
    bytes: usize,
    card: CommunityCard,
}

fn open(disk: &BTreeMap<String, Vec<u8>>, now: Timestamp) -> Opened {
    let (mut entries, mut bytes) = (0, 0);
    let started = Instant::now();
    let (mut engine, effects) = Engine::new(now, [7; 32], WINDOW, Set::new());
    let mut effects = VecDeque::from(effects);
    for message in [ToEngine::WindowOpened, ToEngine::Watch(ViewKey::Home)] {
        effects.extend(engine.handle(now, Input::Window { window: WINDOW, message }));
    }
    while let Some(effect) = effects.pop_front() {
        if let Effect::Load { ticket, prefix } = effect {
            let found = stored(disk, &prefix);
            entries += found.len();
            bytes += found.iter().map(|entry| entry.value.len()).sum::<usize>();
            effects.extend(loaded(&mut engine, now, ticket, found));
        } else if let Effect::Tell { message: FromEngine::View(ViewDelta::Home(home)), .. } = effect
        {
            let card = home.communities.into_iter().next().expect("it was founded");
            return Opened { took: started.elapsed(), entries, bytes, card };
        }
    }
    panic!("the first screen never came");
}

/// What a disk has below a prefix.
fn stored(disk: &BTreeMap<String, Vec<u8>>, prefix: &str) -> Vec<Entry> {
    let found = disk.range(prefix.to_owned()..);
    let found = found.take_while(|(key, _)| key.starts_with(prefix));
    found.map(|(key, value)| Entry { key: key.clone(), value: value.clone() }).collect()
}

/// An engine gets what it asked storage for, and goes on until it needs something else.
fn loaded(engine: &mut Engine, now: Timestamp, ticket: Ticket, found: Vec<Entry>) -> Vec<Effect> {
    let mut effects = engine.handle(now, Input::Loaded { ticket, result: Ok(found) });
    while let Some(held) = engine.held() {
        effects.extend(engine.handle(now, held));
    }
    effects
}

/// A real handbook imported on one device while another is connected.
fn handbook() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/enspiral-handbook");
    let files = files_below(&folder);
    let mut pair = Pair::new(3);
    let (community, awa) = (pair.community, pair.awa);
    let import = pair.world.command_id();
    let started = Instant::now();
    let command = Command::of(community, MemberAct::BeginImport);
    pair.world.tell(awa, ToEngine::Command { id: import, command });
    for path in &files {
        let bytes = std::fs::read(path).expect("a file of the handbook can be read");
        let path = path.strip_prefix(&folder).expect("it is below").to_string_lossy();
        let path = path.replace('\\', "/");
        pair.ask(awa, Command::ImportFile { import, path, bytes });
    }
    let credit = "Enspiral, CC BY-SA 4.0".to_owned();
    let outcome = pair.ask(awa, Command::FinishImport { import, credit });
    assert_eq!(outcome, Outcome::Nothing);
    let took = started.elapsed();
    let pages = pair.pages(awa);
    let measured = format!("{} for {} files, {pages} pages", milliseconds(took), files.len());
    say("importing the handbook", &measured, "", "beside");

    let (before, since) = (pair.world.fabric.bytes, pair.world.now());
    let started = Instant::now();
    while pair.card(pair.awa).state_hash != pair.card(pair.ravi).state_hash {
        pair.world.run_ms(1);
        assert!(pair.world.now().since_ms(since) < 600_000, "the handbook never arrived");
    }
    let simulated_ms = pair.world.now().since_ms(since);
    let worked = started.elapsed();
    assert_eq!(pair.pages(pair.ravi), pages);
    let bytes = usize::try_from(pair.world.fabric.bytes - before).unwrap_or(usize::MAX);
    let measured = format!(
        "{simulated_ms} ms at 1 MB/s and up to 40 ms each way, {} on the wire, {} of work",
        kilobytes(bytes),
        milliseconds(worked),
    );
    let budget = format!("at most {TEXT_MS_MAX} ms");
    let kept = || simulated_ms <= TEXT_MS_MAX;
    say("all text of the handbook on a second device", &measured, &budget, verdict(kept));
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the handbook is there") {
        let path = entry.expect("an entry of a folder that can be read").path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn timed(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1_000.0)
}

fn kilobytes(bytes: usize) -> String {
    format!("{}.{} kB", bytes / 1_000, bytes % 1_000 / 100)
}
