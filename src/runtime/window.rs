//! The window: mounts the interface and pumps connections.

/// Mounts the interface.
pub fn start() {}
