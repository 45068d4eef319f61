//! A Nostr relay in memory: text frames in, text frames out after a while. It checks ids,
//! signatures and ages as real relays do, and never tells more than it was subscribed to.

use std::collections::{BTreeMap, BTreeSet};

use rand_chacha::ChaCha20Rng;
use rand_core::{Rng as _, SeedableRng as _};
use serde_json::{Value, json};

use crate::clock::Timestamp;
use crate::sync::nostr::{Event, hex};

const AGE_MAX_S: u64 = 60;
const AHEAD_MAX_S: u64 = 900;
const DELAY_MS_MIN: u64 = 2;

/// One participant of a simulation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Node(pub usize);

/// What a relay does to a socket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RelayEvent {
    Opened,
    Text(String),
    Closed(String),
}

/// How a relay treats everybody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mood {
    Serving,
    /// Nobody can connect.
    Down,
    /// Every publication is refused with these words.
    Refusing(String),
}

/// A relay.
#[derive(Debug)]
pub struct Relay {
    mood: Mood,
    /// Who cannot reach it.
    unplugged: BTreeSet<Node>,
    delay_ms_max: u64,
    rng: ChaCha20Rng,
    /// Subscriptions by socket.
    sockets: BTreeMap<Node, BTreeMap<String, Vec<Value>>>,
    due: BTreeMap<(Timestamp, u64), (Node, RelayEvent)>,
    next: u64,
    /// All that was published, with its time and by whom; accepted or not.
    pub published: Vec<(Timestamp, Node, Event)>,
    /// Bytes of text in both directions.
    pub traffic_bytes: usize,
}

impl Relay {
    /// A relay that takes up to this long for everything.
    pub fn new(seed: u64, delay_ms_max: u64) -> Self {
        Self {
            mood: Mood::Serving,
            unplugged: BTreeSet::new(),
            delay_ms_max: delay_ms_max.max(DELAY_MS_MIN + 1),
            rng: ChaCha20Rng::seed_from_u64(seed),
            sockets: BTreeMap::new(),
            due: BTreeMap::new(),
            next: 0,
            published: Vec::new(),
            traffic_bytes: 0,
        }
    }

    /// Changes its mood; going down closes all sockets.
    pub fn set_mood(&mut self, now: Timestamp, mood: Mood) {
        if mood == Mood::Down {
            for node in std::mem::take(&mut self.sockets).into_keys() {
                self.later(now, node, RelayEvent::Closed("gone".into()));
            }
        }
        self.mood = mood;
    }

    /// Somebody opens a socket.
    pub fn open(&mut self, now: Timestamp, node: Node) {
        self.close(node);
        if self.mood == Mood::Down || self.unplugged.contains(&node) {
            return self.later(now, node, RelayEvent::Closed("refused".into()));
        }
        self.sockets.insert(node, BTreeMap::new());
        self.later(now, node, RelayEvent::Opened);
    }

    /// Somebody has no network from now on.
    pub fn unplug(&mut self, now: Timestamp, node: Node) {
        self.unplugged.insert(node);
        if self.sockets.remove(&node).is_some() {
            self.later(now, node, RelayEvent::Closed("gone".into()));
        }
    }

    /// Somebody has a network again.
    pub fn plug(&mut self, node: Node) {
        self.unplugged.remove(&node);
    }

    /// Somebody closes a socket, or is gone.
    pub fn close(&mut self, node: Node) {
        self.sockets.remove(&node);
        self.due.retain(|_, (to, _)| *to != node);
    }

