//! Real browsers and what drives them: found, or on Debian installed from its packages. Elsewhere
//! the person is told what to install.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Error, program, tools};

/// Programs of the browser journeys.
#[derive(Debug, Clone)]
pub struct Browsers {
    pub chromium: PathBuf,
    pub chromedriver: PathBuf,
    pub firefox: PathBuf,
    pub geckodriver: PathBuf,
}

/// A part by the names it may have, and the Debian package that brings it.
struct Part {
    names: &'static [&'static str],
    package: &'static str,
    what: &'static str,
}

const CHROMIUM: Part = Part {
    names: &["chromium", "chromium-browser", "google-chrome"],
    package: "chromium",
    what: "Chromium",
};
const CHROMEDRIVER: Part = Part {
    names: &["chromedriver"],
    package: "chromium-driver",
    what: "chromedriver, of Chromium's own version",
};
const FIREFOX: Part =
    Part { names: &["firefox-esr", "firefox"], package: "firefox-esr", what: "Firefox" };

impl Browsers {
    /// Tells a program that walks in them where they are.
    pub fn tell<'command>(&self, command: &'command mut Command) -> &'command mut Command {
        command
            .env("PHYLE_CHROMIUM", &self.chromium)
            .env("PHYLE_CHROMEDRIVER", &self.chromedriver)
            .env("PHYLE_FIREFOX", &self.firefox)
            .env("PHYLE_GECKODRIVER", &self.geckodriver)
    }
}

/// All of them, installed where that is possible.
pub fn for_journeys() -> Result<Browsers, Error> {
    let lacking: Vec<&Part> = [&CHROMIUM, &CHROMEDRIVER, &FIREFOX]
        .into_iter()
        .filter(|part| find(part).is_none())
        .collect();
    if !lacking.is_empty() {
        let packages: Vec<&str> = lacking.iter().map(|part| part.package).collect();
        let whats: Vec<&str> = lacking.iter().map(|part| part.what).collect();
        install_packages(&packages, &whats.join(" and "))?;
    }
    Ok(Browsers {
        chromium: found(&CHROMIUM)?,
        chromedriver: found(&CHROMEDRIVER)?,
        firefox: found(&FIREFOX)?,
        geckodriver: tools::cargo_tool(tools::GECKODRIVER)?,
    })
}

/// Debian packages by apt; elsewhere an error that says what is needed.
pub fn install_packages(packages: &[&str], what: &str) -> Result<(), Error> {
    if !Path::new("/etc/debian_version").is_file() || program::find("apt-get").is_none() {
        let advice = format!("please install {what}, and see that it is on PATH");
        return Err(Error::Missing { what: what.to_owned(), advice });
    }
    eprintln!("Installing {} from Debian (once) ...", packages.join(", "));
    program::run(apt().args(["update", "-qq"]))?;
    program::run(apt().args(["install", "-y", "-qq", "--no-install-recommends"]).args(packages))
}

/// apt-get, by way of sudo where we are not root.
fn apt() -> Command {
    let is_root = program::output_of(Path::new("id"), &["-u"]).is_some_and(|id| id == "0");
    let mut command;
    if is_root {
        command = Command::new("apt-get");
    } else {
        command = Command::new("sudo");
        command.arg("apt-get");
    }
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

fn find(part: &Part) -> Option<PathBuf> {
    part.names.iter().find_map(|name| program::find(name))
}

fn found(part: &Part) -> Result<PathBuf, Error> {
    find(part).ok_or_else(|| Error::Missing {
        what: part.what.to_owned(),
        advice: format!("none of {} is on PATH", part.names.join(", ")),
    })
}
