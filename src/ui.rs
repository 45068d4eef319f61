//! The interface: reads read models, sends commands, touches no document. It reaches the engine
//! through `runtime::client`, the time through `runtime::clock` and the browser through `platform`,
//! and nothing else.

pub mod app;
pub mod feature;
pub mod format;
pub mod frame;
pub mod here;
pub mod kit;
pub mod menu;
pub mod navigation;
pub mod rooms;
pub mod route;
pub mod store;
pub mod words;

/// Draws the interface into the page and connects it to the engine.
pub fn mount(rooms: rooms::Rooms) {
    // What the page showed until now has the same look, and no part in what follows.
    if let Some(opening) = leptos::prelude::document().get_element_by_id("opening") {
        opening.remove();
    }
    leptos::mount::mount_to_body(move || {
        leptos::context::provide_context(rooms);
        app::app()
    });
}
