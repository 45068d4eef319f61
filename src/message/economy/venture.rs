//! What is agreed with whoever orders: who does what by when, the invoice, and how a venture is
//! paid (ECO-6, ECO-7).

use serde::{Deserialize, Serialize};

use super::VentureId;
use crate::clock::Date;
use crate::id::CommandId;
use crate::money::Money;

/// One line of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderLine {
    pub what: String,
    /// How many, whole.
    pub quantity: u32,
    /// And so many thousandths of one more, 1 to 999.
    #[serde(default)]
    pub thousandths: Option<u16>,
    /// For one.
    pub price: Money,
}

impl OrderLine {
    /// How many, as a plain number, such as `2.5`.
    pub fn count(&self) -> String {
        let rest = format!("{:03}", self.thousandths.unwrap_or_default());
        let text = format!("{}.{rest}", self.quantity);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    /// What it comes to, rounded by itself to the smallest unit, half up; `None` beyond what an
    /// amount can be.
    pub fn amount(&self) -> Option<Money> {
        let thousandths = i128::from(self.thousandths.unwrap_or_default());
        let count = i128::from(self.quantity) * 1_000 + thousandths;
        let units = part_of(i128::from(self.price.units), count, 1_000)?;
        Money::new(units, self.price.commodity.clone())
    }
}

/// So many of `whole` of something, half away from zero (ECO-10).
fn part_of(units: i128, part: i128, whole: i128) -> Option<i128> {
    let over = units.checked_mul(part)?;
    let away = if (over % whole).abs() * 2 >= whole { over.signum() } else { 0 };
    Some(over / whole + away)
}

/// How much a tax is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TaxSize {
    /// Hundredths of a percent of what all lines come to: 2100 are 21 %.
    Rate(u32),
    Amount(Money),
}

/// A tax that is paid on top of an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tax {
    /// As it stands on the invoice, such as `VAT`.
    pub name: String,
    pub size: TaxSize,
}

impl Tax {
    /// The tax on lines that come to this, rounded once for each currency, half up; `None` beyond
    /// what an amount can be.
    pub fn on(&self, net: &[Money]) -> Option<Vec<Money>> {
        match &self.size {
            TaxSize::Amount(money) => Some(vec![money.clone()]),
            TaxSize::Rate(rate) => net
                .iter()
                .map(|money| {
                    let units = part_of(money.units.into(), i128::from(*rate), 10_000)?;
                    Money::new(units, money.commodity.clone())
                })
                .collect(),
        }
    }
}

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
    /// On top of what the lines come to.
    #[serde(default)]
    pub tax: Option<Tax>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Money {
        text.parse().expect("an amount")
    }

    #[test]
    fn eco_7_each_line_is_rounded_by_itself_half_up() {
        let cases = [
            (2, Some(500), "0.01 EUR", "2.5", "0.03 EUR"),
            (1, Some(499), "0.01 EUR", "1.499", "0.01 EUR"),
            (0, Some(125), "9.99 EUR", "0.125", "1.25 EUR"),
            (7, None, "19.90 EUR", "7", "139.30 EUR"),
            (10, Some(50), "655 XOF", "10.05", "6583 XOF"),
        ];
        for (quantity, thousandths, price, count, amount) in cases {
            let what = "Hours".to_owned();
            let line = OrderLine { what, quantity, thousandths, price: money(price) };
            assert_eq!((line.count().as_str(), line.amount()), (count, Some(money(amount))));
        }
    }

    #[test]
    fn eco_7_a_tax_is_reckoned_on_all_lines_and_rounded_once() {
        let tax = |size| Tax { name: "IVA".to_owned(), size };
        let net = [money("99.98 EUR"), money("333 XOF")];
        // Line by line 49.99 would bear 10.50 twice.
        assert_eq!(
            tax(TaxSize::Rate(2_100)).on(&net),
            Some(vec![money("21.00 EUR"), money("70 XOF")])
        );
        assert_eq!(tax(TaxSize::Rate(1)).on(&[money("50.00 EUR")]), Some(vec![money("0.01 EUR")]));
        let fixed = money("7.35 EUR");
        assert_eq!(tax(TaxSize::Amount(fixed.clone())).on(&net), Some(vec![fixed]));
    }
}
