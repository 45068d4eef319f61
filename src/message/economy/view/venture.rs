//! What is shown of a venture beside its work: who runs it, what it looks for, what was agreed with
//! whoever orders.

use serde::{Deserialize, Serialize};

use crate::clock::Date;
use crate::id::{CommandId, MemberId, MotionId};
use crate::limits::NAME_CHARS_MAX;
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
    /// Who cancelled it, when and why.
    pub cancelled: Option<(MemberId, Date, String)>,
    /// Whether the reader can cancel it, as far as the venture has a say.
    pub can_be_cancelled: bool,
    pub paid: Vec<Money>,
    /// What of that was booked as tax.
    pub tax_paid: Vec<Money>,
    pub is_paid: bool,
}

/// What of these amounts is in the commodity of another one.
pub fn of(amounts: &[Money], like: &Money) -> i64 {
    let same = amounts.iter().filter(|money| money.commodity == like.commodity);
    same.map(|money| money.units).sum()
}

impl OrderView {
    /// What is still to be paid, in each commodity.
    pub fn open(&self) -> Vec<Money> {
        beyond(&self.due, &self.paid)
    }

    /// What came beyond what is to be paid, in each commodity; also of one that nothing is due in.
    pub fn overpaid(&self) -> Vec<Money> {
        beyond(&self.paid, &self.due)
    }

    /// What of some money would be beyond what is still to be paid.
    pub fn too_much(&self, came: &Money) -> Option<Money> {
        beyond(std::slice::from_ref(came), &self.open()).pop()
    }

    /// Who ordered, by the beginning of a long name: for a sentence that is no longer than a line.
    pub fn customer_in_short(&self) -> String {
        in_short(&self.order.customer)
    }

    /// The tax in what came: of all that came up to then its part, rounded down, less what is booked
    /// as tax already, whenever the invoice was made. So the last payment makes the tax exact.
    pub fn tax_in(&self, came: &Money) -> Money {
        let tax = self.invoice.as_ref().map_or(0, |one| of(&one.tax, came));
        let due = (of(&self.due, came), tax);
        let units = tax_in(due, (of(&self.paid, came), of(&self.tax_paid, came)), came.units);
        Money { commodity: came.commodity.clone(), units }
    }
}

fn in_short(name: &str) -> String {
    if name.chars().count() <= NAME_CHARS_MAX {
        return name.to_owned();
    }
    let begun: String = name.chars().take(NAME_CHARS_MAX - 1).collect();
    format!("{}…", begun.trim_end())
}

/// What of some amounts is beyond the others.
fn beyond(amounts: &[Money], others: &[Money]) -> Vec<Money> {
    let left = |one: &Money| Money {
        commodity: one.commodity.clone(),
        units: one.units.saturating_sub(of(others, one)),
    };
    amounts.iter().map(left).filter(|money| money.units > 0).collect()
}

/// What moves together in one payment, when its amount is put right: each keeps its part, rounded down,
/// and the last takes the rest.
pub fn parts_like(were: &[i64], all: i64) -> Vec<i64> {
    let sum: i128 = were.iter().map(|one| i128::from(*one)).sum();
    let part = |one: &i64| match sum {
        0 => 0,
        sum => i64::try_from(i128::from(*one) * i128::from(all) / sum).unwrap_or_default(),
    };
    let mut parts: Vec<i64> = were.iter().map(part).collect();
    let others: i64 = parts.iter().rev().skip(1).sum();
    if let Some(last) = parts.last_mut() {
        *last = all - others;
    }
    parts
}

/// The tax in what came, of all that is due, and what came before it, each with the tax in it.
fn tax_in((due, tax): (i64, i64), (paid, tax_paid): (i64, i64), came: i64) -> i64 {
    let paid = paid.saturating_add(came).clamp(0, due.max(0));
    let upto = if due > 0 { i128::from(paid) * i128::from(tax) / i128::from(due) } else { 0 };
    let owed = (upto - i128::from(tax_paid)).clamp(0, i128::from(came.max(0)));
    i64::try_from(owed).unwrap_or_default()
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

#[cfg(test)]
mod tests {
    use super::{beyond, in_short, parts_like, tax_in};
    use crate::limits::NAME_CHARS_MAX;
    use crate::money::Money;

    #[test]
    fn eco_7_whoever_has_a_long_name_is_named_in_a_line() {
        assert_eq!(in_short("A foundation"), "A foundation");
        let long = in_short(&"ñ".repeat(200));
        assert_eq!(long.chars().count(), NAME_CHARS_MAX);
        assert!(long.ends_with("ñ…"), "{long}");
    }

    #[test]
    fn eco_7_what_came_beyond_what_is_due_is_known_in_each_currency() {
        let money = |units, code: &str| {
            Money::new(units, code.parse().expect("a currency")).expect("an amount")
        };
        let due = [money(330_815, "EUR"), money(500, "USD")];
        let paid = [money(500_000, "EUR"), money(200, "USD"), money(7, "XOF")];
        assert_eq!(beyond(&paid, &due), [money(169_185, "EUR"), money(7, "XOF")]);
        assert_eq!(beyond(&due, &paid), [money(300, "USD")]);
        assert_eq!(beyond(&due, &due), []);
    }

    #[test]
    fn eco_7_a_payment_with_tax_that_is_put_right_is_moved_as_one() {
        assert_eq!(parts_like(&[4_200, 20_000], 24_200), [4_200, 20_000]);
        assert_eq!(parts_like(&[4_200, 20_000], 12_100), [2_100, 10_000]);
        assert_eq!(parts_like(&[1_735, 8_265], 10_001), [1_735, 8_266]);
        assert_eq!(parts_like(&[-4_200, -20_000], -100), [-17, -83]);
        assert_eq!(parts_like(&[500], 700), [700]);
        assert_eq!(parts_like(&[0, 0], 700), [0, 700]);
        let most = [i64::MAX / 2, i64::MAX / 2];
        assert_eq!(parts_like(&most, i64::MAX - 1), most);
    }

    #[test]
    fn eco_7_what_is_due_of_a_tax_is_booked_as_tax_whenever_its_invoice_came() {
        let due = (24_200, 4_200);
        // All at once, in parts, and the rest after all of the net had come before the invoice.
        assert_eq!(tax_in(due, (0, 0), 24_200), 4_200);
        assert_eq!(tax_in(due, (0, 0), 10_000), 1_735);
        assert_eq!(tax_in(due, (10_000, 1_735), 14_200), 2_465);
        assert_eq!(tax_in(due, (20_000, 0), 4_200), 4_200);
        // Never more than came, and none without an invoice or beyond what is due.
        assert_eq!(tax_in(due, (20_000, 0), 1_000), 1_000);
        assert_eq!(tax_in((20_000, 0), (0, 0), 20_000), 0);
        assert_eq!(tax_in(due, (24_200, 4_200), 500), 0);
        assert_eq!(tax_in((0, 0), (0, 0), 500), 0);
    }
}
