//! A ledger in the making, for tests: who wrote what, what was decided.

use std::collections::BTreeSet;

use crate::clock::{Date, Timestamp};
use crate::domain::economy::acts::Members;
use crate::domain::economy::books::{Books, Decided, Ground, LedgerHeads, Signed, terms_after};
use crate::domain::economy::entry::{Entry, EntryBody};
use crate::domain::economy::standing::{Standing, budget_of};
use crate::domain::people::HandOver;
use crate::id::{ChangeHash, CommandId, CommunityId, DeviceKey, MemberId, MotionId};
use crate::message::economy::{
    Charge, Exchange, Expense, MembersBy, MoneyEffect, Posting, Stream, SurplusRule, Transaction,
    Work,
};
use crate::money::Money;
use crate::ordered::Map;

pub const LUCIA: MemberId = MemberId([1; 16]);
pub const AWA: MemberId = MemberId([2; 16]);
pub const RAVI: MemberId = MemberId([3; 16]);
pub const MAITE: MemberId = MemberId([4; 16]);
pub const ALL: [MemberId; 4] = [LUCIA, AWA, RAVI, MAITE];
pub const PRINTING: MotionId = MotionId([0xa1; 16]);
pub const RULE: MotionId = MotionId([0xa2; 16]);
pub const MARCH: MotionId = MotionId([0xa3; 16]);

/// The first device of each.
pub fn purse(of: MemberId) -> DeviceKey {
    DeviceKey([of.0[0]; 32])
}

pub fn money(text: &str) -> Money {
    text.parse().expect("an amount")
}

pub fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

/// A ledger in the making: entries are numbered, and so are their changes.
pub struct Scene {
    pub entries: Vec<Signed>,
    pub decisions: Vec<Decided>,
    /// Members who left, all at once.
    pub gone: Vec<MemberId>,
    /// The charter as it was, one state after another; the heads are the number of the last.
    pub charter: Vec<Charter>,
    pub hand_overs: Vec<HandOver>,
    /// Changes that no other builds on.
    pub apart: Vec<ChangeHash>,
}

/// Who may do what.
#[derive(Clone)]
pub struct Charter {
    pub members: Vec<MemberId>,
    pub voters: Vec<MemberId>,
    decisions: usize,
    /// Of those who handed it on.
    purses: Map<MemberId, DeviceKey>,
}

impl Charter {
    fn purse_of(&self, member: MemberId) -> DeviceKey {
        self.purses.get(&member).copied().unwrap_or(purse(member))
    }
}

/// When those who are gone left: 5 April 2026.
pub const LEFT: Timestamp = Timestamp(1_775_390_400_000);

impl Scene {
    pub fn new() -> Self {
        let (voters, purses) = (ALL.to_vec(), Map::new());
        let first = Charter { members: ALL.to_vec(), voters, decisions: 0, purses };
        let mut scene = Self {
            entries: Vec::new(),
            decisions: Vec::new(),
            gone: Vec::new(),
            charter: vec![first],
            hand_overs: Vec::new(),
            apart: Vec::new(),
        };
        scene.write(LUCIA, EntryBody::BooksOpened { base: "EUR".parse().expect("known") });
        scene
    }

    pub fn write(&mut self, by: MemberId, body: EntryBody) -> CommandId {
        self.write_from(purse(by), by, body)
    }

    pub fn write_from(&mut self, device: DeviceKey, by: MemberId, body: EntryBody) -> CommandId {
        self.write_on(self.heads_of_charter(), (device, by), body)
    }

    pub fn write_on(
        &mut self,
        charter: Vec<ChangeHash>,
        (device, by): (DeviceKey, MemberId),
        body: EntryBody,
    ) -> CommandId {
        let number = u8::try_from(self.entries.len()).expect("few entries");
        let id = CommandId([number; 16]);
        let change = ChangeHash([number; 32]);
        let entry = Entry { at: Timestamp(1_000 + u64::from(number)), charter, body };
        let (part, standing, held) = (0, None, None);
        self.entries.push(Signed { id, part, change, by, device, standing, held, entry });
        id
    }

    pub fn decide(&mut self, motion: MotionId, effect: MoneyEffect) {
        let at = Timestamp(1_775_000_000_000 + self.decisions.len() as u64);
        let electorate = ALL.to_vec();
        let charter = self.heads_of_charter();
        let knew = self.decisions.iter().map(|decided| decided.motion).collect();
        let (replaces, effect) = (None, Some(effect));
        self.decisions.push(Decided { motion, at, electorate, charter, knew, replaces, effect });
        self.change(|charter| charter.decisions += 1);
    }

