//! The books: all entries of the ledger, and what they come to with the decisions about money. One walk
//! over everything, in one order, so that equal sets give equal books.

mod adding;
mod agreements;
mod bookings;
mod cancelled;
mod care;
mod closings;
mod commitments;
mod corrections;
mod dated;
mod decided;
mod expenses;
mod handed;
mod invoices;
mod judging;
mod kept;
mod leaving;
mod lines;
mod mirrors;
mod rights;
mod seals;
mod sharing;
mod sums;
mod trade;
mod ventures;
mod weighing;
mod working;

pub use agreements::{Agreement, Exposure, Signer, Stage, TransferNow};
pub use bookings::{Booked, BookedKind, Dated, derived};
pub use cancelled::Cancelled;
pub use care::{NeedNow, Outcome as NeedOutcome, PledgeNow};
pub use closings::Closed;
use closings::News;
pub use commitments::CommitmentNow;
pub use dated::date_of;
pub use expenses::{ExpenseNow, Progress, in_base as expenses_in_base};
use handed::Handed;
pub use invoices::{InvoiceBack, InvoiceNow};
pub use kept::Kept;
pub use leaving::{Claim, schedule};
pub use lines::Link;
pub use mirrors::{Mirrors, mirror_of};
pub use rights::{Budget, Right};
pub use seals::{Seals, Verify};
pub use trade::{OrderNow, Venture, total as order_total};
pub use ventures::{Stewards, VentureNeed, may_set_terms};

pub use sums::Place;
use sums::{Basis, Sums};
use weighing::{TermsThen, Weighing};

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::clock::{Date, Timestamp};
use crate::domain::economy::check;
use crate::domain::economy::entry::{Entry, EntryBody};
use crate::domain::economy::standing::Standing;
use crate::domain::motion::Digest;
use crate::domain::people::HandOver;
use crate::id::{ChangeHash, CommandId, CommunityId, DeviceKey, MemberId, MotionId, SealKey};
use crate::message::economy::{EconomyFault, EconomyTerms, MoneyEffect, Origin, SurplusRule, Work};
pub use crate::message::economy::{LedgerHeads, capital_of, owed_to};
use crate::money::{Commodity, Money};
use crate::ordered::{Map, Set};

/// An entry with who signed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    pub id: CommandId,
    /// The part of the ledger that it stands in.
    pub part: u32,
    pub change: ChangeHash,
    pub by: MemberId,
    pub device: DeviceKey,
    /// By the charter that the entry names; `None` while not all of that is here.
    pub standing: Option<Standing>,
    /// The first closing, by its place among those that were judged, that has it at or below its heads.
    pub held: Option<u32>,
    pub entry: Entry,
}

/// A final decision about money that passed, and when it was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    pub motion: MotionId,
    pub at: Timestamp,
    /// Who had a say in it.
    pub electorate: Vec<MemberId>,
    /// Heads of the charter that it was put on.
    pub charter: Vec<ChangeHash>,
    /// The decisions among these that were final there: it builds on them alone (DEC-10).
    pub knew: Vec<MotionId>,
    /// The decision that it puts in the place of: that has no further effect (DEC-10).
    pub replaces: Option<MotionId>,
    /// `None` where a newer program wrote it.
    pub effect: Option<MoneyEffect>,
}

/// What the books ask of the rest of the house.
pub struct Ground<'a> {
    pub community: CommunityId,
    pub founder: Option<MemberId>,
    /// All who ever were members, and since when they are gone, if they are.
    pub members: &'a Map<MemberId, Option<Timestamp>>,
    /// In the order in which they take effect (DEC-10).
    pub decisions: &'a [Decided],
    /// Changes at and below these heads of the ledger's parts; `None` while one is not here.
    pub below: &'a dyn Fn(&LedgerHeads) -> Option<BTreeSet<ChangeHash>>,
    /// The same of the charter.
    pub charter_below: &'a dyn Fn(&[ChangeHash]) -> Option<BTreeSet<ChangeHash>>,
    /// Whether a change of the charter lies at or below these heads.
    pub charter_has: &'a dyn Fn(&[ChangeHash], &ChangeHash) -> bool,
    /// Devices that gave their member's purse to another (PEO-7).
    pub hand_overs: &'a [HandOver],
    /// What the charter at the heads that an entry names says of who signed it; `None` while they are
    /// not here.
    pub standing: &'a dyn Fn(&Signed) -> Option<Standing>,
    pub digest: Digest,
    /// Whether signatures of trade hold (ECO-13).
    pub verify: Verify,
}

/// Terms in force after these decisions.
pub fn terms_after(decisions: &[Decided]) -> Option<MotionId> {
    let sets = |decided: &&Decided| match &decided.effect {
        Some(MoneyEffect::SetTerms(terms)) => check::terms(terms).is_ok(),
        Some(_) | None => false,
    };
    decisions.iter().rev().find(sets).map(|decided| decided.motion)
}

/// What somebody signed that breaks a rule of work and money.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Nobody, where a decision says what cannot be.
    pub by: Option<MemberId>,
    pub entry: CommandId,
    pub date: Option<Date>,
    pub fault: EconomyFault,
}

