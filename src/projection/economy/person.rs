//! What somebody does for the others and what comes of it (PEO-5). Derived, never written.

use super::Scene;
use super::books::right;
use super::ventures::share;
use super::work::row;
use crate::domain::economy::books::{BookedKind, Closed, Progress, WorkNow, owed_to};
use crate::id::MemberId;
use crate::limits::ROWS_SHOWN_MAX;
use crate::message::economy::Charge;
use crate::message::economy::view::{Minutes, PersonCard, ShareOf, VenturePart, WorkRow};
use crate::money::{Commodity, Money};
use crate::ordered::{Map, Set};

type Sums = Vec<(MemberId, Money)>;

impl Scene<'_> {
    pub(super) fn person(&self, member: MemberId) -> Option<PersonCard> {
        self.members.get(&member)?;
        let books = self.books;
        let number = books.closed.len().checked_sub(1);
        let last = books.closed.last();
        let all = last.map_or_else(|| books.minutes(None), |closed| closed.minutes.clone());
        let minutes = |of: &MemberId| all.get(of).copied().unwrap_or_default();
        let is_told = |work: &&WorkNow| work.by == member && work.closed_in == number;
        let told: Vec<&WorkNow> = books.work.values().filter(is_told).collect();
        let confirmed: Set<MemberId> =
            told.iter().flat_map(|work| work.confirmed.iter().copied()).collect();
        let mut work: Vec<WorkRow> = told.into_iter().map(row).collect();
        work.sort_by_key(|row| std::cmp::Reverse((row.date, row.id)));
        work.truncate(ROWS_SHOWN_MAX as usize);
        let expenses = books
            .expenses
            .values()
            .filter(|one| one.by == member && !matches!(one.progress, Progress::Refused));
        let base = |units: i64| Money { commodity: books.base(), units };
        let rights = books.budgets.iter().filter_map(|budget| {
            let held = budget.rights.get(&member).filter(|_| budget.ended.is_none())?;
            Some((budget.id, budget.name.clone(), right(&member, held)))
        });
        let shares = books.closed.iter().flat_map(|closed| &closed.split.each);
        let shares = shares.filter(|share| share.member == member);
        let (credit_from, credit_to) = self.credit_by(&member);
        let others = all.iter().filter(|(other, _)| **other != member);
        Some(PersonCard {
            member,
            base: books.base(),
            from: last.and_then(|closed| closed.from),
            until: last.map(|closed| closed.until),
            minutes: minutes(&member),
            minutes_all: all.values().copied().map(Minutes::total).sum(),
            confirmed_by: confirmed.into_iter().collect(),
            confirms: self.confirms(),
            work,
            ventures: self.ventures_of(&member),
            runs: self.runs(&member),
            expenses: expenses.map(|one| self.expense(one)).collect(),
            rights: rights.collect(),
            share: last.and_then(|closed| share_of(closed, &member)),
            shares_total: base(shares.map(|share| share.money.units).sum()),
            credit: self.credit_of(&member),
            credit_from,
            credit_to,
            aid: base(self.aid_to(&member)),
            others: others.map(|(other, minutes)| (*other, *minutes)).collect(),
            reserve: books.base_balance("equity:reserve").negated(),
            commons: books.base_balance("equity:commons").negated(),
            owed: books.base_balance(owed_to(&member).name()).negated(),
        })
    }

    fn ventures_of(&self, member: &MemberId) -> Vec<VenturePart> {
        let mut all = Vec::new();
        for card in self.venture_cards() {
            let venture = self.books.ventures.get(&card.id);
            let is_founder = card.founder == *member;
            let takes_part = venture.is_some_and(|one| one.members.contains(member));
            let part = self.parts(&card.id).remove(member);
            if part.is_none() && !is_founder && !takes_part {
                continue;
            }
            let part = part.unwrap_or_default();
            all.push(VenturePart {
                id: card.id,
                name: card.name,
                is_founder,
                takes_part,
                minutes: part.minutes,
                minutes_all: card.minutes,
                share: share(part.minutes, card.minutes),
                what: part.what,
            });
        }
        all
    }

    /// Credit that came and went, by who.
    fn credit_by(&self, member: &MemberId) -> (Sums, Sums) {
        let (mut came, mut went) = (Map::new(), Map::new());
        for paid in &self.books.credit_paid {
            if paid.to == *member {
                *came.entry(paid.from).or_default() += paid.units;
            }
            if paid.from == *member {
                *went.entry(paid.to).or_default() += paid.units;
            }
        }
        let money = |(member, units)| (member, Money { commodity: Commodity::credit(), units });
        (came.into_iter().map(money).collect(), went.into_iter().map(money).collect())
    }

    fn aid_to(&self, member: &MemberId) -> i64 {
        let given = self.books.needs.values().filter(|need| need.by == *member);
        let given: i64 = given.filter_map(|need| Some(need.outcome.as_ref()?.given.units)).sum();
        let booked = self.books.booked.values().filter_map(|booked| match &booked.kind {
            BookedKind::Expense { expense } => self.books.expenses.get(expense),
            BookedKind::Recorded { .. }
            | BookedKind::ExpensePaid { .. }
            | BookedKind::Credit { .. }
            | BookedKind::SharedOut { .. }
            | BookedKind::Traded { .. }
            | BookedKind::LeavingSettled { .. }
            | BookedKind::NeedMet { .. }
            | BookedKind::Reversal { .. } => None,
        });
        let is_aid = |one: &&crate::domain::economy::books::ExpenseNow| {
            one.expense.payee == *member && one.expense.charge == Charge::Aid
        };
        given + booked.filter(is_aid).map(|one| one.in_base.units).sum::<i64>()
    }
}

fn share_of(closed: &Closed, member: &MemberId) -> Option<ShareOf> {
    let share = closed.split.each.iter().find(|share| share.member == *member)?;
    Some(ShareOf {
        motion: closed.motion,
        until: closed.until,
        surplus: closed.surplus.clone(),
        members_part: closed.rule.members,
        members: closed.split.members.clone(),
        minutes: share.minutes.total(),
        minutes_all: closed.minutes.values().copied().map(Minutes::total).sum(),
        money: share.money.clone(),
    })
}