    /// The last decision is in the place of another.
    pub fn replaces(&mut self, before: MotionId) {
        self.decisions.last_mut().expect("it was taken").replaces = Some(before);
    }

    /// The charter as it is.
    pub fn heads_of_charter(&self) -> Vec<ChangeHash> {
        vec![ChangeHash([u8::try_from(self.charter.len() - 1).expect("few states"); 32])]
    }

    /// From now on the charter is another one.
    pub fn change(&mut self, change: impl FnOnce(&mut Charter)) {
        let mut next = self.charter.last().expect("there is one from the first").clone();
        change(&mut next);
        self.charter.push(next);
    }

    /// A member's purse goes to another device, with all that is here of the ledger.
    pub fn hand_on(&mut self, member: MemberId, to: DeviceKey) {
        self.hand_on_with(member, to, self.heads());
    }

    pub fn hand_on_with(&mut self, member: MemberId, to: DeviceKey, ledger: LedgerHeads) {
        let by = self.charter.last().expect("there is one from the first").purse_of(member);
        self.change(|charter| {
            charter.purses.insert(member, to);
        });
        let change = self.heads_of_charter()[0];
        let (at, id) = (Timestamp(2_000), CommandId([change.0[0]; 16]));
        self.hand_overs.push(HandOver { at, id, by, change, to, member, ledger });
    }

    fn standing(&self, signed: &Signed) -> Option<Standing> {
        let past = self.charter.get(usize::from(signed.entry.charter.first()?.0[0]))?;
        let known = &self.decisions[..past.decisions.min(self.decisions.len())];
        let budget = budget_of(&signed.entry.body);
        Some(Standing {
            is_member: past.members.contains(&signed.by),
            is_voter: past.voters.contains(&signed.by),
            is_purse: signed.device == past.purse_of(signed.by),
            is_behind: false,
            is_lost: false,
            is_of_gone: self.gone.iter().any(|gone| settles(&signed.entry.body, gone)),
            is_right_ended: budget.is_some() && known.iter().any(|one| one.replaces == budget),
            terms: terms_after(known),
        })
    }

    pub fn books_of(&self, entries: &[Signed]) -> Books {
        let mut books = Books::default();
        for signed in entries {
            books.take(signed.clone());
        }
        self.on_ground_of(entries, |ground| books.settle(ground));
        books
    }

    pub fn books(&self) -> Books {
        self.books_of(&self.entries)
    }

