//! What the mesh tells about itself, for the engine and for people. Reads only.

use crate::ordered::Map;

use super::Mesh;
use crate::id::DeviceKey;
use crate::limits::ATTEMPTS_SHOWN_MAX;
use crate::message::model::{Attempt, AttemptState, AttemptStepKind, RelayCard, RelayState};
use crate::sync::attempt::{blank, set_step};

impl Mesh {
    /// The relays, and how each behaves.
    pub fn relays(&self) -> Vec<RelayCard> {
        self.relays.cards()
    }

    /// Latest attempts, newest first, each with the device that was proved. While nobody is
    /// connected or being connected to, the search itself is the first.
    pub fn attempts(&self) -> Vec<(Attempt, Option<DeviceKey>)> {
        let quiet = self.up.is_empty() && !self.connections.values().any(|one| one.is_coming());
        let search = quiet.then(|| (self.search(), None));
        search.into_iter().chain(self.attempts.rows()).take(ATTEMPTS_SHOWN_MAX).collect()
    }

    /// The devices that are up.
    pub fn peers(&self) -> Vec<DeviceKey> {
        self.up.keys().copied().collect()
    }

    /// Bytes on the way to a peer.
    pub fn pending_bytes(&self, device: &DeviceKey) -> u64 {
        let connection = self.up.get(device).and_then(|id| self.connections.get(id));
        let pending = connection.map_or(0, |connection| connection.queue.pending_bytes());
        u64::try_from(pending).unwrap_or(u64::MAX)
    }

    /// What was refused since the start, by stable code.
    pub fn refusals(&self) -> &Map<&'static str, u32> {
        &self.refusals
    }

    fn search(&self) -> Attempt {
        let mut attempt = blank(self.began);
        let cards = self.relays.cards();
        let ready = cards.iter().find(|card| card.state == RelayState::Connected);
        let hopeful = cards.iter().any(|card| card.state == RelayState::Connecting);
        let (state, detail) = match ready {
            Some(card) => (AttemptState::Done, card.url.as_str()),
            None if hopeful => (AttemptState::Running, ""),
            None => (AttemptState::Failed, ""),
        };
        set_step(&mut attempt, self.began, AttemptStepKind::RelayReached, state, detail);
        if state == AttemptState::Done {
            let kind = AttemptStepKind::PeerSeen;
            set_step(&mut attempt, self.began, kind, AttemptState::Running, "");
        }
        attempt
    }
}
