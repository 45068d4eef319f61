//! Times a ledger of ten years in a browser, on the page for people: opening it, one more entry, a
//! year's report, scrolling. Part of `cargo xtask bench`, which builds the page and reads what this
//! prints. Each time is taken inside the page, from the click to the next frame that shows it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use journeys::browser::Kind;
use journeys::figures::{middle, row};
use journeys::page::Page;
use journeys::steps::money::{self, Claim};
use journeys::steps::{self, COMMUNITY};
use journeys::words::{self, money as said};
use journeys::{Browser, Error, World};
use xtask::place;

/// Transactions of the small ledger and of the large one.
const SMALL: usize = 1_000;
const LARGE: usize = 100_000;
/// As many as one file may bring.
const FILE_ROWS: usize = 20_000;
const MEMBERS: usize = 150;
const FIRST_YEAR: usize = 2016;
/// Of each, the one in the middle counts.
const TIMES: usize = 5;
/// What is written down by hand, first in the small ledger and then in the large one.
const PAPERS: [&str; 2 * TIMES] = [
    "White paper",
    "Blue paper",
    "Red paper",
    "Green paper",
    "Grey paper",
    "Thin paper",
    "Thick paper",
    "Soft paper",
    "Hard paper",
    "Old paper",
];
/// Rows on screen while it is scrolled.
const ROWS: usize = 1_000;

const FILE_LIMIT: Duration = Duration::from_secs(900);
const LOOK_LIMIT: Duration = Duration::from_secs(60);

const OPEN_MAX_MS: f64 = 1_000.0;
const REPORT_MAX_MS: f64 = 100.0;
/// A screen that shows 60 pictures a second, and what a timer may be off.
const FRAME_MAX_MS: f64 = 1_000.0 / 60.0 + 1.0;
/// Frames that may come late.
const LATE_PARTS_MAX: f64 = 0.02;

const LEDGER_ROW: &str = "#main ol.ledger > li";
/// Only there once rows are shown that came before those shown first.
const LATER_ROW: &str = "#main ol.ledger > li:nth-child(41)";
const REPORT_ROW: &str = "#main.reports table tbody tr";

/// From the next click on, or the one before where that goes on, until something that fits is drawn that
/// was not there before.
const WATCH: &str = r"
    const [fits, text, goesOn] = arguments;
    window.benchTook = 0;
    const shown = () => [...document.querySelectorAll(fits)].some((one) =>
        !one.benchSeen && one.textContent.includes(text));
    for (const one of document.querySelectorAll(fits)) one.benchSeen = true;
    addEventListener('click', () => {
        if (!goesOn) window.benchBegan = performance.now();
        const began = window.benchBegan;
        const look = () => {
            if (shown()) window.benchTook = performance.now() - began;
            else requestAnimationFrame(look);
        };
        look();
    }, { capture: true, once: true });
    return true;";

/// Listens to what goes to the engine's worker and comes from it, from now on.
const LISTEN: &str = r"
    window.benchSaid = [];
    window.benchHeard = [];
    if (window.benchWorker !== undefined) return true;
    window.benchWorker = null;
    const post = Worker.prototype.postMessage;
    Worker.prototype.postMessage = function (...all) {
        if (window.benchWorker !== this) {
            window.benchWorker = this;
            this.addEventListener('message', ({ data }) =>
                window.benchHeard.push({ at: performance.now(), size: data.byteLength }));
        }
        window.benchSaid.push(performance.now());
        return post.apply(this, all);
    };
    return true;";

/// From the first word to the worker after the last click until its longest answer came.
const ANSWERED: &str = r"
    const asked = benchSaid.find((at) => at >= benchBegan);
    const [first, ...rest] = benchHeard.filter(({ at }) => at >= asked);
    const longest = rest.reduce((one, other) => other.size > one.size ? other : one, first);
    return longest.at - asked;";

