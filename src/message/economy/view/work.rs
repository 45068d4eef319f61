//! What is shown of people's work: what they did, the ventures it was for, what came of it.

use serde::{Deserialize, Serialize};

use super::{
    ExpenseView, Minutes, NeedView, OpenOrder, OrderView, Replaced, RightView, StewardsView,
};
use crate::clock::Date;
use crate::id::{CommandId, MemberId, MotionId, PageId};
use crate::message::economy::{Offer, Stream, Tax, VentureTerms};
use crate::money::{Commodity, Money};

/// One piece of work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkRow {
    pub id: CommandId,
    pub by: MemberId,
    pub date: Date,
    pub minutes: u32,
    pub stream: Stream,
    pub venture: Option<CommandId>,
    pub order: Option<CommandId>,
    pub what: String,
    pub place: String,
    /// Where its author was, as a time zone.
    pub zone: String,
    pub confirmed_by: Vec<MemberId>,
    pub late_for: Option<Date>,
    /// Whether it counts for shares as it is.
    pub counts: bool,
    /// The earlier entry that this one puts right, and its day.
    pub corrects: Option<(CommandId, Date)>,
    /// Another entry took its place; then it counts for nothing.
    pub replaced: Option<Replaced>,
}

/// The work of a week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkWeek {
    /// A Monday.
    pub from: Date,
    /// The last day up to today of which there is any work.
    pub latest: Option<Date>,
    /// Those that count, and those that were put right or taken back.
    pub rows: Vec<WorkRow>,
    /// Whether work counts once somebody confirmed it, or else as it is written.
    pub confirms: bool,
    pub ventures: Vec<(CommandId, String)>,
    /// Orders that are not delivered yet.
    pub orders: Vec<OpenOrder>,
    /// Work of others that nobody confirmed yet.
    pub to_confirm: Vec<WorkRow>,
    /// Per member, all of the week.
    pub totals: Vec<(MemberId, Minutes)>,
}

/// A venture in lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VentureCard {
    pub id: CommandId,
    pub name: String,
    pub purpose: String,
    pub founder: MemberId,
    /// Elected last; their term may be over.
    pub stewards: Option<StewardsView>,
    pub minutes: u64,
    pub offers: u32,
    pub orders: u32,
    /// What it looks for and has not found.
    pub needs: u32,
}

/// A venture, and how what it makes is made (ECO-7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VentureView {
    pub card: VentureCard,
    /// By person, in the order of their continents, then of their part.
    pub chain: Vec<Link>,
    /// Who takes part by their own word.
    pub members: Vec<MemberId>,
    /// Open ones first.
    pub needs: Vec<NeedView>,
    pub offers: Vec<(CommandId, Offer)>,
    pub orders: Vec<OrderView>,
    /// What stands on its invoices.
    pub terms: Option<VentureTerms>,
    /// For the next invoice.
    pub next_number: String,
    /// Of its last invoice.
    pub last_tax: Option<Tax>,
    /// Pages of the commons that it builds on.
    pub cites: Vec<(PageId, Date)>,
}

/// What one person gave to a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub member: MemberId,
    pub place: String,
    /// The first part of the time zone, such as `Africa`; empty where nobody said.
    pub continent: String,
    pub minutes: u64,
    /// Of a thousand.
    pub share: u32,
    /// What they did, each once.
    pub what: Vec<String>,
}

/// What somebody does for the others and what comes of it (PEO-5). Derived, never written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonCard {
    pub member: MemberId,
    pub base: Commodity,
    /// The period that is told of: the last one closed, else what is open.
    pub from: Option<Date>,
    pub until: Option<Date>,
    pub minutes: Minutes,
    /// What all gave in it.
    pub minutes_all: u64,
    pub confirmed_by: Vec<MemberId>,
    /// Whether work counts once somebody confirmed it, or else as it is written.
    pub confirms: bool,
    /// The work behind the figure.
    pub work: Vec<WorkRow>,
    pub ventures: Vec<VenturePart>,
    /// Ventures that they were elected to run, while their term lasts.
    pub runs: Vec<(CommandId, String, StewardsView)>,
    pub expenses: Vec<ExpenseView>,
    pub rights: Vec<(MotionId, String, RightView)>,
    /// Their part of the last distribution.
    pub share: Option<ShareOf>,
    /// Parts of all distributions.
    pub shares_total: Money,
    pub credit: Money,
    /// What came and went, by who.
    pub credit_from: Vec<(MemberId, Money)>,
    pub credit_to: Vec<(MemberId, Money)>,
    pub aid: Money,
    /// What the others gave in the same period.
    pub others: Vec<(MemberId, Minutes)>,
    /// What belongs to all and is never divided.
    pub reserve: Money,
    pub commons: Money,
    /// What is owed to them.
    pub owed: Money,
}

/// What somebody did for a venture, and what they are in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VenturePart {
    pub id: CommandId,
    pub name: String,
    /// They began it.
    pub is_founder: bool,
    /// They say that they take part.
    pub takes_part: bool,
    pub minutes: u64,
    /// Minutes of all who worked for it.
    pub minutes_all: u64,
    pub share: u32,
    pub what: Vec<String>,
}

/// A part of one distribution, and how it came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareOf {
    pub motion: MotionId,
    pub until: Date,
    pub surplus: Money,
    /// The members' part of ten thousand.
    pub members_part: u32,
    pub members: Money,
    pub minutes: u64,
    pub minutes_all: u64,
    pub money: Money,
}
