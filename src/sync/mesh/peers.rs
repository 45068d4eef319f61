//! Coming up and going down: proved connections in, `PeerUp` and `PeerDown` out. A device is up by
//! one connection at most, and of two connections both sides keep the same one.

use super::connection::{LEAVE_MS, Stage};
use super::{Mesh, MeshOutput};
use crate::clock::Timestamp;
use crate::id::DeviceKey;
use crate::limits::BANNED_MAX;
use crate::message::rtc::{ConnectionId, RtcAction};
use crate::sync::frame::{Bye, Frame, Message};
use crate::sync::rendezvous::Rendezvous as _;
use crate::sync::signal::SessionId;
use rand_core::Rng as _;

/// How long a session that was sent away, or sent us away, is left alone.
const QUIET_MS: u64 = 10 * 60 * 1000;
const REDIAL_JITTER_MS: u64 = 300;

impl Mesh {
    /// Both sides have proved themselves.
    pub(super) fn proved(
        &mut self,
        now: Timestamp,
        id: ConnectionId,
        device: DeviceKey,
    ) -> Result<(), &'static str> {
        let Some(connection) = self.connections.get(&id) else { return Ok(()) };
        let (remote, offer) = (connection.remote, connection.offer_counter);
        if self.banned.get(&device).is_some_and(|until| *until > now) {
            self.quiet(now, remote);
            return Err("banned");
        }
        if let Some(old_id) = self.up.get(&device).copied()
            && let Some(old) = self.connections.get(&old_id)
        {
            let old_remote = old.remote;
            if old_remote == remote && old.offer_counter > offer {
                // Both sides count the same offers, so both close this one.
                self.lose(now, id, "replaced");
                return Ok(());
            }
            self.down(device);
            if old_remote == remote {
                self.act(old_id, RtcAction::Close);
                self.connections.remove(&old_id);
            } else {
                // The device began anew; its earlier session is a ghost, or must become one.
                self.leave(now, old_id, Bye::Replaced);
                self.quiet(now, old_remote);
            }
        }
        self.rise(now, id, device);
        Ok(())
    }

    /// Ends a connection from our side.
    pub(super) fn lose(&mut self, now: Timestamp, id: ConnectionId, why: &str) {
        if self.connections.contains_key(&id) {
            self.act(id, RtcAction::Close);
            self.gone(now, id, why);
        }
    }

    /// A connection is over.
    pub(super) fn gone(&mut self, now: Timestamp, id: ConnectionId, why: &str) {
        let Some(connection) = self.connections.remove(&id) else { return };
        self.attempts.failed(connection.attempt, now, why);
        let device = connection.device();
        if let Some(device) = device {
            self.down(device);
        }
        let jitter = self.rng.next_u64() % REDIAL_JITTER_MS;
        let again = connection.stage != Stage::Leaving && !self.has_connection(connection.remote);
        if let Some(remote) = self.remotes.get_mut(&connection.remote).filter(|_| again) {
            remote.ended(now, connection.stage, jitter);
            // An offer that has not left yet would only be refused as stale.
            self.relays.withdraw(connection.remote);
        }
        if device.is_some() {
            self.company_changed(now);
        }
    }

    /// The peer closes on purpose.
    pub(super) fn heard_bye(&mut self, now: Timestamp, id: ConnectionId, bye: Bye) {
        let Some(connection) = self.connections.remove(&id) else { return };
        let (remote, device) = (connection.remote, connection.device());
        self.act(id, RtcAction::Close);
        match bye {
            Bye::Leaving => {
                self.remotes.remove(&remote);
            }
            Bye::Replaced | Bye::Refused => self.quiet(now, remote),
        }
        if let Some(device) = device {
            self.down(device);
            self.somebody_left(now);
        }
    }

    pub(super) fn drop_peer(&mut self, now: Timestamp, device: DeviceKey, code: &'static str) {
        self.count(Err(code));
        self.banned.retain(|_, until| *until > now);
        if self.banned.len() < BANNED_MAX {
            self.banned.insert(device, now.plus_ms(QUIET_MS));
        }
        let Some(id) = self.up.get(&device).copied() else { return };
        if let Some(remote) = self.connections.get(&id).map(|connection| connection.remote) {
            self.quiet(now, remote);
        }
        self.down(device);
        self.leave(now, id, Bye::Refused);
        self.company_changed(now);
    }

    pub(super) fn tick_connections(&mut self, now: Timestamp) {
        for id in self.connections.keys().copied().collect::<Vec<_>>() {
            let Some(connection) = self.connections.get_mut(&id) else { continue };
            if let Some(why) = connection.overdue(now) {
                self.lose(now, id, why);
                continue;
            }
            let remote = connection.remote;
            let suspect = connection.suspect_at.take_if(|at| *at <= now).is_some();
            if let Some(frame) = connection.due_ping(now) {
                self.act(id, RtcAction::Send { frame });
            }
            if suspect {
                self.reach(now, remote);
            }
        }
    }

    fn rise(&mut self, now: Timestamp, id: ConnectionId, device: DeviceKey) {
        let Some(connection) = self.connections.get_mut(&id) else { return };
        connection.rise(now, device);
        let (session, attempt) = (connection.remote, connection.attempt);
        self.attempts.proved(attempt, now, device);
        self.up.insert(device, id);
        let ghosts = self.remotes.iter().filter(|(other, remote)| {
            **other != session && remote.device == Some(device) && !self.has_connection(**other)
        });
        for ghost in ghosts.map(|(other, _)| *other).collect::<Vec<_>>() {
            self.quiet(now, ghost);
        }
        if let Some(remote) = self.remotes.get_mut(&session) {
            remote.rose(now, device);
        }
        self.relays.withdraw(session);
        self.neighbours.withdraw(session);
        let frame = Frame::Message(Message::Bye(Bye::Leaving)).encode();
        self.act(id, RtcAction::KeepLastWords { frame });
        self.outputs.push_back(MeshOutput::PeerUp { device });
        self.company_changed(now);
    }

    fn down(&mut self, device: DeviceKey) {
        if self.up.remove(&device).is_some() {
            self.outputs.push_back(MeshOutput::PeerDown { device });
        }
    }

    /// Says goodbye and closes when it has had time to leave.
    fn leave(&mut self, now: Timestamp, id: ConnectionId, bye: Bye) {
        self.say_bye(id, bye);
        if let Some(connection) = self.connections.get_mut(&id) {
            connection.stage = Stage::Leaving;
            connection.deadline = now.plus_ms(LEAVE_MS);
        }
    }

    pub(super) fn quiet(&mut self, now: Timestamp, session: SessionId) {
        if let Some(remote) = self.remotes.get_mut(&session) {
            remote.quiet_until = now.plus_ms(QUIET_MS);
            remote.stop_dialling();
        }
    }
}
