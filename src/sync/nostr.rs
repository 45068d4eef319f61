//! Nostr's events and frames: text of relays in, checked frames out, and our own text. It may use
//! crypto and JSON. A relay learns a key, a kind and a time that change every day and differ from
//! relay to relay; it never learns a name, a content or which community it serves.

mod doors;
pub mod relay;
pub mod relays;

use serde_json::Value;

use crate::clock::{DAY_MS, HOUR_MS, Timestamp};
use crate::limits::{REASON_CHARS_MAX, RELAY_TEXT_BYTES_MAX};
use crate::sign::{self, EventKey};
use crate::sync::rendezvous;

/// Within this of midnight both days count, so that clocks may differ.
const DAY_OVERLAP_MS: u64 = 2 * HOUR_MS;
const KIND_MIN: u16 = 20_000;
const KIND_COUNT: u16 = 10_000;
/// Relays take ephemeral events that are at most this old.
const EVENT_AGE_MAX_S: u64 = 60;

/// What all members derive for one day and one relay.
#[derive(Debug, Clone)]
pub struct DayKeys {
    signer: EventKey,
    /// Public half, by which relays filter.
    pub public: [u8; 32],
    /// Ephemeral event kind.
    pub kind: u16,
    /// Seals signals.
    pub seal: [u8; 32],
}

impl DayKeys {
    /// Keys for a day (counted from 1970) at a relay's host.
    pub fn derive(secret: &[u8; 32], day: u64, host: &str) -> Self {
        let derive = |use_: &str, round: u8| -> [u8; 32] {
            let day = day.to_be_bytes();
            rendezvous::derive(
                secret,
                &[b"nostr", use_.as_bytes(), &day, host.as_bytes(), &[round]],
            )
        };
        let signer = (0..=u8::MAX)
            .find_map(|round| EventKey::from_bytes(&derive("sign", round)))
            .expect("one of 256 hashes is a key");
        let kind = derive("kind", 0);
        let kind = KIND_MIN + u16::from_be_bytes([kind[0], kind[1]]) % KIND_COUNT;
        Self { public: signer.public(), signer, kind, seal: derive("seal", 0) }
    }
}

/// The day that it is, and the other one that counts near midnight.
pub fn days(now: Timestamp) -> (u64, Option<u64>) {
    let (day, time) = (now.0 / DAY_MS, now.0 % DAY_MS);
    let other = if time < DAY_OVERLAP_MS {
        day.checked_sub(1)
    } else if time >= DAY_MS - DAY_OVERLAP_MS {
        Some(day + 1)
    } else {
        None
    };
    (day, other)
}

/// When `days` next changes.
pub fn days_change_at(now: Timestamp) -> Timestamp {
    let (start, time) = (now.0 - now.0 % DAY_MS, now.0 % DAY_MS);
    let next = [DAY_OVERLAP_MS, DAY_MS - DAY_OVERLAP_MS, DAY_MS].into_iter().find(|at| time < *at);
    Timestamp(start + next.unwrap_or(DAY_MS))
}

/// A relay's host and port, as keys are derived from it; `None` when the address has none.
pub fn host(url: &str) -> Option<String> {
    let (rest, usual) = match url.strip_prefix("wss://") {
        Some(rest) => (rest, ":443"),
        None => (url.strip_prefix("ws://")?, ":80"),
    };
    let host = rest.split(['/', '?', '#']).next()?.to_ascii_lowercase();
    let host = host.strip_suffix(usual).unwrap_or(&host);
    (!host.is_empty()).then(|| host.to_owned())
}

/// An event without tags; we write and read no others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub id: [u8; 32],
    pub public: [u8; 32],
    /// Seconds since 1970.
    pub created_at_s: u64,
    pub kind: u16,
    pub content: String,
    pub signature: [u8; 64],
}

impl Event {
    /// Writes and signs an event.
    pub fn new(keys: &DayKeys, now: Timestamp, content: String) -> Self {
        let (public, kind, created_at_s) = (keys.public, keys.kind, now.0 / 1000);
        let id = event_id(&public, created_at_s, kind, &content);
        Self { id, public, created_at_s, kind, content, signature: keys.signer.sign(&id) }
    }

    /// Whether the id and the signature are right.
    pub fn is_genuine(&self) -> bool {
        self.id == event_id(&self.public, self.created_at_s, self.kind, &self.content)
            && sign::event_signed(&self.public, &self.id, &self.signature)
    }

    /// As JSON.
    pub fn to_json(&self) -> Value {
        serde_json::json!({
            "id": hex(&self.id),
            "pubkey": hex(&self.public),
            "created_at": self.created_at_s,
            "kind": self.kind,
            "tags": [],
            "content": self.content,
            "sig": hex(&self.signature),
        })
    }

