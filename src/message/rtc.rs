//! What passes between the engine and the window that holds the `RTCPeerConnection`s. The window
//! decides nothing: it opens, describes, sends and reports.

use serde::{Deserialize, Serialize};

/// One attempt to connect; never reused within an engine's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ConnectionId(pub u64);

/// Engine to window. Data channels are `negotiated: true, id: 0`, ordered and reliable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum RtcAction {
    /// Make a connection, create an offer, set it locally, gather, then report `Described`.
    Offer { ice_servers: Vec<IceServer> },
    /// Make a connection, set this remote offer, create an answer, set it, gather, report `Described`.
    Answer { ice_servers: Vec<IceServer>, offer_sdp: String },
    /// Set this remote answer.
    Accept { answer_sdp: String },
    /// Send one frame on the open channel.
    Send { frame: Vec<u8> },
    /// Keep this frame, and send it on the open channel if the window goes away.
    KeepLastWords { frame: Vec<u8> },
    /// Close and forget.
    Close,
}

/// Window to engine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum RtcEvent {
    /// The local description with its candidates, after gathering ended or 1 s passed.
    Described { sdp: String },
    /// `iceConnectionState` or `connectionState` changed; for the diagnosis rows.
    State(RtcState),
    /// The channel is open. `bufferedamountlow` threshold is set to 256 KiB.
    Opened,
    /// One frame arrived.
    Frame { bytes: Vec<u8> },
    /// `bufferedAmount` after a send, when it passed 1 MiB.
    BufferHigh,
    /// `bufferedAmount` fell to 256 KiB.
    BufferLow,
    /// The connection closed, failed, or could not be made; no more events follow.
    Closed { reason: String },
}

/// Progress of a connection, as the browser reports it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RtcState {
    IceChecking,
    IceConnected,
    IceDisconnected,
    IceFailed,
    DtlsConnecting,
    DtlsConnected,
}

/// A STUN or TURN server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IceServer {
    /// `stun:` or `turn:` address.
    pub url: String,
    /// TURN only.
    pub username: Option<String>,
    /// TURN only.
    pub credential: Option<String>,
}
