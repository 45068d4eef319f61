//! A world for tests: relays and connections on one thread, with a seeded clockwork of delays and
//! faults. It may use what passes between the core and the world, and nothing inside the core.

pub mod fabric;
pub mod relay;
pub mod scenario;
pub mod world;
