//! One relay: what its socket reports in, what to send and when out. It keeps the manners of
//! network.md: a hard cap on writes, longer and longer pauses, and none of it against its will.

use std::collections::VecDeque;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rand_chacha::ChaCha20Rng;
use rand_core::Rng as _;

use super::doors::Doors;
use super::{DayKeys, Event, Manner, RelayFrame, days_change_at, hex, manner};
use super::{publication, request};
use crate::clock::{Ahead, MINUTE_MS, Timestamp};
use crate::limits::{
    RELAY_CALLS_PER_MINUTE_MAX, RELAY_HELLOS_PER_MINUTE_MAX, RELAY_QUEUE_MAX,
    RELAY_WRITES_PER_MINUTE_MAX, SIGNAL_BYTES_MAX,
};
use crate::message::model::RelayState;
use crate::sync::mesh::MeshOutput;
use crate::sync::rendezvous::{Need, Places, Way, WayOutput, Wish};
use crate::sync::signal::{SessionId, Signal};

const CONNECT_MS_MAX: u64 = 15 * 1000;
/// Relays that keep nothing may forget to say that they have sent all they keep.
const END_OF_STORED_MS_MAX: u64 = 3 * 1000;
/// A signal that could not be sent for this long is of no use any more.
const SIGNAL_AGE_MS_MAX: u64 = 30 * 1000;
const SLOW_DOWN_MS_MIN: u64 = 60 * 1000;
const SLOW_DOWN_MS_MAX: u64 = 15 * 60 * 1000;
/// Pauses after a socket that closed or never opened; the last one repeats.
const SOCKET_PAUSES_S: [u64; 12] = [1, 2, 4, 8, 16, 30, 60, 60, 60, 60, 60, 120];

#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    Idle,
    Connecting { until: Timestamp },
    Subscribing { until: Timestamp },
    Ready,
    Waiting { until: Timestamp },
    Refused { words: String },
}

/// One relay of one mesh.
#[derive(Debug)]
pub struct Relay {
    url: String,
    doors: Doors,
    /// What is told to the relay, and derived from the day, keeps true time.
    ahead: Ahead,
    /// Names our subscription; frames of others are not ours.
    subscription: String,
    state: State,
    wish: Wish,
    keys_until: Timestamp,
    /// With the time until which each is of use.
    queue: VecDeque<(Timestamp, Need, Signal)>,
    writes: VecDeque<Timestamp>,
    socket_failures: usize,
    slow_downs: u32,
    out: VecDeque<WayOutput>,
    rng: ChaCha20Rng,
}

impl Relay {
    /// A relay that nobody has asked for yet. `host` is the address's, as keys are derived from it.
    pub fn new(
        (url, host): (String, String),
        places: Places,
        ahead: Ahead,
        mut rng: ChaCha20Rng,
    ) -> Self {
        let subscription = hex(&rng.next_u64().to_be_bytes());
        Self {
            url,
            doors: Doors::new(places, host),
            ahead,
            subscription,
            state: State::Idle,
            wish: Wish::Released,
            keys_until: Timestamp(0),
            queue: VecDeque::new(),
            writes: VecDeque::new(),
            socket_failures: 0,
            slow_downs: 0,
            out: VecDeque::new(),
            rng,
        }
    }

    /// The name under which we subscribe.
    #[cfg(test)]
    pub fn subscription(&self) -> &str {
        &self.subscription
    }

    /// How it stands, for people.
    pub fn report(&self) -> RelayState {
        match &self.state {
            State::Idle => RelayState::Idle,
            State::Connecting { .. } | State::Subscribing { .. } => RelayState::Connecting,
            State::Ready => RelayState::Connected,
            State::Waiting { until } => RelayState::Waiting(*until),
            State::Refused { words } => RelayState::Refused(words.clone()),
        }
    }

    /// The device's clock is known better: what was asked and said before is asked and said again,
    /// also of a relay that refused us; the time may have been why.
    pub fn set_clock(&mut self, now: Timestamp, ahead: Ahead) {
        self.ahead = ahead;
        self.subscribe_again(now);
        if let State::Refused { .. } = self.state {
            self.insist(now);
        }
    }

    /// Others are met elsewhere from now on: listens there, and says hello there.
    pub fn set_places(&mut self, now: Timestamp, places: Places) {
        self.doors.set_places(places);
        self.subscribe_again(now);
    }

    fn subscribe_again(&mut self, now: Timestamp) {
        if matches!(self.state, State::Subscribing { .. } | State::Ready) {
            self.subscribe(now);
            self.state = State::Subscribing { until: now.plus_ms(END_OF_STORED_MS_MAX) };
        }
    }

    /// Opens or lets go.
    pub fn wish(&mut self, now: Timestamp, wish: Wish) {
        self.wish = wish;
        match wish {
            Wish::Held if self.state == State::Idle => self.open(now),
            Wish::Released if self.is_open() => {
                self.close();
                self.state = State::Idle;
            }
            Wish::Held | Wish::Released => {}
        }
    }

