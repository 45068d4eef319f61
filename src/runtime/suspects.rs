//! What an engine was at when it died, counted by the window that started it, so that the next one
//! is told what to spare. Pure; time comes in.

use crate::ordered::{Map, Set};

use crate::clock::Timestamp;
use crate::engine::Suspect;
use crate::limits::ENGINE_DEATHS_MAX;
use crate::runtime::election::HEALTHY_AFTER_MS;

/// What the running engine is at, and what earlier ones were at when they died.
#[derive(Debug, Default)]
pub struct Suspects {
    at: Option<Suspect>,
    started: Timestamp,
    heard: Timestamp,
    deaths: Map<Suspect, u32>,
    spared: Set<Suspect>,
}

impl Suspects {
    /// An engine was started.
    pub fn started(&mut self, now: Timestamp) {
        (self.at, self.started, self.heard) = (None, now, now);
    }

    /// The engine says what it is at from now on.
    pub fn at(&mut self, suspect: Option<Suspect>, now: Timestamp) {
        (self.at, self.heard) = (suspect, now);
    }

    /// The engine died. One that was well for long before died of something else than those before
    /// it, so their deaths count no more.
    pub fn died(&mut self) {
        if self.heard.since_ms(self.started) >= HEALTHY_AFTER_MS {
            self.deaths.clear();
        }
        let Some(suspect) = self.at.take() else { return };
        let deaths = self.deaths.entry(suspect).or_insert(0);
        *deaths += 1;
        if *deaths >= ENGINE_DEATHS_MAX {
            self.deaths.remove(&suspect);
            self.spared.insert(suspect);
        }
    }

    /// What the next engine is not to try. Kept in this window alone: a page that is loaded anew,
    /// perhaps with a better program, tries again.
    pub fn spared(&self) -> Set<Suspect> {
        self.spared.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{CommandId, CommunityId, DocumentId};

    const COMMAND: Suspect = Suspect::Command(CommandId([1; 16]));
    const OTHER: Suspect = Suspect::Command(CommandId([2; 16]));
    const CHARTER: Suspect = Suspect::Document(CommunityId([3; 32]), DocumentId::Charter);

    /// Engines that each die at something, this long after their start.
    fn die(suspects: &mut Suspects, at: &[Option<Suspect>], after_ms: u64) {
        for (life, at) in at.iter().enumerate() {
            let started = Timestamp(1_000_000 * (life as u64 + 1));
            suspects.started(started);
            suspects.at(*at, started.plus_ms(after_ms));
            suspects.died();
        }
    }

    #[test]
    fn what_killed_three_engines_is_spared_and_nothing_else() {
        let mut suspects = Suspects::default();
        die(&mut suspects, &[Some(COMMAND), Some(CHARTER), Some(COMMAND), Some(OTHER)], 10);
        assert_eq!(suspects.spared(), Set::new());
        die(&mut suspects, &[Some(COMMAND)], 10);
        assert_eq!(suspects.spared(), Set::from([COMMAND]));
        die(&mut suspects, &[Some(CHARTER), Some(CHARTER)], 10);
        assert_eq!(suspects.spared(), Set::from([COMMAND, CHARTER]));
    }

    #[test]
    fn an_engine_that_died_at_nothing_in_particular_accuses_nobody() {
        let mut suspects = Suspects::default();
        for _ in 0..5 {
            suspects.started(Timestamp(1));
            suspects.at(Some(COMMAND), Timestamp(2));
            suspects.at(None, Timestamp(3));
            suspects.died();
        }
        die(&mut suspects, &[None, None, None], 10);
        assert_eq!(suspects.spared(), Set::new());
    }

    #[test]
    fn deaths_long_apart_do_not_add_up() {
        let mut suspects = Suspects::default();
        die(&mut suspects, &[Some(COMMAND); 5], HEALTHY_AFTER_MS);
        assert_eq!(suspects.spared(), Set::new());
    }
}
