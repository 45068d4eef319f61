//! Lines of files and what they are matched with, whoever signs what.

use proptest::prelude::*;

use super::scene::*;
use super::{codes, sums_to_zero};
use crate::domain::economy::acts::{Members, Who, entries};
use crate::domain::economy::books::Books;
use crate::domain::economy::entry::EntryBody;
use crate::id::{CommandId, MemberId};
use crate::message::economy::{EconomyAct, EconomyFault, LineMatch, Origin, Purse, Transaction};

pub fn origin(entry: &str) -> Origin {
    Origin { file: "bank".to_owned(), entry: entry.to_owned() }
}

pub fn paid(date: &str, line: Option<&str>) -> Transaction {
    let mut one = transaction(date, &[("expenses:post", "5.00 EUR"), ("assets:bank", "-5.00 EUR")]);
    one.origin = line.map(origin);
    one
}

pub fn line(name: &str, entry: CommandId) -> LineMatch {
    LineMatch {
        origin: origin(name),
        date: day("2026-03-04"),
        account: "assets:bank".parse().expect("an account"),
        money: money("-5.00 EUR"),
        entry,
    }
}

pub fn matched(lines: Vec<LineMatch>) -> EntryBody {
    EntryBody::LinesMatched { lines }
}

/// What an act comes to.
pub fn act(books: &Books, me: MemberId, act: EconomyAct) -> Result<Vec<EntryBody>, EconomyFault> {
    let today = day("2026-03-10");
    let who = Who { me, is_voter: true, is_founder: me == LUCIA, purse: Purse::Here, today };
    let members: Members = ALL.into_iter().map(|member| (member, None)).collect();
    let done = entries(books, CommandId([99; 16]), act, who, &members, crate::sign::sha256);
    done.map(|all| all.into_iter().map(|(_, body)| body).collect())
}

/// The books are the same in whichever order entries come, and however often they are looked at.
pub fn same_in_any_order(scene: &Scene) {
    let whole = scene.books();
    let turned: Vec<_> = scene.entries.iter().rev().cloned().collect();
    for all in [scene.entries.clone(), turned] {
        let mut books = Books::default();
        for (number, signed) in all.iter().enumerate() {
            books.take(signed.clone());
            scene.on_ground_of(&all[..=number], |ground| books.settle(ground));
        }
        assert!(books == whole);
    }
}

#[test]
fn eco_1_a_matched_line_is_booked_once_whatever_comes_first() {
    let mut scene = Scene::new();
    let by_hand = scene.write(AWA, EntryBody::TransactionRecorded(paid("2026-03-02", None)));
    scene.write(RAVI, EntryBody::TransactionRecorded(paid("2026-03-04", Some("a"))));
    assert_eq!(scene.books().base_balance("assets:bank"), money("-10.00 EUR"));
    scene.write(MAITE, matched(vec![line("a", by_hand)]));
    let books = scene.books();
    assert_eq!(books.base_balance("assets:bank"), money("-5.00 EUR"));
    assert_eq!(codes(&books), Vec::<&str>::new());
    assert!(books.files_of(&by_hand).contains("bank"));
    same_in_any_order(&scene);
}

#[test]
fn eco_1_of_one_line_that_two_brought_in_apart_one_stands() {
    let mut scene = Scene::new();
    scene.write(AWA, EntryBody::TransactionRecorded(paid("2026-03-04", Some("a"))));
    scene.write(RAVI, EntryBody::TransactionRecorded(paid("2026-03-04", Some("a"))));
    let books = scene.books();
    assert_eq!(books.base_balance("assets:bank"), money("-5.00 EUR"));
    assert_eq!(codes(&books), Vec::<&str>::new());
    same_in_any_order(&scene);
}

#[test]
fn eco_1_two_files_matched_with_each_other_lose_nothing() {
    let mut scene = Scene::new();
    let mut other = paid("2026-03-04", Some("x"));
    other.origin = Some(Origin { file: "journal".to_owned(), entry: "x".to_owned() });
    let journal = scene.write(AWA, EntryBody::TransactionRecorded(other));
    let bank = scene.write(RAVI, EntryBody::TransactionRecorded(paid("2026-03-04", Some("a"))));
    scene.write(AWA, matched(vec![line("a", journal)]));
    let mut back = line("x", bank);
    back.origin.file = "journal".to_owned();
    scene.write(RAVI, matched(vec![back]));
    let books = scene.books();
    assert_eq!(books.base_balance("assets:bank"), money("-5.00 EUR"));
    assert_eq!(codes(&books), ["matched-twice"]);
    same_in_any_order(&scene);
}