    /// Tries again at once, unless the relay itself asked for patience.
    pub fn retry(&mut self, now: Timestamp) {
        let waits = matches!(self.state, State::Waiting { .. });
        if waits && self.slow_downs == 0 && self.wish == Wish::Held {
            self.socket_failures = 0;
            self.open(now);
        }
    }

    /// A person asked to try: even a relay that refused us is asked once more.
    pub fn insist(&mut self, now: Timestamp) {
        if matches!(self.state, State::Refused { .. } | State::Waiting { .. }) {
            self.slow_downs = 0;
            self.state = State::Waiting { until: now };
            self.retry(now);
        }
    }

    /// The socket is open.
    pub fn opened(&mut self, now: Timestamp) {
        if matches!(self.state, State::Connecting { .. }) {
            self.subscribe(now);
            self.state = State::Subscribing { until: now.plus_ms(END_OF_STORED_MS_MAX) };
        }
    }

    /// The socket closed or never opened.
    pub fn closed(&mut self, now: Timestamp) {
        if !self.is_open() {
            return;
        }
        let pause = SOCKET_PAUSES_S[self.socket_failures.min(SOCKET_PAUSES_S.len() - 1)] * 1000;
        self.socket_failures += 1;
        self.state = State::Waiting { until: now.plus_ms(jittered(pause, &mut self.rng)) };
    }