    /// Somebody sends text.
    pub fn text(&mut self, now: Timestamp, node: Node, text: &str) {
        self.traffic_bytes += text.len();
        let Some(subscriptions) = self.sockets.get_mut(&node) else { return };
        let Ok(Value::Array(parts)) = serde_json::from_str(text) else {
            return self.say(now, node, &json!(["NOTICE", "error: not a frame"]));
        };
        let name = parts.get(1).and_then(Value::as_str).unwrap_or_default().to_owned();
        match parts.first().and_then(Value::as_str) {
            Some("REQ") => {
                subscriptions.insert(name.clone(), parts[2..].to_vec());
                self.say(now, node, &json!(["EOSE", name]));
            }
            Some("CLOSE") => {
                subscriptions.remove(&name);
            }
            Some("EVENT") => self.publish(now, node, parts.get(1)),
            Some(_) | None => self.say(now, node, &json!(["NOTICE", "error: unknown"])),
        }
    }

    /// Says something to one socket, whatever it is.
    pub fn inject(&mut self, now: Timestamp, node: Node, text: String) {
        self.later(now, node, RelayEvent::Text(text));
    }

    /// When something happens next.
    pub fn next_at(&self) -> Option<Timestamp> {
        self.due.keys().next().map(|(at, _)| *at)
    }

    /// What happens until now.
    pub fn due(&mut self, now: Timestamp) -> Vec<(Node, RelayEvent)> {
        let later = self.due.split_off(&(now.plus_ms(1), 0));
        std::mem::replace(&mut self.due, later).into_values().collect()
    }

    fn publish(&mut self, now: Timestamp, node: Node, event: Option<&Value>) {
        let Some(event) = event.and_then(Event::from_json) else {
            return self.say(now, node, &json!(["NOTICE", "invalid: not an event"]));
        };
        let id = hex(&event.id);
        self.published.push((now, node, event.clone()));
        let words = match &self.mood {
            Mood::Refusing(words) => Some(words.clone()),
            Mood::Serving | Mood::Down if !event.is_genuine() => {
                Some("invalid: signature".to_owned())
            }
            Mood::Serving | Mood::Down if now.0 / 1000 > event.created_at_s + AGE_MAX_S => {
                Some("invalid: ephemeral event expired".to_owned())
            }
            Mood::Serving | Mood::Down if event.created_at_s > now.0 / 1000 + AHEAD_MAX_S => {
                Some("invalid: created_at too late".to_owned())
            }
            Mood::Serving | Mood::Down => None,
        };
        let accepted = words.is_none();
        self.say(now, node, &json!(["OK", id, accepted, words.unwrap_or_default()]));
        if !accepted {
            return;
        }
        let mut deliveries = Vec::new();
        for (to, subscriptions) in &self.sockets {
            for (name, filters) in subscriptions {
                if filters.iter().any(|filter| matches(filter, &event)) {
                    deliveries.push((*to, json!(["EVENT", name, event.to_json()])));
                }
            }
        }
        for (to, text) in deliveries {
            self.say(now, to, &text);
        }
    }

    fn say(&mut self, now: Timestamp, node: Node, frame: &Value) {
        let text = frame.to_string();
        self.traffic_bytes += text.len();
        self.later(now, node, RelayEvent::Text(text));
    }

    fn later(&mut self, now: Timestamp, node: Node, event: RelayEvent) {
        let delay = DELAY_MS_MIN + self.rng.next_u64() % (self.delay_ms_max - DELAY_MS_MIN);
        // A socket keeps order.
        let last = self.due.iter().filter(|(_, (to, _))| *to == node).map(|((at, _), _)| *at);
        let at = last.max().map_or(now.plus_ms(delay), |last| last.max(now.plus_ms(delay)));
        self.next += 1;
        self.due.insert((at, self.next), (node, event));
    }
}

fn matches(filter: &Value, event: &Event) -> bool {
    let has = |key: &str, value: &Value| match filter.get(key).and_then(Value::as_array) {
        Some(list) => list.contains(value),
        None => true,
    };
    let since = filter.get("since").and_then(Value::as_u64).unwrap_or(0);
    has("kinds", &json!(event.kind))
        && has("authors", &json!(hex(&event.public)))
        && event.created_at_s >= since
}
