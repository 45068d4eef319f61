//! What the screens of work and money show. Amounts are exact; the window only puts them into the
//! reader's form.

mod desk;
mod replaced;
mod sharing;
mod trade;
mod waits;
mod work;

pub use desk::{Desk, DeskView, ExportForm};
pub use replaced::{Replaced, Replacing};
pub use sharing::{LastShared, Sharing};
pub use trade::{AgreementView, TradeView, TransferState, TransferView};
pub use waits::{Wait, WaitAsk, Waits};
mod standing;
mod venture;

pub use standing::{MatchedLine, Standing, StandingRow};
pub use venture::{
    CommitmentView, InvoiceView, NeedView, OpenOrder, OrderView, StewardsView, of, parts_like,
};
pub use work::{
    Link, PersonCard, ShareOf, VentureCard, VenturePart, VentureView, WorkRow, WorkWeek,
};

use serde::{Deserialize, Serialize};

use super::care::CareView;
use super::trade::Way;
use super::{
    Account, Charge, ClaimView, EconomyTerms, Exchange, LeavingView, Posting, Purse, Stream,
    SurplusRule,
};
use crate::clock::Date;
use crate::id::{BlobHash, CommandId, MemberId, MotionId};
use crate::money::Money;

/// What a desk shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum EconomyView {
    /// The founder has not said yet in what the community counts.
    NotOpen,
    Books(Box<Books>),
    Person(Box<PersonCard>),
    Sharing(Sharing),
    Ventures(Vec<VentureCard>),
    Venture(VentureView),
    Work(WorkWeek),
    Export(String),
    Reports(Reports),
    Trade(TradeView),
    Care(Box<CareView>),
    Leaving(Box<LeavingView>),
    Standing(Box<Standing>),
    /// There is no such person or venture.
    Missing,
}

/// The economy at a glance, and the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Books {
    pub terms: EconomyTerms,
    /// What is in the bank, one for each commodity that ever was.
    pub bank: Vec<Money>,
    /// Whose the base currency in the bank is; together what the bank has.
    pub whose: Vec<(Fund, Money)>,
    /// Members' balances of credit, those here and those that are not zero.
    pub credit: Vec<(MemberId, Money)>,
    pub settle_up: Vec<Transfer>,
    pub budgets: Vec<BudgetView>,
    /// Expenses that wait for approval or payment, oldest first.
    pub waiting: Vec<ExpenseView>,
    /// Closed periods, newest first; then what is open is from the day after.
    pub closed: Vec<ClosedView>,
    /// The last day of a period that is over and not closed, where the terms ask for it.
    pub due: Option<Date>,
    pub rows: Vec<LedgerRow>,
    pub rows_total: u32,
    pub faults: Vec<FaultRow>,
    /// What those who left have to get, and what of it was paid.
    pub claims: Vec<ClaimView>,
    /// Members who are gone, of whom something is still to be settled.
    pub unsettled: Vec<MemberId>,
    /// What all bear together of the credit of those who left.
    pub credit_of_gone: Money,
    /// Accounts in use, for choosing among.
    pub accounts: Vec<Account>,
    /// Whether the reader's purse can give credit.
    pub credit_purse: Purse,
}

/// Whose money in the bank is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Fund {
    Reserve,
    Aid,
    Commons,
    /// To be paid out to members.
    Members,
    /// Not shared out yet.
    Open,
    /// Owed to other communities, less what they owe us.
    Trade,
    /// Taxes that came with invoices, less those that were paid on.
    Tax,
    /// Owed to others, or put in.
    Others,
}

/// A payment of a settle-up plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transfer {
    pub from: MemberId,
    pub to: MemberId,
    pub money: Money,
}

/// A budget and who may spend of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BudgetView {
    pub id: MotionId,
    pub name: String,
    pub account: Account,
    pub granted: Money,
    pub left: Money,
    pub rights: Vec<RightView>,
    /// The decision that came in its place: nothing more is spent of it.
    pub ended: Option<MotionId>,
    /// Whether the reader's purse can spend of it.
    pub purse: Purse,
}

/// A right to spend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RightView {
    pub member: MemberId,
    pub granted: Money,
    pub left: Money,
}

/// How far an expense is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExpenseState {
    Waiting,
    Approved,
    Rejected {
        by: MemberId,
        reason: String,
    },
    Paid {
        date: Date,
    },
    /// It went beyond its author's right.
    Refused,
}

