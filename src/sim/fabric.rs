//! Peer connections in memory: `RtcAction`s in, `RtcEvent`s out after a while. Frames arrive in
//! order and whole or the connection is dead, as data channels promise; who is cut off is told
//! nothing.

use std::collections::{BTreeMap, BTreeSet};

use rand_chacha::ChaCha20Rng;
use rand_core::{Rng as _, SeedableRng as _};

use super::relay::Node;
use crate::clock::Timestamp;
use crate::message::rtc::{ConnectionId, RtcAction, RtcEvent, RtcState};

const BUFFER_HIGH_BYTES: u64 = 1024 * 1024;
const BUFFER_LOW_BYTES: u64 = 256 * 1024;
const ICE_GIVES_UP_MS: u64 = 15_000;

/// How well connections work.
#[derive(Debug, Clone, Copy)]
pub struct FabricConfig {
    pub latency_ms_max: u64,
    pub bytes_per_ms: u64,
}

impl Default for FabricConfig {
    fn default() -> Self {
        Self { latency_ms_max: 40, bytes_per_ms: 1_000 }
    }
}

type End = (Node, ConnectionId);

#[derive(Debug)]
struct Socket {
    ufrag: String,
    remote_ufrag: Option<String>,
    peer: Option<End>,
    /// When all that was sent has left.
    free_at: Timestamp,
    /// When the last frame arrives.
    last_arrival: Timestamp,
    fullness: Fullness,
    last_words: Option<Vec<u8>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fullness {
    Low,
    High,
}

#[derive(Debug)]
enum Pending {
    Event(RtcEvent),
    /// Look whether the buffer fell.
    Drained,
}

/// All connections between all nodes.
#[derive(Debug)]
pub struct Fabric {
    config: FabricConfig,
    rng: ChaCha20Rng,
    sockets: BTreeMap<End, Socket>,
    pending: BTreeMap<(Timestamp, u64), (End, Pending)>,
    next: u64,
    cuts: BTreeSet<(Node, Node)>,
    /// Frames that were taken for sending.
    pub frames: u64,
    /// Their bytes.
    pub bytes: u64,
    /// The frames themselves, while somebody looks.
    pub captured: Option<Vec<(Node, Vec<u8>)>>,
}

impl Fabric {
    /// Connections of this quality.
    pub fn new(seed: u64, config: FabricConfig) -> Self {
        Self {
            config,
            rng: ChaCha20Rng::seed_from_u64(seed),
            sockets: BTreeMap::new(),
            pending: BTreeMap::new(),
            next: 0,
            cuts: BTreeSet::new(),
            frames: 0,
            bytes: 0,
            captured: None,
        }
    }

    /// A node does something to one of its connections.
    pub fn act(&mut self, now: Timestamp, node: Node, id: ConnectionId, action: RtcAction) {
        let end = (node, id);
        match action {
            RtcAction::Offer { .. } => self.describe(now, end, None),
            RtcAction::Answer { offer_sdp, .. } => match ufrag(&offer_sdp) {
                Some(remote) => self.describe(now, end, Some(remote)),
                None => self.event(now, end, closed("bad offer")),
            },
            RtcAction::Accept { answer_sdp } => self.accept(now, end, &answer_sdp),
            RtcAction::Send { frame } => self.send(now, end, frame),
            RtcAction::KeepLastWords { frame } => {
                if let Some(socket) = self.sockets.get_mut(&end) {
                    socket.last_words = Some(frame);
                }
            }
            RtcAction::Close => self.close(now, end),
        }
    }

    /// A node's window goes away: it says its last words, and is gone.
    pub fn leave(&mut self, now: Timestamp, node: Node) {
        for id in self.open_connections(node) {
            let end = (node, id);
            let words = self.sockets.get_mut(&end).and_then(|socket| socket.last_words.take());
            if let Some(frame) = words {
                self.send(now, end, frame);
            }
        }
        self.vanish(node);
    }

    /// A node is gone without a word.
    pub fn vanish(&mut self, node: Node) {
        self.sockets.retain(|(owner, _), _| *owner != node);
        self.pending.retain(|_, ((owner, _), _)| *owner != node);
    }

