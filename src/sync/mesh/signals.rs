//! Signals of remote sessions in; connections that are offered, answered and accepted out. The
//! lower session offers, so two that meet never offer at once; a signal is acted on only when it
//! quotes what we said lately.

use crate::ordered::Set;

use super::Mesh;
use super::connection::{ANSWER_MS_MAX, Connection, OPEN_MS_MAX, Stage};
use crate::clock::Timestamp;
use crate::id::DeviceKey;
use crate::limits::{
    CONNECTIONS_MAX, DIAL_FAILURES_MAX, DIAL_UNANSWERED_MAX, PEERS_WANTED, RELAYS_PER_REMOTE_MAX,
    REMOTES_MAX,
};
use crate::message::model::{AttemptState, AttemptStepKind};
use crate::message::rtc::{ConnectionId, RtcAction};
use crate::sync::rendezvous::{Need, Route, Way};
use crate::sync::sdp::{Description, Setup};
use crate::sync::session::Role;
use crate::sync::signal::{Nonce, Novelty, SessionId, Signal, SignalBody, Wants};

/// A nonce of theirs that is older would be refused by the time our offer is there.
const QUOTABLE_MS: u64 = 10 * 60 * 1000;
/// A dial of ours that is younger goes on although the remote asks for one.
const DIAL_PATIENCE_MS: u64 = 5_000;
/// Our hello in answer to theirs is not repeated sooner.
const HELLO_BACK_MS_MIN: u64 = 3_000;
/// How long an offer to our hello may take before we say hello again, to its session.
const OFFER_WAIT_MS: u64 = 700;
/// The third beacon and all others give the first two this head start.
const NOT_FIRST_BEACON_MS: u64 = 1_500;

/// A session that was heard of.
#[derive(Debug, Default)]
pub(super) struct Remote {
    heard: Timestamp,
    ways: Set<Way>,
    /// Their newest nonce, and when it came.
    nonce: Option<(Timestamp, Nonce)>,
    hello_back: Option<Timestamp>,
    /// When it was last spoken to, or was up.
    called: Option<Timestamp>,
    /// Offer, or ask to be offered to, then.
    dial_at: Option<Timestamp>,
    failures: u32,
    /// Neither dialled nor answered before.
    pub quiet_until: Timestamp,
    /// Who it proved to be.
    pub device: Option<DeviceKey>,
}

impl Remote {
    pub(super) fn next_wake(&self) -> Option<Timestamp> {
        self.dial_at
    }

    /// A connection to it ended; try again after a pause that grows with each failure.
    pub(super) fn ended(&mut self, now: Timestamp, stage: Stage, jitter_ms: u64) {
        let (failures, most) = match stage {
            Stage::Up(_) => (0, DIAL_FAILURES_MAX),
            Stage::AwaitingAnswer => (self.failures + 1, DIAL_UNANSWERED_MAX - 1),
            Stage::Describing | Stage::Opening | Stage::Proving | Stage::Leaving => {
                (self.failures + 1, DIAL_FAILURES_MAX)
            }
        };
        self.failures = failures;
        if self.failures <= most {
            self.dial_at = Some(now.plus_ms((500 << self.failures) + jitter_ms));
        }
    }

    /// No more tries of our own.
    pub(super) fn stop_dialling(&mut self) {
        self.dial_at = None;
    }

    /// It came up.
    pub(super) fn rose(&mut self, now: Timestamp, device: DeviceKey) {
        self.failures = 0;
        self.called = Some(now);
        self.dial_at = None;
        self.device = Some(device);
    }
}

