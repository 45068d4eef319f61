//! Ten years of decisions on one device: opened, folded, all of it verified, and one more ballot cast.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use phyle::clock::Timestamp;
use phyle::engine::{Effect, Engine, Input};
use phyle::id::{DocumentId, MotionId};
use phyle::message::command::{Command, MotionAct, Writing};
use phyle::message::model::{ViewDelta, ViewKey};
use phyle::message::motion::Choice;
use phyle::message::{FromEngine, ToEngine};
use phyle::ordered::Set;
use phyle::projection::motion::MotionSummary;
use phyle::projection::summary::Summary;
use phyle::sign::SoftwareKey;
use phyle::sim::world::WINDOW;
use phyle::store::Meta;
use phyle::store::keys::{self, KernelKey};
use phyle::store::record;

use crate::decade::{self, Decade, LARGE, Size, decade};
use crate::folding::Verified;
use crate::{loaded, milliseconds, say, stored, verdict};

const SMALL: Size = Size { members: 150, motions: 20, ballots: 50 };
/// Ballots that are timed, by turns in both communities.
const BALLOTS: u32 = 50;

const OPEN_MAX: Duration = Duration::from_millis(300);
const FOLD_MAX: Duration = Duration::from_millis(2_000);
const BALLOT_MAX: Duration = Duration::from_millis(1);
const GROWTH_MAX: f64 = 1.5;

pub fn figures() {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target"), PathBuf::from);
    let (small, large) = (decade(SMALL, &target), decade(LARGE, &target));
    folding(&large);
    opening(&large);
    ballots(small, large);
}

/// An engine on a disk, whose storage and key answer at once.
struct Device {
    engine: Engine,
    disk: BTreeMap<String, Vec<u8>>,
    now: Timestamp,
    commands: u128,
}

impl Device {
    /// Until the community is on the first screen; all that is behind it is read too.
    fn open(disk: BTreeMap<String, Vec<u8>>, now: Timestamp) -> (Self, Duration) {
        let started = Instant::now();
        let (engine, mut effects) = Engine::new(now, [7; 32], WINDOW, Set::new());
        let mut device = Self { engine, disk, now, commands: 0 };
        for message in [ToEngine::WindowOpened, ToEngine::Watch(ViewKey::Home)] {
            effects.extend(device.engine.handle(now, Input::Window { window: WINDOW, message }));
        }
        let mut shown = None;
        device.perform(effects, &mut |heard| {
            if let FromEngine::View(ViewDelta::Home(home)) = heard
                && !home.communities.is_empty()
            {
                shown.get_or_insert_with(|| started.elapsed());
            }
        });
        (device, shown.expect("the first screen"))
    }

    /// What is to be kept is kept.
    fn rest(&mut self) {
        for _ in 0..2 {
            self.now = self.now.plus_ms(2_000);
            let effects = self.engine.handle(self.now, Input::Woken);
            self.perform(effects, &mut |_| {});
        }
    }

    fn tell(&mut self, message: ToEngine, heard: &mut dyn FnMut(FromEngine)) {
        let effects = self.engine.handle(self.now, Input::Window { window: WINDOW, message });
        self.perform(effects, heard);
    }

    fn perform(&mut self, effects: Vec<Effect>, heard: &mut dyn FnMut(FromEngine)) {
        let mut effects = VecDeque::from(effects);
        // Storage answers later than windows.
        let is_soon = |effect: &Effect| !matches!(effect, Effect::Load { .. });
        while let Some(effect) =
            effects.remove(effects.iter().position(is_soon).unwrap_or_default())
        {
            if let Effect::Load { ticket, prefix } = effect {
                let found = stored(&self.disk, &prefix);
                effects.extend(loaded(&mut self.engine, self.now, ticket, found));
            } else if let Effect::Store { ticket, puts, deletes } = effect {
                self.disk.extend(puts.into_iter().map(|entry| (entry.key, entry.value)));
                for key in deletes {
                    self.disk.remove(&key);
                }
                let input = Input::Stored { ticket, result: Ok(()) };
                effects.extend(self.engine.handle(self.now, input));
            } else if let Effect::Sign { ticket, message, .. } = effect {
                let key = SoftwareKey::from_seed(&decade::own_seed());
                let result = Ok(key.sign(&message));
                let input = Input::Signed { ticket, result };
                effects.extend(self.engine.handle(self.now, input));
            } else if let Effect::Tell { message, .. } | Effect::TellAll { message } = effect {
                heard(message);
            }
        }
    }

    fn command(&mut self, command: Command) {
        self.now = self.now.plus_ms(1_000);
        self.commands += 1;
        let id = phyle::id::CommandId(self.commands.to_be_bytes());
        let mut is_done = false;
        let message = ToEngine::Command { id, command };
        self.tell(message, &mut |heard| {
            if let FromEngine::Refused { refusal, .. } = &heard {
                panic!("{refusal}");
            }
            is_done |= matches!(heard, FromEngine::Done { id: done, .. } if done == id);
        });
        assert!(is_done, "no answer");
    }

