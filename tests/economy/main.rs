//! Five engines that keep one ledger, each run under a seeded partition, crashes, lost frames and a
//! member who cheats, judged by a model of its own that only adds up what was acknowledged. A failure
//! prints its seed: `PHYLE_SEED=<seed> cargo test --test economy` plays that one again, and
//! `PHYLE_SEEDS=<count>` plays so many.

mod cheat;
mod closing;
mod falsity;
mod kept;
mod model;
mod oracle;
mod run;
mod setting;
mod waits;

use std::io::Write as _;
use std::process::Stdio;
use std::sync::atomic::{AtomicU64, Ordering};

use phyle::message::economy::view::ExportForm;
use phyle::money::Money;
use phyle::sim::relay::Node;

use run::Run;

const SEEDS: u64 = 2;
/// Where there is time, in a program that was built for it.
const SEEDS_MANY: u64 = 1_000;
/// Seeds are played by so many at a time.
const THREADS: usize = 2;
const COMMANDS: u64 = 200;
const ENGINES: usize = 5;
/// The member whose program writes what it likes.
const CHEAT: Node = Node(4);
/// Each member's right to spend, and how far their credit may go, in hundredths.
const RIGHT: i64 = 10_000;
const CREDIT: i64 = 2_500;

fn euro(units: i64) -> Money {
    Money { commodity: "EUR".parse().expect("known"), units }
}

fn play(seed: u64) -> Run {
    let mut run = Run::begin(seed);
    run.play();
    run.judge();
    run
}

/// Plays these seeds; the first that fails is told, with what plays it again.
fn play_all(seeds: std::ops::Range<u64>) {
    let next = AtomicU64::new(seeds.start);
    let play_some = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= seeds.end {
                return;
            }
            let played = std::panic::catch_unwind(|| drop(play(seed)));
            if played.is_err() {
                next.store(seeds.end, Ordering::Relaxed);
                panic!("PHYLE_SEED={seed} cargo test --test economy");
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(play_some);
        }
    });
}

fn number(variable: &str) -> Option<u64> {
    let text = std::env::var(variable).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{variable} is not a number: {text}")))
}

#[test]
fn eco_the_ledger_adds_up_whatever_was_cut_apart() {
    if let Some(seed) = number("PHYLE_SEED") {
        return drop(play(seed));
    }
    play_all(0..number("PHYLE_SEEDS").unwrap_or(SEEDS));
}

#[test]
#[ignore = "takes minutes: `cargo xtask test` plays it, built for speed"]
fn eco_the_ledger_adds_up_for_a_thousand_seeds() {
    play_all(SEEDS..SEEDS + number("PHYLE_SEEDS").unwrap_or(SEEDS_MANY));
}

/// What hledger says to this journal, with these words.
fn hledger(journal: &str, words: &[&str]) -> String {
    let mut child = std::process::Command::new("hledger")
        .args(["--file", "-"])
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("hledger is installed");
    let mut input = child.stdin.take().expect("it is piped");
    input.write_all(journal.as_bytes()).expect("it reads");
    drop(input);
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "hledger {words:?} refuses:\n{journal}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
#[ignore = "needs hledger: `cargo xtask test` installs it"]
fn ext_2_hledger_takes_the_journal_and_counts_the_same() {
    let mut run = play(SEEDS + SEEDS_MANY);
    let journal = run.export(ExportForm::Journal);
    hledger(&journal, &["check", "--strict"]);
    let told = hledger(&journal, &["balance", "--flat", "--no-total", "-O", "csv", "assets"]);
    let bank = format!("\"assets:bank\",\"{}\"", euro(run.model.income() - run.model.paid()));
    assert!(told.contains(&bank), "{bank} is not in {told}");
}