impl Mesh {
    pub(super) fn signal(&mut self, now: Timestamp, way: Way, signal: Signal) {
        if signal.from == self.session {
            return;
        }
        let new = self.memory.note(signal.from, signal.counter) == Novelty::New;
        let Some(remote) = self.remote(now, signal.from) else {
            return self.count(Err("too-many-sessions"));
        };
        if remote.ways.insert(way.clone()) {
            self.carry_along(now, signal.from, &way);
        }
        let Some(remote) = self.remotes.get_mut(&signal.from) else { return };
        if !new || remote.quiet_until > now {
            return;
        }
        remote.heard = now;
        let to = signal.to();
        if let SignalBody::Hello { nonce, .. } = &signal.body {
            remote.nonce = Some((now, *nonce));
        }
        if to.is_some_and(|to| to != self.session) {
            return;
        }
        let (from, counter) = (signal.from, signal.counter);
        match signal.body {
            SignalBody::Hello { wants, .. } => self.hello(now, from, counter, wants),
            SignalBody::Offer { quotes, nonce, description, .. } => {
                let result = self.offer(now, (from, counter), (quotes, nonce), &description);
                self.count(result);
            }
            SignalBody::Answer { quotes, description, .. } => {
                let result = self.answer(now, (from, counter), quotes, &description);
                self.count(result);
            }
        }
    }

    /// A new way to a session was found: what it has not answered goes there too.
    fn carry_along(&mut self, now: Timestamp, to: SessionId, way: &Way) {
        let waits = |one: &&Connection| one.remote == to && one.is_coming();
        let sent = self.connections.values().find(waits).and_then(|one| one.sent.clone());
        if let Some(signal) = sent {
            let route = Route::Along(std::slice::from_ref(way));
            self.carry_again(now, &signal, route, Need::Awaited);
        }
    }

    /// Whether it spoke since it was last spoken to; from now on it is spoken to.
    pub(super) fn need_of(&mut self, now: Timestamp, id: SessionId) -> Need {
        let Some(remote) = self.remotes.get_mut(&id) else { return Need::Call };
        let called = remote.called.replace(now);
        if called.is_none_or(|called| called < remote.heard) { Need::Awaited } else { Need::Call }
    }

    pub(super) fn tick_remotes(&mut self, now: Timestamp) {
        let due = |remote: &Remote| remote.dial_at.is_some_and(|at| at <= now);
        let due = self.remotes.iter().filter(|(_, remote)| due(remote)).map(|(id, _)| *id);
        for id in due.collect::<Vec<_>>() {
            if let Some(remote) = self.remotes.get_mut(&id) {
                remote.dial_at = None;
            }
            if !self.has_connection(id) {
                self.reach(now, id);
            }
        }
    }

    /// Offers, where that is ours to do and possible; else asks to be offered to.
    pub(super) fn reach(&mut self, now: Timestamp, id: SessionId) {
        let Some(remote) = self.remotes.get(&id).filter(|remote| remote.quiet_until <= now) else {
            return;
        };
        if self.connections.values().any(|one| one.remote == id && one.is_coming()) {
            return;
        }
        let quotable = remote.nonce.filter(|(came, _)| now.since_ms(*came) < QUOTABLE_MS);
        if let (true, Some((_, quotes))) = (self.session < id, quotable) {
            return self.dial(now, id, quotes);
        }
        let ways = self.ways_to(id);
        self.say_hello(now, Wants::Session(id), route(&ways));
    }

    /// The browser has described a connection: signal it.
    pub(super) fn described(&mut self, now: Timestamp, id: ConnectionId, sdp: &str) {
        let Ok(description) = Description::parse(sdp) else {
            self.count(Err("own-description"));
            return self.lose(now, id, "description");
        };
        let Some(connection) = self.connections.get_mut(&id) else { return };
        if connection.stage != Stage::Describing {
            return;
        }
        connection.local_fingerprint = description.fingerprint;
        let (to, role, quotes) = (connection.remote, connection.role, connection.quotes);
        let (nonce, attempt) = (connection.nonce, connection.attempt);
        let candidates = (description.candidate_count(), connection.candidates_remote);
        let description = description.encode();
        let size = format!("{} bytes", description.len());
        let ways = self.ways_to(to);
        let (stage, patience, step) = match role {
            Role::Offerer => (Stage::AwaitingAnswer, ANSWER_MS_MAX, AttemptStepKind::OfferSent),
            Role::Answerer => (Stage::Opening, OPEN_MS_MAX, AttemptStepKind::AnswerCame),
        };
        let body = match role {
            Role::Offerer => SignalBody::Offer { to, quotes, nonce, description },
            Role::Answerer => SignalBody::Answer { to, quotes, description },
        };
        let need = match role {
            Role::Offerer => self.need_of(now, to),
            Role::Answerer => Need::Awaited,
        };
        let sent = self.carry(now, body, route(&ways), need);
        self.attempts.step(attempt, now, step, AttemptState::Done, &size);
        if role == Role::Answerer {
            self.candidates_exchanged(now, id, candidates);
        }
        let Some(connection) = self.connections.get_mut(&id) else { return };
        connection.stage = stage;
        connection.deadline = now.plus_ms(patience);
        if role == Role::Offerer {
            connection.offer_counter = sent.counter;
            connection.candidates_remote = candidates.0;
        }
        connection.sent = Some(sent);
    }

