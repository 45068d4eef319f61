//! Ventures, what was agreed for an order, and lines of files, whoever signs what.

use proptest::prelude::*;

use super::scene::*;
use super::{codes, sums_to_zero};
use crate::domain::economy::acts::{Members, Who, entries};
use crate::domain::economy::books::Books;
use crate::domain::economy::entry::EntryBody;
use crate::id::{CommandId, MemberId, MotionId};
use crate::message::economy::{
    Commitment, EconomyAct, EconomyFault, EconomyTerms, Effort, Invoice, LineMatch, MoneyEffect,
    Order, OrderLine, Origin, Rhythm, Transaction, VentureTerms,
};
use crate::money::Commodity;

fn origin(entry: &str) -> Origin {
    Origin { file: "bank".to_owned(), entry: entry.to_owned() }
}

fn paid(date: &str, line: Option<&str>) -> Transaction {
    let mut one = transaction(date, &[("expenses:post", "5.00 EUR"), ("assets:bank", "-5.00 EUR")]);
    one.origin = line.map(origin);
    one
}

fn line(name: &str, entry: CommandId) -> LineMatch {
    LineMatch {
        origin: origin(name),
        date: day("2026-03-04"),
        account: "assets:bank".parse().expect("an account"),
        money: money("-5.00 EUR"),
        entry,
    }
}

fn matched(lines: Vec<LineMatch>) -> EntryBody {
    EntryBody::LinesMatched { lines }
}

fn act(books: &Books, me: MemberId, act: EconomyAct) -> Result<Vec<EntryBody>, EconomyFault> {
    let today = day("2026-03-10");
    let who = Who { me, is_voter: true, is_founder: me == LUCIA, is_purse: true, today };
    let members: Members = ALL.into_iter().map(|member| (member, None)).collect();
    let done = entries(books, CommandId([99; 16]), act, who, &members, crate::sign::sha256);
    done.map(|all| all.into_iter().map(|(_, body)| body).collect())
}

