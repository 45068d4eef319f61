//! Work and money as people and programs speak of them. The same shapes stand in facts (as JSON) and in
//! messages. Whoever carries them needs no code for them: they travel in envelopes (`Letter`).

mod account;
pub mod care;
mod effect;
mod fault;
mod leaving;
mod lines;
mod purse;
mod row;
pub mod trade;
mod venture;
pub mod view;

pub use account::{Account, AccountError, Root, capital_of, owed_to, tax_account};
pub use effect::{
    ApprovalStep, Closing, EconomyTerms, EffectText, LedgerHeads, MembersBy, MoneyEffect, Rhythm,
    SurplusRule,
};
pub use fault::EconomyFault;
pub use leaving::{ClaimTerms, ClaimView, LeavingView};
pub use lines::{LineMatch, moved};
pub use purse::Purse;
pub use row::{RowFault, RowReason};
use trade::TradeAct;
pub use venture::{Commitment, Effort, Invoice, OrderLine, Tax, TaxSize, VentureTerms};

use serde::{Deserialize, Serialize};

use crate::clock::Date;
use crate::id::{BlobHash, CommandId, MemberId, MotionId, PageId};
use crate::money::{Commodity, Money, Rate};

/// A venture; the id of the command that founded it.
pub type VentureId = CommandId;

/// For which side of common life work is done (ECO-2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stream {
    /// What earns our living.
    Livelihood,
    /// What keeps us well.
    Care,
    /// What belongs to everybody.
    Commons,
}

impl Stream {
    /// In the order in which they are shown.
    pub const ALL: [Self; 3] = [Self::Livelihood, Self::Care, Self::Commons];
}

/// Work that the author did (ECO-2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Work {
    /// The author's own calendar.
    pub date: Date,
    /// 0 takes an entry back that this one corrects.
    pub minutes: u32,
    pub stream: Stream,
    #[serde(default)]
    pub venture: Option<VentureId>,
    /// The order that it is for; of the same venture.
    #[serde(default)]
    pub order: Option<CommandId>,
    /// In the author's words.
    pub what: String,
    /// The town, in the author's words.
    #[serde(default)]
    pub place: String,
    /// An IANA time zone, such as `Africa/Dakar`; its first part says on which continent.
    #[serde(default)]
    pub zone: String,
    /// The author's own earlier entry that this one replaces.
    #[serde(default)]
    pub corrects: Option<CommandId>,
}

/// A part of a transaction.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Posting {
    pub account: Account,
    pub money: Money,
}

/// At what rate something was exchanged, and who says so (ECO-1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// So many of the foreign commodity make one of the other.
    pub rate: Rate,
    /// Where the rate comes from, such as `ECB, 12 March 2026`.
    pub source: String,
}

/// Where an imported entry comes from: whoever imports it again finds it there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Origin {
    /// Such as `opencollective:hledger`.
    pub file: String,
    /// The entry's name in it.
    pub entry: String,
}

/// Money that moved (ECO-1).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transaction {
    pub date: Date,
    /// A sentence.
    pub what: String,
    /// They sum to zero in each commodity. Empty takes an entry back that this one corrects.
    pub postings: Vec<Posting>,
    #[serde(default)]
    pub exchange: Option<Exchange>,
    /// A picture.
    #[serde(default)]
    pub receipt: Option<BlobHash>,
    /// The order that it pays.
    #[serde(default)]
    pub order: Option<CommandId>,
    #[serde(default)]
    pub origin: Option<Origin>,
    /// An earlier transaction that this one replaces.
    #[serde(default)]
    pub corrects: Option<CommandId>,
}

impl Transaction {
    /// With nothing beside what moved.
    pub fn new(date: Date, what: String, postings: Vec<Posting>) -> Self {
        let (exchange, receipt, order) = (None, None, None);
        let (origin, corrects) = (None, None);
        Self { date, what, postings, exchange, receipt, order, origin, corrects }
    }
}

/// What an expense is charged to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Charge {
    /// To an account of expenses.
    Expense(Account),
    /// To the aid fund (ECO-11).
    Aid,
    /// To the fund for the commons.
    Commons,
}

