//! Other programs: told what to do, watched until they end. Every line that runs is printed first,
//! so that anybody can repeat it by hand.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::{env, ffi};

use crate::Error;

/// Runs to the end with its words on this terminal.
pub fn run(command: &mut Command) -> Result<(), Error> {
    let line = line_of(command);
    eprintln!("$ {line}");
    let status = command.status().map_err(|source| missing(command, &source))?;
    if status.success() {
        return Ok(());
    }
    Err(Error::Failed { line, status: status.to_string() })
}

/// Starts and leaves running, with its input held open so that it can notice our end.
pub fn start(command: &mut Command) -> Result<Child, Error> {
    eprintln!("$ {} &", line_of(command));
    command.stdin(Stdio::piped()).spawn().map_err(|source| missing(command, &source))
}

/// Runs to the end and gives what it prints; its errors go to this terminal.
pub fn printed_by(command: &mut Command) -> Result<String, Error> {
    let line = line_of(command);
    eprintln!("$ {line}");
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.map_err(|source| missing(command, &source))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(Error::Failed { line, status: output.status.to_string() })
}

/// What it prints, trimmed; `None` where it is not there or ends with an error.
pub fn output_of(program: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Where the shell would find it.
pub fn find(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(&file)).find(|path| path.is_file())
}

/// `PATH` with these folders first.
pub fn path_with(folders: &[PathBuf]) -> ffi::OsString {
    let old = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(env::split_paths(&old));
    env::join_paths(all).expect("folders that came out of PATH, or ours, have no separator")
}

fn line_of(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

fn missing(command: &Command, source: &std::io::Error) -> Error {
    let what = command.get_program().to_string_lossy().into_owned();
    Error::Missing { what, advice: format!("it could not be started ({source})") }
}
