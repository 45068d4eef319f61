//! Entry point of the worker: runs the engine. On other targets it says what to run instead.

#[cfg(target_arch = "wasm32")]
fn main() {
    phyle::runtime::worker::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("The engine runs in a browser's worker: use `cargo xtask serve`.");
}