/// Money that somebody is to get back or to get (ECO-3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expense {
    pub date: Date,
    pub what: String,
    pub money: Money,
    /// Where `money` is not in the community's own currency.
    #[serde(default)]
    pub exchange: Option<Exchange>,
    pub charge: Charge,
    /// Out of the author's right to spend of this budget (ECO-4); its motion names it.
    #[serde(default)]
    pub budget: Option<MotionId>,
    pub payee: MemberId,
    #[serde(default)]
    pub receipt: Option<BlobHash>,
    /// One of the author's own that was turned down: this asks for it once more, put right.
    #[serde(default)]
    pub again: Option<CommandId>,
}

/// What somebody ordered from a venture (ECO-7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    pub venture: VentureId,
    #[serde(default)]
    pub offer: Option<CommandId>,
    pub date: Date,
    /// By when it was agreed to be delivered.
    #[serde(default)]
    pub due: Option<Date>,
    /// Who ordered, in the author's words.
    pub customer: String,
    pub lines: Vec<OrderLine>,
}

/// What a venture offers (ECO-6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub venture: VentureId,
    pub title: String,
    /// For one `unit`.
    pub price: Money,
    /// Such as `word` or `plate`.
    pub unit: String,
    pub language: String,
    #[serde(default)]
    pub place: String,
    #[serde(default)]
    pub picture: Option<BlobHash>,
}

/// What a member does with work and money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum EconomyAct {
    /// The founder says in what the community counts, until a decision says otherwise.
    OpenBooks {
        base: Commodity,
    },
    LogWork(Work),
    /// Each with a name that is the same whenever it is brought in: what is here is left out. All or
    /// none.
    LogAll(Vec<(String, Work)>),
    /// Somebody else's work was done as it says.
    ConfirmWork {
        work: CommandId,
    },
    Record(Transaction),
    /// All or none; those that are here already are left out.
    RecordAll(Vec<Transaction>),
    /// Lines that tell what stands in the books already, and those that are new. All or none.
    BringLines {
        matched: Vec<LineMatch>,
        fresh: Vec<Transaction>,
    },
    /// A line does not tell the same as the entry that it was matched with.
    TakeBackMatch {
        origin: Origin,
        entry: CommandId,
    },
    ClaimExpense(Expense),
    ApproveExpense {
        expense: CommandId,
    },
    RejectExpense {
        expense: CommandId,
        reason: String,
    },
    /// It was paid from this account.
    PayExpense {
        expense: CommandId,
        from: Account,
        date: Date,
    },
    /// Pays in mutual credit (ECO-5).
    PayCredit {
        to: MemberId,
        money: Money,
        what: String,
        date: Date,
    },
    /// Hands on a part of one's right to spend (ECO-4).
    HandOnRight {
        budget: MotionId,
        to: MemberId,
        money: Money,
    },
    FoundVenture {
        name: String,
        purpose: String,
    },
    /// The author takes part from now on.
    JoinVenture {
        venture: VentureId,
    },
    LeaveVenture {
        venture: VentureId,
    },
    /// The venture looks for something: an illustrator, a printer.
    StateVentureNeed {
        venture: VentureId,
        what: String,
    },
    MeetVentureNeed {
        need: CommandId,
        how: String,
        date: Date,
    },
    SetVentureTerms(VentureTerms),
    Offer(Offer),
    EndOffer {
        offer: CommandId,
    },
    PlaceOrder(Order),
    /// The author will do this for an order.
    Commit(Commitment),
    /// The author did what they said they would.
    KeepCommitment {
        commitment: CommandId,
        date: Date,
    },
    /// The author cannot do what they said they would.
    DropCommitment {
        commitment: CommandId,
    },
    IssueInvoice(Invoice),
    /// An invoice was wrong, or is not to be paid.
    TakeBackInvoice {
        invoice: CommandId,
        reason: String,
        date: Date,
    },
    /// Nothing comes of an order any more.
    CancelOrder {
        order: CommandId,
        reason: String,
        date: Date,
    },
    /// What was ordered was delivered.
    FulfilOrder {
        order: CommandId,
        date: Date,
    },
    /// The venture builds on a page of the commons (ECO-7).
    CitePage {
        venture: VentureId,
        page: PageId,
        date: Date,
    },
    /// Trade with another community (ECO-13).
    Trade(TradeAct),
    /// Needs and pledges (ECO-11).
    Care(care::CareAct),
    /// What somebody who is gone put in becomes a claim, and their credit is squared (ECO-12).
    SettleLeaving {
        member: MemberId,
        date: Date,
    },
    /// Puts to the others that the books up to this day are closed and shared out (ECO-8).
    ProposeClosing {
        until: Date,
        title: String,
        text: String,
        hours: u32,
    },
}
