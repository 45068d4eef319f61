//! A fact of any family as text: canonical JSON with its kind, claimed time and version. Invariant:
//! what is read is written again as the same bytes.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::value::{self, canonical_json};
use super::{FACT_VERSION, FactError};
use crate::clock::Timestamp;
use crate::id::{BlobHash, CommandId};
use crate::limits::FACT_BYTES_MAX;

/// A fact's canonical JSON; `body` is an enum whose variants have named fields.
pub fn write<T: Serialize>(at: Timestamp, body: &T) -> String {
    written(at, serde_json::to_value(body).expect("a fact has only JSON shapes"))
}

/// The same, of a body in serde's form.
pub fn written(at: Timestamp, body: Value) -> String {
    let mut fields = serde_json::Map::new();
    if let Value::Object(named) = body {
        for (kind, rest) in named {
            fields.insert("kind".to_owned(), kind.into());
            if let Value::Object(rest) = rest {
                fields.extend(rest);
            }
        }
    }
    fields.insert("at".to_owned(), at.0.into());
    fields.insert("v".to_owned(), FACT_VERSION.into());
    canonical_json(&Value::Object(fields))
}

/// Reads a fact of a family: accepts exactly what `write` produces.
pub fn read<T: Serialize + DeserializeOwned>(text: &str) -> Result<(Timestamp, T), FactError> {
    let (at, named) = parts(text)?;
    let body = value::from_value(named).map_err(|_| FactError::Unreadable)?;
    if write(at, &body) == text { Ok((at, body)) } else { Err(FactError::NotCanonical) }
}

/// Reads a fact that `write` produced on this device: what it was read from before was canonical.
pub fn read_own<T: DeserializeOwned>(text: &str) -> Result<(Timestamp, T), FactError> {
    let (at, named) = parts(text)?;
    value::from_value(named).map(|body| (at, body)).map_err(|_| FactError::Unreadable)
}

/// What an entry of the ledger tells whoever cannot read it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stamp {
    pub at: Timestamp,
    /// The receipt or other picture that it names.
    pub picture: Option<BlobHash>,
    pub words: Option<SealedWords>,
}

/// What an entry says of the sealed words of a need (PEO-6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SealedWords {
    /// Their SHA-256, in the entry of the need itself.
    Named(BlobHash),
    /// Those of this need are erased, if its author says so.
    Erased(CommandId),
}

/// Reads the stamp of an entry whose text is canonical.
pub fn stamp(text: &str) -> Result<Stamp, FactError> {
    let (at, named) = parts(text)?;
    let stamp = named.as_object().and_then(|kinds| kinds.iter().next()).map(|(kind, body)| {
        let text = |field: &str| body.get(field)?.as_str();
        let blob = |field: &str| text(field)?.parse().ok();
        let words = match kind.as_str() {
            "NeedAsked" => blob("words").map(SealedWords::Named),
            "WordsErased" => {
                text("need").and_then(|need| need.parse().ok()).map(SealedWords::Erased)
            }
            _ => None,
        };
        Stamp { at, picture: blob("receipt").or_else(|| blob("picture")), words }
    });
    let stamp = stamp.unwrap_or_default();
    if written(at, named) == text { Ok(stamp) } else { Err(FactError::NotCanonical) }
}

/// Claimed time and body, in serde's form, of a text that is JSON of this version.
pub fn parts(text: &str) -> Result<(Timestamp, Value), FactError> {
    if text.len() > FACT_BYTES_MAX {
        return Err(FactError::TooLong { length: text.len() });
    }
    let Ok(Value::Object(mut fields)) = serde_json::from_str(text) else {
        return Err(FactError::Unreadable);
    };
    let mut number = |name: &str| fields.remove(name).and_then(|value| value.as_u64());
    let version = number("v").ok_or(FactError::Unreadable)?;
    if version != u64::from(FACT_VERSION) {
        return Err(FactError::NewerVersion { version });
    }
    let at = Timestamp(number("at").ok_or(FactError::Unreadable)?);
    let Some(Value::String(kind)) = fields.remove("kind") else {
        return Err(FactError::Unreadable);
    };
    let mut body = serde_json::Map::new();
    body.insert(kind, Value::Object(fields));
    Ok((at, Value::Object(body)))
}
