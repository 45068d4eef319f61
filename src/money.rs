//! Amounts as values: whole minor units of one commodity. No float anywhere; what does not fit is
//! refused. Text forms are `99.09 EUR` and `655.957`.

pub mod typed;

use std::fmt;
use std::str::FromStr;

use iso_currency::Currency;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The most minor units that an amount can have, either way: sums of very many fit in an `i128`.
pub const UNITS_MAX: i64 = 1_000_000_000_000_000;
/// Digits after the point of a rate.
const RATE_SCALE_MAX: usize = 10;
/// Digits of a rate in all.
const RATE_DIGITS_MAX: usize = 17;
/// Bytes of the name of a unit that is no currency.
const UNIT_BYTES_MAX: usize = 16;

/// What is counted: an ISO 4217 currency, or a unit of the community's own, in lower case.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Commodity(String);

impl Commodity {
    /// The unit of mutual credit.
    pub fn credit() -> Self {
        Self("credit".to_owned())
    }

    /// Its code or name.
    pub fn code(&self) -> &str {
        &self.0
    }

    /// Digits after the point: those of ISO 4217; two for units of one's own.
    pub fn exponent(&self) -> u32 {
        match Currency::from_code(&self.0) {
            Some(currency) => u32::from(currency.exponent().unwrap_or(0)),
            None => 2,
        }
    }

    /// What stands for it in texts, such as `$`; other currencies may have the same.
    pub fn sign(&self) -> Option<String> {
        let symbol = Currency::from_code(&self.0)?.symbol().to_string();
        (!symbol.is_empty() && symbol != self.0).then_some(symbol)
    }

    /// Whether it is a currency of ISO 4217.
    pub fn is_currency(&self) -> bool {
        Currency::from_code(&self.0).is_some()
    }
}

/// Why a text is no amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum MoneyError {
    /// Neither an ISO 4217 code nor a name in lower case.
    #[error("an unknown currency")]
    UnknownCommodity,
    /// Not digits with at most one point.
    #[error("not a number")]
    NotANumber,
    /// More digits after the point than the currency has.
    #[error("more decimals than the currency has")]
    TooFine,
    /// Beyond what an amount can be.
    #[error("out of range")]
    OutOfRange,
    /// A rate that is zero.
    #[error("a rate of zero")]
    ZeroRate,
}

impl FromStr for Commodity {
    type Err = MoneyError;
    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let is_own = (1..=UNIT_BYTES_MAX).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_lowercase());
        let is_currency = text.len() == 3 && Currency::from_code(text).is_some();
        if is_own || is_currency {
            Ok(Self(text.to_owned()))
        } else {
            Err(MoneyError::UnknownCommodity)
        }
    }
}

impl fmt::Display for Commodity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An amount of one commodity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money {
    pub commodity: Commodity,
    /// Minor units, such as cents; below zero where it goes out.
    pub units: i64,
}

impl Money {
    /// So many minor units; `None` beyond `UNITS_MAX`.
    pub fn new(units: i128, commodity: Commodity) -> Option<Self> {
        let units = i64::try_from(units).ok()?;
        (units.abs() <= UNITS_MAX).then_some(Self { commodity, units })
    }

    /// Reads a number with at most as many decimals as the commodity has, such as `-12.5`.
    pub fn read(number: &str, commodity: Commodity) -> Result<Self, MoneyError> {
        let units = scaled(number, commodity.exponent() as usize)?;
        Self::new(units, commodity).ok_or(MoneyError::OutOfRange)
    }

    /// The number alone, with all decimals of its commodity and no thousands marks.
    pub fn number(&self) -> String {
        let exponent = self.commodity.exponent();
        let scale = 10_u64.pow(exponent);
        let sign = if self.units < 0 { "-" } else { "" };
        let (whole, rest) = (self.units.unsigned_abs() / scale, self.units.unsigned_abs() % scale);
        match exponent {
            0 => format!("{sign}{whole}"),
            _ => format!("{sign}{whole}.{rest:0width$}", width = exponent as usize),
        }
    }

    /// The same the other way.
    pub fn negated(&self) -> Self {
        Self { commodity: self.commodity.clone(), units: -self.units }
    }

    /// This amount in another commodity, where `rate` of its own make one of the other's. Half is
    /// rounded away from zero (ECO-10).
    pub fn converted(&self, rate: &Rate, to: &Commodity) -> Option<Self> {
        let scale = |digits: u32| 10_i128.checked_pow(digits);
        let over = i128::from(self.units)
            .checked_mul(scale(to.exponent())?)?
            .checked_mul(scale(u32::from(rate.scale))?)?;
        let under = i128::from(rate.digits).checked_mul(scale(self.commodity.exponent())?)?;
        let (whole, rest) = (over / under, over % under);
        let away = if rest.abs() * 2 >= under { over.signum() } else { 0 };
        Self::new(whole + away, to.clone())
    }
}

