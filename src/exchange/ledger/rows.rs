//! Entries of the books as a table, one posting a row, and as JSON.

use super::JournalEntry;
use super::table::{guarded, written};

const COLUMNS: [&str; 8] =
    ["date", "id", "what", "account", "amount", "commodity", "rate", "rate source"];

/// All postings, in their order. Words that a program of tables would take for a formula begin with
/// `'`.
pub fn csv(entries: &[JournalEntry]) -> String {
    let rows = entries.iter().flat_map(|entry| {
        let (rate, source) = match &entry.exchange {
            Some(exchange) => (exchange.rate.to_string(), guarded(&exchange.source)),
            None => (String::new(), String::new()),
        };
        entry.postings.iter().map(move |posting| {
            [
                entry.date.to_string(),
                guarded(&entry.id),
                guarded(&entry.what),
                posting.account.to_string(),
                posting.money.number(),
                posting.money.commodity.to_string(),
                rate.clone(),
                source.clone(),
            ]
        })
    });
    written(COLUMNS, rows)
}

/// All entries with their postings; amounts are texts such as `99.09 EUR`.
pub fn json(entries: &[JournalEntry]) -> String {
    serde_json::to_string_pretty(entries).expect("plain data")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::economy::{Exchange, Posting};

    fn entry() -> JournalEntry {
        let posting = |account: &str, money: &str| Posting {
            account: account.parse().expect("an account"),
            money: money.parse().expect("an amount"),
        };
        let (rate, source) = ("655.957".parse().expect("a rate"), "ECB, 12 March".to_owned());
        JournalEntry {
            date: "2026-03-12".parse().expect("a day"),
            what: "=Proofs; \"all\"".to_owned(),
            id: "-abc".to_owned(),
            postings: vec![
                posting("expenses:printing", "99.09 EUR"),
                posting("equity:conversion", "-99.09 EUR"),
            ],
            exchange: Some(Exchange { rate, source }),
        }
    }

    #[test]
    fn postings_are_rows() {
        let expected = "date,id,what,account,amount,commodity,rate,rate source\n\
            2026-03-12,'-abc,\"'=Proofs; \"\"all\"\"\",expenses:printing,99.09,EUR,655.957,\"ECB, 12 March\"\n\
            2026-03-12,'-abc,\"'=Proofs; \"\"all\"\"\",equity:conversion,-99.09,EUR,655.957,\"ECB, 12 March\"\n";
        assert_eq!(csv(&[entry()]), expected);
    }

    #[test]
    fn entries_are_json() {
        let read: serde_json::Value = serde_json::from_str(&json(&[entry()])).expect("JSON");
        assert_eq!(read[0]["postings"][1]["money"], "-99.09 EUR");
        assert_eq!(
            (&read[0]["date"], &read[0]["exchange"]["rate"]),
            (&"2026-03-12".into(), &"655.957".into())
        );
    }
}
