//! The reader's language, by the browser's own Intl. An unknown zone or locale gives `None` or a
//! plain form, never an exception.

use std::cell::RefCell;
use std::cmp::Ordering;

use js_sys::{Array, Function, JsString, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::window;
use crate::ordered::Map;
use crate::platform::js;

/// The reader's languages, best first, as BCP 47 tags.
pub fn languages() -> Vec<String> {
    window().navigator().languages().iter().filter_map(|tag| tag.as_string()).collect()
}

/// A time in a zone (the device's when empty), with these options of `Intl.DateTimeFormat`.
pub fn format_date(
    at_ms: f64,
    locale: &str,
    zone: &str,
    options: &[(&str, &str)],
) -> Option<String> {
    let mut options = options.to_vec();
    if !zone.is_empty() {
        options.push(("timeZone", zone));
    }
    let format = made("DateTimeFormat", locale, &options)?;
    call(&format, "format", &[at_ms.into()])?.as_string()
}

/// "3 days ago", "in 2 hours": `amount` of `unit` (`second` to `year`), negative for the past.
pub fn format_relative(amount: f64, unit: &str, locale: &str) -> Option<String> {
    let format = made("RelativeTimeFormat", locale, &[("numeric", "auto")])?;
    call(&format, "format", &[amount.into(), unit.into()])?.as_string()
}

/// A number with the reader's separators.
pub fn format_number(number: f64, locale: &str) -> String {
    made("NumberFormat", locale, &[])
        .and_then(|format| call(&format, "format", &[number.into()])?.as_string())
        .unwrap_or_else(|| (number as i64).to_string())
}

/// A decimal number such as `-1234.50` with the reader's separators and all its digits: text goes
/// in, so that no digit is lost.
pub fn format_decimal(number: &str, digits: u32, locale: &str) -> String {
    let digits = digits.to_string();
    let options = [("minimumFractionDigits", &*digits), ("maximumFractionDigits", &*digits)];
    made("NumberFormat", locale, &options)
        .and_then(|format| call(&format, "format", &[number.into()])?.as_string())
        .unwrap_or_else(|| number.to_owned())
}

/// The name of a currency, in the reader's language; `None` where the browser has none.
pub fn currency_name(code: &str, locale: &str) -> Option<String> {
    let options = [("type", "currency"), ("fallback", "none")];
    let names = made("DisplayNames", locale, &options)?;
    call(&names, "of", &[code.into()])?.as_string()
}

/// The currencies that the browser knows; none where it does not say.
pub fn currencies() -> Vec<String> {
    supported("currency")
}

/// The time zones that the browser knows; none where it does not say.
pub fn zones() -> Vec<String> {
    supported("timeZone")
}

fn supported(what: &str) -> Vec<String> {
    let all = js::field(&js_sys::global(), "Intl")
        .and_then(|intl| call(&intl, "supportedValuesOf", &[what.into()])?.dyn_into().ok());
    let all: Array = all.unwrap_or_default();
    all.iter().filter_map(|code| code.as_string()).collect()
}

/// Which of two names stands first in a list for readers of this locale.
pub fn compare(a: &str, b: &str, locale: &str) -> Ordering {
    let names = JsString::from(a).locale_compare(b, &Array::of1(&locale.into()), &Object::new());
    names.cmp(&0)
}

/// In capitals, as this locale has them.
pub fn upper(text: &str, locale: &str) -> String {
    JsString::from(text).to_locale_upper_case(Some(locale)).into()
}

/// "one", "few", "other" and so on; `other` where the browser does not know.
pub fn plural_category(number: f64, locale: &str) -> String {
    made("PluralRules", locale, &[])
        .and_then(|rules| call(&rules, "select", &[number.into()])?.as_string())
        .unwrap_or_else(|| "other".to_owned())
}

/// "Ana, Ben and Caro".
pub fn format_list(items: &[String], locale: &str) -> String {
    let list: Array = items.iter().map(|item| JsValue::from(item.as_str())).collect();
    made("ListFormat", locale, &[("type", "conjunction")])
        .and_then(|format| call(&format, "format", &[list.into()])?.as_string())
        .unwrap_or_else(|| items.join(", "))
}

/// The name of a language, in the reader's.
pub fn language_name(tag: &str, locale: &str) -> Option<String> {
    let names = made("DisplayNames", locale, &[("type", "language")])?;
    call(&names, "of", &[tag.into()])?.as_string()
}

/// The device's IANA time zone; empty where the browser does not say.
pub fn current_zone() -> String {
    made("DateTimeFormat", "en", &[])
        .and_then(|format| js::text_field(&call(&format, "resolvedOptions", &[])?, "timeZone"))
        .unwrap_or_default()
}

/// Minutes that a zone is ahead of UTC at a time; `None` for a zone the browser does not know.
pub fn zone_offset_min(at_ms: f64, zone: &str) -> Option<i32> {
    let options = [
        ("timeZone", zone),
        ("hourCycle", "h23"),
        ("year", "numeric"),
        ("month", "numeric"),
        ("day", "numeric"),
        ("hour", "numeric"),
        ("minute", "numeric"),
        ("second", "numeric"),
    ];
    let format = made("DateTimeFormat", "en-US", &options)?;
    let parts: Array = call(&format, "formatToParts", &[at_ms.into()])?.dyn_into().ok()?;
    let number = |kind: &str| {
        let part = parts.iter().find(|part| js::text_field(part, "type").as_deref() == Some(kind));
        js::text_field(&part?, "value")?.parse::<i32>().ok()
    };
    let [year, month, day] = [number("year")?, number("month")?, number("day")?];
    let [hour, minute, second] = [number("hour")?, number("minute")?, number("second")?];
    let wall = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z");
    let wall_ms = js_sys::Date::parse(&wall);
    if !wall_ms.is_finite() {
        return None;
    }
    let second_ms = (at_ms / 1_000.0).floor() * 1_000.0;
    // At most 14 hours either way: the cast cannot lose anything.
    Some(((wall_ms - second_ms) / 60_000.0).round() as i32)
}

/// So many formatters are kept; the few that a screen needs take milliseconds each to make.
const FORMATTERS_MAX: usize = 64;

thread_local! {
    static FORMATTERS: RefCell<Map<String, JsValue>> = const { RefCell::new(Map::new()) };
}

/// A formatter of `Intl` from a locale and text options: the same as last time for the same words.
fn made(kind: &str, locale: &str, options: &[(&str, &str)]) -> Option<JsValue> {
    let mut words = [kind, locale].join("\n");
    for (name, value) in options {
        words.extend(["\n", name, "\n", value]);
    }
    if let Some(known) = FORMATTERS.with_borrow(|known| known.get(&words).cloned()) {
        return Some(known);
    }
    let new = make(kind, locale, options)?;
    FORMATTERS.with_borrow_mut(|known| {
        if known.len() >= FORMATTERS_MAX {
            known.clear();
        }
        known.insert(words, new.clone());
    });
    Some(new)
}

fn make(kind: &str, locale: &str, options: &[(&str, &str)]) -> Option<JsValue> {
    let constructor: Function =
        js::field(&js::field(&js_sys::global(), "Intl")?, kind)?.dyn_into().ok()?;
    let object = Object::new();
    for (name, value) in options {
        js::set_field(&object, name, &(*value).into());
    }
    Reflect::construct(&constructor, &Array::of2(&locale.into(), &object)).ok()
}

fn call(object: &JsValue, method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method: Function = js::field(object, method)?.dyn_into().ok()?;
    Reflect::apply(&method, object, &arguments.iter().collect()).ok()
}
