//! Sources to static files: trunk compiles and stages, `split` cuts the programs, `finish` makes of
//! it what is served. Two variants, never mixed: for people, and for the browser journeys.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::finish::{self, Site};
use crate::split::{Optimise, PROGRAMS, Program};
use crate::{Error, place, program, tools};

/// How cargo is given flags for what runs in browsers.
const FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// Which page is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    /// Optimised, for people.
    People,
    /// Built quickly, with the test clock of the feature `journey`.
    Journey,
}

impl Variant {
    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::People => &["--release"],
            Self::Journey => &["--cargo-profile", "journey", "--features", "journey"],
        }
    }

    fn dist(self) -> PathBuf {
        match self {
            Self::People => place::dist(),
            Self::Journey => place::journey_dist(),
        }
    }

    /// Where cargo leaves the programs.
    fn compiled(self) -> PathBuf {
        place::target().join("wasm32-unknown-unknown").join(self.name())
    }

    /// Cargo's name for the profile.
    fn name(self) -> &'static str {
        match self {
            Self::People => "release",
            Self::Journey => "journey",
        }
    }

    fn optimise(self) -> Optimise {
        match self {
            Self::People => Optimise::ForSize,
            Self::Journey => Optimise::No,
        }
    }

    fn stage(self) -> PathBuf {
        place::target().join("stage").join(self.name())
    }

    fn parts(self) -> PathBuf {
        place::target().join("parts").join(self.name())
    }
}

/// Installs what lacks, builds, and replaces the folder that was served before.
pub fn build(variant: Variant) -> Result<Site, Error> {
    let folders = tools::for_build()?;
    let root = place::root();
    let stage = variant.stage();
    fs::create_dir_all(&stage).map_err(Error::file(&stage))?;
    let mut trunk = Command::new("trunk");
    trunk
        .args(["build", "--config", "Trunk.toml", "--offline", "true", "--skip-version-check"])
        .args(["--dist"])
        .arg(&stage)
        .args(variant.arguments())
        .current_dir(&root)
        .env("PATH", program::path_with(&folders))
        .env(FLAGS, flags());
    // Whatever the shell says, a build for people has no feature of the journeys.
    for name in ["TRUNK_BUILD_FEATURES", "TRUNK_BUILD_ALL_FEATURES", "NO_COLOR"] {
        trunk.env_remove(name);
    }
    fetch(&root)?;
    program::run(&mut trunk)?;
    for program in PROGRAMS {
        let parts = variant.parts().join(program.name);
        program.split((&variant.compiled(), &parts), variant.optimise(), &folders)?;
    }
    finish::finish(&stage, &variant.parts(), &root.join("style"), &variant.dist())
}

/// Builds, as for people, a program that folds as the engine does, for figures.
pub fn folding() -> Result<(), Error> {
    let folders = tools::for_build()?;
    let program = Program { name: "folding" };
    let arguments = ["build", "--release", "--package", program.name];
    let mut cargo = Command::new("cargo");
    cargo.args(arguments).args(["--target", "wasm32-unknown-unknown"]);
    program::run(cargo.current_dir(place::root()).env(FLAGS, flags()))?;
    let parts = place::target().join("parts").join(program.name);
    program.split((&Variant::People.compiled(), &parts), Optimise::ForSize, &folders)
}

/// Flags beside those of `.cargo/config.toml`: what is served says nothing of this machine's folders,
/// so that it is the same wherever it is built.
fn flags() -> String {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo")));
    let sources = home.map(|home| home.join("registry").join("src"));
    let registries = sources.and_then(|sources| fs::read_dir(sources).ok());
    let registries = registries.into_iter().flatten().flatten().map(|entry| entry.path());
    let compiler = program::output_of(Path::new("rustc"), &["--print", "sysroot"]);
    let compiler = compiler.into_iter().map(PathBuf::from);
    let folders = registries.map(|folder| (folder, "crates"));
    let folders = folders.chain(compiler.map(|folder| (folder, "rust")));
    let flags =
        folders.map(|(folder, name)| format!("--remap-path-prefix={}={name}", folder.display()));
    flags.collect::<Vec<_>>().join(" ")
}

/// Trunk is told to stay offline, lest it download tools; so the crates are fetched before.
fn fetch(root: &Path) -> Result<(), Error> {
    program::run(Command::new("cargo").args(["fetch", "--quiet", "--locked"]).current_dir(root))
}