/// Work as it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkNow {
    pub id: CommandId,
    pub by: MemberId,
    pub work: Work,
    pub confirmed: Set<MemberId>,
    /// The number of the closing that it is in.
    pub closed_in: Option<usize>,
    /// The last day of the closed period that its date is in, where it came too late for that.
    pub late_for: Option<Date>,
    /// Whether it counts for shares: confirmed, where that is asked for.
    pub counts: bool,
}

/// Mutual credit that was paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paid {
    pub from: MemberId,
    pub to: MemberId,
    pub units: i64,
}

/// Entries, and what they come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Books {
    entries: BTreeMap<CommandId, Signed>,
    /// With the parts that they stand in.
    unreadable: BTreeMap<CommandId, (u32, MemberId)>,
    /// Came since all was last worked out.
    fresh: BTreeSet<CommandId>,
    /// Not judged yet by the charter that they name.
    unjudged: BTreeSet<CommandId>,
    /// What was judged of entries that are about to be taken from their documents.
    remembered: BTreeMap<(CommandId, ChangeHash), (Option<Standing>, Option<u32>)>,
    /// Closings that were judged by the entries that they name, in order, and whether they are true.
    judged: Vec<(MotionId, bool)>,
    /// Hand-overs of purses by the changes that carry them, once all is here that they name.
    handed: BTreeMap<ChangeHash, Handed>,
    terms_then: Option<TermsThen>,
    basis: Basis,
    sums: Sums,
    pub terms: Option<EconomyTerms>,
    /// Since when there is a rhythm of closings.
    pub closes_since: Option<Date>,
    pub rule: Option<(MotionId, SurplusRule)>,
    /// Entries that others took the place of.
    replaced: BTreeMap<CommandId, CommandId>,
    /// By id; what was replaced is not among them.
    pub work: BTreeMap<CommandId, WorkNow>,
    pub expenses: BTreeMap<CommandId, ExpenseNow>,
    pub booked: BTreeMap<Place, Booked>,
    pub budgets: Vec<Budget>,
    pub credit: Map<MemberId, i64>,
    pub credit_paid: Vec<Paid>,
    /// What each was ever given.
    credit_received: Map<MemberId, i64>,
    /// What those who left had of credit, or lacked; with all balances it is zero.
    pub credit_of_gone: i64,
    /// Keys to which needs can be told, by member and device.
    pub listeners: Map<MemberId, Map<DeviceKey, SealKey>>,
    pub needs: BTreeMap<CommandId, NeedNow>,
    pub ventures: BTreeMap<CommandId, Venture>,
    pub orders: BTreeMap<CommandId, OrderNow>,
    /// With other communities, oldest first.
    pub agreements: Vec<Agreement>,
    pub mirrors: Mirrors,
    seals: Seals,
    /// Lines of files and the entries that were matched with them.
    pub links: BTreeMap<Origin, Link>,
    /// Lines with which an entry was matched.
    matched: BTreeMap<CommandId, BTreeSet<Origin>>,
    /// Lines whose match was taken back, when last, and that have no other.
    released: BTreeMap<Origin, Timestamp>,
    /// Oldest first.
    pub closed: Vec<Closed>,
    pub faults: Vec<Fault>,
}

impl Books {
    /// Takes an entry. Of two contents under one id the one with the lower (time, change) stands.
    pub fn take(&mut self, mut signed: Signed) {
        if let Some(judged) = self.remembered.remove(&(signed.id, signed.change)) {
            (signed.standing, signed.held) = judged;
        }
        let order = |one: &Signed| (one.entry.at, one.change);
        let known = self.entries.get(&signed.id);
        match known.map(|known| order(&signed) < order(known)) {
            Some(false) => {}
            Some(true) => {
                // What was worked out from the other one goes.
                self.basis = Basis::default();
                self.judge_closings_anew(0);
                self.note_unjudged(&signed);
                self.entries.insert(signed.id, signed);
            }
            None => {
                if self.terms.is_some() {
                    self.fresh.insert(signed.id);
                }
                self.note_unjudged(&signed);
                self.entries.insert(signed.id, signed);
            }
        }
    }

    /// An entry that this program cannot read.
    pub fn take_unreadable(&mut self, id: CommandId, (part, by): (u32, MemberId)) {
        if self.unreadable.insert(id, (part, by)).is_none() {
            self.basis = Basis::default();
        }
    }

    /// Whether an entry is known as it stands in this change.
    pub fn has(&self, id: &CommandId, change: &ChangeHash) -> bool {
        self.entries.get(id).is_some_and(|known| known.change == *change)
    }

    /// Whether an entry is known.
    pub fn knows(&self, id: &CommandId) -> bool {
        self.entries.contains_key(id)
    }

