//! What in the books waits for one member: what the desks show with a button for them.

use super::Scene;
use crate::domain::economy::books::WorkNow;
use crate::limits::WAITS_SHOWN_MAX;
use crate::message::economy::view::{ExpenseView, Wait, WaitAsk, Waits};

impl Scene<'_> {
    /// For somebody who has a vote. Work that counts unconfirmed waits for nobody.
    pub fn waits(&self) -> Waits {
        if self.books.terms.is_none() {
            return Waits::default();
        }
        let money = self.waiting().into_iter().filter_map(|expense| self.of_money(expense));
        let (mut shown, more_money) = some(money);
        let work = self.unconfirmed().into_iter().filter(|work| !work.counts).map(of_work);
        let (work, more_work) = some(work);
        shown.extend(work);
        Waits { shown, more_money, more_work }
    }

    fn of_money(&self, expense: ExpenseView) -> Option<Wait> {
        let ask = if expense.awaits_word_of(&self.me) {
            WaitAsk::Approve { money: expense.money }
        } else if expense.is_to_be_paid() {
            WaitAsk::Pay { money: expense.money, payee: expense.payee }
        } else {
            return None;
        };
        Some(Wait { id: expense.id, by: expense.by, what: expense.what, ask })
    }
}

fn of_work(work: &WorkNow) -> Wait {
    let ask = WaitAsk::Confirm { minutes: work.work.minutes };
    Wait { id: work.id, by: work.by, what: work.work.what.clone(), ask }
}

/// The first few, and how many more there are.
fn some(mut all: impl Iterator<Item = Wait>) -> (Vec<Wait>, u32) {
    let shown = all.by_ref().take(WAITS_SHOWN_MAX).collect();
    (shown, u32::try_from(all.count()).unwrap_or(u32::MAX))
}
