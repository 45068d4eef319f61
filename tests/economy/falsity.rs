//! What one member signs against the rules, and the closing of March, with or without a lie before it.

use phyle::clock::Date;
use phyle::id::{CommandId, MotionId};
use phyle::message::command::Outcome;
use phyle::message::economy::{Closing, EconomyAct, MoneyEffect, Transaction};
use phyle::sim::relay::Node;
use serde_json::json;

use super::run::{Month, Run, day, posting, transaction};
use super::{CHEAT, RIGHT, cheat, setting};

impl Run {
    /// One member's program writes what no honest one does.
    pub(super) fn cheat(&mut self, units: i64) {
        let own = self.model.claimed.iter().find(|(_, one)| one.payee == CHEAT.0);
        let own = own.map(|(id, _)| *id);
        let value = |of: &Transaction| serde_json::to_value(of).expect("JSON");
        let mut moved = transaction(units, Month::March, None);
        let (kind, fields, code) = match self.below(7) {
            0 => {
                moved.postings[0] = posting("assets:bank", units + 1);
                ("TransactionRecorded", value(&moved), "unbalanced")
            }
            1 => {
                moved.postings[0] = posting("equity:reserve", units);
                ("TransactionRecorded", value(&moved), "wrong-account")
            }
            2 => {
                let mut fields = value(&moved);
                fields["charter"] = json!([]);
                ("TransactionRecorded", fields, "not-a-member")
            }
            3 => {
                let mut fields = value(&moved);
                fields["charter"] = json!([phyle::id::ChangeHash([7; 32])]);
                ("TransactionRecorded", fields, "charter-missing")
            }
            4 => {
                let expense = self.expense(CHEAT.0, RIGHT + units);
                let fields = serde_json::to_value(expense).expect("JSON");
                ("ExpenseClaimed", fields, "beyond-right")
            }
            5 => {
                let money = format!("{units}000.00 credit");
                let (to, date) = (self.setting.members[0], day(Month::March));
                let fields = json!({ "to": to, "money": money, "what": "Bread", "date": date });
                ("CreditPaid", fields, "beyond-credit")
            }
            _ => match own {
                Some(own) => ("ExpenseApproved", json!({ "expense": own }), "own-expense"),
                None => return,
            },
        };
        let act = cheat::act(kind, fields, day(Month::March));
        let id = self.act(CHEAT.0, &act).expect("a cheat refuses nothing");
        self.model.falsities.insert(id, code);
    }

    /// March is closed by a decision; so is, now and then, what is not so.
    pub(super) fn close(&mut self) {
        self.join();
        let community = self.setting.community;
        let until: Date = "2026-03-31".parse().expect("a day");
        let mut motions = Vec::new();
        if self.below(3) == 0 {
            let trial = vec![posting("assets:bank", 7), posting("income:x", -7)];
            let (from, heads, rule) = (None, Vec::new(), None);
            let lie =
                MoneyEffect::ClosePeriod(Box::new(Closing { from, until, heads, trial, rule }));
            let motion = setting::propose(&mut self.world, community, CHEAT.0, lie);
            self.model.falsities.insert(CommandId(motion.0), "closing-false");
            motions.push(motion);
        }
        let (title, text) = ("March".to_owned(), String::new());
        let act = EconomyAct::ProposeClosing { until, title, text, hours: 72 };
        let command = self.command(&act);
        let node = Node(self.someone());
        let asked = self.world.ask(node, command);
        let Ok(Outcome::Motion(motion)) = asked else { panic!("no closing: {asked:?}") };
        motions.push(motion);
        self.decide(&motions);
        self.model.close();
        // It is final before somebody has written it into the charter.
        for _ in 0..30 {
            self.closed = self.books(0).closed;
            if !self.closed.is_empty() {
                break;
            }
            self.world.run_ms(5_000);
        }
        self.join();
        let named: Vec<MotionId> = self.closed.iter().map(|closed| closed.motion).collect();
        assert_eq!(named, [motion], "March is closed, once");
    }

    fn decide(&mut self, motions: &[MotionId]) {
        let passed = setting::decide(&mut self.world, self.setting.community, motions);
        assert!(passed.iter().all(|passed| *passed));
    }
}