/// A plain decimal number times ten to the power of `scale`.
fn scaled(text: &str, scale: usize) -> Result<i128, MoneyError> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let is_plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_plain(whole) || !is_plain(rest) || digits.ends_with('.') {
        return Err(MoneyError::NotANumber);
    }
    if rest.len() > scale {
        return Err(MoneyError::TooFine);
    }
    if whole.len() > 20 {
        return Err(MoneyError::OutOfRange);
    }
    let all = format!("{whole}{rest:0<scale$}");
    let number: i128 = all.parse().map_err(|_| MoneyError::OutOfRange)?;
    Ok(sign * number)
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.number(), self.commodity)
    }
}

impl FromStr for Money {
    type Err = MoneyError;
    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let (number, commodity) = text.split_once(' ').ok_or(MoneyError::NotANumber)?;
        Self::read(number, commodity.parse()?)
    }
}

/// How many of one commodity make one of another: a decimal number above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    digits: u64,
    /// Of these, so many stand after the point.
    scale: u8,
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = usize::from(self.scale);
        let digits = format!("{:0>width$}", self.digits, width = scale + 1);
        let (whole, rest) = digits.split_at(digits.len() - scale);
        if rest.is_empty() { f.write_str(whole) } else { write!(f, "{whole}.{rest}") }
    }
}

impl FromStr for Rate {
    type Err = MoneyError;
    fn from_str(text: &str) -> Result<Self, MoneyError> {
        let (_, rest) = text.split_once('.').unwrap_or((text, ""));
        if rest.len() > RATE_SCALE_MAX {
            return Err(MoneyError::TooFine);
        }
        if text.len() > RATE_DIGITS_MAX + 1 {
            return Err(MoneyError::OutOfRange);
        }
        let digits = scaled(text, rest.len())?;
        let digits = u64::try_from(digits).map_err(|_| MoneyError::OutOfRange)?;
        if digits == 0 {
            return Err(MoneyError::ZeroRate);
        }
        let scale = u8::try_from(rest.len()).map_err(|_| MoneyError::TooFine)?;
        let rate = Self { digits, scale };
        if rate.to_string() == text { Ok(rate) } else { Err(MoneyError::NotANumber) }
    }
}

macro_rules! as_text {
    ($($name:ty),*) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                let text = String::deserialize(input)?;
                let value: Self = text.parse().map_err(de::Error::custom)?;
                if value.to_string() == text {
                    Ok(value)
                } else {
                    Err(de::Error::custom("not in the form in which it is written"))
                }
            }
        }
    )*};
}

as_text!(Commodity, Money, Rate);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn money(text: &str) -> Money {
        text.parse().expect("an amount")
    }

    #[test]
    fn eco_1_amounts_have_the_decimals_of_their_currency() {
        for (text, units) in [("99.09 EUR", 9909), ("65000 XOF", 65000), ("-7.50 credit", -750)] {
            assert_eq!((money(text).units, money(text).to_string()), (units, text.to_owned()));
        }
        let cases = [
            ("1.234 EUR", MoneyError::TooFine),
            ("0.5 XOF", MoneyError::TooFine),
            ("1 XXY", MoneyError::UnknownCommodity),
            ("1", MoneyError::NotANumber),
            ("1,5 EUR", MoneyError::NotANumber),
            ("1. EUR", MoneyError::NotANumber),
            (".5 EUR", MoneyError::NotANumber),
            ("99999999999999.00 EUR", MoneyError::OutOfRange),
            ("999999999999999999999999 EUR", MoneyError::OutOfRange),
        ];
        for (text, error) in cases {
            assert_eq!(text.parse::<Money>(), Err(error), "{text}");
        }
    }

    #[test]
    fn eco_10_conversions_round_half_away_from_zero() {
        let rate: Rate = "655.957".parse().expect("a rate");
        let euro: Commodity = "EUR".parse().expect("a currency");
        assert_eq!(money("65000 XOF").converted(&rate, &euro), Some(money("99.09 EUR")));
        assert_eq!(money("-65000 XOF").converted(&rate, &euro), Some(money("-99.09 EUR")));
        let two: Rate = "2".parse().expect("a rate");
        let yen: Commodity = "JPY".parse().expect("a currency");
        assert_eq!(money("1.00 EUR").converted(&two, &yen), Some(money("1 JPY")));
        assert_eq!(money("-5.00 EUR").converted(&two, &yen), Some(money("-3 JPY")));
        for (text, error) in [("0", MoneyError::ZeroRate), ("0.00", MoneyError::ZeroRate)] {
            assert_eq!(text.parse::<Rate>(), Err(error));
        }
    }

    proptest! {
        #[test]
        fn amounts_read_back_as_written(units in -UNITS_MAX..=UNITS_MAX) {
            for code in ["EUR", "XOF", "KWD", "credit"] {
                let commodity = code.parse().expect("known");
                let one = Money::new(i128::from(units), commodity).expect("in range");
                prop_assert_eq!(one.to_string().parse(), Ok(one));
            }
        }

        #[test]
        fn reading_never_panics(text in ".{0,60}") {
            std::hint::black_box(text.parse::<Money>().ok());
            std::hint::black_box(text.parse::<Rate>().ok());
        }
    }
}
