//! What is shown of a venture beside its work: who runs it, what it looks for, what was agreed with
//! whoever orders.

use serde::{Deserialize, Serialize};

use crate::clock::Date;
use crate::id::{CommandId, MemberId, MotionId};
use crate::message::economy::{Effort, Invoice, Order, VentureId};
use crate::money::Money;

/// Who was elected last to run a venture; their term may be over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StewardsView {
    pub motion: MotionId,
    /// Those who are members now.
    pub members: Vec<MemberId>,
    pub from: Date,
    /// The last day.
    pub until: Date,
}

/// What a venture looks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NeedView {
    pub id: CommandId,
    pub by: MemberId,
    pub what: String,
    pub met: Option<(Date, MemberId, String)>,
}

/// An order and how far it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderView {
    pub id: CommandId,
    pub by: MemberId,
    pub order: Order,
    /// What its lines come to.
    pub total: Vec<Money>,
    /// What is to be paid: with the tax of the invoice.
    pub due: Vec<Money>,
    /// Who does what; the first due first.
    pub commitments: Vec<CommitmentView>,
    /// Minutes of work that name the order, by person.
    pub done: Vec<(MemberId, u64)>,
    /// The one that stands.
    pub invoice: Option<InvoiceView>,
    /// As they were made.
    pub taken_back: Vec<InvoiceView>,
    pub fulfilled: Option<Date>,
    pub paid: Vec<Money>,
    pub is_paid: bool,
}

/// An invoice of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceView {
    pub id: CommandId,
    pub invoice: Invoice,
    /// What its tax comes to.
    pub tax: Vec<Money>,
    /// The lines with the tax.
    pub total: Vec<Money>,
    /// Who took it back, when and why.
    pub taken_back: Option<(MemberId, Date, String)>,
    /// Whether the reader can take it back, as far as the venture has a say.
    pub is_mine: bool,
}

/// What somebody said they would do, and how far it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitmentView {
    pub id: CommandId,
    pub by: MemberId,
    pub what: String,
    pub effort: Effort,
    /// The last day.
    pub due: Date,
    /// Minutes of their work for the order that go to this one; the first due is filled first.
    pub minutes: u64,
    pub kept: Option<Date>,
    pub is_dropped: bool,
    /// Its day is over, and it is not done.
    pub is_late: bool,
}

/// An order that is not delivered yet, to choose among.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenOrder {
    pub id: CommandId,
    pub venture: VentureId,
    pub customer: String,
    pub date: Date,
}
