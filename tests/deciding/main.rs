//! A community that decides while its network falls apart: engines of members whose clocks are off,
//! whose programs crash, who vote on two devices, late, or not at all; judged by a model of its own
//! that reads the facts and knows the rules only. A failure prints its seed: `PHYLE_SEED=<seed> cargo
//! test --test deciding` plays that one again, and `PHYLE_SEEDS=<count>` plays so many.

mod acts;
mod counting;
mod facts;
mod motions;
mod oracle;
mod people;
mod run;
mod setting;

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use run::Run;

const SEEDS: u64 = 2;
/// Where there is time, in a program that was built for it.
const SEEDS_MANY: u64 = 1_000;
/// Seeds are played by so many at a time.
const THREADS: usize = 2;
const COMMANDS: usize = 200;
/// Browsers: those of the members, and one more, of somebody who comes or of a member's own.
const ENGINES: usize = 6;
const MEMBERS: usize = 5;
/// What so many runs come to, or they prove little.
const HAPPENS: [&str; 11] = [
    "passed",
    "failed",
    "withdrawn",
    "amended",
    "asked again",
    "late ballots",
    "somebody removed",
    "somebody gone",
    "devices taken off",
    "purses handed on",
    "posts",
];

/// How often what happened.
type Seen = BTreeMap<&'static str, usize>;

fn play(seed: u64) -> Seen {
    let mut run = Run::begin(seed);
    run.play();
    run.judge();
    run.seen
}

/// Plays these seeds; the first that fails is told, with what plays it again.
fn play_all(seeds: std::ops::Range<u64>) -> Seen {
    let next = AtomicU64::new(seeds.start);
    let all: Mutex<Seen> = Mutex::default();
    let play_some = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds.end {
                return;
            }
            let Ok(seen) = std::panic::catch_unwind(|| play(seed)) else {
                next.store(seeds.end, Ordering::Relaxed);
                panic!("PHYLE_SEED={seed} cargo test --test deciding");
            };
            let mut all = all.lock().expect("nobody panics with it");
            for (what, count) in seen {
                *all.entry(what).or_default() += count;
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(play_some);
        }
    });
    all.into_inner().expect("nobody panicked with it")
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{variable} is not a number: {text}")))
}

#[test]
fn dec_7_peo_4_all_come_to_what_the_rules_say_whatever_was_cut_apart() {
    if let Some(seed) = number("PHYLE_SEED") {
        return drop(play(seed));
    }
    play_all(0..number("PHYLE_SEEDS").unwrap_or(SEEDS));
}

#[test]
#[ignore = "takes minutes: `cargo xtask test` plays it, built for speed"]
fn dec_7_peo_4_all_come_to_what_the_rules_say_for_a_thousand_seeds() {
    let seen = play_all(SEEDS..SEEDS + number("PHYLE_SEEDS").unwrap_or(SEEDS_MANY));
    println!("{seen:?}");
    for what in HAPPENS {
        assert!(seen.get(what).is_some_and(|count| *count > 0), "never: {what} in {seen:?}");
    }
}
