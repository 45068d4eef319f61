//! Fields of amounts, days, currencies and accounts. What is typed is read exactly or refused with a
//! reason; a decimal comma and a decimal point are the same.

use leptos::prelude::*;

use crate::clock::Date;
use crate::message::economy::{Account, Exchange};
use crate::money::{Commodity, Money, MoneyError, Rate, typed};
use crate::ordered;
use crate::platform::browser;
use crate::ui::feature::economy::amount;
use crate::ui::kit::field::choice_field;
use crate::ui::kit::fresh_id;
use crate::ui::words;

/// Decimals that a rate can have.
const RATE_DECIMALS: u32 = 10;

/// Reads an amount above zero.
pub fn read_amount(text: &str, commodity: &Commodity) -> Result<Money, String> {
    let money = read_any(text, commodity)?;
    if money.units > 0 { Ok(money) } else { Err(words::economy::amount_not_positive()) }
}

/// Reads an amount, which may be below zero.
pub fn read_any(text: &str, commodity: &Commodity) -> Result<Money, String> {
    if text.trim().is_empty() {
        return Err(words::economy::amount_missing());
    }
    let number = typed::number(text, commodity.exponent());
    let number = number.ok_or_else(words::economy::amount_unreadable)?;
    Money::read(&number, commodity.clone()).map_err(|why| money_error(why, commodity))
}

fn money_error(error: MoneyError, commodity: &Commodity) -> String {
    match error {
        MoneyError::TooFine => words::economy::too_fine(commodity.code(), commodity.exponent()),
        MoneyError::OutOfRange => words::economy::amount_too_large(),
        MoneyError::UnknownCommodity | MoneyError::NotANumber | MoneyError::ZeroRate => {
            words::economy::amount_unreadable()
        }
    }
}

/// Reads a rate and who says so.
pub fn read_exchange(rate: &str, source: &str) -> Result<Exchange, String> {
    let number = typed::number(rate, RATE_DECIMALS).ok_or_else(words::economy::rate_missing)?;
    let rate: Rate = number.parse().map_err(|_| words::economy::rate_missing())?;
    let source = source.trim().to_owned();
    if source.is_empty() {
        return Err(words::economy::source_missing());
    }
    Ok(Exchange { rate, source })
}

/// Reads a day.
pub fn read_date(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| words::common::date_missing())
}

/// Reads words of the field with this label, which must not be missing.
pub fn read_words(label: &str, text: &str) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() { Err(words::economy::what_missing(label)) } else { Ok(text.to_owned()) }
}

/// Reads what stands below a root in the field with this label: `printing` under `expenses`.
pub fn read_account(label: &str, root: &str, leaf: &str) -> Result<Account, String> {
    let leaf = leaf.trim().trim_matches(':');
    if leaf.is_empty() {
        return Err(words::economy::account_missing(label));
    }
    let name = format!("{root}:{leaf}");
    let parts: Vec<&str> = name.split(':').map(str::trim).collect();
    parts.join(":").parse().map_err(|_| words::economy::account_unreadable())
}

/// An amount; its currency stands behind it.
pub fn amount_field(
    label: String,
    unit: impl Fn() -> String + Send + 'static,
    hint: String,
    value: RwSignal<String>,
) -> AnyView {
    let id = fresh_id("amount");
    let hint_id = format!("{id}-hint");
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <span class="number wide">
                <input
                    class="input"
                    id=id
                    inputmode="decimal"
                    autocomplete="off"
                    dir="ltr"
                    aria-describedby=hint_id.clone()
                    prop:value=move || value.get()
                    on:input=move |event| value.set(event_target_value(&event))
                />
                <span class="unit">{unit}</span>
            </span>
            <span class="hint" id=hint_id>{hint}</span>
        </div>
    }
    .into_any()
}

/// A line with suggestions.
pub fn suggesting_field(
    label: String,
    hint: String,
    suggestions: impl Fn() -> Vec<String> + Send + 'static,
    value: RwSignal<String>,
) -> AnyView {
    let id = fresh_id("line");
    let (hint_id, list_id) = (format!("{id}-hint"), format!("{id}-list"));
    let options = move || {
        suggestions().into_iter().map(|one| view! { <option value=one></option> }).collect_view()
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input
                class="input"
                id=id
                list=list_id.clone()
                dir="auto"
                autocomplete="off"
                aria-describedby=hint_id.clone()
                prop:value=move || value.get()
                on:input=move |event| value.set(event_target_value(&event))
            />
            <datalist id=list_id>{options}</datalist>
            <span class="hint" id=hint_id>{hint}</span>
        </div>
    }
    .into_any()
}

/// What stands below a root among these accounts.
pub fn leaves(accounts: &[Account], root: &str) -> Vec<String> {
    let below = accounts.iter().filter(|account| account.is_within(root));
    below.map(|account| account.leaf().to_owned()).filter(|leaf| !leaf.is_empty()).collect()
}

/// Currencies to choose among: these first, then all that the browser knows, by their codes.
pub fn currency_options(first: &[Commodity]) -> Vec<(String, String)> {
    let mut codes: Vec<Commodity> = first.to_vec();
    let mut others: Vec<Commodity> =
        browser::currencies().iter().filter_map(|code| code.parse().ok()).collect();
    ordered::sort(&mut others);
    others.retain(|one| !first.contains(one));
    codes.extend(others);
    let named = |one: Commodity| {
        let label = match one.is_currency() {
            true => format!("{one} · {}", amount::name(&one)),
            false => amount::name(&one),
        };
        (one.code().to_owned(), label)
    };
    codes.into_iter().map(named).collect()
}

/// The choice of a currency.
pub fn currency_field(label: String, first: &[Commodity], value: RwSignal<String>) -> AnyView {
    choice_field(label, currency_options(first), value)
}