    /// One connection fails on both sides, and both are told.
    pub fn drop_connection(&mut self, now: Timestamp, node: Node, id: ConnectionId) {
        let Some(socket) = self.sockets.remove(&(node, id)) else { return };
        self.event(now, (node, id), closed("failed"));
        if let Some(peer) = socket.peer.filter(|peer| self.sockets.remove(peer).is_some()) {
            self.event(now, peer, closed("failed"));
        }
    }

    /// No frame passes between these two from now on; connections that lose one are dead.
    pub fn cut(&mut self, a: Node, b: Node) {
        self.cuts.extend([(a, b), (b, a)]);
    }

    /// New connections work again.
    pub fn heal(&mut self, a: Node, b: Node) {
        self.cuts.remove(&(a, b));
        self.cuts.remove(&(b, a));
    }

    /// The open connections of a node.
    pub fn open_connections(&self, node: Node) -> Vec<ConnectionId> {
        let open = self.sockets.iter().filter(|((owner, _), one)| {
            *owner == node && one.peer.is_some_and(|peer| self.sockets.contains_key(&peer))
        });
        open.map(|((_, id), _)| *id).collect()
    }

    /// When something happens next.
    pub fn next_at(&self) -> Option<Timestamp> {
        self.pending.keys().next().map(|(at, _)| *at)
    }

    /// What happens until now.
    pub fn due(&mut self, now: Timestamp) -> Vec<(Node, ConnectionId, RtcEvent)> {
        let later = self.pending.split_off(&(now.plus_ms(1), 0));
        let mut events = Vec::new();
        for ((at, _), (end, pending)) in std::mem::replace(&mut self.pending, later) {
            match pending {
                Pending::Event(event) => events.push((end.0, end.1, event)),
                Pending::Drained => {
                    if self.drained(at, end) {
                        events.push((end.0, end.1, RtcEvent::BufferLow));
                    }
                }
            }
        }
        events
    }

    fn describe(&mut self, now: Timestamp, end: End, remote_ufrag: Option<String>) {
        let ufrag = format!("{:08x}", self.rng.next_u32());
        let setup = if remote_ufrag.is_some() { "active" } else { "actpass" };
        let mut fingerprint = [0; 32];
        self.rng.fill_bytes(&mut fingerprint);
        let sdp = description(&ufrag, &fingerprint, setup);
        let socket = Socket {
            ufrag,
            remote_ufrag,
            peer: None,
            free_at: now,
            last_arrival: now,
            fullness: Fullness::Low,
            last_words: None,
        };
        self.sockets.insert(end, socket);
        let at = now.plus_ms(self.latency());
        self.event(at, end, RtcEvent::Described { sdp });
    }

    fn accept(&mut self, now: Timestamp, end: End, answer_sdp: &str) {
        self.event(now, end, RtcEvent::State(RtcState::IceChecking));
        let own = self.sockets.get(&end).map(|socket| socket.ufrag.clone());
        let wanted = ufrag(answer_sdp);
        let fits = |socket: &Socket| {
            Some(&socket.ufrag) == wanted.as_ref() && socket.remote_ufrag == own && own.is_some()
        };
        let found = self.sockets.iter().find(|(_, socket)| fits(socket)).map(|(peer, _)| *peer);
        let Some(peer) = found.filter(|peer| !self.cuts.contains(&(end.0, peer.0))) else {
            let at = now.plus_ms(ICE_GIVES_UP_MS);
            return self.event(at, end, RtcEvent::State(RtcState::IceFailed));
        };
        for (one, other) in [(end, peer), (peer, end)] {
            let opened = now.plus_ms(2 * self.latency());
            for event in [
                RtcEvent::State(RtcState::IceConnected),
                RtcEvent::State(RtcState::DtlsConnected),
                RtcEvent::Opened,
            ] {
                self.event(opened, one, event);
            }
            if let Some(socket) = self.sockets.get_mut(&one) {
                socket.peer = Some(other);
            }
            if let Some(socket) = self.sockets.get_mut(&other) {
                // Nothing arrives at a channel before it is open.
                socket.last_arrival = opened;
            }
        }
    }