/// An expense.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpenseView {
    pub id: CommandId,
    pub by: MemberId,
    pub payee: MemberId,
    pub date: Date,
    pub what: String,
    pub money: Money,
    /// In the base currency.
    pub in_base: Money,
    pub exchange: Option<Exchange>,
    pub charge: Charge,
    pub budget: Option<MotionId>,
    pub receipt: Option<BlobHash>,
    pub approved_by: Vec<MemberId>,
    pub approvals_needed: u32,
    pub state: ExpenseState,
    /// It asks once more for one that was turned down: the day of that.
    pub again: Option<Date>,
    /// Its author can ask for it once more.
    pub can_be_asked_again: bool,
}

impl ExpenseView {
    /// Whether this member, where they have a vote, is still to say whether it is right.
    pub fn awaits_word_of(&self, member: &MemberId) -> bool {
        self.state == ExpenseState::Waiting
            && self.payee != *member
            && !self.approved_by.contains(member)
    }

    /// Whether whoever has a vote can mark it as paid.
    pub fn is_to_be_paid(&self) -> bool {
        self.state == ExpenseState::Approved
    }
}

/// A period that is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedView {
    pub motion: MotionId,
    pub from: Option<Date>,
    pub until: Date,
    pub surplus: Money,
    pub rule: SurplusRule,
    pub split: Split,
}

/// What a surplus is divided into; together all of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Split {
    pub reserve: Money,
    pub aid: Money,
    pub commons: Money,
    pub members: Money,
    pub each: Vec<ShareView>,
}

/// One member's part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareView {
    pub member: MemberId,
    pub minutes: Minutes,
    pub money: Money,
}

/// Minutes by stream.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minutes {
    pub livelihood: u64,
    pub care: u64,
    pub commons: u64,
}

impl Minutes {
    /// All of them.
    pub fn total(self) -> u64 {
        self.livelihood + self.care + self.commons
    }

    /// Those of one stream.
    pub fn of(self, stream: Stream) -> u64 {
        match stream {
            Stream::Livelihood => self.livelihood,
            Stream::Care => self.care,
            Stream::Commons => self.commons,
        }
    }

    /// Adds to one stream.
    pub fn add(&mut self, stream: Stream, minutes: u64) {
        match stream {
            Stream::Livelihood => self.livelihood += minutes,
            Stream::Care => self.care += minutes,
            Stream::Commons => self.commons += minutes,
        }
    }
}

/// A row of the ledger, told as a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerRow {
    pub id: CommandId,
    pub date: Date,
    /// Nobody, where a decision did it.
    pub by: Option<MemberId>,
    pub what: RowKind,
    /// What moved, for the right-hand side.
    pub money: Option<Money>,
    pub postings: Vec<Posting>,
    pub exchange: Option<Exchange>,
    pub receipt: Option<BlobHash>,
    /// The period that it is of, where it came after that was closed.
    pub late_for: Option<Date>,
    /// Of no effect.
    pub is_void: bool,
    /// Another entry took its place.
    pub replaced: Option<Replaced>,
    /// Lines of files that tell the same.
    pub lines: Vec<MatchedLine>,
}

/// What a row tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowKind {
    /// Somebody recorded it, in their words.
    Recorded {
        what: String,
        order: Option<CommandId>,
        corrects: Option<CommandId>,
    },
    Expense(Box<ExpenseView>),
    /// An expense was paid.
    ExpensePaid {
        what: String,
        payee: MemberId,
    },
    Credit {
        to: MemberId,
        what: String,
    },
    /// A transfer between us and another community.
    Traded {
        partner: String,
        way: Way,
        what: String,
    },
    /// A period was closed and shared out.
    Closed {
        motion: MotionId,
        from: Option<Date>,
        until: Date,
    },
    /// A budget was granted.
    Budget {
        motion: MotionId,
        name: String,
    },
    Order {
        venture: CommandId,
        customer: String,
        is_fulfilled: bool,
        is_cancelled: bool,
    },
    /// Somebody left: what they put in is a claim now, and their credit is squared.
    LeavingSettled {
        member: MemberId,
    },
    /// Pledges came in for somebody's need.
    NeedMet {
        payee: MemberId,
    },
    /// What a closing holds was corrected: this takes it back.
    Reversal {
        of: CommandId,
    },
}

/// What somebody signed that breaks a rule of this part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FaultRow {
    /// Nobody, where a decision says what cannot be.
    pub by: Option<MemberId>,
    pub entry: CommandId,
    pub date: Option<Date>,
    pub rule: String,
    pub code: String,
}

/// A year in figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reports {
    pub year: i16,
    /// Years in which there is anything, ascending.
    pub years: Vec<i16>,
    /// For each month and commodity.
    pub months: Vec<MonthSum>,
    /// At the end of the year; accounts ascending.
    pub trial: Vec<Posting>,
    /// Of the year.
    pub income: Vec<Posting>,
    pub expenses: Vec<Posting>,
}

/// What came in and went out in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthSum {
    /// Its first day.
    pub month: Date,
    pub income: Money,
    pub expenses: Money,
}
