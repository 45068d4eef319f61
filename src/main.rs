//! Entry point of the window: mounts the interface, with the rooms behind the first screens as a part
//! that comes after them. On other targets it says what to run instead.

#[cfg(target_arch = "wasm32")]
mod parts {
    use leptos::prelude::AnyView;
    use phyle::ui::feature::first_run::First;
    use phyle::ui::feature::people::profile::ProfileFields;
    use phyle::ui::here::Here;
    use phyle::ui::rooms::{self, Missing, Room, Rooms};
    use wasm_split_helpers::{SplitLoaderError, wasm_split};

    #[wasm_split(rooms, fallible, preload(fetch))]
    fn draw(here: Here, room: Room) -> Result<AnyView, SplitLoaderError> {
        Ok(rooms::draw(here, room))
    }

    #[wasm_split(rooms, fallible)]
    fn draw_more(fields: ProfileFields) -> Result<AnyView, SplitLoaderError> {
        Ok(rooms::draw_more(fields))
    }

    #[wasm_split(rooms, fallible)]
    fn draw_first(first: First) -> Result<AnyView, SplitLoaderError> {
        Ok(rooms::draw_first(first))
    }

    pub const ROOMS: Rooms = Rooms {
        fetch: || Box::pin(async { fetch().await.map_err(|_| Missing) }),
        draw: |here, room| Box::pin(async move { draw(here, room).await.map_err(|_| Missing) }),
        draw_more: |fields| Box::pin(async move { draw_more(fields).await.map_err(|_| Missing) }),
        draw_first: |first| Box::pin(async move { draw_first(first).await.map_err(|_| Missing) }),
    };
}

#[cfg(target_arch = "wasm32")]
fn main() {
    phyle::runtime::window::start(parts::ROOMS);
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Phyle runs in a browser: use `cargo xtask serve`.");
}
