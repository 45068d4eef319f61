//! The envelopes around the messages between windows and worker. Pure encoding; every frame on the
//! channel starts with the build that wrote it, and one of another build is never read any further.

use crate::ordered::Set;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::engine::Suspect;
use crate::message::{FromEngine, Letter, ToEngine, WindowId};

/// Name of the channel between windows and workers.
pub const CHANNEL: &str = "phyle";

/// Name of the lock that the engine's owner holds.
pub const LOCK: &str = "phyle-engine";

/// Counts engines of a browser profile: a later engine always has a greater number, and only the
/// greatest may write to storage.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct EngineNumber(pub u64);

/// From a window to the worker it started.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum ToWorker {
    /// Begin, for this owner; `build` marks what is said on the channel, `spared` killed workers
    /// before. `clock_offset_ms` is 0 but in journeys.
    Start { window: WindowId, build: String, spared: Set<Suspect>, clock_offset_ms: i64 },
    /// For the engine.
    Message(ToEngine),
    /// Still alive? Answered by `Alive`, even while the engine has not begun.
    Ping,
    /// Journeys only: from now on, the clock is this far ahead.
    ClockOffset(i64),
}

/// From a worker to the window that started it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum FromWorker {
    /// The program is loaded and waits for `Start`.
    Loaded,
    /// From the engine.
    Message { engine: EngineNumber, message: FromEngine },
    /// What the engine is at from now on, as far as it may have to be spared.
    At(Option<Suspect>),
    /// Answer to `Ping`.
    Alive,
    /// Another engine owns the storage: end this worker and step down.
    Superseded,
    /// The worker cannot go on (a panic, or storage went away): start another.
    Failed(String),
}

/// What all windows and the worker say on the channel.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum OnChannel {
    /// From a window that does not own the engine.
    ToEngine { window: WindowId, message: Letter<ToEngine> },
    /// To one window, or to all when `window` is `None`.
    FromEngine { engine: EngineNumber, window: Option<WindowId>, message: Letter<FromEngine> },
    /// From a window that does not own the engine: is it alive?
    Ping { window: WindowId },
    /// A window owns the engine and is awake, even if its worker is busy or still starting.
    Holding,
    /// Journeys only: from now on, the clock is this far ahead.
    ClockOffset(i64),
}

/// A frame that cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// Another build wrote it.
    #[error("written by another build")]
    OtherBuild,
    /// Not a frame at all.
    #[error("not a frame")]
    Garbled,
}

/// The bytes of a frame between a window and its own worker.
pub fn encode<T: Serialize>(message: &T) -> Vec<u8> {
    postcard::to_stdvec(message).expect("messages are plain data")
}

/// Reads a frame between a window and its own worker.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, WireError> {
    let (message, rest) = postcard::take_from_bytes(bytes).map_err(|_| WireError::Garbled)?;
    if rest.is_empty() { Ok(message) } else { Err(WireError::Garbled) }
}

/// The bytes of a frame on the channel.
pub fn encode_for_all(build: &str, message: &OnChannel) -> Vec<u8> {
    encode(&(build, message))
}

/// Reads a frame on the channel that this same build wrote.
pub fn decode_from_any(build: &str, bytes: &[u8]) -> Result<OnChannel, WireError> {
    let (theirs, rest) =
        postcard::take_from_bytes::<&str>(bytes).map_err(|_| WireError::Garbled)?;
    if theirs == build { decode(rest) } else { Err(WireError::OtherBuild) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_read_back_as_written() {
        let letter = Letter::new(&ToEngine::Ping);
        assert_eq!(letter.open(), Some(ToEngine::Ping));
        let message = OnChannel::ToEngine { window: WindowId(7), message: letter };
        assert_eq!(decode_from_any("one", &encode_for_all("one", &message)), Ok(message));
    }

    #[test]
    fn a_frame_of_another_build_or_with_more_bytes_is_refused() {
        let mut frame = encode_for_all("one", &OnChannel::Holding);
        assert_eq!(decode_from_any("another", &frame), Err(WireError::OtherBuild));
        frame.push(0);
        assert_eq!(decode_from_any("one", &frame), Err(WireError::Garbled));
        assert_eq!(decode_from_any("one", &[0xff]), Err(WireError::Garbled));
    }
}
