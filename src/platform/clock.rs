//! Time from the browser: the wall clock and one alarm. Milliseconds only; an alarm that is dropped
//! does not ring.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;

use crate::clock::Timestamp;

/// Timers longer than this are cut into pieces: browsers overflow at 2^31 ms.
const PIECE_MAX_MS: u64 = 60 * 60 * 1000;

/// Milliseconds since 1970, by the device's clock.
pub fn now() -> Timestamp {
    let ms = js_sys::Date::now();
    // Clocks before 1970 count as 1970; the cast of a positive float saturates.
    Timestamp(if ms > 0.0 { ms as u64 } else { 0 })
}

/// Rings once after a delay; setting it again replaces the delay.
#[derive(Clone)]
pub struct Alarm {
    ring: Rc<dyn Fn()>,
    timer: Rc<RefCell<Option<Timeout>>>,
}

impl std::fmt::Debug for Alarm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Alarm")
    }
}

impl Alarm {
    /// An alarm that is not set.
    pub fn new(ring: impl Fn() + 'static) -> Self {
        Self { ring: Rc::new(ring), timer: Rc::default() }
    }

    /// Rings in `delay_ms`; at the soonest after the running task.
    pub fn set(&self, delay_ms: u64) {
        let piece = delay_ms.min(PIECE_MAX_MS);
        let rest = delay_ms - piece;
        let alarm = self.clone();
        let timer = Timeout::new(u32::try_from(piece).expect("an hour fits"), move || {
            // The timer has run out: taking it first lets `ring` set the alarm again.
            alarm.timer.borrow_mut().take();
            if rest == 0 { (alarm.ring)() } else { alarm.set(rest) }
        });
        self.timer.borrow_mut().replace(timer);
    }
}
