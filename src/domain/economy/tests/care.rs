//! Needs and pledges (ECO-11).

use super::scene::*;
use super::{codes, sums_to_zero};
use crate::domain::economy::acts::{Members, Who};
use crate::domain::economy::books::{Books, owed_to};
use crate::domain::economy::care::{self, Sealing, Written};
use crate::domain::economy::entry::EntryBody;
use crate::id::{BlobHash, CommandId, DeviceKey, MemberId, SealKey};
use crate::message::economy::care::{CareAct, Need};
use crate::message::economy::{EconomyFault, Purse};
use crate::money::Money;
use crate::sign;

fn need(most: &str, steward: MemberId) -> Need {
    let (date, until) = (day("2026-04-01"), day("2026-04-20"));
    Need { date, until, money: money(most), at_least: None, steward, words: None }
}

fn closed(need: CommandId, pledges: &[CommandId]) -> EntryBody {
    let into = "assets:bank".parse().expect("an account");
    EntryBody::NeedClosed { need, pledges: pledges.to_vec(), into, date: day("2026-04-20") }
}

fn pledged(scene: &mut Scene, by: MemberId, need: CommandId, amount: &str) -> CommandId {
    scene.write(by, EntryBody::PledgeMade { need, money: money(amount) })
}

/// Ravi needs 100.00, kept by Awa; 60.00 and 60.01 are pledged, and 30.00 that are taken back.
fn asked() -> (Scene, CommandId, [CommandId; 3]) {
    let mut scene = Scene::new();
    let need = scene.write(RAVI, EntryBody::NeedAsked(need("100.00 EUR", AWA)));
    let one = pledged(&mut scene, LUCIA, need, "60.00 EUR");
    let other = pledged(&mut scene, MAITE, need, "60.01 EUR");
    let back = pledged(&mut scene, MAITE, need, "30.00 EUR");
    scene.write(MAITE, EntryBody::PledgeTakenBack { pledge: back });
    (scene, need, [one, other, back])
}

fn owed(books: &Books, member: MemberId) -> Money {
    books.base_balance(owed_to(&member).name()).negated()
}

#[test]
fn eco_11_what_exceeds_a_need_goes_back_in_proportion() {
    let (mut scene, need, [one, other, _]) = asked();
    assert_eq!(scene.books().trial(), Vec::new());
    scene.write(AWA, closed(need, &[one, other]));
    let books = scene.books();
    assert_eq!(codes(&books), Vec::<&str>::new());
    assert_eq!(books.base_balance("assets:bank"), money("120.01 EUR"));
    assert_eq!(owed(&books, RAVI), money("100.00 EUR"));
    // 20.01 over: 10.0042 and 10.0058 of it, so the larger fraction gets the cent.
    assert_eq!(
        (owed(&books, LUCIA), owed(&books, MAITE)),
        (money("10.00 EUR"), money("10.01 EUR"))
    );
    assert!(sums_to_zero(&books));
}

#[test]
fn eco_11_what_a_closing_lists_counts_whatever_comes_later() {
    let (mut scene, need, [one, other, back]) = asked();
    scene.write(AWA, closed(need, &[one, back]));
    let before = scene.books();
    assert_eq!(before.base_balance("assets:bank"), money("90.00 EUR"));
    assert_eq!(owed(&before, RAVI), money("90.00 EUR"));
    scene.write(LUCIA, EntryBody::PledgeTakenBack { pledge: one });
    scene.write(RAVI, EntryBody::NeedTakenBack { need });
    scene.write(AWA, closed(need, &[other]));
    let after = scene.books();
    assert_eq!(codes(&after), ["wrong-state"]);
    assert_eq!(after.trial(), before.trial());
}

#[test]
fn eco_11_what_is_against_the_rules_is_named_and_moves_nothing() {
    type Body = fn(CommandId, [CommandId; 3]) -> EntryBody;
    let cases: [(MemberId, Body, &str); 9] = [
        (LUCIA, |need, [one, ..]| closed(need, &[one]), "not-the-steward"),
        (RAVI, |need, [one, ..]| closed(need, &[one]), "not-the-steward"),
        (AWA, |need, [one, ..]| closed(need, &[one, one]), "out-of-range"),
        (AWA, |need, _| closed(need, &[need]), "unknown-entry"),
        (AWA, |_, [one, ..]| closed(one, &[]), "unknown-entry"),
        (RAVI, |need, _| EntryBody::PledgeMade { need, money: money("1.00 EUR") }, "to-oneself"),
        (
            LUCIA,
            |need, _| EntryBody::PledgeMade { need, money: money("1.00 USD") },
            "wrong-commodity",
        ),
        (LUCIA, |need, _| EntryBody::NeedTakenBack { need }, "not-the-author"),
        (AWA, |_, [pledge, ..]| EntryBody::PledgeTakenBack { pledge }, "not-the-author"),
    ];
    for (by, body, code) in cases {
        let (mut scene, need, pledges) = asked();
        let before = scene.books();
        scene.write(by, body(need, pledges));
        let after = scene.books();
        assert_eq!(codes(&after), [code]);
        assert_eq!((after.trial(), &after.needs), (before.trial(), &before.needs));
    }
}

