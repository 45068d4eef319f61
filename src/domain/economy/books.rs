//! The books: all entries of the ledger, and what they come to with the decisions about money. One walk
//! over everything, in one order, so that equal sets give equal books.

mod agreements;
mod bookings;
mod care;
mod closings;
mod commitments;
mod expenses;
mod leaving;
mod lines;
mod mirrors;
mod rights;
mod seals;
mod sharing;
mod sums;
mod trade;
mod ventures;

pub use agreements::{Agreement, Exposure, Signer, Stage, TransferNow};
pub use bookings::{Booked, BookedKind, derived};
pub use care::{NeedNow, Outcome as NeedOutcome, PledgeNow};
pub use closings::Closed;
pub use commitments::{CommitmentNow, InvoiceNow};
pub use expenses::{ExpenseNow, Progress, in_base as expenses_in_base};
pub use leaving::{Claim, schedule};
pub use mirrors::{Mirrors, mirror_of};
pub use rights::{Budget, Right};
pub use seals::{Seals, Verify};
pub use trade::{OrderNow, Venture, total as order_total};
pub use ventures::{Stewards, VentureNeed, may_set_terms};

pub use sums::Place;
use sums::{Basis, Sums};

use std::collections::{BTreeMap, BTreeSet};

use crate::clock::{Date, Timestamp};
use crate::domain::economy::check;
use crate::domain::economy::entry::{Entry, EntryBody};
use crate::domain::motion::Digest;
use crate::id::{ChangeHash, CommandId, CommunityId, DeviceKey, MemberId, MotionId, SealKey};
use crate::message::economy::{
    EconomyFault, EconomyTerms, MoneyEffect, Origin, Rhythm, SurplusRule, Work,
};
pub use crate::message::economy::{capital_of, owed_to};
use crate::money::{Commodity, Money};
use crate::ordered::{Map, Set};

/// An entry with who signed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    pub id: CommandId,
    pub change: ChangeHash,
    pub by: MemberId,
    pub device: DeviceKey,
    pub entry: Entry,
}

/// Heads of the ledger's parts, by their numbers.
pub type LedgerHeads = Vec<(u32, Vec<ChangeHash>)>;

/// A final decision about money that passed, and when it was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    pub motion: MotionId,
    pub at: Timestamp,
    /// Who had a say in it.
    pub electorate: Vec<MemberId>,
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
    pub digest: Digest,
    /// Whether signatures of trade hold (ECO-13).
    pub verify: Verify,
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
    unreadable: BTreeMap<CommandId, MemberId>,
    /// Came since all was last worked out.
    fresh: BTreeSet<CommandId>,
    basis: Basis,
    sums: Sums,
    pub terms: Option<EconomyTerms>,
    /// Since when there is a rhythm of closings.
    pub closes_since: Option<Date>,
    pub rule: Option<(MotionId, SurplusRule)>,
    /// By id; what was replaced is not among them.
    pub work: BTreeMap<CommandId, WorkNow>,
    pub expenses: BTreeMap<CommandId, ExpenseNow>,
    pub booked: BTreeMap<Place, Booked>,
    pub budgets: Vec<Budget>,
    pub credit: Map<MemberId, i64>,
    pub credit_paid: Vec<Paid>,
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
    /// Lines of files and the entries that were matched with them, with the line's day.
    pub links: BTreeMap<Origin, (CommandId, Date)>,
    /// Files of which an entry was matched with a line.
    matched: BTreeMap<CommandId, BTreeSet<String>>,
    /// Oldest first.
    pub closed: Vec<Closed>,
    pub faults: Vec<Fault>,
}

impl Books {
    /// Takes an entry. Of two contents under one id the one with the lower (time, change) stands.
    pub fn take(&mut self, signed: Signed) {
        let order = |one: &Signed| (one.entry.at, one.change);
        let known = self.entries.get(&signed.id);
        match known.map(|known| order(&signed) < order(known)) {
            Some(false) => {}
            Some(true) => {
                // What was worked out from the other one goes.
                self.basis = Basis::default();
                self.entries.insert(signed.id, signed);
            }
            None => {
                self.fresh.insert(signed.id);
                self.entries.insert(signed.id, signed);
            }
        }
    }

    /// An entry that this program cannot read.
    pub fn take_unreadable(&mut self, id: CommandId, by: MemberId) {
        self.unreadable.insert(id, by);
        self.basis = Basis::default();
    }