#[test]
fn eco_1_bad_lists_of_matches_are_faults_and_move_nothing() {
    let mut scene = Scene::new();
    let first = scene.write(AWA, EntryBody::TransactionRecorded(paid("2026-03-02", None)));
    let second = scene.write(AWA, EntryBody::TransactionRecorded(paid("2026-03-03", None)));
    let imported = scene.write(AWA, EntryBody::TransactionRecorded(paid("2026-03-03", Some("z"))));
    let check = |lines: Vec<LineMatch>, expected: &[&str]| {
        let mut scene = Scene { entries: scene.entries.clone(), ..Scene::new() };
        scene.write(RAVI, matched(lines));
        let books = scene.books();
        assert_eq!(codes(&books), expected);
        assert_eq!(books.base_balance("assets:bank"), money("-15.00 EUR"));
        assert!(books.faults.iter().all(|fault| fault.by == Some(RAVI)));
        same_in_any_order(&scene);
    };
    check(vec![line("a", first), line("a", second)], &["matched-twice"]);
    check(vec![line("a", first), line("b", first)], &["matched-twice"]);
    check(vec![line("a", imported)], &["matched-twice"]);
    check(vec![line("a", CommandId([200; 16]))], &["unknown-entry"]);
    check(vec![LineMatch { money: money("-6.00 EUR"), ..line("a", first) }], &["amounts-differ"]);
    check(vec![LineMatch { money: money("5.00 EUR"), ..line("a", first) }], &["amounts-differ"]);
    let elsewhere = "assets:cash".parse().expect("an account");
    check(vec![LineMatch { account: elsewhere, ..line("a", first) }], &["amounts-differ"]);
    let income = "income:x".parse().expect("an account");
    check(vec![LineMatch { account: income, ..line("a", first) }], &["wrong-account"]);
    check(Vec::new(), &["postings-count"]);
    check(vec![line("a", first), line("b", second)], &[]);
}

#[test]
fn eco_1_who_matches_a_line_otherwise_than_another_is_named() {
    let mut scene = Scene::new();
    let first = scene.write(AWA, EntryBody::TransactionRecorded(paid("2026-03-02", None)));
    let second = scene.write(AWA, EntryBody::TransactionRecorded(paid("2026-03-03", None)));
    scene.write(RAVI, matched(vec![line("a", first)]));
    scene.write(MAITE, matched(vec![line("a", first)]));
    assert_eq!(codes(&scene.books()), Vec::<&str>::new());
    scene.write(MAITE, matched(vec![line("a", second), line("b", second)]));
    assert_eq!(codes(&scene.books()), ["matched-twice"]);
    // The malformed list has no effect; in one that is well made each line stands for itself.
    scene.write(LUCIA, matched(vec![line("a", second), line("c", CommandId([1; 16]))]));
    let books = scene.books();
    assert_eq!(books.faults.iter().filter(|fault| fault.by == Some(LUCIA)).count(), 2);
    assert_eq!(books.base_balance("assets:bank"), money("-10.00 EUR"));
    same_in_any_order(&scene);
}

#[test]
fn eco_1_a_file_that_is_brought_in_again_adds_only_what_is_new() {
    let mut scene = Scene::new();
    let by_hand = scene.write(AWA, EntryBody::TransactionRecorded(paid("2026-03-02", None)));
    let bring = |matched: Vec<LineMatch>, fresh: Vec<&str>| EconomyAct::BringLines {
        matched,
        fresh: fresh.into_iter().map(|name| paid("2026-03-04", Some(name))).collect(),
    };
    let all = act(&scene.books(), RAVI, bring(vec![line("a", by_hand)], vec!["b"]));
    let all = all.expect("entries");
    assert!(matches!(all[..], [EntryBody::LinesMatched { .. }, EntryBody::TransactionRecorded(_)]));
    for body in all {
        scene.write(RAVI, body);
    }
    let books = scene.books();
    assert_eq!(books.base_balance("assets:bank"), money("-10.00 EUR"));
    // The line that was matched does not come in as a new one either.
    assert_eq!(act(&books, MAITE, bring(Vec::new(), vec!["a", "b"])), Ok(Vec::new()));
    assert_eq!(act(&books, MAITE, bring(vec![line("a", by_hand)], Vec::new())), Ok(Vec::new()));
    let newer = act(&books, MAITE, bring(Vec::new(), vec!["a", "b", "c"])).expect("entries");
    assert_eq!(newer.len(), 1);
    let refused = |matched, fresh, fault| {
        assert_eq!(act(&books, MAITE, bring(matched, fresh)), Err(fault));
    };
    refused(vec![line("c", by_hand)], vec!["d"], EconomyFault::MatchedTwice);
    refused(vec![line("c", CommandId([77; 16]))], vec!["d"], EconomyFault::UnknownEntry);
    refused(vec![line("d", by_hand)], vec!["d"], EconomyFault::MatchedTwice);
}

