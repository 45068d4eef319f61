//! Postings as a journal has them -> postings that sum to zero in each commodity. A price becomes two
//! postings to `equity:conversion` (ECO-1), a posting without an amount gets what is missing.

use std::collections::BTreeMap;

use super::lines::Amount;
use crate::exchange::ledger::{account, sums};
use crate::message::economy::{Account, Posting, RowReason};
use crate::money::{Commodity, Money, MoneyError, Rate};

/// Through what exchanges go.
const CONVERSION: &str = "equity:conversion";
/// Digits after the point of a rate that is computed, and not written.
const RATE_SCALE: u32 = 10;

/// A posting as it is written.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) line: usize,
    pub(super) account: Account,
    pub(super) amount: Option<Amount>,
    pub(super) price: Option<Price>,
}

/// What an amount cost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Price {
    /// For one.
    Each(Amount),
    /// For all of it.
    Whole(Amount),
}

/// What drafts come to.
#[derive(Debug, Default)]
pub(super) struct Balanced {
    /// Of each draft: none for a zero, several where several commodities are missing.
    pub(super) of_drafts: Vec<Vec<Money>>,
    /// Through `equity:conversion`.
    pub(super) conversion: Vec<Money>,
    pub(super) rate: Option<Rate>,
}

impl Balanced {
    /// All postings that move something.
    pub(super) fn postings(&self, drafts: &[Draft]) -> Vec<Posting> {
        let of_draft = |(draft, amounts): (&Draft, &Vec<Money>)| {
            let posting =
                |money: &Money| Posting { account: draft.account.clone(), money: money.clone() };
            amounts.iter().map(posting).collect::<Vec<_>>()
        };
        let written = drafts.iter().zip(&self.of_drafts).flat_map(of_draft);
        let conversion = self
            .conversion
            .iter()
            .map(|money| Posting { account: account(CONVERSION), money: money.clone() });
        written.chain(conversion).filter(|posting| posting.money.units != 0).collect()
    }
}

/// A reason with the line and the part that it is about; no line for the whole entry.
pub(super) type Wrong = (Option<usize>, &'static str, RowReason);

/// Brings the postings of one entry to zero in each commodity.
pub(super) fn balance(drafts: &[Draft]) -> Result<Balanced, Wrong> {
    let mut balanced = Balanced::default();
    let mut blank = None;
    for (at, draft) in drafts.iter().enumerate() {
        let money = match &draft.amount {
            Some(amount) => {
                amount.money().map_err(|reason| (Some(draft.line), "amount", reason))?
            }
            None if blank.is_some() => {
                return Err((Some(draft.line), "amount", RowReason::TwoBlank));
            }
            None => {
                blank = Some(at);
                None
            }
        };
        balanced.of_drafts.push(money.into_iter().collect());
    }
    exchange(drafts, &mut balanced)?;
    let found = balanced.of_drafts.iter().flatten().chain(&balanced.conversion);
    let mut missing = sums(found);
    if let Some(blank) = blank {
        let money = |(commodity, units): (Commodity, i128)| Money::new(-units, commodity);
        let amounts: Option<Vec<Money>> = missing.into_iter().map(money).collect();
        let too_much = RowReason::NotAnAmount(MoneyError::OutOfRange);
        balanced.of_drafts[blank] =
            amounts.ok_or((Some(drafts[blank].line), "amount", too_much))?;
        missing = BTreeMap::new();
    }
    if !missing.is_empty() {
        infer_exchange(drafts, &mut balanced, &missing)?;
    }
    if balanced.rate.is_none() {
        balanced.rate = rate_of_conversion(drafts, &balanced);
    }
    Ok(balanced)
}

/// Turns prices into an exchange; one entry has one.
fn exchange(drafts: &[Draft], balanced: &mut Balanced) -> Result<(), Wrong> {
    let mut all: Option<Bought> = None;
    for (draft, money) in drafts.iter().zip(&balanced.of_drafts) {
        let wrong = |reason| (Some(draft.line), "price", reason);
        let (Some(price), Some(money)) = (&draft.price, money.first()) else { continue };
        let bought = bought(money, price).map_err(wrong)?;
        all = Some(match all {
            None => bought,
            Some(before) => before.and(bought).ok_or(wrong(RowReason::SeveralRates))?,
        });
    }
    let Some(all) = all else { return Ok(()) };
    let wrong = || (None, "price", RowReason::NotAnAmount(MoneyError::OutOfRange));
    let paid = all.paid().ok_or_else(wrong)?;
    let got = Money::new(all.units, all.commodity.clone()).ok_or_else(wrong)?;
    balanced.rate = match &all.paid {
        Paid::Each { price } => price.rate.or_else(|| rate(&got, &paid)),
        Paid::Whole { .. } => rate(&got, &paid),
    };
    balanced.conversion = vec![got.negated(), paid];
    Ok(())
}

/// So much of one commodity for so much of another.
struct Bought {
    commodity: Commodity,
    units: i128,
    paid_in: Commodity,
    paid: Paid,
}

enum Paid {
    Each { price: Decimal },
    Whole { units: i128 },
}

/// A price for one: `digits` of which `scale` stand after the point.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Decimal {
    digits: i128,
    scale: u32,
    /// The same as it stands in facts, where it fits.
    rate: Option<Rate>,
}

