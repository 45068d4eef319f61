//! Books that were kept are books that were read: whatever storage has of them, the same is shown.

use phyle::clock::Date;
use phyle::message::Letter;
use phyle::message::command::{Command, MemberAct, Outcome};
use phyle::message::economy::view::{Books, Desk, EconomyView};
use phyle::message::economy::{EconomyAct, Transaction};
use phyle::message::model::{ViewDelta, ViewKey};
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
    let Some(ViewDelta::Economy { view: Some(view), .. }) = shown else { panic!("no desk") };
    let EconomyView::Books(mut books) = view.open().expect("a view") else { panic!("no books") };
    books.is_purse = true;
    *books
}

fn restart(world: &mut World, node: Node) {
    world.run_ms(1_000);
    world.crash(node);
    world.start(node);
    world.run_ms(1_000);
}

/// The key under which books are kept.
fn kept_at(world: &World, node: Node) -> String {
    let key = world.disk(node).keys().find(|key| key.ends_with("/e"));
    key.expect("they are kept").clone()
}

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
    let whole = world.disk(WRITER).clone();
    kept_at(&world, WRITER);
    world.disk_mut(WRITER).retain(|key, _| !key.contains("/d/ledger/"));
    restart(&mut world, WRITER);
    assert!(books(&mut world, setting, WRITER) == before);
    *world.disk_mut(WRITER) = whole;
    // What cannot be read, or is of another program, is read from the documents.
    for damage in [Vec::new(), vec![1, 99], vec![0xff; 40]] {
        let key = kept_at(&world, WRITER);
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
