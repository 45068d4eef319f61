//! The diagnosis: progress of each attempt in, rows that a person can read out. Nothing is decided
//! by it, and it never holds more than what a screen shows.

use std::collections::VecDeque;

use crate::clock::Timestamp;
use crate::id::DeviceKey;
use crate::limits::{ATTEMPTS_SHOWN_MAX, REASON_CHARS_MAX};
use crate::message::model::{Attempt, AttemptState, AttemptStep, AttemptStepKind};

/// Names an attempt in the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AttemptId(u64);

/// The latest attempts.
#[derive(Debug, Default)]
pub struct AttemptLog {
    rows: VecDeque<(AttemptId, Attempt, Option<DeviceKey>)>,
    next: u64,
}

impl AttemptLog {
    /// A new attempt, all steps of it untried.
    pub fn begin(&mut self, now: Timestamp) -> AttemptId {
        let id = AttemptId(self.next);
        self.next += 1;
        self.rows.push_front((id, blank(now), None));
        self.rows.truncate(ATTEMPTS_SHOWN_MAX);
        id
    }

    /// This step has come to this.
    pub fn step(
        &mut self,
        id: AttemptId,
        now: Timestamp,
        kind: AttemptStepKind,
        state: AttemptState,
        detail: &str,
    ) {
        let row = self.rows.iter_mut().find(|(row, _, _)| *row == id);
        if let Some((_, attempt, _)) = row {
            set_step(attempt, now, kind, state, detail);
        }
    }

    /// The peer has proved to be this device; the attempt succeeded.
    pub fn proved(&mut self, id: AttemptId, now: Timestamp, device: DeviceKey) {
        self.step(id, now, AttemptStepKind::Proved, AttemptState::Done, "");
        if let Some((_, attempt, proved)) = self.rows.iter_mut().find(|(row, _, _)| *row == id) {
            attempt.state = AttemptState::Done;
            *proved = Some(device);
        }
    }

    /// The attempt failed: the step that was running is where, `why` is what was said.
    pub fn failed(&mut self, id: AttemptId, now: Timestamp, why: &str) {
        let row = self.rows.iter_mut().find(|(row, _, _)| *row == id);
        let Some((_, attempt, _)) = row else { return };
        if attempt.state != AttemptState::Running {
            return;
        }
        attempt.state = AttemptState::Failed;
        let stopped = attempt.steps.iter_mut().find(|step| step.state != AttemptState::Done);
        if let Some(step) = stopped {
            step.state = AttemptState::Failed;
            step.at = Some(now);
            step.detail = why.chars().take(REASON_CHARS_MAX).collect();
        }
    }

    /// All of it, newest first.
    pub fn rows(&self) -> impl Iterator<Item = (Attempt, Option<DeviceKey>)> {
        self.rows.iter().map(|(_, attempt, device)| (attempt.clone(), *device))
    }
}

/// An attempt of which nothing has been tried.
pub fn blank(now: Timestamp) -> Attempt {
    let step =
        |kind| AttemptStep { kind, state: AttemptState::NotTried, at: None, detail: String::new() };
    let steps = AttemptStepKind::ALL.into_iter().map(step).collect();
    Attempt { member: None, began: now, steps, state: AttemptState::Running }
}

/// Sets a step; one that is done stays done.
pub fn set_step(
    attempt: &mut Attempt,
    now: Timestamp,
    kind: AttemptStepKind,
    state: AttemptState,
    detail: &str,
) {
    let step = attempt.steps.iter_mut().find(|step| step.kind == kind);
    if let Some(step) = step.filter(|step| step.state != AttemptState::Done) {
        step.state = state;
        step.at = Some(now);
        detail.clone_into(&mut step.detail);
    }
}