    /// One more ballot: written, signed, stored, counted and shown.
    fn vote(&mut self, decade: &Decade, motion: MotionId) -> Duration {
        let choice = if self.commands.is_multiple_of(2) { Choice::For } else { Choice::Against };
        let act = MotionAct::CastBallot { choice, reason: String::new() };
        let writing = Writing::Motion { motion, act };
        let started = Instant::now();
        self.command(Command::write(decade.community, writing));
        started.elapsed()
    }
}

fn opening(large: &Decade) {
    // A device that had all of it open before has kept what it came to.
    let (mut device, _) = Device::open(large.disk.clone(), large.now);
    device.rest();
    let (disk, now) = (device.disk, device.now);
    let started = Instant::now();
    let (mut device, took) = Device::open(disk, now);
    let all = started.elapsed();
    let bytes: usize = device.disk.values().map(Vec::len).sum();
    let budget = format!("at most {}", milliseconds(OPEN_MAX));
    let what = format!("opening {} motions of {} members", LARGE.motions, LARGE.members);
    let measured = format!("{} ({} MB are kept)", milliseconds(took), bytes / 1_000_000);
    say(&what, &measured, &budget, verdict(|| took <= OPEN_MAX));
    say("the charter itself, read behind it", &milliseconds(all - took), "", "beside");
    let started = Instant::now();
    let mut cards = 0;
    let key = ViewKey::Motions(large.community);
    device.tell(ToEngine::Watch(key), &mut |heard| {
        if let FromEngine::View(ViewDelta::Motions { motions, .. }) = heard {
            cards = motions.open().map_or(0, |motions| motions.cards.len());
        }
    });
    assert_eq!(cards, LARGE.motions + 1);
    say("their list, from summaries", &milliseconds(started.elapsed()), "", "beside");

    // Whoever got all of it from others folds and verifies it once.
    let mut bare = large.disk.clone();
    for (key, value) in &mut bare {
        if let Some(KernelKey::Meta(document)) = keys::parse_kernel(&large.community, key)
            && let DocumentId::Motion(_) = document
        {
            forget_summary(value);
        }
    }
    let started = Instant::now();
    drop(Device::open(bare, large.now));
    let took = started.elapsed();
    say("the same from the documents alone, all verified", &milliseconds(took), "", "beside");
}

/// What everybody may do, and what every motion comes to, from facts that are verified already.
fn folding(large: &Decade) {
    let verified = Verified::read(large.community, &large.disk);
    let started = Instant::now();
    let mut people = verified.people();
    let authority = started.elapsed();
    let decided = verified.decided(&mut people);
    let took = started.elapsed();
    assert_eq!(decided, LARGE.motions);
    assert_eq!(people.authority.decisions.len(), LARGE.motions);
    let measured =
        format!("{} ({} the charter alone)", milliseconds(took), milliseconds(authority));
    let budget = format!("at most {}", milliseconds(FOLD_MAX));
    let kept = verdict(|| took <= FOLD_MAX);
    say("authority and tallies folded from verified facts", &measured, &budget, kept);
}

/// What lists show of it is not known yet.
fn forget_summary(value: &mut Vec<u8>) {
    let mut meta: Meta = record::decode(value).expect("what was kept");
    meta.summary = Summary::Motion(MotionSummary::default());
    *value = record::encode(&meta);
}

/// With the motion and the list of all on screen.
fn ballots(small: Decade, large: Decade) {
    let mut devices = [&small, &large].map(|decade| {
        let (mut device, _) = Device::open(decade.disk.clone(), decade.now);
        for key in
            [ViewKey::Motion(decade.community, decade.open), ViewKey::Today(decade.community)]
        {
            device.tell(ToEngine::Watch(key), &mut |_| {});
        }
        device.vote(decade, decade.open);
        device
    });
    let mut took = [Duration::ZERO; 2];
    for _ in 0..BALLOTS {
        for (at, decade) in [&small, &large].into_iter().enumerate() {
            took[at] += devices[at].vote(decade, decade.open);
        }
    }
    let [few, many] = took.map(|took| took / BALLOTS);
    let growth = many.as_secs_f64() / few.as_secs_f64();
    let measured = format!(
        "{} ({growth:.2} times that of {} motions; mean of {BALLOTS}, the motion on screen)",
        milliseconds(many),
        SMALL.motions,
    );
    let budget = format!("at most {}, {GROWTH_MAX} times", milliseconds(BALLOT_MAX));
    let kept = || many <= BALLOT_MAX && growth <= GROWTH_MAX;
    let what = format!("one more ballot to {}", LARGE.motions * LARGE.ballots);
    say(&what, &measured, &budget, verdict(kept));
}
