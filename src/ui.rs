//! The interface: reads read models, sends commands, touches no document.

/// Mounts the interface.
pub fn mount() {}
