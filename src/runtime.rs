//! Event loops of the two binaries: they perform effects and supply now and seed. The parts that
//! only count and compare (election, outbox, suspects, wire) know no browser and run natively in tests.

pub mod election;
pub mod outbox;
pub mod suspects;
pub mod wire;

#[cfg(target_arch = "wasm32")]
pub mod client;
#[cfg(target_arch = "wasm32")]
pub mod clock;
#[cfg(target_arch = "wasm32")]
pub mod window;
#[cfg(target_arch = "wasm32")]
pub mod worker;
