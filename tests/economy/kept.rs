//! Books that were kept are books that were read: whatever storage has of them, the same is shown.

use phyle::clock::Date;
use phyle::message::command::{Command, MemberAct, Outcome};
use phyle::message::economy::view::{Books, Desk, DeskView, EconomyView};
use phyle::message::economy::{EconomyAct, Transaction};
use phyle::message::model::{ViewDelta, ViewKey};
use phyle::message::{Letter, ToEngine};
use phyle::sim::relay::Node;
use phyle::sim::world::World;

use super::run::{Month, transaction};
use super::setting::{Setting, decide, setting, wait_same};

const ENTRIES: i64 = 600;
/// Who writes, and who reads what was written.
const WRITER: Node = Node(0);
const READER: Node = Node(1);

fn act(world: &mut World, setting: &Setting, act: &EconomyAct) -> Outcome {
    let command = Command::of(setting.community, MemberAct::Economy(Letter::new(act)));
    world.ask(WRITER, command).expect("it is right")
}

fn books(world: &mut World, setting: &Setting, node: Node) -> Books {
    let key = ViewKey::Economy(setting.community, Desk::Books { rows: 5_000 });
    let shown = world.view(node, key).pop();
    let Some(ViewDelta::Economy { view: DeskView::Now(view), .. }) = shown else {
        panic!("no desk")
    };
    let EconomyView::Books(mut books) = view.open().expect("a view") else { panic!("no books") };
    let here = phyle::message::economy::Purse::Here;
    books.credit_purse = here;
    books.budgets.iter_mut().for_each(|budget| budget.purse = here);
    *books
}

fn restart(world: &mut World, node: Node) {
    world.run_ms(1_000);
    world.crash(node);
    world.start(node);
    world.run_ms(1_000);
}

/// The key under which something is kept, by its end.
fn kept_at(world: &World, node: Node, end: &str) -> String {
    let key = world.disk(node).keys().find(|key| key.ends_with(end));
    key.expect("it is kept").clone()
}

/// Keys end so: of books, and of desks as they were last shown.
const BOOKS: &str = "/e";
const DESKS: &str = "/o";

#[test]
fn eco_1_books_open_from_what_was_kept_of_them() {
    let setting = setting();
    let mut world = World::resumed(9, &setting.kept);
    wait_same(&mut world, setting.community);
    let all: Vec<Transaction> =
        (1..=ENTRIES).map(|units| transaction(units, Month::March, None)).collect();
    act(&mut world, setting, &EconomyAct::RecordAll(all));
    let before = books(&mut world, setting, WRITER);
    assert_eq!(before.rows_total, 601);
    // Kept now, they are shown without the documents, which are not even there any more.
    world.run_ms(2_000);
    let whole = world.disk(WRITER).clone();
    kept_at(&world, WRITER, BOOKS);
    world.disk_mut(WRITER).retain(|key, _| !key.contains("/d/ledger/"));
    restart(&mut world, WRITER);
    assert!(books(&mut world, setting, WRITER) == before);
    *world.disk_mut(WRITER) = whole;
    // What cannot be read, or is of another program, is read from the documents.
    for damage in [Vec::new(), vec![1, 99], vec![0xff; 40]] {
        let key = kept_at(&world, WRITER, BOOKS);
        world.disk_mut(WRITER).insert(key, damage);
        restart(&mut world, WRITER);
        assert!(books(&mut world, setting, WRITER) == before);
    }
    // What came since is read from its part.
    act(&mut world, setting, &EconomyAct::Record(transaction(7, Month::April, None)));
    let after = books(&mut world, setting, WRITER);
    restart(&mut world, WRITER);
    assert!(books(&mut world, setting, WRITER) == after);
    // A closing is judged by the documents, and then remembered.
    wait_same(&mut world, setting.community);
    assert!(books(&mut world, setting, READER) == after);
    let until: Date = "2026-03-31".parse().expect("a day");
    let (title, text) = ("March".to_owned(), String::new());
    let closing = EconomyAct::ProposeClosing { until, title, text, hours: 72 };
    let Outcome::Motion(motion) = act(&mut world, setting, &closing) else { panic!("no motion") };
    assert_eq!(decide(&mut world, setting.community, &[motion]), [true]);
    let closed = books(&mut world, setting, WRITER);
    assert_eq!((closed.closed.len(), closed.faults.len()), (1, 0));
    for node in [WRITER, READER, WRITER] {
        restart(&mut world, node);
        assert!(books(&mut world, setting, node) == closed);
    }
}

/// What was sent of the desk, in order: whether as it was and old, or as the books are.
fn sent(world: &mut World, setting: &Setting, node: Node) -> Vec<(Option<bool>, u32)> {
    let key = ViewKey::Economy(setting.community, Desk::Books { rows: 20 });
    let deltas = world.view(node, key.clone());
    world.tell(node, ToEngine::Unwatch(key));
    let one = |delta| {
        let ViewDelta::Economy { view, .. } = delta else { panic!("no desk: {delta:?}") };
        let (letter, is_old) = match view {
            DeskView::Now(letter) => (letter, None),
            DeskView::Kept { view, is_old } => (view, Some(is_old)),
            DeskView::Missed => panic!("the part is here"),
        };
        let Some(EconomyView::Books(books)) = letter.open() else { panic!("no books") };
        (is_old, books.rows_total)
    };
    let mut all: Vec<_> = deltas.into_iter().map(one).collect();
    all.dedup();
    all
}

#[test]
fn eco_1_a_desk_is_shown_as_it_was_while_the_books_come() {
    let setting = setting();
    let mut world = World::resumed(10, &setting.kept);
    wait_same(&mut world, setting.community);
    let rows = |now: &[(Option<bool>, u32)]| now.last().expect("something was sent").1;
    // Nobody looked before: there is nothing to show until the books are here.
    let first = sent(&mut world, setting, READER);
    let count = rows(&first);
    assert_eq!(first, [(None, count)]);
    restart(&mut world, READER);
    assert_eq!(sent(&mut world, setting, READER), [(Some(false), count), (None, count)]);
    // They are here now.
    assert_eq!(sent(&mut world, setting, READER), [(None, count)]);
    // Something comes while nobody looks: what was shown last is told to be old.
    restart(&mut world, READER);
    act(&mut world, setting, &EconomyAct::Record(transaction(7, Month::April, None)));
    wait_same(&mut world, setting.community);
    let shown = sent(&mut world, setting, READER);
    assert_eq!(shown, [(Some(true), count), (None, count + 1)]);
    // What cannot be read, or is of another program, is not shown.
    world.run_ms(2_000);
    let key = kept_at(&world, READER, DESKS);
    let mut foreign = world.disk(READER).get(&key).expect("it is there").clone();
    // Behind the version and a length stands what names the program.
    foreign[2] ^= 1;
    for damage in [Vec::new(), vec![1, 99], vec![0xff; 40], foreign] {
        world.run_ms(2_000);
        world.crash(READER);
        world.disk_mut(READER).insert(key.clone(), damage);
        world.start(READER);
        world.run_ms(1_000);
        assert_eq!(sent(&mut world, setting, READER), [(None, count + 1)]);
    }
}
