//! One run: members do things while their network falls apart, a program crashes, one cheats; March is
//! closed, and what comes late goes on.

use phyle::clock::Date;
use phyle::engine::economy::MakeBooks;
use phyle::id::CommandId;
use phyle::message::command::{Command, MemberAct, Refusal};
use phyle::message::economy::view::{Books, ClosedView, Desk, DeskView, EconomyView, ExportForm};
use phyle::message::economy::{
    Charge, EconomyAct, EconomyFault, Expense, Posting, Stream, Transaction, Work,
};
use phyle::message::model::{ViewDelta, ViewKey};
use phyle::message::{Letter, ToEngine};
use phyle::money::{Commodity, Money};
use phyle::sim::relay::Node;
use phyle::sim::world::World;

pub use super::model::Month;

use super::model::{Claimed, Model, Recorded};
use super::setting::{self, Setting};
use super::{CHEAT, COMMANDS, CREDIT, ENGINES, RIGHT, cheat, euro};

/// Commands before March is closed.
const BEFORE: u64 = 130;
/// For how many commands the network is in two.
const APART: u64 = 60;

pub struct Run {
    pub world: World,
    pub setting: &'static Setting,
    pub model: Model,
    /// What everybody showed as March was closed.
    pub closed: Vec<ClosedView>,
    halves: Vec<(Node, Node)>,
}

pub fn day(month: Month) -> Date {
    let day = match month {
        Month::March => "2026-03-10",
        Month::April => "2026-04-10",
    };
    day.parse().expect("a day")
}

pub fn posting(account: &str, units: i64) -> Posting {
    Posting { account: account.parse().expect("an account"), money: euro(units) }
}

pub fn transaction(units: i64, month: Month, corrects: Option<CommandId>) -> Transaction {
    Transaction {
        date: day(month),
        what: "It came in.".to_owned(),
        postings: vec![posting("assets:bank", units), posting("income:x", -units)],
        exchange: None,
        receipt: None,
        order: None,
        origin: None,
        corrects,
    }
}

impl Run {
    pub fn begin(seed: u64) -> Self {
        let setting = setting::setting();
        let mut world = World::resumed(seed, &setting.kept);
        world.keep_books_by(CHEAT, MakeBooks(cheat::open));
        let (model, closed, halves) = (Model::default(), Vec::new(), Vec::new());
        let mut run = Self { world, setting, model, closed, halves };
        run.wait_same();
        run
    }