    /// Whether a transaction stands that somebody recorded.
    pub fn is_recorded(&self, id: &CommandId) -> bool {
        let Some(entry) = self.entries.get(id).map(|one| &one.entry) else { return false };
        let Some(date) = date_of(&entry.body) else { return false };
        let periods = (0..self.closed.len()).chain([usize::MAX]);
        let place = (date, entry.at, *id);
        let found = periods.filter_map(|period| self.booked.get(&(period, place)));
        found.into_iter().any(|booked| matches!(booked.kind, BookedKind::Recorded { .. }))
    }

    /// Lines of files that are here: recorded, also where corrected since, or matched.
    pub fn origins(&self) -> BTreeSet<Origin> {
        let transactions = self.entries.values().filter_map(|signed| {
            let EntryBody::TransactionRecorded(one) = &signed.entry.body else { return None };
            one.origin.clone()
        });
        transactions.chain(self.links.keys().cloned()).collect()
    }

    /// Works out what everything comes to.
    pub fn settle(&mut self, ground: &Ground<'_>) {
        self.judge(ground);
        self.find_handed(ground);
        if self.extend(ground) {
            return;
        }
        let entries = std::mem::take(&mut self.entries);
        let unreadable = std::mem::take(&mut self.unreadable);
        let unjudged = std::mem::take(&mut self.unjudged);
        let judged = std::mem::take(&mut self.judged);
        let seals = std::mem::take(&mut self.seals);
        let handed = std::mem::take(&mut self.handed);
        *self = Self { entries, unreadable, unjudged, judged, seals, handed, ..Self::default() };
        let unread = self.unreadable.iter();
        self.faults.extend(unread.map(|(id, (_, by))| Fault {
            by: Some(*by),
            entry: *id,
            date: None,
            fault: EconomyFault::Unreadable,
        }));
        self.find_terms(ground);
        if self.terms.is_none() {
            return;
        }
        let mut entries = std::mem::take(&mut self.entries);
        let news = self.fold(&entries, ground);
        for signed in entries.values_mut() {
            let change = signed.change;
            signed.held = self.held_by(signed.held, &news, |below| below.contains(&change));
        }
        self.entries = entries;
        self.note_handed(&news);
    }

    fn fold(&mut self, entries: &BTreeMap<CommandId, Signed>, ground: &Ground<'_>) -> News {
        let then = self.terms_then.clone().expect("looked at before");
        let mut sound: Vec<&Signed> = Vec::with_capacity(entries.len());
        for signed in entries.values() {
            match self.can_stand(signed) {
                Ok(()) => sound.push(signed),
                Err(fault) => self.fault(signed, fault),
            }
        }
        sound.sort_by_key(|signed| (signed.entry.at, signed.id));
        // What a closing holds stands there by what its proposer knew.
        let standing = self.leave_out_void(&sound, ground);
        let budgets = self.take_decisions(&then, ground);
        self.fold_trade(&standing);
        self.fold_ventures(&standing, ground);
        self.fold_agreements(&standing);
        self.fold_invoices(&standing);
        self.fold_mirrors(&standing, ground);
        self.fold_care(&standing, ground);
        let weighing = Weighing::of(&standing, budgets, &then);
        let news = self.fold_ledger((&sound, &standing), &weighing, ground);
        self.fold_cancelled(&standing);
        self.take_lines(&standing, &weighing);
        let settled = leaving::Settled::of(&standing, &weighing);
        weighing.put_into(self);
        self.take_settled(settled, ground);
        self.basis = Basis::of(ground, &standing, &self.links);
        self.basis.handed = self.handed.len();
        self.sort_faults();
        news
    }

    fn sort_faults(&mut self) {
        self.faults.sort_by(|one, other| {
            (one.date, one.entry, one.fault.code()).cmp(&(
                other.date,
                other.entry,
                other.fault.code(),
            ))
        });
    }

    fn fault(&mut self, signed: &Signed, fault: EconomyFault) {
        let date = date_of(&signed.entry.body);
        self.faults.push(Fault { by: Some(signed.by), entry: signed.id, date, fault });
    }

    /// The last day of the period that is to be closed now, if one is (ECO-8).
    pub fn due(&self, today: Date) -> Option<Date> {
        let closed = self.closed.last().map(|closed| closed.until);
        self.terms.as_ref()?.closes.due(self.closes_since?, closed, today)
    }

    /// What a member can still give without going below the limit.
    pub fn credit_left(&self, member: &MemberId) -> Money {
        let limit = self.terms.as_ref().map_or(0, |terms| terms.credit_limit);
        let units = self.credit.get(member).copied().unwrap_or_default() + limit;
        Money { commodity: Commodity::credit(), units: units.max(0) }
    }

    /// What accounts within this name come to, in the currency in which the community counts; below zero is owed to others.
    pub fn base_balance(&self, within: &str) -> Money {
        let base = self.base();
        let units = self.balance(within).get(&base).copied().unwrap_or_default();
        Money::new(units, base.clone()).unwrap_or(Money { commodity: base, units: 0 })
    }

    /// The currency in which the community counts.
    pub fn base(&self) -> Commodity {
        let base = self.terms.as_ref().map(|terms| terms.base.clone());
        base.unwrap_or_else(Commodity::credit)
    }
}
