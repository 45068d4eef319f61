//! Entry point of the window: mounts the interface. On other targets it says what to run instead.

#[cfg(target_arch = "wasm32")]
fn main() {
    phyle::runtime::window::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Phyle runs in a browser: use `cargo xtask serve`.");
}
