//! What the engine asks of a mesh: inputs in, outputs out, and what it tells about itself.

use super::{Life, Mesh, MeshInput, MeshOutput, SLEPT_MS};
use crate::clock::Timestamp;
use crate::id::DeviceKey;
use crate::limits::ATTEMPTS_SHOWN_MAX;
use crate::message::model::{Attempt, AttemptState, AttemptStepKind, RelayCard, RelayState};
use crate::message::rtc::IceServer;
use crate::ordered::Map;
use crate::sync::attempt::{blank, set_step};
use crate::sync::mesh::connection::Connection;
use crate::sync::mesh::signals::Remote;
use crate::sync::reach::Meet;
use crate::sync::rendezvous::Rendezvous as _;

impl Meet for Mesh {
    fn handle(&mut self, now: Timestamp, input: MeshInput) {
        if self.life == Life::Stopped {
            return;
        }
        // The device slept, or its clock was set: nobody was silent for as long as it seems.
        if now < self.looked || now.since_ms(self.looked) >= SLEPT_MS {
            self.connections.values_mut().for_each(|connection| connection.woke(now));
        }
        self.looked = now;
        match input {
            MeshInput::RelayOpened { url } => {
                if let Some(relay) = self.relays.get(&url) {
                    relay.opened(now);
                }
            }
            MeshInput::RelayText { url, text } => {
                let taken = self.relays.get(&url).map(|relay| relay.text(now, &text));
                self.count(taken.unwrap_or(Ok(())));
            }
            MeshInput::RelayClosed { url, reason: _ } => {
                if let Some(relay) = self.relays.get(&url) {
                    relay.closed(now);
                }
            }
            MeshInput::Rtc { connection, event } => self.rtc(now, connection, event),
            MeshInput::Signed { ticket, signature } => self.signed(now, ticket, signature),
            MeshInput::Send { to, message } => self.send(now, to, message),
            MeshInput::Online | MeshInput::Visible => {
                self.relays.retry(now);
                self.look_again(now);
            }
            MeshInput::Reconnect => {
                self.relays.insist(now);
                self.look_again(now);
            }
            MeshInput::ClockChecked(ahead) => self.relays.set_clock(now, ahead),
            MeshInput::Moved(places) => {
                self.neighbours.set_places(&places);
                self.relays.set_places(now, places);
            }
            MeshInput::Offline | MeshInput::Wake => {}
            MeshInput::Stop => return self.stop(now),
            MeshInput::DropPeer { device, code } => self.drop_peer(now, device, code),
        }
        self.settle(now);
    }

    fn poll(&mut self) -> Option<MeshOutput> {
        self.outputs.pop_front()
    }

    fn next_wake(&self) -> Option<Timestamp> {
        if self.life == Life::Stopped {
            return None;
        }
        let connections = self.connections.values().map(Connection::next_wake);
        let remotes = self.remotes.values().filter_map(Remote::next_wake);
        let own = [self.relays.next_wake(), self.neighbours.next_wake(), self.hello_wake()];
        connections.chain(remotes).chain(own.into_iter().flatten()).min()
    }

    fn set_relays(&mut self, now: Timestamp, relays: Vec<String>) {
        self.relays.set(now, &relays);
        self.config.relays = relays;
        self.settle(now);
    }

    fn set_ice(&mut self, ice_servers: Vec<IceServer>) {
        self.config.ice_servers = ice_servers;
    }

    fn relays(&self) -> Vec<RelayCard> {
        self.relays.cards()
    }

    fn attempts(&self) -> Vec<(Attempt, Option<DeviceKey>)> {
        let quiet = self.up.is_empty() && !self.connections.values().any(|one| one.is_coming());
        let search = quiet.then(|| (self.search(), None));
        search.into_iter().chain(self.attempts.rows()).take(ATTEMPTS_SHOWN_MAX).collect()
    }

    fn peers(&self) -> Vec<DeviceKey> {
        self.up.keys().copied().collect()
    }

    fn pending_bytes(&self, device: &DeviceKey) -> u64 {
        let connection = self.up.get(device).and_then(|id| self.connections.get(id));
        let pending = connection.map_or(0, |connection| connection.queue.pending_bytes());
        u64::try_from(pending).unwrap_or(u64::MAX)
    }

    fn refusals(&self) -> &Map<&'static str, u32> {
        &self.refusals
    }
}

impl Mesh {
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