    fn send(&mut self, now: Timestamp, end: End, frame: Vec<u8>) {
        let length = u64::try_from(frame.len()).expect("frames are small");
        self.frames += 1;
        self.bytes += length;
        if let Some(captured) = &mut self.captured {
            captured.push((end.0, frame.clone()));
        }
        let latency = self.latency();
        let Some(socket) = self.sockets.get_mut(&end) else { return };
        let Some(peer) = socket.peer else { return };
        if self.cuts.contains(&(end.0, peer.0)) {
            // A lost frame is never made up for, so the whole connection is dead.
            socket.peer = None;
            return;
        }
        socket.free_at = socket.free_at.max(now).plus_ms(length / self.config.bytes_per_ms);
        let arrival = socket.free_at.plus_ms(latency).max(socket.last_arrival);
        socket.last_arrival = arrival;
        let buffered = socket.free_at.since_ms(now) * self.config.bytes_per_ms;
        if buffered > BUFFER_HIGH_BYTES && socket.fullness == Fullness::Low {
            socket.fullness = Fullness::High;
            self.event(now, end, RtcEvent::BufferHigh);
            self.later(now.plus_ms(1), end, Pending::Drained);
        }
        if self.sockets.get(&peer).is_some_and(|other| other.peer == Some(end)) {
            self.event(arrival, peer, RtcEvent::Frame { bytes: frame });
        }
    }

    fn drained(&mut self, now: Timestamp, end: End) -> bool {
        let Some(socket) = self.sockets.get_mut(&end) else { return false };
        let buffered = socket.free_at.since_ms(now) * self.config.bytes_per_ms;
        if buffered <= BUFFER_LOW_BYTES {
            socket.fullness = Fullness::Low;
            return true;
        }
        let wait = (buffered - BUFFER_LOW_BYTES) / self.config.bytes_per_ms + 1;
        self.later(now.plus_ms(wait), end, Pending::Drained);
        false
    }

    fn close(&mut self, now: Timestamp, end: End) {
        let Some(socket) = self.sockets.remove(&end) else { return };
        self.pending.retain(|_, (owner, _)| *owner != end);
        let Some(peer) = socket.peer else { return };
        let told = !self.cuts.contains(&(end.0, peer.0));
        if told && self.sockets.get(&peer).is_some_and(|other| other.peer == Some(end)) {
            self.sockets.remove(&peer);
            // Frames on the way still arrive; the end comes after them.
            let at = now.plus_ms(self.latency()).max(socket.last_arrival);
            self.event(at, peer, closed("closed by the other side"));
        }
    }

    fn event(&mut self, at: Timestamp, end: End, event: RtcEvent) {
        self.later(at, end, Pending::Event(event));
    }

    fn later(&mut self, at: Timestamp, end: End, pending: Pending) {
        self.next += 1;
        self.pending.insert((at, self.next), (end, pending));
    }

    fn latency(&mut self) -> u64 {
        1 + self.rng.next_u64() % self.config.latency_ms_max.max(1)
    }
}

fn closed(reason: &str) -> RtcEvent {
    RtcEvent::Closed { reason: reason.to_owned() }
}

fn ufrag(sdp: &str) -> Option<String> {
    sdp.lines().find_map(|line| line.strip_prefix("a=ice-ufrag:")).map(str::to_owned)
}

/// What a browser writes, as far as anyone reads it.
fn description(ufrag: &str, fingerprint: &[u8; 32], setup: &str) -> String {
    let hex: Vec<String> = fingerprint.iter().map(|byte| format!("{byte:02X}")).collect();
    format!(
        "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\n\
         m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\nc=IN IP4 0.0.0.0\r\n\
         a=candidate:1 1 udp 2113937151 127.0.0.1 40000 typ host generation 0\r\n\
         a=ice-ufrag:{ufrag}\r\na=ice-pwd:{ufrag}{ufrag}{ufrag}\r\n\
         a=fingerprint:sha-256 {}\r\na=setup:{setup}\r\na=mid:0\r\na=sctp-port:5000\r\n\
         a=max-message-size:262144\r\n",
        hex.join(":")
    )
}