    fn hello(&mut self, now: Timestamp, from: SessionId, counter: u32, wants: Wants) {
        let about_me = wants == Wants::Session(self.session);
        let newest = self.connections.iter().rfind(|(_, one)| one.remote == from);
        match newest.map(|(id, one)| (*id, one)) {
            Some((_, one)) if !about_me || counter < one.remote_counter => return,
            Some((id, one)) if one.is_coming() => {
                if now.since_ms(one.began) < DIAL_PATIENCE_MS {
                    return;
                }
                self.lose(now, id, "given-up");
            }
            Some(_) | None => {}
        }
        let wait =
            if self.up.len() < 2 || self.beacon_rank() < 2 { 0 } else { NOT_FIRST_BEACON_MS };
        let offers = self.session < from;
        let lately = self.said_hello_lately(now);
        let Some(remote) = self.remotes.get_mut(&from) else { return };
        if offers && wait > 0 && !remote.ways.contains(&Way::Neighbours) && !about_me {
            remote.dial_at = Some(now.plus_ms(wait));
        } else if offers {
            self.reach(now, from);
        } else if lately {
            // They are likely to have heard it, or to hear it yet, and to offer.
            remote.dial_at = remote.dial_at.or(Some(now.plus_ms(OFFER_WAIT_MS)));
        } else if remote.hello_back.is_none_or(|said| now.since_ms(said) >= HELLO_BACK_MS_MIN) {
            remote.hello_back = Some(now);
            self.reach(now, from);
        }
    }

    fn dial(&mut self, now: Timestamp, to: SessionId, quotes: Nonce) {
        if self.connections.len() >= PEERS_WANTED {
            return;
        }
        let nonce = Nonce(self.random());
        let id = self.connection(now, to, Role::Offerer);
        let connection = self.connections.get_mut(&id).expect("just made");
        connection.quotes = quotes;
        connection.nonce = nonce;
        let ice_servers = self.config.ice_servers.clone();
        self.act(id, RtcAction::Offer { ice_servers });
    }

