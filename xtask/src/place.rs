//! Where things are: sources, what is built, and the pinned tools. Reads the environment only.

use std::env;
use std::path::PathBuf;

/// The repository.
pub fn root() -> PathBuf {
    let mut path = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    path.pop();
    path
}

/// Cargo's folder for what is built.
pub fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(path) => root().join(path),
        None => root().join("target"),
    }
}

/// The static files for people.
pub fn dist() -> PathBuf {
    target().join("dist")
}

/// The static files for the browser journeys.
pub fn journey_dist() -> PathBuf {
    target().join("journey-dist")
}

/// The relay program, once built.
pub fn relay() -> PathBuf {
    target().join("debug").join(format!("relay{}", env::consts::EXE_SUFFIX))
}

/// Pinned tools, one folder per name and version, shared by all checkouts.
pub fn tools() -> PathBuf {
    let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || env::var_os("HOME").map(|home| PathBuf::from(home).join(".cache"));
    cache.or_else(home).unwrap_or_else(|| target().join("cache")).join("phyle").join("tools")
}
