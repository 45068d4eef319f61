//! The programs that drive browsers: started on a free port, ended with their owner.

use std::env;
use std::fs::{File, OpenOptions};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use xtask::program;

use crate::Error;
use crate::browser::Kind;

const START_LIMIT: Duration = Duration::from_secs(30);
const POLL_INTERVAL: Duration = Duration::from_millis(50);

/// A running driver.
#[derive(Debug)]
pub struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts one and waits until it listens; what it and its browser print goes to `log`.
    pub async fn start(kind: Kind, zone: Option<&str>, log: &Path) -> Result<Self, Error> {
        let port = free_port().map_err(|reason| failed(kind, &reason.to_string()))?;
        let output = open(log)?;
        let errors = output.try_clone().map_err(|reason| failed(kind, &reason.to_string()))?;
        let mut command = Command::new(driver_program(kind));
        command.arg(format!("--port={port}"));
        command.envs(zone.map(|zone| ("TZ", zone)));
        if kind == Kind::Firefox {
            command.arg("--binary").arg(browser_program(kind));
        }
        let process = command
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(errors)
            .spawn()
            .map_err(|reason| failed(kind, &reason.to_string()))?;
        let driver = Self { process, port };
        driver.wait_until_listening(kind).await?;
        Ok(driver)
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    async fn wait_until_listening(&self, kind: Kind) -> Result<(), Error> {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, self.port));
        let began = Instant::now();
        while TcpStream::connect_timeout(&address, POLL_INTERVAL).is_err() {
            if began.elapsed() > START_LIMIT {
                return Err(failed(kind, "it does not listen"));
            }
            tokio::time::sleep(POLL_INTERVAL).await;
        }
        Ok(())
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // It may have ended by itself, which is as good.
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// The browser's own program, as `cargo xtask test` found it.
pub fn browser_program(kind: Kind) -> PathBuf {
    match kind {
        Kind::Chromium => from_environment("PHYLE_CHROMIUM", "chromium"),
        Kind::Firefox => from_environment("PHYLE_FIREFOX", "firefox-esr"),
    }
}

fn driver_program(kind: Kind) -> PathBuf {
    match kind {
        Kind::Chromium => from_environment("PHYLE_CHROMEDRIVER", "chromedriver"),
        Kind::Firefox => from_environment("PHYLE_GECKODRIVER", "geckodriver"),
    }
}

fn from_environment(name: &str, usual: &str) -> PathBuf {
    let found = || program::find(usual).unwrap_or_else(|| PathBuf::from(usual));
    env::var_os(name).map_or_else(found, PathBuf::from)
}

/// A port that nobody listens on.
pub fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

fn open(log: &Path) -> Result<File, Error> {
    let failed = |source| Error::File { path: log.to_owned(), source };
    OpenOptions::new().create(true).append(true).open(log).map_err(failed)
}

fn failed(kind: Kind, reason: &str) -> Error {
    Error::Driver { program: driver_program(kind).display().to_string(), reason: reason.to_owned() }
}
