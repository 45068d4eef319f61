//! Phyle: the browser home of a community. See ARCHITECTURE.md for the rooms and what may flow
//! between them.

pub mod almanac;
pub mod clock;
pub mod doc;
pub mod domain;
pub mod engine;
pub mod exchange;
pub mod id;
pub mod limits;
pub mod live_text;
pub mod message;
pub mod money;
pub mod ordered;
pub mod plain;
pub mod projection;
pub mod reading;
pub mod runtime;
pub mod sign;
#[cfg(not(target_arch = "wasm32"))]
pub mod sim;
pub mod store;
pub mod sync;
pub mod text_edit;

#[cfg(target_arch = "wasm32")]
pub mod platform;
#[cfg(target_arch = "wasm32")]
pub mod ui;
