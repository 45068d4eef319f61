//! The economy at a glance.

use super::Scene;
use crate::domain::economy::books::{Budget, Closed, ExpenseNow, Progress, Right};
use crate::domain::economy::settle_up::settle_up;
use crate::id::MemberId;
use crate::limits::ROWS_SHOWN_MAX;
use crate::message::economy::view::{
    Books, BudgetView, ClosedView, ExpenseView, FaultRow, Fund, RightView, Transfer,
};
use crate::message::economy::{Account, tax_account};
use crate::money::{Commodity, Money};
use crate::ordered::Set;

impl Scene<'_> {
    pub(super) fn books_view(&self, rows: u32) -> Books {
        let books = self.books;
        let (all, total) = self.rows(rows.min(ROWS_SHOWN_MAX) as usize);
        let rows_total = u32::try_from(total).unwrap_or(u32::MAX);
        Books {
            terms: books.terms.clone().expect("a desk is shown once the books are open"),
            bank: self.bank(),
            whose: self.whose(),
            credit: self.credit(),
            settle_up: self.settle_up(),
            budgets: books.budgets.iter().map(|one| self.budget(one)).collect(),
            waiting: self.waiting(),
            closed: books.closed.iter().rev().map(closed).collect(),
            due: books.due(self.today),
            rows: all,
            rows_total,
            faults: self.faults(),
            accounts: self.accounts(),
            claims: self.claims(),
            unsettled: self.unsettled(),
            credit_of_gone: Money { commodity: Commodity::credit(), units: books.credit_of_gone },
            credit_purse: (self.purse_for)(None),
        }
    }

    /// Expenses that wait for approval or payment, oldest first.
    pub(super) fn waiting(&self) -> Vec<ExpenseView> {
        let is_waiting = |one: &&ExpenseNow| match one.progress {
            Progress::Waiting | Progress::Approved => true,
            Progress::Rejected { .. } | Progress::Paid { .. } | Progress::Refused => false,
        };
        let waiting = self.books.expenses.values().filter(is_waiting);
        let mut waiting: Vec<_> = waiting.map(|one| self.expense(one)).collect();
        waiting.sort_by_key(|one| (one.date, one.id));
        waiting
    }

    /// Accounts in use, for choosing among: not those that are kept by the books themselves.
    pub(super) fn accounts(&self) -> Vec<Account> {
        let used = self.books.used().map(|(account, _)| account.clone());
        let accounts: Set<Account> = used.collect();
        let own =
            ["liabilities:members", "liabilities:credit", "liabilities:trade", "equity:capital"];
        let is_own = |account: &Account| own.iter().any(|one| account.is_within(one));
        accounts.into_iter().filter(|account| !is_own(account)).collect()
    }

    /// What is in the bank, in every commodity that ever was; the base first.
    fn bank(&self) -> Vec<Money> {
        let base = self.books.base();
        let mut bank = vec![self.books.base_balance("assets")];
        let moved: Set<Commodity> = self.books.used().map(|(_, one)| one.clone()).collect();
        let sums = self.books.balance("assets");
        for commodity in moved {
            if commodity != base && commodity != Commodity::credit() {
                let units = sums.get(&commodity).copied().unwrap_or_default();
                bank.extend(Money::new(units, commodity));
            }
        }
        bank
    }

    /// Whose the base currency in the bank is. Together it is what the bank has.
    fn whose(&self) -> Vec<(Fund, Money)> {
        let owed = |name: &str| -self.books.base_balance(name).units;
        let funds = [
            (Fund::Reserve, owed("equity:reserve")),
            (Fund::Aid, owed("equity:aid")),
            (Fund::Commons, owed("equity:commons")),
            (Fund::Members, owed("liabilities:members")),
            (Fund::Open, owed("income") + owed("expenses")),
            (Fund::Trade, owed("liabilities:trade")),
            (Fund::Tax, owed(tax_account().name())),
        ];
        let bank = self.books.base_balance("assets").units;
        let others = bank - funds.iter().map(|(_, units)| units).sum::<i64>();
        let all = funds.into_iter().chain([(Fund::Others, others)]);
        let shown = all.filter(|(_, units)| *units != 0);
        shown.map(|(fund, units)| (fund, Money { commodity: self.books.base(), units })).collect()
    }

    /// Balances of credit: of those who are here, and of others where they are not even.
    fn credit(&self) -> Vec<(MemberId, Money)> {
        let here: Set<MemberId> = self.here().copied().collect();
        let held = self.books.credit.iter().filter(|(_, units)| **units != 0);
        let all: Set<MemberId> = here.into_iter().chain(held.map(|(member, _)| *member)).collect();
        all.into_iter().map(|member| (member, self.credit_of(&member))).collect()
    }

    pub(super) fn credit_of(&self, member: &MemberId) -> Money {
        let units = self.books.credit.get(member).copied().unwrap_or_default();
        Money { commodity: Commodity::credit(), units }
    }

    fn settle_up(&self) -> Vec<Transfer> {
        settle_up(&self.credit())
    }

    fn faults(&self) -> Vec<FaultRow> {
        let row = |fault: &crate::domain::economy::books::Fault| FaultRow {
            by: fault.by,
            entry: fault.entry,
            date: fault.date,
            rule: fault.fault.rule().to_owned(),
            code: fault.fault.code().to_owned(),
        };
        self.books.faults.iter().map(row).collect()
    }

    fn budget(&self, budget: &Budget) -> BudgetView {
        let sum = |of: &dyn Fn(&Right) -> i64| budget.rights.values().map(of).sum::<i64>();
        let commodity = budget.rights.values().next().map(|right| right.granted.commodity.clone());
        let money =
            |units| Money { commodity: commodity.clone().unwrap_or_else(Commodity::credit), units };
        BudgetView {
            id: budget.id,
            name: budget.name.clone(),
            account: budget.account.clone(),
            granted: money(sum(&|right| right.granted.units)),
            left: money(sum(&|right| right.left().units)),
            rights: budget.rights.iter().map(|(member, one)| right(member, one)).collect(),
            ended: budget.ended,
            purse: (self.purse_for)(Some(budget.id)),
        }
    }
}

pub(super) fn right(member: &MemberId, right: &Right) -> RightView {
    RightView { member: *member, granted: right.granted.clone(), left: right.left() }
}

fn closed(closed: &Closed) -> ClosedView {
    ClosedView {
        motion: closed.motion,
        from: closed.from,
        until: closed.until,
        surplus: closed.surplus.clone(),
        rule: closed.rule.clone(),
        split: closed.split.clone(),
    }
}
