//! Writes the sample community that newcomers look around in: `cargo xtask sample`. Plays the
//! script of Four Shores, with portraits, and keeps what one of its devices has.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use phyle::sim::scenario::{Portraits, Script, sample};

fn main() -> ExitCode {
    match run() {
        Ok(words) => {
            println!("{words}");
            ExitCode::SUCCESS
        }
        Err(words) => {
            eprintln!("{words}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<String, String> {
    let mut words = std::env::args().skip(1);
    let (Some(script), Some(portraits), Some(into)) = (words.next(), words.next(), words.next())
    else {
        return Err("expected: SCRIPT.json FOLDER-OF-PORTRAITS FILE".to_owned());
    };
    let text = fs::read_to_string(&script).map_err(|error| format!("{script}: {error}"))?;
    let read = Script::read(&text).map_err(|error| format!("{script}: {error}"))?;
    let portraits = pictures(Path::new(&portraits), &read)?;
    let sample = sample(&read, portraits).map_err(|error| format!("{script}: {error}"))?;
    let bytes = sample.write();
    fs::write(&into, &bytes).map_err(|error| format!("{into}: {error}"))?;
    Ok(format!("{into}: {} records, {} bytes", sample.entries.len(), bytes.len()))
}

/// One file a member, by their name.
fn pictures(folder: &Path, script: &Script) -> Result<Portraits, String> {
    let mut found = Portraits::new();
    for name in &script.members {
        let path = folder.join(format!("{name}.webp"));
        let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        found.insert(name.clone(), bytes);
    }
    Ok(found)
}