    /// From JSON; whatever is not of our shape is `None`.
    pub fn from_json(json: &Value) -> Option<Self> {
        if !json.get("tags")?.as_array()?.is_empty() {
            return None;
        }
        Some(Self {
            id: unhex(json.get("id")?.as_str()?)?,
            public: unhex(json.get("pubkey")?.as_str()?)?,
            created_at_s: json.get("created_at")?.as_u64()?,
            kind: u16::try_from(json.get("kind")?.as_u64()?).ok()?,
            content: json.get("content")?.as_str()?.to_owned(),
            signature: unhex(json.get("sig")?.as_str()?)?,
        })
    }
}

fn event_id(public: &[u8; 32], created_at_s: u64, kind: u16, content: &str) -> [u8; 32] {
    let array = serde_json::json!([0, hex(public), created_at_s, kind, [], content]);
    sign::sha256(array.to_string().as_bytes())
}

/// `["REQ", ..]` for all events of these keys from now on.
pub fn request(subscription: &str, keys: &[&DayKeys], now: Timestamp) -> String {
    let since = (now.0 / 1000).saturating_sub(EVENT_AGE_MAX_S);
    let filter = |keys: &&DayKeys| {
        let (kind, public) = (keys.kind, hex(&keys.public));
        serde_json::json!({ "kinds": [kind], "authors": [public], "since": since })
    };
    let head = [Value::from("REQ"), Value::from(subscription)];
    Value::Array(head.into_iter().chain(keys.iter().map(filter)).collect()).to_string()
}

/// `["EVENT", ..]`.
pub fn publication(event: &Event) -> String {
    serde_json::json!(["EVENT", event.to_json()]).to_string()
}

/// A frame of a relay.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RelayFrame {
    Event {
        subscription: String,
        event: Event,
    },
    EndOfStored {
        subscription: String,
    },
    Accepted {
        id: [u8; 32],
    },
    Rejected {
        id: [u8; 32],
        words: String,
    },
    Notice {
        words: String,
    },
    Closed {
        subscription: String,
        words: String,
    },
    /// Well-formed, and nothing to us.
    Other,
}

/// Text that is not a relay's frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RelayFault {
    /// Longer than anything that we ask for.
    #[error("the relay's frame is too long")]
    TooLong,
    /// Not a frame of the protocol.
    #[error("the relay's frame cannot be read")]
    Garbled,
}

impl RelayFrame {
    /// Reads a text frame.
    pub fn parse(text: &str) -> Result<Self, RelayFault> {
        if text.len() > RELAY_TEXT_BYTES_MAX {
            return Err(RelayFault::TooLong);
        }
        let json: Value = serde_json::from_str(text).map_err(|_| RelayFault::Garbled)?;
        Self::read(json.as_array().ok_or(RelayFault::Garbled)?).ok_or(RelayFault::Garbled)
    }

    fn read(parts: &[Value]) -> Option<Self> {
        let text = |at: usize| Some(parts.get(at)?.as_str()?.to_owned());
        let words = |at| -> String {
            text(at).unwrap_or_default().chars().take(REASON_CHARS_MAX).collect()
        };
        match parts.first()?.as_str()? {
            "EVENT" => Some(Self::Event {
                subscription: text(1)?,
                event: Event::from_json(parts.get(2)?)?,
            }),
            "EOSE" => Some(Self::EndOfStored { subscription: text(1)? }),
            "OK" => {
                let id = unhex(parts.get(1)?.as_str()?)?;
                match parts.get(2)?.as_bool()? {
                    true => Some(Self::Accepted { id }),
                    false => Some(Self::Rejected { id, words: words(3) }),
                }
            }
            "NOTICE" => Some(Self::Notice { words: words(1) }),
            "CLOSED" => Some(Self::Closed { subscription: text(1)?, words: words(2) }),
            _ => Some(Self::Other),
        }
    }
}

/// What a relay's words ask of us.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// Come back later.
    SlowDown,
    /// Stay away.
    StayAway,
    /// Look at the clock: our events are sound in everything else.
    CheckClock,
    /// Nothing that a machine can follow.
    Nothing,
}

