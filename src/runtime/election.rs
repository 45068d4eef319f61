//! Patience with an engine that does not answer, and with one that keeps failing. Pure; time comes
//! in. Whoever slept (a frozen or throttled window) never blames the other side for the gap.

use crate::clock::Timestamp;

/// How often a window asks whether the engine is there.
pub const PING_EVERY_MS: u32 = 2_000;

/// How long an owner may be silent before another window takes over.
pub const OWNER_SILENT_MAX_MS: u64 = 5_000;

/// How long the own worker may be silent before it is replaced. Long, because merging or importing
/// may keep it busy; it is there for workers that the browser killed without a word.
pub const WORKER_SILENT_MAX_MS: u64 = 60_000;

/// An engine that ran this long before it failed is restarted at once.
pub const HEALTHY_AFTER_MS: u64 = 60_000;

const BACKOFF_FIRST_MS: u32 = 500;
const BACKOFF_MAX_MS: u32 = 30_000;
/// A next wait as long as this follows three failures in a row.
const IN_VAIN_FROM_MS: u32 = 8 * BACKOFF_FIRST_MS;

/// Whether a window whose last tick was then is awake. A frozen window's messages may still be
/// answered while its timers, and its worker, stand still.
pub fn is_awake(ticked: Timestamp, now: Timestamp) -> bool {
    now.since_ms(ticked) <= 2 * u64::from(PING_EVERY_MS)
}

/// What to do about the other side at a tick.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Ask whether it is there.
    Ask,
    /// It has been silent for too long.
    GiveUp,
}

/// Waits for signs of life.
#[derive(Debug)]
pub struct Patience {
    limit_ms: u64,
    asked_first: Option<Timestamp>,
    ticked: Option<Timestamp>,
}

impl Patience {
    /// Gives up after `limit_ms` without a sign of life since it first asked.
    pub fn new(limit_ms: u64) -> Self {
        Self { limit_ms, asked_first: None, ticked: None }
    }

    /// The other side said something.
    pub fn heard(&mut self) {
        self.asked_first = None;
    }

    /// Called each `PING_EVERY_MS`.
    pub fn tick(&mut self, now: Timestamp) -> Verdict {
        let slept = self.ticked.replace(now).is_some_and(|last| !is_awake(last, now) || now < last);
        let first = match self.asked_first {
            Some(first) if !slept => first,
            Some(_) | None => now,
        };
        if now.since_ms(first) >= self.limit_ms {
            self.asked_first = None;
            return Verdict::GiveUp;
        }
        self.asked_first = Some(first);
        Verdict::Ask
    }
}

/// How long to wait before the next start of a worker.
#[derive(Debug)]
pub struct Backoff {
    next_ms: u32,
    started: Timestamp,
}

impl Backoff {
    /// Nothing has failed yet.
    pub fn new(now: Timestamp) -> Self {
        Self { next_ms: BACKOFF_FIRST_MS, started: now }
    }

    /// A worker was started.
    pub fn started(&mut self, now: Timestamp) {
        self.started = now;
    }

    /// A worker failed; wait this many milliseconds before the next.
    pub fn failed(&mut self, now: Timestamp) -> u32 {
        if now.since_ms(self.started) >= HEALTHY_AFTER_MS {
            self.next_ms = BACKOFF_FIRST_MS;
        }
        let wait = self.next_ms;
        self.next_ms = wait.saturating_mul(2).min(BACKOFF_MAX_MS);
        wait
    }

    /// Whether starting again has failed so often that a person should know.
    pub fn is_in_vain(&self) -> bool {
        self.next_ms >= IN_VAIN_FROM_MS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_silent_seconds_are_too_many() {
        let mut patience = Patience::new(OWNER_SILENT_MAX_MS);
        let verdicts = [0, 2_000, 4_000, 6_000].map(|at| patience.tick(Timestamp(at)));
        assert_eq!(verdicts, [Verdict::Ask, Verdict::Ask, Verdict::Ask, Verdict::GiveUp]);
    }

    #[test]
    fn any_word_starts_the_wait_again() {
        let mut patience = Patience::new(OWNER_SILENT_MAX_MS);
        for at in [0, 2_000, 4_000] {
            assert_eq!(patience.tick(Timestamp(at)), Verdict::Ask);
        }
        patience.heard();
        for at in [6_000, 8_000, 10_000] {
            assert_eq!(patience.tick(Timestamp(at)), Verdict::Ask);
        }
        assert_eq!(patience.tick(Timestamp(12_000)), Verdict::GiveUp);
    }

    #[test]
    fn who_slept_asks_again_before_it_blames() {
        let mut patience = Patience::new(OWNER_SILENT_MAX_MS);
        assert_eq!(patience.tick(Timestamp(1_000)), Verdict::Ask);
        assert_eq!(patience.tick(Timestamp(600_000)), Verdict::Ask);
        assert_eq!(patience.tick(Timestamp(10_000)), Verdict::Ask);
        assert_eq!(patience.tick(Timestamp(12_000)), Verdict::Ask);
    }

    #[test]
    fn restarts_slow_down_and_recover() {
        let mut backoff = Backoff::new(Timestamp(0));
        let waits: Vec<u32> = (0..8).map(|_| backoff.failed(Timestamp(10))).collect();
        assert_eq!(waits, [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
        backoff.started(Timestamp(1_000));
        assert_eq!(backoff.failed(Timestamp(61_000)), 500);
        assert!(!backoff.is_in_vain());
        backoff.started(Timestamp(61_500));
        backoff.failed(Timestamp(61_600));
        assert!(!backoff.is_in_vain());
        backoff.failed(Timestamp(62_600));
        assert!(backoff.is_in_vain());
    }
}
