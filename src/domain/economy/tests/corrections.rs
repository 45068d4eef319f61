//! Entries that are put right or taken back: who may, and what is still told of them.

use super::*;
use crate::id::MemberId;
use crate::message::economy::{Transaction, Work};

fn logged(books: &Books) -> Vec<(MemberId, u32)> {
    books.work.values().map(|work| (work.by, work.work.minutes)).collect()
}

fn right(of: CommandId, minutes: u32) -> EntryBody {
    EntryBody::WorkLogged(Work { corrects: Some(of), ..work("2026-03-03", minutes) })
}

fn gift(amount: &str, back: &str, corrects: Option<CommandId>) -> Transaction {
    let one = transaction("2026-03-02", &[("assets:bank", amount), ("income:gifts", back)]);
    Transaction { corrects, ..one }
}

#[test]
fn eco_2_work_is_put_right_by_its_author_alone() {
    let mut scene = Scene::new();
    let of_awa = scene.work(AWA, "2026-03-03", 2);
    scene.write(RAVI, right(of_awa, 0));
    let books = scene.books();
    assert_eq!(logged(&books), [(AWA, 120)]);
    assert_eq!(codes(&books), ["not-the-author"]);
    assert_eq!(books.replaced().count(), 0);
    // Whoever came first with it: what the author says counts.
    scene.write(AWA, right(of_awa, 90));
    let books = scene.books();
    assert_eq!(logged(&books), [(AWA, 90)]);
    assert_eq!(codes(&books), ["not-the-author"]);
}

#[test]
fn eco_1_an_entry_is_put_right_by_one_of_its_kind() {
    let mut scene = Scene::new();
    let of_awa = scene.work(AWA, "2026-03-03", 2);
    let bodies = [gift("1.00 EUR", "-1.00 EUR", None), gift("9.00 EUR", "-9.00 EUR", Some(of_awa))];
    let [first, _] = bodies.map(|one| scene.write(AWA, EntryBody::TransactionRecorded(one)));
    scene.write(AWA, right(first, 60));
    let books = scene.books();
    assert_eq!(
        (logged(&books), books.base_balance("assets")),
        (vec![(AWA, 120)], money("1.00 EUR"))
    );
    assert_eq!(codes(&books), ["unknown-entry", "unknown-entry"]);
}

#[test]
fn eco_1_what_was_replaced_is_told_with_what_took_its_place() {
    let mut scene = Scene::new();
    let first =
        scene.write(LUCIA, EntryBody::TransactionRecorded(gift("1.00 EUR", "-1.00 EUR", None)));
    let second = scene
        .write(AWA, EntryBody::TransactionRecorded(gift("2.00 EUR", "-2.00 EUR", Some(first))));
    let mut nothing = gift("2.00 EUR", "-2.00 EUR", Some(second));
    nothing.postings.clear();
    let third = scene.write(RAVI, EntryBody::TransactionRecorded(nothing));
    let of_awa = scene.work(AWA, "2026-03-03", 2);
    let less = scene.write(AWA, right(of_awa, 90));
    let books = scene.books();
    let told: Vec<_> = books.replaced().map(|(was, now)| (was.id, now.id, now.by)).collect();
    assert_eq!(told, [(first, second, AWA), (second, third, RAVI), (of_awa, less, AWA)]);
    assert_eq!(books.replacing(&third), None);
    assert_eq!(codes(&books), Vec::<&str>::new());
}

proptest! {
    #[test]
    fn eco_2_what_was_replaced_hangs_on_no_order(order in Just((1..6_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let mut scene = Scene::new();
        let of_awa = scene.work(AWA, "2026-03-03", 2);
        let first = scene.write(RAVI, right(of_awa, 0));
        let second = scene.write(AWA, right(of_awa, 90));
        scene.write(AWA, right(second, 0));
        scene.write(AWA, right(first, 30));
        let mut shuffled = vec![scene.entries[0].clone()];
        shuffled.extend(order.into_iter().map(|at| scene.entries[at].clone()));
        // One after the other, as they come.
        let mut books = Books::default();
        for signed in &shuffled {
            books.take(signed.clone());
            scene.on_ground(|ground| books.settle(ground));
        }
        prop_assert_eq!(books, scene.books());
    }
}
