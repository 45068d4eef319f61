//! Times ten years of decisions in a browser's worker: the engine that people get, on the database that
//! people have, started from a plain page that speaks with it as a window does. Part of `cargo xtask
//! bench`, which builds the page and reads what this prints. Each time is taken inside the page.

#[path = "../../../examples/bench/decade.rs"]
mod decade;
#[path = "deciding/folding.rs"]
mod folding;

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::{Value, json};

use decade::{Decade, LARGE, decade};
use journeys::browser::Kind;
use journeys::figures::{middle, row};
use journeys::page::Page;
use journeys::{Error, World};
use phyle::id::CommandId;
use phyle::message::command::{Command, MotionAct, Writing};
use phyle::message::model::{ViewDelta, ViewKey};
use phyle::message::motion::Choice;
use phyle::message::{FromEngine, ToEngine};
use phyle::ordered::Set;
use phyle::runtime::wire::{self, FromWorker, ToWorker};
use phyle::sign::SoftwareKey;
use phyle::sim::world::WINDOW;
use phyle::store::keys;
use xtask::place;

/// Of each, the one in the middle counts.
const TIMES: usize = 5;
const BALLOTS: usize = 21;
const OPEN_MAX_MS: f64 = 300.0;
/// What is checked for the first time takes its time.
const FIRST_LIMIT: Duration = Duration::from_secs(600);
const LIMIT: Duration = Duration::from_secs(60);

/// Puts what a device keeps into the database, as the engine lays it out.
const PLANT: &str = r"
    const [device, seed] = arguments;
    window.planted = false;
    (async () => {
        const bytes = new DataView(await (await fetch('./entries')).arrayBuffer());
        const asked = indexedDB.open('phyle', 1);
        asked.onupgradeneeded = () => {
            for (const store of ['entries', 'keys', 'meta']) asked.result.createObjectStore(store);
        };
        await new Promise((done) => asked.onsuccess = done);
        const writing = asked.result.transaction(['entries', 'keys'], 'readwrite');
        const part = (at) => new Uint8Array(bytes.buffer, at + 4, bytes.getUint32(at));
        for (let at = 0; at < bytes.byteLength;) {
            const key = part(at);
            const value = part(at + 4 + key.length);
            const name = new TextDecoder().decode(key);
            writing.objectStore('entries').put(value.slice(), name);
            at += 8 + key.length + value.length;
        }
        writing.objectStore('keys').put(new Uint8Array(seed), device);
        await new Promise((done) => writing.oncomplete = done);
        asked.result.close();
        window.planted = true;
    })().catch((error) => window.planted = String(error));
    return true;";

/// Starts a worker in the place of the one before, and keeps what it says and when. It is told to begin
/// once it is loaded, and what a window wants once its engine says a first thing, which is that it is up.
const START: &str = r"
    const [script, start, wants] = arguments;
    const SAYS = 1;
    let isUp = false;
    window.worker?.terminate();
    window.heard = [];
    window.began = 0;
    window.worker = new Worker(script, { type: 'module' });
    worker.onerror = (error) => heard.push({ at: 0, bytes: new Uint8Array(), error: error.message });
    worker.onmessage = ({ data }) => {
        if (began === 0) {
            window.began = performance.now();
            worker.postMessage(new Uint8Array(start).buffer);
        }
        const bytes = new Uint8Array(data);
        heard.push({ at: performance.now() - began, bytes });
        if (isUp || bytes[0] !== SAYS) return;
        isUp = true;
        for (const one of wants) worker.postMessage(new Uint8Array(one).buffer);
    };
    return true;";

/// Tells the worker this, and gives when.
const TELL: &str = r"
    const at = performance.now() - began;
    worker.postMessage(new Uint8Array(arguments[0]).buffer);
    return at;";

/// What it said from this one on.
const HEARD: &str = r"
    return heard.slice(arguments[0]).map((one) => [one.at, Array.from(one.bytes), one.error]);";

/// Whether the database has this entry.
const HAS: &str = r"
    window.has ??= {};
    const key = arguments[0];
    const asked = indexedDB.open('phyle', 1);
    asked.onsuccess = () => {
        const count = asked.result.transaction('entries').objectStore('entries').count(key);
        count.onsuccess = () => { window.has[key] = count.result; asked.result.close(); };
    };
    return window.has[key];";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let world = World::new("deciding", place::dist())?;
    let ten_years = decade(LARGE, &place::target());
    // The host is asked for the time.
    let mut result = world.begin_at(ten_years.now.0 / 1_000);
    result = result.and_then(|()| folding::serve(&world, entries(&ten_years)));
    for kind in [Kind::Chromium, Kind::Firefox] {
        if result.is_ok() {
            result = measure(&world, kind, &ten_years).await;
        }
    }
    world.close().await;
    result
}

