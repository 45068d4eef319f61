//! Inputs that come before all that is on this device is open: which of them wait. Nothing is lost, and
//! each is taken in the order in which it came among those that wait for the same.

use crate::engine::Engine;
use crate::engine::io::Input;
use crate::message::ToEngine;

impl Engine {
    /// An input that came before all was open and can be taken now; these go before any new one.
    pub fn held(&mut self) -> Option<Input> {
        let next = self.backlog.iter().position(|input| !self.is_too_early(input))?;
        self.backlog.remove(next)
    }

    /// Whether an input waits: until all is open; and while a charter is being read that is shown
    /// already, until somebody can write by it and meet the others.
    pub(super) fn is_too_early(&self, input: &Input) -> bool {
        match input {
            Input::Loaded { .. } => false,
            Input::Window {
                message:
                    ToEngine::WindowOpened
                    | ToEngine::WindowClosed
                    | ToEngine::Ping
                    | ToEngine::Watch(_)
                    | ToEngine::Unwatch(_),
                ..
            }
            | Input::Stored { .. }
            | Input::BooksLoaded(_)
            | Input::FinderLoaded(_)
            | Input::Woken => self.opening > 0,
            Input::Window { .. }
            | Input::KeyMade { .. }
            | Input::Signed { .. }
            | Input::PictureShrunk { .. }
            | Input::Unpacked { .. }
            | Input::ImportPlanned { .. }
            | Input::BackupClosed { .. }
            | Input::BackupOpened { .. }
            | Input::MeshLoaded(_)
            | Input::RelayOpened { .. }
            | Input::RelayText { .. }
            | Input::RelayClosed { .. }
            | Input::ClockChecked(_) => self.opening > 0 || !self.reading.is_empty(),
        }
    }

    /// Whether all that is on this device can be written in.
    pub(super) fn is_whole(&self) -> bool {
        self.opening == 0 && self.reading.is_empty()
    }
}
