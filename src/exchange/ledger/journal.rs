//! Journals of hledger: out here, in below. What goes out is checked by `hledger check --strict`:
//! every account and commodity is declared, and what people wrote can end no line.

mod balance;
mod checks;
mod lines;
mod read;
#[cfg(test)]
mod tests;

pub use read::{JournalReading, read_journal};

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::JournalEntry;
use crate::message::economy::{Account, Exchange};
use crate::money::{Commodity, Money};

/// Before the rate in a comment of an entry.
const EXCHANGE: &str = "exchange:";

/// All entries as a journal, in their order. `name` tells people's accounts in words; where two
/// accounts would be told alike, they are told apart.
pub fn journal(entries: &[JournalEntry], name: &dyn Fn(&Account) -> String) -> String {
    let postings = || entries.iter().flat_map(|entry| &entry.postings);
    let commodities: BTreeSet<&Commodity> = postings().map(|one| &one.money.commodity).collect();
    let accounts: BTreeSet<&Account> = postings().map(|one| &one.account).collect();
    let names = names(accounts, name);
    let mut text = String::new();
    for commodity in commodities {
        let sample = Money { commodity: commodity.clone(), units: 1_000 * scale(commodity) };
        let number = sample.number();
        // The mark stays where there are no decimals, or it could be one of thousands.
        let mark = if number.contains('.') { "" } else { "." };
        line(&mut text, &format!("commodity {number}{mark} {commodity}"));
    }
    for name in names.values().collect::<BTreeSet<_>>() {
        line(&mut text, &format!("account {name}"));
    }
    for entry in entries {
        line(&mut text, "");
        line(&mut text, &head(entry));
        if let Some(Exchange { rate, source }) = &entry.exchange {
            line(&mut text, &format!("    ; {EXCHANGE} {rate} {}", quiet(source)));
        }
        for posting in &entry.postings {
            let name = &names[&posting.account];
            line(&mut text, &format!("    {name:40}  {:>20}", posting.money.to_string()));
        }
    }
    text
}

fn line(text: &mut String, line: &str) {
    writeln!(text, "{line}").expect("a string takes all");
}

fn scale(commodity: &Commodity) -> i64 {
    10_i64.pow(commodity.exponent())
}

/// `2026-03-12 (id) What was it`.
fn head(entry: &JournalEntry) -> String {
    let id: String = entry.id.chars().filter(|c| !c.is_control() && *c != ')').collect();
    let what = words(&entry.what);
    // Without a code, what begins like a code or a mark would be taken for one.
    let code = match (id.is_empty(), what.starts_with(['(', '*', '!'])) {
        (true, false) => String::new(),
        _ => format!(" ({id})"),
    };
    format!("{}{code} {what}", entry.date).trim_end().to_owned()
}

/// Words that begin no comment.
fn words(text: &str) -> String {
    super::line_of(text).replace(';', ",")
}

/// Words of a comment that are no tag and no date, which programs would read.
fn quiet(text: &str) -> String {
    words(text).replace(':', "-").replace(['[', ']'], "")
}

fn names<'a>(
    accounts: BTreeSet<&'a Account>,
    name: &dyn Fn(&Account) -> String,
) -> BTreeMap<&'a Account, String> {
    let told = |account: &Account| {
        let name = words(&name(account));
        let parts =
            name.split(':').map(|part| part.trim().trim_start_matches(['(', '[', '!', '*']));
        let parts: Vec<&str> = parts.map(str::trim).filter(|part| !part.is_empty()).collect();
        parts.join(":")
    };
    let mut taken = BTreeSet::new();
    let mut names = BTreeMap::new();
    for account in accounts {
        let mut name = told(account);
        if name.is_empty() || taken.contains(&name) {
            name = format!("{name} ({})", account.leaf().replace(':', " "));
        }
        while !taken.insert(name.clone()) {
            name.push('\'');
        }
        names.insert(account, name);
    }
    names
}
