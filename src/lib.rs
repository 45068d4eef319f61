//! Phyle: the browser home of a community. See ARCHITECTURE.md for the rooms and what may flow
//! between them.

pub mod clock;
pub mod doc;
pub mod domain;
pub mod engine;
pub mod exchange;
pub mod id;
pub mod limits;
pub mod message;
pub mod runtime;

#[cfg(target_arch = "wasm32")]
pub mod platform;
#[cfg(target_arch = "wasm32")]
pub mod ui;
