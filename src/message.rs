//! What the windows and the engine say to each other: commands one way, view deltas the other, and
//! the pumping of WebRTC, which exists in windows only. Plain data, encoded with postcard; no
//! document, key or decision is in here. The two sides are always of one build.

pub mod bytes;
pub mod calendar;
mod coming;
pub mod command;
pub mod economy;
mod letter;
pub mod model;
pub mod motion;
pub mod rtc;
pub mod settings;

pub use command::{Command, Refusal};
pub use letter::Letter;
pub use model::{ViewDelta, ViewKey};

use serde::{Deserialize, Serialize};

use crate::clock::Timestamp;
use crate::id::{CommandId, CommunityId, MotionId};

/// A window, chosen at random when it opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct WindowId(pub u64);

/// From a window to the engine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ToEngine {
    /// A window is here (or the engine is new); every view it wants follows.
    WindowOpened,
    /// The window is about to close: its views and connections are gone.
    WindowClosed,
    /// Still here; sent each 2 s by the windows that do not own the engine.
    Ping,
    /// The network came or went.
    Online(Connectivity),
    /// The window came to the front.
    Visible,
    /// Do this. Repeated until answered by `Done` or `Refused` with the same id.
    Command { id: CommandId, command: Command },
    /// Send this view now, and again whenever it changes.
    Watch(ViewKey),
    /// This view is no longer on screen.
    Unwatch(ViewKey),
    /// Something happened to a connection.
    Rtc { connection: rtc::ConnectionId, event: rtc::RtcEvent },
    /// Whether the browser promised to keep our storage.
    StoragePersisted(Persistence),
    /// Ways of meeting that this copy of the app was published with.
    MeetingDefaults(command::Meeting),
}

/// From the engine to a window.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum FromEngine {
    /// The engine is up (or up again after a restart): say which views you watch.
    Ready,
    /// Answer to `Ping`.
    Pong,
    /// The command's facts are stored durably on this device.
    Done { id: CommandId, outcome: command::Outcome },
    /// The command was refused; nothing changed.
    Refused { id: CommandId, refusal: Refusal },
    /// A view, or what changed in it.
    View(ViewDelta),
    /// Somebody has yet to vote on a motion that ends soon; said once, and again near its end.
    Remind(Reminder),
    /// Do this to a connection (sent to the window that owns the engine).
    Rtc { connection: rtc::ConnectionId, action: rtc::RtcAction },
    /// The engine cannot work at all: storage refused, or another engine took over.
    Fatal(FatalError),
}

/// A motion that waits for a vote and ends soon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    pub community: CommunityId,
    pub motion: MotionId,
    pub title: String,
    pub deadline: Timestamp,
}

/// Why the engine cannot work at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FatalError {
    /// The browser refuses storage (private mode, or switched off).
    StorageRefused,
    /// The device has no room left; what was typed is still in the window.
    StorageFull,
    /// Another window took the engine over.
    Superseded,
    /// The engine ended each time it was started; starting it goes on.
    EngineStops,
}

/// What the browser says of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Connectivity {
    Online,
    Offline,
}

/// What the browser says of `navigator.storage.persist()`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Persistence {
    /// Not asked yet.
    Unasked,
    Granted,
    Denied,
    /// Asked, and the browser gave no answer in time.
    Unanswered,
}
