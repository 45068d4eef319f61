//! The loopback Nostr relay as a process that can be started and stopped. It ends with its owner.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use crate::{Error, place, program};

/// The port of `serve` and `relay` unless another is asked for.
pub const DEFAULT_PORT: u16 = 7447;

/// A relay that runs until this is dropped.
#[derive(Debug)]
pub struct Relay {
    process: Child,
    port: u16,
}

impl Relay {
    /// Starts the built program and waits until it listens.
    pub fn start(port: u16) -> Result<Self, Error> {
        Self::start_ahead(port, 0)
    }

    /// The same with a clock that is so many seconds ahead, or behind below zero.
    pub fn start_ahead(port: u16, ahead_s: i64) -> Result<Self, Error> {
        let mut command = Command::new(place::relay());
        let (port_said, ahead) = (port.to_string(), ahead_s.to_string());
        command.args(["--port", &port_said, "--ahead", &ahead, "--until-stdin-closes"]);
        command.stdout(Stdio::piped());
        let mut process = program::start(&mut command)?;
        let output = process.stdout.take().expect("standard output was asked for");
        let mut line = String::new();
        let read = BufReader::new(output).read_line(&mut line);
        let relay = Self { process, port };
        match read {
            Ok(length) if length > 0 => Ok(relay),
            Ok(_) | Err(_) => Err(Error::Failed {
                line: format!("relay --port {port}"),
                status: "it ended before it listened".to_owned(),
            }),
        }
    }

    /// Its address, as the app knows it.
    pub fn url(&self) -> String {
        url(self.port)
    }
}

impl Drop for Relay {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        // It may have ended by itself: then there is nothing to end and nothing to tell.
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// The address of a relay on this port.
pub fn url(port: u16) -> String {
    format!("ws://127.0.0.1:{port}")
}

/// Builds the program.
pub fn build() -> Result<(), Error> {
    let mut command = Command::new("cargo");
    command.args(["build", "--quiet", "--package", "relay"]).current_dir(place::root());
    program::run(&mut command)
}

/// `cargo xtask relay`: the relay alone, until it is interrupted.
pub fn run(port: u16) -> Result<(), Error> {
    build()?;
    program::run(Command::new(place::relay()).args(["--port", &port.to_string()]))
}
