//! What was acknowledged, added up: the reference that the books are judged by. It knows no rule of the
//! program, only what members said and were told.

use std::collections::{BTreeMap, BTreeSet};

use phyle::id::CommandId;

/// Whether a day is in the period that the run closes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Month {
    March,
    April,
}

/// An income that somebody recorded.
#[derive(Debug, Clone, Copy)]
pub struct Recorded {
    pub units: i64,
    pub month: Month,
    pub is_replaced: bool,
}

/// Money that somebody asked for.
#[derive(Debug, Clone, Default)]
pub struct Claimed {
    pub payee: usize,
    pub units: i64,
    pub approved_by: BTreeSet<usize>,
    /// How many said that they paid it.
    pub paid: u32,
}

impl Claimed {
    pub fn is_approved(&self) -> bool {
        !self.approved_by.is_empty()
    }
}

/// What the period came to as it was closed.
#[derive(Debug, Clone, Default)]
pub struct Closed {
    pub income: i64,
    pub expenses: i64,
    pub minutes: BTreeMap<usize, u64>,
}

/// Everything.
#[derive(Debug, Clone, Default)]
pub struct Model {
    pub recorded: BTreeMap<CommandId, Recorded>,
    pub claimed: BTreeMap<CommandId, Claimed>,
    /// Of March, of April.
    pub minutes: [BTreeMap<usize, u64>; 2],
    pub credit: BTreeMap<usize, i64>,
    pub closed: Option<Closed>,
    /// What was signed against the rules, and what it must be called.
    pub falsities: BTreeMap<CommandId, &'static str>,
}

impl Model {
    pub fn income(&self) -> i64 {
        let stands = self.recorded.values().filter(|one| !one.is_replaced);
        stands.map(|one| one.units).sum()
    }

    fn income_of_march(&self) -> i64 {
        let stands = self.recorded.values().filter(|one| !one.is_replaced);
        stands.filter(|one| one.month == Month::March).map(|one| one.units).sum()
    }

    pub fn approved(&self) -> i64 {
        let approved = self.claimed.values().filter(|one| one.is_approved());
        approved.map(|one| one.units).sum()
    }

    pub fn paid(&self) -> i64 {
        self.claimed.values().filter(|one| one.paid > 0).map(|one| one.units).sum()
    }

    /// What a member is owed for what they paid for the others.
    pub fn owed(&self, member: usize) -> i64 {
        let own = self.claimed.values().filter(|one| one.payee == member);
        let open = own.filter(|one| one.is_approved() && one.paid == 0);
        open.map(|one| one.units).sum()
    }

    pub fn spent(&self, member: usize) -> i64 {
        let own = self.claimed.values().filter(|one| one.payee == member);
        own.map(|one| one.units).sum()
    }

    /// All of March that is known to everybody is closed.
    pub fn close(&mut self) {
        let (income, expenses) = (self.income_of_march(), self.approved());
        self.closed = Some(Closed { income, expenses, minutes: self.minutes[0].clone() });
    }

    /// How often something was said to be paid that was paid before.
    pub fn paid_again(&self) -> usize {
        self.claimed.values().map(|one| one.paid.saturating_sub(1) as usize).sum()
    }
}
