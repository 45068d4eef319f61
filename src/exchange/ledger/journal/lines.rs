//! Lines of a journal -> dates and amounts. Knows nothing of entries.

use crate::clock::Date;
use crate::exchange::ledger::number::{Mark, plain};
use crate::message::economy::{Account, Root, RowReason};
use crate::money::{Commodity, Money, MoneyError};

/// What the file says about itself, so far as it is read, and what the reader was told.
#[derive(Debug, Default)]
pub(super) struct Ways {
    pub(super) year: Option<i16>,
    /// For all commodities.
    pub(super) mark: Option<Mark>,
    /// For one.
    pub(super) marks: Vec<(Commodity, Mark)>,
    /// Signs such as `$`, and what they stand for.
    pub(super) signs: Vec<(String, Commodity)>,
}

/// A number with its sign and its commodity; not in minor units, as prices are finer than amounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Amount {
    pub(super) is_below: bool,
    /// Digits with a point.
    pub(super) digits: String,
    /// `None` for a zero of nothing.
    pub(super) commodity: Option<Commodity>,
}

impl Amount {
    /// In minor units; `None` for a zero of nothing.
    pub(super) fn money(&self) -> Result<Option<Money>, RowReason> {
        let Some(commodity) = &self.commodity else { return Ok(None) };
        let money = Money::read(&self.digits, commodity.clone()).map_err(RowReason::NotAnAmount)?;
        Ok(Some(if self.is_below { money.negated() } else { money }))
    }
}

const NOT_A_NUMBER: RowReason = RowReason::NotAnAmount(MoneyError::NotANumber);
const UNKNOWN: RowReason = RowReason::NotAnAmount(MoneyError::UnknownCommodity);

/// `2026-03-01`, `2026/3/1`, or `3/1` where a year was said. A second date after `=` is looked at,
/// and not kept.
pub(super) fn date(text: &str, year: Option<i16>) -> Option<Date> {
    let (first, second) = match text.split_once('=') {
        None => (text, None),
        Some((first, second)) => (first, Some(second)),
    };
    let first = simple_date(first, year)?;
    match second {
        None => Some(first),
        Some(second) => simple_date(second, Some(first.year())).map(|_| first),
    }
}

fn simple_date(text: &str, year: Option<i16>) -> Option<Date> {
    let mark = text.chars().find(|letter| matches!(letter, '-' | '/' | '.'))?;
    let parts: Vec<&str> = text.split(mark).collect();
    let is_number = |part: &&str| {
        (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !parts.iter().all(is_number) {
        return None;
    }
    let (year, month, day) = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => (year.parse().ok()?, month, day),
        [month, day] => (year?, month, day),
        _ => return None,
    };
    Date::new(year, month.parse().ok()?, day.parse().ok()?)
}

/// An account of the file as one of the books: its root in any case and by its usual other names.
pub(super) fn account(text: &str) -> Result<Account, RowReason> {
    let (first, rest) = text.split_once(':').unwrap_or((text, ""));
    let root = match first.trim().to_lowercase().as_str() {
        "asset" | "assets" => Root::Assets,
        "liability" | "liabilities" => Root::Liabilities,
        "equity" => Root::Equity,
        "income" | "incomes" | "revenue" | "revenues" => Root::Income,
        "expense" | "expenses" => Root::Expenses,
        _ => return Err(RowReason::NotAnAccount),
    };
    let colon = if text.contains(':') { ":" } else { "" };
    let name = format!("{}{colon}{}", root.word(), rest.trim());
    name.parse().map_err(|_| RowReason::NotAnAccount)
}

/// `10.00 EUR`, `EUR -10`, `-$10`, `€ 1,5`.
pub(super) fn amount(text: &str, ways: &Ways) -> Result<Amount, RowReason> {
    let (first_sign, rest) = sign(text.trim());
    let (left, rest) = symbol(rest)?;
    let (second_sign, rest) = match (first_sign, left) {
        (None, Some(_)) => sign(rest),
        _ => (None, rest),
    };
    let end = number_end(rest);
    let (number, rest) = (&rest[..end], rest[end..].trim());
    let (right, rest) = symbol(rest)?;
    if number.is_empty() || !rest.is_empty() {
        return Err(NOT_A_NUMBER);
    }
    let commodity = match (left, right) {
        (Some(symbol), None) | (None, Some(symbol)) => Some(commodity(symbol, ways)?),
        (None, None) => None,
        (Some(_), Some(_)) => return Err(NOT_A_NUMBER),
    };
    let of_commodity = ways.marks.iter().find(|(one, _)| Some(one) == commodity.as_ref());
    let told = of_commodity.map(|(_, mark)| *mark).or(ways.mark);
    let mark = told.or(Mark::in_number(number)).unwrap_or(Mark::Point);
    let digits = plain(number, mark).ok_or(NOT_A_NUMBER)?;
    if commodity.is_none() && digits.bytes().any(|byte| matches!(byte, b'1'..=b'9')) {
        return Err(UNKNOWN);
    }
    let is_below = first_sign.or(second_sign) == Some('-');
    Ok(Amount { is_below, digits, commodity })
}

fn sign(text: &str) -> (Option<char>, &str) {
    match text.chars().next().filter(|first| matches!(first, '-' | '+')) {
        Some(sign) => (Some(sign), text[1..].trim_start()),
        None => (None, text),
    }
}

/// The name of a commodity at the beginning, in quotes or not, and what comes after it.
fn symbol(text: &str) -> Result<(Option<&str>, &str), RowReason> {
    if let Some(rest) = text.strip_prefix('"') {
        let (name, rest) = rest.split_once('"').ok_or(UNKNOWN)?;
        return Ok((Some(name), rest.trim_start()));
    }
    let ends = |letter: char| {
        letter.is_whitespace()
            || letter.is_ascii_digit()
            || "+-.,;@*=\"{}()[]<>&!?#%^/:~".contains(letter)
    };
    let end = text.find(ends).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    Ok(((!name.is_empty()).then_some(name), rest.trim_start()))
}

/// Where a number ends: digits and marks, and single spaces between digits.
fn number_end(text: &str) -> usize {
    let mut end = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let is_space = matches!(letter, ' ' | '\u{a0}' | '\u{202f}');
        let next_is_digit = letters.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        let belongs = letter.is_ascii_digit()
            || matches!(letter, '.' | ',')
            || is_space && end > 0 && next_is_digit;
        if !belongs {
            break;
        }
        end = at + letter.len_utf8();
    }
    end
}

fn commodity(symbol: &str, ways: &Ways) -> Result<Commodity, RowReason> {
    if let Some((_, commodity)) = ways.signs.iter().find(|(sign, _)| sign == symbol) {
        return Ok(commodity.clone());
    }
    let code = match symbol {
        "€" => "EUR",
        "£" => "GBP",
        symbol => symbol,
    };
    code.parse().map_err(RowReason::NotAnAmount)
}

/// Cuts at the first of these letters that is not in quotes.
pub(super) fn cut(text: &str, letter: char) -> (&str, Option<&str>) {
    let mut is_quoted = false;
    for (at, one) in text.char_indices() {
        is_quoted ^= one == '"';
        if one == letter && !is_quoted {
            return (&text[..at], Some(&text[at + one.len_utf8()..]));
        }
    }
    (text, None)
}