#[test]
fn eco_11_a_need_that_cannot_stand_is_a_fault() {
    let short = Need { until: day("2026-03-31"), ..need("100.00 EUR", AWA) };
    let least = Need { at_least: Some(money("100.01 EUR")), ..need("100.00 EUR", AWA) };
    let cases = [
        (need("100.00 USD", AWA), "wrong-commodity"),
        (need("100.00 EUR", RAVI), "own-need"),
        (short, "wrong-period"),
        (least, "out-of-range"),
    ];
    for (need, code) in cases {
        let mut scene = Scene::new();
        scene.write(RAVI, EntryBody::NeedAsked(need));
        assert_eq!(codes(&scene.books()), [code]);
    }
}

#[test]
fn eco_11_in_whatever_order_entries_come_the_needs_are_the_same() {
    let (mut scene, need, [one, other, _]) = asked();
    scene.write(AWA, closed(need, &[one, other]));
    scene.write(AWA, closed(need, &[one]));
    let all = scene.books();
    let mut entries = scene.entries.clone();
    for turn in 0..entries.len() {
        entries.rotate_left(1);
        entries.swap(0, turn);
        assert_eq!(scene.books_of(&entries), all);
    }
}

fn written(books: &Books, me: MemberId, act: CareAct) -> Result<Written, EconomyFault> {
    let who = Who {
        me,
        is_voter: true,
        is_founder: false,
        purse: if me == LUCIA { Purse::Elsewhere } else { Purse::Here },
        today: day("2026-04-06"),
    };
    let members: Members = ALL.into_iter().map(|member| (member, None)).collect();
    let sealing = Sealing {
        own: SealKey([7; 32]),
        is_theirs: &|device| *device != DeviceKey([4; 32]),
        close: &|words, to| {
            let keys: Vec<u8> = to.iter().map(|key| key.0[0]).collect();
            [words.as_bytes(), &keys].concat()
        },
        digest: sign::sha256,
    };
    care::entry(books, act, who, &members, &sealing)
}

fn act(books: &Books, me: MemberId, act: CareAct) -> Result<EntryBody, EconomyFault> {
    written(books, me, act).map(|(body, _)| body)
}

#[test]
fn peo_6_an_entry_names_by_its_hash_alone_what_is_sealed_to_who_keeps_the_need_and_to_oneself() {
    let mut scene = Scene::new();
    scene.write(AWA, EntryBody::SealKeyShown { key: SealKey([1; 32]) });
    scene.write(AWA, EntryBody::SealKeyShown { key: SealKey([2; 32]) });
    scene.write(MAITE, EntryBody::SealKeyShown { key: SealKey([3; 32]) });
    let books = scene.books();
    let ask = |steward: MemberId, words: &str| {
        let act_now = CareAct::Ask { need: need("1.00 EUR", steward), words: words.to_owned() };
        written(&books, RAVI, act_now)
    };
    // The newest key of a device, then one's own.
    let sealed = b"rent\x02\x07".to_vec();
    let words = Some(BlobHash(sign::sha256(&sealed)));
    let expected = EntryBody::NeedAsked(Need { words, ..need("1.00 EUR", AWA) });
    assert_eq!(ask(AWA, " rent "), Ok((expected, Some(sealed))));
    assert_eq!(ask(AWA, ""), Ok((EntryBody::NeedAsked(need("1.00 EUR", AWA)), None)));
    // Maite's device was taken off; Lucía never said that she can be told.
    assert_eq!(ask(MAITE, "rent"), Err(EconomyFault::NotListening));
    assert_eq!(ask(LUCIA, "rent"), Err(EconomyFault::NotListening));
    assert_eq!(ask(RAVI, "rent"), Err(EconomyFault::OwnNeed));
    assert_eq!(ask(AWA, &"x".repeat(2_001)), Err(EconomyFault::TooLong));
}

