//! A ledger of ten years: opened, added to, looked at, reported on; and hledger at the same report in
//! the same run.

use std::collections::{BTreeMap, VecDeque};
use std::process::{Command as Program, Stdio};
use std::time::{Duration, Instant};

use phyle::clock::{Date, Timestamp};
use phyle::engine::economy::{MakeBooks, keeper};
use phyle::engine::{Effect, Engine, Input};
use phyle::id::CommunityId;
use phyle::limits::ROWS_STEP;
use phyle::message::command::{Command, MemberAct, Outcome};
use phyle::message::economy::view::{Desk, DeskView, EconomyView, ExportForm};
use phyle::message::economy::{EconomyAct, Posting, Transaction};
use phyle::message::model::{ViewDelta, ViewKey};
use phyle::message::motion::Preset;
use phyle::message::{FromEngine, Letter, ToEngine};
use phyle::money::Money;
use phyle::ordered::Set;
use phyle::sim::relay::Node;
use phyle::sim::world::{WINDOW, World, WorldConfig, named};

use crate::{loaded, milliseconds, say, stored, timed, verdict};

const SMALL: u32 = 1_000;
const LARGE: u32 = 100_000;
const AT_ONCE: u32 = 500;
const MEMBERS: u32 = 150;
const FIRST_YEAR: i16 = 2016;
const YEARS: u32 = 10;
/// Postings that are timed, by turns in both ledgers.
const POSTINGS: u32 = 50;
/// Rows of the screen that is watched meanwhile.
const ROWS: u32 = ROWS_STEP;

const OPEN_MAX: Duration = Duration::from_millis(1_000);
const POSTING_MAX: Duration = Duration::from_millis(1);
const REPORT_MAX: Duration = Duration::from_millis(100);
const GROWTH_MAX: f64 = 1.5;

/// One device that keeps a ledger.
struct Ledger {
    world: World,
    community: CommunityId,
    count: u32,
}

pub fn figures() {
    let mut small = Ledger::new(1);
    small.fill(SMALL);
    let mut large = Ledger::new(2);
    large.fill(LARGE);
    opening(&mut large);
    postings(&mut small, &mut large);
    large.report();
}

fn money(units: i64) -> Money {
    Money { commodity: "EUR".parse().expect("known"), units }
}

fn transaction(number: u32) -> Transaction {
    let days = i32::try_from(number % (YEARS * 365)).expect("few days");
    let first: Date = format!("{FIRST_YEAR}-01-01").parse().expect("a day");
    let units = i64::from(number % 9_973) + 1;
    let (from, to) = if number.is_multiple_of(3) {
        (format!("income:orders:{}", number % MEMBERS), "assets:bank".to_owned())
    } else {
        ("assets:bank".to_owned(), format!("expenses:work:{}", number % MEMBERS))
    };
    let posting = |account: &str, units| Posting {
        account: account.parse().expect("an account"),
        money: money(units),
    };
    Transaction::new(
        first.plus_days(days),
        format!("Translation of letter {number}"),
        vec![posting(&to, units), posting(&from, -units)],
    )
}

impl Ledger {
    fn new(seed: u64) -> Self {
        let mut world = World::new(seed, 1, WorldConfig::default());
        world.run_ms(100);
        let founding = Command::FoundCommunity {
            name: "Four Shores".to_owned(),
            sentence: String::new(),
            founder: named("Awa"),
            preset: Preset::Cooperative,
        };
        let Ok(Outcome::Community(community)) = world.ask(Node(0), founding) else {
            panic!("founding failed")
        };
        let mut ledger = Self { world, community, count: 0 };
        ledger.act(&EconomyAct::OpenBooks { base: "EUR".parse().expect("known") });
        ledger
    }

    fn act(&mut self, act: &EconomyAct) {
        let command = Command::of(self.community, MemberAct::Economy(Letter::new(act)));
        self.world.ask(Node(0), command).expect("it is right");
    }

    fn fill(&mut self, upto: u32) {
        while self.count < upto {
            let until = upto.min(self.count + AT_ONCE);
            self.act(&EconomyAct::RecordAll((self.count..until).map(transaction).collect()));
            self.count = until;
        }
        self.world.run_ms(1_000);
    }

    fn desk(&mut self, desk: Desk) -> EconomyView {
        let key = ViewKey::Economy(self.community, desk);
        match self.world.view(Node(0), key).pop() {
            Some(ViewDelta::Economy { view: DeskView::Now(view), .. }) => {
                view.open().expect("a view")
            }
            other => panic!("no desk: {other:?}"),
        }
    }

    fn leave(&mut self, desk: Desk) {
        let key = ViewKey::Economy(self.community, desk);
        self.world.tell(Node(0), ToEngine::Unwatch(key));
    }

    fn post_and_wait(&mut self) {
        let one = transaction(self.count);
        self.count += 1;
        self.act(&EconomyAct::Record(one));
    }

    /// A year in figures, in the engine; and by hledger, of the journal that goes out.
    fn report(&mut self) {
        let year = FIRST_YEAR + 5;
        let desk = Desk::Reports { year };
        let mut best = Duration::MAX;
        for _ in 0..5 {
            let key = ViewKey::Economy(self.community, desk);
            best = best.min(timed(|| self.world.tell(Node(0), ToEngine::Watch(key))));
            self.world.run_ms(200);
            self.leave(desk);
        }
        let EconomyView::Reports(reports) = self.desk(desk) else { panic!("no report") };
        assert_eq!(reports.months.len(), 12);
        let budget = format!("at most {}", milliseconds(REPORT_MAX));
        let what = format!("a year's report of {LARGE} transactions");
        say(&what, &milliseconds(best), &budget, verdict(|| best <= REPORT_MAX));
        let EconomyView::Export(journal) = self.desk(Desk::Export(ExportForm::Journal)) else {
            panic!("no journal")
        };
        let took = hledger(&journal, year);
        let took = took.map_or_else(|| "hledger is not installed".to_owned(), milliseconds);
        say("the same report by hledger, of the journal that goes out", &took, "", "beside");
    }
}