    /// Everything, up to what is the same for all.
    pub fn play(&mut self) {
        let first = 10 + self.below(BEFORE - APART - 10);
        for number in 0..BEFORE {
            if number == first {
                self.part();
            }
            if number == first + APART {
                self.heal();
            }
            self.step();
        }
        self.close();
        let first = BEFORE + self.below(20);
        for number in BEFORE..COMMANDS {
            if number == first {
                self.part();
            }
            if self.below(8) == 0 {
                self.correct();
            }
            self.step();
        }
        self.join();
    }

    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.world.random_below(limit)
    }

    pub(super) fn someone(&mut self) -> usize {
        self.below(ENGINES as u64) as usize
    }

    fn month(&mut self) -> Month {
        if self.below(3) == 0 { Month::April } else { Month::March }
    }

    pub(super) fn command(&self, act: &EconomyAct) -> Command {
        Command::of(self.setting.community, MemberAct::Economy(Letter::new(act)))
    }

    pub(super) fn act(
        &mut self,
        node: usize,
        act: &EconomyAct,
    ) -> Result<CommandId, Option<EconomyFault>> {
        let command = self.command(act);
        match self.world.ask_as(Node(node), command) {
            (Ok(_), id) => Ok(id),
            (Err(Refusal::Economy { fault }), _) => Err(fault.open()),
            (Err(other), _) => panic!("refused: {other}"),
        }
    }

    /// The network is in two halves: frames between them are lost, and nobody is told.
    fn part(&mut self) {
        let mask = 1 + self.below((1 << ENGINES) - 2);
        let side = |node: usize| mask >> node & 1;
        for one in 0..ENGINES {
            for other in one + 1..ENGINES {
                if side(one) != side(other) {
                    self.halves.push((Node(one), Node(other)));
                    self.world.fabric.cut(Node(one), Node(other));
                }
            }
        }
    }

    fn heal(&mut self) {
        for (one, other) in std::mem::take(&mut self.halves) {
            self.world.fabric.heal(one, other);
        }
    }

    fn step(&mut self) {
        let (node, units) = (self.someone(), 1 + self.below(4_000) as i64);
        match self.below(17) {
            0 => self.world.unplug(Node(node)),
            1 => self.world.plug(Node(node)),
            2 => {
                self.world.crash(Node(node));
                self.world.start(Node(node));
                self.world.run_ms(200);
            }
            3 => self.crash_while_recording(node, units),
            4..=6 => self.record(node, units),
            7 | 8 => self.log(node, units),
            9 | 10 => self.pay(node, units),
            11 | 12 => self.claim(node, units),
            13 | 14 => self.approve(node),
            15 => self.pay_expense(node),
            _ => self.cheat(units),
        }
        let pause = self.below(500);
        self.world.run_ms(pause);
    }

    fn note(&mut self, id: CommandId, units: i64, month: Month) {
        self.model.recorded.insert(id, Recorded { units, month, is_replaced: false });
    }

    fn record(&mut self, node: usize, units: i64) {
        let month = self.month();
        let act = EconomyAct::Record(transaction(units, month, None));
        let id = self.act(node, &act).expect("it balances");
        self.note(id, units, month);
    }

    /// What was asked for and not answered is asked again: it happens once.
    fn crash_while_recording(&mut self, node: usize, units: i64) {
        let month = self.month();
        let command = self.command(&EconomyAct::Record(transaction(units, month, None)));
        let id = self.world.command(Node(node), command.clone());
        let before = self.below(30);
        self.world.run_ms(before);
        self.world.crash(Node(node));
        self.world.start(Node(node));
        self.world.run_ms(100);
        self.world.tell(Node(node), ToEngine::Command { id, command });
        for _ in 0..1_000 {
            if let Some(answer) = self.world.answer(Node(node), &id) {
                answer.expect("it balances");
                return self.note(id, units, month);
            }
            self.world.run_ms(10);
        }
        panic!("no answer to what was asked again");
    }

    /// Whoever does not know of it yet is refused.
    fn correct(&mut self) {
        let open: Vec<CommandId> = self
            .model
            .recorded
            .iter()
            .filter(|(_, one)| !one.is_replaced)
            .map(|(id, _)| *id)
            .collect();
        if open.is_empty() {
            return;
        }
        let id = open[self.below(open.len() as u64) as usize];
        let (node, units) = (self.someone(), 1 + self.below(4_000) as i64);
        let month = self.model.recorded[&id].month;
        let act = EconomyAct::Record(transaction(units, month, Some(id)));
        match self.act(node, &act) {
            Ok(new) => {
                self.model.recorded.get_mut(&id).expect("it is there").is_replaced = true;
                self.note(new, units, month);
            }
            Err(Some(EconomyFault::UnknownEntry)) => {}
            Err(fault) => panic!("{fault:?}"),
        }
    }

    fn log(&mut self, node: usize, units: i64) {
        let (month, minutes) = (self.month(), u32::try_from(units % 600 + 1).expect("small"));
        let work = Work {
            date: day(month),
            minutes,
            stream: Stream::Livelihood,
            venture: None,
            order: None,
            what: "Editing".to_owned(),
            place: String::new(),
            zone: String::new(),
            corrects: None,
        };
        self.act(node, &EconomyAct::LogWork(work)).expect("work is work");
        let of_month = &mut self.model.minutes[usize::from(month == Month::April)];
        *of_month.entry(node).or_default() += u64::from(minutes);
    }

    fn pay(&mut self, node: usize, units: i64) {
        let other = self.someone();
        let money = Money { commodity: Commodity::credit(), units };
        let (to, what) = (self.setting.members[other], "Bread".to_owned());
        let before = self.model.credit.get(&node).copied().unwrap_or_default();
        let act = EconomyAct::PayCredit { to, money, what, date: day(Month::March) };
        match self.act(node, &act) {
            Ok(_) => {
                *self.model.credit.entry(node).or_default() -= units;
                *self.model.credit.entry(other).or_default() += units;
                assert_ne!(node, other);
            }
            Err(Some(EconomyFault::ToOneself)) => assert_eq!(node, other),
            // What others paid may not have come yet: then less is left than there is.
            Err(Some(EconomyFault::BeyondCredit { left })) => {
                assert!(units > left.units && left.units <= before + CREDIT);
            }
            Err(fault) => panic!("{fault:?}"),
        }
    }

    pub(super) fn expense(&self, node: usize, units: i64) -> Expense {
        Expense {
            date: day(Month::March),
            what: "Paper".to_owned(),
            money: euro(units),
            exchange: None,
            charge: Charge::Expense("expenses:printing".parse().expect("an account")),
            budget: Some(self.setting.budget),
            payee: self.setting.members[node],
            receipt: None,
            again: None,
        }
    }

    fn claim(&mut self, node: usize, units: i64) {
        let fits = self.model.spent(node) + units <= RIGHT;
        let expense = self.expense(node, units);
        match self.act(node, &EconomyAct::ClaimExpense(expense)) {
            Ok(id) => {
                assert!(fits, "spent beyond a right");
                let claimed = Claimed { payee: node, units, ..Claimed::default() };
                self.model.claimed.insert(id, claimed);
            }
            Err(Some(EconomyFault::BeyondRight { .. })) => assert!(!fits, "there was enough left"),
            Err(fault) => panic!("{fault:?}"),
        }
    }

    fn some_claim(&mut self) -> Option<CommandId> {
        let count = self.model.claimed.len() as u64;
        let at = self.below(count) as usize;
        self.model.claimed.keys().nth(at).copied()
    }

    fn approve(&mut self, node: usize) {
        let Some(expense) = self.some_claim() else { return };
        // Its own payee, or one who has not heard of it, is refused.
        if self.act(node, &EconomyAct::ApproveExpense { expense }).is_ok() {
            let claimed = self.model.claimed.get_mut(&expense).expect("it is there");
            assert_ne!(claimed.payee, node);
            claimed.approved_by.insert(node);
        }
    }

    fn pay_expense(&mut self, node: usize) {
        let Some(expense) = self.some_claim() else { return };
        let (from, date) = ("assets:bank".parse().expect("an account"), day(Month::April));
        if self.act(node, &EconomyAct::PayExpense { expense, from, date }).is_ok() {
            let claimed = self.model.claimed.get_mut(&expense).expect("it is there");
            assert!(claimed.is_approved());
            claimed.paid += 1;
        }
    }

    /// Everybody hears of everything.
    pub(super) fn join(&mut self) {
        self.heal();
        for node in 0..ENGINES {
            self.world.plug(Node(node));
        }
        self.wait_same();
    }

    fn wait_same(&mut self) {
        setting::wait_same(&mut self.world, self.setting.community);
    }

    /// What a desk shows, looked at once.
    pub fn desk(&mut self, node: usize, desk: Desk) -> EconomyView {
        let key = ViewKey::Economy(self.setting.community, desk);
        let shown = self.world.view(Node(node), key.clone()).pop();
        self.world.tell(Node(node), ToEngine::Unwatch(key));
        match shown {
            Some(ViewDelta::Economy { view: DeskView::Now(view), .. }) => {
                view.open().expect("a view")
            }
            other => panic!("no desk: {other:?}"),
        }
    }

    pub fn books(&mut self, node: usize) -> Books {
        let view = self.desk(node, Desk::Books { rows: 5_000 });
        let EconomyView::Books(books) = view else { panic!("no books: {view:?}") };
        *books
    }

    pub fn export(&mut self, form: ExportForm) -> String {
        let view = self.desk(0, Desk::Export(form));
        let EconomyView::Export(text) = view else { panic!("no file: {view:?}") };
        text
    }
}