#[test]
fn eco_1_what_was_paid_for_an_expense_can_be_matched() {
    let mut scene = Scene::new();
    let expense = scene.expense(AWA, "40.00 EUR", None);
    scene.approve(MAITE, expense);
    let from: crate::message::economy::Account = "assets:bank".parse().expect("an account");
    let date = day("2026-03-05");
    let paid = scene.write(LUCIA, EntryBody::ExpensePaid { expense, from, date });
    let wrong = LineMatch { money: money("-5.00 EUR"), ..line("a", paid) };
    scene.write(LUCIA, matched(vec![wrong]));
    assert_eq!(codes(&scene.books()), ["amounts-differ"]);
    scene.write(LUCIA, matched(vec![LineMatch { money: money("-40.00 EUR"), ..line("a", paid) }]));
    assert!(scene.books().links.contains_key(&origin("a")));
    same_in_any_order(&scene);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn eco_1_whatever_is_matched_with_what_no_line_is_lost(
        acts in prop::collection::vec((0_usize..4, 0_u8..4, 0_u8..2, 0_u8..3, 0_u8..12), 1..14),
    ) {
        let mut scene = Scene::new();
        let named = |file: u8, entry: u8| Origin {
            file: ["bank", "journal"][usize::from(file)].to_owned(),
            entry: entry.to_string(),
        };
        for (who, kind, file, entry, target) in acts {
            let body = match kind {
                0 => EntryBody::TransactionRecorded(paid("2026-03-02", None)),
                1 => {
                    let mut one = paid("2026-03-04", None);
                    one.origin = Some(named(file, entry));
                    EntryBody::TransactionRecorded(one)
                }
                2 => {
                    // One of what was matched, if anything was.
                    let lists = scene.entries.iter().filter_map(|signed| {
                        let EntryBody::LinesMatched { lines } = &signed.entry.body else {
                            return None;
                        };
                        Some((signed.id, lines.first()?.clone()))
                    });
                    let lists: Vec<(CommandId, LineMatch)> = lists.collect();
                    let chosen = lists.get(usize::from(target) % lists.len().max(1)).cloned();
                    let unknown = (CommandId([target; 16]), line("", CommandId([target; 16])));
                    let (matches, line) = chosen.unwrap_or(unknown);
                    let (origin, entry) = (line.origin, line.entry);
                    EntryBody::MatchTakenBack { matches, origin, entry }
                }
                _ => {
                    let one = line("", CommandId([target; 16]));
                    matched(vec![LineMatch { origin: named(file, entry), ..one }])
                }
            };
            scene.write(ALL[who], body);
        }
        let books = scene.books();
        prop_assert!(sums_to_zero(&books));
        let booked: Vec<CommandId> = books.booked.values().map(|booked| booked.id).collect();
        let recorded = scene.entries.iter().filter_map(|signed| {
            let EntryBody::TransactionRecorded(one) = &signed.entry.body else { return None };
            Some((signed.id, one.origin.clone()))
        });
        let recorded: Vec<(CommandId, Option<Origin>)> = recorded.collect();
        for (id, origin) in &recorded {
            // It stands, or another one of its line, or what its line was matched with.
            let (mut id, mut origin) = (*id, origin.clone());
            for _ in 0..=recorded.len() {
                let Some(of) = origin.clone().filter(|_| !booked.contains(&id)) else { break };
                id = match books.links.get(&of) {
                    Some(link) => link.entry,
                    None => {
                        let mut same = recorded.iter().filter(|(_, own)| *own == Some(of.clone()));
                        same.find(|(one, _)| booked.contains(one)).map_or(id, |(one, _)| *one)
                    }
                };
                let known = recorded.iter().find(|(one, _)| *one == id);
                origin = known.and_then(|(_, own)| own.clone());
            }
            prop_assert!(booked.contains(&id), "{id} is lost");
        }
        same_in_any_order(&scene);
    }
}