/// The books are the same in whichever order entries come, and however often they are looked at.
fn same_in_any_order(scene: &Scene) {
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
        let mut scene = Scene { entries: scene.entries.clone(), decisions: Vec::new() };
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

fn venture(scene: &mut Scene) -> CommandId {
    let (name, purpose) = ("The edition".to_owned(), String::new());
    scene.write(AWA, EntryBody::VentureFounded { name, purpose })
}

fn order(scene: &mut Scene, venture: CommandId) -> CommandId {
    let price = money("100.00 EUR");
    scene.write(
        AWA,
        EntryBody::OrderPlaced(Order {
            venture,
            offer: None,
            date: day("2026-03-02"),
            due: Some(day("2026-03-27")),
            customer: "A foundation".to_owned(),
            lines: vec![OrderLine { what: "Plates".to_owned(), quantity: 2, price }],
        }),
    )
}

#[test]
fn eco_6_stewards_are_elected_for_a_term_and_the_next_election_replaces_them() {
    let mut scene = Scene::new();
    let edition = venture(&mut scene);
    let elect = |members: Vec<MemberId>, until: &str| MoneyEffect::ElectStewards {
        venture: edition,
        members,
        until: day(until),
    };
    // Decisions of the scene are of 31 March 2026.
    scene.decide(PRINTING, elect(vec![AWA, RAVI], "2026-12-31"));
    scene.decide(RULE, elect(vec![MAITE], "2027-06-30"));
    let books = scene.books();
    assert_eq!(codes(&books), Vec::<&str>::new());
    let now = &books.ventures[&edition];
    assert_eq!(now.in_office(day("2026-03-30")), None);
    let office = now.in_office(day("2027-06-30")).expect("stewards");
    assert_eq!((office.members.clone(), office.motion), (vec![MAITE], RULE));
    assert_eq!(now.in_office(day("2027-07-01")), None);
    assert_eq!(now.elected(day("2027-07-01")).map(|one| one.until), Some(day("2027-06-30")));
    same_in_any_order(&scene);
}

#[test]
fn eco_6_an_election_that_cannot_be_has_no_effect() {
    let mut scene = Scene::new();
    let edition = venture(&mut scene);
    let check = |venture, members: Vec<MemberId>, until: &str, code: &str| {
        let mut scene = Scene { entries: scene.entries.clone(), decisions: Vec::new() };
        scene.decide(MARCH, MoneyEffect::ElectStewards { venture, members, until: day(until) });
        let books = scene.books();
        assert_eq!(codes(&books), [code]);
        assert_eq!(books.ventures[&edition].stewards, Vec::new());
    };
    check(CommandId([99; 16]), vec![AWA], "2026-12-31", "unknown-entry");
    check(edition, vec![MemberId([9; 16])], "2026-12-31", "unknown-member");
    check(edition, Vec::new(), "2026-12-31", "out-of-range");
    check(edition, vec![AWA, AWA], "2026-12-31", "out-of-range");
    check(edition, vec![AWA], "2026-03-30", "wrong-period");
}

#[test]
fn eco_6_while_there_are_stewards_they_alone_say_how_a_venture_is_paid() {
    let mut scene = Scene::new();
    let edition = venture(&mut scene);
    let terms = |pay: &str| VentureTerms {
        venture: edition,
        from: "The edition".to_owned(),
        pay: pay.to_owned(),
        days: 30,
    };
    scene.write(RAVI, EntryBody::VentureTermsSet(terms("To the old account")));
    scene.decide(
        PRINTING,
        MoneyEffect::ElectStewards {
            venture: edition,
            members: vec![AWA],
            until: day("2199-01-01"),
        },
    );
    let late = crate::clock::Timestamp(1_780_000_000_000);
    for (by, pay) in [(AWA, "To our account"), (RAVI, "To mine")] {
        scene.write(by, EntryBody::VentureTermsSet(terms(pay)));
        if let Some(last) = scene.entries.last_mut() {
            last.entry.at = late.plus_ms(u64::from(by.0[0]));
        }
    }
    let books = scene.books();
    assert_eq!(codes(&books), ["not-a-steward"]);
    let now = books.ventures[&edition].terms.clone().expect("terms");
    assert_eq!(now.pay, "To our account");
    same_in_any_order(&scene);
}

#[test]
fn eco_6_who_takes_part_and_what_is_looked_for_is_said_and_met() {
    let mut scene = Scene::new();
    let edition = venture(&mut scene);
    scene.write(RAVI, EntryBody::VentureJoined { venture: edition });
    scene.write(MAITE, EntryBody::VentureJoined { venture: edition });
    scene.write(MAITE, EntryBody::VentureLeft { venture: edition });
    let what = "A printer".to_owned();
    let need = scene.write(AWA, EntryBody::VentureNeedStated { venture: edition, what });
    let met = |need, how: &str| EntryBody::VentureNeedMet {
        need,
        how: how.to_owned(),
        date: day("2026-03-09"),
    };
    scene.write(RAVI, met(need, "Kofi prints"));
    scene.write(MAITE, met(need, "Later"));
    scene.write(MAITE, met(edition, "What?"));
    scene.write(MAITE, EntryBody::VentureJoined { venture: need });
    let books = scene.books();
    assert_eq!(codes(&books), ["unknown-entry", "unknown-entry"]);
    let now = &books.ventures[&edition];
    assert_eq!(now.members.iter().copied().collect::<Vec<_>>(), [AWA, RAVI]);
    let known = now.needs.get(&need).and_then(|need| need.met.clone());
    assert_eq!(known, Some((day("2026-03-09"), RAVI, "Kofi prints".to_owned())));
    same_in_any_order(&scene);
}

fn promise(order: CommandId) -> Commitment {
    let (what, effort) = ("The plates".to_owned(), Effort::Minutes(120));
    Commitment { order, what, effort, by: day("2026-03-20") }
}

#[test]
fn eco_7_a_commitment_is_its_authors_own() {
    let mut scene = Scene::new();
    let edition = venture(&mut scene);
    let order = order(&mut scene, edition);
    let first = scene.write(RAVI, EntryBody::CommitmentMade(promise(order)));
    let second = scene.write(RAVI, EntryBody::CommitmentMade(promise(order)));
    scene.write(MAITE, EntryBody::CommitmentMade(promise(edition)));
    scene.write(MAITE, EntryBody::CommitmentDropped { commitment: first });
    scene.write(RAVI, EntryBody::CommitmentDropped { commitment: second });
    let date = day("2026-03-19");
    scene.write(RAVI, EntryBody::CommitmentKept { commitment: first, date });
    scene.write(RAVI, EntryBody::CommitmentKept { commitment: second, date });
    scene.write(RAVI, EntryBody::CommitmentKept { commitment: order, date });
    let books = scene.books();
    let mut found = codes(&books);
    found.sort_unstable();
    assert_eq!(found, ["not-the-author", "unknown-entry", "unknown-entry"]);
    let now = |id| books.commitment(&id).map(|(_, one)| (one.kept, one.is_dropped));
    assert_eq!((now(first), now(second)), (Some((Some(date), false)), Some((None, true))));
    let keep = |commitment| EconomyAct::KeepCommitment { commitment, date };
    assert_eq!(act(&books, MAITE, keep(first)), Err(EconomyFault::NotTheAuthor));
    assert_eq!(act(&books, RAVI, keep(first)), Err(EconomyFault::WrongState));
    let none = Commitment { effort: Effort::Quantity(0), ..promise(order) };
    assert_eq!(act(&books, RAVI, EconomyAct::Commit(none)), Err(EconomyFault::NotPositive));
    same_in_any_order(&scene);
}

#[test]
fn eco_7_work_for_an_order_of_another_venture_counts_and_is_told() {
    let mut scene = Scene::new();
    let edition = venture(&mut scene);
    let kitchen = venture(&mut scene);
    let order = order(&mut scene, edition);
    for venture in [Some(edition), Some(kitchen), None] {
        let done =
            crate::message::economy::Work { venture, order: Some(order), ..work("2026-03-05", 60) };
        scene.write(RAVI, EntryBody::WorkLogged(done));
    }
    let books = scene.books();
    assert_eq!(codes(&books), ["other-venture", "other-venture"]);
    assert_eq!(books.minutes(None).get(&RAVI).map(|all| all.total()), Some(180));
    same_in_any_order(&scene);
}

#[test]
fn eco_7_an_order_has_one_invoice_and_a_number_is_used_once() {
    let mut scene = Scene::new();
    let edition = venture(&mut scene);
    let (first, second) = (order(&mut scene, edition), order(&mut scene, edition));
    let invoice = |order, number: &str| Invoice {
        order,
        number: number.to_owned(),
        date: day("2026-03-28"),
        due: day("2026-04-27"),
        to: "A foundation".to_owned(),
    };
    scene.write(AWA, EntryBody::InvoiceIssued(invoice(first, "2026-001")));
    scene.write(RAVI, EntryBody::InvoiceIssued(invoice(first, "2026-002")));
    let books = scene.books();
    assert_eq!(codes(&books), ["wrong-state"]);
    let again = EconomyAct::IssueInvoice(invoice(second, "2026-001"));
    assert_eq!(act(&books, AWA, again), Err(EconomyFault::NumberTaken));
    // Two who were apart gave out one number: both went out, and it is told.
    scene.write(MAITE, EntryBody::InvoiceIssued(invoice(second, "2026-001")));
    let books = scene.books();
    assert_eq!(codes(&books), ["wrong-state", "number-taken"]);
    assert!(books.orders[&second].invoice.is_some());
    let early = Invoice { due: day("2026-03-01"), ..invoice(second, "2026-003") };
    scene.write(MAITE, EntryBody::InvoiceIssued(early));
    assert!(codes(&scene.books()).contains(&"out-of-range"));
    same_in_any_order(&scene);
}

#[test]
fn eco_8_a_period_of_the_rhythm_is_due_until_it_is_closed() {
    let mut scene = march();
    let mut terms = EconomyTerms::new("EUR".parse::<Commodity>().expect("known"));
    assert_eq!(scene.books().due(day("2026-06-01")), None);
    terms.closes = Rhythm::Monthly;
    scene.decide(MotionId([0xa4; 16]), MoneyEffect::SetTerms(terms.clone()));
    let books = scene.books();
    assert_eq!(books.due(day("2026-04-30")), None);
    assert_eq!(books.due(day("2026-05-01")), Some(day("2026-04-30")));
    scene.close(MotionId([0xa5; 16]), "2026-04-30");
    assert_eq!(scene.books().due(day("2026-05-31")), None);
    assert_eq!(scene.books().due(day("2026-06-01")), Some(day("2026-05-31")));
    terms.closes = Rhythm::Never;
    scene.decide(MotionId([0xa6; 16]), MoneyEffect::SetTerms(terms));
    assert_eq!(scene.books().due(day("2026-06-01")), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn eco_1_whatever_is_matched_with_what_no_line_is_lost(
        acts in prop::collection::vec((0_usize..4, 0_u8..3, 0_u8..2, 0_u8..3, 0_u8..12), 1..14),
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
                    Some((entry, _)) => *entry,
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