/// Scrolls for three seconds as a finger would, and keeps how long each frame took.
const SCROLL: &str = r"
    window.benchFrames = null;
    const frames = [];
    let last = null, began = null;
    const step = (now) => {
        began ??= now;
        if (last !== null) frames.push(now - last);
        last = now;
        if (now - began > 3000) { window.benchFrames = frames; return; }
        scrollBy(0, 40);
        requestAnimationFrame(step);
    };
    scrollTo(0, 0);
    requestAnimationFrame(step);
    return true;";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let world = World::new("ledger", place::dist())?;
    let mut result = Ok(());
    for kind in [Kind::Chromium, Kind::Firefox] {
        if result.is_ok() {
            result = measure(&world, kind).await;
        }
    }
    world.close().await;
    result
}

async fn measure(world: &World, kind: Kind) -> Result<(), Error> {
    let ana = world.person(&format!("Ana {kind:?}"), kind)?;
    let page = steps::found(world, &ana).await?;
    money::open_books(&page, "EUR").await?;
    bring(world, &page, 0..SMALL).await?;
    let small = entry(&page, &PAPERS[..TIMES]).await?;
    let mut from = SMALL;
    while from < LARGE {
        let until = (from + FILE_ROWS).min(LARGE);
        bring(world, &page, from..until).await?;
        from = until;
    }
    let large = entry(&page, &PAPERS[TIMES..]).await?;
    // What was read once is kept, as a device does that was open for a while.
    let (mut opened, mut whole) = (Vec::new(), Vec::new());
    let (mut reports, mut answered) = (Vec::new(), Vec::new());
    let page = again(&ana, page, world).await?;
    for _ in 0..TIMES {
        page.reload().await?;
        page.find_within(&words::menu(COMMUNITY), LOOK_LIMIT).await?;
        opened.push(took(&page, LEDGER_ROW, "", Press::Economy).await?);
        whole.push(took(&page, LATER_ROW, "", Press::Earlier).await?);
        page.script(LISTEN, Vec::new()).await?;
        reports.push(took(&page, REPORT_ROW, "", Press::Reports).await?);
        answered.push(page.script(ANSWERED, Vec::new()).await?.as_f64().unwrap_or(f64::MAX));
        // A page that is opened at a desk asks for the books at once.
        page.press(&words::today()).await?;
    }
    let what = |what: &str| format!("{what}, {kind:?}");
    row(&what("ledger of 100,000 on screen"), middle(opened), OPEN_MAX_MS);
    let further = what("rows before those, pressed for as soon as it was, since the same click");
    println!("{further}\t{:.0} ms\t\tbeside", middle(whole));
    row(&what("a year's report of 100,000 in the worker"), middle(answered), REPORT_MAX_MS);
    let shown = what("the same, from the click to the screen");
    println!("{shown}\t{:.0} ms\t\tbeside", middle(reports));
    println!(
        "{}\t{large:.0} ms, {:.2} times that of 1,000\t\tbeside",
        what("one more entry to 100,000, from the click to the screen"),
        large / small
    );
    scroll(&page, &what("scrolling 1,000 rows")).await?;
    ana.close().await
}

/// Ends the browser and begins it anew.
async fn again(ana: &Browser, _page: Page, world: &World) -> Result<Page, Error> {
    ana.close().await?;
    let page = ana.open(&world.url()).await?;
    page.find_within(&words::menu(COMMUNITY), LOOK_LIMIT).await?;
    Ok(page)
}

/// Brings transactions in as a journal of hledger.
async fn bring(world: &World, page: &Page, rows: std::ops::Range<usize>) -> Result<(), Error> {
    let path = world.folder().join(format!("{}.journal", rows.start));
    write_journal(&path, rows)?;
    money::open_section(page, &said::reports()).await?;
    page.select(&said::what_it_is(), "A bookkeeping journal (hledger)").await?;
    page.choose(&said::choose_file(), &path).await?;
    page.press_within(&said::bring_it_in(), FILE_LIMIT).await?;
    let done = "return document.body.innerText.includes('What was new is in the books.')";
    page.until("the file to be in the books", FILE_LIMIT, done, Vec::new()).await?;
    Ok(())
}

