//! Tells the linker to keep relocations in the programs for browsers: the build cuts them into what
//! comes first and what comes when it is needed.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let family = std::env::var("CARGO_CFG_TARGET_FAMILY").unwrap_or_default();
    if family.split(',').any(|name| name == "wasm") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
}
