//! What in the books waits for somebody is told on the first screen, though they never opened the books.

use phyle::id::CommandId;
use phyle::message::Letter;
use phyle::message::command::{Command, MemberAct};
use phyle::message::economy::view::{Wait, WaitAsk, Waits};
use phyle::message::economy::{
    Charge, EconomyAct, EconomyTerms, Expense, MoneyEffect, Stream, Work,
};
use phyle::message::model::{Today, ViewDelta, ViewKey};
use phyle::sim::relay::Node;
use phyle::sim::world::World;

use super::euro;
use super::run::{Month, day};
use super::setting::{Setting, decide, propose, setting, wait_same};

const ASKER: Node = Node(1);
const READER: Node = Node(2);
const OTHER: Node = Node(3);
/// Longer than the engine waits before it opens the books by itself.
const QUIET_MS: u64 = 7_000;

fn act(world: &mut World, setting: &Setting, node: Node, act: &EconomyAct) {
    let command = Command::of(setting.community, MemberAct::Economy(Letter::new(act)));
    world.ask(node, command).expect("it is right");
}

fn claim(world: &mut World, setting: &Setting, units: i64) {
    let expense = Expense {
        date: day(Month::April),
        what: format!("Paper for {units}"),
        money: euro(units),
        exchange: None,
        charge: Charge::Expense("expenses:paper".parse().expect("an account")),
        budget: None,
        payee: setting.members[ASKER.0],
        receipt: None,
        again: None,
    };
    act(world, setting, ASKER, &EconomyAct::ClaimExpense(expense));
}

fn today(world: &mut World, setting: &Setting, node: Node) -> Today {
    let shown = world.view(node, ViewKey::Today(setting.community)).pop();
    let Some(ViewDelta::Today { today, .. }) = shown else { panic!("no first screen") };
    today
}

fn waits(world: &mut World, setting: &Setting, node: Node) -> Waits {
    let today = today(world, setting, node);
    let count = today.waits_in_books();
    let waits = today.books.map(|books| books.waits.open().expect("it is of this program"));
    let waits = waits.unwrap_or_default();
    assert_eq!(waits.count(), count);
    waits
}

/// What is asked of somebody, once their engine had time to look.
fn asked(world: &mut World, setting: &Setting, node: Node) -> Vec<(CommandId, WaitAsk)> {
    wait_same(world, setting.community);
    today(world, setting, node);
    world.run_ms(QUIET_MS);
    let waits = waits(world, setting, node);
    assert_eq!((waits.more_money, waits.more_work), (0, 0));
    waits.shown.into_iter().map(|Wait { id, ask, .. }| (id, ask)).collect()
}

fn begin(seed: u64) -> (World, &'static Setting) {
    let setting = setting();
    let mut world = World::resumed(seed, &setting.kept);
    wait_same(&mut world, setting.community);
    (world, setting)
}

#[test]
fn eco_3_an_expense_waits_on_the_first_screen_of_those_who_can_say_yes_and_then_pay() {
    let (mut world, setting) = begin(31);
    assert_eq!(asked(&mut world, setting, READER), []);
    claim(&mut world, setting, 1_000);
    let shown = asked(&mut world, setting, READER);
    let [(expense, WaitAsk::Approve { money })] = shown.as_slice() else { panic!("{shown:?}") };
    assert_eq!(*money, euro(1_000));
    let expense = *expense;
    assert_eq!(asked(&mut world, setting, ASKER), [], "whoever gets it does not approve it");
    // It is there at once after a reload: storage has what was shown.
    world.run_ms(2_000);
    world.crash(READER);
    world.start(READER);
    assert_eq!(waits(&mut world, setting, READER).shown.len(), 1);
    // Done, it is gone at once; and others know when they hear of it.
    act(&mut world, setting, READER, &EconomyAct::ApproveExpense { expense });
    let payee = setting.members[ASKER.0];
    let pay = [(expense, WaitAsk::Pay { money: euro(1_000), payee })];
    let shown: Vec<_> = waits(&mut world, setting, READER).shown;
    assert_eq!(shown.into_iter().map(|one| (one.id, one.ask)).collect::<Vec<_>>(), pay);
    assert_eq!(asked(&mut world, setting, OTHER), pay);
    let from = "assets:bank".parse().expect("an account");
    let paid = EconomyAct::PayExpense { expense, from, date: day(Month::April) };
    act(&mut world, setting, READER, &paid);
    assert_eq!(waits(&mut world, setting, READER), Waits::default());
    for node in [ASKER, OTHER] {
        assert_eq!(asked(&mut world, setting, node), []);
    }
}

#[test]
fn eco_3_of_many_expenses_a_few_are_shown_the_oldest_first_and_all_are_counted() {
    let (mut world, setting) = begin(32);
    for units in 1..=5 {
        claim(&mut world, setting, 100 * units);
    }
    wait_same(&mut world, setting.community);
    today(&mut world, setting, READER);
    world.run_ms(QUIET_MS);
    let waits = waits(&mut world, setting, READER);
    assert_eq!((waits.shown.len(), waits.more_money, waits.count()), (3, 2, 5));
}

#[test]
fn eco_2_work_waits_to_be_confirmed_where_the_terms_ask_for_it() {
    let (mut world, setting) = begin(33);
    let (venture, order, corrects) = (None, None, None);
    let work = |what: &str, minutes: u32| {
        EconomyAct::LogWork(Work {
            date: day(Month::April),
            minutes,
            stream: Stream::Care,
            venture,
            order,
            what: what.to_owned(),
            place: String::new(),
            zone: String::new(),
            corrects,
        })
    };
    act(&mut world, setting, ASKER, &work("Cooking", 60));
    assert_eq!(asked(&mut world, setting, READER), [], "it counts as it is written");
    let mut terms = EconomyTerms::new("EUR".parse().expect("known"));
    terms.confirm_work = true;
    let motion = propose(&mut world, setting.community, 0, MoneyEffect::SetTerms(terms));
    assert_eq!(decide(&mut world, setting.community, &[motion]), [true]);
    world.run_ms(90_000);
    act(&mut world, setting, ASKER, &work("Baking", 90));
    let shown = asked(&mut world, setting, READER);
    let of = |shown: &[(CommandId, WaitAsk)], minutes: u32| {
        let is_of = |(_, ask): &&(CommandId, WaitAsk)| *ask == WaitAsk::Confirm { minutes };
        shown.iter().find(is_of).map(|(id, _)| *id)
    };
    let baking = of(&shown, 90).expect("it waits");
    assert_eq!(asked(&mut world, setting, ASKER), [], "nobody confirms their own");
    act(&mut world, setting, READER, &EconomyAct::ConfirmWork { work: baking });
    assert_eq!(of(&asked(&mut world, setting, READER), 90), None);
    assert_eq!(of(&asked(&mut world, setting, OTHER), 90), None);
}
