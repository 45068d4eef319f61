//! What is brought in, and brought in again: the books of a real project, out of the table that it
//! publishes, with the balances of every year, in two browsers; and a folder of pages.

use phyle::exchange::ledger::open_collective::read_open_collective;
use phyle::id::{CommunityId, PageId};
use phyle::message::command::{Command, MemberAct, Outcome, PageAct, Splice, Writing};
use phyle::message::economy::EconomyAct;
use phyle::message::economy::view::{Books, Desk, DeskView, EconomyView, Reports};
use phyle::message::model::{ImportProgress, PageDelta, ViewDelta, ViewKey};
use phyle::message::motion::Preset;
use phyle::message::{Letter, ToEngine};
use phyle::sim::relay::Node;
use phyle::sim::world::{World, WorldConfig, named};

const REAL: &[u8] = include_bytes!("data/opencollective-hledger.csv");
const ROWS: u32 = 1_916;
/// What the account holds at the end of each year, and after the last row.
const ENDS: [(i16, &str); 10] = [
    (2017, "100.92 USD"),
    (2018, "290.99 USD"),
    (2019, "372.66 USD"),
    (2020, "1437.23 USD"),
    (2021, "4689.88 USD"),
    (2022, "6863.66 USD"),
    (2023, "7465.73 USD"),
    (2024, "7372.70 USD"),
    (2025, "7171.71 USD"),
    (2026, "5688.29 USD"),
];

fn look(world: &mut World, node: usize, community: CommunityId, desk: Desk) -> EconomyView {
    match world.view(Node(node), ViewKey::Economy(community, desk)).pop() {
        Some(ViewDelta::Economy { view: DeskView::Now(view), .. }) => view.open().expect("a view"),
        other => panic!("no desk: {other:?}"),
    }
}

fn books(world: &mut World, node: usize, community: CommunityId) -> Books {
    let view = look(world, node, community, Desk::Books { rows: 10 });
    let EconomyView::Books(books) = view else { panic!("no books: {view:?}") };
    *books
}

fn balance(world: &mut World, node: usize, community: CommunityId, year: i16) -> String {
    let view = look(world, node, community, Desk::Reports { year });
    let EconomyView::Reports(Reports { trial, .. }) = view else { panic!("no reports: {view:?}") };
    let account = trial.iter().find(|one| one.account.name() == "assets:open collective");
    account.map(|one| one.money.to_string()).unwrap_or_default()
}

fn found(world: &mut World) -> CommunityId {
    let founding = Command::FoundCommunity {
        name: "Plain text".to_owned(),
        sentence: String::new(),
        founder: named("Awa"),
        preset: Preset::Cooperative,
    };
    match world.ask(Node(0), founding) {
        Ok(Outcome::Community(community)) => community,
        other => panic!("founding failed: {other:?}"),
    }
}

fn bring(world: &mut World, community: CommunityId, bytes: &[u8]) {
    let read = read_open_collective(bytes, "hledger").expect("it is right");
    let act = Letter::new(&EconomyAct::RecordAll(read.transactions));
    let done = world.ask(Node(0), Command::of(community, MemberAct::Economy(act)));
    assert_eq!(done, Ok(Outcome::Nothing));
    world.run_ms(1_000);
}

#[test]
fn ext_1_the_books_of_a_real_project_come_in_whole_and_once() {
    let mut world = World::new(1, 2, WorldConfig::default());
    world.run_ms(100);
    let community = found(&mut world);
    let open = EconomyAct::OpenBooks { base: "USD".parse().expect("known") };
    let open = Command::of(community, MemberAct::Economy(Letter::new(&open)));
    assert_eq!(world.ask(Node(0), open), Ok(Outcome::Nothing));
    // An older file first: the newest 1,000 lines are not in it yet.
    let text = std::str::from_utf8(REAL).expect("UTF-8");
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    lines.drain(1..1_001);
    bring(&mut world, community, lines.concat().as_bytes());
    assert_eq!(books(&mut world, 0, community).rows_total, ROWS - 1_000);
    for _ in 0..2 {
        bring(&mut world, community, REAL);
        let books = books(&mut world, 0, community);
        assert_eq!((books.rows_total, books.faults.len()), (ROWS, 0));
    }
    for (year, held) in ENDS {
        assert_eq!(balance(&mut world, 0, community, year), held, "{year}");
    }
    let invite = MemberAct::InviteMembers { uses_max: 1, valid_days: 30 };
    let Ok(Outcome::Link(link)) = world.ask(Node(0), Command::of(community, invite)) else {
        panic!("no link")
    };
    world.ask(Node(1), Command::JoinCommunity { link, profile: named("Ravi") }).expect("a link");
    world.run_ms(60_000);
    assert_eq!(books(&mut world, 1, community).rows_total, ROWS);
    assert_eq!(balance(&mut world, 1, community, 2026), "5688.29 USD");
}

/// Brings files in; says how it went.
fn bring_pages(
    world: &mut World,
    community: CommunityId,
    files: &[(&str, &str)],
) -> ImportProgress {
    let import = world.command_id();
    let command = Command::of(community, MemberAct::BeginImport);
    world.tell(Node(0), ToEngine::Command { id: import, command });
    for (path, text) in files {
        let (path, bytes) = ((*path).to_owned(), text.as_bytes().to_vec());
        world.ask(Node(0), Command::ImportFile { import, path, bytes }).expect("a file is taken");
    }
    let finish = Command::FinishImport { import, credit: "Enspiral".to_owned() };
    assert_eq!(world.ask(Node(0), finish), Ok(Outcome::Nothing));
    world.run_ms(1_000);
    match world.view(Node(0), ViewKey::Import(import)).pop() {
        Some(ViewDelta::Import { progress, .. }) => progress,
        other => panic!("no import: {other:?}"),
    }
}