    pub fn on_ground<T>(&self, act: impl FnOnce(&Ground<'_>) -> T) -> T {
        self.on_ground_of(&self.entries, act)
    }

    /// Where these are here. Heads are the number of the last entry; all before it are below.
    pub fn on_ground_of<T>(&self, here: &[Signed], act: impl FnOnce(&Ground<'_>) -> T) -> T {
        let left = |member: &MemberId| self.gone.contains(member).then_some(LEFT);
        let members: Members = ALL.into_iter().map(|member| (member, left(&member))).collect();
        let here: BTreeSet<ChangeHash> = here.iter().map(|signed| signed.change).collect();
        let below = |heads: &LedgerHeads| {
            let named = &heads.first()?.1;
            let last = usize::from(named.iter().max()?.0[0]);
            let all = (0..=last).map(|one| ChangeHash([u8::try_from(one).unwrap_or(0); 32]));
            let is_below = |one: &ChangeHash| named.contains(one) || !self.apart.contains(one);
            let all: BTreeSet<ChangeHash> = all.filter(is_below).collect();
            all.is_subset(&here).then_some(all)
        };
        act(&Ground {
            community: CommunityId([9; 32]),
            founder: Some(LUCIA),
            members: &members,
            decisions: &self.decisions,
            below: &below,
            charter_has: &|heads, change| heads.iter().any(|head| change <= head),
            hand_overs: &self.hand_overs,
            charter_below: &|heads| {
                let last = usize::from(heads.first()?.0[0]);
                let all = (0..=last).map(|one| ChangeHash([u8::try_from(one).unwrap_or(0); 32]));
                Some(all.collect())
            },
            standing: &|signed| self.standing(signed),
            digest: crate::sign::sha256,
            verify: |_, _, _, _| false,
        })
    }

    pub fn heads(&self) -> LedgerHeads {
        let last = ChangeHash([u8::try_from(self.entries.len() - 1).expect("few"); 32]);
        let apart = self.apart.iter().copied().filter(|one| *one != last);
        vec![(0, std::iter::once(last).chain(apart).collect())]
    }

    /// Closes what is here.
    pub fn close(&mut self, motion: MotionId, until: &str) {
        let books = self.books();
        let charter = self.heads_of_charter();
        let heads = (self.heads(), charter.as_slice());
        let closing = self.on_ground(|ground| books.closing_until(day(until), heads, ground));
        let closing = closing.expect("a closing");
        self.decide(motion, MoneyEffect::ClosePeriod(Box::new(closing)));
    }

    pub fn work(&mut self, by: MemberId, date: &str, hours: u32) -> CommandId {
        self.write(by, EntryBody::WorkLogged(work(date, hours * 60)))
    }

    pub fn moved(&mut self, by: MemberId, date: &str, postings: &[(&str, &str)]) -> CommandId {
        self.write(by, EntryBody::TransactionRecorded(transaction(date, postings)))
    }

    pub fn expense(&mut self, by: MemberId, amount: &str, budget: Option<MotionId>) -> CommandId {
        let exchange = Exchange {
            rate: "655.957".parse().expect("a rate"),
            source: "The fixed rate".to_owned(),
        };
        let foreign = !amount.ends_with("EUR");
        self.write(
            by,
            EntryBody::ExpenseClaimed(Expense {
                date: day("2026-03-18"),
                what: "Proofs".to_owned(),
                money: money(amount),
                exchange: foreign.then_some(exchange),
                charge: Charge::Expense("expenses:printing".parse().expect("an account")),
                budget,
                payee: by,
                receipt: None,
                again: None,
            }),
        )
    }

    pub fn approve(&mut self, by: MemberId, expense: CommandId) {
        self.write(by, EntryBody::ExpenseApproved { expense });
    }

    pub fn credit(&mut self, from: MemberId, to: MemberId, amount: &str) {
        let (what, date) = ("Bread".to_owned(), day("2026-03-22"));
        self.write(from, EntryBody::CreditPaid { to, money: money(amount), what, date });
    }
}

fn settles(body: &EntryBody, whose: &MemberId) -> bool {
    if let EntryBody::LeavingSettled { member, .. } = body { member == whose } else { false }
}

pub fn work(date: &str, minutes: u32) -> Work {
    Work {
        date: day(date),
        minutes,
        stream: Stream::Livelihood,
        venture: None,
        order: None,
        what: "Editing".to_owned(),
        place: String::new(),
        zone: String::new(),
        corrects: None,
    }
}

pub fn transaction(date: &str, postings: &[(&str, &str)]) -> Transaction {
    let posting = |(account, amount): &(&str, &str)| Posting {
        account: account.parse().expect("an account"),
        money: money(amount),
    };
    Transaction {
        date: day(date),
        what: "It moved.".to_owned(),
        postings: postings.iter().map(posting).collect(),
        exchange: None,
        receipt: None,
        order: None,
        origin: None,
        corrects: None,
    }
}

pub fn rights() -> MoneyEffect {
    MoneyEffect::GrantBudget {
        name: "Printing".to_owned(),
        account: "expenses:printing".parse().expect("an account"),
        rights: vec![(AWA, money("100.00 EUR")), (LUCIA, money("20.00 EUR"))],
    }
}

pub fn rule() -> MoneyEffect {
    let by = MembersBy::Hours;
    let rule = SurplusRule { reserve: 2_000, aid: 1_000, commons: 500, members: 6_500, by };
    MoneyEffect::SetSurplusRule(rule)
}

/// A month with something of everything.
pub fn march() -> Scene {
    let mut scene = Scene::new();
    scene.decide(PRINTING, rights());
    scene.decide(RULE, rule());
    let wages = [("assets:bank", "2400.00 EUR"), ("income:edition", "-2400.00 EUR")];
    scene.moved(LUCIA, "2026-03-28", &wages);
    for (member, hours) in ALL.into_iter().zip([12, 10, 7, 3]) {
        let work = scene.work(member, "2026-03-03", hours);
        let by = if member == LUCIA { AWA } else { LUCIA };
        scene.write(by, EntryBody::WorkConfirmed { work });
    }
    let proofs = scene.expense(AWA, "65000 XOF", Some(PRINTING));
    scene.approve(MAITE, proofs);
    scene.approve(RAVI, proofs);
    let (from, date) = ("assets:bank".parse().expect("an account"), day("2026-03-21"));
    scene.write(LUCIA, EntryBody::ExpensePaid { expense: proofs, from, date });
    scene.credit(LUCIA, AWA, "20.00 credit");
    scene.credit(AWA, MAITE, "12.00 credit");
    scene.close(MARCH, "2026-03-31");
    scene.work(MAITE, "2026-03-30", 2);
    scene.moved(AWA, "2026-04-02", &[("expenses:post", "5.00 EUR"), ("assets:bank", "-5.00 EUR")]);
    scene
}