#[test]
fn eco_11_acts_are_refused_with_their_reason() {
    let (mut scene, need_of_ravi, [one, other, back]) = asked();
    let kept_by_lucia = scene.write(RAVI, EntryBody::NeedAsked(need("5.00 EUR", LUCIA)));
    let books = scene.books();
    let into = || "assets:bank".parse().expect("an account");
    let date = day("2026-04-20");
    let close = |need, pledges: &[CommandId]| CareAct::Close {
        need,
        pledges: pledges.to_vec(),
        into: into(),
        date,
    };
    let pledge = |need| CareAct::Pledge { need, money: money("1.00 EUR") };
    let cases = [
        (AWA, close(need_of_ravi, &[one, back]), EconomyFault::UnknownEntry),
        (RAVI, close(need_of_ravi, &[one]), EconomyFault::NotTheSteward),
        (LUCIA, close(kept_by_lucia, &[]), EconomyFault::NotThePurse),
        (RAVI, pledge(need_of_ravi), EconomyFault::ToOneself),
        (LUCIA, pledge(one), EconomyFault::UnknownEntry),
        (AWA, CareAct::TakeBackNeed { need: need_of_ravi }, EconomyFault::NotTheAuthor),
        (AWA, CareAct::TakeBackPledge { pledge: one }, EconomyFault::NotTheAuthor),
        (MAITE, CareAct::TakeBackPledge { pledge: back }, EconomyFault::WrongState),
    ];
    for (by, wish, fault) in cases {
        assert_eq!(act(&books, by, wish.clone()), Err(fault), "{wish:?}");
    }
    assert_eq!(
        act(&books, AWA, close(need_of_ravi, &[one, other])),
        Ok(closed(need_of_ravi, &[one, other]))
    );
    scene.write(AWA, closed(need_of_ravi, &[one]));
    let books = scene.books();
    for (by, wish) in [
        (MAITE, CareAct::TakeBackPledge { pledge: other }),
        (MAITE, pledge(need_of_ravi)),
        (AWA, close(need_of_ravi, &[other])),
        (RAVI, CareAct::TakeBackNeed { need: need_of_ravi }),
    ] {
        assert_eq!(act(&books, by, wish.clone()), Err(EconomyFault::WrongState), "{wish:?}");
    }
}

/// Ravi says why he needs something, and Awa keeps it.
fn asked_with_words() -> (Scene, CommandId) {
    let mut scene = Scene::new();
    let words = Some(BlobHash([9; 32]));
    let asked = EntryBody::NeedAsked(Need { words, ..need("100.00 EUR", AWA) });
    let need = scene.write(RAVI, asked);
    (scene, need)
}

#[test]
fn peo_6_whoever_asked_erases_their_words_once_and_what_is_said_again_changes_nothing() {
    let (mut scene, need) = asked_with_words();
    assert_eq!(scene.books().needs[&need].erased, None);
    let first = scene.write(RAVI, EntryBody::WordsErased { need });
    let at = |scene: &Scene, id: CommandId| {
        let entry = scene.entries.iter().find(|signed| signed.id == id);
        entry.map(|signed| signed.entry.at)
    };
    let told = at(&scene, first);
    assert!(told.is_some());
    let again = scene.write(RAVI, EntryBody::WordsErased { need });
    assert!(at(&scene, again) > told);
    let books = scene.books();
    assert_eq!((books.needs[&need].erased, codes(&books)), (told, Vec::new()));
    // The need itself goes on.
    assert!(books.needs[&need].is_open());
    for turn in 0..scene.entries.len() {
        let mut entries = scene.entries.clone();
        entries.rotate_left(turn);
        assert_eq!(scene.books_of(&entries), books);
    }
}

#[test]
fn peo_6_nobody_else_erases_words_and_who_says_so_is_named() {
    let cases: [(MemberId, bool, &str); 3] = [
        (AWA, true, "not-the-author"),
        (LUCIA, true, "not-the-author"),
        (RAVI, false, "wrong-state"),
    ];
    for (by, has_words, code) in cases {
        let (mut scene, told) = asked_with_words();
        let bare = scene.write(RAVI, EntryBody::NeedAsked(need("5.00 EUR", AWA)));
        let before = scene.books();
        let need = if has_words { told } else { bare };
        scene.write(by, EntryBody::WordsErased { need });
        let after = scene.books();
        assert_eq!(codes(&after), [code]);
        assert_eq!(after.needs, before.needs);
    }
    let (mut scene, _) = asked_with_words();
    scene.write(RAVI, EntryBody::WordsErased { need: CommandId([0xaa; 16]) });
    assert_eq!(codes(&scene.books()), ["unknown-entry"]);
}

#[test]
fn peo_6_words_can_be_erased_as_long_as_they_are_there_and_also_of_what_is_closed() {
    let (mut scene, told) = asked_with_words();
    let bare = scene.write(RAVI, EntryBody::NeedAsked(need("5.00 EUR", AWA)));
    let erase = |need| CareAct::EraseWords { need };
    let unknown = CommandId([0xaa; 16]);
    for (by, need, fault) in [
        (AWA, told, EconomyFault::NotTheAuthor),
        (RAVI, bare, EconomyFault::WrongState),
        (RAVI, unknown, EconomyFault::UnknownEntry),
    ] {
        assert_eq!(act(&scene.books(), by, erase(need)), Err(fault));
    }
    scene.write(AWA, closed(told, &[]));
    let erased = EntryBody::WordsErased { need: told };
    assert_eq!(act(&scene.books(), RAVI, erase(told)), Ok(erased.clone()));
    scene.write(RAVI, erased);
    assert_eq!(act(&scene.books(), RAVI, erase(told)), Err(EconomyFault::WrongState));
}