fn bought(money: &Money, price: &Price) -> Result<Bought, RowReason> {
    let (Price::Each(amount) | Price::Whole(amount)) = price;
    let unknown = RowReason::NotAnAmount(MoneyError::UnknownCommodity);
    let paid_in = amount.commodity.clone().ok_or(unknown)?;
    if amount.is_below {
        return Err(RowReason::WrongSign);
    }
    if paid_in == money.commodity {
        return Err(RowReason::SeveralRates);
    }
    let paid = match price {
        Price::Each(amount) => Paid::Each { price: decimal(&amount.digits)? },
        Price::Whole(amount) => {
            let whole = amount.money()?.map_or(0, |whole| i128::from(whole.units));
            Paid::Whole { units: whole * i128::from(money.units.signum()) }
        }
    };
    let units = i128::from(money.units);
    Ok(Bought { commodity: money.commodity.clone(), units, paid_in, paid })
}

fn decimal(digits: &str) -> Result<Decimal, RowReason> {
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let out_of_range = RowReason::NotAnAmount(MoneyError::OutOfRange);
    // Products with amounts stay below 38 digits.
    if whole.len() + rest.len() > 18 {
        return Err(out_of_range);
    }
    let number: i128 = format!("{whole}{rest}").parse().map_err(|_| out_of_range.clone())?;
    let scale = u32::try_from(rest.len()).map_err(|_| out_of_range)?;
    Ok(Decimal { digits: number, scale, rate: digits.parse().ok() })
}

impl Bought {
    /// Both together; `None` where they are not at one rate.
    fn and(self, other: Self) -> Option<Self> {
        let paid = match (&self.paid, &other.paid) {
            (Paid::Each { price }, Paid::Each { price: same }) if price == same => {
                Paid::Each { price: *price }
            }
            (Paid::Whole { units }, Paid::Whole { units: more }) => {
                Paid::Whole { units: units + more }
            }
            _ => return None,
        };
        let is_alike = self.commodity == other.commodity && self.paid_in == other.paid_in;
        is_alike.then(|| Self { units: self.units + other.units, paid, ..self })
    }

    /// What it cost, in the direction of what was got; half is rounded away from zero (ECO-10).
    fn paid(&self) -> Option<Money> {
        let units = match &self.paid {
            Paid::Whole { units } => *units,
            Paid::Each { price } => {
                let over = self.units.checked_mul(price.digits)?;
                let over = over.checked_mul(10_i128.pow(self.paid_in.exponent()))?;
                let under = 10_i128.pow(price.scale + self.commodity.exponent());
                rounded(over, under)
            }
        };
        Money::new(units, self.paid_in.clone())
    }
}

fn rounded(over: i128, under: i128) -> i128 {
    let (whole, rest) = (over / under, over % under);
    let away = if rest.abs() * 2 >= under { over.signum() } else { 0 };
    whole + away
}

/// Two commodities that do not sum to zero, one each way, were exchanged for each other.
fn infer_exchange(
    drafts: &[Draft],
    balanced: &mut Balanced,
    missing: &BTreeMap<Commodity, i128>,
) -> Result<(), Wrong> {
    let has_prices = drafts.iter().any(|draft| draft.price.is_some());
    let open: Vec<(&Commodity, i128)> = missing.iter().map(|(one, units)| (one, *units)).collect();
    let wrong = |reason| (None, "postings", reason);
    let too_much = || wrong(RowReason::NotAnAmount(MoneyError::OutOfRange));
    let money = |(commodity, units): (&Commodity, i128)| Money::new(-units, commodity.clone());
    match open.as_slice() {
        [one, other] if !has_prices && one.1.signum() != other.1.signum() => {
            let one = money(*one).ok_or_else(too_much)?;
            let other = money(*other).ok_or_else(too_much)?;
            balanced.rate = rate(&one, &other);
            balanced.conversion = vec![one, other];
            Ok(())
        }
        [(commodity, units), ..] if open.len() == 1 => {
            let by = Money::new(*units, (*commodity).clone()).ok_or_else(too_much)?;
            Err(wrong(RowReason::Unbalanced { by }))
        }
        _ => Err(wrong(RowReason::UnbalancedSeveral)),
    }
}

/// The rate of an exchange that the journal itself writes through `equity:conversion`.
fn rate_of_conversion(drafts: &[Draft], balanced: &Balanced) -> Option<Rate> {
    let all = drafts.iter().zip(&balanced.of_drafts);
    let through = all.filter(|(draft, _)| draft.account.is_within(CONVERSION));
    let sums = sums(through.flat_map(|(_, amounts)| amounts));
    let mut sums = sums.into_iter().map(|(commodity, units)| Money::new(units, commodity));
    match (sums.next(), sums.next(), sums.next()) {
        (Some(one), Some(other), None) => rate(&one?, &other?),
        _ => None,
    }
}

/// How many of the more numerous commodity make one of the other, as exactly as a rate can say.
fn rate(one: &Money, other: &Money) -> Option<Rate> {
    let finest = one.commodity.exponent().max(other.commodity.exponent());
    let whole = |money: &Money| {
        let scale = 10_i128.pow(finest - money.commodity.exponent());
        i128::from(money.units).abs() * scale
    };
    let (less, more) = (whole(one).min(whole(other)), whole(one).max(whole(other)));
    if less == 0 {
        return None;
    }
    let at_scale = |scale: u32| {
        let digits = rounded(more * 10_i128.pow(scale), less).to_string();
        let width = scale as usize + 1;
        let digits = format!("{digits:0>width$}");
        let (whole, rest) = digits.split_at(digits.len() - scale as usize);
        let rest = rest.trim_end_matches('0');
        if rest.is_empty() { whole.parse().ok() } else { format!("{whole}.{rest}").parse().ok() }
    };
    (0..=RATE_SCALE).rev().find_map(at_scale)
}