/// Reads the machine-readable prefix of a relay's words.
pub fn manner(words: &str) -> Manner {
    match words.split(':').next().unwrap_or_default().trim() {
        "rate-limited" => Manner::SlowDown,
        "blocked" | "restricted" | "pow" | "auth-required" => Manner::StayAway,
        "invalid" => Manner::CheckClock,
        _ => Manner::Nothing,
    }
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| char::from(DIGITS[usize::from(value)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// Bytes of hex of just this length.
pub fn unhex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let text = text.as_bytes();
    if text.len() != N * 2 {
        return None;
    }
    let digit = |at: usize| char::from(text[at]).to_digit(16);
    let mut bytes = [0; N];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::try_from(digit(at * 2)? * 16 + digit(at * 2 + 1)?).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOON: Timestamp = Timestamp(1_800_000_000_000 - 1_800_000_000_000 % DAY_MS + DAY_MS / 2);

    #[test]
    fn keys_differ_by_secret_day_and_host() {
        let base = DayKeys::derive(&[1; 32], 20_000, "relay.example");
        for other in [
            DayKeys::derive(&[2; 32], 20_000, "relay.example"),
            DayKeys::derive(&[1; 32], 20_001, "relay.example"),
            DayKeys::derive(&[1; 32], 20_000, "relay.example:7777"),
        ] {
            assert_ne!(base.public, other.public);
            assert_ne!(base.seal, other.seal);
        }
        assert!((KIND_MIN..KIND_MIN + KIND_COUNT).contains(&base.kind));
    }

    #[test]
    fn both_days_count_within_two_hours_of_midnight() {
        let day = NOON.0 / DAY_MS;
        let at = |hours: u64| Timestamp(day * DAY_MS + hours * DAY_MS / 24);
        assert_eq!(days(at(1)), (day, Some(day - 1)));
        assert_eq!(days(at(12)), (day, None));
        assert_eq!(days(at(23)), (day, Some(day + 1)));
        assert_eq!(days_change_at(at(1)), at(2));
        assert_eq!(days_change_at(at(12)), at(22));
        assert_eq!(days_change_at(at(23)), at(24));
    }

    #[test]
    fn hosts_are_told_apart_and_spellings_are_not() {
        assert_eq!(host("wss://Relay.example/"), Some("relay.example".into()));
        assert_eq!(host("wss://relay.example:443/x?y"), Some("relay.example".into()));
        assert_eq!(host("ws://127.0.0.1:7777"), Some("127.0.0.1:7777".into()));
        assert_eq!(host("https://relay.example"), None);
        assert_eq!(host("wss://"), None);
    }

    #[test]
    fn events_are_genuine_and_come_back() {
        let keys = DayKeys::derive(&[1; 32], 20_000, "relay.example");
        let event = Event::new(&keys, NOON, "AAEC".into());
        assert!(event.is_genuine());
        let text = publication(&event);
        let json: Value = serde_json::from_str(&text).expect("json");
        assert_eq!(Event::from_json(&json[1]), Some(event.clone()));
        assert!(!Event { content: "AAED".into(), ..event.clone() }.is_genuine());
        let reply = serde_json::json!(["EVENT", "s", event.to_json()]).to_string();
        let frame = RelayFrame::Event { subscription: "s".into(), event };
        assert_eq!(RelayFrame::parse(&reply), Ok(frame));
    }

    /// An event of the protocol's own documentation style, computed by hand: the id is the hash of
    /// the compact array.
    #[test]
    fn the_id_is_the_hash_of_the_compact_array() {
        let text = format!("[0,\"{}\",7,20000,[],\"x\"]", "00".repeat(32));
        assert_eq!(event_id(&[0; 32], 7, 20_000, "x"), sign::sha256(text.as_bytes()));
    }

    #[test]
    fn requests_have_a_filter_for_each_day() {
        let keys = DayKeys::derive(&[1; 32], 20_000, "relay.example");
        let json: Value = serde_json::from_str(&request("s", &[&keys, &keys], NOON)).expect("json");
        assert_eq!(json[0], "REQ");
        assert_eq!(json[2]["kinds"][0], keys.kind);
        assert_eq!(json[3]["since"], NOON.0 / 1000 - 60);
    }

    #[test]
    fn words_of_relays_are_understood() {
        let rejected = format!(r#"["OK","{}",false,"rate-limited: slow"]"#, "ab".repeat(32));
        let words = "rate-limited: slow".to_owned();
        assert_eq!(
            RelayFrame::parse(&rejected),
            Ok(RelayFrame::Rejected { id: [0xab; 32], words: words.clone() })
        );
        assert_eq!(manner(&words), Manner::SlowDown);
        for word in ["blocked: x", "restricted", "pow: 26", "auth-required: log in"] {
            assert_eq!(manner(word), Manner::StayAway);
        }
        assert_eq!(manner("invalid: ephemeral event expired"), Manner::CheckClock);
        assert_eq!(manner("error: oops"), Manner::Nothing);
        assert_eq!(RelayFrame::parse(r#"["AUTH","x"]"#), Ok(RelayFrame::Other));
        assert_eq!(RelayFrame::parse("{}"), Err(RelayFault::Garbled));
        assert_eq!(RelayFrame::parse(&"[".repeat(9000)), Err(RelayFault::Garbled));
    }

    proptest! {
        #[test]
        fn parsing_never_panics(text in r#"(\["(EVENT|EOSE|OK|NOTICE|CLOSED)",)?.{0,80}\]?"#) {
            let kept = RelayFrame::parse(&text).is_ok_and(|frame| frame != RelayFrame::Other);
            prop_assert!(!kept || text.starts_with('['));
        }
    }
}
