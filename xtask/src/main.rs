//! Entry point of `cargo xtask`.

use std::process::ExitCode;

use xtask::build::{self, Variant};
use xtask::options::{self, Task};
use xtask::{Error, bench, check, relay, scenario, serve, tally};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match options::read(&words).and_then(run) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<(), Error> {
    match task {
        Task::Serve(options) => serve::serve(options),
        Task::Dist => dist(),
        Task::Test(scope) => check::test(&scope),
        Task::Bench => bench::bench(),
        Task::Tally(options) => tally::tally(&options),
        Task::Scenario(words) => scenario::play(&words),
        Task::Sample => scenario::sample(),
        Task::Relay { port } => relay::run(port),
        Task::Help => {
            println!("{}", options::USAGE);
            Ok(())
        }
    }
}

fn dist() -> Result<(), Error> {
    let site = build::build(Variant::People)?;
    println!("\n{:>10} {:>10}  file", "bytes", "gzip");
    for (name, size) in &site.sizes {
        println!("{:>10} {:>10}  {name}", size.bytes, size.gzip_bytes);
    }
    println!("\nBuild {} is in {}", site.build, site.folder.display());
    Ok(())
}
