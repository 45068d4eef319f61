//! Letters of trade <-> text that survives chats and mails: a word for the kind, a version, and base64url
//! with a check at its end. The check finds slips of the hand; only signatures find lies.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::TradeLetter;
use crate::limits::TRADE_LETTER_BYTES_MAX;

/// Of the form of letters; programs read their own only.
const VERSION: &str = "1";
/// At the end of what is encoded.
const CHECK_BYTES: usize = 8;

/// Why a text is no letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// Something else altogether.
    #[error("not a letter of trade")]
    NotALetter,
    /// A part is missing or was changed.
    #[error("the letter is damaged")]
    Damaged,
    /// Of another version of the form.
    #[error("the letter is of another version")]
    OtherVersion,
}

/// FNV-1a: no secret is in it, and nothing is believed because of it.
fn check(bytes: &[u8]) -> [u8; CHECK_BYTES] {
    let (basis, prime) = (0xcbf2_9ce4_8422_2325_u64, 0x0000_0100_0000_01b3_u64);
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(prime);
    bytes.iter().fold(basis, step).to_le_bytes()
}

fn encoded(value: &impl Serialize) -> String {
    let mut bytes = postcard::to_stdvec(value).expect("plain data");
    bytes.extend(check(&bytes));
    URL_SAFE_NO_PAD.encode(bytes)
}

fn decoded<T: DeserializeOwned>(text: &str) -> Result<T, LetterError> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| LetterError::Damaged)?;
    let (body, own) = bytes.split_last_chunk::<CHECK_BYTES>().ok_or(LetterError::Damaged)?;
    if check(body) != *own {
        return Err(LetterError::Damaged);
    }
    match postcard::take_from_bytes(body) {
        Ok((value, [])) => Ok(value),
        Ok(_) | Err(_) => Err(LetterError::Damaged),
    }
}

impl TradeLetter {
    fn kind(&self) -> &'static str {
        match self {
            Self::Introduction(_) => "introduction",
            Self::Transfer(_) => "transfer",
            Self::Receipt(_) => "receipt",
        }
    }
}

impl fmt::Display for TradeLetter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let body = match self {
            Self::Introduction(one) => encoded(one),
            Self::Transfer(one) => encoded(one),
            Self::Receipt(one) => encoded(one),
        };
        write!(f, "phyle-{}-{VERSION}-{body}", self.kind())
    }
}

impl FromStr for TradeLetter {
    type Err = LetterError;
    /// In one line or in several, as mails break it.
    fn from_str(text: &str) -> Result<Self, LetterError> {
        if text.len() > TRADE_LETTER_BYTES_MAX {
            return Err(LetterError::NotALetter);
        }
        let text: String = text.chars().filter(|one| !one.is_whitespace()).collect();
        let rest = text.strip_prefix("phyle-").ok_or(LetterError::NotALetter)?;
        let (kind, rest) = rest.split_once('-').ok_or(LetterError::NotALetter)?;
        if !["introduction", "transfer", "receipt"].contains(&kind) {
            return Err(LetterError::NotALetter);
        }
        let (version, body) = rest.split_once('-').ok_or(LetterError::Damaged)?;
        if version != VERSION {
            let is_number = !version.is_empty() && version.bytes().all(|one| one.is_ascii_digit());
            return Err(if is_number { LetterError::OtherVersion } else { LetterError::Damaged });
        }
        let letter = match kind {
            "introduction" => Self::Introduction(decoded(body)?),
            "transfer" => Self::Transfer(decoded(body)?),
            _ => Self::Receipt(decoded(body)?),
        };
        if letter.to_string() == text { Ok(letter) } else { Err(LetterError::Damaged) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::id::{CommandId, CommunityId, DeviceKey, Signature};
    use crate::message::economy::trade::{
        Introduction, Receipt, SignedTransfer, Transfer, Verdict, Way,
    };

    fn letters() -> [TradeLetter; 3] {
        let (from, to) = (CommunityId([1; 32]), CommunityId([2; 32]));
        let (key, signature) = (DeviceKey([3; 32]), Signature([4; 64]));
        let transfer = Transfer {
            id: CommandId([5; 16]),
            from,
            to,
            key,
            way: Way::Gave,
            money: "40.00 EUR".parse().expect("an amount"),
            what: "Ten sacks of beans".to_owned(),
            date: "2026-03-12".parse().expect("a day"),
        };
        let (name, trader) = ("Four Shores".to_owned(), "Awa".to_owned());
        let (transfer_id, verdict) = (transfer.id, Verdict::Accepted);
        [
            TradeLetter::Introduction(Introduction { community: from, name, trader, key }),
            TradeLetter::Transfer(SignedTransfer { transfer, signature }),
            TradeLetter::Receipt(Receipt {
                from,
                to,
                transfer: transfer_id,
                verdict,
                key,
                signature,
            }),
        ]
    }

    #[test]
    fn eco_13_letters_read_back_as_written() {
        for letter in letters() {
            let text = letter.to_string();
            assert_eq!(text.parse(), Ok(letter.clone()));
            let (one, other) = text.split_at(40);
            let broken = format!(" {one}\r\n  {other}\n");
            assert_eq!(broken.parse(), Ok(letter));
        }
    }

    #[test]
    fn eco_13_a_letter_that_was_cut_or_changed_is_refused() {
        for letter in letters() {
            let text = letter.to_string();
            let head = text.find("-1-").expect("a version") + 3;
            for at in head..text.len() {
                assert_eq!(text[..at].parse::<TradeLetter>(), Err(LetterError::Damaged));
                let mut bent = text.clone();
                let other = if &text[at..=at] == "A" { "B" } else { "A" };
                bent.replace_range(at..=at, other);
                assert_eq!(bent.parse::<TradeLetter>(), Err(LetterError::Damaged), "{at}");
            }
            let newer = text.replacen("-1-", "-2-", 1);
            assert_eq!(newer.parse::<TradeLetter>(), Err(LetterError::OtherVersion));
        }
        for text in ["", "phyle", "phyle-", "phyle-poem-1-AAAA", "hello there", "#/join/abc"] {
            assert_eq!(text.parse::<TradeLetter>(), Err(LetterError::NotALetter), "{text}");
        }
    }

    proptest! {
        #[test]
        fn reading_letters_never_panics(
            kind in "(introduction|transfer|receipt|x)",
            body in "[A-Za-z0-9_-]{0,300}",
            other in ".{0,80}",
        ) {
            std::hint::black_box(format!("phyle-{kind}-1-{body}").parse::<TradeLetter>().ok());
            std::hint::black_box(other.parse::<TradeLetter>().ok());
        }
    }
}
