//! The pinned build tools: found in the right version, or installed once into the shared folder.
//! Nothing else on the machine is changed, but for Debian packages where a part comes from there.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Error, browsers, place, program};

const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Whether a crate's own lock file is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    Theirs,
    Newest,
}

/// A tool that `cargo install` makes.
#[derive(Debug, Clone, Copy)]
pub struct CargoTool {
    /// Name on crates.io.
    pub package: &'static str,
    /// Name of the program.
    pub program: &'static str,
    pub version: &'static str,
    pub lock: Lock,
}

/// Puts the page together. 0.22 wants a newer compiler.
pub const TRUNK: CargoTool =
    CargoTool { package: "trunk", program: "trunk", version: "0.21.14", lock: Lock::Theirs };

/// Must be of the same version as the `wasm-bindgen` crate. Its lock file does not build.
pub const WASM_BINDGEN: CargoTool = CargoTool {
    package: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    version: "0.2.130",
    lock: Lock::Newest,
};

/// Drives Firefox.
pub const GECKODRIVER: CargoTool = CargoTool {
    package: "geckodriver",
    program: "geckodriver",
    version: "0.37.0",
    lock: Lock::Newest,
};

/// The npm package that `wasm-opt` comes from, and its version.
const BINARYEN: (&str, &str) = ("binaryen", "132.0.0");

/// Everything a build needs; gives the folders to put first on `PATH`.
pub fn for_build() -> Result<Vec<PathBuf>, Error> {
    wasm_target()?;
    Ok(vec![folder_of(&cargo_tool(TRUNK)?), folder_of(&cargo_tool(WASM_BINDGEN)?), wasm_opt()?])
}

/// The program, installed if it was not there in this version.
pub fn cargo_tool(tool: CargoTool) -> Result<PathBuf, Error> {
    let home = place::tools().join(format!("{}-{}", tool.package, tool.version));
    let ours = home.join("bin").join(format!("{}{}", tool.program, std::env::consts::EXE_SUFFIX));
    if ours.is_file() {
        return Ok(ours);
    }
    if let Some(found) = program::find(tool.program)
        && is_version(&found, tool.version)
    {
        return Ok(found);
    }
    eprintln!("Installing {} {} (once; takes some minutes) ...", tool.package, tool.version);
    fs::create_dir_all(&home).map_err(Error::file(&home))?;
    let build = home.join("build");
    let mut command = Command::new("cargo");
    command.args(["install", tool.package, "--version", tool.version, "--root"]).arg(&home);
    if tool.lock == Lock::Theirs {
        command.arg("--locked");
    }
    // These tools wait for compilers and browsers: unoptimised they build several times sooner.
    command
        .current_dir(&home)
        .env("CARGO_TARGET_DIR", &build)
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256");
    program::run(&mut command)?;
    if build.is_dir() {
        fs::remove_dir_all(&build).map_err(Error::file(&build))?;
    }
    Ok(ours)
}

fn is_version(path: &Path, version: &str) -> bool {
    program::output_of(path, &["--version"])
        .is_some_and(|said| said.split_whitespace().nth(1) == Some(version))
}

fn folder_of(path: &Path) -> PathBuf {
    path.parent().map(Path::to_owned).unwrap_or_default()
}

/// The standard library for browsers.
fn wasm_target() -> Result<(), Error> {
    let arguments = ["--print", "target-libdir", "--target", WASM_TARGET];
    let there = program::output_of(Path::new("rustc"), &arguments)
        .is_some_and(|folder| Path::new(&folder).is_dir());
    if there {
        return Ok(());
    }
    eprintln!("Adding the compilation target {WASM_TARGET} (once) ...");
    program::run(Command::new("rustup").args(["target", "add", WASM_TARGET]))
}

/// The folder of `wasm-opt`.
fn wasm_opt() -> Result<PathBuf, Error> {
    let (package, version) = BINARYEN;
    let wanted = version.split('.').next().unwrap_or(version);
    let home = place::tools().join(format!("{package}-{version}"));
    let bin = home.join("node_modules").join(".bin");
    let has_node = program::find("node").is_some();
    if has_node && bin.join("wasm-opt").is_file() {
        return Ok(bin);
    }
    if let Some(found) = program::find("wasm-opt") {
        let said = program::output_of(&found, &["--version"]).unwrap_or_default();
        if said.split_whitespace().nth(2) == Some(wanted) {
            return Ok(folder_of(&found));
        }
    }
    if !has_node || program::find("npm").is_none() {
        browsers::install_packages(&["nodejs", "npm"], "Node.js 18 or newer with npm")?;
    }
    npm_package(package, version)?;
    Ok(bin)
}

/// hledger, which judges the journals that go out; any version does.
pub fn hledger() -> Result<(), Error> {
    if program::find("hledger").is_some() {
        return Ok(());
    }
    browsers::install_packages(&["hledger"], "hledger")
}

/// The folder under which npm put this package and what it needs; installed once.
pub fn npm_package(package: &str, version: &str) -> Result<PathBuf, Error> {
    let home = place::tools().join(format!("{}-{version}", package.replace('/', "-")));
    let installed = home.join("node_modules").join(package).join("package.json");
    if installed.is_file() {
        return Ok(home);
    }
    eprintln!("Installing {package} {version} (once) ...");
    fs::create_dir_all(&home).map_err(Error::file(&home))?;
    program::run(
        Command::new("npm")
            .args(["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"])
            .arg(&home)
            .arg(format!("{package}@{version}")),
    )?;
    Ok(home)
}