    fn offer(
        &mut self,
        now: Timestamp,
        (from, counter): (SessionId, u32),
        (quotes, nonce): (Nonce, Nonce),
        description: &[u8],
    ) -> Result<(), &'static str> {
        if from > self.session {
            return Err("offer-glare");
        }
        if !self.is_our_nonce(now, quotes) {
            return Err("offer-stale");
        }
        let description = Description::decode(description).map_err(|_| "offer-description")?;
        if description.setup != Setup::Actpass {
            return Err("offer-description");
        }
        let coming = self.connections.iter().filter(|(_, one)| one.remote == from);
        let coming: Vec<_> = coming.filter(|(_, one)| one.is_coming()).map(|(id, _)| *id).collect();
        for id in coming {
            self.lose(now, id, "offered-again");
        }
        if self.connections.len() >= CONNECTIONS_MAX {
            return Err("too-many-connections");
        }
        let id = self.connection(now, from, Role::Answerer);
        let connection = self.connections.get_mut(&id).expect("just made");
        connection.offer_counter = counter;
        connection.remote_counter = counter;
        connection.quotes = nonce;
        connection.remote_fingerprint = description.fingerprint;
        connection.candidates_remote = description.candidate_count();
        let attempt = connection.attempt;
        self.attempts.step(attempt, now, AttemptStepKind::OfferSent, AttemptState::Done, "");
        let ice_servers = self.config.ice_servers.clone();
        self.act(id, RtcAction::Answer { ice_servers, offer_sdp: description.to_sdp() });
        Ok(())
    }

    fn answer(
        &mut self,
        now: Timestamp,
        (from, counter): (SessionId, u32),
        quotes: Nonce,
        description: &[u8],
    ) -> Result<(), &'static str> {
        let fits = |one: &Connection| {
            one.stage == Stage::AwaitingAnswer && one.remote == from && one.nonce == quotes
        };
        let found = self.connections.iter_mut().find(|(_, one)| fits(one));
        let (id, connection) = found.ok_or("answer-stale")?;
        let id = *id;
        let description = Description::decode(description).map_err(|_| "answer-description")?;
        if description.setup == Setup::Actpass {
            return Err("answer-description");
        }
        connection.stage = Stage::Opening;
        connection.deadline = now.plus_ms(OPEN_MS_MAX);
        connection.remote_counter = counter;
        connection.remote_fingerprint = description.fingerprint;
        let candidates = (connection.candidates_remote, description.candidate_count());
        let attempt = connection.attempt;
        self.attempts.step(attempt, now, AttemptStepKind::AnswerCame, AttemptState::Done, "");
        self.candidates_exchanged(now, id, candidates);
        self.act(id, RtcAction::Accept { answer_sdp: description.to_sdp() });
        Ok(())
    }

    fn candidates_exchanged(
        &mut self,
        now: Timestamp,
        id: ConnectionId,
        (local, remote): (usize, usize),
    ) {
        let Some(connection) = self.connections.get(&id) else { return };
        let (kind, detail) = (AttemptStepKind::CandidatesExchanged, format!("{local} + {remote}"));
        self.attempts.step(connection.attempt, now, kind, AttemptState::Done, &detail);
    }

    fn connection(&mut self, now: Timestamp, to: SessionId, role: Role) -> ConnectionId {
        let id = ConnectionId(self.next_connection);
        self.next_connection += 1;
        let attempt = self.attempts.begin(now);
        for kind in [AttemptStepKind::RelayReached, AttemptStepKind::PeerSeen] {
            self.attempts.step(attempt, now, kind, AttemptState::Done, "");
        }
        self.connections.insert(id, Connection::new(now, to, role, attempt));
        id
    }

    pub(super) fn has_connection(&self, id: SessionId) -> bool {
        self.connections.values().any(|one| one.remote == id && one.stage != Stage::Leaving)
    }

    /// Through the mesh where that is possible; once that has failed, along all ways that are
    /// known.
    fn ways_to(&self, id: SessionId) -> Vec<Way> {
        let Some(remote) = self.remotes.get(&id) else { return Vec::new() };
        let others =
            self.connections.values().any(|one| one.device().is_some() && one.remote != id);
        let mesh = (others && remote.ways.contains(&Way::Neighbours)).then_some(Way::Neighbours);
        if mesh.is_some() && remote.failures == 0 {
            return mesh.into_iter().collect();
        }
        let relays = remote.ways.iter().filter(|way| **way != Way::Neighbours);
        mesh.into_iter().chain(relays.take(RELAYS_PER_REMOTE_MAX).cloned()).collect()
    }

    /// The remote of this session; the one unheard for longest makes room.
    fn remote(&mut self, now: Timestamp, id: SessionId) -> Option<&mut Remote> {
        if !self.remotes.contains_key(&id) && self.remotes.len() >= REMOTES_MAX {
            let idle = self.remotes.iter().filter(|(id, _)| !self.has_connection(**id));
            let oldest = idle.min_by_key(|(_, remote)| remote.heard).map(|(id, _)| *id)?;
            self.remotes.remove(&oldest);
        }
        let remote = self.remotes.entry(id).or_default();
        remote.heard = now;
        Some(remote)
    }
}

fn route(ways: &[Way]) -> Route<'_> {
    if ways.is_empty() { Route::Everywhere } else { Route::Along(ways) }
}
