//! Times the meeting of two browsers on the page for people: from opening a link to the first page,
//! and to all text. Part of `cargo xtask bench`, which builds the page and reads what this prints.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use journeys::browser::Kind;
use journeys::figures::middle;
use journeys::page::Page;
use journeys::steps;
use journeys::words;
use journeys::{Browser, Error, World, handbook};
use xtask::place;

/// Meetings of each kind of browser; the one in the middle counts.
const MEETINGS: usize = 3;

/// From opening the link to a page that can be read, and to the whole text; a person's typing of a
/// name is not in it.
const FIRST_PAGE_MAX: Duration = Duration::from_secs(2);
const ALL_TEXT_MAX: Duration = Duration::from_secs(4);

const LOOK_LIMIT: Duration = Duration::from_secs(60);

/// The page that is looked for, and words on it.
const PAGE: (&str, &str) = ("Comms Guidelines", "adopt and to give you some tips");

/// From the click that joins until a page can be read, whose address is opened as soon as the newcomer is
/// inside; timed in the page itself, where no driver is waited for.
const READ: &str = r"
    const [address, words] = arguments;
    const inside = address.slice(0, address.indexOf('/commons/'));
    window.benchRead = 0;
    addEventListener('click', () => {
        const began = performance.now();
        const look = () => {
            const isInside = location.hash.startsWith(inside);
            const main = document.querySelector('#main');
            if (isInside && location.hash !== address) location.hash = address;
            if (isInside && main && main.textContent.includes(words)) {
                window.benchRead = performance.now() - began;
            } else {
                requestAnimationFrame(look);
            }
        };
        look();
    }, { capture: true, once: true });
    return true;";

/// What one newcomer waited.
#[derive(Debug, Clone, Copy)]
struct Waited {
    first_page: Duration,
    all_text: Duration,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let world = World::new("meeting", place::dist())?;
    let result = measure(&world).await;
    world.close().await;
    result
}

async fn measure(world: &World) -> Result<(), Error> {
    let ana = world.person("Ana", Kind::Chromium)?;
    let ana_page = steps::found(world, &ana).await?;
    steps::import(&ana_page, &words::choose_folder(), &handbook::folder()).await?;
    steps::open_page(&ana_page, PAGE.0).await?;
    ana_page.reads(PAGE.1).await?;
    let address = ana_page.script("return location.hash", Vec::new()).await?;
    let link = steps::invite(&ana_page, 20).await?;
    for kind in [Kind::Firefox, Kind::Chromium] {
        let mut waited = Vec::new();
        for number in 0..MEETINGS {
            let who = format!("{kind:?} {number}");
            let newcomer = world.person(&who, kind)?;
            waited.push(meet(&newcomer, &ana_page, (link.as_str(), &address)).await?);
            newcomer.close().await?;
        }
        let first_page = middle(waited.iter().map(|waited| waited.first_page).collect());
        let all_text = middle(waited.iter().map(|waited| waited.all_text).collect());
        row(kind, "first page", first_page, FIRST_PAGE_MAX);
        row(kind, "all text of the handbook", all_text, ALL_TEXT_MAX);
    }
    Ok(())
}

/// A newcomer opens the link, says a name, and reads; the founder compares.
async fn meet(
    newcomer: &Browser,
    founder: &Page,
    (link, address): (&str, &Value),
) -> Result<Waited, Error> {
    let wanted = steps::state_hash(founder).await?;
    let page = newcomer.open("about:blank").await?;
    let began = Instant::now();
    page.go(link).await?;
    page.find(&words::your_name()).await?;
    let asked = began.elapsed();
    page.fill(&words::your_name(), newcomer.who()).await?;
    page.script(READ, vec![address.clone(), json!(PAGE.1)]).await?;
    let began = Instant::now();
    page.press(&words::join()).await?;
    let read = page.until("the page", LOOK_LIMIT, "return window.benchRead", Vec::new()).await?;
    let read = Duration::from_secs_f64(read.as_f64().unwrap_or(f64::MAX) / 1_000.0);
    let first_page = asked + read;
    // The founder's state has the newcomer in it by now; theirs has all that was written.
    steps::same_state(founder, &page).await?;
    let all_text = asked + began.elapsed();
    if steps::state_hash(founder).await? == wanted {
        return Err(newcomer.wrong("the founder does not know of the newcomer"));
    }
    Ok(Waited { first_page, all_text })
}

fn row(kind: Kind, what: &str, measured: Duration, most: Duration) {
    let verdict = if measured <= most { "kept" } else { "over" };
    println!(
        "from opening the link to {what}, {kind:?} on loopback\t{} ms\tat most {} ms\t{verdict}",
        measured.as_millis(),
        most.as_millis()
    );
}
