//! Double entry (ECO-1): what a set of entries books. What is derived has a name that is derived, so
//! that nothing can be booked twice.

use super::adding::recorded;
use super::agreements::{Stage, TransferNow};
use super::corrections::{corrections, stands};
use super::expenses::ExpenseNow;
use super::lines::Lines;
use super::mirrors::mirror_of;
use super::weighing::Weighing;
use super::{Books, Ground, Signed, care, leaving, owed_to};
use crate::clock::{Date, Timestamp};
use crate::domain::economy::entry::EntryBody;
use crate::domain::motion::Digest;
use crate::id::{BlobHash, CommandId, CommunityId, MemberId};
use crate::message::economy::trade::Way;
use crate::message::economy::{Account, Charge, Exchange, Posting};
use crate::money::Money;

/// Why something is booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BookedKind {
    /// Somebody recorded it.
    Recorded {
        what: String,
        corrects: Option<CommandId>,
    },
    /// An expense was approved.
    Expense {
        expense: CommandId,
    },
    ExpensePaid {
        expense: CommandId,
    },
    Credit {
        to: MemberId,
        what: String,
    },
    /// A transfer that both communities signed, as we see it.
    Traded {
        partner: CommunityId,
        way: Way,
        what: String,
    },
    /// The closing of this number shared out a surplus.
    SharedOut {
        closing: usize,
    },
    /// Somebody left.
    LeavingSettled {
        member: MemberId,
    },
    /// Pledges came in for this need.
    NeedMet {
        need: CommandId,
        payee: MemberId,
    },
    /// What a closing holds was corrected later: this takes it back, in the period after.
    Reversal {
        of: CommandId,
    },
}

/// Of a booking: its day, when it was written down or decided, its name.
pub type Dated = (Date, Timestamp, CommandId);

/// Before all that can be booked.
pub(super) const FIRST: Dated = (Date::FIRST, Timestamp(0), CommandId([0; 16]));

/// A transaction that has effect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booked {
    pub id: CommandId,
    pub date: Date,
    /// When it was written down or decided, as was claimed: what tells the order in a day.
    pub at: Timestamp,
    /// Nobody, where a decision did it.
    pub by: Option<MemberId>,
    pub kind: BookedKind,
    pub postings: Vec<Posting>,
    pub exchange: Option<Exchange>,
    pub receipt: Option<BlobHash>,
    pub order: Option<CommandId>,
    /// The number of the closing that it is in.
    pub closed_in: Option<usize>,
    /// The last day of the closed period that its date is in, where it came too late for that.
    pub late_for: Option<Date>,
}

impl Booked {
    /// Its place among others of its period: by its day, and in a day as it was written down.
    pub fn place(&self) -> Dated {
        (self.date, self.at, self.id)
    }
}

/// A name that follows from another one.
pub fn derived(kind: &str, of: &CommandId, digest: Digest) -> CommandId {
    let hash = digest(&[kind.as_bytes(), &of.0].concat());
    let mut name = [0; 16];
    name.copy_from_slice(&hash[..16]);
    CommandId(name)
}

/// Mutual credit between a member and the others.
pub(super) fn credit_of(member: &MemberId) -> Account {
    format!("liabilities:credit:{member}").parse().expect("a member's name has no odd characters")
}

pub(super) fn exchange_account() -> Account {
    "equity:conversion".parse().expect("an account")
}