    /// A text frame came; `Err` is a code for the count of refusals.
    pub fn text(&mut self, now: Timestamp, text: &str) -> Result<(), &'static str> {
        if !self.is_open() {
            return Ok(());
        }
        match RelayFrame::parse(text).map_err(|_| "relay-frame")? {
            RelayFrame::Event { subscription, event } if subscription == self.subscription => {
                self.event(&event)?;
            }
            RelayFrame::EndOfStored { subscription } if subscription == self.subscription => {
                self.ready();
            }
            RelayFrame::Closed { subscription, words } if subscription == self.subscription => {
                self.heed(now, &words);
                if self.is_open() {
                    self.close();
                    self.closed(now);
                }
            }
            RelayFrame::Rejected { words, .. } | RelayFrame::Notice { words } => {
                self.heed(now, &words);
            }
            RelayFrame::Accepted { .. } => self.slow_downs = 0,
            // Several communities may share one socket; each has its own subscription.
            RelayFrame::Event { .. }
            | RelayFrame::EndOfStored { .. }
            | RelayFrame::Closed { .. }
            | RelayFrame::Other => {}
        }
        Ok(())
    }

    /// Carries a signal as soon as manners allow.
    pub fn carry(&mut self, now: Timestamp, signal: &Signal, need: Need) {
        if self.wish == Wish::Released || matches!(self.state, State::Refused { .. }) {
            return;
        }
        if matches!(need, Need::Hello | Need::Former) {
            // Only the newest one says anything.
            self.queue.retain(|(_, queued, _)| *queued != need);
        }
        if self.queue.len() >= RELAY_QUEUE_MAX {
            self.queue.pop_front();
        }
        self.queue.push_back((now.plus_ms(SIGNAL_AGE_MS_MAX), need, signal.clone()));
        self.flush(now);
    }

    /// What waits for this session is not needed any more.
    pub fn withdraw(&mut self, to: SessionId) {
        self.queue.retain(|(_, _, signal)| signal.to() != Some(to));
    }

    /// Does what has come due.
    pub fn tick(&mut self, now: Timestamp) {
        match self.state {
            State::Connecting { until } if until <= now => {
                self.close();
                self.closed(now);
            }
            State::Subscribing { until } if until <= now => self.ready(),
            State::Waiting { until } if until <= now => match self.wish {
                Wish::Held => self.open(now),
                Wish::Released => self.state = State::Idle,
            },
            State::Ready if self.keys_until <= now => self.subscribe(now),
            State::Connecting { .. }
            | State::Subscribing { .. }
            | State::Waiting { .. }
            | State::Ready
            | State::Idle
            | State::Refused { .. } => {}
        }
        self.flush(now);
    }

    /// When `tick` is next needed.
    pub fn next_wake(&self) -> Option<Timestamp> {
        match self.state {
            State::Connecting { until }
            | State::Subscribing { until }
            | State::Waiting { until } => Some(until),
            State::Ready if self.queue.is_empty() => Some(self.keys_until),
            // The write that has to be a minute old before the next signal may go.
            State::Ready => {
                let most = self.queue.iter().map(|(_, need, _)| writes_max(*need)).max();
                let over = self.writes.len().checked_sub(most.unwrap_or_default());
                let free = over.and_then(|at| self.writes.get(at)).map(|at| at.plus_ms(MINUTE_MS));
                Some(free.unwrap_or(self.keys_until).min(self.keys_until))
            }
            State::Idle | State::Refused { .. } => None,
        }
    }

    /// The next output.
    pub fn poll(&mut self) -> Option<WayOutput> {
        self.out.pop_front()
    }

    fn is_open(&self) -> bool {
        match self.state {
            State::Connecting { .. } | State::Subscribing { .. } | State::Ready => true,
            State::Idle | State::Waiting { .. } | State::Refused { .. } => false,
        }
    }

    fn open(&mut self, now: Timestamp) {
        self.state = State::Connecting { until: now.plus_ms(CONNECT_MS_MAX) };
        self.tell(MeshOutput::RelayOpen { url: self.url.clone() });
    }

    fn close(&mut self) {
        self.tell(MeshOutput::RelayClose { url: self.url.clone() });
    }

    fn tell(&mut self, output: MeshOutput) {
        self.out.push_back(WayOutput::Do(output));
    }

    fn subscribe(&mut self, now: Timestamp) {
        let time = self.ahead.true_time(now);
        self.keys_until = now.plus_ms(days_change_at(time).since_ms(time));
        let text = request(&self.subscription, &self.doors.open(time), time);
        self.tell(MeshOutput::RelaySend { url: self.url.clone(), text });
    }

    fn ready(&mut self) {
        if matches!(self.state, State::Subscribing { .. }) {
            self.state = State::Ready;
            self.socket_failures = 0;
            self.out.push_back(WayOutput::Ready(Way::Relay(self.url.clone())));
        }
    }

    fn event(&mut self, event: &Event) -> Result<(), &'static str> {
        let (secret, keys) = self.doors.of(event).ok_or("relay-event")?;
        if event.content.len() > SIGNAL_BYTES_MAX * 2 {
            return Err("relay-event");
        }
        let sealed = STANDARD.decode(&event.content).map_err(|_| "relay-event")?;
        // The seal is made with the same secret as the event's signature and covers all that we
        // use, so the signature would tell nothing more.
        let signal = Signal::open(&keys.seal, &sealed).ok_or("signal-seal")?;
        let secret = *secret;
        self.doors.heard(signal.from, secret);
        self.out.push_back(WayOutput::Came { way: Way::Relay(self.url.clone()), signal });
        Ok(())
    }

    fn heed(&mut self, now: Timestamp, words: &str) {
        match manner(words) {
            Manner::Nothing => {}
            Manner::CheckClock => self.tell(MeshOutput::CheckClock),
            Manner::StayAway => {
                self.close();
                self.queue.clear();
                self.state = State::Refused { words: words.to_owned() };
            }
            Manner::SlowDown => {
                self.close();
                let pause = SLOW_DOWN_MS_MIN << self.slow_downs.min(4);
                self.slow_downs += 1;
                let pause = jittered(pause.min(SLOW_DOWN_MS_MAX), &mut self.rng);
                self.state = State::Waiting { until: now.plus_ms(pause) };
            }
        }
    }

    fn flush(&mut self, now: Timestamp) {
        self.queue.retain(|(until, _, _)| *until > now);
        self.writes.retain(|at| now.since_ms(*at) < MINUTE_MS);
        while self.state == State::Ready {
            let needs = [Need::Awaited, Need::Hello, Need::Call, Need::Former];
            let next = needs.into_iter().find_map(|need| {
                let may = self.writes.len() < writes_max(need);
                self.queue.iter().position(|(_, queued, _)| may && *queued == need)
            });
            let Some((_, need, signal)) = next.and_then(|at| self.queue.remove(at)) else { return };
            let keys = match need {
                Need::Former => self.doors.former(),
                Need::Awaited | Need::Hello | Need::Call => {
                    self.doors.to(signal.to()).cloned().into_iter().collect()
                }
            };
            for keys in keys {
                self.publish(now, &signal, &keys);
            }
        }
    }

    fn publish(&mut self, now: Timestamp, signal: &Signal, keys: &DayKeys) {
        let mut nonce = [0; 24];
        self.rng.fill_bytes(&mut nonce);
        let content = STANDARD.encode(signal.seal(&keys.seal, nonce));
        let text = publication(&Event::new(keys, self.ahead.true_time(now), content));
        self.writes.push_back(now);
        self.tell(MeshOutput::RelaySend { url: self.url.clone(), text });
    }
}

/// How many writes of the last minute leave room for one more of this kind.
fn writes_max(need: Need) -> usize {
    match need {
        Need::Awaited => RELAY_WRITES_PER_MINUTE_MAX,
        Need::Hello | Need::Former => RELAY_HELLOS_PER_MINUTE_MAX,
        Need::Call => RELAY_CALLS_PER_MINUTE_MAX,
    }
}

/// 80 to 120 % of a pause, so that a crowd does not come back all at once.
pub fn jittered(ms: u64, rng: &mut ChaCha20Rng) -> u64 {
    ms * 4 / 5 + rng.next_u64() % (ms * 2 / 5 + 1)
}
