//! `cargo xtask serve`: the release build on localhost, with a loopback relay beside it so that two
//! browser profiles on one machine meet without the internet.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::Error;
use crate::build::{self, Variant};
use crate::host::{Content, Host};
use crate::relay::{self, Relay};

/// What `serve` was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ServeOptions {
    pub port: u16,
    /// `None`: no relay, and the public defaults stay.
    pub relay_port: Option<u16>,
}

/// Builds and serves until interrupted.
pub fn serve(options: ServeOptions) -> Result<(), Error> {
    let site = build::build(Variant::People)?;
    let relay = match options.relay_port {
        Some(port) => {
            relay::build()?;
            Some(Relay::start(port)?)
        }
        None => None,
    };
    let instead = match &relay {
        Some(relay) => BTreeMap::from([("meeting.json".to_owned(), meeting_with(&relay.url()))]),
        None => BTreeMap::new(),
    };
    let host = Host::start(
        Content { folder: site.folder, instead, ahead_s: Arc::default() },
        options.port,
    )?;
    println!("\nPhyle is at  http://localhost:{}/", host.port());
    match &relay {
        Some(relay) => {
            println!("A relay is at  {}  and links made here name it, so two browser", relay.url());
            println!(
                "profiles on this machine meet without the internet (--no-relay leaves it out)."
            );
        }
        None => println!("No relay runs beside it: members meet by the public ones."),
    }
    println!("Ctrl+C ends it.");
    host.wait();
    Ok(())
}

/// The `meeting.json` that knows this relay alone: nothing leaves the machine.
pub fn meeting_with(relay: &str) -> Vec<u8> {
    serde_json::json!({ "relays": [relay], "ice_servers": [] }).to_string().into_bytes()
}