/// How long hledger takes from its start to the report.
fn hledger(journal: &str, year: i16) -> Option<Duration> {
    let path = std::env::temp_dir().join(format!("phyle-bench-{}.journal", std::process::id()));
    std::fs::write(&path, journal).ok()?;
    let started = Instant::now();
    let period = format!("{year}");
    let words = ["incomestatement", "--monthly", "--flat", "--period", &period];
    let mut program = Program::new("hledger");
    program.arg("--file").arg(&path).args(words).stdout(Stdio::null()).stderr(Stdio::null());
    let status = program.status();
    let took = started.elapsed();
    std::fs::remove_file(&path).ok();
    status.is_ok_and(|status| status.success()).then_some(took)
}

/// Written, signed, stored, booked and shown, with the ledger on screen.
fn postings(small: &mut Ledger, large: &mut Ledger) {
    let desk = Desk::Books { rows: ROWS };
    small.desk(desk);
    large.desk(desk);
    let (mut few, mut many) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..POSTINGS {
        few += timed(|| small.post_and_wait());
        many += timed(|| large.post_and_wait());
    }
    let (few, many) = (few / POSTINGS, many / POSTINGS);
    let ratio = many.as_secs_f64() / few.as_secs_f64();
    let measured = format!(
        "{} ({ratio:.2} times that of {SMALL}; mean of {POSTINGS}, {ROWS} rows on screen)",
        milliseconds(many)
    );
    let budget = format!("at most {}, {GROWTH_MAX} times", milliseconds(POSTING_MAX));
    let kept = || many <= POSTING_MAX && ratio <= GROWTH_MAX;
    say(&format!("one more posting to {LARGE}"), &measured, &budget, verdict(kept));
    small.leave(desk);
    large.leave(desk);
}

/// From the start of the engine to the ledger on screen; and without what is kept of it.
fn opening(ledger: &mut Ledger) {
    let desk = Desk::Books { rows: ROWS };
    ledger.desk(desk);
    ledger.leave(desk);
    ledger.world.run_ms(2_000);
    let disk = ledger.world.disk(Node(0));
    let (mut first, mut best) = (Duration::MAX, Duration::MAX);
    for _ in 0..3 {
        let (kept, books) = open(disk, ledger);
        first = first.min(kept.expect("the desk is kept"));
        best = best.min(books);
    }
    let measured = milliseconds(best);
    let budget = format!("at most {}", milliseconds(OPEN_MAX));
    say(&format!("opening {LARGE} transactions"), &measured, &budget, verdict(|| best <= OPEN_MAX));
    say("the same as it was last shown", &milliseconds(first), "", "beside");
    let mut bare = disk.clone();
    bare.retain(|key, _| !key.ends_with("/e") && !key.ends_with("/o"));
    assert_eq!(bare.len() + 2, disk.len(), "both are kept");
    let (_, took) = open(&bare, ledger);
    say("the same from the documents alone, all verified", &milliseconds(took), "", "beside");
}

/// When the desk was there as it was last shown, if it was, and as the books are.
fn open(disk: &BTreeMap<String, Vec<u8>>, ledger: &Ledger) -> (Option<Duration>, Duration) {
    let mut kept = None;
    let now: Timestamp = ledger.world.now();
    let key = ViewKey::Economy(ledger.community, Desk::Books { rows: ROWS });
    let started = Instant::now();
    let (mut engine, effects) = Engine::new(now, [7; 32], WINDOW, Set::new());
    let mut effects = VecDeque::from(effects);
    for message in [ToEngine::WindowOpened, ToEngine::Watch(ViewKey::Home)] {
        effects.extend(engine.handle(now, Input::Window { window: WINDOW, message }));
    }
    while let Some(effect) = effects.pop_front() {
        if let Effect::Load { ticket, prefix } = effect {
            effects.extend(loaded(&mut engine, now, ticket, stored(disk, &prefix)));
        } else if effect == Effect::LoadBooks {
            let part = Input::BooksLoaded(Ok(MakeBooks(keeper::open)));
            effects.extend(engine.handle(now, part));
        } else if effect == (Effect::TellAll { message: FromEngine::Ready }) {
            let message = ToEngine::Watch(key.clone());
            effects.extend(engine.handle(now, Input::Window { window: WINDOW, message }));
        } else if let Effect::Tell {
            message: FromEngine::View(ViewDelta::Economy { view, .. }),
            ..
        } = effect
        {
            let (letter, is_now) = match view {
                DeskView::Now(letter) => (letter, true),
                DeskView::Kept { view, is_old } => {
                    assert!(!is_old, "nothing came since");
                    (view, false)
                }
                DeskView::Missed => panic!("the part is here"),
            };
            let view = letter.open().expect("a view");
            let took = started.elapsed();
            let EconomyView::Books(books) = view else { panic!("no books") };
            assert_eq!(books.rows_total, LARGE);
            if is_now {
                return (kept, took);
            }
            kept = Some(took);
        }
    }
    panic!("the ledger never came");
}