/// All pages, by title.
fn pages(world: &mut World, node: usize, community: CommunityId) -> Vec<(String, PageId)> {
    let deltas = world.view(Node(node), ViewKey::Pages(community));
    let Some(ViewDelta::Pages { pages, .. }) = deltas.last() else { panic!("no pages") };
    let mut pages: Vec<_> = pages.iter().map(|page| (page.title.clone(), page.id)).collect();
    pages.sort();
    pages
}

fn text(world: &mut World, node: usize, community: CommunityId, page: PageId) -> (u64, String) {
    let deltas = world.view(Node(node), ViewKey::Page(community, page));
    let all = deltas.into_iter().find_map(|delta| {
        let ViewDelta::Page { delta: PageDelta::All { version, text, .. }, .. } = delta else {
            return None;
        };
        Some((version, text))
    });
    all.expect("the page is there")
}

#[test]
fn ext_2_a_folder_that_is_brought_in_again_doubles_nothing_and_loses_nothing() {
    let mut world = World::new(2, 2, WorldConfig::default());
    world.run_ms(100);
    let community = found(&mut world);
    let first = [
        ("handbook/README.md", "# Start\n\nSee [values](/values) and [money](money.md).\n"),
        ("handbook/values.md", "# Values\n\nCare.\n"),
        ("handbook/money.md", "# Money\n\nOurs.\n"),
    ];
    let told = bring_pages(&mut world, community, &first);
    assert_eq!((told.pages_made, told.broken_links.len()), (3, 0));
    let before = pages(&mut world, 0, community);
    let hash = world.card(Node(0), community).map(|card| card.state_hash.clone());
    // As it was: nothing is written. It does not matter that the folder above was picked.
    let above: Vec<(String, &str)> =
        first.iter().map(|(path, text)| (format!("docs/{path}"), *text)).collect();
    let above: Vec<(&str, &str)> =
        above.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    let told = bring_pages(&mut world, community, &above);
    assert_eq!((told.pages_made, told.pages_same, told.pages_updated), (0, 3, 0));
    assert_eq!(world.card(Node(0), community).map(|card| card.state_hash.clone()), hash);
    // One was changed here, another one in its file, and a third came.
    let id = |pages: &[(String, PageId)], title: &str| {
        pages.iter().find(|(one, _)| one == title).map(|(_, id)| *id).expect("it is there")
    };
    let (money, values) = (id(&before, "Money"), id(&before, "Values"));
    let (base, _) = text(&mut world, 0, community, money);
    let splices = vec![Splice { at: 0, delete: 0, insert: "Here: ".to_owned() }];
    let act = PageAct::Edit { base, splices };
    let edit = Command::write(community, Writing::Page { page: money, act });
    assert_eq!(world.ask(Node(0), edit), Ok(Outcome::Nothing));
    let second = [
        ("handbook/README.md", "# Start\n\nSee [values](/values) and [money](money.md).\n"),
        ("handbook/values.md", "# Our values\n\nCare.\n\nAnd [time](time.md).\n"),
        ("handbook/money.md", "# Money\n\nEverybody's.\n"),
        ("handbook/time.md", "# Time\n\nEnough.\n"),
    ];
    let told = bring_pages(&mut world, community, &second);
    assert_eq!((told.pages_made, told.pages_same, told.pages_updated), (1, 1, 1));
    assert_eq!(told.pages_left, ["Money"]);
    let after = pages(&mut world, 0, community);
    let titles: Vec<&str> = after.iter().map(|(title, _)| title.as_str()).collect();
    assert_eq!(titles, ["Money", "Our values", "Start", "Time"]);
    assert_eq!(id(&after, "Our values"), values);
    assert!(text(&mut world, 0, community, money).1.starts_with("Here: Ours."));
    let time = id(&after, "Time");
    let now = text(&mut world, 0, community, values).1;
    assert_eq!(now, format!("Care.\n\nAnd [time](page:{time}).\n"));
    // What was brought up to date is so after a crash, and can be brought up to date again.
    world.crash(Node(0));
    world.start(Node(0));
    world.run_ms(1_000);
    assert_eq!(text(&mut world, 0, community, values).1, now);
    let told = bring_pages(&mut world, community, &first);
    assert_eq!((told.pages_made, told.pages_same, told.pages_updated), (0, 1, 1));
    assert_eq!(told.pages_left, ["Money"]);
    assert_eq!(text(&mut world, 0, community, values).1, "Care.\n");
    // Somebody writes here what the file will say: from then on the page is as its file again.
    let (base, was) = text(&mut world, 0, community, values);
    let delete = was.encode_utf16().count() as u32;
    let splices = vec![Splice { at: 0, delete, insert: "Care, by all.\n".to_owned() }];
    let act = PageAct::Edit { base, splices };
    let edit = Command::write(community, Writing::Page { page: values, act });
    assert_eq!(world.ask(Node(0), edit), Ok(Outcome::Nothing));
    let values_now = |text| [first[0], ("handbook/values.md", text), first[2]];
    let told = bring_pages(&mut world, community, &values_now("# Values\n\nCare, by all.\n"));
    assert_eq!((told.pages_same, told.pages_updated), (2, 0));
    let told = bring_pages(&mut world, community, &values_now("# Values\n\nCare for all.\n"));
    assert_eq!((told.pages_same, told.pages_updated), (1, 1));
    assert_eq!(text(&mut world, 0, community, values).1, "Care for all.\n");
    // Another site has files of the same names.
    let other = [("garden/README.md", "# Garden\n"), ("garden/values.md", "# Values\n\nSoil.\n")];
    let told = bring_pages(&mut world, community, &other);
    assert_eq!((told.pages_made, told.pages_updated), (2, 0));
}
