//! Sealed signals, session descriptions and frames flow through here; outputs are what a relay's
//! socket, a peer connection and the engine must be told. Sans-IO: it may use ids, the clock's
//! values and crypto, knows no domain word and no document, and never trusts a peer before it has
//! proved its device key over both DTLS fingerprints.

pub mod attempt;
pub mod frame;
pub mod link;
pub mod meeting;
pub mod mesh;
pub mod neighbours;
pub mod nostr;
pub mod queue;
pub mod reach;
pub mod rendezvous;
pub mod sdp;
pub mod session;
pub mod signal;

pub use frame::{ChangesPart, Message};
pub use link::Link;
pub use mesh::{Mesh, MeshConfig, MeshInput, MeshOutput, Place};
pub use reach::{MakeMesh, Meet, MeshPart, Reach};
pub use rendezvous::Places;
