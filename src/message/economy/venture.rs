//! What is agreed with whoever orders: who does what by when, the invoice, and how a venture is
//! paid (ECO-6, ECO-7).

use serde::{Deserialize, Serialize};

use super::VentureId;
use crate::clock::Date;
use crate::id::CommandId;

/// How much somebody will do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Effort {
    Minutes(u32),
    /// So many of what was ordered.
    Quantity(u32),
}

/// What its author will do for an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commitment {
    pub order: CommandId,
    /// In the author's words.
    pub what: String,
    pub effort: Effort,
    /// The last day.
    pub by: Date,
}

/// What stands on every invoice of a venture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VentureTerms {
    pub venture: VentureId,
    /// Who sends it: name, address, tax number.
    pub from: String,
    /// How to pay: an account, words.
    pub pay: String,
    /// Days from an invoice to when it is due.
    pub days: u16,
}

/// An invoice as it went out. Its lines are those of its order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    pub order: CommandId,
    /// No other invoice of the venture has it.
    pub number: String,
    pub date: Date,
    pub due: Date,
    /// Whom it is for: name, address, tax number.
    pub to: String,
}