async fn measure(world: &World, kind: Kind, ten_years: &Decade) -> Result<(), Error> {
    let ana = world.person(&format!("Ana {kind:?}"), kind)?;
    let page = ana.open(&format!("{}clock.txt", world.url())).await?;
    plant(&page).await?;
    let what = |what: &str| format!("{what}, {kind:?}");

    let mut engine = Engine::start(&page, ten_years).await?;
    let first = engine.shows_home(FIRST_LIMIT).await?;
    let charter = keys::charter(&ten_years.community);
    page.until("the charter to be kept", FIRST_LIMIT, HAS, vec![json!(charter)]).await?;
    println!("{}\t{first:.0} ms\t\tbeside", what("the first opening in a worker, all checked"));

    let (mut opened, mut listed, mut behind, mut ballots) = (vec![], vec![], vec![], vec![]);
    for turn in 0..TIMES {
        engine = Engine::start(&page, ten_years).await?;
        opened.push(engine.shows_home(LIMIT).await?);
        listed.push(engine.lists_motions(ten_years).await?);
        // It waits until the charter itself is read.
        behind.push(engine.vote(ten_years, turn).await?.answered);
    }
    for turn in 0..BALLOTS {
        ballots.push(engine.vote(ten_years, turn).await?.took());
    }
    let motions = LARGE.motions;
    row(&what(&format!("opening {motions} motions in a worker")), middle(opened), OPEN_MAX_MS);
    for (words, all) in [
        ("their list, from summaries", listed),
        ("the charter itself read behind it and a first ballot written, since the start", behind),
        ("one more ballot in a worker, until it is durable", ballots),
    ] {
        println!("{}\t{:.1} ms\t\tbeside", what(words), middle(all));
    }
    // A page of its own, without the engine.
    page.reload().await?;
    folding::measure((&page, kind), ten_years).await?;
    ana.close().await
}

/// All that is kept in one piece: of each entry its key and its value, each behind its length in four
/// bytes, the highest first.
fn entries(ten_years: &Decade) -> Vec<u8> {
    let mut all = Vec::new();
    for part in ten_years.disk.iter().flat_map(|(key, value)| [key.as_bytes(), value]) {
        let size = u32::try_from(part.len()).expect("below 4 GB");
        all.extend(size.to_be_bytes());
        all.extend(part);
    }
    all
}

/// Gives the browser what a device of the community keeps.
async fn plant(page: &Page) -> Result<(), Error> {
    let browser = page.browser();
    let seed = decade::own_seed();
    let device = SoftwareKey::from_seed(&seed).public().to_string();
    page.script(PLANT, vec![json!(device), json!(seed)]).await?;
    let planted = page.until("the database", LIMIT, "return window.planted", Vec::new()).await?;
    if planted == Value::Bool(true) {
        Ok(())
    } else {
        Err(browser.wrong(format!("nothing could be planted: {planted}")))
    }
}

/// A worker with the engine, as its window hears it. Times are milliseconds since it was told to begin.
struct Engine<'page> {
    page: &'page Page,
    heard: usize,
    commands: u128,
}

/// A ballot on its way.
struct Voted {
    told: f64,
    answered: f64,
}

impl Voted {
    fn took(&self) -> f64 {
        self.answered - self.told
    }
}

impl<'page> Engine<'page> {
    /// In the place of the one before.
    async fn start(page: &'page Page, ten_years: &Decade) -> Result<Self, Error> {
        let now = page.script("return Date.now()", Vec::new()).await?.as_i64().unwrap_or_default();
        let clock_offset_ms = ten_years.now.0.cast_signed() - now;
        let start = ToWorker::Start {
            window: WINDOW,
            build: "bench".to_owned(),
            spared: Set::new(),
            clock_offset_ms,
        };
        let wants = [ToEngine::WindowOpened, ToEngine::Watch(ViewKey::Home)].map(frame);
        let script = script_of_engine(page)?;
        let arguments = vec![json!(script), json!(wire::encode(&start)), json!(wants)];
        page.script(START, arguments).await?;
        Ok(Self { page, heard: 0, commands: now.unsigned_abs().into() })
    }

