//! The books of a real project, out of the table that it publishes, into a community's ledger: the
//! balances of every year, twice over, and in two browsers.

use phyle::exchange::ledger::open_collective::read_open_collective;
use phyle::id::CommunityId;
use phyle::message::Letter;
use phyle::message::command::{Command, MemberAct, Outcome};
use phyle::message::economy::EconomyAct;
use phyle::message::economy::view::{Books, Desk, DeskView, EconomyView, Reports};
use phyle::message::model::{ViewDelta, ViewKey};
use phyle::message::motion::Preset;
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
    let founding = Command::FoundCommunity {
        name: "Plain text".to_owned(),
        sentence: String::new(),
        founder: named("Awa"),
        preset: Preset::Cooperative,
    };
    let Ok(Outcome::Community(community)) = world.ask(Node(0), founding) else {
        panic!("founding failed")
    };
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
