//! One `RTCPeerConnection` with its one data channel: described, opened, written and read. Frames
//! are bounded both ways; the local description is handed on as the browser wrote it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    MessageEvent, RtcConfiguration, RtcDataChannel, RtcDataChannelInit, RtcDataChannelState,
    RtcDataChannelType, RtcIceConnectionState, RtcIceGatheringState, RtcPeerConnection,
    RtcPeerConnectionState, RtcSdpType, RtcSessionDescriptionInit,
};

use crate::limits::{CHANNEL_BUFFER_BYTES_MAX, FRAME_BYTES_MAX};
use crate::message::rtc::{IceServer, RtcEvent, RtcState};
use crate::platform::js;

/// How long to wait for candidates before describing the connection with those there are.
const GATHERING_MAX_MS: u32 = 1_000;

/// Tell the engine to wait above this.
const BUFFER_HIGH: u32 = 1024 * 1024;

/// Tell it to go on below this.
const BUFFER_LOW: u32 = 256 * 1024;

/// Which side of the connection this is.
pub enum Side {
    /// Makes the offer.
    Offers,
    /// Answers this offer.
    Answers { offer_sdp: String },
}

/// A connection; clones are the same connection.
#[derive(Clone)]
pub struct Connection(Rc<Inner>);

struct Inner {
    peer: RtcPeerConnection,
    channel: RtcDataChannel,
    on_event: Box<dyn Fn(RtcEvent)>,
    described: Cell<bool>,
    buffer_high: Cell<bool>,
    last_words: RefCell<Option<Vec<u8>>>,
    gathering: RefCell<Option<Timeout>>,
    listeners: RefCell<Vec<EventListener>>,
}

impl Connection {
    /// Makes the connection and its channel; neither is described yet.
    pub fn open(
        ice_servers: &[IceServer],
        on_event: impl Fn(RtcEvent) + 'static,
    ) -> Result<Self, String> {
        let peer = RtcPeerConnection::new_with_configuration(&configuration(ice_servers))
            .map_err(|error| js::error_text(&error))?;
        let options = RtcDataChannelInit::new();
        options.set_negotiated(true);
        options.set_id(0);
        let channel = peer.create_data_channel_with_data_channel_dict("phyle", &options);
        channel.set_binary_type(RtcDataChannelType::Arraybuffer);
        channel.set_buffered_amount_low_threshold(BUFFER_LOW);
        let connection = Self(Rc::new(Inner {
            peer,
            channel,
            on_event: Box::new(on_event),
            described: Cell::new(false),
            buffer_high: Cell::new(false),
            last_words: RefCell::default(),
            gathering: RefCell::default(),
            listeners: RefCell::default(),
        }));
        connection.listen_to_peer();
        connection.listen_to_channel();
        Ok(connection)
    }

    /// Makes and sets the local description; `Described` follows when candidates are gathered.
    pub async fn describe(&self, side: Side) -> Result<(), String> {
        self.try_describe(side).await.map_err(|error| js::error_text(&error))
    }

    /// Sets the remote answer.
    pub async fn accept(&self, answer_sdp: &str) -> Result<(), String> {
        self.set_remote(RtcSdpType::Answer, answer_sdp)
            .await
            .map_err(|error| js::error_text(&error))
    }

    /// Sends a frame; gives `BufferHigh` when the engine should wait.
    pub fn send(&self, frame: &[u8]) -> Result<Option<RtcEvent>, String> {
        let channel = &self.0.channel;
        if channel.ready_state() != RtcDataChannelState::Open {
            return Err("the channel is not open".to_owned());
        }
        if channel.buffered_amount() > CHANNEL_BUFFER_BYTES_MAX {
            return Err("the peer takes nothing in".to_owned());
        }
        channel.send_with_u8_array(frame).map_err(|error| js::error_text(&error))?;
        if channel.buffered_amount() <= BUFFER_HIGH || self.0.buffer_high.replace(true) {
            return Ok(None);
        }
        Ok(Some(RtcEvent::BufferHigh))
    }

    /// Keeps a frame for when the window goes away.
    pub fn keep_last_words(&self, frame: Vec<u8>) {
        self.0.last_words.replace(Some(frame));
    }

    /// Sends what was kept. Whoever does not get it finds out by silence.
    pub fn say_last_words(&self) {
        if let Some(frame) = self.0.last_words.take() {
            self.send(&frame).ok();
        }
    }

    /// Lets go of everything. Not from within one of this connection's own events.
    pub fn close(&self) {
        self.0.listeners.borrow_mut().clear();
        self.0.gathering.borrow_mut().take();
        self.0.channel.close();
        self.0.peer.close();
    }

    async fn try_describe(&self, side: Side) -> Result<(), JsValue> {
        let peer = &self.0.peer;
        let description = match side {
            Side::Offers => JsFuture::from(peer.create_offer()).await?,
            Side::Answers { offer_sdp } => {
                self.set_remote(RtcSdpType::Offer, &offer_sdp).await?;
                JsFuture::from(peer.create_answer()).await?
            }
        };
        JsFuture::from(peer.set_local_description(description.unchecked_ref())).await?;
        let weak = Rc::downgrade(&self.0);
        let timer = Timeout::new(GATHERING_MAX_MS, move || {
            if let Some(inner) = weak.upgrade() {
                Self(inner).gathered();
            }
        });
        self.0.gathering.borrow_mut().replace(timer);
        if peer.ice_gathering_state() == RtcIceGatheringState::Complete {
            self.gathered();
        }
        Ok(())
    }

