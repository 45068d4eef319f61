//! Cuts a program into what must come first and the parts that come when they are needed, and makes
//! of each what browsers load. Reads what the compiler wrote, with its names and relocations.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use wasm_split_cli_support::Options;

use crate::{Error, program, shorten};

/// What browsers of the last years have; the optimiser may rely on it.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Functions of one module beside each other compress better; the names go when the file is written.
/// The lowest addresses are the end of the stack, so that no pointer goes there.
const PASSES: [&str; 2] = ["--low-memory-unused", "--reorder-functions-by-name"];
/// What comes first is to be small: its loops and branches are found anew, which the compiler laid out for
/// other machines. The second time finds what the first one opened.
const SMALL: &[&str] =
    &["-Oz", "--flatten", "--rereloop", "-Oz", "-Oz", "--flatten", "--rereloop", "-Oz", "-Oz"];
/// What comes later and walks through much at once is to be fast.
const FAST: &[&str] = &["-O3", "-O3"];
/// The part that keeps the books.
const FAST_PART: &str = "books";

/// A program on its way into browsers.
#[derive(Debug, Clone, Copy)]
pub struct Program {
    /// Such as `phyle`: the compiler's file is `phyle.wasm`.
    pub name: &'static str,
}

/// What paints, and what decides.
pub const PROGRAMS: [Program; 2] = [Program { name: "phyle" }, Program { name: "engine" }];

/// Whether the parts are made small, which takes longer than all the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Optimise {
    ForSize,
    No,
}

impl Program {
    /// The module that starts it.
    pub fn module(self) -> String {
        format!("{}.js", self.name)
    }

    /// The module that fetches its later parts.
    pub fn link(self) -> String {
        format!("{}_link.js", self.name)
    }

    /// What comes first.
    pub fn first(self) -> String {
        format!("{}_bg.wasm", self.name)
    }

    /// Cuts the program in the folder `compiled` into the folder `parts`; whatever was there goes.
    pub fn split(
        self,
        (compiled, parts): (&Path, &Path),
        optimise: Optimise,
        tools: &[PathBuf],
    ) -> Result<(), Error> {
        if parts.exists() {
            fs::remove_dir_all(parts).map_err(Error::file(parts))?;
        }
        fs::create_dir_all(parts).map_err(Error::file(parts))?;
        let whole = compiled.join(format!("{}.wasm", self.name));
        let whole = fs::read(&whole).map_err(Error::file(&whole))?;
        let first = parts.join("first.wasm");
        let (module, link) = (format!("./{}", self.module()), format!("./{}", self.link()));
        let mut options = Options::new(&whole);
        options.output_dir = parts;
        options.main_out_path = &first;
        options.link_name = &link;
        options.main_module = &module;
        let cut = wasm_split_cli_support::transform(options)
            .map_err(|report| Error::Build(format!("{} cannot be cut: {report:#}", self.name)))?;
        let path = program::path_with(tools);
        let mut bindgen = Command::new("wasm-bindgen");
        bindgen
            .args(["--target", "web", "--no-typescript", "--keep-lld-exports"])
            .args((optimise == Optimise::No).then_some("--remove-name-section"))
            .args(["--out-name", self.name, "--out-dir"])
            .args([parts, &first])
            .env("PATH", &path);
        program::run(&mut bindgen)?;
        fs::remove_file(&first).map_err(Error::file(&first))?;
        self.shorten(parts)?;
        if optimise == Optimise::No {
            return Ok(());
        }
        for file in cut.split_modules.iter().chain([&parts.join(self.first())]) {
            let mut smaller = Command::new("wasm-opt");
            let is_fast =
                file.file_stem().is_some_and(|name| name.to_string_lossy().contains(FAST_PART));
            smaller
                .args(if is_fast { FAST } else { SMALL })
                .args(PASSES)
                .args(FEATURES)
                .arg(file)
                .arg("-o")
                .arg(file);
            program::run(smaller.env("PATH", &path))?;
        }
        Ok(())
    }

    fn shorten(self, parts: &Path) -> Result<(), Error> {
        let (first, module) = (parts.join(self.first()), parts.join(self.module()));
        let program = fs::read(&first).map_err(Error::file(&first))?;
        let words = fs::read_to_string(&module).map_err(Error::file(&module))?;
        let from = format!("./{}_bg.js", self.name);
        let (program, words) = shorten::shorten(&program, words, &from)?;
        fs::write(&first, program).map_err(Error::file(&first))?;
        fs::write(&module, words).map_err(Error::file(&module))
    }
}
