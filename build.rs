//! Tells the linker to keep relocations in the programs for browsers: the build cuts them into what
//! comes first and what comes when it is needed. And names the program by its sources, so that it
//! knows what another one left in storage.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

fn main() -> std::io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src");
    let family = std::env::var("CARGO_CFG_TARGET_FAMILY").unwrap_or_default();
    if family.split(',').any(|name| name == "wasm") {
        println!("cargo::rustc-link-arg-bins=--emit-relocs");
    }
    let mut sources = DefaultHasher::new();
    hash(Path::new("src"), &mut sources)?;
    println!("cargo::rustc-env=PHYLE_PROGRAM={:016x}", sources.finish());
    Ok(())
}

/// Takes in the files of a folder, in the order of their names.
fn hash(folder: &Path, into: &mut DefaultHasher) -> std::io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<std::io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        entry.file_name().hash(into);
        if path.is_dir() {
            hash(&path, into)?;
        } else {
            fs::read(&path)?.hash(into);
        }
    }
    Ok(())
}