    /// Whether an entry is known.
    pub fn knows(&self, id: &CommandId) -> bool {
        self.entries.contains_key(id)
    }

    /// Whether a transaction stands that somebody recorded.
    pub fn is_recorded(&self, id: &CommandId) -> bool {
        self.booked
            .values()
            .any(|booked| booked.id == *id && matches!(booked.kind, BookedKind::Recorded { .. }))
    }

    /// Lines of files that are here: recorded, also where corrected since, or matched.
    pub fn origins(&self) -> BTreeSet<Origin> {
        let transactions = self.entries.values().filter_map(|signed| {
            let EntryBody::TransactionRecorded(one) = &signed.entry.body else { return None };
            one.origin.clone()
        });
        transactions.chain(self.links.keys().cloned()).collect()
    }

    /// All entries in the order (claimed time, id).
    fn in_order(&self) -> Vec<&Signed> {
        let mut all: Vec<&Signed> = self.entries.values().collect();
        all.sort_by_key(|signed| (signed.entry.at, signed.id));
        all
    }

    /// Entries that can stand, in order.
    fn sound(&self) -> Vec<&Signed> {
        let base = self.base();
        let mut all = self.in_order();
        all.retain(|signed| check::entry(&signed.entry.body, signed.by, &base).is_ok());
        all
    }

    /// Works out what everything comes to.
    pub fn settle(&mut self, ground: &Ground<'_>) {
        if self.extend(ground) {
            return;
        }
        let entries = std::mem::take(&mut self.entries);
        let unreadable = std::mem::take(&mut self.unreadable);
        let seals = std::mem::take(&mut self.seals);
        *self = Self { entries, unreadable, seals, ..Self::default() };
        let unread = self.unreadable.iter();
        self.faults.extend(unread.map(|(id, by)| Fault {
            by: Some(*by),
            entry: *id,
            date: None,
            fault: EconomyFault::Unreadable,
        }));
        self.find_terms(ground);
        if self.terms.is_none() {
            return;
        }
        let entries = std::mem::take(&mut self.entries);
        self.fold(&entries, ground);
        self.entries = entries;
    }

    fn find_terms(&mut self, ground: &Ground<'_>) {
        let opened = self.in_order().into_iter().find_map(|signed| {
            let EntryBody::BooksOpened { base } = &signed.entry.body else { return None };
            (Some(signed.by) == ground.founder).then_some(base)
        });
        self.terms = opened.cloned().map(EconomyTerms::new);
        for decided in ground.decisions {
            if let Some(MoneyEffect::SetTerms(terms)) = &decided.effect
                && check::terms(terms).is_ok()
            {
                let since = self.closes_since.unwrap_or(Date::at(decided.at));
                self.closes_since = (terms.closes != Rhythm::Never).then_some(since);
                self.terms = Some(terms.clone());
            }
        }
    }

