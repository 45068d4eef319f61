//! The table of `RTCPeerConnection`s that the engine asked for, by their ids. Each reports `Closed`
//! at most once, and nothing after it; what is closed keeps no listener, timer or connection.

mod connection;

use crate::ordered::Map;
use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use crate::message::rtc::{ConnectionId, RtcAction, RtcEvent};
use connection::{Connection, Side};

/// Where events go.
type OnEvent = Rc<dyn Fn(ConnectionId, RtcEvent)>;

/// All connections of this window.
#[derive(Clone)]
pub struct RtcTable {
    connections: Rc<RefCell<Map<ConnectionId, Connection>>>,
    on_event: OnEvent,
}

impl std::fmt::Debug for RtcTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RtcTable").field("open", &self.connections.borrow().len()).finish()
    }
}

impl RtcTable {
    /// No connection yet.
    pub fn new(on_event: impl Fn(ConnectionId, RtcEvent) + 'static) -> Self {
        Self { connections: Rc::default(), on_event: Rc::new(on_event) }
    }

    /// Does what the engine asks.
    pub fn perform(&self, id: ConnectionId, action: RtcAction) {
        match action {
            RtcAction::Offer { ice_servers } => self.begin(id, &ice_servers, Side::Offers),
            RtcAction::Answer { ice_servers, offer_sdp } => {
                self.begin(id, &ice_servers, Side::Answers { offer_sdp });
            }
            RtcAction::Accept { answer_sdp } => {
                if let Some(connection) = self.get(id) {
                    let table = self.clone();
                    spawn_local(async move {
                        if let Err(reason) = connection.accept(&answer_sdp).await {
                            table.fail(id, reason);
                        }
                    });
                }
            }
            RtcAction::Send { frame } => {
                if let Some(connection) = self.get(id) {
                    match connection.send(&frame) {
                        Ok(None) => {}
                        Ok(Some(event)) => self.report(id, event),
                        Err(reason) => self.fail(id, reason),
                    }
                }
            }
            RtcAction::KeepLastWords { frame } => {
                if let Some(connection) = self.get(id) {
                    connection.keep_last_words(frame);
                }
            }
            RtcAction::Close => self.forget(id),
        }
    }

    /// The window goes away: says on each connection what was kept for this.
    pub fn say_last_words(&self) {
        for connection in self.connections.borrow().values() {
            connection.say_last_words();
        }
    }

    /// Closes all of them without a word: their engine is gone.
    pub fn close_all(&self) {
        let all = std::mem::take(&mut *self.connections.borrow_mut());
        all.into_values().for_each(close);
    }

    fn begin(&self, id: ConnectionId, ice_servers: &[crate::message::rtc::IceServer], side: Side) {
        self.forget(id);
        let table = self.clone();
        let opened = Connection::open(ice_servers, move |event| table.report(id, event));
        let connection = match opened {
            Ok(connection) => connection,
            Err(reason) => return (self.on_event)(id, RtcEvent::Closed { reason }),
        };
        self.connections.borrow_mut().insert(id, connection.clone());
        let table = self.clone();
        spawn_local(async move {
            if let Err(reason) = connection.describe(side).await {
                table.fail(id, reason);
            }
        });
    }

    fn get(&self, id: ConnectionId) -> Option<Connection> {
        self.connections.borrow().get(&id).cloned()
    }

    /// Passes an event on while the connection is in the table; `Closed` takes it out.
    fn report(&self, id: ConnectionId, event: RtcEvent) {
        match event {
            RtcEvent::Closed { reason } => self.fail(id, reason),
            event @ (RtcEvent::Described { .. }
            | RtcEvent::State(_)
            | RtcEvent::Opened
            | RtcEvent::Frame { .. }
            | RtcEvent::BufferHigh
            | RtcEvent::BufferLow) => {
                if self.connections.borrow().contains_key(&id) {
                    (self.on_event)(id, event);
                }
            }
        }
    }

    fn fail(&self, id: ConnectionId, reason: String) {
        let connection = self.connections.borrow_mut().remove(&id);
        if let Some(connection) = connection {
            close(connection);
            (self.on_event)(id, RtcEvent::Closed { reason });
        }
    }

    fn forget(&self, id: ConnectionId) {
        let connection = self.connections.borrow_mut().remove(&id);
        if let Some(connection) = connection {
            close(connection);
        }
    }
}

/// Later, because it drops listeners, and one of them may be running.
fn close(connection: Connection) {
    spawn_local(async move { connection.close() });
}