impl Books {
    /// What these entries, which are in order, book by themselves, weighed without any others, on
    /// the agreements of these books.
    pub(super) fn bookings(
        &self,
        inside: &[&Signed],
        weighing: &Weighing,
        ground: &Ground<'_>,
    ) -> Vec<Booked> {
        let first = corrections(inside.iter().copied());
        let void = Lines::of(inside, &weighing.expenses).void;
        let known = |expense: &CommandId| weighing.expenses.get(expense);
        let mut booked = Vec::new();
        for signed in inside {
            let body = &signed.entry.body;
            if let EntryBody::TransactionRecorded(transaction) = body {
                let stands = stands(signed, &first) && !void.contains(&signed.id);
                if stands && !transaction.postings.is_empty() {
                    booked.push(recorded(signed, transaction));
                }
            } else if let EntryBody::ExpenseClaimed(expense) = body {
                if let Some(known) = known(&signed.id).filter(|known| known.is_approved()) {
                    let kind = BookedKind::Expense { expense: signed.id };
                    let id = derived("expense", &signed.id, ground.digest);
                    let mut one = plain(id, (expense.date, signed.entry.at), signed.by, kind);
                    one.postings = accrued(known);
                    one.exchange.clone_from(&expense.exchange);
                    one.receipt = expense.receipt;
                    booked.push(one);
                }
            } else if let EntryBody::ExpensePaid { expense, from, date } = body {
                if let Some(known) = known(expense).filter(|known| known.is_paid_by(&signed.id)) {
                    let kind = BookedKind::ExpensePaid { expense: *expense };
                    let mut one = plain(signed.id, (*date, signed.entry.at), signed.by, kind);
                    one.postings = settled(known, from);
                    booked.push(one);
                }
            } else if !weighing.void.contains(&signed.id) {
                booked.extend(credited(signed));
            }
        }
        let (mirrors, _) = self.mirrors_of(inside, ground.community);
        booked.extend(mirrors.transfers.values().filter_map(|one| traded(one, ground.community)));
        booked.extend(leaving::bookings(inside, weighing));
        booked.extend(care::bookings(inside, ground));
        booked
    }
}

/// A payment of credit as it is booked.
pub(super) fn credited(signed: &Signed) -> Option<Booked> {
    let EntryBody::CreditPaid { to, money, what, date } = &signed.entry.body else { return None };
    let kind = BookedKind::Credit { to: *to, what: what.clone() };
    let mut booked = plain(signed.id, (*date, signed.entry.at), signed.by, kind);
    booked.postings = vec![
        Posting { account: credit_of(&signed.by), money: money.clone() },
        Posting { account: credit_of(to), money: money.negated() },
    ];
    Some(booked)
}

/// An approved expense: what it is charged to, and what its payee is owed.
pub(super) fn accrued(known: &ExpenseNow) -> Vec<Posting> {
    let charge = match &known.expense.charge {
        Charge::Expense(account) => account.clone(),
        Charge::Aid => "equity:aid".parse().expect("an account"),
        Charge::Commons => "equity:commons".parse().expect("an account"),
    };
    exchanged(
        (charge, known.in_base.clone()),
        (owed_to(&known.expense.payee), known.expense.money.negated()),
    )
}

/// A paid expense: the debt goes, and so does the money.
pub(super) fn settled(known: &ExpenseNow, from: &Account) -> Vec<Posting> {
    exchanged(
        (from.clone(), known.in_base.negated()),
        (owed_to(&known.expense.payee), known.expense.money.clone()),
    )
}

/// A transfer that is booked: the account with the others, and what it is charged to.
fn traded(known: &TransferNow, us: CommunityId) -> Option<Booked> {
    let account = known.account.clone().filter(|_| known.stage == Stage::Booked)?;
    let (way, partner) = (known.way(us), known.partner(us));
    let change = way.change(&known.transfer.money);
    let kind = BookedKind::Traded { partner, way, what: known.transfer.what.clone() };
    let mut one = plain(known.entry, (known.transfer.date, known.at), known.by, kind);
    let back = change.negated();
    one.postings = vec![
        Posting { account: mirror_of(&partner), money: change },
        Posting { account, money: back },
    ];
    Some(one)
}

/// Two postings that are worth the same; through the conversion account where they are in different
/// commodities.
fn exchanged(one: (Account, Money), other: (Account, Money)) -> Vec<Posting> {
    let is_same = one.1.commodity == other.1.commodity;
    let back = [one.1.negated(), other.1.negated()];
    let posting = |(account, money)| Posting { account, money };
    let mut postings = vec![posting(one), posting(other)];
    if !is_same {
        postings.extend(back.map(|money| Posting { account: exchange_account(), money }));
    }
    postings
}

pub(super) fn plain(
    id: CommandId,
    (date, at): (Date, Timestamp),
    by: MemberId,
    kind: BookedKind,
) -> Booked {
    Booked {
        id,
        date,
        at,
        by: Some(by),
        kind,
        postings: Vec::new(),
        exchange: None,
        receipt: None,
        order: None,
        closed_in: None,
        late_for: None,
    }
}