    async fn tell(&self, message: ToEngine) -> Result<f64, Error> {
        let at = self.page.script(TELL, vec![json!(frame(message))]).await?;
        at.as_f64().ok_or_else(|| self.page.browser().wrong("the worker was told nothing"))
    }

    /// When something was said that fits.
    async fn hears(
        &mut self,
        what: &str,
        limit: Duration,
        fits: impl Fn(&FromEngine) -> bool,
    ) -> Result<f64, Error> {
        loop {
            let arguments = vec![json!(self.heard)];
            let heard = self.page.until(what, limit, HEARD, arguments).await?;
            for said in heard.as_array().into_iter().flatten() {
                self.heard += 1;
                let (at, message) = self.read(said)?;
                if message.is_some_and(|message| fits(&message)) {
                    return Ok(at);
                }
            }
        }
    }

    fn read(&self, said: &Value) -> Result<(f64, Option<FromEngine>), Error> {
        let wrong = |what: String| self.page.browser().wrong(what);
        if let Some(error) = said[2].as_str() {
            return Err(wrong(format!("the worker: {error}")));
        }
        let bytes = said[1].as_array().into_iter().flatten().filter_map(Value::as_u64);
        let bytes: Vec<u8> = bytes.filter_map(|byte| u8::try_from(byte).ok()).collect();
        let at = said[0].as_f64().ok_or_else(|| wrong("a word without a time".to_owned()))?;
        match wire::decode(&bytes) {
            Ok(FromWorker::Message { message: FromEngine::Refused { refusal, .. }, .. }) => {
                Err(wrong(format!("refused: {refusal}")))
            }
            Ok(FromWorker::Message { message, .. }) => Ok((at, Some(message))),
            Ok(FromWorker::Failed(reason)) => Err(wrong(format!("the worker failed: {reason}"))),
            Ok(_) => Ok((at, None)),
            Err(error) => Err(wrong(format!("a frame that is {error}"))),
        }
    }

    /// From being told to begin until the community is on the first screen.
    async fn shows_home(&mut self, limit: Duration) -> Result<f64, Error> {
        self.hears("the engine", LIMIT, |said| matches!(said, FromEngine::Ready)).await?;
        let is_there = |said: &FromEngine| matches!(said, FromEngine::View(ViewDelta::Home(home)) if !home.communities.is_empty());
        self.hears("the first screen", limit, is_there).await
    }

    async fn lists_motions(&mut self, ten_years: &Decade) -> Result<f64, Error> {
        let key = ViewKey::Motions(ten_years.community);
        let told = self.tell(ToEngine::Watch(key.clone())).await?;
        let is_there = |said: &FromEngine| {
            let FromEngine::View(ViewDelta::Motions { motions, .. }) = said else { return false };
            motions.open().is_some_and(|motions| motions.cards.len() > LARGE.motions)
        };
        let shown = self.hears("the list of motions", LIMIT, is_there).await?;
        self.tell(ToEngine::Unwatch(key)).await?;
        Ok(shown - told)
    }

    async fn vote(&mut self, ten_years: &Decade, turn: usize) -> Result<Voted, Error> {
        self.commands += 1;
        let id = CommandId(self.commands.to_be_bytes());
        let choice = if turn.is_multiple_of(2) { Choice::For } else { Choice::Against };
        let act = MotionAct::CastBallot { choice, reason: String::new() };
        let writing = Writing::Motion { motion: ten_years.open, act };
        let command = Command::write(ten_years.community, writing);
        let told = self.tell(ToEngine::Command { id, command }).await?;
        let is_done =
            |said: &FromEngine| matches!(said, FromEngine::Done { id: done, .. } if *done == id);
        Ok(Voted { told, answered: self.hears("the ballot", LIMIT, is_done).await? })
    }
}

fn frame(message: ToEngine) -> Vec<u8> {
    wire::encode(&ToWorker::Message(message))
}

/// The script of the worker, whose name has its hash in it.
fn script_of_engine(page: &Page) -> Result<String, Error> {
    let dist: PathBuf = place::dist();
    let files = fs::read_dir(&dist);
    let files = files.map_err(|source| Error::File { path: dist, source })?;
    let names = files.filter_map(|file| file.ok()?.file_name().into_string().ok());
    let mut scripts = names.filter(|name| name.starts_with("engine-start-"));
    let script = scripts.next().map(|name| format!("./{name}"));
    script.ok_or_else(|| page.browser().wrong("the page has no worker"))
}
