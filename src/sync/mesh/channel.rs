//! What happens on connections: events of the window and frames of peers in, frames out. Before the
//! proof only the proof is read; after it, what is no frame of ours ends the connection.

use super::connection::{Connection, PROVE_MS_MAX, SignalRate, Stage};
use super::{Mesh, MeshOutput};
use crate::clock::{MINUTE_MS, Timestamp};
use crate::id::{DeviceKey, Signature};
use crate::limits::{NEIGHBOUR_SIGNALS_PER_MINUTE_MAX, UNPROVED_FRAME_BYTES_MAX};
use crate::message::model::{AttemptState, AttemptStepKind};
use crate::message::rtc::{ConnectionId, RtcAction, RtcEvent, RtcState};
use crate::sync::frame::{Bye, Frame, Message, Priority, split};
use crate::sync::neighbours::Forward;
use crate::sync::session::{Binding, Handshake, ProofFault, Step};

/// A connection that the browser calls disconnected gets this long to come back by itself.
const DISCONNECTED_MS_MAX: u64 = 3_000;
/// Another engine with our own key; there is nothing to say to it.
const OWN_DEVICE: &str = "own-device";

impl Mesh {
    pub(super) fn rtc(&mut self, now: Timestamp, id: ConnectionId, event: RtcEvent) {
        let Some(connection) = self.connections.get_mut(&id) else { return };
        match event {
            RtcEvent::Described { sdp } => self.described(now, id, &sdp),
            RtcEvent::State(state) => self.state(now, id, state),
            RtcEvent::Opened => self.opened(now, id),
            RtcEvent::Frame { bytes } => {
                connection.hear(now);
                let remote = connection.remote;
                if let Err(code) = self.frame(now, id, &bytes) {
                    self.count(Err(code));
                    if code == OWN_DEVICE {
                        self.quiet(now, remote);
                    }
                    self.lose(now, id, code);
                }
            }
            RtcEvent::BufferHigh => connection.queue.full(),
            RtcEvent::BufferLow => connection.queue.free(),
            RtcEvent::Closed { reason } => self.gone(now, id, &reason),
        }
    }

    /// Our signature, or word that there is none.
    pub(super) fn signed(&mut self, now: Timestamp, ticket: u64, signature: Option<Signature>) {
        let Some(id) = self.tickets.remove(&ticket) else { return };
        let Some(signature) = signature else { return self.lose(now, id, "cannot-sign") };
        let Some(handshake) =
            self.connections.get_mut(&id).and_then(|connection| connection.handshake.as_mut())
        else {
            return;
        };
        let (frame, step) = handshake.signed(signature);
        let result = self.push(id, Priority::Prompt, vec![frame.encode()]);
        let result = result.and_then(|()| self.proof_step(now, id, step));
        if let Err(code) = result {
            self.count(Err(code));
            self.lose(now, id, code);
        }
    }

    pub(super) fn send(&mut self, now: Timestamp, to: DeviceKey, message: Message) {
        let Some(id) = self.up.get(&to).copied() else { return };
        let Some(connection) = self.connections.get_mut(&id) else { return };
        connection.next_message = connection.next_message.wrapping_add(1);
        let (priority, number) = (message.priority(), connection.next_message);
        let result = match split(message, number) {
            Ok(frames) => self.push(id, priority, frames),
            Err(_) => Err("own-message"),
        };
        if let Err(code) = result {
            self.count(Err(code));
            self.lose(now, id, code);
        }
    }

    /// Sends all that may be sent now.
    pub(super) fn flush(&mut self, id: ConnectionId) {
        while let Some(frame) = self.connections.get_mut(&id).and_then(|one| one.queue.pop()) {
            self.act(id, RtcAction::Send { frame });
        }
    }

    /// Says goodbye at once, past everything that waits.
    pub(super) fn say_bye(&mut self, id: ConnectionId, bye: Bye) {
        if self.connections.get(&id).is_some_and(|one| one.device().is_some()) {
            let frame = Frame::Message(Message::Bye(bye)).encode();
            self.act(id, RtcAction::Send { frame });
        }
    }

