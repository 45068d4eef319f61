//! Amounts and hours as people read them: exact, with their currency, never converted.

use leptos::prelude::*;

use crate::message::economy::Stream;
use crate::message::economy::view::Minutes;
use crate::money::{Commodity, Money, typed};
use crate::ui::format;
use crate::ui::kit::bar::Fill;
use crate::ui::words;

/// The number alone. Credits are shown without decimals where they are whole.
pub fn number(money: &Money) -> String {
    let text = money.number();
    let is_credit = money.commodity == Commodity::credit();
    let text = if is_credit { text.strip_suffix(".00").unwrap_or(&text) } else { &text };
    format::decimal(text)
}

/// The number with its sign, below and above zero.
pub fn signed(money: &Money) -> String {
    let sign = if money.units > 0 { "+" } else { "" };
    format!("{sign}{}", number(money))
}

/// In a sentence: "EUR 2,400.00", "8 credits".
pub fn said(money: &Money) -> String {
    if money.commodity == Commodity::credit() {
        return words::economy::credits(&number(money));
    }
    format!("{}\u{a0}{}", money.commodity, number(money))
}

/// Several in a sentence, those that are zero left out.
pub fn all_said(amounts: &[Money]) -> String {
    let said: Vec<String> = amounts.iter().filter(|one| one.units != 0).map(said).collect();
    format::list(&said)
}

/// The unit muted, the number strong.
pub fn amount(money: &Money) -> AnyView {
    shown(money, number(money))
}

/// The same with its sign.
pub fn signed_amount(money: &Money) -> AnyView {
    shown(money, signed(money))
}

fn shown(money: &Money, number: String) -> AnyView {
    if money.commodity == Commodity::credit() {
        return view! {
            <span class="amount">{number} "\u{a0}" <span class="unit">{words::economy::credits_unit()}</span></span>
        }
        .into_any();
    }
    let unit = money.commodity.to_string();
    view! { <span class="amount"><span class="unit">{unit}</span> "\u{a0}" {number}</span> }
        .into_any()
}

/// What a commodity is called: "Euro", "Credits", or its own name.
pub fn name(commodity: &Commodity) -> String {
    if *commodity == Commodity::credit() {
        return words::economy::credits_title();
    }
    if commodity.is_currency() { format::currency(commodity.code()) } else { commodity.to_string() }
}

/// "30 hours", "1 hour 40", "25 minutes".
pub fn hours(minutes: u64) -> String {
    let figure = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    let (whole, rest) = (figure(minutes / 60), figure(minutes % 60));
    match (whole, rest) {
        (0, rest) if rest > 0 => words::work::minutes(rest),
        (whole, 0) => words::work::hours(whole),
        (whole, rest) => words::work::hours_and(whole, &rest.to_string()),
    }
}

/// "38" or "1:40", for columns of hours.
pub fn hours_cell(minutes: u64) -> String {
    match minutes % 60 {
        0 => format::number((minutes / 60) as f64),
        rest => format!("{}:{rest:02}", minutes / 60),
    }
}

/// "38 h" or "1:40 h".
pub fn hours_short(minutes: u64) -> String {
    format!("{}\u{a0}h", hours_cell(minutes))
}

/// The colour and hatch of a stream.
pub fn fill(stream: Stream) -> Fill {
    match stream {
        Stream::Livelihood => Fill::Sea,
        Stream::Care => Fill::Amber,
        Stream::Commons => Fill::Leaf,
    }
}

/// The name of a stream.
pub fn stream(stream: Stream) -> String {
    match stream {
        Stream::Livelihood => words::work::livelihood(),
        Stream::Care => words::work::care(),
        Stream::Commons => words::work::commons(),
    }
}

/// "24 livelihood, 6 care".
pub fn by_stream(minutes: Minutes) -> String {
    let parts: Vec<String> = Stream::ALL
        .into_iter()
        .filter(|one| minutes.of(*one) > 0)
        .map(|one| words::work::of_stream(&hours_cell(minutes.of(one)), &stream(one)))
        .collect();
    parts.join(", ")
}

/// A part of a thousand as "24 %".
pub fn percent(of_thousand: u32) -> String {
    let text = format!("{}.{}", of_thousand / 10, of_thousand % 10);
    let text = text.strip_suffix(".0").unwrap_or(&text);
    words::economy::percent(&format::decimal(text))
}

/// A part of ten thousand as "65 %".
pub fn percent_of_whole(part: u32) -> String {
    words::economy::percent(&format::decimal(&typed_percent(part)))
}

/// A part of ten thousand as per cent, as it is typed.
pub fn typed_percent(part: u32) -> String {
    let text = format!("{}.{:02}", part / 100, part % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A part of ten thousand, of what is typed as per cent with up to two decimals.
pub fn read_percent(text: &str) -> Option<u32> {
    let number = typed::number(text.trim().trim_end_matches('%'), 2)?;
    let (whole, rest) = number.split_once('.').unwrap_or((&number, ""));
    if rest.len() > 2 {
        return None;
    }
    let whole: u32 = whole.parse().ok()?;
    let rest: u32 = format!("{rest:0<2}").parse().ok()?;
    whole.checked_mul(100)?.checked_add(rest)
}
