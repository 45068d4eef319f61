//! The worker: owns the engine and performs its effects.

/// Starts the engine.
pub fn start() {}