    fn fold(&mut self, entries: &BTreeMap<CommandId, Signed>, ground: &Ground<'_>) {
        let terms = self.terms.clone().expect("looked at before");
        let mut all: Vec<&Signed> = entries.values().collect();
        all.sort_by_key(|signed| (signed.entry.at, signed.id));
        let (mut sound, mut faults) = (Vec::new(), Vec::new());
        for signed in all {
            match check::entry(&signed.entry.body, signed.by, &terms.base) {
                Ok(()) => sound.push(signed),
                Err(fault) => faults.push((signed, fault)),
            }
        }
        for (signed, fault) in faults {
            self.fault(signed, fault);
        }
        self.take_decisions(ground);
        self.fold_trade(&sound);
        self.fold_ventures(&sound, ground);
        self.fold_agreements(&sound);
        self.fold_expenses(&sound, &terms, ground);
        self.fold_credit(&sound, &terms);
        self.fold_mirrors(&sound, ground);
        self.fold_leaving(&sound, ground);
        self.fold_care(&sound, ground);
        self.fold_ledger(&sound, &terms, ground);
        self.take_lines(&sound);
        let bodies = sound.iter().map(|signed| &signed.entry.body);
        let corrected = bodies.clone().filter_map(bookings::corrected_by);
        let named = corrected.chain(bodies.flat_map(lines::named)).collect();
        let origins = sound.iter().filter_map(|signed| lines::origin_of(signed)).cloned();
        let origins = origins.chain(self.links.keys().cloned()).collect();
        self.basis = Basis::of(ground, named, origins);
        self.sort_faults();
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

    fn take_decisions(&mut self, ground: &Ground<'_>) {
        for decided in ground.decisions {
            let done = match &decided.effect {
                Some(MoneyEffect::SetTerms(terms)) => check::terms(terms),
                Some(MoneyEffect::SetSurplusRule(rule)) => super::surplus::check_rule(rule)
                    .map(|()| self.rule = Some((decided.motion, rule.clone()))),
                Some(MoneyEffect::GrantBudget { name, account, rights }) => {
                    self.grant((decided.motion, decided.at), name, account, rights)
                }
                Some(MoneyEffect::AgreeTrade(terms)) => self.agree(decided, terms, ground),
                // With the entries that they name.
                Some(MoneyEffect::ClosePeriod(_) | MoneyEffect::ElectStewards { .. }) => Ok(()),
                None => Err(EconomyFault::Unreadable),
            };
            if let Err(fault) = done {
                self.decision_fault(decided.motion, fault);
            }
        }
    }

    fn decision_fault(&mut self, motion: MotionId, fault: EconomyFault) {
        self.faults.push(Fault { by: None, entry: CommandId(motion.0), date: None, fault });
    }

    fn fault(&mut self, signed: &Signed, fault: EconomyFault) {
        let date = date_of(&signed.entry.body);
        self.faults.push(Fault { by: Some(signed.by), entry: signed.id, date, fault });
    }

    fn fold_credit(&mut self, sound: &[&Signed], terms: &EconomyTerms) {
        for signed in sound {
            let EntryBody::CreditPaid { to, money, .. } = &signed.entry.body else { continue };
            let from = self.credit.entry(signed.by).or_default();
            *from -= money.units;
            let is_below = *from < -terms.credit_limit;
            *self.credit.entry(*to).or_default() += money.units;
            self.credit_paid.push(Paid { from: signed.by, to: *to, units: money.units });
            if is_below {
                // Both payments stand for the payees (ECO-5).
                let left = Money { commodity: Commodity::credit(), units: 0 };
                self.fault(signed, EconomyFault::BeyondCredit { left });
            }
        }
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

/// The author's calendar date of an entry, where it has one.
pub fn date_of(body: &EntryBody) -> Option<Date> {
    match body {
        EntryBody::WorkLogged(work) => Some(work.date),
        EntryBody::TransactionRecorded(transaction) => Some(transaction.date),
        EntryBody::ExpenseClaimed(expense) => Some(expense.date),
        EntryBody::OrderPlaced(order) => Some(order.date),
        EntryBody::NeedAsked(need) => Some(need.date),
        EntryBody::InvoiceIssued(invoice) => Some(invoice.date),
        EntryBody::ExpensePaid { date, .. }
        | EntryBody::CreditPaid { date, .. }
        | EntryBody::VentureNeedMet { date, .. }
        | EntryBody::CommitmentKept { date, .. }
        | EntryBody::OrderFulfilled { date, .. }
        | EntryBody::LeavingSettled { date, .. }
        | EntryBody::NeedClosed { date, .. }
        | EntryBody::PageCited { date, .. } => Some(*date),
        EntryBody::TransferSent(sent) => Some(sent.transfer.date),
        EntryBody::TransferAnswered(answered) => Some(answered.transfer.date),
        EntryBody::BooksOpened { .. }
        | EntryBody::WorkConfirmed { .. }
        | EntryBody::ExpenseApproved { .. }
        | EntryBody::ExpenseRejected { .. }
        | EntryBody::RightHandedOn { .. }
        | EntryBody::LinesMatched { .. }
        | EntryBody::VentureFounded { .. }
        | EntryBody::VentureJoined { .. }
        | EntryBody::VentureLeft { .. }
        | EntryBody::VentureNeedStated { .. }
        | EntryBody::VentureTermsSet(_)
        | EntryBody::OfferMade(_)
        | EntryBody::AnswerTaken(_)
        | EntryBody::SealKeyShown { .. }
        | EntryBody::NeedTakenBack { .. }
        | EntryBody::PledgeMade { .. }
        | EntryBody::PledgeTakenBack { .. }
        | EntryBody::OfferEnded { .. }
        | EntryBody::CommitmentMade(_)
        | EntryBody::CommitmentDropped { .. } => None,
    }
}
