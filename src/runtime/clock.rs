//! The time that is given to the engine and shown in windows. It is the device's clock; only builds
//! for journeys can move it, so that a test need not wait for days to pass.

use crate::clock::Timestamp;
use crate::platform;

#[cfg(feature = "journey")]
use std::cell::Cell;

#[cfg(feature = "journey")]
thread_local! {
    static OFFSET_MS: Cell<i64> = const { Cell::new(0) };
}

/// Now.
#[cfg(not(feature = "journey"))]
pub fn now() -> Timestamp {
    platform::clock::now()
}

/// Now, with the journey's offset.
#[cfg(feature = "journey")]
pub fn now() -> Timestamp {
    Timestamp(platform::clock::now().0.saturating_add_signed(offset_ms()))
}

/// How far the clock was moved; always 0 but in journeys.
#[cfg(not(feature = "journey"))]
pub fn offset_ms() -> i64 {
    0
}

/// How far the clock was moved.
#[cfg(feature = "journey")]
pub fn offset_ms() -> i64 {
    OFFSET_MS.get()
}

/// Moves the clock; nothing happens but in journeys.
#[cfg(not(feature = "journey"))]
pub fn set_offset_ms(_offset_ms: i64) {}

/// Moves the clock.
#[cfg(feature = "journey")]
pub fn set_offset_ms(offset_ms: i64) {
    OFFSET_MS.set(offset_ms);
}