fn write_journal(path: &Path, rows: std::ops::Range<usize>) -> Result<(), Error> {
    let mut text = String::new();
    for at in rows {
        let day = at * 3_650 / LARGE;
        let (year, day) = (FIRST_YEAR + day / 365, day % 365);
        let (month, day) = (1 + day / 31, 1 + day % 28);
        let (member, cents) = (at % MEMBERS, 100 + at % 9_900);
        let money = format!("{}.{:02}", cents / 100, cents % 100);
        writeln!(
            text,
            "{year}-{month:02}-{day:02} Bread {at}\n  expenses:of{member}  EUR {money}\n  assets:bank\n"
        )
        .expect("text takes it");
    }
    fs::write(path, text).map_err(|source| Error::File { path: path.to_owned(), source })
}

/// Writes entries down; how long the one in the middle took until it stood in the ledger.
async fn entry(page: &Page, papers: &[&'static str]) -> Result<f64, Error> {
    let mut all = Vec::new();
    for what in papers {
        let claim = Claim {
            date: "2025-12-30",
            what,
            amount: "1.00",
            foreign: None,
            out_of: "What we spend in common",
            account: Some("expenses:paper"),
        };
        page.press(&said::economy()).await?;
        page.find_within(&said::write_money(), LOOK_LIMIT).await?;
        all.push(took(page, LEDGER_ROW, what, Press::Claim(&claim)).await?);
    }
    Ok(middle(all))
}

/// What is clicked.
#[derive(Clone, Copy)]
enum Press<'a> {
    Economy,
    /// Counted from the click before.
    Earlier,
    Reports,
    Claim(&'a Claim),
}

/// Milliseconds from the last click to the frame in which this was drawn.
async fn took(page: &Page, fits: &str, text: &str, press: Press<'_>) -> Result<f64, Error> {
    let goes_on = matches!(press, Press::Earlier);
    let watch = || page.script(WATCH, vec![json!(fits), json!(text), json!(goes_on)]);
    match press {
        Press::Earlier => {
            watch().await?;
            page.press(&said::earlier()).await?;
        }
        Press::Economy => {
            watch().await?;
            page.press(&said::economy()).await?;
        }
        Press::Reports => {
            page.find_within(&said::reports(), LOOK_LIMIT).await?;
            watch().await?;
            page.press(&said::reports()).await?;
        }
        Press::Claim(claim) => {
            money::fill_claim(page, claim).await?;
            watch().await?;
            page.press(&said::ask_for_money()).await?;
        }
    }
    let took = page.until(fits, LOOK_LIMIT, "return window.benchTook", Vec::new()).await?;
    Ok(took.as_f64().unwrap_or(f64::MAX))
}

/// How the frames come while the ledger is scrolled.
async fn scroll(page: &Page, what: &str) -> Result<(), Error> {
    page.press(&said::economy()).await?;
    let count = format!("return document.querySelectorAll('{LEDGER_ROW}').length");
    loop {
        let shown = page.until("rows", LOOK_LIMIT, &count, Vec::new()).await?;
        let shown = shown.as_u64().unwrap_or_default();
        if shown >= ROWS as u64 {
            break;
        }
        page.press(&said::earlier()).await?;
        let more = format!("{count} > {shown}");
        page.until("more rows", LOOK_LIMIT, &more, Vec::new()).await?;
    }
    page.script(SCROLL, Vec::new()).await?;
    let frames = page.until("frames", LOOK_LIMIT, "return window.benchFrames", Vec::new()).await?;
    let frames: Vec<f64> =
        frames.as_array().into_iter().flatten().filter_map(Value::as_f64).collect();
    let late = frames.iter().filter(|frame| **frame > FRAME_MAX_MS).count();
    let part = late as f64 / frames.len().max(1) as f64;
    let mean = frames.iter().sum::<f64>() / frames.len().max(1) as f64;
    let verdict = if part <= LATE_PARTS_MAX { "kept" } else { "over" };
    println!(
        "{what}\t{:.0} frames a second, {:.1} % late\t60 a second, at most {:.0} % late\t{verdict}",
        1_000.0 / mean,
        part * 100.0,
        LATE_PARTS_MAX * 100.0
    );
    Ok(())
}