    async fn set_remote(&self, kind: RtcSdpType, sdp: &str) -> Result<(), JsValue> {
        let description = RtcSessionDescriptionInit::new(kind);
        description.set_sdp(sdp);
        JsFuture::from(self.0.peer.set_remote_description(&description)).await.map(|_| ())
    }

    fn gathered(&self) {
        if self.0.described.get() {
            return;
        }
        if let Some(description) = self.0.peer.local_description() {
            self.0.described.set(true);
            (self.0.on_event)(RtcEvent::Described { sdp: description.sdp() });
        }
    }

    fn listen_to_peer(&self) {
        let peer = &self.0.peer;
        self.listen(peer, "icegatheringstatechange", |connection, _| {
            let state = connection.0.peer.ice_gathering_state();
            if state == RtcIceGatheringState::Complete {
                connection.gathered();
            }
        });
        self.listen(peer, "iceconnectionstatechange", |connection, _| {
            if let Some(state) = ice_state(connection.0.peer.ice_connection_state()) {
                (connection.0.on_event)(RtcEvent::State(state));
            }
        });
        self.listen(peer, "connectionstatechange", |connection, _| {
            if let Some(event) = peer_event(connection.0.peer.connection_state()) {
                (connection.0.on_event)(event);
            }
        });
    }

    fn listen_to_channel(&self) {
        let channel = &self.0.channel;
        self.listen(channel, "open", |connection, _| (connection.0.on_event)(RtcEvent::Opened));
        self.listen(channel, "message", |connection, event| {
            let data = event.unchecked_ref::<MessageEvent>().data();
            (connection.0.on_event)(frame_event(&data));
        });
        self.listen(channel, "bufferedamountlow", |connection, _| {
            if connection.0.buffer_high.replace(false) {
                (connection.0.on_event)(RtcEvent::BufferLow);
            }
        });
        self.listen(channel, "close", |connection, _| {
            let reason = "the channel was closed".to_owned();
            (connection.0.on_event)(RtcEvent::Closed { reason });
        });
    }

    fn listen(
        &self,
        target: &web_sys::EventTarget,
        name: &'static str,
        handle: impl Fn(&Self, &web_sys::Event) + 'static,
    ) {
        // Weak: the listeners live inside of what they would otherwise keep alive.
        let weak = Rc::downgrade(&self.0);
        let listener = EventListener::new(target, name, move |event| {
            if let Some(inner) = weak.upgrade() {
                handle(&Self(inner), event);
            }
        });
        self.0.listeners.borrow_mut().push(listener);
    }
}

fn configuration(ice_servers: &[IceServer]) -> RtcConfiguration {
    let servers = Array::new();
    for server in ice_servers {
        let entry = web_sys::RtcIceServer::new();
        entry.set_urls_str(&server.url);
        if let Some(username) = &server.username {
            entry.set_username(username);
        }
        if let Some(credential) = &server.credential {
            entry.set_credential(credential);
        }
        servers.push(&entry);
    }
    let configuration = RtcConfiguration::new();
    configuration.set_ice_servers(&servers);
    configuration
}

fn frame_event(data: &JsValue) -> RtcEvent {
    let buffer = data.dyn_ref::<js_sys::ArrayBuffer>().map(|buffer| Uint8Array::new(buffer));
    match buffer {
        Some(array) if array.length() as usize <= FRAME_BYTES_MAX => {
            RtcEvent::Frame { bytes: array.to_vec() }
        }
        Some(_) => RtcEvent::Closed { reason: "the peer sent a frame over the limit".to_owned() },
        None => RtcEvent::Closed { reason: "the peer sent something but bytes".to_owned() },
    }
}

fn ice_state(state: RtcIceConnectionState) -> Option<RtcState> {
    match state {
        RtcIceConnectionState::Checking => Some(RtcState::IceChecking),
        RtcIceConnectionState::Connected => Some(RtcState::IceConnected),
        RtcIceConnectionState::Disconnected => Some(RtcState::IceDisconnected),
        RtcIceConnectionState::Failed => Some(RtcState::IceFailed),
        // New and Closed say nothing that other events do not; Completed follows Connected. The
        // last arm is for states that no browser has yet.
        RtcIceConnectionState::New
        | RtcIceConnectionState::Completed
        | RtcIceConnectionState::Closed
        | _ => None,
    }
}

fn peer_event(state: RtcPeerConnectionState) -> Option<RtcEvent> {
    let closed = |reason: &str| Some(RtcEvent::Closed { reason: reason.to_owned() });
    match state {
        RtcPeerConnectionState::Connecting => Some(RtcEvent::State(RtcState::DtlsConnecting)),
        RtcPeerConnectionState::Connected => Some(RtcEvent::State(RtcState::DtlsConnected)),
        RtcPeerConnectionState::Failed => closed("no way to the peer was found, or it broke"),
        RtcPeerConnectionState::Closed => closed("the connection was closed"),
        // New has nothing to say; Disconnected is told by the ice state. The last arm is for states
        // that no browser has yet.
        RtcPeerConnectionState::New | RtcPeerConnectionState::Disconnected | _ => None,
    }
}
