//! The window's beginning: what happens before the first pixel. Holds nothing.

use crate::ui::rooms::Rooms;

/// Mounts the interface.
pub fn start(rooms: Rooms) {
    console_error_panic_hook::set_once();
    #[cfg(feature = "journey")]
    super::client::journey::read_offset();
    crate::ui::mount(rooms);
}