    /// Passes a signal on to all neighbours but the one that it came from.
    pub(super) fn forward(&mut self, now: Timestamp, forward: &Forward) {
        let frame = forward.frame.encode();
        for id in self.up.values().copied().collect::<Vec<_>>() {
            if Some(id) != forward.except
                && let Err(code) = self.push(id, Priority::Prompt, vec![frame.clone()])
            {
                self.count(Err(code));
                self.lose(now, id, code);
            }
        }
    }

    fn push(
        &mut self,
        id: ConnectionId,
        priority: Priority,
        frames: Vec<Vec<u8>>,
    ) -> Result<(), &'static str> {
        let Some(connection) = self.connections.get_mut(&id) else { return Ok(()) };
        connection.queue.push(priority, frames).map_err(|_| "peer-too-slow")
    }

    fn state(&mut self, now: Timestamp, id: ConnectionId, state: RtcState) {
        let Some(connection) = self.connections.get_mut(&id) else { return };
        let (kind, step) = match state {
            RtcState::IceChecking => (AttemptStepKind::WayFound, AttemptState::Running),
            RtcState::IceConnected => (AttemptStepKind::WayFound, AttemptState::Done),
            RtcState::IceFailed => (AttemptStepKind::WayFound, AttemptState::Failed),
            RtcState::DtlsConnecting => (AttemptStepKind::Encrypted, AttemptState::Running),
            RtcState::DtlsConnected => (AttemptStepKind::Encrypted, AttemptState::Done),
            RtcState::IceDisconnected => {
                if connection.device().is_some() {
                    connection.suspect_at = Some(now.plus_ms(DISCONNECTED_MS_MAX));
                    connection.ping_at = now;
                }
                return;
            }
        };
        if state == RtcState::IceConnected {
            connection.suspect_at = None;
        }
        self.attempts.step(connection.attempt, now, kind, step, "");
        if state == RtcState::IceFailed {
            self.lose(now, id, "no-way");
        }
    }

    fn opened(&mut self, now: Timestamp, id: ConnectionId) {
        let nonce = self.random();
        let Some(connection) = self.connections.get_mut(&id) else { return };
        if connection.stage != Stage::Opening {
            return;
        }
        connection.stage = Stage::Proving;
        connection.deadline = now.plus_ms(PROVE_MS_MAX);
        let binding = Binding {
            community: self.config.community,
            role: connection.role,
            local: (self.session, connection.local_fingerprint),
            remote: (connection.remote, connection.remote_fingerprint),
        };
        let (handshake, frame) = Handshake::new(binding, self.config.me, nonce);
        connection.handshake = Some(handshake);
        let attempt = connection.attempt;
        for kind in [AttemptStepKind::WayFound, AttemptStepKind::Encrypted] {
            self.attempts.step(attempt, now, kind, AttemptState::Done, "");
        }
        self.attempts.step(attempt, now, AttemptStepKind::Proved, AttemptState::Running, "");
        self.act(id, RtcAction::Send { frame: frame.encode() });
    }

    fn frame(
        &mut self,
        now: Timestamp,
        id: ConnectionId,
        bytes: &[u8],
    ) -> Result<(), &'static str> {
        let Some(connection) = self.connections.get_mut(&id) else { return Ok(()) };
        match connection.stage {
            Stage::Leaving => Ok(()),
            Stage::Describing | Stage::AwaitingAnswer | Stage::Opening => Err("frame-early"),
            Stage::Proving => {
                if bytes.len() > UNPROVED_FRAME_BYTES_MAX {
                    return Err("frame-unproved");
                }
                let frame = Frame::decode(bytes).map_err(|_| "frame-garbled")?;
                self.proof_frame(now, id, frame)
            }
            Stage::Up(device) => {
                let frame = Frame::decode(bytes).map_err(|_| "frame-garbled")?;
                self.proved_frame(now, (id, device), frame)
            }
        }
    }

    fn proof_frame(
        &mut self,
        now: Timestamp,
        id: ConnectionId,
        frame: Frame,
    ) -> Result<(), &'static str> {
        let handshake = self.connections.get_mut(&id).and_then(|one| one.handshake.as_mut());
        let handshake = handshake.ok_or("frame-early")?;
        let step = match frame {
            Frame::Auth { device, nonce } => handshake.auth(device, nonce),
            Frame::Proof { signature } => handshake.proof(&signature),
            Frame::Ping(_)
            | Frame::Pong(_)
            | Frame::Message(_)
            | Frame::Fragment { .. }
            | Frame::Signal { .. } => Err(ProofFault::Unexpected),
        };
        let step = step.map_err(|fault| match fault {
            ProofFault::Unexpected => "frame-unproved",
            ProofFault::OwnDevice => OWN_DEVICE,
            ProofFault::Signature => "proof",
        })?;
        self.proof_step(now, id, step)
    }

    fn proof_step(
        &mut self,
        now: Timestamp,
        id: ConnectionId,
        step: Step,
    ) -> Result<(), &'static str> {
        match step {
            Step::Wait => Ok(()),
            Step::Sign(message) => {
                let ticket = self.next_ticket;
                self.next_ticket += 1;
                self.tickets.insert(ticket, id);
                self.outputs.push_back(MeshOutput::NeedSignature { ticket, message });
                Ok(())
            }
            Step::Proved(device) => self.proved(now, id, device),
        }
    }

    fn proved_frame(
        &mut self,
        now: Timestamp,
        (id, device): (ConnectionId, DeviceKey),
        frame: Frame,
    ) -> Result<(), &'static str> {
        let Some(connection) = self.connections.get_mut(&id) else { return Ok(()) };
        match frame {
            Frame::Auth { .. } | Frame::Proof { .. } => Err("frame-unexpected"),
            Frame::Ping(number) => {
                // Past the queue: what is full in our direction must not make us look dead.
                self.act(id, RtcAction::Send { frame: Frame::Pong(number).encode() });
                Ok(())
            }
            Frame::Pong(number) => {
                connection.queue.pong(number);
                Ok(())
            }
            Frame::Message(message) => {
                self.received(now, (id, device), message);
                Ok(())
            }
            Frame::Fragment { id: number, index, count, bytes } => {
                let whole = connection.reassembly.take((number, index, count), &bytes);
                if let Some(message) = whole.map_err(|_| "fragments")? {
                    self.received(now, (id, device), message);
                }
                Ok(())
            }
            Frame::Signal { hops, sealed } => {
                if signal_fits(now, connection) {
                    let result = self.neighbours.take(id, hops, sealed);
                    self.count(result);
                } else {
                    self.count(Err("signal-flood"));
                }
                Ok(())
            }
        }
    }

    fn received(
        &mut self,
        now: Timestamp,
        (id, from): (ConnectionId, DeviceKey),
        message: Message,
    ) {
        match message {
            Message::Bye(bye) => self.heard_bye(now, id, bye),
            Message::Greeting(_)
            | Message::Have { .. }
            | Message::Want { .. }
            | Message::Changes { .. }
            | Message::Heads { .. }
            | Message::BlobWant { .. }
            | Message::BlobChunk { .. } => {
                self.outputs.push_back(MeshOutput::Received { from, message });
            }
        }
    }
}

/// Counts a forwarded signal; false when its neighbour sent too many in this minute.
fn signal_fits(now: Timestamp, connection: &mut Connection) -> bool {
    if now.since_ms(connection.signals.since) >= MINUTE_MS {
        connection.signals = SignalRate { since: now, count: 0 };
    }
    connection.signals.count += 1;
    connection.signals.count <= NEIGHBOUR_SIGNALS_PER_MINUTE_MAX
}
