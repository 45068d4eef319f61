//! What must hold when everybody has heard of everything, whatever happened on the way.

use std::collections::BTreeMap;

use phyle::exchange::ledger::journal::{JournalReading, read_journal};
use phyle::message::economy::view::{Books, Desk, EconomyView, ExportForm, Reports};
use phyle::money::Money;

use super::run::Run;
use super::setting::RULE;
use super::{CREDIT, ENGINES, RIGHT, euro};

impl Run {
    pub fn judge(&mut self) {
        let books = self.books(0);
        for node in 1..ENGINES {
            let other = self.books(node);
            assert!(other == books, "engine {node} shows other books");
        }
        self.faults_are_named(&books);
        assert_eq!(books.closed, self.closed, "what is closed changed");
        assert_eq!(books.bank, [euro(self.model.income() - self.model.paid())]);
        self.credit_is_as_told(&books);
        self.members_are_as_told(&books);
        self.surplus_is_shared_out();
        self.accounts_add_up();
    }

    /// Whatever was signed against the rules is told by name, and nothing else is.
    fn faults_are_named(&self, books: &Books) {
        let mut expected: Vec<(Option<_>, String)> = Vec::new();
        for (entry, code) in &self.model.falsities {
            expected.push((Some(*entry), (*code).to_owned()));
        }
        // Which of two payments came first is not known here.
        let again = std::iter::repeat_n((None, "wrong-state".to_owned()), self.model.paid_again());
        expected.extend(again);
        let told = books.faults.iter().map(|fault| {
            let entry = (fault.code != "wrong-state").then_some(fault.entry);
            (entry, fault.code.clone())
        });
        let mut told: Vec<(Option<_>, String)> = told.collect();
        expected.sort();
        told.sort();
        assert_eq!(told, expected);
    }

    fn credit_is_as_told(&self, books: &Books) {
        let sum: i64 = books.credit.iter().map(|(_, money)| money.units).sum();
        assert_eq!(sum, 0);
        for (node, member) in self.setting.members.iter().enumerate() {
            let held = books.credit.iter().find(|(one, _)| one == member);
            let expected = self.model.credit.get(&node).copied().unwrap_or_default();
            assert_eq!(held.map(|(_, money)| money.units), Some(expected));
            assert!(expected >= -CREDIT);
        }
    }

    fn members_are_as_told(&mut self, books: &Books) {
        for (node, member) in self.setting.members.iter().copied().enumerate() {
            let spent = self.model.spent(node);
            let right = books.budgets[0].rights.iter().find(|right| right.member == member);
            assert_eq!(right.map(|right| right.left.units), Some(RIGHT - spent));
            let EconomyView::Person(card) = self.desk(0, Desk::Person(member)) else {
                panic!("no card")
            };
            let closed = self.model.closed.as_ref().expect("March is closed");
            let expected = closed.minutes.get(&node).copied().unwrap_or_default();
            assert_eq!(card.minutes.total(), expected);
        }
    }

    /// Of what March came to, each gets what the rule says, to a unit; together they get all of it.
    fn surplus_is_shared_out(&self) {
        let closed = self.model.closed.as_ref().expect("March is closed");
        let surplus = closed.income - closed.expenses;
        let view = &self.closed[0];
        assert_eq!(view.surplus, euro(surplus));
        let split = &view.split;
        let parts = [&split.reserve, &split.aid, &split.commons, &split.members];
        assert_eq!(parts.iter().map(|part| part.units).sum::<i64>(), surplus);
        let each: i64 = split.each.iter().map(|share| share.money.units).sum();
        assert_eq!(each, split.members.units);
        let minutes: u64 = closed.minutes.values().sum();
        if surplus <= 0 || minutes == 0 {
            return;
        }
        for (part, of) in parts.iter().zip(RULE) {
            assert!((part.units * 10_000 - surplus * of).abs() < 10_000, "{split:?}");
        }
        for share in &split.each {
            let node = self.setting.members.iter().position(|member| *member == share.member);
            let own = closed.minutes.get(&node.expect("a member")).copied().unwrap_or_default();
            let (own, all) = (i128::from(own), i128::from(minutes));
            let off = i128::from(share.money.units) * all - i128::from(each) * own;
            assert!(off.abs() < all, "{split:?}");
        }
    }

    /// Balances of all accounts, from all postings of the table that goes out.
    fn exported_balances(&mut self) -> BTreeMap<(String, String), i64> {
        let text = self.export(ExportForm::Table);
        let mut sums = BTreeMap::new();
        for row in csv::Reader::from_reader(text.as_bytes()).into_records() {
            let row = row.expect("a row");
            let amount: Money = format!("{} {}", &row[4], &row[5]).parse().expect("an amount");
            *sums.entry((row[3].to_owned(), row[5].to_owned())).or_default() += amount.units;
        }
        sums.retain(|_, units| *units != 0);
        sums
    }

    /// In each commodity all postings sum to zero; each account has what was acknowledged; and what
    /// goes out in one form is what goes out in the others, and what is shown.
    fn accounts_add_up(&mut self) {
        let balances = self.exported_balances();
        let mut sums: BTreeMap<&str, i64> = BTreeMap::new();
        for ((_, commodity), units) in &balances {
            *sums.entry(commodity).or_default() += units;
        }
        assert!(sums.values().all(|sum| *sum == 0), "{sums:?}");
        let closed = self.model.closed.as_ref().expect("March is closed");
        let split = &self.closed[0].split;
        let mut expected = vec![
            ("assets:bank".to_owned(), self.model.income() - self.model.paid()),
            ("income:x".to_owned(), closed.income - self.model.income()),
            ("expenses:printing".to_owned(), self.model.approved() - closed.expenses),
            ("equity:reserve".to_owned(), -split.reserve.units),
            ("equity:aid".to_owned(), -split.aid.units),
            ("equity:commons".to_owned(), -split.commons.units),
        ];
        for (node, member) in self.setting.members.iter().enumerate() {
            let share = split.each.iter().find(|share| share.member == *member);
            let share = share.map_or(0, |share| share.money.units);
            let owed = self.model.owed(node) + share;
            expected.push((format!("liabilities:members:{member}"), -owed));
        }
        for (account, units) in expected {
            let held = balances.get(&(account.clone(), "EUR".to_owned())).copied();
            assert_eq!(held.unwrap_or_default(), units, "{account}");
        }
        let EconomyView::Reports(Reports { trial, .. }) =
            self.desk(0, Desk::Reports { year: 2026 })
        else {
            panic!("no reports")
        };
        let name = |money: &Money| money.commodity.to_string();
        let shown: BTreeMap<(String, String), i64> = trial
            .iter()
            .map(|one| ((one.account.to_string(), name(&one.money)), one.money.units))
            .filter(|(_, units)| *units != 0)
            .collect();
        assert_eq!(balances, shown);
        let journal = self.export(ExportForm::Journal);
        let reading = JournalReading::new("ours", &"EUR".parse().expect("known"));
        let read = read_journal(&journal, &reading).expect("a journal that is right");
        let json: serde_json::Value =
            serde_json::from_str(&self.export(ExportForm::Json)).expect("JSON");
        assert_eq!(json.as_array().map(Vec::len), Some(read.len()));
    }
}
